"""The part of a Word file that holds its comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from caveat.readers.word_package import attribute, child, elements, name_of
from caveat.report import overview
from caveat.report.word.remark import Line, Remark
from caveat.report.word.text import under

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from lxml.etree import _Element

AUTHOR = "Caveat"
INITIALS = "C"
# Word does not open a file with more comments than this.
MOST = 32_767


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles that a file has for comments, by their identifiers; None where it has none."""

    text: str | None = None
    reference: str | None = None


def looks_in(styles: _Element | None) -> Looks:
    """Return the styles for comments, found by the names that do not change with Word's language."""
    named: dict[str, str] = {}
    for style in () if styles is None else styles:
        name = child(style, "w:name") if name_of(style) == "w:style" else None
        identity = attribute(style, "w:styleId")
        if name is not None and identity is not None:
            named.setdefault((attribute(name, "w:val") or "").lower(), identity)
    return Looks(named.get("annotation text"), named.get("annotation reference"))


def first_free(*roots: _Element | None) -> int:
    """Return the lowest number above those of all comments that the parts hold or refer to."""
    names = ("w:comment", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")
    taken = [
        int(identity)
        for root in roots
        if root is not None
        for name in names
        for element in elements(root, name)
        if (identity := (attribute(element, "w:id") or "").strip()).isascii() and identity.isdigit()
    ]
    return max(taken, default=-1) + 1


def fitting(remarks: Sequence[Remark], comments: _Element) -> Sequence[Remark]:
    """Return as many remarks as there is room for, the last of them saying how many more there are."""
    room = max(0, MOST - sum(1 for _ in elements(comments, "w:comment")))
    if len(remarks) <= room:
        return remarks
    rest = overview.amount(len(remarks) - room + 1, "more finding")
    return [*remarks[: room - 1], Remark(None, "", (Line(f"{rest}: Word opens no file with more comments"),))][:room]


def new_part(namespace: str) -> _Element:
    """Return an empty part for comments in the name space of the text's own part."""
    return etree.Element(f"{{{namespace}}}comments", {}, {"w": namespace})


def add_comment(
    part: _Element, identity: int, lines: Sequence[Line], looks: Looks, stamp: datetime.datetime | None
) -> None:
    """Add a comment by Caveat to the part."""
    space = f"{str(part.tag).rpartition('}')[0]}}}"
    comment = under(part, "comment", id=str(identity), author=AUTHOR)
    if stamp is not None:
        comment.set(f"{space}date", stamp.strftime("%Y-%m-%dT%H:%M:%SZ"))
    comment.set(f"{space}initials", INITIALS)
    for number, line in enumerate(lines):
        paragraph = under(comment, "p")
        if looks.text is not None:
            under(under(paragraph, "pPr"), "pStyle", val=looks.text)
        if number == 0:
            run = under(paragraph, "r")
            if looks.reference is not None:
                under(under(run, "rPr"), "rStyle", val=looks.reference)
            under(run, "annotationRef")
        for text, bold in ((line.label, True), (line.text, False)):
            if text:
                _run(paragraph, f" {text}" if line.label and not bold else text, looks, bold=bold)


def _run(paragraph: _Element, text: str, looks: Looks, *, bold: bool) -> None:
    run = under(paragraph, "r")
    if bold or looks.text is None:
        properties = under(run, "rPr")
        if bold:
            under(properties, "b")
        if looks.text is None:
            under(properties, "sz", val="20")
    element = under(run, "t")
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = text
