"""HTML pages to documents: what a reader of the page sees, every character led back to the page's source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from justhtml import JustHTML, Text

from caveat.document import Block, Document, Front, Inline, Prose, ProseBuilder, Source, Span
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.encoding import Decoded, decode
from caveat.readers.html_front import FrontCollector
from caveat.readers.html_source import (
    Piece,
    align,
    align_attribute,
    attribute_span,
    tag_end,
    whole,
    without_bogus_markup,
)
from caveat.readers.superscript import is_mark
from caveat.readers.writer import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from justhtml import Node, NodeType

    from caveat.document import BlockKind, Container, InlineKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that end the line they stand in. Others are part of it.
_BLOCKS = frozenset(
    {
        *_HEADINGS,
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html"),
        *("legend", "li", "listing", "main", "menu", "ol", "p", "plaintext", "pre", "search", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"),
    }
)
# Nothing in these is read as part of the page's text.
_LEFT_OUT = frozenset(
    {
        *("annotation", "annotation-xml", "applet", "audio", "canvas", "datalist", "embed", "frameset"),
        *("head", "iframe", "input", "map", "meter", "nav", "noembed", "noframes", "noscript", "object", "optgroup"),
        *("option", "output", "progress", "rp", "rt", "script", "search", "select", "style", "svg", "template"),
        *("textarea", "title", "video"),
    }
)
_ROLES_LEFT_OUT = frozenset(
    {
        *("alertdialog", "dialog", "doc-backlink", "menu", "menubar", "navigation", "progressbar", "search"),
        *("searchbox", "slider", "switch", "tablist", "textbox", "toolbar"),
    }
)
_INLINES: dict[str, InlineKind] = {
    "a": "link",
    "b": "strong",
    "code": "code",
    "em": "emphasis",
    "i": "emphasis",
    "kbd": "code",
    "samp": "code",
    "strong": "strong",
    "tt": "code",
}
_COOKIES = compiled(
    r"(?:cookie|gdpr|ccpa)s?[-_]?(?:\w+[-_])?(?:banner|bar|box|consent|dialog|law|message|modal|notice|notification|"
    r"overlay|popup|prompt)|onetrust|cookiebot|cookieconsent|usercentrics",
    re.IGNORECASE,
)
_CRUMBS = compiled(r"\bbread-?crumbs?\b", re.IGNORECASE)
_SKIP = compiled(r"\bskip\b|\bskip-?(?:link|nav|to)", re.IGNORECASE)
_UNSEEN_STYLE = compiled(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOTES = compiled(r"(?:^|\s)(?:footnotes|endnotes)(?:\s|$)", re.IGNORECASE)
_BACK = compiled(r"(?:^|\s)(?:footnote-back(?:ref|link)|reversefootnote)(?:\s|$)", re.IGNORECASE)
_UNSAFE = compiled(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)
_NOTE_ID = compiled(r"^(?:user-content-)?(?:fn|footnote|note|cite_note|endnote)[-:_]?", re.IGNORECASE)

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
# Words with single spaces between them are taken together: that is most of any page.
_TOKEN = compiled(rf"(?P<space>\s+)|(?P<unseen>[{INVISIBLE}]+)|[^\s{INVISIBLE}]+(?: [^\s{INVISIBLE}]+)*")
_LINES = compiled(r"(?P<space>\s+)|(?P<unseen>(?!))|\S+")
_CLOSING_TAG = compiled(r"\s*</([A-Za-z][^\s/>]*)[^>]*>")
_CLOSES_UP = tuple(".,;:!?)]%»”’")
# A decimal reference with a digit that is not ASCII is plain text, but the parser stumbles over it.
_ODD_REFERENCE = compiled(r"&(?=#[0-9]*[^\x00-\x7f])")
_STAND_IN = "\ufdd0"
_FILLING = INVISIBLE + " \t\r\n\f\u00a0\u034f\u061c\u115f\u180e\u200c\u200d\u2007\u200e\u200f\u2800"
# Nobody nests this deep; without a bound a hostile page would make every block carry all of it.
_DEEPEST = 64

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_CHARSETS = {
    **{f"windows-{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)},
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **{name: name for name in ("big5", "euc-jp", "euc-kr", "gb18030", "gb2312", "gbk", "koi8-r", "koi8-u")},
    "macintosh": "mac-roman",
}


def read_html(path: str, data: bytes) -> Document:
    """Make a document of a page."""
    decoded = decode_html(data)
    page = page_of(decoded.text)
    return Document(
        Source(path, decoded.text, "html", decoded.encoding),
        page.blocks,
        page.front,
        page.front.text("genre") or "article",
        page.language,
        decoded.notes,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """What a page's text holds; places are in that text."""

    blocks: tuple[Block, ...]
    front: Front
    language: str | None


def page_of(text: str, *, mail: bool = False) -> Page:
    """Read a page's text; in an e-mail a table without headers is layout, and the first hidden text the preheader."""
    walk = _Walk(text, mail=mail)
    walk.run(_parse(text))
    front = walk.front.build()
    return Page(walk.finish(), front, walk.front.language or front.text("language"))


def _parse(text: str) -> Node:
    """Return the tree of a page, in which every node knows where it begins."""
    written = _ODD_REFERENCE.sub(_STAND_IN, without_bogus_markup(text))
    return JustHTML(written, track_node_locations=True, sanitize=False).root


def _nodes(root: Node) -> Iterator[NodeType]:
    stack: list[NodeType] = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.children or ())


def decode_html(data: bytes) -> Decoded:
    """Read the bytes as UTF-8 or UTF-16 when they are, else as the page says, else as any text file."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data, 0, 4096)
        encoding = _CHARSETS.get(declared[1].decode("ascii").lower()) if declared and b"\0" not in data else None
        if encoding is not None:
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                pass
    return decode(data)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where in the page's structure text stands."""

    kind: BlockKind = "paragraph"
    level: int = 0
    containers: tuple[Container, ...] = ()
    depth: int = 0
    label: str = ""
    lead_in: int | None = None
    notes: bool = False
    # Inside the page's header or footer, where lists of links are menus.
    margin: bool = False
    # Inside a table that only lays an e-mail out.
    layout: bool = False
    element: int = -1


@dataclass(slots=True, eq=False)
class _Open:
    """An inline element that has begun and not ended; `start` is None until some of its text has been read."""

    kind: InlineKind
    place: int
    target: str = ""
    start: int | None = None


@dataclass(slots=True)
class _Draft:
    """A block being collected."""

    frame: _Frame
    start: int
    end: int
    builder: ProseBuilder = field(default_factory=ProseBuilder)
    inlines: list[Inline] = field(default_factory=list)
    pictures: list[tuple[list[Piece], Span]] = field(default_factory=list)
    # White space that is written as soon as a word follows it.
    space: list[Piece] = field(default_factory=list)
    # A reference mark stands after the white space: no space is written in front of the full stop that follows.
    marked: bool = False
    tail: str = ""


class _Walk:
    """Goes through the tree once, in document order, without recursion."""

    def __init__(self, text: str, *, mail: bool = False) -> None:
        self.text = text
        self.front = FrontCollector(text)
        self._mail = mail
        # The tables of an e-mail that hold data, and the hidden element at its top that mail programs preview.
        self._data_tables: set[int] = set()
        self._preheader: NodeType | None = None
        self._origins: list[int] = []
        self._blocks: list[Block] = []
        self._ids: dict[str, str] = {}
        self._frames: list[_Frame] = [_Frame()]
        # For each frame, whether something has stood in it: only its first block begins where the element does.
        self._used: list[bool] = [True]
        self._open: list[_Open] = []
        self._waiting: list[_Open] = []
        self._draft: _Draft | None = None
        # The term that the definition to come is one of.
        self._term: int | None = None
        self._last = 0

    # ---------------------------------------------------------------- the tree

    def run(self, root: Node) -> None:
        self._origins = sorted(
            node.origin_offset for node in _nodes(root) if isinstance(node, Text) and node.origin_offset is not None
        )
        if self._mail:
            self._data_tables = _with_headers(root)
        stack: list[tuple[NodeType, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
                continue
            name = node.name
            if isinstance(node, Text):
                self._read(node)
            elif name == "#comment":
                self._comment(node)
            elif name.startswith(("#", "!")):
                stack.extend((child, False) for child in reversed(node.children or ()))
            elif self._enter(node):
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node.children or ()))
        self._flush()

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks, marks that lead to a note of this page named after it."""
        if not self._ids:
            return tuple(self._blocks)
        return tuple(
            replace(
                block,
                inlines=tuple(
                    replace(inline, target=self._ids[inline.target[1:]])
                    if inline.kind == "citation" and inline.target.startswith("#") and inline.target[1:] in self._ids
                    else inline
                    for inline in block.inlines
                ),
            )
            for block in self._blocks
        )

    def _enter(self, node: Node) -> bool:
        """Take an element in, and say whether what it holds is wanted."""
        name = node.name
        attributes = node.attrs or {}
        place = self._last if node.origin_offset is None else node.origin_offset
        if name == "html":
            self.front.page(attributes)
        if name == "head":
            self.front.head(node)
            return False
        if name in {"meta", "script", "time"} or "itemprop" in attributes:
            self.front.element(node, self._draft.tail if self._draft else "")
        left_out = name in _LEFT_OUT
        if not left_out and self._is_unseen(name, attributes):
            left_out = not self._is_preheader(node)
        if left_out or self._is_menu(node, attributes):
            if name in _BLOCKS or name in {"nav", "search"}:
                self._flush()
            return False
        if name in _BLOCKS:
            self._flush()
            self._frames.append(self._frame(node, attributes, place))
            self._used[-1] = True
            self._used.append(False)
            self._last = max(self._last, place)
            return True
        if name == "br":
            self._break(place)
            return False
        if name == "img":
            self._picture(place, attributes)
            return False
        if name == "sup":
            return not self._mark(node, place)
        if (kind := _INLINES.get(name)) is not None:
            target = _address(attributes, "href") if kind == "link" else ""
            plain = (kind == "link" and attributes.get("href") is None) or (
                kind == "code" and self._frames[-1].kind == "code"
            )
            self._open_inline(kind, -1 if plain else place, target)
        return True

    def _leave(self, node: NodeType) -> None:
        name = node.name
        if node is self._preheader:
            self._flush()
        if name in _BLOCKS:
            self._flush(name)
            if name == "dt":
                self._term = self._blocks[-1].index if self._blocks else None
            self._frames.pop()
            self._used.pop()
        elif name in _INLINES:
            self._close_inline(name)

    def _is_unseen(self, name: str, attributes: dict[str, str | None]) -> bool:
        if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
            return True
        if (attributes.get("aria-hidden") or "").strip().lower() == "true":
            return True
        if name == "dialog" and "open" not in attributes:
            return True
        if (style := attributes.get("style")) and _UNSEEN_STYLE.search(style):
            return True
        return bool(_ROLES_LEFT_OUT.intersection((attributes.get("role") or "").lower().split()))

    def _is_preheader(self, node: Node) -> bool:
        """Say whether a hidden element holds the words that mail programs show beside the subject."""
        if not self._mail or self._preheader is not None or self._blocks or self._draft is not None:
            return False
        if not any(isinstance(inner, Text) and _seen(inner.data or "") for inner in _nodes(node)):
            return False
        self._preheader = node
        return True

    def _is_menu(self, node: Node, attributes: dict[str, str | None]) -> bool:
        """Say whether an element leads around the site or asks for something, and says nothing."""
        name = node.name
        words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if name not in {"html", "body", "main", "article"} and len(words) > 1:
            if _COOKIES.search(words) or _CRUMBS.search(f"{words} {attributes.get('aria-label') or ''}"):
                return True
            if name == "a" and (_BACK.search(words) or (_is_local(attributes) and _SKIP.search(words))):
                return True
        if name == "form":
            return not _wraps_page(node)
        frame = self._frames[-1]
        if name == "button":
            return frame.margin or not (frame.kind == "heading" or _opens_answer(node, attributes))
        if name == "label":
            return True
        return name in {"ul", "ol", "menu"} and frame.margin and not frame.depth and _only_links(node)

    def _frame(self, node: Node, attributes: dict[str, str | None], place: int) -> _Frame:
        """Return the frame of what stands inside a block element."""
        name = node.name
        frame = replace(self._frames[-1], element=place)
        role = (attributes.get("role") or "").lower()
        if name in _HEADINGS:
            return replace(frame, kind="heading", level=_HEADINGS[name])
        if role == "heading":
            level = attributes.get("aria-level") or ""
            return replace(frame, kind="heading", level=int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2)
        if role in {"doc-endnotes", "doc-footnote", "doc-footnotes"} or _NOTES.search(attributes.get("class") or ""):
            frame = replace(frame, notes=True)
            if role == "doc-footnote":
                return replace(frame, kind="footnote", level=0, label=self._label(attributes))
        if name in {"ul", "ol", "menu", "dir", "dl"}:
            return replace(frame, containers=_within(frame, "list"), depth=frame.depth + 1, lead_in=self._lead_in())
        if name == "dt":
            return replace(frame, kind="paragraph", level=0)
        if name == "dd":
            return replace(frame, kind="item", level=max(frame.depth, 1), lead_in=self._term)
        if name == "li" and frame.notes:
            return replace(frame, kind="footnote", level=0, label=self._label(attributes))
        if name == "li":
            return replace(frame, kind="item", level=max(frame.depth, 1))
        if name == "table" and self._mail and id(node) not in self._data_tables:
            return replace(frame, kind="paragraph", level=0, layout=True)
        if name == "table":
            frame = replace(frame, layout=False)
            return replace(frame, containers=_within(frame, "table"), lead_in=self._lead_in())
        if name in {"td", "th"} and frame.layout:
            return replace(frame, kind="paragraph", level=0, depth=0)
        if name in {"td", "th"}:
            return replace(frame, kind="cell", level=0, depth=0)
        if name in {"caption", "figcaption"}:
            return replace(frame, kind="caption", level=0)
        if name in {"pre", "listing", "plaintext", "xmp"}:
            return replace(frame, kind="code", level=0)
        if name == "blockquote":
            kind = "paragraph" if frame.kind == "item" else frame.kind
            return replace(frame, kind=kind, level=0, containers=_within(frame, "quote"))
        if name == "aside":
            return replace(frame, containers=_within(frame, "aside"))
        if name == "footer" or role == "contentinfo":
            return replace(frame, containers=_within(frame, "footer"), margin=True)
        if name == "header" or role == "banner":
            return replace(frame, margin=True)
        return frame

    def _label(self, attributes: dict[str, str | None]) -> str:
        identity = (attributes.get("id") or "").strip()
        label = _NOTE_ID.sub("", identity) or identity
        if identity:
            self._ids[identity] = label
        return label

    def _lead_in(self) -> int | None:
        """Return the block that a list or table beginning here is introduced by."""
        last = self._blocks[-1] if self._blocks else None
        if last is None or last.kind not in {"paragraph", "item"}:
            return None
        own = bool(self._frames[-1].depth) and self._used[-1]
        return last.index if last.kind == "paragraph" or own else None

    # ---------------------------------------------------------------- text

    def _read(self, node: Text) -> None:
        text = node.data
        kept = self._frames[-1].kind == "code"
        if not text or (self._draft is None and not kept and text.isspace()):
            return
        origin = node.origin_offset
        written = text.replace(_STAND_IN, "&")
        if origin is None:
            pieces = whole(written, self._last, self._last)
        else:
            found = self.text.find("<", origin)
            end = found if found >= 0 else len(self.text)
            pieces = align(self.text, origin, written, self._origins) or whole(written, origin, end)
        for piece in pieces:
            for token in (_LINES if kept else _TOKEN).finditer(piece.text):
                part = piece
                if piece.same:
                    part = Piece(token[0], piece.start + token.start(), piece.start + token.end(), same=True)
                elif len(token[0]) < len(piece.text):
                    part = Piece(token[0], piece.start, piece.end, same=False)
                if token["space"]:
                    self._space(part, kept=kept)
                elif not token["unseen"]:
                    self._word(part)
        self._last = max(self._last, pieces[-1].end)

    def _begin(self, place: int) -> _Draft:
        """Return the block being collected, a new one when there is none."""
        if self._draft is None:
            frame = self._frames[-1]
            start = place if self._used[-1] else min(frame.element, place)
            self._used[-1] = True
            self._draft = _Draft(frame, start, place)
        return self._draft

    def _space(self, piece: Piece, *, kept: bool = False) -> None:
        draft = self._begin(piece.start) if kept else self._draft
        if draft is None or not (kept or draft.builder.length):
            return
        if kept or not draft.space:
            draft.space.append(piece)
        elif draft.space[0].end == piece.start:
            draft.space[0] = Piece(" ", draft.space[0].start, piece.end, same=False)

    def _break(self, place: int) -> None:
        """Take a line break in: one space, or the line break it is where lines are kept."""
        end = tag_end(self.text, place)
        if self._frames[-1].kind == "code":
            self._space(Piece("\n", place, end, same=False), kept=True)
        elif self._draft is not None and not self._draft.space:
            self._space(Piece(" ", place, end, same=False))
        self._last = max(self._last, end)

    def _word(self, piece: Piece) -> None:
        if self._mail and not _seen(piece.text):
            return
        draft = self._begin(piece.start)
        builder = draft.builder
        if draft.space:
            if not (draft.marked and piece.text.startswith(_CLOSES_UP)):
                for space in draft.space:
                    _write(builder, space, space.text if draft.frame.kind == "code" else " ")
                draft.tail += " "
            draft.space.clear()
        draft.marked = False
        for inline in self._waiting:
            inline.start = builder.length
        self._waiting.clear()
        _write(builder, piece, piece.text)
        draft.tail = (draft.tail + piece.text)[-40:]
        draft.end = max(draft.end, piece.end)

    def _comment(self, node: NodeType) -> None:
        """Let the block reach over a comment that stands in it: it may be meant for it."""
        if self._draft is not None and node.origin_offset is not None:
            self._draft.end = max(self._draft.end, tag_end(self.text, node.origin_offset))

    # ---------------------------------------------------------------- inlines

    def _open_inline(self, kind: InlineKind, place: int, target: str) -> None:
        inline = _Open(kind, place, target)
        if place >= 0 and len(self._open) < _DEEPEST:
            self._waiting.append(inline)
        self._open.append(inline)

    def _close_inline(self, name: str) -> None:
        inline = self._open.pop()
        draft = self._draft
        if draft is not None and inline.start is not None:
            self._add_inline(draft, inline, self._closing(self._last, name))
        elif inline in self._waiting:
            self._waiting.remove(inline)

    def _add_inline(self, draft: _Draft, inline: _Open, end: int) -> None:
        if inline.start is not None and inline.start < draft.builder.length:
            span = Span(min(inline.place, end), end)
            draft.inlines.append(Inline(inline.kind, inline.start, draft.builder.length, span, inline.target))
            draft.end = max(draft.end, end)

    def _closing(self, position: int, name: str) -> int:
        """Return the end of the end tag that closes an element whose text ends at `position`, if it is there."""
        end = position
        while tag := _CLOSING_TAG.match(self.text, end):
            closed = tag[1].lower()
            if closed == name:
                return tag.end()
            if closed in _BLOCKS:
                break
            end = tag.end()
        return position

    def _mark(self, node: NodeType, place: int) -> bool:
        """Take raised text in as a reference mark, and say whether it was one."""
        raised = _short_text(node)
        if raised is None:
            return False
        words, links = raised
        draft = self._draft
        before = "" if draft is None else draft.tail + (" " if draft.space else "")
        linked = bool(links)
        # A space in front of the mark is common in drafts; the mark still belongs to the word before it.
        if draft is None or not is_mark(words, before.rstrip() if linked else before, linked=linked):
            return False
        last = place
        stack: list[NodeType] = [node]
        while stack:
            child = stack.pop()
            last = max(last, child.origin_offset or 0)
            stack.extend(child.children or ())
        closing = re.compile(r"</sup\s*>", re.IGNORECASE).search(self.text, last, last + 200)
        end = closing.end() if closing else tag_end(self.text, place)
        at = draft.builder.length
        for target, text in links or [("", words)]:
            draft.inlines.append(Inline("citation", at, at, Span(place, end), target, text))
        draft.end = max(draft.end, end)
        draft.marked = bool(draft.space)
        self._last = max(self._last, end)
        return True

    def _picture(self, place: int, attributes: dict[str, str | None]) -> None:
        words = (attributes.get("alt") or "").strip()
        end = tag_end(self.text, place)
        if words:
            draft = self._begin(place)
            span = attribute_span(self.text, place, "alt")
            written = (attributes.get("alt") or "").replace(_STAND_IN, "&")
            pieces = align_attribute(self.text, *span, written) if span else whole(written, place, end)
            draft.pictures.append((pieces, Span(place, end)))
            at = draft.builder.length
            target = _address(attributes, "src")
            draft.inlines.append(Inline("image", at, at, Span(place, end), target, " ".join(words.split())))
            draft.end = max(draft.end, end)
        self._last = max(self._last, end)

    # ---------------------------------------------------------------- blocks

    def _flush(self, closed: str = "") -> None:
        """End the block being collected; `closed` names the element that ends with it."""
        draft, self._draft = self._draft, None
        if draft is None:
            return
        for inline in self._open[:_DEEPEST]:
            self._add_inline(draft, inline, draft.end)
            if inline.start is not None:
                inline.start = None
                self._waiting.append(inline)
        end = self._closing(draft.end, closed) if closed else draft.end
        prose = draft.builder.build()
        frame = draft.frame
        if frame.kind != "code":
            draft.inlines.extend(bare_addresses(prose, draft.inlines))
        inlines = tuple(
            replace(inline, text=inline.text or prose.text[inline.start : inline.end])
            for inline in sorted(draft.inlines, key=_reading_order)
        )
        if prose.text and not (frame.margin and _is_row_of_links(prose.text, inlines)):
            self._add(frame, frame.kind, Span(draft.start, max(end, draft.start)), prose, inlines)
        for pieces, span in draft.pictures:
            self._add(frame, "alt", span, _alternative(pieces), ())

    def _add(self, frame: _Frame, kind: BlockKind, span: Span, prose: Prose, inlines: tuple[Inline, ...]) -> None:
        self._blocks.append(
            Block(
                len(self._blocks),
                kind,
                span,
                prose,
                inlines,
                frame.level if kind == frame.kind else 0,
                frame.containers,
                frame.lead_in if kind in {"item", "cell"} else None,
                frame.label if kind == "footnote" else "",
            )
        )


def _write(builder: ProseBuilder, piece: Piece, text: str) -> None:
    if piece.same and len(text) == piece.end - piece.start:
        builder.same(text, piece.start)
    else:
        builder.instead(text, piece.start, piece.end)


def _alternative(pieces: list[Piece]) -> Prose:
    """Return the prose of an image's alternative text."""
    builder = ProseBuilder()
    space: Piece | None = None
    for piece in pieces:
        for token in _TOKEN.finditer(piece.text):
            start, end = piece.start, piece.end
            if piece.same:
                start, end = piece.start + token.start(), piece.start + token.end()
            part = Piece(token[0], start, end, same=piece.same)
            if token["space"]:
                if space is None or space.end != start:
                    space = space or part
                else:
                    space = Piece(" ", space.start, end, same=False)
            elif not token["unseen"]:
                if space is not None and builder.length:
                    _write(builder, space, " ")
                space = None
                _write(builder, part, part.text)
    return builder.build()


def _seen(text: str) -> str:
    """Return what of a text can be seen: preheaders are filled up with characters that show nothing."""
    return text.strip(_FILLING)


def _with_headers(root: Node) -> set[int]:
    """Return the tables, by identity, that have header cells of their own."""
    found: set[int] = set()
    stack: list[tuple[NodeType, int]] = [(root, 0)]
    while stack:
        node, table = stack.pop()
        if node.name == "th":
            found.add(table)
        inner = id(node) if node.name == "table" else table
        stack.extend((child, inner) for child in node.children or ())
    return found


def _within(frame: _Frame, container: Container) -> tuple[Container, ...]:
    return (*frame.containers, container) if len(frame.containers) < _DEEPEST else frame.containers


def _reading_order(inline: Inline) -> tuple[int, int, int]:
    return inline.start, inline.span.start, -inline.span.end


def _address(attributes: dict[str, str | None], name: str) -> str:
    """Return where a link leads, unless it would run something."""
    target = (attributes.get(name) or "").strip()
    return "" if _UNSAFE.match(target) else target


def _is_local(attributes: dict[str, str | None]) -> bool:
    return (attributes.get("href") or "").startswith("#")


def _wraps_page(form: NodeType) -> bool:
    """Say whether a form holds the page itself, as it does on some platforms."""
    stack: list[NodeType] = list(form.children or ())
    while stack:
        node = stack.pop()
        if node.name in {"h1", "main", "article"}:
            return True
        stack.extend(node.children or ())
    return False


def _opens_answer(button: Node, attributes: dict[str, str | None]) -> bool:
    """Say whether a button is the question of an answer that it unfolds, and not a control."""
    if "aria-controls" not in attributes and "aria-expanded" not in attributes:
        return False
    text = " ".join(button.to_text().split())
    return text.endswith("?") or text.count(" ") > 3


def _only_links(listing: NodeType) -> bool:
    """Say whether a list holds links and nothing else."""
    links = 0
    stack: list[NodeType] = list(listing.children or ())
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            if node.text.strip(" \t\r\n\f\u00a0|·•/"):
                return False
        elif node.name in {"a", "button"}:
            links += 1
        elif node.name not in _LEFT_OUT:
            stack.extend(node.children or ())
    return links > 0


def _is_row_of_links(text: str, inlines: tuple[Inline, ...]) -> bool:
    links = [inline for inline in inlines if inline.kind == "link"]
    if len(links) < 2:
        return False
    position, between = 0, ""
    for link in links:
        between += text[position : link.start]
        position = max(position, link.end)
    return not (between + text[position:]).strip(" |·•/,>»-–")


def _short_text(node: NodeType) -> tuple[str, list[tuple[str, str]]] | None:
    """Return the text of an element and its links with theirs, or None when it is long."""
    parts: list[str] = []
    links: list[tuple[str, str]] = []
    stack: list[tuple[NodeType, bool]] = [(node, False)]
    for _ in range(60):
        if not stack:
            return " ".join("".join(parts).split()), [
                (target, " ".join(words.split())) for target, words in links if words.strip()
            ]
        child, linked = stack.pop()
        if isinstance(child, Text):
            words = child.text.translate(_UNSEEN)
            parts.append(words)
            if linked and links:
                links[-1] = (links[-1][0], links[-1][1] + words)
            continue
        attributes = child.attrs or {}
        here = child.name == "a" and attributes.get("href") is not None
        if here:
            links.append(((attributes.get("href") or "").strip(), ""))
        stack.extend((grandchild, linked or here) for grandchild in reversed(child.children or ()))
    return None
