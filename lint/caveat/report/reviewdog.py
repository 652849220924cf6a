"""The report in reviewdog's Diagnostic Format, as one JSON object (`rdjson`) or a line for each finding (`rdjsonl`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from caveat.engine.finding import NOTES
from caveat.report.advice import address_of
from caveat.report.overview import counted
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from caveat.document import Document, Place, Source
    from caveat.engine.finding import Finding, Problem, Report
    from caveat.rule import Fix, Rule, Severity

Json = dict[str, Any]

_SEVERITIES: dict[Severity, str] = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_SOURCE = {"name": "caveat"}


def encode(report: Report, documents: Callable[[str], Document | None], rules: Mapping[str, Rule]) -> str:
    """Return one object with all findings that count and all problems.

    `documents` gives a text again, for columns count the bytes of its lines in UTF-8; where it gives None, places are
    lines only.
    """
    found = [{key: one[key] for key in one if key != "source"} for one in _diagnostics(report, documents, rules)]
    whole = {"source": _SOURCE, "diagnostics": found}
    return encodable(json.dumps(whole, indent=2, ensure_ascii=False)) + "\n"


def encode_lines(report: Report, documents: Callable[[str], Document | None], rules: Mapping[str, Rule]) -> str:
    """Return a line of JSON for each finding that counts and for each problem; see `encode`."""
    found = _diagnostics(report, documents, rules)
    return "".join(encodable(json.dumps(one, ensure_ascii=False)) + "\n" for one in found)


def _diagnostics(
    report: Report, documents: Callable[[str], Document | None], rules: Mapping[str, Rule]
) -> Iterator[Json]:
    for problem in report.problems:
        yield _problem(problem)
    path, source = "", None
    for finding in counted(report.findings):
        if finding.path != path:
            path = finding.path
            document = documents(path)
            source = None if document is None else document.source
        yield _finding(finding, source, rules)


def _finding(finding: Finding, source: Source | None, rules: Mapping[str, Rule]) -> Json:
    code = {"value": finding.rule}
    if address := address_of(finding.rule, rules):
        code["url"] = address
    location: Json = {"path": finding.path}
    if finding.scope == "span":
        location["range"] = _range(finding.start, finding.end, source)
    else:
        location["range"] = {"start": {"line": finding.start.line}}
    made: Json = {
        "message": visible(finding.message),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "source": _SOURCE,
        "code": code,
    }
    # What is read from a Word or a PDF file is not the lines that a suggestion replaces.
    plain = source is not None and source.media not in {"docx", "pdf"}
    if finding.fix is not None and finding.fix.safety == "safe" and source is not None and plain:
        made["suggestions"] = [_suggestion(finding.fix, source)]
    return made


def _problem(problem: Problem) -> Json:
    return {
        "message": visible(problem.message),
        "location": {"path": problem.path},
        "severity": "INFO" if problem.kind in NOTES else "ERROR",
        "source": _SOURCE,
        "code": {"value": f"problem-{problem.kind}"},
    }


def _suggestion(fix: Fix, source: Source) -> Json:
    """Return a fix's edits, which belong together, as one replacement from the first to the last."""
    edits = sorted(fix.edits, key=lambda edit: (edit.start, edit.end))
    position = first = edits[0].start
    pieces: list[str] = []
    for edit in edits:
        pieces += [source.text[position : edit.start], edit.text]
        position = edit.end
    return {"range": _range(source.place(first), source.place(position), source), "text": "".join(pieces)}


def _range(start: Place, end: Place, source: Source | None) -> Json:
    if source is None:
        return {"start": {"line": start.line}, "end": {"line": end.line}}
    return {"start": _position(start, source), "end": _position(end, source)}


def _position(place: Place, source: Source) -> Json:
    line = source.text[place.offset - place.column + 1 : place.offset]
    return {"line": place.line, "column": len(line.encode("utf-8", "surrogatepass")) + 1}
