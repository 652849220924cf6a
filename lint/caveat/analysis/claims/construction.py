"""A way in which sentences claim something: where to look for it, and how to read it there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence whose reading for claims broke down, and the error."""

    sentence: Sentence
    error: Exception


@dataclass(frozen=True, slots=True)
class Construction:
    """One way of claiming.

    `may_hold` looks at a folded sentence before it is parsed, so it must be cheap, narrow and blind to the grammar:
    each sentence for which it says yes is parsed, and a parse costs a hundred times a look. `read` yields the claims
    that the parsed sentence makes in this way; it is called only for sentences that `may_hold` let through.
    Where the text round a sentence decides, `within` says, by their indexes, which sentences of a document are looked
    at (None: all).
    """

    may_hold: Callable[[str], bool]
    read: Callable[[Passage], Iterator[Claim]]
    within: Callable[[Analysis], Container[int]] | None = None
