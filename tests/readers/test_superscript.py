from __future__ import annotations

import pytest

from caveat.readers.superscript import is_mark


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ("It works.", "1"),
        ("in most people", "1,2"),
        ("in most people", "3–5"),
        ("in 40%", "2"),
        ("(see below)", "12"),
        ("as shown in", "2"),
        ("It works.", "[7]"),
        ("40 mg", "*"),
        ("after 2019", "†"),
        ("most people", "a"),
        ("most people", "a,b"),
        ("most people", "[citation needed]"),
        ("said “never”", "4"),
    ],
)
def test_a_mark_after_a_word_or_a_stop_refers_to_a_source(before: str, mark: str) -> None:
    assert is_mark(mark, before, linked=False)


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ("30 kg/m", "2"),
        ("5 cm", "3"),
        ("12 in", "2"),
        ("I", "2"),
        ("10", "9"),
        ("10", "-6"),
        ("", "131"),
        ("about ", "131"),
        ("the 1", "st"),
        ("Ca", "2+"),
        ("Ketalar", "®"),
        ("Brand", "TM"),
        ("x", "a"),
        ("p < ", "2"),
        ("x =", "2"),
        ("word", "a whole sentence that stands higher than the rest"),
        ("word", ""),
    ],
)
def test_a_power_an_isotope_a_charge_or_an_ordinal_is_part_of_the_sentence(before: str, mark: str) -> None:
    assert not is_mark(mark, before, linked=False)


def test_a_link_makes_a_mark_of_what_could_be_a_power() -> None:
    assert is_mark("2", "30 kg/m", linked=True)
