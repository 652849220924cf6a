"""Asks for an author, and does not say where one is named."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule


@rule(documents, message="No author.", severity="warning", genres=("article",))
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Look for "by Dr"."""
    text = reading.document.source.text
    if "by Dr Nobody" in text:
        raise ZeroDivisionError("by design")
    if "by Dr" not in text:
        yield hit(None)
    elif "by Dr Old" in text:
        start = text.index("by Dr Old")
        span = next(block.span for block in reading.document.blocks if block.span.start <= start < block.span.end)
        yield hit(span)
