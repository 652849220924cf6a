"""Discusses a drug for a use that it is not approved for, and never says so.

## Why it matters

Whether a use is approved is part of what a person consents to, and may decide whether an insurer pays. A text that leaves it
out lets readers take it for granted.

## What to write instead

The plain fact, near the first mention of the use: “In the United States, ketamine is approved as an anesthetic. Using it
for nerve pain is off-label: the FDA has not approved it for that.”

## What is not flagged

- Uses that the topic pack of the drug lists as approved, and drugs without a pack.
- A use that is mentioned once, in passing: the title, a heading or two sentences must name the drug with the use.
- A condition that is a harm of the drug, a reason not to take it, or the reader's history.
- Texts that say how the use stands, in whatever words, for that drug; pieces whose article is not asked either.
- Texts for professionals (`audience: professionals` in the front matter).

How a use stands comes from the topic packs, which no clinician has checked; a fact there that was read at second hand lowers
the finding.

## Examples

```flagged document
# Ketamine for CRPS

Some clinics offer ketamine for CRPS. It is given as a drip.
```

```flagged document
# Pain drips

Doctors use ketamine to treat nerve pain. Some people choose ketamine when nerve pain goes on.
```

```clean
# Ketamine for CRPS

Some clinics offer ketamine for CRPS. This use is off-label: the FDA has not approved it.
```

```clean
# Before an operation

Ketamine is used for anesthesia. Tell your doctor if you have had depression. Ketamine may cause anxiety.
```

## Precision

On 687 pages of public bodies it fired on one, rightly: it advises metformin to prevent diabetes, for which the drug is not
approved in the US. All pages that name a drug of the packs with another use are few, so this says little of other topics.

## Sources

- Directive 2001/83/EC, article 87: advertising agrees with what the product's summary lists. Read in the directive.
- FDA statement of 10 October 2023 on compounded ketamine: it is not approved for any psychiatric disorder. Read as
  quoted in the press.
- How each use stands, and where we read it, is in the topic packs, `topics/*.yaml`. No clinician has checked them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caveat.analysis import Analysis, topic_finder
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.statement import Wording, for_professionals, own_sentences

if TYPE_CHECKING:
    from caveat.analysis import Sentence, TopicFinder
    from caveat.terms import Topic, Use

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))
_STANDING: Final = {
    "off_label": "off-label",
    "not_approved": "not approved",
    "investigational": "still under investigation",
}
_SENTENCES: Final = 2


@rule(
    documents,
    message=(
        "{drug} for {condition} is {standing}, and the text does not say so. Add, for example: “Using {drug} for {words} is"
        " off-label: the {regulator} has not approved it for that.” ({source})"
    ),
    severity="error",
    standard="Directive 2001/83/EC, article 87",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document that discusses an unapproved use of a drug without saying how it stands."""
    if for_professionals(reading):
        yield not_expected("The text is for professionals.")
        return
    analysis = reading.analysis
    finder = topic_finder(analysis.vocabulary)
    said: Sentence | None = None
    for topic, use, words in _discussed(analysis, finder):
        found = _disclosure(analysis, finder, topic, use)
        if found is not None:
            said = said or found
            continue
        second_hand = use.confidence != "read"
        yield hit(
            None,
            grade="lowered" if second_hand else "normal",
            because="we know how the use stands only as others report it" if second_hand else "",
            drug=topic.title,
            condition=use.condition,
            standing=_STANDING[use.status],
            words=words,
            regulator=use.regulator,
            source=use.source.label,
        )
        return
    if said is None:
        yield not_expected("It discusses no unapproved use of a drug that a topic pack knows.")
    else:
        yield stated(said.locate())


def _discussed(analysis: Analysis, finder: TopicFinder) -> list[tuple[Topic, Use, str]]:
    """Return the unapproved uses that a text is about, those that most sentences name first, with its words for them."""
    counts: dict[tuple[str, str], int] = {}
    uses: dict[tuple[str, str], tuple[Topic, Use, str]] = {}
    for sentence in own_sentences(analysis):
        folded = sentence.folded
        drugs = finder.drugs(folded)
        if not drugs or _WORDING.says(folded, "harms", ""):
            continue
        heading = sentence.block.kind == "heading"
        for drug in drugs:
            if finder.names_other(drug.topic, folded):
                continue
            for mention in finder.uses(drug, folded):
                if drug.start < mention.end and mention.start < drug.end:
                    continue
                key = (drug.topic.id, mention.use.condition)
                if mention.use.approved:
                    continue
                counts[key] = counts.get(key, 0) + (_SENTENCES if heading else 1)
                uses.setdefault(key, (drug.topic, mention.use, sentence.text[mention.start : mention.end]))
    found = sorted((key for key in counts if counts[key] >= _SENTENCES), key=lambda key: -counts[key])
    return [uses[key] for key in found]


def _disclosure(analysis: Analysis, finder: TopicFinder, topic: Topic, use: Use) -> Sentence | None:
    """Return the sentence that tells how a use stands, of the drug or of none in particular."""
    for sentence in own_sentences(analysis):
        folded = sentence.folded
        if not _WORDING.says(folded):
            continue
        named = finder.drugs(folded)
        if named and not any(drug.topic is topic for drug in named):
            continue
        mentions = [mention.use for drug in named if drug.topic is topic for mention in finder.uses(drug, folded)]
        unapproved = [one for one in mentions if not one.approved]
        if not unapproved or use in unapproved:
            return sentence
    return None
