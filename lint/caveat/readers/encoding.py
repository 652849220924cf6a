"""Bytes to text: UTF-8 first, UTF-16 when it shows, Windows-1252 as a last resort and never in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from caveat.document import Note
from caveat.readers.reader import Unreadable


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without its byte order mark, the encoding it was in, and what the user should know about that."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's text in a form that gives back every byte; its characters stand where those of the decoded text do."""

    text: str
    encoding: str
    mark: bytes = b""
    errors: str = "strict"

    def bytes(self) -> bytes:
        """Return the file's bytes; raises UnicodeEncodeError for a character that its encoding lacks."""
        return self.mark + self.text.encode(self.encoding, self.errors)


def raw(data: bytes, encoding: str) -> Raw | None:
    """Return the text of a file that was read in an encoding, or None when that could not give back its bytes."""
    mark = next((mark for mark, name in _MARKS if name == encoding and data.startswith(mark)), b"")
    # What is not UTF-8 in a file that mostly is was read byte by byte, and so it is here.
    errors = "surrogateescape" if encoding == "utf-8" else "strict"
    try:
        found = Raw(data[len(mark) :].decode(encoding, errors), encoding, mark, errors)
        return found if found.bytes() == data else None
    except UnicodeError:
        return None


_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What text files do hold of them: tab, line feed, vertical tab, form feed, carriage return, escape.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> Decoded:
    """Return a file's text, or raise Unreadable("binary") when it is not text."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable("binary", f"not text: this is {name}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if (guess := _unmarked_utf16(data)) is not None:
        return _marked(data, guess)
    if (position := data.find(b"\0")) >= 0:
        raise Unreadable("binary", f"not text: NUL byte at byte {position}")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    if len(_CONTROL.findall(data, 0, 65_536)) * 20 > len(data[:65_536]):
        raise Unreadable("binary", "not text: too many control characters")
    return _last_resort(data, line)


def _marked(data: bytes, encoding: str) -> Decoded:
    notes: tuple[Note, ...] = ()
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _last_resort(data, data.count(b"\n", 0, error.start) + 1)
        text = data.decode(encoding, "replace")
        notes = (Note("encoding", f"not valid {encoding.upper()}; what could not be read became U+FFFD"),)
    if (position := text.find("\0")) >= 0:
        raise Unreadable("binary", f"not text: NUL character at offset {position}")
    return Decoded(text, encoding, notes)


def _unmarked_utf16(data: bytes) -> str | None:
    """Name the UTF-16 that bytes without a mark are in, by the NULs that are half of every Latin letter."""
    sample = data[: min(len(data), 4096) & ~1]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2], sample[1::2]
    half = len(even)
    if odd.count(0) * 10 >= half * 7 and not even.count(0):
        return "utf-16-le"
    if even.count(0) * 10 >= half * 7 and not odd.count(0):
        return "utf-16-be"
    return None


def _last_resort(data: bytes, line: int) -> Decoded:
    if data.decode("utf-8", "ignore").isascii():
        # Nothing in it but its ASCII is UTF-8, so it is an old single-byte file.
        try:
            text, encoding, name = data.decode("cp1252"), "cp1252", "Windows-1252"
        except UnicodeDecodeError:
            text, encoding, name = data.decode("latin-1"), "latin-1", "Latin-1"
        return Decoded(text, encoding, (Note("encoding", f"not UTF-8 (line {line}); read as {name}"),))
    text = data.decode("utf-8", "caveat-windows-1252")
    return Decoded(
        text, "utf-8", (Note("encoding", f"not all of it is UTF-8 (line {line}); the rest was read as Windows-1252"),)
    )


def _byte_by_byte(error: UnicodeError) -> tuple[str, int]:
    """Read what is not UTF-8 as Windows-1252, so that one pasted quotation mark does not garble every other."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    part = error.object[error.start : error.end]
    try:
        return part.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return part.decode("latin-1"), error.end


codecs.register_error("caveat-windows-1252", _byte_by_byte)
