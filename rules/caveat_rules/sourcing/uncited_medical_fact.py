"""States facts about a disease, its causes, signs, course or frequency, in a section without a single source.

## Why it matters

Facts about a disease age too: definitions, causes and figures are revised. A reader who finds no source cannot tell how
old a fact is, and a reviewer has to look each one up again.

## What to write instead

One source for the section is enough: “CRPS usually affects one limb, most often after an injury [1].”

## What is not flagged

Sections with a citation, or with the publisher's “Source:” line; headings, questions, advice, personal stories, bare
definitions. One finding a section.

## Examples

```flagged
«Shingles causes a painful rash, usually on one side of the body.» It spreads by touch.
```

```flagged
# Gout

«Gout is caused by crystals of uric acid in a joint.» Attacks often begin at night.
```

```clean
Shingles causes a painful rash, usually on one side of the body ([NHS](https://www.nhs.uk/conditions/shingles/), 2024).
```

```clean
If your skin hurts and a rash appears, call the surgery. Is shingles catching? Ask the nurse.
```

## Precision

On 687 pages of public health bodies, hardly one of which cites its sources, it fired 1,217 times. Of 20 drawn at random,
14 stated facts about a disease, 3 were little more than definitions, and 3 were about tests or travel.

## Sources

- DISCERN, question 4: it is clear what sources of information were used to compile the publication. Read in the
  instrument (1998), http://www.discern.org.uk.
- Health On the Net Foundation, *HONcode*, principle 4, attribution. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import Claim
from caveat.library import Reading
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule


@dataclass(frozen=True, slots=True)
class Options:
    """Who may lean on an article's sources: `short_genres`."""

    short_genres: tuple[str, ...] = ("post", "sms", "script")


_FACTS = frozenset({"fact", "prevalence", "causation", "statistic", "duration", "mechanism"})
_LISTED = 10


@rule(
    documents,
    message="{count} about a disease in this section, and no source. One source for the section is enough.",
    severity="info",
    standard="DISCERN, question 4; HONcode principle 4",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first fact of each section that gives facts about a disease and no source."""
    analysis, document = reading.analysis, reading.document
    if document.front.text("references") == "exempt" or (
        document.genre in context.options.short_genres and reading.leans_on_article
    ):
        return
    cited = {id(document.section_of.get(citation.block)) for citation in analysis.citations.all}
    sections: dict[int, list[Claim]] = {}
    for claim in analysis.ledger:
        section = id(document.section_of.get(claim.sentence.block.index))
        if section not in cited and claim.kind in _FACTS and claim.subject == "condition" and not claim.sourced:
            sections.setdefault(section, []).append(claim)
    for claims in sections.values():
        first, *others = {claim.sentence.index: claim.sentence for claim in claims}.values()
        yield hit(
            first.locate(),
            related=tuple(RelatedPlace(one.locate(), "needs a source too", quote=one.text) for one in others[:_LISTED]),
            count="A statement" if not others else f"{len(others) + 1} statements",
        )
