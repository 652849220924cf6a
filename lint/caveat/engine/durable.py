"""Files that a crash, a full disk or a second writer leaves whole: written in one step, or a line at a time."""

from __future__ import annotations

import json
import os
import secrets
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LARGEST = 32_000_000
"""More bytes than this are no file of records."""

# Not every system knows these; without them a link or a pipe is told from a file after it was opened.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, data: bytes) -> None:
    """Put bytes in the place of a file in one step; whoever reads it meanwhile, or after a crash, finds old or new.

    The file keeps its mode, and a link keeps pointing at the file. Folders that are missing are made. Raises OSError,
    and then the old file is as it was.
    """
    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".caveat-{secrets.token_hex(8)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFULLY | _BINARY, 0o666)
    try:
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        with suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _keep_name(target.parent)


def append(path: Path, compose: Callable[[bytes], bytes]) -> bytes:
    """Add JSON lines to a file that nobody else adds to meanwhile, and return what was added.

    `compose` gets the whole lines that the file holds and returns the lines to add, none for nothing; what it raises
    goes through, and nothing is written. The lines are on the disk when this returns. Raises OSError, and then the file
    holds what it held before. Folders and a file that are missing are made; a link is refused.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _opened_alone(path) as handle:
        held = _read_all(handle)
        whole = _whole(held)
        added = compose(whole)
        if not added:
            return b""
        # What a writer left when it was killed is no record; a record whose line end got lost is one.
        kept = held[: len(whole)]
        tail = added if not kept or kept.endswith(b"\n") else b"\n" + added
        try:
            if len(kept) < len(held):
                os.ftruncate(handle, len(kept))
            os.lseek(handle, 0, os.SEEK_END)
            _write_all(handle, tail if tail.endswith(b"\n") else tail + b"\n")
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(handle, len(kept))
                os.fsync(handle)
            raise
    _keep_name(path.parent)
    return added


def read_records(path: Path) -> bytes:
    """Return the whole lines of a file of JSON lines, without the rest of one that a crash cut short.

    Raises OSError, also for what is no plain file, or too large to be a file of records.
    """
    handle = os.open(path, os.O_RDONLY | _CAREFULLY | _BINARY)
    try:
        return _whole(_read_all(handle))
    finally:
        os.close(handle)


def _whole(data: bytes) -> bytes:
    """Return data without a last line that has no end, unless that line is a JSON object all the same."""
    cut = data.rfind(b"\n") + 1
    last = data[cut:]
    if not last:
        return data
    try:
        # No beginning of an object is an object, so that a torn line is never taken for a whole one.
        return data if isinstance(json.loads(last), dict) else data[:cut]
    except (ValueError, RecursionError):
        return data[:cut]


def _read_all(handle: int) -> bytes:
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        raise OSError(None, "not a file")
    if state.st_size > LARGEST:
        raise OSError(None, f"larger than {LARGEST // 1_000_000} MB")
    os.lseek(handle, 0, os.SEEK_SET)
    parts: list[bytes] = []
    while part := os.read(handle, 1_000_000):
        parts.append(part)
    return b"".join(parts)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


@contextmanager
def _opened_alone(path: Path) -> Iterator[int]:
    """Open a file, made when it is missing, once no other process or thread has it open in this way."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _CAREFULLY | _BINARY, 0o666)
        try:
            _lock(handle)
            # While we waited, another file may have been put in its place, as `git switch` does.
            if _is_at(handle, path):
                yield handle
                return
        finally:
            _unlock(handle)
            os.close(handle)


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked, so that a byte far behind the records is.
    _FAR = 1 << 40

    def _lock(handle: int) -> None:
        while True:
            os.lseek(handle, _FAR, os.SEEK_SET)
            with suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def _keep_name(folder: Path) -> None:
        """Do nothing: NTFS keeps its own journal of names."""

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def _keep_name(folder: Path) -> None:
        """Bring a new name in a folder to the disk; some file systems cannot, and their files are none the worse."""
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
