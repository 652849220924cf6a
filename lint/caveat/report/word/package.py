"""Word files written: a copy of one with some parts changed, and how a part is made known to the others."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from caveat.readers.word_package import Package

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
# The earliest time that a ZIP archive can hold: the same parts give the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def rewritten(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """Return a package with parts changed or added; all others keep their bytes, place, name and kind of compression.

    Raises Unreadable when a part of it cannot be unpacked.
    """
    waiting = {name.lower(): (name, data) for name, data in changed.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for info, data in package.files():
            _, new = waiting.pop(info.filename.lower(), ("", data))
            archive.writestr(_like(info), new)
        for name, new in waiting.values():
            archive.writestr(_entry(name), new)
    return stream.getvalue()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(_entry(name), data)
    return stream.getvalue()


def serialized(root: _Element, *, standalone: bool | None = None) -> bytes:
    """Return a part as bytes, with the declaration that it came with unless another is asked for."""
    tree = root.getroottree()
    given = tree.docinfo.standalone if standalone is None else standalone
    said = {None: "", True: ' standalone="yes"', False: ' standalone="no"'}[given]
    body = etree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"{said}?>\n{body}'.encode()


def relationships_part(name: str) -> str:
    """Return the name of the part that holds what a part refers to."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relate(relationships: _Element, kind: str, target: str, *, external: bool = False) -> str:
    """Add a relationship, and return the identifier that it goes by."""
    taken = {entry.get("Id") for entry in relationships}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    entry = etree.SubElement(relationships, f"{{{_space(relationships, RELATIONSHIPS)}}}Relationship")
    entry.set("Id", f"rId{number}")
    entry.set("Type", kind)
    entry.set("Target", target)
    if external:
        entry.set("TargetMode", "External")
    return f"rId{number}"


def declare(types: _Element, name: str, kind: str) -> None:
    """Say what kind of content a part is, unless that has been said."""
    named = f"/{name}"
    if any((entry.get("PartName") or "").lower() == named.lower() for entry in types):
        return
    entry = etree.SubElement(types, f"{{{_space(types, TYPES)}}}Override")
    entry.set("PartName", named)
    entry.set("ContentType", kind)


def empty(name: str, namespace: str) -> _Element:
    """Return the root of a part that holds nothing yet."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def _space(root: _Element, usual: str) -> str:
    space, brace, _ = str(root.tag).rpartition("}")
    return space[1:] if brace else usual


def _like(old: zipfile.ZipInfo) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(old.filename, old.date_time)
    info.compress_type = old.compress_type
    info.external_attr = old.external_attr
    info.internal_attr = old.internal_attr
    info.create_system = old.create_system
    info.comment = old.comment
    return info


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info
