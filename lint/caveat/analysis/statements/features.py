"""What a sentence holds that tells whether it states something about health.

Words about health, words that carry a statement, and turns of phrase that make it a question, advice, an arrangement or
the publisher's own voice. Each feature has a name, and its points in lexicon/statement_points.yaml.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.claims.words import inflections
from caveat.analysis.lexicon import lexicon, words
from caveat.analysis.medical import excluded
from caveat.patterns import compiled
from caveat.terms import Cue, Cues, TermList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence
    from caveat.terms import TermMatch

_VERBS: Final = ("benefit_verbs", "harm_verbs", "neutral_verbs", "mechanism_verbs")
_PHRASES: Final = (
    *("association_words", "benefit_phrases", "harm_phrases", "safety_phrases", "prevalence_phrases"),
    *("regulatory_phrases", "recommendation_phrases", "duration_phrases", "speed_phrases", "disease_phrases"),
    *("change_words", "universal_words", "praise_words", "study_words", "weasel_phrases", "life_words"),
)
FINITE_FORM: Final = "+s"
"""What is added to the name of a list for a verb's -s form, which can only be finite."""

# Before the first word of an instruction may stand another, or a clause of condition or time.
_OPENINGS: Final = (
    compiled(
        r"\W*(?:\d+[.)]\s)?(?:(?:subject:|tip:|note:|yes|no|please|also|then|first|finally|instead|so|and|or|but|next"
        r"|always|never|do not|don't|try to|remember to|make sure to|be sure to|just|simply|today|only),?\s)*"
    ),
    compiled(
        r"\W*(?:if|when|before|after|once|while|until|unless|for|to|in|during|at|with|from|as)\b[^,.;]{2,120},\s"
        r"(?:then\s|please\s|do not\s|don't\s|always\s|never\s)*"
    ),
)
# "Exercise improves sleep": a word that may begin an instruction is a subject here.
_SUBJECT: Final = compiled(
    r"(?:(?:and|or) \w+ )?(?:is|are|was|were|has|have|had|can|may|might|could|will|does|do|did|also|often|usually"
    r"|helps|help(?= (?:to|with|you|your|people|the|keep|prevent|reduce|lower|ease)\b)|improves?|reduces?|causes?"
    r"|\w{3,}(?<!s)s)\b"
)
# "[0:08 Animation: a gland in the neck]": what a script's reader sees, not what is said.
_DIRECTION: Final = compiled(r"\[\d{1,2}:\d\d\b[^\]]*\]\W*")
# "Call us if you have:", "Tell your doctor about:": what is listed then is no statement.
_ASKS: Final = compiled(
    r"\b(?:call|tell|contact|ring|phone|let us know|ask|get (?:medical )?help|go to|seek)\b"
    r"[^.]*\b(?:if|when|about|any|for)\b"
)
_DOES: Final = frozenset({"benefit_verbs+s", "harm_verbs+s", "neutral_verbs+s", "benefit_verbs", "harm_verbs"})
_COURSE: Final = frozenset({"disease_phrases", "prevalence_phrases", "harm_phrases", "benefit_phrases"})
VETOES: Final = frozenset({"question", "imperative", "about-text", "unknown", "direction", "asked-for"})
"""Whatever else they hold, sentences with one of these state nothing, unless a claim was found in them."""

# They decide the kind of a statement, whatever they count for.
_KINDS: Final = frozenset({"number", "comparison"})
_ENDINGS: Final = (("n't", "negated"), ("'ll", "will"))
_DIGIT: Final = compiled(r"\d")
_A_THIRD, _HALF = 0.25, 0.45


@cache
def patterns(name: str) -> tuple[str, ...]:
    """Return the patterns under a name of lexicon/statement_patterns.yaml, each of which will do."""
    alternatives = cast("list[str | list[str]]", lexicon("statement_patterns")[name])
    return tuple(one if isinstance(one, str) else "".join(one) for one in alternatives)


@cache
def _function_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words that stand alone for features, each with the names of these."""
    names: dict[str, tuple[str, ...]] = {}
    for name in lexicon("statement_words"):
        for word in words("statement_words", name):
            names[word] = (*names.get(word, ()), name)
    return names


@cache
def _cues() -> tuple[Cues, Mapping[Cue, str]]:
    """Return the patterns that count, and the name that each stands for."""
    points = cast("dict[str, int]", lexicon("statement_points")["points"])
    names = [name for name in lexicon("statement_patterns") if name in points or name in VETOES or name in _KINDS]
    named = {Cue.of(written): name for name in names for written in patterns(name)}
    return Cues(named), named


@cache
def carriers() -> TermList:
    """Return the words that carry a statement, each labelled with its list; the -s forms of verbs apart, as finite."""
    labelled: dict[str, str] = {}
    for key in _VERBS:
        for verb in words("statements", key):
            forms = inflections(verb)
            labelled.update(dict.fromkeys(forms, key))
            labelled[forms[1]] = key + FINITE_FORM
    for key in _PHRASES:
        labelled.update(dict.fromkeys(words("statements", key), key))
    return TermList(labelled)


@cache
def _advice_verbs() -> frozenset[str]:
    return frozenset(words("statements", "advice_verbs"))


def instructs(folded: str) -> bool:
    """Say whether a folded sentence tells the reader to do something."""
    for opening in _OPENINGS:
        match = opening.match(folded)
        if match is None:
            continue
        first, _, behind = folded[match.end() :].partition(" ")
        if first.strip(",.!;:") in _advice_verbs() and not _SUBJECT.match(behind):
            return True
    return False


def _asked_for(sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a sentence is an item of a list of what the reader is told to call about."""
    if sentence.block.lead_in is None:
        return False
    leading = analysis.document.blocks[sentence.block.lead_in].text.lower().rstrip()
    last = re.split(r"[.!?]\s", leading)[-1]
    return last.endswith(":") and (_ASKS.search(last) is not None)


def steps_of(around: float) -> int:
    """Return how much a text is about health: 0 hardly, 1 in good part, 2 for about half of it or more."""
    return (around > _A_THIRD) + (around > _HALF)


def features(
    sentence: Sentence,
    tokens: AbstractSet[str],
    health: Sequence[tuple[int, str]],
    found: Sequence[TermMatch],
    around: float,
    analysis: Analysis,
) -> set[str]:
    """Return the names of what a sentence holds.

    `tokens` are its words, `health` those about health, where they begin and their kinds, `found` those that may carry
    a statement, `around` the share of the document's sentences that hold a strong word about health.
    """
    folded = sentence.folded
    cues, names = _cues()
    held: set[str] = set()
    for cue in cues.may_match(folded):
        name = names[cue]
        if name not in held and cue.pattern.search(folded) is not None:
            held.add(name)
    function_words = _function_words()
    for token in tokens:
        if token in function_words:
            held.update(function_words[token])
    if "'" in folded:
        held.update(name for ending, name in _ENDINGS if any(token.endswith(ending) for token in tokens))
    held.update([match.label for match in found])
    places = [start for start, kind in health if kind == "strong"]
    strong = len(places)
    weak = len(health) - strong
    size = folded.count(" ") + 1
    # "Ibuprofen reduces swelling", "Eczema often runs in families": a name of health, and what it does after it.
    does_to = any(match.label in _DOES and places and places[0] < match.start < places[-1] for match in found)
    course = any(match.label in _COURSE and places and places[0] < match.start for match in found)
    heading = sentence.block.kind == "heading"
    verb = any(match.label.removesuffix(FINITE_FORM) in _VERBS for match in found)
    tests = (
        ("strong", strong > 0),
        ("strong-2", strong > 1),
        ("weak", weak > 0),
        ("weak-2", weak > 1),
        ("no-health", not health),
        ("does-to", does_to),
        ("course", course),
        ("health-text", steps_of(around) > 0),
        ("very-health-text", steps_of(around) > 1),
        ("digit", _DIGIT.search(folded) is not None),
        ("imperative", instructs(folded)),
        ("quoted", folded[:1] in {'"', "'"}),
        ("excluded", excluded().any_in(folded)),
        ("heading", heading),
        ("heading-verb", heading and (verb or "finite" in held)),
        ("item", sentence.block.kind == "item"),
        ("colon", folded.endswith(":")),
        ("short-4", size < 4 and not (does_to or course)),
        ("short-7", size < 7 and not (does_to or course)),
        ("long-15", size > 15),
        ("direction", _DIRECTION.fullmatch(folded) is not None),
        ("asked-for", _asked_for(sentence, analysis)),
        ("promotional", analysis.subjects.promotional),
    )
    held.update(name for name, holds in tests if holds)
    return held
