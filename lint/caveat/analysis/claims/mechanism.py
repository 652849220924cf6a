"""Leaps from what a treatment does in the body to what a person will feel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.claims.words import inflections
from caveat.analysis.grammar import modals, standing, subject_of
from caveat.analysis.lexicon import plurals, words
from caveat.patterns import compiled
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token
    from caveat.analysis.sentence import Sentence

_FARTHEST = 110
_IRREGULAR = {
    "bind": ("bind", "binds", "bound", "binding"),
    "feed": ("feed", "feeds", "fed", "feeding"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "hit": ("hit", "hits", "hitting"),
    "get": ("get", "gets", "got", "getting"),
    "go": ("go", "goes", "went", "going"),
    "send": ("send", "sends", "sent", "sending"),
    "reset": ("reset", "resets", "resetting"),
    "skip": ("skip", "skips", "skipped", "skipping"),
    "signal": ("signal", "signals", "signalled", "signaled", "signalling", "signaling"),
    "wake": ("wake", "wakes", "woke", "waking"),
    "drip": ("drip", "drips", "dripped", "dripping"),
    "cut": ("cut", "cuts", "cutting"),
    "speed": ("speed", "speeds", "sped", "speeding", "speeds up", "speed up", "speeding up"),
    "free": ("free", "frees", "freed", "freeing"),
}

# What joins the act in the body to what is said to follow from it.
_LEAP = compiled(
    r"[,;:\u2013\u2014-]? ?\b(?P<leap>so(?: that)?|(?:which|that) (?:can |will |then )*helps?|meaning|(?:which|that"
    r"|this) means?|(?:which|that|this) (?:leads?"
    r"|results?|translates?)"
    r"|leading|resulting|translating|thereby|thus|hence|therefore|as a result|the result"
    r"|for|to|allowing|letting|enabling|helping|making|giving|bringing|leaving|providing|delivering|offering|creating"
    r"|producing|promoting|ensuring|[a-z-]{2,12}ing|(?:which|that|this) (?:\w+ )?[a-z]+s|and (?:this|that|so|thus"
    r"|thereby) (?:\w+ )?[a-z]+s?|(?:which|that|this) (?:can|will|in turn|then)|you)\b"
)
_HEDGED = compiled(
    r"\b(?:may|might|could|possibl[ey]|perhaps|potentially|theor(?:y|ies|etically)|hypothes\w+|thought to"
    r"|believed to|think"
    r"|believe|suggests?|suggested|appears? to|seems? to|unclear|unknown|not (?:yet |been )*(?:known|proven|shown"
    r"|clear|understood)"
    r"|no (?:good |strong )?evidence|in theory|some people|supposed(?:ly)?|claim(?:s|ed)?|whether|aims?|aimed"
    r"|hop(?:e|ed|es|ing)"
    r"|designed|meant|intended|marketed|if|not)\b|n't\b"
)
_FOLLOWS = compiled(
    r"(?:(?:this|that|which) (?:means|leads to|results in|translates (?:in)?to)|as a result|the result(?: is|:)?"
    r"|so)\b,? "
)
# "Straight to the bloodstream for rapid results": no verb is needed.
_DIRECT = Cue.of(
    r"\b(?:straight|direct|directly|right|deep) (?:in|through|on)?to (?:the |your )?[\w-]+(?: [\w-]+)? ?(?=for |so "
    r"|, |\u2013|\u2014|- )"
)
_AMOUNT = compiled(
    r"\b(?:release|production|flow|levels?|activity|synthesis|supply|circulation|absorption|amounts?|function) of\b"
)
_STATE = Cue.of(
    r"\b(?:better|boosted|enhanced|greater|healthier|healthy|higher|improved|increased|increases? in|balanced|more"
    r"|optimal|reduced"
    r"|lower|stronger|this|these)\b(?: [\w-]+){0,3}? "
)
_STATE_VERB = compiled(
    r" ?(?:production|levels?|function|flow|activity|delivery|supply|absorption|density|response|health|support"
    r"|synthesis)?"
    r" (?:(?:also |then |in turn |directly |naturally )*)(?P<leap>means?|leads? to|results? in|promotes?|reduces?"
    r"|relieves?"
    r"|translates? (?:in)?to|helps?|speeds?|accelerates?|improves?|restores?|eases?|boosts?|gives? you|allows?"
    r"|makes?)\b"
)


@dataclass(frozen=True, slots=True)
class _Gain:
    """A gain that a person would feel: its place in the folded sentence, and whether it is to be quick or to last."""

    start: int
    end: int
    quick: bool


def _forms(key: str) -> tuple[str, ...]:
    return tuple(form for verb in words("mechanism", key) for form in _IRREGULAR.get(verb, inflections(verb)))


@cache
def _verbs(key: str) -> frozenset[str]:
    return frozenset(_forms(key))


@cache
def _parts() -> TermList:
    return TermList({form: "part" for word in words("mechanism", "parts") for form in plurals(word)})


@cache
def _acts() -> TermList:
    return TermList((*_forms("act_verbs"), *_forms("moving_verbs")))


def _any_of(*terms: str) -> str:
    return "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))


@cache
def gains() -> Cue:
    """Match what a person gains: bad things lessened, good things bettered, or something done better."""
    bad, good = _any_of(*words("mechanism", "bad_things")), _any_of(*words("mechanism", "good_things"))
    quick = _any_of(*words("mechanism", "quickly"))
    better = _any_of(*words("mechanism", "done_better"))
    between = r"(?:[\w'-]+,? ){0,4}?"
    return Cue.of(
        rf"\b(?:(?:{_any_of(*_forms('easing'))}|less|fewer|no more|without|freedom from|free from|relief from"
        rf"|release from)"
        rf" {between}(?:{bad})"
        rf"|(?:{_any_of(*_forms('bettering'))}) {between}(?:{good})"
        rf"|(?P<quick>{quick})(?:,? (?:and )?(?:more )?[\w-]+){{0,3}}? (?:{good}|changes?|effects?|response)"
        rf"|(?:better|more|improved|clearer|stronger|younger-looking|deeper|renewed|healthier|greater"
        rf"|glowing) (?:[\w-]+ )?(?:{good})"
        rf"|(?:{_any_of(*words('mechanism', 'doing'))}) (?:[\w'-]+ ){{0,2}}?(?:{better})"
        rf"(?: (?:{better}))?"
        rf"|(?:leav(?:e|es|ing)|mak(?:e|es|ing)|help(?:s|ing)?) you (?:feel(?:ing)? |look(?:ing)? )?(?:{better})"
        r"|(?:your|the) body (?:can |to |could |will )(?:heal(?: itself)?|recover|repair itself|restore itself)"
        r"|los(?:e|es|ing) (?:more |stubborn )?(?:weight|fat|inches)|(?:symptom|pain)-free"
        r"|(?:means?|meaning|brings?|bringing|into|for|to) (?:[\w-]+ )?(?:relief|healing|recovery|weight loss|wellness)"
        r"|(?:improv|promot|speed|accelerat|assist|support)\w+ (?:[\w-]+ ){0,3}?(?:repair|regeneration|healing)"
        r"|increase the pain threshold)\b"
    )


def _gain_in(folded: str, start: int, end: int) -> _Gain | None:
    match = gains().pattern.search(folded, start, end)
    if match is None:
        return None
    stretch = folded[max(start, match.start() - 12) : min(end, match.end() + 14)]
    quick = any(re.search(rf"\b{re.escape(word)}\b", stretch) for word in words("mechanism", "quickly"))
    return _Gain(match.start(), match.end(), quick)


def _may_hold(folded: str) -> bool:
    if not _parts().any_in(folded):
        return _FOLLOWS.match(folded) is not None and gains().search(folded) is not None
    return (
        _acts().any_in(folded) or _STATE.search(folded) is not None or _DIRECT.search(folded) is not None
    ) and gains().search(folded) is not None


def _within(analysis: Analysis, sentence: Sentence) -> bool:
    return analysis.subjects.promotional or (
        of_treatment(analysis, sentence) and not _established().any_in(sentence.folded)
    )


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    found = next(_leaps(passage), None)
    if found is None:
        return
    verb, start, end, gain = found
    offset = passage.sentence.start
    folded = passage.folded
    selling = _sells(passage)
    told = _of_sellers(verb, folded[start:end]) or gain.quick
    if not (selling or told) or not (selling or passage.subjects.treatment_nearby(passage.sentence)):
        return
    if _HEDGED.search(folded[max(0, start - 40) : end]) is not None:
        return
    governing = verb.head if verb.dep in {"xcomp", "ccomp"} and verb.head.lower in _ENABLING else verb
    stands = standing(governing, question=False)
    if stands.assertion not in {"asserted", "presupposed"} or _doubted(verb):
        return
    about = subject_of(verb)
    if about is not None and ((about.is_noun and passage.kind_of(about) == "condition") or about.lower in _PERSONS):
        return
    if end - start > _FARTHEST:
        start = max(start, gain.start - 12)
        start = folded.find(" ", start) + 1 if start and folded[start - 1] != " " else start
    yield passage.make(
        "mechanism",
        "leap",
        verb,
        start=offset + start,
        end=offset + end,
        assertion=stands.assertion,
        about=about,
        governors=stands.governors,
    )


_ENABLING = frozenset(inflections("allow") + inflections("enable") + inflections("help") + ("lets", "let"))
_PERSONS = frozenset({"you", "i", "patients", "people", "they", "he", "she"})


@cache
def _established() -> TermList:
    return TermList(form for word in words("mechanism", "established") for form in plurals(word))


@cache
def _sold() -> TermList:
    return TermList(words("mechanism", "sold_on_mechanism"))


def _sells(passage: Passage) -> bool:
    """Say whether the text sells something, or explains a treatment that is sold on such explanations."""
    if passage.subjects.promotional or _sold().any_in(passage.folded):
        return True
    sentences = passage.analysis.sentences
    near = [*sentences[:1], *sentences[max(0, passage.sentence.index - 2) : passage.sentence.index]]
    return any(_sold().any_in(sentence.folded) for sentence in near)


def _doubted(verb: Token) -> bool:
    return any(modal.lower in {"may", "might", "could", "would"} for modal in modals(verb))


def _of_sellers(verb: Token, stretch: str) -> bool:
    """Say whether the words are a seller's: "flush", "reset", "straight to the brain"."""
    if verb.lower in _verbs("seller_verbs") or _verbs("seller_verbs") & set(stretch.split()):
        return True
    return any(
        re.search(rf"\b{word} (?:to|into|in|through|at|inside)\b", stretch)
        for word in words("mechanism", "seller_adverbs")
    )


def _leaps(passage: Passage) -> Iterator[tuple[Token, int, int, _Gain]]:
    """Yield the leaps of a sentence: its verb, its stretch in the folded sentence, and the gain it ends in."""
    offset, folded = passage.sentence.start, passage.folded
    parts = list(_parts().find(folded))
    for token in passage.parsed.tokens:
        if token.is_noun and not token.lower.endswith("ing") and token.lower not in _verbs("act_verbs"):
            continue
        part = _reached(passage, token, [(match.start, match.end) for match in parts])
        if part is None:
            continue
        begin, reached = token.start - offset, part
        if token.dep in {"pcomp", "advcl"} and (token.head.lower == "by" or folded[:begin].endswith("by ")):
            yield from _by(passage, token, begin, reached)
            continue
        for leap in _LEAP.finditer(folded, reached):
            if leap.start() - reached > 60 or re.search(r"[;]|\bbut\b", folded[reached : leap.start()]):
                break
            gain = _gain_in(folded, leap.start("leap"), min(len(folded), leap.start() + 90))
            if gain is not None and gain.start - leap.start() <= 45:
                yield token, begin, gain.end, gain
                return
    direct = _DIRECT.search(folded)
    if direct is not None and _parts().any_in(direct[0]):
        gain = _gain_in(folded, direct.end() - 1, min(len(folded), direct.end() + 60))
        first = passage.parsed.at(offset + direct.start())
        if gain is not None and first is not None:
            yield first, direct.start(), gain.end, gain
            return
    yield from _states(passage, [(match.start, match.end) for match in parts])
    yield from _next_sentence(passage)


def _reached(passage: Passage, verb: Token, parts: list[tuple[int, int]]) -> int | None:
    """Return where the part of the body ends that a verb acts on or moves to; None when there is none."""
    offset, folded = passage.sentence.start, passage.folded
    acting, moving = verb.lower in _verbs("act_verbs"), verb.lower in _verbs("moving_verbs")
    if not (acting or moving):
        return None
    after = verb.end - offset
    if verb.child("auxpass") is not None and acting:
        begin = verb.start - offset
        return after if any(begin - 45 <= part[0] < begin for part in parts) else None
    near = next((part for part in parts if after <= part[0] <= after + 60), None)
    if near is None:
        return None
    between = _AMOUNT.sub(" ", folded[after : near[0]])
    if re.search(r"[.;:]| (?:and|so|which|that|but|because|when|while|if) (?:it|you|they|the|this)\b", between):
        return None
    if (
        acting
        and len(between.split()) <= 5
        and " and " not in between
        and not re.search(r"\b(?:for|from|by|of|with|in|on)\b", between)
    ):
        return near[1]
    if re.search(r"\b(?:to|into|through|inside|within|in)\b", between):
        return near[1]
    return None


def _by(passage: Passage, token: Token, begin: int, reached: int) -> Iterator[tuple[Token, int, int, _Gain]]:
    """Yield the leaps of "by calming the nerves, it ends pain", and of "it ends pain by calming the nerves"."""
    folded = passage.folded
    start = folded.rfind("by ", 0, begin)
    head = token.head.head if token.head.lower == "by" else token.head
    comma = folded.find(",", reached)
    if folded[:start].strip() in {"", "and", "but", "so", "instead,"} or (
        start > 1 and folded[start - 2] in ",;:\u2014"
    ):
        if comma < 0:
            return
        gain = _gain_in(folded, comma, min(len(folded), comma + 120))
        if gain is not None:
            yield head if head.is_verb else token, start, gain.end, gain
        return
    gain = _gain_in(folded, max(0, start - 60), start)
    if gain is not None and head.is_verb and _sells(passage):
        yield head, gain.start, reached, gain


def _states(passage: Passage, parts: list[tuple[int, int]]) -> Iterator[tuple[Token, int, int, _Gain]]:
    """Yield the leaps whose subject is a state of the body: "better blood flow means faster healing"."""
    folded = passage.folded
    for begin, end in parts:
        state = next(
            (match for match in _STATE.pattern.finditer(folded, max(0, begin - 45), begin) if match.end() == begin),
            None,
        )
        verb = _STATE_VERB.match(folded, end)
        if state is None or verb is None:
            continue
        gain = _gain_in(folded, verb.start("leap"), min(len(folded), verb.end() + 70))
        token = passage.parsed.at(passage.sentence.start + verb.start("leap"))
        if gain is not None and token is not None:
            yield token, state.start(), gain.end, gain


def _next_sentence(passage: Passage) -> Iterator[tuple[Token, int, int, _Gain]]:
    """Yield the leap of a sentence that draws it from the one before: "That means faster relief"."""
    folded = passage.folded
    opening = _FOLLOWS.match(folded)
    index = passage.sentence.index
    if opening is None or index == 0:
        return
    before = passage.analysis.sentences[index - 1]
    if (
        before.block is not passage.sentence.block
        or not (_parts().any_in(before.folded) and _acts().any_in(before.folded))
        or _HEDGED.search(before.folded)
    ):
        return
    gain = _gain_in(folded, opening.start(), min(len(folded), opening.end() + 60))
    root = passage.parsed.root
    if gain is not None and root is not None:
        yield root, 0, gain.end, gain


MECHANISM = Construction(_may_hold, _read, _within)
"""Leaps from what happens in the body to what a person will feel."""
