"""JUnit, Checkstyle, GitLab Code Quality and reviewdog: each is valid by its schema, whatever stands in a text."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from caveat.document import Place
from caveat.engine.finding import Decision, Finding, Problem, Report, Summary, Suppressed, Tool
from caveat.report import checkstyle, gitlab, junit, reviewdog
from caveat.report.xml import attribute
from caveat.rule import Edit, Fix

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.document import Document

SCHEMAS = Path(__file__).parent / "schemas"
HOSTILE = ']]> <b a="1">&amp; \' \x00\x0b\x1b \ufffe\uffff\ud800 \u202e</failure><!-- ]]>'


def parsed(text: str, schema: str) -> etree._Element:
    root = etree.fromstring(text.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(root)
    return root


def attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def held(text: str, schema: str, *, part: str | None = None) -> Any:  # noqa: ANN401 - whatever the JSON holds
    rules = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    if part is not None:
        rules = {**rules, "$ref": f"#/$defs/{part}"}
    value = json.loads(text)
    jsonschema.Draft202012Validator(rules).validate(value)
    return value


@pytest.fixture
def documents(build: Builder) -> tuple[Document, Document]:
    return build.document("posts/a.md", "# Ketämin 🎉\n\n🎉 It is completely safe for you."), build.document(
        "b.md", "Fine."
    )


@pytest.fixture
def report(build: Builder, documents: tuple[Document, Document]) -> Report:
    first, second = documents
    accepted = Decision("accepted", "Approved wording.", "R. Lee", "MD", "2026-11-20", "2027-11-20")
    return build.report(
        (first, second),
        (
            build.finding(first, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(first, "completely safe", fix=Fix((Edit(19, 34, "often säfe"),), "safe")),
            build.finding(first, "for you", severity="info", message="To you.", rule="language-you"),
            build.finding(first, "safe", rule="claims-cure", suppressed=Suppressed("Quoted.", "R. Lee", None)),
            replace(
                build.finding(first, "It", rule="claims-guarantee", suppressed=Suppressed("x", "R. Lee", None)),
                decision=accepted,
            ),
        ),
        problems=(
            Problem("posts/a.md", "encoding", "read as Windows-1252"),
            Problem("x.docx", "truncated", "the file ends early"),
        ),
    )


def giving(*documents: Document) -> Callable[[str], Document | None]:
    known = {document.path: document for document in documents}
    return known.get


def test_junit_has_a_suite_for_each_file_and_a_test_for_each_finding(report: Report) -> None:
    root = parsed(junit.encode(report), "junit.xsd")

    assert attributes(root) == {"name": "caveat", "tests": "7", "failures": "3", "errors": "1"}
    assert [attributes(suite) for suite in root] == [
        {"name": "b.md", "tests": "1", "failures": "0", "errors": "0", "skipped": "0"},
        {"name": "posts/a.md", "tests": "5", "failures": "3", "errors": "0", "skipped": "2"},
        {"name": "x.docx", "tests": "1", "failures": "0", "errors": "1", "skipped": "0"},
    ]
    cases = [
        (case.get("name"), [(part.tag, part.get("type"), part.get("message"), part.text) for part in case])
        for case in root.iter("testcase")
    ]
    safe = "“completely safe” promises safety without a limit."
    assert cases == [
        ("caveat", []),
        ("sourcing-no-references", [("failure", "warning", "No source.", "posts/a.md: warning: No source.")]),
        ("claims-safety-absolute:3:9", [("failure", "error", safe, f"posts/a.md:3:9: error: {safe}")]),
        ("language-you:3:25", [("failure", "info", "To you.", "posts/a.md:3:25: info: To you.")]),
        ("claims-cure:3:20", [("skipped", None, "Quoted. (R. Lee)", None)]),
        (
            "claims-guarantee:3:3",
            [
                (
                    "skipped",
                    None,
                    "Accepted by R. Lee, MD on 2026-11-20, until 2027-11-20: Approved wording.",
                    None,
                )
            ],
        ),
        ("problem:truncated", [("error", "truncated", "the file ends early", "x.docx: the file ends early")]),
    ]
    assert root.findtext("testsuite/system-out") == "encoding: read as Windows-1252"


def test_findings_of_one_rule_at_one_place_are_tests_of_their_own(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    missing = build.finding(document, None, message="A source is missing.")
    root = parsed(junit.encode(build.report((document,), (missing, missing, missing))), "junit.xsd")

    assert [case.get("name") for case in root.iter("testcase")] == [
        "claims-safety-absolute",
        "claims-safety-absolute (2)",
        "claims-safety-absolute (3)",
    ]


def test_checkstyle_has_an_error_for_each_finding_that_counts_and_each_problem(report: Report) -> None:
    root = parsed(checkstyle.encode(report), "checkstyle.xsd")

    assert root.get("version") == "4.3"
    safe = "“completely safe” promises safety without a limit."
    assert [(file.get("name"), [attributes(error) for error in file]) for file in root] == [
        ("b.md", []),
        (
            "posts/a.md",
            [
                {
                    "line": "1",
                    "severity": "info",
                    "message": "read as Windows-1252",
                    "source": "caveat.problem.encoding",
                },
                {
                    "line": "1",
                    "severity": "warning",
                    "message": "No source.",
                    "source": "caveat.sourcing-no-references",
                },
                {
                    "line": "3",
                    "column": "9",
                    "severity": "error",
                    "message": safe,
                    "source": "caveat.claims-safety-absolute",
                },
                {
                    "line": "3",
                    "column": "25",
                    "severity": "info",
                    "message": "To you.",
                    "source": "caveat.language-you",
                },
            ],
        ),
        (
            "x.docx",
            [
                {
                    "line": "1",
                    "severity": "error",
                    "message": "the file ends early",
                    "source": "caveat.problem.truncated",
                }
            ],
        ),
    ]


def test_gitlab_gets_a_severity_and_a_place_of_its_own_for_each_entry(report: Report) -> None:
    entries = held(gitlab.encode(report), "gitlab.schema.json")

    assert [
        (one["check_name"], one["severity"], one["location"]["path"], one["location"]["lines"]) for one in entries
    ] == [
        ("problem-encoding", "info", "posts/a.md", {"begin": 1}),
        ("problem-truncated", "blocker", "x.docx", {"begin": 1}),
        ("sourcing-no-references", "major", "posts/a.md", {"begin": 1}),
        ("claims-safety-absolute", "critical", "posts/a.md", {"begin": 3, "end": 3}),
        ("language-you", "info", "posts/a.md", {"begin": 3, "end": 3}),
    ]


def test_a_gitlab_fingerprint_goes_by_the_findings_own_and_stands_once(build: Builder) -> None:
    document = build.document("./a.md", "It is safe.")
    finding = build.finding(document, "safe")
    moved = replace(finding, start=Place(40, 7, 900), end=Place(40, 11, 904))
    elsewhere = replace(finding, path="copy.md")

    first = held(gitlab.encode(build.report((document,), (finding,))), "gitlab.schema.json")
    later = held(gitlab.encode(build.report((document,), (moved,))), "gitlab.schema.json")
    both = held(gitlab.encode(build.report((document,), (finding, elsewhere, elsewhere))), "gitlab.schema.json")

    assert first[0]["fingerprint"] == later[0]["fingerprint"] == both[0]["fingerprint"]
    assert len({one["fingerprint"] for one in both}) == 3
    assert first[0]["location"]["path"] == "a.md"


def test_reviewdog_gets_columns_in_bytes_and_safe_fixes_as_suggestions(
    report: Report, documents: tuple[Document, Document], build: Builder
) -> None:
    lines = reviewdog.encode_lines(report, giving(*documents), build.rules()).splitlines()
    found = [held(line, "reviewdog.schema.json", part="diagnostic") for line in lines]

    assert found[0] == {
        "message": "read as Windows-1252",
        "location": {"path": "posts/a.md"},
        "severity": "INFO",
        "source": {"name": "caveat"},
        "code": {"value": "problem-encoding"},
    }
    assert [(one["severity"], one["code"]["value"], one["location"].get("range")) for one in found[1:]] == [
        ("ERROR", "problem-truncated", None),
        ("WARNING", "sourcing-no-references", {"start": {"line": 1}}),
        (
            "ERROR",
            "claims-safety-absolute",
            # The party popper takes four bytes.
            {"start": {"line": 3, "column": 12}, "end": {"line": 3, "column": 27}},
        ),
        ("INFO", "language-you", {"start": {"line": 3, "column": 28}, "end": {"line": 3, "column": 35}}),
    ]
    text = "# Ketämin 🎉\n\n🎉 It is completely safe for you.".splitlines()[2].encode()
    assert text[12 - 1 : 27 - 1] == b"completely safe"


def test_the_edits_of_a_fix_become_one_suggestion(build: Builder) -> None:
    document = build.document("a.md", "ä – it is, is it, safe.")
    text = document.source.text
    first, second = text.index("is,"), text.index("it,")
    fix = Fix((Edit(second, second + 2, "he"), Edit(first, first + 2, "was")), "safe")
    report = build.report((document,), (build.finding(document, "safe", fix=fix),))

    whole = held(reviewdog.encode(report, giving(document), {}), "reviewdog.schema.json")

    assert whole["source"] == {"name": "caveat"}
    (only,) = whole["diagnostics"]
    assert only["suggestions"] == [
        {"range": {"start": {"line": 1, "column": 11}, "end": {"line": 1, "column": 20}}, "text": "was, is he"}
    ]


def test_a_fix_for_review_is_not_suggested_and_a_text_that_has_gone_leaves_lines(build: Builder) -> None:
    document = build.document("a.md", "It is\nsafe.")
    finding = build.finding(document, "safe", fix=Fix((Edit(6, 10, "mild"),)))
    report = build.report((document,), (finding,))

    (there,) = held(reviewdog.encode(report, giving(document), {}), "reviewdog.schema.json")["diagnostics"]
    (gone,) = held(reviewdog.encode(report, giving(), {}), "reviewdog.schema.json")["diagnostics"]

    assert "suggestions" not in there
    assert gone["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}


def test_a_code_links_to_the_first_source_on_the_web_of_its_rules_page(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    report = build.report((document,), (build.finding(document, "safe"),))
    rules = dict(build.rules())
    name = "claims-safety-absolute"
    page = replace(
        rules[name].page, sections={"Sources": "- A code.\n- [An act](https://law.example/1), <https://b.example>."}
    )
    rules[name] = replace(rules[name], page=page)

    whole = held(reviewdog.encode(report, giving(document), rules), "reviewdog.schema.json")

    assert whole["diagnostics"][0]["code"] == {"value": name, "url": "https://law.example/1"}


@given(text=st.text() | st.just(HOSTILE))
def test_no_text_breaks_a_format(text: str) -> None:
    place = Place(1, 1, 0)
    suppressed = Suppressed(text, text, None)
    finding = Finding(
        rule="claims-cure",
        family="claims",
        severity="error",
        status="stable",
        path=f"x/{text}.md",
        start=place,
        end=place,
        scope="span",
        quote=text,
        message=f"“{text}”",
        standard=None,
        fix=None,
        related=(),
        fingerprint="1",
    )
    report = Report(
        version=1,
        tool=Tool("caveat", "1", "m", "t", "p"),
        documents=(),
        findings=(finding, replace(finding, suppressed=suppressed)),
        problems=(Problem(f"y/{text}", "unreadable", f"“{text}”"), Problem(f"y/{text}", "encoding", f"“{text}”")),
        summary=Summary(),
        today="2026-11-23",
    )

    parsed(junit.encode(report), "junit.xsd")
    parsed(checkstyle.encode(report), "checkstyle.xsd")
    held(gitlab.encode(report), "gitlab.schema.json")
    lines = reviewdog.encode_lines(report, giving(), {}).split("\n")
    assert len(lines) == 4
    for line in lines[:-1]:
        line.encode()
        held(line, "reviewdog.schema.json", part="diagnostic")


def test_text_from_strangers_is_escaped_and_what_xml_cannot_hold_is_shown() -> None:
    assert attribute('a\x00<b c="\'">]]>\ufffe\ud800\n&') == (
        "a\\x00&lt;b c=&quot;&#x27;&quot;&gt;]]&gt;\ufffd\\ud800 &amp;"
    )
