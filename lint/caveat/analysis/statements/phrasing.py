"""Claims told by a turn of phrase in a sentence that states something about health.

"Gone by the weekend", "for good", "unlike metal braces": such words make a claim of their kind wherever the sentence
states something about health, and say nothing about it elsewhere. Each list lexicon/phrasing_*.yaml holds one kind.
Its `parts` are pieces that several of its patterns share, written `<name>` in them. Each
match of a pattern holds one of its `hints`, and one of the words or parts that `also` names, so that most sentences
need not be searched.
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
from caveat.analysis.lexicon import lexicon, named_like_treatment
from caveat.analysis.statements.features import VETOES
from caveat.analysis.statements.hedge import limits_before
from caveat.analysis.statements.statement import about_of
from caveat.analysis.statements.weigh import points_for
from caveat.patterns import compiled
from caveat.terms import Cue, Cues, required_literals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Assertion, ClaimKind
    from caveat.analysis.sentence import Sentence
    from caveat.analysis.statements.weigh import Weighed

_PREFIX: Final = "phrasing_"
_GROUP: Final = "claim"
_RIVAL: Final = "rival"
_SEVERAL: Final = 2
_NO_LINK: Final = frozenset({"experimental", "preclinical"})
_ORDER: Final = "imperative"
_PART: Final = compiled(r"(?<!\(\?P)<(\w+)>")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A turn of phrase that makes a claim.

    `cue` finds it in folded text; its group `claim`, else the whole match, claims. `needs` must be found somewhere
    in the sentence, `unless` silences it anywhere in it, `unsold` only where nothing is sold. `least` are the
    fewest points that the sentence must have; `selling` limits it to texts that sell, `news` to texts that tell of
    a study, `link` to places where no trial is told of, `treatment` to sentences about a treatment. `denial` says
    that a negation belongs to the phrase ("no downtime"), so that none is looked for before it. `vetoes` says that
    questions, instructions and the like do not make the claim, `orders` that instructions do ("Stop smoking in one
    session").
    Where the pattern has a group `rival` that takes part, a treatment must be named in it.
    """

    kind: ClaimKind
    form: str
    cue: Cue
    needs: Cue | None
    unless: Cue | None
    unsold: Cue | None
    least: int
    selling: bool
    denial: bool
    vetoes: bool
    treatment: bool
    orders: bool
    news: bool
    link: bool


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
def _cues() -> tuple[Cues, Mapping[Cue, Phrasing]]:
    """Return the cues of all phrasings, and whose each is."""
    owners = {phrasing.cue: phrasing for phrasing in phrasings()}
    return Cues(owners), owners


@cache
def _least() -> int:
    """Return the fewest points that a sentence must have for any of the phrasings."""
    return min((phrasing.least for phrasing in phrasings()), default=0)


def _phrasings(name: str) -> Iterator[Phrasing]:
    data = lexicon(name)
    parts = {part: _joined(written) for part, written in cast("dict[str, object]", data.get("parts", {})).items()}
    for entry in cast("list[dict[str, object]]", data["phrasings"]):
        also = [
            word for one in cast("list[str]", entry.get("also", [])) for word in required_literals(_filled(one, parts))
        ]
        for pattern in _apart(entry["pattern"]):
            yield Phrasing(
                kind=cast("ClaimKind", entry.get("kind", data["kind"])),
                form=str(entry["form"]),
                cue=Cue(_filled(pattern, parts), *cast("list[str]", entry["hints"]), also=also),
                needs=_cue(entry.get("needs"), parts),
                unless=_cue(entry.get("unless"), parts),
                unsold=_cue(entry.get("unsold"), parts),
                least=cast("int", entry.get("least", 0)),
                selling=bool(entry.get("selling", False)),
                denial=bool(entry.get("denial", False)),
                vetoes=bool(entry.get("vetoes", True)),
                treatment=bool(entry.get("treatment", False)),
                orders=bool(entry.get("orders", False)),
                news=bool(entry.get("news", False)),
                link=bool(entry.get("link", False)),
            )


def _apart(pattern: object) -> Iterator[object]:
    """Yield a pattern whole, or its alternatives one by one where several say which of their words claim."""
    if isinstance(pattern, str) or sum(f"(?P<{_GROUP}>" in one for one in cast("list[str]", pattern)) < _SEVERAL:
        yield pattern
    else:
        yield from cast("list[str]", pattern)


def _joined(pattern: object) -> str:
    """Return a pattern that may be written as a list of alternatives."""
    return pattern if isinstance(pattern, str) else "|".join(cast("list[str]", pattern))


def _filled(pattern: object, parts: Mapping[str, str]) -> str:
    """Return a pattern in which `<name>` stands for the part of its list with that name; parts may hold others."""
    filled = _joined(pattern)
    while _PART.search(filled):
        filled = _PART.sub(lambda found: f"(?:{parts[found[1]]})", filled)
    return filled


def _cue(pattern: object, parts: Mapping[str, str]) -> Cue | None:
    return None if pattern is None else Cue(_filled(pattern, parts), "")


def phrased_claims(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims that a sentence makes by turns of phrase, in order."""
    if weighed.points - (points_for(_ORDER) if _ORDER in weighed.held else 0) >= _least():
        yield from _claims(weighed, analysis)


def _claims(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    sentence = weighed.sentence
    folded = sentence.folded
    cues, owners = _cues()
    vetoes = weighed.held & VETOES
    made: set[tuple[ClaimKind, str]] = set()
    places: list[tuple[ClaimKind, int, int]] = []
    for cue in cues.may_match(folded):
        phrasing = owners[cue]
        if (phrasing.kind, phrasing.form) in made or (phrasing.selling and not analysis.subjects.promotional):
            continue
        order = phrasing.orders and _ORDER in vetoes
        if weighed.points - (points_for(_ORDER) if order else 0) < phrasing.least:
            continue
        if phrasing.vetoes and (vetoes - {_ORDER} if order else vetoes):
            continue
        if phrasing.treatment and not analysis.subjects.treatment_nearby(sentence):
            continue
        if _RIVAL in cue.pattern.groupindex:
            match = _with_rival(cue.pattern, sentence, analysis)
        else:
            match = cue.pattern.search(folded)
        if match is None or (phrasing.unless is not None and phrasing.unless.search(folded)):
            continue
        if phrasing.unsold is not None and not analysis.subjects.promotional and phrasing.unsold.search(folded):
            continue
        if phrasing.news and not analysis.studies.in_news:
            continue
        if phrasing.link and analysis.studies.design_near(sentence) in _NO_LINK:
            continue
        if phrasing.needs is not None and phrasing.needs.search(folded) is None:
            continue
        about, subject = about_of(sentence, match.start(), analysis)
        marked = _GROUP in phrasing.cue.pattern.groupindex and match[_GROUP] is not None
        start, end = match.span(_GROUP) if marked else match.span()
        end = start + len(folded[start:end].rstrip())
        if any(kind == phrasing.kind and start < last and first < end for kind, first, last in places):
            continue
        made.add((phrasing.kind, phrasing.form))
        places.append((phrasing.kind, start, end))
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


def _with_rival(pattern: re.Pattern[str], sentence: Sentence, analysis: Analysis) -> re.Match[str] | None:
    """Return the first match whose group `rival` names a treatment, or takes no part."""
    treatments, _ = analysis.subjects.terms_in(sentence)
    spans = [(one.start - sentence.start, one.end - sentence.start) for one in treatments]
    for match in pattern.finditer(sentence.folded):
        if match[_RIVAL] is None:
            return match
        start, end = match.span(_RIVAL)
        words = match[_RIVAL].split()
        if any(start <= first < end for first, _ in spans) or any(map(named_like_treatment, words)):
            return match
    return None
