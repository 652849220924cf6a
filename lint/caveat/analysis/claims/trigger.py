"""Which sentences are worth a parse for what is claimed of safety, harm, effect and cure."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from caveat.analysis.claims.harm import denied_harms
from caveat.analysis.claims.words import (
    END_STATE,
    MORE,
    UNIVERSAL_HARM,
    UP,
    ZERO,
    claim_terms,
    claim_verbs,
    clinical_words,
    harm_terms,
    inflections,
)
from caveat.analysis.lexicon import condition_terms, named_like_condition, words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues, TermList, Vocabulary

if TYPE_CHECKING:
    from caveat.terms import TermMatch

# What is claimed in any text, and what only where a treatment is spoken of.
_OF_ANYTHING = (
    "safe_adjectives",
    "safe_adverbs",
    "safety_nouns",
    "record_phrases",
    "addictive",
    "harm_free",
    "cure_words",
)
_OF_TREATMENT = ("effective", "farewell_phrases", "for_good", "money_back", "never_fails")
_GUARANTEES = ("guarantee", "guarantees", "guaranteed", "guaranteeing", "tolerated", "well-tolerated")


@cache
def _terms_of_treatment() -> TermList:
    return TermList((*(word for key in _OF_TREATMENT for word in words("claims", key)), *_GUARANTEES))


@cache
def _strong_verbs() -> TermList:
    return TermList(claim_verbs("strong_verbs"))


@cache
def _plain_verbs() -> TermList:
    return TermList(claim_verbs("plain_verbs"))


@cache
def _bare_effects() -> TermList:
    return TermList(form for verb in words("claims", "plain_verbs") for form in inflections(verb)[:2])


_DENIAL = compiled(
    r"\b(?:no|zero|without|devoid of|free of|free from|none of|not|never|cannot|any|all|every|won't|don't|doesn't|can't"
    r"|isn't|aren't|hurt)\b|n't\b|\bharm"
)
_PROMISE = Cue(
    r"\byou(?:'ll| will| are going to| can expect| won't)\b|\byour \w+ will\b",
    *("you'll", " will", "you are going", "can expect", "you won't"),
)
# The words after a comma that claim what the verb before them only hoped for.
_ESCAPING = (
    *("reduc", "reliev", "eas", "improv", "lower", "allow", "mean", "lead", "result", "eliminat", "stop", "prevent"),
    *("restor", "heal", "provid", "bring", "giv", "alleviat", "decreas", "lessen", "end", "boost", "offer"),
)
_ESCAPE = Cue(rf", (?:{'|'.join(_ESCAPING)})\w*ing\b", *(f", {stem}" for stem in _ESCAPING))
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
_NUMB = compiled(r"\bfeel (?:no|any|anything|a thing|nothing|like)\b|n't feel\b|not feel\b")
_ENSURING = Cue(
    r"\b(?:ensures?|ensuring|assures?)\b.{0,60}\b(?:safe|safety|comfortable|comfort|painless|pain-free"
    r"|effective|success|results?|relief|recovery)\b",
    *("ensur", "assure"),
)
_UNIVERSAL_HARM = Cue(UNIVERSAL_HARM.pattern, "any", "all", "every", "whatever")
_MODAL = compiled(r"\b(?:may|might|can|could|will|would|should|must)\b|'ll\b")
_NEGATED = compiled(r"(?:n't|not|\bnever) (?:[\w'-]+ ){0,3}?$")

_WORKING = Cue("remission| works| worked", "remission", " works", " worked")
_EFFECTS = Cues((_NEVER_HAPPENS, _ENSURING, _ABSOLUTE_SHORT, _OUTCOME, _WORKING))

# A strong verb before which these stand is a noun ("the end"), or its participle is passive ("was stopped").
_NO_VERB = compiled(
    r"\b(?:an?|the|its|your|their|our|his|her|no|any|of|for|with|in|at|by|from|on)\s$"
    r"|\b(?:is|are|was|were|be|been|being|gets?|getting|got)(?:n't)? (?:\w+ly |not |then |also |often )*$"
)
_NO_SUBJECT = compiled(r"\W*(?:(?:how )?to )?")
_CONSEQUENCE = compiled(r", (?:\w+ly |thereby |thus )?$")
_CLAUSE = compiled(r"[^.;:!?]*")
_WORD = compiled(r"[\w'-]+")
_OBJECTS = frozenset({"it", "them", "they", "this", "that", "these", "those", "risk", "risks", "hair"})
_FARTHEST_OBJECT = 14


def may_claim(folded: str) -> bool:
    """Say whether a folded sentence holds a word by which any text may claim safety, harmlessness or a cure."""
    if claim_terms(*_OF_ANYTHING).any_in(folded) or " gentle" in folded or "speaks for itself" in folded:
        return True
    if harm_terms().any_in(folded) and any(denied_harms(folded)):
        return True
    if any(_NEGATED.search(folded[: match.start]) for match in claim_terms("harm_verbs").find(folded)):
        return True
    return _UNIVERSAL_HARM.search(folded) is not None


def may_claim_effect(folded: str) -> bool:
    """Say whether a folded sentence holds words by which a treatment's effect is claimed."""
    if _terms_of_treatment().any_in(folded):
        return True
    if _PROMISE.search(folded) and (claim_terms("good_states", "good_things").any_in(folded) or _NUMB.search(folded)):
        return True
    if claim_terms("boosters").any_in(folded) and _plain_verbs().any_in(folded):
        return True
    if _EFFECTS.any_in(folded):
        return True
    if _ESCAPE.search(folded) and _MODAL.search(folded):
        return True
    return any(_may_act(folded, match) for match in _strong_verbs().find(folded))


def _may_act(folded: str, verb: TermMatch) -> bool:
    """Say whether a strong verb may claim an effect: it has a subject before it, and something clinical after it."""
    before = folded[: verb.start]
    if verb.term.endswith("ing"):
        return _CONSEQUENCE.search(before) is not None
    if _NO_VERB.search(before) is not None or _NO_SUBJECT.fullmatch(before) is not None:
        return False
    clause = _CLAUSE.match(folded, verb.end)
    if clause is None or not clause[0].strip() or clause[0].startswith((",", ")")):
        return False
    if condition_terms(Vocabulary()).any_in(clause[0]):
        return True
    after = _WORD.findall(clause[0])[:_FARTHEST_OBJECT]
    return any(word in _OBJECTS or word in clinical_words() or named_like_condition(word) for word in after) or any(
        f"{first} {second}" in clinical_words() for first, second in pairwise(after)
    )


# What sellers' turns of phrase hold that the triggers for every text do not.
_FRAGMENT = 90
_SALES_TALK = compiled(
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


def may_sell(folded: str) -> bool:
    """Say whether a sentence of a text that sells something may hold a claim that other texts do not make so."""
    if _strong_verbs().any_in(folded) or _ESCAPE.search(folded) is not None:
        return True
    harmful = harm_terms().any_in(folded) or claim_terms("harm_verbs").any_in(folded)
    if harmful and _DENIAL.search(folded) is not None:
        return True
    if _bare_effects().any_in(folded) or _PROMISE.search(folded) is not None or _SALES_TALK.search(folded) is not None:
        return True
    if any(pattern.search(folded) is not None for pattern in (END_STATE, UP, ZERO)):
        return True
    return len(folded) < _FRAGMENT and MORE.search(folded) is not None
