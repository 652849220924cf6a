"""The readability panel of one document: textstat's scores of our sentences and syllables, with our intervals.

textstat is asked for what it computes rightly. Where it is missing, or another release than the one that the bridge
knows, our own formulas stand in for it; on what the bridge feeds it, both give the same to nine decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError

from caveat.analysis import textstat_bridge
from caveat.analysis.readability import Grade, Readability
from caveat.analysis.textstat_bridge import UnsupportedTextstatError

__all__ = ["Scored", "scored"]


@dataclass(frozen=True, slots=True)
class Scored:
    """A document's readability and what scored it: `textstat 0.7.13`, or `caveat` where textstat could not."""

    readability: Readability
    scorer: str
    remark: str | None = None
    """Why textstat could not."""


def scored(readability: Readability, sentences: Sequence[str]) -> Scored:
    """Return the readability with textstat's scores of the same sentences in the place of ours."""
    try:
        theirs = textstat_bridge.score(sentences)
    except (UnsupportedTextstatError, PackageNotFoundError, ImportError, AttributeError) as error:
        return Scored(readability, "caveat", str(error))
    return Scored(
        replace(
            readability,
            smog=_around(readability.smog, theirs.smog),
            flesch_kincaid=_around(readability.flesch_kincaid, theirs.flesch_kincaid),
            flesch_reading_ease=theirs.flesch_reading_ease,
            lix=theirs.lix,
            rix=theirs.rix,
        ),
        f"textstat {theirs.version}",
    )


def _around(own: Grade, grade: float) -> Grade:
    return Grade(grade, min(own.low, grade), max(own.high, grade))
