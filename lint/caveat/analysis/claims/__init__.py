"""Claims about health, found from trigger words and the grammar round them, in one place."""

from caveat.analysis.claims.construction import Construction
from caveat.analysis.claims.finder import constructions_in, find_claims, with_phrased

__all__ = ["Construction", "constructions_in", "find_claims", "with_phrased"]
