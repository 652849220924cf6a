"""What every match of a pattern holds: literal words by which a text can be passed over without trying the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from re import _constants as kinds  # type: ignore[attr-defined]  # the standard library's own parser of patterns
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

from caveat.kept import kept
from caveat.patterns import compiled

# Single letters stand in nearly every sentence; digits and signs do not.
_SHORTEST = 2
# How often a literal may be expected in a sentence: these very often, signs rarely, words the rarer the longer.
_FREQUENT = compiled(
    r"an?|and|are|as|at|be|been|but|by|can|for|from|had?|has|have|if|in|is|its?|may|not|of|on|or|so|that|the|this|to"
    r"|was|were|with|your?|[,.;]"
)
_FREQUENTLY, _SIGN, _LETTER = 2.0, 0.02, 0.6
# A class of more characters than this says little.
_WIDEST = 10
# A pattern of more words than this is as cheap to try.
_MOST = 400


@cache
def required_literals(pattern: str) -> tuple[str, ...]:
    """Return literals of which each match of a pattern holds at least one; an empty tuple when there are none such.

    What was found of a pattern is kept for other processes: it may be of no text's or configuration's making.
    """
    return kept("literals", pattern, lambda: _required_literals(pattern))


def _required_literals(pattern: str) -> tuple[str, ...]:
    parsed = parser.parse(pattern)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    found = _of(list(parsed))
    return () if found is None or len(found) > _MOST else tuple(sorted(found))


def _of(items: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the best set of literals among those that the parts of a sequence require."""
    best: frozenset[str] | None = None
    for candidate in _candidates(items):
        if candidate and all(map(_tells, candidate)) and (best is None or _expected(candidate) < _expected(best)):
            best = candidate
    return best


def _tells(literal: str) -> bool:
    return len(literal) >= _SHORTEST or not any(character.isalpha() or character.isspace() for character in literal)


def _expected(literals: frozenset[str]) -> float:
    return sum(map(_frequency, literals))


def _frequency(literal: str) -> float:
    if _FREQUENT.fullmatch(literal.strip()):
        return _FREQUENTLY
    return _LETTER ** len(literal) if len(literal) >= _SHORTEST else _SIGN


def _candidates(items: Sequence[tuple[Any, Any]]) -> Iterator[frozenset[str] | None]:
    """Yield a set for each part of a sequence that requires something: a run of letters, a branch, a repetition."""
    run = ""
    for kind, value in items:
        if kind is kinds.LITERAL:
            run += chr(value)
            continue
        if run:
            yield frozenset({run})
        run = ""
        if kind is kinds.IN:
            yield _of_class(value)
        elif kind is kinds.SUBPATTERN:
            yield None if value[1] & re.IGNORECASE else _of(list(value[3]))
        elif kind is kinds.BRANCH:
            parts = [_of(list(part)) for part in value[1]]
            if all(part is not None for part in parts):
                yield frozenset().union(*(part for part in parts if part is not None))
        elif kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT} and value[0] > 0:
            yield _of(list(value[2]))
    if run:
        yield frozenset({run})


def _of_class(members: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the characters of a class, when it lists them and they are few."""
    found: set[str] = set()
    for kind, value in members:
        if kind is kinds.LITERAL:
            found.add(chr(value))
        elif kind is kinds.RANGE and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _WIDEST else None
