"""Pieces held against their articles: what a check finds, which sentences belong together, a verdict on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caveat.analysis import Analysis
from caveat.engine.finding import ComparedReport, Pair, Passage, PieceVerdict
from caveat.engine.run import Run, check
from caveat.library import Reading
from caveat.library.alignment import SURE
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.strength import Strength
    from caveat.document import Document
    from caveat.engine.finding import PairVerdict
    from caveat.engine.run import Progress
    from caveat.engine.settings import Settings
    from caveat.library.alignment import Alignment, Match, Side
    from caveat.terms import Vocabulary

_RISKS: Final = frozenset({"risk", "contraindication"})
_LEAD: Final = 2
_FEW: Final = 3
_VERDICTS: Final[dict[str, PairVerdict]] = {"same": "same", "stronger": "exaggerated", "weaker": "downplayed"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run over pieces with their article as the source, and its report with the pairs of sentences.

    `left_out` has by piece what its article says of risks and no sentence of the piece is like.
    """

    run: Run
    report: ComparedReport
    left_out: Mapping[str, tuple[Passage, ...]]


def compare(article: str, pieces: Sequence[str], settings: Settings, *, progress: Progress | None = None) -> Comparison:
    """Check pieces against an article, whatever article they name themselves.

    What cannot be read is in the report. Raises SettingsError when the settings cannot be followed.
    """
    return compared(check(pieces, replace(settings, article=article), progress=progress))


def compared(run: Run) -> Comparison:
    """Return a run with the sentences of each of its pieces that has an article, beside those of the article."""
    held = {field.name: getattr(run.report, field.name) for field in fields(run.report)}
    pairs: list[Pair] = []
    pieces: list[PieceVerdict] = []
    left_out: dict[str, tuple[Passage, ...]] = {}
    for path, article, mine, unsaid, conclusion in _by_piece(run):
        pieces.append(_verdict(path, article, mine, len(pairs), conclusion))
        pairs += mine
        left_out[path] = unsaid
    return Comparison(run, ComparedReport(**held, pieces=tuple(pieces), pairs=tuple(pairs)), left_out)


def _by_piece(run: Run) -> Iterator[tuple[str, str, list[Pair], tuple[Passage, ...], int | None]]:
    vocabulary = run.vocabulary if any(document.article is not None for document in run.report.documents) else None
    sources: dict[str, Reading] = {}
    for document in run.report.documents:
        article = document.article
        if article is None or vocabulary is None:
            continue
        try:
            if article not in sources:
                sources[article] = _reading(read(article, Path(article).read_bytes()), vocabulary, None)
            piece = _reading(run.document(document.path), vocabulary, sources[article])
        except (OSError, Unreadable):  # it has gone since the check, which had read it
            continue
        if piece.alignment is not None:
            source = sources[article].document
            yield (
                document.path,
                article,
                [_pair(match, source, piece.document) for match in piece.alignment.matches],
                tuple(_passage(sentence, source) for sentence in _unsaid(sources[article], piece.alignment)),
                _conclusion(piece.alignment.article),
            )


def _unsaid(article: Reading, alignment: Alignment) -> Iterator[Sentence]:
    """Yield what an article says of risks that no sentence of the piece comes from, or might."""
    used = {one.index for match in alignment.matches for one in (match.article, *match.rivals) if one is not None}
    for sentence in article.side.sentences:
        role = article.analysis.roles.get(sentence.block.index)
        if role in _RISKS and sentence.index not in used and sentence.block.kind != "heading":
            yield sentence


def _reading(document: Document, vocabulary: Vocabulary, article: Reading | None) -> Reading:
    return Reading(document, Analysis(document, vocabulary), article)


def _pair(match: Match, article: Document, piece: Document) -> Pair:
    return Pair(
        None if match.article is None else _passage(match.article, article),
        _passage(match.piece, piece),
        match.confidence,
        _level(match.article_strength),
        _level(match.piece_strength),
        _verdict_of(match),
    )


def _verdict_of(match: Match) -> PairVerdict | None:
    if match.article is not None:
        return _VERDICTS[match.verdict]
    strength = match.piece_strength
    return None if strength is None or strength.level == 0 else "unsupported"


def _verdict(path: str, article: str, pairs: Sequence[Pair], offset: int, conclusion: int | None) -> PieceVerdict:
    """Judge a piece by its sentences: one that surely says more settles it, then one that says less."""
    counts = {name: sum(pair.verdict == name for pair in pairs) for name in (*_VERDICTS.values(), "unsupported")}
    decided = _decided(pairs)
    verdict: PairVerdict = "same"
    if decided is not None and (told := pairs[decided].verdict) is not None:
        verdict = told
    elif pairs and not any(pair.article is not None for pair in pairs):
        verdict, decided = _in_other_words(pairs, conclusion)
    return PieceVerdict(
        path=path,
        article=article,
        verdict=verdict,
        sentences=len(pairs),
        aligned=sum(pair.article is not None for pair in pairs),
        same=counts["same"],
        exaggerated=counts["exaggerated"],
        downplayed=counts["downplayed"],
        unsupported=counts["unsupported"],
        decided_by=None if decided is None else offset + decided,
    )


def _conclusion(article: Side) -> int | None:
    """Return how firmly the last sentence of an article that claims something does so."""
    claims = (one.level for one in reversed(article.strengths) if one is not None and one.level and not one.advises)
    return next(claims, None)


def _in_other_words(pairs: Sequence[Pair], conclusion: int | None) -> tuple[PairVerdict, int | None]:
    """Judge a piece of few sentences, none of them like any of the article's, by how firmly both make their point."""
    claims = (number for number, pair in enumerate(pairs[:_LEAD]) if pair.piece_strength)
    decided = next(claims, None)
    if decided is None or conclusion is None or len(pairs) > _FEW or not any(pair.confidence for pair in pairs):
        return "unsupported", None
    level = pairs[decided].piece_strength or 0
    if level == conclusion:
        return "same", None
    return ("exaggerated" if level > conclusion else "downplayed"), decided


def _decided(pairs: Sequence[Pair]) -> int | None:
    """Return the pair that settles the verdict on a piece, the surest of its kind; None when it says the same.

    One that is less sure settles it where it opens the piece, or is not the only one.
    """
    for verdict in ("exaggerated", "downplayed"):
        found = [number for number, pair in enumerate(pairs) if pair.verdict == verdict and pair.confidence >= SURE]
        if found:
            return max(found, key=lambda number: (pairs[number].confidence, -number))
    for verdict in ("exaggerated", "downplayed"):
        found = [number for number, pair in enumerate(pairs) if pair.verdict == verdict and pair.article is not None]
        if len(found) > 1 or (found and found[0] < _LEAD):
            return max(found, key=lambda number: (pairs[number].confidence, -number))
    return None


def _level(strength: Strength | None) -> int | None:
    return None if strength is None else strength.level


def _passage(sentence: Sentence, document: Document) -> Passage:
    span, source = sentence.locate(), document.source
    return Passage(source.path, source.place(span.start), source.place(span.end), " ".join(sentence.text.split()))
