"""Patterns of Caveat's own, which `re` compiles in one process and not again in the next; see `caveat.kept`."""

from __future__ import annotations

import importlib
import re
from array import array
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from caveat.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

__all__ = ["compiled", "longest_first"]

# All flags, the code, the number of groups, their numbers by name and their names by number.
_Parts: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_WHOLE_NUMBERS: Final = "I"


class _OtherInside(Exception):  # noqa: N818 - no error, only another Python
    """This Python's patterns are made otherwise than those of the versions known here."""


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern of Caveat's own as `re.compile` does, in a fiftieth of its time where it was kept.

    Raises re.error as `re.compile` does. Never give it a pattern that a text or a configuration has a part in.
    """
    try:
        return _assembled(pattern, kept(f"pattern {int(flags)}", pattern, lambda: _parts(pattern, int(flags))))
    except (AttributeError, ImportError, KeyError, TypeError, ValueError, RuntimeError, _OtherInside):
        return re.compile(pattern, flags)


def longest_first(words: Iterable[str]) -> list[str]:
    """Return words as the alternatives of a pattern need them: the longest first, always in the same order."""
    return sorted(words, key=lambda word: (-len(word), word))


@cache
def _inside() -> tuple[ModuleType, ModuleType, ModuleType]:
    """Return the parser, the compiler and the machine of `re`, whose code has to be of the numbers kept here."""
    parser, compiler, machine = map(importlib.import_module, ("re._parser", "re._compiler", "_sre"))
    if array(_WHOLE_NUMBERS).itemsize != machine.CODESIZE:
        raise _OtherInside
    return parser, compiler, machine


def _parts(pattern: str, flags: int) -> _Parts:
    parser, compiler, _ = _inside()
    parsed = parser.parse(pattern, flags)
    code = array(_WHOLE_NUMBERS, compiler.__dict__["_code"](parsed, flags))
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    return int(flags | state.flags), code.tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)


def _assembled(pattern: str, parts: _Parts) -> re.Pattern[str]:
    flags, code, groups, numbers, names = parts
    whole = array(_WHOLE_NUMBERS)
    whole.frombytes(code)
    # The machine looks code over before it takes it.
    made: re.Pattern[str] = _inside()[2].compile(pattern, flags, whole.tolist(), groups, numbers, names)
    return made
