"""How much each sentence of a document looks like a statement about health, from its words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import lexicon
from caveat.analysis.medical import health_words
from caveat.analysis.statements.features import VETOES, carriers, features, steps_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence
    from caveat.terms import TermMatch

# "Ginger tea relieves nausea": a name of health, what it does and to what, is a statement however short.
_PLAIN: Final = frozenset({"does-to", "strong-2"})
_NOT_PLAIN: Final = frozenset(
    {"heading", "we", "i-voice", "duty", "excluded", "aim", "procedure", "time", "price", "colon"}
)
_WORD: Final = compiled(r"[a-z']+")
_ASIDE: Final = frozenset({"references", "disclaimer", "about"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence, the names of what it holds, the words that may carry a statement, and the points these come to.

    Above 0 points it is taken for a statement; a claim that was found in it adds to them.
    """

    sentence: Sentence
    held: frozenset[str]
    carriers: tuple[TermMatch, ...]
    points: int

    @property
    def vetoed(self) -> bool:
        """Whether the sentence is a question, an instruction, about the text itself, or about what is unknown."""
        return not self.held.isdisjoint(VETOES)


@cache
def points_for(name: str) -> int:
    """Return the points that a feature counts for."""
    return cast("dict[str, int]", lexicon("statement_points")["points"]).get(name, 0)


@cache
def _word_points() -> dict[str, int]:
    return cast("dict[str, int]", lexicon("statement_points")["words"])


def weigh(analysis: Analysis) -> Iterator[Weighed]:
    """Yield the sentences of a document that may state something about health, with their points, in order."""
    sentences = [
        sentence
        for sentence in analysis.sentences
        if sentence.block.kind not in {"alt", "code"} and analysis.roles.get(sentence.block.index) not in _ASIDE
    ]
    health = [health_words(sentence, analysis.vocabulary) for sentence in sentences]
    if not any(health):
        return
    around = sum(any(kind == "strong" for _, kind in kinds) for kinds in health) / len(sentences)
    memory = analysis.memory
    for sentence, kinds in zip(sentences, health, strict=True):
        if memory is not None:
            memory.checkpoint()
        if memory is None or sentence.folded.found is None:
            yield Weighed(sentence, *_weight(sentence, kinds, around, analysis))
            continue
        block, lead_in = sentence.block, sentence.block.lead_in
        leading = None if lead_in is None else analysis.document.blocks[lead_in].text
        key = (sentence.folded, block.kind, leading, steps_of(around), analysis.subjects.promotional)
        weight = memory.weights.get(key)
        if weight is None:
            weight = _weight(sentence, kinds, around, analysis)
            memory.weights.put(key, weight)
        yield Weighed(sentence, *weight)


def _weight(
    sentence: Sentence, health: Sequence[tuple[int, str]], around: float, analysis: Analysis
) -> tuple[frozenset[str], tuple[TermMatch, ...], int]:
    """Return what a sentence holds, the words that may carry a statement, and its points."""
    found = tuple(carriers().find(sentence.folded))
    tokens = set(_WORD.findall(sentence.folded))
    held = features(sentence, tokens, health, found, around, analysis)
    told = sum(map(_word_points().get, tokens, repeat(0)))
    points = points_for("start") + sum(map(points_for, held)) + told
    if points <= 0 and held.issuperset(_PLAIN) and held.isdisjoint(_NOT_PLAIN):
        points = 1
    return frozenset(held), found, points
