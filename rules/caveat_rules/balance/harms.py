"""Where a text says that a treatment can do harm: side effects, risks, complications, who should not have it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.document import fold
from caveat.patterns import compiled
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caveat.analysis import Sentence
    from caveat.library import Reading
    from caveat.terms import Data

_ASIDE: Final = frozenset({"references", "about", "disclaimer"})
_OF_HARMS: Final = frozenset({"risk", "contraindication"})
_CLAUSE: Final = compiled(
    r"[;:!?]\s|\b(?:but|however|although|though|yet|whereas|while)\b|, and (?=for (?:a few|some|many)\b|it\b|they\b|you\b)"
)
_REACH: Final = 70
# "Results in", "expect", "may be": what stands so near to a harm tells that it comes.
_GAP: Final = 60
_SHORTEST: Final = 3


def tells_of_harm(folded: str, role: str = "other", *, aim: str = "", of_study: bool = False) -> bool:
    """Say whether a folded sentence says that a treatment can do harm, or who should not have it.

    `role` is that of its section. A question tells of none, unless it names them ("What are the risks?"). A harm denied ("no side effects"), told of another treatment ("unlike opioids"), or
    that the treatment is for, is none. `aim` is the folded title: what stands in it is what the treatment is for.
    In a report of a study (`of_study`), what went wrong for some of the people in it counts, unless fewer of those treated.
    """
    if folded.rstrip().endswith("?"):
        return _names_it(folded)
    if "forward-looking" in folded:
        return False
    return (
        _names_it(folded)
        or _limits_it(folded)
        or _comes_of_it(folded, aim)
        or _brings_it_on(folded, role, aim)
        or (of_study and _befell_some(folded, aim))
    )


def harm_sentences(reading: Reading, *, of_study: bool = False) -> Iterator[Sentence]:
    """Yield the sentences that say that a treatment can do harm, in order; reference lists and the like left out."""
    roles = reading.analysis.roles
    aim = aim_of(reading)
    for sentence in reading.analysis.sentences:
        role = roles.get(sentence.block.index, "other")
        if role not in _ASIDE and tells_of_harm(sentence.folded, role, aim=aim, of_study=of_study):
            yield sentence


def aim_of(reading: Reading) -> str:
    """Return the folded title, in which what a treatment is for stands; none where it tells of harm itself."""
    title = fold(reading.document.title)
    return "" if tells_of_harm(title) else title


def _names_it(folded: str) -> bool:
    for match in _pattern("named_as_harm").finditer(folded):
        before = _clause_before(folded, match.start())
        if not (
            _one("denied_named").search(before)
            or _one("denied_behind").match(folded[match.end() :].lstrip())
            or _others_before(before)
        ):
            return True
    return False


def _limits_it(folded: str) -> bool:
    match = _pattern("limits").search(folded)
    return match is not None and not _others_before(_clause_before(folded, match.start()))


def _comes_of_it(folded: str, aim: str) -> bool:
    """Say whether a harm that treatments leave is said to come, or a treatment to do some."""
    does = _one("does").search(folded)
    if does is not None and not _denied(folded, does.start(), does.end()):
        return True
    for match in _one("soft").finditer(folded):
        if _is_aim(match.group(), aim):
            continue
        comes = _one("comes").match(folded, match.end()) or _one("comes_before").search(folded[: match.start()])
        if comes is not None and not _denied(folded, match.start(), match.end()):
            return True
    return False


def _denied(folded: str, start: int, end: int) -> bool:
    before = _clause_before(folded, start)
    return (
        _one("denied").search(before) is not None
        or _others_before(before)
        or _one("denied_behind").match(folded[end:].lstrip()) is not None
    )


def _brings_it_on(folded: str, role: str, aim: str) -> bool:
    """Say whether a harm with a name of its own is said to come of a treatment."""
    found = list(_pattern("harms").finditer(folded))
    if not found:
        return False
    if role not in _OF_HARMS and not _one("of_treatment").search(folded):
        return False
    for match in found:
        if _is_aim(match.group(), aim) or _denied(folded, match.start(), match.end()):
            continue
        if role in _OF_HARMS:
            return True
        near = folded[max(0, match.start() - _GAP) : min(len(folded), match.end() + _GAP)]
        if _pattern("causes").search(near):
            return True
    return False


def _is_aim(words: str, aim: str) -> bool:
    """Say whether words for a harm stand in the title, in the singular or the plural."""
    word = words.strip()
    stem = word[:-1] if word.endswith("s") and len(word) > _SHORTEST else word
    return len(stem) >= _SHORTEST and re.search(rf"\b{re.escape(stem)}", aim) is not None


def _befell_some(folded: str, aim: str) -> bool:
    """Say whether something went wrong for some of the people in a study; for fewer of the treated is no harm."""
    if _one("went_wrong").search(folded) is not None and not _others_before(folded):
        return True
    if _one("some_people").search(folded) is None:
        return False
    shares = [float(match.group(1).replace(",", "")) for match in _one("compared").finditer(folded)]
    if len(shares) > 1 and shares[0] <= shares[1]:
        return False
    return any(
        not _is_aim(match.group(), aim)
        and not _denied(folded, match.start(), match.end())
        and not _one("sufferers").search(folded[: match.start()])
        for match in _pattern("harms").finditer(folded)
    )


def _clause_before(folded: str, start: int) -> str:
    first = max(0, start - _REACH)
    breaks = [match.end() for match in _CLAUSE.finditer(folded, first) if match.end() <= start]
    return folded[breaks[-1] if breaks else first : start]


def _others_before(before: str) -> bool:
    return _one("others").search(before) is not None


@cache
def _data() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled(rf"\b(?:{'|'.join(cast('list[str]', _data()[key]))})\b")


@cache
def _one(key: str) -> re.Pattern[str]:
    return compiled(str(_data()[key]))


def counted_harms(told: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences on harm that name one which happens to some, and not only who should not have the treatment."""
    for sentence in told:
        folded = sentence.folded
        if folded.rstrip().endswith("?") or _pattern("harms").search(folded) is None or _limits_it(folded):
            continue
        if _brings_it_on(folded, "other", "") or _comes_of_it(folded, ""):
            yield sentence
