"""How firmly a sentence ties an outcome to what is said to bring it about, read from its words alone.

Two sentences that say the same may differ in this, and it is what gets lost first when a text is shortened: "is
associated with" becomes "may reduce", and that becomes "reduces". Nothing is parsed. Each word that ties (a verb of
effect, a word of association, a promise) is read with the hedge or the denial before it in its clause, and the firmest
one counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.lexicon import lexicon, words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["DENIED", "Level", "Strength", "Tie", "denials_in", "hedges_in", "strength_of", "ties_in"]

Level = Literal[0, 1, 2, 3, 4, 5]
DENIED: Final[Level] = 0
ASSOCIATED: Final[Level] = 1
HEDGED: Final[Level] = 2
POSSIBLE: Final[Level] = 3
PLAIN: Final[Level] = 4
ABSOLUTE: Final[Level] = 5


@dataclass(frozen=True, slots=True)
class Tie:
    """A word or phrase that ties an outcome to something, with offsets into the folded text, and how firmly.

    `limit` is the hedge, frequency or denial that holds it back, or an empty text. `compares` says that it only
    compares groups, which in a trial is the result itself; `way` whether it tells of more of something or of less.
    """

    start: int
    end: int
    level: Level
    limit: str = ""
    compares: bool = False
    way: Literal["more", "less", ""] = ""

    def opposes(self, other: Tie) -> bool:
        """Say whether the two point opposite ways: "raises" and "lowers"."""
        return bool(self.way and other.way) and self.way != other.way


@dataclass(frozen=True, slots=True)
class Strength:
    """How firmly a sentence says what it says.

    0 denied, 1 an association, 2 "may", 3 "can" or for some people, 4 plain, 5 absolute.
    `tie` is the word that settles it; `advises` says that the sentence tells people what to do.
    """

    level: Level
    tie: Tie
    advises: bool = False


_BOUNDARY: Final = compiled(
    r"[;:]|\s[-\u2013\u2014]+\s|,\s(?:but|while|whereas|although|though|yet|which|who)\b"
    r"|\b(?:but|whereas|although|though)\b"
)
_NEGATION: Final = compiled(
    r"\b(?:not|never|cannot|neither|nor|hardly|rarely|unlikely to|fail(?:s|ed)? to|unable to|without|rather than"
    r"|lack of|no|little)\b|n't\b"
)
_NOT_NEGATION: Final = compiled(
    r"\b(?:not only|not just|not merely|not simply|no doubt|whether or not|no longer|too little)\b"
)
# "Not getting enough sleep may make you ill": what is denied is what the sentence is about.
_OF_SUBJECT: Final = compiled(r"^\W*(?:\w+: )?(?:not|never|without)$")
# "Were cured" in a trial is what it counted, and no promise.
_OUTCOME: Final = compiled(
    r"\b(?:was|were|been|is|are|be) (?:\w+ )?\||\|[^|]*?(?:\d|\b(?:most|half|more|fewer|nearly|almost|about)\b)"
)
_WEAK_EVIDENCE: Final = compiled(
    r"\b(?:evidence|proof|data|support)\b[^.;]{0,80}?\b(?:is|was|are|were|remains?) (?:very |still |rather |so far )?"
    r"(?:limited|weak|poor|insufficient|lacking|scarce|thin|mixed|inconclusive|conflicting)\b"
    r"|\b(?:limited|weak|insufficient|poor|low-certainty|low-quality|inconclusive|conflicting|mixed) (?:evidence"
    r"|proof)\b"
)
_CAN: Final = compiled(r"\bcan\b(?! not)")
# What readers are told to do or to leave says nothing of what brings what about.
_ORDER: Final = compiled(
    r"\W*(?:\w+: )?(?:please )?(?:do not|don't|never|always|avoid|stop|ask|tell|call|keep|take|talk|read)\b"
)
_ITEM: Final = compiled(r"(?:^|[-\u2022:;.]) $")
_MODAL: Final = compiled(r"\b(?:may|might|could|can)\b(?! not)")
_FREQUENCY: Final = compiled(
    r"\b(?:some (?:people|patients|adults|women|men|children|cases|users|of (?:them|the))|for some|in some|sometimes"
    r"|occasionally|a few|not everyone|not all|often|usually|typically|generally|in most|most (?:people|patients))\b"
)
# What a text asks, sets out to learn or holds to be possible to learn, it does not say.
_AIM: Final = compiled(
    r"\bwhether\b|\b(?:to|we|was|were) (?:determine|assess|evaluate|examine|investigate|explore|compare|test|study"
    r"|quantify|estimate)d?\b|\b(?:aim|aims|aimed|objective|objectives|purpose|goal) (?:of|to|was|is|were)\b"
    r"|\bhypothesi[sz]ed?\b"
    r"|\b(?:studied|examined|investigated|assessed|explored) (?:the|if|how)\b"
)
_FOUND: Final = compiled(
    r"\b(?:found|finds?|show(?:s|ed|n)?|suggest(?:s|ed)?|conclude[sd]?|reveal(?:s|ed)?|demonstrate[sd]?|indicate[sd]?"
    r"|report(?:s|ed)?|confirm(?:s|ed)?)\b"
)
_USED: Final = compiled(
    r"\b(?:used|given|prescribed|taken|indicated|approved|designed|trying|tried|efforts|aims?|how|ways?|steps|try) to $"
)
_BEFORE_NOUN: Final = compiled(
    r"(?:^|\b(?:a|an|the|no|any|this|that|these|those|its|their|his|her|your|our|of|in|with|for|from|by|at|and|or|as|is"
    r"|are|was|were|be|had|has|have|main|common|leading|major|possible|direct|known|root|significant|moderate|large|small"
    r"|greater|further|\w+[a-z]ly|\d+%?|percent|dose|health|much|more|less|most|full|first|without|about|on|risk)) $"
)
_BEFORE_ADJECTIVE: Final = compiled(
    r"(?:^|\b(?:with|of|and|or|a|an|the) \w+ly "
    r"|\b(?:a|an|the|of|in|with|for|from|by|at|and|or|their|its|this|that|to|had|show(?:s|ed)?|through|via|between|"
    r"was|were|is|are|be)(?: \w+ly)?) $|^$"
)
_BEFORE_VERB: Final = compiled(
    r"\b(?:can|may|might|could|will|would|to|not|also|helps?|does|do|did|that|and|should|n't) $"
)
_GERUND_CAUSE: Final = compiled(r"(?:, |\bby |\bthereby |\bthus |, \w+ly |\band )$")
_INFINITIVE: Final = compiled(
    r"\b(?:shown|found|proven|proved|known|able|helps?|helped|seems?|seemed|appears?|appeared|likely|tends?|tended"
    r"|thought|believed|expected|reported|ability|potential|enough|works?|worked|due|set|going|continues?|began|begins?"
    r"|chance|way|power) to (?:\w+ly )?$"
)
_OF_EFFECT: Final = compiled(
    r"\b(?:is|are|was|were|be|been|prove[sd]?|found|considered|looks?|remains?) (?:\w+ly |also |both |a |an |the )?"
    r"(?:very |more |most |highly |quite )?(?:safe|harmless|works|effective|successful|treatment|remedy)\b"
    r"|\bmak(?:e|es|ing) (?:\w+ ){1,3}?(?:\w+er|more|less|fat|obese|overweight|sick|ill|worse|smart|happy)\b"
    r"|\b(?:has|have|had|having|exert(?:s|ed)?|show(?:s|ed)?) (?:an? |any |no )?(?:[\w-]+ ){0,2}?"
    r"(?:effects?|impact|influence) on\b"
    r"|\b(?:protective|beneficial) effects?\b"
    r"|\bmak(?:e|es|ing) (?:people|children|kids|babies|teenagers|adults|women|men|patients|them"
    r"|us) (?:\w+ly )?(?!up\b|sure\b|sense\b)[a-z]+\b"
    r"|\bkeep(?:s|ing)? (?:your|the|their) [a-z]+ (?:sharp|young|healthy|strong|fit|supple|clear|at its best)\b"
    r"|\bput(?:s|ting)? an end to\b|\b(?:get|gets|got|getting) rid of\b|\bsay goodbye to\b|\bwip(?:e|es|ed"
    r""
    r"|ing) out\b"
    r"|\bbanish(?:es|ed)?\b|\btransform(?:s|ed)\b|\b(?:bring|brings|brought) relief\b|\bfix(?:es|ed)\b|\bknock(?:s"
    r"|ed) out\b"
    r"|\bfree(?:s|d) (?:you|people|them|patients) from\b|\badd(?:s|ed)? (?:\w+ )?years to\b|\bmelt(?:s|ed)\b"
    r"|\bruin(?:s|ed)\b"
    r"|\b(?:keep|keeps|kept) (?:[\w-]+ ){1,3}?(?:away|at bay)\b|\bturn(?:s|ed) (?:[\w-]+ ){1,3}?a?round\b"
    r"|\bspare(?:s|d) (?:you|people|patients|children|them)\b|\b(?:is|are|was|were) (?:to blame for"
    r"|behind the)\b"
    r"|\bgiv(?:e|es|ing) (?:you|people|them) (?:an? |the |your |their )?(?:good|better|long|longer|new|full"
    r"|healthy"
    r"|perfect)\b"
    r"|\bmean(?:s|t)? (?:shorter|longer|fewer|less|better|lower|higher)\b"
    r"|\blift(?:s|ed)? (?:[\w-]+ ){0,3}?(?:mood|moods|spirits|depression"
    r"|energy)\b"
    r"|\bmak(?:e|es|ing) (?:your|people's|children's|their|the) (?:[\w-]+ ){1,2}?(?:break|grow|fall|shrink|bleed"
    r"|swell|ache"
    r"|fail)\b"
    # A promise to the reader: "you will recover sooner".
    r"|\byou(?:'ll| will| are going to|'re going to) (?:\w+ly )?(?:recover|feel|sleep|lose|look|heal|live|walk"
    r"|breathe|get"
    r"|be)\b"
    r"(?=[^.;]{0,40}?\b(?:sooner|faster|better|longer|younger|slimmer|stronger|quicker|weight|free of|pain-free"
    r"|cured|well again)\b)"
)


@lru_cache(4096)
def strength_of(folded: str) -> Strength | None:
    """Return how firmly a folded sentence says what it says; None when it ties nothing to anything, or only asks."""
    if folded.rstrip(" \"')").endswith("?") or _ORDER.match(folded):
        return None
    found = list(ties_in(folded))
    if aim := _AIM.search(folded):
        result = _FOUND.search(folded)
        found = (
            []
            if result is None or result.start() < aim.start()
            else [one for one in found if one.start > result.start()]
        )
    if not found:
        return _possible(folded)
    asserted = [one for one in found if one.level != DENIED]
    tie = max(asserted, key=lambda one: one.level) if asserted else found[0]
    return Strength(tie.level, tie, _phrases("advice").search(folded) is not None)


def _possible(folded: str) -> Strength | None:
    """Read a sentence without a word of effect: one that tells people what to do, or what may happen to them."""
    if advice := _phrases("advice").search(folded):
        return Strength(PLAIN, Tie(advice.start(), advice.end(), PLAIN), advises=True)
    if (hedge := _MODAL.search(folded)) is None:
        return None
    level = POSSIBLE if hedge[0] == "can" else HEDGED
    return Strength(level, Tie(hedge.start(), hedge.end(), level, hedge[0]))


def ties_in(folded: str) -> Iterator[Tie]:
    """Yield the words of a folded sentence that tie an outcome to something, each as firmly as its clause lets it."""
    taken: list[tuple[int, int]] = []
    for kind, pattern, level in (
        ("absolute", _phrases("absolutes"), ABSOLUTE),
        ("association", _phrases("association_phrases"), ASSOCIATED),
        ("phrase", _phrases("causal_phrases"), PLAIN),
        ("safe", _OF_EFFECT, PLAIN),
        ("verb", _verbs(), PLAIN),
        ("comparison", _phrases("comparison_phrases"), ASSOCIATED),
    ):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < other and one < end for one, other in taken):
                continue
            if kind == "verb" and not _is_verb(folded, match):
                continue
            if match[0] == "always" and _ITEM.search(folded[:start]):
                continue  # "- Always follow the directions" tells people what to do
            taken.append((start, end))
            yield replace(_tie(folded, start, end, level, kind), way=_way(match[0]) if kind == "verb" else "")


def hedges_in(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text holds back what it says: "may", "possibly", "often", "in some"."""
    for pattern in (_phrases("hedges"), _MODAL, _FREQUENCY):
        for match in pattern.finditer(folded):
            yield match.span()


def denials_in(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text denies: "not", "never", "without"."""
    for match in _NEGATION.finditer(folded):
        if _NOT_NEGATION.match(folded, match.start()) is None:
            yield match.span()


def _tie(folded: str, start: int, end: int, level: Level, kind: str) -> Tie:
    """Read a tie with what stands before it in its clause."""
    clause = 0
    for boundary in _BOUNDARY.finditer(folded, 0, start):
        clause = boundary.end()
    before = folded[clause:start]
    near = before[-48:]
    negation = None if _NOT_NEGATION.search(near) else _NEGATION.search(near)
    if negation is not None and clause == 0 and len(before) <= len(near) and _OF_SUBJECT.search(near[: negation.end()]):
        negation = None
    compares = kind == "comparison"
    if kind == "absolute" and folded[start:end] == "cured" and _OUTCOME.search(f"{before}|{folded[end : end + 30]}"):
        level = PLAIN
    if negation is not None and not (kind == "absolute" and folded[start:].startswith("no ")):
        return Tie(start, end, DENIED, negation[0], compares)
    if kind == "absolute" and re.search(r"\b(?:no|known|find a|if|for a) $", folded[max(0, start - 8) : start]):
        return Tie(start, end, DENIED, "no")
    if hedge := _phrases("hedges").search(before) or _WEAK_EVIDENCE.search(folded):
        return Tie(start, end, min(level, HEDGED), hedge[0], compares)
    if can := _CAN.search(near):
        return Tie(start, end, min(level, POSSIBLE), can[0], compares)
    if level >= PLAIN and (
        rate := _FREQUENCY.search(before) or _FREQUENCY.search(folded, end, min(len(folded), end + 60))
    ):
        return Tie(start, end, POSSIBLE, rate[0], compares)
    return Tie(start, end, level, "", compares)


def _is_verb(folded: str, match: re.Match[str]) -> bool:
    """Say whether a form of a verb of effect stands as one: not as a noun, an adjective, an aim or a use."""
    form, base = match[0], _forms()[match[0]]
    before = folded[max(0, match.start() - 40) : match.start()]
    if form in _set("not_effects"):
        return False
    if before.endswith(" to ") or before.startswith("to ") or re.search(r"\bto \w+ly $", before):
        if form != base:
            return not (form.endswith("ed") and before.endswith(" to "))
        return _USED.search(before) is None and _INFINITIVE.search(before) is not None
    if form.endswith("ing"):
        return _GERUND_CAUSE.search(before) is not None and not re.match(
            r"\s(?:is|was|are|were)\b", folded[match.end() :]
        )
    if form == base:
        if _BEFORE_VERB.search(before):
            return True
        behind = folded[match.end() : match.end() + 8]
        return not (
            base in _set("also_nouns")
            and (_BEFORE_NOUN.search(before) or re.match(r"\s(?:of|in|than|for)\b|[.,;]", behind))
        )
    if form == base + "s" and base in _set("also_nouns"):
        return not (
            _BEFORE_NOUN.search(before) and not re.search(r"\b(?:that|and|or|\w+ly) $", before)
        ) and not re.match(r"\s(?:of|in|from|and|for|are|were)\b", folded[match.end() :])
    if form.endswith("ed"):
        passive = re.search(r"\b(?:was|were|is|are|be|been|being)(?: \w+ly)? $", before)
        return passive is not None or _BEFORE_ADJECTIVE.search(before) is None
    return True


def _way(form: str) -> Literal["more", "less", ""]:
    base = _forms()[form]
    return "more" if base in _set("more") else "less" if base in _set("less") else ""


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(words("strength", key))


@cache
def _phrases(key: str) -> re.Pattern[str]:
    listed = sorted(words("strength", key), key=len, reverse=True)
    return compiled(rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in listed)})(?!\w)")


@cache
def _forms() -> Mapping[str, str]:
    """Return the forms of the verbs of effect, each with its base form."""
    past = cast("dict[str, str]", lexicon("strength")["irregular_past"])
    found: dict[str, str] = {}
    for base in words("strength", "causal_verbs"):
        verb, space, rest = base.partition(" ")
        stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
        doubled = verb + verb[-1] if verb in {"stop", "cut", "beat"} and verb != "beat" else stem
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
        regular = (verb + "d") if verb.endswith("e") else (doubled if verb == "stop" else verb) + "ed"
        if verb.endswith("y") and verb[-2] not in "aeiou":
            third, regular = verb[:-1] + "ies", verb[:-1] + "ied"
        pasts = (past[base],) if base in past else (regular + space + rest,)
        for form in (base, third + space + rest, doubled + "ing" + space + rest, *pasts):
            found.setdefault(form, base)
    return found


@cache
def _verbs() -> re.Pattern[str]:
    forms = sorted(_forms(), key=len, reverse=True)
    return compiled(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")
