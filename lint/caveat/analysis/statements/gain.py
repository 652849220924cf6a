"""Plain statements that a treatment does a person good, in a text that sells it, read from their words alone.

"It strengthens immunity", "they protect the gut", ", easing sciatica": a verb of benefit and what it is good for, in a
sentence that states something about health, with neither hedge nor denial. In a text that informs, such words are left
to the rules on sources; in one that sells they promise.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.claim import Claim
from caveat.analysis.claims.passage import criticised
from caveat.analysis.lexicon import plurals, words
from caveat.analysis.statements.features import FINITE_FORM
from caveat.analysis.statements.hedge import limits_before
from caveat.analysis.statements.statement import about_of
from caveat.patterns import compiled
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.statements.weigh import Weighed
    from caveat.terms import TermMatch

# The fewest points of a sentence whose words are taken at their word.
_LEAST: Final = 0
# Within so many words after the verb stands what it is good for.
_REACH: Final = 7
_WORD: Final = compiled(r"[\w'-]+")
_STOP: Final = compiled(
    r"[.,;:!?()]|\s[-\u2013\u2014]\s|\b(?:and|or|but|which|that|when|while|if|so|because|by|for|as|without|with|after"
    r"|before|in just|within)\b"
)
# Who stands right before a verb of benefit and is no treatment: people, studies, the publisher; and what hedges it.
_DOERS: Final = compiled(
    r"\b(?:you|we|i|who|people|patients|doctors?|gps?|nurses?|surgeons?|researchers|scientists|studies|study"
    r"|trials?|research|clients|women|men|children|parents|staff|team|therapists?|body|may|might|could|would|can|should|must|not"
    r"|n't|never|to|aims?|hopes?)(?: (?:also|often|always|really|then|will))?\s*$"
)
# "Helps you track pain" says what a thing is used for.
_HELPS_DO: Final = compiled(
    r" (?:you|us|them|people|patients|doctors)(?:r \w+)? (?:to )?(?:track|understand|find|choose|plan|see|know|learn"
    r"|record)\b"
)
_MONEY: Final = compiled(r"\b(?:bills?|costs?|prices?|fees?|spending|tax|waiting times?)\b")
# "Hearing aids may …", "feeling cut off": the noun or the participle, not the verb.
_NO_VERB_AFTER: Final = compiled(
    r" (?:may|might|can|could|will|would|should|must|is|are|was|were|has|have|had|do|does)\b"
)
_FELT_BEFORE: Final = compiled(r"\b(?:feel(?:s|ing)?|felt|be|being|been|get(?:s|ting)?|got|is|are|was|were) $")
# Who "treats asthma with inhalers" is a clinic.
_WITH_MEANS: Final = compiled(r"(?: [\w-]+){0,2} (?:with|using|through)\b")
_LIMITED_AFTER: Final = compiled(
    r"[;,:] (?:but |though |and )?(?:it|they|this|these) (?:\w+ly )?(?:does|do|works?|helps?) (?:\w+ )?"
    r"(?:less|little|nothing)\b"
)
_NOT_ONLY: Final = compiled(r"\bnot (?:only|just) ")
_PURPOSE: Final = compiled(
    r"\b(?:used|taken|known|shown|proven|helps?|works?|there|here|way|ways|designed|formulated|trusted) to\s*$"
)
_GERUND_LEAD: Final = compiled(r"(?:,|\bby|\band|\bwhile|\bthus|\bthereby|[-\u2013\u2014:])\s(?:\w+ly\s)?$")
_PLURAL_LEAD: Final = compiled(r"\b\w+s\s(?:also\s|and\s\w+\s)?$|\b(?:they|these|and|or|all)\s(?:\w+ly\s|also\s)?$")
_NOUN_LEAD: Final = compiled(
    r"\b(?:the|a|an|your|our|this|that|its|their|my|any|no|some|more|for|of|in|on|with|free|best|good|great|every|each)\s*(?:(?!(?:it|they|this|that|which|these|also|not|only|really|always|then|and|or)\s)\w+\s)?$"
)


@cache
def _goods() -> TermList:
    """What treatments are good for: parts and powers of a person, symptoms, diseases."""
    listed = dict.fromkeys(words("statements", "life_words"), "life")
    for name, key in (
        ("conditions", "conditions"),
        ("conditions", "symptoms"),
        ("outcomes", "benefits"),
        ("claims", "clinical_words"),
    ):
        for word in words(name, key):
            listed.update(dict.fromkeys(plurals(word), key))
    listed.update(
        dict.fromkeys(
            ("absorption", "defenses", "defences", "deficiency", "deficiencies", "problem", "problems"), "life"
        )
    )
    for word in ("treatment", "procedure", "surgery", "session", "appointment", "dose"):
        listed.pop(word, None)
    return TermList(listed)


def gain_claims(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    """Yield the plain statements of benefit of a sentence in a text that sells something, in order."""
    if not analysis.subjects.promotional or weighed.points <= _LEAST or weighed.vetoed or "narrative" in weighed.held:
        return
    sentence = weighed.sentence
    folded = sentence.folded
    reach = -1
    for carrier in weighed.carriers:
        if carrier.label.removesuffix(FINITE_FORM) != "benefit_verbs" or carrier.start < reach:
            continue
        end = _good_after(folded, carrier)
        if end is None or not _acts(folded, carrier) or _LIMITED_AFTER.search(folded, end):
            continue
        if criticised(folded, carrier.start, end) or (
            carrier.term == "treats"
            and _WITH_MEANS.match(folded, end)
            and not _named_before(weighed, carrier, analysis)
        ):
            continue
        limits = limits_before(folded, carrier.start)
        if limits.negated or limits.conditional or limits.step:
            continue
        reach = end
        about, subject = about_of(sentence, carrier.start, analysis)
        sourced = bool(analysis.citations.near(sentence))
        yield Claim(
            sentence=sentence,
            kind="efficacy",
            start=sentence.start + carrier.start,
            end=sentence.start + end,
            trigger=carrier.term,
            form="plain-gain",
            about=about,
            subject=subject,
            assertion="asserted",
            qualifiers=(),
            ladder=4 if sourced and limits.evidence else 0,
            sourced=sourced,
        )


def _named_before(weighed: Weighed, carrier: TermMatch, analysis: Analysis) -> bool:
    """Say whether a treatment is named before a verb of benefit."""
    treatments, _ = analysis.subjects.terms_in(weighed.sentence)
    return any(one.label == "named" and one.end <= weighed.sentence.start + carrier.start for one in treatments)


def _good_after(folded: str, carrier: TermMatch) -> int | None:
    """Return where what a verb is good for ends: a word for it among the next few, before the clause does."""
    stop = _STOP.search(folded, carrier.end)
    limit = stop.start() if stop else len(folded)
    following = list(_WORD.finditer(folded, carrier.end, limit))[:_REACH]
    if not following:
        return None
    last = following[-1].end()
    if _MONEY.search(folded, carrier.end, last) or _HELPS_DO.match(folded, carrier.end):
        return None
    good = None
    for match in _goods().find(folded[carrier.end : last]):
        good = carrier.end + match.end
    return good


def _acts(folded: str, carrier: TermMatch) -> bool:
    """Say whether a word that may be a verb of benefit is one, done by what is sold."""
    before = _NOT_ONLY.sub(" ", folded[: carrier.start])
    word = carrier.term
    if _NO_VERB_AFTER.match(folded, carrier.end) or _FELT_BEFORE.search(before):
        return False
    if _DOERS.search(before):
        return bool(_PURPOSE.search(before))
    if carrier.label.endswith(FINITE_FORM):
        return _NOUN_LEAD.search(before) is None or word == "helps"
    if word.endswith("ing"):
        return _GERUND_LEAD.search(before) is not None
    if word.endswith("ed"):
        return False
    if not before.strip():
        return True
    return _PLURAL_LEAD.search(before) is not None and _NOUN_LEAD.search(before) is None
