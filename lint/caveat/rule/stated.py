"""What a rule that looks for something yields beside its hits: that a text says it, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from caveat.document import Span


@dataclass(frozen=True, slots=True)
class Stated:
    """That a text says what a rule expects, or that the rule does not expect it of this text.

    `span` is where it is said. `declared` names the place outside the text where it stands, such as a template of the
    site. `item` tells apart the things that one rule expects; a hit on a thing that is missing carries the same words.
    """

    span: Span | None = None
    item: str = ""
    declared: str = ""
    state: Literal["present", "not-expected"] = "present"
    why: str = ""


def stated(span: Span | None, *, item: str = "", declared: str = "", why: str = "") -> Stated:
    """Say that what the rule expects is there: at a span, or declared to stand elsewhere."""
    return Stated(span, item, declared, "present", why)


def not_expected(why: str, *, item: str = "") -> Stated:
    """Say that the rule does not expect it of this text, and why."""
    return Stated(None, item, "", "not-expected", why)
