"""Claims that go too far by the sum of their words, in texts that sell something.

Copywriters never run out of turns of phrase ("your knees will thank you", "kiss bloating goodbye"), but the words they
make them of are few. Each stem of a word, each short run of them and each thing known of the sentence has points in
lexicon/overclaim_points.tsv, fitted on pages that reviewers marked; a sentence whose sum is above the threshold is
taken to claim, at the clause that brings most of the points. Clauses in which another way of reading found a claim,
however firm, are left to it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.claim import OVERCLAIM, Claim
from caveat.analysis.lexicon import lexicon, points_table
from caveat.analysis.statements.hedge import hedge_of
from caveat.analysis.statements.statement import about_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import ClaimKind
    from caveat.analysis.statements.weigh import Weighed

_WORD: Final = re.compile(r"[a-z']+|\d[\d.,]*|[?!:]")
_CLAUSE_END: Final = re.compile(
    r"[,;:\u2013\u2014()]\s|\s[-\u2013\u2014]\s|\s(?:and|but|so|which|because|while|when|if)\s"
)
_LONGEST: Final = 3
_LONGEST_SENTENCE: Final = 1_000
_ENDINGS: Final = (
    *("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s"),
    *("er", "est", "ness", "y", "e"),
)
_SHORTEST, _ROOT = 5, 3
# "In theory,", "Gentle,": what is shorter is read with its neighbour.
_FEWEST_SPACES: Final = 3
_EDGES: Final = " .,;:!?\"'()[]*_-\u2013\u2014\u2026"
# To feel safe, a safe place, to be kept as safe as possible: none says that a treatment is safe.
_OTHER_SAFETY: Final = re.compile(
    r"\b(?:feel\w*|felt|ensur\w+|makes? sure|making sure|keep\w*|kept|stay\w*)\b[^.;!?]{0,60}\bsafe"
    r"|\bas safe\b|\bsafe (?:and \w+ )?(?:space|hands|place|environment|setting)"
)
_JOINING: Final = re.compile(r"(?:and|but|so|which|because|while|when|if|that)\s+")
_JOINED: Final = re.compile(r"\s+(?:and|but|so|which|because|while|when|if)\s*$")
_SELLING: Final = (-250, -200, -150, -100, -50, 0, 50, 100)
_LEANINGS: Final = tuple((limit, f"+selling>{limit}") for limit in _SELLING)
_PLAIN: Final = 4
# A hundredth of a log-odds a point: of pages not fitted on, seven in ten sentences above 50 are at fault.
_LEAST: Final = 50
# Texts that sell less than this are not looked at: those of public health bodies, and of most hospitals.
_LEAST_SELLING: Final = -120
_FEWEST_WORDS: Final = 40
# What stands beside another claim in its sentence has much in common with it: more must tell.
_BESIDE: Final = 140
# Below this, of ten claims that grammar found on pages not fitted on, two were claims.
_DOUBTED: Final = -200
# Texts that sell nothing hold fewer claims, and the sums say less of them.
_DOUBTED_ELSEWHERE: Final = -300
# "Sitting is killing us.": so few words tell little.
_ENOUGH_SPACES: Final = 6
_MISTAKEN: Final = frozenset(
    {
        *("efficacy", "comparison", "mechanism", "hype", "natural", "superlative", "duration", "speed", "universal"),
        "proof",
    }
)
# "A game changer", "ordinary painkillers only mask the pain", "not one client has left without".
_PLAIN_TURNS: Final = frozenset({"strong", "belittled", "none"})
# What the words that are told must bring by themselves: with another claim in its sentence any part looks like one.
_OWN: Final = 60
_OWN_BESIDE: Final = 150
_SAID: Final = frozenset({"asserted", "presupposed"})
_HEDGED, _BOUNDED = 2, 4
# So many sentences are known from one check of a text to the next.
_KEPT: Final = 4_096


def _points() -> Mapping[str, int]:
    return points_table("overclaim_points")


@cache
def _kinds() -> tuple[tuple[ClaimKind, re.Pattern[str]], ...]:
    """Return the kinds of claim with the words that tell each, the first that is found decides."""
    listed = cast("dict[str, list[str]]", lexicon("overclaim_kinds"))
    return tuple(
        (cast("ClaimKind", kind), re.compile(rf"\b(?:{'|'.join(alternatives)})(?!\w)"))
        for kind, alternatives in listed.items()
    )


@cache
def _stem(word: str) -> str:
    """Return a word without its ending, so that "eases", "eased" and "easing" are one."""
    if len(word) < _SHORTEST:
        return word
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _ROOT), "")
    stem = word.removesuffix(ending)
    return stem[:-1] if len(stem) > _ROOT and stem[-1] == stem[-2] else stem


def worded(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield the runs of one to three stems of a folded text, with where their words begin and end; figures are "0"."""
    tokens = [
        ("0" if match[0][0].isdigit() else _stem(match[0]), match.start(), match.end())
        for match in _WORD.finditer(folded)
    ]
    for first, (stem, start, end) in enumerate(tokens):
        yield stem, start, end
        run = stem
        for following, _, last in tokens[first + 1 : first + _LONGEST]:
            run = f"{run} {following}"
            yield run, start, last


def traits(weighed: Weighed, claims: Sequence[Claim], analysis: Analysis) -> set[str]:
    """Return the names of what is known of a sentence besides its words, given the other claims found in it."""
    sentence = weighed.sentence
    folded = sentence.folded
    found = {f"+{name}" for name in weighed.held}
    selling = analysis.subjects.selling
    found.update(name for limit, name in _LEANINGS if selling > limit)
    hedge = hedge_of(folded, weighed.carriers)
    if hedge.step >= _HEDGED:
        found.add("+hedged")
    if hedge.step >= _BOUNDED:
        found.add("+bounded")
    if hedge.assertion == "negated":
        found.add("+denied")
    if analysis.citations.near(sentence):
        found.add("+cited")
    if weighed.points > 0:
        found.add("+statement")
        if analysis.subjects.promotional and "+cited" not in found and hedge.step < _HEDGED:
            found.add("+plain-where-sold")
    if weighed.vetoed:
        found.add("+vetoed")
    if analysis.subjects.promotional:
        found.add("+sold")
    for claim in claims:
        if claim.assertion not in _SAID:
            found.add(f"+claim-{claim.assertion}")
        elif claim.strength < _PLAIN:
            found.add("+claim-limited")
    return found


@lru_cache(maxsize=_KEPT)
def _pointed(folded: str) -> tuple[tuple[str, int, int], ...]:
    """Return the runs of a folded text that have points."""
    points = _points()
    return tuple(one for one in worded(folded) if one[0] in points)


@lru_cache(maxsize=_KEPT)
def _summed(folded: str) -> tuple[Mapping[str, tuple[int, int]], int]:
    """Return the runs of a folded text that have points, each where it first stands, and the sum of their points."""
    found: dict[str, tuple[int, int]] = {}
    for run, first, last in _pointed(folded):
        found.setdefault(run, (first, last))
    points = _points()
    return found, sum(points[run] for run in found)


def overclaims(analysis: Analysis, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Yield what the sentences of a text that leans to selling claim by the sum of their words, in order."""
    if not _leans(analysis):
        return
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.sentence.index, []).append(claim)
    points, start, least = _points(), _points()["+start"], _LEAST
    most_of_traits = points["+most-of-traits"]
    for weighed in analysis.weighed:
        if len(weighed.sentence.folded) > _LONGEST_SENTENCE:
            continue
        found, total = _summed(weighed.sentence.folded)
        others = told.get(weighed.sentence.index, [])
        if not others and start + total + most_of_traits <= least:
            continue
        clauses: Sequence[tuple[int, int]] = _clauses(weighed.sentence.folded)
        threshold = least
        if others:
            threshold += _BESIDE
            clauses = [
                (low, high)
                for low, high in clauses
                if not _touches((low, high), others, weighed.sentence.start)
                and not _is_short(weighed.sentence.folded[low:high].strip())
            ]
            if not clauses:
                continue
            within: dict[str, tuple[int, int]] = {}
            for run, first, last in _pointed(weighed.sentence.folded):
                if any(low <= first and last <= high for low, high in clauses):
                    within.setdefault(run, (first, last))
            found, total = within, sum(points[run] for run in within)
        total += start
        if total + most_of_traits <= threshold:
            continue
        total += sum(points.get(trait, 0) for trait in traits(weighed, others, analysis))
        if total <= threshold:
            continue
        low, high = _telling(clauses, found)
        own = sum(points[run] for run, (first, last) in found.items() if low <= first and last <= high)
        if own >= (_OWN_BESIDE if others else _OWN):
            claim = _claim(weighed, (low, high), found, analysis)
            if claim.kind != "safety" or not _OTHER_SAFETY.search(weighed.sentence.folded):
                yield claim


def plausible(analysis: Analysis, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims without those of kinds easily mistaken in whose sentence the words as a whole speak against one.

    Neither in short texts nor in short sentences, which the sums do not fit.
    """
    if not any(map(_may_mistake, claims)) or not _is_long(analysis):
        return tuple(claims)
    least = _DOUBTED if _leans(analysis) else _DOUBTED_ELSEWHERE
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.sentence.index, []).append(claim)
    weighed = {one.sentence.index: one for one in analysis.weighed}
    doubted = {
        index
        for index, others in told.items()
        if any(map(_may_mistake, others))
        and index in weighed
        and weighed[index].sentence.folded.count(" ") >= _ENOUGH_SPACES
        and _sum(weighed[index], others, analysis) < least
    }
    return tuple(claim for claim in claims if claim.sentence.index not in doubted or not _may_mistake(claim))


def _may_mistake(claim: Claim) -> bool:
    return claim.kind in _MISTAKEN and claim.form not in _PLAIN_TURNS


def _sum(weighed: Weighed, others: Sequence[Claim], analysis: Analysis) -> int:
    points = _points()
    runs = {run for run, _, _ in _pointed(weighed.sentence.folded)}
    named = runs | traits(weighed, others, analysis)
    return points["+start"] + sum(points.get(name, 0) for name in named)


def _is_long(analysis: Analysis) -> bool:
    return sum(weighed.sentence.folded.count(" ") + 1 for weighed in analysis.weighed) >= _FEWEST_WORDS


def _leans(analysis: Analysis) -> bool:
    """Say whether a text sells, or may; a few words must do so for certain."""
    if analysis.subjects.promotional:
        return True
    return _is_long(analysis) and analysis.subjects.selling >= _LEAST_SELLING


@lru_cache(maxsize=_KEPT)
def _clauses(folded: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a folded sentence begin and end."""
    bounds = [0, *(match.end() for match in _CLAUSE_END.finditer(folded)), len(folded)]
    clauses: list[tuple[int, int]] = []
    for low, high in pairwise(bounds):
        if clauses and (_is_short(folded[low:high]) or _is_short(folded[slice(*clauses[-1])])):
            clauses[-1] = (clauses[-1][0], high)
        else:
            clauses.append((low, high))
    return tuple(clauses)


def _is_short(clause: str) -> bool:
    return clause.count(" ") < _FEWEST_SPACES


def _touches(clause: tuple[int, int], claims: Iterable[Claim], offset: int) -> bool:
    return any(claim.start - offset < clause[1] and clause[0] < claim.end - offset for claim in claims)


def _claim(weighed: Weighed, told: tuple[int, int], found: Mapping[str, tuple[int, int]], analysis: Analysis) -> Claim:
    sentence = weighed.sentence
    start, end = _trimmed(sentence.folded, *told)
    about, subject = about_of(sentence, start, analysis)
    return Claim(
        sentence=sentence,
        kind=_kind(sentence.folded[start:end]),
        start=sentence.start + start,
        end=sentence.start + end,
        trigger=max(found, key=lambda run: (_points()[run], run), default=""),
        form=OVERCLAIM,
        about=about,
        subject=subject,
        assertion="asserted",
        qualifiers=(),
        ladder=0,
        sourced=bool(analysis.citations.near(sentence)),
    )


def _kind(clause: str) -> ClaimKind:
    return next((kind for kind, pattern in _kinds() if pattern.search(clause)), "efficacy")


def _telling(clauses: Sequence[tuple[int, int]], found: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return the clause that brings most of the points, with those right beside it that bring some."""
    sums = [
        sum(_points()[run] for run, (first, last) in found.items() if low <= first and last <= high)
        for low, high in clauses
    ]
    best = max(range(len(clauses)), key=lambda number: (sums[number], -number))
    low = high = best
    while low and sums[low - 1] > 0 and clauses[low - 1][1] == clauses[low][0]:
        low -= 1
    while high + 1 < len(clauses) and sums[high + 1] > 0 and clauses[high][1] == clauses[high + 1][0]:
        high += 1
    return clauses[low][0], clauses[high][1]


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _EDGES:
        start += 1
    if joining := _JOINING.match(folded, start, end):
        start = joining.end()
    if joined := _JOINED.search(folded[start:end]):
        end = start + joined.start()
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return start, end
