r"""Says in numbers how many a treatment helps, and only in words whom it harms.

## Why it matters

“Pain fell in 60% of people; a few felt sick” makes the benefit solid and the harm vague.
“A few” and “rare” mean one in ten to one reader and one in ten thousand to the next.

## What to write instead

The same kind of number for both, of the same group: “Of 100 people, about 60 had less pain and about 12 felt sick.”
Where nobody counted, say so: “The study did not say how many felt sick.”

## What is not flagged

- A text that says in any number how often a harm comes, or that it is not known.
- A text with no numbers on the benefit: both are in words then. One that tells no harm at all is the business of `balance-missing-side-effects`.
- What should not be taken together, and who should not have the treatment: these have no frequency.
- “Rare” and the like by themselves, where the benefit has no number either: `readability-numeracy` sees to it.

## Examples

```flagged
# Implants in Leeds

Book now for a free consultation. An implant is a small screw that takes the place of a tooth root.
Our treatment is highly effective, and 98% of our patients are pleased with it. It restores your smile.
«The gum may swell and bleed after the treatment, and infections can occur.»
You will have a scan, a set of photographs, and an hour with the surgeon before anything is done to your teeth. From £2,150.
```

```flagged
# Shockwave therapy for heel pain

Our physiotherapists offer shockwave therapy for heel pain that has lasted for months. Book now.
Shockwave therapy is highly effective, and nine out of ten of our patients are free of pain after three sessions.
«The treatment can cause redness and bruising for a day or two.»
You will be given exercises to do at home between the sessions, and a chart on which you tick them off. Each session costs £65.
```

```clean
# Shockwave therapy for heel pain

Our physiotherapists offer shockwave therapy for heel pain that has lasted for months. Book now.
In the trial, 60 of 100 people who had shockwave therapy had less pain after three months, and 44 of 100 who had a sham.
The treatment can cause redness and bruising: 12 of 100 people had some, for a day or two.
```

```clean
# Shockwave therapy for heel pain

Our physiotherapists offer shockwave therapy for heel pain that has lasted for months. Book now.
Shockwave therapy eases pain for many people. The treatment can cause redness and bruising for a day or two.
```

## Precision

On 687 pages of public bodies it fired on none.
Of 498 pages and excerpts in the manner of sellers, hospitals and news it fired on 12 at first, and all were read: 9 were right; in 2 the number was none of people helped, and in 1 the harm was denied. The first two are known by now.
On 100 further pages and releases it fired once, rightly. These are few, and it stays a preview.

## Sources

- Food and Drug Administration, *Presenting Quantitative Efficacy and Risk Information in Direct-to-Consumer Promotional Labeling and Advertisements*, guidance, 2023. We know it from secondary sources.
- Centers for Disease Control and Prevention, *Clear Communication Index*, items 17 and 20, on numbers. Read in the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat_rules.balance.harms import counted_harms, harm_sentences
from caveat_rules.balance.weighing import is_weighed, praise, share_in

_FEWEST_WORDS: Final = 60
_UNKNOWN: Final = compiled(
    r"\b(?:not (?:known|counted|clear|reported)|unknown|nobody (?:knows|counted)|no one knows|did not (?:say|count|report))\b"
)


@rule(
    documents,
    message="The benefit has a number (“{benefit}”), and the harms have none. Say how often they come, of the same"
    " group: “Of 100 people, about [number] were helped and about [number] had [the harm].” Or: “How often this happens"
    " is not known.”",
    severity="warning",
    standard="FDA guidance on quantitative information, 2023; CDC Clear Communication Index, items 17 and 20",
    status="preview",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's shape
    """Flag the first harm in words in a text that counts only whom its treatment helps."""
    if not (is_weighed(reading, _FEWEST_WORDS) or reading.analysis.studies.reports_results):
        return
    counted = next((one for one in praise(reading) if share_in(one.folded)), None)
    if counted is None:
        return
    told = tuple(harm_sentences(reading))
    in_words = tuple(counted_harms(told))
    if not in_words or any(share_in(one.folded) or _UNKNOWN.search(one.folded) for one in told):
        return
    place = RelatedPlace(counted.locate(), "the benefit in numbers")
    yield hit(in_words[0].locate(), related=(place,), benefit=" ".join(counted.text.split()))
