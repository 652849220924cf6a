r"""A conversion that is wrong, or one medicine in milligrams here and in micrograms there: “70 kg (120 lb)”.

## Why it matters

Readers use the unit that they know.
When “5 mL (2 teaspoons)” gives them twice the dose, or 25 mcg has become 25 mg in a copy, nothing else in the text warns them.
Slips between units are among the classic fatal errors with medicines.

## What to write instead

Check which of the two is meant and correct the other: “70 kg (about 154 lb)”.
The message gives what the first amount comes to; there is no fix, since the rule cannot know which one is wrong.

## What is not flagged

- Amounts that are the same but for rounding: each may be off by half of its last place, so “70 kg (155 lb)”, “2 pounds (about 1,000 grams)”, “5 mL (1 teaspoon)” and “6 feet (2 meters)” are right.
- British pints and gallons beside metric amounts, and a difference in degrees: “a rise of 2 °F (1.1 °C)”.
- Amounts that do not measure the same (“200 mg (2 tablets)”, “10 mg (5 mL)”) or are not counted by the same (“500 mg (2 g a day)”), and lengths of time.
- One medicine in different amounts: that is what dose ranges and titration look like.
  Only the same figure in units a thousand times apart is flagged, and ten or a hundred times as much where both sentences give the dose in the same words and neither speaks of starting, raising, a maximum or for whom.

Conversions are worked out by [pint](https://pint.readthedocs.io/), not by us.

## Examples

```flagged
Most adults weigh about 70 kg («120 lb»).
```

```flagged
Take levothyroxine 25 mcg each morning. If you miss your levothyroxine, take «25 mg» the next day.
```

```clean
Most adults weigh about 70 kg (154 lb). Give 5 mL (1 teaspoon).
```

```clean
Start sertraline at 25 mg a day. The most sertraline you can take is 250 mg a day. Take 500 mg (2 tablets).
```

## Precision

On 687 pages of public bodies the rule never fired; it judged the nine conversions that they state, and found all of them right.
It stays a preview until it has been read on pages that it fires on.

## Sources

- Institute for Safe Medication Practices, *List of Error-Prone Abbreviations, Symbols, and Dose Designations*, 2021: metric units for doses. Read 2026; the table in part.
- The factors are those of pint 0.25, which follow the US National Institute of Standards and Technology's Special Publication 811, 2008.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import words
from caveat.analysis.quantities import Quantity, agree, convert, find_quantities, unit_of
from caveat.document import fold
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import TermList
from caveat_rules.dose.dosing import DOSE_UNIT, figured_sentences, is_quoted

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library import Reading
    from caveat.terms import Vocabulary

_CONVERTED: Final = frozenset({"mass", "volume", "length", "temperature", "energy"})
_OPENS: Final = compiled(
    r"\s?(?:\((?:\s?(?:about|around|approximately|approx\.?|roughly|or|nearly|almost|just\s(?:over|under)|=|~|≈|equal\sto|equals|equivalent\sto|that\sis|i\.e\.,?))*\s?"
    r"|(?:=|equals|is\sequal\sto|is\sthe\ssame\sas)\s?)"
)
_CLOSES: Final = compiled(r"\s?[)\],;.]|\s?$")
_MAY_CONVERT: Final = compiled(r"[\d½¼¾]\s?-?[a-z°%µμ][^()]{0,30}(?:\(|=|equals|is\sequal|is\sthe\ssame)[^()]{0,30}\d")
_ROLE: Final = compiled(
    r"\b(?:start\w*|begin\w*|initial\w*|increas\w*|rais\w*|titrat\w*|maximum|max|up\sto|more\sthan|at\smost|highest|lowest|low|high|reduc\w*|lower\w*|child\w*|adults?"
    r"|infants?|bab(?:y|ies)|weigh\w*|kidney|liver|elderly|older|total|comes|available|strengths?|instead|from|between|then|injection|inject|liquid|iv|oral|stud\w+|trial\w*)\b"
)
_HOW_OFTEN: Final = compiled(
    r"\b(?:once|twice|(?:one|two|three|four|\d)\stimes)\s(?:a|per|each|every)\s(?:day|week|month)|\b(?:once\s)?(?:daily|weekly|nightly)|\b(?:every|each)\s(?:\w+\s)?(?:morning|evening|night|day|week|hours?)|\bat\s(?:night|bedtime)"
)
_DOSE: Final = compiled(rf"\d\s?-?{DOSE_UNIT}")


@dataclass(frozen=True, slots=True)
class _Dose:
    """An amount of one medicine, where it stands, and how the sentence around it reads."""

    sentence: Sentence
    quantity: Quantity
    plain: bool
    often: str


@rule(
    documents,
    message="“{written}” {problem}.",
    severity="error",
    status="preview",
    standard="ISMP, error-prone dose designations 2021 (metric units)",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag conversions that are wrong, and one medicine's doses that a slip between units sets apart."""
    doses: dict[str, list[_Dose]] = {}
    for sentence in figured_sentences(reading):
        folded = sentence.folded
        converted = _MAY_CONVERT.search(folded) is not None
        medicine = _medicine(reading.analysis.vocabulary, folded) if _DOSE.search(folded) else None
        if not converted and medicine is None:
            continue
        quantities = find_quantities(sentence.text, words=False)
        if converted:
            yield from _wrong(sentence, quantities)
        if medicine is not None:
            often = _HOW_OFTEN.search(folded)
            plain = _ROLE.search(folded) is None
            doses.setdefault(medicine, []).extend(
                _Dose(sentence, one, plain, often[0] if often else "")
                for one in quantities
                if one.kind == "amount" and unit_of(one.unit).kind == "mass" and unit_of(one.unit).dose
            )
    for medicine, given in doses.items():
        yield from _slips(medicine, given)


def _wrong(sentence: Sentence, quantities: tuple[Quantity, ...]) -> Iterator[Hit]:
    """Yield the amounts that are given as the same as the one before and are not."""
    text, folded = sentence.text, sentence.folded
    before: Quantity | None = None
    for one, other in pairwise(quantities):
        # "5 feet 6 inches (168 cm)": the first amount is only the end of one.
        compound = before is not None and before.kind == "amount" and one.start - before.end <= 5
        before = one
        if one.kind != "amount" or other.kind != "amount" or one.unit == other.unit or one.per != other.per:
            continue
        kind = unit_of(one.unit).kind
        if compound or kind not in _CONVERTED or unit_of(other.unit).kind != kind:
            continue
        between = folded[one.end : other.start]
        if not _OPENS.fullmatch(between) or ("(" in between and not _CLOSES.match(folded, other.end)):
            continue
        if agree(text, one, other) is not False or is_quoted(sentence, one.start, other.end):
            continue
        value = convert(one.low, one.unit, other.unit)
        if value is None:
            continue
        yield hit(
            sentence.locate(other.start, other.end),
            written=text[other.start : other.end],
            problem=f"is not the same as “{text[one.start : one.end]}”, which is about {_rounded(value)} {other.unit}",
            related=(RelatedPlace(sentence.locate(one.start, one.end), "the other amount"),),
        )


def _rounded(value: float) -> str:
    return f"{float(f'{value:.3g}'):,.10g}"


@cache
def _medicines(vocabulary: Vocabulary) -> TermList:
    """Return the names of medicines, each with the name that it goes by here."""
    named: Mapping[str, str] = {fold(name): name for name in words("drugs", "names")}
    packs = {fold(name): topic.id for topic in vocabulary.topics for name in topic.names.all}
    return TermList({**named, **packs})


def _medicine(vocabulary: Vocabulary, folded: str) -> str | None:
    """Return the one medicine that a sentence names; None when it names none or several."""
    found = {match.label for match in _medicines(vocabulary).find(folded)}
    return found.pop() if len(found) == 1 else None


def _slips(medicine: str, doses: list[_Dose]) -> Iterator[Hit]:
    """Yield the doses that a slip between units or places sets apart from an earlier one of the same medicine."""
    flagged: set[int] = set()
    for index, later in enumerate(doses):
        for earlier in doses[:index]:
            if id(later) in flagged or id(earlier) in flagged or later.quantity.per[:1] != earlier.quantity.per[:1]:
                continue
            times = _times_apart(earlier, later)
            if times is None or is_quoted(later.sentence, later.quantity.start, later.quantity.end):
                continue
            flagged.add(id(later))
            place, first = later.quantity, earlier.quantity
            first_text = earlier.sentence.text[first.start : first.end]
            yield hit(
                later.sentence.locate(place.start, place.end),
                grade="normal" if times == 1000 else "lowered",
                written=later.sentence.text[place.start : place.end],
                problem=f"of {medicine} is {times:,} times apart from “{first_text}” elsewhere in the text; check which is meant",
                related=(RelatedPlace(earlier.sentence.locate(first.start, first.end), "the other amount"),),
            )


def _times_apart(earlier: _Dose, later: _Dose) -> int | None:
    one, other = earlier.quantity, later.quantity
    if one.is_range or other.is_range or not one.low or not other.low:
        return None
    if one.unit != other.unit:
        apart = convert(Fraction(1), one.unit, other.unit)
        return 1000 if one.low == other.low and apart is not None and round(max(apart, 1 / apart)) == 1000 else None
    ratio = max(one.low / other.low, other.low / one.low)
    if ratio not in {10, 100} or not (earlier.plain and later.plain):
        return None
    return int(ratio) if earlier.often and earlier.often == later.often else None
