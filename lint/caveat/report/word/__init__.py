"""Word files for reviewers: the text with a comment for each finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.report.word.article import article_with_comments
from caveat.report.word.copy import with_comments
from caveat.report.word.remark import Line, Remark, remarks_on

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from caveat.document import Document

__all__ = ["Line", "Remark", "article_with_comments", "remarks_on", "render", "with_comments"]


def render(document: Document, data: bytes, remarks: Sequence[Remark], stamp: datetime.datetime | None = None) -> bytes:
    """Return a Word file of a document with the remarks as comments; `data` is what the document was read from.

    A Word file comes back with nothing else changed, anything else as a clean file of its words.
    """
    if document.source.media == "docx":
        return with_comments(document, data, remarks, stamp)
    return article_with_comments(document, remarks, stamp)
