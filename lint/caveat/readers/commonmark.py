"""Parses Markdown and keeps, for everything it finds, the place it was found at.

markdown-it-py does the parsing; its block and inline states are extended to remember places, because the tokens it
makes hold text with the indentation, quote marks and escapes already gone. Only what changes places is replaced, so
that the reading of Markdown stays that library's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS, isStrSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    link_pairs,
    newline,
    strikethrough,
)
from markdown_it.rules_inline.state_inline import Delimiter
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from caveat.patterns import compiled
from caveat.readers.reader import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping
    from typing import Any

    from markdown_it.token import Token

    Environment = MutableMapping[str, Any]
    InlineRule = Callable[[StateInline, bool], bool]

# Nobody nests a list or a quotation this deep; the parser would drop what lies deeper without a word.
_DEEPEST = 90
_BLOCK_NESTING = 100
# Brackets within brackets are followed this far, and are text beyond: the work grows with it.
_INLINE_NESTING = 20


class Origin:
    """Leads from offsets in normalised Markdown (every line ends in a line feed) back to the file's text."""

    def __init__(self, text: str, start: int = 0) -> None:
        """Take the text from `start` on, which is where offsets count from."""
        self._start = start
        body = text[start:] if start else text
        self._pairs: list[int] = []
        if "\r" in body:
            self._pairs = [found.start() - index for index, found in enumerate(re.finditer("\r\n", body))]
            body = body.replace("\r\n", "\n").replace("\r", "\n")
        self.body = body

    def __call__(self, offset: int) -> int:
        """Return the offset in the file's text."""
        return self._start + offset + (bisect_left(self._pairs, offset) if self._pairs else 0)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the text of one inline run stands in the file: its stretches, and how far each is shifted."""

    starts: list[int]
    shifts: list[int]
    # Whether every line of the run is one stretch; in a table cell, a bar after a backslash splits it.
    whole: bool = True

    def at(self, offset: int) -> int:
        """Return the place in the file of a character of the run."""
        if len(self.starts) == 1:
            return offset + self.shifts[0]
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def part(self, start: int, end: int) -> Lines:
        """Return the same for a part of the run's text."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_left(self.starts, end), first + 1)
        return Lines(
            [max(offset - start, 0) for offset in self.starts[first:last]],
            [shift + start for shift in self.shifts[first:last]],
            self.whole,
        )

    def split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of a part of the run that are one stretch each."""
        for offset in self.starts:
            if start < offset < end:
                yield start, offset
                start = offset
        if start < end:
            yield start, end


@dataclass(frozen=True, slots=True)
class Stretch:
    """One line of a leaf block: its place in the normalised text, and the spaces that a split tab left before it."""

    start: int
    end: int
    spaces: int


@dataclass(slots=True)
class Structure:
    """The block tokens of a text, with the places of those that hold text."""

    tokens: list[Token]
    lines: dict[int, Lines] = field(default_factory=dict)
    stretches: dict[int, list[Stretch]] = field(default_factory=dict)
    environment: Environment = field(default_factory=dict)


class _Blocks(StateBlock):
    """The block state, which remembers what was read from where."""

    def __init__(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.read: dict[tuple[int, int], list[Stretch]] = {}
        # Token index to offset: where the text of a heading or a table row begins, as its containers leave it.
        self.opened: dict[int, int] = {}

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        if self.level > _DEEPEST:
            raise Unreadable("too-deep", f"lists or quotations are nested more than {_DEEPEST // 2} deep")
        if ttype == "heading_open":
            # The rule moves on to the next line before it opens the heading.
            line = self.line - 1
            self.opened[len(self.tokens) - 1] = self.bMarks[line] + self.tShift[line]
        elif ttype == "table_close":
            self._open_rows()
        return token

    def _open_rows(self) -> None:
        """Note where the rows of the table just read begin, while the marks of its containers still stand."""
        for index in range(len(self.tokens) - 1, -1, -1):
            token = self.tokens[index]
            if token.type == "table_open":
                return
            if token.type == "tr_open" and token.map:
                line = token.map[0]
                self.opened[index] = self.bMarks[line] + self.tShift[line]

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803, FBT001 - overrides
        stretches: list[Stretch] = []
        pieces: list[str] = []
        for line in range(begin, end):
            width = 0
            start = first = self.bMarks[line]
            last = self.eMarks[line] + (1 if line + 1 < end or keepLastLF else 0)
            if indent > 0:
                while first < last and width < indent:
                    character = self.src[first]
                    if isStrSpace(character):
                        width += 4 - (width + self.bsCount[line]) % 4 if character == "\t" else 1
                    elif first - start < self.tShift[line]:
                        width += 1
                    else:
                        break
                    first += 1
            spaces = max(width - indent, 0) if indent > 0 else 0
            if spaces:
                pieces.append(" " * spaces)
            pieces.append(self.src[first:last])
            stretches.append(Stretch(first, last, spaces))
        self.read[begin, end] = stretches
        return "".join(pieces)


class _Inlines(StateInline):
    """The inline state, which keeps for each token the part of the run that it was made from."""

    def __init__(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self.spans: list[tuple[int, int]] = []
        self.pending_start = 0

    def pushPending(self) -> Token:  # noqa: N802 - overrides
        token = super().pushPending()
        self.spans.append((self.pending_start, self.pending_start + len(token.content)))
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        self.spans.append(_OPEN_SPAN)
        return token


_OPEN_SPAN = (-1, -1)
# What may begin markup, or end a label; all else is text.
_MARKUP = compiled(r"[\n\\`*_~\[\]<&]|!\[|\^\[")


class _InlineParser(ParserInline):
    """The inline parser: the library's rules, each tried only at the character that it begins with."""

    def tokenize(self, state: StateInline) -> None:
        if not isinstance(state, _Inlines):  # pragma: no cover - only this module makes states
            raise TypeError(type(state))
        end = state.posMax
        src, tokens, spans = state.src, state.tokens, state.spans
        deep = state.level >= _INLINE_NESTING
        while (start := state.pos) < end:
            if not state.pending:
                state.pending_start = start
            found = _MARKUP.search(src, start, end)
            stop = found.start() if found else end
            if stop > start:
                state.append_pending(src[start:stop])
                state.pos = stop
                continue
            before = len(tokens)
            if not deep and any(rule(state, False) for rule in _RULES[src[start]]):  # noqa: FBT003 - the library's way
                if len(tokens) > before:
                    _close_spans(tokens, spans, before, start, state.pos)
                continue
            state.append_pending(src[start])
            state.pos = start + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - overrides
        start = state.pos
        known = state.cache.get(start)
        if known is not None:
            state.pos = known
            return
        found = _MARKUP.search(state.src, start)
        stop = found.start() if found else state.posMax
        if stop > start:
            state.pos = stop
        elif state.level >= _INLINE_NESTING:
            state.pos = state.posMax
        else:
            state.level += 1
            matched = any(rule(state, True) for rule in _RULES[state.src[start]])  # noqa: FBT003 - the library's way
            state.level -= 1
            if not matched:
                state.pos = start + 1
        state.cache[start] = state.pos

    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:
        """Return nothing: the library asks for alternative texts here, which are read when their block is made."""
        del src, md, env
        return tokens


def _close_spans(tokens: list[Token], spans: list[tuple[int, int]], before: int, start: int, end: int) -> None:
    """Give the tokens that a rule made their places; several texts in a row share the rule's stretch."""
    cursor = start
    for index in range(before, len(tokens)):
        if spans[index] is not _OPEN_SPAN:
            continue
        token = tokens[index]
        if token.type == "text":
            spans[index] = (cursor, cursor + len(token.content))
            cursor += len(token.content)
        else:
            spans[index] = (start, end)
            if token.type == "link_open" and token.markup == "autolink":
                cursor = start + 1


def _strike(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule of the library
    """Read a run of tildes: two strike through, any other number is text."""
    if silent:
        return False
    scanned = state.scanDelims(state.pos, canSplitWord=True)
    token = state.push("text", "", 0)
    token.content = "~" * scanned.length
    if scanned.length == 2:
        state.delimiters.append(
            Delimiter(ord("~"), 0, len(state.tokens) - 1, -1, open=scanned.can_open, close=scanned.can_close)
        )
    state.pos += scanned.length
    return True


def _footnote_mark(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule of the library
    return state.src.startswith("[^", state.pos) and footnote_ref(state, silent)


def _inline_footnote(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule of the library
    """Read a footnote that is written out where it stands: ^[its text]."""
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote_inline", "", 0)
        token.content = state.src[start + 2 : end]
    state.pos = end + 1
    return True


_RULES: dict[str, tuple[InlineRule, ...]] = {
    "\n": (newline,),
    "\\": (escape,),
    "`": (backtick,),
    "*": (emphasis.tokenize,),
    "_": (emphasis.tokenize,),
    "~": (_strike,),
    "[": (link, _footnote_mark),
    "!": (image,),
    "^": (_inline_footnote,),
    "<": (autolink, html_inline),
    "&": (entity,),
    "]": (),
}


class _Markdown(MarkdownIt):
    """The parser, which keeps addresses as they were written; what to do with one is for whoever uses it."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - overrides
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - overrides
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 - overrides
        del url
        return True


@cache
def _parser() -> MarkdownIt:
    parser = _Markdown("commonmark", {"maxNesting": _BLOCK_NESTING, "tasklists": True})
    parser.enable(["table"]).use(footnote_plugin, move_to_end=False).use(deflist_plugin)
    parser.inline = _InlineParser()
    return parser


def parse_blocks(origin: Origin) -> Structure:
    """Return the blocks of a Markdown text and the places of their text."""
    parser = _parser()
    tokens: list[Token] = []
    environment: Environment = {}
    if not origin.body:
        return Structure(tokens)
    state = _Blocks(origin.body, parser, environment, tokens)
    parser.block.tokenize(state, 0, state.lineMax)
    structure = Structure(tokens, environment=environment)
    for index, token in enumerate(tokens):
        if token.type == "inline" and index not in structure.lines:
            structure.lines[index] = _inline_lines(state, index, origin)
        elif token.type == "tr_open":
            _place_cells(state, index, origin, structure)
        elif token.type in ("fence", "code_block", "html_block") and token.map:
            structure.stretches[index] = _leaf(state, token)
    return structure


def parse_inlines(content: str, environment: Environment) -> Iterator[tuple[Token, tuple[int, int]]]:
    """Yield the inline tokens of a run of text, each with the part of the run that it was made from."""
    state = _Inlines(content, _parser(), environment, [])
    state.md.inline.tokenize(state)
    link_pairs(state)
    strikethrough.postProcess(state)
    emphasis.postProcess(state)
    return zip(state.tokens, state.spans, strict=True)


def has_markup(content: str) -> bool:
    """Say whether anything in a run of text may be markup; a line break is not."""
    return _REAL_MARKUP.search(content) is not None


_REAL_MARKUP = compiled(r"[\\`*_~\[<&]")


def _inline_lines(state: _Blocks, index: int, origin: Origin) -> Lines:
    token = state.tokens[index]
    if (start := state.opened.get(index - 1)) is not None and state.tokens[index - 1].markup.startswith("#"):
        start += len(state.tokens[index - 1].markup)
        while start < len(state.src) and state.src[start] in MD_TRIM_CHARS and state.src[start] != "\n":
            start += 1
        return Lines([0], [origin(start)])
    begin, end = token.map or (0, 0)
    # The rule for definition lists trims as Python does, the library as CommonMark says.
    trimmed = None if state.tokens[index - 1].type == "dt_open" else MD_TRIM_CHARS
    stretches = state.read.get((begin, end)) or state.read.get((begin, end + 1)) or []
    lines = Lines([], [])
    lead = 0
    for stretch in stretches:
        text = state.src[stretch.start : stretch.end]
        kept = text.lstrip(trimmed)
        lead += stretch.spaces + len(text) - len(kept)
        if kept:
            break
    cursor = -lead
    for stretch in stretches:
        length = stretch.spaces + stretch.end - stretch.start
        if cursor + length > 0:
            lines.starts.append(max(cursor, 0))
            lines.shifts.append(origin(stretch.start) - cursor - stretch.spaces)
        cursor += length
    return lines


def _leaf(state: _Blocks, token: Token) -> list[Stretch]:
    begin, end = token.map or (0, 0)
    if token.type != "fence":
        return state.read.get((begin, end), [])
    # A fence that the text ends before has no closing line.
    return state.read.get((begin + 1, end - 1)) or state.read.get((begin + 1, end)) or []


def _place_cells(state: _Blocks, row: int, origin: Origin, structure: Structure) -> None:
    token = state.tokens[row]
    start = state.opened[row]
    text = state.src[start : state.eMarks[token.map[0] if token.map else 0]]
    trimmed = text.strip(MD_TRIM_CHARS)
    start += len(text) - len(text.lstrip(MD_TRIM_CHARS))
    cells = _split_row(trimmed)
    index = row
    while state.tokens[index].type != "tr_close":
        index += 1
        if state.tokens[index].type != "inline":
            continue
        parts = next(cells, [])
        lines = Lines([], [], whole=len(parts) < 2)
        length = 0
        for left, right in parts:
            lines.starts.append(length)
            lines.shifts.append(origin(start + left) - length)
            length += right - left
        structure.lines[index] = lines


def _split_row(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield for each cell of a table row the parts of the row that make up its text, outer white space left out.

    A bar after a backslash stands for itself and the backslash is dropped, whatever stands before it.
    """
    cells: list[list[tuple[int, int]]] = [[]]
    last = 0
    for bar in re.finditer(r"\|", text):
        position = bar.start()
        if position and text[position - 1] == "\\":
            cells[-1].append((last, position - 1))
            last = position
        else:
            cells[-1].append((last, position))
            cells.append([])
            last = position + 1
    cells[-1].append((last, len(text)))
    if len(cells) > 0 and _is_empty(cells[0]):
        cells.pop(0)
    if cells and _is_empty(cells[-1]):
        cells.pop()
    for cell in cells:
        yield _trim(text, cell)


def _is_empty(parts: list[tuple[int, int]]) -> bool:
    return all(left == right for left, right in parts)


def _trim(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = [part for part in parts if part[0] < part[1]]
    while kept:
        left, right = kept[0]
        left += len(text[left:right]) - len(text[left:right].lstrip(MD_TRIM_CHARS))
        if left < right:
            kept[0] = (left, right)
            break
        kept.pop(0)
    while kept:
        left, right = kept[-1]
        right = left + len(text[left:right].rstrip(MD_TRIM_CHARS))
        if left < right:
            kept[-1] = (left, right)
            break
        kept.pop()
    return kept
