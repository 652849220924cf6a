"""What the numbers of a sentence are about: quantities with the words beside them, so that two texts can be compared.

`figures_of` reads a sentence. Beside what `find_quantities` knows there are rates ("twice a day", "every 12 hours"),
ages, places ("third trimester", "phase 2"), blood pressures, "an hour", "half a gram", "halved", "by a third" and
"every second patient".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from caveat.analysis.quantities import Quantity, find_quantities, in_base_unit, number_value, units
from caveat.library.alignment import stem, weak_stems
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.analysis.quantities import Bound

__all__ = ["Figure", "Figures", "figures_of"]

_NUMBER: Final = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty"
    r"|ninety)"
)
_PERIOD: Final = r"(?:minute|hour|day|night|morning|evening|week|fortnight|month|year)"
_DAYS: Final = {
    "minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1), "night": Fraction(1),
    "morning": Fraction(1), "evening": Fraction(1), "week": Fraction(7), "fortnight": Fraction(14),
    "month": Fraction("365.25") / 12, "year": Fraction("365.25"),
}  # fmt: skip
_ADVERBS: Final = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "yearly": "year", "annually": "year",
}  # fmt: skip
_ORDINALS: Final = {
    "other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10,
}  # fmt: skip
_TIMES: Final = {"once": 1, "twice": 2, "thrice": 3}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PEOPLE: Final = r"(?:patients?|persons?|adults?|child|woman|man|participants?|volunteers?|users?|people|baby|girl|boy)"

_OFTEN: Final = compiled(
    rf"\b(?:(?P<word>once|twice|thrice)|(?P<many>{_NUMBER})(?:\s?(?:-|to|or)\s?(?P<most>{_NUMBER}))?\stimes)\s"
    rf"(?:(?:(?:in\s)?(?:a|an|one)|per|each|every)\s(?:single\s)?(?P<period>{_PERIOD})\b"
    rf"|(?P<adverb>{'|'.join(_ADVERBS)})\b|(?:in|every)\s(?P<hours>24|twenty-four)\shours)"
)
_EVERY: Final = compiled(
    rf"\b(?:every|each|once\severy)\s(?:(?P<ordinal>{'|'.join(_ORDINALS)})\s|(?P<low>{_NUMBER})"
    rf"(?:\s?(?:-|to|or)\s?(?P<high>{_NUMBER}))?\s)?(?P<period>{_PERIOD})s?\b"
)
_HOURLY: Final = compiled(rf"\b(?P<low>{_NUMBER})-(?P<adverb>hourly|weekly|monthly)\b")
_PRESSURE: Final = compiled(r"(?<![\d/.])(?P<upper>\d{2,3})/(?P<lower>\d{2,3})(?![\d/])(?:\s?mm\s?hg\b)?")
_EVERY_PERSON: Final = compiled(rf"\b(?:every|each)\s(?P<ordinal>{'|'.join(_ORDINALS)})\s{_PEOPLE}\b")
_HALVED: Final = compiled(r"\bhalv(?:ed|es|ing|e)\b|\b(?:cut|reduced|lowered)\s(?:[a-z]+\s){0,4}in\shalf\b")
_BY_PART: Final = compiled(
    r"\b(?:by|to)\s(?:(?:about|around|almost|nearly|roughly|just\s(?:over|under))\s)?"
    rf"(?P<part>(?:(?P<how>an?|one|two|three|four)[\s-])?(?P<name>{'|'.join(_PARTS)})s?)\b(?!-)"
)
_OF_PEOPLE: Final = compiled(
    rf"\b(?P<many>\d{{1,3}}(?:\.\d+)?|{_NUMBER})\s(?:[a-z]+\s)?{_PEOPLE}\s(?:in|out\sof)\s(?:every\s)?"
    r"(?P<base>10|100|1,?000|10,?000|ten|a\shundred|a\sthousand)\b(?![.,]\d)"
)
_OF_HUNDRED: Final = compiled(
    r"\bof\s(?:every\s)?(?P<base>10|100|1,?000|10,?000|ten|a\shundred|a\sthousand)\s[^;:,]{2,60},\s"
    rf"(?:(?:about|around|only|some|nearly|almost)\s)?(?P<many>\d{{1,3}}(?:\.\d+)?|{_NUMBER})\b(?![.,]\d|\s?%)"
)
_FORTNIGHT: Final = compiled(r"\b(?:(?P<many>a|one|two|three)\s)?fortnights?\b")
_ONE_UNIT: Final = compiled(
    r"(?:\b(?P<how>after|for|within|about|around|in|over|takes?|lasts?|at\sleast|to|than|only|under|almost|nearly"
    r"|up\sto)\s|(?=\bhalf\s))(?P<said>(?P<half>half\s)?an?\s"
    r"(?P<unit>hour|day|week|month|year|minute|gram|milligram|liter|litre|tablet|teaspoon|decade)\b"
    r"(?P<more>\sand\sa\shalf)?(?P<two>\sor\stwo\b)?)"
)
_SINGLE: Final = compiled(r"\b(?:a|one)\ssingle\s(?P<unit>dose|tablet|capsule|injection|shot|pill)\b")
_RANKS: Final = {
    word: rank
    for rank, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_PLACE: Final = compiled(
    rf"\b(?P<rank>{'|'.join(_RANKS)}|\d{{1,2}}(?:st|nd|rd|th))\s"
    r"(?P<unit>trimester|week|day|month|year|dose|phase|stage|visit|session)\b"
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LABEL: Final = compiled(r"\b(?P<unit>stage|grade|phase)\s(?P<label>\d{1,2}|i{1,3}|iv)\b(?!\s?(?:%|/|-|\.\d))")
_LENIENT: Final = compiled(r"\b(?:within|before)\s(?:about\s|around\s)?\Z")
_OF_WHAT_A_PERIOD: Final = compiled(
    r"\sof\s[a-z]+(?:\s[a-z]+)?\s(?:an?|per|each|every)\s(?P<period>hour|day|night|week|month|year)\b"
)
_NO_MORE: Final = compiled(r"\b(?:not|never|no|nobody|avoid|cannot)\b[^.;,]{0,40}\Z|n['’]t\b[^.;,]{0,40}\Z")
_NOTE: Final = compiled(r"\[(?:\d+[,\s-]*)*\Z")
_SCALE: Final = compiled(r"-?\s?points?\s(?:scale|score)|-point\b|\son\sa\sscale")
_WHEN: Final = compiled(r"\b(?P<unit>week|month|day|year)s?\s\Z")
_WHOLE_UNIT: Final = compiled(
    r"(?:\s|-)(?:(?:working|business|calendar|full|whole|consecutive|straight|more|extra|long)\s)(?P<unit>[a-z]+)\b"
)
_GROWS: Final = compiled(
    r"\b(?:rose|rises?|risen|grew|grown|grows?|climbed|increas\w+|up|went|doubl\w+|tripl\w+|improv\w+|raised|jumped"
    r"|soared|moved|chang\w+|lengthened|extended)\b"
)
_AGE_BEFORE: Final = compiled(
    r"\bage[sd]?\s(?:of\s)?(?:between\s|from\s|about\s|at\sleast\s|over\s|under\s|up\sto\s)?\Z"
)
_AGE_BEHIND: Final = compiled(
    r"(?:\s?-?\s?years?)?(?:\s?-?\s?olds?\b|\sof\sage\b|\s(?:or|and)\s(?:older|younger|over|above|up|under)\b)"
)
_WORD: Final = compiled(r"[^\W\d_]{3,}")
_BEHIND: Final = compiled(r"\s(?:[a-z-]+\s){0,2}?([a-z]{3,})")
_WINDOW: Final = 48
_LEAD: Final = 24
# What parts the things that are compared. "more than 5" holds a number together.
_APART: Final = compiled(
    r"\bcompared\s(?:with|to)\b|\bin\scomparison\b|\bversus\b|\bvs\b|\bagainst\b|\brather\sthan\b|\binstead\sof\b"
    r"|\bwhereas\b|\bwhile\b|\bbut\b|\bunlike\b|(?<!more )(?<!less )(?<!fewer )(?<!other )\bthan\b"
    r"|\b(?:more|less|fewer)\sthan\s(?=(?:in|with|on|for|among|the|those|people|patients)\b)|;|:\s"
)
_JOINED: Final = compiled(r",|\band\b|\bor\b|\)")
_FUNCTION: Final = frozenset(
    stem(word)
    for word in (
        *("the", "and", "for", "with", "from", "than", "then", "that", "this", "these", "those", "was", "were", "are"),
        *("had", "has", "have", "not", "but", "who", "which", "after", "before", "about", "around", "over", "under"),
        *("more", "less", "least", "most", "into", "per", "each", "every", "all", "any", "some", "other", "their"),
        *("they", "you", "your", "our", "only", "got", "get", "gets", "did", "does", "been", "being", "there", "here"),
        *("when", "while", "whereas", "against", "compared", "versus", "should", "them"),
    )
)
PEOPLE: Final = frozenset(
    stem(word)
    for word in (
        *("people", "patients", "patient", "adults", "adult", "participants", "women", "woman", "men", "children"),
        *("child", "volunteers", "subjects", "individuals", "persons", "person", "users"),
    )
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with the words around it: what it counts, its part of the sentence, and the word that leads to it."""

    quantity: Quantity
    counted: str
    around: frozenset[str]
    part: frozenset[str]
    lead: str
    side: frozenset[str]
    """The words of its part that say for whom or with what it holds: "with open surgery", "on the gel"."""


@dataclass(frozen=True)
class Figures:
    """The figures of one sentence, from left to right."""

    folded: str
    all: tuple[Figure, ...]
    quantities: tuple[Quantity, ...]
    """All ways to read its numbers: the figures' own, and "12 hours" in "every 12 hours"."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of the sentence's words."""
        return _stems(self.folded)

    @cached_property
    def parted(self) -> bool:
        """Whether the sentence sets one thing against another: a before and an after, or two groups."""
        return _APART.search(self.folded) is not None or re.search(r"\bfrom\s.{1,60}?\bto\b", self.folded) is not None


@lru_cache(4096)
def figures_of(folded: str) -> Figures:
    """Return the figures of a sentence, given as term lists match it."""
    taken: list[Quantity] = []
    for one in (*_more(folded), *(plain := tuple(_refined(folded)))):
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(one)
    taken = list(_joined(folded, sorted(taken, key=lambda one: one.start)))
    rates = [one for one in _implied(plain) if not any(other.kind == "rate" for other in taken)]
    cuts = _cuts(folded, taken)
    found = tuple(
        Figure(
            one,
            _counted(folded, one),
            _around(folded, one),
            _part(folded, one, cuts),
            _lead(folded, one),
            _side(folded, one, cuts),
        )
        for one in (*taken, *rates)
    )
    return Figures(folded, found, (*(one.quantity for one in found), *(one for one in plain if one not in taken)))


def _joined(folded: str, given: Sequence[Quantity]) -> Iterator[Quantity]:
    """Make one range of "half an hour to an hour"."""
    before: Quantity | None = None
    for one in given:
        if before is not None:
            together = folded[before.end : one.start] in {" to ", " or "} and before.kind == one.kind == "amount"
            if together and _joint(before, one):
                unit = one.unit
                low = in_base_unit(before)[0] / in_base_unit(replace(one, low=Fraction(1)))[0]
                before = replace(before, end=one.end, low=low, high=one.high, unit=unit)
                continue
            yield before
        before = one
    if before is not None:
        yield before


def _joint(one: Quantity, other: Quantity) -> bool:
    (low, _, unit), (high, _, same) = in_base_unit(one), in_base_unit(other)
    return unit == same and low < high and not one.per and not one.is_range and not other.is_range


def _more(folded: str) -> Iterator[Quantity]:
    """Yield the quantities that the general search does not know."""
    yield from _pressures(folded)
    yield from _rates(folded)
    for match in _EVERY_PERSON.finditer(folded):
        share = Fraction(1, _ORDINALS[match["ordinal"]])
        yield Quantity(*match.span(), "share", share, share, base=1 / share)
    for pattern in (_OF_PEOPLE, _OF_HUNDRED):
        for match in pattern.finditer(folded):
            count, base = number_value(match["many"]), number_value(match["base"])
            if count and base and count <= base:
                start, end = match.span() if pattern is _OF_PEOPLE else match.span("many")
                yield Quantity(start, end, "share", count / base, count / base, base=base)
    for match in _HALVED.finditer(folded):
        yield Quantity(*match.span(), "multiple", Fraction(1, 2), Fraction(1, 2))
    for match in _BY_PART.finditer(folded):
        parts = {"two": 2, "three": 3, "four": 4}.get(match["how"] or "", 1)
        if match["how"] or match["name"] == "half":
            share = Fraction(parts, _PARTS[match["name"]])
            yield Quantity(*match.span("part"), "share", share, share)
    for match in _FORTNIGHT.finditer(folded):
        weeks = Fraction({"two": 4, "three": 6}.get(match["many"] or "", 2))
        yield Quantity(*match.span(), "amount", weeks, weeks, "week")
    for match in _ONE_UNIT.finditer(folded):
        unit = units()[match["unit"]]
        value = Fraction(1, 2) if match["half"] else Fraction(1)
        if match["more"]:
            value += Fraction(1, 2)
        most = Fraction(2) if match["two"] else value
        yield Quantity(match.start("said"), match.end(), "amount", value, most, unit.name, bound=_bound(match["how"]))
    for match in _SINGLE.finditer(folded):
        yield Quantity(*match.span(), "amount", Fraction(1), Fraction(1), units()[match["unit"]].name)
    for match in _PLACE.finditer(folded):
        rank = Fraction(_RANKS.get(match["rank"]) or int(match["rank"].rstrip("stndrh")))
        yield Quantity(match.start(), match.end(), "place", rank, rank, match["unit"])
    for match in _LABEL.finditer(folded):
        label = Fraction(_ROMAN.get(match["label"]) or int(match["label"]))
        yield Quantity(match.start(), match.end(), "place", label, label, match["unit"])


def _bound(how: str | None) -> Bound:
    words = (how or "").split()
    if not words:
        return ""
    if words[0] in {"within", "under", "up"}:
        return "most"
    if words[0] in {"about", "around", "almost", "nearly"}:
        return "about"
    return "least" if words[0] == "at" else "more" if words[0] == "over" else ""


def _pressures(folded: str) -> Iterator[Quantity]:
    if "/" not in folded or ("pressure" not in folded and "mm" not in folded):
        return
    for match in _PRESSURE.finditer(folded):
        upper, lower = int(match["upper"]), int(match["lower"])
        if 60 <= upper <= 260 and 30 <= lower < upper:
            value = Fraction(upper * 1000 + lower)
            yield Quantity(*match.span(), "pressure", value, value)


def _rates(folded: str) -> Iterator[Quantity]:
    """Yield how often something is done, as times a day."""
    for match in _OFTEN.finditer(folded):
        days = Fraction(1) if match["hours"] else _DAYS[match["period"] or _ADVERBS[match["adverb"]]]
        low = Fraction(_TIMES[match["word"]]) if match["word"] else number_value(match["many"])
        high = number_value(match["most"]) if match["most"] else low
        if low and high and low <= high:
            yield _bounded(folded, Quantity(*match.span(), "rate", low / days, high / days))
    for match in _EVERY.finditer(folded):
        least = Fraction(_ORDINALS[match["ordinal"]]) if match["ordinal"] else number_value(match["low"] or "1")
        most = number_value(match["high"]) if match["high"] else least
        if least and most and least <= most:
            days = _DAYS[match["period"]]
            yield Quantity(*match.span(), "rate", 1 / (most * days), 1 / (least * days))
    for match in _HOURLY.finditer(folded):
        if every := number_value(match["low"]):
            rate = 1 / (every * _DAYS[_ADVERBS[match["adverb"]]])
            yield Quantity(*match.span(), "rate", rate, rate)


def _bounded(folded: str, one: Quantity) -> Quantity:
    before = folded[max(0, one.start - 16) : one.start]
    if re.search(r"(?:up to|more than|most|exceed) \Z", before):
        return replace(one, bound="most")
    return replace(one, bound="least") if before.endswith("at least ") else one


def _implied(plain: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the rate in "25 mg a day" and "one injection a month"."""
    for one in plain:
        if one.kind == "amount" and one.per and (days := _DAYS.get(one.per[-1])) is not None:
            yield Quantity(one.start, one.end, "rate", 1 / days, 1 / days)


def _refined(folded: str) -> Iterator[Quantity]:
    """Yield the quantities of a sentence, with ages told from other numbers, and working days from bare ones."""
    for one in find_quantities(folded):
        before = folded[max(0, one.start - 24) : one.start]
        if one.kind == "number" and (
            _NOTE.search(before) or _SCALE.match(folded, one.end) or before.endswith("scale of ")
        ):
            continue
        if one.kind == "number" and (when := _WHEN.search(before)) and one.start > len(when[0]):
            yield replace(one, kind="amount", unit=when["unit"])
            continue
        if one.is_range and len(one.numbers) == 2 and before.endswith("from ") and _GROWS.search(folded):
            end = one.numbers[0][1]
            end += folded.startswith("%", end)
            yield replace(one, end=end, high=one.low, numbers=one.numbers[:1])
            yield replace(one, start=one.numbers[1][0], low=one.high, numbers=one.numbers[1:])
            continue
        if one.kind == "amount" and not one.per and (per := _OF_WHAT_A_PERIOD.match(folded, one.end)):
            yield replace(one, end=per.end(), per=(per["period"],))
            continue
        lenient = one.bound in {"", "about"} and _LENIENT.search(before) is not None
        denied = one.bound == "more" and _NO_MORE.search(folded[: one.start]) is not None
        refined = replace(one, bound="most") if lenient or denied else one
        if one.kind == "number" and (whole := _WHOLE_UNIT.match(folded, one.end)) and whole["unit"] in units():
            refined = replace(refined, kind="amount", unit=units()[whole["unit"]].name, end=whole.end())
        elif (one.kind == "number" or one.unit == "year") and one.high <= 110 and _is_age(folded, one, before):
            refined = replace(refined, kind="age", unit="", per=())
        yield refined


def _is_age(folded: str, one: Quantity, before: str) -> bool:
    if _AGE_BEFORE.search(before):
        return True
    return _AGE_BEHIND.match(folded, one.end) is not None or (
        one.unit == "year"
        and re.match(r"-?\s?olds?\b|\sof\sage\b|\s(?:and|or)\solder\b", folded[one.end :]) is not None
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(match[0]) for match in _WORD.finditer(text)) - _FUNCTION


def _around(folded: str, one: Quantity) -> frozenset[str]:
    start = max(0, one.start - _WINDOW)
    return _stems(folded[start : one.start] + " " + folded[one.end : one.end + _WINDOW])


def _counted(folded: str, one: Quantity) -> str:
    """Return the stem of what a number counts."""
    match = _BEHIND.match(folded, one.end)
    if match is None:
        return ""
    word = stem(match[1])
    return "people" if word in PEOPLE else "" if word in _FUNCTION else word


def _lead(folded: str, one: Quantity) -> str:
    """Return the stem of the last word before a number that says something."""
    words = [stem(match[0]) for match in _WORD.finditer(folded, max(0, one.start - _LEAD), one.start)]
    return next((word for word in reversed(words) if word not in _FUNCTION), "")


def _cuts(folded: str, taken: Sequence[Quantity]) -> list[int]:
    """Return where a sentence parts the things that its figures are about."""
    cuts = [match.start() for match in _APART.finditer(folded)]
    opens = [match.end() for match in _APART.finditer(folded) if match.start() < 2]
    # "Compared with placebo, 31% ...": what the figure is held against ends at the comma.
    cuts += [folded.index(",", end) for end in opens if "," in folded[end:]]
    for one, other in pairwise(taken):
        if one.end < other.start and not any(one.end <= cut <= other.start for cut in cuts):
            joins = list(_JOINED.finditer(folded, one.end, other.start))
            cuts += [joins[-1].start()] if joins else []
    return sorted(set(cuts))


_YEAR: Final = compiled(r"\b(?:19|20)\d\d\b")
_ANYBODY: Final = frozenset(
    stem(word)
    for word in ("people", "patient", "patients", "adults", "participants", "volunteers", "subjects", "individuals")
)


_OF_SIDE: Final = compiled(
    r"\b(?:with|on|in|among|given|giving|taking|took|using|used|had|got|after|under)\s"
    r"(?:(?:the|a|an|those|people|patients|adults|of|who)\s){0,3}(?P<words>[a-z-]{3,}(?:\s[a-z-]{3,})?)"
)


def _side(folded: str, one: Quantity, cuts: Sequence[int]) -> frozenset[str]:
    start = max((cut for cut in cuts if cut <= one.start), default=0)
    end = min((cut for cut in cuts if cut >= one.end), default=len(folded))
    texts = (folded[start : one.start], folded[one.end : end])
    return (
        frozenset(word for text in texts for match in _OF_SIDE.finditer(text) for word in _stems(match["words"]))
        - _ANYBODY
    )


def _part(folded: str, one: Quantity, cuts: Sequence[int]) -> frozenset[str]:
    start = max((cut for cut in cuts if cut <= one.start), default=0)
    end = min((cut for cut in cuts if cut >= one.end), default=len(folded))
    text = folded[start : one.start] + " " + folded[one.end : end]
    return (_stems(text) - _ANYBODY) | frozenset(_YEAR.findall(text))


def in_base(one: Quantity) -> tuple[Fraction, Fraction, str]:
    """Return a figure's values so that all of its kind compare."""
    return in_base_unit(one) if one.kind == "amount" else (one.low, one.high, "")


def weight(stems: frozenset[str]) -> float:
    """Return what words that two sentences share are worth: those that stand everywhere count for a third."""
    weak = weak_stems()
    return sum(0.35 if one in weak or one in PEOPLE else 1.0 for one in stems)
