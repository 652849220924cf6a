r"""Numbers that readers would have to calculate with, or words for a number that is missing.

## Why it matters

Few people can compare 1 in 8 with 3 in 40, and fewer still when they are ill or afraid.
“A 50% lower risk” may mean 1 in 100 instead of 2, or 20 instead of 40.
“Rare” means one person in a thousand to one reader and one in ten to the next.

## What to write instead

Count people, and the same number of people each time: “Of 100 people, 5 got better and 3 got worse.”
Take a group so large that the numbers are whole.
Say what the risk was to begin with: “2 in 100 instead of 4 in 100”.
One or two numbers a sentence are enough; more belong into a table.

## What is flagged

- Two shares in one paragraph or list with different denominators: “1 in 8” and “3 in 40”.
- A share in so many people beside a percentage, when neither explains the other.
- A percentage of people with two decimals, or one below 1% that nothing explains; “2.5 in 100”.
- Fractions of people in figures, “3/16 of patients”.
- Figures for researchers: odds and hazard ratios, confidence intervals, p-values.
- More than 3 numbers to compare in a sentence; the option `numbers` changes this.
- “Rare”, “common” and the like for a side effect, a complication or a harm, without a number in the sentence, beside it, or in the heading above it. This is one step lower, because the number may not be known.

Each kind is reported once a document, at its first place; the message counts the others.

## What is not flagged

- A risk that changes by so many per cent where nothing says how large it is: `balance-relative-without-absolute` does.
- The bands of labels (“up to 1 in 100”, “1 in 1,000”) beside each other, and the same share said twice, “12% (12 in 100)”.
- Doses, dates, ages, times, amounts of money, telephone numbers and marks of sources among the numbers of a sentence; “12 in 100” and “10 to 20” are one number, and the same number twice is one.
- Strengths of a product (“a 0.5% cream”) and results of a test (“an HbA1c of 6.5%”).
- “Rare disease”, “the most common side effect is …”.
- Tables, quotations, the list of references, sections on costs, and texts whose front matter says that they are for professionals.

## Precision

On 687 pages of public bodies, which use few numbers, the rule fired 22 times, and all were read.
20 were right, 2 debatable (a group that has an illness three times as often, where the page says elsewhere how often that is).
These are too few for a firm figure, and the rule had been corrected on the same pages before.

## Examples

```flagged
Of those who took the tablets, 1 in 8 got better and «3 in 40» got worse.
```

```flagged
«Side effects are rare».
```

```clean
Of 40 people who took the tablets, 5 got better and 3 got worse.
The risk of a stroke fell by 50%, from 4 in 100 to 2 in 100.
```

```clean
Take 2 tablets at 8 am and 1 at 8 pm for 10 days, if you are 12 to 65 years old.
Side effects are rare: fewer than 1 in 1,000 people have one.
```

## Sources

- Centers for Disease Control and Prevention, *Clear Communication Index*, items 15 to 17 on numbers and 20 on risk. <https://www.cdc.gov/ccindex/>. Read in the index.
- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, the item on calculations. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- Food and Drug Administration, *Presenting Quantitative Efficacy and Risk Information in Direct-to-Consumer Promotional Labeling and Advertisements*, guidance, 2023: absolute figures, and the same denominator. We know it from secondary sources.
- That four numbers are too many for a sentence is our own choice; no source sets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block
    from caveat.terms import Data

_KINDS: Final = frozenset({"paragraph", "item"})
_SOURCE: Final = compiled(r"(?:\w+ )?(?:sources?|references?|credits?|author|reviewers?)\s*:|by [a-z]\. ")
_PROFESSIONALS: Final = compiled(
    r"\b(?:professionals?|clinicians?|physicians?|doctors|nurses|pharmacists|prescribers|researchers)\b"
)
_MOST_NAMED: Final = 8
_DIGIT: Final = compiled(r"\d")
_SAID: Final = compiled(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty)\s(?:in|out|times|fold)\b|percent\b"
)

_PERCENT: Final = compiled(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)")
_SCORE: Final = compiled(r"\b(?:pain|scores?|scored|rat(?:ed|ing)|scale)\b[^.]*\Z")
_RATIO: Final = compiled(
    r"(?:\b(?:odds|risk|hazard|rate)\sratios?|\brelative\srisks?|\b[ar]?(?:or|rr|hr))\s?(?:\((?:or|rr|hr)\)\s?)?(?:of\s|was\s|is\s|[=:,]\s?|\s)?"
    r"\d+\.\d+"
    r"|\b\d\d\s?%\s(?:ci\b|confidence\sintervals?)|\bp\s?[<=>]\s?0?\.\d+|\bp-values?\sof\s0?\.\d+"
)
_ABBREVIATED: Final = compiled(r"[ar]?(?:or|rr|hr)\b")
# How many times as large one group may be as another before nobody would compare shares of the two.
_FARTHEST: Final = 100
_LARGEST: Final = 1000
_NEAR: Final = 40
# More than this is a table that has lost its markup, an address or a list of codes.
_MOST_NUMBERS: Final = 12
_MOST_WORDS: Final = 60
_NO_PROSE: Final = compiled(r"[$£€=]|\d{3}[ .-]\d{3,4}|\d\.\d{3}|\b0\d|\d:\d\d")


@dataclass(frozen=True, slots=True)
class Options:
    """How many numbers a sentence may have."""

    numbers: int = 3
    """The most numbers of a sentence that have to be compared."""


class _Rate(NamedTuple):
    """A share told as so many in so many."""

    block: Block
    start: int
    end: int
    part: float
    whole: int


class _Fault(NamedTuple):
    """Words that ask readers to calculate, and what to say of them."""

    block: Block
    start: int
    end: int
    words: dict[str, str]
    grade: str = "normal"


@rule(
    documents,
    message="{fault}; {remedy}.{others}",
    severity="warning",
    options=Options,
    standard="CDC Clear Communication Index, items 15 to 17 and 20; PEMAT, on numbers",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag numbers that readers would have to calculate with, the first of each kind."""
    if _PROFESSIONALS.search(" ".join(reading.document.front.items("audience")).lower()):
        return
    every = list(_blocks(reading))
    # Without a figure or "one in" nothing but words can be missing a number.
    blocks = [block for block in every if _DIGIT.search(block.text) or _SAID.search(block.prose.folded)]
    rates = {block.index: list(_rates(block)) for block in blocks}
    for faults in (
        list(_mixed_wholes(blocks, rates)),
        list(_mixed_forms(blocks, rates)),
        list(_decimals(blocks, rates)),
        [fault for block in blocks for fault in _ratios(block)],
        [fault for block in blocks for fault in _fractions(block)],
        list(_crowded(reading, blocks, context.options.numbers)),
        list(_words(reading, every)),
    ):
        if faults:
            yield _hit(faults)


def _blocks(reading: Reading) -> Iterator[Block]:
    """Yield the paragraphs and items that hold a number or a word for one."""
    roles = reading.analysis.roles
    for block in reading.document.blocks:
        if block.kind not in _KINDS or not {"quote", "table", "footer"}.isdisjoint(block.containers):
            continue
        if roles.get(block.index) not in {"references", "about", "cost"} and not _SOURCE.match(block.prose.folded):
            yield block


def _hit(faults: list[_Fault]) -> Hit:
    first, *others = faults
    more = f" {len(others)} more such place{'s' if len(others) > 1 else ''} here." if others else ""
    return hit(
        first.block.prose.locate(first.start, first.end),
        grade="lowered" if first.grade == "lowered" else "normal",
        because=first.words.get("because", ""),
        related=tuple(
            RelatedPlace(other.block.prose.locate(other.start, other.end), "another") for other in others[:_MOST_NAMED]
        ),
        others=more,
        fault=first.words["fault"],
        remedy=first.words["remedy"],
    )


# ------------------------------------------------------------------ so many in so many


@cache
def _rate() -> re.Pattern[str]:
    words = "|".join(_numbers())
    number = rf"(?:\d[\d,]*(?:\.\d+)?|{words})"
    return compiled(
        rf"(?<![\w.,/])({number})\s(?:in|out\sof)\s(?:every\s|each\s|about\s)?({number})(?![\w%/]|[.,]\d)(?:\s([a-z'-]+))?"
    )


def _rates(block: Block) -> Iterator[_Rate]:
    """Yield the shares in a block that are told as so many in so many."""
    folded = block.prose.folded
    for match in _rate().finditer(folded):
        part, whole = _value(match[1]), _value(match[2])
        if part is None or whole is None or not 0 < part < whole or whole < 2 or whole != int(whole):
            continue
        if match[3] in _data("units") or (1900 <= whole <= 2100 and match[3] not in _data("people")):
            continue
        if _SCORE.search(folded, max(0, match.start() - 60), match.start()):
            continue  # "rated their pain at 3 out of 10"
        if match[1] == "a" or not (match[1][0].isdigit() or match[2] in _numbers() or match[2][0].isdigit()):
            continue
        yield _Rate(block, match.start(), match.end(2), part, int(whole))


def _value(word: str) -> float | None:
    if word in _numbers():
        return _numbers()[word]
    plain = word.rstrip(",").replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdigit() else None


def _is_band(rate: _Rate) -> bool:
    """Say whether a share is one of the bands that labels speak of: "up to 1 in 100"."""
    return rate.part == 1 and rate.whole in {10, 100, 1000, 10_000, 100_000}


def _mixed_wholes(blocks: list[Block], rates: dict[int, list[_Rate]]) -> Iterator[_Fault]:
    """Yield the first share in a paragraph, or in a list, with another denominator than the one before it."""
    groups: dict[int, list[_Rate]] = {}
    start = previous = -2
    for block in blocks:
        if block.kind != "item" or previous != block.index - 1:
            start = block.index
        previous = block.index if block.kind == "item" else -2
        groups.setdefault(start, []).extend(rate for rate in rates[block.index] if not _glosses(rate))
    for found in groups.values():
        if all(map(_is_band, found)):
            continue
        for first, other in pairwise(found):
            if first.whole != other.whole and max(first.whole, other.whole) <= _FARTHEST * min(
                first.whole, other.whole
            ):
                yield _Fault(
                    other.block,
                    other.start,
                    other.end,
                    {
                        "fault": f"“{_said(first)}” and “{_said(other)}” are hard to compare",
                        "remedy": "give both of the same number of people",
                    },
                )
                break


def _said(rate: _Rate) -> str:
    return rate.block.text[rate.start : rate.end]


def _glosses(rate: _Rate) -> bool:
    """Say whether a share stands in brackets behind the same share in another form: "12% (12 in 100)"."""
    before = rate.block.text[max(0, rate.start - 30) : rate.start]
    return (
        re.search(
            r"(?:\d|%|percent|per cent)[\w ]{0,20}[(\[,–—-]\s?(?:about |or |that is,? |i\.e\.,? |around )*\Z", before
        )
        is not None
    )


# ------------------------------------------------------------------ percentages


def _shares(block: Block) -> Iterator[re.Match[str]]:
    """Yield the percentages of a block that are shares of people or chances."""
    folded = block.prose.folded
    for match in _PERCENT.finditer(folded):
        near = re.findall(r"[a-z0-9]+", folded[max(0, match.start() - 30) : match.end() + 30])
        if _data("no_share").isdisjoint(near):
            yield match


def _mixed_forms(blocks: list[Block], rates: dict[int, list[_Rate]]) -> Iterator[_Fault]:
    """Yield a percentage near a share told as so many in so many, when neither explains the other."""
    for block in blocks:
        own = [rate for rate in rates[block.index] if rate.whole <= _LARGEST]
        if not own:
            continue
        percents = [match for match in _shares(block) if _near_people(block, match.start(), match.end())]
        glossed: set[int] = set()
        for match in percents:
            for rate in own:
                between = block.text[min(match.end(), rate.end) : max(match.start(), rate.start)]
                if len(between) <= _NEAR and re.search(r"[(\[)\]]|\bor\b|that is|[–—]", between):
                    glossed |= {match.start(), rate.start}
        left = [match for match in percents if match.start() not in glossed]
        free = [rate for rate in own if rate.start not in glossed]
        for match, rate in ((match, rate) for match in left for rate in free):
            between = block.text[min(match.end(), rate.end) : max(match.start(), rate.start)]
            if len(re.findall(r"[.!?]\s", between)) > 1:
                continue
            said = block.text[match.start() : match.end()]
            yield _Fault(
                block,
                match.start(),
                match.end(),
                {
                    "fault": f"“{_said(rate)}” and “{said}” are two ways of counting side by side",
                    "remedy": "tell both in the same way, best as so many in 100 people",
                },
            )
            break


def _near_people(block: Block, start: int, end: int) -> bool:
    words = re.findall(r"[a-z]+", block.prose.folded[end : end + 45])[:5]
    before = re.findall(r"[a-z]+", block.prose.folded[max(0, start - 45) : start])[-5:]
    return not _data("people").isdisjoint([*words, *before]) or not {
        "risk",
        "chance",
        "chances",
        "likelihood",
        "odds",
    }.isdisjoint([*words, *before])


def _decimals(blocks: list[Block], rates: dict[int, list[_Rate]]) -> Iterator[_Fault]:
    """Yield shares with more decimals than anybody needs, and those below one in a hundred that nothing explains."""
    for block in blocks:
        for match in _shares(block):
            if not _near_people(block, match.start(), match.end()):
                continue
            _, _, decimals = match[1].partition(".")
            small = float(match[1]) < 1 and bool(decimals)
            if (len(decimals) > 1 or small) and not rates[block.index]:
                yield _Fault(
                    block,
                    match.start(),
                    match.end(),
                    {
                        "fault": f"“{block.text[match.start() : match.end()]}” is hard to picture",
                        "remedy": "say how many in 1,000 people that is" if small else "round it to a whole number",
                    },
                )
        for rate in rates[block.index]:
            if rate.part != int(rate.part):
                yield _Fault(
                    block,
                    rate.start,
                    rate.end,
                    {
                        "fault": f"“{_said(rate)}” counts a part of a person",
                        "remedy": "take a larger group, so that the number is whole",
                    },
                )


# ------------------------------------------------------------------ what needs arithmetic


def _ratios(block: Block) -> Iterator[_Fault]:
    """Yield the figures of statistics: odds ratios, confidence intervals, p-values."""
    for match in _RATIO.finditer(block.prose.folded):
        words = block.text[match.start() : match.end()]
        if _ABBREVIATED.match(match[0]) and not words[:2].isupper():
            continue
        yield _Fault(
            block,
            match.start(),
            match.end(),
            {
                "fault": f"“{words}” is a figure for researchers",
                "remedy": "say how many people in each group it happened to",
            },
        )


def _fractions(block: Block) -> Iterator[_Fault]:
    """Yield fractions of people in figures: 3/16 of patients."""
    for match in re.finditer(r"(?<![\d/.])(\d{1,3})/(\d{1,4})\sof\s(?:the\s|all\s|our\s)?([a-z]+)", block.prose.folded):
        if match[3] in _data("people") and int(match[1]) < int(match[2]):
            end = match.end(2)
            yield _Fault(
                block,
                match.start(),
                end,
                {
                    "fault": f"“{block.text[match.start() : end]}” has to be worked out",
                    "remedy": "say it in words, as so many in so many people",
                },
            )


# ------------------------------------------------------------------ too many numbers

_NUMBER: Final = compiled(r"(?<![\w.#/+-])[$£€]?\d[\d,]*(?:\.\d+)?(?:\s?%|(?:st|nd|rd|th)\b)?(?![\w/])")
_RANGE: Final = compiled(r"\s?(?:-|to|and|or|in|out of|of every|of|x)\s?(?:every\s|each\s|the\s)?\Z")
_SKIPPED: Final = compiled(
    r"(?:\b(?:type|stage|grade|phase|step|page|chapter|section|figure|table|form|line|level|part|title|schedule|number|no\.|call|dial|phone|fax|tty"
    r"|vitamin|b|covid|omega|factor|chromosome|ward|room|building|age|ages|aged|over|under|than|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|since|until|in|by|from|version|usc|cfr|article|day|week|month|year|figures?|hours|group|group a)\s?-?|[$£€(\[])\Z"
)


def _crowded(reading: Reading, blocks: list[Block], most: int) -> Iterator[_Fault]:
    """Yield sentences with more numbers than can be kept in mind."""
    for block in blocks:
        if len(_DIGIT.findall(block.text)) <= most:
            continue
        for sentence in reading.analysis.sentences_of(block):
            if sentence.text.count(" ") >= _MOST_WORDS or _NO_PROSE.search(sentence.text):
                continue
            number = _count(sentence)
            if most < number <= _MOST_NUMBERS:
                yield _Fault(
                    block,
                    sentence.start,
                    sentence.end,
                    {
                        "fault": f"{number} numbers in one sentence are hard to keep apart",
                        "remedy": "say one or two, or put them into a list or a table",
                    },
                )


def _count(sentence: Sentence) -> int:
    """Return how many numbers a sentence gives that readers have to compare; "12 in 100" and "10 to 20" are one."""
    folded = sentence.folded
    found: set[str] = set()
    previous_end = -1
    for match in _NUMBER.finditer(folded):
        joined = previous_end >= 0 and _RANGE.match(folded[previous_end : match.start()]) is not None
        previous_end = match.end()
        if joined or _SKIPPED.search(folded[: match.start()]):
            continue
        behind = re.match(r"[\s-]([a-z°/']+)", folded[match.end() :])
        if behind is not None and behind[1] in _data("uncompared"):
            continue
        if re.fullmatch(r"(?:19|20)\d\d|\d(?:st|nd|rd|th)", match[0]) or folded[match.end() : match.end() + 1] in {
            "°",
            ")",
            "]",
            ":",
        }:
            continue
        found.add(match[0])
    return len(found)


# ------------------------------------------------------------------ words for a number


@cache
def _risk_words() -> re.Pattern[str]:
    harms = "|".join(cast("list[str]", _all()["harms"]))
    named = "|".join(cast("list[str]", _all()["named"]))
    how = r"(?:very\s|quite\s|fairly\s|extremely\s|less\s)?(?:common|uncommon|rare|infrequent|unlikely)"
    stop = r"(?!\s(?:in|among|to|if|when|with|after|for|than)\b)"
    return compiled(
        rf"(?<!most\s)(?<!more\s)(?<!some\s)(?<!other\s)\b{how}(?:,?\s(?:but|and)\s\w+|,\s\w+)?\s(?:{named})\b"
        rf"|\b(?:{named}|{harms})\s(?:[\w-]+\s){{0,4}}?(?:is|are|were)\s(?:also\s|usually\s|generally\s)?{how}\b{stop}"
        rf"|\b(?:rarely|in\s(?:very\s)?rare\scases|very\srarely),?\s(?:[\w',-]+\s){{0,6}}?(?:{harms}|{named})\b"
    )


def _words(reading: Reading, blocks: list[Block]) -> Iterator[_Fault]:
    """Yield words for how likely a harm is, where no number stands beside them."""
    for block in blocks:
        folded = block.prose.folded
        if (
            "rare" not in folded
            and "common" not in folded
            and "unlikely" not in folded
            and "occasionally" not in folded
            and "frequent" not in folded
        ):
            continue
        for sentence in reading.analysis.sentences_of(block):
            match = _risk_words().search(sentence.folded)
            if match is None or _has_number(reading, sentence):
                continue
            start = sentence.start + match.start()
            end = sentence.start + match.end()
            yield _Fault(
                block,
                start,
                end,
                {
                    "fault": f"“{block.text[start:end]}” gives a word for how likely a harm is, and no number",
                    "remedy": "add how many in 100 or 1,000 people have it, if that is known",
                    "because": "a number may not be known",
                },
                "lowered",
            )


_TOLD: Final = compiled(r"\d|\b(?:one|two|three|five|ten|half|third|quarter|hundred|thousand)\b")


def _has_number(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a number stands in a sentence, beside it, or in the heading or the lead-in of its list."""
    sentences = reading.analysis.sentences
    near = [sentence]
    near += [
        sentences[index]
        for index in (sentence.index - 1, sentence.index + 1)
        if 0 <= index < len(sentences) and sentences[index].block is sentence.block
    ]
    texts: list[str] = [one.folded for one in near]
    block = sentence.block
    if block.lead_in is not None:
        texts.append(reading.document.blocks[block.lead_in].prose.folded)
    section = reading.document.section_of.get(block.index)
    if section is not None and section.heading is not None:
        texts.append(section.heading.prose.folded)
    return any(_TOLD.search(text) for text in texts)


# ------------------------------------------------------------------ data


@cache
def _all() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _data(key: str) -> frozenset[str]:
    return frozenset(cast("list[str]", _all()[key]))


@cache
def _numbers() -> dict[str, int]:
    return cast("dict[str, int]", _all()["numbers"])
