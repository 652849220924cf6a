"""The characters of a PDF, each with its place on the page, read in a process of its own.

pdfium is written in C++ and reads what strangers made: a file that crashes it, exhausts the memory or never ends costs
its own process, and is reported as a problem.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from caveat.readers.reader import Unreadable, UnreadableKind

SECONDS = 180
"""How long a file may take in all; its own processor time is limited in the worker."""

_WORKER = Path(__file__).with_name("pdf_worker.py")


class Line(msgspec.Struct, frozen=True):
    """A line of print: its words, and for each character a box (left, bottom, right, top, in points) and a size.

    The size of a space is 0. A soft hyphen stands where a word was broken at the end of a line.
    """

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    sizes: tuple[float, ...]
    base: float
    size: float
    bold: bool

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.boxes[0][0]

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.boxes[-1][2]


class PdfPage(msgspec.Struct, frozen=True):
    """A page: its box, its lines in the order of the file, its links to the web, and whether it shows images."""

    box: tuple[float, float, float, float]
    lines: tuple[Line, ...]
    links: tuple[tuple[float, float, float, float, str], ...]
    images: bool


class _Answer(msgspec.Struct, frozen=True):
    pages: tuple[PdfPage, ...] = ()
    refused: tuple[UnreadableKind, str] | None = None


_DECODER = msgspec.json.Decoder(_Answer)


@dataclass(frozen=True, slots=True)
class Spot:
    """A line's place in the text: the offset of its first character, its page, and the line."""

    start: int
    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF, one line of text a page, and where each line of print begins in it."""

    text: str
    pages: tuple[PdfPage, ...]
    spots: tuple[Spot, ...]


def pdf_text(data: bytes) -> PdfText:
    """Return the text of a PDF, or raise Unreadable saying why it has none."""
    pages = _pages(data)
    pieces: list[str] = []
    spots: list[Spot] = []
    length = 0
    for number, page in enumerate(pages):
        if number:
            pieces.append("\n")
            length += 1
        for place, line in enumerate(page.lines):
            if place:
                pieces.append(" ")
                length += 1
            # As printed: a word that was broken shows its hyphen.
            words = line.text.replace("\u00ad", "-")
            spots.append(Spot(length, number, line))
            pieces.append(words)
            length += len(words)
    if not spots:
        raise Unreadable("no-text", "no text in this PDF, only images; read its text in with an OCR program first")
    return PdfText("".join(pieces), pages, tuple(spots))


def _pages(data: bytes) -> tuple[PdfPage, ...]:
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("binary", "not a PDF file")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", str(_WORKER)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too-large", "it takes too long to read") from None
    if done.returncode:
        if b"MemoryError" in done.stderr:
            raise Unreadable("too-large", "it takes too much memory to read")
        if b"No module named 'pypdfium2'" in done.stderr:
            raise Unreadable("unreadable", "pypdfium2, which reads PDF files, is not installed")
        raise Unreadable("unreadable", "a damaged PDF file, or one that takes too much to read")
    answer = _DECODER.decode(done.stdout)
    if answer.refused is not None:
        raise Unreadable(*answer.refused)
    return answer.pages
