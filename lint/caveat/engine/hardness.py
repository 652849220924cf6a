"""What makes a document hard to read, in the shape that programs get: see `caveat.analysis.hot_spots`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis.familiarity import zipf
from caveat.analysis.hot_spots import Level
from caveat.document import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.analysis import Analysis
    from caveat.analysis.adjusted import SpecialTerm
    from caveat.analysis.hot_spots import Grades, HotSentence, SectionGrade, WordCost
    from caveat.analysis.sentence import Sentence
    from caveat.document import Document, Source

# As many as somebody looks through; the rest gains next to nothing.
_SENTENCES = 20
_WORDS = 25
_TERMS = 12
# A term that is used more often than this needs no explaining.
_WELL_KNOWN = 3.6


@dataclass(frozen=True, slots=True)
class GradePair:
    """Two grades of a text, or differences between such."""

    smog: float
    flesch_kincaid: float


@dataclass(frozen=True, slots=True)
class SentenceToRewrite:
    """A sentence worth rewriting: what that gains, and the grades of the text `after` it and those listed before it.

    `leads` says that it is read together with the words that lead into its list.
    """

    start: Place
    end: Place
    quote: str
    leads: bool
    words: int
    syllables: int
    long_words: int
    gain: GradePair
    after: GradePair


@dataclass(frozen=True, slots=True)
class WordToReplace:
    """A long word or phrase, its first place, and what all its uses cost against everyday words.

    `instead` are plainer words in the same form, for the part of speech in `part`; `means` explains it; `keep` names
    senses that stay. All are empty where nothing is known.
    """

    word: str
    count: int
    cost: GradePair
    start: Place
    end: Place
    instead: tuple[str, ...]
    means: str
    part: str
    keep: str


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The text under a heading: without grades where it has under five sentences or a hundred words."""

    heading: str | None
    level: int
    start: Place
    sentences: int
    words: int
    grades: GradePair | None
    difficulty: float | None


@dataclass(frozen=True, slots=True)
class ParagraphScore:
    """How hard a paragraph or list item is, about 1 to 6, and in words."""

    start: Place
    end: Place
    words: int
    difficulty: float
    level: Level


@dataclass(frozen=True, slots=True)
class Lever:
    """One of the two things that make a Flesch-Kincaid grade: how it is, how it could be, and the grades that gains."""

    now: float
    within_reach: float
    gain: float


@dataclass(frozen=True, slots=True)
class TermScore:
    """A special term: how often it is used, its first place, and what counting it as known takes off the grades."""

    term: str
    count: int
    worth: GradePair
    start: Place
    end: Place


@dataclass(frozen=True, slots=True)
class AdjustedGrades:
    """The grades with the special terms that the text explains counted as known, beside the full ones, never instead.

    `unexplained` would count so too, were they explained at first use. `crowded`: the explained ones make more than
    two grades of difference, so there are too many of them.
    """

    grades: GradePair
    explained: tuple[TermScore, ...]
    unexplained: tuple[TermScore, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class Hardness:
    """Where a document is hard to read, most worthwhile first; sections and paragraphs in their order.

    A text too short for a grade has no `sentences`, `words`, `sentence_length`, `word_length` and `adjusted`.
    """

    sentences: tuple[SentenceToRewrite, ...]
    words: tuple[WordToReplace, ...]
    sections: tuple[SectionScore, ...]
    paragraphs: tuple[ParagraphScore, ...]
    sentence_length: Lever | None
    word_length: Lever | None
    adjusted: AdjustedGrades | None


def hardness_of(document: Document, analysis: Analysis) -> Hardness:
    """Return what makes a document hard to read."""
    source, spots, adjusted = document.source, analysis.hot_spots, analysis.adjusted
    return Hardness(
        sentences=tuple(_sentence(source, one) for one in spots.sentences[:_SENTENCES]),
        words=tuple(_word(source, one) for one in _chosen(spots.words)),
        sections=tuple(_section(source, one) for one in spots.sections),
        paragraphs=tuple(
            ParagraphScore(
                *_places(source, one.block.span.start, one.block.span.end),
                one.words,
                round(one.difficulty, 2),
                one.level,
            )
            for one in spots.paragraphs
        ),
        sentence_length=None
        if spots.levers is None
        else Lever(round(spots.levers.sentence_length, 1), 15, round(spots.levers.shorter_sentences, 1)),
        word_length=None
        if spots.levers is None
        else Lever(round(spots.levers.syllables_per_word, 2), 1.55, round(spots.levers.shorter_words, 1)),
        adjusted=None
        if adjusted is None
        else AdjustedGrades(
            grades=_pair(adjusted.grades),
            explained=tuple(_term(source, one) for one in adjusted.explained[:_TERMS]),
            unexplained=tuple(
                _term(source, one) for one in adjusted.unexplained if one.term.isupper() or zipf(one.term) < _WELL_KNOWN
            )[:_TERMS],
            crowded=adjusted.crowded,
        ),
    )


def _chosen(words: Sequence[WordCost]) -> list[WordCost]:
    """Return the costliest words, and of the others those for which something plainer is known."""
    return [*words[:_WORDS], *[one for one in words[_WORDS:] if one.listed is not None and one.listed.plain][:_WORDS]]


def _pair(grades: Grades) -> GradePair:
    return GradePair(round(grades.smog, 2), round(grades.flesch_kincaid, 2))


def _places(source: Source, start: int, end: int) -> tuple[Place, Place]:
    return source.place(start), source.place(end)


def _located(source: Source, sentence: Sentence, start: int = 0, end: int | None = None) -> tuple[Place, Place]:
    span = sentence.locate(start, end)
    return _places(source, span.start, span.end)


def _sentence(source: Source, one: HotSentence) -> SentenceToRewrite:
    return SentenceToRewrite(
        *_located(source, one.sentence),
        one.sentence.text,
        len(one.parts) > 1,
        one.counts.words,
        one.counts.syllables,
        one.counts.long_words,
        _pair(one.gain),
        _pair(one.after),
    )


def _word(source: Source, one: WordCost) -> WordToReplace:
    listed = one.listed
    return WordToReplace(
        one.word,
        one.places,
        _pair(one.cost),
        *_located(source, one.sentence, one.start, one.end),
        () if listed is None else listed.plain,
        "" if listed is None else listed.word.means,
        "" if listed is None else listed.word.part,
        "" if listed is None else listed.word.keep,
    )


def _section(source: Source, one: SectionGrade) -> SectionScore:
    heading = one.section.heading
    first = heading or one.section.blocks[0]
    return SectionScore(
        None if heading is None else heading.text,
        one.section.level,
        source.place(first.span.start),
        one.totals.sentences,
        one.totals.words + one.totals.figures,
        None if one.grades is None else GradePair(round(one.grades.smog, 1), round(one.grades.flesch_kincaid, 1)),
        None if one.difficulty is None else round(one.difficulty, 2),
    )


def _term(source: Source, one: SpecialTerm) -> TermScore:
    return TermScore(one.term, one.places, _pair(one.worth), *_located(source, one.sentence, one.start, one.end))
