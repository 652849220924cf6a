"""Which words tell two sentences apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.report.differences import differences, told

WORDS = ("may", "not", "20", "%", "mg", "in", "a", "trial", "of", "30", "people", "eases", "always", "1", ".", ",", "İ")


def found(mine: str, theirs: str, *, firmness: bool = False) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    first, second = differences(mine, theirs, firmness=firmness)
    return (
        [(mine[one.start : one.end], one.kind) for one in first],
        [(theirs[one.start : one.end], one.kind) for one in second],
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "only_mine", "only_theirs"),
    [
        (
            "The drip takes 20 minutes.",
            "The drip takes 40 minutes.",
            [("20 minutes", "number")],
            [("40 minutes", "number")],
        ),
        ("It helped 1 in 10 people.", "It helped 10% of people.", [], []),
        ("Take 1,000 mg a day.", "Take 1 g a day.", [], []),
        ("It cut strokes by two thirds.", "It cut strokes by half.", [("two thirds", "number")], [("half", "number")]),
        ("Take it twice a day.", "Take it 2 times a day.", [], []),
        ("It helped 24 people.", "It helped people.", [("24", "number")], []),
        ("It eases pain.", "It may ease pain.", [], [("may", "limit")]),
        ("It might ease pain.", "It may ease pain.", [], []),
        ("It is safe.", "It is not safe.", [], [("not", "denial")]),
        ("It eased pain.", "It eased pain in a small trial.", [], [("in a small trial", "limit")]),
        ("Ask your nurse.", "Ask your doctor.", [("nurse", "word")], [("doctor", "word")]),
        ("A new nerve block helps.", "A block helps.", [("nerve", "word")], []),
        ("A sore dry mouth passes.", "A mouth passes.", [("sore dry", "word")], []),
        ("It eases pain.", "It eases pain.", [], []),
        ("", "It eases pain.", [], [("eases pain", "word")]),
    ],
)
def test_what_differs_is_told_with_its_kind(
    mine: str, theirs: str, only_mine: list[tuple[str, str]], only_theirs: list[tuple[str, str]]
) -> None:
    assert found(mine, theirs) == (only_mine, only_theirs)
    assert found(theirs, mine) == (only_theirs, only_mine)


def test_the_words_that_settle_how_firm_a_sentence_is_are_told_when_asked_for() -> None:
    mine, theirs = "Ketamine always eases pain.", "Ketamine may reduce pain."
    assert found(mine, theirs, firmness=True) == (
        [("always", "strength"), ("eases", "word")],
        [("may reduce", "strength")],
    )


def test_a_text_without_end_is_shown_as_it_is() -> None:
    assert differences("not 1 " * 2_000, "may 2 " * 2_000) == ((), ())


def test_words_that_weigh_are_listed_once_by_kind() -> None:
    text = "It helped 24 people, 24 people, and 12 mice, not more."
    first, _ = differences(text, "It helped people.")
    assert told(text, first) == {"number": ("24", "12"), "denial": ("not",)}


@given(
    st.lists(st.sampled_from(WORDS)),
    st.lists(st.sampled_from(WORDS)),
    st.booleans(),
)
def test_differences_stand_in_order_and_never_overlap(first: list[str], second: list[str], firmness: bool) -> None:
    mine, theirs = " ".join(first), " ".join(second)
    for text, some in zip((mine, theirs), differences(mine, theirs, firmness=firmness), strict=True):
        points = [point for one in some for point in (one.start, one.end)]
        assert points == sorted(points)
        assert all(0 <= one.start < one.end <= len(text) for one in some)
        assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in some)
