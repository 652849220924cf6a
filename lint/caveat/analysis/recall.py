"""Takes the claims of sentences from an editor's memory, where nothing that they can depend on has changed.

The key of a sentence holds its words, those of the sentences that constructions look at beside it and of the heading
above, what is said there of sources, and what the constructions ask of the document as a whole: whether it sells, what
it is about, which study it tells of. Where an edit changes none of these, the claims are the same, wherever the
sentence has moved to.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.sentence import Sentence

# How far constructions look for what a pronoun stands for, and for what a sentence or a heading goes on about; the one
# that looks further, for a serious harm, does so before it reads: what it found is among what is given.
_BEFORE, _BEHIND, _BEHIND_HEADING = 5, 1, 2
# The parse of a sentence depends on fewer words of its block than this on either side …
_WORDS = 8
# … and in a block that is longer than this on where it is parted.
_LONGEST = 2_000
_CAPITALISED = compiled(r"\b[A-Z][\w'-]*")


@lru_cache(maxsize=4_096)
def _names_in(text: str) -> frozenset[str]:
    """Return the words that begin with a capital, in lower case."""
    return frozenset(name.lower() for name in _CAPITALISED.findall(text))


class Recall:
    """Finds the claims of one document's sentences again; without a memory each is read anew."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis
        self._keys: dict[int, int] = {}
        self._memory = analysis.memory if analysis.memory is not None and analysis.memory.recalls_claims else None
        self.recalled: set[tuple[str, int]] = set()
        """The sentences whose claims were not read anew: what would have read them, and the sentence's index."""

    def claims(self, way: str, sentence: Sentence, given: Hashable, read: Callable[[], Iterable[Claim]]) -> list[Claim]:
        """Return what `read` finds in a sentence, from memory if it is there.

        `way` names what reads, and `given` is what it was handed beside the sentence. What is found is kept unless a
        fault was met.
        """
        analysis = self._analysis
        if analysis.memory is not None:
            analysis.memory.checkpoint()
        if self._memory is None:
            return list(read())
        surroundings = self._keys.get(sentence.index)
        if surroundings is None:
            surroundings = self._keys[sentence.index] = self._memory.number(self._surroundings.key(sentence))
        key = (way, given, surroundings)
        kept = self._memory.claims.get(key)
        if kept is not None:
            self.recalled.add((way, sentence.index))
            self._memory.recalled = True
            return [_moved(claim, sentence) for claim in kept]
        faults = len(analysis.faults)
        found = list(read())
        if len(analysis.faults) == faults:
            self._memory.claims.put(key, tuple(found))
        return found

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._analysis)


def _moved(claim: Claim, sentence: Sentence) -> Claim:
    """Return a claim as one of the same words, wherever they stand now."""
    by = sentence.start - claim.sentence.start
    return replace(claim, sentence=sentence, start=claim.start + by, end=claim.end + by)


class Surroundings:
    """Makes the keys of one document's sentences."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis
        sections = analysis.document.section_of
        # Of each sentence its words, its block's kind, and whether it goes on in the block and section of the last one.
        self._words: list[tuple[str, str, bool, bool]] = []
        self._names: list[frozenset[str]] = []
        last: tuple[int, object] = (-1, None)
        for sentence in analysis.sentences:
            index, text = sentence.block.index, sentence.text
            section = sections.get(index)
            self._words.append((text, sentence.block.kind, index == last[0], section is last[1]))
            self._names.append(_names_in(text))
            last = (index, section)

    def key(self, sentence: Sentence) -> tuple[Hashable, ...]:
        """Return what a sentence's claims can depend on."""
        analysis = self._analysis
        index, block = sentence.index, sentence.block
        first = max(0, index - _BEFORE)
        end = index + 1 + (_BEHIND_HEADING if block.kind == "heading" else _BEHIND)
        own = block.index
        heading = analysis.document.section_of[own].heading
        names = frozenset().union(*self._names[first:end])
        lead_in = None if block.lead_in is None else analysis.document.blocks[block.lead_in].text
        return (
            index - first,
            self._beside(sentence),
            lead_in,
            tuple(self._words[first:end]),
            None if heading is None else (heading.text, heading.index - own == 0),
            analysis.roles.get(own),
            analysis.subjects.ordinary(names),
            bool(analysis.citations.near(sentence)),
            analysis.studies.design_near(sentence),
            self._document,
        )

    @staticmethod
    def _beside(sentence: Sentence) -> Hashable:
        """Return the words of a sentence's block, before and behind it, that its parse can depend on."""
        text = sentence.block.text
        if len(text) > _LONGEST:
            return text, sentence.start
        return (
            tuple(text[: sentence.start].rsplit(maxsplit=_WORDS)[-_WORDS:]),
            tuple(text[sentence.end :].split(maxsplit=_WORDS)[:_WORDS]),
        )

    @cached_property
    def _document(self) -> Hashable:
        analysis = self._analysis
        subjects, studies = analysis.subjects, analysis.studies
        heading = next((block.text for block in analysis.document.blocks if block.kind == "heading"), None)
        return (
            analysis.document.genre,
            analysis.document.front.text("title"),
            heading,
            self._words[0][:2] if self._words else None,
            subjects.promotional,
            subjects.sells_treatment,
            subjects.in_health_text,
            studies.about_a_study,
            studies.in_news,
            studies.design,
        )
