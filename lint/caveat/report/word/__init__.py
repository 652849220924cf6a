"""Word files for reviewers: the text with a comment for each finding."""

from __future__ import annotations

from caveat.report.word.copy import with_comments
from caveat.report.word.remark import Line, Remark, remarks_on

__all__ = ["Line", "Remark", "remarks_on", "with_comments"]
