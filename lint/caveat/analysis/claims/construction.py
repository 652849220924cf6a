"""A way in which sentences claim something: where to look for it, and how to read it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    each sentence for which it says yes is parsed, and a parse costs a hundred times a look. Where the text round the
    sentence decides as well, `within` says of a sentence that `may_hold` let through whether it is looked at;
    `where_sold` limits the way of claiming to texts that sell something. `read` yields the claims that the parsed
    sentence makes in this way; it is called only for sentences that passed these.
    """

    may_hold: Callable[[str], bool]
    read: Callable[[Passage], Iterator[Claim]]
    within: Callable[[Analysis, Sentence], bool] | None = None
    where_sold: bool = False


def of_treatment(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether what a sentence claims may be said of a treatment: for ways of claiming that need one."""
    return analysis.subjects.treatment_spoken_of(sentence)
