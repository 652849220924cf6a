"""Whether a text is written to sell, told by its words as a whole.

A seller says "our", "your" and "just", names prices, and leaves out "may", "some" and "your doctor": no one of these
tells, all together do. Each word has points in lexicon/selling_points.yaml, and a text the mean of its stretches.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.terms import Cue

_WORD: Final = re.compile(r"[a-z']+|[\u00a3$\u20ac%!\u2122\u00ae\u2605]")
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


@cache
def _points() -> Mapping[str, int]:
    return cast("dict[str, int]", lexicon("selling_points")["points"])


def _start() -> int:
    return cast("int", lexicon("selling_points")["start"])


def selling_points(folded: str, cues: Sequence[Cue]) -> float:
    """Return how much a folded text reads like a seller's, above 0 when it does: a hundredth of a log-odds a point."""
    tokens = _WORD.findall(folded)
    if not tokens:
        return float(_start())
    stretches = list(_stretches(tokens))
    told = _start() + sum(map(_of_stretch, stretches)) / len(stretches)
    turns = [_points().get(f"cues>{least}", 0) for least in _CUES]
    if told + sum(turns) < -_FAR:
        return told
    found = sum(cue.search(folded) is not None for cue in cues)
    return told + sum(points for least, points in zip(_CUES, turns, strict=True) if found > least)


def _stretches(tokens: list[str]) -> Iterator[list[str]]:
    """Part a text into stretches of about equal length."""
    count = max(1, round(len(tokens) / _STRETCH))
    size = -(-len(tokens) // count)
    for start in range(0, len(tokens), size):
        yield tokens[start : start + size]


def _of_stretch(tokens: list[str]) -> int:
    points, counts = _points(), Counter(tokens)
    total = sum(points.get(word, 0) for word in counts)
    for name, words, limits in _SHARES:
        share = sum(counts[word] for word in words) / len(tokens)
        total += sum(points.get(f"{name}>{limit}", 0) for limit in limits if share > limit)
    return total
