"""What the numbers of a sentence are, and what they are about."""

from __future__ import annotations

from fractions import Fraction

import pytest

from caveat.library.figures import Figures, figures_of, weight


def read(text: str) -> list[tuple[str, str, Fraction, Fraction]]:
    folded = text.lower()
    found = figures_of(folded).all
    return [
        (folded[one.quantity.start : one.quantity.end], one.quantity.kind, one.quantity.low, one.quantity.high)
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "said", "kind", "low", "high"),
    [
        ("Use it twice a day.", "twice a day", "rate", 2, 2),
        ("Use it three times daily.", "three times daily", "rate", 3, 3),
        ("Use it 3 to 4 times a day.", "3 to 4 times a day", "rate", 3, 4),
        ("Use it every 12 hours.", "every 12 hours", "rate", 2, 2),
        ("Use it every 4 to 6 hours.", "every 4 to 6 hours", "rate", 4, 6),
        ("Use it every other day.", "every other day", "rate", Fraction(1, 2), Fraction(1, 2)),
        ("Every second patient fell.", "every second patient", "share", Fraction(1, 2), Fraction(1, 2)),
        ("So 4 people in 100 fell.", "4 people in 100", "share", Fraction(1, 25), Fraction(1, 25)),
        ("It takes half an hour.", "half an hour", "amount", Fraction(1, 2), Fraction(1, 2)),
        ("It takes a week or two.", "a week or two", "amount", 1, 2),
        ("It takes half an hour to an hour.", "half an hour to an hour", "amount", Fraction(1, 2), 1),
        ("It takes 2 to 10 working days.", "2 to 10 working days", "amount", 2, 10),
        ("It fell by week 12.", "12", "amount", 12, 12),
        ("Adults aged 50 to 74 are asked.", "50 to 74", "age", 50, 74),
        ("Children 12 years or older are asked.", "12 years", "age", 12, 12),
        ("Not in the third trimester.", "third trimester", "place", 3, 3),
        ("A pressure of 140/90 mmHg is high.", "140/90 mmhg", "pressure", 140_090, 140_090),
        ("The vaccine halved the risk.", "halved", "multiple", Fraction(1, 2), Fraction(1, 2)),
        ("The risk fell by a third.", "a third", "share", Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_a_figure_is_read_with_its_value(
    text: str, said: str, kind: str, low: int | Fraction, high: int | Fraction
) -> None:
    assert read(text)[0] == (said, kind, low, high)


def test_a_rise_from_one_number_to_another_is_no_range() -> None:
    assert [one[:2] for one in read("The risk rose from 2% to 4%.")] == [("2%", "share"), ("4%", "share")]
    assert [one[:2] for one in read("It lasts from 2 to 4 days.")] == [("2 to 4 days", "amount")]


def test_a_mark_of_reference_and_the_points_of_a_scale_are_no_figures() -> None:
    assert read("Pain fell [10, 12].") == []
    assert [one[0] for one in read("Pain fell by 26 points on a 100-point scale.")] == ["26"]


def test_each_figure_has_its_own_part_of_the_sentence() -> None:
    one, other = figures_of("31% of patients on the gel and 14% of those on placebo healed.").all
    assert ("gel" in one.part, "placebo" in one.part) == (True, False)
    assert ("gel" in other.part, "placebo" in other.part) == (False, True)
    one, other = figures_of("12 of them fell with the gel, compared with 20 of them with soap.").all
    assert ("gel" in one.part, "soap" in one.part) == (True, False)
    assert ("gel" in other.part, "soap" in other.part) == (False, True)


def test_more_than_under_a_ban_is_a_most() -> None:
    def bound(figures: Figures) -> str:
        return figures.all[0].quantity.bound

    assert bound(figures_of("do not take more than 4 g.")) == "most"
    assert bound(figures_of("it takes more than 4 hours.")) == "more"


def test_words_that_stand_everywhere_count_for_a_third() -> None:
    assert weight(frozenset({"risk", "clot"})) == pytest.approx(1.35)
