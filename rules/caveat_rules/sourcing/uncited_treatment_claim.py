"""States what a treatment does, for good or ill, with no source in or near the sentence.

## Why it matters

What a treatment does is what readers act on: they start it, stop it, pay for it. Without a source neither a reviewer nor
a reader can tell a finding from a hope.

## What to write instead

Say who found it, in whom and when, and link to it: “A 2021 review of nine small trials found a short-term improvement in
sleep [7].” One citation at the end of a paragraph covers the paragraph; one in the sentence that leads into a list
covers its items.

## What is not flagged

Sentences covered by a citation in the same or the next sentence, at the end of the paragraph, in the list's lead-in or
in a “Source:” line; instructions, arrangements, questions, prices, disclaimers, what is said to be unknown, feelings. A
paragraph or list is one finding, which names all its sentences. A short piece that derives from an article leans on the
article's sources; in a longer one the finding is for information. Where a rule on claims already stands on the words, this one is attached to it.

## Examples

```flagged
«The therapy improves sleep and mood.» Bring a warm layer.
```

```flagged
Sessions last an hour. «Acupuncture relieves chronic back pain.»
```

```clean
The therapy improved sleep in a [2021 review of nine trials](https://www.cochranelibrary.com/reviews/cd000000).
```

```clean
Ask your doctor whether acupuncture could help your back pain. We check your blood pressure before each session.
```

## Precision

On 687 pages of public health bodies, hardly one of which cites its sources, it fired 1,473 times. Of 20 drawn at random,
17 said what a treatment does and had no source, 2 were too vague to need one, and 1 was about the body's own insulin.
On invented pages that reviewers marked and that were held aside, 85 % of the statements that the ledger lists without a
source were marked so, and 86 % of those marked were listed. One number, where a statement begins to count, was chosen
with these figures in view.

## Sources

- Health On the Net Foundation, *HONcode*, principle 5, justifiability: claims on the benefit of a treatment are backed
  by evidence. Read in the principles, https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard.
- ABPI, *Code of Practice for the Pharmaceutical Industry 2024*, clause 6.2: claims are capable of substantiation. Read
  in the code.
- US Federal Trade Commission, *Health Products Compliance Guidance*, 2022: health claims need competent and reliable
  scientific evidence. Read in summaries by others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import OVERCLAIM, Claim
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule


@dataclass(frozen=True, slots=True)
class Options:
    """Who may lean on an article's sources: `short_genres`."""

    short_genres: tuple[str, ...] = ("post", "sms", "script")


_ALWAYS = frozenset(
    {"efficacy", "safety", "no-harm", "cure", "guarantee", "comparison", "proof", "speed", "natural", "mild-harm"}
)
_OF_TREATMENTS = frozenset(
    {
        "mechanism",
        "duration",
        "statistic",
        "causation",
        "regulatory",
        "recommendation",
        "universal",
        "superlative",
        "hype",
    }
)

_POINTS = compiled(r"\W*(?:it|this|these|they|both|its|such an? \w+|the (?:effects?|results?|benefits?|relief))\b")


@rule(
    documents,
    message="{count} {about} no source. Cite where this comes from, or leave it out.",
    severity="warning",
    standard="HONcode principle 5; ABPI Code 2024, clause 6.2",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag each paragraph or list whose statements about treatments have no source."""
    analysis = reading.analysis
    if reading.document.front.text("references") == "exempt":
        return
    if reading.document.genre in context.options.short_genres and reading.leans_on_article:
        return
    because = ""
    if analysis.citations.has_reference_list or analysis.citations.declared:
        because = "the text lists sources, but nothing ties one to these words"
    elif reading.leans_on_article:
        because = "the article that it leans on may hold the source"
    for claims in _paragraphs(reading):
        narrow = {claim.sentence.index for claim in claims if claim.form not in {"statement", "association"}}
        first = next((claim for claim in claims if claim.sentence.index not in narrow), claims[0])
        sentences = {claim.sentence.index: claim.sentence for claim in claims}
        others = [sentence for index, sentence in sentences.items() if index != first.sentence.index]
        yield hit(
            first.sentence.locate(),
            grade="lowered" if because else "normal",
            because=because,
            related=tuple(RelatedPlace(one.locate(), "needs a source too", quote=one.text) for one in others),
            count="This statement about a treatment"
            if not others
            else f"{len(sentences)} statements about treatments here",
            about="has" if not others else "have",
        )


def _paragraphs(reading: Reading) -> Iterator[list[Claim]]:
    """Yield the unsourced claims about treatments, those of one paragraph or of one list together."""
    key: tuple[str, int] | None = None
    group: list[Claim] = []
    for claim in reading.analysis.ledger:
        if claim.sourced or not _of_treatment(claim, reading):
            continue
        block = claim.sentence.block
        here = ("list", block.lead_in) if block.lead_in is not None else ("block", block.index)
        if here != key and group:
            yield group
            group = []
        key = here
        group.append(claim)
    if group:
        yield group


def _of_treatment(claim: Claim, reading: Reading) -> bool:
    """Say whether a claim says what a treatment does."""
    if claim.subject == "treatment":
        return claim.kind in _ALWAYS or claim.kind in _OF_TREATMENTS
    if claim.form not in {"statement", OVERCLAIM}:
        return claim.kind in _ALWAYS
    points = _POINTS.match(claim.sentence.folded) is not None
    return claim.kind in _ALWAYS and points and reading.analysis.subjects.treatment_nearby(claim.sentence)
