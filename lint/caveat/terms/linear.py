"""Patterns that others write: searched for in a time that grows only with the text, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as kinds  # type: ignore[attr-defined]  # the standard library's own parser of patterns
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import re2

_REPEATS = frozenset({kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT})
_UNSUPPORTED = {
    kinds.GROUPREF: "a reference to a group",
    kinds.GROUPREF_EXISTS: "a condition on a group",
    kinds.ASSERT: "a look ahead or behind",
    kinds.ASSERT_NOT: "a look ahead or behind",
    kinds.ATOMIC_GROUP: "an atomic group",
    kinds.POSSESSIVE_REPEAT: "a possessive repetition",
}


class PatternError(ValueError):
    """A pattern that is not searched for; the message says why."""


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """Where a pattern, by its number, stands in a text."""

    number: int
    start: int
    end: int


def check_pattern(pattern: str) -> None:
    """Raise PatternError for a pattern that is malformed, matches nothing at all, or cannot be searched in one pass.

    What needs a look back or ahead, and a repetition without end inside another, is refused, although the engine that
    we search with would take the latter in one pass: packs are read by other programs too.
    """
    try:
        parsed = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"the pattern {pattern!r} is malformed: {error}") from None
    _check_parts(list(parsed), pattern, endless=False)
    if parsed.getwidth()[0] == 0:
        raise PatternError(f"the pattern {pattern!r} matches where there is nothing")
    _compiled(pattern)


class PatternSet:
    """Patterns searched for together, in folded text, each from the beginning of a word."""

    def __init__(self, patterns: Sequence[str]) -> None:
        """Take the patterns, which have been checked."""
        import re2

        options = _options()
        self._all = re2.Set.SearchSet(options)
        for pattern in patterns:
            self._all.Add(_from_a_word(pattern))
        if patterns:
            self._all.Compile()
        self._each = [_compiled(pattern) for pattern in patterns]

    def find(self, folded: str) -> Iterator[PatternMatch]:
        """Yield the matches of every pattern that stands in a text, pattern by pattern, from left to right."""
        if not self._each:
            return
        numbers = cast("list[int] | None", self._all.Match(folded))
        for number in sorted(numbers or ()):
            for match in self._each[number].finditer(folded):
                yield PatternMatch(number, match.start(), match.end())


def _from_a_word(pattern: str) -> str:
    return rf"\b(?:{pattern})"


def _options() -> re2.Options:
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options


def _compiled(pattern: str) -> Any:  # noqa: ANN401 - the package has no types
    import re2

    try:
        return re2.compile(_from_a_word(pattern), _options())
    except re2.error as error:
        told = error.args[0] if error.args else ""
        reason = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        raise PatternError(f"the pattern {pattern!r} cannot be used: {reason}") from None


def _check_parts(parts: Sequence[tuple[Any, Any]], pattern: str, *, endless: bool) -> None:
    """Look through the parts of a parsed pattern; `endless` says that they stand in a repetition without end."""
    for kind, value in parts:
        if kind in _UNSUPPORTED:
            raise PatternError(f"the pattern {pattern!r} has {_UNSUPPORTED[kind]}, which takes more than one pass")
        if kind in _REPEATS:
            unbounded = value[1] is kinds.MAXREPEAT
            if unbounded and endless:
                message = "a repetition without end inside another, which can backtrack without end"
                raise PatternError(f"the pattern {pattern!r} has {message}")
            _check_parts(list(value[2]), pattern, endless=endless or unbounded)
        elif kind is kinds.SUBPATTERN:
            _check_parts(list(value[3]), pattern, endless=endless)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                _check_parts(list(branch), pattern, endless=endless)
