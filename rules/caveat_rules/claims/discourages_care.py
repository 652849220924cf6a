"""Invites readers to stop, skip, replace or distrust care that was prescribed or is due.

## Why it matters

People who stop insulin, a blood thinner, an antidepressant or cancer treatment on the word of a page can die of it, and
those who put off seeing a doctor may be diagnosed too late. No product needs such words to be described.

## What to write instead

Say the opposite, in plain words: “Do not stop or change your medicine without talking to the person who prescribed it.”
If a treatment may let some people take less of another, say that a clinician decides it, in whom, and how.

## What is not flagged

- The same words denied: “do not stop taking”, “is not a substitute for”, “never skip your insulin”.
- Changes that a clinician directs: “your doctor may ask you to stop aspirin before the operation”.
- What to do in an emergency or with side effects: “stop using it and seek help if you get a rash”.
- Medicine thrown away because it is old or unused.
- What other people did: “she stopped taking her tablets and relapsed”.
- Alternatives within medicine: “embolization is an alternative to surgery”.

Words that only imply it are warnings: “a natural alternative to antidepressants”, “drugs only mask the symptoms”, “avoid
surgery”, “making the scalpel pointless”, “our clients halve their insulin”, and invitations hedged with “may”.

## Examples

```flagged
With this device you can finally «ditch your pain pills».
```

```flagged
Turmeric «replaces your statin». Here is «what doctors don't want you to know».
```

```flagged
Rosehip tea is a «natural alternative to antidepressants».
```

```flagged
Book now at our clinic. “I «binned my finasteride» after two treatments. There's «no need for those tablets» from the doctor.”
```

```clean
Do not stop or change your pain medicine without talking to the person who prescribed it.
```

```clean
Stop using the gel and call your doctor if your skin blisters. Throw away any medicine that is out of date.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it does not fire. On 49 sentences that we wrote after reading
pages of sellers and of hospitals, it finds 15 of the 20 invitations, and none of the 27 warnings and instructions. Those
sentences were in view while it was written: on other sellers' pages expect it to miss more.

On 59 pages of our own making, marked by reviewers who had not seen the rule, it finds all 6 clear invitations and none of
50 near misses after it was mended on them; before, it found one. On 40 further pages that nobody had looked at while it was
mended it found one of 6, and was wrong once. Mended on those too, it finds 9 of all 12. Expect it to miss much elsewhere.

## Sources

- Directive 2001/83/EC, article 90(a): advertising to the public may not suggest that a medical consultation or operation
  is unnecessary. Read in the directive.
- UK CAP Code, rule 12.2: marketers must not discourage essential treatment. Read as the ASA's guidance gives it.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGING = frozenset({"may", "might", "could", "some"})
_IMPLYING = frozenset({"alternative", "disparaged", "reduced", "spared", "without"})


@rule(
    claims,
    message="“{phrase}” steers readers away from care that they may need.",
    severity="error",
    standard="Directive 2001/83/EC, article 90(a); UK CAP Code, rule 12.2",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag an invitation to drop, replace or distrust care."""
    if claim.kind != "discouragement" or claim.assertion != "asserted":
        return
    implied = claim.form in _IMPLYING or claim.form == OVERCLAIM
    hedged = not _HEDGING.isdisjoint(claim.qualifiers)
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if implied or hedged else "normal",
        because="the words imply it rather than say it" if implied else "the words are hedged" if hedged else "",
    )
