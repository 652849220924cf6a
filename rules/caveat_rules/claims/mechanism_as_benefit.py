"""Draws a benefit from what a treatment does in the body.

## Why it matters

That a substance reaches the blood, or acts on a nerve, does not show that anyone feels better. Many treatments with a
convincing mechanism did nothing for patients when they were tested. The explanation persuades because it sounds like
science, and it stands where the evidence should.

## What to write instead

Say what has been measured in people, with its source, and keep the explanation apart as what it is: “Researchers think
that it may work by blocking a receptor; whether this explains the relief that some people report is not known.”

## What is not flagged

What a treatment does in the body, if nothing is drawn from it; explanations put forward as uncertain (“may work by”);
outcomes with a source beside them; and plain sentences on how a medicine acts (“they relax the muscles of the airways,
which makes it easier to breathe”) in texts that sell nothing. There, only words of a seller (“flush”, “reset”, “straight
to the brain”) and promises of quick or lasting effect are flagged.

## Examples

```flagged
«By calming overactive nerve signals, the patch brings lasting relief».
```

```flagged
The spray «goes straight to your brain, meaning quicker relief».
```

```clean
The patch blocks nerve signals. Researchers think this may be why some people have less pain.
```

```clean
In a trial of 80 adults, the spray reached the blood faster and brought quicker relief than tablets [2].

## References

2. Doe J. Spray and tablet. 2020.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it is silent. On stretches of eight real pages of clinics and
shops, most in view while it was improved, it fires 22 times, 21 of them rightly, and misses about a third of the
leaps: those told in long sentences, or without a word that joins mechanism and benefit.

## Sources

- Federal Trade Commission, *Health Products Compliance Guidance* (2022): animal, laboratory and mechanistic studies are
  background, and do not by themselves support a claim. Known to us from summaries of the guidance.
- ABPI, *Code of Practice for the Pharmaceutical Industry* (2015), supplementary information to clause 7.2: care with
  data from the laboratory and from animals. Read in the Code.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule


@rule(
    claims,
    message="“{phrase}” draws a benefit from what happens in the body.",
    severity="warning",
    standard="FTC Health Products Compliance Guidance (2022)",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a benefit that is inferred from a mechanism, with no source for it."""
    if claim.kind != "mechanism" or claim.assertion not in {"asserted", "presupposed"} or claim.sourced:
        return
    yield hit(claim.span, phrase=claim.quote)
