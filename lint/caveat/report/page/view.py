"""What the page shows, worked out before a word of HTML is written."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.document import Span
from caveat.patterns import compiled
from caveat.report import overview
from caveat.report.advice import Advice, advice_of
from caveat.report.page.charts import Charts, charts_of
from caveat.report.page.checklist import ChecklistView, checklist_view
from caveat.report.page.hardness import HardnessView, hardness_view
from caveat.report.page.index import IndexView, index_view
from caveat.report.page.ledger import Cards, Chapter, ledger_view, row_of
from caveat.report.page.markup import rich
from caveat.report.page.reading import Mark, Said, read_through
from caveat.report.page.trend import Trend, trend_of
from caveat.report.placement import Placement, Stretch
from caveat.report.proposal import Proposal, proposal_of
from caveat.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from caveat.document import Document
    from caveat.engine.finding import (
        DocumentSummary,
        Finding,
        GradeEstimate,
        LedgerClaim,
        Problem,
        ReadabilityPanel,
        Report,
        Review,
    )
    from caveat.library.targets import Targets
    from caveat.report.page.ledger import LedgerView
    from caveat.report.page.reading import Stratum
    from caveat.rule import Rule, Severity

# Of longer quotes of related places the beginning is enough to find them.
_QUOTE = 120
_LANGUAGE = compiled(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a card says of another place or rule; `number` is that of the finding there, when it is on the page."""

    place: str
    quote: str
    message: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """One finding on the page. `index` is its position in the report, `number` the one that readers see.

    `again` says that its rule found something before on the page, `said` that the message repeats the quote.
    """

    number: int
    index: int
    finding: Finding
    advice: Advice
    where: str
    relations: tuple[Relation, ...]
    proposal: Proposal | None
    again: bool
    said: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """A grade on a scale of school years, in hundredths of the scale's length."""

    text: str
    level: str
    low: float
    high: float
    grade: float


@dataclass(frozen=True, slots=True)
class Panel:
    """What the page says of a document beside its findings."""

    scale: Scale | None
    reading: str
    grades: tuple[str, ...]
    claims: str
    sourced: float | None
    missing: tuple[str, ...]
    present: tuple[str, ...]
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document on the page: its text with marks, the cards in its margin, and those on the whole of it."""

    number: int
    path: str
    title: str
    genre: str
    article: str | None
    words: int
    language: str
    counts: dict[Severity, int]
    panel: Panel | None
    checklist: ChecklistView | None
    hard: HardnessView | None
    strata: tuple[Stratum, ...] | None
    whole: tuple[Card, ...]
    outside: tuple[Card, ...]
    cards: tuple[Card, ...]
    suppressed: tuple[Finding, ...]
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule that found something, as the list at the end of the page explains it."""

    id: str
    count: int
    summary: str
    standard: str | None
    sections: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; `places` are the numbers of its documents by their paths."""

    title: str
    date: str
    read: str
    total: int
    counts: dict[Severity, int]
    families: dict[str, dict[Severity, int]]
    rules: tuple[RuleEntry, ...]
    leaves: tuple[Leaf, ...]
    failures: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    suppressed: int
    baselined: int
    claims: int
    sourced: int
    ledger: LedgerView
    index: IndexView
    charts: Charts
    trend: Trend | None
    places: dict[str, int]


def page_of(
    report: Report,
    documents: Callable[[str], Document | None],
    rules: Mapping[str, Rule],
    claims: Sequence[LedgerClaim],
    targets: Callable[[Document], Targets],
    previous: Report | None = None,
) -> Page:
    """Return what the page shows of a report and of the claims in its documents, and of what has changed."""
    findings = overview.counted(report.findings)
    summaries: dict[str, DocumentSummary | None] = {document.path: document for document in report.documents}
    for finding in report.findings:
        # A finding may be on a file that is no document, such as the configuration.
        summaries.setdefault(finding.path, None)
    by_path: dict[str, list[tuple[int, Finding]]] = {}
    for index, finding in enumerate(report.findings):
        by_path.setdefault(finding.path, []).append((index, finding))
    claims_by_path: dict[str, list[tuple[int, LedgerClaim]]] = {}
    for number, claim in enumerate(claims, 1):
        claims_by_path.setdefault(claim.path, []).append((number, claim))
    drafts: list[_Draft] = []
    numbers: dict[int, int] = {}
    for path, summary in summaries.items():
        draft = _Draft(path, summary, documents(path), by_path.get(path, []), claims_by_path.get(path, []))
        for index in draft.order():
            numbers[index] = len(numbers) + 1
        drafts.append(draft)
    failures = overview.failures(report.problems)
    met: set[str] = set()
    leaves = tuple(draft.leaf(number, numbers, rules, met, targets) for number, draft in enumerate(drafts, 1))
    chapters = [draft.chapter(leaf, numbers) for draft, leaf in zip(drafts, leaves, strict=True)]
    trend = None if previous is None else trend_of(report, previous, _date(previous.today))
    table = index_view(leaves, summaries, trend)
    families = overview.by_family(findings)
    total = sum(document.claims.total for document in report.documents)
    sourced = sum(document.claims.sourced for document in report.documents)
    return Page(
        title=f"Caveat report: {visible(leaves[0].title)}" if len(leaves) == 1 else "Caveat report",
        date=_date(report.today),
        read=overview.words_checked(report),
        total=len(findings),
        counts=overview.by_severity(findings),
        families=families,
        rules=_rule_entries(findings, rules),
        leaves=leaves,
        failures=tuple(failures),
        notes=tuple(problem for problem in report.problems if problem not in failures),
        suppressed=len(overview.suppressed(report.findings)),
        baselined=report.baselined,
        claims=total,
        sourced=sourced,
        ledger=ledger_view(claims, chapters),
        index=table,
        charts=charts_of(families, claims, total, sourced, table),
        trend=trend,
        places={leaf.path: leaf.number for leaf in leaves},
    )


class _Draft:
    """A document whose findings are being put in order, before all findings of the page have numbers."""

    def __init__(
        self,
        path: str,
        summary: DocumentSummary | None,
        document: Document | None,
        findings: Sequence[tuple[int, Finding]],
        claims: Sequence[tuple[int, LedgerClaim]],
    ) -> None:
        self._path = path
        self._summary = summary
        self._document = document
        self._suppressed = [finding for _, finding in findings if finding.suppressed is not None]
        self._findings = {index: finding for index, finding in findings if finding.suppressed is None}
        placement = None if document is None else Placement(document)
        self._stretches: dict[int, tuple[Stretch, ...]] = {
            index: placement.of(Span(finding.start.offset, finding.end.offset))
            if placement is not None and finding.scope == "span"
            else ()
            for index, finding in self._findings.items()
        }
        self._claims = claims
        self._claimed: dict[int, tuple[Stretch, ...]] = {
            number: () if placement is None else placement.of(Span(claim.start.offset, claim.end.offset))
            for number, claim in claims
        }

    def _of_whole(self) -> list[int]:
        return [index for index, finding in self._findings.items() if finding.scope == "document"]

    def _outside(self) -> list[int]:
        return [
            index for index, finding in self._findings.items() if finding.scope == "span" and not self._stretches[index]
        ]

    def _inside(self) -> list[int]:
        placed = [index for index in self._findings if self._stretches[index]]

        def position(index: int) -> tuple[int, int, int, int]:
            first, last = self._stretches[index][0], self._stretches[index][-1]
            return first.block, first.start, -last.block, -last.end

        return sorted(placed, key=position)

    def order(self) -> list[int]:
        """Return the findings, by their position in the report, as they follow each other on the page."""
        return [*self._of_whole(), *self._outside(), *self._inside()]

    def leaf(
        self,
        number: int,
        numbers: Mapping[int, int],
        rules: Mapping[str, Rule],
        met: set[str],
        targets: Callable[[Document], Targets],
    ) -> Leaf:
        """Return the document as the page shows it; `met` are the rules explained so far, and grows."""
        document, summary = self._document, self._summary
        same_words = {(finding.rule, finding.start.offset): numbers[index] for index, finding in self._findings.items()}

        def cards(indexes: Sequence[int]) -> tuple[Card, ...]:
            made = []
            for index in indexes:
                finding = self._findings[index]
                made.append(_card(index, finding, numbers, same_words, rules, again=finding.rule in met))
                met.add(finding.rule)
            return tuple(made)

        marks: dict[int, list[Mark]] = {}
        for index, stretches in self._stretches.items():
            for stretch in stretches:
                mark = Mark(numbers[index], self._findings[index].severity, stretch.start, stretch.end)
                marks.setdefault(stretch.block, []).append(mark)
        said: dict[int, list[Said]] = {}
        for claim, stretches in self._claimed.items():
            for stretch in stretches:
                said.setdefault(stretch.block, []).append(Said(claim, stretch.start, stretch.end))
        hard = None
        if document is not None and summary is not None:
            hard = hardness_view(document, number, targets(document))
        language = (document.language or "") if document is not None else ""
        name = self._path.rsplit("/", 1)[-1]
        return Leaf(
            number=number,
            path=self._path,
            title=summary.title if summary is not None else name,
            genre=summary.genre if summary is not None else "",
            article=summary.article if summary is not None else None,
            words=summary.words if summary is not None else 0,
            language=language if _LANGUAGE.fullmatch(language) else "",
            counts=overview.by_severity(self._findings.values()),
            panel=None if summary is None else _panel(summary),
            checklist=None
            if summary is None
            else checklist_view(summary.checklist, self._findings, numbers, self._suppressed),
            hard=hard,
            strata=None if document is None else read_through(document, marks, said, hard),
            whole=cards(self._of_whole()),
            outside=cards(self._outside()),
            cards=cards(self._inside()),
            suppressed=tuple(self._suppressed),
            review=summary.review if summary is not None else None,
        )

    def chapter(self, leaf: Leaf, numbers: Mapping[int, int]) -> Chapter:
        """Return the document's part of the ledger."""
        cards = Cards(self._findings, numbers)
        rows = (
            row_of(number, claim, cards.of(claim), linked=bool(self._claimed[number])) for number, claim in self._claims
        )
        return Chapter(leaf.number, leaf.path, leaf.title, tuple(rows))


def _card(
    index: int,
    finding: Finding,
    numbers: Mapping[int, int],
    same_words: Mapping[tuple[str, int], int],
    rules: Mapping[str, Rule],
    *,
    again: bool,
) -> Card:
    relations = []
    for related in finding.related:
        if related.rule is not None:
            place = f"{related.rule} ({related.severity})" if related.severity else related.rule
            number = same_words.get((related.rule, related.start.offset)) if related.path == finding.path else None
        else:
            place = f"line {related.start.line}"
            number = None
            if related.path != finding.path:
                place = f"{related.path}, {place}"
        quote = "" if related.rule is not None else related.quote
        if len(quote) > _QUOTE:
            quote = quote[: _QUOTE - 1].rstrip() + "…"
        relations.append(Relation(place, quote, related.message, number))
    where = (
        "whole document" if finding.scope == "document" else f"line {finding.start.line}, column {finding.start.column}"
    )
    return Card(
        number=numbers[index],
        index=index,
        finding=finding,
        advice=advice_of(finding.rule, rules),
        where=where,
        relations=tuple(relations),
        proposal=proposal_of(finding),
        again=again,
        said=finding.quote in finding.message,
    )


def _panel(summary: DocumentSummary) -> Panel:
    total, sourced = summary.claims.total, summary.claims.sourced
    readability = summary.readability
    return Panel(
        scale=None if readability is None else _scale(readability.smog),
        reading="The text is too short to score." if readability is None else _in_words(readability),
        grades=() if readability is None else _grades(readability),
        claims=overview.claims_text(summary),
        sourced=round(100 * sourced / total, 2) if total else None,
        missing=tuple(overview.disclosures(summary, present=False)),
        present=tuple(overview.disclosures(summary, present=True)),
        packs=tuple(overview.pack_text(pack) for pack in summary.topics),
    )


def _in_words(panel: ReadabilityPanel) -> str:
    level = overview.school_level(panel.smog.grade)
    return f"Reads at the level of {level}: about {panel.smog.grade:.0f} years of school are needed to follow it."


def _grades(panel: ReadabilityPanel) -> tuple[str, ...]:
    return (
        f"SMOG grade {overview.grade_text(panel.smog)}",
        f"Flesch-Kincaid grade {overview.grade_text(panel.flesch_kincaid)}",
        f"Flesch reading ease {panel.flesch_reading_ease:.0f} of 100",
        f"{panel.words_per_sentence:.1f} words a sentence",
        f"{overview.amount(panel.words, 'word')} in {overview.amount(panel.sentences, 'sentence')} counted",
    )


def _scale(estimate: GradeEstimate) -> Scale:
    def place(grade: float) -> float:
        return round(min(max(grade, 0.0), 20.0) * 5, 2)

    return Scale(
        text=f"SMOG grade {estimate.grade:.1f}, 95 % interval {estimate.low:.1f} to {estimate.high:.1f}",
        level=overview.school_level(estimate.grade),
        low=place(estimate.low),
        high=place(estimate.high),
        grade=place(estimate.grade),
    )


def _rule_entries(findings: Sequence[Finding], rules: Mapping[str, Rule]) -> tuple[RuleEntry, ...]:
    counts: dict[str, int] = {}
    standards: dict[str, str | None] = {}
    for finding in findings:
        counts[finding.rule] = counts.get(finding.rule, 0) + 1
        standards.setdefault(finding.rule, finding.standard)
    entries = []
    for rule_id in sorted(counts):
        rule = rules.get(rule_id)
        sections: tuple[tuple[str, Markup], ...] = ()
        if rule is not None:
            sections = tuple(
                (heading, rich(rule.page.sections[heading]))
                for heading in ("Why it matters", "What to write instead", "Sources")
                if rule.page.sections.get(heading)
            )
        summary = "" if rule is None else rule.summary
        entries.append(RuleEntry(rule_id, counts[rule_id], summary, standards[rule_id], sections))
    return tuple(entries)


def _date(today: str) -> str:
    try:
        date = datetime.date.fromisoformat(today)
    except ValueError:
        return today
    return f"{date.day} {date:%B} {date.year}"
