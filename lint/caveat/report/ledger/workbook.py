"""The ledger as an Excel workbook: one row a claim, and columns for what the editor decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from caveat.report.ledger.rows import COLUMNS, STEPS, STRENGTHS, row_of, totals
from caveat.report.overview import amount
from caveat.report.workbook import Cell, Column, Workbook

if TYPE_CHECKING:
    from caveat.engine.finding import LedgerClaim

_WIDTHS: Final = (28, 6, 7, 62, 13, 20, 11, 13, 21, 44, 11, 34)
_WRAPPED: Final = ("claim", "sources", "findings")
_DECISIONS: Final = ("cite", "qualify", "reword", "delete", "keep")
_FILLS: Final = {"flagged": "#F8D7DA", "unsourced": "#FFF3CD", "sourced": "#D9EAD3"}


def encode(claims: Sequence[LedgerClaim]) -> bytes:
    """Return the workbook: a sheet of claims with a filter, a decision and a note each, and a key to the terms."""
    book = Workbook("Ledger of claims")
    add_claims(book, claims)
    book.key(key_lines(claims))
    return book.close()


def add_claims(book: Workbook, claims: Sequence[LedgerClaim]) -> None:
    """Add the sheet of claims; the sources of a claim lead to the first of them that is on the web."""
    columns = [
        *(Column(name, width, name in _WRAPPED) for name, width in zip(COLUMNS, _WIDTHS, strict=True)),
        Column("decision", 12),
        Column("note", 40),
    ]
    sheet = book.table("Claims", columns, [_cells(claim) for claim in claims])
    place = len(COLUMNS)
    sheet.data_validation(1, place, max(1, len(claims)), place, {"validate": "list", "source": list(_DECISIONS)})


def key_lines(claims: Sequence[LedgerClaim]) -> Iterator[tuple[str, str]]:
    """Yield what the words of the sheet of claims mean, and how many claims have each status."""
    yield ("Status", "")
    yield from ((name, amount(count, "claim")) for name, count in totals(claims).items())
    yield ("Strength", "")
    yield from ((str(number), word) for number, word in enumerate(STRENGTHS))
    yield ("Qualifier", "")
    yield from STEPS.items()


def _cells(claim: LedgerClaim) -> list[str | int | Cell]:
    """Return the cells of a claim, the scales with their words: they still sort by their first character."""
    cells: list[str | int | Cell] = list(row_of(claim))
    cells[COLUMNS.index("strength")] = f"{claim.strength} {STRENGTHS[claim.strength]}"
    cells[COLUMNS.index("qualifier")] = f"{claim.qualifier} {STEPS[claim.qualifier]}"
    cells[COLUMNS.index("status")] = Cell(claim.status, fill=_FILLS[claim.status])
    address = next((source.target for source in claim.sources if source.target), "")
    cells[COLUMNS.index("sources")] = Cell(str(cells[COLUMNS.index("sources")]), address=address)
    return cells
