"""Excel workbooks of tables: filters, a header that stays, and cells that are text whatever they hold."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    import xlsxwriter

# What Excel takes in one cell, as an address, and as addresses in a sheet.
_LONGEST: Final = 32_000
_LONGEST_ADDRESS: Final = 2_000
_MOST_ADDRESSES: Final = 60_000
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in characters, and whether its text wraps."""

    name: str
    width: int
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a colour behind it, or one that leads to an address on the web."""

    value: str | int
    fill: str = ""
    address: str = ""


class Workbook:
    """A workbook in the making; the same tables give the same bytes."""

    def __init__(self, title: str) -> None:
        """Begin a workbook."""
        import xlsxwriter

        self._data = io.BytesIO()
        # No text of an article may become a formula or a link.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book: xlsxwriter.Workbook = xlsxwriter.Workbook(self._data, options)
        self._book.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7E6E6", "valign": "top"})
        self._formats: dict[tuple[str, bool, bool], Any] = {}

    def table(
        self, name: str, columns: Sequence[Column], rows: Sequence[Sequence[str | int | Cell]]
    ) -> xlsxwriter.worksheet.Worksheet:
        """Add a sheet with a header that stays in view and a filter on each column, and return it."""
        sheet = self._book.add_worksheet(name)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.name.capitalize(), self._head)
            sheet.set_column(number, number, column.width)
        addresses = 0
        for row, cells in enumerate(rows, 1):
            for number, given in enumerate(cells):
                cell = given if isinstance(given, Cell) else Cell(given)
                leads = cell.address.lower().startswith(_WEB) and len(cell.address) <= _LONGEST_ADDRESS
                leads = leads and bool(cell.value) and addresses < _MOST_ADDRESSES
                style = self._format(cell.fill, wrapped=columns[number].wrapped, leads=leads)
                if isinstance(cell.value, int):
                    sheet.write_number(row, number, cell.value, style)
                elif not cell.value:
                    sheet.write_blank(row, number, None, style)
                else:
                    text = visible(encodable(cell.value))[:_LONGEST]
                    if leads:
                        addresses += 1
                        sheet.write_url(row, number, visible(encodable(cell.address)), style)
                    # Over the address, which would be its own text.
                    sheet.write_string(row, number, text, style)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def key(self, lines: Iterable[tuple[str, str]]) -> None:
        """Add a sheet that says what words mean; a line without a right side is a heading."""
        sheet = self._book.add_worksheet("Key")
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 80)
        plain = self._format("", wrapped=False, leads=False)
        for number, (left, right) in enumerate(lines):
            sheet.write_string(number, 0, left, plain if right else self._head)
            sheet.write_string(number, 1, right, plain)

    def close(self) -> bytes:
        """Return the finished workbook."""
        self._book.close()
        return self._data.getvalue()

    def _format(self, fill: str, *, wrapped: bool, leads: bool) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        made = self._formats.get((fill, wrapped, leads))
        if made is None:
            look: dict[str, object] = {"valign": "top"}
            if fill:
                look["bg_color"] = fill
            if wrapped:
                look["text_wrap"] = True
            if leads:
                look |= {"font_color": "#0563C1", "underline": 1}
            made = self._formats[fill, wrapped, leads] = self._book.add_format(look)
        return made
