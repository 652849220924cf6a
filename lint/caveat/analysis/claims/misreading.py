"""Mends what the parser misreads in short statements of effect: verbs and symptoms that it takes for nouns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import clinical_words, inflections
from caveat.analysis.lexicon import named_like_condition, named_like_treatment, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.analysis.parse import ParsedSentence, Token
    from caveat.terms import TermMatch

_AS_CLAUSE = {"pobj": "pcomp", "dobj": "ccomp", "attr": "ccomp", "nsubj": "ccomp", "oprd": "ccomp"}
_ALL = frozenset({"all", "every", "everybody", "everyone", "everything"})
_BEFORE_NOUN = frozenset({"det", "amod", "poss", "compound", "nummod", "nmod", "quantmod"})
_MISREAD_AS = frozenset(
    {"compound", "nsubj", "amod", "ROOT", "dobj", "pobj", "nmod", "appos", "ccomp", "relcl", "conj"}
)


@cache
def _third_persons() -> frozenset[str]:
    verbs = (verb for key in ("strong_verbs", "plain_verbs") for verb in words("claims", key))
    return frozenset({"cures", *(inflections(verb)[1] for verb in verbs)})


@cache
def _never_nouns() -> frozenset[str]:
    return frozenset(inflections(verb)[1] for verb in words("claims", "never_nouns"))


def mend(parsed: ParsedSentence, treatments: Sequence[TermMatch], conditions: Sequence[TermMatch]) -> None:
    """Set right, in place, "the oil cures psoriasis" read as a noun, "relieves bloating", "… . Not all drugs are"."""
    named = {match.end for match in treatments}
    ill = {match.end for match in conditions}
    for verb in parsed.tokens[1:-1]:
        if verb.lower in _third_persons() and verb.dep in _MISREAD_AS:
            _mend_statement(parsed, verb, named, ill)
    for negator, token in zip(parsed.tokens, parsed.tokens[1:], strict=False):
        if negator.lower == "not" and token.lower in _ALL:
            _hang(negator, token.head if token.dep in {"det", "predet", "amod"} else token, "neg")
    for token in parsed.tokens:
        if token.tag == "VBG" and token.dep == "xcomp" and token.lower in clinical_words() and not token.children:
            token.tag, token.dep = "NN", "dobj"


def _mend_statement(parsed: ParsedSentence, verb: Token, named: set[int], ill: set[int]) -> None:
    doer = parsed.tokens[verb.index - parsed.tokens[0].index - 1]
    known = doer.end in named or named_like_treatment(doer.lower)
    if not known and not (doer.is_noun and verb.lower in _never_nouns()):
        return
    target = _target(parsed, verb, ill)
    if target is None or (verb.head is not target and verb.head is not verb):
        return
    if verb.is_verb and verb.head is verb and doer.dep == "nsubj":
        return
    if verb.head is target:
        _hang(verb, target.head if target.head is not target else verb, target.dep)
    for child in [*verb.children, *target.children]:
        if child is doer or child is verb or child is target:
            continue
        if child.start < verb.start:
            dep = "mark" if child.lower in {"that", "whether", "if"} else child.dep
            _hang(child, doer if dep in _BEFORE_NOUN else verb, dep)
        elif child.start > target.start and child.dep in {"punct", "cc", "conj", "prep", "advcl"}:
            _hang(child, verb, child.dep)
    _hang(doer, verb, "nsubj")
    _hang(target, verb, "dobj")
    verb.dep = _AS_CLAUSE.get(verb.dep, verb.dep)
    verb.tag, target.tag = "VBZ", target.tag if target.is_noun else "NN"
    doer.tag = doer.tag if doer.is_noun else "NN"


def _target(parsed: ParsedSentence, verb: Token, ill: set[int]) -> Token | None:
    """Return the last word of the condition or symptom right after the verb."""
    after = [token for token in parsed.tokens if token.start > verb.start][:4]
    found: Token | None = None
    for token in after:
        if token.end in ill or token.lower in clinical_words() or named_like_condition(token.lower):
            found = token
            if token.head is token or token.head is verb or verb.head is token:
                return token
        elif found is not None or not (token.is_noun or token.tag in {"JJ", "DT", "PRP$", "CD"}):
            break
    return found


def _hang(token: Token, head: Token, dep: str) -> None:
    """Hang a token on another, or on itself to make it the root.

    Where the other hangs below the token, it takes the token's place first: a tree stays a tree.
    """
    if head is not token and any(above is token for above in head.ancestors()):
        _hang(head, token.head if token.head is not token else head, token.dep)
    if token.head is not token:
        token.head.children = [child for child in token.head.children if child is not token]
    token.head, token.dep = head, dep
    if head is not token:
        head.children = sorted([*head.children, token], key=lambda child: child.index)
