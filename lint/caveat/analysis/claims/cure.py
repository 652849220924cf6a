"""Claims of cure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import claim_terms, claim_words, clinical_words
from caveat.analysis.grammar import (
    has_negator,
    modals,
    negative_subject,
    noun_phrase,
    predicate_of,
    standing,
    subject_of,
)
from caveat.analysis.lexicon import grammar_words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


_CURED = frozenset({"beaten", "conquered", "defeated", "healed", "reversed"})
_OF_ME = compiled(r"\bi (?:have been|was|am)(?: \w+)? (?:cured|healed) of my (?:\w+ )??[\w-]+")
_PURPOSE = compiled(r"\b(?:ways?|techniques?|efforts?|research|studies|aim\w*|goals?|hop\w+) .{0,60}\bto\b[^.;]*$")


_NEEDS_FOR_GOOD = frozenset({"get rid of", "gets rid of", "getting rid of", "got rid of", "clears up", "clear up"})


def cure_claims(passage: Passage) -> Iterator[Claim]:
    """Yield the claims of cure."""
    for token in passage.parsed.tokens:
        yield from _cure(passage, token)
        yield from _told(passage, token)
    yield from _farewell(passage)
    yield from _told_of_me(passage)


def _cure(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower in {"gone", "over", "history"} and passage.subjects.promotional:
        yield from _gone(passage, token)
    if token.lower == "remission" and passage.subjects.promotional:
        yield from _full_remission(passage, token)
    if token.lower in {"remission", "reverse"} and token.dep == "pobj" and token.head.lower in {"into", "in"}:
        yield from _put_into_remission(passage, token)
        return
    if token.lower not in claim_words("cure_words"):
        return
    if re.search(r"\bcure(?:d)? (?:rate|rates|ham|meat|bacon|resin|time)", passage.folded):
        return
    misread = token.is_noun and token.child("dobj") is not None
    if token.is_noun and not misread:
        yield from _cure_noun(passage, token)
    elif token.lower == "curative":
        subject = subject_of(token)
        if token.dep in {"acomp", "conj"} and passage.kind_of(subject) == "treatment":
            found = standing(token, question=passage.question)
            yield passage.make(
                "cure",
                "adjective",
                token,
                start=token.start,
                end=token.end,
                assertion=found.assertion,
                about=subject,
            )
    elif misread or token.is_verb or token.tag.startswith("JJ"):
        yield from _cure_verb(passage, token)


def _told_of_me(passage: Passage) -> Iterator[Claim]:
    """Find "I have been cured of my headaches", a cure told by the one who had it."""
    match = _OF_ME.search(passage.folded)
    noun = passage.parsed.at(passage.sentence.start + match.end() - 1) if match is not None else None
    if match is None or noun is None or not passage.clinical(noun) or passage.question:
        return
    if passage.subjects.treatment_nearby(passage.sentence):
        yield passage.make(
            "cure",
            "told",
            noun,
            start=passage.sentence.start + match.start(),
            end=passage.sentence.start + match.end(),
            assertion="asserted",
            about=noun,
        )


def _told(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "three of my clients have reversed their diabetes", a cure told of people where something is sold."""
    if token.lower not in _CURED or token.tag not in {"VBD", "VBN"} or token.child("auxpass") is not None:
        return
    target = token.child("dobj")
    if not passage.subjects.promotional or target is None or not passage.names_disease(target) or has_negator(token):
        return
    owner = target.child("poss")
    subject = subject_of(token)
    if owner is None or subject is None or passage.kind_of(subject) == "treatment" or modals(token):
        return
    found = standing(token, question=passage.question)
    yield passage.make(
        "cure", "told", token, start=token.start, end=target.end, assertion=found.assertion, about=target
    )


def _new_fangled(agent: Token) -> bool:
    """Say whether a class of medicine is narrowed to something else than "the right", "prompt" or "early"."""
    return any(
        child.dep in {"compound", "amod", "nmod"}
        and child.lower not in {"right", "prompt", "early", "proper", "correct", "suitable", "timely", "certain"}
        for child in agent.children
    )


def _gone(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "my arthritis is gone", "the allergy is over", where something is sold."""
    subject = subject_of(token)
    verb = predicate_of(token) or token.head
    present = verb.lower in {"is", "are", "'s", "gone"} and not any(
        child.dep in {"mark", "advmod"} and child.lower in {"if", "when", "until", "once", "after"}
        for child in verb.children
    )
    if subject is None or not present or not passage.names_disease(subject) or has_negator(verb):
        return
    found = standing(token, question=passage.question)
    yield passage.make(
        "cure",
        "gone",
        token,
        start=subject.start,
        end=token.end,
        assertion=found.assertion,
        about=subject,
    )


def _full_remission(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "now live in full remission", where something is sold."""
    praised = next(
        (child for child in token.children if child.lower in {"full", "complete", "total", "lasting", "permanent"}),
        None,
    )
    if praised is None or standing(token, question=passage.question).assertion != "asserted":
        return
    yield passage.make("cure", "remission", token, start=praised.start, end=token.end, assertion="asserted")


def _put_into_remission(passage: Passage, token: Token) -> Iterator[Claim]:
    verb = token.head.head
    if verb.lower not in {
        "go",
        "goes",
        "going",
        "went",
        "put",
        "puts",
        "putting",
        "send",
        "sends",
        "bring",
        "brings",
        "drive",
        "drives",
        "force",
        "forces",
    }:
        return
    subject = subject_of(verb)
    diseased = verb.lower in {"go", "goes", "going", "went"} and passage.kind_of(subject) == "condition"
    if passage.kind_of(subject) != "treatment" and not (diseased and token.lower == "reverse"):
        return
    found = standing(verb, question=passage.question)
    yield passage.make(
        "cure",
        "remission",
        verb,
        start=verb.start,
        end=token.end,
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def _cure_noun(passage: Passage, token: Token) -> Iterator[Claim]:
    if any(child.lower in {"no", "any", "a"} for child in token.children) and re.search(
        r"\b(?:no|not|n't|without|search|looking|find|yet|hope)\b", passage.folded
    ):
        return
    if token.dep == "compound":
        return
    found = standing(token, question=passage.question)
    subject = subject_of(token) if token.dep in {"attr", "oprd", "conj"} else subject_of(token.head)
    named = token.dep in {"attr", "oprd", "dobj", "ROOT", "appos"} or (token.dep == "pobj" and token.head.lower == "as")
    kind = passage.kind_of(subject)
    if token.dep == "pobj" and token.head.lower == "as" and token.head.head.lower in grammar_words("selling"):
        return
    if not named or (kind not in {"treatment", "provider"} and not (passage.heading and token.head is token)):
        return
    start = min(word.start for word in noun_phrase(token) if word.dep != "det")
    yield passage.make(
        "cure",
        "noun",
        token,
        start=start,
        end=token.end,
        assertion=found.assertion,
        about=subject,
    )


def _said_when(token: Token) -> bool:
    """Say whether a clause tells by what a cure is known: "it is cured when you see healthy nail"."""
    return any(
        child.dep == "advcl" and child.start > token.start and any(word.lower == "when" for word in child.children)
        for child in token.children
    )


def _cure_verb(passage: Passage, token: Token) -> Iterator[Claim]:
    passive = token.child("auxpass") is not None or (
        token.tag in {"VBN", "JJ"} and token.dep in {"acomp", "ROOT", "ccomp", "conj"}
    )
    subject = subject_of(token)
    kind = passage.kind_of(subject)
    found = standing(token, question=passage.question)
    if passive:
        agent = next(
            (
                inner
                for child in token.children
                if child.dep in {"agent", "prep"} and child.lower in {"by", "with"}
                for inner in child.children
                if inner.dep == "pobj"
            ),
            None,
        )
        # "Gonorrhoea can be cured with the right medicine" tells of the disease, not of a product.
        if kind in {"condition", "reader"}:
            if _said_when(token):
                return
            form = "curable" if agent is None or modals(token) else "passive"
            if kind == "reader" and agent is None:
                return
            if agent is not None and agent.lower in claim_words("curing_classes") and not _new_fangled(agent):
                return
            yield passage.make(
                "cure",
                form,
                token,
                start=token.start,
                end=token.end,
                subject="condition",
                assertion=found.assertion,
                about=subject,
            )
        return
    purpose = token.tag == "VB" or _PURPOSE.search(passage.folded[: token.start - passage.sentence.start])
    if purpose and not modals(token) and token is not passage.parsed.tokens[0]:
        return  # "ways to prevent, treat and cure"
    if kind != "treatment" and passage.treatment_before(token):
        kind = "treatment"
    target = token.child("dobj")
    if target is not None and passage.acts(subject):
        kind = "treatment"
    diseased = target is not None and passage.kind_of(target) == "condition"
    if diseased and subject is not None and subject.lower == "we" and passage.subjects.promotional:
        kind = "provider"  # "we cure migraine"
    if kind == "unknown" and target is not None and passage.clinical(target) and passage.praised(subject):
        kind = "treatment"
    if (
        kind not in {"treatment", "provider"} and not (kind == "unknown" and diseased and subject is not None)
    ) or token.tag == "VBG":
        return
    _, conditions = passage.subjects.terms_in(passage.sentence)
    beside = next((match.end for match in conditions if match.start == token.end + 1), token.end)
    end = target.end if target is not None else beside
    yield passage.make(
        "cure",
        "verb",
        token,
        start=token.start,
        end=end,
        assertion=found.assertion,
        about=subject,
        governors=found.governors,
    )


def _farewell(passage: Passage) -> Iterator[Claim]:
    for match in claim_terms("farewell_phrases").find(passage.folded):
        rest = passage.folded[match.end :]
        begin = passage.sentence.start + match.start
        target = passage.parsed.at(passage.sentence.start + match.end)
        if target is None:
            continue
        noun = next((token for token in passage.parsed.tokens if token.start >= target.start and token.is_noun), None)
        if noun is None or (noun.lower not in clinical_words() and passage.kind_of(noun) != "condition"):
            continue
        good = next(iter(claim_terms("for_good").find(rest)), None)
        if match.term in _NEEDS_FOR_GOOD and good is None:
            continue
        if not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = passage.parsed.at(begin)
        if (
            verb is None
            or passage.question
            or has_negator(verb)
            or has_negator(verb.head)
            or negative_subject(verb.head)
        ):
            continue
        end = noun.end
        if good is not None and passage.sentence.start + match.end + good.end - end < 20:
            end = max(end, passage.sentence.start + match.end + good.end)
        yield passage.make("cure", "farewell", verb, start=begin, end=end, assertion="asserted", about=noun)
