from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Block, Document, Segment


def _reads_as(text: str, source: str) -> bool:
    """Say whether source may read as prose: the same, an entity, an escape, or white space in place of white space."""
    if len(text) == len(source):
        return all(a == b or (a.isspace() and b.isspace()) for a, b in zip(text, source, strict=True))
    if text.isspace():
        return not unescape(source).strip() or source.startswith("<")
    # In a table, a bar that is itself escaped has two backslashes before it.
    return unescape(source) == text or (source[-1] == text and source[:-1] in ("\\", "\\\\"))


def _segment_faults(block: Block, segment: Segment, position: int, last: int, source: str) -> list[str]:
    faults = []
    text = block.text[segment.start : segment.end]
    raw = source[segment.source_start : segment.source_end]
    if segment.start != position or segment.end <= segment.start:
        faults.append(f"block {block.index}: prose not covered at {position}")
    if segment.source_start < last or not raw or segment.source_end > len(source):
        faults.append(f"block {block.index}: out of order at {segment}")
    if not _reads_as(text, raw):
        faults.append(f"block {block.index}: {text!r} is not {raw!r}")
    return faults


def _block_faults(block: Block, source: str) -> list[str]:
    faults = []
    position = 0
    last = 0
    for segment in block.prose.segments:
        faults += _segment_faults(block, segment, position, last, source)
        position, last = segment.end, segment.source_end
    if position != len(block.text) or not block.text.strip():
        faults.append(f"block {block.index}: prose ends uncovered, or there is none")
    if block.kind != "code" and (block.text != block.text.strip() or "  " in block.text or "\n" in block.text):
        faults.append(f"block {block.index}: white space is uneven in {block.text!r}")
    for inline in block.inlines:
        if not 0 <= inline.start <= inline.end <= len(block.text) or not block.span.covers(inline.span):
            faults.append(f"block {block.index}: {inline} lies outside")
        elif inline.start < inline.end:
            if inline.text != block.text[inline.start : inline.end]:
                faults.append(f"block {block.index}: {inline} has other words")
            if not inline.span.covers(block.prose.locate(inline.start, inline.end)):
                faults.append(f"block {block.index}: {inline} has words outside its span")
    return faults


@pytest.fixture(scope="session")
def misplaced() -> Callable[[Document], list[str]]:
    """Return a function that lists what in a document does not lead back to its source."""

    def check(document: Document) -> list[str]:
        faults = [
            f"block {block.index} at {place}" for place, block in enumerate(document.blocks) if block.index != place
        ]
        for block in document.blocks:
            faults += _block_faults(block, document.source.text)
        return faults

    return check
