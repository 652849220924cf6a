from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from caveat_dev.pdf_file import flowing, pdf

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]
TEXT = "# A day\n\nThe purple one is here, and they utilise it.\n\nReviewed by the team in the spring of this year.\n"


def test_a_report_is_written_beside_no_piece_and_its_totals_are_told(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    done = caveat("report", write("texts/a.md", TEXT), "--to", "html")

    assert (done.status, done.out, done.err) == (0, "a.caveat.html: 1 error, 1 info\n", "")
    assert "purple” is flagged" in (workplace / "a.caveat.html").read_text(encoding="utf-8")
    assert [path.name for path in (workplace / "texts").iterdir()] == ["a.md"]


def test_the_ending_of_the_output_says_what_to_write(caveat: Caveat, write: Write, workplace: Path) -> None:
    done = caveat("report", write("a.md", TEXT), "-o", "out.html", "--quiet")

    assert (done.status, done.out, done.err) == (0, "", "")
    assert (workplace / "out.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_a_folder_gives_one_page(caveat: Caveat, write: Write, workplace: Path) -> None:
    write("texts/a.md", TEXT)
    write("texts/b.md", TEXT)

    assert caveat("report", "texts", "--to", "html").out == "caveat-report.html: 2 errors, 2 info\n"
    assert (workplace / "caveat-report.html").exists()


def test_a_report_goes_to_standard_output_as_bytes(caveat: Caveat, write: Write) -> None:
    done = caveat("report", write("a.md", TEXT), "--to", "html", "-o", "-")

    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("<!DOCTYPE html>")


def test_findings_below_a_severity_are_left_out(caveat: Caveat, write: Write, workplace: Path) -> None:
    done = caveat("report", write("a.md", TEXT), "--to", "html", "--severity", "error")

    assert done.out == "a.caveat.html: 1 error\n"
    assert "style-utilise" not in (workplace / "a.caveat.html").read_text(encoding="utf-8")


def test_nothing_is_written_over_without_force(caveat: Caveat, write: Write, workplace: Path) -> None:
    path, old = write("a.md", TEXT), workplace / write("out.html", "old")
    refused = caveat("report", path, "-o", "out.html")

    assert (refused.status, refused.err) == (
        2,
        "Error: --output: out.html is there already; --force writes over it\n",
    )
    assert old.read_text(encoding="utf-8") == "old"
    assert caveat("report", path, "-o", "out.html", "--force").status == 0
    assert old.read_text(encoding="utf-8") != "old"


def test_the_usual_name_is_not_written_over_either(caveat: Caveat, write: Write, workplace: Path) -> None:
    path, old = write("a.md", TEXT), workplace / write("a.caveat.html", "old")
    refused = caveat("report", path, "--to", "html")

    assert (refused.status, refused.err) == (2, "a.caveat.html is there already; --force writes over it\n")
    assert old.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("target", ["a.html", "./a.html", "link.html"])
def test_a_piece_is_never_written_over(caveat: Caveat, write: Write, workplace: Path, target: str) -> None:
    piece = workplace / write("a.html", "<p>The purple one is here.</p>")
    (workplace / "link.html").symlink_to(piece)
    done = caveat("report", "a.html", "-o", target, "--force")

    assert (done.status, done.err) == (
        2,
        f"Error: --output: {target} is the piece itself, which is never written over\n",
    )
    assert piece.read_text(encoding="utf-8") == "<p>The purple one is here.</p>"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "out.txt"), "--to: say what to write ("),
        ((), "--to: say what to write ("),
        (("-o", "nowhere/out.html"), "--output: there is no folder nowhere"),
        (("-o", "texts", "--to", "html"), "--output: texts is a folder"),
        (("--to", "html", "--stdin-path", "b.md"), "--stdin-path: only with - for standard input"),
    ],
)
def test_what_cannot_be_followed_is_said_first(
    caveat: Caveat, write: Write, workplace: Path, arguments: tuple[str, ...], message: str
) -> None:
    (workplace / "texts").mkdir()
    done = caveat("report", write("a.md", TEXT), *arguments)

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"Error: {message}")


def test_what_could_not_be_checked_is_said_and_the_rest_is_written(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    done = caveat("report", write("a.md", TEXT), "gone.md", "--to", "html")

    assert (done.status, done.err) == (2, "gone.md: there is no such file or folder\n")
    assert (workplace / "caveat-report.html").exists()


def test_a_report_of_nothing_is_not_written(caveat: Caveat, workplace: Path) -> None:
    done = caveat("report", "gone.md", "--to", "html")

    assert (done.status, done.out, done.err) == (2, "", "gone.md: there is no such file or folder\n")
    assert [path.name for path in workplace.iterdir()] == ["caveat.toml"]


def test_a_write_that_fails_leaves_nothing_behind(
    caveat: Caveat, write: Write, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    path, old = write("a.md", TEXT), workplace / write("out.html", "old")
    done = caveat("report", path, "-o", "out.html", "--force")

    assert (done.status, done.out) == (2, "")
    assert done.err == "out.html: cannot be written: No space left on device\n"
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in workplace.iterdir()) == ["a.md", "caveat.toml", "out.html"]


def test_reports_under_their_usual_names_are_not_checked_with_their_folder(caveat: Caveat, write: Write) -> None:
    write("texts/a.md", TEXT)
    write("texts/a.caveat.html", "<p>The purple one is here.</p>")
    write("texts/caveat-report.html", "<p>The purple one is here.</p>")

    assert caveat("check", "texts", "--format", "concise", "--select", "colour").out == (
        "texts/a.md:3:5: error colour-purple “purple” is flagged.\n"
    )


# ---------------------------------------------------------------- Word


@pytest.fixture
def letter(workplace: Path) -> Path:
    document = docx.Document()
    document.add_heading("A letter", 1)
    document.add_paragraph("The purple one is here, and they utilise it.")
    document.save(str(workplace / "letter.docx"))
    return workplace / "letter.docx"


def comments(path: Path) -> list[list[str]]:
    found = docx.Document(str(path)).comments
    return [[paragraph.text for paragraph in comment.paragraphs] for comment in found]


def test_a_word_file_comes_back_with_a_comment_for_each_finding(caveat: Caveat, letter: Path, workplace: Path) -> None:
    before = letter.read_bytes()
    done = caveat("report", "letter.docx", "--to", "docx")

    assert (done.status, done.out, done.err) == (0, "letter.caveat.docx: 1 error, 1 warning, 1 info\n", "")
    assert letter.read_bytes() == before
    assert comments(workplace / "letter.caveat.docx") == [
        ["Warning: disclosure-review-date", "No date of review."],
        ["Error: colour-purple", "“purple” is flagged.", "Standard: The colour standard"],
        ["Info: style-utilise", "“utilise” is flagged."],
    ]


def test_comments_bear_the_day_of_the_check_or_of_the_source(
    caveat: Caveat, letter: Path, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dates() -> set[str]:
        data = zipfile.ZipFile(workplace / "letter.caveat.docx").read("word/comments.xml").decode()
        return {piece.partition('"')[0] for piece in data.split('w:date="')[1:]}

    caveat("report", str(letter), "--to", "docx", "--today", "2026-11-23")
    assert dates() == {"2026-11-23T00:00:00Z"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    caveat("report", str(letter), "--to", "docx", "--force")
    assert dates() == {"2023-11-14T22:13:20Z"}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert caveat("report", str(letter), "--to", "docx", "--force").err == (
        "Error: SOURCE_DATE_EPOCH: soon is not a time in seconds\n"
    )


def test_accepted_findings_are_listed_on_the_title(caveat: Caveat, letter: Path, workplace: Path, write: Write) -> None:
    write(
        "caveat.toml",
        'bundles = ["plainwords"]\n[[suppress]]\npath = "letter.docx"\nrule = "colour-purple"\n'
        'reason = "it is the name of a film"\nby = "E. Editor"\nuntil = 2027-01-31\n',
    )
    caveat("report", str(letter), "--to", "docx", "--select", "colour", "--today", "2026-11-23")

    assert comments(workplace / "letter.caveat.docx") == [
        [
            "Accepted: 1 finding",
            "colour-purple: “purple” Suppressed by E. Editor, until 2027-01-31: it is the name of a film",
        ]
    ]


def test_a_folder_gives_a_word_file_for_each_piece(caveat: Caveat, letter: Path, workplace: Path) -> None:
    (workplace / "texts" / "deep").mkdir(parents=True)
    for name in ("texts/a.docx", "texts/deep/a.docx"):
        (workplace / name).write_bytes(letter.read_bytes())
    done = caveat("report", "texts", "--to", "docx", "-o", "out")

    assert done.out.splitlines() == [
        "out/a.caveat.docx: 1 error, 1 warning, 1 info",
        "out/deep/a.caveat.docx: 1 error, 1 warning, 1 info",
    ]
    assert len(comments(workplace / "out/deep/a.caveat.docx")) == 3


def test_reports_of_a_folder_have_no_place_in_one_file(caveat: Caveat, letter: Path, write: Write) -> None:
    write("out.docx", "old")
    for output in ("-", "out.docx"):
        assert caveat("report", str(letter), "texts", "--to", "docx", "-o", output).err == (
            "Error: --output: there is a file for each piece; name a folder\n"
        )


def test_two_reports_never_share_a_file(caveat: Caveat, letter: Path, workplace: Path) -> None:
    (workplace / "other").mkdir()
    (workplace / "other" / "letter.docx").write_bytes(letter.read_bytes())
    done = caveat("report", "letter.docx", "other/letter.docx", "--to", "docx")

    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "letter.docx.caveat.docx would be the report of letter.docx and of other/letter.docx; write them one by one\n"
    )
    assert not (workplace / "letter.docx.caveat.docx").exists()


def test_a_text_in_another_format_becomes_a_word_file_with_comments(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    done = caveat("report", write("a.md", TEXT), "--to", "docx")

    assert (done.status, done.out, done.err) == (0, "a.caveat.docx: 1 error, 1 info\n", "")
    made = docx.Document(str(workplace / "a.caveat.docx"))
    assert [paragraph.text for paragraph in made.paragraphs] == [
        "A day",
        "The purple one is here, and they utilise it.",
        "Reviewed by the team in the spring of this year.",
    ]
    assert [comment[0] for comment in comments(workplace / "a.caveat.docx")] == [
        "Error: colour-purple",
        "Info: style-utilise",
    ]


def test_standard_input_becomes_a_word_file_on_standard_output(
    caveat: Caveat, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data: list[bytes] = []
    monkeypatch.setattr("caveat.cli.report._print", data.append)
    done = caveat("report", "-", "--stdin-path", "b.md", "--to", "docx", "-o", "-", given=TEXT.encode())

    assert (done.status, done.out, done.err) == (0, "", "")
    assert len(docx.Document(io.BytesIO(data[0])).comments) == 2
    assert caveat("report", "-", "--to", "docx", given=TEXT.encode()).out == "stdin.caveat.docx: 1 error, 1 info\n"


def test_pieces_that_differ_in_their_ending_keep_it_in_the_names(caveat: Caveat, write: Write, workplace: Path) -> None:
    write("texts/a.md", TEXT)
    write("texts/a.txt", "The purple one is here.")
    write("texts/b.md", TEXT)
    caveat("report", "texts", "--to", "docx", "-o", "out")

    assert sorted(path.name for path in (workplace / "out").iterdir()) == [
        "a.md.caveat.docx",
        "a.txt.caveat.docx",
        "b.caveat.docx",
    ]


def test_a_file_with_macros_stays_one(caveat: Caveat, letter: Path, workplace: Path) -> None:
    (workplace / "letter.docm").write_bytes(letter.read_bytes())

    assert caveat("report", "letter.docm", "--to", "docx").out.startswith("letter.caveat.docm: ")
    done = caveat("report", "letter.docm", "-o", "out.docx")
    assert (done.status, done.err) == (
        2,
        "Error: --output: letter.docm holds macros, and a Word file that does ends with .docm\n",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and no more", "damaged or cut short: its list of contents is missing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage", "protected with a password"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_refused(caveat: Caveat, workplace: Path, data: bytes, message: str) -> None:
    (workplace / "letter.docx").write_bytes(data)
    done = caveat("report", "letter.docx", "--to", "docx")

    assert (done.status, done.out, done.err) == (2, "", f"letter.docx: {message}\n")
    assert not (workplace / "letter.caveat.docx").exists()


def test_a_word_file_with_a_damaged_picture_is_refused(caveat: Caveat, letter: Path, workplace: Path) -> None:
    stream = io.BytesIO(letter.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/media/picture.png", b"a picture" * 50)
    letter.write_bytes(stream.getvalue().replace(b"a pictureb"[:9], b"b picture", 1))
    done = caveat("report", "letter.docx", "--to", "docx")

    assert (done.status, done.out) == (2, "")
    assert done.err == "letter.docx: damaged or cut short: word/media/picture.png cannot be unpacked\n"
    assert not (workplace / "letter.caveat.docx").exists()


def test_a_folder_gives_one_workbook_of_findings_and_claims(caveat: Caveat, write: Write) -> None:
    write("texts/a.md", TEXT)
    write("texts/b.md", "Turmeric cures the pain of many adults.\n")

    assert caveat("report", "texts", "--to", "xlsx").out == "caveat-report.xlsx: 1 error, 1 warning, 1 info\n"
    book = load_workbook("caveat-report.xlsx")
    assert book.sheetnames == ["Findings", "Claims", "Key"]
    assert [row[0].value for row in book["Findings"].iter_rows(min_row=2)] == ["texts/a.md"] * 2 + ["texts/b.md"]
    assert [row[3].value for row in book["Claims"].iter_rows(min_row=2)] == ["cures the pain"]


def test_csv_holds_one_table_findings_unless_claims_are_asked_for(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    path = write("a.md", TEXT.replace("A day", "Turmeric cures the pain of many adults"))

    assert caveat("report", path, "--to", "csv").status == 0
    assert caveat("report", path, "--table", "claims", "-o", "claims.csv", "--quiet").status == 0
    assert (workplace / "a.caveat.csv").read_text(encoding="utf-8").startswith("\ufeffpath,line,column,severity,rule,")
    assert (workplace / "claims.csv").read_text(encoding="utf-8").startswith("\ufeffpath,line,column,claim,kind,")
    refused = caveat("report", path, "--to", "xlsx", "--table", "claims")
    assert (refused.status, refused.err) == (2, "Error: --table: only with --to csv\n")


def test_a_pdf_gets_highlights_and_other_texts_do_not(caveat: Caveat, write: Write, workplace: Path) -> None:
    data = pdf([flowing(["# A day", "The purple one is here, reviewed by the team."])])
    (workplace / "a.pdf").write_bytes(data)

    done = caveat("report", "a.pdf", "--to", "pdf")
    assert (done.status, done.out, done.err) == (0, "a.caveat.pdf: 1 error\n", "")
    assert (workplace / "a.caveat.pdf").read_bytes().startswith(data)
    assert (workplace / "a.pdf").read_bytes() == data
    assert caveat("check", ".", "--format", "concise").out == "a.pdf:1:11: error colour-purple “purple” is flagged.\n"
    refused = caveat("report", write("b.md", TEXT), "--to", "pdf")
    assert (refused.status, refused.err) == (
        2,
        "b.md: notes on PDF pages need a PDF file; write docx or html of this one\n",
    )


def test_a_pdf_without_text_is_a_problem_and_the_others_are_checked(
    caveat: Caveat, write: Write, workplace: Path
) -> None:
    (workplace / "scan.pdf").write_bytes(pdf([], image=True))
    write("b.md", TEXT)
    done = caveat("check", ".", "--format", "concise")

    assert done.status == 2
    assert "b.md:3:5: error colour-purple “purple” is flagged." in done.out
    assert "scan.pdf: problem no-text no text in this PDF, only images" in done.out


def test_the_page_shows_what_has_changed_since_an_earlier_report(caveat: Caveat, write: Write, workplace: Path) -> None:
    write("a.md", TEXT + TEXT)
    caveat("check", "a.md", "--output", "json=last.json", "--quiet", "--today", "2026-11-16")
    write("a.md", TEXT)

    assert caveat("report", "a.md", "--to", "html", "-o", "a.html", "--previous", "last.json").status == 0
    page = (workplace / "a.html").read_text(encoding="utf-8")
    assert "Since the report of 16 November 2026" in page
    assert "0 findings are new, 2 gone." in page
    checked = caveat(
        "check", "a.md", "--previous", "last.json", "--output", "html=b.html", "--output", "json=last.json"
    )
    assert (checked.status, "0 findings are new, 2 gone." in (workplace / "b.html").read_text(encoding="utf-8")) == (
        1,
        True,
    )
    caveat("check", "a.md", "--previous", "last.json", "--output", "html=b.html")
    assert "0 findings are new, 0 gone." in (workplace / "b.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("report", "a.md", "--to", "html", "--previous", "none.json"), "none.json cannot be read: No such file"),
        (("report", "a.md", "--to", "html", "--previous", "a.md"), "a.md: it is not JSON"),
        (("report", "a.md", "--to", "html", "--previous", "claims.json"), "claims.json: it is not a report of"),
        (("report", "a.md", "--to", "csv", "--previous", "claims.json"), "only with --to html"),
        (("check", "a.md", "--format", "html", "--previous", "claims.json"), "claims.json: it is not a report of"),
        (("check", "a.md", "--previous", "claims.json"), "only with the page, such as --output html=report.html"),
    ],
)
def test_an_earlier_report_that_is_none_is_refused_before_anything_is_checked(
    caveat: Caveat, write: Write, workplace: Path, arguments: tuple[str, ...], reason: str
) -> None:
    write("a.md", TEXT)
    write("claims.json", '{"version": 1, "claims": []}')
    done = caveat(*arguments)

    assert (done.status, done.out) == (2, "")
    assert f"Error: --previous: {reason}" in done.err
    assert not list(workplace.glob("*.html"))
