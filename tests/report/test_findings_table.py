"""The findings as a workbook and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from caveat.engine.finding import ClaimSource, Decision, LedgerClaim, Problem, Suppressed
from caveat.report.findings import data, workbook
from caveat.report.findings.rows import COLUMNS, STATES

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from tests.report.conftest import Builder

    from caveat.engine.finding import Report

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "\u00a0=1+1")


@pytest.fixture
def report(build: Builder) -> Report:
    document = build.document("a.md", "It is completely safe for you.\nNo risk.")
    accepted = Decision("accepted", "Approved wording.", "R. Lee", "MD", "2026-11-20", "2027-11-20")
    asked = Decision("change-asked", "Say for whom.", "R. Lee", "", "2026-11-20", None)
    kept = Suppressed("Quoted.", "A. Poe", "2027-01-31")
    return build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(document, "completely safe"),
            replace(build.finding(document, "for you", severity="info"), decision=asked),
            build.finding(document, "No risk", suppressed=kept),
            replace(build.finding(document, "risk", suppressed=Suppressed("x", "x", None)), decision=accepted),
        ),
        problems=(Problem("b.md", "encoding", "read as Windows-1252"), Problem("x.docx", "truncated", "ends early")),
    )


@pytest.fixture
def claim(build: Builder) -> LedgerClaim:
    return LedgerClaim(
        path="a.md",
        start=build.place(1, 1, 0),
        end=build.place(1, 10, 9),
        quote="It is safe",
        kind="safety",
        about="it",
        assertion="asserted",
        strength=4,
        qualifier="Q0",
        sources=(
            ClaimSource("named", "the label", ""),
            ClaimSource("numbered", "[1] A trial. doi:10.1/x", "https://doi.org/10.1/x"),
        ),
        status="sourced",
    )


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_has_a_line_for_each_problem_and_each_finding(report: Report, build: Builder) -> None:
    rows = table(data.encode_csv(report, build.rules()))

    assert [(row["path"], row["severity"], row["rule"], row["words"], row["state"]) for row in rows] == [
        ("b.md", "info", "problem-encoding", "", "note"),
        ("x.docx", "error", "problem-truncated", "", "unchecked"),
        ("a.md", "warning", "sourcing-no-references", "", "open"),
        ("a.md", "error", "claims-safety-absolute", "completely safe", "open"),
        ("a.md", "info", "claims-safety-absolute", "for you", "change-asked"),
        ("a.md", "error", "claims-safety-absolute", "No risk", "suppressed"),
        ("a.md", "error", "claims-safety-absolute", "risk", "accepted"),
    ]
    assert [row["decision"] for row in rows[4:]] == [
        "R. Lee asked for a change on 2026-11-20: Say for whom.",
        "Suppressed by A. Poe, until 2027-01-31: Quoted.",
        "Accepted by R. Lee, MD on 2026-11-20, until 2027-11-20: Approved wording.",
    ]
    assert (rows[3]["line"], rows[3]["column"], rows[3]["standard"]) == ("1", "7", "Example Guidance on Health Claims")
    assert rows[2]["advice"] == "List the trials and guidelines that the text rests on."
    assert {row["state"] for row in rows} <= set(STATES)


def test_the_workbook_holds_findings_and_claims_with_filters_and_a_header_that_stays(
    report: Report, claim: LedgerClaim, build: Builder
) -> None:
    book = opened(workbook.encode(report, [claim], build.rules()))

    assert book.sheetnames == ["Findings", "Claims", "Key"]
    assert [cell.value for cell in book["Findings"][1]] == [name.capitalize() for name in COLUMNS]
    assert [(book[name].freeze_panes, book[name].auto_filter.ref) for name in ("Findings", "Claims")] == [
        ("A2", "A1:M8"),
        ("A2", "A1:N2"),
    ]
    assert [cell.value for cell in book["Findings"][5]][:8] == [
        "a.md", 1, 7, "error", "claims-safety-absolute", "claims", "completely safe",
        "“completely safe” promises safety without a limit.",
    ]  # fmt: skip
    assert book["Findings"].column_dimensions["H"].width > 50
    assert book["Findings"]["D5"].fill.fgColor.rgb == "FFF8D7DA"
    key = {row[0].value: row[1].value for row in book["Key"].iter_rows()}
    assert (key["error"], key["warning"], key["sourced"], key["texts"]) == ("1", "1", "1 claim", "1 document (8 words)")


def test_rules_and_sources_lead_to_the_web(report: Report, claim: LedgerClaim, build: Builder) -> None:
    rules = dict(build.rules())
    name = "claims-safety-absolute"
    page = replace(rules[name].page, sections={"Sources": "- [A code](https://law.example/code#1), clause 1."})
    rules[name] = replace(rules[name], page=page)
    book = opened(workbook.encode(report, [claim], rules))

    assert book["Findings"]["E5"].value == name
    link = book["Findings"]["E5"].hyperlink
    assert (link.target, link.location) == ("https://law.example/code", "1")
    assert book["Findings"]["E4"].hyperlink is None
    assert book["Claims"]["J2"].value == "the label; [1] A trial. doi:10.1/x (https://doi.org/10.1/x)"
    assert book["Claims"]["J2"].hyperlink.target == "https://doi.org/10.1/x"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "internal:Key!A1", "http://" + "x" * 3000]
)
def test_what_does_not_lead_to_the_web_is_no_link(report: Report, claim: LedgerClaim, address: str) -> None:
    hostile = replace(claim, sources=(ClaimSource("link", "a page", address),))
    assert opened(workbook.encode(report, [hostile], {}))["Claims"]["J2"].hyperlink is None


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_is_a_formula(report: Report, claim: LedgerClaim, start: str) -> None:
    finding = replace(
        report.findings[1], path=start, quote=start, message=start, standard=start, rule=start, fingerprint=start
    )
    decided = Decision("accepted", start, start, start, "2026-11-20", None)
    hostile = replace(
        report,
        findings=(
            finding,
            replace(finding, decision=decided),
            replace(finding, suppressed=Suppressed(start, start, start)),
        ),
        problems=(Problem(start, start, start),),
    )

    for row in csv.reader(io.StringIO(data.encode_csv(hostile, {}), newline="")):
        assert [cell for cell in row if cell.strip().startswith(("=", "+", "-", "@", "＝"))] == []
        assert [cell for cell in row if "\t" in cell or "\r" in cell or "\n" in cell] == []
    book = opened(workbook.encode(hostile, [replace(claim, quote=start, about=start)], {}))
    cells = [cell for name in ("Findings", "Claims") for row in book[name].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value not in {1, 7, None}] == []


def test_the_same_findings_give_the_same_bytes(
    report: Report, claim: LedgerClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = workbook.encode(report, [claim], {})
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert workbook.encode(report, [claim], {}) == first


def test_nothing_found_is_a_workbook_as_well(build: Builder) -> None:
    book = opened(workbook.encode(build.report((), ()), [], {}))
    assert (book["Findings"].max_row, book["Claims"].max_row) == (1, 1)
    assert data.encode_csv(build.report((), ()), {}) == ",".join(COLUMNS) + "\n"
