"""Workflow commands that GitHub Actions shows as annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.engine.finding import SEVERITIES
from caveat.report import overview
from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.engine.finding import Finding, Problem, Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
# GitHub shows this many annotations of each kind for a step; the others stay in its log.
SHOWN = 10


def encode(report: Report) -> str:
    """Return a workflow command for each finding, the gravest first, and a notice with the totals.

    Only so many notices are commands that the totals are still shown; the other notices are plain lines of the log.
    """
    findings = overview.counted(report.findings)
    failures = overview.failures(report.problems)
    notes = [problem for problem in report.problems if problem not in failures]
    lines = [_problem("error", problem) for problem in failures]
    for severity in SEVERITIES:
        lines += [_finding(finding) for finding in findings if finding.severity == severity]
    lines += [_problem("notice", problem) for problem in notes]
    notices = [line for line in lines if line.startswith("::notice ")]
    for line in notices[SHOWN - 1 :]:
        lines[lines.index(line)] = _log_line(line)
    counts = overview.by_severity(findings)
    text = f"{overview.totals(counts)} in {overview.words_checked(report)}"
    if failures:
        text += f"; {len(failures):,} could not be checked"
    errors = counts["error"] + len(failures)
    if errors > SHOWN or counts["warning"] > SHOWN or len(notices) >= SHOWN:
        text += (
            f". GitHub shows at most {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices of a step; "
            "the log of the step has them all"
        )
    lines.append(f"::notice title=Caveat::{_data(text[0].upper() + text[1:] + '.')}")
    return "".join(line + "\n" for line in lines)


def _finding(finding: Finding) -> str:
    properties = {"file": finding.path, "line": str(finding.start.line), "endLine": str(finding.end.line)}
    if finding.scope == "document":
        del properties["endLine"]
    elif finding.start.line == finding.end.line:
        # GitHub takes columns only when a finding stays on one line.
        properties |= {"col": str(finding.start.column), "endColumn": str(finding.end.column)}
    properties["title"] = finding.rule
    return _command(_COMMANDS[finding.severity], properties, finding.message)


def _problem(command: str, problem: Problem) -> str:
    return _command(command, {"file": problem.path, "title": problem.kind}, problem.message)


def _command(command: str, properties: dict[str, str], message: str) -> str:
    joined = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {joined}::{_data(message)}"


def _log_line(command: str) -> str:
    # Without its leading colons it is no command, whatever stands in it.
    return command.removeprefix("::")


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
