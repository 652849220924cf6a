"""`caveat check --fix`, `--diff` and `--review-fixes`: what is written, what is printed, and what is left alone."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from caveat.engine import mend

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]

UTILISE = "We utilise the hall.\n"
NOON = "We meet at noon, prior to lunch.\n"


@pytest.fixture(autouse=True)
def bundle(workplace: Path) -> None:
    (workplace / "caveat.toml").write_text('bundles = ["fixwords"]\n', encoding="utf-8")


def text_of(path: str) -> str:
    return Path(path).read_bytes().decode("utf-8")


# Writing


def test_safe_fixes_are_written_and_what_is_left_is_reported(caveat: Caveat, write: Write) -> None:
    a, b = write("a.md", UTILISE), write("b.md", NOON)
    done = caveat("check", "a.md", "b.md", "--fix", "--format", "concise")
    assert (text_of(a), text_of(b)) == ("We use the hall.\n", "We meet at noon, before lunch.\n")
    assert (done.status, done.out) == (0, "b.md:1:12: warning style-word “noon” is flagged.\n")
    assert done.err == "2 fixes applied in 2 files; 1 more with --review-fixes.\n"


def test_fixing_again_changes_nothing(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "We utilise the starred dish prior to noon.\n")
    caveat("check", path, "--fix")
    once = text_of(path)
    assert once == "We use the \\*star\\* fish &amp; chips before noon.\n"
    assert caveat("check", path, "--fix").err == "No fixes to apply; 1 more with --review-fixes.\n"
    assert text_of(path) == once


def test_the_findings_that_are_left_decide_the_exit_status(caveat: Caveat, write: Write) -> None:
    write("a.md", UTILISE)
    assert caveat("check", "a.md", "--fix", "--fail-on", "warning").status == 0
    write("a.md", NOON)
    assert caveat("check", "a.md", "--fix", "--fail-on", "warning").status == 1


def test_json_holds_the_findings_after_fixing_and_nothing_else_is_on_standard_output(
    caveat: Caveat, write: Write
) -> None:
    done = caveat("check", write("a.md", UTILISE + "\n" + NOON), "--fix", "--format", "json")
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["quote"], finding["start"]["offset"]) == ("noon", 29)
    assert finding["fix"] == {"edits": [{"start": 29, "end": 33, "text": "midday"}], "safety": "review"}


def test_claims_are_never_rewritten(caveat: Caveat, write: Write) -> None:
    text = "A lantern: we utilise it. They utilise it too. We met ten people.\n"
    path = write("a.md", text)
    done = caveat("check", path, "--fix", "--verbose", "--format", "concise")
    assert text_of(path) == text.replace("They utilise", "They use")
    assert done.err.splitlines() == [
        "1 fix applied in 1 file.",
        "2 left to you: claims, risks, doses and sources are never rewritten (--verbose lists them).",
        "a.md:1:15: style-word not fixed: claims-lantern stands in its sentence",
        "a.md:1:51: style-word not fixed: it would change a number or a unit",
    ]


def test_a_fix_that_its_rule_would_find_again_is_undone(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "We utilise the room.\n")
    done = caveat("check", path, "--fix", "--verbose", "--format", "concise")
    assert text_of(path) == "We use the room.\n"
    assert "a.md:1:12: style-word not fixed: its rule would find the same words again" in done.err


def test_rules_that_undo_each_other_leave_the_file_as_it_was(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "We utilise the big hall.\n")
    done = caveat("check", path, "--fix", "--quiet")
    assert (done.status, text_of(path)) == (2, "We utilise the big hall.\n")
    assert done.err == "a.md: not fixed: the fixes of style-small and style-tall and style-word undo each other\n"


def test_suppressed_findings_are_not_fixed(caveat: Caveat, write: Write) -> None:
    text = f'<!-- caveat: ignore style-word reason="our word" -->\n{UTILISE}\n{UTILISE}'
    path = write("a.md", text)
    caveat("check", path, "--fix")
    assert text_of(path) == text[: text.rindex("utilise")] + "use" + text[text.rindex("utilise") + 7 :]


def test_what_the_baseline_holds_is_not_fixed_and_stays_in_it(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "We utilise the hall at noon.\n")
    caveat("baseline", path)
    write("a.md", "We utilise the hall at noon. They utilise it.\n")
    done = caveat("check", path, "--fix", "--format", "concise")
    assert text_of(path) == "We utilise the hall at noon. They use it.\n"
    assert (done.out, done.err) == ("", "1 fix applied in 1 file.\n")


def test_a_sentence_of_the_baseline_is_not_changed_by_a_new_finding(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "We meet at noon, prior to lunch.\n")
    caveat("baseline", path)
    baseline = json.loads(text_of("caveat-baseline.json"))
    baseline["findings"] = [one for one in baseline["findings"] if one["quote"] == "noon"]
    write("caveat-baseline.json", json.dumps(baseline))
    done = caveat("check", path, "--fix", "-v", "--format", "concise")
    assert text_of(path) == "We meet at noon, prior to lunch.\n"
    assert "style-word not fixed: its sentence holds a finding of the baseline" in done.err


def test_only_changed_lines_are_fixed_with_changed_since(caveat: Caveat, write: Write) -> None:
    path = write("a.md", f"{UTILISE}\nHere.\n")
    for arguments in (
        ["init", "-q"],
        ["add", "a.md"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *arguments], check=True)
    write("a.md", f"{UTILISE}\nHere we utilise it.\n")
    caveat("check", path, "--fix", "--changed-since", "HEAD")
    assert text_of(path) == f"{UTILISE}\nHere we use it.\n"


# Bytes


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("bom.md", codecs.BOM_UTF8 + b"We utilise it.\n", codecs.BOM_UTF8 + b"We use it.\n"),
        (
            "wide.md",
            codecs.BOM_UTF16_LE + "We utilise “it”.\r\n".encode("utf-16-le"),
            codecs.BOM_UTF16_LE + "We use “it”.\r\n".encode("utf-16-le"),
        ),
        ("unmarked.txt", "We utilise it now.\n".encode("utf-16-be"), "We use it now.\n".encode("utf-16-be")),
        ("crlf.md", b"We came prior\r\nto it.\r\nWe utilise it.", b"We came before\r\nit.\r\nWe use it."),
        ("mixed.md", b"A\r\n\r\nB\rC \t\n\n\nWe utilise it.  \n", b"A\r\n\r\nB\rC \t\n\n\nWe use it.  \n"),
        ("old.txt", b"Caf\xe9 \x93one\x94. We utilise it.\n", b"Caf\xe9 \x93one\x94. We use it.\n"),
        (
            "odd.md",
            "Café é.".encode() + b" \x92 \xff We utilise it.\n",
            "Café é.".encode() + b" \x92 \xff We use it.\n",
        ),
        (
            "page.html",
            b'<meta charset="iso-8859-2">\n<p title="utilise">\xb1 We utilise coffee &amp; it.</p>',
            b'<meta charset="iso-8859-2">\n<p title="utilise">\xb1 We use caf\xe9 &#9749; &amp; it.</p>',
        ),
    ],
)
def test_every_byte_outside_the_edits_is_kept(
    caveat: Caveat, workplace: Path, name: str, before: bytes, after: bytes
) -> None:
    (workplace / name).write_bytes(before)
    caveat("check", name, "--fix")
    assert (workplace / name).read_bytes() == after


def test_broken_utf_16_is_left_alone(caveat: Caveat, workplace: Path) -> None:
    data = codecs.BOM_UTF16_LE + "We utilise it.".encode("utf-16-le") + b"\x00\xd8x\x00"
    (workplace / "a.txt").write_bytes(data)
    done = caveat("check", "a.txt", "--fix", "--quiet")
    assert (done.status, (workplace / "a.txt").read_bytes()) == (2, data)
    assert done.err == "a.txt: not fixed: not all of it is UTF-16-LE, so its bytes could not be kept\n"


def test_a_character_that_a_text_file_cannot_hold_is_not_written(caveat: Caveat, workplace: Path) -> None:
    (workplace / "a.txt").write_bytes(b"Caf\xe9, coffee. We utilise it.\n")
    done = caveat("check", "a.txt", "--fix", "-v", "--format", "concise")
    assert (workplace / "a.txt").read_bytes() == b"Caf\xe9, coffee. We use it.\n"
    assert "style-word not fixed: the file's encoding, cp1252, has no “☕”" in done.err


# Files


def test_the_mode_is_kept_and_no_other_file_is_left(caveat: Caveat, write: Write, workplace: Path) -> None:
    path = write("a.md", UTILISE)
    Path(path).chmod(0o640)
    caveat("check", path, "--fix")
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o640
    assert sorted(one.name for one in workplace.iterdir()) == ["a.md", "caveat.toml"]


def test_a_link_stays_a_link_and_the_file_behind_it_is_fixed(caveat: Caveat, write: Write) -> None:
    write("real/a.md", UTILISE)
    Path("link.md").symlink_to("real/a.md")
    caveat("check", "link.md", "--fix")
    assert (Path("link.md").is_symlink(), text_of("real/a.md")) == (True, "We use the hall.\n")


def test_a_read_only_file_is_left_alone_and_the_others_are_fixed(caveat: Caveat, write: Write) -> None:
    a, b = write("a.md", UTILISE), write("b.md", UTILISE)
    Path(a).chmod(0o444)
    done = caveat("check", a, b, "--fix", "--format", "concise")
    assert (text_of(a), text_of(b), done.status) == (UTILISE, "We use the hall.\n", 2)
    assert done.err == "a.md: not fixed: it is read-only\n1 fix applied in 1 file.\n"


def test_a_file_with_two_names_is_left_alone(caveat: Caveat, write: Write) -> None:
    path = write("a.md", UTILISE)
    os.link(path, "b.txt")
    done = caveat("check", path, "--fix", "--quiet")
    assert (text_of(path), done.status) == (UTILISE, 2)
    assert done.err == "a.md: not fixed: it has a second name (a hard link), which would keep the old text\n"


def test_a_file_that_changed_meanwhile_is_left_alone(write: Write, workplace: Path) -> None:
    path = write("a.md", "New.\n")
    assert mend.write(path, b"Old.\n", b"Fixed.\n") == "it has changed since it was checked"
    assert text_of(path) == "New.\n"
    assert sorted(one.name for one in workplace.iterdir()) == ["a.md", "caveat.toml"]


def test_a_file_that_has_gone_is_named(workplace: Path) -> None:
    assert mend.write("gone.md", b"", b"x") == "it cannot be written: no such file or directory"


def test_a_word_file_is_never_written_and_its_fixes_are_counted(caveat: Caveat, workplace: Path) -> None:
    document = docx.Document()
    document.add_paragraph("We utilise the hall.")
    document.save(str(workplace / "a.docx"))
    before = (workplace / "a.docx").read_bytes()
    done = caveat("check", "a.docx", "--fix", "--format", "concise")
    assert (workplace / "a.docx").read_bytes() == before
    assert done.status == 0
    assert done.err == "No fixes to apply.\na.docx: 1 fix to make in Word: Word files are never written.\n"


# Differences


def test_a_diff_shows_what_fix_would_write_and_writes_nothing(caveat: Caveat, write: Write) -> None:
    path = write("a.md", f"{UTILISE}\n{NOON}")
    done = caveat("check", path, "--diff")
    assert done.out == (
        "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n-We utilise the hall.\n+We use the hall.\n \n"
        "-We meet at noon, prior to lunch.\n+We meet at noon, before lunch.\n"
    )
    assert (done.status, text_of(path)) == (1, f"{UTILISE}\n{NOON}")
    assert done.err == "2 fixes would be applied in 1 file; 1 more with --review-fixes.\n"


def test_a_diff_of_nothing_is_empty_and_ends_with_0(caveat: Caveat, write: Write) -> None:
    done = caveat("check", write("a.md", "We use it.\n"), "--diff")
    assert (done.status, done.out, done.err) == (0, "", "No fixes to apply.\n")


def test_fix_with_review_fixes_writes_the_safe_ones_and_proposes_the_others(caveat: Caveat, write: Write) -> None:
    path = write("a.md", NOON)
    done = caveat("check", path, "--fix", "--review-fixes")
    assert text_of(path) == "We meet at noon, before lunch.\n"
    assert done.out == (
        "--- a.md\n+++ a.md\n@@ -1 +1 @@\n-We meet at noon, before lunch.\n+We meet at midday, before lunch.\n"
    )
    assert (done.status, done.err) == (0, "1 fix applied in 1 file; 1 more to review, in the difference.\n")


def test_diff_with_review_fixes_shows_all_and_writes_nothing(caveat: Caveat, write: Write) -> None:
    path = write("a.md", NOON)
    done = caveat("check", path, "--fix", "--diff", "--review-fixes")
    assert "+We meet at midday, before lunch.\n" in done.out
    assert (done.status, text_of(path)) == (1, NOON)


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@pytest.mark.parametrize("name", ["a.md", "a b.txt"])
def test_patch_applies_the_diff_to_the_byte(caveat: Caveat, workplace: Path, name: str) -> None:
    before = b"Caf\xe9 one.\r\n\r\nWe utilise it at noon.\r\nLast"
    (workplace / name).write_bytes(before)
    command = [sys.executable, "-m", "caveat", "check", name, "--diff", "--review-fixes", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    made = subprocess.run(command, check=False, capture_output=True, env=environment)
    assert (made.returncode, made.stderr) == (1, b"")
    subprocess.run(["patch", "-p0", "--binary", "--quiet"], input=made.stdout, check=True)
    assert (workplace / name).read_bytes() == b"Caf\xe9 one.\r\n\r\nWe use it at midday.\r\nLast"


def test_a_diff_can_be_coloured(caveat: Caveat, write: Write) -> None:
    done = caveat("check", write("a.md", UTILISE), "--diff", "--color", "always")
    assert "\x1b[31m-We utilise the hall.\x1b[0m\n\x1b[32m+We use the hall.\x1b[0m\n" in done.out


def test_a_report_can_be_written_beside_a_diff(caveat: Caveat, write: Write) -> None:
    caveat("check", write("a.md", UTILISE), "--diff", "--output", "json=report.json")
    (finding,) = json.loads(text_of("report.json"))["findings"]
    assert finding["quote"] == "utilise"


# Standard input


def test_standard_input_is_given_back_fixed_and_the_report_goes_to_standard_error(caveat: Caveat) -> None:
    done = caveat("check", "-", "--fix", "--format", "concise", given=b"We utilise it at noon.\r\n")
    assert (done.status, done.out) == (0, "We use it at noon.\r\n")
    assert done.err == (
        "-:1:14: warning style-word “noon” is flagged.\n1 fix applied in 1 file; 1 more with --review-fixes.\n"
    )


def test_standard_input_without_a_fix_is_given_back_as_it_is(caveat: Caveat) -> None:
    assert caveat("check", "-", "--fix", "--quiet", given=b"We use it.").out == "We use it."
    assert caveat("check", "-", "--fix", "--quiet", given=b"%PDF-1.7").out == "%PDF-1.7"


def test_the_path_of_standard_input_says_how_it_is_escaped_and_names_the_diff(caveat: Caveat) -> None:
    done = caveat("check", "-", "--fix", "--quiet", "--stdin-path", "a.txt", given=b"The starred dish.")
    assert done.out == "The *star* fish & chips."
    done = caveat("check", "-", "--diff", "--stdin-path", "a.txt", given=UTILISE.encode())
    assert done.out.startswith("--- a.txt\n+++ a.txt\n")


# Options


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--review-fixes",), "--review-fixes: only with --fix or --diff"),
        (
            ("--diff", "--format", "json"),
            "--format: a diff is printed; write the report to a file with --output FORMAT=FILE",
        ),
        (
            ("--fix", "--review-fixes", "-"),
            "--fix: standard input gives back its text; print its diff with --diff --review-fixes",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    caveat: Caveat, write: Write, arguments: tuple[str, ...], message: str
) -> None:
    done = caveat("check", write("a.md", UTILISE), *arguments)
    assert (done.status, done.out, done.err) == (2, "", f"Error: {message}\n")
    assert text_of("a.md") == UTILISE


def test_the_report_says_how_to_get_the_fixes(caveat: Caveat, write: Write) -> None:
    done = caveat("check", write("a.md", f"{UTILISE}\n{NOON}"))
    assert "  Safe fix: “use”\n" in done.out
    assert "  Proposed, for review: “midday”\n" in done.out
    assert "Fixes: 2 safe, applied with `--fix`; 1 for review, shown with `--diff --review-fixes`.\n" in done.out
