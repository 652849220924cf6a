"""Denials of harms that the words before have named: "None of these come with …", "It has never happened here"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.claims.words import harm_terms
from caveat.analysis.lexicon import term_list
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage

_THING = (
    r"(?:problem|effect|side[- ]effect|issue|risk|complication|danger|drawback|downside|worry|worries|reaction"
    r"|symptom|harm)(?:e?s)?"
)
_AGAIN_DENIED = compiled(
    rf"\bnone of (?:these|those|them|this|that|it)(?: {_THING})? (?:come|comes|happen|happens|occur|occurs|exist|exists"
    r"|follow|follows|affect|affects|arise|arises|(?:is|are) (?:a |an |any )?(?:problem|issue|worry|concern|risk)s?)\b"
    r"(?! (?:often|usually|every|to everyone|at once))"
    rf"|\b(?:these|those|such|all those|all these) {_THING} "
    r"(?:have been|has been|were|are|no longer|do not|don't|never) (?:completely |entirely |all )?"
    r"(?:eliminated|solved|overcome|gone|removed|exist|happen|occur|arise|designed out"
    r"|engineered out|a thing of the past|history)\b"
    r"|\b(?:it|this|that|none of it) (?:has|have) never (?:once )?(?:happened|occurred)\b"
    r"|\b(?:it|this|that|they|these) (?:never|does not|doesn't|do not|don't|can't|cannot) (?:happen|occur)s? "
    r"(?:here|with us|with our|in our|under our|to our)\b"
)
_NOT_HERE = compiled(r"(?:but )?not (?:with (?:our )?(?P<name>[\w-]+(?: [\w-]+){0,2})|here|with us)[.!]$")
_ELLIPSIS = compiled(
    r"^(?:where|while|whereas|although|though|unlike) (?P<harm>[^,.;]{5,90}), (?:our )?"
    r"(?P<name>[\w-]+(?: [\w-]+){0,2}) "
    r"(?P<denied>doesn't|does not|don't|do not|won't|will not|never does|never do|never will)[.!]?$"
)
_HARMING = compiled(r"\b(?:upset|irritat|damag|harm|hurt|burn|inflam|sedat|scar|constipat|poison|weaken)\w*\b")
_RATE_HARM = r"(?:complication|side[- ]effect|infection|rejection|reaction|adverse event)"
_GONE_BY = compiled(
    r"\b(?:side[- ]effects|downtime|complications|risks|hangovers|withdrawal|adverse effects) (?:are|is) "
    r"(?:now )?(?:a thing of the past|history|old news)\b"
)
_RATE = compiled(
    rf"\b{_RATE_HARM} rates? (?:of |is |are |that is |that's |has been )?(?:zero|nil|0 ?%|none|so (?:low|small) "
    r"(?:that )?it (?:rounds to|is|amounts to) (?:nothing|zero|nil))"
    rf"|\b(?:zero|nil|0 ?%) {_RATE_HARM} rates?\b"
)
_NOBODY = compiled(
    r"\b(?:(?:nobody|no one|none of our (?:patients|clients|customers|members|guests)|not one (?:of our )?(?:patients?"
    r"|clients?|customers?)|no (?:patient|client|customer) of ours) (?:has|have) (?:ever )?"
    r"|we(?:'ve| have) (?:never|not) (?:once )?)(?:had|suffered|seen|reported|experienced|caused) "
    r"(?:a |an |any |one |so much as a )?(?:single )?"
    r"(?:serious |lasting )?"
)
_BLOCKED = compiled(r"\b(?:if|whether|when|unless|make sure|check|tell us|hope)\b[^.;]*$")


def denied_again(passage: Passage) -> Iterator[Claim]:
    """Yield the denials of a harm by words that point back to it, where something is sold."""
    if not passage.subjects.promotional or passage.question or not passage.subjects.treatment_nearby(passage.sentence):
        return
    for start, end in _denials(passage):
        token = passage.parsed.at(passage.sentence.start + start)
        if token is None or _BLOCKED.search(passage.folded[:start]):
            continue
        yield passage.make(
            "no-harm",
            "denied-again",
            token,
            start=passage.sentence.start + start,
            end=passage.sentence.start + end,
            assertion="asserted",
        )


def _denials(passage: Passage) -> Iterator[tuple[int, int]]:
    for denied in _AGAIN_DENIED.finditer(passage.folded):
        if _harm_before(passage):
            yield denied.start(), denied.end()
    spared = _NOT_HERE.match(passage.folded)
    if spared is not None and _harm_before(passage) and (spared["name"] is None or _names_treatment(passage)):
        yield spared.start(), spared.end()
    contrast = _ELLIPSIS.match(passage.folded)
    if (
        contrast is not None
        and _HARMING.search(contrast["harm"])
        and _names_treatment_at(passage, contrast.end("name"))
    ):
        yield contrast.start("name"), contrast.end("denied")
    for nobody in _NOBODY.finditer(passage.folded):
        harm = next(harm_terms().find(passage.folded[nobody.end() :]), None)
        if harm is not None and harm.start == 0 and not passage.analysis.citations.near(passage.sentence):
            yield nobody.start(), nobody.end() + harm.end
    past = _GONE_BY.search(passage.folded)
    if past is not None:
        yield past.start(), past.end()
    rate = _RATE.search(passage.folded)
    if rate is not None and not passage.analysis.citations.near(passage.sentence):
        yield rate.start(), rate.end()


def _names_treatment_at(passage: Passage, end: int) -> bool:
    """Say whether the noun that ends at a place of the sentence stands for a treatment."""
    return passage.kind_of(passage.parsed.at(passage.sentence.start + end - 1)) == "treatment"


def _names_treatment(passage: Passage) -> bool:
    return any(passage.kind_of(token) == "treatment" for token in passage.parsed.tokens if token.is_noun)


def _harm_before(passage: Passage) -> bool:
    """Say whether one of the two sentences before, in the same section, or its heading, names a harm."""
    sentences = passage.analysis.sentences
    sections = passage.analysis.document.section_of
    section = sections.get(passage.sentence.block.index)
    harms = term_list("outcomes", "harm_words")
    for index in range(passage.sentence.index - 1, max(-1, passage.sentence.index - 4), -1):
        earlier = sentences[index]
        inside = sections.get(earlier.block.index) is section or earlier.block is getattr(section, "heading", None)
        if not inside:
            break
        _, conditions = passage.subjects.terms_in(earlier)
        asked = earlier.block.kind == "heading" and (bool(conditions) or earlier.text.rstrip().endswith("?"))
        if harms.any_in(earlier.folded) or harm_terms().any_in(earlier.folded) or asked:
            return True
    return False
