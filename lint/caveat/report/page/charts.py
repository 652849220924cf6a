"""The charts on top of the page: where each bar and mark stands, and what they show in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING

from caveat.report import overview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.engine.finding import LedgerClaim
    from caveat.report.page.index import GradeCell, IndexView
    from caveat.rule import Severity

# The grades' chart, in its own units: how wide it is, and how much of that is margin.
_WIDTH = 400.0
_MARGIN = 8.0
# How tall the rows of the grades' chart may be at most, and all of them together.
_ROW = 9.0
_ROWS = 220.0
_KINDS = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, in hundredths of the longest one."""

    name: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class FamilyBar:
    """The findings of a family by severity."""

    family: str
    counts: Mapping[Severity, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ClaimBar:
    """The claims of a kind, with and without a source."""

    kind: str
    sourced: int
    unsourced: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GradeMark:
    """The grade of a piece and its interval, in the units of the chart; `goal` is set where targets differ."""

    low: float
    high: float
    place: float
    level: float
    goal: float | None
    state: str


@dataclass(frozen=True, slots=True)
class GradeChart:
    """The grades of all pieces, the hardest on top. `told` says in words what it shows."""

    told: str
    counts: Mapping[str, int]
    marks: tuple[GradeMark, ...]
    ticks: tuple[tuple[float, str], ...]
    goal: tuple[float, str] | None
    floor: float


@dataclass(frozen=True, slots=True)
class Charts:
    """What is drawn on top of the page; no grades when fewer than two pieces have one."""

    families: tuple[FamilyBar, ...]
    claims: tuple[ClaimBar, ...]
    grades: GradeChart | None


def charts_of(
    families: Mapping[str, Mapping[Severity, int]],
    claims: Sequence[LedgerClaim],
    total: int,
    sourced: int,
    index: IndexView,
) -> Charts:
    """Return the charts of a report: its counts by family, its claims, and the grades in its table of pieces."""
    longest = max((sum(counts.values()) for counts in families.values()), default=0)
    return Charts(
        tuple(FamilyBar(family, counts, _parts(counts, longest)) for family, counts in families.items()),
        tuple(_claims(claims, total, sourced)),
        _grades(index),
    )


def _claims(claims: Sequence[LedgerClaim], total: int, sourced: int) -> list[ClaimBar]:
    """Return a bar for all claims, and one for each kind when there are several, the one with most to do first.

    Of more than eight kinds the last ones share a bar.
    """
    if not total:
        return []
    kinds = Counter(claim.kind for claim in claims)
    with_source = Counter(claim.kind for claim in claims if claim.sources)
    order = sorted(kinds, key=lambda kind: (with_source[kind] - kinds[kind], kind))
    bars = [_claim_bar("all", sourced, total - sourced, total)]
    if len(order) <= 1:
        return bars
    rows = [(kind, with_source[kind], kinds[kind]) for kind in order]
    if len(rows) > _KINDS:
        rest = rows[_KINDS - 1 :]
        rows = rows[: _KINDS - 1]
        rows.append((f"{len(rest)} other kinds", sum(one[1] for one in rest), sum(one[2] for one in rest)))
    longest = max(number for _, _, number in rows)
    return bars + [_claim_bar(kind, one, number - one, longest) for kind, one, number in rows]


def _claim_bar(kind: str, sourced: int, unsourced: int, longest: int) -> ClaimBar:
    return ClaimBar(kind, sourced, unsourced, _parts({"unsourced": unsourced, "sourced": sourced}, longest))


def _parts(counts: Mapping[Severity, int] | Mapping[str, int], longest: int) -> tuple[Part, ...]:
    ends = list(accumulate(counts.values()))
    return tuple(
        Part(name, round(100 * (end - number) / longest, 2), round(100 * number / longest, 2))
        for (name, number), end in zip(counts.items(), ends, strict=True)
        if number
    )


def _grades(index: IndexView) -> GradeChart | None:
    cells = [row.grade for row in index.rows if row.grade is not None]
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: -cell.grade)
    first, last = index.scale
    row = min(_ROW, _ROWS / len(cells))

    def across(hundredths: float) -> float:
        return round(_MARGIN + hundredths * (_WIDTH - 2 * _MARGIN) / 100, 2)

    goals = {cell.goal: cell.target for cell in cells if cell.goal is not None}
    (shared,) = goals if len(goals) == 1 else (None,)
    steps = range(first, last + 1, max(1, (last - first) // 7))
    return GradeChart(
        told=_told(cells, goals.get(shared) if shared is not None else None),
        counts=Counter(cell.state for cell in cells if cell.state),
        marks=tuple(
            GradeMark(
                across(cell.low),
                across(cell.high),
                across(cell.place),
                round(row * (number + 0.5), 2),
                None if cell.goal is None or shared is not None else across(cell.goal),
                cell.state or "none",
            )
            for number, cell in enumerate(cells)
        ),
        ticks=tuple((across(100 * (grade - first) / (last - first)), str(grade)) for grade in steps),
        goal=None if shared is None else (across(shared), goals[shared]),
        floor=round(row * len(cells), 2),
    )


def _told(cells: Sequence[GradeCell], target: str | None) -> str:
    grades = [cell.grade for cell in cells]
    states = Counter(cell.state for cell in cells if cell.state)
    told = (
        f"{overview.amount(len(cells), 'piece')} with a SMOG grade, "
        f"from {min(grades):.1f} to {max(grades):.1f}, {median(grades):.1f} in the middle"
    )
    if not states:
        return f"{told}."
    goal = "its target" if target is None else f"the target of {target}"
    return f"{told}. {states['above']} above {goal}, {states['unsure']} not clearly, {states['met']} at or below it."
