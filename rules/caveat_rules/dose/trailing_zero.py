r"""A dose with a zero after the point: “5.0 mg”, which is read as 50 mg when the point is missed.

## Why it matters

A point is easily lost: on a creased leaflet, in a copy, on a small screen, read aloud.
Then “1.0 mg” is “10 mg”, ten times the dose.
Both the Joint Commission's “Do Not Use” list and ISMP's list of error-prone abbreviations ask for whole numbers without a point.

## What to write instead

“5 mg”. The fix is safe to apply: the value is exactly the same. Numbers are changed by the rules of this family only, and never in value.

## What is not flagged

- Results of laboratory tests, sizes of lesions, catheters and tubes, statistics: there the zero says how exactly something was measured, and the Joint Commission's list leaves them out too.
- A zero between the point and another digit, as in “1.05 mg”, and one that ends decimals, as in “0.50 mg”.
- Numbers without a unit that doses have: versions, sections, scores, pH, percentages, “3.0 cm”.
- Quotations, code, lists of sources.

## Examples

```flagged
Take «5.0 mg» each morning with food.
```

```flagged
The usual dose is «2.0» to 4.5 mL twice a day.
```

```clean
Take 5 mg each morning with food.
```

```clean
Her creatinine was 1.0 mg/dL, and the mean dose in the trial was 20.0 mg.
```

## Precision

On 687 pages of public bodies the rule never fired: edited pages do not write doses so.
It was also run on passages of other public pages and files that give amounts so: of the 14 places it flagged there 11 were right, and the three wrong ones, all from laboratories (a buffer, blood loss, KOH/g), are left alone now.

## Sources

- The Joint Commission, *Official “Do Not Use” List of Abbreviations*, with its exception for laboratory results, imaging and catheter sizes. Read 2026.
- Institute for Safe Medication Practices, *List of Error-Prone Abbreviations, Symbols, and Dose Designations*, 2021: trailing zeros. Read 2026; the table in part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, hit, rule
from caveat_rules.dose.dosing import DOSE_UNIT, figured, is_measurement, is_quoted, rewritten

if TYPE_CHECKING:
    from caveat.analysis import Sentence

_ZERO: Final = compiled(
    rf"(?<![\w.,:/#§])(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)\.0+)(?:\s?-?(?P<unit>{DOSE_UNIT})"
    rf"|(?=(?:\s?-\s?|\s(?:to|or|and)\s)\d[\d.,]*\s?-?(?P<later>{DOSE_UNIT})))"
)


@rule(
    figured,
    message="“{written}” loses its point easily and is then ten times the dose. Write “{instead}”.",
    severity="error",
    status="stable",
    standard="Joint Commission, “Do Not Use” list; ISMP, error-prone dose designations 2021",
)
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag doses with a trailing zero."""
    folded = sentence.folded
    if ".0" not in folded:
        return
    for match in _ZERO.finditer(folded):
        unit_end = match.end("unit") if match["unit"] else match.end("later")
        if is_measurement(folded, unit_end) or is_quoted(sentence, *match.span()):
            continue
        number = match["number"]
        whole = number.partition(".")[0]
        start, end = match.span("number")
        yield hit(
            sentence.locate(*match.span()),
            fix=rewritten(sentence, start, end, whole),
            written=sentence.text[match.start() : match.end()],
            instead=f"{whole}{sentence.text[end : match.end()]}",
        )
