r"""Says in a piece the opposite of what its article says: a “not” that came or went, or more in place of less.

## Why it matters

“Take it with food” and “do not take it with food” are one small word apart. So are “raises” and “lowers”. Whoever reads
only the piece acts on it.

## What to write instead

Take the article's direction, and its “not”. If the article is wrong, mend the article first, with its source.

## What is not flagged

The same told from the other side: fewer falls with the exercise, more falls without it. Other words that deny: “does not
work” for “is not effective”, “nobody died” for “no deaths”. A denial that only limits: “no more than four”, “not before
a meal”. Sentences too unlike any of the article's to be compared.

## Examples

```article
The tablets should be taken with food.

Grapefruit juice raises the level of the medicine in the blood.

The placebo group had more falls than the group that did tai chi.

Antibiotics are not effective against viruses.
```

```flagged
«The tablets should not be taken with food.»
```

```flagged
«Grapefruit juice lowers the level of the medicine in the blood.»
```

```flagged
«Antibiotics are effective against viruses.»
```

```clean
The group that did tai chi had fewer falls than the placebo group.
```

```clean
Take the tablets with food. Never take them on an empty stomach. Antibiotics do not work on viruses.
```

## Precision

On 344 pairs of passages of our own, half of them faithful rewordings, it, or consistency-claim-strengthened, finds 19
of the 20 sentences that were turned round. It raises nothing on the 172 faithful ones, nor on 25 faithful summaries
in plain words of invented abstracts, nor on the corrected pieces of the example publication. Of 5 that it first met
it found none; mended, it found all 3 of the next. On 60 pages of official health advice held against themselves with
half of their sentences left out it raises nothing. Nor does it raise anything on 60 abstracts with plain summaries
that somebody else wrote. That is little to go by: the pairs are short, have three authors, and two of them worked on
the rule; two thirds of them were looked at while it was mended. No real pairs were read.

## Sources

- European Union, *Directive 2001/83/EC*, Article 87(2): all parts of an advertisement comply with the summary of product
  characteristics. Read in the directive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.library import Reading
from caveat.library.alignment import content_words, stem
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Data, load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis import Sentence

Axis = Literal["amount", "worth"]

_CLEAR: Final = 0.58
_CLEAR_WAY: Final = 0.5
_REACH: Final = 4
_FEWEST: Final = 2
# "Does not make the blood thin" denies what comes of it, and not the blood.
_LIGHT: Final = compiled(r"\b(?:mak\w+|let|get|put|have|has|had|give|gives)\b")
_WORD: Final = compiled(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_BREAK: Final = compiled(
    r"[;:()]|,\s(?:but|and|while|whereas|although|though|yet|which|who|so)\b|\s[-\u2013\u2014]\s"
    r"|\b(?:but|whereas|although|though|while|because)\b"
)
_THAN: Final = compiled(r"\b(?:than|compared (?:with|to)|versus|vs|against|relative to|in comparison with)\b")
_TURNS_AWAY: Final = frozenset(
    {"in", "with", "among", "by", "after", "when", "than", "from", "for", "over", "during", "at", "to", "and"}
)
# Predicates that say what is known, not what is so.
_OF_KNOWING: Final = frozenset(
    stem(word)
    for word in (
        "know",
        "known",
        "clear",
        "certain",
        "sure",
        "shown",
        "proven",
        "found",
        "find",
        "understood",
        "reported",
        "studied",
        "tested",
        "established",
    )
)


@dataclass(frozen=True, slots=True)
class _Way:
    """A word that says which way something goes, and the stems of what it is said of."""

    axis: Axis
    up: bool
    start: int
    end: int
    about: frozenset[str]


@rule(
    documents,
    message="The article says the opposite: “{article}”.",
    severity="error",
    standard="Directive 2001/83/EC, Article 87(2)",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the sentences of a piece that deny what the article's say, assert what they deny, or turn its direction."""
    if reading.article is None or reading.alignment is None:
        return
    del context
    for match in reading.alignment.matches:
        if match.article is None or match.piece.block.kind in {"code", "cell", "heading"} or _asks(match.piece):
            continue
        source = next(
            (
                other
                for other in (match.article,)
                if (match.confidence >= _CLEAR and _denied(match.piece, other))
                or (match.confidence >= _CLEAR_WAY and _turned(match.piece, other))
                or (match.confidence >= _CLEAR and _changed(match.piece.folded, other.folded))
            ),
            None,
        )
        if source is None or any(_supports(match.piece, rival) for rival in match.rivals):
            continue
        place = RelatedPlace(source.locate(), "the article says", reading.article.document.path, source.text)
        yield hit(match.piece.locate(), related=(place,), article=" ".join(source.text.split()))


def _asks(sentence: Sentence) -> bool:
    return sentence.folded.rstrip(" \"')").endswith("?")


def _supports(piece: Sentence, rival: Sentence) -> bool:
    """Say whether another sentence of the article, nearly as like, says it as the piece does."""
    shared = content_words(piece.folded) & content_words(rival.folded)
    return len(shared) >= 3 and not _denied(piece, rival) and not _turned(piece, rival)


def _denied(piece: Sentence, article: Sentence) -> bool:
    """Say whether the one denies what the other asserts."""
    return _denies(piece.folded, article.folded) or _denies(article.folded, piece.folded)


def _denies(folded: str, other: str) -> bool:
    """Say whether a clause denies a word that the other sentence asserts, in the same or in like words, of the same."""
    if _asks_whether(folded) or _asks_whether(other) or _opposite(folded, other):
        return False
    return any(_asserts(folded, denial, other) for denial in _pattern("denials").finditer(folded))


def _asserts(folded: str, denial: re.Match[str], other: str) -> bool:
    start, end = _clause(folded, denial.start(), denial.end())
    scope, before = folded[denial.end() : end], folded[start : denial.start()]
    limits = (*_pattern("limits").finditer(scope[:60]), *_pattern("limits").finditer(before[-12:]))
    if any(word[0] not in other for word in limits):
        return False
    head, *objects = [*_content(scope), ""]
    if not head or stem(head) in _OF_KNOWING or _LIGHT.search(scope[: scope.index(head)]):
        return False
    named = denial[0] == "no" and _pattern("of_worth").match(head) is None
    if named and _held_back(other, folded):
        return False
    if any(_heads(other, one) == _heads(folded, denial) for one in _pattern("denials").finditer(other)):
        return False  # both deny it
    around = content_words(folded) | {stem(head)}
    for word in _WORD.finditer(other):
        exact = stem(word[0]) == stem(head)
        if not exact and not _same_act(head, word[0]):
            continue
        first, last = _clause(other, word.start(), word.end())
        denied = _pattern("denials").search(other, first, word.start()) is not None
        if denied or _held_back(other[first:last], folded):
            continue
        if stem(word[0]) in content_words(before, all_words=True):
            continue
        shared = around & content_words(other)
        theirs = {stem(one) for one in _content(other[word.end() : last])}
        if exact and len(shared) >= _FEWEST:
            return True
        if {stem(one) for one in objects if one} & theirs and len(shared) >= _FEWEST:
            return True
    return False


def _heads(folded: str, denial: re.Match[str]) -> str:
    """Return the stem of the word that a denial denies."""
    _, end = _clause(folded, denial.start(), denial.end())
    return next((stem(word) for word in _content(folded[denial.end() : end])), "")


def _clause(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around some words begins and ends."""
    first = max((one.end() for one in _BREAK.finditer(folded, 0, start) if one[0] not in "()"), default=0)
    last = min((one.start() for one in _BREAK.finditer(folded, end) if one[0] not in "()"), default=len(folded))
    return first, last


def _content(folded: str) -> list[str]:
    """Return the words that say something, in their order, without adverbs."""
    return [
        word[0]
        for word in _WORD.finditer(folded)
        if not word[0].endswith("ly") and stem(word[0]) in content_words(word[0], all_words=True)
    ]


def _held_back(clause: str, folded: str) -> bool:
    """Say whether a clause has a word that denies in another way; one that both sentences have denies neither."""
    return any(word[0] not in folded for word in _pattern("other_words").finditer(clause))


def _same_act(one: str, other: str) -> bool:
    mine, theirs = _acts().get(stem(one)), _acts().get(stem(other))
    return mine is not None and theirs is not None and not mine.isdisjoint(theirs)


def _asks_whether(folded: str) -> bool:
    return re.search(r"\b(?:whether|if)\b", folded) is not None


def _opposite(folded: str, other: str) -> bool:
    """Say whether both also go opposite ways, so that the denial is made up for: "did not fall", "stayed high"."""
    return any(
        one.axis == two.axis and one.up != two.up and one.about & two.about
        for one in _ways(folded)
        for two in _ways(other)
    )


def _turned(piece: Sentence, article: Sentence) -> bool:
    """Say whether two sentences go opposite ways in the same thing, and neither the groups nor a denial make up for it."""
    mine, theirs = _ways(piece.folded), _ways(article.folded)
    if _crossed(piece.folded, mine, article.folded, theirs):
        return True
    denials = [len(_pattern("denials").findall(one.folded)) for one in (piece, article)]
    if denials[0] != denials[1]:
        return False
    for one in mine:
        for two in theirs:
            about = one.about & two.about
            if one.axis != two.axis or one.up == two.up or not about:
                continue
            if any(other.axis == one.axis and other.up == one.up and other.about & about for other in theirs):
                continue
            if any(other.axis == two.axis and other.up == two.up and other.about & about for other in mine):
                continue
            if not _swapped(piece.folded, one, article.folded, two):
                return True
    return False


def _crossed(folded: str, mine: tuple[_Way, ...], other: str, theirs: tuple[_Way, ...]) -> bool:
    """Say whether both find more, or both less, of the same in one group than in another, and change the groups."""
    for one in mine:
        for two in theirs:
            if one.axis != two.axis or one.up != two.up or not one.about & two.about:
                continue
            first, second = _compared(folded, one), _compared(other, two)
            if not (all(first) and all(second)):
                continue
            # What both are held against tells the groups apart: in front of it stands much else.
            if not first[1] & second[1] and first[0] & second[1] and first[1] & second[0]:
                return True
    return False


def _swapped(mine: str, one: _Way, theirs: str, two: _Way) -> bool:
    """Say whether the sentences compare the same groups the other way round, or may do so."""
    first, second = _compared(mine, one), _compared(theirs, two)
    if not first[1] and not second[1]:
        return False
    return not _straight(first, second)


def _compared(folded: str, way: _Way) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words for what is compared and for what it is compared with, less those that both have."""
    than = _THAN.search(folded)
    if than is None:
        return content_words(folded, all_words=True) - way.about, frozenset()
    # What is compared stands before the word of direction, or in front of the sentence: "Compared with …, …".
    left, right = folded[: than.start()], folded[than.end() :]
    if than.start() < 3:
        right, _, left = right.partition(",")
    one, other = content_words(left, all_words=True), content_words(right, all_words=True)
    return one - other - way.about, other - one - way.about


def _straight(first: tuple[frozenset[str], frozenset[str]], second: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Say whether both compare the same with the same, in this order."""
    along = len(first[0] & second[0]) + len(first[1] & second[1])
    across = len(first[0] & second[1]) + len(first[1] & second[0])
    return along > 0 and across == 0


def _changed(folded: str, other: str) -> bool:
    """Say whether two sentences are the same but for a word that stands for the opposite: "before" and "after"."""
    mine, theirs = set(_all_words(folded)), set(_all_words(other))
    denials = [len(_pattern("denials").findall(one)) for one in (folded, other)]
    if denials[0] != denials[1]:
        return False
    for one, two in _antonyms():
        if not (one in mine and one not in theirs and two in theirs and two not in mine):
            continue
        left = content_words(folded) - {stem(one)}
        if len(left & content_words(other)) >= _FEWEST and _same_place(folded, one, other, two):
            return True
    return False


def _all_words(folded: str) -> list[str]:
    return [word[0] for word in _WORD.finditer(folded)]


def _same_place(folded: str, one: str, other: str, two: str) -> bool:
    """Say whether two words stand beside the same word of their sentences."""
    return bool(_beside(folded, one) & _beside(other, two))


def _beside(folded: str, word: str) -> set[str]:
    words = [one for one in _all_words(folded) if one == word or stem(one) in content_words(one, all_words=True)]
    at = words.index(word)
    return {stem(one) for one in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])}


def _ways(folded: str) -> tuple[_Way, ...]:
    found: list[_Way] = []
    words = [(word[0], word.start(), word.end()) for word in _WORD.finditer(folded)]
    for number, (word, start, end) in enumerate(words):
        known = _directions().get(word)
        if known is None:
            continue
        behind = _about(folded, words[number + 1 : number + 1 + 2 * _REACH], end)
        before: frozenset[str] = frozenset()
        if not behind or (word not in _before_noun() and not behind):
            before = _about_before(folded, words[max(0, number - 2 * _REACH) : number], start)
        about = behind or before
        if about:
            found.append(_Way(known[0], known[1], start, end, about))
    return tuple(found)


def _about(folded: str, behind: list[tuple[str, int, int]], position: int) -> frozenset[str]:
    """Return the stems of the few words behind a word of direction, up to what turns away from it."""
    found: list[str] = []
    for word, start, end in behind:
        if re.search(r"[.,;:()]", folded[position:start]) or (word in _TURNS_AWAY and (found or word != "to")):
            break
        position = end
        if stem(word) in content_words(word, all_words=True) and word not in _directions():
            found.append(stem(word))
        if len(found) == _REACH:
            break
    return frozenset(found)


def _about_before(folded: str, before: list[tuple[str, int, int]], position: int) -> frozenset[str]:
    found: list[str] = []
    for word, start, end in reversed(before):
        if re.search(r"[,;:()]", folded[end:position]):
            break
        position = start
        if stem(word) in content_words(word, all_words=True) and word not in _directions():
            found.append(stem(word))
        if len(found) == _REACH:
            break
    return frozenset(found)


@cache
def _data() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled(str(_data()[key]))


@cache
def _antonyms() -> tuple[tuple[str, str], ...]:
    pairs = cast("list[list[str]]", _data()["antonyms"])
    return tuple((one, two) for pair in pairs for one, two in (pair, pair[::-1]))


@cache
def _acts() -> Mapping[str, frozenset[int]]:
    """Return, by stem, the acts and the effects that a verb can stand for."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(cast("list[list[str]]", _data()["same_acts"])):
        for word in line:
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _before_noun() -> frozenset[str]:
    return frozenset(cast("list[str]", _data()["before_noun"]))


@cache
def _directions() -> Mapping[str, tuple[Axis, bool]]:
    found: dict[str, tuple[Axis, bool]] = {}
    for key, axis, up in (
        ("more", "amount", True),
        ("less", "amount", False),
        ("good", "worth", True),
        ("bad", "worth", False),
    ):
        found.update(dict.fromkeys(cast("list[str]", _data()[key]), (cast("Axis", axis), up)))
    return found
