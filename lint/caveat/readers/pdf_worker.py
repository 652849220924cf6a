"""Reads the characters of a PDF in a process of its own, which a hostile file may exhaust or crash.

Run by path with the bytes on standard input; it prints JSON and imports nothing of Caveat: `pdf_text` runs it.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

MEMORY = 2_000_000_000
SECONDS = 90
MOST_PAGES = 3_000
MOST_CHARACTERS = 3_000_000

# Where pdfium took a hyphen at the end of a line out, it leaves one of these.
_HYPHENS = ("\x02", "\ufffe")


class Refused(Exception):  # noqa: N818 - the state of a file
    """A file that is not read: a kind of problem and what to say of it."""


def main() -> None:
    """Print the pages of the PDF on standard input as JSON, or what is wrong with it."""
    _limit()
    try:
        answer: dict[str, Any] = {"pages": list(_pages(sys.stdin.buffer.read()))}
    except Refused as refusal:
        answer = {"refused": list(refusal.args)}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Refused("encrypted", "protected with a password") from None
        raise Refused("unreadable", "not a PDF file, or a damaged one") from None
    if len(document) > MOST_PAGES:
        raise Refused("too-large", f"more than {MOST_PAGES:,} pages ({len(document):,})")
    count = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            raise Refused("unreadable", f"page {number + 1} is damaged") from None
        count += raw.FPDFText_CountChars(text)
        if count > MOST_CHARACTERS:
            raise Refused("too-large", f"more than {MOST_CHARACTERS:,} characters")
        left, bottom, right, top = page.get_bbox()
        yield {
            "box": [left, bottom, right, top],
            "lines": list(_lines(raw, text)),
            "links": list(_links(raw, document, page)),
            "images": any(kind.type == raw.FPDF_PAGEOBJ_IMAGE for kind in page.get_objects(max_depth=2)),
        }
        text.close()
        page.close()


def _lines(raw: Any, page: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - ctypes
    """Yield the lines in the order of the file: text, a box for each character, baseline, size, whether bold.

    A new line begins where the baseline moves by more than a superscript does, or the next character stands far away.
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    loose = raw.FS_RECTF()
    line: dict[str, Any] | None = None
    space = False
    half = ""
    for index in range(raw.FPDFText_CountChars(page)):
        code = raw.FPDFText_GetUnicode(page, index)
        character = chr(code) if 0 < code < 0x110000 else "\ufffd"
        if 0xD800 <= code < 0xDC00:
            half = character
            continue
        if half:
            character = (half + character).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")[:1]
            half = ""
        if 0xD800 <= ord(character[:1] or " ") < 0xE000:
            character = "\ufffd"
        if character.isspace():
            # What pdfium makes up between two characters counts when there is room for it.
            space = space or raw.FPDFText_IsGenerated(page, index) != 1
            continue
        if not raw.FPDFText_GetCharOrigin(page, index, x, y) or not raw.FPDFText_GetLooseCharBox(page, index, loose):
            continue
        size = max(abs(loose.top - loose.bottom), 1.0)
        gap = 0.0
        if line is not None:
            far = max(size, line["size"])
            gap = loose.left - line["boxes"][-1][2]
            if abs(y.value - line["base"]) > 0.5 * far or gap < -2 * far or gap > 3 * far:
                yield line
                line = None
        if line is None:
            line = {"text": "", "boxes": [], "base": y.value, "size": size, "bold": _bold(raw, page, index)}
            line["sizes"] = []
        elif space or gap > 0.15 * min(size, line["size"]):
            line["text"] += " "
            line["boxes"].append([line["boxes"][-1][2], loose.bottom, loose.left, loose.top])
            line["sizes"].append(0)
        space = False
        if character in _HYPHENS or (character == "-" and raw.FPDFText_IsHyphen(page, index) == 1):
            character = "\u00ad"
        line["text"] += character
        line["boxes"].append([round(value, 2) for value in (loose.left, loose.bottom, loose.right, loose.top)])
        line["sizes"].append(round(size, 1))
        if len(line["text"]) == 1 or size > line["size"]:
            line["base"], line["size"] = y.value, size
    if line is not None:
        yield line


def _bold(raw: Any, page: Any, index: int) -> bool:  # noqa: ANN401 - ctypes
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, index, name, 128, flags)
    return raw.FPDFText_GetFontWeight(page, index) >= 600 or b"bold" in name.value.lower()


def _links(raw: Any, document: Any, page: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - ctypes
    """Yield the places that lead to the web, and where."""
    position = ctypes.c_int(0)
    link = raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        rect = raw.FS_RECTF()
        if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
            continue
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFAction_GetURIPath(document, action, buffer, length)
        if raw.FPDFLink_GetAnnotRect(link, rect):
            address = buffer.value.decode("utf-8", "replace")
            yield [rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top), address]


if __name__ == "__main__":
    main()
