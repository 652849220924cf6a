"""Which documents were saved, as they are saved.

Files are looked at, not subscribed to: that works on network shares and in containers too, and costs a look at the
size and time of each file. A save is reported once the file has stopped changing. A folder is listed again only when
something was added to it or taken away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caveat.engine.walk import find_files

__all__ = ["Saved", "saves"]

# A file that goes on changing is shown nevertheless.
_LONGEST_WAIT: Final = 3.0

_Mark = tuple[int, int, int] | None
"""What tells one state of a file from another: time, size and identity; None when it is gone."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The documents that were saved or added since the last look, and those that have gone."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


def saves(
    paths: Sequence[str],
    root: str,
    exclude: Sequence[str],
    *,
    every: float = 0.3,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Saved]:
    """Yield what there is at first, then, for ever, what was saved; nothing is yielded while nothing changes."""
    watched = _listed(paths, root, exclude)
    yield Saved(tuple(path for path, mark in watched.items() if mark is not None), ())
    folders = _folders(paths, watched)
    while True:
        sleep(every)
        now: Mapping[str, _Mark] = {path: _mark(path) for path in watched}
        folders_now = {folder: _mark(folder) for folder in folders}
        if now == watched and folders_now == folders:
            continue
        # Half a save is no save: wait until two looks in a row see the same.
        waited = 0.0
        while True:
            sleep(min(every, 0.1))
            waited += min(every, 0.1)
            after = _listed(paths, root, exclude)
            if after == now or waited >= _LONGEST_WAIT:
                break
            now = after
        changed = tuple(path for path, mark in after.items() if mark is not None and mark != watched.get(path))
        gone = tuple(path for path, mark in watched.items() if mark is not None and after.get(path) is None)
        watched, folders = after, _folders(paths, after)
        if changed or gone:
            yield Saved(changed, gone)


def _listed(paths: Sequence[str], root: str, exclude: Sequence[str]) -> Mapping[str, _Mark]:
    """Return the documents at the paths with their marks; a file that was named stays listed when it is gone."""
    files = [*find_files(paths, root, exclude).paths, *(path for path in paths if not Path(path).is_dir())]
    return {path: _mark(path) for path in dict.fromkeys(files)}


def _folders(paths: Sequence[str], files: Mapping[str, _Mark]) -> dict[str, _Mark]:
    """Return the folders in which documents may come and go."""
    named = [path for path in paths if Path(path).is_dir()]
    within = {Path(file).parent.as_posix() for file in files} if named else set()
    return {folder: _mark(folder) for folder in sorted({*named, *within})}


def _mark(path: str) -> _Mark:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
