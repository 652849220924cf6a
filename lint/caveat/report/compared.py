"""Pieces held against their article, for people at a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from caveat.report.paint import painter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.engine.finding import ComparedReport, Pair, Passage
    from caveat.report.paint import Paint

_NAMES: Final = {
    0: "denied",
    1: "an association",
    2: "may",
    3: "can, or for some",
    4: "plain",
    5: "absolute",
}
_LABEL: Final = 9


def render(report: ComparedReport, *, color: bool = False, width: int = 100, everything: bool = False) -> str:
    """Return, for each piece, how its sentences stand to the article's, and the pairs that differ in strength.

    `everything` shows the other sentences too: those that say the same, and those that have no like in the article.
    """
    paint = painter(color=color)
    paths = dict.fromkeys(pair.piece.path for pair in report.pairs)
    return "".join(
        f"{line}\n"
        for path in paths
        for line in _piece(
            [pair for pair in report.pairs if pair.piece.path == path], paint, width, everything=everything
        )
    )


def _piece(pairs: Sequence[Pair], paint: Paint, width: int, *, everything: bool) -> Iterator[str]:
    count = Counter(pair.verdict for pair in pairs)
    aligned = sum(pair.article is not None for pair in pairs)
    article = next((pair.article.path for pair in pairs if pair.article is not None), None)
    yield paint(f"{pairs[0].piece.path} against {article or 'its article'}", "bold")
    yield (
        f"  {len(pairs)} sentences: {aligned} come from the article ({count['exaggerated']} say more than it does, "
        f"{count['downplayed']} less), {len(pairs) - aligned} have no like in it."
    )
    for pair in pairs:
        if everything or pair.verdict in {"exaggerated", "downplayed"}:
            yield ""
            yield from _pair(pair, paint, width)
    yield ""


def _pair(pair: Pair, paint: Paint, width: int) -> Iterator[str]:
    says = {"exaggerated": "Says more", "downplayed": "Says less", "same": "Same"}.get(
        pair.verdict or "", "Not in the article"
    )
    sure = "" if pair.article is None else f", {pair.confidence:.0%} sure that the two belong together"
    yield f"  {paint(says, 'bold')}{sure}"
    yield from _passage("piece", pair.piece, pair.piece_strength, width)
    if pair.article is not None:
        yield from _passage("article", pair.article, pair.article_strength, width)


def _passage(name: str, passage: Passage, strength: int | None, width: int) -> Iterator[str]:
    step = "" if strength is None else f" [{strength}, {_NAMES[strength]}]"
    indent = " " * (4 + _LABEL)
    yield from textwrap.wrap(
        f"line {passage.start.line}: {passage.quote}{step}",
        max(40, width),
        initial_indent=f"    {name:<{_LABEL}}",
        subsequent_indent=indent,
    )
