"""The words of a sentence, and everything that a readability formula counts in them.

Hyphens and slashes part words, apostrophes do not.
Addresses, citation marks and the raised figures of footnotes are not words.
Figures are words, but formulas leave them out: how long "1,250" is says nothing about how hard it is to read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from caveat.analysis.syllables import count_syllables
from caveat.patterns import compiled

__all__ = ["SentenceCounts", "count", "find_long_words", "find_words", "split_words"]

_UNREAD: Final = compiled(
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
# What any of them needs, found ten times as fast.
_MAY_HOLD_UNREAD: Final = compiled(
    r"[@\[^¹²³⁰⁴-⁹⁺⁻]|\((?=[A-Z][^()]*\d{4})|:(?=//)|\.(?:(?=[a-z]{2})|(?<=www\.))|[.!?](?=\d)(?<=[^\W\d_].)"
)
# The same for a stretch without spaces, after which a reference may go on.
_MAY_BE_UNREAD: Final = compiled(_MAY_HOLD_UNREAD.pattern.replace(r"(?=[A-Z][^()]*\d{4})", "(?=[A-Z])"))

_FIGURE: Final = r"\d++(?:[.,:]\d++)*+(?:(?:st|nd|rd|th|s)\b|(?![^\W_]))"
_UNIT: Final = r"(?:[mk]?g|mcg|µg|μg|ml|mL|l|L|cm|mm|kcal|h|hrs?|mins?|[ap]m|x)\b"
_TOKEN: Final = compiled(
    rf"""
    {_FIGURE} | \d++(?:[.,:]\d++)*+(?={_UNIT})
  | (?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?
  | [^\W_]+(?:['’][^\W_]+)*
    """,
    re.VERBOSE,
)
# Endings that add a syllable: tested, doses, resting.
_ENDING: Final = compiled(r"(?:[td]ed|(?:[cgsxz]|[cs]h)es|ing)\Z")
_IS_FIGURE: Final = compiled(_FIGURE)


class SentenceCounts(NamedTuple):
    """What the formulas need of one sentence; everything after `figures` counts the words that are not figures.

    A tuple, because a text has many and they are added up column by column: a data class takes three times as long.
    """

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
    tokens = _TOKEN.findall(_readable(sentence))
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
    places: list[tuple[str, int, int, int]] = []
    end = 0
    for chunk in sentence.split():
        start = sentence.index(chunk, end)
        end = start + len(chunk)
        for word, within, syllables in _long_in(chunk):
            places.append((word, start + within, start + within + len(word), syllables))
    return places


@cache
def _long_in(chunk: str) -> tuple[tuple[str, int, int], ...]:
    """Return the long words of what stands between two spaces, with their offsets into it and their syllables."""
    return tuple(
        (match[0], match.start(), syllables)
        for match in _TOKEN.finditer(chunk)
        if (syllables := _measures(match[0])[0]) > 2
    )


@lru_cache(maxsize=4_096)
def count(sentence: str) -> SentenceCounts:
    """Count one sentence."""
    chunks = sentence.split()
    packed = sum(map(_packed, chunks))
    if packed >= _SUSPECT:
        chunks = _readable(sentence).split()
        packed = sum(map(_packed, chunks)) & _SUSPECT - 1
    return SentenceCounts(
        packed & _FIELD,
        packed >> 24 & _FIELD,
        packed >> 48 & _FIELD,
        packed >> 72 & _FIELD,
        (packed >> 96 & _FIELD) + (_opens_foggy(chunks[0]) if chunks else 0),
        packed >> 120 & _FIELD,
        packed >> 144 & _FIELD,
        packed >> 168 & _FIELD,
    )


def _readable(sentence: str) -> str:
    """Return a sentence without what nobody reads as words: addresses, citation marks, raised figures."""
    return _UNREAD.sub(" ", sentence) if _MAY_HOLD_UNREAD.search(sentence) else sentence


# All counts of a stretch of text in one number, 24 bits each, so that adding up a sentence is one sum of known numbers.
_FIELD: Final = (1 << 24) - 1
# Above them: that something in the stretch may be no words, so that the sentence has to be read as a whole.
_SUSPECT: Final = 1 << 192


@cache
def _packed(chunk: str) -> int:
    """Return the counts of what stands between two spaces; no word reaches over a space."""
    packed = _SUSPECT if _MAY_BE_UNREAD.search(chunk) else 0
    for token in _TOKEN.findall(chunk):
        syllables, letters, foggy = _measures(token)
        packed += 1
        if not syllables:
            packed += 1 << 24
            continue
        packed += syllables << 48 | letters << 168
        if syllables > 2:
            packed += 1 << 72 | foggy << 96
        elif syllables == 1:
            packed += 1 << 120
        if letters > 6:
            packed += 1 << 144
    return packed


@cache
def _opens_foggy(chunk: str) -> int:
    """Return 1 when a sentence's first word is hard by Gunning's rules but for its capital, which is no name's."""
    match = _TOKEN.search(chunk)
    if match is None or not match[0].istitle():
        return 0
    first = match[0].lower()
    return int(_is_foggy(first, _measures(first)[0]))


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
