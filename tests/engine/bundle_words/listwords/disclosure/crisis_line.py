"""Asks for a crisis line where a text speaks of despair."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated


@rule(documents, message="No crisis line.", severity="error")
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Look for "call 988"."""
    sentences = reading.analysis.sentences
    if not any("despair" in one.folded for one in sentences):
        yield not_expected("The text does not speak of despair.")
        return
    for one in sentences:
        if "call 988" in one.folded:
            yield stated(one.locate())
            return
    yield hit(None)
