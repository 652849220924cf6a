"""The report as JUnit's XML, the form in which build servers read the results of tests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caveat.engine.finding import NOTES
from caveat.report import overview
from caveat.report.xml import attribute

if TYPE_CHECKING:
    from caveat.engine.finding import Finding, Problem, Report


@dataclass(slots=True)
class _Suite:
    """The test cases of one file, and how many of them failed, broke down or were passed over."""

    cases: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    failures: int = 0
    errors: int = 0
    skipped: int = 0

    def add(self, path: str, name: str, body: str) -> None:
        """Add a test case; what reads these files takes two of one name for one."""
        self.names[name] += 1
        told = name if self.names[name] == 1 else f"{name} ({self.names[name]})"
        self.cases.append(f'    <testcase classname="{attribute(path)}" name="{attribute(told)}">{body}</testcase>')


def encode(report: Report) -> str:
    """Return a test suite for each file.

    A finding is a failed test, a suppressed one or an accepted risk a skipped test with its reason, a file that could
    not be checked an error, and a file with nothing of these one test that passed.
    """
    suites: dict[str, _Suite] = {document.path: _Suite() for document in report.documents}
    for problem in report.problems:
        _add_problem(suites.setdefault(problem.path, _Suite()), problem)
    for finding in report.findings:
        _add_finding(suites.setdefault(finding.path, _Suite()), finding)
    for path, suite in suites.items():
        if not suite.cases:
            suite.add(path, "caveat", "")
    total = _counts(
        sum(len(one.cases) for one in suites.values()),
        sum(one.failures for one in suites.values()),
        sum(one.errors for one in suites.values()),
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="caveat" {total}>']
    for path in sorted(suites):
        suite = suites[path]
        counts = _counts(len(suite.cases), suite.failures, suite.errors)
        lines.append(f'  <testsuite name="{attribute(path)}" {counts} skipped="{suite.skipped}">')
        lines += suite.cases
        if suite.notes:
            lines += ["    <system-out>" + "\n".join(suite.notes) + "</system-out>"]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(tests: int, failures: int, errors: int) -> str:
    return f'tests="{tests}" failures="{failures}" errors="{errors}"'


def _add_finding(suite: _Suite, finding: Finding) -> None:
    line = f":{finding.start.line}:{finding.start.column}" if finding.scope == "span" else ""
    if finding.suppressed is None:
        suite.failures += 1
        words = f"{finding.path}{line}: {finding.severity}: {finding.message}"
        body = f'<failure type="{finding.severity}" message="{attribute(finding.message)}">{attribute(words)}</failure>'
    else:
        suite.skipped += 1
        kept = finding.suppressed
        reason = overview.decision_text(finding.decision) if finding.decision else f"{kept.reason} ({kept.by})"
        body = f'<skipped message="{attribute(reason)}"/>'
    suite.add(finding.path, f"{finding.rule}{line}", body)


def _add_problem(suite: _Suite, problem: Problem) -> None:
    if problem.kind in NOTES:
        suite.notes.append(attribute(f"{problem.kind}: {problem.message}"))
        return
    suite.errors += 1
    kind, message = attribute(problem.kind), attribute(problem.message)
    body = f'<error type="{kind}" message="{message}">{attribute(problem.path)}: {message}</error>'
    suite.add(problem.path, f"problem:{problem.kind}", body)
