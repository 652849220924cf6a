"""Takes a treatment's safety for granted instead of showing it.

## Why it matters

“Why it is safe”, “its proven safety” and “is considered safe” do not claim safety; they assume it, and a reader does
not stop to question what a sentence assumes. In a heading it is all that a skimming reader takes away.

## What to write instead

Name who says so and on what evidence, or ask the open question: “What is known, and not known, about its risks”.

## What is not flagged

Open questions (“Is it safe?”, “How safe is it?”), neutral nouns (“safety profile”, “safety data”), and statements that
name who considers it safe or cite a source.

## Examples

```flagged
# «Why Glowvex Is Considered Safe»

The drops were first sold last year for nerve pain.
```

```flagged
«The safety of the infusion» comes from the low dose.
```

```flagged
The injection is widely «considered safe».
```

```clean
# Is ketamine safe for nerve pain?

The safety profile of ketamine in long-term use is not known.
```

```clean
The tablets are considered safe by the agency that licensed them in 2015 [2].
```

## Precision

On 687 pages of public health bodies (0.56 million words) it never fired, so that nothing is known of its precision
there. Of the clear faults for it that reviewers marked, without sight of the rule, on 50 invented pages it finds 27
of 28, and none of their 25 traps is flagged. Most of those pages were in view while it was improved, so expect less
on others.

## Sources

- ABPI *Code of Practice for the Pharmaceutical Industry* 2024, clauses 6.1 (nothing misleads by implication or undue
  emphasis) and 6.4. Read in the code itself.
- FTC, *Health Products Compliance Guidance* (2022): an implied claim needs the same support as an express one. Read in
  summaries.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_FORMS = {"why-safe", "considered-safe", "praised-safety", "safety-of", "record"}
_ASSERTED = {"asserted", "presupposed"}
_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” takes it as given that the treatment is safe.",
    severity="error",
    standard="ABPI Code of Practice 2024, clauses 6.1 and 6.4",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag words that presuppose safety, with neither a source nor anyone who vouches for it."""
    if claim.kind != "safety" or claim.form not in _FORMS or claim.assertion not in _ASSERTED:
        return
    if claim.ladder >= _BOUNDED or (claim.form in {"considered-safe", "record"} and claim.sourced):
        return
    if claim.form == "considered-safe" and claim.ladder > _HEDGED and claim.residual_risk:
        return
    lowered = claim.form == "record" or claim.sourced or (claim.form == "considered-safe" and claim.ladder >= _HEDGED)
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="it is hedged or rests on experience that is not named" if lowered else "",
    )
