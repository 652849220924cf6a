"""Tells what article a piece has."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.document import Span
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule


@rule(documents, message="Derives from {title} as a {genre}.", severity="info", default=False)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Name the article."""
    if reading.article is not None:
        article = reading.article.document
        place = RelatedPlace(Span(2, 4), "here", article.path)
        yield hit(None, title=article.title, genre=reading.document.genre, related=(place,))
