r"""Is about a drug whose US label has a boxed warning, and leaves out what the warning says.

## Why it matters

A boxed warning is the gravest that a label can carry. A text that tells a reader to think of the drug and not of the
warning leaves out what the regulator puts first.

## What to write instead

Say what the warning says, in plain words and early: “Warfarin can cause bleeding that can kill.” The finding gives a
sentence to adapt and the source that it was read in.

## What is not flagged

What `balance-missing-key-risk` leaves alone: passing mentions, questions of handling, other words for the same. A boxed
warning that some of a drug's products have and others do not is in no pack as one; its risks are key risks there.
A text need not use the words “boxed warning”. Each part of a warning is one finding.

## Examples

```flagged document
# Warfarin after a clot

Warfarin is a tablet that you take once a day. Warfarin keeps new clots from forming. You need blood tests.
```

```flagged document post
Starting warfarin? Warfarin does not cause bleeding in most people, and you can take it at home.
```

```clean
# Warfarin after a clot

Warfarin keeps new clots from forming. Warfarin can cause serious bleeding. You need blood tests.
```

```clean
# Living with atrial fibrillation

Your doctor may suggest a blood thinner such as apixaban, warfarin or dabigatran. Walk every day, and sleep well.
```

## Precision

On 687 pages of public health bodies, of which none is about one of the 13 drugs, it fires on none. How well the
patterns recognise statements is told on the page of `balance-missing-key-risk`.

## Sources

- U.S. FDA, *21 CFR 201.57(c)(1)*, boxed warnings, and *21 CFR 202.1(e)(5)(ii)*, fair balance,
  both at https://www.ecfr.gov/. Read as quoted.
- Each warning has its own source, in the pack and in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, rule
from caveat_rules.balance.missing import finding, lacking, told


@rule(
    documents,
    message=(
        "A text on {drug} leaves out what its boxed warning says: {missing}. "
        "You could write: “{write}” (Source: {source}.)"
    ),
    severity="error",
    standard="21 CFR 201.57(c)(1)",
    severities={"professional": "info"},
    expects="the boxed warning",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit | Stated]:  # noqa: ARG001 - a check's shape
    """Flag each part of a boxed warning that a text about the drug leaves out."""
    yield from told(reading, "boxed_warning")
    for coverage, missing in lacking(reading, "boxed_warning"):
        for statement in missing:
            yield finding(coverage.topic, [statement])
