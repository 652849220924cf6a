"""What the comparison of pieces with their articles reaches on the pairs of our own."""

from __future__ import annotations

import pytest

from caveat_dev.pairs import RULES, Judged, judge, read_pairs, score


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judge(read_pairs())


def test_the_pairs_are_half_faithful_and_a_third_is_aside() -> None:
    pairs = read_pairs()
    assert len({pair.id for pair in pairs}) == len(pairs) >= 60
    assert sum(pair.kind == "faithful" for pair in pairs) * 2 == len(pairs)
    assert sum(pair.aside for pair in pairs) * 3 == len(pairs)


@pytest.mark.parametrize("kind", list(RULES))
def test_drift_of_each_kind_is_found(judged: list[Judged], kind: str) -> None:
    reached = score(judged, kind)
    assert reached.right / reached.fired >= 0.9
    assert reached.right / reached.wanted >= 0.8


def test_faithful_pairs_stay_silent(judged: list[Judged]) -> None:
    faithful = [one for one in judged if one.pair.kind == "faithful"]
    assert sum(one.error for one in faithful) <= len(faithful) // 20
