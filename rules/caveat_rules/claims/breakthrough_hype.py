"""Words of wonder about a treatment, a test or a finding, which raise hope and say nothing.

## Why it matters

“Breakthrough”, “game changer” and “new hope” tell readers how to feel, not what was found. Most of what is so described is
early, small or never reaches patients; people have paid, travelled and put off proven care for it. A hedge does not help:
readers of “could revolutionise” remember the revolution.

## What to write instead

Say what was done, in whom, what changed and by how much: “In a trial of 60 adults, those given the drug had two fewer
migraine days a month [3]. Larger trials are under way.” If it is new, say what was known before.

## What is flagged

Words that hold nothing but wonder are a warning, also when they are hedged or stand in a quotation from a researcher or
patient: “breakthrough”, “holy grail”, “landmark trial”, “first of its kind”, “new hope for millions”, “could transform how we
treat”, “saved my life”. Milder praise is information only: “a powerful tool”, “dramatically reduced”, “the first study to show”, “a new weapon
against”, “could soon be available”. Faint praise, which much news about research holds (“promising”, “paves the way”, “we
are very excited”), counts only where something is sold, or where there is much praise. Where three milder words or more (`milder_words`) stand within 500 words, one of them in the document
is a warning, with the others as related places. There is one finding a sentence.

## What is not flagged

- The same words denied, asked about or warned of: “no magic bullet”, “is it a breakthrough?”, “beware of miracle cures”.
- Other senses: breakthrough pain, bleeding and infection, breakthrough therapy designation, developmental milestones, a
  powerful magnet, a life-changing diagnosis, next-generation sequencing.
- History: “insulin was a breakthrough when it was found in 1921”.
- What grows worse: “dramatically increases the risk”.

## Examples

```flagged
A «life-changing» treatment for nerve pain.
```

```flagged
“This could be the «holy grail» of dementia research,” said the author. It «offers hope to millions» of people.
```

```flagged
The tablets «dramatically» improved sleep.
```

```clean
The early results are promising. They pave the way for larger trials.
```

```clean
A drug first used as an anesthetic is being studied for nerve pain.
```

```clean
There is no magic bullet for weight loss. Breakthrough infections are infections after vaccination.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it gave 3 warnings and 6 pieces of information, all read: two of the
warnings are of a trial that others call a landmark too. On 99 pages that others wrote and marked for us, with faults like
those of real pages, it found 11 of 15 marked places, and 8 of 10 findings were marked; most of these pages were in view while it
was improved. Of 114 sentences of real news and releases that expert reviewers had quoted as unjustified, the rules on claims
together flag 50; of 304 others from the same texts, 7. On the half of these texts that the wording was not taken from, the
shares are 39% and 3%.

## Sources

- HealthNewsReview.org, review criteria on novelty, and on unjustifiable, sensational language in news releases, quotations
  included. Read on the site, which stopped its systematic reviews in December 2018.
- M. V. Abola and V. Prasad, *The use of superlatives in cancer research*, JAMA Oncology 2016;2(1):139-141: half of the drugs
  that news called breakthroughs and the like were not approved, and 14% had not been tested in people. Read in a news report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from caveat.analysis import OVERCLAIM, Claim
from caveat.library import Reading
from caveat.rule import Context, Hit, RelatedPlace, claimed_documents, hit, rule

_WITHIN = 500
_FORMS = ("strong", OVERCLAIM, "milder", "novel", "faint")
_NOT_SAID = frozenset({"negated", "reported", "questioned"})


@dataclass(frozen=True, slots=True)
class Options:
    """How much mild praise is too much."""

    milder_words: int = 3
    """How many sentences of milder praise within 500 words make one warning; 0 turns that warning off."""


@rule(
    claimed_documents,
    message="“{phrase}” raises hope without saying what was found.",
    severity="warning",
    options=Options,
    standard="HealthNewsReview.org review criteria: true novelty; unjustifiable, sensational language",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag words of wonder, and mild praise where there is much of it."""
    found = [claim for claim in reading.analysis.claims if claim.kind == "hype" and claim.assertion not in _NOT_SAID]
    strong: list[Claim] = []
    milder: list[Claim] = []
    for _, group in groupby(found, key=lambda claim: claim.sentence.index):
        said = list(group)
        first = min(said, key=lambda claim: (_FORMS.index(claim.form), claim.start))
        (strong if first.form in {"strong", OVERCLAIM} else milder).append(first)
    for claim in strong:
        yield hit(claim.span, phrase=claim.quote)
    crowd = _crowd(reading, milder, context.options.milder_words)
    selling = reading.analysis.subjects.promotional
    for claim in milder:
        crowded = bool(crowd) and claim is crowd[0]
        if claim.form == "faint" and not crowded and not selling:
            continue
        others = [other for other in crowd if other is not claim] if crowded else []
        yield hit(
            claim.span,
            phrase=claim.quote,
            grade="normal" if crowded else "lowered",
            because=f"{len(crowd)} sentences within {_WITHIN} words praise in such words"
            if crowded
            else "say what was known before"
            if claim.form == "novel"
            else "mild praise",
            related=tuple(RelatedPlace(other.span, "more praise of this sort") for other in others),
        )


def _crowd(reading: Reading, milder: list[Claim], enough: int) -> list[Claim]:
    """Return the first claims of mild praise that stand so close together that there are enough of them, or none."""
    if not 0 < enough <= len(milder):
        return []
    ends = list(accumulate(sentence.folded.count(" ") + 1 for sentence in reading.analysis.sentences))
    for place, claim in enumerate(milder):
        start = ends[claim.sentence.index]
        near = [other for other in milder[place:] if ends[other.sentence.index] - start <= _WITHIN]
        if len(near) >= enough:
            return near
    return []
