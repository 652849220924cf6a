"""From a span of source to the words, block and sentence that stand there."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from caveat.document import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.analysis import Sentence
    from caveat.document import Block, Document


class Placing:
    """Finds what stands at a span of one document's source."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        """Take a document and its sentences."""
        self._document = document
        self._sentences = sentences

    @cached_property
    def _blocks(self) -> tuple[list[Block], list[int], list[int]]:
        """The blocks by where they begin, those beginnings, and the furthest end up to each."""
        blocks = sorted(self._document.blocks, key=lambda block: (block.span.start, -block.span.end, block.index))
        return (
            blocks,
            [block.span.start for block in blocks],
            list(accumulate((block.span.end for block in blocks), max)),
        )

    @cached_property
    def _by_block(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self._sentences:
            found.setdefault(sentence.block.index, []).append(sentence)
        return found

    def blocks_at(self, span: Span) -> list[Block]:
        """Return the blocks that share a character with a span, in the order of the source."""
        blocks, starts, reach = self._blocks
        found: list[Block] = []
        position = bisect_right(starts, max(span.end - 1, span.start))
        while position > 0 and reach[position - 1] > span.start:
            position -= 1
            if blocks[position].span.end > span.start:
                found.append(blocks[position])
        return found[::-1]

    def block_after(self, offset: int) -> Block | None:
        """Return the first block that begins at or after an offset."""
        blocks, starts, _ = self._blocks
        position = bisect_right(starts, offset - 1)
        return blocks[position] if position < len(blocks) else None

    def block_before(self, offset: int) -> Block | None:
        """Return the block that ends last at or before an offset."""
        ended = (block for block in self._document.blocks if block.span.end <= offset)
        return max(ended, key=lambda block: (block.span.end, block.span.start), default=None)

    def quote(self, span: Span) -> str:
        """Return the words that a span was read as, without markup; the source itself where no prose was read."""
        pieces = [text for block in self.blocks_at(span) if (text := _words(block, span))]
        if pieces:
            return " ".join(" ".join(pieces).split())
        return " ".join(span.of(self._document.source.text).split())

    def sentence(self, span: Span) -> str:
        """Return the sentence that a span begins in, or an empty text."""
        for block in self.blocks_at(span):
            offset = _offset(block, span)
            if offset is None:
                continue
            sentences = self._by_block.get(block.index, [])
            position = bisect_right(sentences, offset, key=lambda sentence: sentence.end)
            if position < len(sentences):
                return sentences[position].text
        return ""


def _words(block: Block, span: Span) -> str:
    """Return the part of a block's prose that was read from a span."""
    pieces: list[str] = []
    for segment in block.prose.segments:
        if segment.source_end <= span.start or segment.source_start >= span.end:
            continue
        start, end = segment.start, segment.end
        if end - start == segment.source_end - segment.source_start:
            start = segment.start + max(0, span.start - segment.source_start)
            end = segment.end - max(0, segment.source_end - span.end)
        pieces.append(block.prose.text[start:end])
    return "".join(pieces)


def _offset(block: Block, span: Span) -> int | None:
    """Return where in a block's prose a span begins, or None when it holds no word of it."""
    for segment in block.prose.segments:
        if segment.source_end > span.start and segment.source_start < max(span.end, span.start + 1):
            return segment.start + max(0, min(span.start - segment.source_start, segment.end - segment.start - 1))
    return None
