"""Marks around words of a Word text: where a comment begins, where it ends, and the run that names it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from caveat.readers.word_package import child, name_of
from caveat.readers.word_runs import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

# What may hold runs in a paragraph and the marks of a comment between them. Anything else, such as a formula, is
# marked from the outside.
_HOLDERS = frozenset(
    {
        "w:bdo",
        "w:customXml",
        "w:dir",
        "w:fldSimple",
        "w:hyperlink",
        "w:ins",
        "w:moveTo",
        "w:sdt",
        "w:sdtContent",
        "w:smartTag",
    }
)
# Controls whose content Word sets anew from elsewhere, and any marks in it with it.
_SET_ANEW = frozenset({"checkbox", "comboBox", "dataBinding", "date", "dropDownList"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A place in a run: before the thing of that number, a thing being a character or anything else that it holds."""

    run: _Element
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """The words that a comment is on, from one spot to another, and the comment's number."""

    identity: int
    first: Spot
    last: Spot


def spot_before(run: _Element, offset: int) -> Spot:
    """Return the spot before a character of a run, by its offset in the run's text."""
    return Spot(run, _index(run, offset))


def spot_after(run: _Element, offset: int) -> Spot:
    """Return the spot after a character of a run, by its offset in the run's text."""
    return Spot(run, _index(run, offset) + 1)


def around(run: _Element, inner: _Element | None = None) -> tuple[Spot, Spot]:
    """Return the spots around a run's content, or around one element in it."""
    things = _things(run)
    numbers = [number for number, (element, _) in enumerate(things) if inner is None or element is inner]
    if not numbers:
        return Spot(run, 0), Spot(run, len(things))
    return Spot(run, numbers[0]), Spot(run, numbers[-1] + 1)


def is_marked_whole(run: _Element) -> bool:
    """Say whether marks can only stand around something larger that holds a run."""
    return _outermost(run) is not run


def mark(ranges: Sequence[Marked], reference_style: str | None) -> None:
    """Put the marks of comments into a text; runs are cut where a comment begins or ends inside them.

    Of two comments that begin at one place the one that comes first in `ranges` is the outer one.
    """
    cuts: dict[_Element, set[int]] = {}
    for one in ranges:
        for spot in (one.first, one.last):
            if _outermost(spot.run) is spot.run:
                cuts.setdefault(spot.run, set()).add(spot.at)
    parts = {run: _cut(run, places) for run, places in cuts.items()}
    ends: dict[_Element, _Element] = {}
    for one in ranges:
        first = next((part for start, _, part in parts.get(one.first.run, ()) if start == one.first.at), None)
        first = _outermost(one.first.run) if first is None else first
        first.addprevious(_sign(first, "commentRangeStart", one.identity))
    for one in ranges:
        last = next((part for _, end, part in parts.get(one.last.run, ()) if end == one.last.at), None)
        last = _outermost(one.last.run) if last is None else last
        _follow(last, _sign(last, "commentRangeEnd", one.identity), ends)
        # The run that names the comment stands outside of links, fields and insertions: it is no part of them.
        reference = _reference(last, one.identity, reference_style)
        if (behind := _in_paragraph(last)) is not None:
            _follow(behind, reference, ends)
        elif (paragraph := _paragraph_near(last)) is not None:
            properties = child(paragraph, "w:pPr")
            paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, reference)
        else:
            one.last.run.addnext(reference)


def refer(paragraph: _Element, identity: int, reference_style: str | None) -> None:
    """Put a comment on no words at the end of a paragraph."""
    paragraph.append(_reference(paragraph, identity, reference_style))


def _follow(node: _Element, new: _Element, ends: dict[_Element, _Element]) -> None:
    """Put an element after a node, and after those that were put there before."""
    _put_after(ends.get(node, node), new)
    ends[node] = new


def _put_after(node: _Element, new: _Element) -> None:
    """Put an element right after a node, before the white space that a file laid out for people has there."""
    node.tail, tail = None, node.tail
    node.addnext(new)
    new.tail = tail


def _things(run: _Element) -> list[tuple[_Element, int | None]]:
    """Return what a run shows one by one: elements, and the characters of its texts by number."""
    found: list[tuple[_Element, int | None]] = []
    for element, text in pieces(run):
        name = name_of(element)
        if name == "w:rPr":
            continue
        if name in {"w:t", "m:t"} and text:
            found.extend((element, number) for number in range(len(text)))
        else:
            found.append((element, None))
    return found


def _index(run: _Element, offset: int) -> int:
    """Return the number of the thing that shows the character at an offset of a run's text."""
    number = 0
    for element, text in pieces(run):
        name = name_of(element)
        if name == "w:rPr":
            continue
        if offset < len(text):
            return number + offset if name in {"w:t", "m:t"} else number
        offset -= len(text)
        number += max(len(text), 1) if name in {"w:t", "m:t"} else 1
    return max(number - 1, 0)


def _cut(run: _Element, places: Iterable[int]) -> list[tuple[int, int, _Element]]:
    """Cut a run, and return the runs it is now with the numbers of the things they begin and end at."""
    things = _things(run)
    bounds = sorted({0, len(things), *places})
    if len(bounds) < 3:
        return [(0, len(things), run)]
    properties = child(run, "w:rPr")
    # Texts are copied piece by piece before anything moves; all else stands on one side of a cut.
    parts = [
        [_piece(element, *numbers) if numbers else element for element, numbers in _grouped(things[low:high])]
        for low, high in pairwise(bounds)
    ]
    for element in {element for element, _ in things}:
        run.remove(element)
    found = []
    behind = run
    for number, (low, high) in enumerate(pairwise(bounds)):
        if number:
            part = run.makeelement(run.tag, _attributes(run))
            if properties is not None:
                part.append(deepcopy(properties))
                part[-1].tail = None
            _put_after(behind, part)
            behind = part
        behind.extend(parts[number])
        found.append((low, high, behind))
    return found


def _grouped(things: Iterable[tuple[_Element, int | None]]) -> Iterator[tuple[_Element, tuple[int, int] | None]]:
    """Yield the elements among things in order, each text with the range of its characters that are among them."""
    for element, group in groupby(things, lambda thing: thing[0]):
        numbers = [number for _, number in group]
        first, last = numbers[0], numbers[-1]
        yield element, None if first is None or last is None else (first, last + 1)


def _piece(element: _Element, start: int, end: int) -> _Element:
    """Return a copy of a text element with some of its characters; white space where it was cut stays."""
    text = element.text or ""
    piece = element.makeelement(element.tag, _attributes(element))
    piece.text = text[start:end]
    piece.tail = element.tail if end == len(text) else None
    if (start and text[start].isspace()) or (end < len(text) and text[end - 1].isspace()):
        piece.set(_SPACE, "preserve")
    return piece


def _attributes(element: _Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def _outermost(run: _Element) -> _Element:
    """Return the run, or what holds it and may not be marked inside: in its paragraph, or a control around that."""
    found = run
    inside = True
    for above in run.iterancestors():
        name = name_of(above)
        if name == "w:p":
            inside = False
        elif above.getparent() is None:
            break
        elif (name == "w:sdt" and _is_set_anew(above)) or (inside and name not in _HOLDERS):
            found = above
    return found


def _is_set_anew(control: _Element) -> bool:
    properties = child(control, "w:sdtPr")
    return properties is not None and any(str(one.tag).rpartition("}")[2] in _SET_ANEW for one in properties)


def _in_paragraph(node: _Element) -> _Element | None:
    """Return the node, or what holds it, that stands directly in a paragraph; None where no paragraph holds it."""
    above = node.getparent()
    while above is not None and name_of(above) != "w:p":
        node, above = above, above.getparent()
    return None if above is None else node


def _paragraph_near(control: _Element) -> _Element | None:
    """Return the first paragraph after a control, else the last one before it."""
    last = None
    within = set(control.iter())
    passed = False
    for element in control.getroottree().iter():
        passed = passed or element is control
        if name_of(element) == "w:p" and element not in within and not _is_boxed(element):
            if passed:
                return element
            last = element
    return last


def _is_boxed(paragraph: _Element) -> bool:
    return any(
        name_of(above) == "w:txbxContent" or (name_of(above) == "w:sdt" and _is_set_anew(above))
        for above in paragraph.iterancestors()
    )


def _sign(near: _Element, name: str, identity: int) -> _Element:
    space = _space(near)
    return near.makeelement(f"{space}{name}", {f"{space}id": str(identity)})


def _reference(near: _Element, identity: int, style: str | None) -> _Element:
    space = _space(near)
    run = near.makeelement(f"{space}r")
    if style is not None:
        properties = run.makeelement(f"{space}rPr")
        properties.append(run.makeelement(f"{space}rStyle", {f"{space}val": style}))
        run.append(properties)
    run.append(_sign(near, "commentReference", identity))
    return run


def _space(near: _Element) -> str:
    """Return the name space of the text around an element, in braces."""
    node: _Element | None = near
    while node is not None and not name_of(node).startswith("w:"):
        node = node.getparent()
    return "" if node is None else f"{str(node.tag).rpartition('}')[0]}}}"
