"""A text that many term lists and cues look at; which of them could find something in it is worked out at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from collections.abc import Set as AbstractSet

    from ahocorasick_rs import AhoCorasick

ALWAYS: Final = -1
"""The number of a seeker that any text could hold something for."""

_WORD: Final = compiled(r"[^\W_]+")
# A group of hints is joined with what came after it once that is no less than this part of it.
_LEVEL: Final = 4


class _Group(NamedTuple):
    """Hints that one automaton looks for; `seekers` are, by hint, the numbers of those that it admits."""

    automaton: AhoCorasick
    seekers: list[set[int]]


class _Sieve:
    """What each seeker needs to see in a text before it looks at it; a seeker is a term list or a cue, by number."""

    def __init__(self) -> None:
        """Begin without any seeker."""
        self.size = 0
        self._by_word: dict[str, set[int]] = {}
        self._by_hint: dict[str, set[int]] = {}
        self._groups: list[_Group] = []
        self._grouped = 0

    def admit_by_words(self, words: Iterable[str]) -> int:
        """Return the number of a seeker that finds nothing in a text without one of these whole words."""
        return self._admit(self._by_word, words)

    def admit_by_hints(self, hints: Iterable[str]) -> int:
        """Return the number of a seeker that finds nothing in a text without one of these strings."""
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

    def look(self, text: str) -> tuple[set[int], list[tuple[int, str]]]:
        """Return the seekers that could find something in a text, and the places of the words that some look for."""
        if self._grouped < len(self._by_hint):
            self._group()
        admitted = {ALWAYS}
        for group in self._groups:
            for hint, _, _ in group.automaton.find_matches_as_indexes(text, overlapping=True):
                admitted |= group.seekers[hint]
        words: list[tuple[int, str]] = []
        for match in _WORD.finditer(text):
            seekers = self._by_word.get(word := match[0])
            if seekers is not None:
                admitted |= seekers
                words.append((match.start(), word))
        return admitted, words

    def _group(self) -> None:
        """Make an automaton of the hints that came since the last, with those of the groups that are no larger.

        Seekers come in small numbers while the first texts are looked at; an automaton of all hints each time would
        cost more than the looking.
        """
        import ahocorasick_rs

        fresh = len(self._by_hint) - self._grouped
        while self._groups and len(self._groups[-1].seekers) <= _LEVEL * fresh:
            fresh += len(self._groups.pop().seekers)
        first = len(self._by_hint) - fresh
        hints = list(islice(self._by_hint.items(), first, None))
        self._groups.append(_Group(ahocorasick_rs.AhoCorasick([hint for hint, _ in hints]), [one for _, one in hints]))
        self._grouped = len(self._by_hint)


SIEVE = _Sieve()
_UNASKED: Final = frozenset({ALWAYS})


class SearchText(str):
    """A folded text that knows which seekers could find something in it, once one of them has asked.

    `admitted` are the numbers of these seekers, of those below `known`; `words` are the words that any term list looks
    for, with their places. Seekers read these themselves, after they have called `look` when they are not yet known:
    a call for each question would take longer than the answer.
    `found` is where seekers keep what they found, each under itself; None in a text that is looked at only once.
    """

    __slots__ = ("admitted", "found", "known", "words")

    admitted: AbstractSet[int]
    known: int
    words: list[tuple[int, str]]
    found: dict[Hashable, Any] | None

    def __new__(cls, text: str, *, kept: bool = False) -> Self:
        """Take the text, and whether it is kept to be looked at again; nothing is looked for yet."""
        made = super().__new__(cls, text)
        made.known = 0
        made.admitted = _UNASKED
        made.words = []
        made.found = {} if kept else None
        return made

    def look(self) -> None:
        """Work out which of all the seekers that there are by now could find something here."""
        self.known = SIEVE.size
        self.admitted, self.words = SIEVE.look(self)


def widest_word(term: str) -> tuple[int, str]:
    """Return the longest whole word that a text with a term holds, and its place in the term; empty without any."""
    widest = max(_WORD.finditer(term), key=lambda match: len(match[0]), default=None)
    return (0, "") if widest is None else (widest.start(), widest[0])
