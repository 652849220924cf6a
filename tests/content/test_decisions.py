"""The example decisions on the example publication: what they show is still so.

After a change of rules or content, `python -m caveat_dev.content_decisions` records them anew.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree, html

from caveat_dev.content_decisions import REVIEWER, REVIEWS

Caveat = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
FAMILY = "content/levothyroxine-thyroid/corrected"
TODAY = ("--today", "2026-11-23", "--no-cache", "--jobs", "1")
ANEW = "if this is meant: python -m caveat_dev.content_decisions"


@pytest.fixture(autouse=True)
def clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_status_of_the_example_shows_every_state(caveat: Caveat) -> None:
    done = caveat("status", FAMILY, "content/warfarin-clots/corrected/post-facebook.md", "--format", "json", *TODAY)

    report = json.loads(done.out)
    found = {one["path"].rpartition("/")[2]: one["state"] for one in report["pieces"]}
    assert found == {
        "article.md": "open",
        "email-newsletter.md": "expired",
        "leaflet.md": "signed",
        "post-facebook.md": "never",
        "post-instagram.md": "signed",
        "script.md": "stale",
    }, ANEW
    assert (done.status, done.err) == (1, "")


def test_the_documentation_shows_what_status_prints(caveat: Caveat) -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    command, _, shown = page.partition("$ caveat ")[2].partition("```")[0].partition("\n")

    assert caveat(*command.split(), "--no-cache", "--jobs", "1").out == shown, ANEW


def test_the_decisions_are_those_that_are_written_down_and_say_that_the_reviewer_is_invented() -> None:
    records = [
        json.loads(line)
        for path in (ROOT / "content/.caveat/decisions").iterdir()
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = sorted((record["piece"]["path"], record["act"], record["reason"]) for record in records)
    told = sorted(
        entry
        for one in REVIEWS
        for entry in (
            *((f"content/{one.path}", choice.choice, choice.reason) for choice in one.choices),
            *([(f"content/{one.path}", "sign", one.signed)] if one.signed else []),
        )
    )
    assert found == told, ANEW
    assert {record["credential"] for record in records} == {"invented for this example"}


@pytest.mark.parametrize(
    ("piece", "status", "why"),
    [
        ("leaflet.md", 0, None),
        ("post-instagram.md", 0, None),
        ("article.md", 1, "1 change asked for"),
        ("script.md", 1, "the content has changed since F. Fixture, invented for this example signed it"),
        ("email-newsletter.md", 1, "the sign-off held until 2026-11-16"),
        ("../../warfarin-clots/corrected/post-facebook.md", 1, "nobody has reviewed it"),
    ],
)
def test_what_is_not_signed_as_it_stands_fails_when_a_sign_off_is_required(
    caveat: Caveat, piece: str, status: int, why: str | None
) -> None:
    path = (ROOT / FAMILY / piece).resolve().relative_to(ROOT).as_posix()
    done = caveat("check", path, "--require-sign-off", "--format", "json", *TODAY)

    missing = [one for one in json.loads(done.out)["findings"] if one["rule"] == "caveat-missing-sign-off"]
    assert (done.status, len(missing)) == (status, status)
    assert why is None or missing[0]["message"].lower().endswith(f"{why.lower()}."), missing[0]["message"]
    assert caveat("check", path, *TODAY).status == 0


WHO = f"{REVIEWER.name}, {REVIEWER.credential}"
REASONS = {choice.reason for one in REVIEWS if "leaflet" in one.path for choice in one.choices}


@pytest.mark.parametrize("form", ["terminal", "markdown", "json", "sarif", "html"])
def test_a_report_that_is_printed_lists_every_accepted_risk_with_who_and_why(caveat: Caveat, form: str) -> None:
    done = caveat("check", f"{FAMILY}/leaflet.md", "--format", form, *TODAY)

    text = "".join(map(str, html.document_fromstring(done.out).itertext())) if form == "html" else done.out
    flat = " ".join((text.replace("\\", "") if form == "markdown" else text).split())
    assert [reason for reason in REASONS if reason not in flat] == []
    assert REVIEWER.name in flat
    assert REVIEWER.credential in flat


def written(caveat: Caveat, tmp_path: Path, piece: str, form: str) -> bytes:
    target = tmp_path / f"report.{form}"
    done = caveat("report", piece, "--to", form, "-o", str(target), *TODAY)
    assert (done.status, done.err) == (0, "")
    return target.read_bytes()


def test_a_word_file_holds_every_accepted_risk_with_who_and_why(caveat: Caveat, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(written(caveat, tmp_path, f"{FAMILY}/leaflet.md", "docx"))) as archive:
        comments = "".join(map(str, etree.fromstring(archive.read("word/comments.xml")).itertext()))

    assert [reason for reason in REASONS if reason not in comments] == []
    assert comments.count(WHO) == 2


def test_the_tables_hold_every_accepted_risk_with_who_and_why(caveat: Caveat, tmp_path: Path) -> None:
    text = written(caveat, tmp_path, f"{FAMILY}/leaflet.md", "csv").decode("utf-8-sig")
    rows = [" ".join(row) for row in csv.reader(io.StringIO(text))]
    book = openpyxl.load_workbook(io.BytesIO(written(caveat, tmp_path, f"{FAMILY}/leaflet.md", "xlsx")))
    cells = [" ".join(str(cell or "") for cell in row) for row in book.worksheets[0].iter_rows(values_only=True)]

    for lines in (rows, cells):
        assert [reason for reason in REASONS if not any(reason in line and WHO in line for line in lines)] == []
