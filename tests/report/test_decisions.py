"""What each report says of reviewers' decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from caveat.engine.finding import Decision, Review, Suppressed
from caveat.report import markdown, sarif, terminal, wire
from caveat.report.page import render

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import DecisionState, Finding, Report

TEXT = "# A title\n\nIt is completely safe. It works for every patient.\n"
REASON = "Said of the box, <b>not</b> the drug"
SIGNED = Review("signed", 0, 0, 1, "Ann Lee", "MD", "2026-11-23", "2027-11-23", "")


def decided(finding: Finding, state: DecisionState) -> Finding:
    decision = Decision(state, REASON, "Ann Lee", "MD", "2026-11-01", "2027-11-01")
    kept = Suppressed(REASON, "Ann Lee, MD", "2027-11-01") if state == "accepted" else None
    return replace(finding, decision=decision, suppressed=kept)


@pytest.fixture
def report(build: Builder) -> Report:
    document = build.document("a.md", TEXT)
    findings = (
        decided(build.finding(document, "completely safe"), "accepted"),
        decided(build.finding(document, "every patient", rule="claims-universal-quantifier"), "change-asked"),
    )
    made = build.report((document,), findings)
    return replace(made, documents=tuple(replace(one, review=SIGNED) for one in made.documents))


def shown(report: Report, build: Builder) -> str:
    document = build.document("a.md", TEXT)
    return terminal.render(report, documents=lambda _: document, rules=build.rules, color=False, width=100)


def test_the_terminal_lists_every_accepted_risk_with_who_and_why(report: Report, build: Builder) -> None:
    text = shown(report, build)
    assert "  Decision: Ann Lee, MD asked for a change on 2026-11-01: Said of the box, <b>not</b> the drug\n" in text
    assert "    Review. Signed by Ann Lee, MD on 2026-11-23, until 2027-11-23, with 1 accepted risk.\n" in text
    assert (
        "Accepted risks\n"
        "  a.md:3:7 claims-safety-absolute “completely safe”\n"
        "    Accepted by Ann Lee, MD on 2026-11-01, until 2027-11-01: Said of the box, <b>not</b> the drug\n"
    ) in text
    assert text.endswith("\nNot counted: 1 accepted risk.\n")


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("expired", "Was accepted by Ann Lee, MD until 2027-11-01, and is open again: "),
        ("reopened", "Was decided by Ann Lee, MD on 2026-11-01; the sentence or the severity has changed since: "),
        ("disputed", "Two reviewers decided differently; Ann Lee, MD accepted it on 2026-11-01: "),
    ],
)
def test_the_terminal_says_why_a_decision_no_longer_holds(build: Builder, state: DecisionState, text: str) -> None:
    document = build.document("a.md", TEXT)
    finding = decided(build.finding(document, "completely safe"), state)
    assert f"Decision: {text}" in " ".join(shown(build.report((document,), (finding,)), build).split())


def test_json_holds_decisions_and_reviews(report: Report) -> None:
    data = json.loads(wire.encode(report))
    assert [finding["decision"]["state"] for finding in data["findings"]] == ["accepted", "change-asked"]
    assert data["findings"][0]["decision"] == {
        "state": "accepted",
        "reason": REASON,
        "by": "Ann Lee",
        "credential": "MD",
        "date": "2026-11-01",
        "until": "2027-11-01",
    }
    assert data["documents"][0]["review"]["state"] == "signed"


def test_sarif_suppresses_accepted_risks_with_their_reason(report: Report, build: Builder) -> None:
    results = json.loads(sarif.encode(report, build.rules()))["runs"][0]["results"]
    assert [one.get("suppressions") for one in results] == [
        [
            {
                "kind": "external",
                "status": "accepted",
                "justification": REASON,
                "properties": {"by": "Ann Lee, MD", "until": "2027-11-01"},
            }
        ],
        None,
    ]
    assert [one["properties"]["decision"]["state"] for one in results] == ["accepted", "change-asked"]


def test_the_summary_for_a_pull_request_folds_accepted_risks_away(report: Report) -> None:
    text = markdown.render(report)
    assert "Not counted: 1 accepted risk." in text
    assert "<details><summary>1 accepted risk</summary>" in text
    assert "Said of the box, &lt;b&gt;not&lt;/b&gt; the drug" in text


def test_the_page_has_a_section_of_accepted_risks(report: Report, build: Builder) -> None:
    html = render(report, lambda _: build.document("a.md", TEXT), build.rules())
    assert ">Accepted risks</h3>" in html
    assert (
        "Accepted by Ann Lee, MD on 2026-11-01, until 2027-11-01: Said of the box, &lt;b&gt;not&lt;/b&gt; the drug"
    ) in html
    assert "Signed by Ann Lee, MD on 2026-11-23, until 2027-11-23, with 1 accepted risk." in html
    assert "Ann Lee, MD asked for a change on 2026-11-01" in html
    assert "suppressed finding" not in html
