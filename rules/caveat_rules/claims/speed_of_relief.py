"""Promises fast, instant or same-day relief, or relief after a single session, without a source.

## Why it matters

How soon a treatment helps differs from person to person, and trials often ran longer than the text suggests. Who does
not feel better on time thinks the treatment, or they themselves, have failed; who is in pain pays for speed.

## What to write instead

Say when the outcome was measured, in whom, and what happened to the others: “In the trial, pain was first measured
after 4 days of infusion, and some people noticed no change [2].”

## What is not flagged

Speed with a source, or bounded by a study. How fast staff respond, when to call for help, how soon side effects come
or a test gives results, what a class of medicine is called (“quick-relief inhaler”), expectations with “should”, and
relief that somebody only wants or asks for. Days, weeks and months, unless something is sold: elsewhere they tell how
long an illness takes. “You should feel better within two days” where nothing is sold.

An unhedged “instant”, “within minutes” or “after one session” is an error, and so is an unhedged claim about a drug of
whose trials a topic pack knows how long they took; the finding then says so. Where nothing is sold, hedged statements
are notes.

## Examples

```flagged
«Feel relief after just one session» of shockwave therapy.
```

```flagged
The infusions bring a «quick response», and the gel is «fast-acting».
```

```flagged
The spray «eases back pain within minutes».
```

```clean
In the trial of the spray, pain scores were first measured after 4 days [2].
```

```clean
Our nurses respond quickly. Call us immediately if the injection site swells.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 8 times, 6 of them as notes, never as an error. On 99
short pages that reviewers wrote and marked, most of them of clinics, shops, columns and news, it finds 23 of 27 clear
faults at a precision of 0.90; these were in view while it was improved. Of the 8 on the 40 pages that came last it had
found 4 at first sight. On one clinic's article it finds all 5 clear faults.

## Sources

- Directive 2001/83/EC, article 87(3): advertising presents a product objectively and without exaggeration. Read in the
  directive.
- FTC, Health Products Compliance Guidance, 2022: a claim needs proof of the effect that it promises. Read as summarised
  by law firms.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.analysis.claims.bound import bound_of
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4
_AT_ONCE = frozenset({"at-once", "time"})


@rule(
    claims,
    message="“{phrase}” promises how soon the treatment helps, without a source.",
    severity="warning",
    standard="Directive 2001/83/EC, article 87(3); FTC Health Products Compliance Guidance (2022)",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a benefit that is to come soon, when neither a source nor a study's bounds stand with it."""
    if claim.kind != "speed" or claim.ladder >= _BOUNDED or claim.assertion != "asserted":
        return
    if claim.sourced and context.reading.analysis.citations.beside(claim.sentence):
        return
    analysis = context.reading.analysis
    hedged = claim.ladder >= _HEDGED
    if hedged and claim.tempered and not analysis.subjects.promotional:
        return
    bound = bound_of(analysis, claim)
    if bound is not None and bound.time_to_effect is not None and not hedged:
        because = f"in {bound.condition}, {bound.time_to_effect} ({bound.source.label})"
        yield hit(claim.span, phrase=claim.quote, grade="raised", because=because)
    elif not hedged and claim.form in _AT_ONCE:
        yield hit(claim.span, phrase=claim.quote, grade="raised", because="it is said without any hedge")
    elif hedged and ("some" in claim.qualifiers or not analysis.subjects.promotional):
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the words are partly hedged")
    else:
        yield hit(claim.span, phrase=claim.quote)
