"""The ledger for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from caveat.report.columns import filled
from caveat.report.ledger.rows import STEPS, STRENGTHS, totals
from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.engine.finding import ClaimSource, LedgerClaim, Problem

_STYLES = {"flagged": "1;31", "unsourced": "1;33", "sourced": "32", "bold": "1", "dim": "2"}
_INDENT = "    "


def render(claims: Sequence[LedgerClaim], problems: Sequence[Problem], *, color: bool, width: int) -> str:
    """Return the claims of each document under its path, then how many there are."""
    lines: list[str] = []
    path: str | None = None
    for claim in claims:
        if claim.path != path:
            lines += [*([""] if lines else []), _painted(visible(claim.path), "bold", color=color)]
            path = claim.path
        lines += _claim(claim, color=color, width=width)
    lines += [*([""] if lines else []), _summary(claims)]
    lines += [visible(f"{problem.path}: {problem.message}") for problem in problems]
    return "\n".join(lines) + "\n"


def _claim(claim: LedgerClaim, *, color: bool, width: int) -> Iterator[str]:
    status = _painted(f"{claim.status:<9}", claim.status, color=color)
    place = f"{claim.start.line}:{claim.start.column}"
    first, *rest = filled(f"“{visible(claim.quote)}”", max(40, width - 20), "")
    yield f"  {place:>7}  {status}  {first}"
    yield from (f"{'':22}{line}" for line in rest)
    about = f" about {visible(claim.about)}" if claim.about else ""
    step = "" if claim.qualifier == "Q0" else f", qualified: {STEPS[claim.qualifier]} ({claim.qualifier})"
    says = "" if claim.assertion in {"asserted", "negated"} else f", {claim.assertion}"
    detail = f"{claim.kind}{about}, {STRENGTHS[claim.strength]}{says}{step}"
    notes = [detail, *(f"source: {visible(_source(source))}" for source in claim.sources)]
    if claim.findings:
        notes.append(f"findings: {', '.join(claim.findings)}")
    for note in notes:
        for line in filled(note, max(40, width - 22), ""):
            yield f"{'':22}{_painted(line, 'dim', color=color)}"


def _source(source: ClaimSource) -> str:
    host = urlsplit(source.target).hostname if source.target else None
    return f"{source.text} ({host.removeprefix('www.')})" if host else source.text


def _summary(claims: Sequence[LedgerClaim]) -> str:
    if not claims:
        return "No medical claims found."
    counts = totals(claims)
    with_source = sum(bool(claim.sources) for claim in claims if claim.status == "flagged")
    noun = "claim" if len(claims) == 1 else "claims"
    summary = (
        f"{len(claims):,} medical {noun}: {counts['flagged']:,} flagged, {counts['unsourced']:,} unsourced, "
        f"{counts['sourced']:,} sourced."
    )
    return f"{summary} Of the flagged, {with_source:,} with a source near." if with_source else summary


def _painted(text: str, style: str, *, color: bool) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color else text
