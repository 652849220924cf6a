from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]
TEXT = """# Turmeric

Turmeric eases joint pain.

Turmeric may lower blood sugar ([a trial in adults](https://www.bmj.com/content/1)).

Turmeric is completely safe.

Please bring a list of your medicines.
"""


@pytest.fixture(autouse=True)
def rules(write: Write) -> None:
    write("caveat.toml", 'bundles = ["caveat_rules"]\n')


def claims(printed: str) -> list[tuple[str, str]]:
    return [(one["quote"], one["status"]) for one in json.loads(printed)["claims"]]


def test_every_claim_is_printed_with_its_place_status_source_and_findings(caveat: Caveat, write: Write) -> None:
    done = caveat("claims", write("a.md", TEXT), "--select", "claims-safety-absolute")

    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "a.md",
        "      3:1  unsourced  “Turmeric eases joint pain.”",
        "                      efficacy about Turmeric, plain",
        "      5:1  sourced    “Turmeric may lower blood sugar (a trial in adults).”",
        "                      efficacy about Turmeric, hedged, qualified: hedge or quantity (Q2)",
        "                      source: a trial in adults (bmj.com)",
        "     7:13  flagged    “completely safe”",
        "                      safety about Turmeric, absolute",
        "                      findings: claims-safety-absolute",
        "",
        "3 medical claims: 1 flagged, 1 unsourced, 1 sourced.",
    ]


def test_a_text_without_claims_says_so(caveat: Caveat, write: Write) -> None:
    path = write("a.md", "Please bring a list of your medicines.\n")

    assert caveat("claims", path).out == "No medical claims found.\n"
    assert json.loads(caveat("claims", path, "--format", "json").out) == {"version": 1, "claims": []}
    assert len(caveat("claims", path, "--format", "csv").out.splitlines()) == 1


def test_json_and_csv_hold_the_same_claims(caveat: Caveat, write: Write) -> None:
    path = write("a.md", TEXT)
    listed = json.loads(caveat("claims", path, "--format", "json").out)["claims"]
    rows = list(csv.DictReader(io.StringIO(caveat("claims", path, "--format", "csv").out)))

    assert [one["quote"] for one in listed] == [row["claim"] for row in rows]
    assert [one["status"] for one in listed] == [row["status"] for row in rows]
    assert [str(one["start"]["line"]) for one in listed] == [row["line"] for row in rows]


@pytest.mark.parametrize(
    ("wanted", "quotes"),
    [
        (("flagged",), ["completely safe"]),
        (("unsourced",), ["Turmeric eases joint pain."]),
        (("sourced", "flagged"), ["Turmeric may lower blood sugar (a trial in adults).", "completely safe"]),
    ],
)
def test_status_picks_claims(caveat: Caveat, write: Write, wanted: tuple[str, ...], quotes: list[str]) -> None:
    options = [word for status in wanted for word in ("--status", status)]
    done = caveat("claims", write("a.md", TEXT), "--format", "json", "--select", "claims-safety-absolute", *options)

    assert [quote for quote, _ in claims(done.out)] == quotes


def test_output_writes_a_file_and_its_ending_names_the_format(caveat: Caveat, write: Write) -> None:
    path = write("a.md", TEXT)
    printed = caveat("claims", path, "--format", "json").out
    for name in ("a.json", "a.csv", "a.xlsx", "a.txt"):
        done = caveat("claims", path, "--output", name)
        assert (done.status, done.out, done.err) == (0, "", "")

    assert Path("a.json").read_text(encoding="utf-8") == printed
    assert Path("a.csv").read_text(encoding="utf-8").startswith("path,line,column,claim,")
    assert load_workbook("a.xlsx").sheetnames == ["Claims", "Key"]
    assert Path("a.txt").read_text(encoding="utf-8").startswith("a.md\n")
    assert caveat("claims", path, "--format", "csv", "--output", "odd.json").status == 0
    assert Path("odd.json").read_text(encoding="utf-8").startswith("path,")


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_same_texts_give_the_same_bytes_whatever_the_jobs_and_the_cache(
    caveat: Caveat, write: Write, form: str
) -> None:
    for name in ("b.md", "a.md", "sub/c.md"):
        write(name, TEXT)
    first = caveat("claims", ".", "--format", form).out

    assert caveat("claims", ".", "--format", form).out == first
    assert caveat("claims", ".", "--format", form, "--no-cache", "--jobs", "2").out == first
    assert [line for line in first.splitlines() if line.endswith(".md")] == (
        ["a.md", "b.md", "sub/c.md"] if form == "text" else []
    )


def test_standard_input_stands_for_the_path_it_is_given(caveat: Caveat) -> None:
    done = caveat(
        "claims",
        "-",
        "--stdin-path",
        "page.html",
        "--format",
        "json",
        given=b"<p>Turmeric <b>eases</b> joint pain.</p>",
    )
    (claim,) = json.loads(done.out)["claims"]

    assert (claim["path"], claim["quote"]) == ("page.html", "Turmeric eases joint pain.")
    assert (claim["start"]["offset"], claim["end"]["offset"]) == (3, 36)


def test_claims_never_fail_a_run_but_what_cannot_be_read_does(caveat: Caveat, write: Write) -> None:
    write("a.md", TEXT)
    Path("broken.docx").write_bytes(b"no archive")

    assert caveat("claims", "a.md").status == 0
    done = caveat("claims", ".", "--format", "json")
    assert done.status == 2
    assert done.err.startswith("broken.docx: ")
    assert len(claims(done.out)) == 3
    assert caveat("claims", ".").out.splitlines()[-1].startswith("broken.docx: ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("a.md", "--format", "xlsx"), "--format xlsx: name the file with --output FILE"),
        (("a.md", "--output", "."), "--output: . is a folder"),
        (("a.md", "--output", "gone/a.csv"), "--output: there is no folder gone"),
        (("a.md", "--stdin-path", "b.md"), "--stdin-path: only with - for standard input"),
        (("-", "--stdin-path", "b.xyz"), "--stdin-path: no reader knows the type of b.xyz"),
        (("a.md", "--select", "claims-safety-absolut"), "claims-safety-absolut"),
        (("a.md", "--status", "good"), "'good' is not one of"),
        ((), "Missing argument"),
    ],
)
def test_what_makes_no_sense_is_refused(caveat: Caveat, write: Write, arguments: tuple[str, ...], message: str) -> None:
    write("a.md", TEXT)
    done = caveat("claims", *arguments)

    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_path_that_is_not_there_is_told(caveat: Caveat) -> None:
    done = caveat("claims", "gone.md")

    assert done.status == 2
    assert "gone.md" in done.out


def test_the_page_of_check_has_the_ledger(caveat: Caveat, write: Write) -> None:
    page = caveat("check", write("a.md", TEXT), "--format", "html", "--fail-on", "never").out

    assert page.count('<a href="#claim-') == 3
    assert (
        '<a href="https://www.bmj.com/content/1" rel="noreferrer noopener" target="_blank">a trial in adults</a>'
        in page
    )
