"""Readability scores for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from caveat.report import overview
from caveat.report.visible import encodable, visible

if TYPE_CHECKING:
    from caveat.engine.score import DocumentScore, Scores

# As many sentences as somebody rewrites at a sitting.
_SHOWN = 5


def encode(scores: Scores) -> str:
    """Return the scores as indented JSON with a final newline."""
    return encodable(msgspec.json.format(msgspec.json.encode(scores, order="deterministic"), indent=2).decode()) + "\n"


def render(scores: Scores) -> str:
    """Return the scores for reading: the grades, and the sentences whose rewriting gains most."""
    return "\n".join(_document(document) for document in scores.documents)


def _document(document: DocumentScore) -> str:
    counts = f"{overview.amount(document.words, 'word')} in {overview.amount(document.sentences, 'sentence')}"
    lines = [f"{document.path}: {counts} of running text"]
    panel = document.readability
    if panel is None:
        lines.append("  Too short for a grade: that needs 100 words in 5 sentences.")
        return _joined(lines)
    lines += [
        f"  {overview.reading_level(panel)}",
        f"  Flesch reading ease {panel.flesch_reading_ease:.1f} of 100.",
    ]
    hardest = sorted(
        (one for one in document.sentence_scores if one.gain > 0), key=lambda one: (-one.gain, one.start.offset)
    )[:_SHOWN]
    if hardest:
        lines.append("  Rewriting these in short sentences and everyday words gains most:")
    lines += [f"    {one.start.line}:{one.start.column}  {one.words} words  {one.quote}" for one in hardest]
    return _joined(lines)


def _joined(lines: list[str]) -> str:
    return "".join(visible(line) + "\n" for line in lines)
