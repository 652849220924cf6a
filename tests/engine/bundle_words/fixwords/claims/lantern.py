"""Flags "lantern"."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, hit, rule, sentences


@rule(sentences, message="“{quote}” is flagged.", severity="error")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the first "lantern"."""
    start = sentence.folded.find("lantern")
    if start >= 0:
        yield hit(sentence.locate(start, start + len("lantern")))
