"""What the rules on missing statements share: which statements of a pack a text lacks, and how that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.rule import Hit, Stated, hit, not_expected, stated

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


def told(reading: Reading, kind: StatementKind, *, recommended: bool = False, head: str = "") -> Iterator[Stated]:
    """Yield for the checklist what a text says of the statements of a kind; `head` opens the name of each."""
    if not reading.analysis.coverage:
        yield not_expected("The text is about no drug that has a topic pack.")
    elif not any(_asked(one, kind, recommended=recommended) for one in reading.analysis.coverage):
        yield not_expected("The packs of its drugs ask for none.")
    for one in reading.analysis.coverage:
        for statement in one.made:
            if statement.kind == kind and (recommended or statement.level == "required"):
                sentence = one.places.get(statement.id)
                span = None if sentence is None else sentence.locate()
                yield stated(span, item=_item(one.topic, [statement], head))


def _asked(coverage: Coverage, kind: StatementKind, *, recommended: bool) -> bool:
    return any(
        one.kind == kind and (recommended or one.level == "required") for one in (*coverage.made, *coverage.missing)
    )


def _item(topic: Topic, statements: Sequence[Statement], head: str) -> str:
    return f"{topic.title}: {head}{'; '.join(statement.plain for statement in statements)}"


def finding(topic: Topic, statements: Sequence[Statement], head: str = "") -> Hit:
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
        item=_item(topic, statements, head),
        drug=topic.title,
        missing="; ".join(statement.plain for statement in statements),
        write=" ".join(statement.write for statement in statements),
        source="; ".join(told),
    )
