"""The report as Checkstyle's XML, version 4.3, which many build servers and editors read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.engine.finding import NOTES
from caveat.report.overview import counted
from caveat.report.xml import attribute

if TYPE_CHECKING:
    from caveat.engine.finding import Finding, Problem, Report


def encode(report: Report) -> str:
    """Return a `file` for each document, an `error` in it for each finding that counts and for each problem."""
    files: dict[str, list[str]] = {document.path: [] for document in report.documents}
    for problem in report.problems:
        files.setdefault(problem.path, []).append(_problem(problem))
    for finding in counted(report.findings):
        files.setdefault(finding.path, []).append(_finding(finding))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    for path in sorted(files):
        lines += [f'  <file name="{attribute(path)}">', *files[path], "  </file>"]
    return "\n".join([*lines, "</checkstyle>"]) + "\n"


def _finding(finding: Finding) -> str:
    column = "" if finding.scope == "document" else f' column="{finding.start.column}"'
    return (
        f'    <error line="{finding.start.line}"{column} severity="{finding.severity}" '
        f'message="{attribute(finding.message)}" source="caveat.{attribute(finding.rule)}"/>'
    )


def _problem(problem: Problem) -> str:
    severity = "info" if problem.kind in NOTES else "error"
    return (
        f'    <error line="1" severity="{severity}" message="{attribute(problem.message)}" '
        f'source="caveat.problem.{attribute(problem.kind)}"/>'
    )
