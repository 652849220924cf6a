"""A pattern that is tried only where it can match."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ahocorasick_rs import AhoCorasick


class _Hints:
    """Finds the hints of all cues in a text at once, and remembers the last text: many cues look at the same one."""

    def __init__(self) -> None:
        """Begin without any hint."""
        self._numbers: dict[str, int] = {}
        self._automaton: AhoCorasick | None = None
        self._text = ""
        self._present: frozenset[int] = frozenset()

    def number(self, hint: str) -> int:
        """Return the number that a hint is known by."""
        if hint not in self._numbers:
            self._numbers[hint] = len(self._numbers)
            self._automaton = None
        return self._numbers[hint]

    def present(self, text: str) -> frozenset[int]:
        """Return the numbers of the hints that stand in a text."""
        if self._automaton is None:
            import ahocorasick_rs

            self._automaton = ahocorasick_rs.AhoCorasick(list(self._numbers))
        elif text is self._text or text == self._text:
            return self._present
        self._text = text
        self._present = frozenset(match[0] for match in self._automaton.find_matches_as_indexes(text, overlapping=True))
        return self._present


_HINTS = _Hints()


class Cue:
    """A pattern with hints: each of its matches holds at least one of them, so a text without any is passed over.

    The hints of all cues are looked for in one pass; a pattern of alternatives takes ten times as long.
    """

    __slots__ = ("_search", "hints", "numbers", "pattern")

    def __init__(self, pattern: str, *hints: str) -> None:
        """Take the pattern and its hints, which are looked for letter by letter."""
        self.pattern = re.compile(pattern)
        self.hints = hints
        # An empty hint stands in every text: the pattern is always tried.
        self.numbers = frozenset(map(_HINTS.number, hints)) if all(hints) else None
        self._search = self.pattern.search

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        if self.numbers is not None and self.numbers.isdisjoint(_HINTS.present(text)):
            return None
        return self._search(text)


class Cues:
    """Many cues at once: only those of which a hint stands in the text are tried."""

    __slots__ = ("_always", "_by_hint", "_numbers", "all")

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Take the cues, in the order in which they are tried."""
        self.all = tuple(cues)
        self._by_hint: dict[int, list[int]] = {}
        self._always: list[int] = []
        for place, cue in enumerate(self.all):
            if cue.numbers is None:
                self._always.append(place)
            else:
                for number in cue.numbers:
                    self._by_hint.setdefault(number, []).append(place)
        self._numbers = frozenset(self._by_hint)

    def may_match(self, text: str) -> Iterator[Cue]:
        """Yield the cues that could match a text, in order."""
        present = self._numbers & _HINTS.present(text)
        if not present and not self._always:
            return
        places = {place for number in present for place in self._by_hint[number]}
        for place in sorted(places.union(self._always)):
            yield self.all[place]

    def any_in(self, text: str) -> bool:
        """Say whether any of the cues matches a text."""
        return any(cue.pattern.search(text) is not None for cue in self.may_match(text))
