"""Promises of a result."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import claim_terms, claim_words, clinical_words
from caveat.analysis.grammar import has_negator, negative_subject, predicate_of, standing, subject_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_NEAR = 60
_DONE_FOR_YOU = frozenset({"cured", "healed", "rejuvenated", "relieved", "restored", "transformed"})
_NO_PROOF = compiled(r"\b(?:does not|doesn't|do not|don't|is not|isn't) (?:mean|prove|show|make)\b")
_WARNED_OF = compiled(r"\b(?:beware|wary|suspicious|steer clear) of [^.;]{0,30}\b(?:that|which|who) $")
_REGAINED = frozenset(
    {"return", "get", "go", "enjoy", "resume", "walk", "run", "sleep", "live", "play", "move", "eat", "smile", "do"}
)


def promises(passage: Passage) -> Iterator[Claim]:
    """Yield the promises of a result."""
    for token in passage.parsed.tokens:
        yield from _promise(passage, token)
        yield from _guarantee(passage, token)
        yield from _ensures(passage, token)
    yield from _phrases(passage)


def _promise(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "you'll stay awake", "you will feel better": an outcome promised to the reader."""
    never = any(child.lower == "never" for child in token.children)
    sure = token.lower in claim_words("promised_verbs") and passage.subjects.promotional
    healed = token.lower in _DONE_FOR_YOU and token.child("auxpass") is not None
    if not healed and (token.tag != "VB" or (token.lower not in claim_words("feel_verbs") and not never and not sure)):
        return
    will, subject = _future(token)
    if will is None or subject is None or subject.lower != "you" or token.start - will.end > _NEAR:
        return
    if any(child.lower in claim_words("unsure") for child in token.children):
        return
    start = will.start if will.lower != "'ll" else subject.start
    if token.lower == "feel" and will in token.children and not passage.question:
        numb = _felt_by_nobody(passage, token, subject)
        if numb is not None:
            yield _promised(passage, token, subject, "feel-nothing", start, numb)
            return
    if passage.question or (
        not never
        and (
            has_negator(token)
            or standing(token, question=False).assertion in {"conditional", "questioned", "negated", "hypothetical"}
        )
    ):
        return
    if re.search(r"\bas\b[^.;]{0,40}\bpossible\b", passage.folded[token.start - passage.sentence.start :]):
        return
    role = passage.analysis.roles.get(passage.sentence.block.index)
    good = None if role == "help" else token if healed else _good_outcome(passage, token, never=never, sure=sure)
    priced = passage.subjects.promotional and role == "cost"
    if good is not None and (priced or passage.subjects.treatment_nearby(passage.sentence)):
        yield _promised(passage, token, subject, "you-will", start, good)


def _promised(passage: Passage, verb: Token, subject: Token, form: str, start: int, last: Token) -> Claim:
    return passage.make(
        "guarantee", form, verb, start=start, end=last.end, subject="reader", assertion="asserted", about=subject
    )


def _future(verb: Token) -> tuple[Token | None, Token | None]:
    """Return the "will" of a verb, its own or the one it shares, and the subject."""
    if any(child.lower == "to" and child.dep == "aux" for child in verb.children):
        return None, None
    signs = {"will", "'ll", "wo"}
    will = next((child for child in verb.children if child.dep == "aux" and child.lower in signs), None)
    subject = next((child for child in verb.children if child.dep == "nsubj" and child.lower == "you"), None)
    subject = subject or verb.child("nsubj", "nsubjpass")
    able = any(child.tag == "MD" for child in verb.children)
    if will is None and verb.dep == "conj" and not able:
        will = next(
            (child for child in verb.head.children if child.dep == "aux" and child.lower in signs - {"wo"}), None
        )
        subject = subject or subject_of(verb)
    return will, subject


def _felt_by_nobody(passage: Passage, verb: Token, subject: Token) -> Token | None:
    """Return the end of "feel nothing", where it is a promise and not what the anaesthetic is given for."""
    numb = _numb(verb)
    if numb is None or not passage.subjects.treatment_nearby(passage.sentence):
        return None
    if passage.folded[numb.end - passage.sentence.start :].startswith(" until "):
        return None
    if _is_purpose(passage, subject) and not passage.subjects.promotional:
        return None
    return numb if standing(subject.head, question=False).assertion in {"asserted", "negated"} else None


def _good_outcome(passage: Passage, verb: Token, *, never: bool, sure: bool) -> Token | None:
    """Return the last word of the good that a verb in the future promises."""
    good = _never_again(verb) if never else _good_complement(verb)
    if good is not None or not passage.subjects.promotional:
        return good
    good = _comparative(verb) or _without(passage, verb)
    if good is None and sure:
        return verb.child("dobj", "acomp") or verb
    return _able(verb) if good is None and verb.lower == "be" else good


def _without(passage: Passage, verb: Token) -> Token | None:
    """Return the ill of "you will wake up without a headache"."""
    lacking = next((child for child in verb.children if child.dep == "prep" and child.lower == "without"), None)
    ill = lacking.child("pobj") if lacking is not None else None
    return ill if ill is not None and passage.clinical(ill) else None


def _is_purpose(passage: Passage, subject: Token) -> bool:
    """Say whether "so (that)" stands before: "you'll be given medicine so you won't feel any pain"."""
    return passage.folded[: subject.start - passage.sentence.start].endswith((" so ", " so that "))


def _comparative(verb: Token) -> Token | None:
    """Return what is to be better, stronger or less: the object of a verb, or what comes with it."""
    for child in verb.children:
        target = child.child("pobj") if child.dep == "prep" and child.lower == "with" else child
        if target is None or target.dep not in {"dobj", "pobj", "attr"} or target.start < verb.start:
            continue
        compared = {"less", "fewer", "better", "more"}
        if verb.lower == "have" and target.lower not in clinical_words() | {"days", "nights"}:
            continue  # "you'll have fewer visits"
        if any(word.tag == "JJR" or word.lower in compared for word in target.children):
            return target
    return None


def _able(verb: Token) -> Token | None:
    """Return the verb of "you will be able to return to …", or the end of "you'll be back to …"."""
    for child in verb.children:
        if child.lower == "able" and (inner := child.child("xcomp")) is not None:
            return inner if inner.lower in _REGAINED and inner.child("dobj") is None else None
        if child.lower == "back" and child.dep in {"advmod", "prt", "acomp"}:
            return child
    return None


def _never_again(verb: Token) -> Token | None:
    """Return the end of "you will never … again"."""
    return next((word for word in verb.subtree() if word.lower == "again"), None)


def _numb(verb: Token) -> Token | None:
    """Return the end of "feel no pain", "not feel a thing", or None."""
    target = verb.child("dobj")
    if target is None:
        return None
    denied = has_negator(verb)
    determiner = target.child("det")
    if target.lower in {"pain", "discomfort"} and (
        (determiner is not None and determiner.lower == "no")
        or (denied and (determiner is None or determiner.lower == "any"))
    ):
        return target
    if target.lower == "nothing" or (
        denied and (target.lower == "anything" or (target.lower == "thing" and determiner is not None))
    ):
        return target
    return None


def _good_complement(verb: Token) -> Token | None:
    for child in verb.children:
        if child.start < verb.start:
            continue
        if (child.lower == "yourself" and child.dep == "attr") or (verb.lower == "bounce" and child.lower == "back"):
            return child
        if child.dep in {"acomp", "advmod", "oprd", "attr", "advcl", "xcomp"} and child.lower in claim_words(
            "good_states"
        ):
            ailing = any(word.lower in {"pain", "symptom"} for word in child.children)
            if verb.lower == "be" and child.lower in {"awake", "conscious", "alert", "free"} and not ailing:
                return None  # how a procedure is done, not what it promises
            return child
        if (
            child.dep in {"dobj", "attr"}
            and child.lower in claim_words("good_things")
            and verb.lower not in {"be", "leave", "get", "find"}
        ):
            if child.lower in {"results", "result", "life"} and not any(
                word.tag.startswith("JJ") for word in child.children
            ):
                return None
            if any(word.lower in {"your", "the", "test", "lab"} for word in child.children) and child.lower in {
                "result",
                "results",
            }:
                return None
            return child
    return None


def _guarantee(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in {"guarantee", "guarantees", "guaranteed", "guaranteeing"}:
        return
    if has_negator(token) or passage.question or any(child.lower == "no" for child in token.children):
        return
    if _NO_PROOF.search(passage.folded[token.end - passage.sentence.start :]):
        return
    verb = predicate_of(token)
    if verb is not None and (
        has_negator(verb) or negative_subject(verb) or any(child.lower in {"cannot", "ca"} for child in verb.children)
    ):
        return
    if any(ancestor.lower in {"no", "not"} for ancestor in token.ancestors()) or re.search(
        r"\b(?:no|not|never|cannot|can't|without|nor|isn't|aren't|doesn't)\b[^.;]{0,30}$",
        passage.folded[: token.start - passage.sentence.start],
    ):
        return
    if _WARNED_OF.search(passage.folded[: token.start - passage.sentence.start]):
        return
    assertion = standing(token, question=False).assertion
    if assertion in {"negated", "questioned", "conditional"}:
        return
    outcome = next(
        (
            word
            for word in passage.parsed.tokens
            if word is not token
            and abs(word.index - token.index) <= 10
            and (
                word.lower
                in claim_words("good_things")
                | clinical_words()
                | {
                    "safe",
                    "safety",
                    "work",
                    "works",
                    "effective",
                    "cure",
                    "success",
                    "outcome",
                    "outcomes",
                    "satisfaction",
                }
            )
        ),
        None,
    )
    if outcome is None or not passage.subjects.treatment_nearby(passage.sentence):
        return
    start, end = sorted((token, outcome), key=lambda word: word.start)
    if end.start - start.end > 30:
        start = end = token
    yield passage.make(
        "guarantee",
        "guarantee",
        token,
        start=start.start,
        end=end.end,
        assertion=assertion,
        about=outcome,
    )


def _ensures(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "our team ensures that your treatment is safe": a result that staff or a treatment vouches for."""
    if (
        token.lower not in {"ensure", "ensures", "assure", "assures"}
        or token.tag not in {"VBZ", "VBP"}
        or passage.question
        or has_negator(token)
    ):
        return
    subject = subject_of(token)
    if subject is None or (passage.kind_of(subject) not in {"provider", "treatment"} and subject.lower != "we"):
        return
    if (
        re.search(r"\bas\b[^.;]{0,40}\bpossible\b", passage.folded)
        or standing(token, question=False).assertion != "asserted"
    ):
        return
    sure = {"safe", "painless", "pain-free", "effective", "risk-free"}
    outcome = next(
        (
            word
            for word in passage.parsed.tokens
            if word.start > token.start
            and (
                (
                    (
                        word.lower in sure
                        or (word.lower == "free" and any(child.lower in {"pain", "risk"} for child in word.children))
                    )
                    and word.dep in {"acomp", "conj", "amod"}
                )
                or (
                    word.dep == "dobj"
                    and word.head is token
                    and word.lower in {"safety", "success", "results", "relief", "recovery", "comfort"}
                )
            )
        ),
        None,
    )
    if outcome is None or not passage.subjects.treatment_nearby(passage.sentence):
        return
    if (
        outcome.dep == "amod"
        and outcome.head.lower not in claim_words("ways") | {"recovery", "results", "experience", "visit"}
        and passage.kind_of(outcome.head) != "treatment"
    ):
        return
    end = outcome.head.end if outcome.dep == "amod" else outcome.end
    yield passage.make(
        "guarantee",
        "ensures",
        token,
        start=token.start,
        end=end,
        assertion="asserted",
        about=subject,
    )


def _phrases(passage: Passage) -> Iterator[Claim]:
    for match in claim_terms("money_back", "never_fails").find(passage.folded):
        token = passage.parsed.at(passage.sentence.start + match.start)
        if token is None or passage.question or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        if re.search(r"\b(?:no|not|never|cannot|can't)\b[^.;]{0,20}$", passage.folded[: match.start]):
            continue
        if match.label == "money_back" and (not passage.subjects.promotional or _NO_PROOF.search(passage.folded)):
            continue
        if match.term in {"sure to", "certain to", "bound to"}:
            verb = next(
                (word for word in passage.parsed.tokens if word.start >= passage.sentence.start + match.end), None
            )
            subject = subject_of(token)
            if (
                verb is None
                or passage.kind_of(subject) != "treatment"
                or verb.lower not in {"work", "help", "relieve", "heal", "improve", "reduce", "ease", "end", "cure"}
            ):
                continue
        elif (
            match.term.endswith(("fail", "fails"))
            and passage.kind_of(subject_of(token) or subject_of(token.head)) != "treatment"
        ):
            continue
        yield passage.make(
            "guarantee",
            "money-back" if match.label == "money_back" else "never-fails",
            token,
            start=passage.sentence.start + match.start,
            end=passage.sentence.start + match.end,
            assertion="asserted",
        )
