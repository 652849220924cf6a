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
from caveat.analysis.syllables import is_listed
from caveat.patterns import compiled

__all__ = ["difficulty_of", "difficulty_of_sums", "difficulty_of_text"]

_BASE: Final = 6.15
_PER_LENGTH: Final = 0.74
_PER_FAMILIARITY: Final = 0.94

# A sentence of so many words counts in full in a text's difficulty.
_USUAL_LENGTH: Final = 20
# What the lengths of its sentences lose of their weight in a text of many; in a text of one, nothing.
_LENGTH_LOST: Final = 0.75

# More frequent words ("the", "of", "you") hold sentences together and say nothing about how hard they are.
_COMMON: Final = 6.0
# A name that no list has is new to a reader, and yet known to be a name.
_NAME: Final = 2.5
# The lists know "CI" and "RR" as something else than what a reader has to know here.
_SHORT_FORM: Final = 3.0
# A decimal is taken in like a rare word: "0.65 to 0.81".
_DECIMAL: Final = 3.5
_IS_DECIMAL: Final = compiled(r"(?<![\d.])\d+[.·]\d+(?![.·]?\d)")

_EVERYDAY: Final = frozenset(
    """
    AD AIDS AM BBC BC BMI CD CDC CEO CT DNA DVD EU FAQ FBI FDA GP HIV ID IQ IT IV MRI NHS OK PC PM TV UK UN US USA WHO
    """.split()  # noqa: SIM905 - a list of words is easier to keep as one text
)


def difficulty_of(sentence: str) -> float | None:
    """Return how hard one sentence is, about 1 (easy) to 6 (hard); None when it has no words but figures.

    Figures count in its length, for they have to be taken in too; of the figures only decimals count as something
    unfamiliar.
    """
    words, figures = split_words(sentence)
    if not words:
        return None
    values = [_familiarity(word, first=not number) for number, word in enumerate(words)]
    telling = [value for value in values if value < _COMMON]
    if figures:
        telling += [_DECIMAL] * min(figures, len(_IS_DECIMAL.findall(sentence)))
    mean = fsum(telling) / len(telling) if telling else _COMMON
    return _BASE + _PER_LENGTH * log(1 + len(words) + figures) - _PER_FAMILIARITY * mean


def _familiarity(word: str, *, first: bool) -> float:
    value = zipf(word)
    if word.islower():
        return value
    if word.istitle():
        return value if first else max(value, _NAME)
    return min(value, _SHORT_FORM) if value < _COMMON and _is_short_form(word) else value


def _is_short_form(word: str) -> bool:
    """Tell CI and COPD from TV, which everybody knows, and from a word in capitals."""
    if not (word.isupper() and 2 <= len(word) <= 5) or word in _EVERYDAY:
        return False
    return len(word) == 2 or not is_listed(word.lower())


def difficulty_of_text(sentences: Iterable[tuple[float, int]]) -> float | None:
    """Return how hard a text is, given the difficulty and the words of each sentence; None for no sentence.

    It is the mean of its sentences, but for this: in a text, long sentences weigh a quarter of what they weigh when one
    sentence is held against another. Plain summaries have the longer sentences, abstracts short ones full of figures.
    """
    known = list(sentences)
    if not known:
        return None
    lengths = fsum(log(1 + words) for _, words in known)
    return difficulty_of_sums(len(known), fsum(difficulty for difficulty, _ in known), lengths)


def difficulty_of_sums(number: float, difficulties: float, lengths: float) -> float:
    """Return how hard a text is, given how many sentences it has, and two sums over them.

    One is of how hard each is, the other of the logarithm of one more than the words of each.
    """
    beyond = lengths / number - log(1 + _USUAL_LENGTH)
    return difficulties / number - (1 - 1 / number**2) * _LENGTH_LOST * _PER_LENGTH * beyond
