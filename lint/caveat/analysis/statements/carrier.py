"""Which words carry a statement: the verb of "it slows the disease" does, that of "a slow thyroid" does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.terms import TermMatch

_VERB: Final = compiled(r"(?:benefit|harm|neutral)_verbs")
# Behind these a verb's plain form is a noun or an adjective: "one cause", "your thyroid is slow", "get help".
_NOUN: Final = compiled(
    r"\b(?:an?|the|this|its|your|their|our|one|no|any|each|of|for|with|is|are|was|were|too|very|more|get|gets"
    r"|need|needs"
    r"|seek|find|hard to|harder to|difficult to|easy to|easier to|see)\s$"
)
# Behind these its other forms stand before a noun: "a controlled drug", "or calming drugs".
_ADJECTIVE: Final = compiled(r"\b(?:an?|the|this|its|your|their|our|no|any|of|with|or)\s$")
# With nothing behind them, these say what happens in the body, not what does it good: "your breathing can slow down".
_NEEDS_OBJECT: Final = compiled(r"(?:slow|beat|double|lift|clear)(?:s|ed)?")
_NO_OBJECT: Final = compiled(
    r"(?: down)?(?:\W*$|\s?[.,;:)(\[]|\s(?:and|or|but|out|up|fast|faster|slower|more|too|very|if|when|in)\b)"
)
_KILL: Final = compiled(r"kill(?:s|ed)?")
_RESULT: Final = compiled(r"results?")


def carries(match: TermMatch, folded: str, names: Sequence[tuple[int, int]]) -> bool:
    """Say whether a word carries a statement; `names` are the places of the names of treatments and conditions."""
    if not _VERB.match(match.label):
        return True
    word = folded[match.start : match.end]
    before, behind = folded[: match.start], folded[match.end :]
    if any(start <= match.start and match.end <= end and end - start > len(word) for start, end in names):
        return False
    if word.endswith(("ing", "ed")):
        return not (_ADJECTIVE.search(before) and re.match(r"\s[a-z]", behind))
    if word != "cure" and _NOUN.search(before):
        return False
    if _RESULT.fullmatch(word):
        return re.match(r"\s(?:in|from)\b", behind) is not None
    return not (_NEEDS_OBJECT.fullmatch(word) and _NO_OBJECT.match(behind))


def harms(match: TermMatch, folded: str) -> bool:
    """Say whether a word that otherwise tells of a benefit tells of harm: "a bad bleed can kill"."""
    word = folded[match.start : match.end]
    return _KILL.fullmatch(word) is not None and _NO_OBJECT.match(folded[match.end :]) is not None
