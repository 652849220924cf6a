"""How a text names what people have: the name before "patients" or behind "suffers from"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import condition_terms, named_like_condition
from caveat.patterns import compiled
from caveat.terms import TermList, load_yaml_file

if TYPE_CHECKING:
    from caveat.terms import Vocabulary

_TOKENS: Final = compiled(r"[\w'/-]+")
_GAP: Final = compiled(r"[^\w\s'/-]|\s\s")
_LONGEST_NAME: Final = 6
# "Type" needs its number, and a number its "type" or "stage"; "cell" alone names no illness.
_BOUND: Final = frozenset({"1", "2", "i", "ii", "iii", "iv", "cell", "cord", "neck"})
_CLAUSE: Final = compiled(r"[.;:!?()]|,\s(?!(?:\w+\s){0,3}(?:and|or)\b)|\s(?:because|but|so|when|while|which|who|if)\s")


@cache
def _words(key: str) -> frozenset[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return frozenset(data[key])


@cache
def _felt() -> TermList:
    return TermList(_words("felt") | _words("names"))


def name_start(before: str, vocabulary: Vocabulary) -> int | None:
    """Return where the name of a condition begins that a folded text ends with, one space behind it; None without."""
    tokens = list(_TOKENS.finditer(before))[-_LONGEST_NAME:]
    if not tokens or before[tokens[-1].end() :] != " " or tokens[-1][0] in _words("open"):
        return None
    first = _first_of_name(before, tokens, vocabulary)
    if first is None:
        return None
    while (
        first
        and tokens[first - 1][0] in _words("modifiers")
        and before[tokens[first - 1].end() : tokens[first].start()] == " "
    ):
        first -= 1
    while tokens[first][0] in _BOUND and first < len(tokens) - 1:
        first += 1
    return tokens[first].start()


def _first_of_name(before: str, tokens: list[re.Match[str]], vocabulary: Vocabulary) -> int | None:
    """Return the first of the last words that together name a condition."""
    known = condition_terms(vocabulary)
    for first in range(len(tokens)):
        text = before[tokens[first].start() : tokens[-1].end()]
        if _GAP.search(text):
            continue
        if text in _words("names"):
            return first
        if known.label(text) == "conditions" and text not in _words("heads") and text not in _words("wide"):
            return first
    last = tokens[-1][0]
    if last not in _words("heads"):
        return len(tokens) - 1 if named_like_condition(last) and last not in _words("wide") else None
    if len(tokens) == 1 or before[tokens[-2].end() : tokens[-1].start()] != " ":
        return None
    part = tokens[-2][0]
    return None if part in _words("open") or part.endswith("ly") else len(tokens) - 2


def names_ailment(after: str, vocabulary: Vocabulary, *, words: int = 8) -> bool:
    """Say whether the clause that a folded text begins with names, in its first words, what somebody has or feels."""
    clause = _CLAUSE.search(after)
    tokens = list(_TOKENS.finditer(after, 0, clause.start() if clause else len(after)))[:words]
    if not tokens:
        return False
    text = after[tokens[0].start() : tokens[-1].end()]
    if condition_terms(vocabulary).any_in(text) or _felt().any_in(text):
        return True
    return any(named_like_condition(token[0]) for token in tokens)
