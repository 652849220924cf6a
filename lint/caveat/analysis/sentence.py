"""A sentence and the way back to its block and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caveat.document import Block, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block: `start` and `end` are offsets into the block's prose, `index` counts in the document."""

    block: Block
    start: int
    end: int
    index: int

    @property
    def text(self) -> str:
        """The sentence's words, without markup."""
        return self.block.prose.text[self.start : self.end]

    @property
    def folded(self) -> str:
        """The sentence as term lists match it; see `caveat.document.fold`."""
        return self.block.prose.folded[self.start : self.end]

    def locate(self, start: int = 0, end: int | None = None) -> Span:
        """Return the source span of a stretch of this sentence, given in offsets from the sentence's start."""
        stop = self.end if end is None else self.start + end
        return self.block.prose.locate(self.start + start, stop)
