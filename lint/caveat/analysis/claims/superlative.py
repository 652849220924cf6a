"""Claims of rank: best, leading, most advanced, unique, the only one."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import has_negator, negative_subject, noun_phrase, predicate_of, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token
    from caveat.analysis.subjects import Subject


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("superlative", key))


def _any_of(*keys: str) -> str:
    return "|".join(re.escape(word) for key in keys for word in words("superlative", key))


_RANKED = Cue(
    rf"\b(?:best|fastest|finest|foremost|gentlest|greatest|kindest|newest|purest|quickest|safest|smartest"
    rf"|strongest|top|ultimate"
    rf"|most (?:[\w-]+ly )?(?:{_any_of('most')}))(?:,? (?:and )?[\w-]+){{0,4}}? (?:{_any_of('goods', 'hands')})\b"
    r"|\b(?:is|are|be|as|the|works?) (?:by far )?the (?:best|safest|strongest|most effective|most advanced)\b",
    *("est ", "the best", "foremost ", "top ", "ultimate ", "most "),
)
_RANK = Cue(
    rf"\b(?:{_any_of('ranks')})\b(?! (?:to|cause|causes|up|from|into|edge|off|role|actor|killer|reasons?|risk))"
    r"|\b(?:number one|no\. ?1|first[- ]rate|second to none|best-in-class|in a (?:class|league) of (?:its|their"
    r"|our) own)\b"
    r"|#1\b|\bhighest[- ]quality\b|\bthe gold standard (?:in|of|for|treatment)",
    *(
        "leading",
        "class",
        "premier",
        "award",
        "highest",
        "top-",
        "unbeat",
        "unequal",
        "unmatched",
        "unparalleled",
        "unrival",
        "unsurpassed",
        "superlative",
        "pre-eminent",
        "world-",
        "matchless",
        "number one",
        "no. 1",
        "no.1",
        "#1",
    ),
    *("first-rate", "first rate", "second to none", "league", "gold standard"),
)
_NOT_LIKE = compiled(r"(?:\b(?:not|never|nothing|hardly)\b|n't\b)(?: \w+){0,2} $")
_UNIQUE = Cue(
    r"\bunique(?:ly)?\b|\bone[- ]of[- ]a[- ]kind\b|\bfirst of its kind\b|\bfirst-of-its-kind\b|\b(?:unlike|like)"
    r" (?:any|no|nothing) "
    r"(?:other|else)\b|\bno other [\w-]+|\bnothing else (?:\w+ )?(?:works?|compares?|comes close|does|can)\b"
    r"|\bnothing (?:[\w']+ ){0,4}(?:comes|came) close\b|^nothing \w+ (?:[\w']+ ){0,4}(?:faster|better|quicker|deeper)\b"
    r"|\b(?:will not|won't|never|cannot|can't) find (?:a |any |anything )?better(?: [\w-]+){0,2} (?:anywhere"
    r"|elsewhere|than)\b"
    r"|\bnothing (?:works|compares|beats|helps|comes close"
    r"|matches)\b|\bnobody else\b|\bnowhere else\b",
    *(
        "unique",
        "of-a-kind",
        "of a kind",
        "first of",
        "first-of",
        "like ",
        "no other ",
        "nothing ",
        "nobody else",
        "nowhere else",
    ),
)
_ONLY = Cue(
    rf"\bthe (?:world's |country's |uk's |nation's )?(?:first and )?only (?:[\w-]+"
    rf" ){{0,4}}?(?:{_any_of('only_heads')})\b",
    "only ",
)
_NEW = Cue(
    rf"\b(?:a|an|the|our|this|is|as|whole|offers?|open\w*(?: up)?) (?:(?:completely|truly|entirely|whole|brand"
    rf"|exciting|bold) )?"
    rf"(?:new|novel) (?:and [\w-]+ )?(?:{_any_of('fresh_heads')})\b",
    *("new ", "novel "),
)
_CUES = Cues((_RANKED, _RANK, _UNIQUE, _ONLY, _NEW))

_FITTING = compiled(
    r"^best results\b[\w ,]{0,40}\b(?:if|when|by|with|after|use|avoid|take|apply)\b"
    r"|\b(?:best|most|safest|top|ultimate|strongest|right)\b[\w ,-]{0,45}\b(?:for (?:you|your|each|every|their"
    r"|them|him|her|that|this|my"
    r"|us|individual)|possible|depends?|suits?|suited|interests?|practices?|before|available to you|in (?:your"
    r"|their) (?:case|situation))\b"
)
_SOUGHT = compiled(
    r"\b(?:which|what|whether|if|find|finding|choose|choosing|decide|deciding|discuss|determine|recommend\w*|know"
    r"|learn\w*|ask"
    r"|look\w*|seek\w*|search\w*|identify|deserve\w*|want\w*|aims?|strive\w*|try|trying|hope|could be|may be"
    r"|might be|should|not|no|never"
    r"|nor|without|one of the|some of the|among the|at|do (?:our|their|its)|to be|study|studies|test\w*|trials?"
    r"|research\w*"
    r"|investigat\w+|develop\w*|working on|voted|winners? of|shortlisted)\b[\w ,'-]{0,50}$|n't\b[\w ,'-]{0,50}$"
)
_PERSON = compiled(
    r"\b(?:each|every|everyone|your|you|their|his|her|person|patient|individual|identif\w+|token|code|number|id)\b"
)
_ERRAND = compiled(
    r" (?:to|for|of) (?:apply|ask|book|call|check|claim|contact|diagnos\w+|enrol\w*|file|find|get|getting|have"
    r"|hear|keep|know|learn|make"
    r"|order|pay|reach|see|send|share|show|store|submit|talk|tell|use)\b"
)


def _may_hold(folded: str) -> bool:
    return _CUES.any_in(folded)


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    reach = -1
    for claim in sorted(_found(passage), key=lambda one: (one.start, -one.end)):
        if claim.start >= reach:
            reach = claim.end
            yield claim


def _found(passage: Passage) -> Iterator[Claim]:
    if not passage.subjects.treatment_nearby(passage.sentence):
        return
    for token in passage.parsed.tokens:
        yield from _ranked(passage, token)
        yield from _rank(passage, token)
        yield from _unique(passage, token)
    yield from _phrases(passage)


def _before(passage: Passage, start: int) -> str:
    return passage.folded[: start - passage.sentence.start]


def _after(passage: Passage, end: int) -> str:
    return passage.folded[end - passage.sentence.start :]


def _head(token: Token) -> Token | None:
    """Return the noun that an adjective of rank stands before, or that it is a predicate to."""
    node = token
    while node.dep in {"amod", "advmod", "compound", "conj", "nmod", "acomp"} and node.head is not node:
        if node.dep in {"conj", "acomp"} and not node.head.tag.startswith("JJ"):
            break
        node = node.head
        if node.is_noun:
            break
    return node if node.is_noun and node.start > token.start else None


def _ranked(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "the best treatment", "the most advanced laser", "the safest way to lose weight"."""
    if token.lower not in _words("superlatives") or token.dep in {"dobj", "pobj", "nsubj"}:
        return
    end = token
    if token.lower == "most":
        if token.head.lower not in _words("most") or token.dep != "advmod":
            return
        end = token.head
    noun = _head(end)
    before = _before(passage, token.start)
    if re.search(r"\bfor (?:the )?$", before) and end.lower == "best":
        return  # "for best results, apply at night"
    if _SOUGHT.search(before) or _FITTING.search(passage.folded[token.start - passage.sentence.start :]):
        return
    selling = passage.subjects.promotional
    if noun is None:
        if token.dep == "amod" or end.dep not in {"acomp", "attr", "ROOT"} or not before.endswith("the "):
            return
        noun = end
    elif not _good(passage, noun, token):
        return
    subject = _said_of(noun)
    kind = _kind(passage, subject, noun)
    if not selling and not _plain(passage, noun, subject):
        return
    yield from _claim(passage, "ranked", noun, token.start, noun.end, subject, kind)


def _good(passage: Passage, noun: Token, token: Token) -> bool:
    if noun.lower in {"hospital", "doctor", "service"} and token.lower == "greatest":
        return False
    if noun.lower in {"way", "ways", "option", "place", "choice"} and _ERRAND.match(_after(passage, noun.end)):
        return False
    if noun.dep in {"nsubj", "nsubjpass"} and _after(passage, noun.end).startswith((" to ", " of ")):
        # "The best way to prevent falls is to exercise" is advice, unless what follows is sold.
        said = next((child for child in noun.head.children if child.dep in {"attr", "oprd"}), None)
        if said is None or passage.kind_of(said) != "treatment":
            return False
    if noun.lower in _words("goods") | _words("hands"):
        return True
    return passage.kind_of(noun) == "treatment" and noun.lower not in {
        "dose",
        "doses",
        "effect",
        "effects",
        "change",
        "light",
    }


def _plain(passage: Passage, noun: Token, subject: Token | None) -> bool:
    """Say whether a text that sells nothing ranks a treatment, rather than advises on prevention or diagnosis."""
    if noun.lower in _words("hands") | {
        "way",
        "ways",
        "method",
        "tool",
        "tools",
        "care",
        "option",
        "options",
        "choice",
        "protection",
    }:
        return False
    if subject is None or passage.kind_of(subject) != "treatment":
        return False
    return noun.dep in {"attr", "oprd", "acomp", "appos", "conj"}


def _said_of(noun: Token) -> Token | None:
    """Return what a rank is said of: the subject of "is", or of the verb that the ranked noun is an object of."""
    if noun.dep in {"attr", "oprd", "acomp", "conj", "appos"}:
        return subject_of(noun)
    if noun.dep in {"dobj", "pobj"}:
        verb = noun.head
        while verb.dep in {"prep", "pobj", "conj", "dobj"} and not verb.is_verb and verb.head is not verb:
            verb = verb.head
        return subject_of(verb)
    return None


def _kind(passage: Passage, subject: Token | None, noun: Token) -> Subject:
    if noun.lower in _words("hands"):
        return "provider"
    return "treatment" if subject is None or passage.kind_of(subject) == "unknown" else passage.kind_of(subject)


def _rank(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "a leading clinic", "our world-class surgeons", "unrivalled results"."""
    text = passage.folded[token.start - passage.sentence.start :]
    found = re.match(rf"(?:{_any_of('ranks')})\b", text)
    if found is None or (found.end() < len(text) and text[found.end()] == "-"):
        return
    before = _before(passage, token.start)
    if before.endswith("-") or _SOUGHT.search(before):
        return
    end = token.start + found.end()
    rest = _after(passage, end)
    following = re.match(r"(?:,? [\w'-]+){0,4}", rest)
    after = list(re.finditer(r"[\w-]+", following[0])) if following is not None else []
    named = next((word for word in after if word[0] in _words("goods") | _words("hands")), None)
    selling = passage.subjects.promotional
    modest = found[0] in {"leading", "premier", "award-winning", "world-renowned"}
    if named is None:
        verb = predicate_of(token)
        if modest or verb is None or not (selling or passage.kind_of(subject_of(token)) == "treatment"):
            return
        yield from _claim(passage, "rank", token, token.start, end, subject_of(token), "treatment")
        return
    if not selling and (modest or named[0] in _words("hands")):
        return
    kind: Subject = "provider" if named[0] in _words("hands") else "treatment"
    yield from _claim(passage, "rank", token, token.start, end + named.end(), None, kind)


def _unique(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in {"unique", "uniquely"}:
        return
    if _SOUGHT.search(_before(passage, token.start)):
        return
    noun = _head(token)
    if noun is not None:
        if noun.lower not in _words("unique_heads") or _PERSON.search(
            " ".join(word.lower for word in noun_phrase(noun))
        ):
            return
        holder = _said_of(noun)
        owner = noun.child("poss")
        ours = owner is not None and (owner.lower == "our" or passage.kind_of(owner) == "treatment")
        inner = any(
            word.start > noun.start and word.is_noun and passage.kind_of(word) == "treatment" for word in noun.subtree()
        )
        held = passage.kind_of(holder) == "treatment" or (
            holder is not None and holder.lower == "we" and passage.subjects.promotional
        )
        if not (ours or inner or held or (passage.slogan and holder is None)):
            return
        yield from _claim(passage, "unique", noun, token.start, noun.end, holder, "treatment")
        return
    subject = subject_of(token)
    if subject is None or _PERSON.search(" ".join(word.lower for word in noun_phrase(subject))):
        return
    of_treatment = passage.kind_of(subject) == "treatment" or any(
        passage.kind_of(word) == "treatment" for word in subject.subtree() if word.is_noun and word is not subject
    )
    after = _after(passage, token.end)
    way = re.match(r"the (?:manner in which|ways?) ", passage.folded) is not None
    if way and any(
        one.label == "named" and one.start < token.start for one in passage.subjects.terms_in(passage.sentence)[0]
    ):
        of_treatment, subject = True, None  # "the way the laser targets pain is unique"
    if not of_treatment or after.startswith((" to you", " to each", " to every", " in that it may cause")):
        return
    yield from _claim(passage, "unique", token, token.start, token.end, subject, "treatment")


def _phrases(passage: Passage) -> Iterator[Claim]:
    folded = passage.folded
    selling = passage.subjects.promotional
    match = _RANK.search(folded)
    if (
        selling
        and match is not None
        and match[0] not in _words("ranks")
        and not _SOUGHT.search(folded[: match.start()])
    ):
        yield from _at(passage, "rank", match.start(), match.end())
    match = _UNIQUE.search(folded)
    if match is not None and not match[0].startswith("unique") and not match[0].startswith("nobody"):
        yield from _unequalled(passage, match)
    match = _ONLY.search(folded)
    if match is not None and not _SOUGHT.search(folded[: match.start()]):
        approved = re.search(
            r"\b(?:approved|licensed|cleared|authori[sz]ed|available|known)\b", folded[match.start() :]
        )
        bounded = re.search(r"\b(?:if|when|unless|for people|for patients)\b", folded[match.end() :])
        errand = _ERRAND.match(folded[match.end() :])
        if selling and bounded is None and errand is None and (approved is None or "our " in folded):
            yield from _at(passage, "only", match.start(), match.end())
    match = _NEW.search(folded)
    if match is not None and not _SOUGHT.search(folded[: match.start()]):
        named = any(one.label == "named" for one in passage.subjects.terms_in(passage.sentence)[0])
        start = match.start() + re.match(r"(?:(?:a|an|the|our|this|is|as) )*", match[0]).end()  # type: ignore[union-attr]
        if named:
            yield from _at(passage, "new", start, match.end())


def _unequalled(passage: Passage, match: re.Match[str]) -> Iterator[Claim]:
    """Find "no other cream comes close", "nothing works better", "like no other treatment"."""
    folded = passage.folded
    selling = passage.subjects.promotional
    words_found = match[0]
    end = match.end()
    if words_found.startswith("no other"):
        noun = words_found.split()[-1]
        verb = re.match(
            r"(?: \w+)? (?:comes close|compares?|can|does|offers?|works?|gives?|delivers?|matches|has|provides?"
            r"|is as)\b",
            folded[end:],
        )
        if verb is None or noun not in _words("only_heads") | _words("goods") | _words("hands") or not selling:
            return
        end += verb.end()
    elif words_found.startswith(("nothing", "nowhere", "will", "won", "never", "can")):
        if not selling or re.search(
            r"\bif |\bwhen |\bto worry|\bwas\b|\bbeats (?:that|an?|the (?:feeling|thrill)|fresh|home|good|being)\b",
            folded,
        ):
            return
    elif words_found.startswith(("unlike", "like")):
        token = passage.parsed.at(passage.sentence.start + match.start())
        subject = subject_of(token) if token is not None else None
        if not (selling or passage.kind_of(subject) == "treatment"):
            return
        if words_found.startswith("like any") and not _NOT_LIKE.search(folded[: match.start()]):
            return  # what is like any other is no better than they are
    elif not selling and not passage.subjects.terms_in(passage.sentence)[0]:
        return
    if _SOUGHT.search(folded[: match.start()]):
        return
    yield from _at(
        passage,
        "unequalled" if words_found.startswith(("no ", "noth", "now", "will", "won", "never", "can")) else "unique",
        match.start(),
        end,
    )


def _at(passage: Passage, form: str, start: int, end: int) -> Iterator[Claim]:
    token = passage.parsed.at(passage.sentence.start + start)
    if token is not None:
        offset = passage.sentence.start
        yield from _claim(passage, form, token, offset + start, offset + end, subject_of(token), "treatment")


def _claim(
    passage: Passage, form: str, anchor: Token, start: int, end: int, subject: Token | None, kind: Subject
) -> Iterator[Claim]:
    if kind in {"condition", "reader"}:
        kind = "treatment"
    pronoun = subject is not None and subject.lower in {"it", "this", "they", "these"}
    if passage.kind_of(subject) == "condition" and not (pronoun and passage.subjects.promotional):
        return
    yield passage.make(
        "superlative",
        form,
        anchor,
        start=start,
        end=end,
        subject=kind,
        assertion="asserted" if form == "unequalled" else _assertion(anchor),
        about=subject,
    )


def _assertion(anchor: Token) -> Assertion:
    """Say how a rank stands; what stands before a noun is put forward wherever the noun stands."""
    verb = anchor.head if anchor.is_noun else predicate_of(anchor) or anchor
    if has_negator(anchor) or (verb.is_verb and (has_negator(verb) or negative_subject(verb))):
        return "negated"
    found = standing(anchor, question=False).assertion
    return found if found in {"attributed", "conditional", "questioned"} else "asserted"


SUPERLATIVE = Construction(_may_hold, _read, of_treatment)
