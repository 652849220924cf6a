"""Writes prose for a reader: white space becomes single spaces, none at the ends, every character keeps its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.document import ProseBuilder
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Prose

# Soft hyphen, zero-width space, word joiner, stray byte order mark: they show nothing and would hide words from terms.
INVISIBLE = "\u00ad\u200b\u2060\ufeff"

_UNEVEN = compiled(rf"[^\S ]|  |[{INVISIBLE}]")
_RUN = compiled(rf"(?P<visible>[^\s{INVISIBLE}]+(?: [^\s{INVISIBLE}]+)*)|(?P<space>\s)\s*|[{INVISIBLE}]+")


class ProseWriter:
    """Collects the prose of one block.

    A space waits until a visible character follows it, so that none doubles, and none stands first or last,
    whatever markup lay between.
    """

    def __init__(self) -> None:
        self._builder = ProseBuilder()
        self._space: tuple[int, int] | None = None

    @property
    def next(self) -> int:
        """The prose offset that the next visible character will get."""
        return self._builder.length + (self._space is not None)

    @property
    def length(self) -> int:
        """The length of the prose so far, a waiting space not counted."""
        return self._builder.length

    @property
    def tail(self) -> str:
        """The last character written, a waiting space included; empty at the start."""
        return " " if self._space is not None else self._builder.tail

    def add(self, text: str, source_start: int) -> None:
        """Add text that stands in the source just so."""
        if not text:
            return
        if _UNEVEN.search(text) is None:
            self._even(text, source_start)
            return
        for run in _RUN.finditer(text):
            start = source_start + run.start()
            if run["visible"]:
                self._visible(run["visible"], start)
            elif run["space"]:
                self.space(start, start + 1)

    def stands_for(self, text: str, source_start: int, source_end: int) -> None:
        """Add text that reads differently in the source, as an entity or an escape does."""
        if text.isspace():
            self.space(source_start, source_end)
        elif text.strip(INVISIBLE):
            self._flush()
            self._builder.instead(text, source_start, source_end)

    def space(self, source_start: int, source_end: int) -> None:
        """Add white space, which counts only between visible characters and only once."""
        if self._space is None and self._builder.length:
            self._space = (source_start, source_end)

    def build(self) -> Prose:
        """Return the prose."""
        return self._builder.build()

    def _even(self, text: str, source_start: int) -> None:
        """Add text that holds no white space but single spaces."""
        if text == " ":
            self.space(source_start, source_start + 1)
            return
        if text[0] == " ":
            self.space(source_start, source_start + 1)
            text = text[1:]
            source_start += 1
        if text[-1] == " ":
            self._visible(text[:-1], source_start)
            end = source_start + len(text)
            self.space(end - 1, end)
        else:
            self._visible(text, source_start)

    def _visible(self, text: str, source_start: int) -> None:
        self._flush()
        self._builder.same(text, source_start)

    def _flush(self) -> None:
        if self._space is not None:
            start, end = self._space
            if end - start == 1:
                self._builder.same(" ", start)
            else:
                self._builder.instead(" ", start, end)
            self._space = None
