"""How much harder one part of a text is than another."""

from __future__ import annotations

from caveat.analysis.contrast import contrast
from caveat.analysis.counts import count

EASY = ["You can eat.", "You can drink some tea.", "Sit down for an hour.", "We call you a cab."]
HARD = [
    "Considerable elevations of arterial pressure necessitate immediate intervention.",
    "Psychological disturbances are additionally encountered during administration.",
    "Respiratory deterioration requires appropriately qualified personnel.",
]


def test_a_hard_part_is_surely_harder_than_an_easy_one() -> None:
    found = contrast(list(map(count, HARD)), list(map(count, EASY)))
    assert found is not None
    assert (round(found.first_grade), round(found.second_grade)) == (24, 1)
    assert 15 < found.surely_harder < found.harder
    assert (round(found.first_length, 2), round(found.second_length, 2)) == (7.0, 4.5)


def test_a_part_is_no_harder_than_itself() -> None:
    found = contrast(list(map(count, EASY)), list(map(count, EASY)))
    assert found is not None
    assert found.harder == found.longer == 0
    assert found.surely_harder < 0
    assert found.surely_longer < 0


def test_one_hard_sentence_among_easy_ones_bears_nothing_out() -> None:
    found = contrast(list(map(count, [HARD[0], *EASY])), list(map(count, EASY)))
    assert found is not None
    assert found.harder > 2
    assert found.surely_harder < 0


def test_a_part_of_one_sentence_is_not_compared() -> None:
    assert contrast([count(HARD[0])], list(map(count, EASY))) is None
    assert contrast(list(map(count, EASY)), [count("12")]) is None
