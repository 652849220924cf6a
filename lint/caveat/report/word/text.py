"""Elements of a Word text, and text as XML can hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from caveat.patterns import compiled

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# What XML 1.0 holds neither as it is nor as a reference.
_NO_XML = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def within(name: str) -> str:
    """Return a name in the name space of Word texts."""
    return f"{{{MAIN}}}{name}"


def under(parent: _Element, name: str, /, **values: str) -> _Element:
    """Add an element in the name space of its parent, with attributes in it too."""
    space = f"{str(parent.tag).rpartition('}')[0]}}}"
    return etree.SubElement(parent, f"{space}{name}", {f"{space}{key}": value for key, value in values.items()})


def in_xml(text: str) -> str:
    """Return the text with what XML cannot hold replaced, character for character."""
    return _NO_XML.sub("\ufffd", text)
