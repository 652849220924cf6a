"""Is about a treatment, and never sends its readers to a doctor, pharmacist or nurse of their own.

## Why it matters

A page cannot know what else a reader takes or has. A professional who knows them can, and catches what would make a
treatment wrong for them.

## What to write instead

A step that the reader takes: “Before you decide, talk with your own doctor or pharmacist about your other medicines and
your health.”

## What is not flagged

- Texts that sell nothing, unless their title names a treatment and they have 150 words or more.
- Texts that tell readers to ask, tell, see or call a professional, or what a professional of their own can decide.
- Text messages, and posts and scripts that sell nothing.
- Texts for professionals (`audience: professionals` in the front matter).

“Your care team will guide you” does not count: the team is the seller's, and the reader does nothing. Nor does “ask our
doctors”.

## Examples

```flagged document
# Ketamine for nerve pain

Our ketamine infusions end nerve pain for good. They are completely safe and have no side effects. Ketamine cures the cause. Book your visit now. Your care
team will be with you every step of the way.
```

```flagged document
# Ketamine for nerve pain

Our ketamine infusions end nerve pain for good. They are completely safe and have no side effects. Ketamine cures the cause. Book your visit now. Ask
our doctors when you can start.
```

```clean
# Ketamine for nerve pain

Our ketamine infusions end nerve pain for good. They are completely safe and have no side effects. Ketamine cures the cause. Book your visit now. Talk
with your own doctor before you decide.
```

```clean
# What pain is

Pain is a signal from the body. It may come and go.
```

## Precision

On 687 pages of public bodies it fired on seven, and lowered all: none of them sends its readers to a professional, though two are on what
a thing costs and who can claim it, where few would miss it.

## Sources

- DISCERN, question 15: support for shared decisions. Read in the instrument (1998), http://www.discern.org.uk.
- Health On the Net Foundation, *HONcode*, principle 2. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
- TGA guidance on advertising: advice to see a health professional where it is appropriate. Read in an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.analysis.persuasion import persuades
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.statement import Wording, for_professionals
from caveat_rules.structure.treatment import body_words, is_on_treatment

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))
_BRIEF: Final = frozenset({"post", "script"})
_WORDS: Final = 150


@rule(
    documents,
    message=(
        "Readers are never sent to a professional of their own. Add, for example: “Talk with your own doctor or pharmacist"
        " before you start, stop or change a treatment.”"
    ),
    severity="warning",
    standard="DISCERN, question 15; HONcode principle 2",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document on a treatment that does not tell its readers to ask a professional of their own."""
    analysis = reading.analysis
    genre = reading.document.genre
    if not analysis.medical_sentences:
        return
    if genre == "sms" or for_professionals(reading):
        yield not_expected("It is not asked of text messages, nor of texts for professionals.")
        return
    said = _WORDING.first(analysis)
    if said is not None:
        yield stated(said.locate())
    elif persuades(analysis):
        yield hit(None)
    elif genre not in _BRIEF and is_on_treatment(reading) and body_words(reading) >= _WORDS:
        yield hit(None, grade="lowered", because="the text sells nothing")
    else:
        yield not_expected("The text is not about one treatment, or is short and sells nothing.")
