r"""An order or a warning in the passive voice, which hides who must act, or a text that is largely passive.

## Why it matters

“Alcohol should be avoided” leaves readers to work out that they are meant.
Under stress, people act on what is said to them, and a warning that is said to nobody is read as a fact.

## What to write instead

Say it to the reader: “Do not drink alcohol after your drip.”
Where somebody else acts, name them: “A nurse will call you.”

## What is flagged

- An order or warning about what readers do themselves, in the passive with “should”, “must”, “need to”, “have to” and the like: “should be avoided”, “must not be used”.
- Advice that says what readers are told rather than telling them: “patients are advised to”, “it is recommended that”, “caution is advised”.
- A call to act in the passive: “Appointments can be made by phone.”
- Once a document, that more than 15 sentences in 100 are in the passive voice; it is said only of 20 sentences or more, and only when the lower end of the interval that holds the share with 95 % confidence is above the limit. The option `share` changes the limit, 100 turns this off.

The first three are read from the grammar of the sentence, the last from the words: on 2,000 sentences of official pages these agreed with the parser in 254 of 255 sentences that they called passive, and found 87 in 100.

## What is not flagged

- The reader as the one to whom something is done: “You may be asked to fast”, “You should be seen by a doctor.”
- What clinicians do: “Children should be tested every year.”
- A passive that says by whom: “must be injected by a nurse”.
- Conditions, relative clauses and questions: “foods that should be avoided”, “if it must be taken”.
- Headings, tables, quotations and the list of references.

## Precision

On 687 pages of public bodies the rule fired 39 times on a sentence, and on 65 of the 361 pages with 20 sentences or more for their share.
All 39 were read: 36 were right, 2 debatable (“must be used with caution”) and 1 wrong (an injection that a professional gives).
The rule had been corrected on the same pages before, so the figure flatters it.
Whether a page had too many passives was not judged.

## Examples

```flagged
Alcohol «should be avoided» after the infusion.
```

```flagged
«It is recommended» that you rest for a day.
Appointments «can be made» by phone.
```

```clean
Do not drink alcohol after your infusion.
You may be asked not to eat before it.
```

```clean
Here is a list of foods that should be avoided.
The drip must be changed by a nurse.
```

## Sources

- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, the item on active voice. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- Centers for Disease Control and Prevention, *Clear Communication Index*, item 6: active voice. <https://www.cdc.gov/ccindex/>. Read in the index.
- The 15 in 100 are our own choice; no source sets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final

from caveat.analysis.voice import PassiveInstruction, find_passive_instructions, is_passive
from caveat.library import Reading
from caveat.rule import Context, Hit, RelatedPlace, claimed_documents, hit, rule

_FEWEST: Final = 20
_MOST_NAMED: Final = 8
# The middle 95 % of a normal distribution reaches this many standard deviations to each side.
_REACH: Final = 1.96


@dataclass(frozen=True, slots=True)
class Options:
    """How much of a text may be in the passive voice."""

    share: int = 15
    """The most sentences in a hundred."""


@rule(
    claimed_documents,
    message="{fault}; {remedy}.",
    severity="info",
    options=Options,
    standard="PEMAT, on active voice; CDC Clear Communication Index, item 6",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag each order in the passive voice, and a document that is largely passive."""
    analysis = reading.analysis
    passive = [index for index in analysis.sentence_counts if is_passive(analysis.sentences[index].folded)]
    number = len(analysis.sentence_counts)
    if number >= _FEWEST and _lowest(len(passive) / number, number) > context.options.share / 100:
        yield hit(
            None,
            fault=f"{len(passive)} of {number} sentences are in the passive voice",
            remedy=f"{context.options.share} in 100 are enough: say who does what",
            related=tuple(
                RelatedPlace(analysis.sentences[index].locate(), "passive") for index in passive[:_MOST_NAMED]
            ),
        )
    for index in sorted(analysis.passively_instructed):
        sentence = analysis.sentences[index]
        if "quote" in sentence.block.containers:
            continue
        parsed = analysis.parse_of(sentence)
        if parsed is None or not parsed.tokens:
            continue
        for found in find_passive_instructions(parsed, sentence.block.text):
            yield hit(
                sentence.block.prose.locate(found.start, found.end),
                fault=f"“{sentence.block.text[found.start : found.end]}” does not say who must act",
                remedy=_remedy(found),
            )


def _lowest(share: float, number: int) -> float:
    """Return the lower end of the interval that holds a share with 95 % confidence (Wilson's)."""
    square = _REACH * _REACH
    middle = share + square / (2 * number)
    return (middle - _REACH * sqrt((share * (1 - share) + square / (4 * number)) / number)) / (1 + square / number)


def _remedy(found: PassiveInstruction) -> str:
    if found.kind == "advice":
        return "tell the reader what to do: begin with the verb"
    return f"say it to the reader: “{found.active}”"
