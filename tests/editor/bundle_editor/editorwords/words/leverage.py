"""Flags "leverage", and proposes "use"."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Edit, Fix, Hit, NoOptions, hit, rule, sentences


@rule(sentences, message="“{quote}” is flagged.", severity="warning", standard="The standard of words")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag each "leverage"."""
    start = -1
    while (start := sentence.folded.find("leverage", start + 1)) >= 0:
        span = sentence.locate(start, start + len("leverage"))
        edit = Edit(span.start, span.end, "use")
        yield hit(span, fix=Fix((edit,), "review"))
