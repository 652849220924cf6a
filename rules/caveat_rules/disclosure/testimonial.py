"""Tells a patient's own story of what a treatment did, and not what others can expect.

## Why it matters

A story is read as “this will happen to me”. “Results may vary” does not mend that: readers still do not know what is usual.

## What to write instead

What is usual, with its source, beside the story: “J. had less pain after two infusions. In a trial, about 4 in 10 people
had a similar drop at 4 weeks.”

## What is not flagged

- Stories beside what trials found or how many others had the same result, in the same section.
- Stories of living with a condition, of finding a diagnosis or of care, without a result of treatment.
- Words that are nobody's own: not in quotation marks, not marked as a quotation, and not signed.

## Examples

```flagged
# Ketamine for nerve pain

«“Two infusions and my pain is gone!”» says J. Results may vary.
```

```flagged
# Ketamine for nerve pain

> «Ketamine changed my life.»
```

```clean
# Ketamine for nerve pain

“Two infusions and my pain is gone!” says J. In a trial, about 4 in 10 people had a similar drop at 4 weeks.
```

```clean
# Living with pain

“It took years until my pain had a name,” says J.
```

## Precision

In preview: on 687 pages of public bodies it never fired, and it has not been read on pages of other kinds.
Wordings are known from our own cases only.

## Sources

- 16 CFR 255.2 (2023): a consumer's story needs what people can generally expect; read.
- Directive 2001/83/EC, article 90(j): no improper use of claims of recovery. Read in the directive.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.analysis import Sentence
from caveat.document import fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.statement import Wording, own_sentences

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))
_QUOTED: Final = compiled(r"[\"“][^\"“”]{8,400}[\"”]")


@rule(
    documents,
    message=(
        "“{words}” is read as what will happen to everyone. Say beside it what is usual, with its source, for example: “In a"
        " trial, about 4 in 10 people had a similar result.”"
    ),
    severity="error",
    standard="16 CFR 255.2; Directive 2001/83/EC, article 90(j)",
    status="preview",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag the first story of a treatment's result in each section that does not say what is usual."""
    document, analysis = reading.document, reading.analysis
    told: set[int] = set()
    place: Sentence | None = None
    for sentence in own_sentences(analysis):
        section = document.section_of.get(sentence.block.index)
        if id(section) in told or not _WORDING.says(sentence.folded, "stories", ""):
            continue
        quotes = [match for match in _QUOTED.finditer(sentence.text) if _WORDING.says(match[0].lower(), "stories", "")]
        if not quotes and "quote" not in sentence.block.containers:
            continue
        around = [one for one in analysis.sentences if document.section_of.get(one.block.index) is section]
        usual = next((one for one in around if _WORDING.says(_own_words(one, sentence))), None)
        if usual is not None:
            place = place or usual
            continue
        told.add(id(section))
        start, end = (quotes[0].start(), quotes[0].end()) if quotes else (0, len(sentence.text))
        yield hit(sentence.locate(start, end), words=sentence.text[start:end].strip('"“”'))
    if place is not None:
        yield stated(place.locate())
    elif not told:
        yield not_expected("It tells no patient's story of a treatment.")


def _own_words(sentence: Sentence, story: Sentence) -> str:
    """Return a sentence as it is matched; of the story's own, only what stands outside the quotation marks."""
    return fold(_QUOTED.sub(" ", sentence.text)) if sentence is story else sentence.folded
