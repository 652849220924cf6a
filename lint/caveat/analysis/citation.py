"""References to a source that stand in a text, and what they cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CitationKind = Literal[
    "link", "footnote", "numbered", "author-year", "doi", "pmid", "pmcid", "trial", "named", "address", "isbn"
]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a source: `start` and `end` are offsets into the prose of the block with index `block`.

    `text` is as it stands, `target` the address, label, number or identifier it leads to.
    """

    kind: CitationKind
    block: int
    start: int
    end: int
    text: str
    target: str
