"""PDF files: what a reader of the page reads, every character led back to its place."""

from __future__ import annotations

import subprocess
import zlib

import pytest

from caveat.document import Document
from caveat.readers import Unreadable, pdf_text, read
from caveat_dev.pdf_file import Print, flowing, pdf

LEAD = (
    "Ketamine is given as an infusion into a vein over about forty minutes in a quiet room. It can raise your blood "
    "pressure."
)


def made(pages: list[list[Print]], *, password: str = "", owner: str = "", image: bool = False) -> Document:
    return read("a.pdf", pdf(pages, password=password, owner=owner, image=image))


def shape(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


def stands_where_it_is_read(document: Document) -> bool:
    source = document.source.text
    for block in document.blocks:
        for segment in block.prose.segments:
            words = block.prose.text[segment.start : segment.end]
            if words.split() != source[segment.source_start : segment.source_end].split():
                return False
    return True


def test_lines_of_print_become_headings_paragraphs_and_items() -> None:
    document = made(
        [
            flowing(
                [
                    "# Ketamine infusions",
                    "Ketamine is given as an infusion into a vein over about forty minutes in a quiet",
                    "room. It can raise your blood pressure.",
                    "",
                    "A second paragraph stands here, after a gap that is larger than that of lines.",
                    "# What to bring",
                    "Please bring:",
                    "- a list of the medicines that you take, with those that you buy without a",
                    "prescription",
                    "- someone who drives you home",
                ]
            )
        ]
    )

    assert shape(document) == [
        ("heading", 1, "Ketamine infusions"),
        (
            "paragraph",
            0,
            LEAD,
        ),
        ("paragraph", 0, "A second paragraph stands here, after a gap that is larger than that of lines."),
        ("heading", 1, "What to bring"),
        ("paragraph", 0, "Please bring:"),
        ("item", 1, "a list of the medicines that you take, with those that you buy without a prescription"),
        ("item", 1, "someone who drives you home"),
    ]
    assert document.title == "Ketamine infusions"
    assert document.blocks[5].lead_in == 4
    assert stands_where_it_is_read(document)


def test_a_place_is_a_page_and_a_character_on_it() -> None:
    document = made([flowing(["The first page is here."]), flowing(["The second page is entirely safe."])])
    block = document.blocks[1]
    start = block.text.index("entirely safe")
    span = block.prose.locate(start, start + len("entirely safe"))
    place = document.source.place(span.start)

    assert (place.line, place.column) == (2, 20)
    assert document.source.text[span.start : span.end] == "entirely safe"
    assert document.source.media == "pdf"


def test_a_broken_word_is_whole_and_a_hyphen_of_its_own_stays() -> None:
    document = made(
        [
            flowing(
                [
                    "The effects of this treat-",
                    "ment on the pain are long-",
                    "term ones, in a follow-up of well-known care and of care that is well-",
                    "known, and in pre-",
                    "treatment.",
                ]
            )
        ]
    )

    (block,) = document.blocks
    assert block.text == (
        "The effects of this treatment on the pain are long-term ones, in a follow-up of well-known care and of care "
        "that is well-known, and in pre-treatment."
    )
    assert "treat- ment" in document.source.text
    start = document.blocks[0].text.index("treatment")
    span = document.blocks[0].prose.locate(start, start + 9)
    assert document.source.text[span.start : span.end] == "treat- ment"
    assert stands_where_it_is_read(document)


def test_a_sentence_goes_on_over_the_page_and_what_runs_along_is_read_once() -> None:
    pages = [
        [
            Print("Aurora Pain Clinic, reviewed in May 2026", 72, 30, 9),
            *flowing([f"This is what page {number} says of the infusions that are given here,"], top=600),
            Print(f"Page {number} of 4", 280, 820, 9),
        ]
        for number in range(1, 5)
    ]
    pages[1] = [pages[1][0], *flowing(["and it goes on over the page."], top=90), *pages[1][1:]]
    document = made(pages)

    assert [(block.text, block.containers) for block in document.blocks] == [
        ("This is what page 1 says of the infusions that are given here, and it goes on over the page.", ()),
        ("This is what page 2 says of the infusions that are given here,", ()),
        ("This is what page 3 says of the infusions that are given here,", ()),
        ("This is what page 4 says of the infusions that are given here,", ()),
        ("Aurora Pain Clinic, reviewed in May 2026", ("footer",)),
    ]
    assert "Page 3 of 4" in document.source.text


def test_what_stands_on_two_pages_only_is_left_in_the_text() -> None:
    document = made([[Print("Aurora Pain Clinic", 72, 30)], [Print("Aurora Pain Clinic", 72, 30)]])
    assert [block.text for block in document.blocks] == ["Aurora Pain Clinic", "Aurora Pain Clinic"]


def test_columns_are_read_one_after_the_other() -> None:
    left = flowing(["The left column says that the", "treatment is given in a vein", "and takes a while to"])
    right = flowing(["work in the body of a patient.", "The right column ends here."], x=320)
    (block,) = made([[*left, *right]]).blocks
    assert block.text == (
        "The left column says that the treatment is given in a vein and takes a while to work in the body of a patient. "
        "The right column ends here."
    )


def test_raised_numbers_are_reference_marks_and_links_lead_on() -> None:
    lines = [
        Print("It eases pain", 72, 100),
        Print("1", 134.6, 96, 6),
        Print(", see", 138.2, 100),
        Print("a trial", 165.2, 100, link="https://example.org/trial"),
    ]
    (block,) = made([lines]).blocks

    assert block.text == "It eases pain, see a trial"
    assert [(one.kind, one.target, one.text) for one in block.inlines] == [
        ("citation", "", "1"),
        ("link", "https://example.org/trial", "a trial"),
    ]


def test_a_footnote_at_the_foot_of_a_page_is_read_apart_and_its_mark_leads_to_it() -> None:
    first = [
        *flowing(["The pain of many people who were given it in a"], top=700),
        Print("1", 72, 796, 6),
        Print("Lee A. A small trial of it. 2019.", 75.4, 800),
    ]
    second = [Print("trial went away.", 72, 72), Print("1", 148, 68, 6), *flowing(["", "It can come back."], top=100)]
    document = made([first, second])

    assert [(block.kind, block.label, block.text) for block in document.blocks] == [
        ("paragraph", "", "The pain of many people who were given it in a trial went away."),
        ("footnote", "1", "Lee A. A small trial of it. 2019."),
        ("paragraph", "", "It can come back."),
    ]
    assert [(one.kind, one.target, one.text) for one in document.blocks[0].inlines] == [("citation", "1", "1")]


def test_a_pdf_without_text_is_a_problem_and_a_page_without_is_a_note() -> None:
    with pytest.raises(Unreadable, match="no text in this PDF, only images") as raised:
        made([], image=True)
    assert raised.value.kind == "no-text"
    document = made([flowing(["Some words."])], image=True)
    assert [(note.kind, note.message) for note in document.notes] == [
        ("images", "page 2 holds images and no text, and what they show was not read")
    ]


def test_a_password_is_needed_or_not() -> None:
    with pytest.raises(Unreadable, match="protected with a password") as raised:
        made([flowing(["Some words."])], password="secret")  # noqa: S106 - of a test
    assert raised.value.kind == "encrypted"
    assert made([flowing(["Some words."])], owner="secret").blocks[0].text == "Some words."


GOOD = pdf([flowing(["Some words."])])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "binary"),
        (b"no PDF", "binary"),
        (b"%PDF-1.7\nnothing", "unreadable"),
        (GOOD[:200], "unreadable"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "unreadable"),
    ],
)
def test_what_is_no_pdf_is_a_problem(data: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read("a.pdf", data)
    assert raised.value.kind == kind


@pytest.mark.parametrize("step", [97, 389, 641])
def test_damage_anywhere_is_text_or_a_problem_and_never_a_crash(step: int) -> None:
    for place in range(step, len(GOOD), step * 3):
        try:
            read("a.pdf", GOOD[:place] + bytes([GOOD[place] ^ 0x55]) + GOOD[place + 1 :])
        except Unreadable:
            continue


def assembled(content: bytes, kids: int) -> bytes:
    """A PDF with one page, listed so many times."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + b"3 0 R " * kids + b"]/Count %d>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.7\n" + b"".join(b"%d 0 obj" % number + part + b"endobj\n" for number, part in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_a_file_that_is_larger_than_it_looks_is_a_problem_or_read_in_bounds() -> None:
    with pytest.raises(Unreadable, match=r"more than 3,000 pages \(3,001\)") as raised:
        read("a.pdf", assembled(b"", 3_001))
    assert raised.value.kind == "too-large"
    page = b"BT /F1 12 Tf 72 700 Td (" + b"a" * 7_000_000 + b") Tj ET"
    assert len(read("a.pdf", assembled(page, 1)).source.text) < 100_000


@pytest.mark.parametrize(
    ("code", "error", "kind", "message"),
    [
        (-11, b"", "unreadable", "a damaged PDF file, or one that takes too much to read"),
        (1, b"MemoryError", "too-large", "it takes too much memory to read"),
    ],
)
def test_a_worker_that_dies_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, code: int, error: bytes, kind: str, message: str
) -> None:
    def die(*arguments: object, **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(str(arguments), code, b"", error)

    monkeypatch.setattr(subprocess, "run", die)
    with pytest.raises(Unreadable) as raised:
        pdf_text.pdf_text(GOOD)
    assert (raised.value.kind, raised.value.message) == (kind, message)


def test_a_file_that_never_ends_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(subprocess, "run", wait)
    with pytest.raises(Unreadable, match="it takes too long to read"):
        pdf_text.pdf_text(GOOD)
