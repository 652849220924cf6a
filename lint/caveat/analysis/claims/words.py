"""The words that make a sentence worth a look for claims."""

from __future__ import annotations

import re
from functools import cache

from caveat.analysis.lexicon import plurals, term_list, words
from caveat.terms import Cue, TermList


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
def _triggers() -> TermList:
    keys = (
        "safe_adjectives",
        "safe_adverbs",
        "safety_nouns",
        "record_phrases",
        "addictive",
        "harm_free",
        "effective",
        "cure_words",
        "farewell_phrases",
        "for_good",
        "money_back",
        "never_fails",
    )
    terms = {word: key for key in keys for word in words("claims", key)}
    terms.update(
        dict.fromkeys(
            ("guarantee", "guarantees", "guaranteed", "guaranteeing", "tolerated", "well-tolerated"), "guarantee_words"
        )
    )
    for verb in words("claims", "strong_verbs"):
        terms.update(dict.fromkeys(inflections(verb), "strong_verbs"))
    return TermList(terms)


@cache
def harm_terms() -> TermList:
    """Return the harms that are denied of treatments."""
    return term_list("outcomes", "harms")


_DENIAL = re.compile(
    r"\b(?:no|zero|without|devoid of|free of|free from|none of|not|never|cannot|any|all|every|won't|don't|doesn't|can't"
    r"|isn't|aren't|hurt)\b|n't\b|\bharm"
)
_PROMISE = Cue(
    r"\byou(?:'ll| will| are going to| can expect| won't)\b|\byour \w+ will\b",
    *("you'll", " will", "you are going", "can expect", "you won't"),
)
_ESCAPE = re.compile(
    r", (?:reduc|reliev|eas|improv|lower|allow|mean|lead|result|eliminat|stop|prevent|restor|heal|provid|bring"
    r"|giv|alleviat|decreas|lessen|end|boost|offer)\w*ing\b"
)
_OUTCOME = Cue(
    r"\b(?:translat\w+|lead\w*|result\w*|mean\w*|bring\w*|deliver\w*|provid\w+|achiev\w+)\b.{0,40}\b(?:less"
    r"|fewer|relief|release|freedom|remission)\b",
    *("less", "fewer", "relief", "release", "freedom", "remission"),
)


_NEVER_HAPPENS = Cue(
    r"(?:n't|\bnot|\bnever) (?:happen|occur|exist|arise|follow)|\b(?:impossible|eliminated)\b"
    r"|\bnothing (?:to|you can) ",
    *("happen", "occur", "exist", "arise", "follow", "impossible", "eliminated", "nothing "),
)
_ABSOLUTE_SHORT = Cue(
    r"\b(?:reverse|thing of the past|never \w+ .{0,30}again|won't (?:be )?need|will never)\b",
    *("reverse", "thing of the past", "never", "won't"),
)
_NUMB = re.compile(r"\bfeel (?:no|any|anything|a thing|nothing|like)\b|n't feel\b|not feel\b")
_ENSURING = Cue(
    r"\b(?:ensures?|ensuring|assures?)\b.{0,60}\b(?:safe|safety|comfortable|comfort|painless|pain-free"
    r"|effective|success|results?|relief|recovery)\b",
    *("ensur", "assure"),
)


# "Any side effect", "all discomfort": what a universal denial of harm is said of.
UNIVERSAL_HARM = re.compile(
    r"\b(?:any|all|every|whatever)\s+(?:of the |the |possible |potential |minor |mild |unwanted |its "
    r"|temporary |initial )*"
    r"(?=(?:side[- ]effect|adverse (?:effect|reaction|event)|effect|discomfort|complication|reaction|problem)s?\b)"
)
_UNIVERSAL_HARM = Cue(UNIVERSAL_HARM.pattern, "any", "all", "every", "whatever")


@cache
def _plain_verb_terms() -> TermList:
    return TermList(claim_verbs("plain_verbs"))


@cache
def _bare_effects() -> TermList:
    return TermList(form for verb in words("claims", "plain_verbs") for form in inflections(verb)[:2])


# What sellers' turns of phrase hold that the triggers for every text do not.
_FRAGMENT = 90
_SALES_TALK = re.compile(
    r"\b(?:complete|full|immediate|instant|lasting|lifelong|permanent|real|total|true) (?:[\w-]+ )?(?:freedom"
    r"|improvements?|recovery|release|relief|remission|results|transformation)\b"
    r"|\byour (?:[\w-]+ ){1,3}will\b|\bsuccess\b|^(?:all )?gone\b|\b(?:again|back)[.!]?$|\bget your \w+ back\b"
    r"|\b(?:(?:certain|sure|confident|assured) of|count on|rely on|depend on)\b|\bis (?:free|on us)\b"
    r"|\bnever (?:once )?(?:let|fail)|\bno longer need\b|\b(?:leaves?|returns?|recurs?|comes? back)\b"
    r"|\bnone of (?:these|those|them|this|that|it)\b|\b(?:these|those|such) \w+ (?:have|has|are|were|no longer)\b"
    r"|\bnot (?:here|with [\w -]+)[.!]$|(?:n't|not|never does|never do|never will)[.!]?$"
    r"|\brates? [\w ]*(?:zero|nil|none|nothing)\b|\b(?:zero|nil|0 ?%) [\w -]+ rates?\b|\brates? [\w ]*0 ?%"
    r"|\bnever (?:once )?(?:happen|occur|had|seen|caused)|\b(?:coming back|returning|recurring)\b"
    r"|\b(?:nobody|no one|none of our|not one|of ours)\b|\bwe(?:'ll| will| can| promise)\b|\b(?:watch|see|feel) your\b"
    r"|\b(?:an|the) end (?:of|to)\b"
    r"|\b(?:complete|full|immediate|instant|lasting|lifelong|long-lasting|permanent|total|true)"
    r"(?:,? [\w-]+)? (?:solution|answer|fix|end)\b|\b(?:everyone|every|all (?:of )?our) |\bmakes? .{3,40}\b(?:disappear"
    r"|vanish|history|away|past)\b|\b(?:away|out|off)\b|\b(?:frees?|rids?|purges?|cleanses?|liberates?)\b|\bwe \w+ "
)


# States in which a symptom or disease is said to be after treatment, and what a fragment says there is more or less of.
END_STATE = re.compile(
    r"(?P<what>(?:[\w'-]+ ){0,2}?[\w'-]+)(?: (?P<verb>is|are|has|have|'s|will be))?"
    r"(?: (?:all|completely|entirely|finally|now|simply|totally|truly))*"
    r" (?P<state>gone|vanished|banished|disappeared|history|sorted|melted away|beaten|bulletproof|erased|silenced"
    r"|restored|a thing of the past|out of the picture)\b"
)
MORE = re.compile(
    r"(?:^|[,:;+&] |\band |\b(?:for|enjoy|to) )(?P<more>brighter|calmer|clearer|deeper|faster|firmer|fuller|healthier"
    r"|improved|longer|plumper|restored|sharper|smoother|softer|stronger|thicker|tighter|whiter|younger|better|less"
    r"|fewer"
    r"|more|total|instant|complete) (?P<what>(?:[\w'-]+ ){0,1}?[\w'-]+)"
)
UP = re.compile(r"(?:^|[,;] |\band )(?P<what>(?:[\w'-]+ )?[\w'-]+) (?:up|down|sorted|solved|gone)(?=[,.!;]|$)")
ZERO = re.compile(
    r"(?:^|[,:;.] )(?P<zero>(?:zero|no) (?:aches|bleeding|bloating|bruising|comedown|crash|discomfort|drowsiness"
    r"|hangover"
    r"|jitters|pain|peeling|redness|scarring|scars?|sensitivity|sick days|soreness|swelling|weight gain|withdrawal"
    r"|worries))\b"
)


def may_sell(folded: str) -> bool:
    """Say whether a sentence of a text that sells something may hold a claim that other texts do not make so."""
    if _bare_effects().any_in(folded) or _PROMISE.search(folded) is not None or _SALES_TALK.search(folded) is not None:
        return True
    if any(pattern.search(folded) is not None for pattern in (END_STATE, UP, ZERO)):
        return True
    return len(folded) < _FRAGMENT and MORE.search(folded) is not None


def has_trigger(folded: str) -> bool:
    """Say whether a folded sentence holds a word for which the claims of its paragraph must be looked at."""
    if _triggers().any_in(folded):
        return True
    if (harm_terms().any_in(folded) or claim_terms("harm_verbs").any_in(folded)) and _DENIAL.search(folded):
        return True
    if _PROMISE.search(folded) and (claim_terms("good_states", "good_things").any_in(folded) or _NUMB.search(folded)):
        return True
    if claim_terms("boosters").any_in(folded) and any(
        match.term in claim_verbs("plain_verbs") for match in _plain_verb_terms().find(folded)
    ):
        return True
    if _NEVER_HAPPENS.search(folded) or " gentle" in folded or "remission" in folded or "speaks for itself" in folded:
        return True
    if _ENSURING.search(folded) or _UNIVERSAL_HARM.search(folded):
        return True
    if _ABSOLUTE_SHORT.search(folded):
        return True
    return bool(_ESCAPE.search(folded) or _OUTCOME.search(folded) or " works" in folded or " worked" in folded)
