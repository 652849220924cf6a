"""Reads sentences with a small neural encoder, which says how surely each claims too much, and at which of its words.

The encoder is three layers of a public one (see THIRD_PARTY.md), fitted by `caveat_dev.train` on the marked pages
of tests/gold. It runs in numpy, in one place and without a network: the same words get the same points. Its weights lie
in data/claims_encoder.npz as whole numbers of eight bits, each row with its scale.
"""

from __future__ import annotations

import os
import re
import string
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]
    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["Encoder", "ReadSentence", "encoder"]

_FILE: Final = Path(__file__).parent / "data" / "claims_encoder.npz"
_HEADS: Final = 12
# Of a sentence that is longer the beginning is read.
_LONGEST: Final = 128
_BATCH: Final = 16
_THREADS: Final = 2
_SPECIALS: Final = ("[CLS]", "[SEP]", "[UNK]")
_LONGEST_WORD: Final = 60
_SMALLEST: Final = 1e-12
# So many words and their pieces are known from one sentence to the next.
_KEPT: Final = 16_384


def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character).startswith("P")


_MARKS: Final = "".join(re.escape(chr(code)) for code in range(0x3100) if _is_punctuation(chr(code)))
_WORD: Final = compiled(rf"[^\s{_MARKS}]+|[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What the encoder says of a sentence, in hundredths of a log-odds: of the whole, and of each of its words.

    `words` holds where each word begins and ends in the sentence, and its points.
    """

    points: int
    words: tuple[tuple[int, int, int], ...]


class _Text(NamedTuple):
    """The pieces of a text by number, and of each word where it begins and ends and which pieces it has."""

    pieces: list[int]
    words: list[tuple[int, int, int, int]]


@cache
def encoder() -> Encoder:
    """Return the encoder, loaded when it is first asked for."""
    return Encoder(_FILE)


class Encoder:
    """The weights of an encoder, and the reading with them."""

    def __init__(self, file: Path) -> None:
        """Load the weights that `caveat_dev.train` wrote."""
        with np.load(file, allow_pickle=False) as stored:
            arrays = dict(stored)
        pieces = bytes(arrays.pop("vocabulary")).decode().split("\n")
        self._pieces = {piece: number for number, piece in enumerate(pieces)}
        self._start, self._end, self._unknown = (self._pieces[one] for one in _SPECIALS)
        self._rows = arrays.pop("embeddings"), arrays.pop("embeddings.scale")
        self._weights: dict[str, Floats] = {}
        for name, array in arrays.items():
            if name.endswith(".scale"):
                continue
            floats = array.astype(np.float32)
            scale = arrays.get(f"{name}.scale")
            self._weights[name] = floats if scale is None else floats * scale.astype(np.float32)
        self._layers = sum(name.endswith(".inner") for name in self._weights)
        self._pieces_of = lru_cache(maxsize=_KEPT)(self._parted)

    def read(self, sentences: Sequence[str]) -> list[ReadSentence]:
        """Read folded sentences; what is said of one depends on its words only."""
        texts = [self._tokens(folded) for folded in sentences]
        order = sorted(range(len(texts)), key=lambda number: len(texts[number].pieces))
        batches = [order[first : first + _BATCH] for first in range(0, len(order), _BATCH)]
        parts = [[texts[number].pieces for number in batch] for batch in batches]
        if len(parts) > 1 and (os.cpu_count() or 1) > 1:
            # The products of tables, nearly all of the work, leave the other threads of Python alone.
            with ThreadPoolExecutor(_THREADS) as threads:
                runs = list(threads.map(self._run, parts))
        else:
            runs = list(map(self._run, parts))
        found: dict[int, ReadSentence] = {}
        for batch, (wholes, pieces) in zip(batches, runs, strict=True):
            for row, number in enumerate(batch):
                words = tuple(
                    (start, end, round(float(pieces[row, low:high].max()) * 100))
                    for start, end, low, high in texts[number].words
                )
                found[number] = ReadSentence(round(float(wholes[row]) * 100), words)
        return [found[number] for number in range(len(texts))]

    def _tokens(self, folded: str) -> _Text:
        """Part a text into pieces and words."""
        pieces, words = [self._start], []
        for match in _WORD.finditer(folded):
            parts = self._pieces_of(match[0])
            if len(pieces) + len(parts) >= _LONGEST:
                break
            words.append((match.start(), match.end(), len(pieces), len(pieces) + len(parts)))
            pieces += parts
        return _Text([*pieces, self._end], words)

    def _parted(self, word: str) -> tuple[int, ...]:
        """Part a word into the longest pieces that are known, from its beginning."""
        plain = "".join(one for one in unicodedata.normalize("NFD", word) if unicodedata.category(one) != "Mn")
        parts: list[int] = []
        start = 0
        while start < len(plain):
            ends = range(len(plain), start, -1) if len(plain) <= _LONGEST_WORD else ()
            prefix = "##" if start else ""
            end = next((end for end in ends if prefix + plain[start:end] in self._pieces), None)
            if end is None:
                return (self._unknown,)
            parts.append(self._pieces[prefix + plain[start:end]])
            start = end
        return tuple(parts) or (self._unknown,)

    def _run(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """Return the log-odds of each text, and of each of its pieces."""
        weights = self._weights
        longest = max(map(len, texts))
        numbers: Whole = np.zeros((len(texts), longest), dtype=np.int64)
        present: Floats = np.zeros((len(texts), longest), dtype=np.float32)
        for row, text in enumerate(texts):
            numbers[row, : len(text)] = text
            present[row, : len(text)] = 1
        rows, scale = self._rows
        states: Floats = rows[numbers].astype(np.float32) * scale[numbers].astype(np.float32)
        states = self._normal(states + weights["positions"][:longest], "embeddings")
        hidden = ((1 - present) * -1e9)[:, None, None, :]
        for layer in range(self._layers):
            states = self._layer(states, hidden, f"layer{layer}")
        pooled = (states * present[:, :, None]).sum(axis=1) / present.sum(axis=1, keepdims=True)
        return pooled @ weights["whole"] + weights["whole.bias"], states @ weights["piece"] + weights["piece.bias"]

    def _layer(self, states: Floats, hidden: Floats, name: str) -> Floats:
        count, longest, width = states.shape
        size = width // _HEADS
        parts = self._line(states, f"{name}.attention").reshape(count, longest, 3, _HEADS, size)
        query, key, value = parts.transpose(2, 0, 3, 1, 4)
        scores = query @ key.transpose(0, 1, 3, 2)
        scores *= np.float32(size**-0.5)
        scores += hidden
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        gathered = (scores @ value).transpose(0, 2, 1, 3).reshape(count, longest, width)
        states = self._normal(states + self._line(gathered, f"{name}.gathered"), f"{name}.first")
        inner = _gelu(self._line(states, f"{name}.inner"))
        return self._normal(states + self._line(inner, f"{name}.outer"), f"{name}.second")

    def _line(self, states: Floats, name: str) -> Floats:
        count, longest, width = states.shape
        # One product of two tables is several times faster than one for each sentence.
        found = states.reshape(count * longest, width) @ self._weights[name]
        found += self._weights[f"{name}.bias"]
        return found.reshape(count, longest, -1)

    def _normal(self, states: Floats, name: str) -> Floats:
        states = states - states.mean(axis=-1, keepdims=True)
        states /= np.sqrt((states * states).mean(axis=-1, keepdims=True) + _SMALLEST)
        return states * self._weights[f"{name}.norm"] + self._weights[f"{name}.norm.bias"]


def _gelu(values: Floats) -> Floats:
    """Return each value, dampened the more the further it is below zero, by the usual approximation."""
    inner = values * values
    inner *= np.float32(0.044715 * 0.7978845608)
    inner += np.float32(0.7978845608)
    inner *= values
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= np.float32(0.5)
    return inner
