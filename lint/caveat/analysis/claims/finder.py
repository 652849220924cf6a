"""All claims of a document, in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from caveat.analysis.claims.anaphora import denied_again
from caveat.analysis.claims.answer import answers, may_answer
from caveat.analysis.claims.causation import CAUSATION
from caveat.analysis.claims.comparison import COMPARISON
from caveat.analysis.claims.construction import Construction, Fault, of_treatment
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
from caveat.analysis.claims.trigger import may_claim, may_claim_effect, may_sell
from caveat.analysis.claims.universal import UNIVERSAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.recall import Recall
    from caveat.analysis.sentence import Sentence

_WAY = "grammar"
# Pronouns are looked up no further back than this.
_BACK = 4

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
    return may_claim(folded) or may_hold_phrase(folded)


def _may_hold_sold(folded: str) -> bool:
    return may_sell(folded) or may_hold_sold_phrase(folded)


_FIRST = Construction(_may_hold_first, _first_readings)

CONSTRUCTIONS: tuple[Construction, ...] = (
    _FIRST,
    Construction(may_claim_effect, _first_readings, of_treatment),
    Construction(_may_hold_sold, _first_readings, where_sold=True),
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
"""The ways of claiming, which say themselves which sentences may hold them; some read a sentence in the same way."""


def constructions_in(sentence: Sentence, previous: Sentence | None, analysis: Analysis) -> tuple[Construction, ...]:
    """Return the ways of claiming that a sentence may hold, of those that read it in the same way the first."""
    found: dict[object, Construction] = {}
    for construction in _held(sentence, previous, analysis):
        if construction.read not in found and (construction.within is None or construction.within(analysis, sentence)):
            found[construction.read] = construction
    return tuple(found.values())


def _held(sentence: Sentence, previous: Sentence | None, analysis: Analysis) -> tuple[Construction, ...]:
    """Return the ways of claiming that a sentence may hold by its words, from memory if they are there."""
    before = None if previous is None else str(previous.folded)
    promotional, memory = analysis.subjects.promotional, analysis.memory
    if memory is not None:
        memory.checkpoint()
    if memory is None or sentence.folded.found is None:
        return tuple(_held_by(sentence.folded, before, promotional=promotional))
    held = memory.triggers.get(key := (str(sentence.folded), before, promotional))
    if held is None:
        held = tuple(_held_by(sentence.folded, before, promotional=promotional))
        memory.triggers.put(key, held)
    return held


def _held_by(folded: str, before: str | None, *, promotional: bool) -> Iterator[Construction]:
    if before is not None and may_answer(before, folded):
        yield _FIRST
    for construction in CONSTRUCTIONS:
        if (promotional or not construction.where_sold) and construction.may_hold(folded):
            yield construction


def find_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a document in text order; sentences without a trigger are not looked at."""
    recall = analysis.recall
    for sentence in analysis.sentences:
        if sentence.index in analysis.triggered and sentence.block.kind != "alt":
            constructions = tuple(map(id, analysis.triggered[sentence.index]))
            yield from recall.claims(_WAY, sentence, constructions, partial(_read, sentence, analysis, recall))


def _read(sentence: Sentence, analysis: Analysis, recall: Recall) -> Iterator[Claim]:
    for index in range(max(0, sentence.index - _BACK), sentence.index):
        if (_WAY, index) in recall.recalled:
            recall.recalled.remove((_WAY, index))
            _mended(analysis.sentences[index], analysis)
    passage = _mended(sentence, analysis)
    if passage is None:
        return
    found: list[Claim] = []
    for construction in analysis.triggered[sentence.index]:
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


def _mended(sentence: Sentence, analysis: Analysis) -> Passage | None:
    """Return a sentence as constructions read it; later ones that look back at its parse find it set right."""
    parsed = analysis.parse_of(sentence)
    if parsed is None or not parsed.tokens:
        return None
    return Passage(analysis, analysis.subjects, sentence, parsed)


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
