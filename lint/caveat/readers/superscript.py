"""Which raised text is a reference mark, and which belongs to the sentence."""

from __future__ import annotations

import re

from caveat.patterns import compiled

# What a mark may look like: 1 · 1,2 · 3–5 · [1] · (1) · 1a · * · †
_NUMBERS = compiled(r"[\[(]?\d{1,3}[a-z]?(?:\s*[,;–—-]\s*\d{1,3}[a-z]?)*[\])]?")
_SYMBOLS = compiled(r"[*†‡§¶#]{1,3}")
_LETTERS = compiled(r"[\[(]?[a-h](?:\s*,\s*[a-h])*[\])]?")
_ASSERTIVE = compiled(r"\[(?:citation needed|source|note \d{1,2}|nb \d{1,2})\]", re.IGNORECASE)
_LAST_WORD = compiled(r"([^\W\d_]+)$")
_NUMBER_BEFORE = compiled(r"\d\s*$")

# After these, or a letter, there is something that a mark can refer from.
_STOPS = frozenset(".,;:!?)]%\"'”’»…")
# A raised 2 or 3 after one of these is a power: m², kg/m², cm³, r², I², χ².
_UNITS = frozenset({"cm", "dm", "ft", "in", "km", "mi", "mm", "nm", "sec", "um", "yd", "µm", "μm"})
_POWERS = frozenset({"2", "3"})


def is_mark(mark: str, before: str, *, linked: bool) -> bool:
    """Say whether raised text is a reference mark and not a power, a charge, an isotope or an ordinal.

    `before` is the prose that stands before it in its block, `linked` says that the raised text is a link.
    """
    mark = mark.strip()
    if not mark or len(mark) > 40:
        return False
    looks = (
        _NUMBERS.fullmatch(mark) or _SYMBOLS.fullmatch(mark) or _LETTERS.fullmatch(mark) or _ASSERTIVE.fullmatch(mark)
    )
    if looks is None:
        return False
    if linked or mark.startswith("["):
        return True
    if not before or before[-1].isspace():
        # Nothing to refer from: an isotope (¹³¹I), or the label in front of a note.
        return False
    last = before[-1]
    if not (last.isalnum() or last in _STOPS):
        return False
    if last.isdigit():
        return bool(_SYMBOLS.fullmatch(mark))
    if _NUMBERS.fullmatch(mark) and mark in _POWERS and (word := _LAST_WORD.search(before)):
        if word[1] == "in":
            return _NUMBER_BEFORE.search(before[: word.start()]) is None
        return not (len(word[1]) == 1 or word[1].lower() in _UNITS)
    if _LETTERS.fullmatch(mark):
        word = _LAST_WORD.search(before)
        return word is None or len(word[1]) > 1
    return True
