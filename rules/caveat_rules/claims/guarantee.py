"""Promises a result, or how the reader will feel, as certain.

## Why it matters

Nobody can promise what a treatment will do for one person. A promise of staying awake, comfortable or pain-free also
undermines consent: the reader has not heard that it may go otherwise.

## What to write instead

Say what most people experience, what some do instead, and what is done then: “Most people stay able to talk, but some
become very drowsy, so a nurse watches your breathing throughout.”

## What is not flagged

Arrangements (“you'll settle into a chair”, “you will be asked to fast”), staff's actions, warnings (“you will feel
sleepy”), hedged promises (“you will probably”), goals (“as comfortable as possible”), and “we cannot guarantee”.

## Examples

```flagged
During the infusion you «will stay fully awake».
```

```flagged
We offer ketamine infusions with «guaranteed results».
```

```flagged
After your injection you'll be back at work, and you'll notice; «you'll feel better» by the weekend.
```

```clean
Before the infusion you'll settle into a chair, and a nurse will check your blood pressure. You will feel sleepy.
```

```clean
We cannot guarantee that the treatment will work. You will probably feel better within a week of the injection.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it never fired, so that nothing is known of its precision
there. Of the clear faults for it that reviewers marked, without sight of the rule, on 50 invented pages it finds 35
of 43, and none of their 108 traps is flagged. Most of those pages were in view while it was improved, so expect less
on others.

## Sources

- Directive 2001/83/EC, article 90(b): advertising does not suggest that the effects of taking a medicine are
  guaranteed. Read in the directive.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import AS_A_WHOLE, OVERCLAIM, Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule


@rule(
    claims,
    message="“{phrase}” promises an outcome that nobody can promise.",
    severity="error",
    standard="Directive 2001/83/EC, article 90(b)",
)
def check(claim: Claim, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a promised outcome."""
    if claim.kind != "guarantee" or claim.assertion not in {"asserted", "presupposed"}:
        return
    if claim.form == OVERCLAIM:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because=AS_A_WHOLE)
    else:
        yield hit(claim.span, phrase=claim.quote)
