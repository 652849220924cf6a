"""The words of claims: what is said of a treatment, and of what it does to a person."""

from __future__ import annotations

from functools import cache

from caveat.analysis.lexicon import plurals, term_list, words
from caveat.patterns import compiled
from caveat.terms import TermList


def inflections(verb: str) -> tuple[str, ...]:
    """Return a regular verb's forms, and the irregular ones of the few verbs we list."""
    irregular = {
        "beat": ("beat", "beats", "beaten", "beating"),
        "rebuild": ("rebuild", "rebuilds", "rebuilt", "rebuilding"),
        "shrink": ("shrink", "shrinks", "shrank", "shrunk", "shrinking"),
        "regrow": ("regrow", "regrows", "regrew", "regrown", "regrowing"),
        "mean": ("mean", "means", "meant", "meaning"),
        "lead": ("lead", "leads", "led", "leading"),
        "bring": ("bring", "brings", "brought", "bringing"),
        "give": ("give", "gives", "gave", "given", "giving"),
        "cut": ("cut", "cuts", "cutting"),
        "hurt": ("hurt", "hurts", "hurting"),
        "offer": ("offer", "offers", "offered", "offering"),
        "deliver": ("deliver", "delivers", "delivered", "delivering"),
        "stop": ("stop", "stops", "stopped", "stopping"),
        "control": ("control", "controls", "controlled", "controlling"),
        "prevent": ("prevent", "prevents", "prevented", "preventing"),
    }
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + "es" if verb.endswith(("s", "x", "sh", "ch")) else verb + "s"
    return (verb, third, verb + "ed", verb + "ing")


@cache
def claim_words(key: str) -> frozenset[str]:
    """Return the words under one key of the word list of claims."""
    return frozenset(words("claims", key))


@cache
def clinical_words() -> frozenset[str]:
    """Return the words for what treatments are to change in a person: symptoms, parts of the body, parts of life."""
    return frozenset(form for word in claim_words("clinical_words") for form in plurals(word))


@cache
def claim_verbs(key: str) -> dict[str, str]:
    """Return the forms of the verbs under a key, each with its verb."""
    return {form: verb for verb in words("claims", key) for form in inflections(verb)}


@cache
def claim_terms(*keys: str) -> TermList:
    """Return the terms under some keys, each labelled with its key."""
    return TermList({word: key for key in keys for word in words("claims", key)})


@cache
def harm_terms() -> TermList:
    """Return the harms that are denied of treatments."""
    return term_list("outcomes", "harms")


# "Any side effect", "all discomfort": what a universal denial of harm is said of.
UNIVERSAL_HARM = compiled(
    r"\b(?:any|all|every|whatever)\s+(?:of the |the |possible |potential |minor |mild |unwanted |its "
    r"|temporary |initial )*"
    r"(?=(?:side[- ]effect|adverse (?:effect|reaction|event)|effect|discomfort|complication|reaction|problem)s?\b)"
)


# States in which a symptom or disease is said to be after treatment, and what a fragment says there is more or less of.
END_STATE = compiled(
    r"(?P<what>(?:[\w'-]+ ){0,2}?[\w'-]+)(?: (?P<verb>is|are|has|have|'s|will be))?"
    r"(?: (?:all|completely|entirely|finally|now|simply|totally|truly))*"
    r" (?P<state>gone|vanished|banished|disappeared|history|sorted|melted away|beaten|bulletproof|erased|silenced"
    r"|restored|a thing of the past|out of the picture)\b"
)
MORE = compiled(
    r"(?:^|[,:;+&] |\band |\b(?:for|enjoy|to) )(?P<more>brighter|calmer|clearer|deeper|faster|firmer|fuller|healthier"
    r"|improved|longer|plumper|restored|sharper|smoother|softer|stronger|thicker|tighter|whiter|younger|better|less"
    r"|fewer"
    r"|more|total|instant|complete) (?P<what>(?:[\w'-]+ ){0,1}?[\w'-]+)"
)
UP = compiled(r"(?:^|[,;] |\band )(?P<what>(?:[\w'-]+ )?[\w'-]+) (?:up|down|sorted|solved|gone)(?=[,.!;]|$)")
ZERO = compiled(
    r"(?:^|[,:;.] )(?P<zero>(?:zero|no) (?:aches|bleeding|bloating|bruising|comedown|crash|discomfort|drowsiness"
    r"|hangover"
    r"|jitters|pain|peeling|redness|scarring|scars?|sensitivity|sick days|soreness|swelling|weight gain|withdrawal"
    r"|worries))\b"
)
