"""The sources that a document lists, and which of them each citation in its text leads to.

Entries are read from reference lists ("References", "Sources", "Further reading"), footnotes, "Source:" lines and the
`sources` of the front matter. A mark leads to an entry by its number, label, key, anchor, authors and year, identifier
or address; a body that is only named ("the 2021 CDC guideline") leads to the one entry that fits, if there is just one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.entry import Entry, is_empty_link, kind_of, lies_under, numbering_of, read_entry
from caveat.analysis.identifier import find_identifiers, identifiers_of
from caveat.analysis.lexicon import lexicon, words
from caveat.analysis.reference import Identifier, Reference, ReferencePlace, host_of
from caveat.analysis.sections import heading_role
from caveat.document import fold
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caveat.analysis.citation import Citation
    from caveat.analysis.citations import Citations
    from caveat.document import Block, Document, Inline, Span, Value


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a citation that leads to nothing: `words` as they stand, `span` in the source.

    `number` or `label` is what no entry has; else `name` and `year` are whom and when no entry is by and of, and
    `other_year` is the year of the entry that the name fits.
    `alone` says that the document has no list for marks of this kind at all.
    """

    citation: Citation
    span: Span
    words: str
    number: int | None = None
    label: str = ""
    name: str = ""
    year: int | None = None
    other_year: int | None = None
    alone: bool = False


@dataclass(frozen=True)
class References:
    """The sources that one document lists; `all` has them in reading order, those of the front matter first."""

    all: tuple[Reference, ...] = ()
    _citations: Citations | None = field(default=None, repr=False)
    _document: Document | None = field(default=None, repr=False)

    def resolve(self, citation: Citation) -> tuple[Reference, ...]:
        """Return the entries that a citation leads to, in the order in which it names them."""
        if not self.all:
            return ()
        found: dict[Reference, None] = {}
        kind = citation.kind
        if kind in {"numbered", "footnote"} and not host_of(citation.target):
            found.update(dict.fromkeys(self._by_mark(citation)))
        elif kind == "author-year":
            found.update(dict.fromkeys(entry for part in _parts(citation) for entry in self._by_name(part)))
        elif kind == "named":
            found.update(dict.fromkeys(self._by_body(citation)))
        else:
            found.update(dict.fromkeys(self._by_identifier(citation)))
        return tuple(found)

    @cached_property
    def _known_sources(self) -> dict[Citation, tuple[Reference, ...]]:
        return {}

    def sources(self, citation: Citation) -> tuple[Reference, ...]:
        """Return the entries that a citation leads to; without any, the source that it leads to by itself, if it does.

        A link, an address or an identifier in the text is a source of its own, with the place `text`.
        """
        known = self._known_sources.get(citation)
        if known is None:
            known = self._known_sources[citation] = self.resolve(citation) or tuple(self._direct(citation))
        return known

    @cached_property
    def direct(self) -> tuple[Reference, ...]:
        """The sources to which links, addresses and identifiers in the text lead past any list."""
        if self._citations is None:
            return ()
        return tuple(
            source
            for citation in self._citations.all
            if citation.kind != "named"
            for source in self.sources(citation)
            if source.place == "text"
        )

    @cached_property
    def cited(self) -> Mapping[Reference, tuple[Citation, ...]]:
        """The citations that lead to each source, those in the text that are their own source included."""
        found: dict[Reference, list[Citation]] = {}
        for citation in self._citations.all if self._citations is not None else ():
            for source in self.sources(citation):
                found.setdefault(source, []).append(citation)
        return {source: tuple(citations) for source, citations in found.items()}

    @cached_property
    def undefined(self) -> tuple[Mark, ...]:
        """The marks in the text that lead to nothing, in order."""
        if self._citations is None or self._document is None:
            return ()
        return tuple(mark for citation in self._marks for mark in self._broken(citation))

    @cached_property
    def unused(self) -> tuple[Reference, ...]:
        """The notes that no mark calls, and the numbered entries that none does where some are called by number."""
        if self._document is None or not any(
            entry.place == "note" or (entry.place == "list" and entry.number is not None) for entry in self.all
        ):
            return ()
        called = {source for citation in self._marks for source in self.resolve(citation)}
        labels = self._called_labels
        notes = [
            entry for entry in self.all if entry.place == "note" and entry not in called and entry.label not in labels
        ]
        numbered = [entry for entry in self.all if entry.place == "list" and entry.number is not None]
        by_number = any(
            entry in called
            for citation in self._marks
            if citation.kind in {"numbered", "footnote"} and (_style(citation) == "certain" or self._loose)
            for entry in self.resolve(citation)
            if entry.place == "list" and entry.number is not None
        )
        numbers = self._called_numbers if by_number else frozenset[int]()
        missing = [
            entry
            for entry in numbered
            if by_number and entry not in called and entry.number not in numbers and entry.label not in labels
        ]
        return tuple(sorted([*notes, *missing], key=lambda entry: entry.span.start))

    def defines(self, mark: Mark) -> bool:
        """Say whether a mark that leads to nothing in its own document leads to one of these entries."""
        if mark.number is not None:
            return mark.number in self._numbers or (not mark.label and str(mark.number) in self._labels)
        if mark.label:
            return mark.label.lower() in self._labels
        return any(_fits(entry, mark.name) and entry.year == mark.year for entry in self.all)

    # --- What leads to what ------------------------------------------------------------------------------------

    @cached_property
    def _marks(self) -> tuple[Citation, ...]:
        cited = self._citations.all if self._citations is not None else ()
        return tuple(citation for citation in cited if citation.kind != "trial")

    @cached_property
    def _numbers(self) -> Mapping[int, Reference]:
        """The entries by number; entries of a list without numbers count from its top."""
        found: dict[int, Reference] = {}
        for entry in self.all:
            if entry.number is not None and entry.place in {"list", "note", "line", "reading"}:
                found.setdefault(entry.number, entry)
        if not found:
            listed = [entry for entry in self.all if entry.place in {"list", "line"}]
            listed = listed or [entry for entry in self.all if entry.place == "front"]
            found.update(enumerate(listed, 1))
        return found

    @cached_property
    def _counted(self) -> bool:
        """Whether the entries carry numbers of their own, so that a number without an entry is a fault."""
        return any(entry.number is not None for entry in self.all)

    @cached_property
    def _labels(self) -> Mapping[str, Reference]:
        found: dict[str, Reference] = {}
        for entry in self.all:
            for name in (entry.label, *entry.anchors):
                if name:
                    found.setdefault(name.lower(), entry)
        return found

    def _by_mark(self, citation: Citation) -> Iterator[Reference]:
        target = citation.target.strip()
        if target.startswith("#"):
            named = target[1:].lower()
            entry = self._labels.get(named) or self._labels.get(named.removeprefix("user-content-"))
            if entry is not None:
                yield entry
                return
            target = citation.text
        elif (entry := self._labels.get(target.lower())) is not None:
            yield entry
            return
        for number in numbers_of(target or citation.text):
            if number in self._numbers:
                yield self._numbers[number]
            elif (entry := self._labels.get(str(number))) is not None:
                yield entry

    def _by_name(self, part: _Part) -> Iterator[Reference]:
        if part.key:
            name = part.key.lower()
            if name in self._labels:
                yield self._labels[name]
                return
            spelt = re.fullmatch(r"([a-z'’-]{3,}?)(?:etal)?[:_-]?((?:19|20)\d\d)\w*", name)
            if spelt is None:
                return
            fitting = [entry for entry in self.all if _fits(entry, spelt[1]) and entry.year == int(spelt[2])]
        else:
            fitting = [entry for entry in self.all if _fits(entry, part.name)]
            if part.years:
                fitting = [entry for entry in fitting if entry.year in part.years]
        leading = [entry for entry in fitting if entry.authors and fold(entry.authors[0]) == fold(part.name)]
        fitting = leading or fitting
        if part.years or part.key or len(fitting) == 1:
            yield from fitting

    def _by_body(self, citation: Citation) -> Iterator[Reference]:
        """Yield the one entry that a body or a study named in the text must mean."""
        year = re.search(r"\b(?:19|20)\d\d\b", citation.text)
        code = _CODE.search(citation.text)
        fitting: list[Reference] = []
        if code is not None:
            fitting = [entry for entry in self.all if code[0].replace(" ", "") in entry.text.replace(" ", "")]
        else:
            bodies = [body for body in _bodies() if body.pattern.search(citation.text)]
            for body in bodies[:1]:
                fitting = [entry for entry in self.all if body.names(entry)]
            if not bodies and (acronym := re.search(r"\b[A-Z][A-Z0-9-]{3,11}\b", citation.text)):
                fitting = [entry for entry in self.all if re.search(rf"\b{re.escape(acronym[0])}\b", entry.text)]
        if year is not None:
            fitting = [entry for entry in fitting if entry.year is None or entry.year == int(year[0])]
            fitting = [entry for entry in fitting if entry.year] or fitting
        if len(fitting) == 1:
            yield fitting[0]

    def _by_identifier(self, citation: Citation) -> Iterator[Reference]:
        target = citation.target.strip()
        wanted = {(one.kind, one.value.lower()) for one in _identifiers_in(citation)}
        address = plain_address(target) if host_of(target) else ""
        for entry in self.all:
            if any((one.kind, one.value.lower()) in wanted for one in entry.identifiers if one.kind != "url") or (
                address and any(plain_address(one.value) == address for one in entry.identifiers if one.kind == "url")
            ):
                yield entry

    def _direct(self, citation: Citation) -> Iterator[Reference]:
        """Yield the source that a citation leads to by itself."""
        if self._document is None or not (citation.kind in _DIRECT_KINDS or host_of(citation.target)):
            return
        found = _identifiers_in(citation)
        if not found:
            return
        block = self._document.blocks[citation.block]
        links = [one for one in block.inlines if one.start == citation.start and one.end == citation.end]
        read = read_entry(citation.text, links, citation.start)
        shown = citation.text.strip()
        names_it = citation.kind == "link" and not is_empty_link(shown) and not host_of(shown)
        yield Reference(
            place="text",
            block=citation.block,
            start=citation.start,
            end=citation.end,
            span=block.prose.locate(citation.start, citation.end),
            text=citation.text,
            type=kind_of(citation.text if links else "", found),
            authors=(),
            year=read.year,
            year_at=read.year_at,
            title=shown if names_it else "",
            title_at=(citation.start, citation.end) if names_it else None,
            identifiers=tuple(found),
        )

    # --- What leads to nothing ---------------------------------------------------------------------------------

    @cached_property
    def _called_labels(self) -> frozenset[str]:
        """The labels of notes that any mark calls, those of remarks that name no source included."""
        found: set[str] = set()
        for block in self._document.blocks if self._document is not None else ():
            for inline in block.inlines:
                if inline.kind == "citation":
                    found.update((inline.target, inline.text.strip("[]")))
                elif inline.target.startswith("#"):
                    found.add(inline.target[1:])
        return frozenset(found | {str(number) for number in self._called_numbers})

    @cached_property
    def _called_numbers(self) -> frozenset[int]:
        """The numbers that any mark calls, in the text and in other entries."""
        found: set[int] = set()
        for citation in self._marks:
            if citation.kind in {"numbered", "footnote"}:
                found.update(numbers_of(citation.target if citation.target[:1] != "#" else citation.text))
                found.update(numbers_of(citation.text))
        for entry in self.all:
            for match in re.finditer(r"(?<!^)\[(\d{1,3})\]|\bref(?:erence)?s?\.?\s(\d{1,3})\b", entry.text):
                found.add(int(match[1] or match[2]))
        return frozenset(found)

    @cached_property
    def _listed(self) -> bool:
        return any(entry.place != "front" for entry in self.all)

    @cached_property
    def _ids(self) -> frozenset[str]:
        """What a link inside the page can lead to: ids and names of elements, and headings."""
        if self._document is None:
            return frozenset()
        found = {match[1].lower() for match in _ID.finditer(self._document.source.text)}
        headings = [block.prose.folded for block in self._document.blocks if block.kind == "heading"]
        found.update(re.sub(r"[^\w\s-]", "", heading).strip().replace(" ", "-") for heading in headings)
        return frozenset(found)

    @cached_property
    def _loose(self) -> bool:
        """Whether marks in round brackets, or figures right after a stop, are this document's way to cite."""
        certain = 0
        for citation in self._marks:
            if citation.kind != "numbered":
                continue
            if _style(citation) == "certain":
                return False
            certain += all(number in self._numbers for number in numbers_of(citation.target))
        return certain > 1

    def _broken(self, citation: Citation) -> Iterator[Mark]:
        if citation.kind in {"numbered", "footnote"}:
            yield from self._broken_number(citation)
        elif citation.kind == "author-year" and "@" not in citation.text:
            yield from self._broken_name(citation)

    def _broken_number(self, citation: Citation) -> Iterator[Mark]:
        if self._document is None:
            return
        target = citation.target.strip()
        if host_of(target):
            return
        anchor = target[1:].lower() if target.startswith("#") else ""
        if anchor and (anchor in self._ids or anchor.removeprefix("user-content-") in self._ids):
            return
        if not anchor and target.lower() in self._labels:
            return
        block = self._document.blocks[citation.block]
        alone = not self._listed
        if _style(citation) == "loose" and (alone or not self._loose or _counts_other(block.text, citation.start)):
            return
        label = _NOTE_LABEL.fullmatch(citation.text)
        if label is not None or (citation.kind == "footnote" and target and not numbers_of(target) and not anchor):
            name = label[1] if label else target
            if name.lower() not in self._labels and not (_is_symbol(name)):
                number = int(name) if name.isdigit() else None
                yield Mark(
                    citation, citation_span(block, citation), citation.text, number=number, label=name, alone=alone
                )
            return
        written = citation.text if anchor or not target else target
        if not (alone or self._counted):
            return
        named = _numbers_at(citation.text) or [(number, 0, 0) for number in numbers_of(written)]
        missing: dict[tuple[int, int], int] = {}
        for number, start, end in named:
            if number and number not in self._numbers and str(number) not in self._labels:
                missing.setdefault((start, end), number)
        figures = {(start, end) for _, start, end in named}
        whole = len(missing) == len(figures) and (len(figures) == 1 or not alone)
        for (start, end), number in missing.items():
            if whole or citation.start == citation.end:
                yield Mark(citation, citation_span(block, citation), citation.text.strip(), number=number, alone=alone)
                if whole:
                    return
                continue
            span = block.prose.locate(citation.start + start, citation.start + end)
            yield Mark(citation, span, citation.text[start:end], number=number, alone=alone)

    def _broken_name(self, citation: Citation) -> Iterator[Mark]:
        """Yield the authors and years that no entry has, in a document whose list is called by author and year."""
        if self._document is None or not self._named:
            return
        block = self._document.blocks[citation.block]
        for part in _parts(citation):
            if not part.person or not part.years or any(self._by_name(part)):
                continue
            other = next((entry.year for entry in self.all if _leads(entry, part.name) and entry.year), None)
            if other is None and any(_fits(entry, part.name) for entry in self.all):
                continue
            span = block.prose.locate(citation.start + part.start, citation.start + part.end)
            shown = citation.text[part.start : part.end]
            yield Mark(citation, span, shown, name=part.name, year=part.years[0], other_year=other)

    @cached_property
    def _named(self) -> bool:
        """Whether entries are called by author and year: at least one mark of that kind leads to one."""
        return any(
            True
            for citation in self._marks
            if citation.kind == "author-year"
            for part in _parts(citation)
            if part.years and any(self._by_name(part))
        )


def find_references(document: Document, citations: Citations, roles: Mapping[int, str]) -> References:
    """Read the sources that a document lists; `roles` are those of its sections."""
    found = [*_in_front(document)]
    entries = frozenset(citations.entries)
    reading = _further_reading(document) if entries else frozenset[int]()
    lister = _Numbering(document)
    for block in document.blocks:
        if block.kind == "footnote":
            found += _of_block(block, "note", document, None)
        elif block.index in entries:
            if block.kind == "alt" or ("footer" in block.containers and block.kind != "item"):
                continue
            place: ReferencePlace = "reading" if block.index in reading else "list"
            found += _of_block(block, place, document, lister)
        elif (
            block.kind in {"paragraph", "item", "caption"}
            and _LINE.match(block.prose.folded)
            and roles.get(block.index) != "references"
        ):
            found += _of_line(block, document)
    return References(tuple(found), citations, document)


def numbers_of(written: str) -> tuple[int, ...]:
    """Return the numbers that a mark names, ranges written out: "2-4, 7" names 2, 3, 4 and 7."""
    return tuple(number for number, _, _ in _numbers_at(written))


# --- Entries ---------------------------------------------------------------------------------------------------------

_LINE: Final = compiled(r"\W{0,3}(?:references?|sources?|refs?|citations?)\s?:\s?\S")
_FURTHER: Final = compiled(
    r"\b(?:further|more|additional|suggested|recommended)\s(?:reading|information|resources)|\bresources\b"
    r"|\bread more\b"
)
_ID: Final = compiled(r"""\b(?:id|name)\s*=\s*["']?([^"'\s>]+)|\{#([\w:.-]+)\}""", re.IGNORECASE)
_OPENS: Final = compiled(r"<(?:li|p|div|tr|td|dt|dd|span|cite)\b", re.IGNORECASE)
_LIST_TAG: Final = compiled(r"<(ol|ul|li)\b([^>]*)>", re.IGNORECASE)
_START: Final = compiled(r"""\b(?:start|value)\s*=\s*["']?(\d{1,3})""", re.IGNORECASE)
# An item's number, and the markup that may stand between it and the first word.
_WRITTEN: Final = compiled(r"(\d{1,3})[.)]\s*(?:\[[ xX]\]\s*)?(?:<[^<>]*>|[\[*_<\"'“‘(\s]){0,6}$")
_SOURCE_SIGN: Final = compiled(
    r"\b(?:19|20)\d\d\b|https?:|www\.|\b(?i:doi|pmid|isbn|et\sal)\b|\b[A-Z][a-z]+,?\s[A-Z]{1,3}[,.]"
)
_NEXT_NUMBER: Final = compiled(
    r"(?:(?<=^)|(?<=\s))(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)])\s?(?=[^\W\d_a-z]|[\[“\"‘]|https?:)"
)
_NOT_ENTRY: Final = compiled(
    r"\W*(?:last|page last|next|content|medically|written|reviewed|updated|published|this|these|we|our|all|copyright|©"
    r"|disclaimer|share|back to|note:|please|for more|the (?:information|following|sources|references))\b"
)


class _Numbering:
    """Reads the numbers of a list's items off the source, in which the reader leaves them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ordered = False
        self._next = 1
        self._counts = document.source.media == "docx"

    def of(self, block: Block) -> tuple[int | None, tuple[str, ...]]:
        """Return an item's number, when its list has numbers, and the anchors that stand on it."""
        source = self._document.source
        first = block.prose.segments[0].source_start if block.prose.segments else block.span.start
        line = max(source.text.rfind("\n", 0, first), source.text.rfind("\r", 0, first)) + 1
        before = self._document.blocks[block.index - 1] if block.index else None
        low = _last(before) if before is not None else 0
        gap = source.text[low:first]
        last = max((match.start() for match in _OPENS.finditer(gap)), default=0)
        stretch = gap[last:] + source.text[first : max(_last(block), block.span.end)]
        anchors = (
            tuple(match[1] or match[2] for match in _ID.finditer(stretch)) if "<" in stretch or "{#" in stretch else ()
        )
        if block.kind != "item":
            return None, anchors
        if "<" in gap:
            for tag in _LIST_TAG.finditer(gap):
                given = _START.search(tag[2])
                name = tag[1].lower()
                if name == "ol":
                    self._ordered, self._next = True, int(given[1]) if given else 1
                elif name == "ul":
                    self._ordered = False
                elif given:
                    self._next = int(given[1])
            if _LIST_TAG.search(gap):
                self._next += 1
                return (self._next - 1 if self._ordered else None), anchors
        # A page of a PDF is one line: the marker stands between the block before and this one.
        if written := _WRITTEN.search(source.text, max(line, low), first):
            number = int(written[1])
            # A list may number all its items "1.", and leave the counting to whoever shows it.
            number = self._next if number < self._next and number <= 1 and self._ordered else number
            if not (before is not None and before.kind == "item"):
                number = int(written[1])
            self._ordered, self._next = True, number + 1
            return number, anchors
        if self._counts:
            if before is None or before.kind != "item":
                self._next = 1
            self._next += 1
            return self._next - 1, anchors
        return None, anchors


def _last(block: Block) -> int:
    return block.prose.segments[-1].source_end if block.prose.segments else block.span.end


def _further_reading(document: Document) -> frozenset[int]:
    """Return the blocks below headings such as "Further reading", which nothing needs to cite."""
    found: set[int] = set()
    further = False
    for block in document.blocks:
        if block.kind == "heading":
            further = _FURTHER.search(block.prose.folded) is not None
        elif further:
            found.add(block.index)
    return frozenset(found)


def _of_block(
    block: Block, place: ReferencePlace, document: Document, lister: _Numbering | None
) -> Iterator[Reference]:
    number, anchors = lister.of(block) if lister is not None else (None, ())
    text = block.text
    if heading_role(block.prose.folded) == "references" and len(text) < 60:
        return
    label = _LINE.match(block.prose.folded) if place == "list" else None
    pieces = _cut(block, document, label.end() - 1 if label else 0, number=number)
    sure = place == "note" or (block.kind == "item" and len(text.split()) > 1)
    linked = any(one.kind in {"link", "autolink"} for one in block.inlines)
    if not sure and not linked and _SOURCE_SIGN.search(text) is None and numbering_of(text)[0] is None:
        return
    if place != "note" and _NOT_ENTRY.match(block.prose.folded) and not linked and number is None:
        return
    for start, end in pieces:
        yield _reference(block, start, end, place, number if start == pieces[0][0] else None, anchors)


def _of_line(block: Block, document: Document) -> Iterator[Reference]:
    """Yield the sources in a line such as "Sources: NHS, 2020; Moss B. A trial. 2021."."""
    label = re.match(r"\W{0,3}\w+\s?:\s?", block.text)
    begin = label.end() if label else 0
    for start, end in _cut(block, document, begin, semicolons=True):
        piece = block.text[start:end]
        if (
            _SOURCE_SIGN.search(piece)
            or any(start <= one.start < end for one in block.inlines)
            or numbering_of(piece)[0]
        ):
            yield _reference(block, start, end, "line", None, ())


def _reference(
    block: Block, start: int, end: int, place: ReferencePlace, number: int | None, anchors: tuple[str, ...]
) -> Reference:
    text = block.text[start:end]
    links = [one for one in block.inlines if one.kind in {"link", "autolink"} and start <= one.start and one.end <= end]
    entry = read_entry(text, links, start)
    shift = 0 if entry.number is None else numbering_of(text)[1]
    label = block.label if place == "note" else ""
    if number is None:
        number = entry.number
    if number is None and place == "note" and label.isdigit():
        number = int(label)
    return _made(entry, place, block.index, (start + shift, end), block.prose.locate(start + shift, end), text[shift:],
                 number=number, label=label, anchors=anchors)  # fmt: skip


def _made(  # noqa: PLR0913 - the two halves of a reference, what is read and where it stands
    entry: Entry,
    place: ReferencePlace,
    block: int | None,
    at: tuple[int, int],
    span: Span,
    text: str,
    *,
    number: int | None = None,
    label: str = "",
    anchors: tuple[str, ...] = (),
) -> Reference:
    return Reference(
        place=place,
        block=block,
        start=at[0],
        end=at[1],
        span=span,
        text=text,
        type=entry.type,
        number=number,
        label=label,
        anchors=anchors,
        authors=entry.authors,
        year=entry.year,
        year_at=entry.year_at,
        title=entry.title,
        title_at=entry.title_at,
        container=entry.container,
        updated=entry.updated,
        checked=entry.checked,
        detailed=entry.detailed,
        identifiers=entry.identifiers,
    )


def _in_front(document: Document) -> Iterator[Reference]:
    value = document.front.values.get("sources")
    if value is None:
        return
    span = document.front.spans.get("sources", document.front.span)
    for number, given in enumerate(value if isinstance(value, list) else [value], 1):
        text = _in_words(given).strip()
        if not text:
            continue
        entry = read_entry(text)
        label = ""
        if isinstance(given, dict):
            label = next((str(given[key]) for key in ("id", "key", "ref", "label") if given.get(key)), "")
            entry = _with_fields(entry, {str(key).lower(): part for key, part in given.items()})
        yield _made(entry, "front", None, (0, len(text)), span, text, number=entry.number or number, label=label)


def _in_words(value: Value) -> str:
    if isinstance(value, dict):
        wanted = [part for key, part in value.items() if str(key).lower() not in {"id", "key", "ref", "label", "type"}]
        return ". ".join(_in_words(part) for part in wanted)
    if isinstance(value, list):
        return ", ".join(_in_words(part) for part in value)
    return "" if value is None else str(value)


def _with_fields(entry: Entry, given: Mapping[str, Value]) -> Entry:
    """Let the named fields of an entry in the front matter win over what was read from its words."""
    from dataclasses import replace

    identifiers = list(entry.identifiers)
    for kind in ("doi", "pmid", "pmcid", "isbn"):
        if given.get(kind) and not any(one.kind == kind for one in identifiers):
            identifiers += [one for one in find_identifiers(f"{kind.upper()}: {given[kind]}") if one.kind == kind]
    year = given.get("year")
    title = given.get("title")
    return replace(
        entry,
        identifiers=tuple(identifiers),
        year=int(str(year)) if year is not None and str(year).isdigit() else entry.year,
        title=str(title) if title else entry.title,
    )


def _cut(
    block: Block, document: Document, begin: int = 0, *, semicolons: bool = False, number: int | None = None
) -> list[tuple[int, int]]:
    """Cut a block into the entries that it holds; `number` is that of its item."""
    text = block.text
    whole = [(begin, len(text))]
    starts = _numbered_starts(text, begin, number)
    if len(starts) > 1:
        return _between(text, starts)
    if block.kind in {"item", "footnote"} and not semicolons:
        return whole
    starts = [begin, *(place + 1 for place in _breaks(block, document) if place >= begin)]
    pieces = _between(text, starts)
    if len(pieces) > 1 and all(_stands_alone(text[low:high], block, low, high) for low, high in pieces):
        return pieces
    if semicolons and ";" in text:
        pieces = _between(
            text, [begin, *(match.end() for match in re.finditer(r";\s(?!\d)", text) if match.start() > begin)]
        )
        if all(_stands_alone(text[low:high], block, low, high) for low, high in pieces):
            return pieces
    links = [one for one in block.inlines if one.kind in {"link", "autolink"} and one.end > one.start]
    if len(links) > 1 and not _LETTERS_LEFT.search(_without(text, links, begin)):
        return _between(text, [begin, *(one.start for one in links[1:])])
    return whole


_LETTERS_LEFT: Final = compiled(r"[^\W\d_]{4,}|\d{4}")


def _without(text: str, links: Sequence[Inline], begin: int) -> str:
    rest: list[str] = []
    position = begin
    for link in links:
        rest.append(text[position : max(position, link.start)])
        position = max(position, link.end)
    return " ".join([*rest, text[position:]])


def _numbered_starts(text: str, begin: int, number: int | None) -> list[int]:
    """Return where entries with rising numbers begin: "1. Moss B. … 2. Lund C. …"."""
    starts: list[int] = [begin] if number is not None else []
    wanted: int | None = number + 1 if number is not None else None
    for match in _NEXT_NUMBER.finditer(text, begin):
        written = int(next(group for group in match.groups() if group))
        if wanted is None and match.start() > begin + 2:
            break
        if wanted is None or written == wanted:
            starts.append(match.start())
            wanted = written + 1
    return starts


def _between(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        low = start + len(piece) - len(piece.lstrip())
        high = start + len(piece.rstrip(" ;"))
        if high > low:
            pieces.append((low, high))
    return pieces


def _breaks(block: Block, document: Document) -> Iterator[int]:
    """Yield the places in a block's prose at which its source begins a new line."""
    source = document.source.text
    for place, character in enumerate(block.text):
        if character == " ":
            there = block.prose.locate(place, place + 1).of(source)
            if there in {"\n", "\r\n", "\r"} or there[:3].lower() == "<br" or there.endswith("\\\n"):
                yield place


def _stands_alone(piece: str, block: Block, low: int, high: int) -> bool:
    return re.match(r"[^\w]{0,3}(?:[^\W_a-z]|https?:|www\.)", piece) is not None and (
        re.search(r"\b(?:19|20)\d\d\b|https?:|www\.|\b(?i:doi|pmid)\b", piece) is not None
        or any(low <= one.start < high and one.kind in {"link", "autolink"} for one in block.inlines)
    )


# --- Marks -----------------------------------------------------------------------------------------------------------

_DIRECT_KINDS: Final = frozenset({"link", "address", "doi", "pmid", "pmcid", "isbn", "trial"})
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒", "0123456789-,")
_NUMBER: Final = compiled(r"(\d{1,3})(?!\d)(?:\s?[–‒−-]\s?(\d{1,3})(?!\d))?")
_NOTE_LABEL: Final = compiled(r"\[\^([^\]\s]+)\]")
_CODE: Final = compiled(r"\b(?:NG|CG|TA|QS|IPG|DG|HST|SIGN\s?)\d{1,4}\b")
_WIDEST: Final = 60
_PERSON: Final = r"[^\W\d_a-z](?=[\w'’-]*[^\W\d_A-Z])[\w'’-]*"
_PART: Final = compiled(
    rf"(?P<name>{_PERSON}(?:\s(?:van|von|de|der|den|la|le|di|da|bin|al)\s{_PERSON})?)(?:,?\s(?:[A-Z]\.?\s?)+(?=,|\s|&))?"
    rf"(?P<more>,?\set\sal\b\.?|(?:,\s{_PERSON})*,?\s(?:and|&)\s{_PERSON})?(?:['’]s)?"
    rf",?\s\(?(?P<years>(?:19|20)\d\d[a-z]?(?:,\s(?:19|20)\d\d[a-z]?)*)"
)
_FIRST_NAME: Final = compiled(rf"\W*({_PERSON})")
_CORPORATE: Final = compiled(r"(?P<name>[^\W\d_a-z][^;()]{1,120}?),?\s\(?(?P<years>(?:19|20)\d\d)")
_KEY: Final = compiled(r"@([\w:.-]*\w)")
_OTHER_COUNT: Final = compiled(
    r"\b(?:fig|figs|figure|no|nos|vol|p|pp|sec|section|ch|chapter|eq|v|ver|table|step|item|part|aged?|type|grade|stage)\.?\W?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One author-and-year mark inside a citation, at its offsets into the citation's text."""

    name: str
    years: tuple[int, ...]
    person: bool
    start: int
    end: int
    key: str = ""


def _parts(citation: Citation) -> Iterator[_Part]:
    text = citation.text
    if text.startswith("[") and "@" in text:
        for match in _KEY.finditer(text):
            yield _Part("", (), person=False, start=match.start(), end=match.end(), key=match[1])
        return
    position = 0
    for piece in text.split(";"):
        start, position = position, position + len(piece) + 1
        found = _PART.search(piece) or _CORPORATE.search(piece)
        if found is None:
            alone = _FIRST_NAME.match(piece)
            if alone is not None:
                yield _Part(alone[1], (), person=False, start=start + alone.start(1), end=start + len(piece))
            continue
        first = found["name"].removeprefix("see ").removeprefix("the ")
        person = (
            found.re is _PART and not _is_body(first) and piece[: found.start()].strip(" ([").lower() in _BEFORE_NAMES
        )
        years = tuple(int(year[:4]) for year in re.findall(r"(?:19|20)\d\d", found["years"]))
        yield _Part(first, years, person, start + found.start(), start + found.end("years"))


_BEFORE_NAMES: Final = frozenset(
    {"", "see", "see also", "e.g.", "e.g.,", "cf.", "reviewed in", "adapted from", "from", "data from"}
)


@cache
def _known_bodies() -> frozenset[str]:
    listed = {*words("sources", "publishers"), *words("sources", "journals")}
    listed |= {str(name) for names in cast("list[list[str]]", lexicon("references")["bodies"]) for name in names}
    return frozenset(word for name in listed for word in (name, name.split()[0]))


def _is_body(name: str) -> bool:
    return name in _known_bodies() or name.isupper()


def _fits(entry: Reference, name: str) -> bool:
    """Say whether an entry may be by a person or a body, or in a journal, of a name."""
    wanted = fold(name).strip(" ,.")
    if not wanted:
        return False
    if any(fold(author) == wanted or fold(author).split()[-1] == wanted for author in entry.authors):
        return True
    if re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(entry.text)):
        return True
    return any(body.pattern.search(name) and body.names(entry) for body in _bodies())


def _leads(entry: Reference, name: str) -> bool:
    return bool(entry.authors) and fold(entry.authors[0]) == fold(name)


@dataclass(frozen=True, slots=True)
class _Body:
    """A body under all its names, and its sites."""

    pattern: re.Pattern[str]
    sites: tuple[str, ...]

    def names(self, entry: Reference) -> bool:
        """Say whether an entry is the body's own."""
        return self.pattern.search(entry.text) is not None or lies_under(entry.url, self.sites)


@cache
def _bodies() -> tuple[_Body, ...]:
    made: list[_Body] = []
    for listed in cast("list[list[str]]", lexicon("references")["bodies"]):
        names = [name for name in listed if not re.search(r"\.[a-z]{2,}$", name)]
        sites = tuple(name for name in listed if name not in names)
        made.append(_Body(compiled("|".join(rf"\b{re.escape(name)}(?!\w)" for name in names)), sites))
    return tuple(made)


def _numbers_at(written: str) -> list[tuple[int, int, int]]:
    """Return the numbers that a mark names, each with the offsets of the figure, or the range, that names it."""
    plain = written.translate(_RAISED)
    found: list[tuple[int, int, int]] = []
    for match in _NUMBER.finditer(plain):
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if last < first or last - first > _WIDEST:
            last = first
        found += [(number, match.start(), match.end()) for number in range(first, last + 1)]
    return found


def _style(citation: Citation) -> Literal["certain", "loose"]:
    """Say whether a mark's form alone makes it one, or only that others of its form lead somewhere."""
    if citation.kind == "footnote" or citation.target.startswith("#"):
        return "certain"
    text = citation.text.strip()
    return "certain" if text[:1] in "[^" or text[:4].lower() == "(ref" or not text.isascii() else "loose"


def _is_symbol(label: str) -> bool:
    return re.fullmatch(r"[^\w]+|[a-z](?:,\s?[a-z])*|.*\s.*", label) is not None


def _counts_other(text: str, start: int) -> bool:
    return _OTHER_COUNT.search(text[max(0, start - 12) : start + 1].rstrip("0123456789(")) is not None


def citation_span(block: Block, citation: Citation) -> Span:
    """Return a citation's place in the source; a mark that leaves nothing in the prose has its own."""
    if citation.start == citation.end:
        for inline in block.inlines:
            if inline.kind == "citation" and inline.start == citation.start and inline.text == citation.text:
                return inline.span
    text = block.text[citation.start : citation.end]
    low = citation.start + len(text) - len(text.lstrip())
    return block.prose.locate(low, citation.end)


# --- Identifiers -----------------------------------------------------------------------------------------------------


def plain_address(address: str) -> str:
    """Return an address without what does not tell pages apart: scheme, `www.`, fragment, closing slash."""
    host = host_of(address)
    rest = address.lower().partition(host)[2].partition("#")[0].rstrip("/")
    return host + rest


def _identifiers_in(citation: Citation) -> list[Identifier]:
    target = citation.target.strip()
    start, end = citation.start, citation.end
    if citation.kind in {"link", "address"} or host_of(target):
        if not host_of(target):
            return []
        return [Identifier("url", target, start, end), *identifiers_of(target, start, end)]
    kind = citation.kind
    if kind in {"doi", "pmid", "pmcid", "isbn", "trial"}:
        value = re.sub(r"[\s–-]", "", target) if kind == "isbn" else target
        return [Identifier(kind, value, start, end)]
    return []
