"""What is read as a quantity, with which value and unit, and what is not."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from caveat.analysis.quantities import agree, convert, find_quantities, in_base_unit, number_value


def read(text: str, *, words: bool = True) -> list[str]:
    """Each quantity of a text in one line: its words, kind, value, unit, what it is counted by, its bound."""
    found = []
    for one in find_quantities(text, words=words):
        value = f"{one.low}" if not one.is_range else f"{one.low}..{one.high}"
        unit = "/".join([one.unit, *one.per])
        what = "-".join(map(str, one.date)) if one.date else value
        found.append(" ".join(filter(None, [f"[{text[one.start : one.end]}]", one.kind, what, unit, one.bound])))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5.0 mg now.", "[5.0 mg] amount 5 mg"),
        ("Take .5 mg now.", "[.5 mg] amount 1/2 mg"),
        ("Take 1,000 units.", "[1,000 units] amount 1000 unit"),
        ("Take 2½ tablets.", "[2½ tablets] amount 5/2 tablet"),
        ("Take 1 1/2 cups.", "[1 1/2 cups] amount 3/2 cup"),
        ("Take 500mg.", "[500mg] amount 500 mg"),
        ("Take 25 µg.", "[25 µg] amount 25 mcg"),
        ("Take 25 micrograms.", "[25 micrograms] amount 25 mcg"),
        ("Give 5–10 mg/kg/day.", "[5–10 mg/kg/day] amount 5..10 mg/kg/day"),
        ("Give 10 mg/5 mL.", "[10 mg/5 mL] amount 10 mg/5 mL"),
        ("Give 40 to 50 mcg per hour.", "[40 to 50 mcg per hour] amount 40..50 mcg/hour"),
        ("between 5 and 10 mg", "[5 and 10 mg] amount 5..10 mg"),
        ("Give 5 mg to 10 mg.", "[5 mg to 10 mg] amount 5..10 mg"),
        ("1 or 2 tablets", "[1 or 2 tablets] amount 1..2 tablet"),
        ("more than 200 mg a day", "[200 mg a day] amount 200 mg/day more"),
        ("up to 3 weeks", "[3 weeks] amount 3 week most"),
        ("at least twenty-one days", "[twenty-one days] amount 21 day least"),
        ("about 60-90 minutes", "[60-90 minutes] amount 60..90 minute about"),
        ("aged 65 or older", "[65] number 65 least"),
        ("38 °C", "[38 °C] amount 38 °C"),
        ("120 mm Hg", "[120 mm Hg] amount 120 mmHg"),
        ("1 in 10 people", "[1 in 10] share 1/10"),
        ("four in ten people", "[four in ten] share 2/5"),
        ("9 out of every 10", "[9 out of every 10] share 9/10"),
        ("5 per 1,000 people", "[5 per 1,000] share 1/200"),
        ("1-2 in 10", "[1-2 in 10] share 1/10..1/5"),
        ("10%", "[10%] share 1/10"),
        ("10% to 20%", "[10% to 20%] share 1/10..1/5"),
        ("10-20%", "[10-20%] share 1/10..1/5"),
        ("ten per cent", "[ten per cent] share 1/10"),
        ("half of patients", "[half] share 1/2"),
        ("two-thirds of women", "[two-thirds] share 2/3"),
        ("three times as likely", "[three times] multiple 3"),
        ("twice the risk", "[twice] multiple 2"),
        ("a 2-fold rise", "[2-fold] multiple 2"),
        ("threefold", "[threefold] multiple 3"),
        ("1.5 million people", "[1.5 million] number 1500000"),
        ("a hundred people", "[a hundred] number 100"),
        ("over 1 million", "[1 million] number 1000000 more"),
        ("$50 a week", "[$50] money 50 $"),
        ("on 3 May 2024", "[3 May 2024] date 2024-5-3"),
        ("May 3, 2024", "[May 3, 2024] date 2024-5-3"),
        ("on 2024-05-03", "[2024-05-03] date 2024-5-3"),
        ("in May 2024", "[May 2024] date 2024-5-0"),
        ("in 2024", "[2024] date 2024-0-0"),
    ],
)
def test_a_quantity_is_read_with_its_value_and_unit(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3", "at 10:30", "COVID-19", "vitamin B12", "the T3 test", "see #12", "the 2nd and 3rd", "no number",
        "https://example.org/12", "call 1-877-448-7848 now", "HER2 and p53", "",
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_left_out(text: str) -> None:
    assert [one for one in read(text) if "number" not in one or "HER2" in text] == []


@pytest.mark.parametrize("text", ["three times a day", "twice a day", "twice daily", "half an hour early"])
def test_how_often_is_no_multiple_and_half_an_hour_no_share(text: str) -> None:
    assert not [one for one in find_quantities(text) if one.kind in {"multiple", "share"}]


def test_without_words_only_figures_are_read() -> None:
    assert read("Take two tablets and 5 mg for ten days.", words=False) == ["[5 mg] amount 5 mg"]
    assert read("Take two tablets.", words=False) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 in 10", "10%"),
        ("ten percent", "1 out of 10"),
        ("500 mg", "0.5 g"),
        ("0.1 mg", "100 micrograms"),
        ("2 days", "48 hours"),
        ("twice", "two times"),
        ("3 May 2024", "2024-05-03"),
        ("1,000 units", "1000 IU"),
        ("10 years", "1 decade"),
        ("38 °C", "100.4 °F"),
        ("8 fl oz", "1 cup"),
        ("1 mmol", "1,000 µmol"),
    ],
)
def test_what_says_the_same_has_the_same_key(one: str, other: str) -> None:
    assert find_quantities(one)[0].key == find_quantities(other)[0].key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70 kg (154 lb)", True),
        ("70 kg (120 lb)", False),
        ("5 mL (1 teaspoon)", True),
        ("5 mL (2 teaspoons)", False),
        ("38 °C (100.4 °F)", True),
        ("a rise of 2 °F (1.1 °C)", True),
        ("1 kg (2 lb)", True),
        ("1 litre (3 pints)", False),
        ("1 pint (568 mL)", True),
        ("5 to 10 miles (8 to 16 km)", True),
        ("5 to 10 miles (8 to 50 km)", False),
        ("500 mg (2 tablets)", None),
        ("5 mg/kg (2 g)", None),
    ],
)
def test_two_amounts_agree_but_for_rounding(text: str, expected: bool | None) -> None:
    one, other = find_quantities(text)
    assert agree(text, one, other) is expected


def test_values_are_exact_and_comparable() -> None:
    (one,) = find_quantities("0.1 mg")
    assert one.low == Fraction(1, 10)
    assert in_base_unit(find_quantities("2 hours")[0]) == (Fraction(2), Fraction(2), "hour")
    assert convert(Fraction(1), "g", "mg") == pytest.approx(1000)
    assert convert(Fraction(1), "g", "mL") is None
    assert [number_value(text) for text in ("2½", "twenty-one", "1.5 million", "a dozen", "one hundred", "blue")] == [
        Fraction(5, 2), Fraction(21), Fraction(1_500_000), Fraction(12), Fraction(100), None,
    ]  # fmt: skip


def test_the_library_of_units_is_imported_only_when_two_units_are_compared() -> None:
    code = (
        "import sys; from caveat.analysis.quantities import find_quantities;"
        "find_quantities('Take 5 mg twice a day.'); print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
