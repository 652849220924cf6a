"""Findings and claims as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from caveat.report import overview
from caveat.report.advice import address_of
from caveat.report.findings.rows import COLUMNS, STATES, problem_row, row_of
from caveat.report.ledger.workbook import add_claims, key_lines
from caveat.report.workbook import Cell, Column, Workbook

if TYPE_CHECKING:
    from caveat.engine.finding import LedgerClaim, Report
    from caveat.rule import Rule

_WIDTHS: Final = (28, 6, 7, 10, 32, 13, 34, 60, 60, 40, 13, 44, 30)
_WRAPPED: Final = ("words", "message", "advice", "standard", "decision")
_FILLS: Final = {"error": "#F8D7DA", "warning": "#FFF3CD", "info": "#DDEBF7"}


def encode(report: Report, claims: Sequence[LedgerClaim], rules: Mapping[str, Rule]) -> bytes:
    """Return a workbook with a sheet of findings, a sheet of claims and a key to the terms.

    A rule leads to the first source that its page names on the web, the sources of a claim to the first of them.
    """
    book = Workbook("Findings and claims")
    columns = [Column(name, width, name in _WRAPPED) for name, width in zip(COLUMNS, _WIDTHS, strict=True)]
    book.table("Findings", columns, list(_rows(report, rules)))
    add_claims(book, claims)
    counts = overview.by_severity(overview.counted(report.findings))
    book.key(
        [
            ("Findings", ""),
            *((name, f"{count:,}") for name, count in counts.items()),
            ("State", ""),
            *STATES.items(),
            ("Claims", ""),
            *key_lines(claims),
            ("Checked", ""),
            ("texts", overview.words_checked(report)),
            ("on", report.today),
            ("by", f"{report.tool.name} {report.tool.version}"),
        ]
    )
    return book.close()


def _rows(report: Report, rules: Mapping[str, Rule]) -> Iterator[list[str | int | Cell]]:
    failures = overview.failures(report.problems)
    for problem in report.problems:
        yield _styled(problem_row(problem, fails=problem in failures), "")
    for finding in report.findings:
        yield _styled(row_of(finding, rules), address_of(finding.rule, rules))


def _styled(row: Sequence[str | int], address: str) -> list[str | int | Cell]:
    cells: list[str | int | Cell] = list(row)
    severity = str(row[COLUMNS.index("severity")])
    cells[COLUMNS.index("severity")] = Cell(severity, fill=_FILLS[severity])
    cells[COLUMNS.index("rule")] = Cell(row[COLUMNS.index("rule")], address=address)
    return cells
