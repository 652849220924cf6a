"""What lies before a reviewer: the pieces as they stand on disk, and what was decided on them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.engine.decisions import Piece, apply_decisions, decisions_folder, needs_decision, pieces_of
from caveat.engine.digest import digest, digest_of
from caveat.engine.finding import DocumentSummary, Finding, Problem
from caveat.engine.reviewer import RefusedError, Reviewer, decide, sign, unsign
from caveat.engine.run import Run, check
from caveat.engine.walk import find_files

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.engine.record import Record
    from caveat.engine.reviewer import Choice
    from caveat.engine.settings import Settings
    from caveat.rule import Rule


class GoneError(Exception):
    """A piece that is no longer there."""


class ChangedError(Exception):
    """A piece that is not as the reviewer saw it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece on the desk. `key` names it in addresses; `revision` changes with its text and with what was decided.

    `findings` are those that a reviewer may decide on, with their decisions, in the order of the text; `undecided` are
    the fingerprints of those that stand in the way of a sign-off.
    """

    key: str
    document: DocumentSummary
    findings: tuple[Finding, ...]
    undecided: tuple[str, ...]
    revision: str


@dataclass(frozen=True, slots=True)
class Sight:
    """All pieces at one moment, and what is wrong with files."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...]

    def item(self, key: str) -> Item:
        """Return a piece by its key; raises GoneError."""
        for item in self.items:
            if item.key == key:
                return item
        raise GoneError


class Desk:
    """Checks the pieces again whenever a file has changed, and records decisions. It may be used by several threads."""

    def __init__(self, paths: Sequence[str], settings: Settings) -> None:
        """Take what to review; `settings` are those of a check.

        Raises SettingsError when they cannot be followed.
        """
        if settings.decisions is None:
            raise ValueError("decisions are turned off")
        self.settings = settings
        self._given = settings.decisions
        self._paths = tuple(paths)
        self._lock = threading.RLock()
        self._articles: tuple[str, ...] = ()
        self._run, self._stamp = self._checked()
        self._sight: Sight | None = None
        self._decided = ""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self._run.rules

    def look(self) -> Sight:
        """Return the pieces as they stand now."""
        with self._lock:
            if self._files() != self._stamp:
                self._run, self._stamp = self._checked()
                self._sight = None
            decided = self._records()
            if self._sight is None or decided != self._decided:
                self._sight, self._decided = self._sighted(), decided
            return self._sight

    def document(self, item: Item) -> Document:
        """Read a piece's text; raises ChangedError when it is no longer the one that was checked."""
        path = item.document.path
        try:
            if digest(self._run.data(path)) != self._run.digests[path]:
                raise ChangedError
        except OSError:
            raise GoneError from None
        return self._run.document(path)

    def decide(
        self, key: str, revision: str, fingerprint: str, choice: Choice, reason: str, reviewer: Reviewer
    ) -> Record:
        """Record a decision on a finding; raises GoneError, ChangedError or RefusedError."""

        def record(pieces: Sequence[Piece], path: str) -> Record:
            return decide(self.settings, pieces, path, fingerprint, choice, reason, reviewer)

        return self._recorded(key, revision, record)

    def sign(self, key: str, revision: str, reason: str, reviewer: Reviewer) -> Record:
        """Record a sign-off; raises GoneError, ChangedError or RefusedError."""

        def record(pieces: Sequence[Piece], path: str) -> Record:
            content = next(piece.content for piece in pieces if piece.path == path)
            return sign(self.settings, pieces, path, content, reason, reviewer)

        return self._recorded(key, revision, record)

    def unsign(self, key: str, revision: str, reason: str, reviewer: Reviewer) -> Record:
        """Record that a sign-off is taken back; raises GoneError, ChangedError or RefusedError."""

        def record(pieces: Sequence[Piece], path: str) -> Record:
            return unsign(self.settings, pieces, path, reason, reviewer)

        return self._recorded(key, revision, record)

    def _recorded(self, key: str, revision: str, record: Callable[[Sequence[Piece], str], Record]) -> Record:
        with self._lock:
            item = self.look().item(key)
            if item.revision != revision:
                raise ChangedError
            path = item.document.path
            return record(self._pieces(), self._run.paths[path])

    def _pieces(self) -> tuple[Piece, ...]:
        report = self._run.report
        return pieces_of(report.findings, report.documents, self._run.paths)

    def _checked(self) -> tuple[Run, str]:
        """Check all files; the stamp is taken before, so that a change meanwhile is seen the next time."""
        stamp = self._files()
        # What the reviewer decides on is what a check would count, so that only decisions are left out.
        run = check(self._paths, replace(self.settings, decisions=None))
        articles = tuple(sorted({one.article for one in run.report.documents if one.article is not None}))
        if articles != self._articles:
            self._articles = articles
            stamp = self._files()
        return run, stamp

    def _sighted(self) -> Sight:
        report, paths = self._run.report, self._run.paths
        findings, documents, wrong = apply_decisions(report.findings, report.documents, paths, self.settings)
        by_path: dict[str, list[Finding]] = {}
        for finding in findings:
            if finding.suppressed is None or finding.decision is not None:
                by_path.setdefault(finding.path, []).append(finding)
        items = []
        for document in documents:
            own = tuple(by_path.get(document.path, ()))
            undecided = tuple(one.fingerprint for one in own if needs_decision(one, self._given.needs))
            told = [f"{one.fingerprint} {one.severity} {one.message} {one.decision}" for one in own]
            revision = digest_of(self._run.digests[document.path], document.content, repr(document.review), *told)[:16]
            key = digest(paths[document.path].encode("utf-8", "surrogatepass"))[:12]
            items.append(Item(key, document, own, undecided, revision))
        return Sight(tuple(items), (*report.problems, *wrong))

    def _files(self) -> str:
        """Return what tells one state of the files from the next without reading them."""
        found = find_files(self._paths, self.settings.root, self.settings.exclude)
        return digest_of(*(f"{path} {_stat(path)}" for path in (*found.paths, *self._articles)))

    def _records(self) -> str:
        """Return what tells one state of the decisions from the next."""
        folder = decisions_folder(self.settings.root, self._given)
        try:
            names = sorted(entry.name for entry in os.scandir(folder))
        except OSError:
            return ""
        return digest_of(*(f"{name} {_stat(folder / name)}" for name in names))


def _stat(path: str | Path) -> str:
    try:
        state = os.lstat(path)
    except OSError:
        return ""
    return f"{state.st_ino} {state.st_size} {state.st_mtime_ns}"


__all__ = ["ChangedError", "Desk", "GoneError", "Item", "RefusedError", "Sight"]
