"""The good that treatments are said to do, and whether a sentence lays it to a treatment."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import inflections
from caveat.analysis.grammar import coordinated, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import plurals, words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.analysis.claim import Assertion
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_IRREGULAR = {
    form: verb
    for verb, forms in {
        "be": ("is", "are", "was", "were", "am", "been", "being", "'s"),
        "become": ("became",),
        "begin": ("began", "begun", "beginning"),
        "bring": ("brought",),
        "come": ("came",),
        "drop": ("dropped",),
        "fall": ("fell", "fallen"),
        "feel": ("felt",),
        "fight": ("fought",),
        "find": ("found",),
        "get": ("got", "gotten", "getting"),
        "give": ("gave", "given"),
        "go": ("went", "gone", "goes"),
        "have": ("has", "had"),
        "lead": ("led",),
        "lose": ("lost",),
        "make": ("made",),
        "mean": ("meant",),
        "say": ("said",),
        "see": ("saw", "seen"),
        "shrink": ("shrank", "shrunk"),
        "sleep": ("slept",),
        "stop": ("stopped", "stopping"),
        "take": ("took", "taken"),
        "wake": ("woke",),
    }.items()
    for form in forms
}
_BROUGHT_ON = frozenset({"any", "extra", "initial", "mild", "slight", "some", "temporary"})
# How a list of what research is for begins.
_AIMS = compiled(
    r"\b(?:research\w*|scientists?|stud(?:y|ies)|trials?)\b[^.]*\b(?:looking|hop(?:e|es|ing)|aim\w*|seek\w*|try\w*"
    r"|working|want|goals?|explor\w+)\b[^.]*\bto\b"
)
_NEAR = 30
_COMPLEMENTS = frozenset({"acomp", "attr", "oprd", "advmod", "xcomp", "advcl", "dep"})
_BEGINNING = frozenset({"begin", "begins", "began", "start", "starts", "started", "continue", "continues", "come"})
_RESEARCH = compiled(
    r"\b(?:participants?|volunteers|subjects|trial|trials|study|studies|researchers|placebo|cohort)\b|\d ?(?:%"
    r"|percent|per cent)"
)


@cache
def benefit_words(key: str) -> frozenset[str]:
    """Return the words under one key of the word list of benefits."""
    return frozenset(words("benefit", key))


@cache
def benefit_nouns() -> frozenset[str]:
    """Return the nouns for a good outcome, with their plurals."""
    return _nouns("benefits")


@cache
def _nouns(key: str) -> frozenset[str]:
    return frozenset(form for word in words("benefit", key) for form in plurals(word))


@cache
def verb_forms(key: str) -> dict[str, str]:
    """Return the forms of the verbs under a key, each with its verb."""
    found = {form: verb for verb in words("benefit", key) for form in inflections(verb)}
    found.update({form: verb for form, verb in _IRREGULAR.items() if verb in words("benefit", key)})
    return found


def is_benefit(passage: Passage, noun: Token) -> bool:
    """Say whether a noun names a good outcome of a treatment."""
    phrase = noun_phrase(noun)
    if any(word.lower in benefit_words("other_results") for word in phrase):
        return False
    if noun.lower == "result" and any(child.lower in {"your", "the", "a"} for child in noun.children):
        return any(child.dep == "amod" for child in noun.children) and not _tested(passage)
    if noun.lower in benefit_nouns():
        return noun.lower not in {"result", "results"} or not _tested(passage)
    before = phrase[-2].lower if len(phrase) > 1 else ""
    if f"{before} {noun.lower}" in benefit_nouns():
        return True
    target = _lessened(noun)
    if noun.lower in _nouns("lessening"):
        return target is not None and any(passage.clinical(word) for word in noun_phrase(target) if word.is_noun)
    if noun.lower in _nouns("neutral"):
        if any(word.lower in benefit_words("other_changes") for word in phrase):
            return False
        return passage.subjects.treatment_nearby(passage.sentence)
    return False


def _lessened(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep == "prep" and child.lower in {"in", "of", "from"}:
            return child.child("pobj")
    return next((child for child in noun.children if child.dep == "compound"), None)


def _tested(passage: Passage) -> bool:
    """Say whether the sentence is about a test, whose results are none of a treatment."""
    return any(word.lower in benefit_words("other_results") for word in passage.parsed.tokens)


def is_wanted(noun: Token) -> bool:
    """Say whether somebody only wants, needs or seeks what a noun names."""
    subject = subject_of(noun) if noun.dep in {"attr", "conj"} else None
    if subject is not None and subject.lower in benefit_words("wanted"):
        return True
    for step, ancestor in enumerate(noun.ancestors()):
        if ancestor.lower in benefit_words("wanted"):
            return True
        if step > 2 or ancestor.is_noun:
            return False
    return False


def laid_to_treatment(passage: Passage, verb: Token, *, noun: Token | None = None) -> bool:
    """Say whether what a verb tells comes of a treatment: of its subject, or of what the reader is having."""
    subject = subject_of(verb)
    if subject is noun:
        subject = None
    if subject is not None:
        kind = passage.kind_of(subject)
        if kind == "treatment" or passage.offered(subject):
            return True
        if kind == "condition" and not passage.clinical(subject):
            return False
        if kind == "provider" and not passage.subjects.promotional:
            return False
    return passage.subjects.treatment_nearby(passage.sentence)


def _means(passage: Passage) -> bool:
    """Say whether the sentence names a treatment ("with laser surgery, healing is fast")."""
    treatments, _ = passage.subjects.terms_in(passage.sentence)
    return any(match.label == "named" for match in treatments)


def helping(passage: Passage, verb: Token) -> Token | None:
    """Return the last word of what a verb says that a treatment does for somebody, or None where it says no such thing.

    "It works", "the gel eases pain", "you feel better", "the pain fades", "results appear", "provides relief".
    """
    found = _working(passage, verb) or _feeling(passage, verb) or _going(passage, verb) or _coming(passage, verb)
    return found or _bringing(passage, verb)


def _working(passage: Passage, verb: Token) -> Token | None:
    stem = verb_forms("working").get(verb.lower)
    if stem is None:
        return None
    subject = subject_of(verb)
    passive = verb.child("nsubjpass")
    if passive is not None:
        if stem in benefit_words("working_if") or not passage.clinical(passive):
            return None
        return verb if laid_to_treatment(passage, verb, noun=passive) else None
    root = next((word for word in verb.ancestors() if word.head is word), verb)
    slogan = subject is None and passage.subjects.promotional and root.child("nsubj", "nsubjpass") is None
    slogan = slogan and (verb.head is verb or verb.dep == "xcomp")
    treats = subject is not None and (passage.kind_of(subject) == "treatment" or passage.offered(subject))
    if not (treats or slogan):
        return None
    target = verb.child("dobj")
    if stem in {"take", "get"}:
        idiom = target is not None and target.lower in {"effect", "hold", "action"}
        return (
            target
            if idiom or (stem == "get" and verb.child("prep") is not None and target is None and treats)
            else None
        )
    if stem in {"kick", "knock", "switch"}:
        return next((child for child in verb.children if child.lower in {"in", "out", "off"}), None)
    if stem in benefit_words("working_if"):
        return target if target is not None and passage.clinical(target) else None
    if target is None:
        return verb
    if passage.kind_of(target) == "reader" and (from_what := verb.child("prep")) is not None:
        ill = from_what.child("pobj")
        return ill if from_what.lower in {"from", "of"} and ill is not None and passage.clinical(ill) else None
    return target if passage.clinical(target) or stem in {"help", "relax", "calm", "energize", "energise"} else None


def _feeling(passage: Passage, verb: Token) -> Token | None:
    if verb.lower in {"say", "wave"} and (farewell := verb.child("dobj")) is not None and "bye" in farewell.lower:
        return farewell
    better = verb_forms("bettering").get(verb.lower)
    feels = verb_forms("feeling").get(verb.lower)
    if better is None and feels is None:
        return None
    subject = subject_of(verb)
    kind = passage.kind_of(subject) if subject is not None and subject.lower not in {"%", "percent"} else "reader"
    told = verb.head is verb and verb.tag in {"VB", "VBP"} and feels is not None
    hangs = verb.dep in {"xcomp", "ccomp", "conj", "advcl", "relcl", "acl", "pcomp"}
    if subject is None and not (told or hangs):
        return None
    if kind == "provider" or not passage.subjects.treatment_nearby(passage.sentence):
        return None
    if better is not None and (kind == "reader" or (subject is not None and passage.clinical(subject))):
        return verb
    if kind not in {"reader", "treatment"} and not (subject is not None and subject.lower in {"many", "most", "some"}):
        return None
    for child in verb.children:
        if child.start < verb.start:
            continue
        if child.dep in {"acomp", "attr", "oprd", "advmod", "xcomp", "advcl", "dep"} and child.lower in benefit_words(
            "good_states"
        ):
            return child
        if child.lower == "free" and any(word.lower in {"pain", "symptom"} for word in child.children):
            return child
        if child.dep in {"dobj", "attr"} and child.is_noun and is_benefit(passage, child):
            return child
        if (
            feels == "lose"
            and child.dep == "dobj"
            and child.lower in {"weight", "pounds", "inches", "fat", "lbs", "kg", "kilos"}
        ):
            return child
        if child.dep in {"xcomp", "ccomp"} and child.is_verb:
            inner = helping(passage, child)
            if inner is not None:
                return inner
    return None


def _going(passage: Passage, verb: Token) -> Token | None:
    stem = verb_forms("going").get(verb.lower)
    subject = subject_of(verb)
    gone = stem == "be" and any(child.lower in {"gone", "history", "over"} for child in verb.children)
    if (
        stem is None
        or subject is None
        or not subject.is_noun
        or verb.child("dobj") is not None
        or (stem == "be" and not gone)
    ):
        return None
    if stem == "go" and verb.tag != "VBN" and not any(child.lower in {"away", "down"} for child in verb.children):
        return None
    if not (passage.clinical(subject) or any(passage.clinical(word) for word in subject.children if word.is_noun)):
        return None
    if not (_means(passage) or passage.subjects.promotional):
        return None
    if any(word.lower in _BROUGHT_ON for noun in coordinated(subject) for word in noun_phrase(noun)):
        return None  # "jaw ache and extra saliva settle": what the treatment brought on
    return verb if passage.subjects.treatment_nearby(passage.sentence) else None


def _coming(passage: Passage, verb: Token) -> Token | None:
    stem = verb_forms("coming").get(verb.lower)
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or not subject.is_noun:
        return None
    if stem is None and verb.lower not in {
        "seen",
        "felt",
        "noticed",
        "achieved",
        "visible",
        "noticeable",
        "experienced",
    }:
        return None
    if subject.lower not in benefit_nouns() or not is_benefit(passage, subject):
        return None
    complement = verb.child("acomp", "attr")
    if stem == "be" and (
        complement is None
        or complement.lower
        not in {
            "immediate",
            "instant",
            "visible",
            "noticeable",
            "fast",
            "rapid",
            "quick",
            "clear",
            "permanent",
            "lasting",
        }
    ):
        return None
    return verb if passage.subjects.treatment_nearby(passage.sentence) else None


def _bringing(passage: Passage, verb: Token) -> Token | None:
    if verb_forms("bringing").get(verb.lower) is None:
        return None
    targets = [child for child in verb.children if child.dep in {"dobj", "attr"}]
    targets += [
        inner
        for child in verb.children
        if child.dep == "prep" and child.lower in {"to", "in", "into"} and (inner := child.child("pobj")) is not None
    ]
    for target in targets:
        if target.is_noun and is_benefit(passage, target) and laid_to_treatment(passage, verb):
            return target
    return None


def is_headed(passage: Passage) -> bool:
    """Say whether a phrase without a verb is put as what a treatment brings: it is sold, or the phrase names it."""
    if not passage.subjects.treatment_nearby(passage.sentence):
        return False
    return passage.subjects.promotional or _means(passage)


def phrase_start(noun: Token) -> int:
    """Return where a noun's phrase begins; the parser may hang the comma before it on it."""
    return next(word for word in noun_phrase(noun) if word.dep != "punct").start


def told_from(passage: Passage, verb: Token) -> int:
    """Return where a claim begins whose verb is given: at its subject when that is the good, or the ill, itself."""
    if verb.lower == "rid":
        return verb.start - len("get ") - (passage.folded[verb.start - passage.sentence.start - 2] == "s")
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or subject.start > verb.start or verb.start - subject.end > _NEAR:
        return verb.start
    own = verb.lower in verb_forms("coming") and is_benefit(passage, subject)
    own = own or (passage.clinical(subject) and passage.kind_of(subject) != "treatment")
    return phrase_start(subject) if own else verb.start


def begun(token: Token) -> Token:
    """Return the verb that says that something begins, where one governs the word: "often begin to feel better"."""
    while token.dep == "xcomp" and token.head.lower in _BEGINNING:
        token = token.head
    return token


def is_named_for(passage: Passage, noun: Token) -> bool:
    """Say whether a benefit is only what something is for: "the first choice for quick relief"."""
    if noun.dep != "pobj" or noun.head.lower != "for" or passage.subjects.promotional:
        return False
    return noun.head.head.is_noun and noun.head.head.lower not in {"potential", "hope", "promise"}


def stands(passage: Passage, token: Token) -> Assertion | None:
    """Say how a claim of benefit stands; None where it is denied, asked, supposed, advised or only wished for."""
    token = begun(token)
    found = standing(token, question=False).assertion
    if found in {"negated", "questioned", "conditional"} or is_wanted(token) or _aimed_at(passage):
        return None
    if found != "hypothetical":
        return "asserted" if found == "presupposed" else found
    if any(
        child.lower in {"should", "must", "need", "if"}
        for node in (token, *token.ancestors())
        for child in node.children
        if child.dep in {"aux", "mark"}
    ):
        return None
    finding = any(
        node.lower in {"find", "finds", "found", "see", "sees"} and node.child("nsubj") is not None
        for node in token.ancestors()
    )
    return "asserted" if finding or passage.subjects.promotional else None


def _aimed_at(passage: Passage) -> bool:
    """Say whether the sentence is an item in a list of what research aims to do."""
    lead_in = passage.sentence.block.lead_in
    if lead_in is None:
        return False
    leading = passage.analysis.document.blocks[lead_in].prose.folded
    return _AIMS.search(re.split(r"[.!?]\s", leading.rstrip())[-1]) is not None


def is_research_result(passage: Passage, verb: Token | None) -> bool:
    """Say whether a verb in the past tense reports what was found in a study that the paragraph speaks of."""
    if verb is None or verb.tag not in {"VBD", "VBN"}:
        return False
    if _RESEARCH.search(passage.folded):
        return True
    first = max(0, passage.sentence.index - 3)
    before = passage.analysis.sentences[first : passage.sentence.index]
    told = verb.tag == "VBD" and not passage.subjects.promotional
    return told and any(one.block is passage.sentence.block and _RESEARCH.search(one.folded) for one in before)


def governing_verb(token: Token) -> Token | None:
    """Return the verb that a phrase of time hangs on, through prepositions and nouns."""
    for ancestor in token.ancestors():
        if ancestor.is_verb:
            return ancestor
    return None
