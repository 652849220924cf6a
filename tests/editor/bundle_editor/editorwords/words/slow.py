"""Takes its time where a text says "slowly"."""

from __future__ import annotations

import time
from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Hit, NoOptions, rule, sentences


@rule(sentences, message="Never.", severity="info")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Wait."""
    if "slowly" in sentence.folded:
        time.sleep(0.5)
    yield from ()
