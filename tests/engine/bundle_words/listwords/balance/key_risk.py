"""Asks for each risk of a drug."""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, rule, stated

RISKS = ("bleeding", "bladder")


@rule(documents, message="Nothing is said of {risk}.", severity="error", expects="key risks")
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Look for each risk's word."""
    for risk in RISKS:
        found = next((one for one in reading.analysis.sentences if risk in one.folded), None)
        item = f"Ketamine: {risk}"
        yield hit(None, item=item, risk=risk) if found is None else stated(found.locate(), item=item)
