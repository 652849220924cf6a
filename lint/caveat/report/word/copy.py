"""A copy of a Word file with a comment for each finding at its words, and nothing else changed."""

from __future__ import annotations

import posixpath
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from caveat.document import Span
from caveat.readers import Unreadable
from caveat.readers.word_package import Package, attribute, elements, name_of
from caveat.readers.word_runs import paragraphs, runs
from caveat.report.word.comments import add_comment, first_free, fitting, looks_in, new_part
from caveat.report.word.marks import Marked, Spot, around, is_marked_whole, mark, refer, spot_after, spot_before
from caveat.report.word.package import (
    CONTENT_TYPES,
    RELATIONSHIPS,
    TYPES,
    declare,
    empty,
    relate,
    relationships_part,
    rewritten,
    serialized,
)
from caveat.report.word.remark import Remark, said_elsewhere
from caveat.report.word.text import MAIN

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from caveat.document import Anchor, Document

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_KIND = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_NOTES = {"w:footnote": ("w:footnoteReference", "footnote"), "w:endnote": ("w:endnoteReference", "endnote")}


def with_comments(
    document: Document, data: bytes, remarks: Sequence[Remark], stamp: datetime.datetime | None = None
) -> bytes:
    """Return the Word file that a document was read from, with the remarks as comments.

    A comment stands on the words themselves; where Word takes none (footnotes, footers, text boxes) it stands on what
    leads there and quotes them. Raises Unreadable when the file cannot be written again.
    """
    if not remarks:
        return data
    package = Package(data)
    main = package.main()
    root = _changeable(package, main)
    changed, name = _comments_of(package, main, root)
    comments = changed[name]
    styles = _related(package, main, "styles")
    looks = looks_in(package.part(styles) if styles is not None else None)
    number = first_free(comments, root)
    finder = _Finder(document, package, main, root)
    ranges: list[tuple[tuple[int, int], Marked]] = []
    for identity, remark in enumerate(fitting(remarks, comments), number):
        place = finder.place(remark.span)
        lines = remark.lines if place is None else said_elsewhere(remark, place.where)
        add_comment(comments, identity, lines, looks, stamp)
        if place is None:
            refer(_first_paragraph(root), identity, looks.reference)
        else:
            span = remark.span or Span(0, 0)
            ranges.append(((span.start, -span.end), Marked(identity, place.first, place.last)))
    mark([marked for _, marked in sorted(ranges, key=lambda entry: entry[0])], looks.reference)
    changed[main] = root
    return rewritten(package, {part: serialized(element) for part, element in changed.items()})


def _related(package: Package, main: str, kind: str) -> str | None:
    """Return the name of the part of a kind that the text refers to."""
    found = package.relationships(main).values()
    return next((one.target for one in found if one.kind == kind and not one.external), None)


def _comments_of(package: Package, main: str, root: _Element) -> tuple[dict[str, _Element], str]:
    """Return the parts to write for there to be comments, by their names, and the name of the one that holds them."""
    name = _related(package, main, "comments")
    comments = package.whole_part(name) if name is not None else None
    if name is not None and comments is not None:
        if name_of(comments) != "w:comments":
            raise Unreadable("unreadable", f"{name} should hold the comments, and does not")
        return {name: comments}, name
    if name is not None and (name.startswith(("../", "/")) or name in {"", ".", ".."}):
        raise Unreadable("unreadable", "it refers to comments outside of the file")
    known = name is not None
    name = name or _free_name(package, main)
    changed = {name: new_part(_namespace(root))}
    changed |= _introduced(package, main, name, known=known, strict=_namespace(root) != MAIN)
    return changed, name


def _changeable(package: Package, name: str) -> _Element:
    root = package.whole_part(name)
    if root is None or name_of(root) != "w:document":
        raise Unreadable("unreadable", f"{name} should hold the text, and does not")
    for kind in ("w:t", "m:t"):
        for text in [one for one in root.iter() if name_of(one) == kind and len(one)]:
            # The reader counts characters without what an XML comment splits.
            etree.strip_tags(text, etree.Comment, etree.ProcessingInstruction)
    return root


def _namespace(root: _Element) -> str:
    return str(root.tag).rpartition("}")[0][1:] or MAIN


def _free_name(package: Package, main: str) -> str:
    folder = posixpath.dirname(main)
    taken = {info.filename.lower() for info, _ in package.files()}
    names = ["comments.xml", *(f"comments{number}.xml" for number in range(1, len(taken) + 2))]
    return next(name for file in names if (name := posixpath.join(folder, file)).lower() not in taken)


def _introduced(package: Package, main: str, name: str, *, known: bool, strict: bool) -> dict[str, _Element]:
    """Return the parts that say that there are comments now, by their names; the text itself may say so already."""
    types = package.whole_part(CONTENT_TYPES)
    if types is None:
        types = empty("Types", TYPES)
    declare(types, name, _COMMENTS_TYPE)
    if known:
        return {CONTENT_TYPES: types}
    relationships = package.whole_part(relationships_part(main))
    if relationships is None:
        relationships = empty("Relationships", RELATIONSHIPS)
    relate(relationships, _STRICT_KIND if strict else _KIND, posixpath.basename(name))
    return {CONTENT_TYPES: types, relationships_part(main): relationships}


def _first_paragraph(root: _Element) -> _Element:
    """Return the first paragraph; a file that has none gets an empty one, for there is no other place for a comment."""
    found = next(paragraphs(root), None)
    if found is not None:
        return found
    body = next(elements(root, "w:body"), root)
    space = str(root.tag).rpartition("}")[0] + "}"
    new = body.makeelement(f"{space}p")
    body.insert(0, new)
    return new


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a comment stands; `where` says where its words are when it does not stand on them."""

    first: Spot
    last: Spot
    where: str = ""


class _Finder:
    """Finds the runs that spans of a document were read from."""

    def __init__(self, document: Document, package: Package, main: str, root: _Element) -> None:
        self._document = document
        self._anchors = document.source.anchors
        self._starts = [anchor.start for anchor in self._anchors]
        self._package = package
        self._main = _stem(main)
        self._names = {
            _stem(one.target): one.target for one in package.relationships(main).values() if not one.external
        }
        self._root = root
        self._paragraphs: dict[str, list[_Element]] = {self._main: list(paragraphs(root))}
        self._runs: dict[tuple[str, int], list[_Element]] = {}

    def place(self, span: Span | None) -> _Place | None:
        """Return where a comment on a span stands: the title for the text as a whole; None when there are no words."""
        ends = None if span is None else self._ends(span)
        if ends is not None:
            (first, start), (last, end) = ends
            if self._in_body(first) and self._in_body(last) and first.length and last.length:
                whole = any(is_marked_whole(self._run(anchor)) for anchor in (first, last))
                return _Place(
                    spot_before(self._run(first), first.offset + start),
                    spot_after(self._run(last), last.offset + end),
                    "in what is marked" if whole else "",
                )
            if (place := self._instead(first)) is not None:
                return place
        title = self._title()
        if title is None:
            return None
        return title if span is None else replace(title, where="elsewhere in the file")

    def _ends(self, span: Span) -> tuple[tuple[Anchor, int], tuple[Anchor, int]] | None:
        """Return the anchors of the first and the last character of a span, each with the character's number in it."""
        number = bisect_right(self._starts, span.start) - 1
        if number >= 0:
            anchor = self._anchors[number]
            if not anchor.length and span.start <= self._line_end(anchor.start):
                return (anchor, 0), (anchor, 0)
            if span.start >= anchor.start + anchor.length:
                number += 1
        number = max(number, 0)
        if number >= len(self._anchors) or self._anchors[number].start >= max(span.end, span.start + 1):
            return None
        first = self._anchors[number]
        last = self._anchors[bisect_left(self._starts, max(span.end, first.start + 1)) - 1]
        start = max(0, span.start - first.start)
        return (first, start), (last, max(0, min(span.end, last.start + last.length) - last.start - 1))

    def _line_end(self, offset: int) -> int:
        end = self._document.source.text.find("\n", offset)
        return len(self._document.source.text) if end < 0 else end

    def _in_body(self, anchor: Anchor) -> bool:
        return anchor.part == self._main and _box(self._run(anchor)) is None

    def _run(self, anchor: Anchor) -> _Element:
        key = (anchor.part, anchor.paragraph)
        if key not in self._runs:
            if anchor.part not in self._paragraphs:
                root = self._package.part(self._names[anchor.part])
                self._paragraphs[anchor.part] = [] if root is None else list(paragraphs(root))
            self._runs[key] = list(runs(self._paragraphs[anchor.part][anchor.paragraph]))
        return self._runs[key][anchor.run]

    def _instead(self, anchor: Anchor) -> _Place | None:
        """Return where in the text something is led to that Word takes no comments in, or that is not words."""
        run = self._run(anchor)
        if anchor.part == self._main:
            carrier = _carrier(run)
            where = (
                "in a text box" if carrier is not run else "" if anchor.length else "in the description of a picture"
            )
            return _Place(*around(carrier), where)
        for above in run.iterancestors():
            if name_of(above) in _NOTES:
                return self._mark_of(above)
        return None

    def _mark_of(self, note: _Element) -> _Place | None:
        """Return the mark in the text that leads to a note."""
        name, kind = _NOTES[name_of(note)]
        identity = attribute(note, "w:id")
        for reference in elements(self._root, name):
            run = reference.getparent()
            if attribute(reference, "w:id") != identity or run is None or name_of(run) != "w:r" or _is_deleted(run):
                continue
            carrier = _carrier(run)
            return _Place(*around(carrier, reference if carrier is run else None), f"in the {kind} here")
        return None

    def _title(self) -> _Place | None:
        headings = [block for block in self._document.blocks if block.kind == "heading"]
        for block in (*headings[:1], *self._document.blocks):
            ends = self._ends(block.prose.locate(0, len(block.prose.text)))
            if ends is not None and self._in_body(ends[0][0]) and self._in_body(ends[1][0]):
                (first, start), (last, end) = ends
                if first.length and last.length:
                    return _Place(
                        spot_before(self._run(first), first.offset + start),
                        spot_after(self._run(last), last.offset + end),
                    )
        return None


def _stem(part: str) -> str:
    return part.rpartition("/")[2].rpartition(".")[0]


def _box(run: _Element) -> _Element | None:
    """Return the outermost text box that a run is in."""
    return next((above for above in _above(run) if name_of(above) == "w:txbxContent"), None)


def _carrier(run: _Element) -> _Element:
    """Return the run of the text itself that carries the text box that a run is in; the run when it is in none."""
    box = _box(run)
    return run if box is None else next((one for one in box.iterancestors() if name_of(one) == "w:r"), run)


def _above(run: _Element) -> Iterator[_Element]:
    """Yield what a run is in, the outermost first."""
    yield from reversed(list(run.iterancestors()))


def _is_deleted(run: _Element) -> bool:
    return any(name_of(above) in {"w:del", "w:moveFrom"} for above in run.iterancestors())
