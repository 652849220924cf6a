"""All claims of a document, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.claims.anaphora import denied_again
from caveat.analysis.claims.answer import answers, may_answer
from caveat.analysis.claims.causation import CAUSATION
from caveat.analysis.claims.comparison import COMPARISON
from caveat.analysis.claims.construction import Construction, Fault
from caveat.analysis.claims.cure import cure_claims
from caveat.analysis.claims.discouragement import DISCOURAGEMENT
from caveat.analysis.claims.duration import DURATION
from caveat.analysis.claims.effect import effect_claims
from caveat.analysis.claims.harm import harmlessness_claims
from caveat.analysis.claims.hollow import HOLLOW, HOLLOW_WHERE_SOLD
from caveat.analysis.claims.hype import HYPE
from caveat.analysis.claims.idiom import idioms
from caveat.analysis.claims.mechanism import MECHANISM
from caveat.analysis.claims.mild_harm import MILD_HARM
from caveat.analysis.claims.natural import NATURAL
from caveat.analysis.claims.passage import Passage
from caveat.analysis.claims.promise import promises
from caveat.analysis.claims.proof import PROOF
from caveat.analysis.claims.prospect import prospects
from caveat.analysis.claims.safety import safety_claims
from caveat.analysis.claims.set_phrase import may_hold_phrase, may_hold_sold_phrase, set_phrases
from caveat.analysis.claims.slogan import slogans
from caveat.analysis.claims.speed import SPEED
from caveat.analysis.claims.superlative import SUPERLATIVE
from caveat.analysis.claims.universal import UNIVERSAL
from caveat.analysis.claims.words import has_trigger, may_sell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.sentence import Sentence

CONSTRUCTIONS: tuple[Construction, ...] = (
    COMPARISON,
    SUPERLATIVE,
    PROOF,
    SPEED,
    DURATION,
    MILD_HARM,
    UNIVERSAL,
    NATURAL,
    HYPE,
    MECHANISM,
    CAUSATION,
    DISCOURAGEMENT,
    HOLLOW,
    HOLLOW_WHERE_SOLD,
)
"""The ways of claiming that say themselves which sentences may hold them."""

_READINGS = (
    answers,
    safety_claims,
    harmlessness_claims,
    denied_again,
    slogans,
    idioms,
    set_phrases,
    effect_claims,
    cure_claims,
    promises,
    prospects,
)


def _first_readings(passage: Passage) -> Iterator[Claim]:
    for reading in _READINGS:
        yield from reading(passage)


def _may_hold_first(folded: str) -> bool:
    return has_trigger(folded) or may_hold_phrase(folded)


_FIRST = Construction(_may_hold_first, _first_readings)


def constructions_in(
    sentence: Sentence, previous: Sentence | None, analysis: Analysis, *, promotional: bool
) -> tuple[Construction, ...]:
    """Return the ways of claiming that a sentence may hold; `promotional` says whether the document sells something."""
    folded = sentence.folded
    found = [
        construction
        for construction in CONSTRUCTIONS
        if (construction.within is None or sentence.index in construction.within(analysis))
        and construction.may_hold(folded)
    ]
    if (
        _FIRST.may_hold(folded)
        or (promotional and (may_sell(folded) or may_hold_sold_phrase(folded)))
        or (previous is not None and may_answer(previous.folded, folded))
    ):
        found.insert(0, _FIRST)
    return tuple(found)


def find_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a document in text order; sentences without a trigger are not looked at."""
    for sentence in analysis.sentences:
        if sentence.index not in analysis.triggered or sentence.block.kind == "alt":
            continue
        constructions = analysis.triggered[sentence.index]
        parsed = analysis.parse_of(sentence)
        if parsed is None or not parsed.tokens:
            continue
        passage = Passage(analysis, analysis.subjects, sentence, parsed)
        found: list[Claim] = []
        for construction in constructions:
            try:
                found += construction.read(passage)
            except Exception as error:  # noqa: BLE001 - one way of claiming must not hide what the others find
                analysis.faults.append(Fault(sentence, error))
        found.sort(key=lambda claim: (claim.start, claim.end))
        seen: set[tuple[str, int]] = set()
        for claim in found:
            if (claim.kind, claim.start) not in seen:
                seen.add((claim.kind, claim.start))
                yield claim


def with_phrased(found: Iterable[Claim], phrased: Iterable[Claim]) -> Iterator[Claim]:
    """Yield the claims that grammar found, and those told by their phrasing where grammar found none of the kind."""
    claims = list(found)
    taken: dict[tuple[int, str], list[Claim]] = {}
    for claim in claims:
        taken.setdefault((claim.sentence.index, claim.kind), []).append(claim)
    claims += [
        claim
        for claim in phrased
        if all(
            claim.end <= other.start or other.end <= claim.start
            for other in taken.get((claim.sentence.index, claim.kind), ())
        )
    ]
    yield from sorted(claims, key=lambda claim: (claim.sentence.index, claim.start, claim.end))
