"""What every form of the ledger says of a claim, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caveat.engine.finding import ClaimSource, LedgerClaim

COLUMNS: Final = (
    *("path", "line", "column", "claim", "kind", "about", "assertion", "strength", "qualifier", "sources", "status"),
    "findings",
)
"""The columns of a table of claims."""

STRENGTHS: Final = ("denied", "association", "hedged", "limited", "plain", "absolute")
"""What each strength, 0 to 5, means."""

STEPS: Final = {
    "Q0": "none",
    "Q1": "hollow",
    "Q2": "hedge or quantity",
    "Q3": "condition",
    "Q4": "evidence",
    "Q5": "evidence and its limits",
}
"""What each step of the qualifier ladder means."""


def row_of(claim: LedgerClaim) -> tuple[str | int, ...]:
    """Return the cells of a claim, in the order of the columns."""
    return (
        claim.path,
        claim.start.line,
        claim.start.column,
        claim.quote,
        claim.kind,
        claim.about,
        claim.assertion,
        claim.strength,
        claim.qualifier,
        sources_text(claim.sources),
        claim.status,
        ", ".join(claim.findings),
    )


def sources_text(sources: Sequence[ClaimSource]) -> str:
    """Return the sources of a claim in one line: their words, and where they lead when the words do not say it."""
    return "; ".join(
        one.text if not one.target or one.target == one.text else f"{one.text} ({one.target})".strip()
        for one in sources
    )


def totals(claims: Iterable[LedgerClaim]) -> dict[str, int]:
    """Return how many claims have each status."""
    counts = {"flagged": 0, "unsourced": 0, "sourced": 0}
    for claim in claims:
        counts[claim.status] += 1
    return counts
