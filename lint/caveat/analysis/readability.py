"""Reading grades of a text, each with the range that its number of sentences can support.

A grade predicts effort, not understanding.
The interval is the sampling error of the sentences at hand; how far two formulas lie apart is another matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt
from random import Random
from typing import TYPE_CHECKING, Any, Final

from caveat.analysis import formulas
from caveat.analysis.counts import SentenceCounts, count
from caveat.analysis.formulas import Totals, smog_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Grade", "Lengths", "Readability", "TooShort", "lengths_of", "measure", "measure_counts"]

# Under these a grade moves by more than two with every other sentence.
FEWEST_SENTENCES: Final = 5
FEWEST_WORDS: Final = 100

# The middle 95 % of a normal distribution reaches this many standard deviations to each side.
_REACH: Final = 1.959964

# Up to this many sentences the interval is drawn (a byte names a sentence); beyond, the closed form says the same.
_MOST_DRAWN: Final = 256
_SEED: Final = 1969


@dataclass(frozen=True, slots=True)
class Grade:
    """A US school grade, and the 95 % interval around it."""

    grade: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class TooShort:
    """Why a text has no grade: it needs five sentences and a hundred words."""

    sentences: int
    words: int

    @property
    def reason(self) -> str:
        """The reason, for people."""
        return (
            f"{self.sentences} sentence{'s' * (self.sentences != 1)} and {self.words} word{'s' * (self.words != 1)}: "
            f"a grade needs {FEWEST_SENTENCES} sentences and {FEWEST_WORDS} words"
        )


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long the sentences of a text are, in words, figures included; the shares are of its sentences."""

    mean: float
    longest: int
    over_20: float
    over_25: float


def lengths_of(sentences: Iterable[SentenceCounts]) -> Lengths | None:
    """Return how long sentences are, or None when none has a word besides figures."""
    lengths = [sentence.words for sentence in sentences if sentence.scored]
    if not lengths:
        return None
    number = len(lengths)
    return Lengths(
        mean=sum(lengths) / number,
        longest=max(lengths),
        over_20=sum(length > 20 for length in lengths) / number,
        over_25=sum(length > 25 for length in lengths) / number,
    )


@dataclass(frozen=True, slots=True)
class Readability:
    """The readability of a text by several formulas, with what they were computed from."""

    sentences: int
    words: int
    """All words, figures included. The formulas leave figures out."""
    figures: int
    syllables: int
    long_words: int
    mean_sentence_length: float
    longest_sentence: int
    smog: Grade
    flesch_kincaid: Grade
    flesch_reading_ease: float
    gunning_fog: float
    automated_readability: float
    coleman_liau: float
    lix: float
    rix: float
    forcast: float
    totals: Totals

    @property
    def rough(self) -> bool:
        """Whether there are so few sentences that only the interval should be shown."""
        return self.sentences < 10


def measure(sentences: Sequence[str]) -> Readability | TooShort:
    """Score a text, given as its sentences."""
    return measure_counts([count(sentence) for sentence in sentences])


def measure_counts(sentences: Sequence[SentenceCounts]) -> Readability | TooShort:
    """Score a text, given as the counts of its sentences; one without any word but figures does not count."""
    counted = [sentence for sentence in sentences if sentence.scored]
    total = formulas.totals(counted)
    number, words = total.sentences, total.words + total.figures
    if number < FEWEST_SENTENCES or words < FEWEST_WORDS:
        return TooShort(number, words)
    smog, flesch_kincaid = _grades(counted)
    return Readability(
        sentences=number,
        words=words,
        figures=total.figures,
        syllables=total.syllables,
        long_words=total.long_words,
        mean_sentence_length=words / number,
        longest_sentence=max(sentence.words for sentence in counted),
        smog=smog,
        flesch_kincaid=flesch_kincaid,
        flesch_reading_ease=formulas.flesch_reading_ease(total),
        gunning_fog=formulas.gunning_fog(total),
        automated_readability=formulas.automated_readability(total),
        coleman_liau=formulas.coleman_liau(total),
        lix=formulas.lix(total),
        rix=formulas.rix(total),
        forcast=formulas.forcast(total),
        totals=total,
    )


def _grades(sentences: Sequence[SentenceCounts]) -> tuple[Grade, Grade]:
    """Return the SMOG and the Flesch-Kincaid grade with their intervals."""
    number = len(sentences)
    words = [sentence.scored for sentence in sentences]
    syllables = [sentence.syllables for sentence in sentences]
    long_words = [sentence.long_words for sentence in sentences]
    smog = smog_of(sum(long_words), number)
    flesch_kincaid = 0.39 * (sum(words) / number) + 11.8 * (sum(syllables) / sum(words)) - 15.59
    if number <= _MOST_DRAWN and max(syllables) < 256:
        drawn_words, drawn_syllables, drawn_long_words = _draw(words, syllables, long_words)
        low, high = _middle(drawn_long_words)
        bottom, top = _middle(0.39 * drawn_words / number + 11.8 * drawn_syllables / drawn_words)
        return (
            Grade(smog, min(smog, smog_of(low, number)), max(smog, smog_of(high, number))),
            Grade(flesch_kincaid, min(flesch_kincaid, bottom - 15.59), max(flesch_kincaid, top - 15.59)),
        )
    mean = sum(long_words) / number
    below, above = _reach([own - mean for own in long_words])
    length, weight = sum(words) / number, sum(syllables) / sum(words)
    under, over = _reach(
        [
            0.39 * (own_words - length) + 11.8 * (own_syllables - weight * own_words) / length
            for own_words, own_syllables in zip(words, syllables, strict=True)
        ]
    )
    return (
        Grade(smog, smog_of(max(0.0, mean - below), 1), smog_of(mean + above, 1)),
        Grade(flesch_kincaid, flesch_kincaid - under, flesch_kincaid + over),
    )


def _middle(drawn: NDArray[Any]) -> tuple[float, float]:
    """Return the ends of the middle 95 %."""
    drawn.sort()
    cut = len(drawn) // 40
    return float(drawn[cut]), float(drawn[-1 - cut])


def _draw(*columns: Sequence[int]) -> list[NDArray[np.int64]]:
    """Return the sums of each column over many texts of the same length, drawn from its rows with replacement.

    Random bytes are the row numbers, and a translation table turns them into a column's values, so that the work is
    done in C: 1,000 texts of 85 sentences cost half a millisecond. The same rows give the same draws.
    """
    import numpy as np

    number = len(columns[0])
    draws = 1000 if number > 40 else 2000
    usable = 256 // number * number
    reject = bytes(range(usable, 256))
    wanted = draws * number
    rows = b""
    length = wanted * 256 // usable + 2_048
    while len(rows) < wanted:
        rows = _noise(1 << length.bit_length())[:length].translate(None, reject)
        length *= 2
    sums = []
    for column in columns:
        values = rows[:wanted].translate(bytes(column[index % number] for index in range(256)))
        sums.append(np.frombuffer(values, np.uint8).reshape(draws, number).sum(axis=1, dtype=np.int64))
    return sums


@cache
def _noise(length: int) -> bytes:
    """Return random bytes, always the same; more begin with fewer, where both are a multiple of four."""
    return Random(_SEED).randbytes(length)  # noqa: S311 - a bootstrap, not a secret


def _reach(deviations: Sequence[float]) -> tuple[float, float]:
    """Return how far the 95 % interval of a mean reaches down and up: the closed form of the same bootstrap.

    It is normal, with the first correction for skew (Cornish and Fisher). It needs many sentences: with a dozen
    uneven ones it can be half a grade away from what drawing gives.
    """
    number = len(deviations)
    variance = sum(deviation * deviation for deviation in deviations) / number
    if not variance:
        return 0.0, 0.0
    skew = sum(deviation**3 for deviation in deviations) / number / variance**1.5 / sqrt(number)
    error = sqrt(variance / number)
    shift = skew * (_REACH * _REACH - 1) / 6
    return error * (_REACH - shift), error * (_REACH + shift)
