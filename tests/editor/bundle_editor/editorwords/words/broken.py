"""Breaks down where a text says "crash"."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, rule, sentences


@rule(sentences, message="Never.", severity="info")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Break down."""
    if "crash" in sentence.folded:
        raise ZeroDivisionError("by design")
    yield from ()
