"""What the page shows of how hard a document is to read: the grades against their targets, and where it is hard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis import Analysis
from caveat.engine.score import score_of
from caveat.report.score import FORMULAS, adjusted_text, costly_words, counts_of, instead_of, unexplained_text

if TYPE_CHECKING:
    from caveat.analysis.hot_spots import Level
    from caveat.document import Document
    from caveat.engine.hardness import SectionScore
    from caveat.engine.score import DocumentScore
    from caveat.library.targets import Targets

# The scale of the bars, in grades.
_TOP = 20
_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class TargetView:
    """A grade's target: what it is, whether it is met, and where it stands on the scale, in hundredths."""

    name: str
    target: str
    verdict: str
    text: str
    place: float


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence to rewrite. `anchor` is its place in the text on the page."""

    anchor: str
    place: str
    quote: str
    facts: str
    smog: str
    flesch_kincaid: str


@dataclass(frozen=True, slots=True)
class WordView:
    """A long word, what its uses cost, and what may stand there instead."""

    word: str
    count: int
    smog: str
    flesch_kincaid: str
    instead: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section, its SMOG grade and that as a bar, in hundredths; without either where it is too short."""

    heading: str
    words: int
    grade: str
    bar: float
    above: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """How hard one block is: in words, and on the scale of 1 to 6."""

    level: Level
    difficulty: str


@dataclass(frozen=True, slots=True)
class HardnessView:
    """How hard a document is to read, and where; `lead` is the gist in one line.

    `goal` is the highest SMOG grade to aim at, and `target` its place on the scale, in hundredths.
    """

    lead: str
    targets: tuple[TargetView, ...]
    standard: str
    adjusted: str
    unexplained: str
    sentences: tuple[SentenceView, ...]
    words: tuple[WordView, ...]
    sections: tuple[SectionView, ...]
    goal: float | None
    target: float | None
    counts: tuple[tuple[str, int], ...]
    formulas: tuple[tuple[str, str, str], ...]
    scorer: str
    heat: Mapping[int, Heat]
    anchors: Mapping[int, tuple[tuple[int, str], ...]]


def hardness_view(document: Document, number: int, targets: Targets) -> HardnessView | None:
    """Return how hard a document is; None when it has no English sentence.

    `number` is the document's on the page, `targets` are the grades to aim at in it.
    """
    analysis = Analysis(document)
    if not analysis.english or not analysis.sentence_counts:
        return None
    score = score_of(document, analysis, targets)
    anchors: dict[int, list[tuple[int, str]]] = {}
    for index, spot in enumerate(analysis.hot_spots.sentences[:_SENTENCES], 1):
        anchors.setdefault(spot.sentence.block.index, []).append((spot.sentence.start, f"hard-{number}-{index}"))
    smog = None if score.targets is None else score.targets.smog.target
    return HardnessView(
        lead=_lead(score),
        targets=tuple(_targets(score)),
        standard="" if score.targets is None else score.targets.standard,
        adjusted=adjusted_text(score),
        unexplained=unexplained_text(score),
        sentences=tuple(_sentences(score, number)),
        words=tuple(
            WordView(
                one.word, one.count, f"{one.cost.smog:.2f}", f"{one.cost.flesch_kincaid:.2f}", instead_of(one, score)
            )
            for one in costly_words(score)
        ),
        sections=tuple(_section(one, smog) for one in score.hardness.sections),
        goal=smog,
        target=None if smog is None else round(100 * smog / _TOP, 2),
        counts=counts_of(score),
        formulas=()
        if score.formulas is None
        else tuple((name, f"{getattr(score.formulas, field):.1f}", unit) for name, field, unit in FORMULAS),
        scorer=score.scorer,
        heat={one.block.index: Heat(one.level, f"{one.difficulty:.1f}") for one in analysis.hot_spots.paragraphs},
        anchors={block: tuple(sorted(spots)) for block, spots in anchors.items()},
    )


def _lead(score: DocumentScore) -> str:
    panel, sentences = score.readability, score.hardness.sentences[:_SENTENCES]
    if panel is None or not sentences:
        return "too short for a grade"
    which = "Rewriting one sentence takes" if len(sentences) == 1 else f"Rewriting {len(sentences)} sentences takes"
    return f"{which} SMOG from {panel.smog.grade:.1f} to {sentences[-1].after.smog:.1f}"


def _targets(score: DocumentScore) -> list[TargetView]:
    if score.targets is None:
        return []
    found = []
    for name, one in (("SMOG", score.targets.smog), ("Flesch-Kincaid", score.targets.flesch_kincaid)):
        if one.target is not None and one.verdict is not None:
            told = {"met": "met", "unsure": "not clearly met", "above": "above the target"}[one.verdict]
            place = round(min(one.target, _TOP) * 100 / _TOP, 2)
            found.append(TargetView(name, f"{one.target:g}", one.verdict, told, place))
    return found


def _sentences(score: DocumentScore, number: int) -> list[SentenceView]:
    return [
        SentenceView(
            anchor=f"hard-{number}-{index}",
            place=f"line {one.start.line}",
            quote=("… " if one.leads else "") + one.quote,
            facts=f"{one.words} words, {one.long_words} long",
            smog=f"{one.after.smog:.1f}",
            flesch_kincaid=f"{one.after.flesch_kincaid:.1f}",
        )
        for index, one in enumerate(score.hardness.sentences[:_SENTENCES], 1)
    ]


def _section(one: SectionScore, target: float | None) -> SectionView:
    heading = one.heading if one.heading is not None else "(before the first heading)"
    if one.grades is None:
        return SectionView(heading, one.words, "", 0.0, above=False)
    return SectionView(
        heading,
        one.words,
        f"{one.grades.smog:.1f}",
        round(min(max(one.grades.smog, 0.0), _TOP) * 100 / _TOP, 2),
        above=target is not None and one.grades.smog > target,
    )
