"""Claims of how soon a treatment helps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.benefit import (
    begun,
    governing_verb,
    helping,
    is_benefit,
    is_headed,
    is_named_for,
    is_research_result,
    laid_to_treatment,
    phrase_start,
    stands,
    told_from,
)
from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import coordinated, has_negator, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_LONG = 80
_VISIT = (
    r"(?:sessions?|treatments?|doses?|infusions?|visits?|uses?|applications?|injections?|appointments?|tablets?"
    r"|capsules?"
    r"|procedures?|adjustments?|shots?|classes|sittings?|massages?|days?|nights?|weeks?|hours?|minutes?|sips?"
    r"|bottles?|drops?|jabs?)"
)
_FEW = (
    r"(?:a|an|one|two|three|four|five|1|2|3|4|5|a single|the first|your first|your very first|the very first"
    r"|that first|a few"
    r"|a couple of|their first|my first|his first|her first|\d+)"
)
_TIME = Cue(
    rf"\b(?P<short>(?:with)?in (?:just |only |under |about |around |as little as |as few as |less than |a matter of "
    rf"|mere |mere )*"
    rf"(?:\d+(?:[- ](?:to )?\d+)? |one |two |three |a few |a couple of |several |five |ten |fifteen |thirty |an "
    rf"|the first )?"
    rf"(?:seconds?|minutes?|mins|hours?|moments))\b"
    rf"|\b(?P<just>(?:with)?in (?:just|only|as little as|as few as|under|less than|a matter of"
    rf"|mere) (?:[\w-]+ ){{0,3}}?"
    rf"{_VISIT})\b"
    rf"|\b(?P<after>(?:right |even |immediately )?(?:after|following|in|with) (?:just|only|as few as"
    rf"|as little as) {_FEW} (?:[\w-]+ ){{0,3}}?{_VISIT})\b"
    rf"|\b(?P<single>(?:after|in|with|following|from|during) (?:a single|one|the (?:very )?first"
    rf"|your (?:very )?first|my (?:very )?first) "
    rf"(?:[\w-]+ ){{0,2}}?{_VISIT})\b"
    rf"|\b(?P<day>(?:from|on|since) day (?:one|1)|the (?:very )?same day|before you (?:even )?leave"
    rf"|before (?:leaving|you walk out)"
    rf"|in (?:almost |next to )?no time(?: at all)?|in (?:very )?little time|right away|straight away"
    rf"|right after (?:the |your )?(?:first )?{_VISIT}|in the blink of an eye"
    rf"|in an instant|in record time|in (?:a )?flash|in seconds)\b"
    rf"|\b(?P<long>within (?:the first |about |around |a |an |one |two |three |four |five |six "
    rf"|\d+(?:[- ](?:to )?\d+)? |a few "
    rf"|a couple of |several )?(?:days?|weeks?|24 hours|48 hours|72 hours))\b",
    *(
        "within ",
        "in ",
        "after ",
        "with ",
        "from ",
        "on day",
        "since day",
        "same day",
        "before ",
        " away",
        "right after",
        "following ",
        "during ",
    ),
    also=(
        *("sec", "min", "hour", "moment", "day", "night", "week", "session", "treatment", "dose", "infusion", "visit"),
        *("use", "application", "injection", "appointment", "tablet", "capsule", "procedure", "adjustment", "shot"),
        *("classes", "sitting", "massage", "sip", "bottle", "drop", "jab", "before leaving", "before you", "time"),
        *("away", "blink", "instant", "flash"),
    ),
)
_ACTING = Cue(
    r"\b(?P<how>fast|quick|quicker|quickest|faster|fastest|rapid|instant)(?:[- ](?:acting|working|onset|absorbing)"
    r"|-relief)\b"
    r"(?! (?:insulins?|inhalers?|relievers?|bronchodilators?|sugars?|sugary|carb\w*|glucose|beta|drinks?|snacks?"
    r"|foods?|medicines?"
    r"|medications?|nitro\w*|nitrates?|analogues?))",
    *("fast", "quick", "rapid", "instant"),
)
_STARTING = Cue(
    r"\b(?:kicks? in|starts? (?:working|to work)|begins? (?:working|to work)|(?:gets?|goes?) to work|takes? effect)"
    r" (?:almost |very |really |super )?(?:fast|quickly|immediately|instantly|rapidly|right away|straight away)\b",
    *("kick", "start", "begin", "get", "go", "take"),
)
_CLASS_NAME = compiled(
    r"\b(?:insulin|inhalers?|asthma|bronchodilators?|hypo\w*|low blood sugar|carbohydrates?|glucose|angina|seizures?)\b"
)
_BENEFICIAL = Cue.of(
    r"\b(?:relie[fv]\w*|results?|works?|working|worked|works|act|acts|acting|response|respond\w*|improv\w+|effects?"
    r"|better|benefits?|heal\w*|recover\w*|feel\w*"
    r"|felt|eas\w+|calm\w*|sooth\w+|vanish\w*|disappear\w*|fad\w+|gone|remission|changes?|shifts?|difference|goodbye"
    r"|asleep|lift\w*|energy|slept|sleep"
    r"|sleeping|pain-free|pain free|lost|lose|loss|drop\w*|reduc\w+|stop\w*|restor\w+|boost\w*|clear\w*|melt\w*"
    r"|solutions?|fix"
    r"|freedom|noticed?|notice\w*|saw|seeing|kicks? in|takes? effect|comfort|transform\w*|mobility|hydration|onset"
    r"|action|weight|cure[sd]?|symptoms?|numb\w*"
    r"|younger|smoother|tighten\w*|lower\w*|control\w*|absorb\w*|shrink\w*)\b"
)
_HARMFUL = Cue.of(
    r"\b(?:side effects?|reactions?|overdose|poison\w*|emergenc\w+|999|911|call (?:your|a|the|us)|ambulance"
    r"|(?:see|ring|tell|ask|contact) (?:your|a|the) (?:doctor|gp|nurse|dentist|pharmacist|surgery)"
    r"|contact us|get (?:medical )?help|seek"
    r"|withdrawal|relapse|die|dies|dead)\b"
)
# A slogan without a subject, whose verb the parser may take for a noun.
_SLOGAN = compiled(
    r"^(?:works?|acts?|kicks? in|relief|results?|better|calmer|asleep|pain-free|visible results"
    r"|feel better)[^,.;]{0,25}$"
)
# So many weeks are how long healing takes, not a promise of speed.
_WEEKS = compiled(r"\b(?:[4-9]|\d\d|four|five|six|several)\b.* weeks|\b\d+[- ](?:to )?\d+ weeks")
_PACE = compiled(r"\b(?:too|how|as|so|more than|not) $")


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(words("speed", "adjectives"))


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(words("speed", "adverbs"))


@cache
def _at_once() -> frozenset[str]:
    return frozenset(words("speed", "at_once"))


@cache
def _terms() -> TermList:
    return TermList(_adjectives() | _adverbs() - {"soon", "sooner"})


def _may_hold(folded: str) -> bool:
    if not (_terms().any_in(folded) or _TIME.search(folded) or _ACTING.search(folded)):
        return False
    return _BENEFICIAL.search(folded) is not None and _HARMFUL.search(folded) is None


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question and not passage.presupposing:
        return
    taken: list[tuple[int, int]] = []
    for claim in (
        *_acting(passage),
        *_timed(passage),
        *_adverbial(passage),
        *_modified(passage),
        *_predicated(passage),
        *_starting(passage),
    ):
        if not any(start < claim.end and claim.start < end for start, end in taken):
            taken.append((claim.start, claim.end))
            yield claim


def _make(passage: Passage, form: str, trigger: Token, start: int, end: int, about: Token | None) -> Iterator[Claim]:
    assertion = stands(passage, trigger)
    if assertion is None or is_research_result(passage, _clause_verb(trigger)):
        return
    found = standing(trigger, question=False)
    said = begun(trigger)
    if not trigger.is_verb and trigger.dep in {"dobj", "pobj", "nsubj", "nsubjpass", "conj"}:
        said = governing_verb(trigger) or trigger  # the hedges stand with the verb: "usually brings rapid relief"
    yield passage.make(
        "speed", form, said, start=start, end=end, assertion=assertion, about=about, governors=found.governors
    )


def _clause_verb(token: Token) -> Token | None:
    return token if token.is_verb else governing_verb(token)


def _modified(passage: Passage) -> Iterator[Claim]:
    """Find "instant relief", "a relatively quick response"."""
    for token in passage.parsed.tokens:
        if token.lower not in _adjectives() or token.dep not in {"amod", "conj", "compound", "nmod"}:
            continue
        first = next(iter(coordinated(token)))
        noun = first.head if first.dep in {"amod", "compound", "nmod"} else None
        if noun is None or not noun.is_noun or noun.start < token.start or not is_benefit(passage, noun):
            continue
        if any(child.lower in {"as", "how", "too", "so", "less"} for child in token.children):
            continue
        if not _brought(passage, noun):
            continue
        start = min([token.start, *(child.start for child in token.children if child.dep == "advmod")])
        start = min(start, first.start)
        form = "at-once" if token.lower in _at_once() else "modifier"
        yield from _make(passage, form, noun, start, noun.end, noun)


def _brought(passage: Passage, noun: Token) -> bool:
    """Say whether a benefit is said to come of a treatment, by how it stands in its clause."""
    if (
        is_named_for(passage, noun)
        or noun.child("neg") is not None
        or any(word.lower in {"no", "any", "without"} for word in noun_phrase(noun))
    ):
        return False
    verb = governing_verb(noun)
    if noun.dep in {"compound", "nmod"}:
        sold = passage.subjects.promotional and passage.kind_of(noun.head) == "treatment"
        return sold and _CLASS_NAME.search(passage.folded) is None
    if noun.dep in {"nsubj", "nsubjpass"}:
        pointing = any(child.lower in {"this", "these", "such", "our", "its"} for child in noun.children)
        if not (pointing or (verb is not None and helping(passage, verb))):
            return False
        return passage.subjects.treatment_nearby(passage.sentence)
    if noun.head is noun or verb is None:
        return is_headed(passage)
    if noun.dep == "pobj" and noun.head.lower in {"without", "than", "before", "until"}:
        return False
    return laid_to_treatment(passage, verb, noun=noun)


def _acting(passage: Passage) -> Iterator[Claim]:
    """Find "fast-acting", "rapid-onset"."""
    for match in _ACTING.pattern.finditer(passage.folded):
        if _CLASS_NAME.search(passage.folded):
            return
        base = passage.sentence.start
        token = passage.parsed.at(base + match.end() - 1)
        if token is None:
            continue
        node = token
        while node.dep in {"amod", "compound", "conj", "punct", "nmod"} and node.head is not node:
            node = node.head
        subject = subject_of(node)
        effect = node.is_noun and is_benefit(passage, node)
        treats = any(
            word is not None and (passage.kind_of(word) == "treatment" or passage.offered(word))
            for word in (subject, node)
        )
        slogan = passage.subjects.promotional and passage.subjects.treatment_nearby(passage.sentence)
        if not (treats or slogan or (effect and passage.subjects.treatment_nearby(passage.sentence))):
            continue
        if node.dep in {"nsubj", "nsubjpass"} and not slogan:
            continue
        end = base + match.end()
        if node.is_noun and effect and node.start >= end and node.start - end < 40:
            end = node.end
        yield from _make(passage, "acting", node, base + match.start(), end, subject)


def _starting(passage: Passage) -> Iterator[Claim]:
    """Find "kicks in fast", "gets to work immediately", whose parts the parser takes for nouns."""
    match = _STARTING.search(passage.folded)
    if match is None or not passage.subjects.treatment_nearby(passage.sentence):
        return
    base = passage.sentence.start
    token = passage.parsed.at(base + match.start())
    if token is None or has_negator(token) or passage.kind_of(subject_of(token)) in {"condition", "provider", "reader"}:
        return
    yield from _make(passage, "adverb", token, base + match.start(), base + match.end(), subject_of(token))


def _adverbial(passage: Passage) -> Iterator[Claim]:
    """Find "works fast", "you'll feel better quickly"."""
    for token in passage.parsed.tokens:
        if token.lower not in _adverbs() or token.dep not in {"advmod", "npadvmod", "acomp", "oprd", "prt"}:
            continue
        verb = token.head
        if not verb.is_verb or has_negator(token) or has_negator(verb):
            continue
        if any(child.lower in {"as", "how", "too", "so", "less"} for child in token.children):
            continue
        last = helping(passage, verb)
        if last is None or token.lower in {"soon", "sooner"}:
            continue
        if last is verb and verb.lower in {"act", "acts", "acted"} and not passage.subjects.promotional:
            continue  # what a drug does in the body
        start, end = min(told_from(passage, verb), token.start), max(last.end, token.end, verb.end)
        before = [child.start for child in token.children if child.dep == "advmod" and child.start < token.start]
        form = "at-once" if token.lower in _at_once() else "adverb"
        yield from _make(passage, form, verb, min([start, *before]), end, subject_of(verb))


def _predicated(passage: Passage) -> Iterator[Claim]:
    """Find "results are immediate", "healing is fast"."""
    for token in passage.parsed.tokens:
        if token.lower not in _adjectives() or token.dep not in {"acomp", "conj", "attr"}:
            continue
        subject = subject_of(token)
        if subject is None or not subject.is_noun or subject.start > token.start or not is_benefit(passage, subject):
            continue
        if not passage.subjects.treatment_nearby(passage.sentence) or passage.kind_of(subject) == "condition":
            continue
        if any(child.lower in {"as", "how", "too", "so", "less"} for child in token.children) or has_negator(token):
            continue
        form = "at-once" if token.lower in _at_once() else "predicate"
        yield from _make(passage, form, token, phrase_start(subject), token.end, subject)


def _timed(passage: Passage) -> Iterator[Claim]:
    """Find "relief within minutes", "after just one session"."""
    for match in _TIME.pattern.finditer(passage.folded):
        if match["long"] and (_WEEKS.search(match["long"]) or not passage.subjects.promotional):
            continue
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start())
        if token is None or _PACE.search(passage.folded[: match.start()]):
            continue
        noun = next((word for word in token.ancestors() if word.is_noun and word.start < token.start), None)
        verb = governing_verb(token)
        held, last = _helping_above(passage, verb)
        if held is None or last is None:
            if _SLOGAN.match(passage.folded[: match.start()]) and is_headed(passage):
                yield from _make(passage, "time", token, base, base + match.end(), None)
            elif noun is not None and is_benefit(passage, noun) and _brought(passage, noun):
                yield from _make(passage, "time", noun, noun.start, base + match.end(), noun)
            continue
        if has_negator(held) or (verb is not None and has_negator(verb)):
            continue
        if last.end - held.start > _LONG:
            last = held
        start = min(told_from(passage, held), base + match.start())
        end = max(base + match.end(), last.end)
        if end - start > _LONG + 30:
            start, end = base + match.start(), base + match.end()
        yield from _make(passage, "time", held, start, end, subject_of(held))


def _helping_above(passage: Passage, verb: Token | None) -> tuple[Token | None, Token | None]:
    """Return the verb of help that a verb is or hangs on, and the last word of what it says."""
    if verb is None:
        return None, None
    for node in (verb, *verb.ancestors()):
        if node.is_verb and (last := helping(passage, node)) is not None:
            return node, last
        if node.dep not in {"xcomp", "ccomp", "conj", "advcl", "pcomp", "acl"}:
            break
    return None, None


SPEED = Construction(_may_hold, _read, of_treatment)
