"""Write a document as a plain HTML page or a plain Word file, to test that all formats read the same."""

from __future__ import annotations

import base64
import html
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from caveat.readers.metadata import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.document import Block, Container, Document, Inline

# One transparent pixel.
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAGS = {"strong": "strong", "emphasis": "em", "code": "code"}
_DEEPEST_LEVEL = 8


# ---------------------------------------------------------------- what both share


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of a block's prose under one set of inlines, or a mark that stands between two."""

    text: str
    inlines: tuple[Inline, ...] = ()
    mark: Inline | None = None


def _stretches(block: Block) -> Iterator[_Stretch]:
    """Yield a block's prose cut wherever an inline begins or ends, marks of no width between."""
    wide = [inline for inline in block.inlines if inline.start < inline.end and inline.kind != "autolink"]
    marks = [inline for inline in block.inlines if inline.start == inline.end]
    edges = {0, len(block.text)}
    for inline in (*wide, *marks):
        edges.update((inline.start, inline.end))
    places = sorted(edges)
    for place, following in zip(places, [*places[1:], None], strict=True):
        for mark in marks:
            if mark.start == place:
                yield _Stretch("", mark=mark)
        if following is not None and following > place:
            inside = tuple(inline for inline in wide if inline.start <= place and following <= inline.end)
            yield _Stretch(block.text[place:following], inside)


def _notes(document: Document) -> dict[str, int]:
    """Number the footnotes by their labels, in the order in which they are cited."""
    there = {block.label for block in document.blocks if block.kind == "footnote"}
    numbers: dict[str, int] = {}
    for block in document.blocks:
        for inline in block.inlines:
            if inline.kind == "citation" and inline.target in there:
                numbers.setdefault(inline.target, len(numbers) + 1)
    return numbers


def _is_drawn(document: Document, block: Block) -> bool:
    """Say whether an alternative text was written with the block whose picture it belongs to."""
    before = block.index - 1
    while before >= 0 and document.blocks[before].kind == "alt":
        before -= 1
    if before < 0:
        return False
    words = [inline.text for inline in document.blocks[before].inlines if inline.kind == "image"]
    place = block.index - before - 1
    return place < len(words) and words[place] == block.text


# ---------------------------------------------------------------- HTML


@dataclass(slots=True)
class _Level:
    container: Container
    tag: str
    item: str = ""


def to_html(document: Document) -> str:
    """Return the document as a page that reads the same: kinds, texts and front matter."""
    numbers = _notes(document)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{html.escape(document.language or "en")}">',
        '<head><meta charset="utf-8">',
        f"<title>{html.escape(document.title)}</title>",
        *_meta(document),
        "</head>",
        "<body><main>",
    ]
    open_levels: list[_Level] = []
    for block in document.blocks:
        if block.kind == "footnote" or (block.kind == "alt" and _is_drawn(document, block)):
            continue
        shared = _shared([level.container for level in open_levels], block.containers)
        while len(open_levels) > shared:
            parts.append(_closed(open_levels.pop()))
        for container in block.containers[shared:]:
            parts.append(_within_item(open_levels))
            level = _Level(container, _tag_for(container, block))
            open_levels.append(level)
            parts.append(f"<{level.tag}>")
        parts.append(_html_block(block, open_levels, numbers))
    while open_levels:
        parts.append(_closed(open_levels.pop()))
    parts.append("</main>")
    if numbers:
        parts.append('<section role="doc-endnotes"><ol>')
        for label, number in numbers.items():
            parts.append(f'<li id="fn-{html.escape(label)}" value="{number}">')
            parts.extend(
                f"<p>{_html_prose(block, numbers)}</p>"
                for block in document.blocks
                if block.kind == "footnote" and block.label == label
            )
            parts.append("</li>")
        parts.append("</ol></section>")
    parts.append("</body></html>\n")
    return "\n".join(part for part in parts if part)


def _meta(document: Document) -> Iterator[str]:
    for key in document.front.values:
        for value in document.front.items(key):
            yield f'<meta name="{html.escape(name_of(key))}" content="{html.escape(value)}">'


def _shared(containers: list[Container], wanted: tuple[Container, ...]) -> int:
    shared = 0
    while shared < min(len(containers), len(wanted)) and containers[shared] == wanted[shared]:
        shared += 1
    return shared


def _tag_for(container: Container, block: Block) -> str:
    if container == "list":
        return "dl" if block.kind == "paragraph" and block.containers[-1] == "list" else "ul"
    return {"quote": "blockquote", "table": "table", "footer": "footer", "aside": "aside"}[container]


def _within_item(levels: list[_Level]) -> str:
    """Open an item for what stands in a list or table that none is open in."""
    if not levels or levels[-1].item or levels[-1].container not in {"list", "table"}:
        return ""
    level = levels[-1]
    level.item = {"ul": "li", "dl": "dd"}.get(level.tag, "tr")
    return "<tr><td>" if level.item == "tr" else f"<{level.item}>"


def _closed(level: _Level) -> str:
    ends = {"": "", "tr": "</td></tr>"}.get(level.item, f"</{level.item}>")
    level.item = ""
    return f"{ends}</{level.tag}>"


def _html_block(block: Block, levels: list[_Level], numbers: dict[str, int]) -> str:
    words = _html_prose(block, numbers)
    level = levels[-1] if levels else None
    if level is not None and level.container == "table" and block.kind == "cell":
        ended = "</td></tr>" if level.item else ""
        level.item = "tr"
        return f"{ended}<tr><td>{words}"
    if level is not None and level.container == "list" and block.kind in {"item", "paragraph"}:
        ended = f"</{level.item}>" if level.item else ""
        level.item = "dt" if block.kind == "paragraph" else "dd" if level.tag == "dl" else "li"
        return f"{ended}<{level.item}>{words}"
    opened = _within_item(levels)
    if block.kind == "heading":
        return f"{opened}<h{block.level}>{words}</h{block.level}>"
    if block.kind == "code":
        return f"{opened}<pre>\n{html.escape(block.text, quote=False)}</pre>"
    if block.kind == "caption":
        return f"{opened}<figure><figcaption>{words}</figcaption></figure>"
    if block.kind == "alt":
        return f'{opened}<p><img src="" alt="{html.escape(block.text)}"></p>'
    return f"{opened}<p>{words}</p>"


def _html_prose(block: Block, numbers: dict[str, int]) -> str:
    parts: list[str] = []
    opened: list[Inline] = []
    for stretch in _stretches(block):
        mark = stretch.mark
        if mark is None:
            shared = 0
            while shared < len(opened) and opened[shared] in stretch.inlines:
                shared += 1
            parts.extend(_closing(inline) for inline in reversed(opened[shared:]))
            del opened[shared:]
            added = [inline for inline in stretch.inlines if inline not in opened]
            added.sort(key=lambda inline: -inline.end)
            parts.extend(_opening(inline) for inline in added)
            opened.extend(added)
            parts.append(html.escape(stretch.text, quote=False))
        elif mark.kind == "image":
            parts.append(f'<img src="{html.escape(mark.target)}" alt="{html.escape(mark.text)}">')
        elif mark.kind == "citation":
            number = numbers.get(mark.target)
            if number is None:
                parts.append(f"<sup>{html.escape(mark.text)}</sup>")
            else:
                parts.append(f'<sup><a href="#fn-{html.escape(mark.target)}">{number}</a></sup>')
    parts.extend(_closing(inline) for inline in reversed(opened))
    return "".join(parts)


def _opening(inline: Inline) -> str:
    if inline.kind == "link":
        return f'<a href="{html.escape(inline.target)}">'
    return f"<{_TAGS[inline.kind]}>" if inline.kind in _TAGS else ""


def _closing(inline: Inline) -> str:
    if inline.kind == "link":
        return "</a>"
    return f"</{_TAGS[inline.kind]}>" if inline.kind in _TAGS else ""


# ---------------------------------------------------------------- Word

# python-docx has no public types for its XML, hence Any.
_Xml = Any


def to_docx(document: Document) -> bytes:
    """Return the document as a Word file that reads the same: kinds, texts and front matter."""
    numbers = _notes(document)
    word = docx.Document()
    _describe(word, document)
    table: Any = None
    for block in document.blocks:
        if block.kind == "footnote" or (block.kind == "alt" and _is_drawn(document, block)):
            continue
        if "table" in block.containers:
            table = table or word.add_table(rows=0, cols=1)
            paragraph = table.add_row().cells[0].paragraphs[0]
        else:
            table = None
            paragraph = word.add_paragraph()
        if block.kind == "alt":
            _draw(paragraph, block.text)
            continue
        _dress(word, paragraph, block)
        for element in _word_prose(block, numbers, word.part):
            paragraph._p.append(element)  # noqa: SLF001 - python-docx builds hyperlinks in no other way
        for inline in block.inlines:
            if inline.kind == "image":
                _draw(paragraph, inline.text)
    if numbers:
        _add_notes(word, document, numbers)
    written = io.BytesIO()
    word.save(written)
    return written.getvalue()


def _describe(word: Any, document: Document) -> None:  # noqa: ANN401 - as _Xml
    properties = word.core_properties
    properties.title = _clean(document.front.text("title") or "")[:255]
    properties.author = _clean(", ".join(document.front.items("author")))[:255]
    entries = [
        (html.escape(_clean(name_of(key))), _clean("; ".join(document.front.items(key))))
        for key in document.front.values
        if key not in {"title", "author"}
    ]
    lines = [
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{key}">'
        f"<vt:lpwstr>{html.escape(value)}</vt:lpwstr></property>"
        for number, (key, value) in enumerate((entry for entry in entries if entry[1]), start=2)
    ]
    if not lines:
        return
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    blob = (
        f'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="{office}/custom-properties" '
        f'xmlns:vt="{office}/docPropsVTypes">{"".join(lines)}</Properties>'
    )
    package = word.part.package
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _dress(word: Any, paragraph: Any, block: Block) -> None:  # noqa: ANN401 - as _Xml
    """Give a paragraph the style of its block's kind."""
    if block.kind == "heading":
        paragraph.style = word.styles[f"Heading {block.level}"]
    elif block.kind == "caption":
        paragraph.style = word.styles["Caption"]
    elif block.kind == "code":
        if "Source Code" not in word.styles:
            word.styles.add_style("Source Code", WD_STYLE_TYPE.PARAGRAPH)
        paragraph.style = word.styles["Source Code"]
    elif block.kind == "item":
        style = word.styles["List Bullet"]
        paragraph.style = style
        if block.level > 1:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - it has no public list level
            numbering.get_or_add_ilvl().val = min(block.level - 1, _DEEPEST_LEVEL)
            numbering.get_or_add_numId().val = style.element.pPr.numPr.numId.val
    elif "quote" in block.containers:
        paragraph.style = word.styles["Quote"]


def _word_prose(block: Block, numbers: dict[str, int], part: Any) -> Iterator[_Xml]:  # noqa: ANN401 - as _Xml
    last: Inline | None = None
    hyperlink: _Xml = None
    for stretch in _stretches(block):
        mark = stretch.mark
        if mark is None:
            kinds = {inline.kind for inline in stretch.inlines}
            run = _run(stretch.text, bold="strong" in kinds, italic="emphasis" in kinds)
            link = next((inline for inline in stretch.inlines if inline.kind == "link"), None)
            if link is None:
                yield run
            elif link is last:
                hyperlink.append(run)
            else:
                hyperlink = _hyperlink(run, link.target, part)
                yield hyperlink
            last = link
        elif mark.kind == "citation" and mark.target in numbers:
            run = OxmlElement("w:r")
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(numbers[mark.target]))
            run.append(reference)
            yield run
        elif mark.kind == "citation":
            yield _run(mark.text, raised=True)


def _run(text: str, *, bold: bool = False, italic: bool = False, raised: bool = False) -> _Xml:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    for name in (*(("w:b",) if bold else ()), *(("w:i",) if italic else ())):
        properties.append(OxmlElement(name))
    if raised:
        position = OxmlElement("w:vertAlign")
        position.set(qn("w:val"), "superscript")
        properties.append(position)
    if len(properties):
        run.append(properties)
    for piece in re.split(r"(\n)", _clean(text)):
        if piece == "\n":
            run.append(OxmlElement("w:br"))
        elif piece:
            words = OxmlElement("w:t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
    return run


def _hyperlink(run: _Xml, target: str, part: Any) -> _Xml:  # noqa: ANN401 - as _Xml
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to(_clean(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run)
    return link


def _draw(paragraph: Any, words: str) -> None:  # noqa: ANN401 - as _Xml
    drawn = paragraph.add_run().add_picture(io.BytesIO(_PIXEL))
    drawn._inline.docPr.set("descr", _clean(words))  # noqa: SLF001 - python-docx cannot set an alternative text


def _add_notes(word: Any, document: Document, numbers: dict[str, int]) -> None:  # noqa: ANN401 - as _Xml
    root = OxmlElement("w:footnotes")
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", word.part.package)
    for label, number in numbers.items():
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(number))
        for block in document.blocks:
            if block.kind == "footnote" and block.label == label:
                paragraph = OxmlElement("w:p")
                for element in _word_prose(block, numbers, part):
                    paragraph.append(element)
                note.append(paragraph)
        root.append(note)
    part._blob = etree.tostring(root)  # noqa: SLF001 - links name the part first
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _clean(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
