"""What the comparison of pieces with their articles reaches on the pairs of our own."""

from __future__ import annotations

from collections import Counter

import pytest

from caveat_dev.pairs import Judged, judge, judge_texts, macro_f1, read_pairs, score, score_texts, score_verdict


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judge(read_pairs())


@pytest.fixture(scope="module")
def releases() -> list[Judged]:
    return judge(read_pairs("releases"))


def test_the_pairs_are_half_faithful_and_a_third_is_aside() -> None:
    pairs = read_pairs()
    assert len({pair.id for pair in pairs}) == len(pairs) >= 150
    assert sum(pair.kind == "faithful" for pair in pairs) * 2 == len(pairs)
    aside = Counter(pair.aside for pair in pairs)
    assert abs(aside[True] * 3 - len(pairs)) <= len(pairs) // 40


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        ("strengthened", 0.9, 0.8),
        ("number", 0.9, 0.85),
        ("qualifier", 0.9, 0.8),
        ("entity", 0.9, 0.8),
        ("reversed", 0.9, 0.8),
        ("unsupported", 0.9, 0.8),
        ("risk", 0.9, 0.8),
        ("disclosure", 0.9, 0.8),
    ],
)
def test_drift_of_each_kind_is_found(judged: list[Judged], kind: str, precision: float, recall: float) -> None:
    reached = score(judged, kind)
    assert reached.precision >= precision
    assert reached.recall >= recall


def test_faithful_pairs_stay_silent(judged: list[Judged]) -> None:
    faithful = [one for one in judged if one.pair.kind == "faithful"]
    assert sum(one.error for one in faithful) <= len(faithful) // 20


def test_faithful_summaries_in_plain_words_hardly_raise_an_error() -> None:
    summaries = judge(read_pairs("summaries"))
    assert sum(len(one.errors) for one in summaries) * 4 <= len(summaries)


def test_releases_that_say_the_same_or_more_or_less_are_told_apart(releases: list[Judged]) -> None:
    assert macro_f1(releases) > 0.55
    assert score_verdict(releases, "exaggerated").precision > 0.5


def test_texts_that_contradict_themselves_are_told_from_those_that_only_seem_to() -> None:
    reached = score_texts(judge_texts())
    assert reached.precision >= 0.9
    assert reached.recall >= 0.7
