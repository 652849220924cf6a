"""What nobody means to check, through the command as people call it, with the real rules: a status and one clear line."""

from __future__ import annotations

import io
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

Caveat = Callable[..., Any]

# One family of rules, so that a new rule on what a text leaves out changes none of these lines.
PLAIN = ("--isolated", "--no-cache", "--jobs", "1", "--format", "concise", "--select", "claims")
SAFE = "Ketamine therapies are completely safe for every patient."
NOTED = "\n\nReviewed 3 November 2026. General information, which does not replace advice from your doctor.\n"
FLAGGED = "error claims-safety-absolute “completely safe” "
TODAY = ("--today", "2026-11-23")


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return stream.getvalue()


WORD = archive({"word/document.xml": b"<w:document " + os.urandom(9_000).hex().encode() + b"/>"})


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("nul.md", b"Ketamine is safe.\0 More.\n", "binary not text: NUL byte at byte 17"),
        ("truncated.docx", WORD[:4_000], "truncated damaged or cut short: its list of contents is missing"),
        ("empty.docx", b"", "truncated the file is empty"),
        (
            "bomb.docx",
            archive({"word/document.xml": b"<a>" + b"x" * 30_000_000}),
            "too-large unpacks to 1023 times its size",
        ),
        ("text.docx", b"Just text.", "unreadable not a Word file: not a ZIP archive"),
        ("deep.md", b"> " * 10_000 + b"x", "too-deep lists or quotations are nested more than 45 deep"),
        (
            "page.odt",
            b"PK",
            (
                "unknown-type no reader knows this type of file (known: .docm, .docx, .eml, .htm, .html, .markdown, .md, "
                ".mdown, .mkd, .pdf, .srt, .text, .txt, .vtt, .xhtml)"
            ),
        ),
        ("page.pdf", b"%PDF-1.7", "unreadable not a PDF file, or a damaged one"),
        (
            "words.pdf",
            b"Words.",
            "binary not a PDF file",
        ),
    ],
)
def test_what_cannot_be_read_is_one_line_and_the_rest_is_checked(
    name: str, data: bytes, message: str, caveat: Caveat, workplace: Path
) -> None:
    (workplace / name).write_bytes(data)
    (workplace / "good.md").write_text(SAFE + NOTED, encoding="utf-8")
    done = caveat("check", name, "good.md", *PLAIN, *TODAY)
    found, problem = done.out.splitlines()
    assert (done.status, done.err) == (2, "")
    assert found.startswith(f"good.md:1:24: {FLAGGED}")
    # How far a bomb unpacks depends a little on the library that packed it.
    assert re.sub(r"10\d\d times", "1023 times", problem) == f"{name}: problem {message}"


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: Ketamine infusions\ngenre: leaflet\n---\n"])
def test_a_file_without_text_is_clean(text: str, caveat: Caveat, workplace: Path) -> None:
    (workplace / "empty.md").write_text(text, encoding="utf-8", newline="")
    done = caveat("check", "empty.md", *PLAIN)
    assert (done.status, done.out, done.err) == (0, "", "")
    printed = caveat("check", "empty.md", "--isolated", "--no-cache").out
    assert "Nothing found in 1 document (0 words)." in printed
    assert "Disclosures" not in printed


def test_ten_megabytes_on_one_line_are_checked(caveat: Caveat, workplace: Path) -> None:
    (workplace / "long.md").write_text(SAFE + "\u00a0" * 5_000_000 + NOTED.strip(), encoding="utf-8")
    assert (workplace / "long.md").stat().st_size > 10_000_000
    done = caveat("check", "long.md", *PLAIN, *TODAY)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"long.md:1:24: {FLAGGED}")
    assert done.out.count("\n") == 1


def test_a_word_of_many_letters_takes_no_time(caveat: Caveat, workplace: Path) -> None:
    letters = "a" * 400_000
    (workplace / "long.md").write_text(f"{SAFE} It is called {letters} here.{NOTED}", encoding="utf-8")
    done = caveat("check", "long.md", *PLAIN, *TODAY)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"long.md:1:24: {FLAGGED}")


def test_bytes_that_are_not_utf_8_are_read_with_a_note(caveat: Caveat, workplace: Path) -> None:
    (workplace / "old.md").write_bytes(b"Caf\xe9 hours. " + SAFE.encode() + NOTED.encode())
    done = caveat("check", "old.md", *PLAIN, *TODAY)
    found, note = done.out.splitlines()
    assert (done.status, done.err) == (1, "")
    assert found.startswith(f"old.md:1:36: {FLAGGED}")
    assert note == "old.md: problem encoding not UTF-8 (line 1); read as Windows-1252"


def test_deeply_nested_html_is_checked(caveat: Caveat, workplace: Path) -> None:
    (workplace / "deep.html").write_text(f"<div lang=en>{'<div>' * 20_000}{SAFE}", encoding="utf-8")
    done = caveat("check", "deep.html", "--select", "claims", *PLAIN)
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith(f"deep.html:1:100037: {FLAGGED}")


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="permissions do not hold here"
)
def test_a_folder_that_cannot_be_read_is_one_line(caveat: Caveat, workplace: Path) -> None:
    folder = workplace / "locked"
    folder.mkdir(mode=0)
    try:
        done = caveat("check", ".", *PLAIN)
    finally:
        folder.chmod(0o700)
    assert (done.status, done.out) == (2, "locked: problem unreadable permission denied\n")


def test_a_folder_that_the_system_refuses_is_one_line(
    caveat: Caveat, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workplace / "locked").mkdir()
    (workplace / "good.md").write_text(SAFE + NOTED, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    done = caveat("check", ".", *PLAIN, *TODAY)
    found, problem = done.out.splitlines()
    assert (done.status, done.err, problem) == (2, "", "locked: problem unreadable permission denied")
    assert found.startswith(f"good.md:1:24: {FLAGGED}")


def test_an_unknown_key_in_the_configuration_stops_the_run(caveat: Caveat, workplace: Path) -> None:
    (workplace / "good.md").write_text(SAFE, encoding="utf-8")
    (workplace / "caveat.toml").write_text('fail_on = "warning"\n', encoding="utf-8")
    done = caveat("check", "good.md")
    expected = 'Error: caveat.toml: unknown key "fail_on"; did you mean "fail-on"?\n'
    assert (done.status, done.out, done.err) == (2, "", expected)


def test_an_unknown_rule_stops_the_run(caveat: Caveat, workplace: Path) -> None:
    (workplace / "good.md").write_text(SAFE, encoding="utf-8")
    done = caveat("check", "good.md", "--isolated", "--select", "claims-cures")
    expected = 'Error: --select: no rule or family is called "claims-cures"; did you mean "claims-cure"?\n'
    assert (done.status, done.out, done.err) == (2, "", expected)


def test_a_suppression_without_a_reason_suppresses_nothing_and_is_an_error(caveat: Caveat, workplace: Path) -> None:
    (workplace / "good.md").write_text(f"<!-- caveat: ignore claims -->\n\n{SAFE}{NOTED}", encoding="utf-8")
    done = caveat("check", "good.md", *PLAIN, *TODAY)
    comment, found = done.out.splitlines()
    expected = "good.md:1:1: error caveat-invalid-suppression This suppression has no effect: it gives no reason; "
    assert (done.status, comment) == (1, f'{expected}add reason="…".')
    assert found.startswith(f"good.md:3:24: {FLAGGED}")


def test_tracked_changes_are_a_note_and_leave_the_exit_status_alone(caveat: Caveat, workplace: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Come in. ")
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t>Sit down.</w:t></w:r></w:ins>')
    )
    document.save(str(workplace / "a.docx"))
    done = caveat("check", "a.docx", *PLAIN)

    assert (done.status, done.out) == (
        0,
        "a.docx: problem tracked-changes tracked changes are read as if they were all accepted\n",
    )
