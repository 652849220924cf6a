"""Readability of documents and their sentences, without running a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis import Analysis
from caveat.analysis.readability import Readability
from caveat.document import Place
from caveat.engine.examine import described, panel_of
from caveat.engine.finding import Problem, ReadabilityPanel
from caveat.engine.run import read_files
from caveat.engine.settings import Settings
from caveat.engine.walk import find_files
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from caveat.analysis.counts import SentenceCounts
    from caveat.document import Source

# A sentence that is easy to read: no longer than this, in everyday words.
_EASY_WORDS = 15
_EASY_SYLLABLES = 1.45


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """One sentence: where it stands, and what rewriting it in short sentences and everyday words would gain.

    `gain` is in grades of the whole text by Flesch-Kincaid; `difficulty` is not measured yet.
    """

    start: Place
    end: Place
    quote: str
    words: int
    difficulty: float | None
    gain: float


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """The readability of one document; None where there is too little text for a grade."""

    path: str
    words: int
    sentences: int
    readability: ReadabilityPanel | None
    difficulty: float | None
    sentence_scores: tuple[SentenceScore, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The readability of all documents, in the shape that programs get."""

    version: int
    documents: tuple[DocumentScore, ...]


def score(paths: Sequence[str], settings: Settings, stdin: Callable[[], bytes]) -> tuple[Scores, tuple[Problem, ...]]:
    """Return the readability of the files at the paths, and what could not be read."""
    found = find_files(paths, settings.root, settings.exclude)
    tasks, problems = read_files(found.paths, settings, stdin)
    problems = [*found.problems, *problems]
    documents: list[DocumentScore] = []
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
        documents.append(_score(task.path, document.source, analysis))
    return Scores(1, tuple(documents)), tuple(problems)


def _score(path: str, source: Source, analysis: Analysis) -> DocumentScore:
    measured = analysis.readability
    counts = [one for one in analysis.sentence_counts.values() if one.words]
    totals = _Totals.of(counts)
    scores = []
    for index, counted in analysis.sentence_counts.items():
        if counted.scored:
            sentence = analysis.sentences[index]
            span = sentence.locate()
            start, end = source.place(span.start), source.place(span.end)
            scores.append(SentenceScore(start, end, sentence.text, counted.words, None, totals.gain(counted)))
    panel = panel_of(measured) if isinstance(measured, Readability) else None
    words = sum(one.words for one in counts)
    return DocumentScore(path, words, len(counts), panel, None, tuple(scores))


@dataclass(frozen=True, slots=True)
class _Totals:
    sentences: int
    words: int
    syllables: float

    @classmethod
    def of(cls, counts: Sequence[SentenceCounts]) -> _Totals:
        scored = [one for one in counts if one.scored]
        return cls(len(scored), sum(one.scored for one in scored), sum(one.syllables for one in scored))

    @property
    def grade(self) -> float:
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59

    def gain(self, one: SentenceCounts) -> float:
        """Return how many grades easier the text gets when one sentence is rewritten."""
        pieces = -(-one.scored // _EASY_WORDS)
        saved = max(0.0, one.syllables - _EASY_SYLLABLES * one.scored)
        after = _Totals(self.sentences + pieces - 1, self.words, self.syllables - saved)
        return round(self.grade - after.grade, 3)
