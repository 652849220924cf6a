"""Causal words for what a study could only associate, or found in animals and cells."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, cast

from caveat.analysis.claims.construction import Construction
from caveat.analysis.claims.mechanism import gains
from caveat.analysis.claims.words import claim_words, inflections
from caveat.analysis.grammar import has_negator, modals, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import grammar_words, lexicon, words
from caveat.patterns import compiled, longest_first
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token
    from caveat.analysis.sentence import Sentence

_IRREGULAR = {
    "cut": ("cut", "cuts", "cutting"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "add": ("add", "adds", "added", "adding"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "hold": ("hold", "holds", "held", "holding"),
    "drive": ("drive", "drives", "drove", "driven", "driving"),
    "spur": ("spur", "spurs", "spurred", "spurring"),
    "speed": ("speed", "speeds", "sped", "speeding"),
    "ward": ("ward", "wards", "warded", "warding"),
}
_NOT_SAID = compiled(
    r"\b(?:may|might|could|would|should|possibly|perhaps|whether|if|not|no|never|why|how|what|unclear|unknown"
    r"|believed?|thinks?|suspect\w*"
    r"|hypothes\w+|appears?|seems?|likely)\b|n't\b"
)
_NO_CAUSE = frozenset({"which", "who", "it", "they", "these"})
_PERSONAL = frozenset({"their", "your", "our", "his", "her"})
_ANIMAL = compiled(
    r"\b(?:mouse|mice|rats?|rodents?|murine|animals?|zebrafish|monkeys|rabbits|cells?|dish|vitro|lab|laboratory)\b"
)
_TO_READER = compiled(r"\b(?:you|your|yours|people|humans|patients|us)\b")
_FOLLOWING = compiled(
    r"(?:so|that means|this means|which means|in other words|the result|as a result|therefore|thus|no wonder"
    r"|in short)\b"
)
_OPEN = compiled(
    r"\b(?:may|might|could|would|whether|if|unknown|unclear|not|never|no|possibl[ey]|perhaps|hope\w*|yet|question"
    r"|until|should)\b|n't\b"
)
# "The study cannot prove that …": what follows is not said.
_CANNOT = compiled(
    r"(?:\b(?:cannot|not|never|impossible to|wrong to|too early to)|n't) (?:\w+ )?(?:prove|show|say|tell"
    r"|establish|mean|conclude|demonstrate|confirm)\w*"
    r" (?:that|whether|if)\b[^.;]*$"
)
_COMPOUND = compiled(r" (?:function|health|loss|power|disease|performance|risk|growth|cancer|attacks?|deaths?)\b")
_EVENTS = compiled(r"\b(?:if|whether|unclear|how much|not known|unknown|investigat\w+|hypothes\w+)\b")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("causation", key))


@cache
def _forms() -> dict[str, str]:
    """Return the forms of the causal verbs, each with its verb."""
    verbs = [*words("causation", "verbs"), *_frames("with_preposition"), *_frames("with_particle")]
    return {form: verb for verb in verbs for form in _IRREGULAR.get(verb, inflections(verb))}


@cache
def _frames(key: str) -> dict[str, frozenset[str]]:
    listed = cast("dict[str, list[str]]", lexicon("causation")[key])
    return {verb: frozenset(str(word) for word in listed[verb]) for verb in listed}


@cache
def _triggers() -> TermList:
    return TermList((*_forms(), *words("causation", "predicates"), *words("causation", "making"), "live longer"))


def _may_hold(folded: str) -> bool:
    return _triggers().any_in(folded) or (_TO_READER.search(folded) is not None and gains().search(folded) is not None)


def _from_a_study(analysis: Analysis, sentence: Sentence) -> bool:
    return sentence.index in analysis.studies.places


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    design = passage.analysis.studies.design_near(passage.sentence)
    if design not in {"observational", "preclinical", "unnamed"}:
        return
    said = False
    for token in passage.parsed.tokens:
        found = _reading(passage, token)
        if found is None:
            continue
        verb, cause, first, last = found
        claim = _claim(passage, verb, cause, first, last, design)
        if claim is not None:
            said = True
            yield claim
    if not said:
        yield from _by_words(passage, design)
    if design == "preclinical" and not said:
        yield from _promised(passage)


def _promised(passage: Passage) -> Iterator[Claim]:
    """Yield what is promised to the reader on the word of such a study: "so you will sleep better"."""
    folded = passage.folded
    match = gains().search(folded)
    if (
        match is None
        or not _TO_READER.search(folded)
        or _OPEN.search(folded)
        or folded.startswith(("talk ", "ask ", "take "))
    ):
        return
    own = "preclinical" in passage.analysis.studies.kinds_in(passage.sentence)
    if not own and _FOLLOWING.match(folded) is None:
        return
    trigger = passage.parsed.at(passage.sentence.start + match.start())
    if trigger is not None:
        yield passage.make(
            "causation",
            "preclinical",
            trigger,
            start=passage.sentence.start + match.start(),
            end=passage.sentence.start + match.end(),
            assertion="asserted",
        )


@cache
def _worded() -> re.Pattern[str]:
    """Match a causal statement by its words alone: in headlines above all, the parser takes the verbs for nouns."""
    verbs = "|".join(sorted((form for form in _forms() if form.endswith("s")), key=len, reverse=True))
    plain = "|".join(longest_first(set(_forms().values())))
    outcomes = {*words("causation", "outcomes"), *words("causation", "measures")} - {"rates", "years", "cells", "life"}
    ends = "|".join(re.escape(word) for word in longest_first({*outcomes, *words("conditions", "conditions")}))
    return compiled(
        rf"(?:^|(?:\b(?:shows?|found|finds?|says?|said|reveals?|revealed|concludes?|concluded|that)|, and|, but"
        rf"|, while) )"
        rf"(?P<cause>(?:(?!that\b)[\w'-]+ ){{1,9}}?)"
        rf"(?P<phrase>(?:{verbs}|can (?:[a-z]+ly |also |help )?(?:{plain}))(?: off| against| from| to| in| up| down"
        rf"| away| on)?"
        rf"(?: (?!and\b|but\b|for\b|of\b|in\b|is\b|are\b)[\w'-]+){{0,3}}? (?:{ends}))\b"
    )


def worded_benefit(folded: str) -> tuple[int, int] | None:
    """Return where a headline says, by its words alone, that something brings good: "walnuts sharpen memory"."""
    match = _worded().match(folded)
    if match is None:
        return None
    if set(re.findall(r"[\w'-]+", match["cause"])) & (
        _words("tellers") | _words("settled") | _words("persons") | _NO_CAUSE
    ):
        return None
    verbs = [_forms()[word] for word in match["phrase"].split()[:4] if word in _forms()]
    if not verbs or verbs[0] in _words("harmful"):
        return None
    return match.start("phrase"), _end_of_words(folded, match.end("phrase"))


def _end_of_words(folded: str, end: int) -> int:
    """Return where the name of an outcome ends whose first word ends at `end`: "brain function"."""
    longer = _COMPOUND.match(folded, end)
    return longer.end() if longer is not None else end


def _by_words(passage: Passage, design: str) -> Iterator[Claim]:
    folded = passage.folded
    match = _worded().search(folded)
    if match is None or _NOT_SAID.search(folded):
        return
    named = set(re.findall(r"[\w'-]+", match["cause"]))
    if named & _words("tellers"):  # "new study shows vaping …": what it shows begins later
        match = _worded().search(folded, match.start("cause") + 1)
        if match is None:
            return
        named = set(re.findall(r"[\w'-]+", match["cause"]))
    if named & (_words("tellers") | _words("settled") | _words("persons") | _NO_CAUSE):
        return
    treatments, conditions = passage.subjects.terms_in(passage.sentence)
    begin, end = passage.sentence.start + match.start("phrase"), passage.sentence.start + match.end("phrase")
    if any(begin - 3 < found.end <= begin for found in conditions) and not named & _words("exposures"):
        return
    if design == "unnamed" and (passage.subjects.promotional or any(found.start < begin for found in treatments)):
        return
    if design == "preclinical" and (
        not passage.heading
        or _ANIMAL.search(folded)
        or _forms().get(match["phrase"].split()[0], "") in _words("harmful")
    ):
        return
    trigger = passage.parsed.at(begin)
    if trigger is not None:
        yield passage.make("causation", design, trigger, start=begin, end=end, assertion="asserted")


def _reading(passage: Passage, token: Token) -> tuple[Token, Token | None, Token, Token] | None:
    """Return the verb that is asserted, what brings about, and the first and last words of the causal phrase."""
    verb = _forms().get(token.lower)
    if verb is not None and (token.is_verb or (token.tag in {"NNS", "NN"} and _headline_verb(passage, token))):
        outcome = _outcome_of(passage, token, verb)
        if outcome is None:
            return None if token.lower not in _words("making") else _made(passage, token)
        asserted, first = _helped(token)
        if token.child("auxpass") is not None and outcome.dep == "nsubjpass":
            agent = token.child("agent", "prep")
            cause = agent.child("pobj", "pcomp") if agent is not None and agent.lower in {"by", "through"} else None
            return (asserted, cause, outcome, cause) if cause is not None else None
        return asserted, subject_of(asserted), first, _end_of(outcome)
    if token.lower in _words("making"):
        return _made(passage, token)
    if token.lower in {"longer", "years"} and token.head.lower in {"live", "lives", "living", "lived"}:
        asserted, first = _helped(token.head)
        if asserted is not token.head:
            return asserted, subject_of(asserted), first, token
    return _predicate(passage, token)


def _made(passage: Passage, token: Token) -> tuple[Token, Token | None, Token, Token] | None:
    """Read "makes children fat", "keeps your heart healthy"."""
    if token.dep in {"csubj", "nsubj"}:
        return None
    state = token.child("ccomp", "xcomp", "oprd", "acomp")
    if not token.is_verb or state is None or not ({word.lower for word in state.subtree()} & _words("made")):
        return None
    if not (state.tag.startswith(("JJ", "RB")) or state.lower in _words("made")):
        return None
    target = token.child("dobj") or state.child("nsubj")
    if target is None or not (
        _clinical(passage, target) or target.lower in _words("persons") or passage.kind_of(target) == "reader"
    ):
        return None
    asserted, first = _helped(token)
    return asserted, subject_of(asserted), first, state


def _predicate(passage: Passage, token: Token) -> tuple[Token, Token | None, Token, Token] | None:
    """Read "is good for your heart", "is to blame for", "is the secret to a long life"."""
    rest = passage.folded[token.start - passage.sentence.start :]
    phrase = next((phrase for phrase in words("causation", "predicates") if rest.startswith(phrase + " ")), None)
    if phrase is None:
        return None
    last = passage.parsed.at(token.start + len(phrase) - 1)
    outcome = last.child("pobj") if last is not None else None
    if outcome is None or not _clinical(passage, outcome):
        return None
    node = token
    while node.dep in {"det", "amod", "aux"} and node.head is not node:
        node = node.head
    return node, subject_of(node), token, _end_of(outcome)


def _headline_verb(passage: Passage, token: Token) -> bool:
    """Say whether a word that the parser takes for a noun may be a headline's verb."""
    return passage.heading and token.lower.endswith("s") and token.dep in {"compound", "ROOT", "nsubj"}


def _helped(token: Token) -> tuple[Token, Token]:
    """Return the verb that is asserted, "helps" in "helps to prevent", and the first word of the phrase."""
    if token.dep in {"xcomp", "ccomp"} and token.head.lower in {"help", "helps", "helped", "helping"}:
        return token.head, token.head
    return token, token


def _outcome_of(passage: Passage, token: Token, verb: str) -> Token | None:
    frame = _frames("with_preposition").get(verb)
    if frame is not None:
        for child in token.children:
            if child.dep in {"prep", "prt", "dative"} and child.lower in frame:
                target = child.child("pobj")
                if target is not None and (_clinical(passage, target)):
                    return target
        if verb != "protect":
            return None
    particles = _frames("with_particle").get(verb)
    if (
        particles is not None
        and verb not in words("causation", "verbs")
        and not any(child.lower in particles for child in token.children)
    ):
        return None
    for child in token.children:
        if child.dep in {"dobj", "nsubjpass", "oprd"} and (
            _clinical(passage, child) or (verb == "protect" and child.lower in _words("persons"))
        ):
            return child
    if token.dep in {"compound", "amod"} and token.head.start > token.start and _clinical(passage, token.head):
        return token.head  # as the parser reads "coffee prevents depression"
    return None


def _clinical(passage: Passage, noun: Token) -> bool:
    """Say whether a noun is an outcome for people: a disease, a death, a risk, a part or power of theirs."""
    phrase = noun_phrase(noun)
    named = {word.lower for word in phrase}
    if noun.lower in _words("measures"):
        reach = named | {
            word.lower for child in noun.children if child.dep in {"prep", "acl", "relcl"} for word in child.subtree()
        }
        if noun.lower in {
            "risk",
            "risks",
            "chance",
            "chances",
            "odds",
            "likelihood",
            "mortality",
            "lifespan",
            "longevity",
        }:
            return not reach & {"infection-free", "business", "financial", "fraud"}
        if noun.lower in {"death", "deaths", "expectancy", "survival"}:
            return True
        return any(
            word in _words("outcomes") or word in claim_words("clinical_words") for word in reach
        ) or _has_condition(passage, noun)
    if any(word.lower in _words("outcomes") for word in noun.children if word.dep == "compound"):
        return True
    if noun.lower == "expectancy" or noun.lower in _words("outcomes"):
        return noun.lower not in {"cells", "cell"} or _has_condition(passage, noun)
    if (
        noun.lower in {"diagnosis", "treatment", "treatments"}
        or noun.lower in claim_words("mechanism_objects")
        or noun.lower in {"inflammation", "stress"}
    ):
        return False
    return passage.clinical(noun)


def _has_condition(passage: Passage, noun: Token) -> bool:
    first, last = noun.subtree()[0].start, noun.subtree()[-1].end
    _, conditions = passage.subjects.terms_in(passage.sentence)
    return any(first <= match.start and match.end <= last for match in conditions)


def _end_of(outcome: Token) -> Token:
    """Return the last word of an outcome's name: "dementia" in "the risk of dementia"."""
    last = outcome
    for child in outcome.children:
        if child.dep == "prep" and child.lower in {"of", "for", "from"} and (inner := child.child("pobj")) is not None:
            last = inner
    return last


def _claim(passage: Passage, verb: Token, cause: Token | None, first: Token, last: Token, design: str) -> Claim | None:
    if cause is None and not passage.heading:
        return None
    offset = passage.sentence.start
    if _CANNOT.search(passage.folded[: verb.start - offset]) is not None or _in_quotes(passage.folded, verb, offset):
        return None
    if _defines(verb):
        return None
    if cause is not None and not _may_cause(passage, cause, last, design):
        return None
    if _suspected(verb) or any(modal.lower in _words("hedging") for modal in modals(verb)):
        return None
    stands = standing(verb, question=False)
    lacking = (
        cause is not None and any(word.lower in {"too", "lack"} for word in cause.subtree()) and not has_negator(verb)
    )
    if stands.assertion not in {"asserted", "presupposed", "attributed"} and not (
        stands.assertion == "negated" and lacking  # "too little sleep raises the risk"
    ):
        return None
    if any(modal.lower in _words("hedging") for governor in stands.governors for modal in modals(governor)):
        return None
    if design == "preclinical" and not _said_of_people(passage, verb, cause, last):
        return None
    start, end = min(first.start, last.start), max(first.end, last.end)
    return passage.make(
        "causation",
        design,
        verb,
        start=start,
        end=end,
        subject=passage.kind_of(cause),
        assertion="asserted",
        about=cause,
        governors=stands.governors,
    )


def _in_quotes(folded: str, verb: Token, offset: int) -> bool:
    """Say whether a verb alone stands in quotation marks, which keep it at a distance: foods "drive" cancer."""
    around = folded[max(0, verb.start - offset - 1) : verb.end - offset + 1]
    return len(around) > 1 and around[0] in "\"'" and around[-1] in "\"'"


def _may_cause(passage: Passage, cause: Token, outcome: Token, design: str) -> bool:
    """Say whether a subject can be what brings the outcome about: no study, no person, no settled cause."""
    named = {word.lower for word in noun_phrase(cause)} | {
        child.lower for child in cause.children if child.dep == "dobj"
    }
    if cause.lower in _words("tellers") or (named & _words("settled") and design != "preclinical"):
        return False
    if any(word.lower in _words("settled") for word in cause.subtree()) and cause.tag == "VBG":
        return False
    if cause.lower in _words("persons") or (passage.kind_of(cause) == "reader" and cause.lower != "one"):
        own = {child.lower for child in outcome.children if child.dep == "poss"} | {
            child.lower for child in outcome.head.head.children if child.dep == "poss"
        }
        return bool(own & _PERSONAL) and design != "preclinical"
    if design == "unnamed":
        # A study of a treatment may well be a trial; what people eat or do is seldom given by chance.
        lived = passage.kind_of(cause) != "treatment" or bool(named & _words("exposures"))
        return lived and not passage.subjects.promotional
    return passage.kind_of(cause) != "condition" or bool(named & _words("exposures"))


def _defines(verb: Token) -> bool:
    """Say whether the verb stands in a clause that only says which thing is meant: "foods that cause cramps"."""
    node = verb
    while node.dep in {"conj", "xcomp", "ccomp"} and node.head is not node and node.child("nsubj") is None:
        node = node.head
    subject = node.child("nsubj", "nsubjpass")
    if node.dep != "relcl" or subject is None or subject.lower not in {"that", "who"}:
        return False
    return not (node.head.dep == "dobj" and node.head.head.lower in _words("finding"))


def _suspected(verb: Token) -> bool:
    """Say whether somebody only suspects it, or asks: "they think that", "to test whether"."""
    node = verb
    for governor in verb.ancestors():
        if node.dep in {"ccomp", "xcomp", "acl", "pcomp"} and (
            governor.lower in _words("suspecting")
            or any(child.lower in _words("suspecting") for child in governor.children)
        ):
            return True
        node = governor
    if any(
        child.lower in {"possibly", "perhaps", "potentially", "likely", "probably", "maybe"} for child in verb.children
    ):
        return True
    return verb.dep in {"xcomp", "oprd"} and verb.head.lower in (
        {"appear", "appears", "appeared", "seem", "seems", "seemed", "likely", "tend", "tends"}
        | grammar_words("chances")
    )


def _said_of_people(passage: Passage, verb: Token, cause: Token | None, last: Token) -> bool:
    """Say whether a finding in animals or cells is put as one for people: present, general, and good news."""
    if _forms().get(verb.lower, "") in _words("harmful") and not _against_disease(last):
        return False
    if verb.tag in {"VBD", "VBN"} and verb.child("auxpass") is None and not passage.heading:
        return False
    clause = [word for word in verb.subtree() if word.dep != "punct"]
    text = " ".join(word.lower for word in clause)
    if (
        _ANIMAL.search(text)
        and not _for_the_reader(last)
        and not (last.lower in {"cells", "cell"} and not _ANIMAL.search(text.replace(last.lower, "")))
    ):
        return False
    if _EVENTS.search(passage.folded) or _bounded_before(verb):
        return False
    return not (cause is not None and cause.lower in {"treatment", "animals"} and passage.kind_of(cause) == "reader")


def _bounded_before(verb: Token) -> bool:
    """Say whether "in mice", "in laboratory tests" bounds what governs the verb: "in mice it was shown to …"."""
    return any(
        child.dep == "prep"
        and child.lower in {"in", "among"}
        and any(_ANIMAL.match(word.lower) for word in child.subtree())
        for governor in verb.ancestors()
        for child in governor.children
        if governor.is_verb
    )


def _for_the_reader(outcome: Token) -> bool:
    """Say whether an outcome is said to be the reader's ("your mood"), whatever the clause says of animals."""
    return any(child.lower in {"your", "our"} for child in outcome.children)


def _against_disease(outcome: Token) -> bool:
    return outcome.lower in {"cells", "cell", "tumours", "tumors", "tumour", "tumor", "cancer"}


CAUSATION = Construction(_may_hold, _read, _from_a_study)
"""Causal words for what a study could only associate, or found in animals and cells."""
