"""Which words tell two sentences apart that say about the same: numbers, limits, denials, firmness, other words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from caveat.analysis.lexicon import words
from caveat.analysis.qualifiers import limits_in
from caveat.analysis.strength import denials_in, hedges_in, strength_of
from caveat.document import fold
from caveat.library.alignment import stem
from caveat.library.figures import figures_of, in_base
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caveat.analysis.quantities import Quantity
    from caveat.analysis.strength import Strength

DifferenceKind = Literal["number", "strength", "denial", "limit", "word"]
"""What kind of words differ, the one that weighs most first."""

_WORD: Final = compiled(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
# A longer sentence is none: it is shown as it is.
_LONGEST: Final = 4_000
# How far a limit may stand before the word that it holds back, to be shown as one with it.
_NEAR: Final = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of one text that the other has no like of."""

    start: int
    end: int
    kind: DifferenceKind


def differences(mine: str, theirs: str, *, firmness: bool = False) -> tuple[tuple[Difference, ...], ...]:
    """Return what of the first text the second has no like of, and what of the second the first has none of.

    With `firmness` the words that settle how firmly each says it are among them. Stretches never overlap.
    """
    if max(len(mine), len(theirs)) > _LONGEST:
        return (), ()
    first, second = _Text(mine), _Text(theirs)
    return tuple(first.against(second, firmness=firmness)), tuple(second.against(first, firmness=firmness))


class _Text:
    """One of two texts, read once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._words = [(match.start(), match.end(), stem(match[0])) for match in _WORD.finditer(self._folded)]
        self._stems = frozenset(root for _, _, root in self._words)
        self._figures = figures_of(self._folded)
        self._hedges = list(hedges_in(self._folded))
        self._denials = list(denials_in(self._folded))
        self._limits = list(limits_in(self._folded))

    def against(self, other: _Text, *, firmness: bool) -> list[Difference]:
        """Return what the other text has no like of, in order; where two kinds meet, the graver one stays."""
        found: list[Difference] = []
        for candidate in self._candidates(other, firmness=firmness):
            at = bisect_right(found, candidate.start, key=lambda one: one.start)
            before = at > 0 and found[at - 1].end > candidate.start
            if not before and not (at < len(found) and found[at].start < candidate.end):
                found.insert(at, candidate)
        return list(self._joined(found))

    def _candidates(self, other: _Text, *, firmness: bool) -> Iterator[Difference]:
        agreed = []
        for quantity in (figure.quantity for figure in self._figures.all):
            if any(_same(quantity, one) for one in other._figures.quantities):
                agreed.append(quantity)
            else:
                yield self._trimmed(quantity.start, quantity.end, "number")
        if firmness and (strength := strength_of(self._folded)) is not None:
            firm = self._firm(strength)
            if self._folded[firm.start : firm.end] not in other._folded:
                yield firm
        if not other._denials:
            yield from (Difference(start, end, "denial") for start, end in self._denials)
        limits = [span for span in self._limits if not self._roots(*span) <= other._stems]
        for start, end in _merged([*limits, *(self._hedges if not other._hedges else ())]):
            yield Difference(start, end, "limit")
        for start, end, root in self._words:
            if root in other._stems or self._folded[start:end] in _stop():
                continue
            if not any(one.start <= start and end <= one.end for one in agreed):
                yield Difference(start, end, "word")

    def _roots(self, start: int, end: int) -> frozenset[str]:
        return frozenset(root for low, high, root in self._words if start <= low and high <= end)

    def _trimmed(self, start: int, end: int, kind: DifferenceKind) -> Difference:
        text = self._text[start:end]
        return Difference(start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()), kind)

    def _firm(self, strength: Strength) -> Difference:
        """Return the words that settle how firm a text is, from its hedge to its verb."""
        tie = strength.tie
        before = self._folded.rfind(tie.limit, 0, tie.start) if tie.limit else -1
        return Difference(
            before if 0 <= tie.start - before <= _NEAR and before >= 0 else tie.start, tie.end, "strength"
        )

    def _joined(self, found: Sequence[Difference]) -> Iterator[Difference]:
        """Yield neighbouring words of one kind as one."""
        last: Difference | None = None
        for one in found:
            if last is not None and last.kind == one.kind == "word" and not self._text[last.end : one.start].strip():
                last = Difference(last.start, one.end, "word")
                continue
            if last is not None:
                yield last
            last = one
        if last is not None:
            yield last


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _same(one: Quantity, other: Quantity) -> bool:
    """Say whether two quantities are the same, however they are written; a date is what its parts are."""
    if one.date is not None or other.date is not None:
        return one.date == other.date
    return (
        one.kind == other.kind and in_base(one) == in_base(other) and one.per == other.per and one.bound == other.bound
    )


@cache
def _stop() -> frozenset[str]:
    return frozenset(words("likeness", "stop"))


def told(text: str, found: Iterable[Difference]) -> dict[DifferenceKind, tuple[str, ...]]:
    """Return the words that differ by kind, each once; plain words are left out."""
    by_kind: dict[DifferenceKind, dict[str, None]] = {}
    for one in found:
        if one.kind != "word":
            by_kind.setdefault(one.kind, {})[text[one.start : one.end]] = None
    return {kind: tuple(quotes) for kind, quotes in by_kind.items()}
