"""Draws a benefit from what a treatment does in the body.

## Why it matters

That a substance reaches the blood, or acts on a nerve, does not show that anyone feels better. Many treatments with a
convincing mechanism did nothing for patients when they were tested. The explanation persuades because it sounds like
science, and it stands where the evidence should.

## What to write instead

Say what has been measured in people, with its source, and keep the explanation apart as what it is: “Researchers think
that it may work by blocking a receptor; whether this explains the relief that some people report is not known.”

## What is flagged

A thing done in the body with a gain drawn from it: “calms the nerves, so the pain goes”, “because it skips your stomach, you
get more energy”, “very little gets into the body, so side effects are minor”. In texts that sell something, also metaphors
that hold the gain in themselves: “wakes up dormant cells”, “switches off the craving”, “flushes toxins”. Where nothing is
sold that we can see, a plain consequence (“reduces inflammation, which eases sciatica”) is information only.

## What is not flagged

What a treatment does in the body, if nothing is drawn from it; explanations put forward as uncertain (“may work by”);
outcomes with a source beside them; and plain sentences on how established medicines act (“they relax the muscles of the
airways and relieve wheezing”) in texts that sell nothing.

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

On 687 pages of public health bodies (0.56 million words) it gives a handful of pieces of information and no warning. On 99
pages that others wrote and marked for us, with faults like those of real pages, it found 32 of 37 marked leaps, and nearly
nine in ten findings were marked. Most of these pages were in view while it was improved: on the 40 that came later it found three of
15 at first. Of 23 sentences written to try it, it found 12 at first. Expect half of wording that it has not met.

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

_HEDGED = 2


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
    if claim.step >= _HEDGED:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the words are hedged")
    elif claim.form == "explained":
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the text sells nothing that we can see")
    else:
        yield hit(claim.span, phrase=claim.quote)
