"""What is kept from one analysis for the next, so that the same words need not be looked at twice.

An editor's session keeps it from edit to edit, so that an edit costs what it changed; a run from document to document,
since pieces repeat their article, and the pages of a site one another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from caveat.terms import SearchText

if TYPE_CHECKING:
    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.construction import Construction
    from caveat.analysis.encoder import ReadSentence
    from caveat.analysis.parse import Rows
    from caveat.terms import TermMatch

    Weight: TypeAlias = tuple[frozenset[str], tuple[TermMatch, ...], int]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_LIMIT = 20_000


class Kept(Generic[K, V]):
    """Values by key; the half that was not asked for longest is forgotten when there are too many."""

    def __init__(self, limit: int = _LIMIT) -> None:
        """Take the largest number of values to keep."""
        self._limit = limit
        self._values: dict[K, V] = {}

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._values)

    def get(self, key: K) -> V | None:
        """Return the value that is kept under a key, or None."""
        value = self._values.pop(key, None)
        if value is not None:
            self._values[key] = value
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value."""
        self._values[key] = value
        if len(self._values) > self._limit:
            for old in list(self._values)[: self._limit // 2]:
                del self._values[old]

    def clear(self) -> None:
        """Forget all values."""
        self._values.clear()


def _go_on() -> None:
    """Never give up."""


class Memory:
    """Parses by the words they were made of, and claims by the words that they can depend on.

    It belongs to one vocabulary and one language model. `checkpoint` is called between the steps of an analysis; it may
    raise to give the analysis up, an exception that is no Exception, so that nothing takes it for a fault.
    """

    def __init__(self, checkpoint: Callable[[], None] = _go_on, *, of_run: bool = False) -> None:
        """Begin empty.

        The memory `of_run` is one of many documents: claims are read anew, and what is found in a sentence is kept
        once its words have come a second time, since most come but once.
        """
        self.checkpoint = checkpoint
        self._of_run = of_run
        self.parses: Kept[tuple[Hashable, ...], tuple[Rows, ...]] = Kept()
        self.triggers: Kept[tuple[str, str | None, bool], tuple[Construction, ...]] = Kept()
        self.weights: Kept[tuple[Hashable, ...], Weight] = Kept()
        self.claims: Kept[tuple[Hashable, ...], tuple[Claim, ...]] = Kept()
        self.readings: Kept[str, ReadSentence] = Kept()
        self._numbers: Kept[tuple[Hashable, ...], int] = Kept()
        self._given_numbers = 0
        self._texts: Kept[str, SearchText] = Kept(2_048)
        self.recalls_claims = not of_run
        """Whether claims are taken from memory; parses always are, since they depend on nothing but their words."""
        self.recalled = False
        """Whether any claim has been taken from memory since somebody set this to false."""

    def number(self, key: tuple[Hashable, ...]) -> int:
        """Return a number that stands for a long key, always the same while it is kept, and never that of another."""
        number = self._numbers.get(key)
        if number is None:
            self._given_numbers += 1
            self._numbers.put(key, number := self._given_numbers)
        return number

    def text(self, folded: str) -> SearchText:
        """Return a folded text that remembers what was found in the same words before, if anything is kept of it."""
        kept = self._texts.get(folded)
        if kept is None:
            self._texts.put(folded, kept := SearchText(folded, kept=not self._of_run))
        elif kept.found is None:
            kept.found = {}
        return kept
