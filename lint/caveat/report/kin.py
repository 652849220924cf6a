"""Families for people at a terminal, and as JSON with its schema."""

from __future__ import annotations

import textwrap
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import msgspec

from caveat.engine.families import FamilyReport
from caveat.report.paint import painter
from caveat.report.visible import encodable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.engine.families import Family, FamilyPiece, StaleSentence, State
    from caveat.report.paint import Paint

_MARKS: Final[dict[State, tuple[str, str]]] = {
    "compared": ("✓", "good"),
    "changed": ("~", "warning"),
    "stale": ("!", "error"),
    "not-compared": ("·", "dim"),
    "no-article": ("?", "warning"),
}
_NAMES: Final[dict[State, str]] = {
    "compared": "compared",
    "changed": "changed since it was compared",
    "stale": "stale",
    "not-compared": "not compared",
    "no-article": "without an article",
}


def encode(report: FamilyReport) -> str:
    """Return the report as indented JSON with a final newline."""
    data = msgspec.to_builtins(report, order="deterministic")
    try:
        encoded = msgspec.json.encode(data)
    except UnicodeEncodeError:
        # A file name that is not valid UTF-8.
        encoded = msgspec.json.encode(_encodable(data))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def _encodable(data: Any) -> Any:  # noqa: ANN401 - what JSON is made of
    if isinstance(data, str):
        return encodable(data)
    if isinstance(data, dict):
        return {key: _encodable(value) for key, value in data.items()}
    return [_encodable(one) for one in data] if isinstance(data, list) else data


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the report."""
    schemas, components = msgspec.json.schema_components((FamilyReport,), ref_template="#/$defs/{name}")
    definitions = {name: components[name] for name in sorted(components)}
    for definition in definitions.values():
        # Every field is written, those with a default too.
        definition["required"] = list(definition["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Caveat families, version 1",
        **schemas[0],
        "$defs": definitions,
    }


def render(report: FamilyReport, *, color: bool = False, width: int = 100) -> str:
    """Return each family as a tree, then what is wrong, then how many pieces are in which state."""
    paint = painter(color=color)
    lines: list[str] = []
    for family in report.families:
        lines += [*_family(family, paint, max(50, width)), ""]
    for problem in report.problems:
        lines += _wrapped(f"{problem.path}: {problem.message}", "", max(50, width))
    if report.problems:
        lines.append("")
    lines.append(_summary(report))
    return "".join(f"{line}\n" for line in lines)


def _family(family: Family, paint: Paint, width: int) -> Iterator[str]:
    article = family.article
    if article is None:
        yield paint("Pieces without an article", "bold")
        folder = ""
    else:
        yield f"{paint(article.path, 'bold')}  {article.title}"
        yield paint(f"│ {article.words:,} words · digest {article.digest[:16]}", "dim")
        folder = article.path.rpartition("/")[0]
    if article is not None and not family.pieces:
        yield "└ no pieces yet"
    names = [_name(piece.path, folder) for piece in family.pieces]
    column = min(40, max((len(name) for name in names), default=0))
    for place, (piece, name) in enumerate(zip(family.pieces, names, strict=True)):
        last = place == len(names) - 1
        mark, style = _MARKS[piece.state]
        size = f"{piece.words:,} words"
        if piece.genre in {"post", "sms"}:
            size += f", {piece.characters:,} characters"
        head = f"{'└' if last else '├'} {paint(mark, style)} {name:<{column}}  {piece.genre:<7}  {size}"
        yield head
        bar = "  " if last else "│ "
        for text in _facts(piece):
            yield from _wrapped(text, f"{bar}    ", width)
        for one in piece.stale:
            yield from _stale(one, bar, paint, width)


def _name(path: str, folder: str) -> str:
    """Return a path as it reads from the article's folder."""
    if folder and PurePosixPath(path).is_relative_to(folder):
        return PurePosixPath(path).relative_to(folder).as_posix()
    return path


def _facts(piece: FamilyPiece) -> Iterator[str]:
    """Yield what there is to say of where a piece stands."""
    one = piece.compared
    if one is None:
        if piece.state == "not-compared":
            yield "nobody has recorded that they compared it with its article"
        return
    who = ", ".join(part for part in (one.by or "somebody", one.credential) if part)
    when = f" on {one.date}" if one.date else ""
    written = " (says its front matter)" if one.source == "front-matter" else ""
    yield f"compared by {who}{when}{written}"
    if one.note:
        yield f"note: {one.note}"
    if piece.piece_changed:
        yield "it has changed since: compare it again"
    if piece.stale:
        count = len(piece.stale)
        what = "a sentence that it says" if count == 1 else f"{count} sentences that it says"
        yield f"the article has changed since, in {what}:"
    elif piece.article_changed and piece.state == "stale":
        yield "the article has changed since; which of its sentences is not on record"
    elif piece.article_changed:
        yield "the article has changed since, in nothing that it says"


def _stale(one: StaleSentence, bar: str, paint: Paint, width: int) -> Iterator[str]:
    yield from _wrapped(f"line {one.start.line}: “{one.quote}”", f"{bar}      ", width)
    yield from _wrapped(f"article then: “{one.was}”", f"{bar}        ", width)
    now = f"article now:  “{one.now}”" if one.now is not None else "article now:  says nothing of the kind"
    yield from (paint(line, "bold") for line in _wrapped(now, f"{bar}        ", width))


def _wrapped(text: str, indent: str, width: int) -> Sequence[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _summary(report: FamilyReport) -> str:
    articles = sum(family.article is not None for family in report.families)
    pieces = sum(report.summary.values())
    counts = ", ".join(f"{number:,} {_NAMES[state]}" for state in _NAMES if (number := report.summary[state]))
    head = (
        f"{articles:,} {'family' if articles == 1 else 'families'}, {pieces:,} {'piece' if pieces == 1 else 'pieces'}"
    )
    return f"{head}: {counts}." if counts else f"{head}."
