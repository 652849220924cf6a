r"""An instruction to take a medicine that leaves out the unit, how often, or the most there is: “Take 500 for pain”.

## Why it matters

Readers act on the fragment that they see.
“Take 500” may be tablets, milligrams or micrograms; “take 1 tablet as needed” has no end; “15 mg/kg” asks a worried parent to multiply at night.

## What to write instead

All that is needed to act: for whom, how much with its unit, how often, the most in a day, and for how long.
“Adults: 500 mg by mouth every 6 hours if needed. Do not take more than 4 doses in 24 hours.”
Give a dose by weight together with an example or a table: “a child of 20 kg gets 300 mg”.

## What is not flagged

- Anything but an instruction: what a trial gave, what a tablet holds (“comes in 50 mg tablets”), what people usually take.
- An amount with its time, in the same paragraph or row: every day, at night, with meals, before the scan, once, now, as a single dose.
- “Take 2 every 4 hours”: below ten, readers count tablets.
- “If needed” where a limit stands in the paragraph or in the one after it.
- Food and drink, money, minutes, quotations, code, lists of sources.

A number without a unit is one step graver than the others.

## Examples

```flagged
«Take 500» for pain.
```

```flagged
«Take 400 mg» of ibuprofen. It helps against the swelling.
```

```clean
Adults: take 500 mg by mouth every 6 hours if needed. Do not take more than 4 doses in 24 hours.
```

```clean
In the trial, adults took 400 mg of ibuprofen. It comes in 200 mg tablets.
```

## Precision

On 687 pages of public bodies the rule never fired: they tell readers to ask how much to take.
It stays a preview until it has been read on pages that it fires on.

## Sources

- Institute for Safe Medication Practices, *Guidelines for Safe Communication of Electronic Medication Information*, 2019: a dose with its unit, route and frequency. Known from memory, not read.
- Centers for Disease Control and Prevention, *Clear Communication Index*, 2019, item 14: the behaviour that is asked for is clear. <https://www.cdc.gov/ccindex/>.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, hit, rule
from caveat_rules.dose.dosing import DOSE_UNIT, figured, is_quoted

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library import Reading

_ORDER: Final = r"(?:(?<!\w)(?:take|give|inject|swallow|chew|inhale)(?:\s(?:about|around|up\sto|no\smore\sthan|only|just|them|your\schild|the\schild|him|her))?)"
_ORDERS: Final = r"(?:^\W*|[:;]\s|\b(?:then|please|should|must|can|may|first|adults|and)\s|,\s)"
_DOSE: Final = compiled(
    rf"{_ORDERS}(?P<dose>{_ORDER}\s(?:\d[\d,.]*\s?(?:-|to|or)\s?)?\d[\d,.]*\s?-?{DOSE_UNIT}(?P<weight>\s?(?:/|per)\s?(?:kg|kilogram)\b)?)"
)
_BARE: Final = compiled(
    rf"{_ORDERS}(?P<dose>{_ORDER}\s(?P<number>[1-9]\d[\d,.]*))\s(?:for\s(?:the\s|your\s)?(?:\w+\s)?(?:pain|fever|headaches?|migraines?|cramps?|nausea|sleep|anxiety|allerg\w+|symptoms)\b"
    r"|every\s|once\s|twice\s|daily\b|a\sday\b|per\sday\b|at\s(?:night|bedtime)\b|in\sthe\s(?:morning|evening)\b|(?:by|orally)\smouth\b|(?:if|as|when)\sneeded\b)"
)
_TIME: Final = compiled(
    r"\b(?:daily|nightly|weekly|monthly|hourly|days?|nights?|mornings?|evenings?|noon|bedtime|hours?|minutes?|weeks?|months?|once|twice|times|every|each|meals?|breakfast|lunch|dinner"
    r"|supper|food|before|after|when|if|until|while|during|now|immediately|right\saway|at\sonce|straight\saway|single|first|next|last|then|only|instead|together|maximum|initially)\b"
)
_NEEDED: Final = compiled(
    r"\b(?:as|if|when|whenever)\s(?:it\sis\s|you\s|it's\s)?need(?:ed)?\b|\bas\srequired\b|\bfor\spain\sas\b"
)
_LIMIT: Final = compiled(
    r"\b(?:(?:no|not|never|don't)\s(?:\w+\s){0,4}?(?:more|exceed|over)\b|more\sthan|maximum|max\b|at\smost|up\sto|exceed\w*|limit\w*|(?:\d+|two|three|four|five|six|eight)\s(?:tablets|doses|capsules|times|puffs)\s(?:a|per|in|each)\b"
    r"|single|once|in\s(?:24|any)\b|in\sone\sday|per\sday|a\sday|daily|every\s\d+)"
)
_WEIGHT: Final = compiled(r"\b(?:weigh\w*|for\sexample|e\.g\.|\d\s?(?:kg|kilograms?|pounds?|lbs?)\b)")


@rule(
    figured,
    message="“{written}” does not say {missing}. Readers act on the fragment that they see: {ask}.",
    severity="warning",
    status="preview",
    standard="CDC Clear Communication Index 2019, item 14",
)
def check(sentence: Sentence, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag instructions to take a medicine that cannot be followed as they stand."""
    folded = sentence.folded
    if not (
        "take" in folded
        or "give" in folded
        or "inject" in folded
        or "swallow" in folded
        or "chew" in folded
        or "inhale" in folded
    ):
        return
    for match in _BARE.finditer(folded):
        if not is_quoted(sentence, *match.span("dose")):
            yield hit(
                sentence.locate(*match.span("dose")),
                grade="raised",
                because="the unit is missing",
                written=sentence.text[match.start("dose") : match.end("dose")],
                missing="what the number counts",
                ask="give the unit (milligrams, tablets, drops)",
            )
    for match in _DOSE.finditer(folded):
        if is_quoted(sentence, *match.span("dose")):
            continue
        around = _around(context.reading, sentence)
        if match["weight"] and not _WEIGHT.search(around.replace(match["dose"], "")):
            missing, ask = "what that is for somebody", "give the dose for an example weight, or a table"
        elif not _TIME.search(around):
            missing, ask = "how often, how much at most or for how long", "say when to take it and when to stop"
        elif _NEEDED.search(folded) and not _LIMIT.search(around):
            missing, ask = "how much at most", "give the most in 24 hours"
        else:
            continue
        yield hit(
            sentence.locate(*match.span("dose")),
            written=sentence.text[match.start("dose") : match.end("dose")],
            missing=missing,
            ask=ask,
        )


def _around(reading: Reading, sentence: Sentence) -> str:
    """Return the folded text in which the rest of an instruction may stand: its block and the next, or its row."""
    blocks = reading.document.blocks
    index = sentence.block.index
    reach = range(max(0, index - 4), index + 5) if sentence.block.kind == "cell" else range(index, index + 2)
    return " ".join(blocks[one].prose.folded for one in reach if 0 <= one < len(blocks))
