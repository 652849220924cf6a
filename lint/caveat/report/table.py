"""Tables as CSV, with cells that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from caveat.report.visible import encodable, visible

# A spreadsheet takes a cell that begins with one of these for a formula; some take the wide forms as well.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def encode(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a header and the rows as CSV.

    What a spreadsheet would take for a formula begins with an apostrophe; hidden characters are written as escapes.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
    return written.getvalue()


def _inert(cell: str | int) -> str | int:
    if isinstance(cell, int):
        return cell
    shown = visible(encodable(cell))
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA_STARTS) else shown
