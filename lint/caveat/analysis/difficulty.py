"""How hard a sentence is to read, from two things: how long it is, and how familiar its words are.

On sentences from medical abstracts and lay summaries that people had rated from 1 to 6, this agreed with them far
better than any school-grade formula did; the scale is theirs, about 1 (anybody follows it) to 6 (few do).
Neither syllables nor grammar add anything to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, log
from typing import Final

from caveat.analysis.counts import split_words
from caveat.analysis.familiarity import zipf

__all__ = ["difficulty_of", "mean_difficulty"]

_BASE: Final = 6.15
_PER_LENGTH: Final = 0.74
_PER_FAMILIARITY: Final = 0.94

# More frequent words ("the", "of", "you") hold sentences together and say nothing about how hard they are.
_COMMON: Final = 6.0
# A name that no list has is new to a reader, and yet known to be a name.
_NAME: Final = 2.5


def difficulty_of(sentence: str) -> float | None:
    """Return how hard one sentence is, about 1 (easy) to 6 (hard); None when it has no words but figures.

    Figures count in its length, for they have to be taken in too, and not among its words.
    """
    words, figures = split_words(sentence)
    if not words:
        return None
    values = [_familiarity(word, first=not number) for number, word in enumerate(words)]
    telling = [value for value in values if value < _COMMON]
    mean = fsum(telling) / len(telling) if telling else _COMMON
    return _BASE + _PER_LENGTH * log(1 + len(words) + figures) - _PER_FAMILIARITY * mean


def _familiarity(word: str, *, first: bool) -> float:
    value = zipf(word)
    return max(value, _NAME) if not first and word.istitle() else value


def mean_difficulty(difficulties: Iterable[float]) -> float | None:
    """Return the mean difficulty of a text's sentences, None for no sentence."""
    known = list(difficulties)
    return fsum(known) / len(known) if known else None
