"""Flags a text that ends on a benefit: nothing that a checklist lists."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule


@rule(documents, message="It ends on a benefit.", severity="info")
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Look at the end."""
    if reading.document.source.text.rstrip().endswith("helps."):
        yield hit(None)
