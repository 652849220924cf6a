from __future__ import annotations

from dataclasses import replace

import pytest

from caveat.analysis.readability import Grade
from caveat.library.targets import READERS, TARGETS, Readers, is_for_professionals, verdict_on


@pytest.mark.parametrize(
    ("readers", "smog", "flesch_kincaid", "shown"),
    [
        ("us", 8, 8, "8"),
        ("us-ama", None, 6, "6 by Flesch-Kincaid"),
        ("nhs", 6, 6, "6"),
        ("nhs-medical", 9, 9, "9"),
        ("au", 8, None, "8 by SMOG"),
        ("consent", None, 8, "8 by Flesch-Kincaid"),
        ("clinician", None, None, ""),
    ],
)
def test_readers_have_the_targets_that_bodies_ask_for(
    readers: Readers, smog: float | None, flesch_kincaid: float | None, shown: str
) -> None:
    targets = TARGETS[readers]
    assert (targets.smog, targets.flesch_kincaid, targets.shown) == (smog, flesch_kincaid, shown)


def test_two_targets_are_shown_with_their_formulas() -> None:
    assert replace(TARGETS["us"], smog=9).shown == "9 by SMOG and 8 by Flesch-Kincaid"


def test_every_kind_of_readers_has_targets() -> None:
    assert tuple(TARGETS) == READERS


@pytest.mark.parametrize(
    ("grade", "verdict"),
    [
        (Grade(7, 6, 9), "met"),
        (Grade(8, 7, 9), "met"),
        (Grade(9, 7.5, 11), "unsure"),
        (Grade(9, 8, 11), "unsure"),
        (Grade(9, 8.1, 11), "above"),
    ],
)
def test_a_grade_is_above_its_target_only_when_its_whole_interval_is(grade: Grade, verdict: str) -> None:
    assert verdict_on(grade, 8) == verdict


def test_without_a_target_there_is_no_verdict() -> None:
    assert verdict_on(Grade(20, 19, 21), None) is None


@pytest.mark.parametrize(
    ("audience", "professional"),
    [(None, False), ("clinicians", True), ("Patients and nurses", False), ("teenagers", False)],
)
def test_an_audience_of_professionals_only_is_told_from_others(audience: str | None, professional: bool) -> None:
    assert is_for_professionals(audience) is professional
