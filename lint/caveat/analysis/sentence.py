"""A sentence and the way back to its block and source."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field
from typing import TYPE_CHECKING

from caveat.terms import SearchText

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Block, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one block: `start` and `end` are offsets into the block's prose, `index` counts in the document.

    `folded` is the sentence as term lists match it; see `caveat.document.fold`.
    """

    block: Block
    start: int
    end: int
    index: int
    folded: SearchText = field(init=False, repr=False, compare=False)
    kept: InitVar[Callable[[str], SearchText] | None] = None
    """Where to find words that were looked at before."""

    def __post_init__(self, kept: Callable[[str], SearchText] | None) -> None:
        """Fold the sentence's words."""
        folded = self.block.prose.folded[self.start : self.end]
        object.__setattr__(self, "folded", SearchText(folded) if kept is None else kept(folded))

    @property
    def text(self) -> str:
        """The sentence's words, without markup."""
        return self.block.prose.text[self.start : self.end]

    def locate(self, start: int = 0, end: int | None = None) -> Span:
        """Return the source span of a stretch of this sentence, given in offsets from the sentence's start."""
        stop = self.end if end is None else self.start + end
        return self.block.prose.locate(self.start + start, stop)
