"""Text with its markup taken out, and the only way back to the source."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Self

from caveat.document.span import Span

InlineKind = Literal["link", "citation", "code", "emphasis", "strong", "image", "autolink"]

_FOLD = {
    ord("\u2018"): "'",
    ord("\u2019"): "'",
    ord("\u02bc"): "'",
    ord("\u201c"): '"',
    ord("\u201d"): '"',
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2013"): "-",
    ord("\u2014"): "-",
    ord("\u2212"): "-",
    ord("\u00a0"): " ",
    ord("\u202f"): " ",
    ord("\u2009"): " ",
    ord("\n"): " ",
    ord("\t"): " ",
}


def fold(text: str) -> str:
    """Return the text in lower case with plain quotes, hyphens and spaces, every character in its old place."""
    lowered = text.translate(_FOLD).lower()
    if len(lowered) == len(text):
        return lowered
    # A few capitals (İ) grow when lowered; they are kept as they are, so that offsets stay true.
    return "".join(low if len(low := character.lower()) == 1 else character for character in text.translate(_FOLD))


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of prose and the stretch of source it stands for.

    When both are equally long they agree character for character (white space may stand for white space);
    otherwise the whole stretch stands for the whole source stretch (`&amp;` for `&`).
    """

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Inline:
    """A link, citation mark, code span … inside prose.

    `start` and `end` are offsets into the prose (equal when the mark leaves nothing there, as a footnote mark does),
    `span` is its place in the source, `target` where it leads (an address, or a footnote's label), `text` its words.
    """

    kind: InlineKind
    start: int
    end: int
    span: Span
    target: str = ""
    text: str = ""


@dataclass(frozen=True)
class Prose:
    """Text without markup, every character mapped to its source.

    Soft line breaks, tabs and no-break spaces are single spaces here.
    """

    text: str
    segments: tuple[Segment, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.start for segment in self.segments]

    @cached_property
    def folded(self) -> str:
        """The text as term lists match it: lower case, plain quotes and hyphens, every character in its place."""
        return fold(self.text)

    def locate(self, start: int, end: int) -> Span:
        """Return the span of source that a stretch of prose was read from."""
        if not self.segments:
            return Span(0, 0)
        if start >= end:
            point = self._source_start(min(start, len(self.text) - 1)) if start < len(self.text) else self._last()
            return Span(point, point)
        return Span(self._source_start(start), self._source_end(end))

    def _source_start(self, offset: int) -> int:
        segment = self.segments[bisect_right(self._starts, offset) - 1]
        if segment.end - segment.start == segment.source_end - segment.source_start:
            return segment.source_start + offset - segment.start
        return segment.source_start

    def _source_end(self, offset: int) -> int:
        segment = self.segments[bisect_right(self._starts, offset - 1) - 1]
        if segment.end - segment.start == segment.source_end - segment.source_start:
            return segment.source_start + offset - segment.start
        return segment.source_end

    def _last(self) -> int:
        return self.segments[-1].source_end

    @classmethod
    def verbatim(cls, text: str, source_start: int = 0) -> Self:
        """Make prose from source text that holds no markup."""
        if not text:
            return cls("")
        return cls(text, (Segment(0, len(text), source_start, source_start + len(text)),))


class ProseBuilder:
    """Collects prose piece by piece for a reader, joining stretches that follow each other in the source."""

    def __init__(self) -> None:
        """Start empty."""
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self.length = 0

    def same(self, text: str, source_start: int) -> None:
        """Add text that stands in the source as it is, or with each white space replaced by one space."""
        if not text:
            return
        self._add(text, source_start, source_start + len(text), mergeable=True)

    def instead(self, text: str, source_start: int, source_end: int) -> None:
        """Add text that stands for a stretch of source that reads differently (an entity, an escape, a break)."""
        if not text:
            return
        self._add(text, source_start, source_end, mergeable=False)

    def _add(self, text: str, source_start: int, source_end: int, *, mergeable: bool) -> None:
        start = self.length
        self.length += len(text)
        self._pieces.append(text)
        if mergeable and self._segments:
            last = self._segments[-1]
            identical = last.end - last.start == last.source_end - last.source_start
            if identical and last.source_end == source_start:
                self._segments[-1] = Segment(last.start, self.length, last.source_start, source_end)
                return
        self._segments.append(Segment(start, self.length, source_start, source_end))

    @property
    def tail(self) -> str:
        """The last character added, or an empty string."""
        return self._pieces[-1][-1] if self._pieces else ""

    def build(self) -> Prose:
        """Return the prose collected so far."""
        return Prose("".join(self._pieces), tuple(self._segments))
