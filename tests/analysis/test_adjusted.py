"""The grades with explained terms counted as known."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.analysis.adjusted import Adjusted
from caveat.readers import read

EASY = "We will see you in the clinic. The nurse will take your blood. It will not take long. " * 7


def adjusted(text: str) -> Adjusted:
    """Return the adjusted grades of a Markdown text."""
    found = Analysis(read("page.md", (EASY + "\n\n" + text).encode())).adjusted
    assert found is not None
    return found


def names(text: str) -> tuple[list[str], list[str]]:
    """Return the special terms of a text that it explains, and those that it does not."""
    found = adjusted(text)
    return [term.term for term in found.explained], [term.term for term in found.unexplained]


def test_a_term_explained_at_first_use_counts_as_known_everywhere() -> None:
    text = "We use ketamine (a drug that numbs pain). Ketamine is given by drip. You feel odd on ketamine."
    found = adjusted(text)
    (term,) = found.explained
    assert (term.term, term.places) == ("ketamine", 3)
    analysis = Analysis(read("page.md", (EASY + "\n\n" + text).encode()))
    counts = analysis.graded_counts
    words, syllables = sum(one.scored for one in counts), sum(one.syllables for one in counts)
    full = 0.39 * words / len(counts) + 11.8 * syllables / words - 15.59
    assert found.grades.flesch_kincaid == pytest.approx(full - 11.8 * 3 * 1.5 / words)
    assert found.grades.smog == pytest.approx(3.1291)


@pytest.mark.parametrize(
    "text",
    [
        "We use ketamine. It helps some. \n\nKetamine (a drug that numbs pain) is given by drip.",
        "We use ketamine. Ketamine is a safe option.",
        "We use ketamine.",
    ],
)
def test_a_term_explained_too_late_or_not_at_all_counts_in_full(text: str) -> None:
    assert names(text) == ([], ["ketamine"])


def test_a_link_at_first_use_counts_as_an_explanation() -> None:
    assert names("We use [ketamine](/glossary/ketamine). Ketamine helps some.") == (["ketamine"], [])


def test_the_paragraph_of_first_use_may_explain_in_its_next_sentence() -> None:
    assert names("We use ketamine. Ketamine is a drug that numbs pain.") == (["ketamine"], [])


def test_short_forms_are_special_terms_and_roman_numbers_are_not() -> None:
    assert names("Some have complex regional pain syndrome (CRPS). CRPS hurts. It is on list III.") == (["CRPS"], [])


def test_ordinary_long_words_are_no_special_terms_even_when_explained() -> None:
    assert names("We value accountability (being open about faults).") == ([], [])


def test_terms_that_make_more_than_two_grades_of_difference_are_too_many() -> None:
    text = "You get ketamine (a drug that numbs pain), gabapentin (a drug for nerves) and heparin (a drug for clots). "
    assert adjusted(text + "Take ketamine, gabapentin, heparin. " * 5).crowded


def test_a_text_too_short_for_a_grade_has_no_adjusted_one() -> None:
    assert Analysis(read("page.md", b"We use ketamine.")).adjusted is None
