"""Which lines changed since a revision, as git tells it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from caveat.engine.finding import Finding
from caveat.engine.git import GitError, run_git
from caveat.engine.settings import SettingsError

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Changes:
    """The changed lines of each changed file, by its absolute path; None means the whole file."""

    lines: Mapping[str, frozenset[int] | None] = field(default_factory=dict)

    def of(self, path: str) -> frozenset[int] | Literal[False] | None:
        """Return a file's changed lines, None when all are, False when the file did not change."""
        return self.lines.get(os.path.realpath(path), False)


def changed_lines(revision: str, paths: Sequence[str]) -> Changes:
    """Return what changed between a revision and the files as they are, new files that git does not know included.

    Raises SettingsError outside a repository and for an unknown revision.
    """
    changes: dict[str, frozenset[int] | None] = {}
    for folder in sorted({_folder(path) for path in paths}):
        changes.update(_in_repository(revision, folder))
    return Changes(changes)


def touches(finding: Finding, changes: Changes) -> bool:
    """Say whether a finding stands on a changed line, or is about the whole of a changed file."""
    lines = changes.of(finding.path)
    if lines is False:
        return False
    if lines is None:
        return True
    if finding.scope == "document" and finding.family != "caveat":
        return True
    last = max(
        finding.end.line - (finding.end.column == 1 and finding.end.line > finding.start.line), finding.start.line
    )
    return any(line in lines for line in range(finding.start.line, last + 1))


def _in_repository(revision: str, folder: str) -> dict[str, frozenset[int] | None]:
    try:
        top = os.fsdecode(run_git(["rev-parse", "--show-toplevel"], folder).rstrip(b"\n"))
    except GitError as error:
        raise SettingsError(f"--changed-since: {folder} is not in a git repository ({error})") from None
    try:
        commit = run_git(
            ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"], top
        ).strip()
    except GitError:
        hint = "; in continuous integration, fetch the whole history"
        raise SettingsError(f'--changed-since: git knows no revision "{revision}"{hint}') from None
    try:
        return _changes(os.fsdecode(commit), top)
    except GitError as error:
        raise SettingsError(f"--changed-since: {error}") from None


def _changes(commit: str, top: str) -> dict[str, frozenset[int] | None]:
    changes: dict[str, frozenset[int] | None] = {}
    plain = ["--no-ext-diff", "--no-textconv", "--find-renames", "--no-color", "--text", "--diff-filter=ACMRT"]
    names = _names(run_git(["diff", "--name-only", "-z", *plain, commit, "--"], top))
    # Inside a patch every line of a file begins with a sign, so this can only be the head of the next file.
    _, *patches = re.split(
        rb"^diff --git ", run_git(["diff", "--unified=0", *plain, commit, "--"], top), flags=re.MULTILINE
    )
    for name, patch in zip(names, patches, strict=True):
        # The lines of a Word file are not those of the archive that git compares.
        changes[_whole(top, name)] = None if name.lower().endswith((".docx", ".docm")) else _lines(patch)
    for name in _names(run_git(["ls-files", "--others", "--exclude-standard", "-z"], top)):
        changes[_whole(top, name)] = None
    return changes


def _whole(top: str, name: str) -> str:
    return os.path.realpath(os.path.join(top, name))  # noqa: PTH118 - names from git, relative to its top


def _lines(printed: bytes) -> frozenset[int]:
    lines: set[int] = set()
    for hunk in _HUNK.finditer(printed):
        start, length = int(hunk[1]), int(hunk[2] or 1)
        # Where lines were only taken out, the two around the gap are what changed.
        lines.update(range(start, start + length) if length else (start, start + 1))
    return frozenset(lines)


def _names(printed: bytes) -> list[str]:
    return [os.fsdecode(name) for name in printed.split(b"\0") if name]


def _folder(path: str) -> str:
    """Return the folder in which git is asked about a path."""
    if path == "-":
        return os.getcwd()  # noqa: PTH109 - as text
    whole = os.path.realpath(path)
    return whole if os.path.isdir(whole) else os.path.dirname(whole)  # noqa: PTH112, PTH120 - as text
