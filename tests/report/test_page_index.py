"""The table of all pieces on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import lxml.html

from caveat.engine.finding import ClaimCount, GradeEstimate, ReadabilityPanel, Review
from caveat.report.page import render

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import DocumentSummary, Report
    from caveat.rule import Severity

EASY = "You sit in a room with a nurse. She will help you with all of it. You can ask her what you want to know. "


def summary(
    build: Builder, path: str, *, claims: tuple[int, int] = (0, 0), grade: float | None = 6.0
) -> DocumentSummary:
    made = build.summary(build.document(path, f"# {path.removesuffix('.md').title()}\n\nIt is safe."))
    panel = None
    if grade is not None:
        estimate = GradeEstimate(grade, grade - 1, grade + 1)
        panel = ReadabilityPanel(estimate, estimate, 60.0, 200, 20, 10.0)
    return replace(made, claims=ClaimCount(*claims), readability=panel, disclosures={})


def parsed(html: str) -> Any:  # noqa: ANN401 - what an XPath gives depends on the path
    return lxml.html.document_fromstring(html)


def table(build: Builder, report: Report, text: str = "") -> Any:  # noqa: ANN401 - as parsed
    html = render(report, lambda path: build.document(path, f"# A\n\n{text}") if text else None, build.rules())
    return parsed(html).get_element_by_id("index")


def lines(index: Any) -> list[list[str]]:  # noqa: ANN401 - as above
    return [[" ".join(cell.text_content().split()) for cell in row] for row in index.xpath(".//tbody/tr")]


def test_the_pieces_stand_by_errors_then_warnings_then_claims_without_a_source(build: Builder) -> None:
    document = build.document("d.md", "It is safe and sure.")
    found: tuple[tuple[str, Severity], ...] = (
        ("b.md", "error"),
        ("c.md", "warning"),
        ("d.md", "error"),
        ("d.md", "info"),
    )
    findings = tuple(replace(build.finding(document, "safe", severity=severity), path=path) for path, severity in found)
    report = build.report(
        (),
        findings,
        summaries=(
            summary(build, "a.md", claims=(3, 1)),
            summary(build, "b.md"),
            summary(build, "c.md", claims=(9, 0)),
            summary(build, "d.md", claims=(2, 1), grade=None),
            summary(build, "e.md", claims=(4, 2), grade=12.0),
        ),
    )
    index = table(build, report)

    assert lines(index) == [
        ["1", "D d.md · article", "1", "0", "1", "1 of 2", "too short", "0", "4"],
        ["2", "B b.md · article", "1", "0", "0", "0", "6.0 (5.0 to 7.0)", "0", "4"],
        ["3", "C c.md · article", "0", "1", "0", "9 of 9", "6.0 (5.0 to 7.0)", "0", "4"],
        ["4", "A a.md · article", "0", "0", "0", "2 of 3", "6.0 (5.0 to 7.0)", "0", "4"],
        ["4", "E e.md · article", "0", "0", "0", "2 of 4", "12.0 (11.0 to 13.0)", "0", "4"],
    ]
    assert index.xpath(".//tbody//a/@href") == [f"#document-{number}" for number in (4, 2, 3, 1, 5)]
    assert index.xpath(".//th[@aria-sort]/text()") == ["Risk"]
    assert "Sign-off" not in index.text_content()


def test_a_grade_above_its_target_counts_and_is_drawn_against_it(build: Builder) -> None:
    hard = "Intravenous administration necessitates uninterrupted cardiorespiratory monitoring of the individual. "
    texts = {"a.md": EASY * 12, "b.md": hard * 40}
    report = build.report((), (), summaries=(summary(build, "a.md"), summary(build, "b.md", grade=18.0)))
    html = render(report, lambda path: build.document(path, texts[path]), build.rules())
    index = parsed(html).get_element_by_id("index")

    assert [line[:2] + line[6:7] for line in lines(index)] == [
        ["1", "B b.md · article", "18.0 (17.0 to 19.0), is above its target"],
        ["2", "A a.md · article", "6.0 (5.0 to 7.0), meets its target"],
    ]
    assert "on a scale from 5 to 19" in index.text_content()
    assert [rect.get("x") for rect in index.xpath(".//tr[1]/td/*[name()='svg']/*[@class='goal']")] == ["21.43"]


def test_sign_offs_have_a_column_once_somebody_has_decided(build: Builder) -> None:
    signed = Review("signed", 0, 0, 0, "Ann Lee", "MD", "2026-11-01", "2027-11-01", "")
    stale = Review("stale", 1, 0, 0, "Ann Lee", "MD", "2026-11-01", "2027-11-01", "the text has changed")
    report = build.report(
        (),
        (),
        summaries=(
            replace(summary(build, "a.md"), review=signed),
            summary(build, "b.md"),
            replace(summary(build, "c.md"), review=stale),
        ),
    )
    index = table(build, report)

    assert [line[8] for line in lines(index)] == [
        "Signed until 2027-11-01",
        "Nothing decided–",
        "Sign-off out of date",
    ]
    assert index.xpath(".//tbody/tr/td[contains(@class, 'standing')]/@data-value") == ["4", "3", "1"]


def test_a_page_of_one_piece_has_no_table_of_pieces(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    html = render(build.report((document,), ()), lambda _path: document, build.rules())

    assert parsed(html).xpath("//*[@id='index']") == []
