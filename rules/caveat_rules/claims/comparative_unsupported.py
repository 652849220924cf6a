"""Says that one treatment is better, faster, safer or gentler than another, and shows no comparison of the two.

## Why it matters

To know that one treatment beats another, somebody must have tested the two side by side. A reader who is told so without
such a test may give up a treatment that works for one that does not.

## What to write instead

Name the study that compared them, and what it found: “In one trial of 212 adults, 48 in 100 had half the pain after the
injection and 45 in 100 after tablets, a difference that chance could explain [3].” Or say that nobody has compared them.

## What is not flagged

A comparison with a source beside it (in a text that sells, in its sentence or the next one), or one that a named study made; with placebo, with no treatment, with how things
were before, or of doses; denials (“no better than”), questions, and aims of research; how a drug gets where it works,
without a word on the outcome. A hedged comparison, one that rests on unnamed research, and one of two named treatments
in a text that sells nothing, are warnings.

## Examples

```flagged
«Unlike pills», our spray works within minutes.
```

```flagged
Book now: our laser is «gentler than surgery» and offers «better results than creams».
```

```flagged
The device gives relief «where other treatments fail».
```

```clean
No trial has compared the spray with tablets. It is no better than a placebo.
```

```clean
In a 2021 trial of 300 adults, the spray worked faster than tablets [2].
```

```clean
Unlike tablets, an infusion goes into a vein. You may feel better than before.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fires once, a warning: honey put on a level with cough
medicines, which is right if strict.
On 119 pages that others invented in the manner of clinics, shops, columns, releases and leaflets it finds 48 of the 54
clear faults, and 53 of its 55 reports lie on faults that reviewers marked. Those pages were in view while it was
mended: when it first met forty of them, it found 4 of the 26 faults there. So expect less on others.

## Sources

- Directive 2001/83/EC, article 90(b): advertising to the public does not suggest that the effects of a medicine are better
  than, or equivalent to, those of another treatment. Read in the directive.
- 21 CFR 202.1(e)(6)(i) and (ii): advertising does not show a drug as better, more effective or safer than another when
  this has not been demonstrated. Read in the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” sets a treatment above another, and no comparison of the two is shown.",
    severity="error",
    standard="Directive 2001/83/EC, article 90(b)",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a comparison of treatments that neither a source nor a study bears out."""
    if claim.kind != "comparison" or claim.assertion not in {"asserted", "presupposed"}:
        return
    analysis = context.reading.analysis
    selling = analysis.subjects.promotional
    sourced = bool(analysis.citations.beside(claim.sentence)) if selling else claim.sourced
    if sourced or claim.ladder >= _BOUNDED or claim.form.endswith("-in-study"):
        return
    hedged = claim.ladder >= _HEDGED and claim.qualifiers != ("can",)
    if hedged and not selling and claim.form not in {"contrast", "cannot", "belittled"}:
        return
    because = ""
    if hedged:
        because = "it is hedged"
    elif claim.form.endswith("-in-research"):
        because = "it rests on research that is not named"
    elif claim.form == OVERCLAIM:
        because = AS_A_WHOLE
    elif claim.form in {"elliptical", "different"}:
        because = "it does not say what is better about it than about what"
    elif not selling and claim.form in {"ranked", "equal", "unlike"}:
        because = "the text sells nothing"
    yield hit(claim.span, phrase=claim.quote, grade="lowered" if because else "normal", because=because)
