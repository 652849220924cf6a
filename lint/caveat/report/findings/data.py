"""The findings as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.report import overview, table
from caveat.report.findings.rows import COLUMNS, problem_row, row_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.engine.finding import Report
    from caveat.rule import Rule


def encode_csv(report: Report, rules: Mapping[str, Rule]) -> str:
    """Return the problems and the findings as CSV with a header, a line each; no cell is a formula."""
    failures = overview.failures(report.problems)
    rows = [problem_row(problem, fails=problem in failures) for problem in report.problems]
    rows += [row_of(finding, rules) for finding in report.findings]
    return table.encode(COLUMNS, rows)
