from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.engine.finding import Problem, Suppressed
from caveat.report.concise import render

if TYPE_CHECKING:
    from tests.report.conftest import Builder


def test_a_finding_and_a_problem_are_a_line_each(build: Builder) -> None:
    document = build.document("a/b.md", "# Ketamine\n\nIt is completely safe.")
    found = build.finding(document, "completely safe")
    report = build.report((document,), (found,), problems=(Problem("x.docx", "truncated", "it ends early"),))

    assert render(report) == (
        "a/b.md:3:7: error claims-safety-absolute “completely safe” promises safety without a limit.\n"
        "x.docx: problem truncated it ends early\n"
    )


def test_what_is_suppressed_is_left_out(build: Builder) -> None:
    document = build.document("a.md", "It is completely safe.")
    found = build.finding(document, "completely safe", suppressed=Suppressed("Quoted.", "R. Lee", None))

    assert render(build.report((document,), (found,))) == ""


def test_no_text_can_start_a_line_of_its_own_or_act_on_the_terminal(build: Builder) -> None:
    document = build.document("a.md", "It is completely safe.")
    found = build.finding(document, "safe", message="one\ntwo \x1b[2J \u202eevil \ud800")

    assert render(build.report((document,), (found,))) == (
        "a.md:1:18: error claims-safety-absolute one two \\x1b[2J \\u202eevil \\ud800\n"
    )
