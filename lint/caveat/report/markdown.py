"""A summary for a pull request: the totals, a table of the documents, and the findings folded away."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from caveat.patterns import compiled
from caveat.report import overview
from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.engine.finding import DocumentSummary, Finding, Problem, Report

# GitHub takes comments of up to 65,536 characters.
LIMIT = 60_000

_SIGNS = {"error": "🛑", "warning": "⚠️", "info": "ℹ️"}
_PUNCTUATION = compiled(r"([\\`*_{}\[\]()#+\-.!|~$=^:])")
# An invisible word joiner keeps what follows from being read as a name to notify, an issue, or an address.
_CALLS = compiled(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"
_ROWS = 100


def render(report: Report) -> str:
    """Return the summary as Markdown for GitHub, at most `LIMIT` characters, saying what was cut."""
    findings = overview.counted(report.findings)
    counts = overview.by_severity(findings)
    head = [
        "## Caveat",
        "",
        f"**{_capital(overview.totals(counts))}** in {overview.words_checked(report)}.{_not_counted(report)}",
        "",
    ]
    if findings:
        head += _families(findings)
    failures = overview.failures(report.problems)
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    foot = ["", f"<sub>Caveat {text(report.tool.version)}, {text(report.today)}.</sub>"]
    room = LIMIT - _size(head) - _size(foot) - 500
    body: list[str] = []
    cut_problems = 0
    for problem in (*failures, *(problem for problem in report.problems if problem not in failures)):
        line = _problem(problem, failed=problem in failures)
        if _size(body) + len(line) < room // 4:
            body.append(line)
        else:
            cut_problems += 1
    body += [""] if body else []
    rows, cut_rows = _documents(report, by_path, room // 2)
    body += rows
    cut = 0
    risks, cut_risks = _accepted(report, room // 4)
    body += risks
    used = _size(body)
    for path, group in by_path.items():
        section, left_out = _section(path, group, room - used)
        cut += left_out
        body += section
        used += _size(section)
    notes = [
        f"{overview.amount(number, noun)} left out to keep this summary short."
        for number, noun in (
            (cut_problems, "problem"),
            (cut_rows, "document"),
            (cut_risks, "accepted risk"),
            (cut, "finding"),
        )
        if number
    ]
    body += [f"_{note}_" for note in notes] and ["", *(f"_{note}_" for note in notes)]
    return "\n".join(head + body + foot) + "\n"


def text(content: str) -> str:
    """Return a stranger's text as Markdown that shows it and does nothing else: no markup, link, image or mention."""
    shown = _CALLS.sub(lambda match: match[0] + _JOINER, visible(content))
    return _PUNCTUATION.sub(r"\\\1", shown).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _code(content: str) -> str:
    shown = visible(content).strip() or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _families(findings: list[Finding]) -> list[str]:
    lines = ["| Family | Errors | Warnings | Info |", "| :-- | --: | --: | --: |"]
    for family, counts in overview.by_family(findings).items():
        lines.append(f"| {text(family)} | " + " | ".join(f"{number:,}" for number in counts.values()) + " |")
    return [*lines, ""]


def _documents(report: Report, by_path: dict[str, list[Finding]], room: int) -> tuple[list[str], int]:
    if not report.documents:
        return [], 0
    lines = [
        "| Document | Errors | Warnings | Info | Words | SMOG grade | Claims with a source | Disclosures missing |",
        "| :-- | --: | --: | --: | --: | --: | --: | :-- |",
    ]
    used = _size(lines)
    for number, document in enumerate(report.documents):
        row = _row(document, by_path.get(document.path, []))
        used += len(row) + 1
        if number >= _ROWS or used > room:
            return [*lines, ""], len(report.documents) - number
        lines.append(row)
    return [*lines, ""], 0


def _accepted(report: Report, room: int) -> tuple[list[str], int]:
    """Return the risks that reviewers accepted, folded away, and how many there was no room for."""
    findings = overview.accepted(report.findings)
    if not findings:
        return [], 0
    lines = [f"<details><summary>{overview.amount(len(findings), 'accepted risk')}</summary>", ""]
    used = _size(lines)
    for number, finding in enumerate(findings):
        if finding.decision is None:
            continue
        quote = f" “{text(_shortened(finding.quote, 120))}”" if finding.quote else ""
        place = _code(_shortened(f"{finding.path}:{finding.start.line}", 200))
        line = f"- {place} {_code(finding.rule)}{quote}: {text(overview.decision_text(finding.decision))}"
        used += len(line) + 1
        if used > room:
            return [*lines, "", "</details>", ""], len(findings) - number
        lines.append(line)
    return [*lines, "", "</details>", ""], 0


def _row(document: DocumentSummary, findings: list[Finding]) -> str:
    missing = ", ".join(overview.disclosures(document, present=False)) or "none"
    grade = "" if document.readability is None else overview.grade_text(document.readability.smog)
    cells = [
        text(_shortened(document.path, 200)),
        *(f"{number:,}" for number in overview.by_severity(findings).values()),
        f"{document.words:,}",
        grade,
        f"{document.claims.sourced:,} of {document.claims.total:,}",
        text(missing),
    ]
    return f"| {' | '.join(cells)} |"


def _section(path: str, findings: list[Finding], room: int) -> tuple[list[str], int]:
    totals = overview.totals(overview.by_severity(findings))
    # A line of HTML is not read as Markdown: here the escapes are those of HTML.
    name = html.escape(_CALLS.sub(lambda match: match[0] + _JOINER, visible(_shortened(path, 200))))
    lines = ["<details>", f"<summary><b>{name}</b>: {totals}</summary>", ""]
    used = _size(lines) + len("\n</details>\n\n")
    for number, finding in enumerate(findings):
        entry = _entry(finding)
        used += len(entry) + 1
        if used > room:
            shown = [*lines, "", "</details>", ""] if number else []
            return shown, len(findings) - number
        lines.append(entry)
    return [*lines, "", "</details>", ""], 0


def _entry(finding: Finding) -> str:
    where = "whole document" if finding.scope == "document" else f"line {finding.start.line}"
    quote = f" {_code(_shortened(finding.quote, 300))}" if finding.quote and finding.scope == "span" else ""
    message = text(_shortened(finding.message, 500))
    standard = f" _{text(finding.standard)}_" if finding.standard else ""
    return f"- {_SIGNS[finding.severity]} **{text(finding.rule)}**, {where}:{quote} {message}{standard}"


def _problem(problem: Problem, *, failed: bool) -> str:
    label = "Not checked" if failed else "Note"
    return f"- **{label}:** {text(problem.path)}: {text(_shortened(problem.message, 300))} ({text(problem.kind)})"


def _not_counted(report: Report) -> str:
    parts = overview.left_out(report)
    return f" Not counted: {', '.join(parts)}." if parts else ""


def _shortened(content: str, length: int) -> str:
    return content if len(content) <= length else content[: length - 1] + "…"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _size(lines: list[str]) -> int:
    return sum(map(len, lines)) + len(lines)
