"""textstat as a second scorer: offline, with our sentences and our syllables.

Left alone, textstat 0.7.13 downloads a dictionary, splits at every decimal point, and drops short sentences.
`score` hands it text that it cannot miscount, so what is left is its formulas; they agree with `measure`.
It goes through names that textstat does not promise to keep, hence one release only.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module, metadata
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from caveat.analysis.counts import split_words
from caveat.analysis.syllables import count_syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["VERSION", "TextstatScores", "UnsupportedTextstatError", "score"]

VERSION: Final = "0.7.13"
_LANGUAGE: Final = "en_US"
_DICTIONARY_MODULE: Final = "textstat.backend.utils._get_cmudict"
_CONTRACTIONS: Final = ("t", "s", "d", "ve", "ll", "re")

# Digits that a word may hold in place of its first letter to carry a count. They are letters to textstat, have no
# lower case, and stand in no text.
_FIRST_CARRIER: Final = 0x1D7CE
_CARRIERS: Final = 50

_loading: Final = Lock()


class UnsupportedTextstatError(RuntimeError):
    """textstat is there in a release that the bridge does not know."""


@dataclass(frozen=True, slots=True)
class TextstatScores:
    """What textstat makes of a text."""

    version: str
    sentences: int
    words: int
    syllables: int
    long_words: int
    smog: float
    flesch_kincaid: float
    flesch_reading_ease: float
    lix: float
    rix: float


def score(sentences: Sequence[str]) -> TextstatScores:
    """Score a text, given as its sentences; figures are left out, and so are sentences with nothing else."""
    backend = _backend()
    text = prepare(sentences)
    counts, metrics = backend.counts, backend.metrics
    return TextstatScores(
        version=VERSION,
        sentences=counts.count_sentences(text),
        words=counts.count_words(text),
        syllables=counts.count_syllables(text, _LANGUAGE),
        long_words=counts.count_polysyllable_words(text, _LANGUAGE),
        smog=metrics.smog_index(text, _LANGUAGE),
        flesch_kincaid=metrics.flesch_kincaid_grade(text, _LANGUAGE),
        flesch_reading_ease=metrics.flesch_reading_ease(text, _LANGUAGE),
        lix=metrics.lix(text),
        rix=metrics.rix(text),
    )


def prepare(sentences: Sequence[str]) -> str:
    """Return text that textstat counts as we do: our words, one stop at the end of each sentence, one line each."""
    lines = (" ".join(map(_carry, split_words(sentence)[0])) for sentence in sentences)
    return "\n".join(f"{line}." for line in lines if line)


@cache
def _carry(word: str) -> str:
    """Return the word as textstat should see it, with its count in place of the first letter where it would differ."""
    syllables = count_syllables(word)
    letters = word.replace("’", "'").replace(".", "")
    before, apostrophe, after = letters.partition("'")
    while apostrophe:
        kept = apostrophe if after.startswith(_CONTRACTIONS) else ""
        rest, apostrophe, after = after.partition("'")
        before += kept + rest
    if count_syllables(before.lower()) == syllables:
        return before
    return chr(_FIRST_CARRIER + min(syllables, _CARRIERS - 1)) + before[1:]


class _Pronunciations:
    """The dictionary that textstat asks: any word has one pronunciation, with as many stressed phones as syllables."""

    def __getitem__(self, word: str) -> list[list[str]]:
        carried = ord(word[0]) - _FIRST_CARRIER
        return [["0"] * (carried if 0 <= carried < _CARRIERS else count_syllables(word))]


def _give_pronunciations(_language: str) -> _Pronunciations:
    return _Pronunciations()


def _give_no_hyphenation(_language: str) -> None:
    """Stand in for the hyphenation dictionary; every word is in ours."""


def _count_any_sentence(_sentence: str) -> int:
    """Answer a number of words that no sentence is dropped for."""
    return 3


@cache
def _load() -> Any:  # noqa: ANN401 - textstat has no types
    found = metadata.version("textstat")
    if found != VERSION:
        raise UnsupportedTextstatError(f"textstat {found} is installed; the bridge is made for {VERSION}")
    if "textstat" not in sys.modules:
        # Its own module of this name imports nltk, and downloads when it is asked.
        stand_in = ModuleType(_DICTIONARY_MODULE)
        stand_in.__dict__["get_cmudict"] = _give_pronunciations
        sys.modules[_DICTIONARY_MODULE] = stand_in
    backend = import_module("textstat.backend")
    syllables: Any = import_module("textstat.backend.counts._count_syllables")
    syllables.get_cmudict = _give_pronunciations
    syllables.get_pyphen = _give_no_hyphenation
    sentences: Any = import_module("textstat.backend.counts._count_sentences")
    sentences.count_words = _count_any_sentence
    forget()
    return backend


def forget() -> None:
    """Empty textstat's caches: what it counted before it was bridged, or for a fair timing."""
    for name, module in list(sys.modules.items()):
        if name.startswith("textstat."):
            for function in list(vars(module).values()):
                if hasattr(function, "cache_clear"):
                    function.cache_clear()


def _backend() -> Any:  # noqa: ANN401 - textstat has no types
    with _loading:
        return _load()
