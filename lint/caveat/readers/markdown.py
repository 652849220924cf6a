"""Reads Markdown: CommonMark with tables, footnotes, definition lists, task lists and front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from markdown_it.token import Token

from caveat.document import Block, Document, Inline, Prose, ProseBuilder, Source, Span
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.commonmark import Lines, Origin, has_markup, parse_blocks, parse_inlines
from caveat.readers.encoding import decode
from caveat.readers.front_matter import split_front_matter
from caveat.readers.superscript import is_mark
from caveat.readers.writer import ProseWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.document import BlockKind, Container, InlineKind
    from caveat.readers.commonmark import Environment, Stretch, Structure

_HEADING_TAIL = compiled(r"[ \t]+\{[^{}\n]*\}\Z|\A\{[#.:][^{}\n]*\}\Z")
_RAW = compiled(
    r"""<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""", re.DOTALL
)
_RAW_PIECE = compiled(
    r"""\n|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|<!--.*?(?:-->|\Z)|<[!?][^>]*>|</?[A-Za-z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>""",
    re.DOTALL,
)
_TAG = compiled(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = compiled(
    r"""\s(?P<name>href|src|alt)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""", re.IGNORECASE
)
_UNSAFE = compiled(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)

_MARKS: dict[str, InlineKind] = {
    "a": "link",
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "code": "code",
}
# Elements whose words are not the page's text.
_SILENT = frozenset(
    [
        "button",
        "iframe",
        "nav",
        "noscript",
        "object",
        "pre",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
        "audio",
    ]
)
_KINDS: dict[str, tuple[BlockKind, int]] = {
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    "li": ("item", 1),
    "td": ("cell", 0),
    "th": ("cell", 0),
    "figcaption": ("caption", 0),
    "caption": ("caption", 0),
}
_LISTS = frozenset({"dl", "ol", "ul"})
_BLOCKS = frozenset(_KINDS) | frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
    ]
)
_CLOSES = frozenset({"em_close", "strong_close", "link_close"})
# These are followed even among words that are not read, for the other of the pair may stand outside.
_PAIRED = _CLOSES | {"em_open", "strong_open", "link_open"}
_OPENS: dict[str, InlineKind] = {"em_open": "emphasis", "strong_open": "strong"}
# A raised reference mark is short; what is longer is read as text.
_LONGEST_MARK = 12


def read_markdown(path: str, data: bytes) -> Document:
    """Make a document of a Markdown file's bytes."""
    decoded = decode(data)
    matter = split_front_matter(decoded.text)
    origin = Origin(decoded.text, matter.end)
    walk = _Walk(parse_blocks(origin), origin)
    walk.run()
    return Document(
        Source(path, decoded.text, "markdown", decoded.encoding),
        tuple(walk.blocks),
        front=matter.front,
        genre=matter.front.text("genre") or "article",
        language=matter.front.text("language") or matter.front.text("lang"),
        notes=(*decoded.notes, *matter.notes),
    )


@dataclass(slots=True)
class _Frame:
    """A list, quotation, table or footnote that is open, and what its blocks take from it."""

    container: Container | None
    lead_in: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Aside:
    """Text that stands inside a block without belonging to its prose: an alternative text, an inline footnote."""

    kind: BlockKind
    content: str
    lines: Lines


class _Walk:
    """Goes through the block tokens of a text and collects its blocks."""

    def __init__(self, structure: Structure, origin: Origin) -> None:
        self._structure = structure
        self._origin = origin
        self._frames: list[_Frame] = []
        self._depth = 0
        # The block that a list or a table would follow directly, were it to begin at the next token.
        self._previous: int | None = None
        # The block that leads into the list that is open in raw HTML.
        self._raw_lead: int | None = None
        self._term: int | None = None
        self.blocks: list[Block] = []

    def run(self) -> None:
        """Read every token."""
        tokens = self._structure.tokens
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                self._text(index, token, tokens[index - 1])
            elif kind.endswith("_open"):
                self._open(kind, token)
            elif kind.endswith("_close"):
                self._close(kind)
            elif kind == "html_block":
                self._html(index)
            else:
                self._previous = self._raw_lead = None
                if kind in ("fence", "code_block"):
                    self._code(index)

    def _open(self, kind: str, token: Token) -> None:
        if kind in ("bullet_list_open", "ordered_list_open", "dl_open"):
            self._frames.append(_Frame("list", self._previous))
            self._depth += 1
        elif kind == "table_open":
            self._frames.append(_Frame("table", self._previous))
        elif kind == "blockquote_open":
            self._frames.append(_Frame("quote"))
            self._previous = None
        elif kind == "footnote_reference_open":
            self._frames.append(_Frame(None, label=str(token.meta["label"])))
            self._previous = None
        elif kind == "dd_open":
            self._frames[-1].lead_in = self._term
        elif kind == "list_item_open":
            self._previous = None

    def _close(self, kind: str) -> None:
        if kind in ("bullet_list_close", "ordered_list_close", "dl_close"):
            self._frames.pop()
            self._depth -= 1
        elif kind in ("table_close", "blockquote_close", "footnote_reference_close"):
            self._frames.pop()
        if kind != "paragraph_close":
            self._previous = None

    def _text(self, index: int, token: Token, opening: Token) -> None:
        content, lines = token.content, self._structure.lines[index]
        frame = self._frames[-1] if self._frames else None
        kind: BlockKind = "paragraph"
        level = 0
        if opening.type == "heading_open":
            kind, level = "heading", int(opening.tag[1])
            content = _HEADING_TAIL.sub("", content)
        elif opening.type in ("th_open", "td_open"):
            kind = "cell"
        elif opening.type == "paragraph_open" and frame is not None:
            if frame.container == "list":
                kind, level = "item", self._depth
            elif frame.label is not None:
                kind = "footnote"
        emitted = self._emit(kind, _Run(content, lines, self._structure.environment), level)
        self._raw_lead = None
        self._previous = emitted if opening.type == "paragraph_open" else None
        if opening.type == "dt_open":
            self._term = emitted

    def _emit(self, kind: BlockKind, run: _Run, level: int = 0) -> int | None:
        """Add the block of a run of text, then those of what stood inside it; return the first one's index."""
        run.read()
        emitted = None
        if run.prose.text:
            emitted = len(self.blocks)
            self._add(kind, run.prose, run.inlines, level)
        for aside in run.asides:
            self._emit(aside.kind, _Run(aside.content, aside.lines, self._structure.environment))
        return emitted

    def _add(self, kind: BlockKind, prose: Prose, inlines: tuple[Inline, ...] = (), level: int = 0) -> None:
        frame = self._frames[-1] if self._frames else None
        self.blocks.append(
            Block(
                index=len(self.blocks),
                kind=kind,
                span=_cover(prose, inlines),
                prose=prose,
                inlines=inlines,
                level=level,
                containers=tuple(frame.container for frame in self._frames if frame.container is not None),
                lead_in=frame.lead_in if frame is not None and kind in ("item", "cell") else None,
                label=next((frame.label for frame in reversed(self._frames) if frame.label is not None), ""),
            )
        )

    def _code(self, index: int) -> None:
        builder = ProseBuilder()
        stretches = self._structure.stretches[index]
        for number, stretch in enumerate(stretches, start=1):
            start = self._origin(stretch.start)
            if stretch.spaces:
                builder.instead(" " * stretch.spaces, start - 1, start)
            text = self._origin.body[stretch.start : stretch.end]
            builder.same(text.removesuffix("\n") if number == len(stretches) else text, start)
        prose = builder.build()
        if prose.text.strip():
            self._add("code", prose)

    def _html(self, index: int) -> None:
        """Read the words of raw HTML, a block for each element that begins one."""
        content, lines = _joined(self._structure.stretches[index], self._origin)
        kind: BlockKind = "paragraph"
        level = start = 0
        silent: str | None = None
        for tag in _RAW.finditer(content):
            name = (tag["name"] or "").lower()
            if silent is not None:
                if name == silent and tag["end"]:
                    silent, start = None, tag.end()
                continue
            if name not in _BLOCKS and name not in _SILENT:
                continue
            self._raw(kind, content, lines, start, tag.start(), level)
            if name in _LISTS:
                self._raw_lead, self._previous = None if tag["end"] else self._previous, None
            start = tag.end()
            if name in _SILENT and not tag["end"]:
                silent = name
            kind, level = ("paragraph", 0) if tag["end"] else _KINDS.get(name, ("paragraph", 0))
        if silent is None:
            self._raw(kind, content, lines, start, len(content), level)

    def _raw(self, kind: BlockKind, content: str, lines: Lines, start: int, end: int, level: int) -> None:
        if not content[start:end].strip():
            return
        run = _Run(content[start:end], lines.part(start, end), self._structure.environment, raw=True)
        if kind == "item":
            self._frames.append(_Frame("list", self._raw_lead))
            self._emit(kind, run, self._depth + 1)
            self._frames.pop()
            self._previous = None
        else:
            emitted = self._emit(kind, run, level)
            if emitted is not None:
                self._previous = emitted if kind == "paragraph" else None


def _cover(prose: Prose, inlines: tuple[Inline, ...]) -> Span:
    """Return the stretch of source that a block's words and marks take up."""
    whole = prose.locate(0, len(prose.text))
    start = min((inline.span.start for inline in inlines), default=whole.start)
    end = max((inline.span.end for inline in inlines), default=whole.end)
    return Span(min(whole.start, start), max(whole.end, end))


def _joined(stretches: list[Stretch], origin: Origin) -> tuple[str, Lines]:
    pieces: list[str] = []
    lines = Lines([0], [0])
    length = 0
    for stretch in stretches:
        lines.starts.append(length)
        lines.shifts.append(origin(stretch.start) - length)
        pieces.append(origin.body[stretch.start : stretch.end])
        length += stretch.end - stretch.start
    return "".join(pieces), lines


class _Run:
    """One run of text with its markup: what it says, its links and marks, and what stands aside."""

    def __init__(self, content: str, lines: Lines, environment: Environment, *, raw: bool = False) -> None:
        self._content = content
        self._lines = lines
        self._environment = environment
        self._raw = raw
        self._writer = ProseWriter()
        # What is open: kind, prose offset, source offset, target.
        self._marks: list[tuple[InlineKind, int, int, str]] = []
        self._tags: list[tuple[str, InlineKind, int, int, str]] = []
        self._found: list[Inline] = []
        # Tokens before this index are of a citation mark or a script, whose words are not read.
        self._unread = 0
        self.asides: list[_Aside] = []
        self.prose = Prose("")
        self.inlines: tuple[Inline, ...] = ()

    def read(self) -> None:
        """Read the run, once."""
        if not self._content:
            return
        if self._raw:
            self._tokens(list(_raw_tokens(self._content)))
        elif has_markup(self._content):
            self._tokens(list(parse_inlines(self._content, self._environment)))
        else:
            self._plain(self._content, 0)
        self.prose = self._writer.build()
        text = self.prose.text
        if not self._found and "://" not in text and "www." not in text:
            return
        found = [_worded(inline, text) for inline in self._found]
        found.extend([*bare_addresses(self.prose, found)])
        self.inlines = tuple(sorted(found, key=lambda inline: (inline.start, inline.span.start, -inline.span.end)))

    def _plain(self, text: str, start: int) -> None:
        """Write text that holds no markup but may run over lines."""
        at = self._lines.at
        while (position := text.find("\n")) >= 0:
            self._write(text[:position], start)
            newline = at(start + position)
            self._writer.space(newline, newline + 1)
            start += position + 1
            text = text[position + 1 :]
        self._write(text, start)

    def _write(self, text: str, start: int) -> None:
        """Write a part of the run that lies on one line."""
        if self._lines.whole:
            self._writer.add(text, self._lines.at(start))
            return
        for left, right in self._lines.split(start, start + len(text)):
            self._writer.add(text[left - start : right - start], self._lines.at(left))

    def _tokens(self, tokens: list[tuple[Token, tuple[int, int]]]) -> None:
        writer, at = self._writer, self._lines.at
        index = 0
        while index < len(tokens):
            token, (start, end) = tokens[index]
            kind = token.type
            index += 1
            if index <= self._unread and kind not in _PAIRED:
                continue
            if kind == "text":
                if token.content:
                    self._write(token.content, start)
            elif kind in ("softbreak", "hardbreak"):
                newline = at(self._content.index("\n", start))
                writer.space(newline, newline + 1)
            elif kind == "text_special":
                if token.content == self._content[start:end]:
                    self._write(token.content, start)
                else:
                    writer.stands_for(token.content, at(start), at(end - 1) + 1)
            elif kind in _OPENS:
                outer = 1 if kind == "strong_open" else 0
                self._marks.append((_OPENS[kind], writer.next, at(start - outer), ""))
            elif kind == "link_open":
                name: InlineKind = "autolink" if token.markup == "autolink" else "link"
                self._marks.append((name, writer.next, at(start), str(token.attrs.get("href", ""))))
            elif kind in _CLOSES:
                outer = 1 if kind == "strong_close" else 0
                name, began, source, target = self._marks.pop()
                if index > self._unread:
                    self._mark(name, began, source, at(end - 1 + outer) + 1, target)
            elif kind == "code_inline":
                began = writer.next
                fence = len(token.markup)
                self._plain(self._content[start + fence : end - fence], start + fence)
                self._mark("code", began, at(start), at(end - 1) + 1)
            elif kind == "footnote_ref":
                self._cite(str(token.meta["label"]), start, end)
            elif kind == "footnote_inline":
                self._cite("", start, end)
                self._aside("footnote", start + 2, end - 1)
            elif kind == "image":
                self._image(start + 2, start + 2 + len(token.content), start, end, str(token.attrs.get("src", "")))
            elif kind == "html_inline":
                self._tag(tokens, index)

    def _mark(self, kind: InlineKind, began: int, source_start: int, source_end: int, target: str = "") -> None:
        if _UNSAFE.match(target):
            target = ""
        start = min(began, self._writer.length)
        span = Span(source_start, source_end)
        self._found.append(Inline(kind, start, self._writer.length, span, target))

    def _cite(self, label: str, start: int, end: int) -> None:
        place = self._writer.length
        span = Span(self._lines.at(start), self._lines.at(end - 1) + 1)
        self._found.append(Inline("citation", place, place, span, label, label))

    def _aside(self, kind: BlockKind, start: int, end: int) -> None:
        if start < end:
            self.asides.append(_Aside(kind, self._content[start:end], self._lines.part(start, end)))

    def _image(self, left: int, right: int, start: int, end: int, target: str) -> None:
        self._aside("alt", left, right)
        place = self._writer.length
        span = Span(self._lines.at(start), self._lines.at(end - 1) + 1)
        words = " ".join(self._content[left:right].split())
        self._found.append(Inline("image", place, place, span, "" if _UNSAFE.match(target) else target, words))

    def _tag(self, tokens: list[tuple[Token, tuple[int, int]]], index: int) -> None:
        """Read the tag that the tokens before `index` end with."""
        token, (start, end) = tokens[index - 1]
        tag = _TAG.match(token.content)
        if tag is None:
            return
        name, closes = tag["name"].lower(), bool(tag["end"])
        at = self._lines.at
        if name in _SILENT:
            if not closes:
                self._unread = _after(tokens, index, name)
        elif name == "sup":
            if not closes:
                self._raised(tokens, index)
        elif name in _BLOCKS or name == "br":
            self._writer.space(at(start), at(end - 1) + 1)
        elif name == "img":
            self._picture(token.content, start, end)
        elif name in _MARKS and not closes:
            target = _attribute(token.content, "href")
            if name != "a" or target is not None:
                words = unescape(target[0]) if target else ""
                self._tags.append((name, _MARKS[name], self._writer.next, at(start), words))
        elif name in _MARKS:
            for place in range(len(self._tags) - 1, -1, -1):
                if self._tags[place][0] == name:
                    _, kind, began, source, words = self._tags.pop(place)
                    self._mark(kind, began, source, at(end - 1) + 1, words)
                    break

    def _picture(self, tag: str, start: int, end: int) -> None:
        source = _attribute(tag, "src")
        words = _attribute(tag, "alt")
        if words is None:
            return
        left = start + words[1]
        self._image(left, left + len(words[0]), start, end, unescape(source[0]) if source else "")

    def _raised(self, tokens: list[tuple[Token, tuple[int, int]]], index: int) -> None:
        """Read a raised reference mark as a citation; leave any other raised text to be read as words."""
        start = tokens[index - 1][1][0]
        words = ""
        linked = False
        for place in range(index, min(index + _LONGEST_MARK, len(tokens))):
            token, (_, end) = tokens[place]
            if token.type == "html_inline" and (tag := _TAG.match(token.content)):
                if tag["end"] and tag["name"].lower() == "sup":
                    if is_mark(words, self._content[max(start - 40, 0) : start], linked=linked):
                        self._cite(words.strip().strip("[]()"), start, end)
                        self._unread = place + 1
                    return
                linked = linked or tag["name"].lower() == "a"
            elif token.type == "link_open":
                linked = True
            elif token.type in ("text", "text_special"):
                words += token.content


def _worded(inline: Inline, text: str) -> Inline:
    """Give an inline its words, now that they are known, and leave the space before them out."""
    if inline.start == inline.end:
        return inline
    start = inline.start + (text[inline.start] == " ")
    return replace(inline, start=start, text=text[start : inline.end])


def _attribute(tag: str, name: str) -> tuple[str, int] | None:
    """Return an attribute's value and where it stands in the tag."""
    for found in _ATTRIBUTE.finditer(tag):
        if found["name"].lower() == name:
            group = next(group for group in ("double", "single", "bare") if found[group] is not None)
            return found[group], found.start(group)
    return None


def _after(tokens: list[tuple[Token, tuple[int, int]]], index: int, name: str) -> int:
    """Return the index after the closing tag of an element whose words are not read."""
    for place in range(index, len(tokens)):
        token = tokens[place][0]
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag is not None and tag["end"] and tag["name"].lower() == name:
            return place + 1
    return index


def _raw_tokens(content: str) -> Iterator[tuple[Token, tuple[int, int]]]:
    """Yield the tags, entities and texts of raw HTML as the inline parser would."""
    last = 0
    for found in _RAW_PIECE.finditer(content):
        if last < found.start():
            yield Token("text", "", 0, content=content[last : found.start()]), (last, found.start())
        last = found.end()
        text = found[0]
        if text[0] == "&":
            yield Token("text_special", "", 0, content=unescape(text)), found.span()
        elif text == "\n":
            yield Token("softbreak", "br", 0), found.span()
        else:
            yield Token("html_inline", "", 0, content=text), found.span()
    if last < len(content):
        yield Token("text", "", 0, content=content[last:]), (last, len(content))
