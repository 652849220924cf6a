"""The grades of a text once the special terms that it explains count as known.

Health text cannot do without "ketamine" in a text about ketamine, and a reader who was told what it is does not stumble
over it again. So a second pair of grades is given beside the first, never instead of it.
A term qualifies when it is a name of a treatment or condition, a listed medical term or a short form, and is explained
in the paragraph of its first use or before, or linked there. Its long words then are no long words, and have 1.5
syllables; sentences stay as long as they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.counts import find_long_words
from caveat.analysis.explanations import explained, linked
from caveat.analysis.formulas import totals
from caveat.analysis.hot_spots import Grades, grades_of
from caveat.analysis.lexicon import named_like_condition, named_like_treatment, words
from caveat.analysis.plain_words import plain_forms
from caveat.analysis.short_forms import find_short_forms
from caveat.document import fold
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caveat.analysis.counts import SentenceCounts
    from caveat.analysis.graded import GradedSentence
    from caveat.analysis.sentence import Sentence
    from caveat.terms import Vocabulary

__all__ = ["Adjusted", "SpecialTerm", "adjusted"]

_ROMAN: Final = compiled(r"[IVXLC]+")
_SYLLABLES: Final = 1.5
_MOST: Final = 2.0


@dataclass(frozen=True, slots=True)
class SpecialTerm:
    """A special term with a long word: how often it is used, and what counting it as known takes off the grades.

    `sentence`, `start` and `end` are its first place.
    """

    term: str
    places: int
    worth: Grades
    sentence: Sentence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The grades with explained terms counted as known; the terms, the most worthwhile first.

    `crowded` says that the terms make more than two grades of difference: then there are too many of them.
    """

    grades: Grades
    explained: tuple[SpecialTerm, ...]
    unexplained: tuple[SpecialTerm, ...]
    crowded: bool


@dataclass(slots=True)
class _Term:
    """A term so far: its places, and the syllables and long words that they add."""

    places: list[tuple[Sentence, int, int]]
    spellings: Counter[str]
    syllables: float = 0.0
    long_words: int = 0
    known: bool = False


def adjusted(
    graded: Sequence[GradedSentence], counts: Sequence[SentenceCounts], vocabulary: Vocabulary
) -> Adjusted | None:
    """Return the adjusted grades of a text; None where no sentence has a word.

    `graded` is what the formulas count as its sentences, `counts` what was counted in each of those.
    """
    text = totals(counts)
    if not text.words:
        return None
    terms = _terms(graded, vocabulary)
    now = grades_of(text.sentences, text.words, text.syllables, text.long_words)

    def without(some: Iterable[_Term]) -> Grades:
        chosen = list(some)
        return grades_of(
            text.sentences,
            text.words,
            text.syllables - sum(one.syllables for one in chosen),
            text.long_words - sum(one.long_words for one in chosen),
        )

    def told(one: _Term) -> SpecialTerm:
        after = without([one])
        worth = Grades(now.smog - after.smog, now.flesch_kincaid - after.flesch_kincaid)
        return SpecialTerm(one.spellings.most_common(1)[0][0], len(one.places), worth, *one.places[0])

    known = [one for one in terms.values() if one.known]
    after = without(known)
    return Adjusted(
        grades=after,
        explained=tuple(sorted(map(told, known), key=_rank)),
        unexplained=tuple(sorted((told(one) for one in terms.values() if not one.known), key=_rank)),
        crowded=max(now.smog - after.smog, now.flesch_kincaid - after.flesch_kincaid) > _MOST,
    )


def _rank(term: SpecialTerm) -> tuple[float, int, int]:
    return -term.worth.mean, term.sentence.index, term.start


def _terms(graded: Sequence[GradedSentence], vocabulary: Vocabulary) -> Mapping[str, _Term]:
    """Return the special terms of a text, with those that it explains marked as known."""
    times = Counter(part.index for parts in graded for part in parts)
    sentences = {part.index: part for parts in graded for part in parts}
    names = _names(vocabulary)
    terms: dict[str, _Term] = {}
    for index in sorted(sentences):
        sentence = sentences[index]
        text = sentence.text
        found = find_long_words(text)
        if not found:
            continue
        forms = {form.start: form.base for form in find_short_forms(text) if not _ROMAN.fullmatch(form.base)}
        for word, start, end, syllables in found:
            key = forms.get(start) or _name(word, names)
            if key is None:
                continue
            term = terms.setdefault(key, _Term([], Counter()))
            first = term.places[0][0].block if term.places else sentence.block
            term.places.append((sentence, start, end))
            term.spellings[word if start or not word.istitle() else word.lower()] += 1
            term.syllables += (syllables - _SYLLABLES) * times[index]
            term.long_words += times[index]
            if not term.known and sentence.block is first:
                term.known = explained(text, start, end) or linked(
                    sentence.block, sentence.start + start, sentence.start + end
                )
    return terms


def _name(word: str, names: frozenset[str]) -> str | None:
    """Return a special term's key, which its forms share, or None for any other word."""
    folded = fold(word).removesuffix("'s")
    singular = folded[:-1] if folded.endswith("s") and not folded.endswith(("ss", "us", "is")) else folded
    if singular in names or folded in names or named_like_treatment(singular) or named_like_condition(singular):
        return singular
    return None


@cache
def _names(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that name a treatment or a condition, and the listed medical terms."""
    return frozenset(
        {
            *(form for form, found in plain_forms().items() if found.word.medical),
            *words("treatments", "named"),
            *words("drugs", "names"),
            *words("drugs", "herbs"),
            *words("conditions", "conditions"),
            *words("conditions", "symptoms"),
            *vocabulary.treatments,
            *vocabulary.conditions,
        }
    )
