"""The report as GitLab's Code Quality JSON, which merge requests show beside the changed lines."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from caveat.engine.finding import NOTES
from caveat.report.overview import counted
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from caveat.engine.finding import Finding, Problem, Report
    from caveat.rule import Severity

Json = dict[str, Any]

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "info": "info"}


def encode(report: Report) -> str:
    """Return a list with an entry for each finding that counts and for each problem.

    GitLab wants each fingerprint once in a report and the same from run to run: a finding's own goes by its words, not
    by its line, so that what moves is no new finding.
    """
    taken: set[str] = set()
    entries = [_problem(problem, taken) for problem in report.problems]
    entries += [_finding(finding, taken) for finding in counted(report.findings)]
    return encodable(json.dumps(entries, indent=2, ensure_ascii=False)) + "\n"


def _finding(finding: Finding, taken: set[str]) -> Json:
    lines = {"begin": finding.start.line}
    if finding.scope == "span":
        lines["end"] = finding.end.line
    return {
        "description": visible(finding.message),
        "check_name": finding.rule,
        "fingerprint": _unique(finding.fingerprint, finding.path, taken),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": _relative(finding.path), "lines": lines},
    }


def _problem(problem: Problem, taken: set[str]) -> Json:
    return {
        "description": visible(problem.message),
        "check_name": f"problem-{problem.kind}",
        "fingerprint": _unique(_short(f"{problem.kind}\0{problem.message}"), problem.path, taken),
        "severity": "info" if problem.kind in NOTES else "blocker",
        "location": {"path": _relative(problem.path), "lines": {"begin": 1}},
    }


def _unique(fingerprint: str, path: str, taken: set[str]) -> str:
    """Return the fingerprint as 32 hexadecimal digits, told apart by its path and then by a number where it must be."""
    made = _short(fingerprint)
    number = 0
    while made in taken:
        made = _short(f"{fingerprint}\0{path}\0{number}")
        number += 1
    taken.add(made)
    return made


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _relative(path: str) -> str:
    """Return the path as GitLab wants it: it finds no file of a path that begins with `./`."""
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path
