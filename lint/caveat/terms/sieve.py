"""A text that many term lists and cues look at; which of them could find something in it is worked out at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from collections.abc import Set as AbstractSet

    from ahocorasick_rs import AhoCorasick

ALWAYS: Final = -1
"""The number of a seeker that any text could hold something for."""

_WORD: Final = re.compile(r"[^\W_]+")


class _Sieve:
    """What each seeker needs to see in a text before it looks at it; a seeker is a term list or a cue, by number."""

    def __init__(self) -> None:
        """Begin without any seeker."""
        self.size = 0
        self._by_word: dict[str, set[int]] = {}
        self._by_hint: dict[str, set[int]] = {}
        self._automaton: AhoCorasick | None = None
        self._of_hint: list[set[int]] = []

    def admit_by_words(self, words: Iterable[str]) -> int:
        """Return the number of a seeker that finds nothing in a text without one of these whole words."""
        return self._admit(self._by_word, words)

    def admit_by_hints(self, hints: Iterable[str]) -> int:
        """Return the number of a seeker that finds nothing in a text without one of these strings."""
        self._automaton = None
        return self._admit(self._by_hint, hints)

    def _admit(self, seekers: dict[str, set[int]], signs: Iterable[str]) -> int:
        listed = tuple(signs)
        if not all(listed):
            return ALWAYS
        number = self.size
        for sign in listed:
            seekers.setdefault(sign, set()).add(number)
        self.size += 1
        return number

    def admitted(self, text: str) -> set[int]:
        """Return the seekers that could find something in a text."""
        if self._automaton is None:
            import ahocorasick_rs

            self._automaton = ahocorasick_rs.AhoCorasick(list(self._by_hint))
            self._of_hint = list(self._by_hint.values())
        found = {ALWAYS}
        for hint, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            found |= self._of_hint[hint]
        for word in _WORD.findall(text):
            if word in self._by_word:
                found |= self._by_word[word]
        return found


SIEVE = _Sieve()
_UNASKED: Final = frozenset({ALWAYS})


class SearchText(str):
    """A folded text that knows which seekers could find something in it, once one of them has asked.

    `found` is where seekers keep what they found, each under itself; None in a text that is looked at only once.
    """

    __slots__ = ("_admitted", "_known", "found")

    _admitted: AbstractSet[int]
    _known: int
    found: dict[Hashable, Any] | None

    def __new__(cls, text: str, *, kept: bool = False) -> Self:
        """Take the text, and whether it is kept to be looked at again; nothing is looked for yet."""
        made = super().__new__(cls, text)
        made._known = 0
        made._admitted = _UNASKED
        made.found = {} if kept else None
        return made

    def admitted(self, seeker: int) -> AbstractSet[int]:
        """Return the seekers that could find something here; `seeker` is the latest that the caller asks about."""
        if seeker >= self._known:
            self._known = SIEVE.size
            self._admitted = SIEVE.admitted(self)
        return self._admitted


def widest_word(term: str) -> str:
    """Return the longest whole word that a text with a term holds; empty for a term without letters and digits."""
    return max(_WORD.findall(term), key=len, default="")
