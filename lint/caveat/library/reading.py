"""What a rule reads: a document, what is known about it, and the article it derives from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from caveat.library.targets import TARGETS, Targets
from caveat.terms import TermList

if TYPE_CHECKING:
    from caveat.analysis import Analysis
    from caveat.document import Document
    from caveat.library.alignment import Alignment, Side
    from caveat.library.approval import Approval


@dataclass(frozen=True)
class Reading:
    """A document with its analysis, the reading of its article when it is a piece, and what the house settled.

    That is the terms it accepts, and the reading grades to aim at.
    """

    document: Document
    analysis: Analysis
    article: Reading | None = None
    accept: TermList = field(default_factory=lambda: TermList(()))
    targets: Targets = TARGETS["us"]
    approval: Approval | None = None
    """That somebody compared a piece with its article, whatever has become of the two since."""

    @property
    def leans_on_article(self) -> bool:
        """Whether a piece derives from an article, or leads its readers to one on the publisher's own pages."""
        return (
            self.article is not None
            or self.document.front.text("derived_from") is not None
            or bool(self.analysis.citations.internal)
        )

    @cached_property
    def side(self) -> Side:
        """The document's sentences, ready to be held against another's."""
        # Its word lists are read when they are first needed: most documents have no article.
        from caveat.library.alignment import Side

        return Side(self.analysis)

    @cached_property
    def digest(self) -> str:
        """What stands for all that the document says; commas, capitals and white space do not count."""
        from caveat.library.approval import digest_of_document

        return digest_of_document(self.document)

    @cached_property
    def sentence_digests(self) -> tuple[str, ...]:
        """What stands for the sentences of `side`, in their order."""
        from caveat.library.approval import digest_of_text

        return tuple(digest_of_text(sentence.text) for sentence in self.side.sentences)

    @cached_property
    def alignment(self) -> Alignment | None:
        """The document held against its article, sentence by sentence; None when it has none."""
        if self.article is None:
            return None
        from caveat.library.alignment import align

        return align(self.article.side, self.side)
