"""Gives in a piece another number than its article gives for the same thing.

## Why it matters

A number that is copied wrong is believed as much as one that is right, and nobody who reads only the post can tell. A
dose, a share of patients or a number of weeks that differs from the reviewed article was reviewed by no one.

## What to write instead

Take the article's number. Round it with a word that says so: “about 4 in 10” for 38%. If the article is wrong, mend the
article first, with its source.

## What is not flagged

The same number in another form: “1 in 10” for 10%, “half” for 49%, 12 weeks for 3 months, what is left of a hundred, a
share that the article's counts give, a value inside the article's range. Rounding to the figures that the piece shows; a
tenth off beside “about”, “almost” or “around”; “more than 80%” for 85%. Numbers that stand anywhere else in the article.
Numbers for which the article's sentence has none of the same kind; dates, prices, emergency numbers, times of day.

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

```clean
About 4 in 10 people on the drug had less pain after three months. Take 25 mg once a day.
```

```clean
In the trial, 62% of the people on the drug did not have less pain after 12 weeks. Call 911 if you faint.
```

## Precision

On 72 pairs of passages of our own, half of them faithful rewordings, written before the rule was first run on them: when
it first met the third that is held aside, it raised no false alarm. It finds the 12
changed numbers among all 72. Six faithful summaries of invented abstracts in the manner of journals, and the 13 corrected pieces of the example
publication, raise nothing. That is little to go by: the pairs are short and have one author.

## Sources

- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: what is told drifts on the way from papers to releases and news. Read as its abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from caveat.analysis.quantities import Quantity, find_quantities, in_base_unit
from caveat.library import Reading
from caveat.library.alignment import stem
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.quantities import QuantityKind
    from caveat.library.alignment import Match

_COMPARED = frozenset({"share", "multiple", "amount", "number"})
_NO_FACT = re.compile(r"^(?:911|999|988|112|111|24/7|100)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_BEHIND = re.compile(r"\s(?:[a-z-]+\s){0,2}?([a-z]{3,})")
_WINDOW = 48
_CLEAR = 0.5
_SMALL = 3


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
    held = {one.index: find_quantities(one.text) for one in article.side.sentences}
    everything = [quantity for quantities in held.values() for quantity in quantities]
    for match in reading.alignment.matches:
        if match.article is None or match.confidence < _CLEAR:
            continue
        mine = find_quantities(match.piece.text)
        for quantity in mine:
            if not _is_fact(match.piece, quantity) or any(_says(one, quantity) for one in everything):
                continue
            place = _other(match, quantity, mine, held)
            if place is None:
                continue
            sentence, theirs = place
            related = RelatedPlace(sentence.locate(), "the article says", article.document.path, sentence.text)
            yield hit(
                match.piece.locate(quantity.start, quantity.end),
                related=(related,),
                article=sentence.text[theirs.start : theirs.end].strip(),
            )
    del context


def _is_fact(sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a quantity states something that an article could state otherwise."""
    text = sentence.text[quantity.start : quantity.end].strip()
    if quantity.kind not in _COMPARED or _NO_FACT.match(text):
        return False
    if quantity.kind == "number":
        if quantity.low < _SMALL or not text[:1].isdigit():
            return False
        before = sentence.folded[max(0, quantity.start - 12) : quantity.start]
        return (
            quantity.start > 0
            and re.search(r"(?:#|call|text|dial|step|grade|stage|type|page|no\.|week|day) ?$", before) is None
        )
    return True


def _other(
    match: Match, quantity: Quantity, mine: Sequence[Quantity], held: Mapping[int, tuple[Quantity, ...]]
) -> tuple[Sentence, Quantity] | None:
    """Return the number that the article's sentence has in this place, with its sentence."""
    found: list[tuple[int, int, Sentence, Quantity]] = []
    for rank, sentence in enumerate((match.article, *match.rivals)):
        if sentence is None:
            continue
        theirs = held.get(sentence.index, ())
        if any(_says(made, quantity) for made in _derived(theirs)):
            return None
        for one in theirs:
            if not _comparable(one, quantity) or any(_says(one, other) for other in mine):
                continue
            shared = len(_around(sentence, one) & _around(match.piece, quantity))
            if shared >= (2 if rank or match.confidence < 0.65 else 1) and (
                quantity.kind != "number" or _counted(sentence, one) == _counted(match.piece, quantity)
            ):
                found.append((shared, -rank, sentence, one))
    if not found:
        return None
    best = max(found, key=lambda one: one[:2])
    return best[2], best[3]


def _around(sentence: Sentence, quantity: Quantity) -> frozenset[str]:
    """Return the stems of the words around a quantity."""
    start = max(0, quantity.start - _WINDOW)
    text = sentence.folded[start : quantity.start] + " " + sentence.folded[quantity.end : quantity.end + _WINDOW]
    return frozenset(stem(match[0]) for match in _WORD.finditer(text)) - _FUNCTION


_FUNCTION = frozenset(
    stem(word)
    for word in [
        "the",
        "and",
        "for",
        "with",
        "from",
        "than",
        "then",
        "that",
        "this",
        "these",
        "those",
        "was",
        "were",
        "are",
        "had",
        "has",
        "have",
        "not",
        "but",
        "who",
        "which",
        "after",
        "before",
        "about",
        "around",
        "over",
        "under",
        "more",
        "less",
        "least",
        "most",
        "into",
        "per",
        "each",
        "every",
        "all",
        "any",
        "some",
        "other",
        "their",
        "they",
        "you",
        "your",
        "our",
    ]
)
_PEOPLE = frozenset(
    stem(word)
    for word in [
        "people",
        "patients",
        "adults",
        "participants",
        "women",
        "men",
        "children",
        "volunteers",
        "subjects",
        "individuals",
        "persons",
    ]
)


def _counted(sentence: Sentence, quantity: Quantity) -> str:
    """Return the stem of what a number counts."""
    match = _BEHIND.match(sentence.folded, quantity.end)
    if match is None:
        return ""
    word = stem(match[1])
    return "people" if word in _PEOPLE else word


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind != "amount":
        return True
    return in_base_unit(one)[2] == in_base_unit(other)[2] and one.per == other.per


def _says(one: Quantity, other: Quantity) -> bool:
    """Say whether an article's quantity is what a piece's quantity says, exactly or rounded."""
    if one.kind == "number" and other.kind == "share" and 0 < one.low < 1:
        pass
    elif not _comparable(one, other):
        return False
    low, high, _ = in_base_unit(one)
    least, most, _ = in_base_unit(other)
    slack = _slack(one, other)
    if other.bound in {"more", "least"} and other.low == other.high:
        return least - slack <= high and low <= least * Fraction(3, 2)
    if other.bound in {"less", "most"} and other.low == other.high:
        return low <= most + slack and high >= most / 2
    if one.bound in {"more", "least"}:
        return least >= low - slack and least <= low * Fraction(3, 2)
    return least >= low - slack and most <= high + slack


def _slack(one: Quantity, other: Quantity) -> Fraction:
    """Return how far the two may be apart: the rounding that the piece shows, a tenth where it says "about"."""
    low, high, _ = in_base_unit(other)
    size = max(abs(low), abs(high))
    about = other.bound == "about" or one.bound == "about"
    if other.kind == "share":
        if other.base is not None and other.base < 20:
            return min(Fraction(1, 2) / other.base, Fraction(6, 100), size / 4)
        if (other.base is None and (high * 100).denominator != 1) or high in {
            Fraction(1, 2),
            Fraction(1, 4),
            Fraction(3, 4),
        }:
            return Fraction(4, 100)
        return max(size / 10, min(Fraction(25, 1000), size / 4)) if about else min(Fraction(5, 1000), size / 10)
    if other.kind == "amount" and one.unit != other.unit:
        return size / 10
    if about:
        return size / 10
    if other.kind == "multiple":
        return size / 20
    if one.low.denominator != 1 and other.low.denominator == 1:
        return Fraction(1, 2) if size >= _SMALL else size / 20
    return _rounded(high)


def _rounded(value: Fraction) -> Fraction:
    """Return half of the last place that a round number shows: 1,200 may be 1,150 to 1,250."""
    if value.denominator != 1 or value < 1_000:
        return Fraction(0)
    digits = str(int(value))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 2) if digits.endswith("00") else Fraction(0)


def _derived(quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what a reader may work out of a sentence's numbers: what is left, the gap, how many times, a share of a count."""
    values = [
        (one, one.low) for one in quantities if one.kind in {"share", "number"} and one.low == one.high and one.low > 0
    ]
    for one, value in values:
        if value < 1:
            yield _made("share", 1 - value, one)
        elif one.kind == "number" and value < 3:
            yield _made("share", value - 1, one)
            yield _made("multiple", value, one)
    for (one, value), (other, second) in combinations(values, 2):
        if one.kind != other.kind:
            continue
        low, high = sorted((value, second))
        yield _made("multiple", high / low, one)
        yield _made("share", low / high, one)
        yield _made("share", 1 - low / high, one)
        if one.kind == "share":
            yield _made("share", high - low, one)
            yield _made("share", min(Fraction(1), high + low), one)
            yield _made("share", high / low - 1, one)
        else:
            yield _made("number", high - low, one)
            yield _made("number", high + low, one)


def _made(kind: QuantityKind, value: Fraction, near: Quantity) -> Quantity:
    return Quantity(near.start, near.end, kind, value, value)
