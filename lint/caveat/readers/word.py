"""Word files to documents: what the finished text reads like, every character led back to its run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caveat.document import Anchor, Block, Document, Front, Inline, Note, Prose, Source, Span, Value
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.metadata import key_of
from caveat.readers.superscript import is_mark
from caveat.readers.word_package import Package, Relationship, attribute, child, elements, is_on, name_of
from caveat.readers.word_runs import paragraphs, pieces, runs
from caveat.readers.word_styles import Look, Styles
from caveat.readers.writer import ProseWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from caveat.document import BlockKind, Container, InlineKind

# What a reader of the finished text does not see: what tracked changes took out, and all that is not text.
_LEFT_OUT = frozenset(
    {"w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:sectPr", "w:tblPr", "w:trPr"}
)
_CHANGES = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
_REFERENCE_FIELD = compiled(r"(?:ADDIN\s+(?:ZOTERO_ITEM|EN\.CITE|CSL_CITATION|MENDELEY)|CITATION)\b", re.IGNORECASE)
_PAGE_FIELD = compiled(r"(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_LINK_FIELD = compiled(r"""HYPERLINK\s+(?P<local>\\l\s+)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s\\]+))""", re.IGNORECASE)
_TYPED_BULLET = compiled(r"\s*[•▪◦●○‣∙·\uf0b7]\s+")
_UNSAFE = compiled(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)
_PROPERTIES = {
    "category": "genre",
    "creator": "author",
    "identifier": "id",
    "language": "language",
    # The day of the last save says nothing about when anyone read or reviewed the piece.
    "modified": "saved",
    "title": "title",
}
_GENRES = frozenset({"article", "email", "leaflet", "post", "script", "sms"})
# What programs write when no person did.
_PLACEHOLDERS = frozenset({"Microsoft Office User", "Unknown", "Word Document", "python-docx"})
_DEEPEST = 64


def read_docx(path: str, data: bytes) -> Document:
    """Make a document of a Word file."""
    package = Package(data)
    main = package.main()
    root = package.part(main)
    assert root is not None, "the main part is there, or main() raises"  # noqa: S101 - holds by construction
    relationships = package.relationships(main)
    styles = Styles(_related(package, relationships, "styles"))
    walk = _Walk(styles)
    walk.read(root, _stem(main), relationships, _Frame())
    for kind in ("footnotes", "endnotes"):
        name = _name_of_part(relationships, kind)
        notes = package.part(name) if name else None
        if name and notes is not None:
            walk.read_notes(notes, _stem(name), package.relationships(name), kind.removesuffix("s"))
    seen: set[str] = set()
    for relationship in relationships.values():
        if relationship.kind == "footer" and not relationship.external:
            footer = package.part(relationship.target)
            if footer is not None:
                walk.read_footer(footer, _stem(relationship.target), package.relationships(relationship.target), seen)
    front = _front(package)
    notes_for_user = (
        (Note("tracked-changes", "tracked changes are read as if they were all accepted"),)
        if any(next(elements(root, name), None) is not None for name in _CHANGES)
        else ()
    )
    return Document(
        Source(path, walk.text(), "docx", anchors=tuple(walk.anchors)),
        tuple(walk.blocks),
        front,
        front.text("genre") or "article",
        front.text("language"),
        notes_for_user,
    )


def _stem(part: str) -> str:
    return part.rpartition("/")[2].rpartition(".")[0]


def _name_of_part(relationships: Mapping[str, Relationship], kind: str) -> str | None:
    return next((entry.target for entry in relationships.values() if entry.kind == kind and not entry.external), None)


def _related(package: Package, relationships: Mapping[str, Relationship], kind: str) -> _Element | None:
    name = _name_of_part(relationships, kind)
    return package.part(name) if name else None


def _front(package: Package) -> Front:
    """Read the file's properties, and those of the publisher's own that are named as front matter is."""
    relationships = package.relationships("")
    values: dict[str, Value] = {}
    core = _related(package, relationships, "core-properties")
    for element in () if core is None else core:
        key = _PROPERTIES.get(str(element.tag).rpartition("}")[2])
        words = " ".join((element.text or "").split())
        if key == "genre":
            # A category is any word at all; only those that are genres say what kind of piece this is.
            words = words.lower() if words.lower() in _GENRES else ""
        if key and words and words not in _PLACEHOLDERS:
            values.setdefault(key, words)
    custom = _related(package, relationships, "custom-properties")
    for element in () if custom is None else custom:
        key = key_of(element.get("name") or "")
        words = " ".join("".join(str(text) for text in element.itertext()).split())
        if key and words:
            values[key] = words
    return Front(values, dict.fromkeys(values, Span(0, 0))) if values else Front()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where in the file's structure a paragraph stands."""

    kind: BlockKind = "paragraph"
    containers: tuple[Container, ...] = ()
    lead_in: int | None = None
    label: str = ""


@dataclass(slots=True, eq=False)
class _Open:
    """A link or a citation that has begun and not ended; `start` is None until some of its text has been read."""

    kind: InlineKind
    target: str
    start: int | None = None


@dataclass(slots=True, eq=False)
class _Field:
    """A field that is open: until its separator comes, what stands in it is an instruction and not text."""

    instruction: str = ""
    shown: bool = False
    silent: bool = False
    inline: _Open | None = None


@dataclass(slots=True)
class _Part:
    """The part being read."""

    name: str
    relationships: Mapping[str, Relationship]
    numbers: dict[_Element, int]
    # Whether every field that begins also ends; where one does not, none reaches over its paragraph.
    balanced: bool
    fields: list[_Field] = field(default_factory=list)


@dataclass(slots=True)
class _Raised:
    """Raised text that has been read and not yet been told from a reference mark."""

    parts: list[tuple[str, int]] = field(default_factory=list)
    linked: bool = False


def _part(root: _Element, name: str, relationships: Mapping[str, Relationship]) -> _Part:
    marks = [attribute(mark, "w:fldCharType") for mark in elements(root, "w:fldChar")]
    return _Part(
        name,
        relationships,
        {paragraph: index for index, paragraph in enumerate(paragraphs(root))},
        marks.count("begin") == marks.count("end"),
    )


class _Walk:
    """Goes through the parts in reading order, without recursion, and collects text, anchors and blocks."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lines: list[str] = []
        self._length = 0
        self._leads: list[int | None] = []
        self._list_containers: tuple[Container, ...] = ()
        self._cited: dict[tuple[str, str], str] = {}
        self.anchors: list[Anchor] = []
        self.blocks: list[Block] = []

    def text(self) -> str:
        """Return the text of the file as far as it has been read."""
        return "\n".join(self._lines)

    def read(self, root: _Element, name: str, relationships: Mapping[str, Relationship], frame: _Frame) -> None:
        """Read a part from its root."""
        part = _part(root, name, relationships)
        self._blocks_of(root, part, frame)

    def read_notes(self, root: _Element, name: str, relationships: Mapping[str, Relationship], kind: str) -> None:
        """Read the notes that the text refers to, in the order in which it does."""
        part = _part(root, name, relationships)
        notes = {attribute(note, "w:id"): note for note in root if attribute(note, "w:type") in {None, "normal"}}
        for (cited, identity), label in list(self._cited.items()):
            note = notes.get(identity)
            if cited == kind and note is not None:
                self._blocks_of(note, part, _Frame("footnote", label=label))

    def read_footer(self, root: _Element, name: str, relationships: Mapping[str, Relationship], seen: set[str]) -> None:
        """Read a footer unless it says what another one said: first pages and even pages often have their own."""
        words = " ".join("".join(piece for run in elements(root, "w:r") for _, piece in pieces(run)).split())
        if len(words.split()) < 3 or words in seen:
            return
        seen.add(words)
        self.read(root, name, relationships, _Frame(containers=("footer",)))

    # ---------------------------------------------------------------- structure

    def _blocks_of(self, root: _Element, part: _Part, frame: _Frame) -> None:
        self._leads.clear()
        stack: list[tuple[_Element, _Frame]] = [(element, frame) for element in reversed(root)]
        while stack:
            element, frame = stack.pop()
            name = name_of(element)
            if name in _LEFT_OUT or _is_deleted(element, name):
                continue
            if name == "w:p":
                stack.extend((box, frame) for box in reversed(self._paragraph(element, part, frame)))
                continue
            if name == "w:tbl":
                frame = replace(
                    frame, kind="cell", containers=_within(frame.containers, "table"), lead_in=self._introduction()
                )
                self._leads.clear()
            elif name == "w:sdt" and _is_not_written(element):
                continue
            elif name == "mc:AlternateContent":
                stack.extend((inner, frame) for inner in reversed(_alternative(element)))
                continue
            stack.extend((inner, frame) for inner in reversed(element))

    def _introduction(self) -> int | None:
        """Return the block that a list or table beginning here is introduced by."""
        last = self.blocks[-1] if self.blocks else None
        return last.index if last is not None and last.kind == "paragraph" else None

    def _lead_in(self, depth: int, containers: tuple[Container, ...]) -> int | None:
        """Return the block that introduces the list that an item of this depth is in."""
        if containers != self._list_containers:
            self._leads.clear()
            self._list_containers = containers
        last = self.blocks[-1] if self.blocks else None
        del self._leads[depth:]
        while len(self._leads) < depth:
            introduces = last is not None and (last.kind == "paragraph" or (last.kind == "item" and self._leads))
            self._leads.append(last.index if introduces and last is not None else None)
        return self._leads[-1]

    # ---------------------------------------------------------------- paragraphs

    def _paragraph(self, paragraph: _Element, part: _Part, frame: _Frame) -> list[_Element]:
        """Read a paragraph, and return the text boxes that hang on it."""
        properties = child(paragraph, "w:pPr")
        role = self._styles.role(properties)
        reading = _Reading(part, self._styles, paragraph, self._length + (1 if self._lines else 0), self._cited)
        reading.read()
        if role.name == "contents":
            return reading.boxes
        line = reading.line()
        prose = reading.writer.build()
        if not prose.text:
            self._pictures(reading, part, frame)
            return reading.boxes
        kind, level, containers, lead_in = frame.kind, 0, frame.containers, frame.lead_in
        if role.heading and kind != "footnote":
            kind, level = "heading", role.heading
        elif role.depth:
            kind, level = ("item", role.depth) if kind != "footnote" else (kind, 0)
        elif role.name == "caption":
            kind = "caption"
        elif role.name == "code":
            kind = "code"
        elif role.name == "quote":
            containers = _within(containers, "quote")
        elif kind == "paragraph" and (bullet := _TYPED_BULLET.match(line)) and bullet.end() < len(line):
            kind, level = "item", 1
            prose = reading.without(bullet.end())
        if kind == "item":
            lead_in = self._lead_in(level, containers)
            for _ in range(level):
                containers = _within(containers, "list")
        else:
            self._leads.clear()
        self._add_line(line, reading)
        self._add(kind, prose, reading.found(prose), level, containers, lead_in, frame.label)
        self._pictures(reading, part, replace(frame, containers=containers))
        return reading.boxes

    def _add_line(self, line: str, reading: _Reading | None) -> int:
        start = self._length + (1 if self._lines else 0)
        self._lines.append(line)
        self._length = start + len(line)
        if reading is not None:
            self.anchors.extend(reading.anchors)
        return start

    def _add(
        self,
        kind: BlockKind,
        prose: Prose,
        inlines: tuple[Inline, ...],
        level: int,
        containers: tuple[Container, ...],
        lead_in: int | None,
        label: str = "",
    ) -> None:
        whole = prose.locate(0, len(prose.text))
        start = min((inline.span.start for inline in inlines), default=whole.start)
        end = max((inline.span.end for inline in inlines), default=whole.end)
        self.blocks.append(
            Block(
                len(self.blocks),
                kind,
                Span(min(start, whole.start), max(end, whole.end)),
                prose,
                inlines,
                level,
                containers,
                lead_in if kind in {"item", "cell"} else None,
                label,
            )
        )

    def _pictures(self, reading: _Reading, part: _Part, frame: _Frame) -> None:
        """Add the alternative texts of the paragraph's pictures, each a line of its own, anchored to its run."""
        for words, run in reading.pictures:
            line = " ".join(words.split())
            start = self._add_line(line, None)
            self.anchors.append(Anchor(start, 0, part.name, reading.number, run, 0))
            self._add("alt", Prose.verbatim(line, start), (), 0, frame.containers, None)


class _Reading:
    """The reading of one paragraph."""

    def __init__(
        self, part: _Part, styles: Styles, paragraph: _Element, start: int, cited: dict[tuple[str, str], str]
    ) -> None:
        self._part = part
        self._styles = styles
        self._paragraph = paragraph
        self._start = start
        self._cited = cited
        self._length = 0
        self._pieces: list[str] = []
        self._links: list[_Open] = []
        self._raised = _Raised()
        self._before = ""
        self._looks: dict[InlineKind, list[tuple[int, int]]] = {"strong": [], "emphasis": []}
        self._found: list[Inline] = []
        self.number = part.numbers[paragraph]
        self.writer = ProseWriter()
        self.anchors: list[Anchor] = []
        self.boxes: list[_Element] = []
        self.pictures: list[tuple[str, int]] = []

    def read(self) -> None:
        """Read every run."""
        numbers = {run: index for index, run in enumerate(runs(self._paragraph))}
        for entry in self._part.fields:
            if entry.inline is not None:
                entry.inline.start = None
        stack: list[tuple[_Element, _Open | _Field | None]] = [(element, None) for element in reversed(self._paragraph)]
        while stack:
            element, closing = stack.pop()
            if closing is not None:
                self._end(closing)
                continue
            name = name_of(element)
            if name in _LEFT_OUT or name == "w:p" or _is_deleted(element, name):
                continue
            if name in {"w:r", "m:r"}:
                self._run(element, numbers[element])
            elif name == "mc:AlternateContent":
                stack.extend((inner, None) for inner in reversed(_alternative(element)))
            elif name == "w:sdt" and _is_not_written(element):
                continue
            else:
                opened = self._begin(element, name)
                if opened is not None:
                    stack.append((element, opened))
                stack.extend((inner, None) for inner in reversed(element))
        self._settle()
        for entry in self._part.fields:
            if entry.inline is not None:
                self._close(entry.inline)
        if not self._part.balanced:
            self._part.fields.clear()

    def line(self) -> str:
        """Return the text of the paragraph as it stands in the source."""
        return "".join(self._pieces)

    def found(self, prose: Prose) -> tuple[Inline, ...]:
        """Return the links, marks and emphases of the paragraph."""
        shift = len(self.writer.build().text) - len(prose.text)
        found = [
            replace(inline, start=max(inline.start - shift, 0), end=inline.end - shift)
            for inline in self._found
            if inline.end >= shift
        ]
        for kind, ranges in self._looks.items():
            found.extend(
                Inline(kind, max(start - shift, 0), end - shift, Span(0, 0))
                for start, end in _joined(ranges)
                if end > shift
            )
        found = [
            inline
            if inline.kind == "citation" and inline.start == inline.end
            else replace(
                inline, span=prose.locate(inline.start, inline.end), text=prose.text[inline.start : inline.end]
            )
            for inline in found
        ]
        found.extend(bare_addresses(prose, found))
        return tuple(sorted(found, key=lambda inline: (inline.start, inline.span.start, -inline.span.end)))

    def without(self, length: int) -> Prose:
        """Return the prose without what was made of the first characters of the line: a bullet typed by hand."""
        whole = self.writer.build()
        dropped = next(
            index
            for index in range(len(whole.text) + 1)
            if whole.locate(index, index + 1).start >= self._start + length
        )
        writer = ProseWriter()
        for index in range(dropped, len(whole.text)):
            span = whole.locate(index, index + 1)
            writer.add(whole.text[index], span.start)
        return writer.build()

    # ---------------------------------------------------------------- what opens and closes

    def _begin(self, element: _Element, name: str) -> _Open | _Field | None:
        if name == "w:hyperlink":
            relationship = self._part.relationships.get(attribute(element, "r:id") or "")
            local = attribute(element, "w:anchor")
            target = relationship.target if relationship is not None else ""
            return self._open("link", f"{target}#{local}" if local else target)
        if name == "w:fldSimple":
            entry = _Field(attribute(element, "w:instr") or "")
            self._show(entry)
            self._part.fields.append(entry)
            return entry
        if name == "w:sdt" and child(element, "w:sdtPr", "w:citation") is not None:
            return self._open("citation", "")
        return None

    def _open(self, kind: InlineKind, target: str) -> _Open:
        opened = _Open(kind, "" if _UNSAFE.match(target) else target)
        self._links.append(opened)
        return opened

    def _end(self, opened: _Open | _Field) -> None:
        if isinstance(opened, _Field):
            if opened in self._part.fields:
                self._part.fields.remove(opened)
            inline = opened.inline
        else:
            inline = opened
            self._links.remove(opened)
        if inline is not None:
            self._settle()
            self._close(inline)

    def _close(self, inline: _Open) -> None:
        end = self.writer.length
        start, inline.start = inline.start, None
        if start is None or start >= end:
            return
        last = self._found[-1] if self._found else None
        if last is not None and (last.kind, last.end, last.target) == (inline.kind, start, inline.target):
            # Word likes to cut one link into several.
            self._found[-1] = replace(last, end=end)
        else:
            self._found.append(Inline(inline.kind, start, end, Span(0, 0), inline.target))

    def _show(self, entry: _Field) -> None:
        """Begin the result of a field, now that its instruction is known."""
        entry.shown = True
        instruction = entry.instruction.strip()
        if _PAGE_FIELD.match(instruction):
            entry.silent = True
        elif _REFERENCE_FIELD.match(instruction):
            entry.inline = _Open("citation", "")
        elif link := _LINK_FIELD.match(instruction):
            target = (link["quoted"] or link["bare"] or "").strip()
            target = f"#{target}" if link["local"] else target
            entry.inline = _Open("link", "" if _UNSAFE.match(target) else target)

    # ---------------------------------------------------------------- runs

    def _run(self, run: _Element, number: int) -> None:
        properties = child(run, "w:rPr")
        look = self._styles.look(properties) if properties is not None else Look()
        offset = 0
        for element, text in pieces(run):
            name = name_of(element)
            if name == "w:fldChar":
                self._field(attribute(element, "w:fldCharType") or "")
            elif name == "w:instrText":
                if self._part.fields and not self._part.fields[-1].shown:
                    entry = self._part.fields[-1]
                    entry.instruction = (entry.instruction + (element.text or ""))[:2_000]
            elif look.hidden or any(not entry.shown or entry.silent for entry in self._part.fields):
                pass
            elif name in {"w:footnoteReference", "w:endnoteReference"}:
                self._reference(element, name.removeprefix("w:").removesuffix("Reference"))
            elif text:
                self._text(text, look, number, offset)
            elif name not in {"w:t", "m:t", "w:rPr"}:
                self._hangs(element, number)
            offset += len(text)

    def _field(self, kind: str) -> None:
        fields = self._part.fields
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            self._show(fields[-1])
        elif kind == "end" and fields and (inline := fields.pop().inline) is not None:
            self._settle()
            self._close(inline)

    def _reference(self, element: _Element, kind: str) -> None:
        self._settle()
        identity = (kind, attribute(element, "w:id") or "")
        if identity not in self._cited:
            number = sum(1 for known, _ in self._cited if known == kind) + 1
            self._cited[identity] = str(number) if kind == "footnote" else f"end {number}"
        label = self._cited[identity]
        at, place = self.writer.length, self._start + self._length
        self._found.append(Inline("citation", at, at, Span(place, place), label, label))

    def _text(self, text: str, look: Look, number: int, offset: int) -> None:
        place = self._start + self._length
        last = self.anchors[-1] if self.anchors else None
        if last is not None and last.run == number and last.offset + last.length == offset:
            self.anchors[-1] = replace(last, length=last.length + len(text))
        else:
            self.anchors.append(Anchor(place, len(text), self._part.name, self.number, number, offset))
        self._pieces.append(text)
        self._length += len(text)
        if look.raised:
            self._raised.parts.append((text, place))
            self._raised.linked = self._raised.linked or any(link.target.startswith("#") for link in self._inlines())
            return
        self._settle()
        self._write(text, place, look)

    def _write(self, text: str, place: int, look: Look) -> None:
        writer = self.writer
        words = text.lstrip()
        if len(words) < len(text):
            writer.add(text[: len(text) - len(words)], place)
            place += len(text) - len(words)
        if words:
            start = writer.next
            for inline in self._inlines():
                if inline.start is None:
                    inline.start = start
            writer.add(words, place)
            if look.strong:
                self._looks["strong"].append((start, writer.length))
            if look.emphasis:
                self._looks["emphasis"].append((start, writer.length))
        self._before = (self._before + text)[-40:]

    def _inlines(self) -> list[_Open]:
        return [*self._links, *(entry.inline for entry in self._part.fields if entry.inline is not None)]

    def _settle(self) -> None:
        """Read the raised text that has gathered as a reference mark, or as the words it is."""
        raised = self._raised
        if not raised.parts:
            return
        self._raised = _Raised()
        mark = "".join(text for text, _ in raised.parts)
        if is_mark(mark, self._before, linked=raised.linked and bool(self._before)):
            start = raised.parts[0][1] + len(mark) - len(mark.lstrip())
            end = start + len(mark.strip())
            target = next((link.target for link in self._inlines() if link.target), "")
            at = self.writer.length
            self._found.append(Inline("citation", at, at, Span(start, end), target, mark.strip()))
            if mark[-1].isspace():
                self.writer.space(end, end + 1)
            return
        for text, place in raised.parts:
            self._write(text, place, Look())

    def _hangs(self, element: _Element, number: int) -> None:
        """Take in the pictures and text boxes that a run carries."""
        stack = [element]
        while stack:
            inner = stack.pop()
            name = name_of(inner)
            if name == "mc:AlternateContent":
                stack.extend(reversed(_alternative(inner)))
            elif name == "w:txbxContent":
                self.boxes.append(inner)
            else:
                if name == "wp:docPr" and (words := (inner.get("descr") or "").strip()):
                    self.pictures.append((words, number))
                stack.extend(reversed(inner))


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join stretches that only a space parts."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > start:
            joined.append((start, end))
    return joined


def _alternative(element: _Element) -> list[_Element]:
    """Return what one of the alternatives holds: the first choice, else the fallback, never both."""
    chosen = child(element, "mc:Choice")
    if chosen is None:
        chosen = child(element, "mc:Fallback")
    return [] if chosen is None else list(chosen)


def _is_deleted(element: _Element, name: str) -> bool:
    """Say whether tracked changes took out a table row."""
    return name == "w:tr" and child(element, "w:trPr", "w:del") is not None


def _is_not_written(control: _Element) -> bool:
    """Say whether a content control holds what no author wrote: a placeholder, or a table of contents."""
    properties = child(control, "w:sdtPr")
    if properties is None:
        return False
    if is_on(child(properties, "w:showingPlcHdr")):
        return True
    gallery = child(properties, "w:docPartObj", "w:docPartGallery")
    return gallery is not None and (attribute(gallery, "w:val") or "").lower() == "table of contents"


def _within(containers: tuple[Container, ...], container: Container) -> tuple[Container, ...]:
    return (*containers, container) if len(containers) < _DEEPEST else containers
