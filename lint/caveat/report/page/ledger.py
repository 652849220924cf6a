"""The ledger of claims as the page shows it: each claim with its place, and the words and findings it leads to."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.report.ledger.rows import STEPS, STRENGTHS, totals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.engine.finding import Finding, LedgerClaim

_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source by a claim; `address` is empty when it does not lead to the web."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A rule that found fault with a claim's words; `number` is its card's, `suppressed` says that nobody counts it."""

    rule: str
    number: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One claim. `number` is the one that its marked words bear, `linked` says that the page shows them."""

    number: int
    claim: LedgerClaim
    linked: bool
    strength: str
    step: str
    sources: tuple[SourceLine, ...]
    findings: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The claims of one document; `leaf` is its number on the page."""

    leaf: int
    path: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """All claims on the page, with how many there are of each status and kind."""

    chapters: tuple[Chapter, ...]
    total: int
    statuses: dict[str, int]
    kinds: dict[str, int]
    sourced: int

    @property
    def leaves(self) -> frozenset[int]:
        """The numbers of the documents that make claims."""
        return frozenset(chapter.leaf for chapter in self.chapters)


def ledger_view(claims: Sequence[LedgerClaim], chapters: Sequence[Chapter]) -> LedgerView:
    """Return the ledger with its totals; chapters without claims are left out."""
    kinds = Counter(claim.kind for claim in claims)
    return LedgerView(
        chapters=tuple(chapter for chapter in chapters if chapter.rows),
        total=len(claims),
        statuses=totals(claims),
        kinds=dict(sorted(kinds.items())),
        sourced=sum(bool(claim.sources) for claim in claims),
    )


class Cards:
    """Finds the card of a rule that stands on given words of one document."""

    def __init__(self, findings: Mapping[int, Finding], numbers: Mapping[int, int]) -> None:
        """Take the document's counted findings by their position in the report, and the number of each on the page."""
        self._by_rule: dict[str, list[tuple[int, int, int]]] = {}
        for index, finding in findings.items():
            if finding.scope == "document":
                continue
            own = (finding.rule, finding.start.offset, finding.end.offset)
            related = [
                (one.rule or finding.rule, one.start.offset, one.end.offset)
                for one in finding.related
                if one.path == finding.path
            ]
            for rule, start, end in dict.fromkeys([own, *related]):
                self._by_rule.setdefault(rule, []).append((start, end, numbers[index]))
        for places in self._by_rule.values():
            places.sort()

    def of(self, claim: LedgerClaim) -> tuple[FindingLine, ...]:
        """Return the findings on a claim's words; one without a card is suppressed."""
        return tuple(self._line(rule, claim.start.offset, claim.end.offset) for rule in claim.findings)

    def _line(self, rule: str, start: int, end: int) -> FindingLine:
        places = self._by_rule.get(rule, [])
        number = next((one[2] for one in places[: bisect_left(places, (end, 0, 0))] if one[1] > start), None)
        return FindingLine(rule, number, number is None)


def row_of(number: int, claim: LedgerClaim, findings: tuple[FindingLine, ...], *, linked: bool) -> Row:
    """Return a claim as a row of the ledger."""
    return Row(
        number=number,
        claim=claim,
        linked=linked,
        strength=STRENGTHS[claim.strength],
        step=STEPS[claim.qualifier],
        sources=tuple(
            SourceLine(one.text or one.target, one.target if one.target.lower().startswith(_WEB) else "")
            for one in claim.sources
        ),
        findings=findings,
    )
