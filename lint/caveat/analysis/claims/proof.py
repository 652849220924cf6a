"""Claims that proof exists: clinically proven, backed by science, evidence-based."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction
from caveat.analysis.claims.words import claim_verbs, clinical_words
from caveat.analysis.grammar import has_negator, negative_subject, predicate_of, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("proof", key))


def _any_of(key: str) -> str:
    return "|".join(re.escape(word) for word in words("proof", key))


_SCALED = Cue(
    rf"\b(?:{_any_of('scales')})(?:[- ]and[- ](?:{_any_of('scales')}))?[ -](?:[\w-]+[, ]+(?:and"
    rf" )?)?(?:{_any_of('proved')})\b"
    r"(?:[ -](?:and )?(?:proven|tested|effective|safe))?",
    *("clinically", "scientifically", "medically"),
)
_VOUCHED = Cue(
    rf"\b(?:{_any_of('vouchers')})(?:[- ](?:and|&)[- ](?:{_any_of('vouchers')}))?-(?:{_any_of('vouched')})\b"
    rf"|^(?:{_any_of('vouchers')}) (?:{_any_of('vouched')})\b",
    *("ist-", "doctor", "expert", "lab", "physician", "ian-", "research-", "scien", "surgeon"),
)
_BACKED = Cue(
    r"\b(?:(?:backed|supported)(?: up)? by|proven by|validated by|confirmed by|grounded in|rooted in|based on"
    r"|founded on"
    r"|formulated (?:on|by|with)) "
    rf"(?:[\w-]+[ ,]+){{0,5}}?(?:{_any_of('backers')})\b|\bscience (?:backs|is behind|behind)\b",
    *(
        "backed ",
        "supported ",
        "proven by",
        "validated by",
        "confirmed by",
        "ed in ",
        "based on",
        "ded on",
        "ated ",
        "science ",
    ),
)
_BASED = Cue(
    rf"\b(?:evidence|science|research)-based (?:(?:and |, ?)?[\w-]+ ){{0,3}}?(?:{_any_of('based_heads')})\b"
    r"|\b(?:is|are) (?:all |fully |truly |completely )?(?:evidence|science|research)-based\b",
    "-based",
)
_PROVEN = Cue(r"\b(?:proven|proved)\b", "proven", "proved")
_SAYS = Cue(
    r"(?:^|[,;:.] |\b(?:and|but|because|as|that) )(?:the |clinical |scientific |medical |modern |new |many "
    r"|several |independent "
    r"|recent |numerous |countless |extensive |decades of |years of |our )*"
    r"(?P<who>science|research|studies|trials|evidence|data|scientists) (?:has |have |now |clearly |already "
    r"|consistently )*"
    r"(?P<verb>proves?|proven|proved|confirms?|confirmed|backs? (?:it|this|us|that)|is (?:clear|in|settled|undeniable"
    r"|overwhelming)|are (?:clear|in)|speaks? for (?:itself|themselves))\b|\bscience (?:shows|tells us|says)\b"
    r"|\bwe(?: have|'ve) (?:[\w]+ )?proven\b",
    *("prove", "confirm", " back", "is clear", "is in", "are clear", "are in", "undeniable", "overwhelming", "settled"),
    *("speak", "science "),
)
_PROOF = Cue(
    r"\b(?:scientific|clinical|medical|solid|hard|real) proof\b|\bproof that (?:it|this|they|our)\b|\bproof is"
    r" in\b",
    "proof",
)
_SHOWN = Cue(
    r"\bshown (?:in|by) (?:[\w-]+ ){0,3}(?:trials?|stud(?:y|ies)|research) to\b|\b(?:benefits?|effects?"
    r"|effectiveness|results?)\b"
    r"[\w ]{0,30} (?:well|widely|thoroughly)[- ](?:documented|established|proven|researched)\b|\bwell-researched\b",
    *("shown in ", "shown by ", "documented", "established", "researched"),
)
_CUES = Cues((_SCALED, _VOUCHED, _BACKED, _BASED, _PROVEN, _SAYS, _PROOF, _SHOWN))

_DENIED = compiled(
    r"(?:\b(?:not|no|never|nothing|none|hardly|rarely|without|little|few|lack\w*|neither|nor|isn't|yet to be"
    r"|cannot|un)\b|n't\b)"
    r"[^.;:]{0,60}$"
)
_OPEN = compiled(
    r"\b(?:whether|if|ask|until|unless|being|to be|before|must|should|need(?:s|ed)?|require[sd]?|wary|beware"
    r"|careful|avoid"
    r"|claim(?:s|ing|ed)?(?: to be| that| such)?|say (?:they|that|it)|myth|look for|choose|only|which|so-called"
    r"|called|can be|may be)\b"
    r"[^.;:]{0,70}$"
)
_GOOD = compiled(
    r"\b(?:works?|helps?|boost\w*|effective\w*|safe|increas\w+|support\w*|promot\w+|stimulat\w+|slow\w*"
    r"|strengthen\w*|burn|freeze"
    r"|lift|firm|kill|rejuvenat\w+|hydrat\w+|brighten|cut|halt|raise|balance|regulat\w+|detox\w*|nourish)\b"
)


_SAFE = compiled(
    r"(?:,? (?:and )?[\w-]+)?,? (?:and )?(?:safe|risk-free|harmless|non-toxic)\b| (?:safety|track|record)\b"
)


def _may_hold(folded: str) -> bool:
    return _CUES.any_in(folded)


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    reach = -1
    for form, start, end in sorted(_found(passage), key=lambda one: (one[1], -one[2])):
        if start < reach:
            continue
        claim = _claim(passage, form, start, end)
        if claim is not None:
            reach = end
            yield claim


def _found(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """Yield the form and the place, in the sentence, of the words that may claim proof."""
    folded = passage.folded
    selling = passage.subjects.promotional
    about_treatment = passage.subjects.treatment_nearby(passage.sentence)
    if about_treatment or passage.subjects.terms_in(passage.sentence)[0]:
        yield from _matches(_SCALED, "scaled", folded)
    if not about_treatment:
        return
    if selling or passage.subjects.terms_in(passage.sentence)[0]:
        yield from _matches(_VOUCHED, "vouched", folded)
    if selling or _treatment_is_subject(passage, _BACKED):
        for form, start, end in _matches(_BACKED, "backed", folded):
            loose = folded.startswith(("based on", "formulated", "founded"), start)
            if not loose or (selling and _treatment_is_subject(passage, _BACKED)):
                yield form, start, end
    if selling or _treatment_is_subject(passage, _BASED):
        yield from _matches(_BASED, "based", folded)
    yield from _proven(passage)
    if _treatment_named(passage) or selling:
        yield from _matches(_SAYS, "science-says", folded)
        yield from _matches(_PROOF, "proof", folded)
    if selling:
        yield from _matches(_SHOWN, "shown", folded)


def _matches(cue: Cue, form: str, folded: str) -> Iterator[tuple[str, int, int]]:
    match = cue.search(folded)
    if match is None:
        return
    for match in cue.pattern.finditer(folded):
        start = match.start()
        if match.groupdict().get("who"):
            start = match.start("who")
        yield form, start, match.end()


def _treatment_named(passage: Passage) -> bool:
    return any(match.label == "named" for match in passage.subjects.terms_in(passage.sentence)[0])


def _treatment_is_subject(passage: Passage, cue: Cue) -> bool:
    """Say whether what the words of a cue are said of is a treatment."""
    match = cue.search(passage.folded)
    if match is None:
        return False
    token = passage.parsed.at(passage.sentence.start + match.start())
    if token is None:
        return False
    subject = subject_of(token)
    if subject is None and token.dep in {"amod", "compound", "npadvmod"}:
        node = token
        while node.dep in {"amod", "compound", "npadvmod"} and node.head is not node:
            node = node.head
        subject = subject_of(node) if node.dep in {"attr", "oprd", "appos"} else None
    return passage.kind_of(subject) == "treatment"


def _proven(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """Find "a proven treatment", "proven to relieve", "its benefits have been proven"."""
    offset = passage.sentence.start
    for token in passage.parsed.tokens:
        if token.lower not in {"proven", "proved"}:
            continue
        start = token.start - offset
        if _SAFE.match(passage.folded[token.end - offset :]):
            continue  # the claim of safety is the graver
        noun = _modified(token)
        if noun is not None:
            selling = passage.subjects.promotional or passage.kind_of(subject_of(noun.head)) == "treatment"
            if selling and _provable(passage, noun):
                yield "proven", start, noun.end - offset
            continue
        rest = passage.folded[token.end - offset :]
        infinitive = re.match(
            r" (?:time and again |again and again |in \w+ )?to (?:be )?(?:[\w-]+ly )?(?P<verb>[\w-]+)", rest
        )
        if infinitive is not None:
            good = infinitive["verb"] in claim_verbs("plain_verbs") or infinitive["verb"] in claim_verbs("strong_verbs")
            subject = subject_of(token)
            said = passage.kind_of(subject) == "treatment" or (
                subject is None and (passage.slogan or (token.head is token and passage.subjects.promotional))
            )
            if (good or _GOOD.match(infinitive["verb"])) and said and token.tag == "VBN":
                yield "proven", start, token.end - offset + infinitive.end()
            continue
        subject = subject_of(token)
        if subject is None and token.head is token and rest.startswith(" in our ") and passage.subjects.promotional:
            yield "proven", start, token.end - offset
            continue
        passive = token.child("auxpass") is not None or (token.head.lower in {"is", "are"} and token.dep == "acomp")
        if (
            passive
            and subject is not None
            and _provable(passage, subject)
            and not rest.startswith((" by", " wrong", " in"))
        ):
            yield "proven", start, token.end - offset


def _modified(token: Token) -> Token | None:
    """Return the noun that an adjective stands before."""
    if token.dep not in {"amod", "conj", "compound"} and not (token.tag.startswith("JJ") and token.head.is_noun):
        return None
    noun = token.head
    while noun.dep in {"amod", "conj"} and not noun.is_noun and noun.head is not noun:
        noun = noun.head
    return noun if noun.is_noun and noun.start > token.start else None


def _provable(passage: Passage, noun: Token) -> bool:
    """Say whether what is called proven is a treatment or what it brings."""
    if noun.lower in clinical_words():
        return False
    if noun.lower in {
        "benefits",
        "benefit",
        "results",
        "effectiveness",
        "efficacy",
        "relief",
        "success",
        "effects",
        "power",
    }:
        return True
    return (
        noun.lower in _words("based_heads") | {"remedy", "remedies", "solution"} or passage.kind_of(noun) == "treatment"
    )


def _claim(passage: Passage, form: str, start: int, end: int) -> Claim | None:
    folded, offset = passage.folded, passage.sentence.start
    before = folded[:start]
    double = re.search(r"\bnot (?:only|just)\b", before) is not None
    if not double and (_DENIED.search(before) or _OPEN.search(before)):
        return None
    if form == "based" and any(re.search(rf"\b{field}\b", folded[end : end + 25]) for field in _words("fields")):
        return None
    token = passage.parsed.at(offset + end - 1) if form in {"scaled", "vouched"} else passage.parsed.at(offset + start)
    if token is None:
        return None
    assertion = _assertion(token)
    subject = subject_of(token)
    if form in {"scaled", "backed", "shown"} and passage.kind_of(subject) == "condition":
        return None
    return passage.make(
        "proof",
        form,
        predicate_of(token) or token,
        start=offset + start,
        end=offset + end,
        assertion=assertion,
        about=subject,
    )


def _assertion(token: Token) -> Assertion:
    """Say how a claim of proof stands; what stands before a noun is put forward wherever the noun stands."""
    node = token
    while node.dep in {"amod", "compound", "npadvmod", "advmod"} and node.head is not node:
        node = node.head
    if node.is_noun:
        verb = node.head
        denied = has_negator(node) or (verb is not node and (has_negator(verb) or negative_subject(verb)))
        return "negated" if denied else "asserted"
    found = standing(node, question=False).assertion
    return "asserted" if found == "hypothetical" else found


PROOF = Construction(_may_hold, _read)
