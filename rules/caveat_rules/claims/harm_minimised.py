"""Makes a treatment's harms small without saying how often they come or what serious harm is possible.

## Why it matters

“Mild”, “temporary” and “easily managed” are the writer's verdict, not the reader's. People who were told that
whatever they feel is minor wait longer before they report what is not.

## What to write instead

Say how often the harm came, how long it lasted and what serious harm to look out for: “About 1 in 8 people felt sick
during the infusion. Rarely, people have had slowed breathing: tell us at once if you find it hard to breathe [2].”

## What is not flagged

A harm with its frequency (“mild nausea in about 1 in 10 people”), with a source, or graded up to severe. A passage
that names a serious harm, or says whom to call, within five sentences of the same section (two where something is
sold); words that wave a harm away (“any swelling is soon forgotten”, “nothing to worry about”) count all the same.
Words for how mild a disease is (“mild asthma”), symptoms that a treatment is for, and specific risks (“a small risk of
infection”).

“Any” and “all” (“any discomfort is minor”) make it an error. Words that are hedged (“may feel a bit drowsy”) make it
a note.

## Examples

```flagged
The peel may bring some «temporary side effects», and the results are worth the wait.
```

```flagged
«Any discomfort after the injection is minor» and passes by itself.
```

```flagged
Some patients find the floating feeling during an infusion unusual but «not necessarily unpleasant».
```

```clean
About 1 in 8 people had mild nausea after the injection.
```

```clean
Side effects of the tablets are usually mild. Rarely, they cause liver damage: see a doctor if your skin turns yellow.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fired 4 times, twice as a note: two of them say that a
procedure is almost painless, one that it can be mildly painful, one that a drug has few side effects. On 99 short
pages that reviewers wrote and marked, most of them of clinics, shops, columns and news, it finds 20 of 22 clear
faults at a precision of 0.95; these were in view while it was improved. Of the 8 on the 40 pages that came last it
had found 2 at first sight. On one clinic's article it finds all 7 clear faults and 1 of 3 that are open to debate.

## Sources

- 21 CFR 202.1(e)(6)(i): advertising does not present a drug as having less serious or fewer side effects than has been
  demonstrated. Read in the regulation.
- Directive 2001/83/EC, article 87(3): advertising presents a product objectively and without exaggeration. Read in the
  directive.
- HealthNewsReview, review criterion 3: a story that calls harms minor must say how frequent and how severe they are.
  Read on its site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.analysis.claims.mild_harm import serious_harm_near
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4
_PHRASED = "phrased"
# How many sentences away a serious harm that is named keeps a turn of phrase from making harm small.
_NEAR, _FAR = 2, 5
_EVERY = compiled(r"^(?:any|all|every|whatever)\b", re.IGNORECASE)


@rule(
    claims,
    message="“{phrase}” makes harm small: say how often it comes, and what serious harm is possible.",
    severity="warning",
    standard="21 CFR 202.1(e)(6)(i); HealthNewsReview criterion 3",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag harm that is made small with neither a frequency nor a source."""
    if claim.kind != "mild-harm" or claim.ladder >= _BOUNDED:
        return
    if claim.sourced and context.reading.analysis.citations.beside(claim.sentence):
        return
    if claim.assertion not in {"asserted", "presupposed"}:
        return
    analysis = context.reading.analysis
    reach = _NEAR if analysis.subjects.promotional else _FAR
    if claim.form == _PHRASED and serious_harm_near(analysis, claim.sentence, reach=reach):
        return
    if _EVERY.match(claim.quote):
        yield hit(claim.span, phrase=claim.quote, grade="raised", because="it is said of every harm")
        return
    lowered = claim.ladder >= _HEDGED
    yield hit(
        claim.span,
        phrase=claim.quote,
        grade="lowered" if lowered else "normal",
        because="the words are partly hedged" if lowered else "",
    )
