"""Which sentences state something about health that needs a source, read from their words alone.

A statement is what the ledger of claims lists where no narrower claim was found by grammar: that a treatment, food or
habit does something for a person's health, that a disease has causes, signs and a course, how many it strikes. Nothing
is parsed, so that every sentence of a text can be read: what a statement says is taken from the word that carries it,
how firmly it says so from the words before that word in its clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from caveat.analysis.claim import Claim
from caveat.analysis.statements.carrier import carries, harms
from caveat.analysis.statements.features import FINITE_FORM
from caveat.analysis.statements.hedge import hedge_of
from caveat.analysis.statements.weigh import points_for
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import ClaimKind
    from caveat.analysis.sentence import Sentence
    from caveat.analysis.statements.weigh import Weighed
    from caveat.analysis.subjects import Subject
    from caveat.terms import TermMatch

_KINDS: Final = {
    "association_words": "causation",
    "regulatory_phrases": "regulatory",
    "recommendation_phrases": "recommendation",
    "benefit_verbs": "efficacy",
    "benefit_phrases": "efficacy",
    "harm_verbs": "causation",
    "neutral_verbs": "causation",
    "harm_phrases": "safety",
    "safety_phrases": "safety",
    "mechanism_verbs": "mechanism",
    "prevalence_phrases": "prevalence",
    "duration_phrases": "duration",
    "speed_phrases": "speed",
    "disease_phrases": "fact",
}
_NOTHING_IS_SAFE: Final = compiled(
    r"\bno (?:[\w-]+ )?(?:drug|medicine|medication|treatment|therapy|surgery|operation|procedure|vaccine"
    r"|supplement|remedy|injection|tablet|device|scan)s? (?:is|are|comes?) (?:ever |entirely |completely "
    r"|wholly |totally |100% )*(?:free (?:of|from)|without|risk-free|harmless|safe)"
    r"\b(?: (?:any |all |its |some )?(?:risks?|dangers?|harms?|side[- ]effects?))?"
)
# Where several words could carry a statement, the first of these groups that has one decides its kind.
_RANKS: Final = (
    ("regulatory_phrases",),
    ("benefit_verbs", "harm_verbs", "neutral_verbs", "benefit_phrases", "association_words"),
    ("harm_phrases", "safety_phrases", "recommendation_phrases", "mechanism_verbs"),
    ("prevalence_phrases", "duration_phrases", "speed_phrases", "disease_phrases"),
)


def find_statements(analysis: Analysis) -> Iterator[Claim]:
    """Yield what the sentences of a document state about health, one statement a sentence, in order."""
    claimed = {claim.sentence.index for claim in analysis.claims if claim.assertion in {"asserted", "presupposed"}}
    bonus = points_for("claim")
    for weighed in analysis.weighed:
        if weighed.sentence.index in claimed:
            stated = weighed.points + bonus > 0
        else:
            stated = weighed.points > 0 and not weighed.vetoed and not _says_only_what_all_know(weighed)
        if stated:
            yield _statement(weighed, analysis)


def _says_only_what_all_know(weighed: Weighed) -> bool:
    """Say whether a sentence tells no more than that nothing is free of risk."""
    match = _NOTHING_IS_SAFE.search(weighed.sentence.folded)
    return match is not None and not any(
        carrier.label.removesuffix(FINITE_FORM) in _KINDS
        for carrier in weighed.carriers
        if carrier.end <= match.start() or match.end() <= carrier.start
    )


def _statement(weighed: Weighed, analysis: Analysis) -> Claim:
    sentence = weighed.sentence
    folded = sentence.folded
    carrying = [match for match in weighed.carriers if match.label.removesuffix(FINITE_FORM) in _KINDS]
    names = [(one.start, one.end) for terms in analysis.subjects.terms_in(sentence) for one in terms]
    within = [(start - sentence.start, end - sentence.start) for start, end in names]
    carrier = _carrier([match for match in carrying if carries(match, folded, within)])
    kind = _kind(weighed, carrier, analysis)
    hedge = hedge_of(folded, carrying)
    about, subject = about_of(sentence, carrier.start if carrier else None, analysis)
    text = sentence.block.text
    start, end = sentence.start, sentence.end
    while start < end and not (text[start].isalnum() or text[start] in "\"“'‘(["):
        start += 1
    return Claim(
        sentence=sentence,
        kind=kind,
        start=start,
        end=end,
        trigger=carrier.term if carrier else "",
        form="association" if carrier and carrier.label == "association_words" else "statement",
        about=about,
        subject=subject,
        assertion=hedge.assertion,
        qualifiers=hedge.words,
        ladder=hedge.step,
        sourced=bool(analysis.citations.near(sentence)),
    )


def _carrier(found: Sequence[TermMatch]) -> TermMatch | None:
    for rank in _RANKS:
        for match in found:
            if match.label.removesuffix(FINITE_FORM) in rank:
                return match
    return None


def _kind(weighed: Weighed, carrier: TermMatch | None, analysis: Analysis) -> ClaimKind:
    sentence, folded = weighed.sentence, weighed.sentence.folded
    if "number" in weighed.held:
        return "statistic"
    if carrier is None:
        return "fact"
    if "comparison" in weighed.held and carrier.label.removesuffix(FINITE_FORM) in {*_RANKS[1], *_RANKS[2]}:
        return "comparison"
    kind = "causation" if harms(carrier, folded) else _KINDS[carrier.label.removesuffix(FINITE_FORM)]
    if kind == "causation":
        treatments, _ = analysis.subjects.terms_in(sentence)
        before = [one for one in treatments if one.end - sentence.start <= carrier.start and one.label == "named"]
        if before and carrier.label.startswith("harm_verbs"):
            return "safety"
    return kind  # type: ignore[return-value]  # the table holds kinds only


def about_of(sentence: Sentence, before: int | None, analysis: Analysis) -> tuple[str, Subject]:
    """Return the words of what a sentence is about, and what kind of thing that is.

    `before` is where in the sentence the word stands that says something of it: what is named before it comes first.
    """
    treatments, conditions = analysis.subjects.terms_in(sentence)
    limit = sentence.end if before is None else sentence.start + before
    kinds: tuple[tuple[Subject, list[TermMatch]], ...] = (
        ("treatment", [one for one in treatments if one.label == "named"]),
        ("condition", conditions),
    )
    for end in (limit, sentence.end):
        for kind, terms in kinds:
            first = next((one for one in terms if one.start < end), None)
            if first is not None:
                return sentence.block.text[first.start : first.end], kind
    return "", "unknown"
