"""One document as `caveat watch` shows it: how hard it is, what is wrong, and what the last save changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.report import overview
from caveat.report.columns import filled
from caveat.report.paint import Paint, painter
from caveat.report.score import grade_rows, rewrite_rows
from caveat.report.score import render as render_scores
from caveat.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.engine.finding import Finding, Problem, Report
    from caveat.engine.score import DocumentScore

# A screen is to be taken in at a glance.
_FINDINGS = 12


@dataclass(frozen=True, slots=True)
class Watched:
    """What was found out about a document; None for what was not asked for, or could not be done.

    `brief` leaves room for both on one screen.
    """

    path: str
    score: DocumentScore | None
    report: Report | None
    problems: tuple[Problem, ...]
    brief: bool


def render(now: Watched, before: Watched | None, *, color: bool, width: int) -> str:
    """Return the document for the screen, with what changed since it was shown before."""
    paint = painter(color=color)
    return "".join(line + "\n" for line in _lines(now, before, paint, width, color=color))


def _lines(now: Watched, before: Watched | None, paint: Paint, width: int, *, color: bool) -> Iterator[str]:
    problems = {problem.message for problem in now.problems} | (
        {problem.message for problem in now.report.problems} if now.report is not None else set()
    )
    if now.score is None or now.brief:
        yield paint(visible(now.path), "bold")
    for message in sorted(problems):
        yield from filled(visible(message), width, "  ")
    if now.score is not None:
        if now.brief:
            yield from grade_rows(now.score, paint, width)
            yield from rewrite_rows(now.score, paint, width, most=3)
        else:
            yield from render_scores_of(now.score, color=color, width=width)
        if (told := _moved(now.score, None if before is None else before.score)) is not None:
            yield ""
            yield from filled(told, width, "")
    if now.report is not None:
        yield from _findings(now.report, None if before is None else before.report, paint, width)


def render_scores_of(score: DocumentScore, *, color: bool, width: int) -> list[str]:
    """Return the whole screen of `caveat score` for one document, as lines."""
    from caveat.engine.score import Scores

    return render_scores(Scores(1, (score,)), color=color, width=width).splitlines()


def _moved(now: DocumentScore, before: DocumentScore | None) -> str | None:
    """Return how the grades moved with the last save."""
    if before is None or before.readability is None or now.readability is None:
        return None
    moves = []
    for name, old, new in (
        ("SMOG", before.readability.smog.grade, now.readability.smog.grade),
        ("Flesch-Kincaid", before.readability.flesch_kincaid.grade, now.readability.flesch_kincaid.grade),
    ):
        moves.append(f"{name} {old:.1f} to {new:.1f}" if old != new else f"{name} still {new:.1f}")
    return f"Since the last save: {', '.join(moves)}."


def _findings(now: Report, before: Report | None, paint: Paint, width: int) -> Iterator[str]:
    found = overview.counted(now.findings)
    yield ""
    told = paint(overview.totals(overview.by_severity(found)), "bold")
    if before is not None:
        earlier = {finding.fingerprint for finding in overview.counted(before.findings)}
        present = {finding.fingerprint for finding in found}
        parts = [
            f"{number} {word}"
            for number, word in ((len(earlier - present), "gone"), (len(present - earlier), "new"))
            if number
        ]
        told += f"; since the last save {', '.join(parts) or 'none is gone or new'}"
    yield told
    fresh = set() if before is None else {one.fingerprint for one in overview.counted(before.findings)}
    ranked = sorted(found, key=lambda one: (bool(fresh) and one.fingerprint in fresh, _rank(one)))
    for finding in ranked[:_FINDINGS]:
        sign = "+" if before is not None and finding.fingerprint not in fresh else " "
        place = f"{finding.start.line}:{finding.start.column}"
        lead = f"{sign} {place:<8} {finding.severity:<8}"
        lines = filled(f"{visible(finding.message)} [{finding.rule}]", width, " " * len(lead), lead)
        yield lines[0].replace(finding.severity, paint(finding.severity, finding.severity), 1)
        yield from lines[1:]
    if len(ranked) > _FINDINGS:
        yield paint(f"  and {len(ranked) - _FINDINGS:,} more: caveat check {visible(now.documents[0].path)}", "dim")


def _rank(finding: Finding) -> tuple[int, int]:
    return ("error", "warning", "info").index(finding.severity), finding.start.offset
