"""Reads plain text: paragraphs, lists and headings as a reader sees them, without markup to go by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from caveat.document import Block, Document, Source
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.encoding import decode
from caveat.readers.front_matter import split_front_matter
from caveat.readers.writer import ProseWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.document import BlockKind, Container, Inline, Prose

_LINE = compiled(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_QUOTE = compiled(r"[^\S\r\n]*>[> \t]*")
_HASHES = compiled(r"(#{1,6})[ \t]+(?=\S)")
_ITEM = compiled(r"(?:[-*+•‣▪◦●○■□·–—]|\(?\d{1,3}[.)]|\(?[A-Za-z]\)|\(?[ivx]{1,4}\))\s+(?=\S)")
_NOTE_LABEL = compiled(r"\[(\d{1,3}|\^[^\]\s]{1,20})\]:?\s+(?=\S)")
_RULE = compiled(r"(?:[-=*_~#.+]\s?){3,}\Z")
_UNDERLINE = compiled(r"(?:={3,}|-{3,})\Z")

_OPENERS = "\"'“‘«([¿¡"
_CLOSERS = "\"'”’»)]"
_ENDS = ".!?…:;,"

# Wrapped by hand or by a mail program; no such line is longer.
_WIDEST_WRAP = 160
_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 12


def read_text(path: str, data: bytes) -> Document:
    """Make a document of a plain text file's bytes."""
    decoded = decode(data)
    matter = split_front_matter(decoded.text)
    return Document(
        Source(path, decoded.text, "text", decoded.encoding),
        text_blocks(decoded.text, matter.end),
        front=matter.front,
        genre=matter.front.text("genre") or "article",
        language=matter.front.text("language") or matter.front.text("lang"),
        notes=(*decoded.notes, *matter.notes),
    )


def text_blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a text from a place on."""
    lines = list(_lines(text, start))
    return tuple(_blocks(_headed(list(_joined(lines, _wrap_width(lines))))))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its words without indentation, marker and quote marks, and where they begin in the file."""

    text: str
    start: int
    indent: int
    kind: BlockKind = "paragraph"
    level: int = 0
    label: str = ""
    quoted: bool = False
    # Whether an empty line, or the file's beginning, stands before it.
    apart: bool = False


@dataclass(slots=True)
class _Draft:
    """A block in the making: its lines and what is known of it so far."""

    lines: list[_Line]
    kind: BlockKind
    level: int = 0

    @property
    def first(self) -> _Line:
        """The line it begins with."""
        return self.lines[0]

    @property
    def length(self) -> int:
        """The length of its text."""
        return sum(len(line.text) + 1 for line in self.lines) - 1


def _lines(text: str, start: int) -> Iterator[_Line]:
    """Yield the lines that hold words; underlines turn the line above into a heading, other rules are dropped."""
    held: _Line | None = None
    apart = True
    for found in _LINE.finditer(text, start):
        raw = found[0]
        words = raw.strip()
        if not words:
            apart = True
            continue
        quote = _QUOTE.match(raw)
        begin = quote.end() if quote else 0
        words = raw[begin:].strip()
        if not words:
            apart = True
            continue
        indent = begin + len(raw[begin:]) - len(raw[begin:].lstrip())
        if held is not None and not apart and held.apart and held.kind == "paragraph" and _UNDERLINE.match(words):
            held = replace(held, kind="heading", level=1 if words[0] == "=" else 2)
            continue
        if _RULE.match(words):
            apart = True
            continue
        if held is not None:
            yield held
        held = _line(words, found.start() + indent, indent, quoted=quote is not None, apart=apart)
        apart = False
    if held is not None:
        yield held


def _line(words: str, start: int, indent: int, *, quoted: bool, apart: bool) -> _Line:
    if marker := _HASHES.match(words):
        kind: BlockKind = "heading"
        words_of, level, label = words[marker.end() :].rstrip("# "), len(marker[1]), ""
    elif marker := _NOTE_LABEL.match(words):
        kind, words_of, level, label = "footnote", words[marker.end() :], 0, marker[1].removeprefix("^")
    elif marker := _ITEM.match(words):
        kind, words_of, level, label = "item", words[marker.end() :], 1, ""
    else:
        return _Line(words, start, indent, quoted=quoted, apart=apart)
    return _Line(words_of, start + marker.end(), indent, kind, level, label, quoted, apart)


def _ends(text: str) -> bool:
    """Say whether a line ends as a sentence or a clause does."""
    return text.rstrip(_CLOSERS)[-1:] in _ENDS


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return the width that a text was wrapped at, or None when its lines are its paragraphs.

    In wrapped text the next line's first word would not have fitted, and most lines break off inside a sentence.
    """
    followed = [(line, after) for line, after in pairwise(lines) if not after.apart and after.kind == "paragraph"]
    if not followed:
        return None
    widths = sorted(line.indent + len(line.text) for line in lines)
    width = widths[-1 - len(widths) // 50]
    if width > _WIDEST_WRAP:
        return None
    full = sum(line.indent + len(line.text) + 1 + len(_first_word(after)) > width * 0.9 for line, after in followed)
    inside = sum(not _ends(line.text) for line, _ in followed)
    if full * 10 >= len(followed) * 6 and inside * 2 >= len(followed):
        return width
    return None


def _first_word(line: _Line) -> str:
    return line.text.split(None, 1)[0]


def _joined(lines: list[_Line], width: int | None) -> Iterator[_Draft]:
    """Yield the blocks that lines make up."""
    draft: _Draft | None = None
    for line in lines:
        if draft is not None and _continues(draft, line, width):
            draft.lines.append(line)
            continue
        if draft is not None:
            yield draft
        draft = _Draft([line], line.kind, line.level)
    if draft is not None:
        yield draft


def _continues(draft: _Draft, line: _Line, width: int | None) -> bool:
    last = draft.lines[-1]
    if line.apart or line.kind != "paragraph" or draft.kind == "heading" or line.quoted != last.quoted:
        return False
    if width is None:
        # Broken inside a sentence all the same, as some write a clause a line.
        return line.text[0].islower() and len(last.text) >= 40 and not _ends(last.text)
    fits = last.indent + len(last.text) + 1 + len(_first_word(line)) <= width * 0.8
    return not fits or (not _ends(last.text) and not _may_head(draft))


def _may_head(draft: _Draft) -> bool:
    """Say whether a block looks like a heading by itself."""
    line = draft.first
    if len(draft.lines) > 1 or draft.kind != "paragraph" or len(line.text) > _LONGEST_HEADING or line.quoted:
        return False
    words = line.text.split()
    if len(words) > _MOST_HEADING_WORDS:
        return False
    begins = line.text.lstrip(_OPENERS)[:1]
    if not begins or not (begins.isupper() or begins.isdigit() or begins.istitle()):
        return False
    if "://" in line.text or "@" in line.text:
        return False
    end = line.text.rstrip(_CLOSERS)[-1:]
    return end == "?" or end not in _ENDS


def _shouts(line: _Line) -> bool:
    """Say whether a line is in capitals, as headings in plain text often are."""
    return line.text.isupper() and sum(character.isalpha() for character in line.text) >= 4


def _headed(drafts: list[_Draft]) -> list[_Draft]:
    """Find the headings, from the last block to the first, for what follows decides."""
    for place in range(len(drafts) - 1, -1, -1):
        draft = drafts[place]
        if not _may_head(draft):
            continue
        after = drafts[place + 1] if place + 1 < len(drafts) else None
        if after is None:
            continue
        if _shouts(draft.first):
            heads = True
        elif after.kind == "heading":
            # A title above the first section; more than one short line in a row is no heading but a list of names.
            heads = after.first.apart or place == 0
        elif after.kind == "paragraph":
            heads = after.length > draft.length and not _may_head(after)
        else:
            heads = draft.first.apart
        if heads:
            draft.kind = "heading"
            draft.level = 1 if place == 0 else 2
    return drafts


def _prose(draft: _Draft) -> tuple[Prose, tuple[Inline, ...]]:
    writer = ProseWriter()
    end = 0
    for number, line in enumerate(draft.lines):
        if number:
            writer.space(end, end + 1)
        writer.add(line.text, line.start)
        end = line.start + len(line.text)
    prose = writer.build()
    return prose, tuple(bare_addresses(prose))


def _lists(depth: int) -> tuple[Container, ...]:
    nested: list[Container] = ["list"] * depth
    return tuple(nested)


def _blocks(drafts: list[_Draft]) -> Iterator[Block]:
    index = 0
    lead_in: int | None = None
    indents: list[int] = []
    before: Block | None = None
    for draft in drafts:
        line = draft.first
        containers: tuple[Container, ...] = ("quote",) if line.quoted else ()
        level = draft.level
        if draft.kind == "item":
            if before is None or before.kind != "item":
                indents = []
                lead_in = before.index if before is not None and before.kind == "paragraph" else None
            while indents and line.indent <= indents[-1]:
                indents.pop()
            indents.append(line.indent)
            level = len(indents)
            containers = (*containers, *_lists(level))
        prose, found = _prose(draft)
        if not prose.text:
            continue
        before = Block(
            index=index,
            kind=draft.kind,
            span=prose.locate(0, len(prose.text)),
            prose=prose,
            inlines=found,
            level=level,
            containers=containers,
            lead_in=lead_in if draft.kind == "item" else None,
            label=line.label,
        )
        yield before
        index += 1
