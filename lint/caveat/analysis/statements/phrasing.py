"""Claims told by a turn of phrase in a sentence that states something about health.

"Gone by the weekend", "for good", "unlike metal braces": such words make a claim of their kind wherever the sentence
states something about health, and say nothing about it elsewhere. Each list lexicon/phrasing_*.yaml holds one kind.
The grammar of the sentence is not looked at; what it needs to be is told by its points (see `weigh`) and by what stands
before the phrase in its clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.claim import Claim
from caveat.analysis.lexicon import lexicon
from caveat.analysis.statements.hedge import limits_before
from caveat.analysis.statements.statement import about_of
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Assertion, ClaimKind
    from caveat.analysis.statements.weigh import Weighed

_PREFIX: Final = "phrasing_"
_GROUP: Final = "claim"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A turn of phrase that makes a claim.

    `cue` finds it in folded text; its group `claim`, else the whole match, claims. `unless` silences it anywhere
    in the sentence. `least` are the fewest points that the sentence must have; `selling` limits it to texts that sell,
    `treatment` to sentences about a treatment. `denial` says that a negation belongs to the phrase ("no downtime"), so
    that none is looked for before it. `vetoes` says that questions, instructions and the like do not make the claim.
    """

    kind: ClaimKind
    form: str
    cue: Cue
    unless: re.Pattern[str] | None
    least: int
    selling: bool
    denial: bool
    vetoes: bool
    treatment: bool


@cache
def phrasings() -> tuple[Phrasing, ...]:
    """Return the turns of phrase of all lists."""
    names = sorted(
        entry.name.removesuffix(".yaml")
        for entry in (files("caveat.analysis") / "lexicon").iterdir()
        if entry.name.startswith(_PREFIX)
    )
    return tuple(phrasing for name in names for phrasing in _phrasings(name))


@cache
def _cues() -> tuple[Cues, Mapping[int, Phrasing]]:
    """Return the cues of all phrasings, and whose each is."""
    return Cues(phrasing.cue for phrasing in phrasings()), {id(phrasing.cue): phrasing for phrasing in phrasings()}


def _phrasings(name: str) -> Iterator[Phrasing]:
    data = lexicon(name)
    for entry in cast("list[dict[str, object]]", data["phrasings"]):
        pattern = entry["pattern"]
        silencing = entry.get("unless")
        yield Phrasing(
            kind=cast("ClaimKind", entry.get("kind", data["kind"])),
            form=str(entry["form"]),
            cue=Cue(_joined(pattern), *cast("list[str]", entry["hints"])),
            unless=None if silencing is None else re.compile(_joined(silencing)),
            least=cast("int", entry.get("least", 0)),
            selling=bool(entry.get("selling", False)),
            denial=bool(entry.get("denial", False)),
            vetoes=bool(entry.get("vetoes", True)),
            treatment=bool(entry.get("treatment", False)),
        )


def _joined(pattern: object) -> str:
    """Return a pattern that may be written as a list of alternatives."""
    return pattern if isinstance(pattern, str) else "|".join(cast("list[str]", pattern))


def phrased_claims(analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims that a document makes by turns of phrase, in order."""
    least = min((phrasing.least for phrasing in phrasings()), default=0)
    for weighed in analysis.weighed:
        if weighed.points >= least:
            yield from _claims(weighed, analysis)


def _claims(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    sentence = weighed.sentence
    folded = sentence.folded
    cues, owners = _cues()
    for cue in cues.may_match(folded):
        phrasing = owners[id(cue)]
        if weighed.points < phrasing.least or (phrasing.vetoes and weighed.vetoed):
            continue
        match = cue.pattern.search(folded)
        if match is None or (phrasing.unless is not None and phrasing.unless.search(folded)):
            continue
        if phrasing.selling and not analysis.subjects.promotional:
            continue
        about, subject = about_of(sentence, match.start(), analysis)
        if phrasing.treatment and subject != "treatment" and not analysis.subjects.treatment_nearby(sentence):
            continue
        start, end = match.span(_GROUP) if _GROUP in phrasing.cue.pattern.groupindex else match.span()
        limits = limits_before(folded, start)
        assertion: Assertion = "negated" if limits.negated and not phrasing.denial else "asserted"
        sourced = bool(analysis.citations.near(sentence))
        yield Claim(
            sentence=sentence,
            kind=phrasing.kind,
            start=sentence.start + start,
            end=sentence.start + end,
            trigger=folded[start:end],
            form=phrasing.form,
            about=about,
            subject=subject,
            assertion="conditional" if limits.conditional else assertion,
            qualifiers=limits.words,
            ladder=max(limits.step, 4 if sourced and limits.evidence else 0),
            sourced=sourced,
        )
