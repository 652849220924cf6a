r"""Sections on risks that are harder to read than those on benefits.

## Why it matters

A text is balanced on paper only when readers learn of the benefits at grade 8 and of the harms at grade 13.
They take in the first, and skip the second.

## What to write instead

Tell the harms in the same everyday words, in sentences as short: “It can make your blood pressure go up.”
A list of harms, each with what to do, is easier than a paragraph.

## How it is measured

The rule compares the sections on risks, side effects and who should not have a treatment with those on what it is good for, as their headings tell, when each have 3 sentences or more.
It fires when the mean of SMOG and Flesch-Kincaid is 2 grades higher (the option `grades`), or the sentences are 8 words longer, and when the few sentences bear that out: the lower end of the interval that holds the difference with 95 % confidence has to be above zero.
Where no section tells the benefits, the rest of the text is compared, if it has 10 sentences or more; the finding is then one step lower.

## What is not flagged

Quoted passages, and paragraphs that give the words of a label or an authority (“WARNING: …”).
Sections on who falls ill (“Who is at risk?”), on when to get help, on costs, on sources and summaries count on neither side.
Posts and scripts.

## Precision

On 687 pages of public bodies the rule fired 4 times, each time by the comparison with the rest; pages with sections on both sides hardly came up.
The grades were right; whether readers found the sections harder was not judged.
That is too little to rely on, so the rule is in preview.

## Examples

```flagged
# A drip for nerve pain

## How it can help

It can ease the pain for some weeks.
Some people sleep better after it.
They can walk further, too.
It does not help at all for some.
We cannot tell who it will help.

## «Risks»

The administration of the preparation may precipitate considerable elevations of arterial pressure, particularly in predisposed individuals.
Psychological disturbances, including perceptual abnormalities and disorientation, are encountered during administration and occasionally afterwards.
Respiratory deterioration necessitates immediate intervention by appropriately qualified personnel, who should be continuously available.
Hepatic abnormalities have additionally been documented following repeated administration over extended durations.
```

```flagged
# A drip for nerve pain

## Benefits

It can ease the pain for some weeks.
Some people sleep better after it.
They can walk further, too.
It does not help at all for some.
We cannot tell who it will help.

## «Side effects»

The drip, which is given over an hour or so by a nurse who stays with you all of the time, can make your blood pressure go up by quite a lot, and it may stay up for a while.
You may feel as if you were not in your own body, or see and hear things that are not there, and this can last for an hour or so after the end of the drip.
Your breathing can slow down when you have had a drug that makes you sleepy on the same day, or when you had a glass of wine or beer in the hours before it.
It can harm the liver when it is used a lot for a long time, and some of those who had it for years came to need the loo more and more often.
```

```clean
# A drip for nerve pain

## How it can help

It can ease the pain for some weeks.
Some people sleep better after it.
They can walk further, too.
It does not help at all for some.
We cannot tell who it will help.

## Risks

It can make your blood pressure go up.
You may feel confused for an hour or so.
Your breathing can slow down, so a nurse stays with you.
It can harm the liver when it is used a lot.
```

```clean
# A drip for nerve pain

## How it can help

It can ease the pain for some weeks.
Some people sleep better after it.
They can walk further, too.
It does not help at all for some.
We cannot tell who it will help.

## Who is at risk of nerve pain

The administration of the preparation may precipitate considerable elevations of arterial pressure, particularly in predisposed individuals.
Psychological disturbances, including perceptual abnormalities and disorientation, are encountered during administration and occasionally afterwards.
Respiratory deterioration necessitates immediate intervention by appropriately qualified personnel, who should be continuously available.
Hepatic abnormalities have additionally been documented following repeated administration over extended durations.
```

## Sources

- United States, 21 CFR 202.1(e)(7)(viii), on the presentation of risks beside benefits in advertisements for prescription drugs, which motivates the comparison. From memory, not read again.
- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, 2013: everyday language throughout. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- The 2 grades and the 8 words are our own choice; no source sets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.contrast import Contrast, contrast
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis.counts import SentenceCounts
    from caveat.document import Block

_RISK: Final = frozenset({"risk", "contraindication"})
# What is compared with nothing: not about the treatment, or written to be short.
_APART: Final = frozenset({"references", "about", "disclaimer", "help", "cost", "summary"})
_FEWEST: Final = 3
_FEWEST_OF_REST: Final = 10
# So many more words a sentence are as bad as two grades.
_MUCH_LONGER: Final = 8.0


@dataclass(frozen=True, slots=True)
class Options:
    """How much harder the sections on risks may be."""

    grades: float = 2.0
    """School grades, as the mean of SMOG and Flesch-Kincaid, above the sections on benefits."""


@rule(
    documents,
    message="{fault}; {remedy}.",
    severity="warning",
    options=Options,
    standard="PEMAT, on understandable language throughout",
    genres=("article", "leaflet", "email"),
    status="preview",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag a document whose sections on risks are harder to read than those on benefits."""
    roles = _roles(reading)
    risks, benefits, rest = _parted(reading, roles)
    heading = _first(reading, roles, _RISK)
    if len(risks) < _FEWEST or heading is None:
        return
    most = context.options.grades
    if len(benefits) >= _FEWEST:
        other = _first(reading, roles, frozenset({"benefit"}))
        yield from _judge(contrast(risks, benefits), heading, other, most)
    elif len(rest) >= _FEWEST_OF_REST:
        yield from _judge(contrast(risks, rest), heading, None, most)


def _judge(found: Contrast | None, heading: Block, benefit: Block | None, most: float) -> Iterator[Hit]:
    """Yield a hit at the heading; without a section on benefits, the sections on risks were compared with the rest."""
    if found is None:
        return
    others = "the rest of the text" if benefit is None else "those on benefits"
    if found.harder >= most and found.surely_harder > 0:
        grades = f"{found.first_grade:.0f}", f"{found.second_grade:.0f}"
        fault = f"The sections on risks read at about grade {grades[0]}, {others} at grade {grades[1]}"
    elif found.longer >= _MUCH_LONGER and found.surely_longer > 0:
        lengths = f"{found.first_length:.0f}", f"{found.second_length:.0f}"
        fault = f"The sections on risks have {lengths[0]} words a sentence, {others} {lengths[1]}"
    else:
        return
    yield hit(
        heading.prose.locate(0, len(heading.text)),
        fault=fault,
        remedy="tell the harms in words and sentences as plain",
        grade="lowered" if benefit is None else "normal",
        because="no section tells the benefits" if benefit is None else "",
        related=() if benefit is None else (RelatedPlace(benefit.prose.locate(0, len(benefit.text)), "benefits"),),
    )


def _parted(
    reading: Reading, roles: dict[int, str]
) -> tuple[list[SentenceCounts], list[SentenceCounts], list[SentenceCounts]]:
    """Return the counts of the sentences on risks, of those on benefits, and of all that are on neither."""
    risks: list[SentenceCounts] = []
    benefits: list[SentenceCounts] = []
    rest: list[SentenceCounts] = []
    for parts, counts in zip(reading.analysis.graded, reading.analysis.graded_counts, strict=True):
        block = parts[-1].block
        role = roles.get(block.index, "other")
        if "quote" in block.containers or _pattern("mandated").match(block.prose.folded):
            continue
        if role in _RISK:
            risks.append(counts)
        elif role == "benefit":
            benefits.append(counts)
        elif role not in _APART:
            rest.append(counts)
    return risks, benefits, rest


def _roles(reading: Reading) -> dict[int, str]:
    """Return the roles of the blocks, as this rule sees the headings: a benefit is one of a treatment."""
    roles: dict[int, str] = {
        index: "other" if role == "benefit" else role for index, role in reading.analysis.roles.items()
    }
    for section in reading.document.sections:
        if section.heading is None:
            continue
        heading = section.heading.prose.folded
        blocks = [section.heading, *section.blocks]
        if _pattern("who_falls_ill").search(heading):
            roles.update((block.index, "other") for block in blocks)
        elif _pattern("benefit").search(heading):
            roles.update((block.index, "benefit") for block in blocks if roles.get(block.index) not in _RISK)
    return roles


def _first(reading: Reading, known: dict[int, str], roles: frozenset[str]) -> Block | None:
    """Return the first heading that opens a section of such a role."""
    for section in reading.document.sections:
        if section.heading is not None and known.get(section.heading.index) in roles:
            return section.heading
    return None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled("|".join(_data()[key]))


@cache
def _data() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
