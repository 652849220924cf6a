"""What of published instruments for judging health texts a bundle's rules look at, item by item. Never a score."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from caveat.rule.rule import RuleError
from caveat.terms import load_yaml_file

_FILE = "instruments.yaml"


class InstrumentItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item of an instrument in words of our own, how much of it is looked at, by which rules, and what is not."""

    number: str
    asks: str
    coverage: str
    rules: tuple[str, ...]
    why: str


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A published instrument, where it can be read, and its items."""

    id: str
    name: str
    publisher: str
    link: str
    items: tuple[InstrumentItem, ...]


COVERAGE = {"checked": "checked", "partly": "partly", "human": "needs a human"}
"""How much of an item is looked at, in words."""


def load_instruments(packages: Iterable[str]) -> tuple[Instrument, ...]:
    """Return the instruments that packages of rules map; importing none of their modules but the packages' own.

    Raises RuleError that names the file when it cannot be read.
    """
    found: list[Instrument] = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
            path = Path(folder, _FILE)
            if path.is_file():
                found += _read(path)
    return tuple(found)


def _read(path: Path) -> tuple[Instrument, ...]:
    data: Any = load_yaml_file(path)
    try:
        read = msgspec.convert(data, tuple[Instrument, ...])
    except msgspec.ValidationError as error:
        message = f"{path}: {error}"
        raise RuleError(message) from None
    for item in (item for one in read for item in one.items):
        if item.coverage not in COVERAGE or (item.coverage == "human") != (not item.rules):
            message = f"{path}: item {item.number}, “{item.asks}”: an item is checked or partly so by rules, or human"
            raise RuleError(message)
    return read
