from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
