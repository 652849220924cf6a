"""The text of one file, and where its lines and, for Word files, its runs begin."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """A position a person can find: line and column from 1, offset from 0, all in code points."""

    line: int
    column: int
    offset: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Ties a stretch of a Word file's text to the run it was read from.

    `start` and `length` are in the source text; `part` names the package part (`document`, `footnotes`, …);
    `paragraph` counts the paragraphs of that part in document order, `run` the runs of that paragraph;
    `offset` is the first character's position inside the run.
    """

    start: int
    length: int
    part: str
    paragraph: int
    run: int
    offset: int


@dataclass(frozen=True)
class Source:
    """A file's decoded text under the path that the user gave, with POSIX separators.

    For Word files `text` is the text of the paragraphs and `anchors` lead back to their runs.
    """

    path: str
    text: str
    media: str = "markdown"
    encoding: str = "utf-8"
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offsets at which the lines begin; a line ends at a line feed, a carriage return, or the pair."""
        text = self.text
        starts = [0]
        position = 0
        if "\r" not in text:
            while (position := text.find("\n", position) + 1) > 0:
                starts.append(position)
            return tuple(starts)
        length = len(text)
        while position < length:
            character = text[position]
            position += 1
            if character == "\n" or (character == "\r" and text[position : position + 1] != "\n"):
                starts.append(position)
        return tuple(starts)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def place(self, offset: int) -> Place:
        """Return the line and column of an offset."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Place(line, offset - starts[line - 1] + 1, offset)
