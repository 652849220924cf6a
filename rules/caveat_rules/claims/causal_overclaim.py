"""Says that one thing brings another about where a study could only find that they go together.

## Why it matters

People who drink coffee differ from people who do not in many other ways. A survey, or a cohort that is followed for
years, shows that two things go together; it seldom shows that one is the cause. A third of the news releases of
universities on such studies have been found to say more than the study did, and the news repeats it.

## What to write instead

Say that the two go together, in whom, and what the study cannot show: “In a survey of 2,000 adults, people who drank coffee
were less likely to report depression; the survey cannot show that coffee was the reason.”

## What is flagged

Causal verbs where the study spoken of is observational or its design is not told. As information, where no trial is told of
near by: a risk cut by a number (“prevents up to 40% of cases”, also with “could”), what is “behind” or “to blame for”
something, verbs of ruin (“poisons the liver”), and slogans (“walk faster, keep your memory”).

## What is not flagged

“Linked to”, “associated with”, “more likely”; hedged statements (“may”, “could”, “they suspect that”); findings of
trials in which chance decided who got what, and of reviews of such trials; causes that are settled (smoking, asbestos,
infections); studies of treatments that say nothing of their design.

Where the text says close by what such a study cannot show, or the words are “can prevent” or “suggests that”, the
finding is lowered by one step.

## Examples

```flagged
A survey of 2,000 adults shows that coffee «prevents depression».
```

```flagged
# Napping «cuts the risk of stroke»

Researchers followed 12,000 adults for nine years. Those who napped had fewer strokes.
```

```clean
In a survey of 2,000 adults, people who drank coffee were less likely to report depression. The survey cannot show that
coffee was the reason. Napping may lower blood pressure, the researchers said.
```

```clean
In a randomised trial of 90 adults, the walking programme lowered blood pressure.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it gives three findings on two statements: one is right, one open
to debate. On 99 pages that others wrote and marked for us, with faults like those of real pages, it found 14 of
19 marked statements, and nearly nine in ten findings were marked. Most of these pages were in view while it was
improved; of six marks on pages that it had not met, it found one. On stretches of 16 real news
stories and releases it misses about a fourth of what a strict reviewer would mark.

## Sources

- Sumner P, Vivian-Griffiths S, Boivin J, et al. The association between exaggeration in health related science news and
  academic press releases. *BMJ* 2014;349:g7015. Read in an abstract: 33% of the releases on correlational work
  contained exaggerated causal claims.
- HealthNewsReview.org, review criteria, criterion 4 as we number them: the quality of the evidence. Read on the site,
  which stopped its systematic reviews in December 2018.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED = 2
_SUGGESTING = ("suggest", "indicat", "hint", "point to", "can ")


@rule(
    claims,
    message="“{phrase}” states a cause, but the study described here could only find a link.",
    severity="warning",
    standard="Sumner et al., BMJ 2014;349:g7015; HealthNewsReview.org review criteria",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag causal words where the study spoken of is observational, or its design is not told."""
    if claim.kind != "causation" or claim.form == "preclinical" or claim.assertion != "asserted":
        return
    if claim.form == "told":
        if not claim.sourced:
            because = (
                "no study is named that could show it" if claim.ladder < _HEDGED else "the words are partly hedged"
            )
            yield hit(claim.span, phrase=claim.quote, grade="lowered", because=because)
    elif any(word in claim.sentence.folded for word in _SUGGESTING):
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the words are partly hedged")
    elif context.reading.analysis.studies.limited(claim.sentence):
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the text says what the study cannot show")
    else:
        yield hit(claim.span, phrase=claim.quote)
