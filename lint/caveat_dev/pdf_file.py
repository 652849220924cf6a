"""Makes PDF files for tests: words at chosen places, or flowing text."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Print:
    """A line of print: its words, where it begins (points from the left and the top), its size, and how it looks."""

    words: str
    x: float = 72
    y: float = 72
    size: float = 11
    bold: bool = False
    link: str = ""


def pdf(pages: Sequence[Sequence[Print]], *, password: str = "", owner: str = "", image: bool = False) -> bytes:
    """Return a PDF of A4 pages with these lines; `image` adds a page that holds a picture only."""
    from fpdf import FPDF

    made: Any = FPDF(unit="pt", format="A4")
    made.set_creation_date(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    made.set_auto_page_break(auto=False)
    if password or owner:
        made.set_encryption(owner_password=owner or "owner", user_password=password)
    for lines in pages:
        made.add_page()
        for line in lines:
            made.set_font("Helvetica", "B" if line.bold else "", line.size)
            made.text(line.x, line.y, line.words)
            if line.link:
                width = made.get_string_width(line.words)
                made.link(line.x, line.y - line.size, width, line.size * 1.2, line.link)
    if image:
        from PIL import Image

        made.add_page()
        made.image(Image.new("RGB", (40, 40), "gray"), 100, 100, 300, 300)
    return bytes(made.output())


def flowing(lines: Sequence[str], *, x: float = 72, top: float = 72, size: float = 11) -> list[Print]:
    """Return lines of print one under the other; an empty one leaves a gap, one with `# ` before it is larger."""
    made: list[Print] = []
    y = top
    for line in lines:
        if not line:
            y += size
            continue
        heads = line.startswith("# ")
        y += size * (0.8 if heads else 0)
        made.append(Print(line.removeprefix("# "), x, y, size * (1.6 if heads else 1), bold=heads))
        y += size * (2.2 if heads else 1.35)
    return made
