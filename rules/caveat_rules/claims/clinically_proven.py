"""Says that proof exists, “clinically proven” or “backed by science”, and does not show it.

## Why it matters

Words of proof say that somebody has tested the claim and that it held. Readers trust them more than any other praise, and
cannot check them unless the page says which study found what, in whom.

## What to write instead

Show the proof in place of the word: “Two randomised trials, in 212 people together, found a small drop in knee pain after
8 weeks [3, 4].” Where there is none, leave the word out.

## What is not flagged

Words of proof with a source beside them; denials (“not proven”, “unproven”); questions; advice to be wary of such words;
what law or a trial asks for (“must be proven safe”); proven disease; evidence-based medicine, guidelines and information.
In a text that sells nothing the finding is a warning.

## Examples

```flagged
Our «clinically proven» formula relieves joint pain.
```

```flagged
Massage is «backed by science». It is a «proven treatment» for stress.
```

```flagged
The serum is «dermatologist-tested» and «proven to reduce» wrinkles.
```

```clean
In two randomised trials, the tablets lowered knee pain a little [3, 4]. The remedy is unproven.
```

```clean
Ask for proof when an advertisement says that a remedy is clinically proven. Medicines must be proven safe before they are sold.
```

```clean
People with proven infection need antibiotics. Our doctors follow evidence-based guidelines.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fires not at all.
On 119 pages that others invented in the manner of clinics, shops, columns, releases and leaflets it finds 16 of the 17
clear faults, and 17 of its 18 reports lie on faults that reviewers marked. Those pages were in view while it was
mended: when it first met forty of them, it found 4 of the 6 faults there. So expect less on others.

## Sources

- Federal Trade Commission, *Health Products Compliance Guidance* (2022): a claim about the level of support, such as
  “tests show”, needs at least that support. Read as law firms summarise it.
- ABPI *Code of Practice for the Pharmaceutical Industry* 2024, clause 6.2: claims can be substantiated. Read in the code
  itself; it binds member companies.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_BOUNDED = 4


@rule(
    claims,
    message="“{phrase}” says that proof exists, and shows none.",
    severity="error",
    standard="ABPI Code of Practice 2024, clause 6.2",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a claim that something is proven which no source stands beside."""
    if claim.kind != "proof" or claim.assertion not in {"asserted", "presupposed"}:
        return
    analysis = context.reading.analysis
    selling = analysis.subjects.promotional
    sourced = bool(analysis.citations.beside(claim.sentence)) if selling else claim.sourced
    if sourced or claim.ladder >= _BOUNDED:
        return
    if claim.form == OVERCLAIM:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because=AS_A_WHOLE)
        return
    plain = not selling and claim.form not in {"scaled", "vouched"}
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if plain else "normal",
        because="the text sells nothing" if plain else "",
    )
