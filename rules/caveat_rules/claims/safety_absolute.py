"""Calls a treatment safe without saying for whom, how used, or at what risk.

## Why it matters

No treatment is free of risk, and “safe” reads as “it cannot hurt me”. A reader who believes it may not mention
a heart condition, another medicine or a pregnancy, and agrees to the treatment without knowing what could go wrong.

## What to write instead

Say what was seen, in whom, and what can still go wrong: “In a 12-week trial of 84 adults, 3 stopped because of side
effects; the trial was too small to show rare harms [4].” Or drop the word and describe the checks that are made.

## What is not flagged

Denials (“no drug is completely safe”), questions and embedded questions (“ask whether it is safe for you”), goals
(“as safe as possible”), feelings (“feel safe”), set phrases (“safe place”, “safe storage”, “safe dose”), and a claim
that is limited to a named use and goes on to name the risk that remains. A hedge such as “generally”, a condition without the
remaining risk, or a source that is cited for the bare word, lowers the finding to a warning.

## Examples

```flagged
Glowvex is a «safe way» to treat nerve pain.
```

```flagged
These injections are «completely safe», and most clinics offer them.
```

```flagged
The capsules are meant to be a «safe and gentle alternative» to surgery.
```

```clean
No medicine is completely safe. Ask your pharmacist whether ibuprofen is safe for you.
```

```clean
Your nurse makes sure that you feel safe, and the infusion is made as safe as possible.
```

```clean
The vaccine is safe when given to healthy adults, but it can cause a fever or, rarely, a severe allergic reaction.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 7 times, all read: 7 were right (4 errors, 3
warnings), though two of them say at what dose or for whom. Of the clear faults for it that reviewers marked, without
sight of the rule, on 50 invented pages it finds 28 of 30, and none of their 108 traps is flagged. Most of those pages
were in view while it was improved, so expect less on others.

## Sources

- ABPI *Code of Practice for the Pharmaceutical Industry* 2024, clause 6.4: the word “safe” is not used without
  qualification. Read in the code itself; earlier editions number the clause differently.
- 21 CFR 202.1(e)(6)(i): advertising does not show a drug as safer than has been demonstrated. Read in the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_FORMS = {"predicate", "modifier", "adverb", "answer", OVERCLAIM}
_ASSERTED = {"asserted", "presupposed"}
_CONDITIONAL, _BOUNDED = 3, 4


@rule(
    claims,
    message="“{phrase}” calls a treatment safe without the limits that would make it true.",
    severity="error",
    standard="ABPI Code of Practice 2024, clause 6.4",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a claim of safety that no condition, evidence or remaining risk bounds."""
    if claim.kind != "safety" or claim.form not in _FORMS or claim.assertion not in _ASSERTED:
        return
    if claim.ladder >= _BOUNDED or (claim.ladder == _CONDITIONAL and claim.residual_risk):
        return
    if claim.form == OVERCLAIM:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because=AS_A_WHOLE)
        return
    hedged = claim.ladder > 1 or claim.sourced
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if hedged else "normal",
        because="it is hedged or has a source, but names no risk that remains" if hedged else "",
    )
