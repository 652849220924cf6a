"""Which reader reads which file, and the one error they all raise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Document

UnreadableKind = Literal[
    "unreadable", "missing", "binary", "encrypted", "truncated", "unknown-type", "too-large", "too-deep", "no-text"
]

# A book of a million words is about 6 MB; what is larger than this is a dump, not a piece of writing.
LARGEST = 64_000_000


class Unreadable(Exception):  # noqa: N818 - it is the state of a file, and reads as one where it is raised
    """A file that no document can be made of; the message is one line without the path."""

    def __init__(self, kind: UnreadableKind, message: str) -> None:
        super().__init__(message)
        self.kind: UnreadableKind = kind
        self.message = message

    def __reduce__(self) -> tuple[type[Unreadable], tuple[UnreadableKind, str]]:
        """Let worker processes hand the error over whole."""
        return (type(self), (self.kind, self.message))


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: the suffixes it goes by, and the function that reads a path as given (POSIX) and a file's bytes."""

    media: str
    suffixes: tuple[str, ...]
    read: Callable[[str, bytes], Document]


# The modules are imported when the first file of their kind is read: the parsers behind them take long to load.


def _markdown(path: str, data: bytes) -> Document:
    from caveat.readers.markdown import read_markdown

    return read_markdown(path, data)


def _text(path: str, data: bytes) -> Document:
    from caveat.readers.text import read_text

    return read_text(path, data)


def _html(path: str, data: bytes) -> Document:
    from caveat.readers.html_page import read_html

    return read_html(path, data)


def _docx(path: str, data: bytes) -> Document:
    from caveat.readers.word import read_docx

    return read_docx(path, data)


def _vtt(path: str, data: bytes) -> Document:
    from caveat.readers.captions import read_vtt

    return read_vtt(path, data)


def _srt(path: str, data: bytes) -> Document:
    from caveat.readers.captions import read_srt

    return read_srt(path, data)


def _eml(path: str, data: bytes) -> Document:
    from caveat.readers.mail import read_eml

    return read_eml(path, data)


def _pdf(path: str, data: bytes) -> Document:
    from caveat.readers.pdf import read_pdf

    return read_pdf(path, data)


_READERS = (
    Reader("markdown", (".md", ".markdown", ".mdown", ".mkd"), _markdown),
    Reader("text", (".txt", ".text"), _text),
    Reader("html", (".html", ".htm", ".xhtml"), _html),
    Reader("docx", (".docx", ".docm"), _docx),
    Reader("pdf", (".pdf",), _pdf),
    Reader("eml", (".eml",), _eml),
    Reader("vtt", (".vtt",), _vtt),
    Reader("srt", (".srt",), _srt),
)


def readers() -> tuple[Reader, ...]:
    """Every reader there is."""
    return _READERS


@cache
def suffixes() -> frozenset[str]:
    """Every suffix that some reader knows, in lower case with its dot."""
    return frozenset(suffix for reader in _READERS for suffix in reader.suffixes)


def reader_for(path: str) -> Reader | None:
    """Return the reader that a path's suffix names, whatever its case, or None."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1].lower()
    for reader in _READERS:
        if name.endswith(reader.suffixes):
            return reader
    return None


def _reader_of(media: str) -> Reader | None:
    return next((reader for reader in _READERS if reader.media == media), None)


def read(path: str, data: bytes, *, media: str | None = None) -> Document:
    """Make a document of a file's bytes; the suffix names the reader unless `media` does.

    Raises Unreadable, and nothing else, for bytes that no document can be made of.
    """
    reader = reader_for(path) if media is None else _reader_of(media)
    if reader is None:
        known = ", ".join(sorted(suffixes()))
        raise Unreadable("unknown-type", f"no reader knows this type of file (known: {known})")
    if len(data) > LARGEST:
        raise Unreadable("too-large", f"larger than {LARGEST // 1_000_000} MB ({len(data) / 1e6:.0f} MB)")
    try:
        return reader.read(path, data)
    except RecursionError:
        raise Unreadable("too-deep", "nested too deeply to be read") from None
