"""The sentence that a finding stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from caveat.analysis.sentences import split_sentences
from caveat.document import Span
from caveat.report.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Document
    from caveat.engine.finding import Finding


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of text, and the range of it that a finding is about."""

    text: str
    start: int
    end: int


class Excerpts:
    """Gives findings their sentences, reading one document at a time."""

    def __init__(self, documents: Callable[[str], Document | None]) -> None:
        """Keep the way to read documents; none is read before it is needed."""
        self._placed = lru_cache(maxsize=4)(lambda path: _placed(documents(path)))

    def of(self, finding: Finding) -> Excerpt | None:
        """Return the sentence that the finding's words stand in, without markup.

        What stands outside the running text, such as front matter, is shown as its line of the source.
        A finding on the whole document has no excerpt, and its quote is all there is when the text cannot be read.
        """
        if finding.scope == "document":
            return None
        document, placement = self._placed(finding.path)
        if document is None or placement is None:
            return Excerpt(finding.quote, 0, len(finding.quote)) if finding.quote else None
        span = Span(finding.start.offset, finding.end.offset)
        stretches = placement.of(span)
        if not stretches:
            return _line(document, span)
        stretch = stretches[0]
        text = document.blocks[stretch.block].text
        around = [(start, end) for start, end in split_sentences(text) if start < stretch.end and stretch.start < end]
        low = min([stretch.start, *(start for start, _ in around)])
        high = max([stretch.end, *(end for _, end in around)])
        return Excerpt(text[low:high], stretch.start - low, stretch.end - low)


def _placed(document: Document | None) -> tuple[Document | None, Placement | None]:
    return document, None if document is None else Placement(document)


def _line(document: Document, span: Span) -> Excerpt | None:
    starts, text = document.source.line_starts, document.source.text
    if span.end > len(text):
        return None
    line = document.source.place(span.start).line
    low = starts[line - 1]
    high = starts[line] if line < len(starts) else len(text)
    words = text[low:high].rstrip()
    if not words:
        return None
    return Excerpt(words, min(span.start - low, len(words)), min(span.end - low, len(words)))
