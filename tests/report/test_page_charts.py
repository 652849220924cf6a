"""The charts on top of the page, and what has changed since an earlier report."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from caveat.document import Place
from caveat.engine.finding import ClaimCount, ClaimSource, GradeEstimate, LedgerClaim, ReadabilityPanel, Suppressed
from caveat.report import wire
from caveat.report.page import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.report.conftest import Builder

    from caveat.engine.finding import DocumentSummary, Finding, Report

HARD = "Intravenous administration necessitates uninterrupted cardiorespiratory monitoring of the individual. "


def parsed(html: str) -> Any:  # noqa: ANN401 - what an XPath gives depends on the path
    return lxml.html.document_fromstring(html)


def cells(page: Any, name: str) -> list[list[str]]:  # noqa: ANN401 - as parsed
    return [
        [" ".join(cell.text_content().split()) for cell in row if "drawn" not in cell.get("class", "")]
        for row in page.xpath(f"//table[@class='{name}']/tbody/tr")
    ]


def bars(page: Any, name: str) -> list[list[tuple[str, str, str]]]:  # noqa: ANN401 - as parsed
    """The parts of the bars of a chart: what they are, where they begin, how wide they are."""
    return [
        [(part.get("class"), part.get("x"), part.get("width")) for part in row.xpath(".//*[name()='rect'][@x]")]
        for row in page.xpath(f"//table[@class='{name}']/tbody/tr")
    ]


def summary(
    build: Builder, path: str, *, claims: tuple[int, int] = (0, 0), grade: float | None = 6.0
) -> DocumentSummary:
    made = build.summary(build.document(path, f"# {path}\n\nIt is safe."))
    panel = None
    if grade is not None:
        estimate = GradeEstimate(grade, grade - 1, grade + 1)
        panel = ReadabilityPanel(estimate, estimate, 60.0, 200, 20, 10.0)
    return replace(made, claims=ClaimCount(*claims), readability=panel, disclosures={})


def found(build: Builder, rules: Sequence[str], path: str = "a.md") -> tuple[Finding, ...]:
    """Findings of rules, each with a severity and a fingerprint: `claims-x:error`."""
    document = build.document("a.md", "It is safe.")
    made = []
    for number, rule in enumerate(rules):
        name, severity = rule.split(":")
        finding: Any = build.finding(document, "safe", rule=name)
        made.append(
            replace(finding, severity=severity, path=path, fingerprint=f"{path.removeprefix('./')}:{name}:{number}")
        )
    return tuple(made)


def claim(kind: str, *, sourced: bool) -> LedgerClaim:
    start = Place(1, 1, 0)
    sources = (ClaimSource("link", "a trial", "https://example.org"),) if sourced else ()
    status: Any = "sourced" if sourced else "unsourced"
    return LedgerClaim("a.md", start, start, "It is safe.", kind, "", "asserted", 4, "Q0", sources, status)


def page_of(build: Builder, report: Report, claims: Sequence[LedgerClaim] = (), previous: Report | None = None) -> Any:  # noqa: ANN401 - as parsed
    return parsed(render(report, lambda _path: None, build.rules(), claims, previous=previous))


def test_findings_are_drawn_by_family_on_one_scale(build: Builder) -> None:
    rules = ["claims-x:error", "claims-x:error", "claims-y:warning", "claims-y:info", "style-z:info"]
    page = page_of(build, build.report((), found(build, rules), summaries=(summary(build, "a.md"),)))

    assert cells(page, "families") == [["claims", "2", "1", "1"], ["style", "–", "–", "1"]]
    assert bars(page, "families") == [
        [("error", "0.0", "50.0"), ("warning", "50.0", "25.0"), ("info", "75.0", "25.0")],
        [("info", "0.0", "25.0")],
    ]


def test_claims_with_and_without_a_source_are_drawn_by_kind(build: Builder) -> None:
    summaries = (summary(build, "a.md", claims=(4, 1)), summary(build, "b.md"))
    claims = [claim("safety", sourced=False)] * 2 + [claim("cure", sourced=True), claim("cure", sourced=False)]
    page = page_of(build, build.report((), (), summaries=summaries), claims)

    assert cells(page, "sources") == [["all", "3", "1"], ["safety", "2", "–"], ["cure", "1", "1"]]
    assert bars(page, "sources") == [
        [("unsourced", "0.0", "75.0"), ("sourced", "75.0", "25.0")],
        [("unsourced", "0.0", "100.0")],
        [("unsourced", "0.0", "50.0"), ("sourced", "50.0", "50.0")],
    ]


def test_of_many_kinds_of_claims_the_last_share_a_bar(build: Builder) -> None:
    kinds = [f"kind{number}" for number in range(10)]
    claims = [claim(kind, sourced=False) for number, kind in enumerate(kinds) for _ in range(20 - number)]
    summaries = (summary(build, "a.md", claims=(len(claims), 0)), summary(build, "b.md"))
    page = page_of(build, build.report((), (), summaries=summaries), claims)

    assert [row[0] for row in cells(page, "sources")] == ["all", *kinds[:7], "3 other kinds"]
    assert cells(page, "sources")[-1] == ["3 other kinds", "36", "–"]


def test_the_grades_of_all_pieces_are_drawn_against_the_target_and_told_in_words(build: Builder) -> None:
    summaries = tuple(
        summary(build, f"{name}.md", grade=grade) for name, grade in (("a", 7.0), ("b", 13.0), ("c", 9.5))
    )
    report = build.report((), (), summaries=summaries)
    html = render(report, lambda path: build.document(path, f"# T\n\n{HARD * 40}"), build.rules())
    (chart,) = parsed(html).xpath("//*[name()='svg'][@class='grades']")

    assert chart.get("role") == "img"
    assert chart.get("aria-label") == (
        "3 pieces with a SMOG grade, from 7.0 to 13.0, 9.5 in the middle. "
        "3 above the target of 8, 0 not clearly, 0 at or below it."
    )
    # From 6 to 14 grades over 384 units, 8 of margin before: 48 a grade; the hardest stands on top.
    assert [mark.get("d") for mark in chart.xpath("*[@class='interval']")] == [
        "M296.0 4.5H392.0",
        "M128.0 13.5H224.0",
        "M8.0 22.5H104.0",
    ]
    assert chart.xpath("*[@class='goal'][name()='path']/@d") == ["M104.0 -2v32.0"]
    assert chart.xpath("*[@class='goal'][name()='text']/text()") == ["target 8"]
    assert len(chart.xpath("*[@class='above']")) == 3


def test_one_grade_alone_is_no_chart(build: Builder) -> None:
    summaries = (summary(build, "a.md"), summary(build, "b.md", grade=None))
    page = page_of(build, build.report((), (), summaries=summaries))

    assert page.xpath("//*[name()='svg'][@class='grades']") == []


def test_the_trend_tells_what_came_and_what_went(build: Builder) -> None:
    before = build.report(
        (),
        (
            *found(build, ["claims-x:error"] * 4 + ["style-z:info"], "./a.md"),
            *found(build, ["claims-x:error"], "gone.md"),
        ),
        summaries=(summary(build, "./a.md", claims=(9, 3), grade=9.0), summary(build, "gone.md", grade=None)),
    )
    now = found(build, ["claims-x:error"] * 3 + ["sourcing-y:warning"] * 2)
    accepted = replace(found(build, ["claims-x:error"] * 4)[3], suppressed=Suppressed("As agreed", "A. Lee", None))
    report = build.report(
        (),
        (*now, accepted, *found(build, ["claims-x:error"], "b.md")),
        summaries=(summary(build, "a.md", claims=(9, 4), grade=8.0), summary(build, "b.md", grade=12.0)),
    )
    page = page_of(build, report, previous=replace(before, today="2026-11-16"))

    assert page.xpath("//h2[@id='trend-title']/text()") == ["Since the report of 16 November 2026"]
    assert cells(page, "trend") == [
        ["errors", "4", "3", "−1"],
        ["warnings", "0", "2", "+2"],
        ["info", "1", "0", "−1"],
        ["claims without a source", "6", "5", "−1"],
        ["SMOG grade", "9.0", "8.0", "−1.0"],
    ]
    (told,) = page.xpath("//table[@class='trend']/following-sibling::p/text()")
    assert told.startswith(
        "2 findings are new, 2 gone (1 of them accepted or suppressed). "
        "Left out: 1 piece new here, 1 piece of the earlier report not in this one. The line"
    )
    changes = page.xpath("//*[@id='index']//tbody//td[contains(@class, 'change')]")
    assert [" ".join(cell.text_content().split()) for cell in changes] == ["+2 new −2 gone", "new piece"]
    assert [cell.get("data-value") for cell in changes] == ["0", None]


def test_a_report_on_other_pieces_has_nothing_to_compare(build: Builder) -> None:
    before = build.report((), (), summaries=(summary(build, "b.md"),))
    page = page_of(build, build.report((), (), summaries=(summary(build, "a.md"),)), previous=before)

    assert page.xpath("//table[@class='trend']") == []
    assert page.xpath("//h2[@id='trend-title']/following-sibling::p/text()") == ["None of these pieces is in it."]


def test_a_piece_that_moved_is_known_by_its_own_id(build: Builder) -> None:
    earlier = replace(summary(build, "old/a.md", grade=9.0), id="leaflet")
    later = replace(summary(build, "new/a.md", grade=9.0), id="leaflet")
    before = build.report((), (), summaries=(earlier,))
    page = page_of(build, build.report((), (), summaries=(later,)), previous=before)

    assert cells(page, "trend")[-1] == ["SMOG grade", "9.0", "9.0", "no change"]
    assert "piece" not in page.xpath("string(//table[@class='trend']/following-sibling::p)")


def test_a_report_of_another_version_of_caveat_is_named_as_such(build: Builder) -> None:
    report = build.report((), (), summaries=(summary(build, "a.md"),))
    previous = replace(report, tool=replace(report.tool, version="<b>0.0.9</b>"), today="<script>")
    page = page_of(build, report, previous=previous)

    assert "The earlier report is by caveat <b>0.0.9</b>; its rules may differ from these." in page.text_content()
    assert page.xpath("//h2[@id='trend-title']/text()") == ["Since the report of <script>"]


def test_a_report_is_read_back_as_it_was_written(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    report = build.report((document,), (build.finding(document, "safe"), build.finding(document, None)))

    assert wire.decode(wire.encode(report).encode()) == report
    assert wire.decode(b"\xef\xbb\xbf" + wire.encode(report).encode()) == report


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is not JSON"),
        (b"\xff\xfe{", "it is not JSON"),
        (b'{"x":' + b"[" * 100_000, "it is not JSON"),
        (b"[]", "it is not a report of `caveat check --format json` (Expected `object`, got `array`)"),
        (b"{}", "it is not a report of `caveat check --format json` (Object missing required field `version`)"),
        (b'{"version": 2}', "it is of version 2 of the format, and this Caveat reads version 1"),
        (
            b'{"version": 1}',
            "it is not a report of `caveat check --format json` (Object missing required field `tool`)",
        ),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(wire.NotAReportError, match=f"^{re.escape(reason)}$"):
        wire.decode(data)
