"""Names no author, or only “Admin”, the team or a name without a role or qualification.

## Why it matters

Readers weigh advice by who gives it. A name with a role lets them; a byline of “Staff” does not.

## What to write instead

“Written by Sam Example, RN, pain nurse.” In the front matter: `author: "Sam Example, RN"`. An organisation may sign, if it
names who checked the text.

## What is not flagged

- Texts whose author has a role or a qualification, beside the name or in a part about the author.
- Texts that name who reviewed them: somebody answers for the text then.
- Posts, e-mails, text messages, scripts and leaflets; texts that say nothing about health.
- Sites that say it elsewhere, once declared: `[disclosures] author-credentials = "on the page Who we are"`.

## Examples

```flagged document
# Ketamine for nerve pain

Written by Admin. Ketamine may ease nerve pain for some weeks.
```

```flagged document
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks.
```

```clean
# Ketamine for nerve pain

Written by Sam Example, RN, pain nurse. Ketamine may ease nerve pain for some weeks.
```

```clean
# Ketamine for nerve pain

By Sam Example. Medically reviewed by Ana Example, MD. Ketamine may ease nerve pain for some weeks.
```

## Precision

On 687 pages of public bodies none has a byline, and it fires on each of the 585 that make statements about health and are no e-mails, posts or scripts.
Wordings are known from our own cases only.

## Sources

- Health On the Net Foundation, *HONcode*, principle 1: the qualifications of the authors are given. Read in the
  principles, https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
- Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244, the “authorship” benchmark, cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.analysis.persuasion import persuades
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.medical_review import reviewer_place
from caveat_rules.disclosure.statement import SHORT_GENRES

_NO_BYLINE: Final = SHORT_GENRES | {"leaflet"}
_BYLINE: Final = compiled(
    r"(?:^|[|·•.]\s*)\W*(?i:by|written by|author|authors|words by|story by|medical writer|reporter|posted by|written and reviewed by):?\s+(?P<name>.{2,160})"
)
_ROLE: Final = compiled(
    r"\b(?:M\.?D|D\.?O|MBBS|MBChB|BM|FRC\w+|MRC\w+|PharmD|RPh|R\.?N|APRN|CRNA|N\.?P|PA-C|PA|Ph\.?D|MPH|MSc|M\.?S|BSc|BSN|MSN|DNP|DDS|DPT|RD|LCSW|CNM|Dr)\b"
    r"|(?i:\b(?:doctor|physician|nurse|pharmacist|consultant|registrar|professor|specialist|surgeon|psychologist|psychiatrist|therapist|dieti[ct]ian"
    r"|midwife|paramedic|researcher|scientist|(?:medical|health|science|staff|senior|contributing) (?:writer|editor|journalist|reporter|correspondent)|editor|journalist"
    r"|\w+ologist|director|lecturer|chemist|dentist|physiotherapist)\b)"
)
_NAMELESS: Final = compiled(
    r"\W*(?i:admin\w*|staff|the (?:\w+ )?team|team|editor|guest|web ?master|unknown|anonymous|user)\b"
)
_ABOUT: Final = compiled(r"\babout the (?:author|writer)s?\b|\bauthor (?:bio\w*|information|details)\b")
_OPENING: Final = 6


@rule(
    documents,
    message="{problem}. Write, for example: “Written by NAME, with their role or qualification.”",
    severity="warning",
    standard="HONcode principle 1; JAMA benchmarks (1997), authorship",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document on health without an author whose role or qualification is given."""
    document = reading.document
    if not reading.analysis.medical_sentences:
        return
    if document.genre in _NO_BYLINE:
        yield not_expected("It is not asked of leaflets and short texts.")
        return
    reviewer = reviewer_place(reading)
    if reviewer is not None:
        yield stated(reviewer, why="A named reviewer answers for the text.")
        return
    names = [name for name in document.front.items("author") if not _NAMELESS.match(name)]
    names += [
        match["name"]
        for block in (*document.blocks[:_OPENING], *document.blocks[-_OPENING:])
        if (match := _BYLINE.search(block.text)) and match["name"][0].isupper() and not _NAMELESS.match(match["name"])
    ]
    about = any(len(block.text) < _LONGEST and _ABOUT.search(block.prose.folded) for block in document.blocks)
    if about or any(_ROLE.search(name) for name in names):
        yield stated(None)
        return
    problem = "The author's role or qualification is not given" if names else "No author is named"
    if persuades(reading.analysis):
        yield hit(None, problem=problem)
    else:
        yield hit(None, grade="lowered", because="the text informs and sells nothing", problem=problem)


_LONGEST: Final = 60
