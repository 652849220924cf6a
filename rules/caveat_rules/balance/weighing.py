"""Which texts have a treatment to weigh, and what they say for it: what the rules on balance share."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.document import fold
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
_CLAUSE: Final = re.compile(r"[;:!?]\s|\b(?:but|however|although|though|yet|whereas|while)\b")
_REACH: Final = 60
_HANDLING: Final = re.compile(
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
    return re.compile(rf"\b(?:{'|'.join(cast('list[str]', _data()['good']))})")


@cache
def _one(key: str) -> re.Pattern[str]:
    return re.compile(str(_data()[key]))
