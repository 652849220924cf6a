r"""Is about a drug and does not say who should not have it.

## Why it matters

A reader can act on it before the first dose: who has one of these conditions, or takes one of these medicines, can ask.

## What to write instead

Name the people: “You should not have ketamine if a rise in blood pressure would be dangerous for you, or if you are
allergic to it.” That it “may not be right for everyone” names nobody. The finding gives words to adapt, and their source.

## What is not flagged

What `balance-missing-key-risk` leaves alone. “Do not take it if”, “not suitable for”, “tell your doctor if you have” and
their like count, and so does a list under such words. All that a text lacks of a drug is one finding.

## Examples

```flagged document
# Warfarin after a clot

Warfarin keeps new clots from forming. Warfarin can cause serious bleeding. It may not be right for everyone.
```

```flagged document
# Metformin for diabetes

Metformin lowers blood sugar. Side effects of metformin include nausea. Metformin works in the liver.
```

```clean
# Metformin for diabetes

Metformin lowers blood sugar. You should not take metformin if your kidneys work very poorly, or if you have metabolic
acidosis. Tell your doctor if you are allergic to it.
```

```clean
# Living with diabetes

Most people start with metformin and changes to what they eat. Other medicines can be added later.
```

## Precision

On 687 pages of public health bodies, of which none is about one of the 13 drugs, it fires on none. How well the
patterns recognise statements is told on the page of `balance-missing-key-risk`.

## Sources

- U.S. FDA, *21 CFR 202.1(e)(5)(ii)*, fair balance, https://www.ecfr.gov/. Read in excerpts.
- Therapeutic Goods Administration (Australia), guidance on the 2021 advertising code: contraindications and precautions
  belong beside positive claims. Read in excerpts.
- Each contraindication has its own source, in the pack and in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, rule
from caveat_rules.balance.missing import finding, lacking, told


@rule(
    documents,
    message=(
        "A text on {drug} leaves out who should not have it: {missing}. You could write: “{write}” (Source: {source}.)"
    ),
    severity="error",
    standard="21 CFR 202.1(e)(5)(ii)",
    severities={"professional": "info"},
    expects="who should not have it",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit | Stated]:  # noqa: ARG001 - a check's shape
    """Flag a text about a drug that leaves out contraindications of its pack, all in one."""
    yield from told(reading, "contraindication", head="not for ")
    for coverage, missing in lacking(reading, "contraindication"):
        yield finding(coverage.topic, missing, "not for ")
