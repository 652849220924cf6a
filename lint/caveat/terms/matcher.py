"""Finds many words and phrases in a text at once, at word boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from caveat.document import fold
from caveat.terms.sieve import SIEVE, SearchText, widest_word

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


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
    def _number(self) -> int:
        return SIEVE.admit_by_words(map(widest_word, self._terms))

    def _may_be_in(self, folded: str) -> bool:
        if isinstance(folded, SearchText):
            return self._number in folded.admitted(self._number)
        return bool(self._terms)

    def find(self, folded: str) -> Iterator[TermMatch]:
        """Return the terms that stand in a folded text, from left to right."""
        if not self._may_be_in(folded):
            return iter(())
        if isinstance(folded, SearchText) and (kept := folded.found) is not None:
            if self not in kept:
                kept[self] = tuple(self._found(folded))
            return iter(kept[self])
        return self._found(folded)

    def _found(self, folded: str) -> Iterator[TermMatch]:
        longest: dict[int, tuple[int, int]] = {}
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            known = longest.get(start)
            if (known is None or end > known[0]) and _is_whole(folded, start, end):
                longest[start] = end, pattern
        reach = -1
        for start in sorted(longest):
            if start >= reach:
                reach, pattern = longest[start]
                term = self._terms[pattern]
                yield TermMatch(start, reach, term, self._labels[term])

    def any_in(self, folded: str) -> bool:
        """Say whether any term stands in a folded text."""
        if self._may_be_in(folded):
            for _, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                if _is_whole(folded, start, end):
                    return True
        return False


def _is_whole(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of a text neither begins nor ends inside a word."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return False
    return end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
