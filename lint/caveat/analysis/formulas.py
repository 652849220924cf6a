"""The classic readability formulas, each a plain function of what was counted.

They share one set of totals, so a text is counted once however many of them are wanted.
Words are those of `caveat.analysis.counts`: hyphens part them, and figures are left out of every formula.
Each function names where its constants come from; `docs/readability.md` says where textstat differs, and why.
A text without words has no value by any of them: they raise ZeroDivisionError.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from caveat.analysis.counts import SentenceCounts

__all__ = [
    "Totals",
    "automated_readability",
    "coleman_liau",
    "flesch_kincaid",
    "flesch_reading_ease",
    "forcast",
    "gunning_fog",
    "lix",
    "rix",
    "smog",
    "totals",
]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the formulas need of a text; all but `sentences` and `figures` count the words that are not figures."""

    sentences: int
    words: int
    figures: int
    syllables: int
    long_words: int
    """Words of three syllables or more."""
    foggy_words: int
    """Those of them that are hard by Gunning's rules: no names, and none that an ending alone makes long."""
    short_words: int
    """Words of one syllable."""
    wide_words: int
    """Words of more than six letters."""
    letters: int

    @property
    def sentence_length(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        """Syllables a word."""
        return self.syllables / self.words


def totals(sentences: Iterable[SentenceCounts]) -> Totals:
    """Add up the counts of sentences; those without any word but figures are left out."""
    counted = [one for one in sentences if one.words > one.figures]
    if not counted:
        return Totals(0, 0, 0, 0, 0, 0, 0, 0, 0)
    words, figures, *others = map(sum, zip(*counted, strict=True))
    return Totals(len(counted), words - figures, figures, *others)


def flesch_reading_ease(text: Totals) -> float:
    """Flesch Reading Ease: 0 (hard) to 100 (easy).

    Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948): 206.835, 1.015 and 84.6.
    """
    return 206.835 - 1.015 * text.sentence_length - 84.6 * text.syllables_per_word


def flesch_kincaid(text: Totals) -> float:
    """Flesch-Kincaid grade: years of US school.

    Kincaid and others, Research Branch Report 8-75, Naval Technical Training Command (1975): 0.39, 11.8 and 15.59.
    """
    return 0.39 * text.sentence_length + 11.8 * text.syllables_per_word - 15.59


def smog(text: Totals) -> float:
    """SMOG grade: years of school needed to follow all of a text.

    McLaughlin, "SMOG grading", Journal of Reading 12 (1969): 1.0430 and 3.1291, for 30 sentences; a text with more or
    fewer is brought to 30 by its share of long words a sentence.
    """
    return smog_of(text.long_words, text.sentences)


def smog_of(long_words: float, sentences: float) -> float:
    """Return the SMOG grade of so many words of three or more syllables in so many sentences."""
    return 1.043 * sqrt(30 * (long_words / sentences)) + 3.1291


def gunning_fog(text: Totals) -> float:
    """Gunning Fog index: years of US school.

    Gunning, The Technique of Clear Writing (1952): 0.4 times words a sentence plus hard words in a hundred. Hard words
    have three syllables or more, and are no names, no joined short words, nor long by -es, -ed or -ing alone.
    """
    return 0.4 * (text.sentence_length + 100 * text.foggy_words / text.words)


def automated_readability(text: Totals) -> float:
    """Automated Readability Index: years of US school.

    Senter and Smith, AMRL-TR-66-220, Wright-Patterson Air Force Base (1967): 4.71, 0.5 and 21.43. Its strokes are the
    letters and digits of the words that count; punctuation is none.
    """
    return 4.71 * text.letters / text.words + 0.5 * text.sentence_length - 21.43


def coleman_liau(text: Totals) -> float:
    """Coleman-Liau index: years of US school.

    Coleman and Liau, "A computer readability formula designed for machine scoring", Journal of Applied Psychology 60
    (1975): 0.0588 a letter and 0.296 a sentence in a hundred words, and 15.8.
    """
    return 0.0588 * (100 * text.letters / text.words) - 0.296 * (100 * text.sentences / text.words) - 15.8


def lix(text: Totals) -> float:
    """LIX: about 20 (very easy) to 60 (very hard).

    Björnsson, Läsbarhet (1968): words a sentence, and words of more than six letters in a hundred.
    """
    return text.sentence_length + 100 * text.wide_words / text.words


def rix(text: Totals) -> float:
    """RIX: words of more than six letters a sentence.

    Anderson, "Lix and Rix: variations on a little-known readability index", Journal of Reading 26 (1983).
    """
    return text.wide_words / text.sentences


def forcast(text: Totals) -> float:
    """FORCAST grade: years of US school, for forms and lists too, since it knows no sentences.

    Caylor and others, HumRRO Technical Report 73-5 (1973): 20 less a tenth of the words of one syllable in 150 words.
    """
    return 20 - 150 * text.short_words / text.words / 10
