"""Statements about health that need a source: what each says, how firmly, and whether a source stands by it."""

from caveat.analysis.statements.headline import headline_claims
from caveat.analysis.statements.leap import leap_claims
from caveat.analysis.statements.phrasing import phrased_claims
from caveat.analysis.statements.statement import find_statements
from caveat.analysis.statements.weigh import Weighed, weigh

__all__ = ["Weighed", "find_statements", "headline_claims", "leap_claims", "phrased_claims", "weigh"]
