"""How much harder one part of a text is to read than another, and whether its few sentences bear that out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from caveat.analysis.counts import SentenceCounts
from caveat.analysis.formulas import Totals, flesch_kincaid, smog, totals

__all__ = ["Contrast", "contrast"]

# One-sided: 95 % of a normal distribution lie above this many standard deviations below its mean.
_REACH: Final = 1.645


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two parts of a text compared; grades are the mean of SMOG and Flesch-Kincaid, lengths are words a sentence.

    `surely_harder` and `surely_longer` are the lower ends of the intervals that hold, with 95 % confidence, how many
    grades harder the first part is and by how many words its sentences are longer; they can be negative.
    """

    first_grade: float
    second_grade: float
    surely_harder: float
    first_length: float
    second_length: float
    surely_longer: float

    @property
    def harder(self) -> float:
        """How many grades harder the first part is."""
        return self.first_grade - self.second_grade

    @property
    def longer(self) -> float:
        """By how many words the sentences of the first part are longer."""
        return self.first_length - self.second_length


def contrast(first: Sequence[SentenceCounts], second: Sequence[SentenceCounts]) -> Contrast | None:
    """Compare two parts, given the counts of their sentences; None when either has fewer than two with words."""
    first = [one for one in first if one.scored]
    second = [one for one in second if one.scored]
    if min(len(first), len(second)) < 2:
        return None
    grades = _grade(totals(first)), _grade(totals(second))
    lengths = totals(first).sentence_length, totals(second).sentence_length
    spread = sqrt(_variance(first, _grade) + _variance(second, _grade))
    swing = sqrt(_variance(first, _length) + _variance(second, _length))
    return Contrast(
        grades[0],
        grades[1],
        grades[0] - grades[1] - _REACH * spread,
        lengths[0],
        lengths[1],
        lengths[0] - lengths[1] - _REACH * swing,
    )


def _grade(text: Totals) -> float:
    return (smog(text) + flesch_kincaid(text)) / 2


def _length(text: Totals) -> float:
    return text.sentence_length


def _variance(sentences: Sequence[SentenceCounts], measure: Callable[[Totals], float]) -> float:
    """Return the variance of a measure over texts of such sentences: the jackknife, each sentence left out once."""
    number = len(sentences)
    values = [measure(totals([*sentences[:place], *sentences[place + 1 :]])) for place in range(number)]
    mean = sum(values) / number
    return (number - 1) / number * sum((value - mean) ** 2 for value in values)
