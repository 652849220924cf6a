"""What a document claims about health: one entry a claim, its own words where grammar found them, else a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim

# A question, a condition or an aim claims nothing; what a text quotes in order to warn of it is not its own claim.
_CLAIMED: Final = frozenset({"asserted", "presupposed", "attributed", "negated"})
_STATED: Final = frozenset({"asserted", "presupposed"})
# Where several claims share words, the first of these kinds stands for them.
_RANKS: Final = (
    *(
        "cure",
        "no-harm",
        "guarantee",
        "safety",
        "proof",
        "comparison",
        "discouragement",
        "natural",
        "efficacy",
        "mechanism",
    ),
    *("speed", "duration", "mild-harm", "causation", "regulatory", "universal", "superlative", "hype"),
)


def ledger_of(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims that need a source, whether they have one or not, in the order of the text.

    A sentence in which grammar found claims is listed by them; any other that states something about health, whole.
    """
    narrow: dict[int, list[Claim]] = {}
    for claim in analysis.claims:
        if claim.assertion in _STATED:
            narrow.setdefault(claim.sentence.index, []).append(claim)
    stated = {claim.sentence.index: claim for claim in analysis.statements if claim.assertion in _CLAIMED}
    for index in sorted({*narrow, *stated}):
        if index in narrow:
            yield from _apart(narrow[index])
        else:
            yield stated[index]


def _apart(claims: Sequence[Claim]) -> list[Claim]:
    """Leave one claim a stretch of words."""
    ranked = sorted(
        claims,
        key=lambda claim: (_RANKS.index(claim.kind) if claim.kind in _RANKS else len(_RANKS), claim.end - claim.start),
    )
    kept: list[Claim] = []
    for claim in ranked:
        if all(claim.end <= other.start or other.end <= claim.start for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda claim: claim.start)
