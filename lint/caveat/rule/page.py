"""A rule's page: its module docstring, taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from inspect import cleandoc
from typing import Literal

from caveat.patterns import compiled

SECTIONS = ("Why it matters", "What to write instead", "Examples", "Sources")
"""The sections that every page has, in this order; others may stand between them."""

_HEADING = compiled(r"^## +(.+?) *$", re.MULTILINE)
_FENCE = compiled(r"^(`{3,})(flagged|clean|article)([^\n`]*)\n(.*?)^\1 *$", re.MULTILINE | re.DOTALL)
_MARK = compiled("««|»»|«|»")


class PageError(ValueError):
    """A page that breaks the shape of a rule's page; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the exact words that the rule must flag in it, as offsets into the text.

    `words` holds what stands after `flagged` or `clean` in the fence: a genre, or `document` when the finding is about
    the whole document; `media` the format it is read as.
    """

    kind: Literal["flagged", "clean"]
    text: str
    marks: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    line: int
    article: str | None = None
    compared: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: the line that says what it flags, its sections by heading, and its examples."""

    summary: str
    text: str
    sections: Mapping[str, str]
    examples: tuple[Example, ...]

    def lead(self, section: str) -> str:
        """Return a section's first paragraph as one line, or an empty text."""
        paragraph = self.sections.get(section, "").strip().split("\n\n", 1)[0]
        return " ".join(paragraph.split())


def parse_page(docstring: str) -> Page:
    """Return the page that a rule module's docstring holds."""
    text = cleandoc(docstring)
    summary = " ".join(text.split("\n\n", 1)[0].split())
    fences = [(match.start(), match.end()) for match in _FENCE.finditer(text)]
    headings = [
        match for match in _HEADING.finditer(text) if not any(start <= match.start() < end for start, end in fences)
    ]
    sections: dict[str, str] = {}
    for number, heading in enumerate(headings):
        end = headings[number + 1].start() if number + 1 < len(headings) else len(text)
        sections[heading[1]] = text[heading.end() : end].strip()
    return Page(summary, text, sections, parse_examples(text))


def parse_examples(text: str) -> tuple[Example, ...]:
    """Return the examples in a page or a file of cases.

    A fence `flagged` or `clean` holds one; «guillemets» stand round the words to flag, doubled ones are literal.
    A fence `article` gives the article that the examples after it derive from; `article compared` before it, what that
    article said when somebody compared the examples with it.
    """
    examples: list[Example] = []
    article: str | None = None
    compared: str | None = None
    for fence in _FENCE.finditer(text):
        kind, words, body = fence[2], tuple(fence[3].split()), fence[4].removesuffix("\n")
        line = text.count("\n", 0, fence.start()) + 1
        if kind == "article" and "compared" in words:
            compared = body
            continue
        if kind == "article":
            article = body
            continue
        plain, marks = _unmark(body, line)
        if kind == "clean" and marks:
            message = f"line {line}: a clean example marks words"
            raise PageError(message)
        if kind == "flagged" and not marks and "document" not in words:
            message = f"line {line}: a flagged example marks no words"
            raise PageError(message)
        known: Literal["flagged", "clean"] = "flagged" if kind == "flagged" else "clean"
        examples.append(Example(known, plain, marks, words, line, article, compared))
    return tuple(examples)


def _unmark(body: str, line: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    opened: int | None = None
    length = position = 0
    for match in _MARK.finditer(body):
        pieces.append(body[position : match.start()])
        length += match.start() - position
        position = match.end()
        token = match[0]
        if len(token) > 1:
            pieces.append(token[0])
            length += 1
        elif token == "«" and opened is None:
            opened = length
        elif token == "»" and opened is not None:
            marks.append((opened, length))
            opened = None
        else:
            message = f"line {line}: guillemets do not pair"
            raise PageError(message)
    if opened is not None:
        message = f"line {line}: guillemets do not pair"
        raise PageError(message)
    pieces.append(body[position:])
    return "".join(pieces), tuple(marks)
