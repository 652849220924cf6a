"""Changes to a text that a rule proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source text between two offsets.

    A rule gives `text` as plain words: the engine escapes them for the format, and keeps a line break that stands among
    the words replaced.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all of them are made, or none.

    `safe` says that no careful writer would object, whatever the sentence; `--fix` applies it unasked. `review` is
    proposed only. Either way the engine withholds a fix that would touch a claim, a number, a dose, a source, a
    quotation or markup, so a rule need not look for these.
    """

    edits: tuple[Edit, ...]
    safety: Literal["safe", "review"] = "review"
