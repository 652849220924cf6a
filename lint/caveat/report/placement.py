"""From a span of source back to the words of the blocks it covers: the inverse of `Prose.locate`."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caveat.document import Document, Segment, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of one block's prose; `block` is the block's index."""

    block: int
    start: int
    end: int


class Placement:
    """Finds the words that spans of a document's source were read as."""

    def __init__(self, document: Document) -> None:
        """Order the document's segments by where they stand in the source."""
        entries = [
            (segment.source_start, segment.source_end, block.index, segment)
            for block in document.blocks
            for segment in block.prose.segments
        ]
        entries.sort(key=lambda entry: entry[:3])
        self._entries = entries
        self._starts = [entry[0] for entry in entries]
        # The furthest end up to each entry tells where a search to the left may stop.
        self._reach = list(accumulate((entry[1] for entry in entries), max))

    def of(self, span: Span) -> tuple[Stretch, ...]:
        """Return the shortest stretches of prose, one a block in reading order, that hold all words read from the span.

        Markup inside the span belongs to no stretch. A span without words in it, such as a footnote's mark or a
        comment, has none.
        """
        found: dict[int, tuple[int, int]] = {}
        position = bisect_right(self._starts, span.end - 1) if span.end > span.start else 0
        while position > 0 and self._reach[position - 1] > span.start:
            position -= 1
            _, source_end, block, segment = self._entries[position]
            if source_end <= span.start:
                continue
            start, end = _within(segment, span)
            if block in found:
                low, high = found[block]
                start, end = min(start, low), max(end, high)
            found[block] = (start, end)
        return tuple(Stretch(block, start, end) for block, (start, end) in sorted(found.items()))


def _within(segment: Segment, span: Span) -> tuple[int, int]:
    if segment.end - segment.start != segment.source_end - segment.source_start:
        return segment.start, segment.end
    shift = segment.start - segment.source_start
    return max(segment.source_start, span.start) + shift, min(segment.source_end, span.end) + shift
