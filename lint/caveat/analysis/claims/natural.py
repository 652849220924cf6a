"""Claims that what is natural, herbal or free of "chemicals" is therefore safe or good."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import standing
from caveat.analysis.lexicon import words
from caveat.patterns import compiled, longest_first
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage

_SUPPOSED = compiled(
    r"\b(?:people|many|most|some|patients|customers|consumers|users|we|you|they)(?: \w+){0,2} "
    r"(?:suppose|imagine|conclude|take it|reckon|feel|reason)(?: that)? $"
)
_CORRECTED = compiled(
    r"(?:n't|\bnot|\bnever|\bno guarantee|\bneed not|\bneither|\bnor)\b[^.;]{0,30}\b(?:mean|means|make|makes|always"
    r"|necessarily|automatically|guarantee\w*|safe|safer|harmless|risk-free|effective|without risk|proven|better"
    r"|free of)\b"
    r"|\b(?:myths?|misconceptions?|misleading|beware|wary|scams?|mistaken\w*|wrongly|false(?:ly)?|believe[ds]?|assum\w+"
    r"|think|thought|perceiv\w+|perception|claim(?:s|ed|ing)?|marketed|advertis\w+|touted|labell?ed|so-called|unproven"
    r"|no evidence|little evidence|not enough evidence|limited evidence|can still|may still|can also|even (?:if|though)"
    r"|interact\w*|unsafe|toxic to|dangerous|whether|before (?:you )?tak\w+|ask your|talk to|tell your|check with"
    r"|studied)\b"
)
_SO = (
    r"(?:so|therefore|thus|hence|which means|that means|this means|means|meaning|making|makes|which is why"
    r"|that's why|that is why)"
)
_SINCE = r"(?:because|since|as|thanks to|due to|being|given that|for)"
_GAP = r"[^.;!?]{0,%d}?"


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(words("natural", key))


@cache
def _either(key: str) -> str:
    return "|".join(re.escape(word) for word in longest_first(_listed(key)))


@cache
def _labels() -> TermList:
    return TermList(_listed("labels") | _listed("free_of") | _listed("praise_of_nature") | {"naturally"})


def _effects() -> str:
    verbs = _either("effects")
    return (
        rf"\b(?:naturally (?P<after>{verbs})|(?P<before>{verbs})\b(?: (?!(?:by|from|occurs?|is|are|will|can|may|as"
        rf"|when|if|that)\b)"
        r"[\w'-]+){1,5}? naturally)\b(?! (?:occur|produc|found|present|high|low|rich|thin|dry|by|as|over|when|if"
        r"|and gradually)\w*)"
    )


@cache
def _ways() -> tuple[tuple[str, Cue], ...]:
    label, safe, harmless = _either("labels"), _either("safe"), _either("harmless")
    good = f"{safe}|{harmless}"
    # Most sentences that hold a label praise nothing in these words: the long patterns are hardly ever compiled.
    labelled = (*_listed("labels"), "herb", "plant")
    praised = (*_listed("safe"), *_listed("harmless"))
    beside = r"(?:,? and |, ?| & | yet | but | \+ |/| \u2013 | - )"
    return (
        ("free-of", Cue(rf"\b(?:{_either('free_of')})\b", "")),
        ("praise", Cue(rf"\b(?:{_either('praise_of_nature')})\b", "")),
        (
            "therefore",
            Cue(
                rf"\bbeing (?:(?:made|all|100%|completely|an?) )?(?:{label}|herb|plant)\b{_GAP % 40}\b(?:{good})\b"
                rf"|\b(?:{label})\b{_GAP % 60}\b{_SO} {_GAP % 40}\b(?:{good})\b"
                rf"|\b{_SINCE} (?:it|they|these|this|our|the|its|their|all|we"
                rf"|[\w-]+)\b{_GAP % 40}\b(?:{label})\b{_GAP % 50}\b(?:{good})\b"
                rf"|\b(?:{good})\b{_GAP % 40}\b(?:because|since|as|thanks to|due to) (?:it|they|these|this|our|the"
                rf"|its|their|all|of)"
                rf"\b{_GAP % 30}\b(?:{label})\b",
                *labelled,
                also=praised,
            ),
        ),
        (
            "beside",
            Cue(
                rf"\b(?:{label})(?:{beside}|,? )(?:(?:completely|totally|very|100%|perfectly|entirely|absolutely"
                rf"|highly) )?"
                rf"(?:{safe})\b|\b(?:{safe}){beside}(?:(?:completely|totally|very|100%|entirely|all) )?(?:{label})\b"
                rf"|\bnaturally (?:{safe})\b|\b(?:safe|safer|safest|gentle|gentler|harmless) (?:{label})\b",
                *labelled,
                also=praised,
            ),
        ),
        (
            "beside",
            Cue(
                rf"\b(?:{label})(?: [\w-]+){{0,2}} (?:that |which )?(?:is|are) (?:(?:also|both|completely|very|much"
                rf"|so|a|the) )*"
                r"(?:safe|safer|safest|gentle|gentler|harmless|better|healthier|kinder|risk-free|non-toxic|nontoxic)\b",
                *labelled,
                also=praised,
            ),
        ),
        (
            "harmless",
            Cue(
                rf"\b(?:{label})\b{_GAP % 70}\b(?:{harmless})\b|\b(?:{harmless})\b{_GAP % 25}\b(?:{label})\b",
                *labelled,
                also=praised,
            ),
        ),
        ("bare", Cue(rf"\b(?:{_either('bare')})\b", "")),
        ("naturally", Cue(_effects(), "naturally")),
    )


def _may_hold(folded: str) -> bool:
    if not _labels().any_in(folded) or (_CORRECTED.search(folded) is not None and "not only" not in folded):
        return False
    return any(cue.search(folded) is not None for _, cue in _ways())


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question or passage.sentence.block.kind == "footnote":
        return
    offset = passage.sentence.start
    reached = -1
    for form, cue in _ways():
        for match in cue.finditer(passage.folded):
            if match.start() < reached and form in {"bare", "naturally", "beside", "harmless"}:
                continue
            if not _said_of_a_product(passage, form, match):
                continue
            token = passage.parsed.at(offset + match.start())
            if token is None:
                continue
            yield passage.make(
                "natural",
                form,
                token,
                start=offset + match.start(),
                end=offset + match.end(),
                assertion=_assertion(passage, form, match),
            )
            reached = max(reached, match.end())


def _assertion(passage: Passage, form: str, match: re.Match[str]) -> Assertion:
    before = passage.folded[: match.start()]
    if form == "free-of" and match[0].startswith(("no ", "zero ")):
        return "asserted"
    if re.search(
        r"(?:\b(?:not|no|never|isn't|aren't|few|neither|without|if|whether|when|or)\b|n't\b)(?: [\w'-]+){0,3} ?$",
        before,
    ):
        return "negated"
    if form == "therefore" and _SUPPOSED.search(before):
        return "attributed"
    token = passage.parsed.at(passage.sentence.start + match.start())
    if token is None or form in {"harmless", "therefore"}:
        return "asserted"
    found = standing(token, question=False).assertion
    return found if found in {"negated", "conditional", "questioned"} else "asserted"


def _said_of_a_product(passage: Passage, form: str, match: re.Match[str]) -> bool:
    """Say whether the words are about something to take or to undergo, not about the body, the world or a birth."""
    text = passage.folded
    labels = [found for found in _labels().find(text) if match.start() <= found.start < match.end()]
    for found in labels:
        following = set(re.findall(r"[\w-]+", text[found.end : found.end + 40])[:2])
        if form != "naturally" and (following & _listed("not_of_products") or text[found.end :].startswith("ly ")):
            return False
        if found.term in _listed("of_food") and following & _listed("foods"):
            return False
    inside = {word for found in labels for word in found.term.split()}
    sold = passage.subjects.promotional
    if form in {"bare", "naturally"}:
        return sold and (form == "bare" or passage.subjects.treatment_nearby(passage.sentence))
    label = next(
        (word for word in ("traditional", "ancient", "organic", "vegan", "plants", "herbs") if word in inside), None
    )
    if label is not None and form == "beside":
        return sold
    return sold or passage.subjects.treatment_nearby(passage.sentence) or bool(_REMEDIES.search(passage.folded))


_REMEDIES = compiled(
    r"\b(?:remed(?:y|ies)|products?|ingredients?|supplements?|formula|oils?|teas?|medicines?|treatments?|therap(?:y"
    r"|ies)"
    r"|alternatives?|solutions?|approach|ways?|herbs?|plants?|creams?|drinks?|foods?|it|they)\b"
)

NATURAL = Construction(_may_hold, _read, of_treatment)
