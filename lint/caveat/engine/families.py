"""Families of a publication: each article with its pieces, and where every piece stands to its article."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from caveat.analysis import Analysis
from caveat.document import Place
from caveat.engine.approvals import read_approvals
from caveat.engine.examine import Kinship, described, kinship_of
from caveat.engine.finding import NOTES, Problem
from caveat.engine.paths import relative_path
from caveat.engine.selection import configured_genre
from caveat.engine.walk import STDIN, find_files
from caveat.library import Reading
from caveat.library.approval import best_approval, changes_since, front_approval, states_article
from caveat.library.family import articles_beside, genre_of
from caveat.readers import Unreadable, read

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.engine.settings import Settings
    from caveat.library.approval import Approval
    from caveat.terms import Vocabulary

State = Literal["compared", "changed", "stale", "not-compared", "no-article"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Comparer:
    """Who compared a piece with its article, when, and where that is written."""

    by: str
    credential: str | None
    date: str
    note: str | None
    source: Literal["record", "front-matter"]


@dataclass(frozen=True, slots=True)
class StaleSentence:
    """A sentence of a piece whose sentence in the article has changed; `now` is null where nothing took its place.

    `start` and `end` are in the piece.
    """

    start: Place
    end: Place
    quote: str
    was: str
    now: str | None


@dataclass(frozen=True, slots=True)
class FamilyPiece:
    """A piece, and where it stands to its article.

    `article_changed` says that the article has other words than when they were compared, `piece_changed` the same of
    the piece. `digest` stands for what the piece says.
    """

    path: str
    title: str
    genre: str
    state: State
    words: int
    characters: int
    digest: str
    compared: Comparer | None = None
    article_changed: bool = False
    piece_changed: bool = False
    stale: tuple[StaleSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyArticle:
    """An article; `digest` is what `checked_against` in the front matter of a piece can give."""

    path: str
    title: str
    digest: str
    words: int


@dataclass(frozen=True, slots=True)
class Family:
    """An article and its pieces; `article` is null for pieces that have none."""

    article: FamilyArticle | None
    pieces: tuple[FamilyPiece, ...]


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """The families below some paths, what is wrong with them, and how many pieces are in which state."""

    version: Literal[1]
    families: tuple[Family, ...]
    problems: tuple[Problem, ...]
    summary: dict[str, int]
    today: str

    @property
    def unreadable(self) -> bool:
        """Whether something could not be looked at."""
        return any(problem.kind not in NOTES for problem in self.problems)

    @property
    def in_order(self) -> bool:
        """Whether no piece is behind its article, without one, or in doubt which it is."""
        doubtful = any(problem.kind == "two-articles" for problem in self.problems)
        return not (self.summary["stale"] or self.summary["no-article"] or doubtful)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a family, before anything is compared."""

    path: str
    document: Document
    kinship: Kinship


@dataclass(slots=True)
class _Work:
    """What is gathered on the way."""

    settings: Settings
    vocabulary: Vocabulary
    problems: list[Problem] = field(default_factory=list)
    readings: dict[str, Reading | None] = field(default_factory=dict)


def family_member(path: str, settings: Settings) -> Member:
    """Read a file and find its article. Raises Unreadable or OSError."""
    document = read(path, Path(path).read_bytes())
    relative = relative_path(path, settings.root)
    genre = genre_of(path, document.front.text("genre"), configured_genre(settings, relative)) or "article"
    kinship = kinship_of(path, relative, document.front.text("derived_from"), genre, settings)
    return Member(path, replace(document, genre=genre), kinship)


def families(paths: Sequence[str], settings: Settings, vocabulary: Vocabulary) -> FamilyReport:
    """Return the families of the files and folders at the paths.

    For a file that is named, its whole folder is looked through, and its own family is shown.
    """
    work = _Work(settings, vocabulary)
    named = {_key(path) for path in paths if Path(path).is_file()}
    folders = [os.path.dirname(path) or "." if Path(path).is_file() else path for path in paths]  # noqa: PTH120 - as given
    found = find_files([path for path in folders if path != STDIN], settings.root, settings.exclude)
    work.problems += found.problems
    members = list(_members(found.paths, work))
    by_article: dict[str, list[Member]] = defaultdict(list)
    shown: dict[str, str] = {}
    alone: list[Member] = []
    for member in members:
        article = _article_of(member, members, work)
        if article is not None:
            by_article[_key(article)].append(member)
            shown.setdefault(_key(article), article)
        elif member.document.genre != "article":
            alone.append(member)
    made = [
        _family(shown[key], pieces, work)
        for key, pieces in by_article.items()
        if not named or key in named or any(_key(piece.path) in named for piece in pieces)
    ]
    childless = [one for one in members if _is_childless_article(one, by_article, alone)]
    made += [_family(one.path, [], work) for one in childless if not named or _key(one.path) in named]
    made.sort(key=lambda family: family.article.path if family.article else "")
    orphans = [one for one in alone if not named or _key(one.path) in named]
    if orphans:
        made.append(Family(None, tuple(_orphan(one, work) for one in orphans)))
    approvals = read_approvals(settings)
    counted = [piece.state for family in made for piece in family.pieces]
    return FamilyReport(
        1,
        tuple(made),
        tuple(sorted((*work.problems, *approvals.problems), key=lambda one: (one.path, one.kind, one.message))),
        {state: counted.count(state) for state in STATES},
        settings.today.isoformat(),
    )


def _key(path: str) -> str:
    return os.path.realpath(path)


def _members(paths: Iterable[str], work: _Work) -> Iterator[Member]:
    for path in paths:
        try:
            yield family_member(path, work.settings)
        except Unreadable as error:
            work.problems.append(Problem(path, error.kind, error.message))
        except OSError as error:
            work.problems.append(Problem(path, "unreadable", error.strerror or str(error)))
        except Exception as error:  # noqa: BLE001 - a reader's fault costs its file, never the rest
            work.problems.append(Problem(path, "internal-error", f"the reader broke down: {described(error)}"))


def _article_of(member: Member, members: Sequence[Member], work: _Work) -> str | None:
    """Return a member's article; says what is wrong where it is missing, or derives from the member in turn."""
    kinship, path = member.kinship, member.path
    work.problems += kinship.remarks(path, member.document.front.text("derived_from"))
    if kinship.article is None:
        return None
    if not Path(kinship.article).is_file():
        message = f"the article it derives from, {kinship.article}: is missing"
        work.problems.append(Problem(path, "article", message))
        return None
    if way := _way_back(path, kinship.article, members):
        message = f"the article it derives from, {kinship.article}: derives from it in turn ({' → '.join(way)})"
        work.problems.append(Problem(path, "article", message))
        return None
    return kinship.article


def _way_back(path: str, article: str, members: Sequence[Member]) -> tuple[str, ...]:
    """Return the files by way of which an article derives from its own piece; none where it does not."""
    parents = {_key(one.path): one.kinship.article for one in members}
    way = [path]
    here: str | None = article
    while here is not None and here not in way[1:]:
        way.append(here)
        if _key(here) == _key(path):
            return tuple(way)
        here = parents.get(_key(here))
    return ()


def _is_childless_article(member: Member, families_: dict[str, list[Member]], alone: Sequence[Member]) -> bool:
    """Say whether a file is an article that has no piece yet, and is no piece itself."""
    if member.kinship.article is not None or member in alone or _key(member.path) in families_:
        return False
    return member.document.genre == "article" and Path(member.path).stem.lower() == "article" and not _rival(member)


def _rival(member: Member) -> bool:
    """Say whether another article in the folder is the one that its pieces are held against."""
    return bool(articles_beside(member.path))


def _family(article: str, pieces: Sequence[Member], work: _Work) -> Family:
    source = _reading(article, work)
    if source is None:
        return Family(None, tuple(_orphan(piece, work) for piece in pieces))
    held = tuple(_piece(piece, source, work) for piece in sorted(pieces, key=lambda one: one.path))
    return Family(FamilyArticle(article, source.document.title, source.digest, _words(source.document)), held)


def _reading(path: str, work: _Work) -> Reading | None:
    """Read an article; None when it cannot be, which is said once."""
    key = _key(path)
    if key not in work.readings:
        try:
            document = replace(read(path, Path(path).read_bytes()), genre="article")
            work.readings[key] = Reading(document, Analysis(document, work.vocabulary, work.settings.language_model))
        except Unreadable as error:
            work.problems.append(Problem(path, error.kind, error.message))
            work.readings[key] = None
        except OSError as error:
            work.problems.append(Problem(path, "unreadable", error.strerror or str(error)))
            work.readings[key] = None
    return work.readings[key]


def _piece(member: Member, article: Reading, work: _Work) -> FamilyPiece:
    """Return where a piece stands to its article."""
    analysis = Analysis(member.document, work.vocabulary, work.settings.language_model)
    reading = Reading(member.document, analysis, article)
    known = read_approvals(work.settings).known
    root = work.settings.root
    recorded = best_approval(
        known,
        reading,
        piece_path=relative_path(member.path, root),
        article_path=relative_path(article.document.path, root),
    )
    approval = recorded or front_approval(reading)
    if approval is None:
        return _shown(member, "not-compared", reading)
    same_article = states_article(approval, article)
    same_piece = approval.piece.digest == reading.digest
    stale = () if same_article else tuple(_stale(reading, approval))
    state: State = "compared" if same_piece else "changed"
    if stale or (not same_article and recorded is None):
        state = "stale"
    source: Literal["record", "front-matter"] = "front-matter" if recorded is None else "record"
    return replace(
        _shown(member, state, reading),
        compared=Comparer(approval.by, approval.credential, approval.date, approval.note, source),
        article_changed=not same_article,
        piece_changed=not same_piece,
        stale=stale,
    )


def _stale(reading: Reading, approval: Approval) -> Iterator[StaleSentence]:
    source = reading.document.source
    for change in changes_since(reading, approval):
        span = change.piece.locate()
        yield StaleSentence(
            source.place(span.start),
            source.place(span.end),
            " ".join(change.piece.text.split()),
            change.was,
            None if change.now is None else " ".join(change.now.text.split()),
        )


def _orphan(member: Member, work: _Work) -> FamilyPiece:
    analysis = Analysis(member.document, work.vocabulary, work.settings.language_model)
    return _shown(member, "no-article", Reading(member.document, analysis))


def _shown(member: Member, state: State, reading: Reading) -> FamilyPiece:
    document = member.document
    return FamilyPiece(
        member.path, document.title, document.genre, state, _words(document), _characters(document), reading.digest
    )


def _words(document: Document) -> int:
    return sum(len(block.text.split()) for block in document.blocks)


def _characters(document: Document) -> int:
    """Return the characters that are shown, with one between two blocks."""
    return sum(len(block.text) + 1 for block in document.blocks) - bool(document.blocks)
