r"""A medicine's name cut down to letters that mean another medicine too: “MS”, “MTX”, “HCTZ”, “APAP”.

## Why it matters

“MS” has been read as morphine and as magnesium sulfate, “HCTZ 50 mg” as hydrocortisone 250 mg, “AZT” as three other medicines.
Readers do not know that “APAP” is acetaminophen, and take it twice, once by each name.

## What to write instead

The full name each time: “methotrexate”.
A name that patients see on their packet may stand beside it.

## What is not flagged

- A short form that the text explains, in either order: “methotrexate (MTX)”. It may be used after that, since the reader knows what it means; the ones that the Joint Commission bars, MS, MSO4 and MgSO4, are flagged even so when an amount stands beside them.
- The same letters with another meaning: MS for multiple sclerosis, T3 for the thyroid hormone, HCT for hematocrit, AZT for a time zone, APAP for a breathing machine.
  MS, HCT, T3, TAC, DOR and DTO count only beside an amount of a medicine.
- Gene names, brand names such as MS Contin, quotations, code, lists of sources.

## Examples

```flagged
Avoid «APAP» while you take «MTX».
```

```flagged
She was given «MS» 10 mg for the pain.
```

```clean
Avoid acetaminophen (Tylenol) while you take methotrexate, unless your doctor agrees.
```

```clean
People with MS can take 10 mg of baclofen, and a T3 test shows how the thyroid works.
```

## Precision

On 687 pages of public bodies the rule never fired: there, MS is multiple sclerosis, T3 a hormone, and 5-ASA and tPA are explained.
It stays a preview until it has been read on pages that it fires on.

## Sources

- The Joint Commission, *Facts about the Official “Do Not Use” List of Abbreviations*, 2017: MS, MSO4, MgSO4. Read. <https://www.jointcommission.org/facts_about_do_not_use_list/>.
- Institute for Safe Medication Practices, error-prone drug name abbreviations, as tabulated by eMPR and Oncology Nurse Advisor. Read 2026. <https://www.empr.com/home/clinical-charts/error-prone-drug-name-abbreviations/>.

Each short form has its source in `drug_name_abbreviation.yaml`; one that was only remembered raises nothing.
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
from caveat_rules.dose.dosing import DOSE_UNIT, is_quoted, is_read

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block
    from caveat.library import Reading

_AMOUNT_BEHIND: Final = compiled(
    rf"\s?(?:(?:iv|im|po|at|dose\sof|tablets?|cream|by\smouth|:)\s)?\d[\d,.]*(?:\s?-\s?\d[\d,.]*)?\s?-?{DOSE_UNIT}"
)
_AMOUNT_BEFORE: Final = compiled(rf"\d\s?-?{DOSE_UNIT}(?:/kg)?\s(?:(?:of|iv|im|oral|intravenous)\s){{0,2}}\Z")
_BARRED: Final = frozenset({"MS", "MSO4", "MgSO4"})


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    confused: str
    beside_amount: bool
    not_with: re.Pattern[str] | None


@cache
def _entries() -> dict[str, _Entry]:
    data = cast("dict[str, list[dict[str, object]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    found: dict[str, _Entry] = {}
    for one in data["entries"]:
        if one["confidence"] == "memory":
            continue
        other = compiled(str(one["not_with"])) if "not_with" in one else None
        entry = _Entry(str(one["name"]), str(one["confused"]), one["where"] == "dose", other)
        found.update(dict.fromkeys(cast("list[str]", one["written"]), entry))
    return found


@cache
def _terms() -> TermList:
    return TermList({fold(form) for form in _entries()})


@rule(
    documents,
    message="“{written}” {problem}. Write the name in full: {name}.",
    severity="error",
    status="preview",
    standard="Joint Commission, “Do Not Use” list; ISMP, error-prone drug name abbreviations",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag short names of medicines."""
    found = [
        (block, match.start, block.text[match.start : match.end])
        for block in reading.document.blocks
        if is_read(reading, block)
        for match in _terms().find(block.prose.folded)
        if block.text[match.start : match.end] in _entries()
    ]
    if not found:
        return
    whole = " ".join(block.prose.folded for block in reading.document.blocks)
    explained = {form for form in {form for _, _, form in found} if _explained(form, whole)}
    for block, start, form in found:
        entry = _entries()[form]
        sentence = next((one for one in reading.analysis.sentences_of(block) if one.start <= start < one.end), None)
        if sentence is None or (entry.not_with is not None and entry.not_with.search(whole)):
            continue
        first, last = start - sentence.start, start - sentence.start + len(form)
        beside = _beside_amount(sentence, first, last)
        if (entry.beside_amount and not beside) or is_quoted(sentence, first, last) or _in_name(block, start, form):
            continue
        if form in explained and not (form in _BARRED and beside):
            continue
        yield hit(
            sentence.locate(first, last),
            written=form,
            problem=f"has been taken for {entry.confused}" if entry.confused else "is not known to patients",
            name=f"“{entry.name}”" if "own name" not in entry.name else entry.name,
        )


def _explained(form: str, whole: str) -> bool:
    """Say whether a text sets a short form beside words that explain it: "methotrexate (MTX)", "MTX (methotrexate)"."""
    short = re.escape(fold(form))
    return (
        re.search(rf"[a-z]{{4,}}\s\(\s?{short}\s?[),;]|\b{short}\s(?:\([a-z]{{4,}}|,?\sor\s[a-z]{{6,}})", whole)
        is not None
    )


def _beside_amount(sentence: Sentence, start: int, end: int) -> bool:
    folded = sentence.folded
    return _AMOUNT_BEHIND.match(folded, end) is not None or _AMOUNT_BEFORE.search(folded[:start]) is not None


def _in_name(block: Block, start: int, form: str) -> bool:
    """Say whether the letters are part of a longer name: "TAF-1", "MS-DOS", "anti-T3"."""
    end = start + len(form)
    return block.text[max(0, start - 1) : start] in {"-", "/", "@", "#"} or block.text[end : end + 1] in {"-", "@"}
