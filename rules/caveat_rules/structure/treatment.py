"""Which documents are about one treatment: what the rules on structure share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.lexicon import named_like_treatment, treatment_terms
from caveat.document import fold

if TYPE_CHECKING:
    from caveat.library import Reading

_KINDS = frozenset({"paragraph", "item", "cell"})


def body_words(reading: Reading) -> int:
    """Return how many words of running text a document has."""
    return sum(block.text.count(" ") + 1 for block in reading.document.blocks if block.kind in _KINDS)


def is_on_treatment(reading: Reading) -> bool:
    """Say whether a document's title names a treatment, as in "Ketamine for CRPS"."""
    title = fold(reading.document.title)
    terms = treatment_terms(reading.analysis.vocabulary)
    return any(match.label == "named" for match in terms.find(title)) or any(
        named_like_treatment(word.strip(".,;:()?!'\"")) for word in title.split()
    )
