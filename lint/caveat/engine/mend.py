"""Fixes files: checks them, fixes them in memory until nothing is left to fix, and writes them whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from caveat.analysis import Analysis
from caveat.document import Span
from caveat.engine.cache import Cache
from caveat.engine.digest import digest
from caveat.engine.fix import ALL, REVIEW, WRITTEN, Mending, Skipped, apply_verified, edited, fixable
from caveat.engine.run import Progress, Run, check, open_cache
from caveat.engine.walk import STDIN
from caveat.readers import Unreadable, read, reader_for
from caveat.readers.encoding import Raw, raw

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from caveat.document import Document
    from caveat.engine.finding import Finding
    from caveat.engine.settings import Settings

HELD: Final = "its sentence holds a finding of the baseline, which would no longer be recognised"


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file and what its fixes make of it; `path` is as reports show it.

    `before` and `old` are the file as it was checked, `after` and `new` have the safe fixes, `proposed` and `wanted`
    those to review as well.
    """

    path: str
    before: str
    after: str
    proposed: str
    old: bytes
    new: bytes
    wanted: bytes
    applied: tuple[Finding, ...] = ()
    offered: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of the fixes of a run.

    `run` is of the files as they were. `files` are those that have fixes or have none left out; `failures` says by path
    why one could not be fixed, and `by_hand` counts the fixes in files of formats that are never written.
    """

    run: Run
    files: tuple[MendedFile, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    by_hand: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Work:
    """A file that is being fixed."""

    given: str
    before: Document
    raw: Raw
    old: bytes
    mending: Mending
    untouched: list[Skipped] = field(default_factory=list)

    def bytes(self) -> bytes:
        """Return the file with the fixes so far."""
        text = self.raw.text
        for edits in self.mending.edits:
            text = edited(text, edits)
        return replace(self.raw, text=text).bytes()


def mend_files(
    paths: Sequence[str],
    settings: Settings,
    *,
    stdin: Callable[[], bytes] = lambda: b"",
    progress: Progress | None = None,
) -> Mended:
    """Check files and fix them in memory; nothing is written.

    What the baseline holds, what is suppressed and what `--changed-since` leaves out is not fixed. Raises SettingsError
    as `check` does.
    """
    settings = replace(settings, online=False)
    cache = open_cache(settings) if settings.cache else Cache.in_memory()
    try:
        run = check(paths, settings, stdin=stdin, progress=progress, cache=cache)
        failures: dict[str, str] = {}
        by_hand: Counter[str] = Counter()
        works: dict[str, _Work] = {}
        for path, findings in _by_path(run).items():
            if _media(run, path) not in WRITTEN:
                by_hand[path] = len(findings)
                continue
            work = _begin(run, path)
            if isinstance(work, str):
                failures[path] = work
            else:
                works[path] = work
        current, waiting = run, list(works.values())
        while waiting:
            found = {path: [one for one in current.report.findings if one.path == path] for path in works}
            waiting = [work for work in waiting if work.mending.step(_free(work, found[work.before.path], current))]
            if waiting:
                current = _again(waiting, settings, cache)
        files = [_finished(work) for work in works.values() if work.mending.settled]
        failures |= {path: _unsettled(work.mending) for path, work in works.items() if not work.mending.settled}
        return Mended(run, tuple(files), failures, by_hand)
    finally:
        cache.close()


def _by_path(run: Run) -> dict[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in run.report.findings:
        if fixable(finding, ALL):
            grouped.setdefault(finding.path, []).append(finding)
    return grouped


def _media(run: Run, path: str) -> str | None:
    reader = reader_for(path)
    return run.media(path) or (reader.media if reader else None)


def _begin(run: Run, path: str) -> _Work | str:
    """Return a file ready to be fixed, or why it cannot be."""
    try:
        data = run.data(path)
        before = read(path, data, media=run.media(path))
    except (OSError, Unreadable):
        return "it has gone since it was checked"
    if digest(data) != run.digests[path]:
        return "it has changed since it was checked"
    kept = raw(data, before.source.encoding)
    if kept is None or len(kept.text) != len(before.source.text):
        return f"not all of it is {before.source.encoding.upper()}, so its bytes could not be kept"
    given = STDIN if run.media(path) else path

    def again(text: str) -> Document:
        return read(path, replace(kept, text=text, errors="strict").bytes(), media=before.source.media)

    return _Work(given, before, kept, data, Mending(before.source.text, again))


def _again(works: Sequence[_Work], settings: Settings, cache: Cache) -> Run:
    """Check files as they stand in memory."""
    overlay = {work.given: work.bytes() for work in works}
    return check(
        [work.given for work in works],
        settings,
        stdin=lambda: overlay[STDIN],
        overlay=overlay,
        cache=cache,
    )


def _free(work: _Work, findings: Sequence[Finding], run: Run) -> list[Finding]:
    """Leave out findings in a sentence with one that the baseline holds: it is recognised by that sentence."""
    held = [finding for finding in run.held if finding.path == work.before.path and finding.scope == "span"]
    work.untouched.clear()
    if not held:
        return list(findings)
    spans = [Span(finding.start.offset, max(finding.end.offset, finding.start.offset + 1)) for finding in held]
    sentences = [sentence.locate() for sentence in Analysis(work.mending.read(work.mending.text)).sentences]
    taken = [sentence for sentence in sentences if any(sentence.overlaps(span) for span in spans)]
    free: list[Finding] = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix is not None else ()
        if any(edit.start < span.end and span.start <= edit.end for edit in edits for span in taken):
            work.untouched.append(Skipped(finding, HELD))
        else:
            free.append(finding)
    return free


def _finished(work: _Work) -> MendedFile:
    mending = work.mending
    proposal = apply_verified(mending.text, mending.findings, mending.read, REVIEW)
    new = work.bytes()
    fixed_raw = raw(new, work.before.source.encoding)
    wanted = new
    if fixed_raw is not None:
        wanted = replace(fixed_raw, text=edited(fixed_raw.text, proposal.edits)).bytes()
    return MendedFile(
        work.before.path,
        work.before.source.text,
        mending.text,
        proposal.text,
        work.old,
        new,
        wanted,
        mending.applied,
        proposal.applied,
        (*mending.skipped, *proposal.skipped, *work.untouched),
    )


def _unsettled(mending: Mending) -> str:
    rules = sorted({finding.rule for finding in mending.applied})
    return f"the fixes of {' and '.join(rules)} undo each other"


def write(path: str, old: bytes, new: bytes) -> str:
    """Put new bytes in the place of a file's old ones, and return why that could not be done, or an empty text.

    The new file takes the old one's place in one step and keeps its mode; a link keeps pointing at the file. Nothing is
    written when the file has changed, is read-only, or is known by another name as well.
    """
    target = os.path.realpath(path)
    temporary = ""
    try:
        state = os.stat(target)  # noqa: PTH116 - the path stays as text
        if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            return "it is read-only"
        if state.st_nlink > 1:
            return "it has a second name (a hard link), which would keep the old text"
        handle, temporary = tempfile.mkstemp(prefix=".caveat-", dir=os.path.dirname(target))  # noqa: PTH120 - as above
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copystat(target, temporary)
        os.utime(temporary)
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(temporary, state.st_uid, state.st_gid)
        with open(target, "rb") as file:  # noqa: PTH123 - as above
            if file.read() != old:
                return "it has changed since it was checked"
        os.replace(temporary, target)  # noqa: PTH105 - as above
        temporary = ""
    except OSError as error:
        reason = error.strerror or str(error)
        return f"it cannot be written: {reason[:1].lower()}{reason[1:]}"
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
    return ""
