"""Which sentences, words, sections and paragraphs make a text hard, and what rewriting them would gain."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.analysis.counts import count
from caveat.analysis.formulas import totals
from caveat.analysis.hot_spots import HotSpots, gain_of, grades_of, level_of
from caveat.analysis.readability import Readability
from caveat.readers import read

EASY = "We will see you in the clinic. The nurse will take your blood. It will not take long. "
LONG = (
    "When you come to us on the day of your scan you will find that the desk is to the left of the door and that a "
    "nurse waits there for you with a form. "
)
WORDY = "Intravenous administration necessitates uninterrupted monitoring. "


def spots_of(text: str) -> HotSpots:
    """Return where a Markdown text is hard."""
    return Analysis(read("page.md", text.encode())).hot_spots


def test_the_grades_are_those_of_the_panel() -> None:
    analysis = Analysis(read("page.md", (EASY * 10 + LONG + WORDY).encode()))
    assert isinstance(analysis.readability, Readability)
    grades = analysis.hot_spots.grades
    assert grades is not None
    assert grades.smog == pytest.approx(analysis.readability.smog.grade, abs=1e-9)
    assert grades.flesch_kincaid == pytest.approx(analysis.readability.flesch_kincaid.grade, abs=1e-9)


def test_a_gain_is_worked_out_by_hand() -> None:
    """Ten sentences of 10 words and 14 syllables, one long word each; one of 30 words, 60 syllables, 10 long words."""
    hard = count("necessary " * 10 + "money " * 10 + "now " * 10)
    assert (hard.words, hard.syllables, hard.long_words) == (30, 70, 10)
    text = totals([*[count("necessary " + "now " * 9)] * 10, hard])
    assert (text.sentences, text.words, text.syllables, text.long_words) == (11, 130, 200, 20)
    gain = gain_of(text, hard)
    # Two sentences instead of one; 43.5 syllables instead of 70; 2.4 long words instead of 10.
    before, after = grades_of(11, 130, 200, 20), grades_of(12, 130, 173.5, 12.4)
    assert gain.smog == pytest.approx(before.smog - after.smog)
    assert gain.flesch_kincaid == pytest.approx(before.flesch_kincaid - after.flesch_kincaid)
    assert gain.flesch_kincaid == pytest.approx(0.39 * 130 * (1 / 11 - 1 / 12) + 11.8 * 26.5 / 130)


def test_an_easy_sentence_gains_nothing() -> None:
    easy = count("The nurse will take your blood.")
    gain = gain_of(totals([easy] * 20), easy)
    assert (gain.smog, gain.flesch_kincaid) == (0.0, 0.0)


def test_sentences_are_ranked_by_gain_and_the_grades_fall_from_one_to_the_next() -> None:
    sentences = spots_of(EASY * 10 + LONG + WORDY).sentences
    assert [one.sentence.text for one in sentences[:2]] == [WORDY.strip(), LONG.strip()]
    assert sentences[0].gain.mean >= sentences[1].gain.mean
    # 32 sentences, and 3 of at most 15 words out of LONG; its 35 words are short, so that only WORDY saves syllables.
    wordy = count(WORDY)
    text = totals([*map(count, (EASY * 10).strip().split(". ")), count(LONG), wordy])
    after = grades_of(
        34, text.words, text.syllables - wordy.syllables + 1.45 * 5, text.long_words - wordy.long_words + 0.08 * 5
    )
    assert sentences[1].after.flesch_kincaid == pytest.approx(after.flesch_kincaid)
    assert sentences[1].after.smog == pytest.approx(after.smog)


def test_a_word_costs_what_all_its_uses_add() -> None:
    spots = spots_of(EASY * 10 + "You may experience pain. " * 7)
    (word,) = [one for one in spots.words if one.word == "experience"]
    text = totals([count(one) for one in [*(EASY * 10).split(". "), *["You may experience pain."] * 7] if one])
    assert spots.grades is not None
    assert (word.places, word.listed and word.listed.plain) == (7, ("have", "feel"))
    assert word.cost.flesch_kincaid == pytest.approx(11.8 * 7 * (4 - 1.45) / text.words)


def test_the_forms_of_a_noun_are_one_word_and_a_phrase_is_one_too() -> None:
    spots = spots_of(EASY * 10 + "An infusion helps. Infusions help. He had a myocardial infarction. ")
    words = {one.word: (one.places, one.listed.plain if one.listed else ()) for one in spots.words}
    assert words["infusion"] == (2, ("drip",))
    assert words["myocardial infarction"] == (1, ("heart attack",))
    assert "infarction" not in words


def test_names_are_no_costly_words() -> None:
    words = {one.word for one in spots_of(EASY * 10 + "We met Benedetta in October. Information helps. ").words}
    assert "information" in words
    assert words.isdisjoint({"Benedetta", "October"})


def test_an_item_of_a_list_is_rewritten_with_its_lead_in() -> None:
    text = (
        EASY * 10
        + "\n\nCall us at once if you notice:\n\n- intravenous administration necessitates monitoring\n- pain\n"
    )
    first = spots_of(text).sentences[0]
    assert [part.text for part in first.parts] == [
        "Call us at once if you notice:",
        "intravenous administration necessitates monitoring",
    ]


def test_each_section_has_its_own_grade_if_it_is_long_enough() -> None:
    sections = spots_of(
        "# One\n\n" + EASY * 10 + "\n\n## Two\n\n" + EASY + "\n\n## Three\n\n| a | b |\n|---|---|\n"
    ).sections
    assert [(one.section.heading and one.section.heading.text, one.totals.sentences) for one in sections] == [
        ("One", 30),
        ("Two", 3),
    ]
    assert sections[0].grades is not None
    assert sections[1].grades is None


def test_paragraphs_are_rated_from_easy_to_very_hard() -> None:
    paragraphs = spots_of(EASY + "\n\n" + WORDY * 2).paragraphs
    assert [(one.words, one.level) for one in paragraphs] == [(18, "easy"), (10, "hard")]
    assert [level_of(one) for one in (3.29, 3.3, 3.8, 4.3)] == ["easy", "fair", "hard", "very hard"]


def test_a_text_that_is_too_short_has_paragraphs_and_no_gains() -> None:
    spots = spots_of(EASY)
    assert (spots.grades, spots.levers, spots.sentences, spots.words) == (None, None, (), ())
    assert len(spots.paragraphs) == 1


def test_a_text_without_a_word_has_nothing() -> None:
    assert spots_of("").paragraphs == ()
    assert spots_of("123 456\n").sentences == ()
