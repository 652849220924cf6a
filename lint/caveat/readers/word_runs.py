"""Paragraphs and runs of a Word file as anchors count them, and the text of a run as anchors measure it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.readers.word_package import attribute, elements, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# White space inside a run is one space a character, so that a paragraph is one line.
_SPACES = str.maketrans("\t\n\r\v\f\x85\u2028\u2029", " " * 8)
_BREAKS = frozenset({"w:tab", "w:ptab", "w:br", "w:cr"})
# Characters of the Symbol font that health writing uses: its own codes, not letters.
_SYMBOLS = {
    0x44: "Δ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x67: "γ", 0x6B: "κ", 0x6C: "λ", 0x6D: "μ",
    0x70: "π", 0x73: "σ", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xD2: "®", 0xD3: "©",
    0xD4: "™",
}  # fmt: skip


def paragraphs(root: _Element) -> Iterator[_Element]:
    """Yield the paragraphs of a part as anchors count them: all there are, in document order."""
    return elements(root, "w:p")


def runs(paragraph: _Element) -> Iterator[_Element]:
    """Yield the runs of a paragraph as anchors count them: deleted ones too, those of a text box in it not."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        name = name_of(element)
        if name in {"w:r", "m:r"}:
            yield element
        if name != "w:p":
            stack.extend(reversed(element))


def pieces(run: _Element) -> Iterator[tuple[_Element, str]]:
    """Yield what stands directly in a run, each with the text it shows."""
    for element in run:
        name = name_of(element)
        if name in {"w:t", "m:t"}:
            yield element, (element.text or "").translate(_SPACES)
        elif name in _BREAKS:
            yield element, " "
        elif name == "w:noBreakHyphen":
            yield element, "-"
        elif name == "w:sym":
            yield element, _symbol(element)
        else:
            yield element, ""


def run_text(run: _Element) -> str:
    """Return the text of a run as anchors measure it: tabs and breaks are single spaces."""
    return "".join(text for _, text in pieces(run))


def _symbol(element: _Element) -> str:
    try:
        code = int(attribute(element, "w:char") or "", 16)
    except ValueError:
        return ""
    font = (attribute(element, "w:font") or "").lower()
    if font == "symbol":
        return _SYMBOLS.get(code & 0xFF, "")
    if 0x20 < code < 0xD800 and "wingdings" not in font and "webdings" not in font:
        return chr(code)
    return ""
