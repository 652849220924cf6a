"""Says that a treatment has no side effects, no risk, no downtime or no potential for addiction.

## Why it matters

Whatever acts on the body can act on it unhelpfully. A reader who was told “no side effects” may take a warning sign
for something else, and wait.

## What to write instead

Name the common side effects and how often they come, then the serious ones and what to do: “About 1 in 8 people felt
sick. Call us at once if your skin or eyes turn yellow.”

## What is not flagged

Advice for the case that there are none (“if you have no side effects after a week …”), some people's experience
(“many people have no side effects”), results of a study (“no serious adverse events were reported among 40 people”),
corrected myths, and “no known interactions” with a source.

## Examples

```flagged
The drops calm nerve pain with «zero side effects».
```

```flagged
«Any side effects disappear» within the hour after an infusion.
```

```flagged
The new tablet is «not addictive», so it can be taken for years.
```

```clean
If you have no side effects after a week, your doctor may raise the dose of the medicine.
```

```clean
It is not true that cannabidiol has no side effects. No serious adverse events were reported among 40 adults who took
the tablets [2].
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 2 times, both read: one was right; the other, a
warning, goes on to name a harm. So few say little. Of the clear faults for it that reviewers marked, without sight of
the rule, on 50 invented pages it finds 48 of 55, and none of their 54 traps is flagged. Most of those pages were in
view while it was improved, so expect less on others.

## Sources

- Directive 2001/83/EC, article 90(b): advertising does not suggest effects without adverse reactions. Read in the
  directive.
- ABPI *Code of Practice for the Pharmaceutical Industry* 2024, clause 6.4: no statement that a product has no adverse
  reactions, toxic hazards or risks of addiction or dependency. Read in the code itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” denies that the treatment can do harm.",
    severity="error",
    standard="Directive 2001/83/EC, article 90(b); ABPI Code of Practice 2024, clause 6.4",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a denial of harm that is not reported from a study, hedged away or bounded by evidence."""
    if claim.kind != "no-harm" or claim.assertion not in {"asserted", "presupposed"} or claim.ladder >= _BOUNDED:
        return
    if claim.form == OVERCLAIM:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because=AS_A_WHOLE)
        return
    known = any(
        word in claim.quote.lower().split() for word in ("known", "reported", "serious", "significant", "major")
    )
    if known and claim.sourced:
        return
    lowered = claim.ladder >= _HEDGED or known or claim.sourced
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="it is limited or has a source, but names no risk that remains" if lowered else "",
    )
