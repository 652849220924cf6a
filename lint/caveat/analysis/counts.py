"""The words of a sentence, and everything that a readability formula counts in them.

Hyphens and slashes part words, apostrophes do not.
Addresses, citation marks and the raised figures of footnotes are not words.
Figures are words, but formulas leave them out: how long "1,250" is says nothing about how hard it is to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from caveat.analysis.syllables import count_syllables

__all__ = ["SentenceCounts", "count", "find_long_words", "find_words", "split_words"]

_UNREAD: Final = re.compile(
    r"""
    (?:https?://|www\.)\S+ | (?<!\S)[^\s@]++@[^\s@]+\.\w+
  | (?<![\w.-])[\w-]++(?:\.[\w-]+){0,3}\.(?:com|org|net|gov|edu|info|io|uk|au|ca|ie|nz|eu)\b(?:/\S*)?
  | \[\^?\d[\d\s,;–-]*\] | \[\^\w+\] | \^\d[\d,–-]*\^
  | [¹²³⁰⁴-⁹⁺⁻]+
  | (?<=[^\W\d_][.!?])\d{1,3}(?:[,–-]\d{1,3})*(?=\s|\Z)
  | \((?:[A-Z][\w'’-]+(?:\s(?:and|&)\s[A-Z][\w'’-]+|\set\sal\.?)?,?\s(?:19|20)\d\d[a-z]?(?:;\s)?)+\)
    """,
    re.VERBOSE,
)
_MAY_HOLD_UNREAD: Final = re.compile(r"[@\[^¹²³⁰⁴-⁹⁺⁻(]|[.!?/:](?=[\w/])")

_FIGURE: Final = r"\d++(?:[.,:]\d++)*+(?:(?:st|nd|rd|th|s)\b|(?![^\W_]))"
_UNIT: Final = r"(?:[mk]?g|mcg|µg|μg|ml|mL|l|L|cm|mm|kcal|h|hrs?|mins?|[ap]m|x)\b"
_TOKEN: Final = re.compile(
    rf"""
    {_FIGURE} | \d++(?:[.,:]\d++)*+(?={_UNIT})
  | (?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?
  | [^\W_]+(?:['’][^\W_]+)*
    """,
    re.VERBOSE,
)
# Endings that add a syllable: tested, doses, resting.
_ENDING: Final = re.compile(r"(?:[td]ed|(?:[cgsxz]|[cs]h)es|ing)\Z")
_IS_FIGURE: Final = re.compile(_FIGURE)


@dataclass(frozen=True, slots=True)
class SentenceCounts:
    """What the formulas need of one sentence; everything after `figures` counts the words that are not figures."""

    words: int
    figures: int
    syllables: int
    long_words: int
    """Words of three syllables or more."""
    foggy_words: int
    """Those of them that are hard by Gunning's rules: no names, and none that -es, -ed or -ing alone makes long."""
    short_words: int
    """Words of one syllable."""
    wide_words: int
    """Words of more than six letters."""
    letters: int

    @property
    def scored(self) -> int:
        """The words that count in a formula."""
        return self.words - self.figures


def split_words(sentence: str) -> tuple[list[str], int]:
    """Return the words of a sentence that are not figures, in order, and the number of figures."""
    tokens = _tokens(sentence)
    words = [token for token in tokens if _measures(token)[0]]
    return words, len(tokens) - len(words)


def find_words(sentence: str) -> list[tuple[str, int, int]]:
    """Return the words of a sentence that are not figures, each with its offsets."""
    if _MAY_HOLD_UNREAD.search(sentence):
        sentence = _UNREAD.sub(lambda match: " " * len(match[0]), sentence)
    return [(match[0], *match.span()) for match in _TOKEN.finditer(sentence) if _measures(match[0])[0]]


def find_long_words(sentence: str) -> list[tuple[str, int, int, int]]:
    """Return the words of three syllables or more of a sentence, each with its offsets and its syllables."""
    if _MAY_HOLD_UNREAD.search(sentence):
        sentence = _UNREAD.sub(lambda match: " " * len(match[0]), sentence)
    return [
        (match[0], *match.span(), syllables)
        for match in _TOKEN.finditer(sentence)
        if (syllables := _measures(match[0])[0]) > 2
    ]


def count(sentence: str) -> SentenceCounts:
    """Count one sentence."""
    tokens = _tokens(sentence)
    figures = total = long_words = foggy_words = short_words = wide_words = all_letters = 0
    for syllables, letters, foggy in map(_measures, tokens):
        if not syllables:
            figures += 1
            continue
        total += syllables
        all_letters += letters
        if syllables > 2:
            long_words += 1
            foggy_words += foggy
        elif syllables == 1:
            short_words += 1
        if letters > 6:
            wide_words += 1
    return SentenceCounts(
        words=len(tokens),
        figures=figures,
        syllables=total,
        long_words=long_words,
        foggy_words=foggy_words + _opens_with_capital(tokens),
        short_words=short_words,
        wide_words=wide_words,
        letters=all_letters,
    )


def _tokens(sentence: str) -> list[str]:
    if _MAY_HOLD_UNREAD.search(sentence):
        sentence = _UNREAD.sub(" ", sentence)
    return _TOKEN.findall(sentence)


@cache
def _measures(token: str) -> tuple[int, int, bool]:
    """Return the syllables and letters of a token, without its apostrophes and points, and whether Gunning counts it.

    A figure has none of either.
    """
    if _IS_FIGURE.fullmatch(token):
        return 0, 0, False
    syllables = count_syllables(token)
    return syllables, sum(map(str.isalnum, token)), token.islower() and _is_foggy(token, syllables)


def _is_foggy(word: str, syllables: int) -> bool:
    """Say whether a word has three syllables or more without its ending."""
    return syllables - (_ENDING.search(word) is not None) > 2


def _opens_with_capital(tokens: list[str]) -> bool:
    """Say whether the first word of a sentence is hard by Gunning's rules but for its capital, which is no name's."""
    if not tokens or not tokens[0].istitle():
        return False
    first = tokens[0].lower()
    return _is_foggy(first, _measures(first)[0])
