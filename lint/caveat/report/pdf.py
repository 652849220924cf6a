"""A copy of a PDF file with each finding as a highlight on its words, and its note beside it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from caveat.readers import Unreadable
from caveat.readers.pdf_text import PdfText, pdf_text
from caveat.report.word.remark import Remark, said_elsewhere

if TYPE_CHECKING:
    from caveat.document import Span

    Box = tuple[float, float, float, float]

AUTHOR: Final = "Caveat"
_COLORS: Final = {"Error": (1.0, 0.72, 0.72), "Warning": (1.0, 0.87, 0.45), "Info": (0.72, 0.86, 1.0)}
_OTHER: Final = (0.85, 0.85, 0.85)
# Notes on the text as a whole stand side by side along the top of the first page, so that none hides another.
_NOTE: Final = 20.0
_ROW: Final = 12


def render(data: bytes, remarks: Sequence[Remark], stamp: datetime.datetime) -> bytes:
    """Return the PDF with the remarks as annotations appended to it: every byte of the original stays in its place.

    Raises Unreadable when the file cannot be read, or cannot be added to.
    """
    found = pdf_text(data)
    try:
        return _annotated(data, found, remarks, stamp)
    except Unreadable:
        raise
    except Exception as error:
        # What strangers made can be broken in any way; pypdf has an exception for some of them.
        raise Unreadable("unreadable", f"notes cannot be added to this PDF file ({type(error).__name__})") from error


def _annotated(data: bytes, found: PdfText, remarks: Sequence[Remark], stamp: datetime.datetime) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    if PdfReader(io.BytesIO(data)).is_encrypted:
        raise Unreadable("encrypted", "protected against changes, so that no notes can be added")
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    when = stamp.strftime("D:%Y%m%d%H%M%SZ")
    notes = 0
    made: dict[int, list[Any]] = {}
    for number, remark in enumerate(remarks, 1):
        boxes = list(_boxes(found, remark.span)) if remark.span is not None else []
        if not boxes:
            made.setdefault(0, []).append(_note(found, remark, notes, number, when))
            notes += 1
            continue
        for page, group in groupby(boxes, key=lambda entry: entry[0]):
            made.setdefault(page, []).append(_highlight([box for _, box in group], remark, number, when))
    for page_number, added in sorted(made.items()):
        page = writer.pages[page_number]
        held = page.get("/Annots")
        own = held.get_object() if held is not None else None
        kept = own if isinstance(own, ArrayObject) else ArrayObject()
        for annotation in added:
            annotation[NameObject("/P")] = page.indirect_reference
            kept.append(writer._add_object(annotation))  # noqa: SLF001 - add_annotation rewrites what is there
        if own is None or kept is not own:
            page[NameObject("/Annots")] = kept
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _boxes(found: PdfText, span: Span) -> Iterator[tuple[int, Box]]:
    """Yield a box for each line of print that holds some of the words, with its page."""
    for spot in found.spots:
        length = len(spot.line.text)
        low, high = max(span.start - spot.start, 0), min(span.end - spot.start, length)
        if low >= high or not spot.line.text[low:high].strip():
            continue
        on = [box for box, size in zip(spot.line.boxes[low:high], spot.line.sizes[low:high], strict=True) if size]
        yield (
            spot.page,
            (
                min(box[0] for box in on),
                min(box[1] for box in on),
                max(box[2] for box in on),
                max(box[3] for box in on),
            ),
        )


def _highlight(boxes: Sequence[Box], remark: Remark, number: int, when: str) -> Any:  # noqa: ANN401 - pypdf's
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    # Upper left, upper right, lower left, lower right: not the order of the standard, but that of all programs.
    points = [
        value for left, bottom, right, top in boxes for value in (left, top, right, top, left, bottom, right, bottom)
    ]
    whole = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )
    made = _annotation("/Highlight", whole, _said(remark), _color(remark), number, when)
    made[NameObject("/QuadPoints")] = ArrayObject([FloatObject(round(value, 2)) for value in points])
    return made


def _note(found: PdfText, remark: Remark, place: int, number: int, when: str) -> Any:  # noqa: ANN401 - pypdf's
    from pypdf.generic import NameObject

    left, _, right, top = found.pages[0].box
    fitting = max(1, min(_ROW, int((right - left - 2 * _NOTE) / _NOTE)))
    x = left + _NOTE + place % fitting * _NOTE
    y = top - _NOTE * (1.5 + place // fitting)
    said = _text(said_elsewhere(remark, "(not in the running text)")) if remark.span is not None else _said(remark)
    made = _annotation("/Text", (x, y, x + _NOTE, y + _NOTE), said, _color(remark), number, when)
    made[NameObject("/Name")] = NameObject("/Comment")
    return made


def _annotation(kind: str, box: Box, said: str, color: tuple[float, float, float], number: int, when: str) -> Any:  # noqa: ANN401 - pypdf's
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject([FloatObject(round(value, 2)) for value in box]),
            NameObject("/Contents"): TextStringObject(said),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/C"): ArrayObject([FloatObject(value) for value in color]),
            NameObject("/M"): TextStringObject(when),
            NameObject("/CreationDate"): TextStringObject(when),
            NameObject("/NM"): TextStringObject(f"caveat-{number}"),
            # Printed with the page.
            NameObject("/F"): NumberObject(4),
        }
    )


def _said(remark: Remark) -> str:
    return _text(remark.lines)


def _text(lines: Sequence[Any]) -> str:
    return "\n".join(f"{line.label} {line.text}".strip() for line in lines)


def _color(remark: Remark) -> tuple[float, float, float]:
    """Return a colour by the severity that a remark begins with."""
    return _COLORS.get(remark.lines[0].label.partition(":")[0], _OTHER)
