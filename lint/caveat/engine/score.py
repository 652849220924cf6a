"""Readability of documents and their sentences, without running a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis import Analysis
from caveat.analysis.counts import count
from caveat.analysis.formulas import Totals, totals
from caveat.analysis.hot_spots import gain_of
from caveat.analysis.panel import scored
from caveat.analysis.readability import Readability, TooShort, lengths_of
from caveat.analysis.unfamiliar import Unfamiliar, UnfamiliarWord
from caveat.document import Place
from caveat.engine.examine import described, panel_of
from caveat.engine.finding import Problem, ReadabilityPanel
from caveat.engine.hardness import Hardness, hardness_of
from caveat.engine.paths import relative_path
from caveat.engine.run import read_files
from caveat.engine.selection import configured_targets
from caveat.engine.settings import Settings
from caveat.engine.walk import find_files
from caveat.library.targets import TARGETS, Readers, Targets, Verdict, is_for_professionals, verdict_on
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from caveat.document import Document, Source


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """One sentence: where it stands, how hard it is, and what rewriting it in short, everyday sentences would gain.

    `difficulty` is about 1 (easy) to 6 (hard), from its length and how familiar its words are. `gain` is in grades of
    the whole text by Flesch-Kincaid.
    """

    start: Place
    end: Place
    quote: str
    words: int
    difficulty: float | None
    gain: float


@dataclass(frozen=True, slots=True)
class Formulas:
    """The text by every formula; see `caveat.analysis.formulas`."""

    smog: float
    flesch_kincaid: float
    flesch_reading_ease: float
    gunning_fog: float
    automated_readability: float
    coleman_liau: float
    lix: float
    rix: float
    forcast: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas were given; all but `sentences` and `figures` count the words that are not figures."""

    sentences: int
    words: int
    figures: int
    syllables: int
    long_words: int
    foggy_words: int
    short_words: int
    wide_words: int
    letters: int


@dataclass(frozen=True, slots=True)
class GradeTarget:
    """The grade to aim at by one formula, and whether the text gets there: `above` only when its whole interval is."""

    target: float | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class ReadingTargets:
    """The grades to aim at, by whom the text is for, and whose they are."""

    readers: Readers
    standard: str
    smog: GradeTarget
    flesch_kincaid: GradeTarget


@dataclass(frozen=True, slots=True)
class SentenceLengths:
    """How long the sentences are, in words; the shares are of the sentences (0 to 1)."""

    mean: float
    longest: int
    over_20: float
    over_25: float


@dataclass(frozen=True, slots=True)
class WordScore:
    """A word that many readers will not know: how often it is used, and where first."""

    word: str
    count: int
    start: Place
    end: Place


@dataclass(frozen=True, slots=True)
class UnfamiliarWords:
    """The words that many readers will not know, neither names nor explained in the text; the most frequent first.

    `explained` are those that the text explains.
    """

    count: int
    per_hundred: float
    words: tuple[WordScore, ...]
    explained: tuple[WordScore, ...]


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The readability of one document.

    Where there is too little text for a grade, `readability` and `formulas` are None and `too_short` says why. `rough`:
    there are under ten sentences, so only the intervals should be shown. `scorer` computed the grades.
    """

    path: str
    words: int
    sentences: int
    readability: ReadabilityPanel | None
    difficulty: float | None
    sentence_scores: tuple[SentenceScore, ...]
    too_short: str | None
    rough: bool
    scorer: str
    targets: ReadingTargets | None
    lengths: SentenceLengths | None
    unfamiliar: UnfamiliarWords
    formulas: Formulas | None
    counts: Counts
    hardness: Hardness


@dataclass(frozen=True, slots=True)
class Scores:
    """The readability of all documents, in the shape that programs get."""

    version: int
    documents: tuple[DocumentScore, ...]


def score(
    paths: Sequence[str], settings: Settings, stdin: Callable[[], bytes], readers: Readers | None = None
) -> tuple[Scores, tuple[Problem, ...]]:
    """Return the readability of the files at the paths, and what could not be read.

    `readers` are those that the grades are held against; None: those of the configuration.
    """
    documents, problems = read_analyses(paths, settings, stdin)
    scores = [score_of(document, analysis, targets_in(document, settings, readers)) for document, analysis in documents]
    return Scores(1, tuple(scores)), tuple(problems)


def targets_in(document: Document, settings: Settings, readers: Readers | None = None) -> Targets:
    """Return the grades to aim at in a document: those of the readers given, else of its audience, else as configured.

    A text whose front matter or profile says that it is for professionals has none.
    """
    if readers is not None:
        return TARGETS[readers]
    if settings.profile == "professional" or is_for_professionals(document.front.text("audience")):
        return TARGETS["clinician"]
    return configured_targets(settings, relative_path(document.path, settings.root))


def read_analyses(
    paths: Sequence[str], settings: Settings, stdin: Callable[[], bytes]
) -> tuple[list[tuple[Document, Analysis]], list[Problem]]:
    """Read the English documents at the paths; return them with their analyses, and what could not be read."""
    found = find_files(paths, settings.root, settings.exclude)
    tasks, problems = read_files(found.paths, settings, stdin)
    problems = [*found.problems, *problems]
    documents: list[tuple[Document, Analysis]] = []
    for task in tasks:
        try:
            document = read(task.path, task.data, media=task.media)
        except Unreadable as error:
            problems.append(Problem(task.path, error.kind, error.message))
            continue
        except Exception as error:  # noqa: BLE001 - a reader's fault costs its file, never the run
            problems.append(Problem(task.path, "internal-error", f"the reader broke down: {described(error)}"))
            continue
        analysis = Analysis(document)
        if not analysis.english:
            problems.append(Problem(task.path, "language", "not written in English, so not measured"))
            continue
        documents.append((document, analysis))
    return documents, problems


def score_of(document: Document, analysis: Analysis, targets: Targets = TARGETS["us"]) -> DocumentScore:
    """Return the readability of one document."""
    source = document.source
    counts = [one for one in analysis.sentence_counts.values() if one.words]
    measured, scorer = analysis.readability, "caveat"
    if isinstance(measured, Readability):
        panel = scored(measured, [" ".join(part.text for part in parts) for parts in analysis.graded])
        measured, scorer = panel.readability, panel.scorer
    difficulty = analysis.document_difficulty
    return DocumentScore(
        path=document.path,
        words=sum(one.words for one in counts),
        sentences=len(counts),
        readability=panel_of(measured) if isinstance(measured, Readability) else None,
        difficulty=None if difficulty is None else round(difficulty, 3),
        sentence_scores=_sentence_scores(source, analysis),
        too_short=measured.reason if isinstance(measured, TooShort) else None,
        rough=isinstance(measured, Readability) and measured.rough,
        scorer=scorer,
        targets=_targets(measured, targets) if isinstance(measured, Readability) else None,
        lengths=_lengths(analysis),
        unfamiliar=_unfamiliar(source, analysis.unfamiliar),
        formulas=_formulas(measured) if isinstance(measured, Readability) else None,
        counts=_counts(totals(analysis.graded_counts)),
        hardness=hardness_of(document, analysis),
    )


def _sentence_scores(source: Source, analysis: Analysis) -> tuple[SentenceScore, ...]:
    text = totals(analysis.graded_counts)
    scores: list[SentenceScore] = []
    for index, difficulty in analysis.difficulty.items():
        sentence = analysis.sentences[index]
        counted = analysis.sentence_counts.get(index)
        span = sentence.locate()
        scores.append(
            SentenceScore(
                start=source.place(span.start),
                end=source.place(span.end),
                quote=sentence.text,
                words=(counted or count(sentence.text)).words,
                difficulty=round(difficulty, 3),
                gain=round(gain_of(text, counted).flesch_kincaid, 3) if counted is not None and text.words else 0.0,
            )
        )
    return tuple(scores)


def _targets(measured: Readability, targets: Targets) -> ReadingTargets:
    return ReadingTargets(
        readers=targets.readers,
        standard=targets.standard,
        smog=GradeTarget(targets.smog, verdict_on(measured.smog, targets.smog)),
        flesch_kincaid=GradeTarget(targets.flesch_kincaid, verdict_on(measured.flesch_kincaid, targets.flesch_kincaid)),
    )


def _lengths(analysis: Analysis) -> SentenceLengths | None:
    lengths = lengths_of(analysis.graded_counts)
    if lengths is None:
        return None
    return SentenceLengths(
        round(lengths.mean, 1), lengths.longest, round(lengths.over_20, 3), round(lengths.over_25, 3)
    )


def _unfamiliar(source: Source, unfamiliar: Unfamiliar) -> UnfamiliarWords:
    def scores(words: Iterable[UnfamiliarWord]) -> tuple[WordScore, ...]:
        return tuple(_word_score(source, one) for one in words)

    return UnfamiliarWords(
        unfamiliar.count, round(unfamiliar.per_hundred, 1), scores(unfamiliar.words), scores(unfamiliar.explained)
    )


def _word_score(source: Source, word: UnfamiliarWord) -> WordScore:
    sentence, start, end = word.places[0]
    span = sentence.locate(start, end)
    return WordScore(word.word, len(word.places), source.place(span.start), source.place(span.end))


def _formulas(measured: Readability) -> Formulas:
    return Formulas(
        smog=round(measured.smog.grade, 2),
        flesch_kincaid=round(measured.flesch_kincaid.grade, 2),
        flesch_reading_ease=round(measured.flesch_reading_ease, 2),
        gunning_fog=round(measured.gunning_fog, 2),
        automated_readability=round(measured.automated_readability, 2),
        coleman_liau=round(measured.coleman_liau, 2),
        lix=round(measured.lix, 2),
        rix=round(measured.rix, 2),
        forcast=round(measured.forcast, 2),
    )


def _counts(total: Totals) -> Counts:
    return Counts(
        sentences=total.sentences,
        words=total.words,
        figures=total.figures,
        syllables=total.syllables,
        long_words=total.long_words,
        foggy_words=total.foggy_words,
        short_words=total.short_words,
        wide_words=total.wide_words,
        letters=total.letters,
    )
