"""Pieces held against one article: what a check finds, and which sentences belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.analysis import Analysis
from caveat.engine.finding import ComparedReport, Pair, Passage
from caveat.engine.run import Run, check
from caveat.library import Reading
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.strength import Strength
    from caveat.document import Document
    from caveat.engine.run import Progress
    from caveat.engine.settings import Settings
    from caveat.library.alignment import Match
    from caveat.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run over pieces with their article as the source, and its report with the pairs of sentences."""

    run: Run
    report: ComparedReport


def compare(article: str, pieces: Sequence[str], settings: Settings, *, progress: Progress | None = None) -> Comparison:
    """Check pieces against an article, whatever article they name themselves.

    What cannot be read is in the report. Raises SettingsError when the settings cannot be followed.
    """
    run = check(pieces, replace(settings, article=article), progress=progress)
    held = {field.name: getattr(run.report, field.name) for field in fields(run.report)}
    return Comparison(run, ComparedReport(**held, pairs=tuple(_pairs(article, run))))


def _pairs(article: str, run: Run) -> Iterator[Pair]:
    checked = [document.path for document in run.report.documents if document.article is not None]
    if not checked:
        return
    vocabulary = run.vocabulary
    try:
        source = _reading(read(article, Path(article).read_bytes()), vocabulary, None)
    except (OSError, Unreadable):  # it has gone since the check, which had read it
        return
    for path in checked:
        try:
            piece = _reading(run.document(path), vocabulary, source)
        except (OSError, Unreadable):
            continue
        if piece.alignment is not None:
            yield from (_pair(match, source.document, piece.document) for match in piece.alignment.matches)


def _reading(document: Document, vocabulary: Vocabulary, article: Reading | None) -> Reading:
    return Reading(document, Analysis(document, vocabulary), article)


def _pair(match: Match, article: Document, piece: Document) -> Pair:
    return Pair(
        None if match.article is None else _passage(match.article, article),
        _passage(match.piece, piece),
        match.confidence,
        _level(match.article_strength),
        _level(match.piece_strength),
        match.verdict,
    )


def _level(strength: Strength | None) -> int | None:
    return None if strength is None else strength.level


def _passage(sentence: Sentence, document: Document) -> Passage:
    span, source = sentence.locate(), document.source
    return Passage(source.path, source.place(span.start), source.place(span.end), " ".join(sentence.text.split()))
