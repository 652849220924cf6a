"""Finds many words and phrases in a text at once, at word boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from caveat.document import fold
from caveat.terms.sieve import SIEVE, SearchText, widest_word

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


# A term in a text: its start, its end below zero, and the term. In this order the longest comes first of those that
# begin at the same place.
_Standing: TypeAlias = tuple[int, int, str]


class TermMatch(NamedTuple):
    """A term found in a text: its offsets, the term as listed, and the label it is listed under."""

    start: int
    end: int
    term: str
    label: str

    def moved(self, by: int) -> TermMatch:
        """Return the same match in a text that begins so many characters earlier."""
        return TermMatch(self.start + by, self.end + by, self.term, self.label)


class TermList:
    """Words and phrases, each under a label, matched in folded text (lower case, plain quotes and hyphens).

    A term matches whole words only: the characters before and after it are no letters or digits.
    The longest term wins where terms begin at the same place; a match never begins inside another.
    """

    def __init__(self, terms: Mapping[str, str] | Iterable[str]) -> None:
        """Take terms with their labels, or terms alone, which then label themselves."""
        pairs = terms.items() if isinstance(terms, Mapping) else ((term, term) for term in terms)
        self._labels: dict[str, str] = {}
        for term, label in pairs:
            self._labels[fold(term)] = label
        self._terms = sorted(self._labels)

    def __contains__(self, term: str) -> bool:
        """Say whether exactly this term is listed."""
        return fold(term) in self._labels

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self._terms)

    def label(self, term: str) -> str | None:
        """Return the label of a term, or None when it is not listed."""
        return self._labels.get(fold(term))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        import ahocorasick_rs

        return ahocorasick_rs.AhoCorasick(self._terms)

    @cached_property
    def _by_word(self) -> Mapping[str, list[tuple[int, str]]]:
        """The terms by the longest word of each, with the place of that word in the term."""
        listed: dict[str, list[tuple[int, str]]] = {}
        for term in self._terms:
            place, word = widest_word(term)
            listed.setdefault(word, []).append((place, term))
        return listed

    @cached_property
    def _number(self) -> int:
        return SIEVE.admit_by_words(self._by_word)

    def find(self, folded: str) -> Iterator[TermMatch]:
        """Return the terms that stand in a folded text, from left to right."""
        if not isinstance(folded, SearchText):
            return iter(self._chosen(self._searched(folded)))
        number = self._number
        if folded.known <= number:
            folded.look()
        if number not in folded.admitted:
            return iter(())
        kept = folded.found
        if kept is None:
            return iter(self._chosen(self._standing(folded)))
        if self not in kept:
            kept[self] = self._chosen(self._standing(folded))
        return iter(kept[self])

    def any_in(self, folded: str) -> bool:
        """Say whether any term stands in a folded text."""
        if not isinstance(folded, SearchText):
            return bool(self._searched(folded))
        number = self._number
        if folded.known <= number:
            folded.look()
        return number in folded.admitted and bool(self._standing(folded))

    def _standing(self, text: SearchText) -> list[_Standing]:
        """Return where terms stand in a text, told by the words that it is known to hold."""
        by_word = self._by_word
        if "" in by_word:
            return self._searched(text)
        found: list[_Standing] = []
        for at, word in text.words:
            if word not in by_word:
                continue
            for place, term in by_word[word]:
                if term == word:
                    found.append((at, -at - len(word), word))
                    continue
                start, end = at - place, at - place + len(term)
                if start >= 0 and text.startswith(term, start) and _is_whole(text, start, end):
                    found.append((start, -end, term))
        return found

    def _searched(self, text: str) -> list[_Standing]:
        """Return where terms stand in any text."""
        if not self._terms:
            return []
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, -end, self._terms[number]) for number, start, end in found if _is_whole(text, start, end)]

    def _chosen(self, standing: list[_Standing]) -> tuple[TermMatch, ...]:
        """Return the longest of the terms that begin at the same place, none of which begins inside another."""
        if len(standing) > 1:
            standing.sort()
        reach = -1
        chosen: list[TermMatch] = []
        for start, end, term in standing:
            if start >= reach:
                reach = -end
                chosen.append(TermMatch(start, reach, term, self._labels[term]))
        return tuple(chosen)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of a text neither begins nor ends inside a word."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
