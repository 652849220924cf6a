"""What makes a text hard to read, in grades: sentences by what rewriting them would gain, words, sections, paragraphs.

Rewriting is a fixed yardstick, not a promise: a sentence becomes sentences of at most 15 words, with 1.45 syllables a
word and 8 long words in a hundred, as everyday text has. Nothing that is better than that gets worse.
Everything follows from counts made once, so each what-if is a handful of additions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil, fsum, sqrt
from typing import TYPE_CHECKING, Final, Literal

from caveat.analysis.counts import find_long_words, split_words
from caveat.analysis.formulas import Totals, totals
from caveat.analysis.plain_words import PlainForm, find_plain_words, plain_form
from caveat.analysis.readability import FEWEST_SENTENCES, FEWEST_WORDS
from caveat.analysis.syllables import count_syllables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.analysis.counts import SentenceCounts
    from caveat.analysis.graded import GradedSentence
    from caveat.analysis.sentence import Sentence
    from caveat.document import Block, Document, Section

__all__ = [
    "Grades",
    "HotSentence",
    "HotSpots",
    "Level",
    "Levers",
    "ParagraphDifficulty",
    "SectionGrade",
    "WordCost",
    "gain_of",
    "grades_of",
    "hot_spots",
    "level_of",
]

EASY_WORDS: Final = 15
EASY_SYLLABLES: Final = 1.45
EASY_LONG_WORDS: Final = 0.08
# What an everyday text reaches without effort, for the two levers of a Flesch-Kincaid grade.
_REACHED_SYLLABLES: Final = 1.55

Level = Literal["easy", "fair", "hard", "very hard"]
# On 120 official pages for patients a quarter of the paragraphs is easy by these, and one in eight is very hard.
LEVELS: Final[tuple[tuple[float, Level], ...]] = ((3.3, "easy"), (3.8, "fair"), (4.3, "hard"))


@dataclass(frozen=True, slots=True)
class Grades:
    """A text's two grades, or how much of each something is worth."""

    smog: float
    flesch_kincaid: float

    @property
    def mean(self) -> float:
        """Their mean: what things are ranked by."""
        return (self.smog + self.flesch_kincaid) / 2


@dataclass(frozen=True, slots=True)
class HotSentence:
    """A sentence worth rewriting. `gain` is what rewriting it alone takes off the grades of the text.

    `after` are the grades of the text once this sentence and all those ranked before it are rewritten.
    """

    parts: GradedSentence
    counts: SentenceCounts
    gain: Grades
    after: Grades

    @property
    def sentence(self) -> Sentence:
        """The sentence itself; what stands before it in `parts` is its list's lead-in."""
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class WordCost:
    """A long word or phrase, and what all its uses add to the grades of the text against everyday words.

    `listed` is what is known of it, with its alternatives; None where the list of plain words has nothing.
    `sentence`, `start` and `end` are its first place; `places` counts them all.
    """

    word: str
    places: int
    cost: Grades
    listed: PlainForm | None
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SectionGrade:
    """The text under one heading; without grades where there are under five sentences or a hundred words."""

    section: Section
    totals: Totals
    grades: Grades | None
    difficulty: float | None


@dataclass(frozen=True, slots=True)
class ParagraphDifficulty:
    """How hard a paragraph or list item is: the mean of its sentences."""

    block: Block
    words: int
    difficulty: float
    level: Level


@dataclass(frozen=True, slots=True)
class Levers:
    """The two things that make a Flesch-Kincaid grade, and what better ones would take off it."""

    sentence_length: float
    shorter_sentences: float
    """Grades less, were the sentences 15 words long on average."""
    syllables_per_word: float
    shorter_words: float
    """Grades less, had the words 1.55 syllables on average."""


@dataclass(frozen=True, slots=True)
class HotSpots:
    """Where a text is hard, most worthwhile first; sections and paragraphs in the order of the text.

    A text that is too short for a grade has no `grades`, `levers`, `sentences` and `words`.
    """

    grades: Grades | None
    levers: Levers | None
    sentences: tuple[HotSentence, ...]
    words: tuple[WordCost, ...]
    sections: tuple[SectionGrade, ...]
    paragraphs: tuple[ParagraphDifficulty, ...]


def grades_of(sentences: float, words: float, syllables: float, long_words: float) -> Grades:
    """Return the grades of a text from its counts."""
    return Grades(*_pair(sentences, words, syllables, long_words))


def _pair(sentences: float, words: float, syllables: float, long_words: float) -> tuple[float, float]:
    """Return both grades bare: making a thousand of `Grades` takes longer than the arithmetic."""
    return (
        1.043 * sqrt(30 * long_words / sentences) + 3.1291,
        0.39 * words / sentences + 11.8 * syllables / words - 15.59,
    )


def gain_of(text: Totals, one: SentenceCounts) -> Grades:
    """Return how much easier a text gets when one of its sentences is rewritten."""
    smog, flesch_kincaid = _pair(text.sentences, text.words, text.syllables, text.long_words)
    more, syllables, long_words = _saved(one)
    after = _pair(text.sentences + more, text.words, text.syllables - syllables, text.long_words - long_words)
    return Grades(smog - after[0], flesch_kincaid - after[1])


def _saved(one: SentenceCounts) -> tuple[int, float, float]:
    """Return the sentences that rewriting a sentence adds, and the syllables and long words that it saves."""
    words = one.scored
    return (
        max(1, ceil(words / EASY_WORDS)) - 1,
        max(0.0, one.syllables - EASY_SYLLABLES * words),
        max(0.0, one.long_words - EASY_LONG_WORDS * words),
    )


def level_of(difficulty: float) -> Level:
    """Return in words how hard a sentence or paragraph of some difficulty is."""
    return next((level for limit, level in LEVELS if difficulty < limit), "very hard")


def hot_spots(
    document: Document,
    graded: Sequence[GradedSentence],
    counts: Sequence[SentenceCounts],
    difficulty: Mapping[int, float],
) -> HotSpots:
    """Return where a text is hard.

    `graded` is what the formulas count as its sentences, `counts` what was counted in each of those, and `difficulty`
    how hard the document's sentences are, by their index.
    """
    pairs = [(parts, one) for parts, one in zip(graded, counts, strict=True) if one.scored]
    text = totals(one for _, one in pairs)
    sections = tuple(_sections(document, pairs, difficulty))
    paragraphs = tuple(_paragraphs(pairs, difficulty))
    if text.sentences < FEWEST_SENTENCES or text.words + text.figures < FEWEST_WORDS:
        return HotSpots(None, None, (), (), sections, paragraphs)
    now = grades_of(text.sentences, text.words, text.syllables, text.long_words)
    return HotSpots(
        now, _levers(text), tuple(_ranked(pairs, text, now)), tuple(_costs(graded, text, now)), sections, paragraphs
    )


def _levers(text: Totals) -> Levers:
    return Levers(
        sentence_length=text.sentence_length,
        shorter_sentences=max(0.0, 0.39 * (text.sentence_length - EASY_WORDS)),
        syllables_per_word=text.syllables_per_word,
        shorter_words=max(0.0, 11.8 * (text.syllables_per_word - _REACHED_SYLLABLES)),
    )


# ---------------------------------------------------------------------- sentences


def _ranked(pairs: Iterable[tuple[GradedSentence, SentenceCounts]], text: Totals, now: Grades) -> Iterable[HotSentence]:
    """Yield the sentences whose rewriting gains something, with the grades as they fall one after the other."""
    gains = [(gain_of(text, one), parts, one) for parts, one in pairs]
    gains.sort(key=lambda row: (-row[0].mean, row[1][-1].index))
    sentences, syllables, long_words = float(text.sentences), float(text.syllables), float(text.long_words)
    after = now
    for gain, parts, one in gains:
        if gain.mean <= 0:
            return
        more, fewer_syllables, fewer_long_words = _saved(one)
        sentences += more
        syllables -= fewer_syllables
        long_words = long_words - fewer_long_words
        after = grades_of(sentences, text.words, syllables, long_words)
        yield HotSentence(parts, one, gain, after)


# ---------------------------------------------------------------------- words


@dataclass(slots=True)
class _Uses:
    """The uses of one word or phrase so far, with the syllables and long words that everyday words would save."""

    sentence: Sentence
    start: int
    end: int
    listed: PlainForm | None
    syllables: float
    long_words: int
    spellings: Counter[str]
    times: int = 0
    named: bool = True
    """Whether it never stands without a capital, nor at the beginning of a sentence, nor all in capitals."""


def _costs(graded: Iterable[GradedSentence], text: Totals, now: Grades) -> list[WordCost]:
    """Return the long words and phrases with their costs, the costliest first; names cannot be helped.

    A lead-in is read once with each item of its list, and so are its words.
    """
    times = Counter(part.index for parts in graded for part in parts)
    sentences = {part.index: part for parts in graded for part in parts}
    uses: dict[str, _Uses] = {}
    for index, sentence in sentences.items():
        _add(uses, sentence, times[index])
    costs: list[tuple[float, float, float, _Uses]] = []
    for one in uses.values():
        if one.listed is None and one.named:
            continue
        smog, flesch_kincaid = _pair(
            text.sentences,
            text.words,
            text.syllables - one.syllables * one.times,
            max(0, text.long_words - one.long_words * one.times),
        )
        smog, flesch_kincaid = now.smog - smog, now.flesch_kincaid - flesch_kincaid
        costs.append((-smog - flesch_kincaid, smog, flesch_kincaid, one))
    costs.sort(key=lambda row: (row[0], row[3].sentence.index, row[3].start))
    return [_cost(smog, flesch_kincaid, one) for _, smog, flesch_kincaid, one in costs]


def _cost(smog: float, flesch_kincaid: float, one: _Uses) -> WordCost:
    word = one.spellings.most_common(1)[0][0] if len(one.spellings) > 1 else next(iter(one.spellings))
    return WordCost(
        word=word,
        places=one.spellings.total(),
        cost=Grades(smog, flesch_kincaid),
        listed=one.listed and (plain_form(word) or one.listed),
        sentence=one.sentence,
        start=one.start,
        end=one.end,
    )


def _add(uses: dict[str, _Uses], sentence: Sentence, times: int) -> None:
    text = sentence.text
    found = find_long_words(text)
    if not found:
        return
    phrases = list(find_plain_words(sentence.folded))
    for _, start, end, syllables in found:
        match = next((one for one in phrases if one.start <= start < one.end), None)
        if match is None:
            _count(uses, sentence, (start, end), None, (syllables - EASY_SYLLABLES, 1), times)
        elif match.start == start or not any(match.start <= other < start for _, other, _, _ in found):
            # A phrase is counted once, at its first long word.
            words = split_words(text[match.start : match.end])[0]
            spoken = [count_syllables(one) for one in words]
            saved = sum(spoken) - EASY_SYLLABLES * len(spoken), sum(count > 2 for count in spoken)
            _count(uses, sentence, (match.start, max(end, match.end)), match.found, saved, times)


def _count(
    uses: dict[str, _Uses],
    sentence: Sentence,
    place: tuple[int, int],
    listed: PlainForm | None,
    saved: tuple[float, int],
    times: int,
) -> None:
    word = sentence.text[place[0] : place[1]]
    named = word.istitle()
    if not place[0] and named:
        word, named = word.lower(), False
    key = _key(word)
    one = uses.get(key)
    if one is None:
        one = uses[key] = _Uses(sentence, *place, listed, *saved, Counter())
    one.listed = one.listed or listed
    one.spellings[word] += 1
    one.times += times
    one.named &= named


@cache
def _key(word: str) -> str:
    """Return what the forms of a noun have in common."""
    lowered = word.lower().replace("’", "'").removesuffix("'s")
    return lowered[:-1] if lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")) else lowered


# ---------------------------------------------------------------------- sections and paragraphs


def _sections(
    document: Document, pairs: Iterable[tuple[GradedSentence, SentenceCounts]], difficulty: Mapping[int, float]
) -> Iterable[SectionGrade]:
    grouped: dict[int, list[tuple[GradedSentence, SentenceCounts]]] = {}
    sections = {id(section): section for section in document.sections}
    for parts, one in pairs:
        grouped.setdefault(id(document.section_of[parts[-1].block.index]), []).append((parts, one))
    for key, section in sections.items():
        own = grouped.get(key)
        if not own:
            continue
        text = totals(one for _, one in own)
        long_enough = text.sentences >= FEWEST_SENTENCES and text.words + text.figures >= FEWEST_WORDS
        yield SectionGrade(
            section,
            text,
            grades_of(text.sentences, text.words, text.syllables, text.long_words) if long_enough else None,
            _mean(difficulty[parts[-1].index] for parts, _ in own if parts[-1].index in difficulty),
        )


def _mean(difficulties: Iterable[float]) -> float | None:
    known = list(difficulties)
    return fsum(known) / len(known) if known else None


def _paragraphs(
    pairs: Iterable[tuple[GradedSentence, SentenceCounts]], difficulty: Mapping[int, float]
) -> Iterable[ParagraphDifficulty]:
    blocks: dict[int, Block] = {}
    words: Counter[int] = Counter()
    rated: dict[int, dict[int, float]] = {}
    for parts, _ in pairs:
        for part in parts:
            if part.index in difficulty:
                index = part.block.index
                blocks[index] = part.block
                rated.setdefault(index, {})[part.index] = difficulty[part.index]
    for parts, one in pairs:
        words[parts[-1].block.index] += one.words
    for index, block in sorted(blocks.items()):
        mean = fsum(rated[index].values()) / len(rated[index])
        yield ParagraphDifficulty(block, words[index], mean, level_of(mean))
