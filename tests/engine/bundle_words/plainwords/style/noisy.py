"""Flags "the"."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, hit, rule, sentences


@rule(sentences, message="“{quote}” is flagged.", severity="info", default=False)
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag each "the"."""
    start = -1
    while (start := sentence.folded.find("the", start + 1)) >= 0:
        yield hit(sentence.locate(start, start + len("the")))
