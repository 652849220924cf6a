"""Text in the columns of a terminal: how wide it is, and where it is broken."""

from __future__ import annotations


def width_of(text: str) -> int:
    """Return how many columns the text takes: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines that fill the width, as ranges of the text; the space at a break belongs to no line.

    A word wider than a line is broken inside.
    """
    lines: list[tuple[int, int]] = []
    start = end = 0
    for word_start, word_end in _words(text):
        if end > start and width_of(text[start:word_end]) > width:
            lines.append((start, end))
            start = word_start
        elif end == start:
            start = word_start
        while width_of(text[start:word_end]) > width:
            cut = _cut(text, start, word_end, width)
            lines.append((start, cut))
            start = cut
        end = word_end
    if end > start:
        lines.append((start, end))
    return lines


def filled(text: str, width: int, indent: str, first: str | None = None) -> list[str]:
    """Return the text as lines of at most the width, each indented, the first one differently if asked."""
    lead = indent if first is None else first
    room = max(20, width - max(width_of(indent), width_of(lead)))
    lines = wrap(text, room)
    return [(indent if number else lead) + text[start:end] for number, (start, end) in enumerate(lines)]


def _words(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for position, character in enumerate(text):
        if character == " ":
            if start is not None:
                found.append((start, position))
                start = None
        elif start is None:
            start = position
    if start is not None:
        found.append((start, len(text)))
    return found


def _cut(text: str, start: int, end: int, width: int) -> int:
    """Return the last offset at which the word still fits; one character at least."""
    low, high = start + 1, end
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[start:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low
