"""What a table of findings says of each, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from caveat.report import overview
from caveat.report.advice import advice_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.engine.finding import Finding, Problem
    from caveat.rule import Rule

COLUMNS: Final = (
    *("path", "line", "column", "severity", "rule", "family", "words", "message", "advice", "standard", "state"),
    *("decision", "fingerprint"),
)
"""The columns of a table of findings."""

STATES: Final = {
    "open": "it counts, and nobody has decided on it",
    "accepted": "a reviewer accepted the risk",
    "change-asked": "a reviewer asked for a change",
    "expired": "a reviewer's acceptance has run out",
    "reopened": "it has changed since a reviewer decided",
    "disputed": "two reviewers decided differently",
    "suppressed": "left out by the text or the configuration, with a reason",
    "unchecked": "the file could not be checked",
    "note": "how a file was read",
}
"""What each state means."""


def row_of(finding: Finding, rules: Mapping[str, Rule]) -> tuple[str | int, ...]:
    """Return the cells of a finding, in the order of the columns."""
    return (
        finding.path,
        finding.start.line,
        finding.start.column,
        finding.severity,
        finding.rule,
        finding.family,
        finding.quote,
        finding.message,
        advice_of(finding.rule, rules).instead,
        finding.standard or "",
        state_of(finding),
        _decided(finding),
        finding.fingerprint,
    )


def problem_row(problem: Problem, *, fails: bool) -> tuple[str | int, ...]:
    """Return the cells of a problem: a file that could not be checked has a row, so that it never looks clean."""
    state = "unchecked" if fails else "note"
    severity = "error" if fails else "info"
    kind = f"problem-{problem.kind}"
    return (problem.path, 1, 1, severity, kind, "caveat", "", problem.message, "", "", state, "", "")


def state_of(finding: Finding) -> str:
    """Return the word for where a finding stands."""
    if finding.decision is not None:
        return finding.decision.state
    return "open" if finding.suppressed is None else "suppressed"


def _decided(finding: Finding) -> str:
    if finding.decision is not None:
        return overview.decision_text(finding.decision)
    if finding.suppressed is None:
        return ""
    kept = finding.suppressed
    until = f", until {kept.until}" if kept.until else ""
    return f"Suppressed by {kept.by}{until}: {kept.reason}" if kept.by else f"Suppressed{until}: {kept.reason}"
