r"""A short form for a dose that has been misread: “5 U”, “q.d.”, “10 cc”, “100000 units”.

## Why it matters

“5 U” has been read as 50 and “20 µg” as 20 mg: ten and a thousand times the dose.
The Joint Commission's “Do Not Use” list has a handful of short forms, ISMP's list many more, each reported after an error.
Readers without training do not know “q.o.d.” at all.

## What to write instead

Words: “5 units”, “once a day”, “every other day”, “10 mL”, “at bedtime”, “100,000 units”.
The comma in a large number has a fix that is safe to apply; what a short form means is for a person to say.

## What is not flagged

- The same letters with another meaning: a level in blood in IU/L or µg/dL, U.S., an engine of 350 cc, OD for overdose, HS for high school, SC for South Carolina, AS and IN in capitals.
  Most short forms count only behind an amount, as in “5 mg SC”; “q.d.” and its like only where a medicine is taken or given.
- “/” in rates such as mg/kg, “mg” written close to its number, and b.i.d., t.i.d. and p.r.n., which are hard to read but not on the lists: `readability-jargon` and `readability-acronym-undefined` look at those.
- Numbers of up to four digits without a comma.
- Quotations, code, lists of sources.

What is only on ISMP's list is one step lower.
So is IU for a vitamin: many labels have it, and readers compare.

## Examples

```flagged
Take «5 U» of insulin «q.d.», then inject «100000 units» once a week.
```

```flagged
Inject «10 cc» into the thigh, and give 5 mg «SC» after that.
```

```clean
Take 5 units of insulin once a day, then inject 100,000 units once a week.
```

```clean
A vitamin D level of 20 IU is low, ALT was 40 U/L, and 2 U.S. trials of 350 people are open.
```

## Precision

On 687 pages of public bodies the rule fired once, rightly (“600 IU of vitamin D”); three numbers that had lost their dash (“100125 mg/dL”) were wrong and are left alone now.
It was also run on passages of other public pages that give doses: the 24 places it flagged there were read, and all were right.
They are nearly all IU and µg; the other short forms are known from our own cases only.

## Sources

- The Joint Commission, *Facts about the Official “Do Not Use” List of Abbreviations*, 2017. Read. <https://www.jointcommission.org/facts_about_do_not_use_list/>.
- National Coordinating Council for Medication Error Reporting and Prevention, *Dangerous Abbreviations*. Read 2026. <http://nccmerp.org/dangerous-abbreviations>.
- Institute for Safe Medication Practices, *List of Error-Prone Abbreviations, Symbols, and Dose Designations*, 2021 and 2024. Read in tables that others made of it.

Each short form has its source in `error_prone_abbreviation.yaml`; one that was only remembered raises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.document import fold
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import TermList, load_yaml_file
from caveat_rules.dose.dosing import (
    DOSE_UNIT,
    PER_LITRE,
    figured_sentences,
    is_given,
    is_measurement,
    is_quoted,
    is_read,
    names_medicine,
    rewritten,
)

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library import Reading

_LARGE: Final = compiled(
    r"(?<![\w.,:/#$£€-])(?P<number>[1-9]\d{4,9})\s?(?=(?:(?:international\s)?units?|u|iu|mg|mcg|µg|μg|ml|meq)(?!\w))"
)
_BEHIND: Final = compiled(rf"\d\s?-?{DOSE_UNIT}(?:/kg)?\s(?:(?:of\s)?[a-z][a-z-]*\s){{0,3}}(?:\(|-\s)?\Z")
_AIR: Final = compiled(r"\s?(?:/|per)\s?(?:m\s?l|m3|m³|cubic|h?pf|field|kg\sof\sfood)")
_OTHER: Final = compiled(r"\b(?:engine|motor\w*|bikes?|scooter|implants?|server|rack|health\ssystem)\b")
_VITAMIN: Final = compiled(r"\bvitamins?\b|calciferol\b|\bretinol\b|\btocopherol\b")


@dataclass(frozen=True, slots=True)
class _Entry:
    written: tuple[str, ...]
    where: str
    instead: str
    misread: str
    listed: str


@cache
def _entries() -> tuple[_Entry, ...]:
    data = cast("dict[str, list[dict[str, object]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return tuple(
        _Entry(
            tuple(cast("list[str]", one["written"])),
            str(one["where"]),
            str(one["instead"]),
            str(one["misread"]),
            str(one["list"]),
        )
        for one in data["entries"]
        if one["confidence"] != "memory"
    )


@cache
def _by_form(*, number: bool) -> dict[str, _Entry]:
    return {form: one for one in _entries() for form in one.written if (one.where == "number") == number}


@cache
def _terms() -> TermList:
    return TermList({fold(form) for form in _by_form(number=False)})


@cache
def _numbered() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, _by_form(number=True)), key=len, reverse=True))
    return compiled(rf"(?<![\w.,:/#-])\d[\d,.]*(?:\s?[-–]\s?\d[\d,.]*)?\s?-?(?P<form>{forms})(?![\w-])(?!\.[A-Z])")


@rule(
    documents,
    message="“{written}” has been misread as {misread}. Write {instead}.",
    severity="error",
    status="stable",
    standard="Joint Commission, “Do Not Use” list; ISMP, error-prone abbreviations 2021",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag short forms of doses that have been misread."""
    for sentence in figured_sentences(reading):
        yield from _at_numbers(reading, sentence)
        yield from _large(sentence)
    yield from _alone(reading)


def _at_numbers(reading: Reading, sentence: Sentence) -> Iterator[Hit]:
    text, folded = sentence.text, sentence.folded
    for match in _numbered().finditer(text):
        entry = _by_form(number=True)[match["form"]]
        if is_quoted(sentence, *match.span()) or is_measurement(folded, match.end()):
            continue
        behind = folded[match.end() : match.end() + 16]
        if _AIR.match(behind) or _OTHER.search(folded) or re.match(r"\shealth\b", behind):
            continue
        if not (is_given(folded) or names_medicine(reading, folded)):
            continue
        vitamin = entry.instead == "international units" and _on_vitamins(reading)
        lowered = vitamin or entry.listed != "do-not-use"
        yield hit(
            sentence.locate(*match.span()),
            grade="lowered" if lowered else "normal",
            because="many labels of vitamins have it" if vitamin else "",
            written=match[0],
            misread=entry.misread,
            instead=f"“{entry.instead}”",
        )


def _on_vitamins(reading: Reading) -> bool:
    """Say whether a text speaks of vitamins."""
    return any(_VITAMIN.search(block.prose.folded) is not None for block in reading.document.blocks)


def _large(sentence: Sentence) -> Iterator[Hit]:
    folded = sentence.folded
    for match in _LARGE.finditer(folded):
        start, end = match.span("number")
        unit = re.match(DOSE_UNIT, folded[match.end() :])
        last = match.end() + (unit.end() if unit else 0)
        if is_quoted(sentence, start, end) or re.match(PER_LITRE, folded[last:]):
            continue
        instead = f"{int(match['number']):,}"
        yield hit(
            sentence.locate(start, last),
            grade="lowered",
            fix=rewritten(sentence, start, end, instead),
            written=sentence.text[start:last],
            misread="ten times as much or as little",
            instead=f"“{instead}{sentence.text[end:last]}”",
        )


def _alone(reading: Reading) -> Iterator[Hit]:
    for block in reading.document.blocks:
        if not is_read(reading, block):
            continue
        for match in _terms().find(block.prose.folded):
            written = block.text[match.start : match.end]
            if block.text[match.end : match.end + 1] == "." and f"{written}." in _by_form(number=False):
                written = f"{written}."
            entry = _by_form(number=False).get(written)
            sentence = next(
                (one for one in reading.analysis.sentences_of(block) if one.start <= match.start < one.end), None
            )
            if entry is None or sentence is None:
                continue
            start, end = match.start - sentence.start, match.start - sentence.start + len(written)
            folded = sentence.folded
            if is_quoted(sentence, start, end) or folded[end : end + 1] in {"-", "/"} or folded[:start].endswith("/"):
                continue
            close = _BEHIND.search(folded[:start]) is not None
            if not (close or (entry.where == "given" and is_given(f"{folded[:start]} {folded[end:]}"))):
                continue
            yield hit(
                sentence.locate(start, end),
                grade="normal" if entry.listed == "do-not-use" else "lowered",
                written=written,
                misread=entry.misread,
                instead=f"“{entry.instead}”",
            )
