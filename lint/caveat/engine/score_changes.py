"""What changed between two versions of a text: its grades, sentences that got easier or harder, long words.

Sentences are aligned by their words: one may have become several, or several one. Whether a difference in grade is more
than chance is drawn from the aligned sentences: were the ones that changed spread otherwise, would it still be there?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import fsum, log
from random import Random
from typing import TYPE_CHECKING, Literal

from caveat.analysis.counts import find_long_words, split_words
from caveat.analysis.difficulty import difficulty_of_sums
from caveat.analysis.familiarity import zipf
from caveat.analysis.formulas import smog_of
from caveat.analysis.readability import Readability
from caveat.document import Place
from caveat.engine.finding import NOTES, GradeEstimate, Problem, ReadabilityPanel
from caveat.engine.score import DocumentScore, read_analyses, score_of, targets_in
from caveat.library.targets import TARGETS, Targets

if TYPE_CHECKING:
    from caveat.analysis import Analysis
    from caveat.analysis.counts import SentenceCounts
    from caveat.analysis.graded import GradedSentence
    from caveat.document import Document
    from caveat.engine.settings import Settings
    from caveat.library.targets import Readers

Verdict = Literal["easier", "harder", "no clear change"]
Kind = Literal["easier", "harder", "same", "added", "removed"]

_SEED = 1969
_DRAWS = 2_000
# Of the shorter sentence's words, each weighing more the rarer it is, the other has to have so many, and so many
# telling ones, for one sentence to be the other's new form.
_SHARED = 0.55
_TELLING = 2
_MOST_FREQUENT = 6.0
_TELLING_WEIGHT = 0.9
# One sentence in so many is enough to take a text for a version of another.
_VERSION = 4
# On the scale of 1 to 6, less than this is no difference that a reader would notice.
_NOTICED = 0.1


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A grade before and after, and the difference with its 95 % interval: negative is easier."""

    before: GradeEstimate
    after: GradeEstimate
    change: GradeEstimate
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DifficultyChange:
    """How hard the texts are, about 1 (easy) to 6 (hard), and the difference with its 95 % interval.

    `easier` names the text that is the less hard one, by however little; whether that is more than chance, and more
    than a reader would notice, `verdict` says.
    """

    before: float
    after: float
    change: GradeEstimate
    easier: Literal["before", "after"] | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SentenceSide:
    """A sentence of one of the versions."""

    start: Place
    quote: str
    words: int
    difficulty: float | None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """Sentences of the old version and what became of them; `change` is in difficulty, negative is easier."""

    kind: Kind
    before: tuple[SentenceSide, ...]
    after: tuple[SentenceSide, ...]
    change: float


@dataclass(frozen=True, slots=True)
class WordChange:
    """A word of three syllables or more that is used more or less often than before."""

    word: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ScoreChanges:
    """The difference in readability of two versions of a text, or of two texts.

    `difficulty` is None where a text has no words, `smog` and `flesch_kincaid` where a version is too short for a
    grade. `changes` are the sentences that are not word for word the same, those that changed most first; `unchanged`
    counts the others. `versions` says whether the texts have so many sentences in common that one is a version of the
    other.
    """

    version: int
    before: DocumentScore
    after: DocumentScore
    versions: bool
    difficulty: DifficultyChange | None
    smog: GradeChange | None
    flesch_kincaid: GradeChange | None
    unchanged: int
    changes: tuple[SentenceChange, ...]
    dropped: tuple[WordChange, ...]
    added: tuple[WordChange, ...]


def compare(
    before: str, after: str, settings: Settings, stdin: Callable[[], bytes], readers: Readers | None = None
) -> tuple[ScoreChanges | None, tuple[Problem, ...]]:
    """Return what changed from one file to another; None where one of them cannot be measured, and why."""
    documents: list[tuple[Document, Analysis]] = []
    problems: list[Problem] = []
    for path in (before, after):
        found, failed = read_analyses((path,), settings, stdin)
        problems += failed
        documents += found[:1]
        if len(found) > 1:
            problems.append(Problem(path, "usage", "more than one text: two versions of one are compared"))
    if len(documents) != 2 or len(problems) > len([one for one in problems if one.kind in NOTES]):
        return None, tuple(problems)
    first, second = documents
    return changes_between(first, second, targets_in(second[0], settings, readers)), tuple(problems)


def changes_between(
    before: tuple[Document, Analysis], after: tuple[Document, Analysis], targets: Targets = TARGETS["us"]
) -> ScoreChanges:
    """Return what changed between two versions of a text."""
    old, new = _sides(*before), _sides(*after)
    groups = list(_aligned(old, new))
    first, second = score_of(*before, targets), score_of(*after, targets)
    smog = flesch_kincaid = difficulty = None
    if first.difficulty is not None and second.difficulty is not None:
        difficulty = _difficulty_change(groups, first.difficulty, second.difficulty)
    both = before[1].readability, after[1].readability
    if first.readability and second.readability and all(isinstance(one, Readability) for one in both):
        smog, flesch_kincaid = _grade_changes(groups, first.readability, second.readability)
    changes = [_change(*group) for group in groups if not group[2]]
    changes.sort(key=lambda one: (-abs(one.change), (one.after or one.before)[0].start.offset))
    dropped, added = _word_changes(before[1], after[1])
    unchanged = sum(same for _, _, same in groups)
    return ScoreChanges(
        1,
        first,
        second,
        _are_versions(groups),
        difficulty,
        smog,
        flesch_kincaid,
        unchanged,
        tuple(changes),
        dropped,
        added,
    )


def _are_versions(groups: Sequence[_Group]) -> bool:
    """Say whether a quarter of the sentences of the shorter text stand in the other, as they are or reworded."""
    old, new = sum(len(left) for left, _, _ in groups), sum(len(right) for _, right, _ in groups)
    common = sum(len(left if old <= new else right) for left, right, _ in groups if left and right)
    return 0 < min(old, new) <= common * _VERSION


# ---------------------------------------------------------------------- alignment


@dataclass(frozen=True, slots=True)
class _Side:
    """A sentence as the formulas count it, with what it is compared by."""

    text: str
    weights: dict[str, float]
    """How telling each of its words is: the rarer, the more; function words weigh next to nothing."""
    counts: SentenceCounts
    rated: tuple[float, int] | None
    """How hard it is and its words, as they count in the document's difficulty."""
    shown: SentenceSide


_Group = tuple[list[_Side], list[_Side], bool]


def _sides(document: Document, analysis: Analysis) -> list[_Side]:
    source = document.source
    return [
        _side(parts, counts, source.place(parts[-1].locate().start), analysis)
        for parts, counts in zip(analysis.graded, analysis.graded_counts, strict=True)
        if counts.scored
    ]


def _side(parts: GradedSentence, counts: SentenceCounts, start: Place, analysis: Analysis) -> _Side:
    sentence = parts[-1]
    difficulty = analysis.difficulty.get(sentence.index)
    return _Side(
        sentence.folded,
        {word: max(0.1, _MOST_FREQUENT - zipf(word)) for word in split_words(sentence.folded)[0]},
        counts,
        analysis.rated.get(sentence.index),
        SentenceSide(start, sentence.text, counts.words, None if difficulty is None else round(difficulty, 2)),
    )


def _aligned(old: Sequence[_Side], new: Sequence[_Side]) -> Iterable[_Group]:
    """Yield sentences of both versions that belong together, and whether they are word for word the same."""
    matcher = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    left: list[_Side] = []
    right: list[_Side] = []
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            yield from (
                ([one], [other], True) for one, other in zip(old[from_old:to_old], new[from_new:to_new], strict=True)
            )
        else:
            left += old[from_old:to_old]
            right += new[from_new:to_new]
    yield from _paired(left, right)


def _paired(left: Sequence[_Side], right: Sequence[_Side]) -> Iterable[_Group]:
    """Yield what became of what, joining all that are each other's best match."""
    group_of: dict[int, tuple[list[int], list[int]]] = {number: ([number], []) for number in range(len(left))}
    lonely: list[int] = []
    for number, one in enumerate(right):
        shares = [(_share(other, one), -index) for index, other in enumerate(left)]
        best = max(shares, default=(0.0, 0))
        if best[0] >= _SHARED:
            group_of[-best[1]][1].append(number)
        else:
            lonely.append(number)
    # An old sentence that nothing came from may have been joined to another.
    for number, (_, became) in list(group_of.items()):
        if became:
            continue
        shares = [(_share(left[number], one), -index) for index, one in enumerate(right)]
        best = max(shares, default=(0.0, 0))
        joined = next((group for group in group_of.values() if -best[1] in group[1]), None)
        if best[0] >= _SHARED and joined is not None:
            joined[0].append(number)
            del group_of[number]
    for olds, news in group_of.values():
        yield [left[index] for index in sorted(olds)], [right[index] for index in news], False
    yield from (([], [right[number]], False) for number in lonely)


def _share(one: _Side, other: _Side) -> float:
    """Return which part of the shorter sentence's words, by weight, the other has too."""
    common = one.weights.keys() & other.weights.keys()
    if sum(one.weights[word] > _TELLING_WEIGHT for word in common) < _TELLING:
        return 0.0
    return sum(one.weights[word] for word in common) / min(sum(one.weights.values()), sum(other.weights.values()))


def _change(old: list[_Side], new: list[_Side], _: bool) -> SentenceChange:  # noqa: FBT001 - the rest of a group
    before, after = tuple(one.shown for one in old), tuple(one.shown for one in new)
    if not before or not after:
        return SentenceChange("removed" if before else "added", before, after, 0.0)
    change = round(_mean(after) - _mean(before), 2)
    kind: Kind = "same" if abs(change) < _NOTICED else "easier" if change < 0 else "harder"
    return SentenceChange(kind, before, after, change)


def _mean(sides: Sequence[SentenceSide]) -> float:
    known = [one.difficulty for one in sides if one.difficulty is not None]
    return fsum(known) / len(known) if known else 0.0


# ---------------------------------------------------------------------- difficulty and grades


def _difficulty_change(groups: Sequence[_Group], before: float, after: float) -> DifficultyChange:
    rows = [
        [
            value
            for side in (old, new)
            for value in (
                float(sum(one.rated is not None for one in side)),
                fsum(one.rated[0] for one in side if one.rated is not None),
                fsum(log(1 + one.rated[1]) for one in side if one.rated is not None),
            )
        ]
        for old, new, _ in groups
    ]
    drawn = [
        difficulty_of_sums(*sums[3:]) - difficulty_of_sums(*sums[:3]) for sums in _draws(rows) if sums[0] and sums[3]
    ]
    change = _estimated(after - before, drawn, digits=2)
    clear = abs(change.grade) >= _NOTICED
    return DifficultyChange(
        round(before, 2),
        round(after, 2),
        change,
        "after" if after < before else "before" if before < after else None,
        _verdict(change) if clear else "no clear change",
    )


def _grade_changes(
    groups: Sequence[_Group], before: ReadabilityPanel, after: ReadabilityPanel
) -> tuple[GradeChange, GradeChange]:
    rows = [
        [
            value
            for side in (old, new)
            for value in (
                len(side),
                sum(one.counts.scored for one in side),
                sum(one.counts.syllables for one in side),
                sum(one.counts.long_words for one in side),
            )
        ]
        for old, new, _ in groups
    ]
    smog, flesch_kincaid = _drawn(rows)
    return (
        _grade_change(before.smog, after.smog, smog),
        _grade_change(before.flesch_kincaid, after.flesch_kincaid, flesch_kincaid),
    )


def _grade_change(before: GradeEstimate, after: GradeEstimate, drawn: list[float]) -> GradeChange:
    change = _estimated(after.grade - before.grade, drawn, digits=1)
    return GradeChange(before, after, change, _verdict(change))


def _estimated(change: float, drawn: list[float], *, digits: int) -> GradeEstimate:
    """Return a difference with the interval that holds 95 % of those drawn."""
    value = round(change, digits)
    drawn.sort()
    cut = len(drawn) // 40
    low, high = (round(drawn[cut], digits), round(drawn[-1 - cut], digits)) if drawn else (value, value)
    return GradeEstimate(value + 0.0, min(low, value) + 0.0, max(high, value) + 0.0)  # no minus in front of nothing


def _verdict(change: GradeEstimate) -> Verdict:
    return "easier" if change.high < 0 else "harder" if change.low > 0 else "no clear change"


def _draws(rows: Sequence[Sequence[float]]) -> Sequence[Sequence[float]]:
    """Return the sums of so many rows as there are, drawn with replacement, many times."""
    import numpy as np

    number = len(rows)
    if not number:
        return ()
    picks = Random(_SEED).choices(range(number), k=_DRAWS * number)  # noqa: S311 - a bootstrap, not a secret
    table = np.array(rows)
    sums: list[list[float]] = table[np.array(picks).reshape(_DRAWS, number)].sum(axis=1).tolist()
    return sums


def _drawn(rows: Sequence[Sequence[int]]) -> tuple[list[float], list[float]]:
    """Return the differences in both grades over many pairs of texts, drawn from the aligned sentences."""
    smog: list[float] = []
    flesch_kincaid: list[float] = []
    for old_sentences, old_words, old_syllables, old_long, sentences, words, syllables, long_words in _draws(rows):
        if old_words and words:
            smog.append(smog_of(long_words, sentences) - smog_of(old_long, old_sentences))
            flesch_kincaid.append(
                0.39 * (words / sentences - old_words / old_sentences)
                + 11.8 * (syllables / words - old_syllables / old_words)
            )
    return smog, flesch_kincaid


# ---------------------------------------------------------------------- words


def _word_changes(before: Analysis, after: Analysis) -> tuple[tuple[WordChange, ...], tuple[WordChange, ...]]:
    """Return the long words that are used less often than before, and those that are used more often."""
    old, new = _long_words(before), _long_words(after)
    changes = [WordChange(word, old[word], new[word]) for word in sorted(old.keys() | new.keys())]
    changes.sort(key=lambda one: -abs(one.after - one.before))
    return (
        tuple(one for one in changes if one.after < one.before),
        tuple(one for one in changes if one.after > one.before),
    )


def _long_words(analysis: Analysis) -> Counter[str]:
    """Return the long words of the running text in lower case, short forms as they are, with their numbers."""
    return Counter(
        word if word.isupper() or word[:-1].isupper() else word.lower()
        for index in analysis.sentence_counts
        for word, _, _, _ in find_long_words(analysis.sentences[index].text)
    )
