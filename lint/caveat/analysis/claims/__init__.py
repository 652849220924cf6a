"""Claims about health, found from trigger words and the grammar round them, in one place."""

from caveat.analysis.claims.answer import may_answer
from caveat.analysis.claims.finder import find_claims
from caveat.analysis.claims.words import has_trigger, may_sell

__all__ = ["find_claims", "has_trigger", "may_answer", "may_sell"]
