"""The words of a text that many readers will not know, and that it does not explain.

Such a word is used less than once in a million words of English, is no name, and is explained nowhere in the running
text. A short form counts as it is written; one that is spelled out is explained.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from caveat.analysis.counts import find_words
from caveat.analysis.familiarity import is_familiar
from caveat.analysis.short_forms import ShortForm, explanation

if TYPE_CHECKING:
    from caveat.analysis.sentence import Sentence

__all__ = ["Unfamiliar", "UnfamiliarWord", "find_unfamiliar"]


@dataclass(frozen=True, slots=True)
class UnfamiliarWord:
    """An unfamiliar word in its most frequent spelling, and where it stands: sentence and offsets into it."""

    word: str
    places: tuple[tuple[Sentence, int, int], ...]


@dataclass(frozen=True, slots=True)
class Unfamiliar:
    """The unfamiliar words of a text, the most frequent first, and those that it explains."""

    words: tuple[UnfamiliarWord, ...]
    explained: tuple[UnfamiliarWord, ...]
    of: int
    """How many words there are in all, figures left out."""

    @property
    def count(self) -> int:
        """How often an unfamiliar word is used."""
        return sum(len(one.places) for one in self.words)

    @property
    def per_hundred(self) -> float:
        """Unfamiliar words in a hundred."""
        return 100 * self.count / self.of if self.of else 0.0


# "called X", "known as X", "(X)" and "or X," come after the everyday words; the others come behind X.
_TOLD: Final = re.compile(
    r"(?:\b(?:called|known\sas|named|termed|referred\sto\sas|medical\s(?:name|term|word)\s(?:is|for\s[\w\s]{3,40}\sis)|"
    r"(?:is|are)\s(?:also\s)?(?:an?|the)\skind\sof)\s(?:an?\s|the\s)?[“\"'‘*]?|[\w,]\s\((?:or\s|also\s|called\s)*)\Z",
    re.IGNORECASE,
)
_TELLING: Final = re.compile(
    r"[”\"'’*]?(?:\s(?:is|are)\s(?:an?|the|when|where|what|one\sof)\s|\s(?:means?|refers?\sto|describes?)\s"
    r"|,\s(?:an?|the|or|which\s(?:is|are|means)|that\sis|meaning|also\s(?:called|known))\s"
    r"|\s?[–—]\s?(?:an?|the|when|that\sis)\s|:\s(?:an?|the|when)\s"
    r"|\s\((?!see\b|e\.g|for\sexample|such\sas|\d|n\s?=|p\s?[<=])[^()]*\s[^()]*\))",
    re.IGNORECASE,
)


def find_unfamiliar(sentences: Iterable[Sentence]) -> Unfamiliar:
    """Return the unfamiliar words of sentences."""
    found: dict[str, list[_Use]] = {}
    total = 0
    for sentence in sentences:
        words = find_words(sentence.text)
        total += len(words)
        for number, (word, start, end) in enumerate(words):
            if not is_familiar(word):
                found.setdefault(_key(word), []).append(_Use(sentence, start, end, first=not number))
    unknown: list[UnfamiliarWord] = []
    explained: list[UnfamiliarWord] = []
    for uses in found.values():
        if not _is_name(uses):
            places = tuple((use.sentence, use.start, use.end) for use in uses)
            spelling = Counter(use.word for use in uses).most_common(1)[0][0]
            (explained if any(map(_is_explained, uses)) else unknown).append(UnfamiliarWord(spelling, places))
    unknown.sort(key=lambda one: -len(one.places))
    return Unfamiliar(tuple(unknown), tuple(explained), total)


@dataclass(frozen=True, slots=True)
class _Use:
    sentence: Sentence
    start: int
    end: int
    first: bool

    @property
    def word(self) -> str:
        return self.sentence.text[self.start : self.end]


def _key(word: str) -> str:
    """Return what the forms of a word have in common: no capitals, no possessive, no plural."""
    plain = word.replace("’", "'").removesuffix("'s").strip("'")
    if plain[:-1].isupper() and plain.endswith("s"):
        plain = plain[:-1]
    lowered = plain.lower()
    if len(lowered) > 4 and lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")):
        return lowered[:-1]
    return lowered


def _is_name(uses: list[_Use]) -> bool:
    """Say whether a word is a name: never without its capital, and not only where every word has one."""
    if not all(use.word[0].isupper() and not _plain_form(use.word).isupper() for use in uses):
        return False
    return any(not use.first or not use.word.istitle() for use in uses)


def _plain_form(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s").removesuffix("s")


def _is_explained(use: _Use) -> bool:
    text, word = use.sentence.text, use.word
    if _TOLD.search(text, 0, use.start) or _TELLING.match(text, use.end):
        return True
    base = _plain_form(word)
    return base.isupper() and explanation(text, ShortForm(use.start, use.end, word, base)) is not None
