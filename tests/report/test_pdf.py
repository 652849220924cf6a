"""Notes on PDF pages: highlights on the exact words, and nothing else changed."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING, Any, cast

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from caveat.document import Span
from caveat.readers import Unreadable, read
from caveat.report.pdf import render
from caveat.report.word import remarks_on
from caveat.report.word.remark import Line, Remark
from caveat_dev.pdf_file import flowing, pdf

if TYPE_CHECKING:
    from tests.report.conftest import Builder

STAMP = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
TEXT = ["# Ketamine", "An infusion is a completely safe treat-", "ment for every patient. It works.", "", "Call us."]


def notes_in(data: bytes, page: int = 0) -> list[dict[str, Any]]:
    return [
        cast("dict[str, Any]", one.get_object()) for one in PdfReader(io.BytesIO(data)).pages[page].get("/Annots", [])
    ]


def words_under(data: bytes, annotation: dict[str, Any], page: int = 0) -> list[str]:
    """Return the words under each quadrilateral of a highlight, as pdfium finds them."""
    points = [float(value) for value in annotation["/QuadPoints"]]
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    found = []
    for start in range(0, len(points), 8):
        left, top, right, _, _, bottom, _, _ = points[start : start + 8]
        found.append(text.get_text_bounded(left + 0.5, bottom + 0.5, right - 0.5, top - 0.5).strip())
    return found


def on(data: bytes, words: str, said: str = "Error: claims-x") -> Remark:
    source = read("a.pdf", data).source.text
    start = source.index(words)
    return Remark(Span(start, start + len(words)), words, (Line(said), Line("", "It is wrong.")))


def test_a_finding_is_a_highlight_on_its_words_with_a_note(build: Builder) -> None:
    data = pdf([flowing(TEXT)])
    document = read("a.pdf", data)
    report = build.report(
        (document,),
        (
            build.finding(document, "completely safe treat- ment"),
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
        ),
    )
    made = render(data, remarks_on("a.pdf", report.findings, build.rules()), STAMP)

    highlight, note = notes_in(made)
    assert made.startswith(data)
    assert (highlight["/Subtype"], highlight["/T"], highlight["/M"]) == ("/Highlight", "Caveat", "D:20261123000000Z")
    assert words_under(made, highlight)[0].rstrip("-\x02\ufffe") == "completely safe treat"
    assert words_under(made, highlight)[1:] == ["ment"]
    assert highlight["/Contents"].startswith(
        "Error: claims-safety-absolute\n“completely safe treat- ment” promises safety"
    )
    assert "Standard: Example Guidance on Health Claims" in highlight["/Contents"]
    assert (note["/Subtype"], note["/Contents"].splitlines()[:2]) == (
        "/Text",
        ["Warning: sourcing-no-references", "No source."],
    )
    assert [float(value) for value in note["/Rect"]] == pytest.approx([20, 811.89, 40, 831.89], abs=0.01)


def test_a_finding_over_two_pages_is_highlighted_on_both() -> None:
    data = pdf([flowing(["It is a perfectly"], top=700), flowing(["harmless drug."])])
    made = render(data, [on(data, "perfectly\nharmless")], STAMP)

    assert [words_under(made, notes_in(made, page)[0], page) for page in (0, 1)] == [["perfectly"], ["harmless"]]


def test_annotations_that_were_there_survive() -> None:
    data = pdf([flowing(TEXT)])
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.add_annotation(0, FreeText(text="Please check.", rect=(50, 550, 200, 650)))
    held = io.BytesIO()
    writer.write(held)
    made = render(held.getvalue(), [on(held.getvalue(), "completely safe")], STAMP)

    assert made.startswith(held.getvalue())
    assert [one.get("/Contents") for one in notes_in(made)] == ["Please check.", "Error: claims-x\nIt is wrong."]


def test_a_page_that_is_turned_or_cut_has_its_highlight_on_the_words() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([flowing(TEXT)]))))
    writer.pages[0].rotate(90)
    writer.pages[0].mediabox.lower_left = (30, 40)
    writer.pages[0].cropbox.lower_left = (40, 60)
    held = io.BytesIO()
    writer.write(held)
    data = held.getvalue()
    made = render(data, [on(data, "every patient")], STAMP)

    assert words_under(made, notes_in(made)[0]) == ["every patient"]


def test_the_highlight_shows_when_the_page_is_drawn() -> None:
    data = pdf([flowing(TEXT)])
    made = render(data, [on(data, "completely safe")], STAMP)

    def colors(content: bytes) -> set[tuple[int, ...]]:
        image = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("RGB")
        return {color for _, color in image.getcolors(1 << 24) if max(color) - min(color) > 40}

    assert colors(data) == set()
    assert (255, 184, 184) in colors(made)


def test_many_notes_on_the_whole_do_not_hide_each_other() -> None:
    data = pdf([flowing(TEXT)])
    made = render(data, [Remark(None, "", (Line(f"Info: rule-{number}"),)) for number in range(15)], STAMP)
    places = [tuple(float(value) for value in one["/Rect"]) for one in notes_in(made)]

    assert len(set(places)) == 15
    assert all(0 <= left and right <= 596 and bottom > 700 for left, bottom, right, _ in places)


def test_the_same_findings_give_the_same_bytes() -> None:
    data = pdf([flowing(TEXT)])
    remarks = [on(data, "completely safe")]
    assert render(data, remarks, STAMP) == render(data, remarks, STAMP)


def test_a_protected_file_is_read_and_gets_no_notes() -> None:
    data = pdf([flowing(TEXT)], owner="secret")
    with pytest.raises(Unreadable, match="protected against changes") as raised:
        render(data, [on(data, "completely safe")], STAMP)
    assert raised.value.kind == "encrypted"
