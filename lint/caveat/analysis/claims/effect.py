"""Claims that a treatment works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import claim_terms, claim_verbs, claim_words, clinical_words
from caveat.analysis.grammar import coordinated, has_negator, modals, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import grammar_words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


_ALWAYS = compiled(
    r" (?:(?:nearly |almost |virtually )?every time|(?:for|on) (?:almost |nearly |virtually )?(?:everyone|everybody"
    r"|all|anyone|any|every)"
    r"|100|wonders|miracles|like magic)"
)
_NO_SINGLE = compiled(r"\b(?:no (?:one|single)|not every|nor)\b")
_TIMED = frozenset({"after", "by", "in", "overnight", "within"})
# No seller boasts of what a treatment does seldom, or by mistake.
_SELDOM = compiled(r"\b(?:in (?:\w+ )?rare cases|on rare occasions|rarely|seldom|very occasionally|accidentally)\b")
_CHANCE = compiled(r"\b(?:more|less|most|least) likely\b")


def effect_claims(passage: Passage) -> Iterator[Claim]:
    """Yield the claims that a treatment works."""
    for token in passage.parsed.tokens:
        yield from _effective(passage, token)
        yield from _works(passage, token)
        yield from _strong_verb(passage, token)
        yield from _vanishing(passage, token)
        yield from _outcome(passage, token)
        yield from _escaped_participle(passage, token)


def _effective(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in claim_words("effective"):
        return
    if any(child.lower in grammar_words("limiting") and child.dep == "advmod" for child in token.children):
        return
    if _CHANCE.search(passage.folded[: token.start - passage.sentence.start]):
        return
    if any(word.lower in claim_words("safe_adjectives") and not has_negator(word) for word in coordinated(token)):
        return  # "safe and effective": one claim, the graver
    if token.dep == "amod" or any(word.dep == "amod" for word in coordinated(token)):
        noun = next(word for word in coordinated(token)).head
        if noun.dep not in {"attr", "oprd"} or any(
            word.lower in grammar_words("limiting") | {"no", "any"} for word in noun_phrase(noun)
        ):
            return
        subject = subject_of(noun)
        target, start, end = noun, token.start, noun.end
    else:
        subject = subject_of(token)
        target = token
        start, end = passage.adjective_span(token)
    slogan = (
        subject is None
        and token.head is token
        and any(child.lower in claim_words("boosters") for child in token.children)
    )
    if slogan and not passage.subjects.treatment_nearby(passage.sentence):
        return
    if (passage.kind_of(subject) != "treatment" and not slogan) or (
        subject is not None and subject.dep == "nsubj" and subject.lower in {"dose", "test", "tests"}
    ):
        return
    boosted = any(
        child.lower in claim_words("boosters") or (child.lower == "%" and child.child("nummod") is not None)
        for child in (*token.children, *target.children)
    )
    found = standing(target, question=passage.question)
    assertion: Assertion = (
        "presupposed" if passage.presupposing and passage.heading and not passage.polar(token) else found.assertion
    )
    yield passage.make(
        "efficacy",
        "boosted" if boosted else "effective",
        target,
        start=min([start, *(child.start for child in token.children if child.dep == "advmod")]),
        end=end,
        assertion=assertion,
        about=subject,
        governors=found.governors,
    )


def _works(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in {"works", "work", "worked", "succeed", "succeeds"} or not token.is_verb:
        return
    after = passage.folded[token.end - passage.sentence.start :]
    always = _ALWAYS.match(after)
    adverb = next(
        (
            child
            for child in token.children
            if child.dep == "advmod"
            and child.lower in {"always", "fully", "instantly", "immediately", "perfectly", "really"}
        ),
        None,
    )
    if (always is None and adverb is None) or _NO_SINGLE.search(passage.folded[: token.start - passage.sentence.start]):
        return
    subject = subject_of(token)
    slogan = subject is None and token.head is token and always is not None
    if passage.kind_of(subject) != "treatment" and not (slogan and passage.subjects.treatment_nearby(passage.sentence)):
        return
    found = standing(token, question=passage.question)
    start = adverb.start if adverb is not None and adverb.start < token.start else token.start
    end = token.end + (always.end() if always else 0)
    if adverb is not None and adverb.end > end:
        end = adverb.end
    yield passage.make(
        "efficacy",
        "boosted",
        token,
        start=start,
        end=end,
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def _any_object(passage: Passage, verb: Token) -> Token | None:
    """Return the object of a strong verb where something is sold, unless it is a person or something in the cell."""
    target = verb.child("dobj")
    if target is None or not target.is_noun or passage.kind_of(target) in {"reader", "provider", "treatment"}:
        return None
    return None if any(word.lower in claim_words("mechanism_objects") for word in target.subtree()) else target


def _condition_pronoun(passage: Passage, verb: Token) -> Token | None:
    """Return a pronoun that is the object of a verb and stands for a condition ("it stops it in its tracks")."""
    target = verb.child("dobj")
    if target is None or target.lower not in {"it", "them"}:
        return None
    tracks = passage.folded[target.end - passage.sentence.start :].startswith((" in its tracks", " in their tracks"))
    if tracks and passage.subjects.promotional:
        return target
    return target if passage.kind_of(target) == "condition" else None


def _bare_assertion(verb: Token) -> bool:
    """Say whether a verb stands in the present tense with neither modal nor adverb of degree or frequency."""
    return verb.tag in {"VBZ", "VBP"} and not any(
        child.dep == "aux" or child.lower in grammar_words("hedges") | {"help", "helps"} for child in verb.children
    )


def _vanishing(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "cravings vanish", a symptom that goes by itself, where something is sold."""
    if token.lower not in {
        "vanish",
        "vanishes",
        "disappear",
        "disappears",
        "stop",
        "stops",
        "melts",
        "dissolve",
        "dissolves",
        "vanished",
        "melt",
    }:
        return
    subject = token.child("nsubj")
    before = next((word for word in passage.parsed.tokens if word.index == token.index - 1), None)
    if before is not None and before.dep == "conj" and before.head is subject:
        subject = before  # "one tablet and your sneezing stops"
    clause = token.child("ccomp")
    if subject is None or not passage.subjects.promotional or token.child("dobj") is not None:
        return
    if clause is not None and clause.start > token.start and clause.child("nsubj") is not None:
        return  # "pain that stops you going to work"
    if any(child.dep == "prep" and child.lower not in _TIMED for child in token.children):
        return
    if subject.lower not in clinical_words() and passage.kind_of(subject) != "condition":
        return
    found = standing(token, question=passage.question)
    if _bare_assertion(token) or token.tag == "VBD":
        yield passage.make(
            "efficacy",
            "strong-verb",
            token,
            start=subject.start,
            end=token.end,
            assertion=found.assertion,
            about=subject,
        )


def _strong_verb(passage: Passage, token: Token) -> Iterator[Claim]:
    if not token.is_verb or token.tag == "VBG":
        return
    strong = token.lower in claim_verbs("strong_verbs")
    booster = next(
        (
            child
            for child in token.children
            if child.dep == "advmod" and child.lower in claim_words("boosters") | {"effectively", "successfully"}
        ),
        None,
    )
    plain = claim_verbs("plain_verbs").get(token.lower)
    sold = plain is not None and booster is None and not strong and passage.subjects.promotional
    if not strong and (plain is None or (booster is None and not sold)):
        return
    if sold and (not _bare_assertion(token) or _SELDOM.search(passage.folded[: token.start - passage.sentence.start])):
        return
    if any(child.dep in {"auxpass", "nsubjpass"} for child in token.children) or (
        token.tag == "VBN"
        and not any(child.dep == "aux" and child.lower in {"has", "have", "had"} for child in token.children)
    ):
        return
    subject = subject_of(token)
    if subject is None or subject.dep == "dobj":
        return
    if not (passage.praised(subject) if strong else passage.acts(subject)):
        return
    target = object_of_effect(passage, token)
    if target is None:
        return
    found = standing(token, question=passage.question)
    start = booster.start if booster is not None and booster.start < token.start else token.start
    if sold and found.assertion != "asserted":
        return
    curing = is_cure(passage, token, target)
    yield passage.make(
        "cure" if curing else "efficacy",
        "verb" if curing else "plain-verb" if sold else "strong-verb",
        token,
        start=start,
        end=max(target.end, token.end),
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def object_of_effect(passage: Passage, verb: Token) -> Token | None:
    """Return what a verb of effect acts on: something clinical, or anything where a strong verb stands in an advert."""
    target = passage.clinical_object(verb) or _condition_pronoun(passage, verb)
    if target is None and verb.lower in claim_verbs("strong_verbs") and passage.subjects.promotional:
        return _any_object(passage, verb)
    return target


def is_cure(passage: Passage, verb: Token, target: Token) -> bool:
    """Say whether a verb of effect claims a cure of its object: a disease is healed, or anything ended for good."""
    strong = claim_verbs("strong_verbs").get(verb.lower)
    if strong in claim_words("curing_verbs") and passage.names_disease(target):
        return True
    return strong is not None and _for_good(passage, verb)


def _for_good(passage: Passage, verb: Token) -> bool:
    """Say whether a verb is followed by "for good", "once and for all"."""
    rest = passage.folded[verb.end - passage.sentence.start :]
    found = next(iter(claim_terms("for_good").find(rest)), None)
    return found is not None and found.start < 60 and not re.search(r"[;:]|, (?:and|but)\b", rest[: found.start])


def _outcome(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "translates into less pain", "brings freedom from the cycle of pain"."""
    verb = claim_verbs("outcome_verbs").get(token.lower)
    if verb is None or not token.is_verb or token.tag == "VBG":
        return
    subject = subject_of(token)
    if subject is None or passage.kind_of(subject) != "treatment":
        return
    objects = [child for child in token.children if child.dep in {"dobj", "attr"}]
    objects += [
        inner
        for child in token.children
        if child.dep == "prep" and child.lower in {"into", "to", "in"}
        for inner in child.children
        if inner.dep == "pobj"
    ]
    for target in objects:
        reduced = any(word.lower in {"less", "fewer"} for word in target.subtree())
        freed = target.lower in {"release", "freedom"} or (
            target.lower in {"relief", "remission", "recovery", "healing"}
            and any(
                word.lower
                in {"complete", "total", "full", "lasting", "permanent", "instant", "immediate", "real", "true"}
                for word in target.children
            )
        )
        sick = any(
            word.lower in clinical_words() or passage.kind_of(word) == "condition"
            for word in target.subtree()
            if word.is_noun
        )
        if not ((reduced and sick) or freed):
            continue
        found = standing(token, question=passage.question)
        yield passage.make(
            "efficacy",
            "outcome",
            token,
            start=token.start,
            end=target.end,
            assertion=found.assertion,
            about=subject,
            governors=found.governors,
        )
        return


def _escaped_participle(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find a participle that states the outcome as a consequence while the hedge stays with the main verb."""
    if (
        token.tag != "VBG"
        or token.dep not in {"advcl", "acl", "ccomp", "conj", "xcomp", "dep"}
        or token.child("aux", "nsubj", "mark") is not None
    ):
        return
    known = claim_verbs("strong_verbs").get(token.lower) or claim_verbs("plain_verbs").get(token.lower)
    if known is None or known in {"control", "treat", "block"}:
        return
    before = passage.folded[: token.start - passage.sentence.start].rstrip()
    if not (before.endswith(",") or re.search(r", (?:\w+ly|thereby|thus|effectively)$", before)):
        return
    head = token.head
    while head.dep in {"ccomp", "advcl"} and head.head is not head and not modals(head):
        head = head.head
    subject = subject_of(head)
    sold = passage.subjects.promotional and token.lower in claim_verbs("strong_verbs")
    if passage.kind_of(subject) != "treatment" or not (modals(head) or sold):
        return
    target = passage.clinical_object(token)
    if target is None and sold:
        target = next(
            (
                inner
                for child in token.children
                if child.dep == "conj" and (inner := passage.clinical_object(child)) is not None
            ),
            None,
        )
    if target is None:
        return
    found = standing(head, question=passage.question)
    yield passage.make(
        "efficacy",
        "participle",
        token,
        start=token.start,
        end=max(word.end for word in target.subtree()),
        assertion=found.assertion,
        about=subject,
    )
