"""What limits a claim, and how far: the steps of the qualifier ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis.grammar import modals, predicate_of
from caveat.analysis.lexicon import grammar_words, term_list
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caveat.analysis.parse import ParsedSentence, Token

_SOME = compiled(
    r"\b(?:for|in|among|with|to) (?:some|many|most|certain|a few|a number of|the majority of|several"
    r"|other (?:people|patients|cases|women|men|adults|children))\b"
    r"|\bin (?:some|many|most) cases\b|\bfor (?:\w+ )?some\b|\bnot (?:everyone|all|always)\b"
)
_CONDITION = compiled(
    r"\b(?:when|if|as long as|provided|so long as|once) "
    r"(?:it is |it's |they are |they're |you |properly |correctly |it has been |people |patients )*"
    r"(?:used|taken|given|administered|performed|prescribed|done|applied|carried|followed|take|use|follow|monitored|"
    r"supervised|directed)\b(?! (?:safely|responsibly|wisely|sensibly)\b)"
    r"|\bas (?:directed|prescribed|instructed|recommended)\b"
    r"|\bunder (?:close |careful |medical |proper |expert |professional |the |a |direct )*"
    r"(?:supervision|care|guidance)\b"
    r"|\bin (?:a |an |the )?(?:monitored|controlled|clinical|medical|supervised|hospital) "
    r"(?:setting|environment|unit)s?\b"
    r"|\bwith (?:appropriate|proper|careful|continuous|close|regular|medical) (?:monitoring|supervision|care)\b"
    r"|\b(?:at|in|with) (?:recommended|low|lower|small|approved|usual|therapeutic|normal|correct|prescribed|moderate|"
    r"appropriate) (?:doses?|amounts?|dosages?)\b"
    r"|\bfor (?:short[- ]term|occasional|up to \w+ \w+|short periods)\b|\bshort[- ]term use\b|\bunless\b"
)
_POPULATION = compiled(
    r"\b(?:in|for) (?:most )?(?:healthy|(?:carefully )?selected|people|adults|children|women|men|patients"
    r"|pregnan\w+)\b(?! of (?:all|every|any))|\bduring (?:pregnancy|breastfeeding)\b"
    r"|\bwhile (?:breastfeeding|pregnant)\b"
)
_EVIDENCE = compiled(
    r"\bin (?:a|an|one|two|three|several|\d+|the|this|that|clinical) (?:\w+[- ]){0,4}(?:trials?|stud(?:y|ies)"
    r"|reviews?|audits?|registr(?:y|ies)|surveys?)\b"
    r"|\bin (?:trials|studies|tests|clinical trials|clinical studies)\b"
    r"|\b(?:19|20)\d\d (?:\w+ ){0,2}(?:trial|study|review|guideline|report|analysis)\b"
    r"|\bamong \d[\d,]* \w+|\bof \d[\d,]* (?:people|patients|adults|participants|children|women|men)\b"
    r"|\bcompared (?:with|to) placebo\b|\b(?:versus|than) placebo\b|\bmeta-analysis\b|\bsystematic review\b"
    r"|\bcochrane\b|\bprescribing information\b|\b(?:fda|mhra|ema|tga) label\b"
)
# How many were helped bounds a claim of effect; it says nothing of how safe a thing is.
_PROPORTION = compiled(
    r"\b\d+(?:\.\d+)? ?(?:%|percent|per cent) of (?:people|patients|participants|adults|women|men|children)\b"
    r"|\b(?:\d+|a|half|one|two|three|four|five|six|seven|eight|nine|most|almost all)"
    r"(?: (?:adult|child|man|patient|person|woman|of them|of us))? (?:in|out of) (?:every )?"
    r"(?:\d+|ten|five|four|three|100)\b"
    r"(?![- ](?:second|minute|hour|day|week|month|year|session|visit|treatment|step|dose|application)s?\b)"
)
_LIMITS = compiled(
    r"\b(?:limited|low[- ]quality|low[- ]certainty|not enough|weak|little|insufficient) evidence\b"
    r"|\buncertain\b|\bunclear\b|\bnot known\b"
    r"|\bdo not know\b|\bdon't know\b|\blong-term (?:safety|effects) (?:is|are) (?:not known|unknown)\b"
    r"|\bonly lasted\b|\bdid not measure\b"
    r"|\bno evidence\b|\bnot approved\b|\bsmall (?:study|studies|trial|trials)\b|\bmore research is needed\b"
)
_RESIDUAL = compiled(
    r"\b(?:but|however|although|though|yet|still|even so|like (?:any|all)|as with (?:any|all|every)|while)\b"
)


@dataclass(frozen=True, slots=True)
class Qualification:
    """The qualifiers that attach to a claim, and the ladder step they reach: 0 none to 5 evidence with limits."""

    words: tuple[str, ...]
    step: int


def qualify(
    token: Token,
    parsed: ParsedSentence,
    text: str,
    offset: int,
    *,
    governors: Iterable[Token],
    sourced: bool,
    of_safety: bool,
) -> Qualification:
    """Say what limits the claim that a word makes in a sentence.

    `text` is the folded sentence, `offset` its start in the block, `governors` the words that govern the claim. To name
    a population limits a claim of safety, not one of effect: those who have the disease are whom an effect is for.
    """
    words: list[str] = []
    step = 0
    verb = predicate_of(token)
    attached = [*token.children, *(verb.children if verb is not None else ()), *governors]
    for governor in governors:
        if governor.lower in grammar_words("hollow"):
            words.append(governor.lower)
            step = max(step, 1)
    for word in attached:
        if word.lower in grammar_words("hedges") and word.dep in {
            "advmod",
            "acomp",
            "ROOT",
            "xcomp",
            "ccomp",
            "advcl",
            "conj",
        }:
            words.append(word.lower)
            step = max(step, 2)
        elif word.lower in grammar_words("hollow") and word.dep == "advmod":
            words.append(word.lower)
            step = max(step, 1)
        if word.dep in {"nsubj", "nsubjpass"} and (
            word.lower in grammar_words("some")
            or any(child.lower in grammar_words("some") for child in word.children if child.dep in {"amod", "det"})
        ):
            words.append("some")
            step = max(step, 2)
    hedging = modals(token)
    if hedging:
        words.append(hedging[0].lower)
        step = max(step, 2)
    clause = _clause_text(token, parsed, text, offset)
    patterns = [(_SOME, 2), (_CONDITION, 3), (_EVIDENCE, 4)]
    patterns.append((_POPULATION, 3) if of_safety else (_PROPORTION, 4))
    for pattern, reached in patterns:
        for match in pattern.finditer(clause):
            words.append(match[0])
            # "In trials", with neither number nor name nor source, is no more than a hedge.
            named = sourced or "placebo" in match[0] or any(character.isdigit() for character in match[0])
            step = max(step, reached if reached < 4 or named else 2)
    if step == 4 and _LIMITS.search(text):
        step = 5
    return Qualification(tuple(dict.fromkeys(words)), step)


def _clause_text(token: Token, parsed: ParsedSentence, text: str, offset: int) -> str:
    """Return the folded words of the clause a word stands in: those its predicate governs, other clauses left out."""
    verb = predicate_of(token) or token
    kept: list[Token] = []
    waiting = [verb]
    while waiting:
        node = waiting.pop()
        kept.append(node)
        for child in node.children:
            if child.dep == "conj" and child.is_verb and child.child("nsubj", "nsubjpass") is not None:
                continue
            if child.dep == "parataxis":
                continue
            if child.dep == "advcl" and any(
                c.lower in {"although", "though", "while", "because", "since"} for c in child.children
            ):
                continue
            waiting.append(child)
    kept.sort(key=lambda node: node.index)
    del parsed
    return " ".join(text[node.start - offset : node.end - offset] for node in kept).replace(" - ", "-")


def limits_in(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a folded text names for whom, under which condition, or by what evidence something holds."""
    for pattern in (_SOME, _CONDITION, _POPULATION, _EVIDENCE, _LIMITS):
        for match in pattern.finditer(folded):
            yield match.span()


def names_remaining_risk(text: str) -> bool:
    """Say whether a folded text goes on to name a risk that remains ("…, but it can cause …")."""
    connective = _RESIDUAL.search(text)
    if connective is None:
        return False
    harms = term_list("outcomes", "harm_words")
    return harms.any_in(text[connective.start() :]) or ("like" in connective[0] and harms.any_in(text))
