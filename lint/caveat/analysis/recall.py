"""Takes the claims of sentences from an editor's memory, where nothing that they can depend on has changed.

The key of a sentence holds the words of its section and of the sentences around it, what is said there of sources, and
what the constructions ask of the document as a whole: whether it sells, what it is about, which study it tells of.
Where an edit changes none of these, the claims are the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.sentence import Sentence
    from caveat.document import Section

_AROUND = 4
_CAPITALISED = re.compile(r"\b[A-Z][\w'-]*")


class Recall:
    """Finds the claims of one document's sentences again; without a memory each is read anew."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis
        self._memory = analysis.memory if analysis.memory is not None and analysis.memory.recalls_claims else None
        self.recalled: set[int] = set()
        """The sentences, by index, whose claims were not read anew."""

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
        key = (way, given, self._surroundings.key(sentence))
        kept = self._memory.claims.get(key)
        if kept is not None:
            self.recalled.add(sentence.index)
            self._memory.recalled = True
            return [replace(claim, sentence=sentence) for claim in kept]
        faults = len(analysis.faults)
        found = list(read())
        if len(analysis.faults) == faults:
            self._memory.claims.put(key, tuple(found))
        return found

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._analysis)


class Surroundings:
    """Makes the keys of one document's sentences."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis."""
        self._analysis = analysis
        self._sections: dict[int, Hashable] = {}
        self._words: list[tuple[int, str, str]] = [
            (sentence.block.index, sentence.block.kind, sentence.text) for sentence in analysis.sentences
        ]

    def key(self, sentence: Sentence) -> tuple[Hashable, ...]:
        """Return what a sentence's claims can depend on."""
        analysis = self._analysis
        index = sentence.index
        around = self._words[max(0, index - _AROUND) : index + _AROUND + 1]
        own = sentence.block.index
        return (
            sentence.start,
            sentence.text,
            min(index, _AROUND),
            tuple((block - own, kind, text) for block, kind, text in around),
            bool(analysis.citations.near(sentence)),
            analysis.studies.cited(sentence),
            self._section(analysis.document.section_of[own]),
            self._document,
        )

    def _section(self, section: Section) -> Hashable:
        known = self._sections.get(id(section))
        if known is None:
            blocks = section.blocks if section.heading is None else (section.heading, *section.blocks)
            roles = self._analysis.roles
            words = tuple((block.kind, block.text, roles.get(block.index)) for block in blocks)
            names = {name.lower() for block in blocks for name in _CAPITALISED.findall(block.text)}
            known = self._sections[id(section)] = (words, self._analysis.subjects.ordinary(names))
        return known

    @cached_property
    def _document(self) -> Hashable:
        analysis = self._analysis
        subjects, studies = analysis.subjects, analysis.studies
        heading = next((block.text for block in analysis.document.blocks if block.kind == "heading"), None)
        return (
            analysis.document.genre,
            analysis.document.front.text("title"),
            heading,
            self._words[0] if self._words else None,
            subjects.promotional,
            subjects.sells_treatment,
            subjects.in_health_text,
            studies.about_a_study,
            studies.in_news,
            studies.design,
        )
