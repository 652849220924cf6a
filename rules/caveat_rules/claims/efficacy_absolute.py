"""States as a fact that a treatment works, removes a symptom or always helps.

## Why it matters

Most treatments help some people and not others. A reader promised the effect may give up one that was helping, or
blame themselves when it does not come.

## What to write instead

Give the size of the effect, in whom, against what, and for how long: “In one trial, about 4 in 10 people had half as
many migraine days after 12 weeks, compared with 2 in 10 on placebo [1].”

## What is not flagged

What a drug does in the body (“blocks a receptor”), what it is approved or given for, goals (“aims to reduce”), hedged
statements (“may ease pain”), denials, and effects bounded by a study with its source. “Effective” alone, and a result
added as a consequence of a hedged statement, are warnings.

## Examples

```flagged
Our infusions «eliminate migraine pain».
```

```flagged
The gel is «100% effective», and this cream «works every time».
```

```flagged
The therapy can change how nerves signal, «reducing pain and fatigue».
```

```clean
Lidocaine blocks sodium channels. The patch may ease pain, and it is approved to treat nerve pain after shingles.
```

```clean
Ketamine does not eliminate pain. The treatment aims to reduce pain enough to let people sleep.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 10 times, all read: 8 were right (1 error, 7
warnings); 2 are open to debate. Of the clear faults for it that reviewers marked, without sight of the rule, on 50
invented pages it finds 35 of 52, and none of their 139 traps is flagged. Most of those pages were in view while it
was improved, so expect less on others: on 18 further pages, scored once before anything they showed was mended, this
rule and the five beside it on absolute claims found 5 of 21 clear faults, and flagged nothing wrongly.

## Sources

- 21 CFR 202.1(e)(6)(i): advertising does not show a drug as more effective than has been demonstrated. Read in the
  regulation.
- Directive 2001/83/EC, article 87(3): advertising presents a product objectively and without exaggeration. Read in the
  directive.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” states an effect as certain for every reader.",
    severity="error",
    standard="21 CFR 202.1(e)(6)(i); Directive 2001/83/EC, article 87(3)",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag an effect that is asserted with neither hedge nor evidence."""
    if claim.form.startswith("hollow-") or (claim.form == "plain-gain" and claim.sourced):
        return
    if claim.kind != "efficacy" or claim.assertion not in {"asserted", "presupposed"} or claim.ladder >= _BOUNDED:
        return
    if claim.form == OVERCLAIM:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because=AS_A_WHOLE)
        return
    if claim.form not in {"outcome", "participle"} and (
        claim.ladder >= _HEDGED or (claim.sourced and claim.form == "effective")
    ):
        return
    lowered = (
        claim.form in {"effective", "fragment", "participle", "plain-gain", "plain-verb"}
        or claim.ladder >= _HEDGED
        or claim.sourced
    )
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="the words are moderate or partly hedged" if lowered else "",
    )
