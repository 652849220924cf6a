"""The report as SARIF 2.1.0, for code scanning and other tools that collect results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encoded

from caveat.engine.finding import NOTES
from caveat.patterns import compiled
from caveat.report import overview
from caveat.report.advice import plain
from caveat.report.visible import encodable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.document import Place
    from caveat.engine.finding import Finding, Problem, Related, Report
    from caveat.rule import Fix, Rule, Severity

Json = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_DRIVE = compiled(r"[A-Za-z]:/")


def encode(report: Report, rules: Mapping[str, Rule]) -> str:
    """Return the report as indented SARIF with a final newline; `rules` describes those that found something."""
    named = {finding.rule for finding in report.findings}
    named |= {related.rule for finding in report.findings for related in finding.related if related.rule}
    order = {rule_id: number for number, rule_id in enumerate(sorted(named))}
    run = {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "semanticVersion": report.tool.version,
                "rules": [_rule(rule_id, rules.get(rule_id)) for rule_id in order],
                "properties": {
                    "languageModel": report.tool.language_model,
                    "textstat": report.tool.textstat,
                    "proselint": report.tool.proselint,
                },
            }
        },
        "invocations": [
            {
                "executionSuccessful": not overview.failures(report.problems),
                "toolExecutionNotifications": [_notification(problem) for problem in report.problems],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(document.path)}} for document in report.documents],
        "results": [_result(finding, order) for finding in report.findings],
        "properties": {"today": report.today, "baselined": report.baselined},
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def uri(path: str) -> str:
    """Return a path as a URI reference, percent-encoded; relative paths stay relative."""
    encoded = percent_encoded(path, safe="/", errors="surrogateescape")
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{encoded.removeprefix(percent_encoded(path[:2]))}"
    return f"file://{encoded}" if path.startswith("/") else encoded


def _rule(rule_id: str, rule: Rule | None) -> Json:
    if rule is None:
        return {"id": rule_id, "properties": {"tags": [rule_id.split("-", 1)[0]]}}
    sections = {
        heading: rule.page.sections[heading]
        for heading in ("Why it matters", "What to write instead", "Sources")
        if heading in rule.page.sections
    }
    markdown = "\n\n".join([rule.summary, *(f"## {heading}\n\n{body}" for heading, body in sections.items())])
    text = "\n\n".join([rule.summary, *(f"{heading}: {plain(_joined(body))}" for heading, body in sections.items())])
    described: Json = {
        "id": rule_id,
        "shortDescription": {"text": plain(rule.summary)},
        "fullDescription": {"text": plain(rule.page.lead("Why it matters")) or plain(rule.summary)},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {"tags": [rule.family], "status": rule.status},
    }
    if rule.standard:
        described["properties"]["standard"] = rule.standard
    return described


def _joined(body: str) -> str:
    return " ".join(body.split())


def _result(finding: Finding, order: Mapping[str, int]) -> Json:
    result: Json = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.path, finding.start, finding.end, finding.quote, scope=finding.scope)],
        "partialFingerprints": {"caveat/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [_related(number, one) for number, one in enumerate(finding.related, 1)]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.path, finding.fix)]
    if finding.suppressed is not None:
        kept = finding.suppressed
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": kept.reason,
                "properties": {"by": kept.by, "until": kept.until},
            }
        ]
    result["properties"] = {"family": finding.family, "status": finding.status, "standard": finding.standard}
    if finding.decision is not None:
        made = finding.decision
        result["properties"]["decision"] = {
            "state": made.state,
            "reason": made.reason,
            "by": made.by,
            "credential": made.credential,
            "date": made.date,
            "until": made.until,
        }
    return result


def _location(path: str, start: Place, end: Place, quote: str, *, scope: str = "span") -> Json:
    region: Json = {"startLine": start.line, "startColumn": start.column}
    if scope == "span":
        region |= {
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": start.offset,
            "charLength": end.offset - start.offset,
        }
        if quote:
            region["snippet"] = {"text": quote}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(path)}, "region": region}}


def _related(number: int, related: Related) -> Json:
    message = f"{related.rule}: {related.message}" if related.rule else related.message
    location = _location(related.path, related.start, related.end, related.quote)
    return {"id": number, **location, "message": {"text": message}}


def _fix(path: str, fix: Fix) -> Json:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    description = "Safe to apply." if fix.safety == "safe" else "A proposal: read it before you apply it."
    return {
        "description": {"text": description},
        "artifactChanges": [{"artifactLocation": {"uri": uri(path)}, "replacements": replacements}],
    }


def _notification(problem: Problem) -> Json:
    return {
        "descriptor": {"id": problem.kind},
        "level": "note" if problem.kind in NOTES else "error",
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(problem.path)}}}],
    }
