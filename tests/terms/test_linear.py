"""Patterns of packs are found from the beginning of a word, and never take longer than their text is long."""

from __future__ import annotations

import pytest

from caveat.terms import PatternError, PatternMatch, PatternSet, check_pattern


def test_patterns_are_found_together_from_the_beginning_of_a_word() -> None:
    found = PatternSet([r"liver (?:damage|injury)", r"rash", r"b-12"]).find("a rash, a crash and liver injury")
    assert list(found) == [PatternMatch(0, 20, 32), PatternMatch(1, 2, 6)]


def test_case_does_not_matter() -> None:
    assert list(PatternSet([r"INR\b"]).find("your inr")) == [PatternMatch(0, 5, 8)]


def test_no_patterns_find_nothing() -> None:
    assert list(PatternSet([]).find("a rash")) == []


def test_words_that_others_would_backtrack_over_are_searched_in_one_pass() -> None:
    text = "a" * 50_000
    assert list(PatternSet([r"a[^.;]{0,40}a[^.;]{0,40}b"]).find(text)) == []


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(?:a|b*)*", r"(?:\w+ ?)+x", r"(?=a)b", r"(?!a)b", r"(a)\1", "", "(", "a{2,1}"]
)
def test_what_cannot_be_searched_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        check_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"rash", r"(?:a|b)+", r"(?:\w+ ){0,4}liver", r"INR\b"])
def test_plain_patterns_are_accepted(pattern: str) -> None:
    check_pattern(pattern)
