"""Finds web addresses that stand in prose as plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.document import Inline
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.document import Prose

_ADDRESS = compiled(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"“”«»]+", re.IGNORECASE)
_SENTENCE_MARKS = ".,;:!?'’*_~"


def bare_addresses(prose: Prose, taken: Sequence[Inline] = ()) -> Iterator[Inline]:
    """Yield an autolink for each address written out in the prose that no link of `taken` covers."""
    text = prose.text
    if "://" not in text and "www." not in text.lower():
        return
    links = sorted((inline.start, inline.end) for inline in taken if inline.kind in ("link", "autolink"))
    following = 0
    covered = 0
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        end = _end(text, start, end)
        while following < len(links) and links[following][0] < end:
            covered = max(covered, links[following][1])
            following += 1
        if covered > start:
            continue
        words = text[start:end]
        target = words if "://" in words else f"https://{words}"
        yield Inline("autolink", start, end, prose.locate(start, end), target, words)


def _end(text: str, start: int, end: int) -> int:
    """Give back the marks at an address's end that belong to the sentence, and brackets it did not open."""
    surplus = {
        ")": text.count(")", start, end) - text.count("(", start, end),
        "]": text.count("]", start, end) - text.count("[", start, end),
    }
    while end > start:
        last = text[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _SENTENCE_MARKS:
            break
        end -= 1
    return end
