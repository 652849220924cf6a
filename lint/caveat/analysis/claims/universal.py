"""Claims that hold for everyone, always, every case."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.benefit import (
    benefit_words,
    governing_verb,
    helping,
    is_research_result,
    laid_to_treatment,
    stands,
    verb_forms,
)
from caveat.analysis.claims.construction import Construction
from caveat.analysis.grammar import has_negator, modals, predicate_of, standing, subject_of
from caveat.analysis.lexicon import plurals, words
from caveat.patterns import compiled, longest_first
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_SHORT = 40
_HINTS = ("everyone", "everybody", "anyone", "anybody", "all ", "every ", "each ", "any ", "100")
_KINDS = "|".join(sorted(words("universal", "kinds"), key=len, reverse=True))
_PEOPLE = "|".join(longest_first({form for word in words("universal", "people") for form in plurals(word)}))
_WHO = (
    rf"(?:everyone|everybody|anyone|anybody|(?:all|every|each)(?: single)?(?: of)?(?: our| my| the"
    rf"| these)?(?: [\w-]+)? (?:{_PEOPLE})"
    rf"|(?:every|any)(?: single)? (?:{_KINDS})|all (?:[\w-]+ )?(?:{_KINDS})|100 ?% of (?:our |the )?(?:{_PEOPLE}))"
)
_SUITED = Cue(
    rf"\b(?P<how>(?:{'|'.join(words('universal', 'suited'))})(?: treatment| option| choice| solution| therapy| fit)?"
    rf"|(?:is|are)(?= for (?:every|any)))"
    rf" (?:for|to|at|on|in) (?:almost |nearly |virtually )?(?P<who>{_WHO})\b(?P<limit> (?:over|under|aged|between"
    rf"|above|below|older|younger|in the|\d))?",
    *_HINTS,
)
_EVERYBODY = Cue(
    rf"\b(?P<who>{_WHO})\b.{{0,60}}?\b(?:benefit\w*|improv\w+|respond\w*|feel\w*|felt|sees?|saw|notic\w+|gets?|got"
    rf"|recover\w*|experienc\w+|achiev\w+"
    r"|finds?|found|heals?|healed|lost|loses?|enjoy\w*|reports?|reported|leaves?|loves?|knows?|suffers?|develops?"
    r"|endures?|faces?|lives?|struggles?|fears?|sleeps?|walks?|has had)\b",
    *_HINTS,
)
_FOR_ALL = Cue(
    rf"\b(?:act|acts|work|works|worked|help|helps|helped|treat|treats|relieve|relieves|ease|eases|heal|heals|improve"
    rf"|improves|reduce|reduces|cure|cures|benefit|benefits"
    rf"|soothe|soothes|calm|calms|fix|fixes|stop|stops|address|addresses|target|targets|suit|suits|end|ends|clear"
    rf"|clears|eliminate|eliminates|fight|fights|resolve|resolves)"
    rf"\b.{{0,30}}?\b(?P<who>{_WHO})\b",
    *_HINTS,
)
_ALWAYS = Cue(
    r"\b(?P<how>always|invariably|inevitably|unfailingly|without fail|every (?:single )?time|never)\b",
    *("always", "invariably", "inevitably", "unfailingly", "without fail", "every time", "every single time", "never"),
)
_ASPECT = Cue(
    r"\bevery (?:single )?(?:aspect|part|area|corner|facet|moment|minute|second|dimension|inch|cell|system|organ"
    r"|waking moment) (?:of|in) "
    r"(?:(?:your|their|his|her|my|our|the|a person's|a patient's|one's|daily|everyday|human|family|a) )*(?:life"
    r"|lives|day|body|bodies|being|health|existence|world|wellbeing|well-being)\b",
    "every ",
)
_WHATEVER = Cue(
    r"\b(?:regardless of|no matter|whatever|irrespective of) (?:(?:your|the|their|its|what|how|of|you|are) )*(?:age"
    r"|ages|cause|causes|condition|severity|skin (?:type|tone)|body type"
    r"|gender|diagnosis|old you are|long|bad|severe|symptoms?|weight|size|stage|old|background|fitness level)\b",
    *("regardless", "no matter", "whatever", "irrespective"),
)
_NEARLY = compiled(
    r"\b(?:almost|nearly|virtually|practically|not|n't|nor|hardly|most|about|without|unlike|few) (?:[\w-]+ ){0,1}$"
)
_LIMITING = compiled(r" (?:with|who|diagnosed|aged|whose|that have|having|in whom|over|under|living with)\b")
_EXCEPT = compiled(r"\b(?:except|unless|but not|apart from|other than|who is able|who can safely)\b")
_ASKING = compiled(r"\b(?:whether|if)\b")
_EFFECT = compiled(
    r"\b(?:works?|helps?|relieves?|eases?|heals?|improves?|reduces?|cures?|treats?|restores?|stops?|prevents?"
    r"|responds?|succeeds?|effective"
    r"|gets? (?:worse|better)|goes? away|worsens?|progress(?:es)?|returns?|recurs?|comes? back|leads?|brings?"
    r"|delivers?|gives?|provides?|fatal)\b"
)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("universal", key))


_CUES = Cues((_SUITED, _ASPECT, _FOR_ALL, _EVERYBODY, _WHATEVER, _ALWAYS))


def _may_hold(folded: str) -> bool:
    if not _CUES.may_match(folded):
        return False
    if _SUITED.search(folded) or _ASPECT.search(folded) or _FOR_ALL.search(folded) or _EVERYBODY.search(folded):
        return True
    if _WHATEVER.search(folded) is not None:
        return _EFFECT.search(folded) is not None or "suitable" in folded or "can " in folded
    always = _ALWAYS.search(folded)
    return always is not None and _EFFECT.search(folded, max(0, always.start() - 25), always.end() + 25) is not None


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    taken: list[tuple[int, int]] = []
    for claim in (
        *_suited(passage),
        *_everybody(passage),
        *_for_all(passage),
        *_always(passage),
        *_aspects(passage),
        *_whatever(passage),
    ):
        if not any(start < claim.end and claim.start < end for start, end in taken):
            taken.append((claim.start, claim.end))
            yield claim


def _make(passage: Passage, form: str, trigger: Token, start: int, end: int, about: Token | None) -> Iterator[Claim]:
    assertion = stands(passage, trigger)
    if assertion is None:
        return
    found = standing(trigger, question=False)
    yield passage.make(
        "universal",
        form,
        trigger,
        start=start,
        end=end,
        assertion=assertion,
        about=about,
        subject="condition" if form in {"disease", "course", "aspect"} else "treatment",
        governors=found.governors,
    )


def _limited(passage: Passage, start: int, end: int) -> bool:
    """Say whether "almost" or "not" stands before the words, or what follows leaves some people out."""
    return _NEARLY.search(passage.folded[:start]) is not None or _EXCEPT.search(passage.folded[end:]) is not None


def _suited(passage: Passage) -> Iterator[Claim]:
    """Find "suitable for everyone", "safe for all skin types"."""
    for match in _SUITED.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start())
        if token is None or match["limit"] or _limited(passage, match.start("who"), match.end()):
            continue
        if "almost" in match[0] or "nearly" in match[0] or "virtually" in match[0]:
            continue
        verb = predicate_of(token)
        if token.dep == "amod" and token.head.is_noun:
            verb = token.head
        if has_negator(token) or (verb is not None and has_negator(verb)):
            continue
        subject = subject_of(verb) if verb is not None else subject_of(token)
        if _LIMITING.match(passage.folded, match.end()) and match["who"].startswith(("all ", "every ", "each ")):
            continue
        kind = passage.kind_of(subject)
        sold = passage.subjects.promotional and passage.subjects.treatment_nearby(passage.sentence)
        if kind != "treatment" and not (sold and kind in {"unknown", "provider"} and _about_no_place(subject)):
            continue
        if match["who"].startswith("any ") and "age" not in match["who"] and "type" not in match["who"] and not sold:
            continue
        yield from _make(passage, "suited", token, base + match.start(), base + match.end("who"), subject)


def _about_no_place(subject: Token | None) -> bool:
    """Say whether a subject may stand for what is sold: it is no place, plan, price or class."""
    return subject is None or subject.lower not in {
        *(
            "place",
            "room",
            "rooms",
            "parking",
            "price",
            "prices",
            "plan",
            "plans",
            "clinic",
            "building",
            "access",
            "menu",
        ),
        *(
            "appointment",
            "appointments",
            "time",
            "times",
            "website",
            "app",
            "food",
            "diet",
            "information",
            "this",
            "toilet",
        ),
    }


def _everybody(passage: Passage) -> Iterator[Claim]:
    """Find "everyone benefits", "all our patients see results", "everyone with the disease suffers"."""
    for match in _EVERYBODY.finditer(passage.folded):
        base = passage.sentence.start
        if _limited(passage, match.start("who"), match.end("who")):
            continue
        inside = [
            token
            for token in passage.parsed.tokens
            if base + match.start("who") <= token.start and token.end <= base + match.end("who")
        ]
        subject = next((token for token in inside if token.dep in {"nsubj", "nsubjpass"}), None)
        if subject is None:
            of = next((token for token in inside if token.dep == "pobj" and token.head.lower == "of"), None)
            subject = of.head.head if of is not None and of.head.head.dep in {"nsubj", "nsubjpass"} else None
        if subject is None or not (subject.head.is_verb or subject.head.tag == "MD"):
            continue
        verb = subject.head
        if has_negator(verb) or any(
            child.lower in {"should", "must", "will", "may", "might"} and child.lower != "will"
            for child in verb.children
        ):
            continue
        if any(child.lower in _DIFFERENTLY for child in verb.children) or is_research_result(passage, verb):
            continue
        start = base + match.start("who")
        if (last := helping(passage, verb)) is not None and _treated(passage, verb):
            yield from _make(passage, "everybody", verb, start, max(last.end, verb.end), subject)
        elif verb.lower in _words("enduring") and not modals(verb) and _diseased(passage, subject):
            end = verb.end
            yield from _make(passage, "disease", verb, start, end, subject)


_DIFFERENTLY = frozenset({"differently", "different", "when", "if", "unless", "once"})


def _treated(passage: Passage, verb: Token) -> bool:
    """Say whether what everybody is said to get comes of a treatment that is sold or named in the sentence."""
    if not passage.subjects.treatment_nearby(passage.sentence):
        return False
    treatments, _ = passage.subjects.terms_in(passage.sentence)
    del verb
    return passage.subjects.promotional or any(match.label == "named" for match in treatments)


def _diseased(passage: Passage, subject: Token) -> bool:
    """Say whether a subject is all those who have a disease: "everyone with migraine", "those who live with CRPS"."""
    for child in subject.children:
        if child.dep == "prep" and child.lower == "with":
            return any(passage.kind_of(word) == "condition" for word in child.subtree() if word.is_noun)
        if child.dep in {"relcl", "acl"}:
            return any(passage.kind_of(word) == "condition" for word in child.subtree() if word.is_noun)
    return False


def _for_all(passage: Passage) -> Iterator[Claim]:
    """Find "treats every type of pain", "works for all patients", "suits anyone"."""
    for match in _FOR_ALL.pattern.finditer(passage.folded):
        base = passage.sentence.start
        verb = passage.parsed.at(base + match.start())
        if verb is None or has_negator(verb) or _limited(passage, match.start("who"), match.end("who")):
            continue
        named = verb.tag == "NNS" and passage.treatment_before(verb)  # a verb that the parser takes for a noun
        if not (verb.is_verb or named):
            continue
        who = [
            token
            for token in passage.parsed.tokens
            if base + match.start("who") <= token.start and token.end <= base + match.end("who")
        ]
        if not who or verb not in list(who[-1].ancestors())[:4]:
            continue
        if match["who"].startswith("any ") and re.match(
            r"any (?:pain|symptoms?|patient|person|problem|case|body|skin|hair|level)\b", match["who"]
        ):
            continue
        subject = subject_of(verb)
        sold = subject is None and passage.subjects.promotional and verb.tag == "VBZ"
        offered = subject is not None and (passage.kind_of(subject) == "treatment" or passage.offered(subject))
        if not (named or sold or offered):
            continue
        if modals(verb) or any(child.lower in {"help", "helps"} and child.dep == "aux" for child in verb.children):
            continue
        if passage.folded.startswith("no ") or _purpose(verb) or _ASKING.search(passage.folded[: match.start()]):
            continue
        yield from _make(passage, "for-all", verb, verb.start, _with_kind(who[-1]), subject)


def _purpose(verb: Token) -> bool:
    """Say whether a verb stands in an infinitive, which only says what a thing is for."""
    nodes = (verb, verb.head) if verb.dep == "conj" else (verb,)
    return any(child.lower == "to" and child.dep == "aux" for node in nodes for child in node.children)


def _with_kind(noun: Token) -> int:
    """Return where "every type" ends with what it is a type of."""
    of = next((child for child in noun.children if child.lower == "of" and child.start == noun.end + 1), None)
    target = of.child("pobj") if of is not None else None
    return target.end if target is not None and target.end - noun.end < _SHORT else noun.end


def _always(passage: Passage) -> Iterator[Claim]:
    """Find "always works", "never goes away"."""
    for match in _ALWAYS.pattern.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start())
        verb = governing_verb(token) if token is not None else None
        if token is None or verb is None or _limited(passage, match.start(), match.end()):
            continue
        if verb.tag == "VB" and subject_of(verb) is None:
            continue
        never = match["how"] == "never"
        if any(child.dep == "neg" and child.start != token.start for child in verb.children):
            continue
        if modals(verb) or any(child.lower in {"should", "must", "would"} for child in verb.children):
            continue
        subject = subject_of(verb)
        kind = passage.kind_of(subject)
        start, end = min(verb.start, base + match.start()), max(verb.end, base + match.end())
        if kind == "treatment" or (subject is not None and passage.offered(subject)):
            if never or verb.lower not in verb_forms("working") or helping(passage, verb) is None:
                continue
            yield from _make(passage, "always", verb, start, end, subject)
        elif kind == "condition" and verb.lower in _words("course"):
            gone = next((child for child in verb.children if child.lower in {"away", "back", "worse", "better"}), None)
            if verb.lower in {"go", "goes", "come", "comes", "get", "gets"} and gone is None:
                continue
            yield passage.make(
                "universal",
                "course",
                verb,
                start=start,
                end=max(end, gone.end if gone is not None else 0),
                subject="condition",
                assertion="asserted",
                about=subject,
            )


def _aspects(passage: Passage) -> Iterator[Claim]:
    """Find "affects every aspect of daily life"."""
    for match in _ASPECT.pattern.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.end() - 1)
        verb = governing_verb(token) if token is not None else None
        if token is None or verb is None or has_negator(verb) or _limited(passage, match.start(), match.end()):
            continue
        hedged = any(
            child.lower in {"may", "might", "can", "could"} for node in (verb, verb.head) for child in node.children
        )
        subject = subject_of(verb)
        kind = passage.kind_of(subject)
        root = passage.parsed.root
        if kind == "unknown" and root is not None:
            kind = passage.kind_of(subject_of(root))
        health = kind in {"condition", "treatment"} or (subject is not None and passage.clinical(subject))
        if hedged or not (verb.lower in _words("touching") and (health or kind == "unknown")):
            continue
        if not health and not (subject is not None and subject.lower in _POINTING):
            continue
        yield from _make(passage, "aspect", verb, verb.start, base + match.end(), subject)


_POINTING = frozenset({"that", "which", "it", "this", "presence", "pain", "illness", "struggle", "impact", "stress"})


def _whatever(passage: Passage) -> Iterator[Claim]:
    """Find "works no matter how long you have had the pain"."""
    for match in _WHATEVER.pattern.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start())
        if token is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = next((word for word in token.ancestors() if word.is_verb and helping(passage, word)), None)
        root = passage.parsed.root
        if verb is None and root is not None and root.is_verb and helping(passage, root):
            verb = root
        if verb is None or has_negator(verb) or modals(verb) or not laid_to_treatment(passage, verb):
            continue
        if verb.lower in benefit_words("feeling") and not passage.subjects.promotional:
            continue
        yield from _make(passage, "whatever", verb, base + match.start(), base + match.end(), subject_of(verb))


UNIVERSAL = Construction(_may_hold, _read)
