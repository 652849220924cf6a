"""Finds many words and phrases in a text at once, at word boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from caveat.document import fold
from caveat.terms.sieve import SIEVE, SearchText, widest_word

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


@dataclass(frozen=True, slots=True)
class TermMatch:
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
        if not isinstance(folded, SearchText):
            return bool(self._terms)
        return self._number in folded.admitted(self._number)

    def find(self, folded: str) -> Iterator[TermMatch]:
        """Return the terms that stand in a folded text, from left to right."""
        return self._found(folded) if self._may_be_in(folded) else iter(())

    def _found(self, folded: str) -> Iterator[TermMatch]:
        matches = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        if not matches:
            return
        found: dict[int, int] = {}
        ends: dict[int, int] = {}
        for pattern, start, end in matches:
            if end <= ends.get(start, -1):
                continue
            if (start and _continues(folded, start - 1, start)) or (
                end < len(folded) and _continues(folded, end - 1, end)
            ):
                continue
            found[start] = pattern
            ends[start] = end
        reach = -1
        for start in sorted(found):
            if start < reach:
                continue
            reach = ends[start]
            term = self._terms[found[start]]
            yield TermMatch(start, reach, term, self._labels[term])

    def any_in(self, folded: str) -> bool:
        """Say whether any term stands in a folded text."""
        return self._may_be_in(folded) and any(
            not (start and _continues(folded, start - 1, start))
            and not (end < len(folded) and _continues(folded, end - 1, end))
            for _, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True)
        )


def _continues(text: str, left: int, right: int) -> bool:
    """Say whether two neighbouring characters belong to one word."""
    return text[left].isalnum() and text[right].isalnum()
