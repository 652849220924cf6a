"""Claims behind a hedge that limits nothing: promising, up to 90 %, helps support, designed to relieve."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.claims.words import claim_verbs, claim_words, clinical_words
from caveat.analysis.grammar import has_negator, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("hollow", key))


def _any_of(*keys: str) -> str:
    return "|".join(re.escape(word) for key in keys for word in words("hollow", key))


_PROMISING = Cue(
    rf"\bpromising (?:[\w-]+ ){{0,2}}?(?:{_any_of('promised')})\b"
    r"|\b(?:is|are|looks?|seems?|remains?) (?:[\w-]+ly |very |extremely )?promising\b"
    r"|\b(?:shows?|showing|holds?|holding|offers?) (?:[\w-]+ )?promise\b"
    r"|\boffer(?:s|ing)? (?:[\w-]+ )?hope\b",
    *("promising", "promise", "hope"),
)
_POTENTIAL = Cue(
    rf"\b(?:{_any_of('great')}) potential (?:for|to|as|in)\b(?: (?:[\w-]+ ){{0,2}}?(?:{_any_of('outcomes')}"
    rf"|{_any_of('helped')})\b)?"
    rf"|\bpotential for (?:[\w-]+ ){{0,3}}?(?:{_any_of('outcomes')})\b"
    rf"|\b(?:has|have|holds?|with) the potential to (?:[\w-]+ly )?(?:{_any_of('helped')}|change|transform"
    rf"|revolutioni[sz]e|end)\b",
    "potential ",
)
_UP_TO = Cue(
    r"\b(?:up to|as much as|as many as|as high as) (?:an? |\$)?(?:\d+(?:\.\d+)? ?(?:%|percent\b|per cent\b)|\d+"
    r" (?:out of|in) \d+\b)",
    *("up to ", "as much as ", "as many as ", "as high as "),
)
_EVEN = Cue(
    rf"\b(?:may|can|could|might) even (?:help (?:to )?)?(?:{_any_of('helped')})\b"
    r"|\b(?:could|may|might) (?:just |well |very well )*be (?:just |exactly )?(?:the (?:answer|solution|key|cure"
    r"|remedy|treatment)\b"
    r"|what you(?:'ve| have)?(?: been)? (?:need|looking|waiting|searching)\w*)",
    *(" even ", "the answer", "the solution", "the key", "the cure", "the remedy", "the treatment", "what you"),
)
_ANYWHERE = Cues((_PROMISING, _POTENTIAL, _UP_TO, _EVEN))

_HELPING = Cue(
    rf"\b(?:helps?|helping|help you|can help|may help) (?:you(?:r \w+)? |to |naturally |also |your body"
    rf" )*(?:{_any_of('helped')})\b"
    rf"|\b(?:{_any_of('supporting')}|supporting|promoting)\b",
    *("help", "support", "promot", " aid", "encourag"),
)
_PURPOSE = Cue(
    rf"\b(?:{_any_of('purposes', 'beliefs')}) to (?:be |help |naturally |gently |[\w-]+ly )*(?:{_any_of('helped')})\b",
    *("ed to ", "meant to ", "made to ", "known to ", "said to ", "thought to "),
)
_SOLD = Cues((_HELPING, _PURPOSE))

# What the text says of limits, in the sentence or the next one.
_LIMITED = compiled(
    r"\b(?:but|however|although|though|yet)\b[^.]{0,80}\b(?:small|short|limited|weak|few|more (?:research|studies"
    r"|trials|evidence)|not everyone"
    r"|not known|unclear|unproven|no (?:good |strong )?evidence|side effects?|risks?|cannot|do(?:es)? not|don't"
    r"|doesn't|may not|need)\b"
    r"|\bmore (?:research|studies|trials|evidence) (?:is|are) needed\b|\b(?:do|does) not work for everyone\b"
    r"|\b(?:limited|early|weak|small|preliminary|insufficient) (?:evidence|studies|study|trials?|data)\b|\bnot"
    r" yet\b|\btoo (?:early|soon)\b"
)
_RESEARCH = compiled(
    r"\b(?:research\w*|scientists?|stud(?:y|ies|ied|ying)|trials?|investigat\w+|laboratory|mice|animals?"
    r"|develop\w+|candidates?"
    r"|knowledge|findings?|experiments?|funded|tested)\b"
)
_DENIED = compiled(
    r"(?:\b(?:not|no|never|nothing|without|hardly|few|whether|if|ask|unless|beware|wary|claims?|claiming)\b"
    r"|n't\b)[^.;:]{0,50}$"
)
_BAD = compiled(
    r"\b(?:risk|risks|harm|side effects?|abuse|misuse|addiction|dependence|complications?|infection|injury|damage"
    r"|error|bleeding)\b"
)
_BETTER = compiled(
    r"\b(?:reduc\w+|improv\w+|better|reliev\w+|relief|success\w*|effective\w*|less|fewer|cut\w*|lower\w*"
    r"|respon\w+|recover\w*|results?|boost\w*"
    r"|increas\w+|lose|lost|shrink\w*|drop\w*|cure\w*|clear\w*|regrow\w*|faster|more|satisf\w+|feel|felt|stop\w*"
    r"|eliminat\w+|remission|work\w*"
    r"|benefit\w*|decreas\w+|heal\w*|symptom-free|pain-free|off|absor\w+|destroy\w*|kill\w*|remov\w+)\b"
)
# A share of people who came to have an ill: "up to 30% had it afterwards".
_ILL_HAD = compiled(
    r"[^,;]{0,60}?\b(?:had|have|got|get|developed|develop) (?:it|this|them|(?:\w+ )?(?:symptoms|problems))\b"
)
_SAVING = compiled(
    r"\b(?:off|save|saving|discount|price|fee|deposit|refund|cost|finance|loan|insurance|tax|interest)\b"
)


def _may_hold(folded: str) -> bool:
    return _ANYWHERE.any_in(folded)


def _may_hold_sold(folded: str) -> bool:
    return _SOLD.any_in(folded)


def _read(passage: Passage) -> Iterator[Claim]:
    if _apart(passage):
        return
    folded = passage.folded
    for form, cue in (("promising", _PROMISING), ("potential", _POTENTIAL), ("up-to", _UP_TO), ("may-even", _EVEN)):
        if cue.search(folded) is None:
            continue
        for match in cue.pattern.finditer(folded):
            if _holds(passage, form, match):
                yield from _claim(passage, form, match.start() + len(match[0]) - len(match[0].lstrip()), match.end())
                break


def _read_sold(passage: Passage) -> Iterator[Claim]:
    if _apart(passage):
        return
    yield from _purpose(passage)
    for token in passage.parsed.tokens:
        yield from _helping(passage, token)


def _apart(passage: Passage) -> bool:
    """Say whether nothing is claimed here: a question, or words whose limits follow."""
    if passage.question or not passage.subjects.treatment_nearby(passage.sentence):
        return True
    index = passage.sentence.index
    following = passage.analysis.sentences[index + 1 : index + 2]
    near = [passage.folded, *(one.folded for one in following if one.block is passage.sentence.block)]
    return any(_LIMITED.search(text) is not None for text in near)


def _holds(passage: Passage, form: str, match: re.Match[str]) -> bool:
    folded = passage.folded
    before, after = folded[: match.start()], folded[match.end() :]
    if _DENIED.search(before) or (form != "up-to" and _BAD.search(match[0] + after[:30])):
        return False
    selling = passage.subjects.promotional
    token = passage.parsed.at(passage.sentence.start + match.start())
    if token is None:
        return False
    named = any(one.label == "named" for one in passage.subjects.terms_in(passage.sentence)[0])
    if form == "up-to":
        if not selling and _RESEARCH.search(folded):
            return False
        return _claims_share(passage, token, match)
    if form == "may-even":
        # A food or a drug "may even help people recover"; a symptom "may even stop".
        subject = subject_of(passage.parsed.at(passage.sentence.start + match.end() - 1) or token)
        return passage.kind_of(subject) == "treatment" and (selling or "even" in match[0])
    if not selling and form == "promising":
        verb = token
        while verb.head is not verb and not verb.is_verb:
            verb = verb.head
        if passage.kind_of(subject_of(verb)) != "treatment" or "may " in before[-10:]:
            return False
        return match[0].endswith("hope") or _RESEARCH.search(folded) is None
    if not selling and (_RESEARCH.search(folded) or not named):
        return False
    if match[0].endswith("hope") or "potential" in match[0]:
        return selling or named
    return True


def _claims_share(passage: Passage, token: Token, match: re.Match[str]) -> bool:
    """Say whether "up to 90 %" is a share of people helped, or of a symptom gone, by a treatment."""
    folded = passage.folded
    if _SAVING.search(folded[match.end() : match.end() + 25]) or _SAVING.search(folded[: match.start()][-30:]):
        return False
    if _BAD.search(folded) or not _BETTER.search(folded) or _ILL_HAD.match(folded, match.end()):
        return False
    node: Token | None = token
    while node is not None and not node.is_verb and node.head is not node:
        node = node.head
    subject = subject_of(node) if node is not None else None
    if passage.kind_of(subject) == "condition":
        return False
    if passage.subjects.promotional:
        return True
    return passage.kind_of(subject) == "treatment" and node is not None and not has_negator(node)


def _clinical(passage: Passage, noun: Token) -> bool:
    return passage.clinical(noun) or any(
        word.lower in _words("wellness") or word.lower in clinical_words() or word.lower in claim_words("problem_nouns")
        for word in noun_phrase(noun)
    )


def _object(passage: Passage, verb: Token) -> Token | None:
    """Return what is helped: a symptom, a part of the body or of a person's life."""
    for child in verb.children:
        target = child.child("pobj") if child.dep == "prep" and child.lower in {"from", "of", "with", "in"} else child
        # The parser takes the "fat" of "helps burn fat" for an adverb.
        if target is None or child.dep not in {"dobj", "prep", "advmod", "npadvmod"} or not target.is_noun:
            continue
        if _clinical(passage, target):
            return target
        if any(word.lower in claim_words("mechanism_objects") for word in noun_phrase(target)):
            return None
        if any(_clinical(passage, word) for word in target.subtree() if word.is_noun):
            return target
    return None


def _sold_subject(passage: Passage, verb: Token) -> bool:
    subject = subject_of(verb)
    if subject is None or subject.start > verb.start:
        before = passage.folded[: verb.start - passage.sentence.start].strip(" -*\u2022")
        return not before or passage.slogan
    if subject.lower in {"you", "i", "they", "he", "she"}:
        return False
    return passage.offered(subject) or passage.kind_of(subject) == "treatment"


def _helping(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "helps relieve pain", "supports healthy joints", where a treatment is sold."""
    verb, start = token, token
    if token.lower in {"help", "helps", "helping", "helped"} and token.is_verb:
        verb = next(
            (
                child
                for child in token.children
                if child.dep in {"xcomp", "ccomp"} and child.lower in _words("helped") and child.start > token.start
            ),
            token,
        )
        if verb is token:
            return
    elif (
        token.lower not in _words("supporting")
        or not (token.is_verb or token.tag == "NNS" or token.dep == "nmod")
        or (token.dep in {"xcomp", "ccomp"} and token.head.lower in {"help", "helps", "helping"})
    ):
        return
    target = _object(passage, verb)
    first = not passage.folded[: token.start - passage.sentence.start].strip(" -*\u2022")
    if target is None and first and token.dep in {"nmod", "compound", "amod", "ROOT", "nsubj"}:
        # "Supports immune health", as the parser takes the verb for a noun.
        near = [token.head, *token.head.children]
        target = next(
            (word for word in near if word.is_noun and word.start > token.start and _clinical(passage, word)), None
        )
    if target is None or not _sold_subject(passage, token):
        return
    if (not first and standing(token, question=False).assertion != "asserted") or has_negator(token):
        return
    if any(child.dep == "aux" and child.lower in {"will", "to", "should", "must"} for child in token.children):
        return
    yield from _claim(
        passage, "helps", start.start - passage.sentence.start, max(target.end, verb.end) - passage.sentence.start, verb
    )


def _purpose(passage: Passage) -> Iterator[Claim]:
    """Find "designed to relieve pain", "is said to cure colds", where a treatment is sold."""
    match = _PURPOSE.search(passage.folded)
    if match is None or _DENIED.search(passage.folded[: match.start()]):
        return
    token = passage.parsed.at(passage.sentence.start + match.start())
    verb = passage.parsed.at(passage.sentence.start + match.end() - 1)
    if token is None or verb is None:
        return
    target = _object(passage, verb)
    known = verb.lower in claim_verbs("plain_verbs") or verb.lower in claim_verbs("strong_verbs") or target is not None
    subject = subject_of(token)
    if target is None or not known:
        return
    if subject is not None and not (passage.offered(subject) or passage.kind_of(subject) in {"treatment", "unknown"}):
        return
    if token.tag == "VBD" and token.child("nsubj") is not None:
        return
    yield from _claim(passage, "purpose", match.start(), target.end - passage.sentence.start, verb)


def _claim(passage: Passage, form: str, start: int, end: int, trigger: Token | None = None) -> Iterator[Claim]:
    offset = passage.sentence.start
    token = trigger or passage.parsed.at(offset + start)
    if token is None:
        return
    yield passage.make(
        "efficacy",
        f"hollow-{form}",
        token,
        start=offset + start,
        end=offset + end,
        assertion="asserted",
        about=subject_of(token),
    )


HOLLOW = Construction(_may_hold, _read, of_treatment)
HOLLOW_WHERE_SOLD = Construction(_may_hold_sold, _read_sold, where_sold=True)
