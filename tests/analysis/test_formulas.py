"""The formulas against values worked out by hand from counts that anybody can check, and against textstat."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.analysis import textstat_bridge
from caveat.analysis.counts import SentenceCounts, count, find_words
from caveat.analysis.formulas import (
    Totals,
    automated_readability,
    coleman_liau,
    flesch_kincaid,
    flesch_reading_ease,
    forcast,
    gunning_fog,
    lix,
    rix,
    smog,
    totals,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A text, one sentence a line; what is counted in it by hand; and the values worked out from that.

    counts: sentences, words, figures, syllables, long words, foggy words, words of one syllable, words of more than six
    letters, letters. values: Flesch Reading Ease, Flesch-Kincaid, SMOG, Fog, ARI, Coleman-Liau, LIX, RIX, FORCAST, each
    to four decimals.
    """

    text: str
    counts: tuple[int, ...]
    values: tuple[float, ...]


CASES = [
    Case(
        "We rest.",
        (1, 2, 0, 2, 0, 0, 2, 0, 6),
        (120.2050, -3.0100, 3.1291, 0.8000, -6.3000, -12.9600, 2.0000, 0.0000, 5.0000),
    ),
    Case(
        "You can go home now.\nCall us if it hurts.",
        (2, 10, 0, 10, 0, 0, 10, 0, 30),
        (117.1600, -1.8400, 3.1291, 2.0000, -4.8000, -4.0800, 5.0000, 0.0000, 5.0000),
    ),
    Case(
        "The nurse will check your blood pressure.",
        (1, 7, 0, 8, 0, 0, 6, 1, 34),
        (103.0443, 0.6257, 3.1291, 2.8000, 4.9471, 8.5314, 21.2857, 1.0000, 7.1429),
    ),
    Case(
        "Take one tablet with water.\nDo not take more than four tablets in 24 hours.",
        (2, 14, 1, 18, 0, 0, 10, 1, 57),
        (90.9586, 2.3114, 3.1291, 2.8000, 1.2464, 3.9114, 14.1429, 0.5000, 9.2857),
    ),
    Case(
        "Ketamine is an anaesthetic.\nDoctors also use it for depression.",
        (2, 10, 0, 19, 3, 3, 5, 4, 52),
        (41.0200, 8.7800, 10.1258, 14.0000, 5.5620, 8.8560, 45.0000, 2.0000, 12.5000),
    ),
    Case(
        "Paracetamol relieves pain.",
        (1, 3, 0, 8, 1, 1, 1, 2, 23),
        (-21.8100, 17.0467, 8.8418, 14.5333, 16.1800, 19.4133, 69.6667, 2.0000, 15.0000),
    ),
    Case(
        "Your doctor tested your kidneys and noticed nothing unusual.",
        (1, 9, 0, 17, 1, 1, 3, 4, 51),
        (37.9000, 10.2089, 8.8418, 8.0444, 9.7600, 14.2311, 53.4444, 4.0000, 15.0000),
    ),
    Case(
        "The medication was administered intravenously by Professor Okoro.",
        (1, 8, 0, 22, 5, 3, 3, 4, 57),
        (-33.9350, 19.9800, 15.9032, 18.2000, 16.1287, 22.3950, 58.0000, 4.0000, 14.3750),
    ),
    Case(
        "Anticoagulants prevent clots.\nBleeding is the main danger.\nTell your dentist.",
        (3, 11, 0, 20, 1, 1, 6, 4, 64),
        (49.2952, 7.2945, 6.4274, 5.1030, 7.8070, 10.3382, 40.0303, 1.3333, 11.8182),
    ),
    Case(
        "Don't stop it suddenly.\nThe long-term effects aren't known.",
        (2, 10, 0, 14, 1, 1, 7, 2, 46),
        (83.3200, 2.8800, 7.1686, 6.0000, 2.7360, 5.3280, 25.0000, 1.0000, 9.5000),
    ),
    Case(
        "Hypertension increases cardiovascular mortality.",
        (1, 4, 0, 17, 4, 3, 0, 4, 44),
        (-156.7750, 36.1200, 14.5546, 31.6000, 32.3800, 41.4800, 104.0000, 4.0000, 20.0000),
    ),
    Case(
        "The trial began in 2019 and followed 128 people for 12.5 weeks.",
        (1, 9, 3, 13, 0, 0, 5, 1, 40),
        (75.5000, 4.9644, 3.1291, 3.6000, 4.0033, 7.0444, 20.1111, 1.0000, 11.6667),
    ),
]


def totals_of(text: str) -> Totals:
    return totals(count(sentence) for sentence in text.split("\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:20])
def test_what_is_counted_is_what_one_counts_by_hand(case: Case) -> None:
    text = totals_of(case.text)
    assert case.counts == (
        text.sentences,
        text.words,
        text.figures,
        text.syllables,
        text.long_words,
        text.foggy_words,
        text.short_words,
        text.wide_words,
        text.letters,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:20])
def test_each_formula_gives_what_it_gives_by_hand(case: Case) -> None:
    text = totals_of(case.text)
    values = [
        flesch_reading_ease(text),
        flesch_kincaid(text),
        smog(text),
        gunning_fog(text),
        automated_readability(text),
        coleman_liau(text),
        lix(text),
        rix(text),
        forcast(text),
    ]
    assert list(case.values) == [round(value, 4) for value in values]


def test_the_arithmetic_of_one_text_step_by_step() -> None:
    # "Ketamine is an anaesthetic. Doctors also use it for depression.": 2 sentences, 10 words, 5 a sentence;
    # syllables 3+1+1+4 and 2+2+1+1+1+3, 19 in all, 1.9 a word; letters 8+2+2+11 and 7+4+3+2+3+10, 52 in all;
    # long words, foggy ones too: ketamine, anaesthetic, depression; of one syllable: is, an, use, it, for;
    # of more than six letters: ketamine, anaesthetic, doctors, depression.
    text = totals_of("Ketamine is an anaesthetic.\nDoctors also use it for depression.")
    assert flesch_reading_ease(text) == pytest.approx(206.835 - 5.075 - 160.74, abs=1e-9)
    assert flesch_kincaid(text) == pytest.approx(1.95 + 22.42 - 15.59, abs=1e-9)
    assert smog(text) == pytest.approx(1.043 * sqrt(45) + 3.1291, abs=1e-9)
    assert gunning_fog(text) == pytest.approx(0.4 * (5 + 30), abs=1e-9)
    assert automated_readability(text) == pytest.approx(24.492 + 2.5 - 21.43, abs=1e-9)
    assert coleman_liau(text) == pytest.approx(0.0588 * 520 - 0.296 * 20 - 15.8, abs=1e-9)
    assert lix(text) == pytest.approx(5 + 40, abs=1e-9)
    assert rix(text) == 2
    assert forcast(text) == 20 - 75 / 10


def test_the_abstract_of_coleman_and_liau_has_the_grade_that_they_give_it() -> None:
    # By their count it has 119 words, 639 letters and 5 sentences, and grade 14.5; 0.058 would make it 14.1.
    text = Totals(5, 119, 0, 0, 0, 0, 0, 0, 639)
    assert round(coleman_liau(text), 1) == 14.5


@pytest.mark.parametrize(
    ("sentence", "foggy"),
    [
        ("the medication", 1),
        ("Medication helps", 1),  # its capital is the sentence's
        ("ask Professor Okoro", 0),  # names
        ("she hesitated", 1),  # four syllables; three without its ending
        ("it expanded", 0),
        ("the syringes", 0),
        ("a day-to-day evening", 0),
        ("CRPS hurts", 0),
    ],
)
def test_a_foggy_word_is_long_without_its_ending_and_no_name(sentence: str, foggy: int) -> None:
    assert count(sentence).foggy_words == foggy


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9) | st.sampled_from(
    ["don't", "CRPS", "ketamine", "e.g.", "B12", "nurses'", "12", "0.65", "long-term"]
)
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=12)


@given(SENTENCES)
def test_what_is_identical_in_textstat_is_so_to_nine_decimals(sentences: list[str]) -> None:
    text = totals(map(count, sentences))
    if not text.words:
        return
    theirs = textstat_bridge.score(sentences)
    assert theirs.flesch_reading_ease == pytest.approx(flesch_reading_ease(text), abs=1e-9)
    assert theirs.flesch_kincaid == pytest.approx(flesch_kincaid(text), abs=1e-9)
    assert theirs.smog == pytest.approx(smog(text), abs=1e-9)
    assert theirs.lix == pytest.approx(lix(text), abs=1e-9)
    assert theirs.rix == pytest.approx(rix(text), abs=1e-9)


@given(SENTENCES)
def test_what_differs_in_textstat_differs_by_what_the_table_says(sentences: list[str]) -> None:
    text = totals(map(count, sentences))
    if not text.words:
        return
    metrics = textstat_bridge._backend().metrics
    fed = textstat_bridge.prepare(sentences)
    marks = sum(not mark.isalnum() and not mark.isspace() for mark in fed)

    # Coleman-Liau: 0.058 for 0.0588. ARI: the marks, here full stops and apostrophes, are strokes.
    apart = -0.0008 * 100 * text.letters / text.words
    assert metrics.coleman_liau_index(fed) - coleman_liau(text) == pytest.approx(apart, abs=1e-9)
    apart = 4.71 * marks / text.words
    assert metrics.automated_readability_index(fed) - automated_readability(text) == pytest.approx(apart, abs=1e-9)


def test_textstat_has_no_forcast_and_its_fog_leaves_out_easy_words() -> None:
    metrics = textstat_bridge._backend().metrics
    sentences = ["The family had a wonderful holiday."]
    text = totals(map(count, sentences))

    assert not hasattr(metrics, "forcast")
    assert gunning_fog(text) == pytest.approx(0.4 * (6 + 300 / 6), abs=1e-9)
    # "family" and "wonderful" and "holiday" are on its list of words that everybody knows.
    assert metrics.gunning_fog(textstat_bridge.prepare(sentences), "en_US") == pytest.approx(0.4 * 6, abs=1e-9)


def test_figures_are_left_out_of_the_totals() -> None:
    assert totals([count("12 34."), count("Take 2.")]) == totals([SentenceCounts(2, 1, 1, 0, 0, 1, 0, 4)])


def test_words_are_found_where_they_stand() -> None:
    assert find_words("See [3]: take 2 tablets.") == [("See", 0, 3), ("take", 9, 13), ("tablets", 16, 23)]
