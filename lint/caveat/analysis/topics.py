"""Where a text names a drug that a topic pack knows, and a use of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import plurals
from caveat.document import fold
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caveat.terms import Topic, Use, Vocabulary


# The drugs of so many texts are known from one check to the next.
_KEPT: Final = 4_096


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A drug's name at offsets into a folded text; `name` is the name as the text has it, in lower case."""

    topic: Topic
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UseMention:
    """Words that name a use of a drug, at offsets into a folded text."""

    use: Use
    start: int
    end: int


class TopicFinder:
    """Finds the drugs of a vocabulary's packs in folded text, and their uses."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """Take the packs."""
        self._topics = {topic.id: topic for topic in topics}
        self._drugs = _listed((name, topic.id) for topic in self._topics.values() for name in topic.names.all)
        self._others = {
            topic.id: _listed((name, "other") for name in topic.names.not_the_same) for topic in self._topics.values()
        }
        self._uses: dict[tuple[str, str], TermList] = {}
        self._known = lru_cache(maxsize=_KEPT)(self._drugs_in)

    def drugs(self, folded: str) -> tuple[DrugMention, ...]:
        """Return the drugs that a text names, from left to right."""
        return self._known(folded)

    def _drugs_in(self, folded: str) -> tuple[DrugMention, ...]:
        return tuple(
            DrugMention(self._topics[match.label], match.term, match.start, match.end)
            for match in self._drugs.find(folded)
        )

    def names_drug(self, folded: str) -> bool:
        """Say whether a text names any of the drugs."""
        return self._drugs.any_in(folded)

    def names_other(self, topic: Topic, folded: str) -> bool:
        """Say whether a text names something that is easily taken for a pack's drug, and is not it."""
        return self._others[topic.id].any_in(folded)

    def uses(self, drug: DrugMention, folded: str) -> list[UseMention]:
        """Return the uses of a drug that a text names, from left to right; the longest words at a place count.

        A brand's own uses, where a pack gives some, stand before those of the drug.
        """
        key = (drug.topic.id, drug.name)
        if key not in self._uses:
            self._uses[key] = _listed(_words_of(drug.topic, drug.name))
        return [
            UseMention(drug.topic.uses[int(match.label)], match.start, match.end)
            for match in self._uses[key].find(folded)
        ]


@cache
def topic_finder(vocabulary: Vocabulary) -> TopicFinder:
    """Return the finder of a vocabulary's packs."""
    return TopicFinder(vocabulary.topics)


def _words_of(topic: Topic, name: str) -> list[tuple[str, str]]:
    """Return the words for the uses of a drug under one of its names, each with the use's number."""
    general = [(word, str(number)) for number, use in enumerate(topic.uses) if not use.products for word in use.words]
    own = [
        (word, str(number))
        for number, use in enumerate(topic.uses)
        if any(fold(product) == name for product in use.products)
        for word in use.words
    ]
    return [*general, *own]


def _listed(pairs: Iterable[tuple[str, str]]) -> TermList:
    return TermList({form: label for word, label in pairs for form in plurals(word)})
