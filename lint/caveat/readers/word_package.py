"""The ZIP package that a Word file is: its parts, opened with care, and how they refer to each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from caveat.readers.reader import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

# What a package may unpack to, whatever its directory says, and what any one part that is parsed may.
LARGEST_PACKAGE = 200_000_000
LARGEST_PART = 64_000_000
# Real documents unpack to 3 to 30 times their size; below the floor even a blank one may look like a bomb.
LARGEST_RATIO = 100
RATIO_FLOOR = 8_000_000

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORD = "WordDocument".encode("utf-16-le")
_CHUNK = 1 << 16
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
}
_NAMESPACES = {prefix: [uri for uri, name in _PREFIXES.items() if name == prefix] for prefix in _PREFIXES.values()}
_NAMES: dict[str, str] = {}


def name_of(element: _Element) -> str:
    """Return an element's name as `w:p`, whichever of the two standards its file follows; others get none."""
    # Of an XML comment or a processing instruction, which only a part that is to be written has, it is a function.
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    known = _NAMES.get(tag)
    if known is None:
        uri, _, local = tag[1:].rpartition("}")
        prefix = _PREFIXES.get(uri)
        known = f"{prefix}:{local}" if prefix else ""
        if len(_NAMES) < 5_000:
            _NAMES[tag] = known
    return known


def attribute(element: _Element, name: str) -> str | None:
    """Return the value of an attribute named as `w:val`, in either standard."""
    prefix, _, local = name.partition(":")
    for uri in _NAMESPACES[prefix]:
        value = element.get(f"{{{uri}}}{local}")
        if value is not None:
            return value
    return None


def child(element: _Element, *path: str) -> _Element | None:
    """Return the first child by that name, and its first by the next, or None."""
    found: _Element | None = element
    for name in path:
        if found is None:
            return None
        found = next((inner for inner in found if name_of(inner) == name), None)
    return found


def is_on(element: _Element | None) -> bool:
    """Say whether a switch such as `w:b` is there and not off."""
    return element is not None and (attribute(element, "w:val") or "1").lower() not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part refers to: another part's name, or an address outside the package."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        """Open the package, or raise Unreadable saying what is wrong with it."""
        self._archive = _open(data)
        self._names = {info.filename.lower(): info for info in self._archive.infolist()}
        self._inflated = 0

    def part(self, name: str) -> _Element | None:
        """Return the root of a part, or None when there is no such part."""
        info = self._names.get(name.lower())
        return None if info is None else _parse(self._read(info), name)

    def whole_part(self, name: str) -> _Element | None:
        """Return the root of a part with all that a reader passes over, fit to be changed and written again."""
        info = self._names.get(name.lower())
        return None if info is None else _parse(self._read(info), name, whole=True)

    def files(self) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        """Yield everything in the archive, in its order, as it is; raises Unreadable when two go by one name."""
        entries = self._archive.infolist()
        if len(entries) != len(self._names):
            raise Unreadable("unreadable", "two of its parts go by one name")
        for info in entries:
            yield info, self._read(info)

    def relationships(self, name: str) -> Mapping[str, Relationship]:
        """Return what a part refers to, by the identifiers it uses for it; the package itself is the part ``""``."""
        folder, _, file = name.rpartition("/")
        root = self.part(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, Relationship] = {}
        for entry in () if root is None else root:
            identity, target = entry.get("Id"), entry.get("Target")
            if identity is None or target is None:
                continue
            external = (entry.get("TargetMode") or "").lower() == "external"
            if not external:
                target = unquote(target)
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                target = target.removeprefix("/")
            found[identity] = Relationship((entry.get("Type") or "").rpartition("/")[2], target, external)
        return found

    def main(self) -> str:
        """Return the name of the part that holds the text, or raise Unreadable."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and not relationship.external:
                if relationship.target.lower() in self._names:
                    return relationship.target
                break
        if "word/document.xml" in self._names:
            return "word/document.xml"
        raise Unreadable("unreadable", "a ZIP archive without a Word document in it")

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "protected with a password")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(info) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
                    size += len(piece)
                    self._inflated += len(piece)
                    if size > LARGEST_PART or self._inflated > LARGEST_PACKAGE:
                        raise Unreadable("too-large", f"unpacks to more than {LARGEST_PART // 1_000_000} MB")
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Unreadable("truncated", f"damaged or cut short: {info.filename} cannot be unpacked") from error
        except (NotImplementedError, RuntimeError, OSError, ValueError) as error:
            raise Unreadable("unreadable", f"{info.filename} cannot be unpacked") from error
        return b"".join(pieces)


def _open(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_COMPOUND):
        if _OLD_WORD in data and "EncryptedPackage".encode("utf-16-le") not in data:
            raise Unreadable("unreadable", "an old Word file; save it as .docx")
        raise Unreadable("encrypted", "protected with a password")
    if not data:
        raise Unreadable("truncated", "the file is empty")
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise Unreadable("unreadable", "not a Word file: not a ZIP archive")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise Unreadable("truncated", "damaged or cut short: its list of contents is missing") from error
    total = sum(entry.file_size for entry in entries)
    if total > LARGEST_PACKAGE:
        raise Unreadable("too-large", f"unpacks to more than {LARGEST_PACKAGE // 1_000_000} MB ({total / 1e6:.0f} MB)")
    if total > RATIO_FLOOR and total > LARGEST_RATIO * len(data):
        raise Unreadable("too-large", f"unpacks to {total // len(data)} times its size")
    return archive


def _parse(data: bytes, name: str, *, whole: bool = False) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not whole,
        remove_pis=not whole,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Unreadable("too-deep", f"{name} is nested too deeply") from None
        raise Unreadable("unreadable", f"{name} is not well-formed XML") from None
    except ValueError:
        raise Unreadable("unreadable", f"{name} is not well-formed XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("unreadable", f"{name} holds a DOCTYPE, which no Word file has")
    return root


def elements(root: _Element, name: str) -> Iterator[_Element]:
    """Yield every element by that name, in document order."""
    prefix, _, local = name.partition(":")
    return root.iter(*(f"{{{uri}}}{local}" for uri in _NAMESPACES[prefix]))
