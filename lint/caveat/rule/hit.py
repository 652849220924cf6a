"""What a rule yields: where, and the words its message needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from caveat.document import Span
    from caveat.rule.fix import Fix

Grade = Literal["raised", "normal", "lowered"]


@dataclass(frozen=True, slots=True)
class RelatedPlace:
    """Another place that explains a hit, in the same document unless `path` says otherwise."""

    span: Span
    message: str
    path: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault a rule found. `span` is in the source; None means the whole document.

    `words` fill the fields of the rule's message. `grade` moves the severity one step where the rule grades its
    findings, and `because` says why it does. `item` names what is missing, where a rule expects several things.
    """

    span: Span | None
    words: Mapping[str, str] = field(default_factory=dict)
    grade: Grade = "normal"
    because: str = ""
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    item: str = ""


def hit(
    span: Span | None,
    *,
    grade: Grade = "normal",
    because: str = "",
    related: tuple[RelatedPlace, ...] = (),
    fix: Fix | None = None,
    item: str = "",
    **words: str,
) -> Hit:
    """Make a hit; keywords that are no fields of Hit fill the fields of the rule's message."""
    return Hit(span, words, grade, because, related, fix, item)
