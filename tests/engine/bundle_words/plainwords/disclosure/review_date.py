"""Asks for a date of review; flags one that is long past."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule


@rule(documents, message="No date of review.", severity="warning", genres=("article",))
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Look for "reviewed"."""
    found = [block for block in reading.document.blocks if "reviewed" in block.prose.folded]
    if not found:
        yield hit(None)
    for block in found:
        if "1999" in block.text:
            yield hit(block.span)
