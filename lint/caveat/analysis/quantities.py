"""Quantities in a text: numbers with their units, ranges, shares, multiples and dates, each with its exact value.

`find_quantities` reads a text, `convert` and `agree` compare what it found. Values are fractions, so that 0.1 and "one
in ten" are equal; units are known by one name each ("milligrams" is "mg"). Masses, volumes, times, lengths and
energies are converted by exact factors; the rest is the work of pint, which is imported when it is first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.lexicon import lexicon
from caveat.document import fold
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

QuantityKind = Literal["amount", "share", "multiple", "number", "money", "date", "rate", "age", "place", "pressure"]
"""What a quantity is; the last four are told from numbers and amounts by `caveat.library.figures`."""
Bound = Literal["", "about", "least", "most", "more", "less"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its one name; `kind` is what it measures, `dose` whether amounts of it are doses of a medicine."""

    name: str
    kind: str
    convert: str = ""
    dose: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text.

    `start` and `end` are offsets into the text, `low` and `high` its value (equal unless it is a range). An amount has
    a `unit`, and what it is counted by in `per` ("mg/kg/day": kg and day; "10 mg/5 mL": 5 mL). A share is a fraction of
    one, whether the text says "10%" or "1 in 10", and `base` is the second number of "1 in 10". A multiple is the
    factor ("twice": 2). A date has its year, month and day, zero where it does not say, and no value. `numbers` are the
    offsets of the numbers themselves.
    """

    start: int
    end: int
    kind: QuantityKind
    low: Fraction
    high: Fraction
    unit: str = ""
    per: tuple[str, ...] = ()
    base: Fraction | None = None
    bound: Bound = ""
    date: tuple[int, int, int] | None = None
    numbers: tuple[tuple[int, int], ...] = ()

    @property
    def is_range(self) -> bool:
        """Whether it names a lowest and a highest value."""
        return self.low != self.high

    @property
    def key(self) -> tuple[object, ...]:
        """What two quantities that say the same have alike: value, unit and date, however they are written."""
        if self.date is not None:
            return ("date", *self.date)
        low, high, unit = in_base_unit(self)
        return self.kind, low, high, unit, self.per


_WORDS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_GLYPHS: Final = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8), "⅕": Fraction(1, 5),
}  # fmt: skip
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_TIMES: Final = {
    "twice": 2, "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "triple": 3, "tripled": 3, "triples": 3,
    "tripling": 3, "treble": 3, "trebled": 3, "quadruple": 4, "quadrupled": 4, "thrice": 3,
}  # fmt: skip
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_UNIT_WORD: Final = "|".join(_WORDS)
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL: Final = rf"(?:(?:{_TENS})[-\s](?:one|two|three|four|five|six|seven|eight|nine)|{_UNIT_WORD})"
_GLYPH: Final = f"[{''.join(_GLYPHS)}]"
_SCALE: Final = "hundred|thousand|million|billion|dozen"
_FIGURE: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?\s\d/\d{{1,2}}(?![\d/])|\d+\s?{_GLYPH}|\d+(?:\.\d+)?"
    rf"|(?<![\w)])\.\d+|{_GLYPH})"
)
_NUMBER: Final = (
    rf"(?:(?<![\w.,/:#])(?<!\d-)(?<![a-z]-){_FIGURE}(?![\d:]|[.,]\d|/\d)(?:\s(?:{_SCALE})(?:s\sof)?\b)?"
    rf"|\b{_SMALL}(?:\s(?:{_SCALE}))?(?:\sand\sa\shalf)?\b(?!-(?:day|year)-old)"
    rf"|\b(?:an?\s)?(?:{_SCALE})\b)"
)
# The second number of a range stands behind a dash, so that its left side needs no care.
_SECOND: Final = rf"(?:{_FIGURE}(?![\d:]|[.,]\d|/\d)(?:\s(?:{_SCALE})\b)?|{_SMALL}(?:\s(?:{_SCALE}))?\b)"
_JOIN: Final = r"(?:\s?-\s?|\sto\s(?:about\s|over\s)?|\sor\s(?:even\s)?|\sand\s)"
_BOUNDS: Final[tuple[tuple[Bound, str], ...]] = (
    (
        "about",
        r"about|around|approximately|roughly|nearly|almost|close\sto|some|an\sestimated|~|≈|just\s(?:over|under)",
    ),
    ("least", r"at\sleast|no\sless\sthan|no\sfewer\sthan|≥|a\sminimum\sof|or\smore"),
    ("most", r"up\sto|at\smost|no\smore\sthan|not\smore\sthan|as\s(?:many|much)\sas|a\smaximum\sof|≤|as\slittle\sas"),
    ("more", r"more\sthan|over|above|greater\sthan|>|exceeding"),
    ("less", r"less\sthan|fewer\sthan|under|below|<"),
)
_BOUND: Final = compiled(
    rf"(?:{'|'.join(rf'(?P<{name}>(?:(?<![a-z])(?:{words})))' for name, words in _BOUNDS)})\s?(?:an?\s)?\Z"
)
_BEHIND_LEAST: Final = compiled(r"\s(?:or\s(?:more|above|over|older|higher|greater)\b|and\s(?:over|above)\b|\+)|\+")
_BEHIND_MOST: Final = compiled(r"\sor\s(?:less|fewer|under|below|younger|lower)\b")

_DATE: Final = compiled(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{'|'.join(_MONTHS)})\.?,?\s(?P<year>(?:19|20)\d\d)"
    rf"|(?P<month2>{'|'.join(_MONTHS)})\.?\s(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s)?(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>0[1-9]|1[0-2])-(?P<day3>[0-3]\d)"
    r"|(?<![\w.,$£€/-])(?P<year4>(?:19|20)\d\d))(?![\d,]\d|-\d|\.\d|\s?(?:%|mg\b|mcg\b|ml\b|units?\b|people\b|patients\b|calories\b|kcal\b|adults\b|women\b|men\b|children\b))"
)
_SHARE: Final = compiled(
    rf"\s?(?:in|out\sof|of|per|from|in\severy|of\severy|for\severy|out\sof\severy|per\severy)\s(?:(?:the|these|those|our|all|every|each)\s)?"
    rf"(?P<base>{_SECOND}|an?\s(?:hundred|thousand|million))(?!\s?(?:%|/|-))"
)
_TIMES_BEHIND: Final = compiled(
    r"(?:\s?-?\s?fold\b|\stimes\b(?!\s(?:an?|each|every|per|daily|weekly|in)\b)|\s?x\b(?!\s?\d))"
)
_PART: Final = compiled(
    rf"\b(?:(?:(?P<how>an?|one|two|three|four|five|seven|nine)[-\s])?(?P<part>(?:{'|'.join(_PARTS)}))(?P<many>s?))\b"
    r"(?=\s(?:of|all|as|the)\b|\s(?:[a-z]+\s)?(?:people|patients|adults|women|men|children|users|participants)\b)"
)
_TIMES_WORD: Final = compiled(
    rf"\b(?P<times>{'|'.join(_TIMES)}|(?P<fold>{_UNIT_WORD})fold)\b(?!\s(?:an?|each|every|per|daily|weekly|blind|check|vision|bond)\b|-)"
)
_MONEY: Final = compiled(r"(?P<sign>[$£€])\s?\Z")
_PERIODS: Final = {
    "a day": "day", "per day": "day", "daily": "day", "each day": "day", "every day": "day", "a night": "day",
    "each night": "day", "every night": "day", "nightly": "day", "a week": "week", "per week": "week",
    "weekly": "week", "each week": "week", "every week": "week", "a month": "month", "per month": "month",
    "monthly": "month", "each month": "month", "a year": "year", "per year": "year", "each year": "year",
    "every year": "year", "yearly": "year", "an hour": "hour", "per hour": "hour", "hourly": "hour",
    "each hour": "hour",
}  # fmt: skip
_HAS_DIGIT: Final = compiled(rf"\d|{_GLYPH}")


@cache
def units() -> Mapping[str, Unit]:
    """Return the units by all the ways in which they are written, in lower case."""
    found: dict[str, Unit] = {}
    for name, given in cast("dict[str, dict[str, object]]", lexicon("units")["units"]).items():
        unit = Unit(name, str(given["kind"]), str(given.get("convert", "")), bool(given.get("dose")))
        for form in cast("list[str]", given["forms"]):
            found[fold(form)] = unit
    return found


@cache
def unit_of(name: str) -> Unit:
    """Return a unit by its one name."""
    return next(unit for unit in units().values() if unit.name == name)


@cache
def unit_pattern(*, dose: bool = False) -> str:
    """Return a pattern for the written forms of units, in lower case; `dose` leaves only those that doses have."""
    forms = sorted((form for form, unit in units().items() if unit.dose or not dose), key=len, reverse=True)
    letters = "|".join(re.escape(form).replace(r"\ ", r"\s?") for form in forms if form != "%")
    return rf"(?:(?:{letters})(?![\w])" + ("" if dose else "|%") + ")"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    unit = unit_pattern()
    # "5 mg to 10 mg", "5-10 mg": the unit may stand behind both numbers.
    return (
        compiled(rf"(?P<first>{_NUMBER})(?:(?P<inner>\s?-?{unit})?(?P<join>{_JOIN})(?P<second>{_SECOND}))?"),
        compiled(rf"(?:\s|-)?(?P<unit>{unit})"),
        compiled(
            rf"(?:\s?/\s?|\sper\s|\sfor\s(?:each|every)\s|\sin\s(?=\d))(?:one\s|1\s|(?P<many>\d+)\s?)?(?P<unit>{unit})"
        ),
        compiled(rf"\s(?P<period>{'|'.join(sorted(_PERIODS, key=len, reverse=True))})\b".replace(" ", r"\s")),
    )


def number_value(text: str) -> Fraction | None:
    """Return the value of a number in figures or words ("1,000", "2½", "twenty-one", "1.5 million"), or None."""
    words = fold(text).strip()
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+", words):
        return Fraction(words.replace(",", ""))
    value: Fraction | None = None
    words = words.removesuffix(" of").removesuffix("s") if words.endswith("s of") else words
    half = words.endswith(" and a half")
    words = words.removesuffix(" and a half")
    for word in re.split(r"\s", words):
        scale = _SCALES.get(word)
        if scale is not None:
            value = (Fraction(1) if value is None else value) * scale
        elif word in {"a", "an"}:
            continue
        elif (read := _simple(word)) is not None:
            value = read if value is None else value + read
        else:
            return None
    return None if value is None else value + Fraction(1, 2) if half else value


def _simple(word: str) -> Fraction | None:
    if word in _WORDS:
        return Fraction(_WORDS[word])
    if "-" in word:
        tens, _, ones = word.partition("-")
        if tens in _WORDS and ones in _WORDS:
            return Fraction(_WORDS[tens] + _WORDS[ones])
    if word and word[-1] in _GLYPHS:
        before = word[:-1]
        return _GLYPHS[word[-1]] + (Fraction(before) if before.isdigit() else 0)
    if match := re.fullmatch(r"(\d+)/(\d+)", word):
        return Fraction(int(match[1]), int(match[2])) if int(match[2]) else None
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.?\d+", word):
        return Fraction(word.replace(",", ""))
    return None


def holds_figure(text: str) -> bool:
    """Say whether a text holds a digit at all; rules that look for figures pass over the rest."""
    return _HAS_DIGIT.search(text) is not None


def find_quantities(text: str, *, words: bool = True) -> tuple[Quantity, ...]:
    """Return the quantities in a text, from left to right, none inside another.

    `words` says whether numbers in words count, as in "four in ten"; without them the search is faster.
    """
    folded = fold(text)
    if not words and not holds_figure(folded):
        return ()
    taken: list[Quantity] = []
    finders: tuple[Callable[[str], list[Quantity]], ...] = (_dates, _parts, _numbers, _times)
    for find in finders:
        for one in find(folded):
            if not any(one.start < other.end and other.start < one.end for other in taken):
                taken.append(one)
    if not words:
        taken = [one for one in taken if holds_figure(folded[one.start : one.end])]
    return tuple(sorted(taken, key=lambda one: one.start))


def _dates(folded: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _DATE.finditer(folded):
        year = next(match[name] for name in ("year", "year2", "year3", "year4") if match[name])
        month = match["month"] or match["month2"] or match["month3"]
        day = match["day"] or match["day2"] or match["day3"]
        number = 0 if month is None else _MONTHS.get(month) or int(month)
        date = (int(year), number, int(day) if day else 0)
        found.append(Quantity(*match.span(), "date", Fraction(0), Fraction(0), date=date))
    return found


def _numbers(folded: str) -> list[Quantity]:
    number, _, _, _ = _patterns()
    found: list[Quantity] = []
    position = 0
    while match := number.search(folded, position):
        one = _quantity(folded, match)
        position = max(match.end("first"), match.start() + 1) if one is None else one.end
        if one is not None:
            found.append(one)
    return found


def _quantity(folded: str, match: re.Match[str]) -> Quantity | None:
    """Make a quantity of a number and what stands around it."""
    _, unit_behind, per_behind, period_behind = _patterns()
    low = number_value(match["first"])
    if low is None:
        return None
    first_end = match.end("first")
    # "1 in 10" before "1": a range of shares ("1 to 2 in 10") begins with its first number.
    if match["second"] and _reads_as_range(folded, match):
        high = number_value(match["second"])
        end = match.end()
        numbers: tuple[tuple[int, int], ...] = (match.span("first"), match.span("second"))
    else:
        high, end, numbers = low, first_end, (match.span("first"),)
    if high is None:
        return None
    if high < low:
        high, end, numbers = low, first_end, (match.span("first"),)
    one = Quantity(match.start(), end, "number", low, high, numbers=numbers)
    if money := _MONEY.search(folded, max(0, match.start() - 2), match.start()):
        return _bounded(folded, replace(one, start=money.start(), kind="money", unit=money["sign"]))
    share = _SHARE.match(folded, end)
    if share is not None and (base := number_value(share["base"])) and 0 < high <= base and base > 1:
        whole = replace(one, end=share.end(), kind="share", low=low / base, high=high / base, base=base)
        unit = unit_behind.match(folded, share.end())
        if unit is None or share[0].split()[0] == "per":
            return _bounded(folded, whole)
    if times := _TIMES_BEHIND.match(folded, end):
        return _bounded(folded, replace(one, end=times.end(), kind="multiple"))
    unit = unit_behind.match(folded, end)
    if unit is None:
        return _bounded(folded, one)
    known = _known(unit["unit"])
    if known.kind == "share":
        return _bounded(folded, replace(one, end=unit.end(), kind="share", low=low / 100, high=high / 100))
    end = unit.end()
    per: list[str] = []
    while behind := per_behind.match(folded, end):
        per.append(f"{behind['many']} {_known(behind['unit']).name}" if behind["many"] else _known(behind["unit"]).name)
        end = behind.end()
    if period := period_behind.match(folded, end):
        per.append(_PERIODS[re.sub(r"\s", " ", period["period"])])
        end = period.end()
    return _bounded(folded, replace(one, end=end, kind="amount", unit=known.name, per=tuple(per)))


def _known(written: str) -> Unit:
    return units().get(re.sub(r"\s", " ", written)) or units()[re.sub(r"\s", "", written)]


def _reads_as_range(folded: str, match: re.Match[str]) -> bool:
    """Say whether two numbers are one range: "and" joins only after "between", "or" only neighbours."""
    join = match["join"].strip()
    _, unit_behind, _, _ = _patterns()
    behind = unit_behind.match(folded, match.end())
    inner = match["inner"]
    if inner is not None and (behind is None or _known(inner.strip(" -")).kind != _known(behind["unit"]).kind):
        return False
    if inner is not None and behind is not None and _known(inner.strip(" -")) != _known(behind["unit"]):
        return False
    if join == "and":
        return re.search(r"\bbetween\s(?:about\s)?\Z", folded[: match.start()]) is not None
    if join.startswith("or"):
        low, high = number_value(match["first"]), number_value(match["second"])
        return low is not None and high is not None and low < high
    return True


def _bounded(folded: str, one: Quantity) -> Quantity:
    """Return a quantity with the words before or behind it that make it a bound."""
    before = folded[max(0, one.start - 24) : one.start]
    if match := _BOUND.search(before):
        return replace(one, bound=cast("Bound", match.lastgroup))
    if _BEHIND_LEAST.match(folded, one.end):
        return replace(one, bound="least")
    if _BEHIND_MOST.match(folded, one.end):
        return replace(one, bound="most")
    return one


def _parts(folded: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _PART.finditer(folded):
        many = match["how"]
        if match["part"] not in {"half", "halves"} and many is None:
            continue
        count = Fraction(1) if many in {None, "a", "an"} else Fraction(_WORDS[many])
        value = count / _PARTS[match["part"]]
        if value <= 1:
            found.append(_bounded(folded, Quantity(*match.span(), "share", value, value)))
    return found


def _times(folded: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _TIMES_WORD.finditer(folded):
        value = Fraction(_WORDS[match["fold"]] if match["fold"] else _TIMES[match["times"]])
        found.append(_bounded(folded, Quantity(*match.span(), "multiple", value, value)))
    return found


@cache
def _registry() -> Callable[[float, str, str], float]:
    """Return the conversion of the library of units; importing it takes 0.4 seconds, so it is done when first asked."""
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry()

    def converted(value: float, unit: str, other: str) -> float:
        return float(registry.Quantity(value, unit).to(other).magnitude)

    return converted


def convert(value: Fraction, unit: str, other: str) -> float | None:
    """Return a value in another unit, both by their one name; None when they do not measure the same."""
    if unit == other:
        return float(value)
    mine, theirs = unit_of(unit), unit_of(other)
    if mine.kind != theirs.kind or not mine.convert or not theirs.convert:
        return None
    if unit in _BASE and other in _BASE:
        return float(value * _BASE[unit][1] / _BASE[other][1])
    return _registry()(float(value), mine.convert, theirs.convert)


_HOUR: Final = Fraction(1)
_DAY: Final = Fraction(24)
_POUND: Final = Fraction("453592.37")
_INCH: Final = Fraction("2.54")
_GALLON: Final = Fraction("3785.411784")
_MONTH: Final = Fraction("365.25") / 12 * _DAY
_ONES: Final[Mapping[str, Mapping[str, Fraction | str]]] = {
    "mg": {
        "pg": "1e-9", "ng": "1e-6", "mcg": "1e-3", "mg": "1", "g": "1e3", "kg": "1e6", "oz": _POUND / 16,
        "lb": _POUND, "stone": 14 * _POUND,
    },
    "mL": {
        "mL": "1", "cL": "10", "dL": "100", "L": "1000", "teaspoon": _GALLON / 768, "tablespoon": _GALLON / 256,
        "fl oz": _GALLON / 128, "cup": _GALLON / 16, "pint": _GALLON / 8, "quart": _GALLON / 4, "gallon": _GALLON,
    },
    "hour": {
        "second": _HOUR / 3600, "minute": _HOUR / 60, "hour": _HOUR, "day": _DAY, "night": _DAY, "week": 7 * _DAY,
        "month": _MONTH, "year": 12 * _MONTH, "decade": 120 * _MONTH,
    },
    "cm": {
        "nm": "1e-7", "mm": "0.1", "cm": "1", "m": "100", "km": "1e5", "inch": _INCH, "foot": 12 * _INCH,
        "yard": 36 * _INCH, "mile": 63360 * _INCH,
    },
    "mmol": {"pmol": "1e-9", "nmol": "1e-6", "mcmol": "1e-3", "mmol": "1"},
    "kcal": {"kcal": "1", "kJ": 1 / Fraction("4.184")},
}  # fmt: skip
# By the one name of a unit, the unit in which all that measure the same are compared, and how many of it one is.
_BASE: Final[Mapping[str, tuple[str, Fraction]]] = {
    name: (base, Fraction(value)) for base, values in _ONES.items() for name, value in values.items()
}


def in_base_unit(quantity: Quantity) -> tuple[Fraction, Fraction, str]:
    """Return a quantity's values in the one unit that all of its kind are compared in."""
    if quantity.unit == "°F":
        return (quantity.low - 32) * Fraction(5, 9), (quantity.high - 32) * Fraction(5, 9), "°C"
    base, factor = _BASE.get(quantity.unit, (quantity.unit, Fraction(1)))
    return quantity.low * factor, quantity.high * factor, base


def margin(text: str, quantity: Quantity) -> Fraction:
    """Return how far a value may be off by rounding: half of the last place that the text gives.

    "70" may be 65 to 75, but no more than a tenth of a value from ten on, or a fifth of a smaller one: "2" is 1.6 to
    2.4.
    """
    start, end = quantity.numbers[0] if quantity.numbers else (quantity.start, quantity.end)
    digits = text[start:end].replace(",", "")
    most = quantity.low / (10 if quantity.low >= 10 else 5)
    if not re.fullmatch(r"\d*\.?\d+", digits):
        return quantity.low / 10
    whole, _, decimals = digits.partition(".")
    place = Fraction(1, 10 ** len(decimals)) if decimals else Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    return min(place / 2, most)


# The British pint, quart and gallon are a fifth larger than the American ones that the library's plain names mean.
_IMPERIAL: Final = {"pint": 1.20095, "quart": 1.20095, "gallon": 1.20095, "fl oz": 0.96076}


def agree(text: str, one: Quantity, other: Quantity) -> bool | None:
    """Say whether two amounts in a text are the same but for rounding; None when they cannot be compared.

    One of the two is taken as exact and the other as rounded, in either order; two ranges agree end by end, a range and
    a single value when one end does. Temperatures agree as differences too: 2 °F more is 1.1 °C more.
    """
    if one.kind != "amount" or other.kind != "amount" or one.per != other.per:
        return None
    if convert(one.low, one.unit, other.unit) is None:
        return None
    ends = [(one.low, other.low), (one.high, other.high)]
    close = [
        _close(mine, one.unit, margin(text, one), theirs, other.unit, margin(text, other)) for mine, theirs in ends
    ]
    return all(close) if one.is_range == other.is_range else any(close)


def _close(mine: Fraction, unit: str, off: Fraction, theirs: Fraction, other: str, off_other: Fraction) -> bool:
    there, back = convert(mine, unit, other), convert(theirs, other, unit)
    if there is None or back is None:
        return False
    kind = unit_of(unit).kind
    value, second = float(mine), float(theirs)
    if kind == "temperature":
        factor = 9 / 5 if unit == "°C" else 5 / 9
        same = [(there, back), (value * factor, second / factor)]
        return any(abs(a - second) <= float(off_other) + 0.6 or abs(b - value) <= float(off) + 0.6 for a, b in same)
    # Kitchen measures are rounded in use: a teaspoon is 5 mL, a cup 240 or 250 mL.
    slack = 0.06 if kind == "volume" else 0.02
    return any(
        abs(there * factor - second) <= float(off_other) + slack * second
        or abs(back / factor - value) <= float(off) + slack * value
        for factor in {1.0, 1 / _IMPERIAL.get(other, 1.0), _IMPERIAL.get(unit, 1.0)}
    )
