"""What a Word file holds, read by means of their own: for tests of the ones that Caveat writes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def body(data: bytes) -> etree._Element:
    """Return the root of a file's text."""
    return etree.fromstring(parts(data)["word/document.xml"])


def local(element: etree._Element) -> str:
    """Return an element's name without its name space."""
    return str(element.tag).rpartition("}")[2]


def identity(element: etree._Element) -> int:
    """Return the number that an element of a comment bears."""
    return int(next(value for name, value in element.items() if str(name).rpartition("}")[2] == "id"))


def commented(data: bytes, *, raised: bool = True) -> dict[int, str]:
    """Return the words that each comment of a file covers, as its finished text has them; raised ones if asked for."""
    shown = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
    found: dict[int, str] = {}
    open_: set[int] = set()
    for event, element in etree.iterwalk(body(data), events=("start", "end")):
        name = local(element)
        if event == "end":
            if name == "p":
                found = {number: text + "\n" if number in open_ else text for number, text in found.items()}
            continue
        if name == "commentRangeStart":
            open_.add(identity(element))
            found[identity(element)] = ""
        elif name == "commentRangeEnd":
            open_.discard(identity(element))
        elif name == "t" or (name in shown and local(element.getparent()) == "r"):
            if any(local(above) in {"del", "moveFrom"} for above in element.iterancestors()):
                continue
            if not raised and _is_raised(element):
                continue
            words = (element.text or "").translate(str.maketrans("\t\n", "  ")) if name == "t" else shown[name]
            for number in open_:
                found[number] += words
    return found


def _is_raised(text: etree._Element) -> bool:
    run = text.getparent()
    return run is not None and any(local(inner) == "vertAlign" for inner in run.iter())


def said(data: bytes) -> dict[int, list[str]]:
    """Return the paragraphs of each comment of a file."""
    names = [name for name in parts(data) if name.startswith("word/comments")]
    return {
        identity(comment): ["".join(map(str, paragraph.itertext())) for paragraph in comment if local(paragraph) == "p"]
        for comment in etree.fromstring(parts(data)[names[0]])
    }


def without_comments(data: bytes, numbers: range) -> bytes:
    """Return the text's part in canonical form, without the marks of some comments and with split runs joined."""
    root = body(data)
    for element in list(root.iter()):
        name = local(element)
        if not name.startswith("comment") or identity(element) not in numbers:
            continue
        gone = element.getparent() if name == "commentReference" else element
        above = None if gone is None else gone.getparent()
        if gone is None or above is None:
            continue
        before = gone.getprevious()
        if gone.tail and before is not None:
            before.tail = (before.tail or "") + gone.tail
        elif gone.tail:
            above.text = (above.text or "") + gone.tail
        above.remove(gone)
    for first in list(root.iter()):
        if local(first) == "r" and first.getparent() is not None:
            following = first.getnext()
            while following is not None and local(following) == "r" and _alike(first, following):
                for inner in [inner for inner in following if local(inner) != "rPr"]:
                    first.append(inner)
                first.tail = following.tail
                if (above := following.getparent()) is not None:
                    above.remove(following)
                following = first.getnext()
            _join_texts(first)
    return etree.tostring(root, method="c14n")


def _alike(first: etree._Element, second: etree._Element) -> bool:
    return (
        first.items() == second.items() and _properties(first) == _properties(second) and not (first.tail or "").strip()
    )


def _properties(element: etree._Element) -> bytes:
    return b"".join(etree.tostring(inner, method="c14n") for inner in element if local(inner) == "rPr").strip()


def _join_texts(element: etree._Element) -> None:
    for text in list(element):
        if local(text) != "t":
            continue
        before = text.getprevious()
        for name in text.keys():  # noqa: SIM118 - an element is no mapping
            del text.attrib[name]
        if before is not None and local(before) == "t":
            before.text = (before.text or "") + (text.text or "")
            before.tail = text.tail
            element.remove(text)


def faults(data: bytes, path: Path) -> list[str]:
    """Return what breaks the schema or the rules of Word's format in a file."""
    path.write_bytes(data)
    result = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(path)
    return sorted(f"{error.part_uri}: {error.path}: {error.description}" for error in result.errors)


def made_with_python_docx() -> bytes:
    """Return a file with headings, lists, a table, a footnote, tracked changes and a comment."""
    document = docx.Document()
    document.add_heading("A clinic's own page", 0)
    paragraph = document.add_paragraph("Our drips are ")
    paragraph.add_run("100% safe").bold = True
    commented = paragraph.add_run(" and never fail")
    paragraph.add_run(".")
    document.add_comment([commented], text="Really?", author="First Reader", initials="FR")
    document.add_heading("What it does", 1)
    document.add_paragraph("It cures tiredness", style="List Bullet")
    document.add_paragraph("It melts fat\tovernight", style="List Number")
    table = document.add_table(2, 2)
    for cell, words in zip(
        (cell for row in table.rows for cell in row.cells), ("Name", "Promise", "Drip", "Works at once"), strict=True
    ):
        cell.text = words
    changed = document.add_paragraph("Book ")
    when = 'w:author="B" w:date="2026-01-01T00:00:00Z"'
    for xml in (
        f'<w:ins {_NAMES} w:id="90" {when}><w:r><w:t>today, risk-free</w:t></w:r></w:ins>',
        f'<w:del {_NAMES} w:id="91" {when}><w:r><w:delText>soon</w:delText></w:r></w:del>',
        f'<w:r {_NAMES}><w:t xml:space="preserve">, or call us</w:t></w:r>',
        f'<w:r {_NAMES}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>',
    ):
        changed._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx has no call that writes these
    notes = (
        f'<w:footnotes {_NAMES}><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
        '<w:r><w:t xml:space="preserve"> Calls cost nothing at all.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
