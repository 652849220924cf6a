from __future__ import annotations

import pytest

from caveat.analysis.counts import SentenceCounts, count, split_words


@pytest.mark.parametrize(
    ("sentence", "words", "figures"),
    [
        ("Rest for a day.", ["Rest", "for", "a", "day"], 0),
        ("A long-term, day-to-day plan", ["A", "long", "term", "day", "to", "day", "plan"], 0),
        ("Cold and/or damp", ["Cold", "and", "or", "damp"], 0),
        ("well—that is 12–24 hours", ["well", "that", "is", "hours"], 2),
        ("Don't stop; it’s the nurses' call.", ["Don't", "stop", "it’s", "the", "nurses", "call"], 0),
        ("Give 0.35 mg/kg, 1,250 ml or 5mg.", ["Give", "mg", "kg", "ml", "or", "mg"], 3),
        ("The 2nd dose at 10:30, in the 1990s, for 20%", ["The", "dose", "at", "in", "the", "for"], 4),
        ("B12, CO₂ and HbA1c", ["B12", "CO₂", "and", "HbA1c"], 0),
        ("e.g. in the U.S. at 9 a.m.", ["e.g.", "in", "the", "U.S.", "at", "a.m."], 1),
        ("It helps some.[1,2]", ["It", "helps", "some"], 0),
        ("It helps [3] some.[^4]", ["It", "helps", "some"], 0),
        ("It helps some.^5^", ["It", "helps", "some"], 0),
        ("It helps some.¹²", ["It", "helps", "some"], 0),
        ("It helps some.7", ["It", "helps", "some"], 0),
        ("It helps (Moss et al., 2020; Vale 2019).", ["It", "helps"], 0),
        ("Most (12 of 20) slept.", ["Most", "of", "slept"], 2),
        ("See https://example.org/a?b=c or www.example.com now.", ["See", "or", "now"], 0),
        ("Write to care@example.org or see example.org/help now.", ["Write", "to", "or", "see", "now"], 0),
        ("Calm 💙 • kind & slow", ["Calm", "kind", "slow"], 0),
        ("½ of 3.5", ["of"], 2),
        ("", [], 0),
    ],
)
def test_words_are_what_a_reader_reads(sentence: str, words: list[str], figures: int) -> None:
    assert split_words(sentence) == (words, figures)


def test_every_count_of_a_sentence() -> None:
    counts = count("The 12 infusions can’t start at home.[3]")

    assert counts == SentenceCounts(
        words=7,
        figures=1,
        syllables=8,
        long_words=1,
        foggy_words=1,
        short_words=5,
        wide_words=1,
        letters=3 + 9 + 4 + 5 + 2 + 4,
    )
    assert counts.scored == 6


def test_a_sentence_without_words_counts_nothing() -> None:
    assert count("— 🎉") == SentenceCounts(0, 0, 0, 0, 0, 0, 0, 0)
