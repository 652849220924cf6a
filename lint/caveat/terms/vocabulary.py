"""What a bundle of rules hands to the engine: names of treatments and conditions, and its topic packs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from caveat.document import fold
from caveat.terms.topic import ClaimBound, Topic, bounds_for


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of drugs and other treatments, and of conditions, in lower case, and the topic packs they come from."""

    treatments: frozenset[str] = field(default=frozenset())
    conditions: frozenset[str] = field(default=frozenset())
    # Looked up often as a key of caches: the names tell vocabularies apart well enough for a hash.
    topics: tuple[Topic, ...] = field(default=(), hash=False)

    @classmethod
    def of_topics(cls, topics: Iterable[Topic]) -> Vocabulary:
        """Return the vocabulary of some packs: their drugs are treatments, the names of their uses conditions."""
        packs = tuple(topics)
        return cls(
            frozenset(fold(name) for topic in packs for name in topic.names.all),
            frozenset(fold(name) for topic in packs for use in topic.uses for name in use.names),
            packs,
        )

    def merged(self, other: Vocabulary) -> Vocabulary:
        """Return one vocabulary with the names of both; of two packs with one id, the other's stands."""
        packs = {topic.id: topic for topic in (*self.topics, *other.topics)}
        return Vocabulary(self.treatments | other.treatments, self.conditions | other.conditions, tuple(packs.values()))

    def bounds_for(self, drug_words: str, condition_words: str) -> ClaimBound | None:
        """Return what trials support for the drug and the condition that two texts name, with its source, or None.

        The texts may be a claim's words, a sentence or a heading; packs that say nothing of the pair give None.
        """
        return bounds_for(self.topics, drug_words, condition_words)
