"""What every process makes anew of Caveat's own files, kept as Python keeps bytecode: compiled patterns, parsed data.

It takes a quarter of a short check. It lies in the `__pycache__` beside this module, so PYTHONDONTWRITEBYTECODE and
PYTHONPYCACHEPREFIX hold for it too. What another version of Python or of Caveat made, or what is damaged, is passed
over and made anew. It lies in the installation: only what is made of the files of Caveat and of its bundles may go
there, nothing of a text or of a configuration.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar
from zlib import crc32

import caveat

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["keep", "kept"]

_T = TypeVar("_T")
# Where the bytes of a value begin, how many they are, and their checksum.
_Place: TypeAlias = tuple[int, int, int]

# A file begins with the checksum of its list of values and the length of it.
_NUMBER: Final = 4
# Fewer new values are not worth writing all anew.
_FEWEST: Final = 8
# In a file with more bytes, most is of earlier states of the code.
_LARGEST: Final = 50_000_000


class _Kept(NamedTuple):
    """A file that was read: where each value lies, by what it was made of, and all the bytes."""

    places: dict[bytes, _Place]
    data: bytes


def kept(kind: str, source: str, make: Callable[[], _T]) -> _T:
    """Return what `make` makes of a source, or what an earlier process kept of it.

    The value is of numbers, texts, bytes, lists, tuples and dictionaries, and depends on its kind and source only.
    """
    key = blake2b(f"{kind}\0{source}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    earlier = _earlier()
    place = earlier.places.get(key)
    if place is not None:
        start, length, checksum = place
        data = earlier.data[start : start + length]
        if crc32(data) == checksum:
            value: _T = marshal.loads(data)  # noqa: S302 - as trusted as the bytecode beside it
            return value
    value = make()
    _fresh[key] = marshal.dumps(value)  # type: ignore[arg-type]  # the caller sees to it
    return value


def keep() -> None:
    """Keep what this process made for others, unless Python is to write no bytecode or the place is read-only."""
    path = _path()
    if path is None or sys.dont_write_bytecode or len(_fresh) < _FEWEST:
        return
    places, data = _read(path)
    values = {key: data[start : start + length] for key, (start, length, _) in places.items()} | _fresh
    _fresh.clear()
    places, start = {}, 0
    for key, value in values.items():
        places[key] = start, len(value), crc32(value)
        start += len(value)
    listed = marshal.dumps((_made_by(), places))
    head = crc32(listed).to_bytes(_NUMBER, "big") + len(listed).to_bytes(_NUMBER, "big")
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(b"".join((head, listed, *values.values())))
        temporary.replace(path)


_fresh: dict[bytes, bytes] = {}


@cache
def _earlier() -> _Kept:
    path = _path()
    return _Kept({}, b"") if path is None else _read(path)


def _read(path: Path) -> _Kept:
    with suppress(OSError):
        if path.stat().st_size <= _LARGEST:
            whole = path.read_bytes()
            end = 2 * _NUMBER + int.from_bytes(whole[_NUMBER : 2 * _NUMBER], "big")
            listed = whole[2 * _NUMBER : end]
            if listed and int.from_bytes(whole[:_NUMBER], "big") == crc32(listed):
                made_by, places = marshal.loads(listed)  # noqa: S302 - as trusted as the bytecode beside it
                if made_by == _made_by():
                    return _Kept(places, whole[end:])
    return _Kept({}, b"")


@cache
def _path() -> Path | None:
    try:
        return Path(cache_from_source(__file__)).with_suffix(".data")
    except NotImplementedError:
        return None


def _made_by() -> tuple[str, str]:
    return caveat.__version__, sys.version
