"""Claims of how long a treatment helps."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.benefit import (
    begun,
    benefit_nouns,
    benefit_words,
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
from caveat.analysis.claims.words import inflections
from caveat.analysis.grammar import coordinated, has_negator, noun_phrase, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_TREATED = (
    r"(?:treatments?|sessions?|infusions?|therapy|procedures?|injections?|doses?|visits?|courses?|programme|program"
    r"|appointments?)"
)
_BEYOND = Cue(
    rf"\b(?P<past>(?:well|far|long|even) (?:beyond|after|past) (?:each|the|your|every|a|their"
    rf"|our) (?:[\w-]+ ){{0,2}}?{_TREATED}"
    rf"(?: (?:sessions?|course|visits?))?(?: (?:has ended|ends|is over|itself))?|long after (?:treatment"
    rf"|therapy)(?: (?:has ended|ends|is over))?)\b"
    r"|\b(?P<more>(?:go(?:es|ing)? |extend(?:s|ing)? |last(?:s|ing)? )?(?:well |far )?(?:beyond|more than|not just"
    r"|rather than|not only)(?: just| merely)? "
    r"(?:a )?(?:temporary|short-term|short-lived|quick|momentary) (?:relief|fix(?:es)?|results?|solutions?"
    r"|symptom relief|pain relief|comfort))\b",
    *("beyond", "after", "past", "temporary", "short-", "quick", "momentary"),
)
_YEARS = compiled(
    r"\b(?:for |up to |over |more than |as long as |at least |between |about |around |on average |many |several )*"
    r"(?:(?P<number>\d+)(?:[- ](?:to |and )?\d+)? (?:or more )?(?P<unit>months?|years?|weeks?|days?|hours?)"
    r"|(?P<open>(?:a )?(?:lifetime|life time|forever|indefinitely|years(?: to come)?|months(?: (?:or|and"
    r"|to) (?:even )?years)?|decades|a decade"
    r"|life|many years|a long time|a very long time|good|ever|long-term|permanently)))\b"
)
_NEVER_BACK = Cue.of(
    r"\b(?:never|won't|will not|doesn't|does not|do not|don't|no longer) (?:ever )?(?P<verb>come back|comes back"
    r"|return|returns|recur|recurs|grow back|grows back|reappear)\b"
)
_STAY = compiled(
    r"\b(?:stay(?:s|ing)?|remain(?:s|ing)?|kept?|keeps|keeping) (?:you |them |your [\w-]+ "
    r"|the \w+ )?(?P<state>(?:pain|symptom|drug|smoke|acne|hair|migraine|wrinkle|headache)[- ]free|slim|sober|"
    r"in remission|younger|smooth|well|off|away|gone)\b"
)
_LAST_CLAUSE = Cue.of(
    r"\b(?P<noun>relief|results?|improvements?|changes?|benefits?|healing|recovery|weight loss|solutions?"
    r"|freedom) (?:that|which) (?P<verb>lasts?|endures?|stays?|stick)\b"
)
_BENEFICIAL = Cue.of(
    r"\b(?:relie[fv]\w*|results?|improv\w+|change[sd]?|benefits?|heal\w*|recover\w*|effects?|remission|shifts?"
    r"|difference|solutions?|fix\w*"
    r"|freedom|free|cure[sd]?|transform\w*|reduc\w+|response|protect\w*|weight|loss|energy|sleep|comfort|wellness"
    r"|well-being|wellbeing|calm|mobility"
    r"|eliminat\w*|remov\w*|get rid|gets rid|end|ends|stop\w*|eras\w*|restor\w+|revers\w+|resolv\w+|success"
    r"|outcomes?|rejuvenation|gone|away|clear\w*|banish\w*|quit|off"
    r"|comes? back|return\w*|grows? back|recur\w*|rid|beat|goodbye|hydration|glow|boost|action|works?|helps?|sober"
    r"|sobriety|tighten\w*|lift\w*|rewir\w*|fades?|disappear\w*|vanish\w*|last\w*)\b"
)
_UNKNOWN = Cue.of(
    r"\b(?:unknown|unclear|not known|not clear|uncertain|not yet|no evidence|little evidence|limited evidence"
    r"|whether|remains? to be seen|studied|under study|researchers are|being studied)\b"
)


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(words("duration", "adjectives"))


@cache
def _terms() -> TermList:
    return TermList(
        {
            **dict.fromkeys(_adjectives() - frozenset(words("duration", "weak")), "adjective"),
            **dict.fromkeys(words("duration", "adverbs"), "adverb"),
        }
    )


@cache
def _adverbs() -> TermList:
    return TermList(words("duration", "adverbs"))


@cache
def _not_benefits() -> frozenset[str]:
    return frozenset(words("duration", "not_benefits"))


@cache
def _lasting() -> dict[str, str]:
    found = {form: verb for verb in words("duration", "lasting") for form in inflections(verb)}
    return {**found, "held": "hold", "kept": "keep"}


_LASTS = Cue(
    r"\b(?:last(?:s|ed|ing)?|persists?|continues?|endures?|holds?|stays?|remains?|keeps?)\b.{0,60}\b(?:years?|months"
    r"|forever|lifetime|life|decades?|good|ever|indefinitely"
    r"|long time|free|beyond|after|sober|gone|away|off)\b",
    *("last", "persist", "continue", "endure", "hold", "stay", "remain", "keep"),
)
_WEAK = Cue(
    r"\b(?:continued|indefinite|lifetime|ongoing|steady|sustainable) (?:[\w-]+ )?(?:relief|results?|weight loss"
    r"|recovery|remission|freedom|sobriety)\b",
    *("continued ", "indefinite", "lifetime", "ongoing", "steady", "sustainable"),
)


def _may_hold(folded: str) -> bool:
    return _may_last(folded) and _UNKNOWN.search(folded) is None


def _may_last(folded: str) -> bool:
    if _BEYOND.search(folded) or _WEAK.search(folded) or _LAST_CLAUSE.search(folded):
        return True
    if not (_terms().any_in(folded) or _LASTS.search(folded) or _NEVER_BACK.search(folded)):
        return False
    return _BENEFICIAL.search(folded) is not None


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question and not passage.presupposing:
        return
    taken: list[tuple[int, int]] = []
    for claim in (
        *_modified(passage),
        *_beyond(passage),
        *_lasts(passage),
        *_for_good(passage),
        *_relief_that_lasts(passage),
        *_never_back(passage),
        *_predicated(passage),
    ):
        if not any(start < claim.end and claim.start < end for start, end in taken):
            taken.append((claim.start, claim.end))
            yield claim


def _make(passage: Passage, form: str, trigger: Token, start: int, end: int, about: Token | None) -> Iterator[Claim]:
    verb = trigger if trigger.is_verb else governing_verb(trigger)
    assertion = stands(passage, trigger)
    if assertion is None or is_research_result(passage, verb):
        return
    found = standing(trigger, question=False)
    said = begun(trigger)
    if not trigger.is_verb and trigger.dep in {"dobj", "pobj", "nsubj", "nsubjpass", "conj"}:
        said = verb or trigger
    yield passage.make(
        "duration", form, said, start=start, end=end, assertion=assertion, about=about, governors=found.governors
    )


def _modified(passage: Passage) -> Iterator[Claim]:
    """Find "lasting change", "long-term relief", "permanent hair removal"."""
    for token in passage.parsed.tokens:
        start = _adjective_start(passage, token)
        if start is None:
            continue
        first = next(iter(coordinated(token)))
        noun = first.head if first.dep in {"amod", "compound", "nmod"} else None
        if noun is None or not noun.is_noun or noun.start < token.start:
            continue
        noun = _whole(noun)
        if noun.lower in _not_benefits() and not passage.subjects.promotional:
            continue
        if not is_benefit(passage, noun) or any(child.lower in {"less", "no", "any"} for child in noun_phrase(noun)):
            continue
        if not _brought(passage, noun) or _among_harms(noun):
            continue
        yield from _make(passage, "modifier", noun, min(start, first.start), noun.end, noun)


def _among_harms(noun: Token) -> bool:
    """Say whether a change is listed with what may happen: "burns and lasting colour change can occur"."""
    first, *others = coordinated(noun)
    listed = first is not noun or bool(others)
    return listed and first.head.lower in {"happen", "happens", "occur", "occurs"}


def _whole(noun: Token) -> Token:
    """Return the head of a compound that a noun begins: "permanent hair removal" read as of "permanent hair"."""
    while noun.dep == "compound" and noun.head.is_noun and noun.head.start > noun.start:
        noun = noun.head
    return noun


def _adjective_start(passage: Passage, token: Token) -> int | None:
    """Return where an adjective of duration begins that ends with this token ("long - lasting"), or None."""
    base = passage.sentence.start
    text = passage.folded[: token.end - base]
    if token.lower not in {"lasting", "term", "long", "lived", "round"} and token.lower not in _adjectives():
        return None
    if token.dep not in {"amod", "compound", "nmod", "conj", "npadvmod", "advmod", "acomp", "attr"}:
        return None
    for term in sorted(_adjectives(), key=len, reverse=True):
        if text.endswith(term) and not text[: -len(term)][-1:].isalnum() and not text[: -len(term)].endswith("-"):
            return token.end - len(term)
    return None


def _brought(passage: Passage, noun: Token) -> bool:
    if is_named_for(passage, noun) or noun.child("neg") is not None:
        return False
    verb = governing_verb(noun)
    if noun.dep in {"nsubj", "nsubjpass"}:
        if verb is not None and (verb.lower in benefit_words("coming") or helping(passage, verb) is not None):
            return passage.subjects.treatment_nearby(passage.sentence) and not has_negator(verb)
        complement = verb.child("acomp", "attr") if verb is not None else None
        return (
            complement is not None
            and complement.lower in {"possible", "achievable", "real", "reality", "goal", "likely", "within", "yours"}
            and complement.lower != "goal"
            and passage.subjects.treatment_nearby(passage.sentence)
        )
    if noun.head is noun or verb is None:
        return is_headed(passage)
    if noun.dep == "pobj" and noun.head.lower in {"without", "than", "before", "until", "about"}:
        return False
    if verb.lower in {
        "lack",
        "lacks",
        "affect",
        "affects",
        "study",
        "measure",
        "examine",
        "evaluate",
        "assess",
        "track",
        "monitor",
        "show",
        "shown",
    }:
        return verb.lower == "show" and laid_to_treatment(passage, verb, noun=noun)
    return laid_to_treatment(passage, verb, noun=noun)


def _beyond(passage: Passage) -> Iterator[Claim]:
    """Find "beyond temporary relief", "continues well beyond each session"."""
    for match in _BEYOND.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start())
        if token is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = token if token.is_verb else governing_verb(token)
        if verb is None or has_negator(verb):
            continue
        before = next(
            (word for word in reversed(passage.parsed.tokens) if word.end <= token.start and word.tag != "RB"), None
        )
        if before is not None and before.lower in _lasting() and before.is_verb:
            verb = before
        subject = subject_of(verb)
        if passage.kind_of(subject) == "condition" or has_negator(verb):
            continue
        start = base + match.start()
        if match["past"]:
            good = [
                word
                for word in passage.parsed.tokens
                if word.is_noun
                and word.start < start
                and word.lower not in {"rest", "start"}
                and is_benefit(passage, word)
            ]
            if not good and (subject is None or subject.lower not in {"effects", "benefits"}):
                continue
            if verb.lower in _lasting() or verb.lower in {"extend", "extends"}:
                start = verb.start
        yield from _make(passage, "beyond", verb, start, base + match.end(), subject)


def _lasts(passage: Passage) -> Iterator[Claim]:
    """Find "results last for years", "the relief lasts a lifetime"; up to a year needs no more than its source."""
    for token in passage.parsed.tokens:
        if token.lower not in _lasting() or has_negator(token):
            continue
        subject = subject_of(token) if token.is_verb else None
        before = passage.parsed.tokens[token.index - 1] if token.index else None
        if subject is None and before is not None and before.lower in benefit_nouns():
            subject = before  # the parser takes "last" for an adjective
        if subject is None and not token.is_verb:
            continue
        base = passage.sentence.start
        state = _STAY.match(passage.folded, token.start - base)
        if state is not None and (
            subject is None or passage.kind_of(subject) in {"reader", "treatment"} or passage.clinical(subject)
        ):
            after = state.end()
        elif (subject is not None and subject.is_noun and is_benefit(passage, subject)) or (
            subject is not None
            and subject.lower in {"effects", "effect"}
            and passage.subjects.treatment_nearby(passage.sentence)
        ):
            after = token.end - base
        else:
            continue
        years = _YEARS.search(passage.folded, after, after + 45)
        if years is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        if not passage.subjects.promotional and re.search(r"(?:several|few) months", years[0]):
            continue
        if years["number"] and not _is_long(int(years["number"]), years["unit"]):
            continue
        if (
            subject is not None
            and subject.lower in {"effects", "effect"}
            and any(child.lower in {"side", "adverse", "these"} for child in subject.children)
        ):
            continue
        start = (
            phrase_start(subject)
            if subject is not None and subject.is_noun and token.start - subject.end < 30
            else token.start
        )
        yield from _make(passage, "lasts", token, start, base + years.end(), subject)


def _is_long(number: int, unit: str) -> bool:
    return unit.startswith("year") or (unit.startswith("month") and number >= 12)


def _for_good(passage: Passage) -> Iterator[Claim]:
    """Find "removes hair permanently", "gets rid of pain for good"."""
    for match in _adverbs().find(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start)
        last = passage.parsed.at(base + match.end - 1)
        if token is None or last is None or (last.head.is_noun and match.term == "long-term"):
            continue
        verb = governing_verb(token)
        if verb is None or has_negator(verb):
            continue
        if re.match(r",? or temporar", passage.folded[match.end :]):
            continue
        helped = helping(passage, verb)
        if helped is None and not _banished(passage, verb):
            continue
        end = max(base + match.end, verb.end)
        start = min(told_from(passage, verb), base + match.start)
        if end - start > 90:
            start, end = base + match.start, base + match.end
        yield from _make(passage, "for-good", verb, start, end, subject_of(verb))


def _banished(passage: Passage, verb: Token) -> bool:
    """Say whether a verb rids somebody of something bad: "get rid of acne", "say goodbye to", "put an end to"."""
    if verb.lower not in {
        "get",
        "gets",
        "rid",
        "say",
        "put",
        "puts",
        "kick",
        "break",
        "breaks",
        "quit",
        "beat",
        "beats",
        "lose",
        "change",
        "changes",
        "rewire",
        "rewires",
        "ditch",
        "kiss",
        "wave",
        "remove",
        "removes",
        "destroy",
        "destroys",
    }:
        return False
    if subject_of(verb) is not None and not laid_to_treatment(passage, verb):
        return False
    return passage.subjects.treatment_nearby(passage.sentence) and (
        passage.subjects.promotional or passage.kind_of(subject_of(verb)) == "treatment"
    )


def _relief_that_lasts(passage: Passage) -> Iterator[Claim]:
    for match in _LAST_CLAUSE.finditer(passage.folded):
        base = passage.sentence.start
        noun = passage.parsed.at(base + match.end("noun") - 1)
        if noun is None or not passage.subjects.treatment_nearby(passage.sentence) or not is_benefit(passage, noun):
            continue
        if re.match(
            r" (?:only|for only|for just|just|less|about|\d|a few|a couple|up to \d+ (?:weeks|days|hours))",
            passage.folded[match.end() :],
        ):
            continue
        yield from _make(passage, "relief-that-lasts", noun, base + match.start(), base + match.end(), noun)


def _never_back(passage: Passage) -> Iterator[Claim]:
    """Find "the wart will not come back"."""
    for match in _NEVER_BACK.finditer(passage.folded):
        base = passage.sentence.start
        verb = passage.parsed.at(base + match.start("verb"))
        subject = subject_of(verb) if verb is not None else None
        if verb is None or subject is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        ill = passage.clinical(subject) or subject.lower in {"it", "they", "hair", "fat"}
        if not ill or not passage.subjects.promotional or verb.child("mark") is not None:
            continue
        if re.search(r"\b(?:if|so that|until|when|make sure|ensure)\b[^,]*$", passage.folded[: match.start()]):
            continue
        yield passage.make(
            "duration",
            "never-back",
            verb,
            start=base + match.start(),
            end=base + match.end(),
            assertion="asserted",
            about=subject,
        )


def _predicated(passage: Passage) -> Iterator[Claim]:
    """Find "results are permanent", "the benefits are long-lasting"."""
    for token in passage.parsed.tokens:
        if token.dep not in {"acomp", "attr", "conj"} or token.lower in words("duration", "weak"):
            continue
        if _adjective_start(passage, token) is None and token.lower != "forever":
            continue
        subject = subject_of(token)
        if subject is None or not subject.is_noun or subject.start > token.start or has_negator(token):
            continue
        if not is_benefit(passage, subject) or subject.lower in {"change", "changes", "loss"}:
            continue
        yield from _make(passage, "predicate", token, phrase_start(subject), token.end, subject)


DURATION = Construction(_may_hold, _read, of_treatment)
