"""Whether a text sets out to win its readers for a treatment: by a seller's words, or by one bare claim after another.

On 687 pages of public bodies none reached either number of claims; clinic pages reach them in their first paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis

_PLAIN: Final = 4
_MANY_PLAIN: Final = 4
_MANY_ABSOLUTE: Final = 2


def persuades(analysis: Analysis) -> bool:
    """Say whether a document sells a treatment or makes several claims for one without any qualification."""
    if analysis.subjects.plainly_promotional:
        return True
    if not analysis.subjects.sells_treatment:
        return False
    bare = [
        claim
        for claim in analysis.claims
        if claim.subject == "treatment" and claim.assertion in {"asserted", "presupposed"} and claim.strength >= _PLAIN
    ]
    return len(bare) >= _MANY_PLAIN or sum(claim.strength > _PLAIN for claim in bare) >= _MANY_ABSOLUTE
