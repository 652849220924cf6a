"""A pattern that is tried only where it can match."""

from __future__ import annotations

import re


class Cue:
    """A pattern with hints: each of its matches holds at least one of them, so a text without any is passed over.

    Looking for a dozen hints takes a tenth of the time that a pattern of alternatives takes.
    """

    __slots__ = ("_search", "hints", "pattern")

    def __init__(self, pattern: str, *hints: str) -> None:
        """Take the pattern and its hints, which are looked for letter by letter."""
        self.pattern = re.compile(pattern)
        self.hints = hints
        self._search = self.pattern.search

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text, or None."""
        for hint in self.hints:
            if hint in text:
                return self._search(text)
        return None
