"""Offers nature, plants or the absence of “chemicals” as proof that something is safe or works.

## Why it matters

Where a substance comes from says neither whether it is safe nor whether it works. St John's wort and other herbs weaken or
strengthen prescribed medicines, kava has harmed livers, and readers who believe “natural” do not mention such products to
their doctor.

## What to write instead

Say what it contains, what was tested, and what it may do to other medicines: “It comes from a plant, but it can still change
how warfarin works. Check with a pharmacist first.”

## What is not flagged

- Corrections: “natural does not mean safe”, “herbal products can interact with your medicines”.
- What is plainly described: a herbal tea, an organic disease, natural childbirth, natural killer cells, the natural history
  of a disease, a natural-looking result, a hormone that occurs naturally.
- What others believe or claim of such products.

“Chemical-free” is always a warning: nothing is. In a text that sells something, “100% natural” and “boosts immunity naturally”
by themselves are information.

## Examples

```flagged
«Because it is plant-based, it is safe» to take with other medicines.
```

```flagged
The cream is «chemical-free». A «safe, natural» remedy for eczema.
```

```clean
It comes from a plant, but it can still change how warfarin works. Check with a pharmacist first.
```

```clean
Natural does not mean safe. Natural killer cells attack viruses.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fires not at all.
On 119 pages that others invented in the manner of clinics, shops, columns, releases and leaflets it finds 14 of the 15
clear faults, and 16 of its 19 reports lie on faults that reviewers marked. Those pages were in view while it was
mended: when it first met forty of them, it found 2 of the 7 faults there. So expect less on others.

## Sources

- Directive 2001/83/EC, article 90(h): advertising to the public may not suggest that a product is safe or effective because
  it is natural. Read in the directive.
- UK CAP Code, rule 12.10: marketers must not suggest that a product is safe or effective because it is natural. Read as the
  ASA's advice gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_LABELS = frozenset({"bare", "naturally"})


@rule(
    claims,
    message="“{phrase}” offers nature as a proof of safety or effect.",
    severity="warning",
    standard="Directive 2001/83/EC, article 90(h); UK CAP Code, rule 12.10",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag naturalness that is given as a reason, or set beside safety as if it were one."""
    if claim.kind != "natural" or claim.assertion != "asserted":
        return
    lowered = claim.form in _LABELS
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="no safety is claimed in so many words" if lowered else "",
    )
