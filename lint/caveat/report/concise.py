"""One line a finding, as editors and grep read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.report.overview import counted
from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.engine.finding import Report


def render(report: Report) -> str:
    """Return `path:line:column: severity rule message` for each finding, then one line for each problem."""
    lines = [
        f"{finding.path}:{finding.start.line}:{finding.start.column}: {finding.severity} {finding.rule} "
        f"{finding.message}"
        for finding in counted(report.findings)
    ]
    lines += [f"{problem.path}: problem {problem.kind} {problem.message}" for problem in report.problems]
    return "".join(visible(line) + "\n" for line in lines)
