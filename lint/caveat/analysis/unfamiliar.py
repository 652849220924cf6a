"""The words of a text that many readers will not know, and that it does not explain.

Such a word is used less than once in a million words of English, is no name, and is explained nowhere in the running
text. A short form counts as it is written; one that is spelled out is explained.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis.counts import find_words
from caveat.analysis.explanations import explained as is_explained
from caveat.analysis.familiarity import is_familiar

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
            (explained if any(is_explained(use.sentence.text, use.start, use.end) for use in uses) else unknown).append(
                UnfamiliarWord(spelling, places)
            )
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
