"""A pattern that is tried only where it can match."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from caveat.patterns import compiled
from caveat.terms.literals import required_literals
from caveat.terms.sieve import ALWAYS, SIEVE, SearchText

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator


class Cue:
    """A pattern with hints: each of its matches holds at least one of them, so a text without any is passed over.

    The hints of all cues are looked for in one pass; a pattern of alternatives takes ten times as long. An empty hint
    stands in every text: the pattern is always tried. The pattern is compiled when it is first tried.
    Where `also` is given, each match holds one of these strings besides.
    """

    def __init__(self, pattern: str, *hints: str, also: Iterable[str] = ()) -> None:
        """Take the pattern and its hints, which are looked for letter by letter."""
        self.written = pattern
        self.hints = hints
        self.also = tuple(also)
        self.number = SIEVE.admit_by_hints(hints)
        self.besides = SIEVE.admit_by_hints(self.also) if self.also else ALWAYS
        self.latest = max(self.number, self.besides)

    @classmethod
    def of(cls, pattern: str) -> Cue:
        """Return a cue whose hints are read from its pattern; one that requires no word is always tried."""
        return cls(pattern, *(required_literals(pattern) or ("",)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return compiled(self.written)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        if not isinstance(text, SearchText):
            return self.pattern.search(text) if any(hint in text for hint in self.hints) else None
        if text.known <= self.latest:
            text.look()
        if self.number not in text.admitted or self.besides not in text.admitted:
            return None
        kept = text.found
        if kept is None:
            return self.pattern.search(text)
        if self not in kept:
            kept[self] = self.pattern.search(text)
        found: re.Match[str] | None = kept[self]
        return found

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text, in order."""
        if isinstance(text, SearchText):
            if text.known <= self.latest:
                text.look()
            may_match = self.number in text.admitted and self.besides in text.admitted
        else:
            may_match = any(hint in text for hint in self.hints)
        return self.pattern.finditer(text) if may_match else iter(())


class Cues:
    """Many cues at once: only those of which a hint stands in the text are tried."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        """Take the cues, in the order in which they are tried."""
        self.all = tuple(cues)
        self._places: dict[int, list[int]] = {}
        for place, cue in enumerate(self.all):
            self._places.setdefault(cue.number, []).append(place)
        self._numbers = frozenset(self._places)
        self._twofold = any(cue.also for cue in self.all)
        self._latest = max((cue.latest for cue in self.all), default=ALWAYS)

    def may_match(self, text: str) -> list[Cue]:
        """Return the cues that could match a text, in order."""
        searched = text if isinstance(text, SearchText) else SearchText(text)
        if searched.known <= self._latest:
            searched.look()
        admitted = searched.admitted
        if self._numbers.isdisjoint(admitted):
            return []
        places = sorted([place for number in self._numbers & admitted for place in self._places[number]])
        found = [self.all[place] for place in places]
        return [cue for cue in found if cue.besides in admitted] if self._twofold else found

    def any_in(self, text: str) -> bool:
        """Say whether any of the cues matches a text."""
        for cue in self.may_match(text):  # noqa: SIM110 - a generator takes twice as long
            if cue.search(text) is not None:
                return True
        return False
