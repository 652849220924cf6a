"""A document as it reads: blocks grouped as lists, tables and quotations, cut where marks and links begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from caveat.engine.finding import SEVERITIES
from caveat.report.layout import markers_of, tables_of
from caveat.report.page.markup import shown, wrapped
from caveat.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caveat.document import Block, Document, Inline
    from caveat.report.page.hardness import HardnessView, Heat
    from caveat.rule import Severity

_TAGS = {"emphasis": "em", "strong": "strong", "code": "code"}
_WRAPPERS = ("quote", "aside", "footer")
# A mark of more characters than this is only underlined: a page of tinted sentences hides the words that matter most.
LONG = 100


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of one block that a finding is about. `number` is the finding's on the page."""

    number: int
    severity: Severity
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one block that make a claim of the ledger. `number` is the claim's on the page."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that belong together: a heading, a paragraph, a list, a table …, with the rows of a table."""

    kind: Literal["heading", "paragraph", "list", "table", "footnotes", "code", "caption", "alt"]
    level: int = 0
    lines: tuple[Line, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one block as HTML; `marker` is what stands before a list item or a footnote."""

    html: Markup
    level: int = 0
    marker: str = ""
    heat: Heat | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """Parts in reading order, and what they stand in: nothing, a quotation, an aside or a footer."""

    wrapper: str
    parts: tuple[Part, ...] = field(default=())


def read_through(
    document: Document,
    marks: Mapping[int, list[Mark]],
    claims: Mapping[int, list[Said]] | None = None,
    hard: HardnessView | None = None,
) -> tuple[Stratum, ...]:
    """Return the document's blocks in order with the marks and claims in their words, which are by block index.

    `hard` says how hard each block is, and which places in it are led to from elsewhere.
    """
    opened: set[int] = set()
    begun: set[int] = set()
    last = {mark.number: index for index in sorted(marks) for mark in marks[index]}
    html = {}
    for block in document.blocks:
        own = marks.get(block.index, [])
        closing = {mark.number for mark in own if last[mark.number] == block.index}
        said = (claims or {}).get(block.index, [])
        anchors = hard.anchors.get(block.index, ()) if hard is not None else ()
        html[block.index] = words_of(block, own, opened, closing, said, begun, anchors)
        opened |= {mark.number for mark in own}
        begun |= {one.number for one in said}
    heat = hard.heat if hard is not None else {}
    markers = markers_of(document)
    return tuple(
        Stratum(wrapper, tuple(_parts(document, list(blocks), html, heat, markers)))
        for wrapper, blocks in groupby(document.blocks, _wrapper)
    )


def words_of(
    block: Block,
    marks: Sequence[Mark],
    opened: Iterable[int] = (),
    closing: Iterable[int] = (),
    claims: Sequence[Said] = (),
    begun: Iterable[int] = (),
    anchors: Sequence[tuple[int, str]] = (),
) -> Markup:
    """Return a block's words as HTML, cut into pieces so that marks, claims and inlines may overlap as they like.

    A mark's first piece bears its id, unless it is among those `opened` in an earlier block; after its last piece
    stands its number, if it is among those `closing` here. So does a claim's first piece, unless among those `begun`.
    `anchors` are places with their ids.
    """
    text = block.prose.text
    inlines = [inline for inline in block.inlines if inline.start < inline.end]
    points = {0, len(text)}
    points.update(point for inline in inlines for point in (inline.start, inline.end))
    points.update(point for mark in marks for point in (mark.start, mark.end))
    points.update(point for claim in claims for point in (claim.start, claim.end))
    points.update(point for point, _ in anchors)
    starting = {mark.number: mark.start for mark in marks if mark.number not in set(opened)}
    ending = {mark.number: mark.end for mark in marks if mark.number in set(closing)}
    signs: dict[int, list[Inline]] = {}
    for inline in block.inlines:
        if inline.start == inline.end:
            signs.setdefault(inline.start, []).append(inline)
    cuts = sorted(points | set(signs))
    pieces: list[tuple[tuple[Said, ...] | None, Markup]] = []
    for number, start in enumerate(cuts):
        pieces += [(None, _reference(number)) for number, end in sorted(ending.items()) if end == start]
        pieces += [(None, _sign(inline)) for inline in signs.get(start, [])]
        pieces += [(None, _spot(name)) for point, name in anchors if point == start]
        if number + 1 == len(cuts):
            break
        end = cuts[number + 1]
        around = [inline for inline in inlines if inline.start <= start and end <= inline.end]
        piece = _styled(text[start:end], around, pre=block.kind == "code")
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        if here:
            begun_here = [one for one, at in starting.items() if at == start]
            piece = _marked(piece, here, begun_here, blank=not text[start:end].strip())
        pieces.append((tuple(one for one in claims if one.start <= start and end <= one.end), piece))
    return Markup().join(_claimed(pieces, set(begun)))


def _claimed(pieces: Sequence[tuple[tuple[Said, ...] | None, Markup]], begun: set[int]) -> Iterator[Markup]:
    """Put each run of pieces that make the same claims into one element; pieces of None go with what is around them."""
    own: tuple[Said, ...] = ()
    run: list[Markup] = []
    between: list[Markup] = []
    for claims, piece in pieces:
        if claims is None:
            between.append(piece)
            continue
        if claims != own:
            yield _run(run, own, begun)
            begun |= {one.number for one in own}
            yield from between
            own, run = claims, []
        else:
            run += between
        between = []
        run.append(piece)
    yield _run(run, own, begun)
    yield from between


def _run(run: Sequence[Markup], claims: Sequence[Said], begun: Iterable[int]) -> Markup:
    if not run or not claims:
        return Markup().join(run)
    starting = [one.number for one in claims if one.number not in begun]
    return Markup('{spots}<span class="claim"{name} data-claims="{numbers}">{words}</span>').format(
        spots=Markup().join(
            Markup('<span class="spot" id="claim-{}"></span>').format(number) for number in starting[1:]
        ),
        name=Markup(' id="claim-{}"').format(starting[0]) if starting else "",
        numbers=" ".join(str(one.number) for one in claims),
        words=Markup().join(run),
    )


def _styled(text: str, inlines: Sequence[Inline], *, pre: bool) -> Markup:
    html = Markup("\n").join(map(shown, text.split("\n"))) if pre else shown(text)
    html = wrapped(html, dict.fromkeys(_TAGS[inline.kind] for inline in inlines if inline.kind in _TAGS))
    for inline in inlines:
        if inline.kind == "citation":
            html = Markup('<span class="citation">{}</span>').format(html)
        elif inline.kind in {"link", "autolink"}:
            # Shown, never followed: the address of a stranger's link is text here.
            title = Markup(' title="{}"').format(visible(inline.target)) if inline.target else ""
            html = Markup('<span class="link"{}>{}</span>').format(title, html)
    return html


def _marked(piece: Markup, marks: Sequence[Mark], starting: Sequence[int], *, blank: bool) -> Markup:
    severity = min((mark.severity for mark in marks), key=SEVERITIES.index)
    # The narrowest finding comes first: it is what a reader points at.
    ordered = sorted(marks, key=lambda mark: (mark.end - mark.start, SEVERITIES.index(mark.severity), mark.number))
    spots = Markup().join(Markup('<span class="spot" id="words-{}"></span>').format(number) for number in starting)
    first = ordered[0].number
    return Markup(
        '{spots}<mark class="{severity}{long}" data-findings="{numbers}">'
        '<a href="#card-{first}" aria-describedby="message-{first}"{tab}{away}>{piece}</a></mark>'
    ).format(
        spots=spots,
        severity=severity,
        long=" long" if ordered[0].end - ordered[0].start > LONG else "",
        numbers=" ".join(str(mark.number) for mark in ordered),
        first=first,
        tab="" if starting else Markup(' tabindex="-1"'),
        # A gap between the words of two findings has no name that could be read out.
        away=Markup(' aria-hidden="true"') if blank and not starting else "",
        piece=piece,
    )


def _reference(number: int) -> Markup:
    return Markup('<sup class="reference" aria-hidden="true">{}</sup>').format(number)


def _sign(inline: Inline) -> Markup:
    if inline.kind == "citation":
        return Markup('<sup class="citation">{}</sup>').format(shown(inline.text or inline.target))
    return Markup()


def _spot(name: str) -> Markup:
    return Markup('<span class="spot" id="{}" tabindex="-1"></span>').format(name)


def _wrapper(block: Block) -> str:
    return next((name for name in _WRAPPERS if name in block.containers), "")


def _parts(
    document: Document,
    blocks: Sequence[Block],
    html: dict[int, Markup],
    heat: Mapping[int, Heat],
    markers: Mapping[int, str],
) -> Iterator[Part]:
    for kind, group in groupby(blocks, lambda block: block.kind):
        members = list(group)
        if kind == "item":
            yield Part(
                "list",
                lines=tuple(
                    Line(
                        html[block.index],
                        min(max(block.level, 1), 6),
                        markers[block.index],
                        heat.get(block.index),
                    )
                    for block in members
                ),
            )
        elif kind == "cell":
            for rows in tables_of(document, members):
                yield Part(
                    "table",
                    rows=tuple(tuple(Markup() if cell is None else html[cell.index] for cell in row) for row in rows),
                )
        elif kind == "footnote":
            yield Part("footnotes", lines=tuple(Line(html[block.index], 0, block.label) for block in members))
        else:
            for block in members:
                level = block.level if kind == "heading" else block.containers.count("list")
                yield Part(kind, level, (Line(html[block.index], heat=heat.get(block.index)),))
