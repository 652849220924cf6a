"""What the styles of a Word file make of a paragraph: heading, list item, quotation, caption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.patterns import compiled
from caveat.readers.word_package import attribute, child, is_on, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_HEADING = compiled(r"heading ([1-9])\b")
_LIST = compiled(r"list (?:bullet|number|continue)(?: ([2-5]))?$")
_CONTENTS = compiled(r"(?:toc [1-9]|table of figures|toc heading)$")
_CODE = frozenset({"code", "html preformatted", "macro text", "preformatted text", "source code"})
_QUOTES = frozenset({"block text", "intense quote", "quote", "quotations"})
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as it matters: None where nothing is said about it."""

    strong: bool | None = None
    emphasis: bool | None = None
    raised: bool | None = None
    hidden: bool | None = None

    def over(self, under: Look) -> Look:
        """Return this look, filled in from the one under it."""
        return Look(
            under.strong if self.strong is None else self.strong,
            under.emphasis if self.emphasis is None else self.emphasis,
            under.raised if self.raised is None else self.raised,
            under.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is: a heading's level, an item's depth (0 when it is neither), or something else by name."""

    heading: int = 0
    depth: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str | None
    outline: int | None
    numbering: str | None
    depth: int | None
    look: Look


class Styles:
    """The styles of one file, by their identifiers, whatever language the file names them in."""

    def __init__(self, root: _Element | None) -> None:
        """Take in the part that holds the styles; None when there is none."""
        self._styles: dict[str, _Style] = {}
        for element in () if root is None else root:
            identity = attribute(element, "w:styleId") if name_of(element) == "w:style" else None
            if identity is None:
                continue
            name, parent = child(element, "w:name"), child(element, "w:basedOn")
            properties = child(element, "w:pPr")
            numbering, depth = _numbering(properties)
            self._styles[identity] = _Style(
                (attribute(name, "w:val") or "" if name is not None else "").lower(),
                attribute(parent, "w:val") if parent is not None else None,
                _number(child(properties, "w:outlineLvl")) if properties is not None else None,
                numbering,
                depth,
                look_of(child(element, "w:rPr")),
            )

    def role(self, properties: _Element | None) -> Role:
        """Return what a paragraph with these properties is."""
        identity = _value(child(properties, "w:pStyle")) if properties is not None else None
        chain = list(self._chain(identity))
        name = chain[0].name if chain else (identity or "").lower()
        if _CONTENTS.match(name):
            return Role(name="contents")
        outline = _number(child(properties, "w:outlineLvl")) if properties is not None else None
        if outline is None:
            outline = next((style.outline for style in chain if style.outline is not None), None)
        if outline is not None and 0 <= outline < _BODY_TEXT:
            return Role(heading=outline + 1)
        if outline is None:
            for style in chain:
                if style.name == "title":
                    return Role(heading=1)
                if found := _HEADING.match(style.name):
                    return Role(heading=int(found[1]))
        if depth := self._depth(properties, chain):
            return Role(depth=depth)
        for style in chain:
            if style.name == "caption":
                return Role(name="caption")
            if style.name in _QUOTES:
                return Role(name="quote")
            if style.name in _CODE:
                return Role(name="code")
        return Role()

    def look(self, properties: _Element | None) -> Look:
        """Return how a run with these properties looks, its character style counted in."""
        look = look_of(properties)
        identity = _value(child(properties, "w:rStyle")) if properties is not None else None
        for style in self._chain(identity):
            look = look.over(style.look)
        return look

    def _depth(self, properties: _Element | None, chain: list[_Style]) -> int:
        numbering, depth = _numbering(properties)
        if numbering is None:
            numbering = next((style.numbering for style in chain if style.numbering is not None), None)
        if depth is None:
            depth = next((style.depth for style in chain if style.depth is not None), None)
        named = next((found for style in chain if (found := _LIST.match(style.name))), None)
        if numbering == "0" or (numbering is None and named is None):
            return 0
        if depth:
            return depth + 1
        return int(named[1] or 1) if named else 1

    def _chain(self, identity: str | None) -> Iterator[_Style]:
        """Yield a style and those it is based on; a circle of styles ends where it closes."""
        seen: set[str] = set()
        while identity is not None and identity not in seen and (style := self._styles.get(identity)) is not None:
            seen.add(identity)
            yield style
            identity = style.parent


def look_of(properties: _Element | None) -> Look:
    """Return how a run's own properties make it look."""
    if properties is None:
        return Look()
    switches = {name_of(element): element for element in properties}
    position = switches.get("w:vertAlign")
    return Look(
        is_on(switches["w:b"]) if "w:b" in switches else None,
        is_on(switches["w:i"]) if "w:i" in switches else None,
        None if position is None else attribute(position, "w:val") == "superscript",
        is_on(switches["w:vanish"]) if "w:vanish" in switches else None,
    )


def _numbering(properties: _Element | None) -> tuple[str | None, int | None]:
    numbering = child(properties, "w:numPr") if properties is not None else None
    if numbering is None:
        return None, None
    return _value(child(numbering, "w:numId")), _number(child(numbering, "w:ilvl"))


def _value(element: _Element | None) -> str | None:
    return None if element is None else attribute(element, "w:val")


def _number(element: _Element | None) -> int | None:
    value = (_value(element) or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None
