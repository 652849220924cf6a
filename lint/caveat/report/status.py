"""Where the review of each piece stands, for people and for programs."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from caveat.engine.decisions import needs_decision
from caveat.engine.finding import DecisionState, Problem, ReviewState, signature
from caveat.report import overview
from caveat.report.columns import filled
from caveat.report.paint import Paint, painter
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.engine.finding import DocumentSummary, Finding, Report
    from caveat.rule import Severity

PieceState = Literal[ReviewState, "never"]
STATES: tuple[PieceState, ...] = (*get_args(ReviewState), "never")

_TONES: dict[PieceState, str] = {
    "signed": "good",
    "open": "warning",
    "stale": "warning",
    "expired": "warning",
    "never": "dim",
}
# From this many days before its end on, a reader is told that a sign-off will expire.
_SOON = 30


@dataclass(frozen=True, slots=True)
class PieceDecision:
    """A decision on a finding of a piece, and the finding."""

    state: DecisionState
    rule: str
    line: int
    column: int
    quote: str
    fingerprint: str
    reason: str
    by: str
    credential: str
    date: str
    until: str | None


@dataclass(frozen=True, slots=True)
class PieceStatus:
    """Where the review of a piece stands; `by` to `until` are of its last sign-off."""

    path: str
    id: str | None
    title: str
    content: str
    state: PieceState
    undecided: int
    changes: int
    accepted: int
    by: str
    credential: str
    date: str | None
    until: str | None
    why: str
    decisions: tuple[PieceDecision, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """Where the reviews of all pieces stand."""

    version: int
    today: str
    pieces: tuple[PieceStatus, ...]
    problems: tuple[Problem, ...]
    summary: dict[str, int]


def status_of(report: Report, needs: Severity) -> Status:
    """Return where the reviews of a report's documents stand; findings below `needs` wait for nobody."""
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    pieces = tuple(_piece(document, by_path.get(document.path, []), needs) for document in report.documents)
    counts = Counter(piece.state for piece in pieces)
    return Status(1, report.today, pieces, report.problems, {state: counts[state] for state in STATES})


def encode(status: Status) -> str:
    """Return the status as indented JSON with a final newline."""
    return encodable(msgspec.json.format(msgspec.json.encode(status, order="deterministic"), indent=2).decode()) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the status."""
    schemas, components = msgspec.json.schema_components((Status,), ref_template="#/$defs/{name}")
    components["Status"]["properties"]["version"] = {"const": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Caveat status, version 1",
        **schemas[0],
        "$defs": {name: components[name] for name in sorted(components)},
    }


def render(status: Status, *, color: bool, width: int, verbose: bool = False) -> str:
    """Return the status as text: a line or two for each piece, and each decision when `verbose`."""
    paint = painter(color=color)
    lines = [line for piece in status.pieces for line in _lines(piece, status, paint, width, verbose=verbose)]
    total = ", ".join(f"{status.summary[state]:,} {_word(state)}" for state in STATES if status.summary[state])
    lines += ["", f"{overview.amount(len(status.pieces), 'piece')}: {total}."] if status.pieces else []
    for problem in status.problems:
        lines += filled(visible(f"{problem.path}: {problem.message} ({problem.kind})"), width, "  ", "")
    return "\n".join(lines) + "\n"


def _piece(document: DocumentSummary, findings: list[Finding], needs: Severity) -> PieceStatus:
    review = document.review
    undecided = sum(needs_decision(finding, needs) for finding in findings)
    return PieceStatus(
        path=document.path,
        id=document.id,
        title=document.title,
        content=document.content,
        state="never" if review is None else review.state,
        undecided=undecided if review is None else review.undecided,
        changes=0 if review is None else review.changes,
        accepted=0 if review is None else review.accepted,
        by="" if review is None else review.by,
        credential="" if review is None else review.credential,
        date=None if review is None else review.date,
        until=None if review is None else review.until,
        why=("nobody has reviewed it" + (f"; {overview.amount(undecided, 'finding')} to decide" if undecided else ""))
        if review is None
        else review.why,
        decisions=tuple(_decision(finding) for finding in findings if finding.decision is not None),
    )


def _decision(finding: Finding) -> PieceDecision:
    made = finding.decision
    if made is None:
        raise ValueError("no decision")
    return PieceDecision(
        made.state,
        finding.rule,
        finding.start.line,
        finding.start.column,
        finding.quote,
        finding.fingerprint,
        made.reason,
        made.by,
        made.credential,
        made.date,
        made.until,
    )


def _lines(piece: PieceStatus, status: Status, paint: Paint, width: int, *, verbose: bool) -> Iterator[str]:
    said = piece.why
    if piece.state == "signed":
        said = f"by {signature(piece.by, piece.credential)} on {piece.date}, until {piece.until}"
        if piece.accepted:
            said += f", with {overview.amount(piece.accepted, 'accepted risk')}"
        left = (datetime.date.fromisoformat(piece.until or "") - datetime.date.fromisoformat(status.today)).days
        if left <= _SOON:
            said += f"; {'its last day is today' if left == 0 else overview.amount(left, 'day') + ' left'}"
    yield f"{paint(visible(piece.path), 'bold')}  {paint(_word(piece.state), _TONES[piece.state])}"
    yield from filled(visible(f"{said[:1].upper()}{said[1:]}."), width, "  ")
    for one in piece.decisions if verbose else ():
        quote = f" “{one.quote}”" if one.quote else ""
        yield from filled(visible(f"{piece.path}:{one.line}:{one.column} {one.rule}{quote}"), width, "      ", "    ")
        yield from filled(visible(overview.decision_text(one)), width, "      ")


def _word(state: PieceState) -> str:
    return "never reviewed" if state == "never" else state
