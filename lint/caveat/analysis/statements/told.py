"""Claims told by words alone, in sentences that need no parse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from caveat.analysis.statements.gain import gain_claims
from caveat.analysis.statements.headline import headline_claims
from caveat.analysis.statements.leap import leap_claims
from caveat.analysis.statements.phrasing import phrased_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.statements.weigh import Weighed

_READINGS = (phrased_claims, leap_claims, gain_claims)


def told_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a document that its words tell without its grammar: its headline's, then by sentence."""
    yield from headline_claims(analysis)
    for weighed in analysis.weighed:
        given = (weighed.points, weighed.held)
        yield from analysis.recall.claims("words", weighed.sentence, given, partial(_told, weighed, analysis))


def _told(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    for reading in _READINGS:
        yield from reading(weighed, analysis)
