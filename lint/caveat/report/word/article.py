"""A clean Word file of a text in any format, with a comment for each finding at its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from lxml import etree

from caveat.patterns import compiled
from caveat.report.layout import markers_of, tables_of
from caveat.report.placement import Placement
from caveat.report.word.comments import Looks, add_comment, fitting, new_part
from caveat.report.word.marks import Marked, Spot, around, mark, refer, spot_after, spot_before
from caveat.report.word.numbering import Numbering
from caveat.report.word.package import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    TYPES,
    declare,
    empty,
    packed,
    relate,
    serialized,
)
from caveat.report.word.remark import Remark, said_elsewhere
from caveat.report.word.text import MAIN, in_xml, under, within

if TYPE_CHECKING:
    import datetime

    from lxml.etree import _Element

    from caveat.document import Block, Document, Inline, Span

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_LOOKS = Looks("CommentText", "CommentReference")
_FOLLOWED = compiled(r"(?:https?://|mailto:)[^\s<>\"]+$", re.IGNORECASE)
_STYLES = {"caption": "Caption", "cell": "Cell", "code": "Code", "footnote": "Small"}
_CONTAINERS = {"quote": "Quote", "aside": "Aside", "footer": "Small"}
# Twips: US Letter and A4, and the width that their margins of an inch leave.
_PAPERS = {True: ("12240", "15840", 9_360), False: ("11906", "16838", 9_026)}
_LEVELS = 9


def article_with_comments(
    document: Document, remarks: Sequence[Remark], stamp: datetime.datetime | None = None
) -> bytes:
    """Return a Word file of a document's headings, paragraphs, lists and tables, with the remarks as comments."""
    text = _Text(document)
    text.write()
    relationships = empty("Relationships", RELATIONSHIPS)
    for kind in ("styles", "settings", "numbering", "fontTable", "theme"):
        relate(relationships, f"{_OFFICE}/{kind}", f"{kind}.xml")
    # The text names its links before there is anything to refer to: now each name gets its relationship.
    for link, address in text.links:
        link.set(f"{{{_OFFICE}}}id", relate(relationships, f"{_OFFICE}/hyperlink", address, external=True))
    parts: dict[str, _Element | bytes] = {
        "word/document.xml": text.root,
        "word/styles.xml": _styles(document),
        "word/settings.xml": _settings(),
        "word/numbering.xml": text.numbering.root,
        "word/fontTable.xml": _part("fontTable.xml"),
        "word/theme.xml": _part("theme.xml"),
        "docProps/core.xml": _properties(document, stamp),
    }
    if remarks:
        relate(relationships, f"{_OFFICE}/comments", "comments.xml")
        parts["word/comments.xml"] = _comments(text, remarks, stamp)
    parts["word/_rels/document.xml.rels"] = relationships
    parts["_rels/.rels"] = _package_relationships()
    types = _types(parts)
    return packed(
        {CONTENT_TYPES: serialized(types, standalone=True)}
        | {name: part if isinstance(part, bytes) else serialized(part, standalone=True) for name, part in parts.items()}
    )


def _comments(text: _Text, remarks: Sequence[Remark], stamp: datetime.datetime | None) -> _Element:
    comments = new_part(MAIN)
    ranges: list[tuple[tuple[int, int, int], Marked]] = []
    for identity, remark in enumerate(fitting(remarks, comments)):
        place = text.place(remark.span)
        lines = said_elsewhere(remark, place.where) if place is not None else remark.lines
        add_comment(comments, identity, lines, _LOOKS, stamp)
        if place is None:
            refer(text.first, identity, _LOOKS.reference)
        else:
            ranges.append((place.order, Marked(identity, place.first, place.last)))
    mark([marked for _, marked in sorted(ranges, key=lambda entry: entry[0])], _LOOKS.reference)
    return comments


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a comment stands; `order` puts outer comments first; `where` is empty on the words themselves."""

    first: Spot
    last: Spot
    order: tuple[int, int, int]
    where: str = ""


@dataclass(slots=True)
class _Written:
    """The runs that a block was written as, and where in its words each begins."""

    starts: list[int] = field(default_factory=list)
    runs: list[_Element] = field(default_factory=list)

    def before(self, offset: int) -> Spot:
        number = bisect_right(self.starts, offset) - 1
        return spot_before(self.runs[number], offset - self.starts[number])

    def after(self, offset: int) -> Spot:
        number = bisect_right(self.starts, offset) - 1
        return spot_after(self.runs[number], offset - self.starts[number])


class _Text:
    """The text's own part as it is written, and the way from a source's spans to its runs."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._placement = Placement(document)
        self._markers = markers_of(document)
        self._labels = _labels(document)
        self._written: dict[int, _Written] = {}
        self._title: _Element | None = None
        self.numbering = Numbering()
        self.links: list[tuple[_Element, str]] = []
        self.root = etree.Element(within("document"), {}, {"w": MAIN, "r": _OFFICE})
        self._body = under(self.root, "body")

    @property
    def first(self) -> _Element:
        """The first paragraph."""
        return next(self._body.iter(within("p")))

    def write(self) -> None:
        """Write every block."""
        document = self._document
        title = document.front.text("title")
        if title and not any(block.kind == "heading" and block.level == 1 for block in document.blocks):
            self._title = under(self._paragraph(self._body, "Title"), "r")
            _fill(self._title, title)
        for kind, group in groupby(document.blocks, lambda block: block.kind):
            blocks = list(group)
            if kind == "cell":
                for rows in tables_of(document, blocks):
                    self._table(rows)
            else:
                for block in blocks:
                    self._block(self._body, block)
        if not len(self._body):
            under(self._body, "p")
        width, height, _ = self._paper
        section = under(self._body, "sectPr")
        under(section, "pgSz", w=width, h=height)
        under(
            section,
            "pgMar",
            top="1440",
            right="1440",
            bottom="1440",
            left="1440",
            header="708",
            footer="708",
            gutter="0",
        )

    @property
    def _paper(self) -> tuple[str, str, int]:
        language = (self._document.language or "en-US").lower()
        return _PAPERS[language in {"en", "en-us", "en-ca"}]

    # ---------------------------------------------------------------- places

    def place(self, span: Span | None) -> _Place | None:
        """Return where a comment on a span of the source stands: the title for the text as a whole."""
        if span is None:
            return self._head("")
        stretches = self._placement.of(span)
        if stretches:
            first, last = stretches[0], stretches[-1]
            return _Place(
                self._written[first.block].before(first.start),
                self._written[last.block].after(last.end - 1),
                (first.block, first.start, -(last.block * 1_000_000 + last.end)),
            )
        if self._document.front.span.covers(span) and len(self._document.front.span):
            return self._head("in the front matter")
        near = [block for block in self._document.blocks if block.span.start <= span.start and block.prose.text]
        # The block that a mark stands in, else the last one before it.
        block = next((block for block in reversed(near) if span.start < block.span.end), near[-1] if near else None)
        return self._head("at the beginning") if block is None else self._whole(block, "here")

    def _head(self, where: str) -> _Place | None:
        if self._title is not None:
            return _Place(*around(self._title), (-1, 0, 0), where)
        words = [block for block in self._document.blocks if block.prose.text and block.index in self._written]
        headings = [block for block in words if block.kind == "heading"]
        block = next(iter((*headings, *words)), None)
        return None if block is None else self._whole(block, where)

    def _whole(self, block: Block, where: str) -> _Place:
        written, end = self._written[block.index], len(block.prose.text)
        order = (block.index, 0, -(block.index * 1_000_000 + end))
        return _Place(written.before(0), written.after(end - 1), order, where)

    # ---------------------------------------------------------------- blocks

    def _block(self, parent: _Element, block: Block) -> None:
        if block.kind == "heading":
            paragraph = self._paragraph(parent, f"Heading{min(max(block.level, 1), 6)}")
        elif block.kind == "item":
            paragraph = self._item(parent, block)
        else:
            inside = next((_CONTAINERS[one] for one in block.containers if one in _CONTAINERS), None)
            paragraph = self._paragraph(parent, _STYLES.get(block.kind) or inside)
            if (depth := block.containers.count("list")) and block.kind == "paragraph":
                under(_properties_of(paragraph), "ind", left=str(min(depth, _LEVELS) * 360))
        if block.kind == "footnote" and block.label:
            _aside(paragraph, f"{self._labels.get(block.label, block.label)} ", raised=True)
        elif block.kind == "alt":
            _aside(paragraph, "Picture: ")
        self._words(paragraph, block)
        if block.kind != "item" and not (block.kind == "paragraph" and "list" in block.containers):
            self.numbering.end()

    def _item(self, parent: _Element, block: Block) -> _Element:
        level = min(max(block.level, 1), _LEVELS) - 1
        paragraph = self._paragraph(parent, "ListParagraph")
        properties = _properties_of(paragraph)
        marker = self._markers.get(block.index, "")
        if marker:
            entry = under(properties, "numPr")
            under(entry, "ilvl", val=str(level))
            under(entry, "numId", val=str(self.numbering.number(level, marker)))
        else:
            under(properties, "ind", left=str((level + 1) * 360))
        return paragraph

    def _paragraph(self, parent: _Element, style: str | None) -> _Element:
        paragraph = under(parent, "p")
        if style is not None:
            under(_properties_of(paragraph), "pStyle", val=style)
        return paragraph

    def _table(self, rows: Sequence[Sequence[Block | None]]) -> None:
        self.numbering.end()
        columns = max(map(len, rows), default=0)
        if not columns:
            return
        table = under(self._body, "tbl")
        properties = under(table, "tblPr")
        under(properties, "tblStyle", val="TableGrid")
        under(properties, "tblW", w="5000", type="pct")
        under(
            properties,
            "tblLook",
            val="0420" if len(rows) > 1 else "0400",
            firstRow="1" if len(rows) > 1 else "0",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        )
        grid = under(table, "tblGrid")
        width = str(self._paper[2] // columns)
        for _ in range(columns):
            under(grid, "gridCol", w=width)
        for number, row in enumerate(rows):
            line = under(table, "tr")
            if number == 0 and len(rows) > 1:
                under(under(line, "trPr"), "tblHeader")
            for cell in row:
                box = under(line, "tc")
                under(under(box, "tcPr"), "tcW", w=width, type="dxa")
                if cell is None:
                    self._paragraph(box, "Cell")
                else:
                    self._block(box, cell)
        # Word joins tables that touch, and wants a paragraph after the last.
        self._paragraph(self._body, "Cell")

    # ---------------------------------------------------------------- words

    def _words(self, paragraph: _Element, block: Block) -> None:
        text = block.prose.text
        inlines = [inline for inline in block.inlines if inline.start < inline.end]
        signs: dict[int, list[Inline]] = {}
        for inline in block.inlines:
            if inline.start == inline.end and inline.kind == "citation":
                signs.setdefault(inline.start, []).append(inline)
        points = sorted({0, len(text), *signs, *(point for inline in inlines for point in (inline.start, inline.end))})
        written = self._written.setdefault(block.index, _Written())
        link: tuple[Inline, _Element] | None = None
        for start, end in pairwise(points):
            for inline in signs.get(start, ()):
                _aside(paragraph, self._sign(inline), raised=True)
            here = [inline for inline in inlines if inline.start <= start and end <= inline.end]
            leading = next((one for one in here if one.kind in {"link", "autolink"} and _address(one)), None)
            if leading is None:
                link = None
            elif link is None or link[0] is not leading:
                link = (leading, under(paragraph, "hyperlink"))
                self.links.append((link[1], _address(leading)))
            run = under(paragraph if link is None else link[1], "r")
            _dress(run, {inline.kind for inline in here}, linked=link is not None)
            _fill(run, text[start:end])
            written.starts.append(start)
            written.runs.append(run)
        for inline in signs.get(len(text), ()):
            _aside(paragraph, self._sign(inline), raised=True)

    def _sign(self, inline: Inline) -> str:
        """Return the mark of a note or source."""
        return self._labels.get(inline.target) or inline.text or inline.target


def _labels(document: Document) -> dict[str, str]:
    """Return a number for the label of each note, in the order in which the text refers to them."""
    notes = {block.label for block in document.blocks if block.kind == "footnote" and block.label}
    cited = (inline.target for block in document.blocks for inline in block.inlines if inline.kind == "citation")
    return {label: str(number) for number, label in enumerate(dict.fromkeys(one for one in cited if one in notes), 1)}


def _properties_of(paragraph: _Element) -> _Element:
    return paragraph[0] if len(paragraph) and paragraph[0].tag == within("pPr") else under(paragraph, "pPr")


def _address(inline: Inline) -> str:
    """Return where a link leads if that is on the web or a mailbox; nothing else is followed from a report."""
    address = inline.target.strip()
    if inline.kind == "autolink" and "://" not in address and not address.lower().startswith("mailto:"):
        address = f"mailto:{address}" if "@" in address else f"https://{address}"
    return in_xml(address) if _FOLLOWED.match(address) else ""


def _dress(run: _Element, kinds: set[str], *, linked: bool) -> None:
    if not linked and not kinds & {"strong", "emphasis", "code"}:
        return
    properties = under(run, "rPr")
    if linked:
        under(properties, "rStyle", val="Hyperlink")
    elif "code" in kinds:
        under(properties, "rStyle", val="CodeWords")
    for kind, name in (("strong", "b"), ("emphasis", "i")):
        if kind in kinds:
            under(properties, name)


def _aside(paragraph: _Element, text: str, *, raised: bool = False) -> None:
    """Add words that are not the text's own: a note's mark, what a line is."""
    if not text.strip():
        return
    run = under(paragraph, "r")
    properties = under(run, "rPr")
    if raised:
        under(properties, "vertAlign", val="superscript")
    else:
        under(properties, "color", val="7F7F7F")
    _fill(run, text)


def _fill(run: _Element, text: str) -> None:
    """Write words into a run: as many characters as the text has, a break or tab being one."""
    for kind, group in groupby(in_xml(text), lambda character: {"\n": "br", "\t": "tab"}.get(character, "t")):
        characters = list(group)
        if kind == "t":
            element = under(run, "t")
            element.text = "".join(characters)
            if element.text != element.text.strip():
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            for _ in characters:
                under(run, kind)


# -------------------------------------------------------------------- the other parts


def _part(name: str) -> bytes:
    return resources.files(__package__ or "").joinpath(name).read_bytes().replace(b"\r\n", b"\n")


def _styles(document: Document) -> bytes:
    data = _part("styles.xml")
    language = in_xml(document.language or "en-US")
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) or language == "en":
        return data
    return data.replace(b'w:lang w:val="en-US"', f'w:lang w:val="{language}"'.encode(), 1)


def _settings() -> _Element:
    settings = etree.Element(within("settings"), {}, {"w": MAIN})
    compatibility = under(settings, "compat")
    # Without it Word opens a file in the manner of 2007.
    under(
        compatibility,
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val="15",
    )
    return settings


def _properties(document: Document, stamp: datetime.datetime | None) -> _Element:
    spaces = {"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS, "xsi": _INSTANCE}
    root = etree.Element(f"{{{_CORE}}}coreProperties", {}, spaces)
    for name, value in (("title", document.title), ("creator", document.front.text("author") or "")):
        if value:
            etree.SubElement(root, f"{{{_DUBLIN}}}{name}").text = in_xml(value)
    if stamp is not None:
        made = etree.SubElement(root, f"{{{_TERMS}}}created", {f"{{{_INSTANCE}}}type": "dcterms:W3CDTF"})
        made.text = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    return root


def _package_relationships() -> _Element:
    root = empty("Relationships", RELATIONSHIPS)
    relate(root, f"{_OFFICE}/officeDocument", "word/document.xml")
    relate(
        root,
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "docProps/core.xml",
    )
    return root


def _types(parts: Mapping[str, object]) -> _Element:
    types = empty("Types", TYPES)
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        entry = etree.SubElement(types, f"{{{TYPES}}}Default")
        entry.set("Extension", ending)
        entry.set("ContentType", kind)
    for name, kind in _kinds(parts):
        declare(types, name, kind)
    return types


def _kinds(parts: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name in parts:
        stem = name.rpartition("/")[2].removesuffix(".xml")
        if name == "docProps/core.xml":
            yield name, "application/vnd.openxmlformats-package.core-properties+xml"
        elif name == "word/theme.xml":
            yield name, "application/vnd.openxmlformats-officedocument.theme+xml"
        elif name.startswith("word/") and name.endswith(".xml"):
            yield name, f"{_WORD}.{'document.main' if stem == 'document' else stem}+xml"
