"""The table of all pieces on the page, the one with the most to mend first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from caveat.report import overview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.engine.finding import DocumentSummary, GradeEstimate, Review
    from caveat.report.page.hardness import HardnessView
    from caveat.report.page.trend import PieceChange, Trend
    from caveat.report.page.view import Leaf
    from caveat.rule import Severity

_VERDICTS = {"met": "meets its target", "unsure": "does not clearly meet its target", "above": "is above its target"}


@dataclass(frozen=True, slots=True)
class GradeCell:
    """A SMOG grade, its interval in words, and both and its target in hundredths of the table's scale.

    `state` holds it against its target; empty where there is none.
    """

    grade: float
    interval: str
    low: float
    high: float
    place: float
    goal: float | None
    target: str
    state: Literal["", "met", "unsure", "above"]
    told: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One piece. `rank` counts from 1 by risk, and is the same for pieces between which nothing tells."""

    rank: int
    leaf: int
    title: str
    path: str
    genre: str
    counts: Mapping[Severity, int]
    words: int | None
    claims: int
    unsourced: int
    grade: GradeCell | None
    missing: tuple[str, ...]
    review: Review | None
    standing: str
    change: PieceChange | None


@dataclass(frozen=True, slots=True)
class IndexView:
    """The rows by risk, and the first and the last grade of the scale that all of them share.

    `reviewed` says that somebody has decided something about one of the pieces, `since` from what day changes count.
    """

    rows: tuple[IndexRow, ...]
    scale: tuple[int, int]
    reviewed: bool
    since: str


def index_view(
    leaves: Sequence[Leaf], summaries: Mapping[str, DocumentSummary | None], trend: Trend | None = None
) -> IndexView:
    """Return the pieces by risk: errors, then warnings, claims without a source, and grades above the target.

    `trend` says what has changed in each piece.
    """
    changes = {} if trend is None else trend.pieces
    risks = {leaf.number: _risk(leaf, summaries[leaf.path]) for leaf in leaves}
    order = sorted(risks.values(), reverse=True)
    scale = scale_of(leaves, summaries)
    rows = sorted(
        (
            _row(leaf, summaries[leaf.path], order.index(risks[leaf.number]) + 1, scale, changes.get(leaf.path))
            for leaf in leaves
        ),
        key=lambda row: (row.rank, row.leaf),
    )
    reviewed = any(leaf.review is not None for leaf in leaves)
    return IndexView(tuple(rows), scale, reviewed, "" if trend is None else trend.date)


def scale_of(leaves: Sequence[Leaf], summaries: Mapping[str, DocumentSummary | None]) -> tuple[int, int]:
    """Return the whole grades between which all intervals and targets lie."""
    panels = [summary.readability for summary in summaries.values() if summary is not None]
    grades = [grade for panel in panels if panel is not None for grade in (panel.smog.low, panel.smog.high)]
    grades += [leaf.hard.goal for leaf in leaves if leaf.hard is not None and leaf.hard.goal is not None]
    return (math.floor(min(grades)), max(math.ceil(max(grades)), math.floor(min(grades)) + 1)) if grades else (0, 20)


def _risk(leaf: Leaf, summary: DocumentSummary | None) -> tuple[int, int, int, bool]:
    unsourced = 0 if summary is None else summary.claims.total - summary.claims.sourced
    return leaf.counts["error"], leaf.counts["warning"], unsourced, _state(leaf.hard) == "above"


def _row(
    leaf: Leaf, summary: DocumentSummary | None, rank: int, scale: tuple[int, int], change: PieceChange | None
) -> IndexRow:
    panel = None if summary is None else summary.readability
    return IndexRow(
        rank=rank,
        leaf=leaf.number,
        title=leaf.title,
        path=leaf.path,
        genre=leaf.genre,
        counts=leaf.counts,
        words=None if summary is None else summary.words,
        claims=0 if summary is None else summary.claims.total,
        unsourced=0 if summary is None else summary.claims.total - summary.claims.sourced,
        grade=None if panel is None else _grade(panel.smog, leaf.hard, scale),
        missing=() if summary is None else tuple(overview.disclosures(summary, present=False)),
        review=leaf.review,
        standing="Nothing decided" if leaf.review is None else overview.STANDS[leaf.review.state],
        change=change,
    )


def _grade(smog: GradeEstimate, hard: HardnessView | None, scale: tuple[int, int]) -> GradeCell:
    first, last = scale

    def place(grade: float) -> float:
        return round((grade - first) * 100 / (last - first), 2)

    state = _state(hard)
    return GradeCell(
        grade=smog.grade,
        interval=f"{smog.low:.1f} to {smog.high:.1f}",
        low=place(smog.low),
        high=place(smog.high),
        place=place(smog.grade),
        goal=None if hard is None or hard.goal is None else place(hard.goal),
        target="" if hard is None or hard.goal is None else f"{hard.goal:g}",
        state=state,
        told=_VERDICTS[state] if state else "",
    )


def _state(hard: HardnessView | None) -> Literal["", "met", "unsure", "above"]:
    """Hold the grades of a text against their targets; what it says is of the one that fares worst."""
    verdicts = () if hard is None else tuple(one.verdict for one in hard.targets)
    if "above" in verdicts:
        return "above"
    if "unsure" in verdicts:
        return "unsure"
    return "met" if verdicts else ""
