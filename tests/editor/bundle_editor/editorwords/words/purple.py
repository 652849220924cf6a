"""Flags "purple".

## Why it matters

Nobody is purple.

## What to write instead

Say `red` or *blue*.

## Sources

The book of colours.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, hit, rule, sentences


@rule(sentences, message="“{quote}” is flagged.", severity="error", standard="The standard of words")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag each "purple"."""
    start = -1
    while (start := sentence.folded.find("purple", start + 1)) >= 0:
        span = sentence.locate(start, start + len("purple"))
        yield hit(span)
