from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator, ValidationError

from caveat.engine.finding import Problem, Suppressed
from caveat.report.wire import encode, encode_compact, schema
from caveat.rule import Edit, Fix
from caveat_dev import report_schema

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.engine.finding import Report


@pytest.fixture
def report(build: Builder) -> Report:
    document = build.document("a/b.md", "# Ketamine\n\nIt is completely safe for you.")
    return build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(
                document,
                "completely safe",
                related=(build.related(document, "for you", "Said of you."),),
                fix=Fix((Edit(19, 29, "often"),)),
                suppressed=Suppressed("Quoted.", "R. Lee", "2027-01-31"),
            ),
        ),
        problems=(Problem("x.docx", "truncated", "the file ends early"),),
        baselined=2,
    )


def test_a_report_has_the_keys_of_wire_format_1_in_their_order(report: Report) -> None:
    written = json.loads(encode(report))

    assert list(written) == [
        "version", "tool", "documents", "findings", "problems", "summary", "today", "baselined",
    ]  # fmt: skip
    assert list(written["findings"][1]) == [
        "rule", "family", "severity", "status", "path", "start", "end", "scope", "quote", "message", "standard",
        "fix", "related", "fingerprint", "suppressed", "decision",
    ]  # fmt: skip
    assert written["findings"][1]["start"] == {"line": 3, "column": 7, "offset": 18}
    assert written["findings"][1]["fix"] == {
        "edits": [{"start": 19, "end": 29, "text": "often"}],
        "safety": "review",
    }
    assert written["findings"][1]["suppressed"] == {"reason": "Quoted.", "by": "R. Lee", "until": "2027-01-31"}
    assert written["documents"][0]["disclosures"] == {
        "author": True,
        "medical-disclaimer": False,
        "review-date": False,
    }


def test_the_text_is_indented_by_two_and_ends_with_a_newline(report: Report) -> None:
    text = encode(report)

    assert text.startswith('{\n  "version": 1,\n  "tool": {\n    "name": "caveat",')
    assert text.endswith("\n}\n")
    assert json.loads(encode_compact(report)) == json.loads(text)
    assert "\n" not in encode_compact(report)


def test_the_order_in_which_disclosures_were_looked_for_does_not_show(report: Report, build: Builder) -> None:
    (summary,) = report.documents
    turned = replace(summary, disclosures=dict(reversed(summary.disclosures.items())))

    assert encode(replace(report, documents=(turned,))) == encode(report)


def test_letters_outside_ascii_are_written_as_they_are(build: Builder) -> None:
    document = build.document("é.md", "安全 is completely safe")
    report = build.report((document,), (build.finding(document, "安全"),))

    assert '"quote": "安全"' in encode(report)


def test_a_file_name_that_is_not_utf_8_is_written_all_the_same(build: Builder) -> None:
    document = build.document("bad\udcff.md", "It is completely safe.")
    report = build.report((document,), (build.finding(document, "completely safe"),))

    assert json.loads(encode(report).encode())["findings"][0]["path"] == "bad\ufffd.md"


def test_a_report_validates_against_the_schema(report: Report) -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    written = json.loads(encode(report))

    validator.validate(written)
    written["findings"][0]["severity"] = "fatal"
    with pytest.raises(ValidationError):
        validator.validate(written)
    del written["findings"][0]["suppressed"]
    assert len(list(validator.iter_errors(written))) == 2


@pytest.mark.parametrize("target", report_schema.TARGETS)
def test_the_schemas_in_docs_are_fresh(target: Path) -> None:
    kept = Path(__file__).parents[2] / target

    assert kept.read_text(encoding="utf-8") == report_schema.text(target), "run python -m caveat_dev.report_schema"
