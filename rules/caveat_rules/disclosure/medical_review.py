"""Names nobody who is qualified and has checked the text.

## Why it matters

A named reviewer answers for what is said, and readers can weigh who it is. “Our team” answers for nothing.

## What to write instead

A name, a qualification and a day: “Medically reviewed by Ana Example, MD (pain medicine), 3 May 2026.” In the front matter:
`reviewer: "Ana Example, MD"`.

## What is not flagged

- Texts that name who reviewed, checked or approved them, in the text, in the front matter or in a page's metadata.
- Posts, e-mails, text messages and scripts; pieces whose article names a reviewer.
- Texts that say nothing about health.
- Sites that name their reviewers elsewhere, once declared: `[disclosures] medical-review = "on the page Our editors"`.

## Examples

```flagged document
# Ketamine for nerve pain

By Sam Example, RN. Ketamine may ease nerve pain for some weeks.
```

```flagged document
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks. Reviewed by our medical team.
```

```clean
# Ketamine for nerve pain

Medically reviewed by Ana Example, MD, on 3 May 2026. Ketamine may ease nerve pain for some weeks.
```

```clean post
Ketamine may ease nerve pain for some weeks.
```

## Precision

On 687 pages of public bodies none names its reviewer, and it fires on each of the 585 that make statements about health and are no e-mails, posts or scripts.
Of 15 texts that name a reviewer, or need not, and 14 that name none, all written for the purpose, all came out right; they are the cases of its tests.

## Sources

- Health On the Net Foundation, *HONcode*, principle 1: advice is given by qualified people, or it is said that it is not.
  Read in the principles, https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
- Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244, the “authorship” benchmark, cited from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, cast

from caveat.analysis.persuasion import persuades
from caveat.document import Span
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat.terms import load_yaml_file
from caveat_rules.disclosure.statement import SHORT_GENRES, in_front

_KEYS: Final = ("reviewer", "reviewers", "reviewed_by", "medical_reviewer", "medically_reviewed_by", "checked_by")
_HINTS: Final = ("review", "checked", "approved", "verified", "vetted", "medical advis", "medical editor")


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return compiled("|".join(data[key]))


@rule(
    documents,
    message=(
        "Nobody is named who has checked this. Add, for example: “Medically reviewed by NAME, with their qualification, on"
        " 3 May 2026.”"
    ),
    severity="warning",
    standard="HONcode principle 1; JAMA benchmarks (1997), authorship",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document on health that names no reviewer."""
    place = reviewer_place(reading)
    if place is not None:
        yield stated(place)
        return
    if not reading.analysis.medical_sentences:
        return
    if reading.article is not None and reviewer_place(reading.article) is not None:
        yield stated(None, declared="the article that it derives from")
        return
    if reading.document.genre in SHORT_GENRES:
        yield not_expected("It is not asked of a short text.")
        return
    if persuades(reading.analysis):
        yield hit(None)
    else:
        yield hit(None, grade="lowered", because="the text informs and sells nothing")


def reviewer_place(reading: Reading) -> Span | None:
    """Return where a text names a person who reviewed it."""
    if in_front(reading, *_KEYS):
        return reading.document.front.span
    roles = reading.analysis.roles
    blocks = [block for block in reading.document.blocks if block.kind != "code"]
    for number, block in enumerate(blocks):
        if roles.get(block.index) == "references" or not any(hint in block.prose.folded for hint in _HINTS):
            continue
        # The name may stand in a block of its own below "Medically reviewed by".
        below = blocks[number + 1].text[:60] if number + 1 < len(blocks) and len(block.text) < 40 else ""
        text = f"{block.text} {below}"
        for match in _pattern("names").finditer(text):
            if not _pattern("bodies").search(text, match.start(), match.end() + 20):
                return block.prose.locate(min(match.start(), len(block.text) - 1), min(match.end(), len(block.text)))
    return None
