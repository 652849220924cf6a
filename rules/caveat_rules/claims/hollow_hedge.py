"""Hedges a claim with words that limit nothing: promising, up to 90%, helps, designed to be.

## Why it matters

“Promising”, “helps support” and “up to” sound careful, and say neither whom the treatment helps, nor how much, nor how
that is known. Readers hear them as praise. “Up to 90%” is true if one person in the best group did so well.

## What to write instead

Give the limit itself: “It may help some people for a few weeks, and it can raise blood pressure [2].” For a range give the
middle: “Half of those treated had at least 30% less pain.” For hope, say what stage the research has reached.

## What is not flagged

Claims with a real limit beside them: a condition, a number of people in a named study, a source, a remaining risk, or what
is not known, in the same or the next sentence. In texts that sell nothing, “helps relieve pain”, purposes and beliefs are
ordinary words, and so is “promising” of research. Where a hedge of this sort stands in a claim of safety, of freedom from
harm or of a cure that another rule flags, this rule says why the hedge does not count.

## Examples

```flagged
The laser is a «promising new treatment» for acne.
```

```flagged
Book now: our capsules «help support healthy joints», and our gel is «formulated to relieve pain».
```

```flagged
The injection works for «up to 90%» of patients.
```

```flagged
The infusion is meant to be a «safe treatment».
```

```clean
The laser is a promising treatment, but the trials were small and short. Researchers are studying promising drugs.
```

```clean
Paracetamol helps relieve pain. Up to 20% of people with flu have a cough. The drug has a potential for misuse.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fires twice: “almost always effective” was right, and a
“promising treatment” is open to debate.
On 119 pages that others invented in the manner of clinics, shops, columns, releases and leaflets it finds 14 of the 16
clear faults, and 16 of its 20 reports lie on faults that reviewers marked. Those pages were in view while it was
mended: when it first met forty of them, it found none of the 4 faults there. So expect less on others.

## Sources

- Federal Trade Commission, *Health Products Compliance Guidance* (2022): readers take “promising”, “preliminary”, “initial”
  and “pilot” as praise, not as limits. Read as a law firm summarises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HOLLOW = 1
_KINDS = {"safety", "no-harm", "efficacy", "cure", "guarantee"}
# Words that stand before a claim like a hedge and strengthen it, or claim proof.
_FIRMER = {"quite", "naturally", "pretty", "proven", "trusted", "known"}


@rule(
    claims,
    message="“{phrase}” hedges with words that limit nothing.",
    severity="warning",
    standard="FTC Health Products Compliance Guidance 2022",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a claim whose only hedge is one that limits nothing."""
    if claim.kind not in _KINDS or claim.assertion not in {"asserted", "presupposed"}:
        return
    alone = claim.form.startswith("hollow-")
    analysis = context.reading.analysis
    selling = alone and analysis.subjects.promotional
    if analysis.citations.beside(claim.sentence) if selling else claim.sourced:
        return
    if not alone and _FIRMER.issuperset(claim.qualifiers):
        return
    if (alone and claim.ladder > 2) or (not alone and claim.ladder != _HOLLOW) or claim.residual_risk:
        return
    yield hit(claim.span, phrase=claim.quote)
