"""How often English words are used, as a Zipf value: 7 for "the", 3 for one use in a million words.

The counts are those of the package `wordfreq`, whose data stays where it is installed (CC BY-SA 4.0).
Its small list holds the 29,000 words that are used at least once in a million words, so what it lacks is unfamiliar;
its large list tells how rare those are.
Each is read from the package's own file when first needed, in 0.01 and 0.1 seconds: importing the package takes longer.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import msgspec

from caveat.analysis.syllables import american

__all__ = ["RAREST", "UNFAMILIAR", "is_familiar", "zipf"]

UNFAMILIAR: Final = 3.0
"""Words that are used less often than this are unfamiliar to many readers."""

RAREST: Final = 1.0
"""What a word that no list has is worth: as much as the rarest that are listed."""

# A form that is not listed is used less often than the word that it is a form of.
_STEP: Final = 0.8

_ENDINGS: Final = (
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ly", ("", "le")),
    ("er", ("", "e")),
    ("est", ("", "e")),
    ("ness", ("",)),
    ("less", ("",)),
)


def is_familiar(word: str) -> bool:
    """Say whether a word, or one that it is a form of, is used at least once in a million words."""
    return _small_value(word) is not None


@cache
def zipf(word: str) -> float:
    """Return how often a word is used; case and possessives do not matter, nor does British spelling."""
    value = _small_value(word)
    if value is not None:
        return value
    # A word that the small list lacks is rarer than its border, whatever the large list says of a part of it.
    return min(_value(_plain(word), _large()) or RAREST, UNFAMILIAR - 0.01)


@cache
def _small_value(word: str) -> float | None:
    plain = _plain(word)
    if not plain.isalpha() and any(map(str.isdigit, plain)):
        return UNFAMILIAR  # B12, H1N1: a name that says as much as its figures
    return _value(plain, _small())


def _plain(word: str) -> str:
    plain = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    return plain.replace(".", "") if "." in plain else plain


def _value(word: str, listed: dict[str, float]) -> float | None:
    values = [listed[one] for one in (word, *american(word)) if one in listed]
    if values:
        return max(values)
    bases = [listed[base] for base in _bases(word) if base in listed]
    if not bases:
        return None
    floor = UNFAMILIAR if listed is _small() else RAREST
    return max(floor, max(bases) - _STEP)


def _bases(word: str) -> list[str]:
    """Return the words that a word may be a form of."""
    bases: list[str] = []
    for ending, others in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        bases += [stem + other for other in others]
        if len(stem) > 3 and stem[-1] == stem[-2] and ending in {"ed", "ing", "er", "est"}:
            bases.append(stem[:-1])
        if stem[-1] == "i" and ending in {"ly", "er", "est", "ness", "less"}:
            bases.append(stem[:-1] + "y")
    return bases


@cache
def _small() -> dict[str, float]:
    return _read("small")


@cache
def _large() -> dict[str, float]:
    return _read("large")


def _read(name: str) -> dict[str, float]:
    """Return a list's Zipf values; its file holds a header, then the words by their frequency in centibels."""
    spec = find_spec("wordfreq")
    folder = None if spec is None or spec.origin is None else Path(spec.origin).parent
    if folder is None:
        raise ModuleNotFoundError("the package wordfreq is not installed", name="wordfreq")
    header, *buckets = _decode((folder / "data" / f"{name}_en.msgpack.gz").read_bytes())
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"wordfreq's {name} list has another format: {header}")
    values: dict[str, float] = {}
    for number, words in enumerate(buckets):
        if words:
            values.update(dict.fromkeys(words, 9 - number / 100))
    return values


def _decode(packed: bytes) -> list[Any]:
    decoded: list[Any] = msgspec.msgpack.decode(gzip.decompress(packed))
    return decoded
