"""Whether a text is written to sell, told by its words as a whole.

A seller says "our", "your" and "just", names prices, and leaves out "may", "some" and "your doctor": no one of these
tells, all together do. Each word has points in lexicon/selling_points.tsv, and a text the mean of its stretches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import points_table
from caveat.patterns import compiled
from caveat.terms import Cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.terms import Cue

_WORD: Final = compiled(r"[a-z']+|[\u00a3$\u20ac%!\u2122\u00ae\u2605]")
# The points were fitted on texts of about this many words.
_STRETCH: Final = 260
_SHARES: Final = (
    ("you", ("you", "your"), (0.01, 0.02, 0.04)),
    ("our", ("our", "we"), (0.004, 0.01, 0.02)),
    ("may", ("may", "might", "could", "can"), (0.005, 0.01, 0.02)),
)
_CUES: Final = (0, 1, 2, 3)
# A text that is so far from selling by its words is not looked at for a seller's turns.
_FAR: Final = 150
# So many lines are known from one check of a text to the next.
_KEPT: Final = 4_096


# Below the point where it is as likely as not: a seller that is missed costs more than a hospital that sounds like one.
_LEAST: Final = -25


def selling_points(folded: str, cues: Sequence[Cue]) -> float:
    """Return how much a folded text reads like a seller's, above 0 when it does: a hundredth of a log-odds a point."""
    points = points_table("selling_points")
    start = points["+start"] - _LEAST
    tokens = [token for line in folded.split("\n") for token in _tokens(line)]
    if not tokens:
        return float(start)
    stretches = list(_stretches(tokens))
    told = start + sum(sum(points.get(one, 0) for one in _held(stretch)) for stretch in stretches) / len(stretches)
    if told + sum(points.get(f"+cues>{least}", 0) for least in _CUES) < -_FAR:
        return told
    return told + sum(points.get(one, 0) for one in _cues_held(folded, cues))


def selling_traits(folded: str, cues: Sequence[Cue]) -> set[str]:
    """Return the names of what a short folded text holds that tells whether it sells, as the points name them."""
    return {*_held(_WORD.findall(folded)), *_cues_held(folded, cues)}


@lru_cache(maxsize=_KEPT)
def _tokens(line: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(line))


def _stretches(tokens: list[str]) -> Iterator[list[str]]:
    """Part a text into stretches of about equal length."""
    count = max(1, round(len(tokens) / _STRETCH))
    size = -(-len(tokens) // count)
    for start in range(0, len(tokens), size):
        yield tokens[start : start + size]


def _held(tokens: list[str]) -> Iterator[str]:
    counts = Counter(tokens)
    yield from counts
    for name, words, limits in _SHARES:
        share = sum(counts[word] for word in words) / max(1, len(tokens))
        yield from (f"+{name}>{limit}" for limit in limits if share > limit)


def _cues_held(folded: str, cues: Sequence[Cue]) -> Iterator[str]:
    gathered = _gathered(tuple(cues))
    found = len(frozenset().union(*(_cues_in(line, gathered) for line in folded.split("\n"))))
    yield from (f"+cues>{least}" for least in _CUES if found > least)


@cache
def _gathered(cues: tuple[Cue, ...]) -> Cues:
    return Cues(cues)


@lru_cache(maxsize=_KEPT)
def _cues_in(line: str, cues: Cues) -> frozenset[Cue]:
    """Return the cues that a line shows; none of them reaches over the end of a line."""
    return frozenset(cue for cue in cues.may_match(line) if cue.pattern.search(line) is not None)
