"""Questions about a parsed sentence: what governs what, what is denied, asked, supposed or hedged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis.lexicon import grammar_words

if TYPE_CHECKING:
    from caveat.analysis.claim import Assertion
    from caveat.analysis.parse import Token

_COMPLEMENTS = frozenset(
    {
        "acomp",
        "attr",
        "oprd",
        "xcomp",
        "ccomp",
        "dobj",
        "pobj",
        "prep",
        "pcomp",
        "acl",
        "advmod",
        "csubj",
        "dative",
        "agent",
    }
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a predicate stands in its sentence: asserted, denied, asked …, and the tokens that govern it."""

    assertion: Assertion
    governors: tuple[Token, ...]


def predicate_of(token: Token) -> Token | None:
    """Return the verb that a word is predicated with (`is` for `safe` in "it is safe"); the token itself for a verb."""
    node = token
    while True:
        if node.is_verb or node.tag == "MD":
            return node
        if node.dep in {"acomp", "attr", "oprd", "xcomp", "ccomp", "advcl", "relcl"}:
            return node.head
        if node.dep == "conj" and node.head is not node:
            node = node.head
            continue
        return None


def subject_of(token: Token) -> Token | None:
    """Return the noun that a predicate is said of, through coordination, raising and relative clauses."""
    node = token
    for _ in range(8):
        own = node.child("nsubj", "nsubjpass", "csubj")
        if own is None and (auxiliary := node.child("auxpass", "aux")) is not None:
            own = auxiliary.child("nsubj", "nsubjpass")  # as the parser reads "Botox Is Proven Safe"
        if own is not None:
            if own.lower in {"that", "which", "who"} and _clause(node).dep == "relcl":
                return _clause(node).head
            return own
        if node.dep in {"relcl", "acl"}:
            return node.head
        if (
            node.dep in {"acomp", "attr", "oprd", "xcomp", "conj", "ccomp", "advcl", "pcomp", "prep", "advmod"}
            and node.head is not node
        ):
            node = node.head
            continue
        return None
    return None


def _clause(token: Token) -> Token:
    node = token
    while node.dep in {"acomp", "attr", "oprd", "conj", "xcomp"} and node.head is not node:
        node = node.head
    return node


def has_negator(token: Token) -> bool:
    """Say whether a word is directly negated: "not", "never", a negative determiner, "nor" before its clause."""
    if token.dep == "conj" and any(child.lower == "nor" for child in token.head.children):
        return True
    return any(
        child.dep == "neg"
        or child.lower in grammar_words("negators")
        or (child.lower == "longer" and any(word.lower in {"no", "not"} for word in child.children))
        or (child.dep in {"det", "preconj"} and child.lower in grammar_words("negative_determiners"))
        for child in token.children
    )


def negative_subject(token: Token) -> bool:
    """Say whether the subject of a predicate denies it: "no drug is …", "nothing is …", "few medicines are …"."""
    subject = subject_of(token)
    if subject is None:
        return False
    if subject.lower in grammar_words("negative_determiners") or subject.subtree()[0].lower in {
        "no",
        "none",
        "neither",
    }:
        return True
    whole = subject.tag in {"DT", "NN"} or subject.child("det", "predet", "amod") is not None
    if whole and any(child.lower == "not" for child in subject.children):
        return True  # "not all blood thinners are safe"
    return any(
        word.lower in grammar_words("negative_determiners") and word.dep in {"det", "amod", "quantmod", "nummod", "neg"}
        for word in noun_phrase(subject)
    )


def standing(token: Token, *, question: bool) -> Standing:
    """Say how what a word predicates stands in its sentence."""
    governors: list[Token] = []
    if question:
        return Standing("questioned", ())
    if has_negator(token) or negative_subject(token):
        return Standing("negated", ())
    if _asked_of(token):
        return Standing("questioned", ())
    node = token
    below: Token | None = None
    while True:
        found = _standing_at(node, below, token)
        if found is not None:
            return Standing(found, tuple(governors))
        if node.head is node:
            return Standing("asserted", tuple(governors))
        below, node = node, node.head
        content = below.dep == "relcl" and below.child("mark") is not None
        if content and node.lower in grammar_words("contents") | grammar_words("open"):
            if has_negator(node) or node.lower in grammar_words("open"):
                return Standing("negated", tuple(governors))  # "no evidence that it works"
            governors.append(node)
            continue
        spliced = below.dep == "ccomp" and below.start < node.start and below.child("mark") is None
        if spliced:
            return Standing("asserted", tuple(governors))  # two sentences joined by a comma
        if below.dep in {
            "conj",
            "advcl",
            "relcl",
            "parataxis",
            "dep",
            "appos",
            "npadvmod",
            "nsubj",
            "nsubjpass",
        } and not _shares(below):
            return Standing(_clause_standing(below), tuple(governors))
        governors.append(node)


def _asked_of(token: Token) -> bool:
    """Say whether the subject of a predicate is what an embedded question asks for: "which medicines are safe"."""
    subject = subject_of(token)
    return subject is not None and any(
        child.lower in {"which", "what", "whose"} and child.dep == "det" for child in subject.children
    )


def _shares(below: Token) -> bool:
    """Say whether a conjunct shares its head's negation and mood: it is no clause of its own."""
    if below.dep != "conj":
        return False
    if not below.is_verb and below.tag != "MD":
        contrast = below.head.child("cc")
        if contrast is not None and contrast.lower == "but" and _denied(below.head):
            return False  # "not as surgery but as a refresh", "not new but safe"
        return below.child("nsubj", "nsubjpass", "cop") is None
    return below.child("nsubj", "nsubjpass", "aux", "auxpass") is None and below.tag in {"VB", "VBN", "VBG"}


def _denied(token: Token) -> bool:
    """Say whether a word, or the verb it is predicated with, is negated."""
    verb = predicate_of(token)
    return has_negator(token) or (verb is not None and has_negator(verb))


def _clause_standing(below: Token) -> Assertion:
    """Say how a clause that hangs on another stands by itself."""
    if below.dep == "relcl":
        return "hypothetical" if _sought(below.head) else "asserted"
    if below.dep == "advcl":
        for child in below.children:
            if child.dep in {"mark", "advmod"} and child.lower in grammar_words("conditional_marks"):
                return "conditional"
        if any(child.lower == "to" and child.dep == "aux" for child in below.children):
            return "hypothetical"
        if modals(below) and any(child.lower == "so" and child.dep == "mark" for child in below.children):
            return "hypothetical"  # "so that it can be safe"
    if below.dep == "conj":
        return _marked_conditional(below.head)
    return "asserted"


def _marked_conditional(node: Token) -> Assertion:
    while node.dep == "conj" and node.head is not node:
        node = node.head
    if node.dep == "advcl" and any(
        child.dep in {"mark", "advmod"} and child.lower in grammar_words("conditional_marks") for child in node.children
    ):
        return "conditional"
    if node.dep in {"ccomp", "xcomp"} and any(
        child.dep == "mark" and child.lower in {"if", "whether"} for child in node.children
    ):
        return "questioned"
    return "asserted"


def _sought(noun: Token) -> bool:
    """Say whether a noun names what somebody looks for, needs or chooses, so that a relative clause asserts nothing.

    A clause after "doses" only picks them: "at doses that are safe in children".
    """
    return noun.lower in {"dosages", "dose", "doses"} or any(
        ancestor.lower in grammar_words("aims") or ancestor.lower == "there" for ancestor in list(noun.ancestors())[:2]
    )


def _standing_at(node: Token, below: Token | None, origin: Token) -> Assertion | None:
    """Say how one governor changes the standing of what it governs; None when it does not."""
    linked = below is None or below.dep in _COMPLEMENTS or _shares(below)
    if (
        below is not None
        and linked
        and (has_negator(node) or (node is not origin and negative_subject(node) and below.dep != "pobj"))
    ):
        return "negated"
    if below is not None and linked and node.lower in grammar_words("open"):
        return "negated"
    for child in node.children:
        if child.dep == "mark" and child.lower == "whether" and node.head is node:
            return "questioned"  # a bullet of its own: "Whether it is safe for you"
        if (
            child.dep == "mark"
            and child.lower in {"if", "whether"}
            and node.dep in {"ccomp", "xcomp", "pcomp", "acl", "csubj"}
        ):
            return "questioned"
        if (
            child.dep in {"mark", "advmod"}
            and child.lower in grammar_words("conditional_marks")
            and node.dep == "advcl"
        ):
            return "conditional"
        if child.dep == "aux" and child.lower in grammar_words("duty_modals"):
            return "hypothetical"
        if child.dep == "aux" and child.lower == "to" and not (_raised(node) or _fair_to_say(node)):
            return "hypothetical"
    if below is not None and below.dep in {"ccomp", "xcomp", "acl", "pcomp", "oprd"}:
        if node.lower in grammar_words("aims") and node.lower not in grammar_words("raising"):
            return "hypothetical"
        if node.lower in grammar_words("speech") and below.dep == "ccomp" and not _fair_to_say(node):
            speaker = subject_of(node)
            if speaker is None or (node.lower, speaker.lower) == ("told", "all"):  # "All told, it is safe"
                return None
            if speaker.lower not in grammar_words("vague_speakers"):
                return "attributed"
        if any(
            child.lower in grammar_words("chances") and child.dep in {"acomp", "attr", "advmod"}
            for child in (node, *node.children)
        ):
            return "hypothetical"
        if any(child.lower in grammar_words("open") and child.dep in {"acomp", "attr"} for child in node.children):
            return "negated"
    if node.dep == "pcomp" and node.head.lower in {
        "about",
        "on",
        "whether",
        "of",
        "if",
        "for",
        "before",
        "after",
        "without",
    }:
        return "hypothetical"
    return None


def _fair_to_say(node: Token) -> bool:
    """Say whether an infinitive is that of "it is fair to say that …", which says it."""
    return node.lower == "say" and any(child.lower in grammar_words("fairly_said") for child in node.head.children)


def _raised(node: Token) -> bool:
    """Say whether an infinitive depends on a verb that asserts it: "is considered to be", "was found to be".

    What a thing is "designed" or "intended" to be is said of it; what it is designed to do is only its purpose.
    """
    if node.dep not in {"xcomp", "oprd", "ccomp", "advcl"} or node.head.lower not in grammar_words("raising"):
        return False
    return node.lower == "be" or (node.head.lower not in grammar_words("purposes") and node.dep != "advcl")


def modals(token: Token) -> list[Token]:
    """Return the modal verbs that hedge the verb a word is predicated with."""
    verb = predicate_of(token)
    if verb is None:
        return []
    found = [child for child in verb.children if child.dep == "aux" and child.lower in grammar_words("hedge_modals")]
    if (
        not found
        and verb.tag in {"VB", "VBN", "VBG"}
        and verb.dep in {"conj", "xcomp", "oprd", "ccomp"}
        and verb.child("nsubj", "nsubjpass") is None
        and verb.head.is_verb
    ):
        found = [
            child for child in verb.head.children if child.dep == "aux" and child.lower in grammar_words("hedge_modals")
        ]
    return found


def noun_phrase(noun: Token) -> list[Token]:
    """Return a noun with its determiners, adjectives and compounds: no clauses, no prepositional phrases."""
    kept = {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "case", "punct", "neg", "predet"}
    found = [noun]
    waiting = [child for child in noun.children if child.dep in kept and child.index < noun.index]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting.extend(child for child in token.children if child.dep in kept | {"conj", "cc"})
    return sorted(found, key=lambda token: token.index)


def coordinated(token: Token) -> Iterator[Token]:
    """Yield a word and the words coordinated with it, in either direction."""
    first = token
    while first.dep == "conj" and first.head is not first:
        first = first.head
    waiting = [first]
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting.extend(child for child in node.children if child.dep == "conj")
