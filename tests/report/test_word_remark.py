"""What a comment in a Word file says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caveat.document import Span
from caveat.engine.finding import Decision, Suppressed
from caveat.report.word import Line, Remark, remarks_on
from caveat.rule import Edit, Fix

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import Finding

TEXT = "# Drips\n\nThe drug is completely safe.\n"


def lines(build: Builder, *findings: Finding) -> list[str]:
    return [
        " ".join(part for part in (line.label, line.text) if part)
        for remark in remarks_on("a.md", findings, build.rules())
        for line in remark.lines
    ]


def test_a_comment_says_severity_rule_fault_advice_and_standard(build: Builder) -> None:
    document = build.document("a.md", TEXT)

    assert remarks_on("a.md", [build.finding(document, "completely safe")], build.rules()) == (
        Remark(
            Span(21, 36),
            "completely safe",
            (
                Line("Error: claims-safety-absolute"),
                Line("", "“completely safe” promises safety without a limit."),
                Line("Instead:", "Name the common harms, and say who watches for them: see the guide."),
                Line("Standard:", "Example Guidance on Health Claims"),
            ),
        ),
    )


def test_what_is_about_the_whole_text_has_no_place(build: Builder) -> None:
    finding = build.finding(build.document("a.md", TEXT), None, rule="sourcing-no-references", severity="warning")

    assert [remark.span for remark in remarks_on("a.md", [finding], build.rules())] == [None]


def test_findings_of_other_texts_are_not_said(build: Builder) -> None:
    assert lines(build, build.finding(build.document("b.md", TEXT), "safe")) == []


def test_a_rule_on_trial_a_fix_and_other_places_are_told(build: Builder) -> None:
    document, article = build.document("a.md", TEXT), build.document("b.md", TEXT)
    finding = build.finding(
        document,
        "completely safe",
        status="preview",
        standard=None,
        rule="style-other",
        fix=Fix((Edit(21, 36, "often well tolerated"),), "review"),
        related=(
            build.related(article, "completely safe", "the article says"),
            build.related(document, "Drips", "the heading says"),
            build.related(document, "drug", "It has no dose.", rule="dose-incomplete"),
        ),
    )

    assert lines(build, finding) == [
        "Error: style-other (a rule on trial)",
        "“completely safe” promises safety without a limit.",
        "Proposed, for review: “often well tolerated”",
        "Also: the article says: “completely safe” (b.md)",
        "Also: the heading says: “Drips”",
        "Also: dose-incomplete (warning): It has no dose.",
    ]


def test_what_reviewers_decided_is_told(build: Builder) -> None:
    document = build.document("a.md", TEXT)
    asked = Decision("change-asked", "name the harms", "Ann Lee", "MD", "2026-11-01", None)
    accepted = Decision("accepted", "it is a quotation", "Ann Lee", "MD", "2026-11-02", "2027-01-31")
    open_ = replace(build.finding(document, "safe", rule="style-other", standard=None), decision=asked)
    settled = replace(
        build.finding(document, "completely", suppressed=Suppressed("it is a quotation", "Ann Lee", "2027-01-31")),
        decision=accepted,
    )
    suppressed = build.finding(document, None, suppressed=Suppressed("elsewhere", "", None))

    assert lines(build, open_, settled, suppressed) == [
        "Error: style-other",
        "“safe” promises safety without a limit.",
        "Decision: Ann Lee, MD asked for a change on 2026-11-01: name the harms",
        "Accepted: 2 findings",
        "claims-safety-absolute: “completely” Accepted by Ann Lee, MD on 2026-11-02, until 2027-01-31: it is a quotation",
        "claims-safety-absolute: Suppressed: elsewhere",
    ]


def test_what_cannot_be_seen_or_written_is_made_visible(build: Builder) -> None:
    finding = build.finding(
        build.document("a.md", TEXT), "safe", message="a\x1b[31m \u202eb\ufffe\ud800\nc", standard=None
    )

    assert lines(build, finding)[1] == "a\\x1b[31m \\u202eb\ufffd\ufffd c"
