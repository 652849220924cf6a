"""Claims that a treatment is safe: said of it, put before its name, or taken for granted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import claim_terms, claim_verbs, claim_words
from caveat.analysis.grammar import (
    Standing,
    coordinated,
    has_negator,
    noun_phrase,
    predicate_of,
    standing,
    subject_of,
)
from caveat.analysis.lexicon import grammar_words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


_WHICH = compiled(
    r"\b(?:about|knows?|ask|decide|see|check|find out|learn|tell you|of) (?:which|what) (?:[\w-]+ ){1,3}(?:is|are) $"
)
_AS_WATER = compiled(
    r" as (?:(?:a|an|your|mother's|plain|drinking|taking|eating|breathing|warm) )*"
    r"(?:(?:cup|glass) of )?(?:water|milk|tea|coffee|air|food"
    r"|sugar|salt|houses|sleep|kitten|breeze|bath|honey)\b"
)
_ONLY = compiled(r" only (?:if|when|for|in|under)\b")
_EQUALLY = compiled(r"\b(?:just|every bit|equally) (?:as )?$")
_BEYOND = compiled(
    r"\b(?:is|are) (?:now |simply |quite )?(?:beyond (?:\w+ )?(?:doubt|question|dispute)|unquestion\w+|not in (?:doubt"
    r"|question|dispute)|(?:well )?(?:established|settled))\b"
)
_LIMIT = compiled(r" (?:if|when|for|in|under)\b")
_MARVEL = compiled(r"\b(?:amazed|surprised|astonished|delighted|love|loved|impressed|amazing|reassured)\b")


def safety_claims(passage: Passage) -> Iterator[Claim]:
    """Yield the claims that a treatment is safe: said of it, put before its name, or taken for granted."""
    for token in passage.parsed.tokens:
        yield from _safe(passage, token)
        yield from _safely(passage, token)
        yield from _safety_noun(passage, token)
    yield from _record(passage)


def _safe(passage: Passage, token: Token) -> Iterator[Claim]:
    gentle = token.lower == "gentle" and any(child.lower in claim_words("boosters") for child in token.children)
    gentle = gentle or (
        token.lower == "gentle"
        and any(
            child.dep == "prep"
            and child.lower in {"on", "to"}
            and (inner := child.child("pobj")) is not None
            and inner.lower
            in {
                "body",
                "stomach",
                "heart",
                "kidneys",
                "kidney",
                "liver",
                "skin",
                "system",
                "gut",
                "teeth",
                "enamel",
                "eyes",
            }
            for child in token.children
        )
    )
    risk_free = token.lower == "free" and any(child.lower == "risk" for child in token.children)
    hyphened = token.lower in {"free", "toxic"} and passage.folded[: token.end - passage.sentence.start].endswith(
        tuple(word for word in claim_words("safe_adjectives") if "-" in word)
    )
    if token.lower not in claim_words("safe_adjectives") and not (gentle or risk_free or hyphened):
        return
    believed = _regarded_as(passage, token)
    if believed is not None:
        yield believed
        return
    if _bounded(passage, token):
        return
    owner = next((word for word in coordinated(token) if word.dep == "amod"), None)
    if owner is not None and (token is owner or token.dep == "conj"):
        yield from _safe_modifier(passage, token, owner.head)
        return
    yield from _safe_predicate(passage, token)


def _bounded(passage: Passage, token: Token) -> bool:
    """Say whether "as … as possible" or "safe enough to" bounds the word; "as safe as water" does not."""
    if _AS_WATER.match(passage.folded[token.end - passage.sentence.start :]):
        return False
    if re.search(r"\bas\b[^.;]{0,40}\bpossible\b", passage.folded) and any(
        word.lower == "as" for other in coordinated(token) for word in other.children
    ):
        return True
    tried = token.child("xcomp")
    if tried is not None and tried.lower not in {"use", "take", "give"} and _has(token, "enough"):
        return True
    degrees = {"as", "too", "how", "less", "more"}
    if _marvelled(passage, token):
        return False
    if _EQUALLY.search(passage.folded[: token.start - passage.sentence.start]):
        return False
    return any(child.lower in degrees and child.dep == "advmod" for child in token.children)


def _has(token: Token, word: str) -> bool:
    return any(child.lower == word for child in token.children)


def _regarded_as(passage: Passage, token: Token) -> Claim | None:
    """Return the claim of "is regarded as safe", which the parser reads in several ways."""
    before = [word for word in passage.parsed.tokens if word.start < token.start][-2:]
    if before and before[-1].lower in {"the", "a", "an"}:
        before = [word for word in passage.parsed.tokens if word.start < before[-1].start][-2:]
    if len(before) < 2 or before[1].lower != "as" or before[0].lower not in grammar_words("beliefs"):
        return None
    verb = before[0]
    subject = subject_of(verb)
    kind = passage.kind_of(subject)
    if (
        kind == "unknown"
        and subject is not None
        and subject.is_noun
        and passage.subjects.treatment_nearby(passage.sentence)
    ):
        kind = "treatment"
    if kind != "treatment" or verb.child("agent") is not None:
        return None
    found = standing(verb, question=passage.question)
    return passage.make(
        "safety",
        "considered-safe",
        verb,
        start=verb.start,
        end=token.end,
        assertion=found.assertion,
        about=subject,
    )


def _safe_predicate(passage: Passage, token: Token) -> Iterator[Claim]:
    verb = predicate_of(token)
    if verb is None:
        first = next(iter(coordinated(token)))
        boosted = any(child.lower in claim_words("boosters") for word in coordinated(token) for child in word.children)
        if first.head is not first or not (passage.slogan or boosted or token.lower == "gentle"):
            return
    elif verb.lower in {
        "feel",
        "feels",
        "feeling",
        "felt",
        "keep",
        "keeps",
        "keeping",
        "kept",
        "stay",
        "stays",
        "staying",
        "make",
        "made",
        "leave",
    }:
        return
    subject = subject_of(token)
    kind = passage.kind_of(subject)
    about = subject
    if subject is not None and subject.lower == "it" and kind != "treatment":
        inner = token.child("xcomp", "ccomp", "advcl")
        if inner is None and verb is not None:
            inner = next(
                (
                    child
                    for child in verb.children
                    if child.dep in {"xcomp", "ccomp", "advcl"} and child.start > token.start
                ),
                None,
            )
        named = _treatment_within(passage, inner)
        if inner is not None and named is None:
            return
        if named is not None:
            kind, about = "treatment", named
    if subject is not None and subject.dep == "csubj" and (made := _treatment_within(passage, subject)) is not None:
        kind, about = "treatment", made
    boosted = any(child.lower in claim_words("boosters") for child in token.children)
    given = passage.presupposing and (_named_within(passage, subject) or _our_own(subject))
    sold = boosted or verb is None or given
    if kind == "unknown" and sold and passage.subjects.treatment_nearby(passage.sentence):
        kind = "treatment"
    if kind != "treatment" or _WHICH.search(passage.folded[: token.start - passage.sentence.start]):
        return
    found = standing(token, question=passage.question)
    if _only(passage, token):
        found = Standing("conditional", found.governors)
    start, end = passage.adjective_span(token)
    raised = next((governor for governor in found.governors if governor.lower in grammar_words("beliefs")), None)
    marvelled = _marvelled(passage, token)
    if marvelled or ((passage.presupposing or _why(verb)) and not passage.polar(token)):
        presupposed = _assertion_of_presupposition(token)
        if presupposed is not None:
            if passage.heading:
                start, end = passage.sentence.start, passage.sentence.end
            yield passage.make(
                "safety",
                "why-safe",
                token,
                start=start,
                end=end,
                assertion=presupposed,
                about=about,
            )
        return
    form = "predicate"
    believed = raised is not None and (raised.child("auxpass") is not None or raised.dep == "acomp")
    if raised is not None and believed and raised.child("agent") is None:
        form = "considered-safe"
        start = raised.start
        holder = _believer(token)
        if holder is not None and holder.lower not in grammar_words("vague_speakers"):
            found = Standing("attributed", found.governors)
    yield passage.make(
        "safety",
        form,
        token,
        start=start,
        end=end,
        assertion=found.assertion,
        about=about,
        governors=found.governors,
    )


def _only(passage: Passage, token: Token) -> bool:
    """Say whether a thing is called safe only if, or only for: a warning rather than a claim."""
    after = passage.folded[token.end - passage.sentence.start :]
    before = passage.folded[: token.start - passage.sentence.start]
    return _ONLY.match(after) is not None or (before.endswith(" only ") and _LIMIT.match(after) is not None)


def _believer(token: Token) -> Token | None:
    """Return who holds a thing to be safe, where the parser hangs "by its maker" on what is believed."""
    for node in (token, token.head):
        by = next((child for child in node.children if child.dep == "prep" and child.lower == "by"), None)
        if by is not None:
            return by.child("pobj")
    return None


def _why(verb: Token | None) -> bool:
    """Say whether a clause gives a reason for what it takes for granted: "and why it is so safe"."""
    return verb is not None and any(child.lower == "why" for child in verb.children)


def _marvelled(passage: Passage, token: Token) -> bool:
    """Say whether somebody marvels at how safe a thing is."""
    return any(child.lower == "how" for child in token.children) and bool(_MARVEL.search(passage.folded))


def _assertion_of_presupposition(token: Token) -> Assertion | None:
    if has_negator(token) or (predicate_of(token) is not None and has_negator(predicate_of(token) or token)):
        return None
    return "presupposed"


def _our_own(noun: Token | None) -> bool:
    owner = noun.child("poss") if noun is not None else None
    return owner is not None and owner.lower == "our"


def _named_within(passage: Passage, noun: Token | None) -> bool:
    """Say whether a compound holds the name of a treatment ("laser hair removal")."""
    if noun is None:
        return False
    treatments, _ = passage.subjects.terms_in(passage.sentence)
    ends = {match.end for match in treatments if match.label == "named"}
    return any(word.end in ends for word in noun_phrase(noun))


def _treatment_within(passage: Passage, token: Token | None) -> Token | None:
    if token is None:
        return None
    return next(
        (
            word
            for word in token.subtree()
            if (word.is_noun or word.tag == "VBG") and passage.kind_of(word) == "treatment"
        ),
        None,
    )


def _safe_modifier(passage: Passage, token: Token, noun: Token) -> Iterator[Claim]:
    phrase = noun_phrase(noun)
    singular = noun.lower.removesuffix("s")
    kind = passage.kind_of(noun)
    # "Safe injection" is a practice; "this is a safe injection" is said of one.
    said_of_it = kind == "treatment" and noun.dep == "attr"
    if {noun.lower, singular} & claim_words("not_safety_heads") and not said_of_it:
        return
    if any(word.lower in {"no", "any", "more", "less", "whether"} for word in phrase):
        return
    boosted = any(child.lower in claim_words("boosters") for child in token.children)
    if kind != "treatment" and not boosted and not {noun.lower, singular} & claim_words("ways"):
        return
    end = noun.end
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lower == "one":
        noun = noun.head.head  # "one of the safest medicines"
    assertion = (
        "presupposed"
        if passage.presupposing and passage.question and not passage.polar(token)
        else _modifier_assertion(passage, noun)
    )
    if assertion is None:
        return
    given = assertion == "asserted" and noun.dep in {"attr", "ROOT"} and _why(noun.head)
    if given:
        assertion = "presupposed"
    holder = _holder(noun)
    if holder is not None and {noun.lower, singular} & claim_words("ways"):
        # "A safe way" is about whatever it is said of.
        kind = "treatment" if passage.acts(holder) else passage.kind_of(holder)
        if kind == "unknown" and holder.lower in {"it", "this", "that", "they", "these"}:
            kind = "provider"
        if noun.dep == "dobj" and noun.head.lower in claim_words("offering_verbs"):
            kind = passage.kind_of(noun)  # "we offer a safe treatment": whoever offers it, it is safe
            kind = "provider" if kind == "unknown" else kind
    elif kind != "treatment":
        kind = "provider"
    if kind == "provider" or (kind == "unknown" and boosted):
        kind = "treatment" if passage.subjects.treatment_nearby(passage.sentence) else "unknown"
    if kind != "treatment":
        return
    if passage.presupposing and assertion == "asserted":
        assertion = "presupposed"
    found = standing(noun, question=passage.question)
    start = min(word.start for word in coordinated(token) if word.dep in {"amod", "conj"})
    before = [word for word in token.children if word.dep in {"advmod", "npadvmod", "compound"} and word.start < start]
    start = min([start, *(word.start for word in before)])
    yield passage.make(
        "safety",
        "why-safe" if given else "modifier",
        token,
        start=start,
        end=end,
        assertion=assertion,
        about=holder or noun,
        governors=found.governors,
    )


def _modifier_assertion(passage: Passage, noun: Token) -> Assertion | None:
    """Say how "a safe treatment" is put forward, or None where the words only mention it."""
    found = standing(noun, question=passage.question).assertion
    if found != "asserted":
        return found
    if noun.dep in {"attr", "oprd", "appos"} or (noun.dep == "conj" and noun.head.dep in {"attr", "oprd", "dobj"}):
        return "asserted"
    if noun.dep in {"dobj", "pobj"}:
        verb = noun.head
        if verb.dep in {"prep", "conj"} and verb.lower == "as":
            return "asserted"
        if verb.is_verb and verb.lower in claim_words("offering_verbs"):
            return "asserted"
    if noun.head is noun and (passage.heading or noun.child("nsubj") is None):
        return "asserted"
    return None


def _holder(noun: Token) -> Token | None:
    subject = subject_of(noun) if noun.dep in {"attr", "oprd"} else None
    if subject is None and noun.dep in {"dobj", "pobj", "conj", "appos"}:
        subject = subject_of(noun.head)
    return subject


def _safely(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower != "safely" or token.dep != "advmod":
        return
    verb = token.head
    working = (
        verb.lower in claim_verbs("plain_verbs")
        or verb.lower in claim_verbs("strong_verbs")
        or verb.lower in {"works", "work", "worked"}
    )
    if not working:
        return
    subject = subject_of(verb)
    if passage.kind_of(subject) not in {"treatment", "provider"}:
        return
    found = standing(verb, question=passage.question)
    given = passage.heading and passage.presupposing and not passage.polar(token) and found.assertion == "asserted"
    yield passage.make(
        "safety",
        "why-safe" if given else "adverb",
        verb,
        start=min(token.start, verb.start),
        end=max(token.end, verb.end),
        assertion="presupposed" if given else found.assertion,
        about=subject,
        governors=found.governors,
    )


def _safety_noun(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in claim_words("safety_nouns") or not token.is_noun:
        return
    owner = token.child("poss")
    if owner is None:
        preposition = next((child for child in token.children if child.dep == "prep" and child.lower == "of"), None)
        owner = preposition.child("pobj") if preposition is not None else None
    praised = next(
        (
            child
            for child in token.children
            if child.lower in claim_words("praised_safety") and child.dep in {"amod", "compound"}
        ),
        None,
    )
    whole = token
    if token.dep == "compound" and token.head.lower in {"profile", "record"}:
        whole = token.head
        praised = praised or next(
            (child for child in whole.children if child.lower in claim_words("praised_safety")), None
        )
        owner = owner or whole.child("poss")
    found = standing(whole, question=passage.question)
    speaking = passage.folded[whole.end - passage.sentence.start :].startswith(
        (" speaks for itself", " speak for itself")
    )
    if speaking:
        praised = praised or token
        owner = owner or token
    if praised is not None and found.assertion == "asserted":
        if not passage.subjects.treatment_nearby(passage.sentence):
            return
        yield passage.make(
            "safety",
            "praised-safety",
            praised,
            start=praised.start,
            end=whole.end,
            assertion="presupposed",
            about=owner,
        )
        return
    if owner is None or passage.kind_of(owner) != "treatment" or whole is not token:
        return
    head = token.head
    if has_negator(head):
        return
    after = passage.folded[token.end - passage.sentence.start :]
    leads = token.dep == "nsubj" and (head.lower in claim_words("safety_leads") or bool(_BEYOND.search(after)))
    if leads and any(child.lower == "down" for child in head.children):
        return  # "comes down to guesswork"
    if not leads and not (token.dep in {"dobj", "nsubjpass"} and head.lower in claim_words("proof_verbs")):
        return
    if found.assertion != "asserted":
        return
    phrase = token.subtree()
    end = max(word.end for word in phrase) if token.dep == "nsubj" else token.end
    start = min(word.start for word in phrase)
    yield passage.make(
        "safety",
        "safety-of",
        token,
        start=start,
        end=end,
        assertion="presupposed",
        about=owner,
    )


def _record(passage: Passage) -> Iterator[Claim]:
    for match in claim_terms("record_phrases").find(passage.folded):
        token = passage.parsed.at(passage.sentence.start + match.end - 1)
        if token is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        found = standing(token, question=passage.question)
        if found.assertion != "asserted":
            continue
        if match.term == "track record":
            tail = passage.folded[match.end : match.end + 30]
            praised = any(child.lower in claim_words("record_words") for child in token.children)
            if not re.match(r" (?:of|for|in|on) (?:\w+ ){0,2}?(?:safety|success|safe)", tail) and not (
                praised and re.search(r"\bsafe", passage.folded)
            ):
                continue
        elif match.term == "safety record" and not any(
            child.lower in claim_words("record_words") | claim_words("praised_safety") for child in token.children
        ):
            continue
        subject = subject_of(token) if token.dep in {"attr", "acomp", "amod"} else subject_of(token.head)
        if subject is not None and passage.kind_of(subject) in {"provider", "reader", "condition"}:
            continue
        phrase = noun_phrase(token) if token.is_noun else []
        start = min(
            [
                passage.sentence.start + match.start,
                *(word.start for word in phrase if word.dep not in {"det", "poss", "case"}),
            ]
        )
        end = passage.sentence.start + match.end
        extra = re.match(r" (?:of|for|in|on) (?:\w+ )?(?:safety|success)", passage.folded[match.end :])
        if extra:
            end += extra.end()
        yield passage.make(
            "safety",
            "record",
            token,
            start=start,
            end=end,
            assertion="presupposed",
            about=subject,
        )
