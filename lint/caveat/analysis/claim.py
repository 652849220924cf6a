"""What a text claims about health: kind, subject, how it is asserted, and how strongly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from caveat.analysis.sentence import Sentence
    from caveat.document import Span

ClaimKind = Literal[
    "safety",
    "no-harm",
    "efficacy",
    "cure",
    "guarantee",
    "comparison",
    "superlative",
    "proof",
    "speed",
    "duration",
    "mild-harm",
    "universal",
    "natural",
    "hype",
    "mechanism",
    "causation",
    "discouragement",
    "statistic",
    "prevalence",
    "regulatory",
    "recommendation",
    "fact",
]
Assertion = Literal[
    "asserted", "negated", "questioned", "conditional", "attributed", "hypothetical", "presupposed", "reported"
]


OVERCLAIM: Final = "overclaim"
"""The form of a claim that no one turn of phrase tells, but the words of its sentence together."""
AS_A_WHOLE: Final = "the words say so as a whole"
"""Why a finding on such a claim is less severe."""

_HEDGED, _BOUNDED = 2, 3
_TEMPERING = frozenset({"may", "might", "could", "usually", "often", "typically", "generally"})
_ABSOLUTE = frozenset({"cure", "guarantee", "no-harm", "universal"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `start` and `end` are offsets into the sentence's block, covering the exact words that claim.

    `trigger` is the word or phrase that makes it a claim of its kind, `form` how it does so (for rules that tell
    constructions apart), `about` the words of what it is about. `qualifiers` are those that attach to the same
    predicate and `ladder` (0 to 5) the step they reach on the qualifier ladder. `sourced` says whether a citation
    stands near it. `subject` says what kind of thing the claim is about.
    """

    sentence: Sentence
    kind: ClaimKind
    start: int
    end: int
    trigger: str
    form: str
    about: str
    subject: Literal["treatment", "condition", "provider", "reader", "unknown"]
    assertion: Assertion
    qualifiers: tuple[str, ...]
    ladder: int
    sourced: bool
    residual_risk: bool = field(default=False)

    @property
    def step(self) -> int:
        """The step of the qualifier ladder that a reader is shown.

        "Can" alone counts as hollow (1): it says that a thing is possible, not how often or in whom.
        """
        return 1 if self.ladder == _HEDGED and set(self.qualifiers) <= {"can"} else self.ladder

    @property
    def tempered(self) -> bool:
        """Whether it is said to happen perhaps, or usually: how calm texts tell people what to expect."""
        return not _TEMPERING.isdisjoint(self.qualifiers)

    @property
    def strength(self) -> int:
        """How much is claimed, on one ordered scale, so that two texts can be compared.

        0 denied; 1 an association ("is linked to"); 2 hedged ("may", "usually"); 3 limited or merely possible ("can",
        under a condition, in a study); 4 plain; 5 absolute: cure, guarantee, no harm, for everyone, "safe" alone.
        """
        if self.assertion == "negated":
            return 0
        if self.form == "association":
            return 1
        if self.ladder >= _BOUNDED or self.step == 1 != self.ladder:
            return 3
        if self.ladder == _HEDGED:
            return 2
        return 5 if self.kind in _ABSOLUTE or (self.kind == "safety" and self.form != "statement") else 4

    @property
    def span(self) -> Span:
        """The claim's words in the source."""
        return self.sentence.block.prose.locate(self.start, self.end)

    @property
    def quote(self) -> str:
        """The claim's words, without markup."""
        return self.sentence.block.prose.text[self.start : self.end]
