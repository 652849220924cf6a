r"""A dose that begins with its point: “.5 mg”, which is read as 5 mg when the point is missed.

## Why it matters

Without a zero before it, nothing says that a point is there.
Then “.5 mg” is “5 mg”, ten times the dose.
Both the Joint Commission's “Do Not Use” list and ISMP's list of error-prone abbreviations ask for a zero before the point.

## What to write instead

“0.5 mg”. The fix is safe to apply: the value is exactly the same. Numbers are changed by the rules of this family only, and never in value.

## What is not flagged

- Numbers without a unit that doses have: p values, correlations, calibres, batting averages, sections of a text.
- Amounts by the litre or decilitre, which are laboratory values.
- A full stop that has lost the space behind it, as in “twice a day.5 mg tablets”.
- Quotations, code, lists of sources.

## Examples

```flagged
Start with «.5 mg» at night.
```

```flagged
Children get «.25» to «.5 mL» once a day.
```

```clean
Start with 0.5 mg at night.
```

```clean
The difference was small (p = .04), and a .22 rifle was found.
```

## Precision

On 687 pages of public bodies the rule never fired: edited pages do not write doses so.
It was read on the few passages of other public files that give amounts so: the 3 places it flagged were right.

## Sources

- The Joint Commission, *Official “Do Not Use” List of Abbreviations*: lack of a leading zero. Read 2026.
- Institute for Safe Medication Practices, *List of Error-Prone Abbreviations, Symbols, and Dose Designations*, 2021: naked decimals. Read 2026; the table in part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, hit, rule
from caveat_rules.dose.dosing import DOSE_UNIT, PER_LITRE, figured, is_quoted, rewritten

if TYPE_CHECKING:
    from caveat.analysis import Sentence

_NAKED: Final = compiled(
    rf"(?<![\w.,)\]%'\"/])(?P<number>\.\d+)(?:\s?-?(?P<unit>{DOSE_UNIT})"
    rf"|(?=(?:\s?-\s?|\s(?:to|or|and)\s)\d*\.?\d+\s?-?(?P<later>{DOSE_UNIT})))"
)


@rule(
    figured,
    message="“{written}” loses its point easily and is then ten times the dose or more. Write “{instead}”.",
    severity="error",
    status="stable",
    standard="Joint Commission, “Do Not Use” list; ISMP, error-prone dose designations 2021",
)
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag doses without a zero before the point."""
    folded = sentence.folded
    for match in _NAKED.finditer(folded):
        unit_end = match.end("unit") if match["unit"] else match.end("later")
        if re.match(PER_LITRE, folded[unit_end : unit_end + 16]) or is_quoted(sentence, *match.span()):
            continue
        start, end = match.span("number")
        instead = f"0{match['number']}"
        yield hit(
            sentence.locate(*match.span()),
            fix=rewritten(sentence, start, end, instead),
            written=sentence.text[match.start() : match.end()],
            instead=f"{instead}{sentence.text[end : match.end()]}",
        )
