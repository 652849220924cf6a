"""Results kept between runs, in one SQLite file that only the user may read: they hold unpublished quotes."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_FILE = "results-1.sqlite"
# The date is part of a result's key, so most of what is kept is of use for a day.
_KEEP_DAYS = 7
_WAIT_SECONDS = 2.0
_BATCH = 500


def cache_folder(configured: str | None = None) -> Path:
    """Return the folder that results are kept in: CAVEAT_CACHE_DIR, else the configured one, else the system's."""
    if given := os.environ.get("CAVEAT_CACHE_DIR"):
        return Path(given)
    if configured:
        return Path(configured)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "caveat" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "caveat"
    xdg = os.environ.get("XDG_CACHE_HOME", "")
    # A relative XDG path is to be ignored, says its specification.
    return (Path(xdg) if xdg.startswith("/") else Path.home() / ".cache") / "caveat"


def clear_cache(folder: Path) -> bool:
    """Delete the results kept in a folder; say whether there were any."""
    found = False
    for name in (_FILE, f"{_FILE}-journal", f"{_FILE}-wal", f"{_FILE}-shm"):
        if (folder / name).is_file():
            (folder / name).unlink()
            found = True
    return found


class Cache:
    """Results by key. Whatever is wrong with the file, the run goes on without it."""

    def __init__(self, folder: Path | None) -> None:
        """Open the file in a folder, made when it is missing; None keeps nothing."""
        self._connection: sqlite3.Connection | None = None
        self._day = int(time.time() // 86_400)
        if folder is not None:
            self._connection = _open(folder)

    @classmethod
    def in_memory(cls) -> Cache:
        """Make one that keeps results while the process runs, and leaves nothing behind."""
        cache = cls(None)
        cache._connection = _connect(":memory:")
        return cache

    def get(self, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is kept under the keys."""
        found: dict[str, bytes] = {}
        stale: list[str] = []
        with self._guarded() as connection:
            for batch in _batches(keys):
                marks = ",".join("?" * len(batch))
                query = f"SELECT key, value, used FROM results WHERE key IN ({marks})"  # noqa: S608 - only question marks
                for key, value, used in connection.execute(query, batch):
                    found[key] = value
                    if used < self._day:
                        stale.append(key)
            if stale:
                with connection:
                    connection.executemany(
                        "UPDATE results SET used = ? WHERE key = ?", [(self._day, key) for key in stale]
                    )
        return found

    def put(self, values: Mapping[str, bytes]) -> None:
        """Keep values under their keys, and drop what no run has asked for in a week."""
        if not values:
            return
        with self._guarded() as connection, connection:
            connection.executemany(
                "INSERT OR REPLACE INTO results (key, value, used) VALUES (?, ?, ?)",
                [(key, value, self._day) for key, value in values.items()],
            )
            connection.execute("DELETE FROM results WHERE used < ?", (self._day - _KEEP_DAYS,))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection]:
        """Hand out the connection; on any error of the database, go on without it."""
        connection = self._connection or sqlite3.connect(":memory:")
        try:
            yield connection
        except sqlite3.Error:
            self.close()
        finally:
            if connection is not self._connection:
                connection.close()


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _open(folder: Path) -> sqlite3.Connection | None:
    path = folder / _FILE
    for _ in range(2):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            return _connect(path)
        except sqlite3.OperationalError:  # locked by another run, or a disk that is full or read-only
            return None
        except sqlite3.DatabaseError:  # not a database: begin again
            try:
                path.unlink()
            except OSError:
                return None
        except OSError:
            return None
    return None


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
        )
        connection.execute("SELECT 1 FROM results LIMIT 1")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
