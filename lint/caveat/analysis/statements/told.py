"""Claims told by words alone, in sentences that need no parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.statements.gain import gain_claims
from caveat.analysis.statements.headline import headline_claims
from caveat.analysis.statements.leap import leap_claims
from caveat.analysis.statements.phrasing import phrased_claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim

_READINGS = (phrased_claims, leap_claims, headline_claims, gain_claims)


def told_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a document that its words tell without its grammar, one way of telling after the other."""
    for reading in _READINGS:
        yield from reading(analysis)
