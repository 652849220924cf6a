"""What a fix makes of the words it is about, and how sure it is, for reports that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.engine.fix import ALL, fixable, is_written, unescaped
from caveat.readers import reader_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caveat.engine.finding import Finding

_LABELS = {"safe": "Safe fix", "review": "Proposed, for review"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """The words that a fix would leave, none when it takes them all out, under a label that tells its safety."""

    label: str
    words: str


def proposal_of(finding: Finding) -> Proposal | None:
    """Return what a finding's fix proposes, or None when it has no fix that can be shown in a line."""
    if finding.fix is None:
        return None
    words = _words_after(finding)
    if words is None and len(finding.fix.edits) == 1:
        words = _plain(finding.fix.edits[0].text, finding.path)
    return None if words is None else Proposal(_LABELS[finding.fix.safety], words)


def fix_hint(findings: Iterable[Finding]) -> str:
    """Say how to get the fixes of findings, or nothing when there are none that Caveat could write."""
    found = [one for one in findings if fixable(one, ALL) and is_written(one.path)]
    safe = sum(fixable(one) for one in found)
    parts = [
        text.format(f"{number:,}")
        for number, text in (
            (safe, "{} safe, applied with `--fix`"),
            (len(found) - safe, "{} for review, shown with `--diff --review-fixes`"),
        )
        if number
    ]
    return f"Fixes: {'; '.join(parts)}." if parts else ""


def _words_after(finding: Finding) -> str | None:
    """Return a finding's quote with its fix made, or None where the quote is not the source, character by character."""
    first, last = finding.start.offset, finding.end.offset
    if finding.fix is None or finding.scope == "document" or len(finding.quote) != last - first:
        return None
    words = finding.quote
    for edit in reversed(finding.fix.edits):
        # A fix that keeps a line break takes the space before or after its words along.
        if edit.start < first - 1 or edit.end > last + 1:
            return None
        start, end = max(edit.start - first, 0), min(edit.end - first, len(words))
        words = f"{words[:start]}{_plain(edit.text, finding.path)}{words[end:]}"
    return " ".join(words.split())


def _plain(text: str, path: str) -> str:
    reader = reader_for(path)
    return " ".join(unescaped(text, reader.media if reader else "markdown").split())
