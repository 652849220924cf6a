"""The ledger as an Excel workbook: one row a claim, and columns for what the editor decides."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from caveat.report.ledger.rows import COLUMNS, STEPS, STRENGTHS, row_of, totals
from caveat.report.overview import amount
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from caveat.engine.finding import LedgerClaim

_WIDTHS: Final = (28, 6, 7, 62, 13, 20, 11, 13, 21, 44, 11, 34)
_DECISIONS: Final = ("cite", "qualify", "reword", "delete", "keep")
_FILLS: Final = {"flagged": "#F8D7DA", "unsourced": "#FFF3CD", "sourced": "#D9EAD3"}
# What Excel takes in one cell.
_LONGEST: Final = 32_000


def encode(claims: Sequence[LedgerClaim]) -> bytes:
    """Return the workbook: a sheet of claims with a filter, a decision and a note each, and a key to the terms."""
    import xlsxwriter

    data = io.BytesIO()
    # No text of an article may become a formula or a link; without dates, the same claims give the same bytes.
    book = xlsxwriter.Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    from datetime import UTC, datetime

    book.set_properties({"title": "Ledger of claims", "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7E6E6", "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top"})
    fills = {status: book.add_format({"bg_color": color, "valign": "top"}) for status, color in _FILLS.items()}
    sheet = book.add_worksheet("Claims")
    columns = (*COLUMNS, "decision", "note")
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name.capitalize(), head)
    for column, width in enumerate((*_WIDTHS, 12, 40)):
        sheet.set_column(column, column, width)
    for number, claim in enumerate(claims, 1):
        for column, cell in enumerate(_cells(claim)):
            style = fills[claim.status] if COLUMNS[column] == "status" else wrapped if column in {3, 9, 11} else plain
            if isinstance(cell, int):
                sheet.write_number(number, column, cell, style)
            elif not cell:
                sheet.write_blank(number, column, None, style)
            else:
                sheet.write_string(number, column, visible(encodable(cell))[:_LONGEST], style)
    last = max(1, len(claims))
    sheet.data_validation(1, len(COLUMNS), last, len(COLUMNS), {"validate": "list", "source": list(_DECISIONS)})
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    key = book.add_worksheet("Key")
    key.set_column(0, 0, 14)
    key.set_column(1, 1, 80)
    lines = [("Status", ""), *((name, amount(count, "claim")) for name, count in totals(claims).items())]
    lines += [("Strength", ""), *((str(number), word) for number, word in enumerate(STRENGTHS))]
    lines += [("Qualifier", ""), *STEPS.items()]
    for number, (left, right) in enumerate(lines):
        key.write_string(number, 0, left, plain if right else head)
        key.write_string(number, 1, right, plain)
    book.close()
    return data.getvalue()


def _cells(claim: LedgerClaim) -> list[str | int]:
    """Return the cells of a claim, the scales with their words: they still sort by their first character."""
    cells = list(row_of(claim))
    cells[COLUMNS.index("strength")] = f"{claim.strength} {STRENGTHS[claim.strength]}"
    cells[COLUMNS.index("qualifier")] = f"{claim.qualifier} {STEPS[claim.qualifier]}"
    return cells
