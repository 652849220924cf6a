"""Names an emergency, or is about a drug that can cause one at home, and never says how to get urgent help.

## Why it matters

Somebody in danger may be reading. A page that names chest pain or slow breathing and leaves it at that costs them time.

## What to write instead

The signs and the step, in one sentence: “Call 911 or your local emergency number if you have chest pain, trouble
breathing, or a very bad headache.”

## What is not flagged

- Texts that tell readers to call an emergency number, to go to hospital, or to see or call a doctor at once.
- Texts that name an emergency once, or only among the causes and risks of something else: the title must name
  one, or one of a short list of drugs, or three sentences and one in seven must.
- Posts, text messages and scripts, which have no room, and texts for professionals.

That staff are ready for emergencies does not count: it tells the reader at home nothing.

## Examples

```flagged document
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks. Ketamine is given as a drip. Ketamine can raise blood pressure.
```

```flagged document
# Chest pain

Chest pain has many causes. Your heart is one of them.
```

```clean
# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks. Ketamine is given as a drip. Ketamine can slow your breathing: call 911 if
someone cannot wake you.
```

```clean
# Walking

Walking lowers the chance of a heart attack. It also helps you sleep.
```

## Precision

On 687 pages of public bodies it fired on four, on which no such step stands: breathing problems, stroke, warning strokes and
rehabilitation after a stroke. The last need not say it: 3 of 4 were right. They are few.

## Sources

- CDC Clear Communication Index, item 14: the text says when and how to reach a health professional. Read in the user
  guide (2019), https://www.cdc.gov/ccindex/.
- FDA, 21 CFR 208, format of Medication Guides, cited from memory.
- Which drugs and emergencies count is our editorial list, `emergency_info.yaml`; no clinician has checked it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, cast

from caveat.analysis.persuasion import persuades
from caveat.document import fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat.terms import TermList, load_yaml_file
from caveat_rules.disclosure.statement import Wording, for_professionals, own_sentences

_PATH: Final = Path(__file__).with_suffix(".yaml")
_WORDING: Final = Wording(_PATH)
_NO_ROOM: Final = frozenset({"post", "sms", "script"})
_SENTENCES: Final = 3
_SHARE: Final = 0.15
# Titles that name an emergency and are about what comes long before or after it.
_ASIDE: Final = compiled(
    r"-like\b|\b(?:rehabilitation|recover\w*|prevent\w*|history|after|life after|lower\w*|risks?|vaccin\w*|gene\w*)\b"
)


@cache
def _terms(key: str) -> TermList:
    return TermList(cast("dict[str, list[str]]", load_yaml_file(_PATH))[key])


@rule(
    documents,
    message=(
        "Readers are not told when and how to get urgent help, and this is about {what}. Add, for example: “Call 911 or your"
        " local emergency number if you have chest pain, trouble breathing, or someone cannot wake you.”"
    ),
    severity="warning",
    standard="CDC Clear Communication Index, item 14",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document on an emergency or a drug of high risk that does not say how to get urgent help."""
    analysis = reading.analysis
    if not analysis.medical_sentences:
        return
    if reading.document.genre in _NO_ROOM or for_professionals(reading):
        yield not_expected("It is not asked of short texts, nor of texts for professionals.")
        return
    said = _WORDING.first(analysis)
    if said is not None:
        yield stated(said.locate())
        return
    what = _about(reading, "drugs") or _about(reading, "emergencies")
    if what is None:
        yield not_expected("The text is not about an emergency or a drug of high risk.")
        return
    if persuades(analysis) or analysis.subjects.sells_treatment:
        yield hit(None, what=what)
    else:
        yield hit(None, grade="lowered", because="the text sells nothing", what=what)


def _about(reading: Reading, key: str) -> str | None:
    """Return the word of a list that a text is about: its title names it, or several sentences do."""
    terms = _terms(key)
    title = fold(reading.document.title)
    if _ASIDE.search(title) is None:
        for match in terms.find(title):
            return match.term
    found: dict[str, int] = {}
    sentences = list(own_sentences(reading.analysis))
    for sentence in sentences:
        for word in {
            one.term for one in terms.find(sentence.folded) if not sentence.folded.startswith("-like", one.end)
        }:
            found[word] = found.get(word, 0) + 1
    if not found:
        return None
    most = max(found, key=lambda one: (found[one], one))
    return most if found[most] >= max(_SENTENCES, _SHARE * len(sentences)) else None
