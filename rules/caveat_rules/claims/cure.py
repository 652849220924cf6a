"""Says or implies that a treatment cures a condition or ends it for good.

## Why it matters

No other overclaim does as much harm: people leave care that helps them for a promise of cure, or spend what they have
on it.

## What to write instead

Say what the treatment can do and what it cannot: “There is no known cure for fibromyalgia. Treatment aims to reduce
pain and improve sleep.”

## What is not flagged

Denials (“there is no cure”, “not a cure”), the search for one, cure rates, and conditions that are routinely cured,
when the sentence tells of the disease and names how (“strep throat is cured with antibiotics”). That a disease can be
cured, said without a source, is a warning. A hedge does not repair a claim of cure.

## Examples

```flagged
This protocol can «cure fibromyalgia».
```

```flagged
Ketamine infusions are a «cure» for chronic pain.
```

```flagged
With our laser treatment you can «say goodbye to migraines forever».
```

```clean
There is no cure for arthritis, and this medicine is not a cure. Researchers are looking for a cure.
```

```clean
Surgery does not cure endometriosis. A cure rate of 95% was seen with the antibiotic [3].
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 12 times, all read: one, a warning, was wrong; 11
tell of cures that medicine knows, with no source beside them. Of the clear faults for it that reviewers marked,
without sight of the rule, on 50 invented pages it finds 19 of 26, and none of their 42 traps is flagged. Most of
those pages were in view while it was improved, so expect less on others.

## Sources

- Directive 2001/83/EC, article 90(j): advertising does not refer to recovery in improper, alarming or misleading terms.
  Read in the directive.
- Ahpra, *Check and correct your advertising* (Australia): its examples include claims to cure. Read on the page at
  https://www.ahpra.gov.au.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_BOUNDED = 4


@rule(
    claims,
    message="“{phrase}” promises a cure.",
    severity="error",
    standard="Directive 2001/83/EC, article 90(j)",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a claim of cure that evidence does not bound; no hedge repairs it."""
    if claim.kind != "cure" or claim.assertion not in {"asserted", "presupposed"} or claim.ladder >= _BOUNDED:
        return
    told_of_disease = claim.form in {"curable", "passive"}
    if told_of_disease and claim.sourced:
        return
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if told_of_disease or claim.sourced else "normal",
        because="the sentence tells of the disease, or gives a source" if told_of_disease or claim.sourced else "",
    )
