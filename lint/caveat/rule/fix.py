"""Changes to a text that a rule proposes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the source text between two offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together; `review` ones are proposed, never applied unasked."""

    edits: tuple[Edit, ...]
    safety: Literal["safe", "review"] = "review"
