"""Says that a treatment suits or helps everyone, always or in every case, or that a disease takes all of life.

## Why it matters

People differ in how they respond, in what they can safely take and in how a disease goes. What is said of everyone is
nearly always false of some, and those may give up, or carry on when they should not.

## What to write instead

Say whom it has helped, and who should not have it: “In the trial 6 in 10 people slept better, and 4 in 10 did not. It
is not for people with kidney disease [3].”

## What is not flagged

Instructions (“never mix it with opioids”), how care is organised (“all patients are checked first”), “not everyone”
and “almost everyone”, limits of age (“for anyone over 18”), idioms (“every step of the way”), what anybody may fall ill
with, and statements with a source. What all who have a disease are said to go through is a note where nothing is sold.

## Examples

```flagged
Acupuncture is «suitable for everyone». It «treats every type of pain».
```

```flagged
«All our patients feel better» after the infusions.
```

```flagged
Complex regional pain syndrome «affects every aspect of daily life».
```

```clean
The infusions help some people and not others. They are not suitable for everyone.
```

```clean
Never take the tablets with opioids. All patients have their blood pressure checked before the infusion.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it did not fire, so these say nothing of its precision. On 99
short pages that reviewers wrote and marked, most of them of clinics, shops, columns and news, it finds 13 of 14 clear
faults at a precision of 0.95, and none of 79 traps; these were in view while it was improved. Of the 2 on the 40 pages
that came last it had found none at first sight. On one clinic's article it finds the one clear fault, and none of the
10 traps.

## Sources

- ABPI *Code of Practice for the Pharmaceutical Industry* 2024, clause 6.1: information is accurate, balanced and not
  misleading by exaggeration. Read in the code itself.
- Directive 2001/83/EC, article 87(3): advertising presents a product objectively and without exaggeration. Read in the
  directive.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” is said of everyone or of every case; people differ.",
    severity="warning",
    standard="ABPI Code of Practice 2024, clause 6.1; Directive 2001/83/EC, article 87(3)",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag what is said of everyone or of every case, when no source stands with it."""
    if claim.kind != "universal" or claim.ladder >= _BOUNDED or claim.assertion != "asserted":
        return
    if claim.sourced and context.reading.analysis.citations.beside(claim.sentence):
        return
    selling = context.reading.analysis.subjects.promotional
    lowered = not selling and (claim.ladder >= _HEDGED or claim.form in {"disease", "course"})
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="it is hedged, or tells how a disease goes" if lowered else "",
    )
