"""Claims of effect in the fragments and turns of phrase of text that sells something."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.effect import is_cure, object_of_effect
from caveat.analysis.claims.harm import above_negation
from caveat.analysis.claims.words import (
    END_STATE,
    MORE,
    UP,
    ZERO,
    claim_terms,
    claim_verbs,
    claim_words,
    clinical_words,
    inflections,
)
from caveat.analysis.grammar import has_negator, modals, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_GONE = compiled(
    r"(?:all )?gone(?: (?:in|within|after|by) [\w -]{2,30}| for good| for ever| forever| overnight)?(?=[.!,;]|$)"
)
_AGAIN = compiled(r"(?P<verb>\w+) (?:[\w'-]+ ){1,6}again(?=[.!]?$)")
_LIFE_BACK = compiled(
    r"get your (?:life|sleep|sparkle|smile|confidence|energy|freedom|hair|figure|sight|hearing) back\b"
)
_SUCCESS = compiled(
    r"\b(?:9\d|100)(?:\.\d+)? ?% success(?: rate)?\b|\bsuccess rate of (?:over |more than )?(?:9\d|100)(?:\.\d+)? ?%"
)
_COMING_BACK = compiled(r" (?P<what>(?:[\w-]+ ){0,2}?[\w-]+) (?:from )?(?:coming back|returning|recurring)\b")
_UNTIL = compiled(
    r"\b(?:if|when|until|once|unless|before|may|might|could|can|whether|hope|want|wish|not|never|n't|nearly|almost"
    r"|imagine|goal|aims?)\b|n't\b"
)
_LEFT = frozenset({"sorted", "gone", "restored", "solved", "banished", "vanished"})
_RETURNING = compiled(r"\b(?:unless|if|until|when)\b")


def slogans(passage: Passage) -> Iterator[Claim]:
    """Yield the claims of effect that only a text that sells a treatment makes in such words."""
    if not passage.subjects.promotional or passage.question or not passage.subjects.treatment_nearby(passage.sentence):
        return
    yield from _fragment(passage)
    for token in passage.parsed.tokens:
        yield from _to_verb(passage, token)
        yield from _misread_verb(passage, token)
        yield from _done_by(passage, token)
        yield from _enjoyed(passage, token)
        yield from _for_ever(passage, token)
        yield from _keeps_away(passage, token)
    yield from _gone(passage)
    yield from _end_state(passage)
    yield from _enumerated(passage)
    yield from _again(passage)
    yield from _success_rate(passage)


@cache
def _third_persons() -> dict[str, str]:
    """Return the forms "ends", "relieves" of the verbs of effect, each with its verb."""
    return {inflections(verb)[1]: verb for key in ("strong_verbs", "plain_verbs") for verb in words("claims", key)}


@cache
def _never_nouns() -> frozenset[str]:
    return frozenset(form for verb in claim_words("never_nouns") for form in inflections(verb)[:2])


def _effect(passage: Passage, verb: Token, target: Token, start: int) -> Claim:
    """Make the claim that a verb acts on its object."""
    curing = is_cure(passage, verb, target)
    strong = verb.lower in claim_verbs("strong_verbs")
    return passage.make(
        "cure" if curing else "efficacy",
        "verb" if curing else "strong-verb" if strong else "plain-verb",
        verb,
        start=start,
        end=max(target.end, verb.end),
        assertion="asserted",
        about=target,
    )


def _fragment(passage: Passage) -> Iterator[Claim]:
    """Find "Ends the afternoon slump", an effect stated with no subject."""
    spoken = [token for token in passage.parsed.tokens if any(character.isalnum() for character in token.lower)]
    first = next((token for token in spoken if not token.lower.endswith("ly")), None)
    if first is None or first.lower not in _third_persons() or first.index - passage.parsed.tokens[0].index > 3:
        return
    if first.child("nsubj", "nsubjpass", "aux", "det") is not None:
        return
    target = _noun_after(passage, first)
    if target is None or not passage.clinical(target):
        return
    booster = spoken[0] if spoken[0] is not first and spoken[0].lower in claim_words("boosters") else first
    yield _effect(passage, first, target, booster.start)


def _noun_after(passage: Passage, verb: Token) -> Token | None:
    """Return the noun that follows a verb, whatever the parser took the verb for."""
    found: Token | None = None
    for token in passage.parsed.tokens:
        if token.start < verb.end:
            continue
        if token.lower in claim_words("mechanism_objects") or not (
            token.is_noun or token.tag in {"DT", "JJ", "JJR", "PRP$", "VBN", "VBD", "HYPH", "CD", "POS"}
        ):
            break
        found = token if token.is_noun else found
    return found


def _to_verb(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "clinically proven to reverse …" with no subject, and "works with your body to restore …"."""
    if token.tag != "VB" or token.lower not in {**claim_verbs("strong_verbs"), **claim_verbs("plain_verbs")}:
        return
    head = token.head
    if head is token or not any(child.lower == "to" and child.dep == "aux" for child in token.children):
        return
    if has_negator(head) or has_negator(token) or modals(head):
        return
    subject = subject_of(head)
    proven = head.lower in claim_words("proving") and subject is None
    works = (
        head.lower in claim_words("working")
        and head.is_verb
        and (passage.offered(subject) or (subject is None and head.head is head and head.tag == "VBZ"))
        and standing(head, question=False).assertion == "asserted"
    )
    target = object_of_effect(passage, token) if proven or works else None
    if target is not None:
        yield _effect(passage, token, target, token.start)


def _misread_verb(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find a verb of effect that the parser took for a noun ("Our laser facial erases sun spots")."""
    if token.is_verb or token.lower not in _never_nouns() or not passage.treatment_before(token):
        return
    target = _noun_after(passage, token)
    if target is None or target is token or not passage.clinical(target):
        return
    if not any(has_negator(word) for word in passage.parsed.tokens if word.start <= token.start):
        yield _effect(passage, token, target, token.start)


def _done_by(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "wrinkles are erased by our laser", the treatment named as what does it."""
    if token.tag != "VBN" or token.child("auxpass") is None or token.lower not in claim_verbs("strong_verbs"):
        return
    subject = token.child("nsubjpass")
    doer = next(
        (
            inner
            for child in token.children
            if child.dep == "agent" or (child.dep == "prep" and child.lower in {"by", "with"})
            for inner in child.children
            if inner.dep == "pobj"
        ),
        None,
    )
    if subject is None or not passage.offered(doer) or not passage.clinical(subject):
        return
    found = standing(token, question=False)
    curing = is_cure(passage, token, subject)
    yield passage.make(
        "cure" if curing else "efficacy",
        "verb" if curing else "strong-verb",
        token,
        start=subject.start,
        end=token.end,
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def _enjoyed(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "our patients enjoy lasting relief"."""
    if token.lower not in claim_words("enjoying") or token.tag not in {"VBP", "VBZ"} or token.child("aux") is not None:
        return
    subject, target = token.child("nsubj"), token.child("dobj")
    if subject is None or target is None or target.lower not in claim_words("enjoyed"):
        return
    praised = next((child for child in target.children if child.lower in claim_words("praised_relief")), None)
    if target.lower == "results" and praised is not None and praised.lower in claim_words("test_results"):
        return
    if praised is None or subject.lower not in claim_words("patients"):
        return
    found = standing(token, question=False)
    yield passage.make(
        "efficacy",
        "enjoyed",
        token,
        start=token.start,
        end=target.end,
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def _for_ever(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "the pain goes away for good" and "once treated, migraine does not return": a condition gone for ever."""
    leaving = token.lower in claim_words("going")
    if not leaving and token.lower not in claim_words("returning"):
        return
    subject = token.child("nsubj", "nsubjpass")
    if subject is None and token.index > passage.parsed.tokens[0].index:
        subject = next((word for word in passage.parsed.tokens if word.index == token.index - 1), None)
    if subject is None or not passage.clinical(subject) or modals(token):
        return
    rest = passage.folded[token.end - passage.sentence.start :]
    if _RETURNING.search(rest) or (token.lower in {"come", "comes"} and not rest.startswith(" back")):
        return
    good = next(iter(claim_terms("for_good").find(rest)), None)
    denied = has_negator(token)
    if leaving and (denied or good is None or good.start > 30):
        return
    if not leaving and not denied:
        return
    end = token.end + good.end if leaving and good is not None else token.end
    assertion = above_negation(passage, token) if denied else standing(token, question=False).assertion
    if assertion != "asserted":
        return
    yield passage.make(
        "cure",
        "for-ever",
        token,
        start=subject.start,
        end=end,
        assertion="asserted",
        about=subject,
    )


def _keeps_away(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "stops it coming back", "keeps migraines from returning"."""
    if token.lower not in claim_words("keeping_away") or token.tag not in {"VBZ", "VBP"}:
        return
    subject = subject_of(token)
    if subject is None or not (passage.offered(subject) or subject.lower in claim_words("visits")):
        return
    if standing(token, question=False).assertion != "asserted" or modals(token):
        return
    match = _COMING_BACK.match(passage.folded[token.end - passage.sentence.start :])
    if match is None:
        return
    what = passage.parsed.at(token.end + match.end("what") - 1)
    if what is None or not (what.lower in {"it", "them"} or passage.clinical(what)):
        return
    yield passage.make(
        "efficacy",
        "strong-verb",
        token,
        start=token.start,
        end=token.end + match.end(),
        assertion="asserted",
        about=subject,
    )


def _gone(passage: Passage) -> Iterator[Claim]:
    """Find "Hangover? Gone in thirty minutes."."""
    match = _GONE.match(passage.folded)
    if match is None or passage.sentence.index == 0:
        return
    before = passage.analysis.sentences[passage.sentence.index - 1]
    asked = before.text.rstrip().endswith("?") and len(before.text.split()) <= 8
    if not asked or before.block is not passage.sentence.block:
        return
    _, conditions = passage.subjects.terms_in(before)
    named = bool(conditions) or any(word in clinical_words() for word in re.findall(r"[\w-]+", before.folded))
    token = passage.parsed.at(passage.sentence.start)
    if not named or token is None:
        return
    curing = next(iter(claim_terms("for_good").find(match[0])), None) is not None
    yield passage.make(
        "cure" if curing else "efficacy",
        "for-ever" if curing else "gone",
        token,
        start=passage.sentence.start,
        end=passage.sentence.start + match.end(),
        assertion="asserted",
    )


def _end_state(passage: Passage) -> Iterator[Claim]:
    """Find "your bad back is history", "frown lines gone by the weekend": what a symptom is after the treatment."""
    for match in END_STATE.finditer(passage.folded):
        last = match.end("what") - 1
        noun = passage.parsed.at(passage.sentence.start + last)
        if noun is None or not passage.clinical(noun) or _UNTIL.search(passage.folded[: match.end()]):
            continue
        if match["verb"] is None and _stated(passage) and match["state"] not in {"banished", "restored", "sorted"}:
            continue
        if match["verb"] is None and match["state"] in {"history", "beaten"}:
            continue  # "a family health history"
        if match["state"] in {"beaten", "restored"} and match["verb"] in {"has", "have"}:
            continue
        if match["verb"] is not None and _of_another(passage, noun, match.start("state")):
            continue
        ended = match["state"] in {"gone", "beaten", "history", "banished", "a thing of the past"}
        curing = ended and passage.names_disease(noun)
        start = max(
            passage.sentence.start + match.start("what"),
            min(word.start for word in noun_phrase(noun) if word.dep != "det"),
        )
        yield passage.make(
            "cure" if curing else "efficacy",
            "gone",
            passage.parsed.at(passage.sentence.start + match.start("state")) or noun,
            start=start,
            end=passage.sentence.start + match.end(),
            assertion="asserted",
            about=noun,
        )


def _of_another(passage: Passage, noun: Token, state: int) -> bool:
    """Say whether it is something else that is gone: "the trials in asthma have gone both ways"."""
    last = passage.parsed.at(passage.sentence.start + state)
    subject = subject_of(last) if last is not None else None
    within = noun.dep == "pobj" and subject is not None and subject.start < noun.start
    return within and subject is not None and not passage.clinical(subject) and subject.tag.startswith("NN")


def _stated(passage: Passage) -> bool:
    """Say whether the sentence has a finite verb; a fragment has none."""
    return any(
        word.tag in {"VBZ", "VBP", "VBD", "MD"} and word.dep != "relcl" and word.lower not in _LEFT
        for word in passage.parsed.tokens
    )


def _enumerated(passage: Passage) -> Iterator[Claim]:
    """Find "Stronger immunity, zero sick days", "Mood up, sleep sorted": results in a list without a verb."""
    folded = passage.folded
    if _stated(passage) or _UNTIL.search(folded) or passage.analysis.citations.near(passage.sentence):
        return
    zero = ZERO.search(folded)
    token = passage.parsed.at(passage.sentence.start)
    if zero is not None and token is not None:
        start, end = (passage.sentence.start + place for place in zero.span("zero"))
        yield passage.make("no-harm", "denial", token, start=start, end=end, assertion="asserted")
    for pattern, begin in ((MORE, "more"), (UP, "what")):
        match = pattern.search(folded)
        noun = _head_at(passage, match.start("what"), match.end("what")) if match is not None else None
        if match is None or noun is None:
            continue
        yield passage.make(
            "efficacy",
            "fragment",
            noun,
            start=passage.sentence.start + match.start(begin),
            end=max(noun.end, passage.sentence.start + match.end()),
            assertion="asserted",
            about=noun,
        )
        return


def _head_at(passage: Passage, start: int, end: int) -> Token | None:
    """Return the symptom or part of the body that the words at a place of the sentence name, or begin to name."""
    last = passage.parsed.at(passage.sentence.start + end - 1)
    if last is not None and passage.clinical(last):
        return last
    first = passage.parsed.at(passage.sentence.start + start)
    head = first.head if first is not None and first.dep in {"amod", "compound"} else None
    near = head is not None and last is not None and 0 < head.index - last.index < 2
    return head if head is not None and near and passage.clinical(head) else None


def _again(passage: Passage) -> Iterator[Claim]:
    """Find "Hear every word again" and "Get your life back", which tell what the treatment brings."""
    match = _AGAIN.match(passage.folded)
    if match is not None and (
        match["verb"] not in claim_words("again_verbs")
        or any(word in claim_words("not_seen_again") for word in re.findall(r"\w+", match[0]))
    ):
        return
    match = match or _LIFE_BACK.match(passage.folded)
    token = passage.parsed.at(passage.sentence.start)
    if match is None or token is None or re.search(r"\b(?:may|might|can|could|help\w*|until|before)\b", match[0]):
        return
    yield passage.make(
        "efficacy",
        "again",
        token,
        start=passage.sentence.start,
        end=passage.sentence.start + match.end(),
        assertion="asserted",
    )


def _success_rate(passage: Passage) -> Iterator[Claim]:
    """Find "a 98% success rate" with no source."""
    match = _SUCCESS.search(passage.folded)
    token = passage.parsed.at(passage.sentence.start + match.start()) if match is not None else None
    if match is None or token is None or passage.analysis.citations.near(passage.sentence):
        return
    if re.search(r"\b(?:no|not|beware|cannot|can't|trials?|stud(?:y|ies))\b|n't\b", passage.folded):
        return
    yield passage.make(
        "efficacy",
        "success-rate",
        token,
        start=passage.sentence.start + match.start(),
        end=passage.sentence.start + match.end(),
        assertion="asserted",
    )
