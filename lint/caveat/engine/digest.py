"""What a result rests on besides the text: the code and data of Caveat and its rules, and the versions of its tools."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(*parts: str) -> str:
    """Return one SHA-256 for several texts; where one ends and the next begins counts."""
    collected = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        collected.update(len(encoded).to_bytes(8, "big"))
        collected.update(encoded)
    return collected.hexdigest()


def code_digest(packages: Iterable[str]) -> str:
    """Return one SHA-256 over every file of the packages and of Python's version, importing none of them."""
    collected = hashlib.sha256(sys.version.encode())
    for package in packages:
        for name, path in _files(package):
            collected.update(name.encode("utf-8", "surrogatepass") + b"\0")
            collected.update(hashlib.sha256(path.read_bytes()).digest())
    return collected.hexdigest()


def _files(package: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a package with their names inside it, in a fixed order; none when it is not installed."""
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return
    if spec is None:
        return
    if not spec.submodule_search_locations:
        if spec.origin and Path(spec.origin).is_file():
            yield package, Path(spec.origin)
        return
    for root in spec.submodule_search_locations:
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                path = Path(folder, name)
                yield f"{package}/{path.relative_to(root).as_posix()}", path


def version(distribution: str) -> str:
    """Return the version of an installed distribution without importing it, or an empty text."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""
