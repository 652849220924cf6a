"""Which sentence of an article each sentence of a piece comes from, and how sure that is.

Sentences are held against each other by their words: stems, the plain words that stand for technical ones, words that
mean the same, numbers, names of drugs and conditions. An index of the article's words finds the few sentences that a
sentence can come from, so that the cost grows with the sentences of both texts and not with their product. Likeness
says what two sentences are about; whether they say the same of it is for others to judge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.lexicon import condition_terms, lexicon, treatment_terms, words
from caveat.analysis.plain_words import find_plain_words
from caveat.analysis.strength import PLAIN, strength_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.analysis import Analysis, Sentence
    from caveat.analysis.strength import Strength
    from caveat.library.figures import Figures
    from caveat.terms import Data, Vocabulary

__all__ = ["ALIGNED", "SURE", "Alignment", "Match", "Side", "Verdict", "align", "alike", "content_words", "stem"]

Verdict = Literal["same", "stronger", "weaker", "unaligned"]

ALIGNED: Final = 0.33
"""From this confidence on, two sentences are taken to be about the same."""
_ALIGNED_IN_SHORT: Final = 0.2
_SHORT: Final = 3
SURE: Final = 0.45
"""From this confidence on, a difference between two sentences can be a finding."""
# Postings looked at for a sentence, and sentences compared in full: both bound the cost of a sentence.
_POSTINGS: Final = 400
_COMPARED: Final = 12
# How much of the words must be shared for a match to be worth all of its likeness.
_MASS: Final = 2.4
_NEAR: Final = 0.75
_BEGINNING: Final = 7
# A question is seldom where a statement comes from.
_OTHER_MOOD: Final = 0.7
# Nor is a heading; a post's first line is one as a rule, and comes from a sentence.
_HEADING: Final = 0.8
# Two sentences that share nearly all of their words are about the same, however short they are.
_WHOLE: Final = 0.85

_WORD: Final = compiled(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_ANIMALS: Final = compiled(
    r"\b(?:mice|mouse|rats?|rodents?|animals?|monkeys?|macaques?|zebrafish|rabbits?|pigs?|dogs|in vitro|cell lines?"
    r"|cell cultures?|cultured|laboratory|preclinical|petri|test tube|organoids?|fruit flies|worms"
    r"|cells? (?:grown|in a dish))\b"
)
_HUMANS: Final = compiled(r"\b(?:people|patients|humans?|adults|women|men|children|volunteers|participants)\b")
_POINTS_BACK: Final = compiled(
    r"\W*(?:it|they|this|these|those|such|he|she|both|the (?:drug|tablet|treatment|pill|medicine|effect|risk)s?)\b"
)
_ENDINGS: Final = (
    *("ization", "isation", "ations", "ation", "ments", "ment", "ingly", "edly", "tions", "tion", "sions", "sion"),
    *("ities", "ity", "iness", "ness", "ings", "ing", "ied", "ies", "ely", "ly", "ers", "er", "ed", "es", "al", "ic"),
    *("ive", "s", "e", "y"),
)


@cache
def stem(word: str) -> str:
    """Return what the forms of a lower-case word have in common: "reduced" and "reduction" give "reduc"."""
    if len(word) <= 4 or word[0].isdigit():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    short = word.removesuffix("'s")
    for ending in _ENDINGS:
        if short.endswith(ending) and len(short) - len(ending) >= 4:
            short = short[: -len(ending)]
            break
    if len(short) > 4 and short[-1] == short[-2]:
        short = short[:-1]
    return short.removesuffix("i")[:8] if len(short) > 4 else short


@cache
def _stems(key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words("likeness", key))


def weak_stems() -> frozenset[str]:
    """Return the stems of the words that stand in half of all sentences on health."""
    return _stems("weak")


@cache
def _stop() -> frozenset[str]:
    return frozenset(words("likeness", "stop"))


@cache
def _ideas() -> Mapping[str, tuple[str, ...]]:
    """Return, by stem, the names of the ideas that it stands for."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(cast("list[list[Data]]", lexicon("likeness")["same"])):
        for word in line:
            found[stem(str(word))] = (*found.get(stem(str(word)), ()), f"={number}")
    return found


@cache
def _weak_ideas() -> frozenset[str]:
    return frozenset(idea for word in _stems("weak") for idea in _ideas().get(word, ()))


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """What a sentence is about: its words by stem, each with its weight, and what may stand for them.

    The same words are one object, whichever text they stand in, so that what is worked out for one serves the others.
    """

    own: Mapping[str, float]
    also: Mapping[str, frozenset[str]]
    meant: frozenset[str]
    """All that its words may stand for."""


def _words(own: Mapping[str, float], also: Mapping[str, frozenset[str]]) -> _Words:
    return _Words(own, also, frozenset().union(*also.values()))


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of a piece and the sentence of its article that it comes from.

    `rivals` are other sentences of the article that are nearly as like it; what one of them says, the article says.
    """

    piece: Sentence
    article: Sentence | None
    confidence: float
    piece_strength: Strength | None
    article_strength: Strength | None
    rivals: tuple[Sentence, ...]
    verdict: Verdict

    @property
    def sure(self) -> bool:
        """Whether a difference between the two can be a finding."""
        return self.article is not None and self.confidence >= SURE


class Side:
    """The sentences of one text, ready to be held against another's."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the analysis of an article or of a piece."""
        self._analysis = analysis

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of drugs and conditions that the text is read with."""
        return self._analysis.vocabulary

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences that say something: reference lists and lines without words are left out."""
        roles = self._analysis.roles
        return tuple(
            sentence
            for sentence in self._analysis.sentences
            if roles.get(sentence.block.index) != "references" and len(_WORD.findall(sentence.folded)) > 2
        )

    @cached_property
    def figures(self) -> Mapping[int, Figures]:
        """The numbers of each sentence, by its index."""
        from caveat.library.figures import figures_of

        return {sentence.index: figures_of(sentence.folded) for sentence in self.sentences}

    @cached_property
    def strengths(self) -> tuple[Strength | None, ...]:
        """How firmly each sentence says what it says."""
        return tuple(strength_of(sentence.folded) for sentence in self.sentences)

    @cached_property
    def advises(self) -> bool:
        """Whether any sentence tells people what to do."""
        return any(strength is not None and strength.advises for strength in self.strengths)

    @cached_property
    def tells_of_trial(self) -> bool:
        """Whether the text reports an experiment, in which a comparison of groups is the effect."""
        return self._analysis.studies.design == "experimental"

    @cached_property
    def speaks_of_animals(self) -> bool:
        """Whether any sentence speaks of animals, cells or a laboratory."""
        return any(_ANIMALS.search(sentence.folded) for sentence in self._analysis.sentences)

    def of_animals(self, number: int) -> bool:
        """Say whether a sentence speaks of animals, cells or a laboratory, and not of people."""
        folded = self.sentences[number].folded
        return _ANIMALS.search(folded) is not None and _HUMANS.search(folded) is None

    @cached_property
    def words(self) -> tuple[_Words, ...]:
        """What each sentence is about; one that points back takes words of the sentence before it along."""
        found: list[_Words] = []
        for sentence in self.sentences:
            mine = _words_of(sentence.folded, self._analysis.vocabulary)
            if found and _POINTS_BACK.match(sentence.folded):
                carried = {word: weight * 0.35 for word, weight in found[-1].own.items() if word not in mine.own}
                mine = _words({**mine.own, **carried}, {**found[-1].also, **mine.also})
            found.append(mine)
        return tuple(found)

    @cached_property
    def index(self) -> Mapping[str, tuple[int, ...]]:
        """By stem and by idea, the sentences that hold it."""
        found: dict[str, list[int]] = {}
        for number, mine in enumerate(self.words):
            for word in {*mine.own, *mine.meant}:
                found.setdefault(word, []).append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}

    def knows(self, phrase: str) -> bool:
        """Say whether the text has a word of a phrase, one that begins alike, or another word for one of them."""
        senses = _senses(phrase)
        return any(sense in self.index for sense in senses) or any(
            sense[:_BEGINNING] in self.beginnings for sense in senses if len(sense) >= _BEGINNING
        )

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How the longer stems of the text begin: "chlamydia" and "chlamydial" do alike."""
        return frozenset(word[:_BEGINNING] for word in self.index if len(word) >= _BEGINNING)

    def rarity(self, word: str) -> float:
        """Return how much a word tells sentences of this text apart: 0.6 for one in all of them to 1."""
        known = self._rarities.get(word)
        if known is None:
            share = math.log(1 + len(self.index.get(word, ()))) / math.log(2 + len(self.sentences))
            known = self._rarities[word] = 0.6 + 0.4 * (1 - share)
        return known

    @cached_property
    def _rarities(self) -> dict[str, float]:
        return {}

    def weighed(self, words: _Words) -> Mapping[str, float]:
        """Return the words of a sentence of either text with what each is worth in this one."""
        return {word: weight * self.rarity(word) for word, weight in words.own.items()}

    @cached_property
    def weights(self) -> tuple[Mapping[str, float], ...]:
        """What each sentence's words are worth."""
        return tuple(self.weighed(words) for words in self.words)

    @cached_property
    def masses(self) -> tuple[float, ...]:
        """What each sentence's words are worth in all."""
        return tuple(sum(weights.values()) for weights in self.weights)

    def ranked(self, mine: _Words, *, asks: bool, heading: bool) -> tuple[tuple[int, float], ...]:
        """Return the sentences of this text by number, with how like each is to one of another text, the likest first.

        The pieces of an article repeat each other's sentences, so what was found is kept.
        """
        known = self._rankings.get((mine, asks, heading))
        if known is None:
            weights = self.weighed(mine)
            mass = sum(weights.values())
            likes = [
                (
                    _likeness(self, mine, weights, mass, other)
                    * (1.0 if _asks(self.sentences[other]) == asks else _OTHER_MOOD)
                    * (1.0 if self.sentences[other].block.kind != "heading" or heading else _HEADING),
                    -other,
                )
                for other in _candidates(self, mine)
            ]
            known = tuple((-other, like) for like, other in sorted(likes, reverse=True))
            self._rankings[mine, asks, heading] = known
        return known

    @cached_property
    def _rankings(self) -> dict[tuple[_Words, bool, bool], tuple[tuple[int, float], ...]]:
        return {}


@lru_cache(4096)
def _words_of(folded: str, vocabulary: Vocabulary) -> _Words:
    own: dict[str, float] = {}
    also: dict[str, frozenset[str]] = {}
    for match in _WORD.finditer(folded):
        word = match[0]
        if word in _stop() or (len(word) < 2 and not word.isdigit()):
            continue
        root = stem(word)
        own[root] = 0.7 if word[0].isdigit() else 0.35 if root in _stems("weak") else 1.0
        if ideas := _ideas().get(root):
            also[root] = frozenset(ideas)
    for terms in (treatment_terms(vocabulary), condition_terms(vocabulary)):
        for found in terms.find(folded):
            for root in _roots(folded[found.start : found.end]):
                if root in own and root not in _stems("weak"):
                    own[root] = 1.3
    for plain in find_plain_words(folded):
        meant = frozenset(root for one in plain.found.plain for root in _roots(one))
        for root in _roots(folded[plain.start : plain.end]):
            if root in own and meant:
                also[root] = also.get(root, frozenset()) | meant
    return _words(own, also)


@lru_cache(4096)
def content_words(folded: str, *, all_words: bool = False) -> frozenset[str]:
    """Return the stems of the words that say what a folded text is about; `all_words` keeps those that say little."""
    return frozenset(root for root in _roots(folded) if all_words or root not in _stems("weak"))


def alike(one: str, other: str) -> bool:
    """Say whether two short phrases can stand for one another: they share a word, or words that mean the same."""
    mine, theirs = _senses(one), _senses(other)
    return not mine.isdisjoint(theirs)


@lru_cache(8192)
def _senses(phrase: str) -> frozenset[str]:
    roots = [root for root in _roots(phrase) if root not in _stems("weak")]
    return frozenset((*roots, *(idea for root in roots for idea in _ideas().get(root, ())), *_meant(phrase)))


@lru_cache(8192)
def _meant(phrase: str) -> frozenset[str]:
    """Return the words of the plain forms of a technical phrase."""
    return frozenset(root for found in find_plain_words(phrase) for one in found.found.plain for root in _roots(one))


def _roots(phrase: str) -> tuple[str, ...]:
    return tuple(stem(match[0]) for match in _WORD.finditer(phrase) if match[0] not in _stop())


@dataclass(frozen=True, slots=True)
class Alignment:
    """A piece held against its article: a match for each sentence of the piece, in its order."""

    article: Side
    piece: Side
    matches: tuple[Match, ...]

    def by_sentence(self) -> Mapping[int, Match]:
        """Return the matches by the index of the piece's sentence."""
        return {match.piece.index: match for match in self.matches}


def align(article: Side, piece: Side) -> Alignment:
    """Hold each sentence of a piece against the sentences of its article."""
    return Alignment(article, piece, tuple(_match(article, piece, number) for number in range(len(piece.sentences))))


def _match(article: Side, piece: Side, number: int) -> Match:
    sentence, mine, strength = piece.sentences[number], piece.words[number], piece.strengths[number]
    ranked = article.ranked(mine, asks=_asks(sentence), heading=sentence.block.kind == "heading")
    best = ranked[0][1] if ranked else 0.0
    # In an article of a sentence or two there is little that a piece could be about instead.
    enough = ALIGNED if len(article.sentences) > _SHORT else _ALIGNED_IN_SHORT
    if best < enough:
        return Match(sentence, None, round(best, 3), strength, None, (), "unaligned")
    near = [(other, like) for other, like in ranked if like >= max(enough, best * _NEAR)]
    chosen, like = _partner(article, near, strength)
    rivals = tuple(article.sentences[other] for other, _ in near if other != chosen)
    theirs = article.strengths[chosen]
    verdict = _verdict(strength, theirs, advised=article.advises)
    if verdict == "same" and strength is not None and article.of_animals(chosen) and not piece.speaks_of_animals:
        # What was seen in mice is told of people.
        verdict = "stronger"
    if verdict == "stronger" and strength is not None and theirs is not None and _is_result(strength, theirs, article):
        verdict = "same"
    return Match(sentence, article.sentences[chosen], round(like, 3), strength, theirs, rivals, verdict)


def _is_result(piece: Strength, article: Strength, side: Side) -> bool:
    """Say whether a piece tells as an effect what a trial found in comparing its groups: that is its result."""
    return article.tie.compares and piece.level == PLAIN and side.tells_of_trial


def _asks(sentence: Sentence) -> bool:
    return sentence.folded.rstrip().endswith("?")


def _candidates(article: Side, mine: _Words) -> list[int]:
    """Return the few sentences of the article that share the most words, the rarest first."""
    keys = dict(mine.own)
    for word, ideas in mine.also.items():
        for idea in ideas:
            keys[idea] = max(keys.get(idea, 0), 0.7 * mine.own.get(word, 0))
    index = article.index
    scores: dict[int, float] = {}
    looked = 0
    for key in sorted(keys, key=lambda one: (len(index.get(one, ())), one)):
        numbers = index.get(key, ())
        if looked and looked + len(numbers) > _POSTINGS:
            break
        looked += len(numbers)
        worth = keys[key] * article.rarity(key)
        for number in numbers[:_POSTINGS]:
            scores[number] = scores.get(number, 0.0) + worth
    return [number for number, _ in sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:_COMPARED]]


def _likeness(article: Side, mine: _Words, weights: Mapping[str, float], mass: float, other: int) -> float:
    """Return how like two sentences are, 0 to 1: the shared part of the one that has less to say, above all."""
    theirs, all_theirs = article.words[other], article.masses[other]
    if not mass or not all_theirs:
        return 0.0
    shared_mine, shared_theirs = _shared(weights, mine, theirs), _shared(article.weights[other], theirs, mine)
    parts = sorted((shared_mine / mass, shared_theirs / all_theirs))
    likeness = 0.4 * parts[0] + 0.6 * parts[1]
    return likeness * (1.0 if parts[0] >= _WHOLE else min(1.0, min(shared_mine, shared_theirs) / _MASS) ** 0.5)


def _shared(weights: Mapping[str, float], mine: _Words, theirs: _Words) -> float:
    """Return what the words of a sentence are worth that the other holds: themselves, or others that mean the same."""
    own, meant, also = theirs.own.keys(), theirs.meant, mine.also
    shared = 0.0
    for word, weight in weights.items():
        if word in own:
            shared += weight
        elif word in meant or (
            (ideas := also.get(word)) is not None and not (meant.isdisjoint(ideas) and own.isdisjoint(ideas))
        ):
            shared += weight * 0.8
    return shared


def _partner(article: Side, near: Sequence[tuple[int, float]], strength: Strength | None) -> tuple[int, float]:
    """Choose between sentences that are about as like: one that claims no less than the piece does, else the likest.

    What an article says firmly in one place, a piece may say as firmly, whatever stands in another place.
    """
    if strength is None:
        return near[0]
    levels = [
        (
            theirs.level
            if (theirs := article.strengths[one]) is not None and not theirs.tie.opposes(strength.tie)
            else None
        )
        for one, _ in near
    ]
    for (one, like), level in zip(near, levels, strict=True):
        if level == strength.level:
            return one, like
    firmer = [
        (level, pair) for level, pair in zip(levels, near, strict=True) if level is not None and level > strength.level
    ]
    if firmer:
        return min(firmer, key=lambda one: one[0])[1]
    stated = [(-level, pair) for level, pair in zip(levels, near, strict=True) if level is not None]
    return min(stated, key=lambda one: one[0])[1] if stated else near[0]


def _verdict(piece: Strength | None, article: Strength | None, *, advised: bool) -> Verdict:
    if piece is not None and piece.advises and piece.tie.level == piece.level and not advised and article is not None:
        return "stronger" if article.level < piece.level else "same"
    if piece is None or article is None or piece.level == article.level or piece.tie.opposes(article.tie):
        return "same"
    if piece.advises or article.advises:
        return "same"
    return "stronger" if piece.level > article.level else "weaker"
