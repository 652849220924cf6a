"""All claims of a document, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.claims.anaphora import denied_again
from caveat.analysis.claims.answer import answers
from caveat.analysis.claims.cure import cure_claims
from caveat.analysis.claims.effect import effect_claims
from caveat.analysis.claims.harm import harmlessness_claims
from caveat.analysis.claims.idiom import idioms
from caveat.analysis.claims.passage import Passage
from caveat.analysis.claims.promise import promises
from caveat.analysis.claims.prospect import prospects
from caveat.analysis.claims.safety import safety_claims
from caveat.analysis.claims.slogan import slogans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim

_READINGS = (
    answers,
    safety_claims,
    harmlessness_claims,
    denied_again,
    slogans,
    idioms,
    effect_claims,
    cure_claims,
    promises,
    prospects,
)


def find_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a document in text order; sentences without a trigger are not looked at."""
    for sentence in analysis.sentences:
        if sentence.index not in analysis.triggered or sentence.block.kind == "alt":
            continue
        parsed = analysis.parse_of(sentence)
        if parsed is None or not parsed.tokens:
            continue
        passage = Passage(analysis, analysis.subjects, sentence, parsed)
        found = sorted(
            (claim for reading in _READINGS for claim in reading(passage)), key=lambda claim: (claim.start, claim.end)
        )
        seen: set[tuple[str, int]] = set()
        for claim in found:
            if (claim.kind, claim.start) not in seen:
                seen.add((claim.kind, claim.start))
                yield claim
