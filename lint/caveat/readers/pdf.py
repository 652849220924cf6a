"""Reads PDF files that hold text: paragraphs, headings and lists, put together from lines of print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from caveat.document import Block, BlockKind, Container, Document, Inline, Note, Source, Span
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.pdf_text import PdfPage, PdfText, Spot, pdf_text
from caveat.readers.superscript import is_mark
from caveat.readers.writer import ProseWriter

_BULLET = r"[-*+•‣▪◦●○■□·–—➢➤✓\uf000-\uf0ff]"
_ITEM = compiled(rf"(?:{_BULLET}|\(?\d{{1,3}}[.)]|\(?[A-Za-z]\))\s+(?=\S)")
_NOTE_LABEL = compiled(r"\[(\d{1,3})\]:?\s+(?=\S)")
_RAISED_LABEL = compiled(r"(\d{1,3})\s*(?=[^\W\d_]|[\"“‘(])")
_CLOSE_LABEL = compiled(r"(\d{1,3})(?=[A-Z][a-z]{2})")
_PAGE_NUMBER = compiled(r"(?:page\s*|[-–—|]\s*)?#(?:\s*(?:of|/|\|)\s*#)?(?:\s*[-–—|])?", re.IGNORECASE)
_DIGITS = compiled(r"\d+")
_WORD = compiled(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = compiled(r"([^\W\d_]+)[-\u00ad]$")
_FIRST_PART = compiled(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = ("-", "\u00ad", "\u2010")
_CLOSERS = "\"'”’»)]"
_ENDS = ".!?…:"

# Words before a hyphen that stays: `long-` at the end of a line and `term` on the next are `long-term`.
_KEEPING = frozenset(
    re.findall(
        r"\w+",
        "all anti cross double drug early evidence ex first follow full half health high in ill late life long low mid "
        "multi near non off one over part peer placebo post pre quality re second self short side single so state "
        "symptom three time top two under up well year",
    )
)

# Of a page's height, at its top and at its bottom: where running heads and page numbers stand.
_MARGIN = 0.12
_LONGEST_HEADING = 160
_MOST_HEADING_WORDS = 16


def read_pdf(path: str, data: bytes) -> Document:
    """Make a document of a PDF file's bytes.

    A line of its source is a page: a place says on which page words stand, and as which character of it. What runs
    along the top or the bottom of the pages is read once, after the text; page numbers are not.
    """
    found = pdf_text(data)
    body, running = _parted(found)
    drafts = _drafts(body)
    kinds = _kinds(drafts, body)
    words = Counter(match[0].lower() for match in _WORD.finditer(found.text))
    blocks: list[Block] = []
    lead_in: int | None = None
    for draft, (kind, level) in zip(drafts, kinds, strict=True):
        if kind == "item" and (not blocks or blocks[-1].kind != "item"):
            lead_in = blocks[-1].index if blocks and blocks[-1].kind == "paragraph" else None
        containers: tuple[Container, ...] = ("list",) if kind == "item" else ()
        _add(blocks, draft, found, words, (kind, level, containers, lead_in if kind == "item" else None))
    for spot in running:
        _add(blocks, _Draft([spot], "paragraph", 0), found, words, ("paragraph", 0, ("footer",), None))
    blocks = [_tied(block, {one.label for one in blocks if one.kind == "footnote"}) for block in blocks]
    return Document(Source(path, found.text, "pdf"), tuple(blocks), notes=tuple(_notes(found.pages)))


def _tied(block: Block, labels: Collection[str]) -> Block:
    """Return the block with its reference marks leading to the footnotes of their numbers."""
    if not any(one.kind == "citation" and one.text in labels for one in block.inlines):
        return block
    inlines = [
        replace(one, target=one.text) if one.kind == "citation" and one.text in labels else one for one in block.inlines
    ]
    return replace(block, inlines=tuple(inlines))


@dataclass(slots=True)
class _Draft:
    """A block in the making: its lines of print, and how many characters of the first are its marker."""

    spots: list[Spot]
    kind: BlockKind
    marker: int
    label: str = ""

    @property
    def text(self) -> str:
        """Its words, as they are printed."""
        return " ".join(spot.line.text for spot in self.spots)[self.marker :]


def _notes(pages: Sequence[PdfPage]) -> Iterator[Note]:
    blank = [number for number, page in enumerate(pages, 1) if page.images and not page.lines]
    if blank:
        which = ", ".join(map(str, blank[:10])) + (" …" if len(blank) > 10 else "")
        said = f"page {which} holds images" if len(blank) == 1 else f"pages {which} hold images"
        yield Note("images", f"{said} and no text, and what they show was not read")


def _parted(found: PdfText) -> tuple[list[Spot], list[Spot]]:
    """Return the lines of the text, and those that run along the pages' edges, each of these once.

    A line runs along when it stands at the same height on half of the pages at least, and on three, the numbers in it
    aside. Anything less is left in the text.
    """
    edges = [spot for spot in found.spots if _at_edge(spot, found.pages[spot.page])]
    pages: dict[tuple[str, int], set[int]] = {}
    for spot in edges:
        pages.setdefault(_running_key(spot), set()).add(spot.page)
    enough = max(3, (len(found.pages) + 1) // 2)
    along = {key for key, on in pages.items() if len(on) >= enough}
    gone: set[int] = set()
    running: dict[tuple[str, int], Spot] = {}
    for spot in edges:
        key = _running_key(spot)
        if len(found.pages) > 1 and _PAGE_NUMBER.fullmatch(key[0]):
            gone.add(spot.start)
        elif key in along:
            gone.add(spot.start)
            running.setdefault(key, spot)
    return [spot for spot in found.spots if spot.start not in gone], list(running.values())


def _at_edge(spot: Spot, page: PdfPage) -> bool:
    _, bottom, _, top = page.box
    edge = (top - bottom) * _MARGIN
    return spot.line.base > top - edge or spot.line.base < bottom + edge


def _running_key(spot: Spot) -> tuple[str, int]:
    return _DIGITS.sub("#", spot.line.text).lower(), round(spot.line.base / 4)


def _drafts(spots: Sequence[Spot]) -> list[_Draft]:
    """Put lines of print together to blocks."""
    pitch = _pitch(spots)
    printed = {number: list(on) for number, on in groupby(spots, key=lambda spot: spot.page)}
    drafts: list[_Draft] = []
    for spot in spots:
        label = _NOTE_LABEL.match(spot.line.text) or _raised_label(spot)
        marker = label or _ITEM.match(spot.line.text)
        before = _before(drafts, spot)
        if before is not None and (marker is None or _inside(before, marker[0])):
            last = before.spots[-1]
            column = [one for one in printed[last.page] if abs(one.line.left - last.line.left) < 4 * last.line.size]
            margin = max(one.line.right for one in column)
            if _continues(before, spot, pitch, margin):
                before.spots.append(spot)
                continue
        kind: BlockKind = "footnote" if label else "item" if marker else "paragraph"
        drafts.append(_Draft([spot], kind, marker.end() if marker else 0, label[1] if label else ""))
    return drafts


def _raised_label(spot: Spot) -> re.Match[str] | None:
    """Return the number that a footnote begins with: raised, or set right before its first word."""
    if found := _CLOSE_LABEL.match(spot.line.text):
        return found
    found = _RAISED_LABEL.match(spot.line.text)
    if found is None or any(not _is_raised(spot, place) for place in range(found.end(1))):
        return None
    return found


def _before(drafts: Sequence[_Draft], spot: Spot) -> _Draft | None:
    """Return the block that a line may go on with: on a new page the last one that is no footnote."""
    if not drafts or drafts[-1].kind != "footnote" or drafts[-1].spots[-1].page == spot.page:
        return drafts[-1] if drafts else None
    return next((draft for draft in reversed(drafts) if draft.kind != "footnote"), None)


def _inside(draft: _Draft, marker: str) -> bool:
    """Say whether what looks like a marker is a dash or a number inside a sentence that goes on."""
    last = draft.spots[-1].line
    return marker[0] in "-–—0123456789(" and not _ended(last.text) and draft.kind == "paragraph" and len(last.text) > 50


def _pitch(spots: Sequence[Spot]) -> float:
    """Return the usual distance of two lines of a paragraph, in sizes of their letters."""
    steps = [
        (one.line.base - two.line.base) / two.line.size
        for one, two in pairwise(spots)
        if one.page == two.page and abs(one.line.size - two.line.size) < 0.1 * two.line.size
    ]
    usual = [step for step in steps if 0.7 < step < 2.2]
    if not usual:
        return 1.3
    # Lines inside a paragraph are the nearer ones of any two distances that a text keeps.
    return min(median(usual), 1.6)


def _continues(draft: _Draft, spot: Spot, pitch: float, margin: float) -> bool:
    """Say whether a line goes on with a block."""
    last, line = draft.spots[-1].line, spot.line
    if abs(last.size - line.size) > 0.1 * max(last.size, line.size):
        return False
    goes_on = not _ended(last.text) and (line.text[:1].islower() or last.text.endswith(_HYPHENS))
    step = (last.base - line.base) / line.size
    if draft.spots[-1].page != spot.page or step < 0.5:
        # The next column or page: only the rest of a sentence goes on there.
        return goes_on and len(last.text) > 12 and draft.kind != "heading"
    if step > pitch * 1.25 or last.right < line.left or line.right < last.left:
        return False
    if goes_on:
        return True
    if last.bold != line.bold and _may_head(draft):
        return False
    first = draft.spots[0].line
    if draft.kind in {"item", "footnote"}:
        return line.left > first.left + 0.5 * line.size or not _ended(last.text)
    if len(draft.spots) > 1 and line.left > last.left + 0.8 * line.size:
        return False
    # A short line that ends a sentence ends its paragraph; one that does not is a line of a title or of an address.
    short = last.right < margin - 0.25 * (margin - last.left)
    return not short or (last.bold and line.bold and not _ended(last.text))


def _ended(text: str) -> bool:
    return text.rstrip(_CLOSERS + " ")[-1:] in _ENDS


def _may_head(draft: _Draft) -> bool:
    """Say whether a block's words could be a heading."""
    text = draft.text.strip()
    if draft.kind != "paragraph" or len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_HEADING_WORDS:
        return False
    begins = text.lstrip("\"'“‘«([¿¡")[:1]
    end = text.rstrip(_CLOSERS)[-1:]
    return bool(begins) and (begins.isupper() or begins.isdigit()) and (end == "?" or end not in _ENDS + ";,")


def _kinds(drafts: Sequence[_Draft], body: Sequence[Spot]) -> list[tuple[BlockKind, int]]:
    """Return what each block is, and the level of headings and items."""
    weights: Counter[float] = Counter()
    for spot in body:
        weights[round(spot.line.size)] += len(spot.line.text)
    usual = weights.most_common(1)[0][0] if weights else 0
    bold = Counter((spot.page, round(spot.line.base)) for spot in body if spot.line.bold)

    def size(draft: _Draft) -> float:
        return round(max(spot.line.size for spot in draft.spots))

    def heads(draft: _Draft) -> bool:
        if not _may_head(draft):
            return False
        if size(draft) >= usual * 1.15:
            return True
        # In a table's first row bold words stand side by side.
        alone = all(bold[spot.page, round(spot.line.base)] == 1 for spot in draft.spots)
        return alone and all(spot.line.bold for spot in draft.spots) and size(draft) >= usual * 0.95

    headings = [heads(draft) and place + 1 < len(drafts) for place, draft in enumerate(drafts)]
    sizes = sorted({size(draft) for draft, is_one in zip(drafts, headings, strict=True) if is_one}, reverse=True)
    return [
        ("heading", min(6, sizes.index(size(draft)) + 1)) if is_one else (draft.kind, int(draft.kind == "item"))
        for draft, is_one in zip(drafts, headings, strict=True)
    ]


def _add(
    blocks: list[Block],
    draft: _Draft,
    found: PdfText,
    words: Counter[str],
    role: tuple[BlockKind, int, tuple[Container, ...], int | None],
) -> None:
    """Add the block that a draft becomes, unless nothing of it can be read."""
    kind, level, containers, lead_in = role
    writer = _Words()
    joined = True
    end = 0
    for place, spot in enumerate(draft.spots):
        text = spot.line.text.replace("\u00ad", "-")
        first = draft.marker if place == 0 else 0
        last = len(text)
        if not joined:
            writer.space(end)
        following = draft.spots[place + 1].line.text if place + 1 < len(draft.spots) else ""
        joined = bool(following) and text.endswith(_HYPHENS) and following[:1].isalnum()
        if joined and not _keeps(spot.line.text, following, words):
            last -= 1
        _write(writer, spot, text, range(first, last), found.pages[spot.page])
        end = spot.start + len(text)
    prose = writer.prose.build()
    if not prose.text:
        return
    made = [
        one
        if one.kind == "citation"
        else replace(one, span=prose.locate(one.start, one.end), text=prose.text[one.start : one.end])
        for one in writer.inlines
    ]
    made += bare_addresses(prose, made)
    blocks.append(
        Block(
            index=len(blocks),
            kind=kind,
            span=prose.locate(0, len(prose.text)),
            prose=prose,
            inlines=tuple(sorted(made, key=lambda one: (one.start, one.end))),
            level=level,
            containers=containers,
            lead_in=lead_in,
            label=draft.label,
        )
    )


def _keeps(line: str, following: str, words: Counter[str]) -> bool:
    """Say whether a hyphen at the end of a line belongs to its word: by how the text writes it elsewhere."""
    before, after = _LAST_PART.search(line), _FIRST_PART.match(following)
    if before is None or after is None or not after[0][0].islower():
        return True
    head, tail = before[1].lower(), after[0].lower()
    whole, parted = words[head + tail], words[f"{head}-{tail}"]
    return parted > whole if whole or parted else head in _KEEPING


def _write(writer: _Words, spot: Spot, text: str, stretch: range, page: PdfPage) -> None:
    """Write a line's words, and note its links and its raised reference marks."""
    position = stretch.start
    for (raised, target), group in groupby(_look(spot, index, page) for index in stretch):
        length = len(list(group))
        words, start = text[position : position + length], spot.start + position
        position += length
        if raised and is_mark(words, writer.before, linked=bool(target)):
            at = writer.prose.length
            span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
            writer.inlines.append(Inline("citation", at, at, span, "", words.strip()))
            continue
        opened = writer.prose.next
        writer.add(words, start)
        if target and writer.prose.length > opened:
            # Its span and its words are known when the block is done.
            writer.inlines.append(Inline("link", opened, writer.prose.length, Span(0, 0), target))


def _look(spot: Spot, index: int, page: PdfPage) -> tuple[bool, str]:
    """Say of a character whether it is raised, and where it leads."""
    left, bottom, right, top = spot.line.boxes[index]
    raised = _is_raised(spot, index)
    if not page.links:
        return raised, ""
    across, up = (left + right) / 2, (bottom + top) / 2
    for low, under, high, over, address in page.links:
        if low <= across <= high and under <= up <= over:
            return raised, address
    return raised, ""


def _is_raised(spot: Spot, index: int) -> bool:
    line = spot.line
    _, bottom, _, top = line.boxes[index]
    return 0 < line.sizes[index] < 0.85 * line.size and (bottom + top) / 2 > line.base + 0.35 * line.size


class _Words:
    """The prose of one block in the making, with what stands before the next word."""

    def __init__(self) -> None:
        self.prose = ProseWriter()
        self.inlines: list[Inline] = []
        self.before = ""

    def add(self, text: str, start: int) -> None:
        """Add words that stand in the source just so."""
        self.prose.add(text, start)
        self.before = (self.before + text)[-40:]

    def space(self, place: int) -> None:
        """Add the space between two lines."""
        self.prose.space(place, place + 1)
        self.before += " "
