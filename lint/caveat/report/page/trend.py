"""What has changed since an earlier report: counts before and now, and what is new and gone."""

from __future__ import annotations

import posixpath
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Literal

from caveat.report import overview

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caveat.engine.finding import DocumentSummary, Finding, Report

Way = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number before and now, both as words and in hundredths of the greater one; less is better in all of them."""

    name: str
    before: str
    now: str
    change: str
    way: Way
    bar: float
    mark: float


@dataclass(frozen=True, slots=True)
class PieceChange:
    """The findings of a piece that are new, and those that are gone; `added` says that the piece itself is new."""

    new: int
    gone: int
    added: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """What has changed since the report of a day, in the pieces that are in both.

    `told` says in sentences what came and went.
    """

    date: str
    measures: tuple[Measure, ...]
    told: tuple[str, ...]
    pieces: Mapping[str, PieceChange]


def trend_of(report: Report, previous: Report, date: str) -> Trend:
    """Hold a report against an earlier one; `date` is the day of the earlier one in words."""
    partners = _partners(report, previous)
    added = {one.path for one in report.documents if one.path not in partners}
    dropped = {one.path for one in previous.documents} - {one.path for one in partners.values()}
    before = [finding for finding in overview.counted(previous.findings) if finding.path not in dropped]
    now = [finding for finding in overview.counted(report.findings) if finding.path not in added]
    known = {finding.fingerprint for finding in before}
    left = {finding.fingerprint for finding in now}
    new = [finding for finding in now if finding.fingerprint not in known]
    gone = [finding for finding in before if finding.fingerprint not in left]
    pairs = [(partners[one.path], one) for one in report.documents if one.path in partners]
    return Trend(
        date,
        (*_counts(before, now), _claims(pairs), *_grades(pairs)) if pairs else (),
        (*_told(report, new, gone), *_pieces_told(len(added), len(dropped)), *_tools(report, previous)),
        _pieces(report, partners, new, gone),
    )


def _partners(report: Report, previous: Report) -> dict[str, DocumentSummary]:
    """Return by path the pieces as they were: those at the same path, else those with the same id of their own."""
    by_path = {posixpath.normpath(one.path): one for one in previous.documents}
    ids = Counter(one.id for one in (*previous.documents, *report.documents) if one.id is not None)
    by_id = {one.id: one for one in previous.documents if one.id is not None and ids[one.id] <= 2}
    found: dict[str, DocumentSummary] = {}
    taken: set[str] = set()
    for document in report.documents:
        if (partner := by_path.get(posixpath.normpath(document.path))) is not None:
            found[document.path] = partner
            taken.add(partner.path)
    for document in report.documents:
        other = None if document.id is None else by_id.get(document.id)
        if document.path not in found and other is not None and other.path not in taken:
            found[document.path] = other
            taken.add(other.path)
    return found


def _counts(before: list[Finding], now: list[Finding]) -> list[Measure]:
    earlier, later = overview.by_severity(before), overview.by_severity(now)
    names = {"error": "errors", "warning": "warnings", "info": "info"}
    return [_measure(names[severity], earlier[severity], later[severity]) for severity in earlier]


def _claims(pairs: Sequence[tuple[DocumentSummary, DocumentSummary]]) -> Measure:
    before, now = (sum(one.claims.total - one.claims.sourced for one in side) for side in zip(*pairs, strict=True))
    return _measure("claims without a source", before, now)


def _grades(pairs: Sequence[tuple[DocumentSummary, DocumentSummary]]) -> list[Measure]:
    """Return the middle grade of the pieces that have one in both reports."""
    grades = [
        (before.readability.smog.grade, now.readability.smog.grade)
        for before, now in pairs
        if before.readability is not None and now.readability is not None
    ]
    if not grades:
        return []
    name = "SMOG grade" if len(grades) == 1 else "middle SMOG grade"
    return [_measure(name, *(round(median(side), 1) for side in zip(*grades, strict=True)))]


def _measure(name: str, before: float, now: float) -> Measure:
    longest = max(before, now) or 1
    form = "{:,}" if isinstance(now, int) else "{:.1f}"
    change = round(now - before, 1)
    return Measure(
        name,
        form.format(before),
        form.format(now),
        f"{'+' if change > 0 else '−'}{form.format(abs(change))}" if change else "no change",
        "same" if not change else "better" if change < 0 else "worse",
        round(100 * now / longest, 2),
        round(100 * before / longest, 2),
    )


def _told(report: Report, new: list[Finding], gone: list[Finding]) -> Iterator[str]:
    accepted = {finding.fingerprint for finding in overview.suppressed(report.findings)}
    settled = sum(finding.fingerprint in accepted for finding in gone)
    told = f"{len(new):,} {'finding is' if len(new) == 1 else 'findings are'} new, {len(gone):,} gone"
    yield f"{told} ({settled:,} of them accepted or suppressed)." if settled else f"{told}."


def _pieces_told(added: int, dropped: int) -> Iterator[str]:
    pieces = [f"{overview.amount(added, 'piece')} new here"] if added else []
    if dropped:
        pieces.append(f"{overview.amount(dropped, 'piece')} of the earlier report not in this one")
    if pieces:
        yield f"Left out: {', '.join(pieces)}."


def _tools(report: Report, previous: Report) -> Iterator[str]:
    if previous.tool.version != report.tool.version:
        yield f"The earlier report is by {previous.tool.name} {previous.tool.version}; its rules may differ from these."


def _pieces(
    report: Report, partners: Mapping[str, DocumentSummary], new: list[Finding], gone: list[Finding]
) -> dict[str, PieceChange]:
    came, went = (Counter(finding.path for finding in which) for which in (new, gone))
    return {
        one.path: PieceChange(came[one.path], went[partners[one.path].path], added=False)
        if one.path in partners
        else PieceChange(0, 0, added=True)
        for one in report.documents
    }
