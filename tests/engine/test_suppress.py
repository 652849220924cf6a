from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caveat.engine.finding import Suppressed
from caveat.engine.run import Run
from caveat.engine.settings import SuppressEntry

Write = Callable[[str, str], str]
Check = Callable[..., Run]
FULL = 'reason="In a title" by="A. Rivera" until=2027-01-31'
MARK = Suppressed("In a title", "A. Rivera", "2027-01-31")


@pytest.fixture
def findings(write: Write, checked: Check) -> Callable[..., list[tuple[str, int, Any]]]:
    def of(text: str, name: str = "a.md", **changes: Any) -> list[tuple[str, int, Any]]:  # noqa: ANN401 - any field of Settings
        run = checked(write(name, text + "\n\nReviewed by the team in the spring of this year.\n"), **changes)
        assert run.report.problems == ()
        return [
            (one.rule, one.start.line, one.suppressed if one.family != "caveat" else one.message)
            for one in run.report.findings
        ]

    return of


Findings = Callable[..., list[tuple[str, int, Any]]]


def test_a_comment_covers_the_next_block_and_no_other(findings: Findings) -> None:
    text = f"<!-- caveat: ignore colour-purple {FULL} -->\n\nThe purple one.\n\nThe purple other."
    assert findings(text) == [("colour-purple", 3, MARK), ("colour-purple", 5, None)]


def test_a_comment_inside_a_block_covers_that_block(findings: Findings) -> None:
    text = f"The purple one <!-- caveat: ignore colour-purple {FULL} --> and the purple two.\n\nThe purple other."
    assert findings(text) == [("colour-purple", 1, MARK), ("colour-purple", 1, MARK), ("colour-purple", 3, None)]


def test_a_comment_at_the_end_of_a_block_covers_that_block(findings: Findings) -> None:
    text = f"The purple one. <!-- caveat: ignore colour-purple {FULL} -->\n\nThe purple other."
    assert findings(text) == [("colour-purple", 1, MARK), ("colour-purple", 3, None)]


def test_a_comment_on_the_line_above_a_paragraph_covers_it(findings: Findings) -> None:
    text = f"<!-- caveat: ignore colour-purple {FULL} -->\nThe purple one.\n\nThe purple other."
    assert findings(text) == [("colour-purple", 2, MARK), ("colour-purple", 4, None)]


def test_a_comment_in_a_list_item_covers_that_item(findings: Findings) -> None:
    text = f"- The purple one. <!-- caveat: ignore colour-purple {FULL} -->\n- The purple other."
    assert findings(text) == [("colour-purple", 1, MARK), ("colour-purple", 2, None)]


def test_a_comment_in_a_table_covers_its_cell(findings: Findings) -> None:
    text = f"| One | Two | Three |\n|--|--|--|\n| purple | <!-- caveat: ignore colour {FULL} --> purple | purple |"
    assert findings(text) == [("colour-purple", 3, None), ("colour-purple", 3, MARK), ("colour-purple", 3, None)]
    text = f"| One | Two |\n|--|--|\n| purple <!-- caveat: ignore colour {FULL} --> | purple |"
    assert findings(text) == [("colour-purple", 3, MARK), ("colour-purple", 3, None)]


def test_a_comment_between_blocks_on_one_line_of_html_covers_the_next(findings: Findings) -> None:
    text = f"<html lang=en><p>The purple one.</p><!-- caveat: ignore colour {FULL} --><p>The purple two.</p>"
    assert findings(text, "a.html") == [("colour-purple", 1, None), ("colour-purple", 1, MARK)]


def test_comments_work_in_html(findings: Findings) -> None:
    text = (
        f"<html lang='en'><body><p>The purple one. <!-- caveat: ignore colour-purple {FULL} --></p>\n"
        f"<!-- caveat: ignore colour-purple {FULL} -->\n<p>The purple two.</p>\n<p>The purple other.</p></body></html>"
    )
    assert findings(text, "a.html") == [
        ("colour-purple", 1, MARK),
        ("colour-purple", 3, MARK),
        ("colour-purple", 4, None),
    ]


def test_a_family_and_several_rules_can_be_named(findings: Findings) -> None:
    text = (
        f"<!-- caveat: ignore colour, style-utilise {FULL} -->\n\nThe purple ones utilise it.\n\nThey utilise it too."
    )
    assert findings(text) == [("colour-purple", 3, MARK), ("style-utilise", 3, MARK), ("style-utilise", 5, None)]


def test_a_former_id_works(findings: Findings) -> None:
    assert findings(f"<!-- caveat: ignore colour-violet {FULL} -->\n\nThe purple one.") == [("colour-purple", 3, MARK)]


def test_a_warning_needs_neither_a_name_nor_a_date(findings: Findings) -> None:
    text = "<!-- caveat: ignore style-utilise reason=“House style” -->\n\nThey utilise it."
    assert findings(text) == [("style-utilise", 3, Suppressed("House style", "", None))]


def test_an_error_needs_a_name_and_a_date(findings: Findings) -> None:
    text = "<!-- caveat: ignore colour-purple reason='x' by=\"A\" -->\n\nThe purple one."
    message = "This suppression of colour-purple has no effect: an error also needs until=2027-01-31."
    assert findings(text) == [("caveat-invalid-suppression", 1, message), ("colour-purple", 3, None)]


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("ignore colour-purple", 'it gives no reason; add reason="…"'),
        ('ignore colour-purple reason=""', 'it gives no reason; add reason="…"'),
        ('ignore reason="x"', "it names no rule"),
        ("ignore", 'it names no rule; it gives no reason; add reason="…"'),
        (
            'ignore colour-purpel reason="x"',
            'no rule or family is called "colour-purpel"; did you mean "colour-purple"?',
        ),
        ('ignore all reason="x"', 'no rule or family is called "all"'),
        ('ingore colour-purple reason="x"', 'unknown instruction "ingore"; did you mean "ignore"?'),
        ('ignore colour-purple reson="x" reason="y"', 'unknown key "reson"; did you mean "reason"?'),
        ('ignore colour-purple reason="x" until=tomorrow', '"tomorrow" is not a date such as 2027-01-31'),
    ],
)
def test_a_comment_that_lacks_what_it_needs_is_an_error_and_suppresses_nothing(
    findings: Findings, comment: str, fault: str
) -> None:
    found = findings(f"<!-- caveat: {comment} -->\n\nThe purple one.")
    message = f"This suppression has no effect: {fault}."
    assert found == [("caveat-invalid-suppression", 1, message), ("colour-purple", 3, None)]


def test_a_comment_whose_day_has_passed_is_an_error(findings: Findings) -> None:
    text = '<!-- caveat: ignore colour-purple reason="x" by="A" until=2026-11-22 -->\n\nThe purple one.'
    message = "This suppression of colour-purple held until 2026-11-22: correct the text, or decide again."
    assert findings(text) == [("caveat-expired-suppression", 1, message), ("colour-purple", 3, None)]


def test_a_comment_holds_on_its_last_day(findings: Findings) -> None:
    text = '<!-- caveat: ignore colour-purple reason="x" by="A" until=2026-11-23 -->\n\nThe purple one.'
    assert findings(text) == [("colour-purple", 3, Suppressed("x", "A", "2026-11-23"))]


def test_a_comment_with_nothing_to_suppress_is_reported(findings: Findings) -> None:
    text = f"<!-- caveat: ignore colour-purple {FULL} -->\n\nThe green one."
    message = "Nothing here for this suppression of colour-purple to suppress: take it out."
    assert findings(text) == [("caveat-unused-suppression", 1, message)]


def test_a_comment_on_a_rule_that_did_not_run_is_not_unused(findings: Findings) -> None:
    text = f"<!-- caveat: ignore style-noisy {FULL} -->\n\nThe green one."
    assert findings(text) == []


def test_a_comment_shown_as_code_is_only_shown(findings: Findings) -> None:
    comment = "<!-- caveat: ignore style-noisy -->"
    assert findings(f"Write `{comment}` in the text.\n\n```html\n{comment}\n```\n\n    {comment}\n") == []


def test_a_comment_before_all_text_covers_a_finding_on_the_whole_document_by_its_id(
    write: Write, checked: Check
) -> None:
    comment = 'caveat: ignore disclosure-review-date reason="A poem"'
    run = checked(write("a.md", f"<!-- {comment} -->\n\n# A title\n\nThe green one is the best of them all.\n"))
    assert [(one.rule, one.suppressed) for one in run.report.findings] == [
        ("disclosure-review-date", Suppressed("A poem", "", None))
    ]


def test_suppressed_findings_do_not_count(write: Write, checked: Check) -> None:
    text = f"<!-- caveat: ignore colour-purple {FULL} -->\n\nThe purple one.\n\nReviewed by the team.\n"
    run = checked(write("a.md", text), fail_on="info")
    assert (run.exit_status, run.report.summary.error) == (0, 0)


def entry(**changes: Any) -> SuppressEntry:  # noqa: ANN401 - any field of an entry
    given = {"path": "*.txt", "rule": "colour-purple", "quote": None, "reason": "In a title", "by": "A. Rivera"}
    return SuppressEntry(**{**given, "until": "2027-01-31", "line": 7, **changes})


def test_the_configuration_suppresses_by_path_and_rule(findings: Findings) -> None:
    told = (entry(),)
    assert findings("The purple one is here.", "a.txt", suppressions=told) == [("colour-purple", 1, MARK)]


def test_the_configuration_suppresses_by_quote_whatever_its_case(findings: Findings) -> None:
    told = (entry(rule="colour", quote="Deep  Purple"),)
    text = "The purple one is here.\n\nThe deep purple one is here."
    assert findings(text, "a.txt", suppressions=told) == [("colour-purple", 1, None), ("colour-deep-purple", 3, MARK)]


@pytest.mark.parametrize(
    ("changes", "rule", "message"),
    [
        (
            {"until": "2026-11-22"},
            "caveat-expired-suppression",
            "This suppression of colour-purple held until 2026-11-22: correct the text, or decide again.",
        ),
        (
            {"by": "", "until": None},
            "caveat-invalid-suppression",
            'This suppression of colour-purple has no effect on errors: these also need by="…" and until=2027-01-31.',
        ),
        (
            {"quote": "green"},
            "caveat-unused-suppression",
            "Nothing for this suppression of colour-purple to suppress: take it out.",
        ),
    ],
)
def test_a_table_that_has_no_effect_is_reported_at_its_line(
    findings: Findings, changes: dict[str, Any], rule: str, message: str
) -> None:
    told = (entry(**changes),)
    found = findings("The purple one is here.", "a.txt", suppressions=told, config_path="caveat.toml")
    assert sorted(found, key=str) == sorted([(rule, 7, message), ("colour-purple", 1, None)], key=str)


def test_a_table_about_files_that_were_not_checked_is_not_unused(findings: Findings) -> None:
    assert findings("The green one is here.", "a.md", suppressions=(entry(),)) == []
