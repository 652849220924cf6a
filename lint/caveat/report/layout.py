"""How the blocks of a document stand on the page: what marks a list item, and which cells make a row."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.document import Block, Document, Span

_MARKER = compiled(r"^[\s>|]*(?:(?:[-*+•◦▪–]|\d{1,9}[.)])\s+)*?(?P<marker>[-*+•◦▪–]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?$")
_LIST_ITEM = compiled(r"<(?:li|dt|dd)\b", re.IGNORECASE)
_LIST_TAG = compiled(r"<(?P<close>/?)(?P<name>ol|ul|dl|(?<!/)(?:li|dt|dd))\b[^>]*>", re.IGNORECASE)
_START = compiled(r"""\bstart\s*=\s*["']?(\d{1,6})""", re.IGNORECASE)
_ROW = compiled(r"<tr\b", re.IGNORECASE)
_CELL = compiled(r"<t[dh]\b", re.IGNORECASE)


def markers_of(document: Document) -> dict[int, str]:
    """Return what stands before each list item, by its block's index.

    That is a number, a bullet, or nothing before a further paragraph of an item.
    """
    items = [block for block in document.blocks if block.kind == "item"]
    if document.source.media == "docx":
        return {block.index: "•" for block in items}
    if document.source.media == "html":
        return _markers_of_page(document, items)
    return {block.index: _marker(document, block) for block in items}


def _markers_of_page(document: Document, items: Sequence[Block]) -> dict[int, str]:
    """Return the markers of a page's items, numbers for those of an ordered list."""
    opened: list[int | None] = []
    starts: list[int] = []
    numbers: list[int | None] = []
    for tag in _LIST_TAG.finditer(document.source.text) if items else ():
        name = tag["name"].lower()
        if name in {"li", "dt", "dd"}:
            if opened and opened[-1] is not None:
                opened[-1] += 1
            starts.append(tag.start())
            numbers.append(opened[-1] if opened and name == "li" else None)
        elif not tag["close"]:
            start = _START.search(tag[0])
            opened.append((int(start[1]) if start else 1) - 1 if name == "ol" else None)
        elif opened:
            opened.pop()
    found = {}
    for block in items:
        gap = _gap(document, block)
        number = bisect_left(starts, _words(block).start) - 1
        bullet = "•" if number < 0 or numbers[number] is None else f"{numbers[number]}."
        found[block.index] = bullet if _LIST_ITEM.search(gap) or not gap else ""
    return found


def _marker(document: Document, block: Block) -> str:
    words = _words(block).start
    start = document.source.line_starts[document.source.place(words).line - 1]
    if document.source.media == "pdf" and block.index:
        # A page is one line.
        start = max(start, _words(document.blocks[block.index - 1]).end)
    found = _MARKER.match(document.source.text[start:words])
    if found is None:
        return ""
    return found["marker"] if found["marker"][0].isdigit() else "•"


def tables_of(document: Document, cells: Sequence[Block]) -> Iterator[tuple[tuple[Block | None, ...], ...]]:
    """Yield the tables that cells in a row make up, as rows; None for empty cells, which are no blocks."""
    rows: list[list[Block | None]] = []
    for position, cell in enumerate(cells):
        gap = _gap(document, cell) if position else ""
        new_row, skipped = _step(document, gap)
        if position and new_row and "<table" in gap.lower():
            yield _squared(rows)
            rows = []
        if not rows or new_row:
            rows.append([])
        rows[-1] += [None] * skipped
        rows[-1].append(cell)
    yield _squared(rows)


def _gap(document: Document, block: Block) -> str:
    """Return the source between a block's words and those of the block before it."""
    end = _words(document.blocks[block.index - 1]).end if block.index else 0
    start = _words(block).start
    return document.source.text[end:start] if end <= start else ""


def _words(block: Block) -> Span:
    return block.prose.locate(0, len(block.prose.text)) if block.prose.segments else block.span


def _step(document: Document, gap: str) -> tuple[bool, int]:
    """Say whether a new row begins in the source between two cells, and how many empty cells it holds."""
    if document.source.media == "html":
        rows = list(_ROW.finditer(gap))
        tail = gap[rows[-1].start() :] if rows else gap
        return bool(rows), max(0, len(_CELL.findall(tail)) - 1)
    if "\n" in gap:
        tail = gap[gap.rindex("\n") :]
        return True, max(0, tail.count("|") - 1)
    return False, max(0, gap.count("|") - 1)


def _squared(rows: list[list[Block | None]]) -> tuple[tuple[Block | None, ...], ...]:
    width = max(map(len, rows), default=0)
    return tuple(tuple(row + [None] * (width - len(row))) for row in rows)
