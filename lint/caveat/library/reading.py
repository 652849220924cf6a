"""What a rule reads: a document, what is known about it, and the article it derives from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caveat.terms import TermList

if TYPE_CHECKING:
    from caveat.analysis import Analysis
    from caveat.document import Document


@dataclass(frozen=True)
class Reading:
    """A document with its analysis, the reading of its article when it is a piece, and the house's accepted terms."""

    document: Document
    analysis: Analysis
    article: Reading | None = None
    accept: TermList = field(default_factory=lambda: TermList(()))
