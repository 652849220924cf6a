"""Effects that a headline states: "Blueberry juice improves memory", with no word on in whom, or how it was found.

A headline is a heading at the top of a text, or a first line that stands by itself without a full stop. Its words are
read as they stand: it is seldom a sentence that a parser knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from caveat.analysis.claim import Claim
from caveat.analysis.claims.causation import worded_benefit
from caveat.analysis.statements.statement import about_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence

_FIRST: Final = 3
_LONGEST: Final = 18
_FULL_STOP: Final = compiled(r"[.!?:;][\"'\u201d\u2019)]*\s*$")
_OPEN: Final = compiled(
    r"\b(?:may|might|could|would|whether|if|not|no|never|how|why|what|when|who|possibl[ey]|likely|hopes?|to"
    r"|trial|trials|study|studies"
    r"|claims?|myths?|mice|mouse|rats?|animals?|cells?|model|some|linked|associated|tied|says?|guide|tips|ways"
    r"|treating|managing|about|help for)\b|n't\b|\?"
)
_EFFECTIVE: Final = compiled(
    r"^(?:[\w'-]+ ){1,6}?(?:(?:is|are|proves?|proven|found|shown) )?(?:\w+ly )?(?P<phrase>(?:effective"
    r"|efficacious|successful) (?:in|for|against|at) (?:\w+ing )?(?:[\w'-]+ ?){1,6})$"
)


def headline_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield what the headline of a document says that something does for people's health."""
    for sentence in analysis.sentences[:_FIRST]:
        if not _is_headline(sentence, analysis):
            continue
        found = _effect(sentence.folded)
        if found is not None:
            start, end = found
            about, subject = about_of(sentence, start, analysis)
            if subject == "condition" and not about:
                continue
            yield Claim(
                sentence=sentence,
                kind="efficacy",
                start=sentence.start + start,
                end=sentence.start + end,
                trigger=sentence.folded[start:end],
                form="effective",
                about=about,
                subject=subject,
                assertion="asserted",
                qualifiers=(),
                ladder=0,
                sourced=bool(analysis.citations.near(sentence)),
            )
            return


def _is_headline(sentence: Sentence, analysis: Analysis) -> bool:
    block = sentence.block
    if len(analysis.sentences_of(block)) != 1 or len(sentence.folded.split()) > _LONGEST:
        return False
    if block.kind == "heading":
        return True
    return block.kind == "paragraph" and _FULL_STOP.search(block.text) is None


def _effect(folded: str) -> tuple[int, int] | None:
    if _OPEN.search(folded.replace("treating", "")) is not None:
        return None
    effective = _EFFECTIVE.match(folded)
    if effective is not None:
        return effective.span("phrase")
    return None if _OPEN.search(folded) else worded_benefit(folded)
