"""Names that a bundle of rules hands to the engine: treatments and conditions of its topics."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of drugs and other treatments, and of conditions, in lower case, as a bundle's topics know them."""

    treatments: frozenset[str] = field(default=frozenset())
    conditions: frozenset[str] = field(default=frozenset())

    def merged(self, other: Vocabulary) -> Vocabulary:
        """Return one vocabulary with the names of both."""
        return Vocabulary(self.treatments | other.treatments, self.conditions | other.conditions)
