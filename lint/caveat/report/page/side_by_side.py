"""What the page shows of a piece beside its article: their sentences in pairs, and the words that tell them apart."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from markupsafe import Markup

from caveat.library.alignment import SURE
from caveat.report.differences import differences, told
from caveat.report.ledger.rows import STRENGTHS
from caveat.report.page.markup import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caveat.engine.compare import Comparison
    from caveat.engine.finding import Pair, Passage, PieceVerdict
    from caveat.report.differences import Difference, DifferenceKind
    from caveat.report.page.view import Card, Leaf

Stand = Literal["more", "less", "unsaid", "alone", "other", "same"]

_KINDS: Final[dict[DifferenceKind, str]] = {
    "number": "number",
    "strength": "how firm",
    "denial": "denial",
    "limit": "limit",
    "word": "other word",
}
_STANDS: Final[dict[Stand, str]] = {
    "more": "Says more",
    "less": "Says less",
    "unsaid": "Not in the article",
    "alone": "Without a like",
    "other": "Differs",
    "same": "About the same",
}
# An article says more of risks than any page can list for each of fifty pieces.
_LEFT_OUT: Final = 25


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two sentences of a pair. `differs` has, by kind, the words that the other has no like of."""

    html: Markup
    line: int
    differs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A sentence of the piece and the one of its article that it comes from, None where none is like it.

    `shared` tells pairs with the same sentence of the article by one number, `told` whether there is anything to look
    at.
    """

    number: int
    piece: Half
    article: Half | None
    shared: int | None
    stand: Stand
    verdict: str
    sure: str
    firmness: str
    cards: tuple[Card, ...]
    told: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A piece beside its article. `leaf` is the article's number on the page, when it is there.

    `left_out` is what the article says of risks and the piece does not, with its line; `more` counts what is not listed
    of it.
    """

    number: int
    article: str
    leaf: int | None
    lead: str
    pairs: tuple[PairView, ...]
    left_out: tuple[tuple[int, Markup], ...]
    more: int


def side_by_side(leaves: Sequence[Leaf], comparison: Comparison | None) -> dict[int, SideBySide]:
    """Return, by the number of a document on the page, how it stands beside its article."""
    if comparison is None:
        return {}
    numbers = {leaf.path: leaf.number for leaf in leaves}
    pieces = {piece.path: piece for piece in comparison.report.pieces}
    pairs: dict[str, list[Pair]] = {}
    for pair in comparison.report.pairs:
        pairs.setdefault(pair.piece.path, []).append(pair)
    return {
        leaf.number: _view(leaf, piece, pairs[leaf.path], comparison.left_out.get(leaf.path, ()), numbers)
        for leaf in leaves
        if (piece := pieces.get(leaf.path)) is not None and leaf.path in pairs
    }


def _view(
    leaf: Leaf,
    piece: PieceVerdict,
    pairs: Sequence[Pair],
    left_out: Sequence[Passage],
    numbers: Mapping[str, int],
) -> SideBySide:
    cards = _by_pair([*leaf.whole, *leaf.outside, *leaf.cards], pairs)
    return SideBySide(
        number=leaf.number,
        article=piece.article,
        leaf=numbers.get(piece.article),
        lead=_lead(piece),
        pairs=tuple(_pair(number, pair, cards.get(number, ())) for number, pair in enumerate(pairs, 1)),
        left_out=tuple((one.start.line, shown(one.quote)) for one in left_out[:_LEFT_OUT]),
        more=max(0, len(left_out) - _LEFT_OUT),
    )


def _lead(piece: PieceVerdict) -> str:
    said = [
        text
        for number, text in (
            (piece.exaggerated, f"{piece.exaggerated} {'says' if piece.exaggerated == 1 else 'say'} more than it does"),
            (piece.downplayed, f"{piece.downplayed} {'says' if piece.downplayed == 1 else 'say'} less"),
            (
                piece.unsupported,
                f"{piece.unsupported} {'claims' if piece.unsupported == 1 else 'claim'} what it does not",
            ),
        )
        if number
    ]
    come = "comes" if piece.aligned == 1 else "come"
    return "; ".join([f"{piece.aligned} of {piece.sentences} sentences {come} from the article", *said])


def _by_pair(cards: Iterable[Card], pairs: Sequence[Pair]) -> dict[int, tuple[Card, ...]]:
    """Return the findings that begin in the sentence of a piece, by the number of its pair."""
    order = sorted(range(len(pairs)), key=lambda index: pairs[index].piece.start.offset)
    starts = [pairs[index].piece.start.offset for index in order]
    found: dict[int, list[Card]] = {}
    for card in cards:
        if card.finding.scope != "span":
            continue
        offset = card.finding.start.offset
        at = bisect_right(starts, offset) - 1
        if at >= 0 and offset < pairs[order[at]].piece.end.offset:
            found.setdefault(order[at] + 1, []).append(card)
    # What the pair itself is about comes first.
    return {
        number: tuple(sorted(some, key=lambda card: (card.finding.family != "consistency", card.number)))
        for number, some in found.items()
    }


def _pair(number: int, pair: Pair, cards: tuple[Card, ...]) -> PairView:
    mine, theirs = pair.piece, pair.article
    if theirs is None:
        stand: Stand = "unsaid" if pair.verdict == "unsupported" else "alone"
        piece = Half(shown(mine.quote), mine.start.line, ())
        return PairView(
            number, piece, None, None, stand, _STANDS[stand], "", "", cards, told=stand == "unsaid" or bool(cards)
        )
    stand = "more" if pair.verdict == "exaggerated" else "less" if pair.verdict == "downplayed" else "same"
    only_mine, only_theirs = differences(mine.quote, theirs.quote, firmness=stand != "same")
    piece, article = _half(mine, only_mine, "ins"), _half(theirs, only_theirs, "del")
    if stand == "same" and (piece.differs or article.differs):
        stand = "other"
    return PairView(
        number=number,
        piece=piece,
        article=article,
        shared=theirs.start.offset,
        stand=stand,
        verdict=_STANDS[stand],
        sure=_sure(pair.confidence),
        firmness=_firmness(pair),
        cards=cards,
        told=stand != "same" or bool(cards),
    )


def _sure(confidence: float) -> str:
    return f"{confidence:.0%} sure" + ("" if confidence >= SURE else ": they may not belong together")


def _firmness(pair: Pair) -> str:
    mine, theirs = pair.piece_strength, pair.article_strength
    if mine is None or theirs is None or pair.verdict == "same":
        return ""
    if mine == theirs:
        return "What the article tells of animals or a laboratory, the piece tells of people."
    return f"The piece: {STRENGTHS[mine]}. The article: {STRENGTHS[theirs]}."


def _half(passage: Passage, found: Sequence[Difference], tag: Literal["ins", "del"]) -> Half:
    differs = tuple(
        (_KINDS[kind] + ("s" if kind in {"number", "limit", "denial"} and len(quotes) > 1 else ""), quotes)
        for kind, quotes in told(passage.quote, found).items()
    )
    return Half(Markup().join(_marked(passage.quote, found, tag)), passage.start.line, differs)


def _marked(text: str, found: Sequence[Difference], tag: Literal["ins", "del"]) -> Iterator[Markup]:
    """Yield a sentence as HTML, what differs in its own element; those that weigh say aloud what they are."""
    position = 0
    for one in found:
        yield shown(text[position : one.start])
        words = shown(text[one.start : one.end])
        if one.kind == "word":
            yield Markup("<{}>{}</{}>").format(tag, words, tag)
        else:
            where = "only the piece" if tag == "ins" else "only the article"
            yield Markup(
                '<{} class="{}"><span class="away"> [{}, {}: </span>{}<span class="away">] </span></{}>'
            ).format(tag, one.kind, where, _KINDS[one.kind], words, tag)
        position = one.end
    yield shown(text[position:])
