"""From the paths on the command line to the files that are checked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from caveat.engine.finding import Problem
from caveat.engine.git import GitError, run_git
from caveat.engine.paths import relative_path
from caveat.engine.pattern import matches
from caveat.readers import reader_for, suffixes

STDIN = "-"
_SKIPPED = frozenset({"node_modules", "__pycache__", "build", "dist", "venv", "site-packages"})


@dataclass(slots=True)
class Found:
    """The files to check, as given and in order; standard input is `-`."""

    paths: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def find_files(paths: Sequence[str], root: str, exclude: Sequence[str] = ()) -> Found:
    """Return the files that the paths name: files themselves, and what a reader knows in folders.

    Hidden folders, those of tools, what git ignores, what `exclude` names and Caveat's own reports under the names that
    it gives them are left out of folders. A file that is
    named and excluded is left out with a note; one that is missing or of an unknown type is a problem.
    """
    found = Found()
    seen: set[str] = set()
    for given in paths:
        path = given if given == STDIN else _posix(given)
        files, problems = _one(path, root, exclude)
        found.problems += problems
        for file in files:
            identity = file if file == STDIN else os.path.realpath(file)
            if identity not in seen:
                seen.add(identity)
                found.paths.append(file)
    found.paths.sort()
    found.problems.sort(key=lambda problem: (problem.path, problem.kind))
    return found


def _one(path: str, root: str, exclude: Sequence[str]) -> tuple[list[str], list[Problem]]:
    if path == STDIN:
        return [path], []
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - the path stays as it was given
    except FileNotFoundError:
        return [], [Problem(path, "missing", "there is no such file or folder")]
    except (OSError, ValueError) as error:
        return [], [Problem(path, "unreadable", _reason(error))]
    if stat.S_ISDIR(mode):
        return _folder(path, root, exclude)
    if not stat.S_ISREG(mode):
        return [], [Problem(path, "unreadable", "not a regular file")]
    if is_excluded(path, root, exclude):
        return [], [Problem(path, "excluded", "left out by `exclude` in the configuration")]
    if reader_for(path) is None:
        known = ", ".join(sorted(suffixes()))
        return [], [Problem(path, "unknown-type", f"no reader knows this type of file (known: {known})")]
    return [path], []


def _folder(path: str, root: str, exclude: Sequence[str]) -> tuple[list[str], list[Problem]]:
    problems: list[Problem] = []
    files = list(_walk(path, root, exclude, problems))
    ignored = _ignored(path, files)
    kept = [file for file in files if file not in ignored]
    if not kept and not problems:
        known = ", ".join(sorted(suffixes()))
        problems.append(Problem(path, "no-files", f"holds no file that is to be checked (known types: {known})"))
    return kept, problems


def _walk(path: str, root: str, exclude: Sequence[str], problems: list[Problem]) -> Iterator[str]:
    def report(error: OSError) -> None:
        problems.append(Problem(_posix(str(error.filename)), "unreadable", _reason(error)))

    for folder, folders, names in os.walk(path, onerror=report):
        prefix = "" if folder == "." else _posix(folder).rstrip("/") + "/"
        if folder == "/":
            prefix = "/"
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _SKIPPED and not is_excluded(prefix + name, root, exclude)
        )
        for name in sorted(names):
            file = prefix + name
            if name.startswith((".", "~$")) or _is_report(name) or reader_for(name) is None:
                continue
            if is_excluded(file, root, exclude):
                continue
            if os.path.isfile(file):  # noqa: PTH113 - not a pipe, not a broken link
                yield file
            elif os.path.islink(file):  # noqa: PTH114 - as above
                problems.append(Problem(file, "missing", "a link that leads nowhere"))


def _is_report(name: str) -> bool:
    """Say whether a file goes by the name that `caveat report` gives its reports."""
    stem = name.rpartition(".")[0].lower()
    return stem == "caveat-report" or stem.endswith(".caveat")


def is_excluded(path: str, root: str, exclude: Iterable[str]) -> bool:
    """Say whether patterns of the configuration, whose folder is `root`, leave a path out."""
    if not exclude:
        return False
    relative = relative_path(path, root)
    return any(matches(pattern, relative) for pattern in exclude)


def _ignored(folder: str, files: Sequence[str]) -> set[str]:
    """Return the files that git ignores; none when the folder itself is ignored, and was named all the same."""
    if not files:
        return set()
    own = _check_ignore(folder, [os.path.abspath(folder)])  # noqa: PTH100 - links stay as they are
    if own:
        return set()
    whole = {os.path.abspath(file): file for file in files}  # noqa: PTH100 - as above
    return {whole[name] for name in _check_ignore(folder, list(whole)) if name in whole}


def _check_ignore(folder: str, names: Sequence[str]) -> list[str]:
    """Return the names that git ignores, itself asked; none outside a repository or without git."""
    given = b"\0".join(os.fsencode(name) for name in names) + b"\0"
    try:
        printed = run_git(["check-ignore", "-z", "--stdin"], folder, given, accepted=(0, 1))
    except GitError:
        return []
    return [os.fsdecode(name) for name in printed.split(b"\0") if name]


def _posix(path: str) -> str:
    """Return a path with POSIX separators, without a leading `./` and a trailing slash."""
    plain = path.replace(os.sep, "/")
    while plain.startswith("./"):
        plain = plain[2:].lstrip("/")
    return plain.rstrip("/") or ("/" if path.startswith("/") else ".")


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return str(error)
