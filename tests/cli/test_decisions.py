"""Decisions on the command line: what `check` leaves out, what `status` says, and what fails."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caveat.engine.config import read_config
from caveat.engine.reviewer import Reviewer, decide, sign
from caveat.engine.run import Run, check
from caveat.report import status as statuses
from caveat.report import wire

TODAY = "2026-11-23"
TEXT = "# A title\n\nThe purple one is here.\n\nReviewed by the team in the spring of this year.\n"
ANN = Reviewer("Ann Lee", "MD")


def run_on(*paths: str) -> Run:
    from dataclasses import replace

    settings = read_config(Path("caveat.toml"), "caveat.toml")
    return check(paths, replace(settings, today=datetime.date.fromisoformat(TODAY), cache=False))


def accept(path: str, reason: str = "The flower’s name") -> None:
    run = run_on(path)
    for finding in run.report.findings:
        decide(run.settings, run.pieces, path, finding.fingerprint, "accept", reason, ANN)


def sign_off(path: str) -> None:
    run = run_on(path)
    sign(run.settings, run.pieces, path, run.report.documents[0].content, "Read in full", ANN)


@pytest.fixture
def pieces(write: Callable[[str, str], str]) -> None:
    for name in ("signed.md", "open.md", "stale.md", "never.md"):
        write(name, TEXT)
    for name in ("signed.md", "stale.md"):
        accept(name)
        sign_off(name)
    run = run_on("open.md")
    (finding,) = run.report.findings
    decide(run.settings, run.pieces, "open.md", finding.fingerprint, "change", "Name the colour", ANN)
    write("stale.md", TEXT.replace("A title", "Another title"))


@pytest.mark.usefixtures("pieces")
def test_status_says_where_each_piece_stands(caveat: Callable[..., Any]) -> None:
    done = caveat("status", ".", "--today", TODAY)
    assert (done.status, done.err) == (1, "")
    assert done.out == (
        "never.md  never reviewed\n"
        "  Nobody has reviewed it; 1 finding to decide.\n"
        "open.md  open\n"
        "  1 change asked for.\n"
        "signed.md  signed\n"
        "  By Ann Lee, MD on 2026-11-23, until 2027-11-23, with 1 accepted risk.\n"
        "stale.md  stale\n"
        "  The content has changed since Ann Lee, MD signed it.\n"
        "\n"
        "4 pieces: 1 signed, 1 open, 1 stale, 1 never reviewed.\n"
    )
    assert caveat("status", "signed.md", "--today", TODAY).status == 0


@pytest.mark.usefixtures("pieces")
def test_status_lists_every_decision_with_who_and_why(caveat: Callable[..., Any]) -> None:
    done = caveat("status", "signed.md", "open.md", "--verbose", "--today", TODAY)
    assert (
        "    signed.md:3:5 colour-purple “purple”\n"
        "      Accepted by Ann Lee, MD on 2026-11-23, until 2027-11-23: The flower’s name\n"
    ) in done.out
    assert "      Ann Lee, MD asked for a change on 2026-11-23: Name the colour\n" in done.out


@pytest.mark.usefixtures("pieces")
def test_status_tells_of_a_sign_off_that_is_about_to_expire_and_of_one_that_has(caveat: Callable[..., Any]) -> None:
    assert "with 1 accepted risk; 30 days left.\n" in caveat("status", "signed.md", "--today", "2027-10-24").out
    assert (
        "with 1 accepted risk; its last day is today.\n" in caveat("status", "signed.md", "--today", "2027-11-23").out
    )
    done = caveat("status", "signed.md", "--today", "2027-11-24")
    assert (done.status, done.out.splitlines()[:2]) == (
        1,
        ["signed.md  expired", "  The sign-off held until 2027-11-23."],
    )


@pytest.mark.usefixtures("pieces")
def test_status_as_json_is_valid_and_complete(caveat: Callable[..., Any]) -> None:
    done = caveat("status", ".", "--format", "json", "--today", TODAY)
    data = json.loads(done.out)
    jsonschema.Draft202012Validator(statuses.schema()).validate(data)
    assert done.status == 1
    assert [(piece["path"], piece["state"], piece["undecided"]) for piece in data["pieces"]] == [
        ("never.md", "never", 1),
        ("open.md", "open", 1),
        ("signed.md", "signed", 0),
        ("stale.md", "stale", 0),
    ]
    assert data["summary"] == {"signed": 1, "open": 1, "stale": 1, "expired": 0, "never": 1}
    assert data["pieces"][2]["decisions"] == [
        {
            "state": "accepted",
            "rule": "colour-purple",
            "line": 3,
            "column": 5,
            "quote": "purple",
            "fingerprint": run_on("signed.md").report.findings[0].fingerprint,
            "reason": "The flower’s name",
            "by": "Ann Lee",
            "credential": "MD",
            "date": "2026-11-23",
            "until": "2027-11-23",
        }
    ]


@pytest.mark.usefixtures("pieces")
def test_check_leaves_accepted_risks_out_of_the_count_unless_told_not_to(caveat: Callable[..., Any]) -> None:
    done = caveat("check", "signed.md", "--today", TODAY)
    assert done.status == 0
    assert "Accepted by Ann Lee, MD on 2026-11-23, until 2027-11-23: The flower’s name" in done.out
    assert done.out.endswith("Not counted: 1 accepted risk.\n")
    assert caveat("check", "signed.md", "--no-decisions", "--today", TODAY).status == 1
    isolated = caveat("check", "signed.md", "--isolated", "--format", "json", "--today", TODAY)
    assert "Ann Lee" not in isolated.out


@pytest.mark.usefixtures("pieces")
def test_check_fails_for_what_nobody_signed_as_it_stands(caveat: Callable[..., Any]) -> None:
    arguments = ("--require-sign-off", "--today", TODAY, "--format", "json")
    assert caveat("check", "signed.md", *arguments).status == 0
    done = caveat("check", ".", *arguments)
    data = json.loads(done.out)
    jsonschema.Draft202012Validator(wire.schema()).validate(data)
    missing = [finding["path"] for finding in data["findings"] if finding["rule"] == "caveat-missing-sign-off"]
    assert (done.status, missing) == (1, ["never.md", "open.md", "stale.md"])
    assert {one["path"]: one["review"] and one["review"]["state"] for one in data["documents"]} == {
        "never.md": None,
        "open.md": "open",
        "signed.md": "signed",
        "stale.md": "stale",
    }
    done = caveat("check", "stale.md", "--require-sign-off", "--no-decisions")
    assert (done.status, done.err) == (
        2,
        "Error: --require-sign-off: not with --no-decisions, which leaves sign-offs out\n",
    )


@pytest.mark.usefixtures("pieces")
def test_a_broken_decision_is_told_with_file_and_line(caveat: Callable[..., Any]) -> None:
    (file,) = Path(".caveat/decisions").glob("signed-*.jsonl")
    file.write_bytes(file.read_bytes() + b"\x1b[31m{}\n")
    for command in ("check", "status"):
        done = caveat(command, "signed.md", "--today", TODAY)
        assert done.status == 2
        assert f"{file.as_posix()}: line 3: not a line of JSON (decisions)" in done.out
    assert Path("caveat.toml").read_text(encoding="utf-8") == 'bundles = ["plainwords"]\n'


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("dayz = 1", 'unknown key "dayz" in decisions; did you mean "days"?'),
        ("days = 0", "decisions.days: 0 should be greater than or equal to 1"),
        ('needs = "all"', 'decisions.needs: "all" is not one of error, warning, info'),
    ],
)
def test_the_table_of_decisions_is_read_strictly(
    write: Callable[[str, str], str], caveat: Callable[..., Any], table: str, message: str
) -> None:
    write("caveat.toml", f'bundles = ["plainwords"]\n[decisions]\n{table}\n')
    done = caveat("status", write("a.md", TEXT))
    assert (done.status, done.err) == (2, f"Error: caveat.toml: {message}\n")


def test_the_folder_and_the_days_are_the_configurations(
    write: Callable[[str, str], str], caveat: Callable[..., Any]
) -> None:
    write("caveat.toml", 'bundles = ["plainwords"]\n[decisions]\nfolder = "review"\ndays = 7\nsign-off-days = 5\n')
    accept(write("a.md", TEXT))
    sign_off("a.md")
    assert [file.parent.as_posix() for file in Path().rglob("*.jsonl")] == ["review"]
    assert "until 2026-11-28" in caveat("status", "a.md", "--today", TODAY).out
    done = caveat("check", "a.md", "--today", "2026-12-01")
    assert (done.status, "Was accepted by Ann Lee, MD until 2026-11-30, and is open again" in done.out) == (1, True)
