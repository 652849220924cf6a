"""Numbers, units, rates and doses in a text, as far as a rewriting must know them to leave them alone."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Final

from caveat.document import fold
from caveat.patterns import compiled

_CARDINALS: Final = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half"
)
_PARTS: Final = (
    "halves|quarters?|thirds?|fourth|fifths?|tenths?|once|twice|thrice|single|double|doubled|triple|tripled|twofold"
    "|threefold|tenfold|hundreds|thousands|millions|billions|dozens|percent|percentage|cent"
)
_UNITS: Final = (
    "mg|mgs|mcg|µg|μg|ug|g|grams?|milligrams?|micrograms?|kg|kilograms?|ng|ml|mls|millilitres?|milliliters?|l|litres?"
    "|liters?|dl|cc|iu|mmol|meq|mmhg|cm|mm|hz|joules?"
)
_FORMS: Final = (
    "units?|tablets?|pills?|capsules?|drops?|puffs?|sprays?|patch|patches|doses?|teaspoons?|tablespoons?|vials?"
    "|ampoules?|infusions?|injections?|sachets?|lozenges?|suppositor(?:y|ies)"
)
_COUNT: Final = rf"(?:\d+(?:[.,]\d+)?|[½¼¾⅓⅔⅛]|\b(?:{_CARDINALS}|a|an)\b)"
_FIGURE: Final = rf"(?:\d+(?:[.,]\d+)?|[½¼¾⅓⅔⅛]|\b(?:{_CARDINALS})\b)"

_MEASURE: Final = compiled(rf"(?:{_CARDINALS}|{_PARTS}|{_UNITS})")
_NUMBER: Final = compiled(rf"(?:{_CARDINALS}|{_PARTS})")
_DENIAL: Final = compiled(r"no|not|never|none|nor|neither|nobody|nothing|without|unable|cannot|\w+n't")
_TOKEN: Final = compiled(r"\d+(?:[.,:/]\d+)*|[%‰°½¼¾⅓⅔⅛<>≤≥=±×²³¹⁰⁴-⁹₀-₉]|[^\W\d_]+(?:'[^\W\d_]+)?")
_DIGIT: Final = compiled(r"[\d½¼¾⅓⅔⅛]")
_DOSE: Final = compiled(
    rf"{_FIGURE}[\s-]?(?:{_UNITS})\b"
    rf"|{_FIGURE}\s(?:[a-z-]+\s)?(?:{_FORMS})\b"
    rf"|\b(?:once|twice|thrice|{_FIGURE} times)\s(?:a|per|each|every|daily|weekly)\b"
    rf"|{_FIGURE}\s(?:or\s(?:more|less|fewer)\s)?(?:[a-z-]+\s){{1,3}}(?:a|per|each|every)\s(?:day|night|week|month|year|hour)\b"
    rf"|\bevery\s{_FIGURE}\s(?:to\s{_FIGURE}\s)?(?:hours?|days?|weeks?)\b"
    r"|\b(?:double|halve|skip|miss|increase|reduce|lower|raise|split)\s(?:\w+\s){0,3}doses?\b"
)
_RATE: Final = compiled(
    rf"{_FIGURE}\s?(?:%|percent\b|per\scent\b)|{_FIGURE}\s(?:in|out\sof|per)\s(?:every\s|each\s)?{_FIGURE}"
)

_FIGURES: Final = compiled(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+")
_RISK: Final = compiled(r"\b(?:risks?|chances?|odds|likel(?:y|ihood)|probabilit(?:y|ies))\b")


def measures(text: str) -> Counter[str]:
    """Count the numbers and units of a text: two texts that say the same have the same."""
    return Counter(
        token
        for token in _TOKEN.findall(fold(text))
        if not token[0].isalpha() or token in "µμ" or _MEASURE.fullmatch(token)
    )


def keeps_value(old: str, new: str) -> bool:
    """Say whether two texts are each one number in figures and nothing else, and have exactly the same value."""
    if old == new or not (_FIGURES.fullmatch(old) and _FIGURES.fullmatch(new)):
        return False
    return Decimal(old.replace(",", "")) == Decimal(new.replace(",", ""))


def denials(text: str) -> int:
    """Count the words of a text that deny."""
    return sum(_DENIAL.fullmatch(token) is not None for token in _TOKEN.findall(fold(text)))


def is_number(word: str) -> bool:
    """Say whether a word, with the marks about it, is or holds a number."""
    return _DIGIT.search(word) is not None or _NUMBER.fullmatch(fold(word).strip(".,;:!?()[]\"'")) is not None


def tells_dose(folded: str) -> bool:
    """Say whether a sentence gives a dose: how much, or how often."""
    return _DOSE.search(folded) is not None


def tells_rate(folded: str) -> bool:
    """Say whether a sentence gives a rate: a percentage, so many in so many, or a risk beside a figure."""
    return _RATE.search(folded) is not None or (_RISK.search(folded) is not None and _DIGIT.search(folded) is not None)
