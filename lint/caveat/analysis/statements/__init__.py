"""Statements about health that need a source: what each says, how firmly, and whether a source stands by it."""

from caveat.analysis.statements.overclaim import WorthReading, judged, readings, worth_reading
from caveat.analysis.statements.statement import find_statements
from caveat.analysis.statements.told import told_claims
from caveat.analysis.statements.weigh import Weighed, weigh

__all__ = [
    "Weighed",
    "WorthReading",
    "find_statements",
    "judged",
    "readings",
    "told_claims",
    "weigh",
    "worth_reading",
]
