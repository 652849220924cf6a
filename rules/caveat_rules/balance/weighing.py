"""Which texts have a treatment to weigh, and what they say for it: what the rules on balance share."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.document import fold
from caveat.patterns import compiled
from caveat.terms import load_yaml_file
from caveat_rules.balance.harms import tells_of_harm
from caveat_rules.disclosure.statement import SHORT_GENRES, for_professionals
from caveat_rules.structure.treatment import body_words, is_on_treatment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis import Sentence
    from caveat.library import Reading
    from caveat.terms import Data

_ASIDE: Final = frozenset(
    {"references", "about", "cost", "disclaimer", "risk", "contraindication", "alternatives", "help"}
)
_CLAUSE: Final = compiled(r"[;:!?]\s|\b(?:but|however|although|though|yet|whereas|while)\b")
_REACH: Final = 60
_WINNING: Final = frozenset({"efficacy", "speed", "duration", "comparison"})
_SHARE: Final = compiled(
    r"(?<![$\u00a3\u20ac\d.])\b(?!100 ?%|100 percent)\d+(?:\.\d+)? ?(?:%|percent\b|per cent\b)(?! (?:off|discount|finance|apr|pure|natural|cream|gel|solution|vol|strength|organic|more|less|vat|deposit|cotton|alcohol|saline|peroxide|relief|absorption|absorbed|better|stronger|faster))"
    r"|\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine) (?:in|out of|of) (?:every |the |those |our |her |his )?(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred|hundred|a thousand|thousand)\b"
    r"|\b(?:half|a third|two[- ]thirds|a quarter|three[- ]quarters|a fifth) of (?:the |those |all |our )?(?:[a-z-]+ )?(?:people|patients|women|men|children|users|clients|adults|participants|volunteers|those|them|cases)"
    r"|\bper (?:100|1,000|10,000|thousand|hundred)\b"
)
_HANDLING: Final = compiled(
    r"\b(?:stor(?:e|ing|age)|recall(?:s|ed)?|shortages?|prices?|pricing|costs?|paying|pays?|coupons?|insurance|cover(?:age|ed)?"
    r"|policy|policies|lawsuits?|claims?|benefits? rating|disability|eligib\w+|school|dispos\w+|history of|injur(?:y|ies)"
    r"|disorders?|nephropathy|poisoning|overdoses?|abuse|misuse|addiction|withdrawal|dependence|safely|safety|before|after)\b"
)


def is_weighed(reading: Reading, words: int) -> bool:
    """Say whether a text puts one treatment before readers who may choose it, in at least so many words.

    It is about a drug with a pack, offers or praises a treatment, or names one in its title and says what good it does.
    """
    if reading.document.genre in SHORT_GENRES or for_professionals(reading) or body_words(reading) < words:
        return False
    analysis = reading.analysis
    return bool(analysis.coverage) or analysis.subjects.promotional or informs_on_treatment(reading)


def informs_on_treatment(reading: Reading) -> bool:
    """Say whether a text that sells nothing has a treatment in its title, asks nothing of its handling, and praises it."""
    if not is_on_treatment(reading) or _HANDLING.search(fold(reading.document.title)):
        return False
    return sum(1 for _ in benefit_sentences(reading)) > 1


def benefit_sentences(reading: Reading) -> Iterator[Sentence]:
    """Yield the sentences that say that a treatment does good, and nothing of harm, in order."""
    analysis = reading.analysis
    for sentence in analysis.sentences:
        role = analysis.roles.get(sentence.block.index, "other")
        if role in _ASIDE or not tells_of_benefit(sentence.folded) or tells_of_harm(sentence.folded, role):
            continue
        if analysis.subjects.treatment_nearby(sentence):
            yield sentence


def praise(reading: Reading) -> tuple[Sentence, ...]:
    """Return the sentences in which a text wins its readers for a treatment: what good it does, how soon, how long, for how many."""
    analysis = reading.analysis
    found = {sentence.index for sentence in benefit_sentences(reading)}
    for claim in analysis.claims:
        if (
            claim.subject == "treatment"
            and claim.kind in _WINNING
            and claim.assertion in {"asserted", "presupposed"}
            and analysis.roles.get(claim.sentence.block.index) not in _ASIDE
        ):
            found.add(claim.sentence.index)
    return tuple(analysis.sentences[index] for index in sorted(found))


def share_in(folded: str) -> re.Match[str] | None:
    """Return where a folded sentence says in how many people something happens."""
    return _SHARE.search(folded)


def tells_of_benefit(folded: str) -> bool:
    """Say whether a folded sentence says that something does good; a question, a denial and a wish say no such thing."""
    if folded.rstrip().endswith("?"):
        return False
    for match in _good().finditer(folded):
        before = folded[max(0, match.start() - _REACH) : match.start()]
        breaks = list(_CLAUSE.finditer(before))
        clause = before[breaks[-1].end() :] if breaks else before
        if not _one("denied").search(clause) and not _one("denied_behind").search(folded[match.end() :]):
            return True
    return False


@cache
def _data() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_name("benefits.yaml")))


@cache
def _good() -> re.Pattern[str]:
    return compiled(rf"\b(?:{'|'.join(cast('list[str]', _data()['good']))})")


@cache
def _one(key: str) -> re.Pattern[str]:
    return compiled(str(_data()[key]))


def says(reading: Reading, key: str) -> Sentence | None:
    """Return the first sentence of a text that says what a key of `weighed.yaml` lists; reference lists are left out."""
    roles = reading.analysis.roles
    for sentence in reading.analysis.sentences:
        if roles.get(sentence.block.index) != "references" and _fair(key).search(sentence.folded):
            return sentence
    return None


@cache
def _fair(key: str) -> re.Pattern[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_name("weighed.yaml")))
    return compiled(rf"\b(?:{'|'.join(data[key])})")
