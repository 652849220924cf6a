"""Flags a text that has no date."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.document import Span
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule


@rule(documents, message="There is no date.", severity="warning")
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Look for a year; of a piece, point to its article too."""
    if "2026" in reading.document.source.text:
        return
    related: tuple[RelatedPlace, ...] = ()
    if reading.article is not None:
        related = (RelatedPlace(Span(2, 7), "the article", reading.article.document.path),)
    yield hit(None, related=related)
