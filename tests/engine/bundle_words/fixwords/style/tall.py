"""Flags "large", for which another rule would write "big"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caveat.analysis import Sentence
from caveat.rule import Context, Edit, Fix, Hit, NoOptions, hit, rule, sentences


@rule(sentences, message="“{quote}” is flagged.", severity="warning")
def check(sentence: Sentence, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag "large"."""
    for match in re.finditer(r"\blarge\b", sentence.folded):
        span = sentence.locate(*match.span())
        yield hit(span, fix=Fix((Edit(span.start, span.end, "big"),), "safe"))
