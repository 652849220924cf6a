"""What the rules on missing statements share: which statements of a pack a text lacks, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.rule import Hit, hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.analysis import Coverage
    from caveat.library import Reading
    from caveat.terms import Statement, StatementKind, Topic


def lacking(
    reading: Reading, kind: StatementKind, *, recommended: bool = False
) -> Iterator[tuple[Coverage, tuple[Statement, ...]]]:
    """Yield the packs that a text is about, each with the statements of a kind that it lacks."""
    for one in reading.analysis.coverage:
        missing = tuple(
            statement
            for statement in one.missing
            if statement.kind == kind and (recommended or statement.level == "required")
        )
        if missing:
            yield one, missing


def finding(topic: Topic, statements: Sequence[Statement]) -> Hit:
    """Make one hit for statements that a text lacks: what is missing, words to adapt, and where the facts stand.

    What we have only seen as somebody else reports it, and what a text should say but need not, is less severe.
    """
    told: dict[str, None] = {}
    for statement in statements:
        told[f"{statement.source.label}, looked at on {statement.source.checked.isoformat()}"] = None
    because = ""
    if all(statement.level == "recommended" for statement in statements):
        because = "the pack recommends it, and does not require it"
    elif all(statement.confidence == "secondary" for statement in statements):
        because = "the source is known only as others report it"
    return hit(
        None,
        grade="lowered" if because else "normal",
        because=because,
        drug=topic.title,
        missing="; ".join(statement.plain for statement in statements),
        write=" ".join(statement.write for statement in statements),
        source="; ".join(told),
    )
