"""A text that is open in an editor, and the way between its offsets and the editor's positions."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from lsprotocol import types

from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_BREAK = compiled(r"\r\n|\r|\n")
# Half of a surrogate pair, as an edit between its halves leaves it, and the NUL that no text holds.
_UNTEXT = compiled("[\x00\ud800-\udfff]")
_MARK = "\ufeff"
_CODECS: dict[Encoding, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


@dataclass(frozen=True)
class Buffer:
    """A text as an editor holds it. Positions count lines from 0, and columns in the units of `encoding`.

    Lines end at a line feed, a carriage return or the pair, as the protocol says and Caveat's sources do.
    """

    text: str
    encoding: Encoding = "utf-16"
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the lines."""
        object.__setattr__(self, "_starts", [0, *(found.end() for found in _BREAK.finditer(self.text))])

    @cached_property
    def readable(self) -> str:
        """The text as it is read: without a byte order mark, each character that is none replaced by one."""
        return _UNTEXT.sub("\ufffd", self.text).removeprefix(_MARK)

    @property
    def _shift(self) -> int:
        return int(self.text.startswith(_MARK))

    def _line(self, number: int) -> str:
        """Return a line without its end."""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        line = self.text[start:end]
        if line.endswith("\r\n"):
            return line[:-2]
        return line[:-1] if line.endswith(("\n", "\r")) else line

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset into the readable text; what lies behind its end is its end."""
        place = min(max(offset + self._shift, 0), len(self.text))
        number = bisect_right(self._starts, place) - 1
        return types.Position(number, self._units(self.text[self._starts[number] : place]))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span of the readable text."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset into the readable text of a position; one inside a character is where that begins."""
        if position.line >= len(self._starts):
            return len(self.text) - self._shift
        line = self._line(max(position.line, 0))
        codec, width = _CODECS[self.encoding]
        units = max(position.character, 0) * width
        length = (
            len(line.encode(codec, "surrogatepass")[:units].decode(codec, "ignore"))
            if not line.isascii()
            else units // width
        )
        return max(0, self._starts[max(position.line, 0)] + min(length, len(line)) - self._shift)

    def changed(self, change: types.TextDocumentContentChangeEvent) -> Buffer:
        """Return the buffer after a change of the whole text or of a part of it."""
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            return Buffer(self._paired(change.text), self.encoding)
        before, head = self._cut(change.range.start, back=True)
        after, tail = self._cut(change.range.end, back=False)
        codec, _ = _CODECS[self.encoding]
        middle = head + change.text.encode(codec, "surrogatepass") + tail
        return Buffer(before + _decoded(middle, codec) + after, self.encoding)

    def _cut(self, position: types.Position, *, back: bool) -> tuple[str, bytes]:
        """Cut the text at a position: what comes before it (`back`) or after it, its own line in bytes apart.

        In bytes a cut through a surrogate pair loses nothing: the next edit may bring the other half.
        """
        if position.line >= len(self._starts):
            return (self.text, b"") if back else ("", b"")
        number = max(position.line, 0)
        codec, width = _CODECS[self.encoding]
        start = self._starts[number]
        line = self._line(number)
        encoded = line.encode(codec, "surrogatepass")
        units = min(max(position.character, 0) * width, len(encoded))
        return (self.text[:start], encoded[:units]) if back else (self.text[start + len(line) :], encoded[units:])

    def _paired(self, text: str) -> str:
        return (
            text if _UNTEXT.search(text) is None else _decoded(text.encode("utf-16-le", "surrogatepass"), "utf-16-le")
        )

    def _units(self, text: str) -> int:
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        codec, width = _CODECS[self.encoding]
        return len(text.encode(codec, "surrogatepass")) // width


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "surrogatepass")
    except UnicodeDecodeError:
        return data.decode(codec, "replace")
