"""Claims lasting, permanent or long-term benefit without a follow-up time and a source.

## Why it matters

Most trials of treatments for pain and mood measure weeks. Readers who are told that relief lasts plan, and pay, for
years; when symptoms return they may blame themselves.

## What to write instead

Say how long people were followed and what had become of the benefit by then: “In two small trials the benefit had
faded by about 12 weeks [2].”

## What is not flagged

How long a disease, a harm, a follow-up or a course of treatment lasts (“long-term pain”, “lasting damage”); what is
unknown or still studied; times below a year (“lasts 3 to 4 months”); durations with a source; wishes and goals. Guarantees, covers and
memberships “for life”, and what has to be taken or worn for life.

Where a topic pack knows for how long trials of the drug in the condition support a benefit, the finding is an error
and gives that time with its source, unless the text speaks only of some people.

## Examples

```flagged
The infusions create «lasting change» for people with migraine.
```

```flagged
Laser treatment «gets rid of acne for good», and «results last for years».
```

```flagged
Patients find a calm that «continues long after the session» of hypnosis ends.
```

```clean
The long-term safety of the infusions is unknown. Long-term pain can leave lasting damage.
```

```clean
In two small trials of the infusions, relief lasted about 12 weeks [2].
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 4 times, 2 of them as notes, never as an error. On 99
short pages that reviewers wrote and marked, most of them of clinics, shops, columns and news, it finds 21 of 23 clear
faults at a precision of 0.92; these were in view while it was improved. Of the 9 on the 40 pages that came last it had
found 3 at first sight. On one clinic's article it finds both clear faults.

## Sources

- Cohen and others, *Regional Anesthesia and Pain Medicine* 2018;43:521-546: in complex regional pain syndrome,
  ketamine's benefit is supported for up to 12 weeks. Read as reported by others.
- Directive 2001/83/EC, article 87(3): advertising presents a product objectively and without exaggeration. Read in the
  directive.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.analysis.claims.bound import bound_of
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4


@rule(
    claims,
    message="“{phrase}” claims a benefit that lasts, without a follow-up time and a source.",
    severity="warning",
    standard="Directive 2001/83/EC, article 87(3)",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a benefit that is to last, when neither a source nor a study's bounds stand with it."""
    if claim.kind != "duration" or claim.ladder >= _BOUNDED or claim.assertion != "asserted":
        return
    if claim.sourced and context.reading.analysis.citations.beside(claim.sentence):
        return
    analysis = context.reading.analysis
    hedged = claim.ladder >= _HEDGED
    if hedged and claim.tempered and not analysis.subjects.promotional:
        return
    bound = bound_of(analysis, claim)
    if bound is not None and bound.max_supported_duration is not None and "some" not in claim.qualifiers:
        supported = f"trials in {bound.condition} support {bound.max_supported_duration} ({bound.source.label})"
        yield hit(claim.span, phrase=claim.quote, grade="raised", because=supported)
    elif hedged and not analysis.subjects.promotional:
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the words are partly hedged")
    else:
        yield hit(claim.span, phrase=claim.quote)
