"""Claims that go too far by their sentence as a whole, in texts that sell something.

Copywriters never run out of turns of phrase ("your knees will thank you", "kiss bloating goodbye"). Two readers look
for them. Each stem of a word, each short run of them and each thing known of the sentence has points in
lexicon/overclaim_points.tsv: a sentence whose sum is hopeless is read no further. A small neural encoder reads the
others (`caveat.analysis.encoder`), and says how surely a sentence claims too much and at which of its words. Both were
fitted on pages that reviewers marked. Words in which grammar found a claim, however firm, are left to it, unless the
sentence as a whole speaks against the claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from caveat.analysis.claim import OVERCLAIM, Claim
from caveat.analysis.lexicon import lexicon, points_table
from caveat.analysis.statements.hedge import hedge_of, limits_before
from caveat.analysis.statements.statement import about_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import ClaimKind
    from caveat.analysis.encoder import ReadSentence
    from caveat.analysis.statements.weigh import Weighed

_WORD: Final = compiled(r"[a-z']+|\d[\d.,]*|[?!:]")
_LONGEST: Final = 3
_LONGEST_SENTENCE: Final = 1_000
_ENDINGS: Final = (
    *("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s"),
    *("er", "est", "ness", "y", "e"),
)
_SHORTEST, _ROOT = 5, 3
# "Stimulates the muscle" has fewer.
_FEWEST_SPACES: Final = 3
_EDGES: Final = " .,;:!?\"'()[]*_-\u2013\u2014\u2026"
# To feel safe, a safe place, to be kept as safe as possible: none says that a treatment is safe.
_OTHER_SAFETY: Final = compiled(
    r"\b(?:feel\w*|felt|ensur\w+|makes? sure|making sure|keep\w*|kept|stay\w*)\b[^.;!?]{0,60}\bsafe"
    r"|\bas safe\b|\bsafe (?:and \w+ )?(?:space|hands|place|environment|setting)"
)
_JOINING: Final = compiled(r"(?:and|but|so|which|because|while|when|if|that)\s+")
_JOINED: Final = compiled(r"\s+(?:and|but|so|which|because|while|when|if)\s*$")
_SELLING: Final = (-250, -200, -150, -100, -50, 0, 50, 100)
_LEANINGS: Final = tuple((limit, f"+selling>{limit}") for limit in _SELLING)
_LIMITED, _PLAIN = 2, 4
# In hundredths of a log-odds, as all points here. What the words of a sentence must say at least for the encoder to
# read it: half of the sentences of selling texts have more.
_WORTH_READING: Final = -250
# How much a text must sell, at least, to be looked at; what the words and the encoder must then say of a sentence
# together; and below which a claim of grammar's is none. The texts of public health bodies, and of most hospitals, sell
# less, and are less like those it was fitted on; in a short one there is little to tell by that it sells.
_BY_SELLING: Final = ((-120, 0, -250), (-200, 200, -250))
_WHERE_SOLD, _WHERE_SHORT, _ELSEWHERE = (-150, -350), 150, -250
# How far below the best word of its sentence a word of a claim may lie, and the best word of a claim; what the best
# word of a claim must have by itself.
_SPREAD, _SHADE, _LEAST_OF_BEST = 200, 150, 0
# So many words further on, a word still belongs to the claim.
_GAP: Final = 6
# What the best word of a clause beside another claim must have by itself, the fewest words it must have, and from how
# many on only those between words with so many points are taken.
_LEAST_OF_BEST_BESIDE: Final = 200
_FEWEST_BESIDE, _LONGEST_BESIDE = 2, 12
_LEAST_OF_WORD_BESIDE: Final = 50
# What is left of a clause behind a claim and one of these goes on with the claim.
_PREPOSITIONS: Final = frozenset({"of", "with", "for", "from", "in", "on", "by", "at", "against", "than", "as", "to"})
_CLAUSES: Final = compiled(r"[,;:.!?()\u2013\u2014/]\s|\b(?:and|or|but|while|which|so|because|when)\b")
# Who warns of a claim does not make it.
_WARNED: Final = compiled(
    r"\b(?:beware|be wary|watch out for|steer clear of|(?:do not|don't|never) (?:believe|fall for))\b"
)
# To pay less is no effect on health.
_OF_MONEY: Final = compiled(r"\b(?:lower|cut|sav|reduc|slash|trim)\w* (?:\w+ ){0,3}(?:bills?|costs?|money|prices?)\b")
_FEWEST_WORDS: Final = 40
# "Sitting is killing us.": so few words tell little.
_ENOUGH_SPACES: Final = 6
# Whatever the words around it: "completely safe".
_NEVER_DOUBTED: Final = frozenset(
    {"safety", "no-harm", "mild-harm", "cure", "guarantee", "causation", "discouragement"}
)
# "A game changer", "a Scottish first", "ordinary painkillers only mask the pain", "not one client has left without".
# The encoder has hardly met the others: "a new approach", "every aspect of life".
_PLAIN_TURNS: Final = frozenset({"strong", "novel", "belittled", "none", "never-again", "new", "aspect"})
# "Designed to ease", "may have the potential to cure": the forms of claims with a hedge that limits nothing.
_HOLLOW: Final = "hollow"
_SAID: Final = frozenset({"asserted", "presupposed"})
_HEDGED, _BOUNDED = 2, 4
# So many sentences are known from one check of a text to the next.
_KEPT: Final = 4_096


@dataclass(frozen=True, slots=True)
class WorthReading:
    """A sentence for the encoder, with the claims told of it, and its points by its words and what else is known."""

    weighed: Weighed
    told: tuple[Claim, ...]
    points: int


class _Thresholds(NamedTuple):
    """What must be said of a sentence that a text claims, and below which a claim is doubted; None: it never is."""

    least: int | None
    doubted: int | None


def _points() -> Mapping[str, int]:
    return points_table("overclaim_points")


@cache
def _kinds() -> tuple[tuple[ClaimKind, re.Pattern[str]], ...]:
    """Return the kinds of claim with the words that tell each, the first that is found decides."""
    listed = cast("dict[str, list[str]]", lexicon("overclaim_kinds"))
    return tuple(
        (cast("ClaimKind", kind), compiled(rf"\b(?:{'|'.join(alternatives)})(?!\w)"))
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
def _summed(folded: str) -> int:
    """Return the sum of the points of the words and runs of a folded text, each counted once."""
    points = _points()
    return sum(points.get(run, 0) for run in {run for run, _, _ in worded(folded)})


def judged(analysis: Analysis) -> Iterator[Claim]:
    """Yield the worded claims but those that their whole sentence speaks against, and what else sentences claim."""
    least, doubted = _thresholds(analysis)
    added: list[Claim] = []
    doubtful: set[int] = set()
    for one, reading in zip(analysis.worth_reading, analysis.readings, strict=True):
        sentence = one.weighed.sentence
        total = one.points + reading.points
        if least is not None and total > least:
            added += _claims(one.weighed, reading, one.told, analysis)
        if doubted is not None and total < doubted and sentence.folded.count(" ") >= _ENOUGH_SPACES:
            doubtful.add(sentence.index)
    for claim in analysis.worded_claims:
        if claim.sentence.index not in doubtful or not _may_mistake(claim):
            yield claim
    yield from added


def _is_firm(claim: Claim) -> bool:
    return claim.assertion in _SAID and claim.strength >= _PLAIN


def worth_reading(analysis: Analysis) -> Iterator[WorthReading]:
    """Yield the sentences with a claim, and in a text that may sell those whose words do not speak against one."""
    told: dict[int, list[Claim]] = {}
    for claim in analysis.worded_claims:
        told.setdefault(claim.sentence.index, []).append(claim)
    sells = _thresholds(analysis).least is not None
    points = _points()
    start, most_of_traits = points["+start"], points["+most-of-traits"]
    for weighed in analysis.weighed:
        sentence = weighed.sentence
        claims = told.get(sentence.index, ())
        said = any(claim.assertion in _SAID for claim in claims)
        doubtful = sentence.folded.count(" ") >= _ENOUGH_SPACES and any(map(_may_mistake, claims))
        if not (sells or doubtful) or len(sentence.folded) > _LONGEST_SENTENCE:
            continue
        total = start + _summed(sentence.folded)
        if not said and total + most_of_traits <= _WORTH_READING:
            continue
        total += sum(points.get(name, 0) for name in known_of(weighed, claims, analysis))
        if said or total > _WORTH_READING:
            yield WorthReading(weighed, tuple(claims), total)


def known_of(weighed: Weighed, claims: Sequence[Claim], analysis: Analysis) -> frozenset[str]:
    """Return the names of what is known of a sentence besides its words, those of the claims found in it among them."""
    found = traits(weighed, claims, analysis)
    for claim in claims:
        if _is_firm(claim):
            found.update(("+told", f"+told-{claim.kind}"))
    return frozenset(found)


def readings(analyses: Sequence[Analysis]) -> list[tuple[ReadSentence, ...]]:
    """Return what the encoder says of the sentences worth reading of several analyses, for each in their order.

    All are read in one go, since sentences of a length take half as long together; the same sentence is read once while
    it is remembered.
    """
    wanted: list[list[str]] = [[one.weighed.sentence.folded for one in analysis.worth_reading] for analysis in analyses]
    found: dict[str, ReadSentence] = {}
    for analysis, sentences in zip(analyses, wanted, strict=True):
        if analysis.memory is not None:
            kept = analysis.memory.readings
            found.update({one: known for one in sentences if (known := kept.get(one)) is not None})
    missing = [one for one in dict.fromkeys(chain.from_iterable(wanted)) if one not in found]
    if missing:
        from caveat.analysis.encoder import encoder

        found.update(zip(missing, encoder().read(missing), strict=True))
        for analysis, sentences in zip(analyses, wanted, strict=True):
            if analysis.memory is not None:
                for one in sentences:
                    analysis.memory.readings.put(one, found[one])
    return [tuple(found[one] for one in sentences) for sentences in wanted]


def _claims(weighed: Weighed, reading: ReadSentence, others: Sequence[Claim], analysis: Analysis) -> Iterator[Claim]:
    """Yield the claims of a sentence at the runs of words that tell the most, without those told already."""
    folded, offset = weighed.sentence.folded, weighed.sentence.start
    if _WARNED.search(folded):
        return
    told = [(claim.start - offset, claim.end - offset) for claim in others]
    beside = any(map(_is_firm, others))
    for start, end, word in _clauses_beside(folded, reading.words, told) if beside else _runs(reading.words):
        if beside and limits_before(folded, start).step >= _HEDGED:
            continue
        claim = _claim(weighed, (start, end), word, analysis)
        # One word tells nobody what is claimed.
        if " " not in folded[claim.start - offset : claim.end - offset] or any(
            _tells_already(other, claim) for other in others
        ):
            continue
        if beside and any(_goes_on(other, claim) for other in others):
            continue
        if not (claim.kind == "safety" and _OTHER_SAFETY.search(folded)) and not _OF_MONEY.search(folded):
            yield claim


def _tells_already(other: Claim, claim: Claim) -> bool:
    """Say whether what was told before covers a claim: the same words said firmly, or told of with their limits.

    A limit on an effect ("can completely restore") may be none.
    """
    if other.end <= claim.start or claim.end <= other.start:
        return False
    limited = other.kind != "efficacy" or other.form.startswith(_HOLLOW)
    return _is_firm(other) or (limited and other.assertion in _SAID)


def _goes_on(other: Claim, claim: Claim) -> bool:
    """Say whether a claim beside another only goes on with it ("there are [no side effects]"): nothing parts them."""
    first, last = sorted((other, claim), key=lambda one: one.start)
    offset = claim.sentence.start
    return _CLAUSES.search(claim.sentence.folded, first.end - offset, last.start - offset) is None


def _runs(words: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield where the runs of words that tell the most begin and end, and where the best word of each stands.

    A few words between such words belong to their run.
    """
    best = max((points for _, _, points in words), default=0)
    runs: list[list[int]] = []
    for number, (_, _, points) in enumerate(words):
        if points > best - _SPREAD:
            if runs and number - runs[-1][-1] <= _GAP:
                runs[-1].append(number)
            else:
                runs.append([number])
    for run in runs:
        top = max((words[number] for number in run), key=lambda one: one[2])
        if top[2] >= max(best - _SHADE, _LEAST_OF_BEST):
            yield words[run[0]][0], words[run[-1]][1], top[:2]


def _clauses_beside(
    folded: str, words: Sequence[tuple[int, int, int]], told: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield the same of what is left of each clause beside what was told of it already; of a long one its run."""
    for low, high in _left(folded, told):
        held = [word for word in words if low <= word[0] and word[1] <= high and folded[word[0]].isalnum()]
        while held and folded[slice(*held[0][:2])] in _PREPOSITIONS:
            del held[0]
        top = max(held, key=lambda one: one[2], default=None)
        if top is None or len(held) < _FEWEST_BESIDE or top[2] < _LEAST_OF_BEST_BESIDE:
            continue
        run = held if len(held) <= _LONGEST_BESIDE else [word for word in held if word[2] > _LEAST_OF_WORD_BESIDE]
        yield run[0][0], run[-1][1], top[:2]


def _left(folded: str, told: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence between its commas, its conjunctions and what was told of it."""
    taken = sorted([*told, *(match.span() for match in _CLAUSES.finditer(folded))])
    start = 0
    for first, last in [*taken, (len(folded), len(folded))]:
        if start < first:
            yield start, first
        start = max(start, last)


def _may_mistake(claim: Claim) -> bool:
    """Say whether its sentence may speak against a claim; against one that is limited it would."""
    if claim.kind in _NEVER_DOUBTED or claim.form in _PLAIN_TURNS or claim.form.startswith(_HOLLOW):
        return False
    return claim.assertion in _SAID and claim.strength > _LIMITED


def _thresholds(analysis: Analysis) -> _Thresholds:
    """Return the thresholds of a text by how much it sells; a few words must do so for certain."""
    long = sum(weighed.sentence.folded.count(" ") + 1 for weighed in analysis.weighed) >= _FEWEST_WORDS
    if analysis.subjects.promotional:
        least, doubted = _WHERE_SOLD
        return _Thresholds(least, doubted) if long else _Thresholds(_WHERE_SHORT, None)
    if not long:
        return _Thresholds(None, None)
    for limit, least, doubted in _BY_SELLING:
        if analysis.subjects.selling >= limit:
            return _Thresholds(least, doubted)
    return _Thresholds(None, _ELSEWHERE)


def _claim(weighed: Weighed, told: tuple[int, int], word: tuple[int, int], analysis: Analysis) -> Claim:
    sentence = weighed.sentence
    start, end = _trimmed(sentence.folded, *told)
    about, subject = about_of(sentence, start, analysis)
    return Claim(
        sentence=sentence,
        kind=_kind(sentence.folded[start:end]),
        start=sentence.start + start,
        end=sentence.start + end,
        trigger=sentence.folded[slice(*word)],
        form=OVERCLAIM,
        about=about,
        subject=subject,
        assertion="asserted",
        qualifiers=(),
        ladder=0,
        sourced=bool(analysis.citations.near(sentence)),
    )


def _kind(clause: str) -> ClaimKind:
    kind: ClaimKind = next((kind for kind, pattern in _kinds() if pattern.search(clause)), "efficacy")
    # "Stimulates the muscle": what happens and what it is good for take more words.
    return "efficacy" if kind == "mechanism" and clause.count(" ") < _FEWEST_SPACES else kind


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    # "87.5%" are four words to the encoder.
    if folded[start] == "%" or folded[start].isdigit():
        start -= len(folded[:start]) - len(folded[:start].rstrip("0123456789.,"))
    while start < end and folded[start] in _EDGES:
        start += 1
    if joining := _JOINING.match(folded, start, end):
        start = joining.end()
    if joined := _JOINED.search(folded[start:end]):
        end = start + joined.start()
    while end > start and folded[end - 1] in _EDGES:
        end -= 1
    return start, end
