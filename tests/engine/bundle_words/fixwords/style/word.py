"""Flags words that have better ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from caveat.analysis import Sentence
from caveat.rule import Context, Edit, Fix, Hit, NoOptions, hit, rule, sentences

WORDS: Mapping[str, tuple[str, Literal["safe", "review"]]] = {
    "make use of": ("utilise", "safe"),
    "utilise": ("use", "safe"),
    "prior to": ("before", "safe"),
    "dish": ("fish & chips", "safe"),
    "starred": ("*star*", "safe"),
    "noon": ("midday", "review"),
    "ten": ("nine", "safe"),
    "room": ("room room", "safe"),
    "coffee": ("café ☕", "safe"),
}


@rule(sentences, message="“{quote}” is flagged.", severity="warning")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag each of the words."""
    for old, (new, safety) in WORDS.items():
        for match in re.finditer(rf"\b{old}\b", sentence.folded):
            span = sentence.locate(*match.span())
            yield hit(span, fix=Fix((Edit(span.start, span.end, new),), safety))
