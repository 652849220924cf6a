"""How firmly a sentence says what it says, read from its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import words
from caveat.patterns import compiled, longest_first
from caveat.terms import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.analysis.claim import Assertion
    from caveat.terms import TermMatch


# A word of quantity limits the verb that follows it within so many characters, or the whole sentence from its start.
_NEAR: Final = 14


@dataclass(frozen=True, slots=True)
class Hedge:
    """How a statement stands, the words that limit it, and the step of the qualifier ladder that they reach."""

    assertion: Assertion
    words: tuple[str, ...]
    step: int


# Where a clause ends, so that what stands before it says nothing of what comes after.
_BOUNDARY: Final = compiled(
    r"[;:]|\s[-\u2013\u2014]+\s|,\s(?:but|while|whereas|although|though|yet|because|since|which|who)\b|\b(?:but"
    r"|whereas|although|though|because)\b"
)
_NEGATED: Final = compiled(
    r"\b(?:not|never|cannot|neither|nor|hardly|rarely|seldom|fails? to|failed to|unable to|unlikely to)\b|n't\b"
    r"|\bno (?:\w+ ){0,3}?(?:evidence|proof|proven|known|study|studies|trials?|drug|treatment|cure|medicine|benefit"
    r"|effect|difference|increase|reduction|link|association|sign)\b"
)
_NOT_ONLY: Final = compiled(r"\b(?:not (?:only|just|merely|simply)|no doubt|not to mention)\b")
# A modal that hedges: "may not" and "could not have been better" are beside the point.
_MODAL: Final = compiled(r"\b(?:may|might|could)\b(?! (?:not )?(?:\d|be found at))")


@cache
def _pattern(*keys: str) -> Cue:
    listed = longest_first({word for key in keys for word in words("statements", key)})
    return Cue(rf"\b(?:{'|'.join(map(re.escape, listed))})\b", *listed)


@cache
def _evidence() -> Cue:
    return _pattern("evidence")


def hedge_of(folded: str, carriers: Sequence[TermMatch]) -> Hedge:
    """Say how firmly a folded sentence says what the words that carry it say.

    A word that hedges limits what stands behind it in its clause. Where one verb of the sentence is hedged and an
    earlier one, in its finite form, is not, the sentence asserts ("it eases pain, and may help sleep").
    """
    return _hedge(folded, tuple(carriers))


@lru_cache(maxsize=4_096)
def _hedge(folded: str, carriers: tuple[TermMatch, ...]) -> Hedge:
    modal = _MODAL.search(folded)
    phrase = _pattern("hedging_phrases").search(folded)
    quantity = _pattern("quantity_hedges").search(folded)
    can = re.search(r"\bcan\b", folded)
    first = min((match.start() for match in (modal, phrase) if match), default=None)
    found: list[str] = []
    step = 0
    if first is not None and not _asserts_before(folded, carriers, first):
        found += [match[0] for match in (modal, phrase) if match]
        step = 2
    near = quantity is not None and (
        not carriers
        or any(0 <= match.start - quantity.end() <= _NEAR for match in carriers)
        or quantity.start() < _NEAR
    )
    if quantity is not None and near:
        found.append(quantity[0])
        step = max(step, 2)
    if can is not None and step == 0:
        # `Claim.step` shows this, alone, as the hollow hedge that it is.
        found.append("can")
        step = 2
    evidence = _evidence().search(folded)
    if evidence is not None and any(character.isdigit() for character in folded):
        found.append(evidence[0])
        step = max(step, 4)
    return Hedge(_assertion(folded, carriers), tuple(dict.fromkeys(found)), step)


def _asserts_before(folded: str, carriers: Sequence[TermMatch], hedge: int) -> bool:
    """Say whether a finite verb before the first hedge asserts by itself, in a clause of its own."""
    for match in carriers:
        if match.end > hedge:
            return False
        between = folded[match.end : hedge]
        finite = match.label.endswith("_verbs+s") or (
            match.label == "benefit_phrases" and re.search(r"\b(?:is|are|was|were) (?:\w+ly )?$", folded[: match.start])
        )
        if (
            finite
            and re.search(r",|;|\band\b|\bbut\b|\bwhere\b|\bto\b", between)
            and not re.search(r"\b(?:that|which|who)\s\w*$", folded[: match.start])
        ):
            return not re.search(r"\b(?:suggest|indicat|show|find|found|report)\w*\b", between)
    return False


def _assertion(folded: str, carriers: Sequence[TermMatch]) -> Assertion:
    if not carriers:
        return "negated" if _NEGATED.search(folded) and not _NOT_ONLY.search(folded) else "asserted"
    start = carriers[0].start
    clause = 0
    for boundary in _BOUNDARY.finditer(folded, 0, start):
        clause = boundary.end()
    before = folded[max(clause, start - 60) : start]
    return "negated" if _NEGATED.search(before) and not _NOT_ONLY.search(before) else "asserted"


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits a phrase: hedges before it in its clause, a negation, a condition, evidence that bounds it."""

    words: tuple[str, ...]
    step: int
    negated: bool
    conditional: bool
    evidence: bool


_CONDITIONAL: Final = compiled(
    r"^\W*(?:if|whether|unless|should you)\b|\b(?:if|whether|should|ask (?:about|for)|claims? (?:that|to))\b"
)
_STRICT_NEGATION: Final = compiled(r"\b(?:not|never|cannot|neither|nor|hardly|rarely|no)\b|n't\b")
_CAN: Final = compiled(r"\bcan\b")


def limits_before(folded: str, start: int) -> Limits:
    """Say what limits the words that begin at `start` in a folded sentence: what stands before them in their clause."""
    clause = 0
    for boundary in _BOUNDARY.finditer(folded, 0, start):
        clause = boundary.end()
    before = folded[clause:start]
    modal, phrase = _MODAL.search(before), _pattern("hedging_phrases").search(before)
    quantity, can = _pattern("quantity_hedges").search(before), _CAN.search(before)
    found = [match[0] for match in (modal, phrase, quantity, can) if match]
    evidence = _evidence().search(folded) is not None
    return Limits(
        tuple(dict.fromkeys(found)),
        2 if found else 0,
        _STRICT_NEGATION.search(before[-50:]) is not None and not _NOT_ONLY.search(before),
        _CONDITIONAL.search(before) is not None,
        evidence,
    )
