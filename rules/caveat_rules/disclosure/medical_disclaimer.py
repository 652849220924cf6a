"""Never says that the content is general information and does not replace advice from a professional.

## Why it matters

A text cannot know its reader's heart, liver or other medicines. Saying so sets the limits of the content, and readers of
health pages are owed it. It excuses nothing: a disclaimer does not clear a single finding about a claim.

## What to write instead

One plain sentence, near the end or beside the byline: “This article is general information. It does not replace advice
from a health professional who knows you.” In a post: “General information, not medical advice.”

## What is not flagged

- Texts that make no statement about a treatment, a condition or a symptom.
- Texts for professionals (`audience: professionals` in the front matter).
- Texts whose disclaimer comes from a template of the site: set the option `external`, or `disclaimer: external` in the
  front matter.
- Short forms count in posts, text messages and scripts.

“This product is not intended to diagnose, treat, cure or prevent any disease” is about the product, not about the text, and
does not count; nor does “ask your doctor”, which says nothing about the text.

## Examples

```flagged document
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks. Ask your doctor whether it suits you.
```

```flagged document
# Magnesium drops

Magnesium helps to prevent migraine. This product is not intended to diagnose, treat, cure or prevent any disease.
```

```flagged document post
Ketamine may ease nerve pain for some weeks. Your doctor knows more.
```

```clean
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks.

This article is general information. It does not replace advice from a health professional who knows you.
```

```clean post
Ketamine may ease nerve pain for some weeks. General info, not medical advice.
```

```clean
# Our garden

The garden opens in April. This year there are new benches.
```

## Precision

On 687 pages of public health bodies it fired on 603. All were searched for the words that disclaimers use: three held one,
and are left alone. Of 32 wordings and 30 near misses written for the purpose all come out right; 24 of the 32 did
before the rule had seen them.

## Sources

- Health On the Net Foundation, *HONcode*, principle 2, complementarity: information supports, and does not replace, the
  relationship between patient and doctor. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl. A historical
  standard, since HON's certification service is reported to have closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from caveat.analysis.persuasion import persuades
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, Stated, documents, hit, not_expected, rule, stated
from caveat.terms import Cue, load_yaml_file


@dataclass(frozen=True, slots=True)
class Options:
    """Where the disclaimer stands. `external`: a template of the site supplies it; `short_genres`: short forms do."""

    external: bool = False
    short_genres: tuple[str, ...] = ("post", "sms", "script")


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return compiled("|".join(str(pattern) for pattern in data[key]))


# What every one of the forms holds, so that most sentences are passed over at once.
_HINTS = Cue.of(
    r"\b(?:advice|substitut|replac|place of|diagnos|treat|only\b|relationship|disclaimer|purposes|opinion|guidance)"
)
# "For information only" holds a word for the text, but is not the text.
_PURPOSE = compiled(r"\bfor (?:general |your )?(?:information|informational|education|educational)\b")
_PROFESSIONALS = compiled(r"\b(?:professionals?|clinicians?|physicians?|doctors|nurses|pharmacists|prescribers)\b")


@rule(
    documents,
    message=(
        "Nothing says that this is general information. Add, for example: “This page is general information. It does not"
        " replace advice from a health professional who knows you.”"
    ),
    severity="error",
    standard="HONcode principle 2",
    options=Options,
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit | Stated]:
    """Flag a document that makes medical statements and no disclaimer."""
    front = reading.document.front
    if context.options.external:
        yield stated(None, declared="a template of the site, says the option external")
        return
    if front.text("disclaimer") == "external":
        yield stated(None, declared="a template of the site, says the front matter")
        return
    if _PROFESSIONALS.search(" ".join(front.items("audience")).lower()):
        yield not_expected("The text is for professionals.")
        return
    short = reading.document.genre in context.options.short_genres
    found = next((one for one in reading.analysis.sentences if is_disclaimer(one.folded, short=short)), None)
    if found is not None:
        yield stated(found.locate())
        return
    if not reading.analysis.medical_sentences:
        return
    if persuades(reading.analysis):
        yield hit(None)
    else:
        yield hit(None, grade="lowered", because="the text informs and sells nothing")


def is_disclaimer(folded: str, *, short: bool = False) -> bool:
    """Say whether a folded sentence tells readers that the text is no substitute for a professional's advice."""
    if not _HINTS.search(folded) or _pattern("not_one").search(folded):
        return False
    if _pattern("standalone").search(folded) or (short and _pattern("short_form").search(folded)):
        return True
    return bool(_pattern("limits").search(folded) and _pattern("subjects").search(_PURPOSE.sub("", folded)))
