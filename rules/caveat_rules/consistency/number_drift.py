"""Gives in a piece another number than its article gives for the same thing.

## Why it matters

A number that is copied wrong is believed as much as one that is right, and nobody who reads only the post can tell. A
dose, a share of patients or a number of weeks that differs from the reviewed article was reviewed by no one.

## What to write instead

Take the article's number. Round it with a word that says so: “about 4 in 10” for 38%. If the article is wrong, mend the
article first, with its source.

## What is compared

Shares, counts, amounts with their units, doses, times, dates, ages, blood pressures, how often something is done (“twice
a day”, “every 12 hours”), ranks (“third trimester”, “phase 2”) and how far something changed (“halved”, “by a third”,
“three times as likely”). A number may be another one; it may belong to the other group (the figures of the drug and of the
placebo exchanged); a range may have lost one end (“5%” for “5% to 20%”); “at least” may have become “at most”; and what is
said to have doubled may not have, by the article's own figures.

## What is not flagged

The same number in another form: “1 in 10” for 10%, “half” for 49%, 12 weeks for 3 months, “every four weeks” for once a
month, what is left of a hundred where the words say so, a share or a difference that the article's numbers give, what two
doses make in a day, a value inside the article's range. Rounding to the figures that the piece shows; a tenth off beside
“about”, “almost” or “around”; “more than 80%” for 85%. One end of a range where it is less than twice the other, or beside
“can”, “may” or “up to”. Numbers that another sentence of the article gives for such a thing. Numbers for which the
article's sentence has none of the same kind; prices, emergency numbers, times of day, dates of review.

## Examples

```article
In the trial, 38% of the people on the drug had less pain after 12 weeks. Take 25 mg once a day with food.
```

```flagged
In the trial, «58%» of the people on the drug had less pain after 12 weeks.
```

```flagged
Take «250 mg» once a day with food.
```

```flagged
Take 25 mg «twice a day» with food.
```

```clean
About 4 in 10 people on the drug had less pain after three months. Take 25 mg once a day.
```

```clean
In the trial, 62% of the people on the drug did not have less pain after 12 weeks. Call 911 if you faint.
```

## Precision

On 394 pairs of passages of our own, half of them faithful rewordings. Of the 134 that are held aside, it flags 15, 14 of
them rightly, and finds 14 of the 17 changed numbers; on the rest, which it was mended on, all 36 and nothing else. Its 50
newest pairs it had not met before it was mended: then it found 8 of their 25, with one false alarm. Of 28 short
pairs written after that it flagged 17 at first sight, 16 of them rightly, and missed 2; of 28 by somebody else 17, all of them
rightly, and missed 3.

On 100 official pages, each held against 943 shortened sentences of its own that have a number, it flags nothing. Of 543
sentences with one number changed by a machine it flags 324 in 321 of the places; most of the others are names (“type 2”)
and rows of tables, which it leaves alone. Six faithful summaries of invented abstracts in the manner of journals, and the
13 corrected pieces of the example publication, raise nothing.

## Sources

- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: what is told drifts on the way from papers to releases and news. Read as its abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

from caveat.analysis.quantities import Quantity
from caveat.library import Reading
from caveat.library.figures import Figure, Figures, in_base, weight
from caveat.library.values import comparable, is_same, says
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.quantities import QuantityKind
    from caveat.library.alignment import Match, Side

_COMPARED = frozenset({"share", "multiple", "amount", "number", "rate", "age", "place", "pressure", "money"})
_NO_FACT = compiled(r"^(?:911|999|988|112|111|24/7|100)$")
_NOT_COUNTED = compiled(r"(?:#|call|text|dial|step|grade|stage|type|page|no\.|week|day) ?$")
_DENIES = compiled(r"\b(?:not|never|no|none|without|avoid|unless|neither|nor|cannot)\b|n't\b|n’t\b")
# What is left of a hundred is told in other words.
_REST = compiled(
    r"\b(?:not|no|never|none|without|fail\w*|free|rest|remain\w*|others?|left|miss\w*|avoid\w*|only|still|kept|keep"
    r"|unlike|un[a-z]{4,}|stay\w*|lack\w*|lower|(?:fewer|less)(?!\sthan)|reduc\w+|cut|fell|fall|falls|drop\w*|declin\w+|down|survived?"
    r"|died|die|neither|nor|cannot|stopped|instead)\b|n['’]t\b"
)
_MAY = compiled(r"\b(?:can|may|could|might|as (?:little|early|long|much|many) as|from|sometimes|some)\b")
_COLOPHON = compiled(r"\b(?:reviewed|updated|published|posted|revised|written|copyright|next review|join|book)\b")
_RELATIVE_BEFORE = compiled(r"\b(?:by|to)\s(?:(?:about|around|almost|nearly|over|under|more\sthan|just)\s){0,2}\Z")
_BY = compiled(r"\bby\s(?:(?:about|around|almost|nearly|over|under|more\sthan|just|roughly|some)\s){0,2}\Z")
_RELATIVE_BEHIND = compiled(r"\s(?:[a-z]+\s)?(?:lower|higher|fewer|less|more|reduction|drop|fall|increase|rise)\b")
# The less sure it is that two sentences belong together, the more the words around their numbers must share.
_FEWEST = 0.2
_SHARED = ((0.65, 0.35), (0.5, 1.0), (_FEWEST, 1.3))
_SHARED_WITH_RIVAL = 1.7
_SMALL = 3
# What is left out of a wide range is another fact; "30 minutes" for "20 to 30 minutes" is shorter, no more.
_WIDE = 2


@dataclass(frozen=True, slots=True)
class _Difference:
    """A number of the piece, and what the article has in its place."""

    mine: Quantity
    sentence: Sentence
    theirs: Quantity


@rule(
    documents,
    message="The article has another number here: “{article}”.",
    severity="error",
    standard="Sumner and others, BMJ 2014;349:g7015",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag numbers of a piece where its article has another one for the same thing."""
    if reading.article is None or reading.alignment is None:
        return
    article = reading.article
    for match in reading.alignment.matches:
        if match.article is None or match.confidence < _FEWEST:
            continue
        taken = 0
        for one in _differences(match, reading.side.figures[match.piece.index], article.side):
            if one.mine.start < taken:
                continue
            taken = one.mine.end
            related = RelatedPlace(one.sentence.locate(), "the article says", article.document.path, one.sentence.text)
            yield hit(
                match.piece.locate(one.mine.start, one.mine.end),
                related=(related,),
                article=one.sentence.text[one.theirs.start : one.theirs.end].strip(),
            )
    del context


def _differences(match: Match, mine: Figures, article: Side) -> Iterator[_Difference]:
    near = [(one, article.figures[one.index]) for one in (match.article, *match.rivals) if one is not None]
    for figure in sorted(mine.all, key=lambda one: one.quantity.start):
        if not _is_fact(match.piece, figure.quantity):
            continue
        for find in (_exchanged, _cut, _turned):
            found = find(figure, mine, near, article)
            if found is not None:
                break
        else:
            found = None if _is_stated(figure, mine, near, article) else _other(match, figure, mine, near)
        if found is not None:
            yield found


_Near = Sequence[tuple["Sentence", Figures]]


def _is_fact(sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a quantity states something that an article could state otherwise."""
    text = sentence.text[quantity.start : quantity.end].strip()
    if quantity.kind == "date":
        return _COLOPHON.search(sentence.folded) is None
    if quantity.kind not in _COMPARED or _NO_FACT.match(text):
        return False
    if quantity.kind == "number":
        if not quantity.start and re.match(r"[.):]|\Z", sentence.folded[quantity.end :]):
            return False
        if not quantity.is_range and quantity.low < 2 and quantity.low.denominator == 1:
            return False
        return _NOT_COUNTED.search(sentence.folded[max(0, quantity.start - 12) : quantity.start]) is None
    return True


# ---------------------------------------------------------------------------- stated by the article


def _is_stated(figure: Figure, mine: Figures, near: _Near, article: Side) -> bool:
    """Say whether the article gives the number where the piece's sentence comes from, or elsewhere for such a thing."""
    quantity = figure.quantity
    if any(says(one, quantity) for _, figures in near for one in figures.quantities):
        return True
    by = _is_by(mine, quantity)
    for _, figures in near:
        rest = _REST.search(mine.folded) is not None or _REST.search(figures.folded) is not None
        # Who tells of a fall by a third, of a fall by a third, does not tell what is left of it.
        given = [one for one in figures.quantities if not (by and _is_by(figures, one))]
        if any(says(made, quantity) for made in _derived(given, rest=rest)):
            return True
    products = list(_totals(mine))
    if any(says(one, made) or says(made, one) for _, figures in near for one in _doses(figures) for made in products):
        return quantity.kind in {"amount", "rate"}
    return any(
        says(other.quantity, quantity) and (not other.around or other.around & mine.stems)
        for figures in article.figures.values()
        for other in figures.all
    )


def _is_by(figures: Figures, quantity: Quantity) -> bool:
    return _BY.search(figures.folded[: quantity.start]) is not None


def _doses(figures: Figures) -> Iterator[Quantity]:
    yield from _totals(figures)
    for one in figures.quantities:
        if one.kind == "amount" and one.per[-1:] == ("day",):
            yield _made("amount", one.low, one, one.unit)


def _totals(figures: Figures) -> Iterator[Quantity]:
    """Yield what is taken in a day: an amount as often as a rate says."""
    for one, other in product(figures.quantities, figures.quantities):
        if one.kind == "amount" and not one.per and other.kind == "rate" and one.unit not in _TIME:
            yield _made("amount", one.low * other.high, one, one.unit)


_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade"})


def _derived(quantities: Sequence[Quantity], *, rest: bool) -> Iterator[Quantity]:
    """Yield what a reader may work out of a sentence's numbers: the gap, how many times, a share of a count, the rest."""
    values = [
        (one, value)
        for one in quantities
        if one.kind in {"share", "number", "amount"} and one.low > 0
        for value in ((one.low, one.high) if one.is_range else (one.low,))
    ]
    dates = [one.date[0] for one in quantities if one.date is not None]
    for first, last in combinations(dates, 2):
        yield _made("amount", Fraction(abs(last - first)), quantities[0], "year")
    for one, value in values:
        if value < 1:
            if rest:
                yield _made("share", 1 - value, one)
            yield _made("multiple", 1 - value, one)
        elif one.kind == "number" and value < 3:
            yield _made("share", value - 1, one)
            yield _made("multiple", value, one)
    for (one, value), (other, second) in combinations(values, 2):
        if one.kind != other.kind or one.unit != other.unit:
            continue
        low, high = sorted((value, second))
        if one.kind == "amount":
            yield _made("amount", high - low, one, one.unit)
            yield _made("amount", high + low, one, one.unit)
        yield _made("multiple", high / low, one)
        yield _made("multiple", low / high, one)
        yield _made("share", low / high, one)
        yield _made("share", high / low - 1, one)
        if rest or one.kind != "number":
            yield _made("share", 1 - low / high, one)
        if one.kind == "share":
            yield _made("share", high - low, one)
            yield _made("share", min(Fraction(1), high + low), one)
        elif one.kind == "number":
            yield _made("number", high - low, one)
            yield _made("number", high + low, one)
    for one in quantities:
        if one.kind == "multiple" and one.low:
            yield _made("multiple", 1 / one.low, one)
            yield _made("share", abs(1 - one.low), one)
            yield _made("share", abs(1 - 1 / one.low), one)


def _made(kind: QuantityKind, value: Fraction, near: Quantity, unit: str = "") -> Quantity:
    return Quantity(near.start, near.end, kind, value, value, unit)


# ---------------------------------------------------------------------------- another number


def _other(match: Match, figure: Figure, mine: Figures, near: _Near) -> _Difference | None:
    """Return the number that the article's sentence has in this place."""
    quantity = figure.quantity
    found: list[tuple[float, int, Sentence, Quantity]] = []
    needed = next(shared for confidence, shared in _SHARED if match.confidence >= confidence)
    for rank, (sentence, figures) in enumerate(near):
        for other in figures.all:
            one = other.quantity
            if not _stand_in(other, figure) or any(says(one, own) for own in mine.quantities):
                continue
            shared = weight(other.around & figure.around) + _alike(other, figure)
            if shared >= (_SHARED_WITH_RIVAL if rank else needed):
                found.append((shared, -rank, sentence, one))
    if found:
        best = max(found, key=lambda one: one[:2])
        return _Difference(quantity, best[2], best[3])
    sentence, figures = near[0]
    if not _is_relative(match.piece, quantity):
        return None
    for other in figures.all:
        if _is_relative(sentence, other.quantity) and weight(other.around & figure.around) >= needed:
            return _Difference(quantity, sentence, other.quantity)
    if not figures.parted:
        return None
    pairs = [
        (one.quantity, other.quantity)
        for one, other in combinations(figures.all, 2)
        if one.quantity.kind == other.quantity.kind and one.quantity.kind in {"share", "number"}
    ]
    if not pairs or any(one.low < _SMALL and one.kind == "number" for one in pairs[0]):
        return None
    first, last = pairs[0]
    return _Difference(quantity, sentence, Quantity(first.start, last.end, first.kind, first.low, last.high))


def _alike(one: Figure, other: Figure) -> float:
    """Return what it is worth that two figures have the same word before them, or a unit that few things have."""
    worth = 0.35 if one.lead == other.lead != "" else 0.0
    return worth + (0.35 if one.quantity.unit and in_base(one.quantity)[2] != "hour" else 0.0)


def _is_relative(sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number tells how much something changed."""
    if quantity.kind == "multiple":
        return True
    return quantity.kind == "share" and (
        _RELATIVE_BEFORE.search(sentence.folded[: quantity.start]) is not None
        or _RELATIVE_BEHIND.match(sentence.folded, quantity.end) is not None
    )


def _stand_in(other: Figure, figure: Figure) -> bool:
    """Say whether one figure could stand where the other does."""
    one, quantity = other.quantity, figure.quantity
    if {one.kind, quantity.kind} == {"age", "number"}:
        return (other if one.kind == "number" else figure).counted == ""
    if not comparable(one, quantity):
        return False
    if one.kind == "date" and (one.date is None or quantity.date is None):
        return False
    return quantity.kind != "number" or other.counted == figure.counted


# ---------------------------------------------------------------------------- the number of another thing


def _exchanged(figure: Figure, mine: Figures, near: _Near, article: Side) -> _Difference | None:
    """Return the article's number for what the piece gives another of its numbers for."""
    del article
    sentence, figures = near[0]
    same = [one for one in figures.all if is_same(one.quantity, figure.quantity)]
    if len(same) != 1:
        return None
    (own,) = same
    for other in figures.all:
        if other is own or not _is_rival(other, own):
            continue
        only_own, only_other = own.part - other.part, other.part - own.part
        if not figure.part & only_other:
            continue
        twin = next((one for one in mine.all if is_same(other.quantity, one.quantity)), None)
        if twin is None:
            exchanged = not figure.part & only_own and _leads_alike(figure, other, own)
            exchanged = exchanged and weight(figure.part & only_other) > 1
            exchanged = exchanged or _of_other_side(figure, own, other, mine)
        else:
            # The words behind the last number belong to all: one of the two must be clear.
            clear = not figure.part & only_own or not twin.part & only_other
            exchanged = clear and bool(twin.part & only_own)
        if exchanged:
            return _Difference(figure.quantity, sentence, other.quantity)
    return None


def _of_other_side(figure: Figure, own: Figure, other: Figure, mine: Figures) -> bool:
    """Say whether a number is told of those, or of what, the article's other number holds for."""
    theirs, ours = other.side - own.part, own.side - other.part
    return (
        bool(ours)
        and bool(figure.side & theirs)
        and not mine.stems & ours
        and weight(figure.part & (own.part | other.part)) > 1
    )


def _leads_alike(figure: Figure, other: Figure, own: Figure) -> bool:
    """Say whether the same words lead to a number and away from it as in the article's other number."""
    return other.lead != "" and (other.lead, other.counted) == (figure.lead, figure.counted) and other.lead != own.lead


def _is_rival(one: Figure, other: Figure) -> bool:
    """Say whether two numbers of a sentence are of the same sort and differ."""
    return comparable(one.quantity, other.quantity) and in_base(one.quantity)[:2] != in_base(other.quantity)[:2]


# ---------------------------------------------------------------------------- one end of a range, a bound turned round


def _cut(figure: Figure, mine: Figures, near: _Near, article: Side) -> _Difference | None:
    """Return the range of which the piece gives one end as if it were all."""
    quantity = figure.quantity
    if quantity.kind not in {"share", "amount"} or _MAY.search(mine.folded):
        return None
    sentence, figures = near[0]
    for other in figures.all:
        one = other.quantity
        if not one.is_range or not comparable(one, quantity) or not other.around & figure.around:
            continue
        low, high, _ = in_base(one)
        value, top, _ = in_base(quantity)
        if low <= 0 or high < _WIDE * low:
            continue
        if quantity.is_range:
            if (value == low) is (top == high) or not (value >= _WIDE * low or top * _WIDE <= high):
                continue
        elif value not in {low, high} or quantity.bound in ({"most", "less"} if value == high else {"least", "more"}):
            continue
        alone = (is_same(own.quantity, quantity) for every in article.figures.values() for own in every.all)
        ends = (is_same(own, quantity) for every in mine.all for own in (every.quantity,) if every is not figure)
        if not any(alone) and not any(ends):
            return _Difference(quantity, sentence, one)
    return None


def _turned(figure: Figure, mine: Figures, near: _Near, article: Side) -> _Difference | None:
    """Return the "at least" that became an "at most", or the other way round."""
    del article
    quantity = figure.quantity
    sentence, figures = near[0]
    against = {"least": {"most"}, "most": {"least"}}.get(quantity.bound, set())
    if not against or _DENIES.search(mine.folded) or _DENIES.search(figures.folded):
        return None
    same = [one.quantity for one in figures.all if is_same(one.quantity, quantity)]
    if len(same) == 1 and same[0].bound in against:
        return _Difference(quantity, sentence, same[0])
    return None
