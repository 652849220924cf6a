"""What kind of study a text speaks from."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.readers import read


def analysis(text: str) -> Analysis:
    return Analysis(read("page.md", text.encode()))


COHORT = (
    "# Naps and strokes\n\nResearchers followed 12,000 adults for nine years, a new study says. Naps lower the risk.\n"
)
TRIAL = "# Naps and strokes\n\nIn a new trial, 90 adults were randomly assigned to naps. Naps lower the risk, the study found.\n"
MICE = "# Naps and strokes\n\nScientists studied sleep in mice. The mice slept longer, the new study found. Naps lower the risk.\n"
LEAFLET = "# Naps\n\nA nap is a short sleep. Keep it under an hour. Some studies looked at naps. Set an alarm. Naps lower the risk.\n"


@pytest.mark.parametrize(
    ("text", "design"),
    [(COHORT, "observational"), (TRIAL, "experimental"), (MICE, "preclinical"), (LEAFLET, "none")],
)
def test_a_headline_and_the_neighbours_share_the_design_of_the_study(text: str, design: str) -> None:
    found = analysis(text)
    assert found.studies.design == design
    assert found.studies.design_near(found.sentences[0]) == design
    assert found.studies.design_near(found.sentences[-1]) == design


@pytest.mark.parametrize(
    ("sentence", "design"),
    [
        ("A survey of 900 women shows that yoga helps.", "observational"),
        ("In a randomised trial, a survey of 900 women shows that yoga helps.", "experimental"),
        ("A survey shows that yoga helps, but trials are needed.", "observational"),
        ("This has not been tested in a randomised trial.", "none"),
        ("A lab study found that it helps.", "preclinical"),
        ("A new study found that it helps.", "unnamed"),
        ("Studies show that it helps.", "none"),
        ("Keep a food diary.", "none"),
    ],
)
def test_a_sentence_that_stands_alone_is_taken_by_its_own_words(sentence: str, design: str) -> None:
    found = analysis(f"{sentence}\n")
    assert found.studies.design_near(found.sentences[0]) == design


@pytest.mark.parametrize(
    ("title", "design"),
    [
        ("Walking and mood: a prospective cohort study", "observational"),
        ("Walking and mood: a randomised controlled trial", "experimental"),
        ("Effects of walking on mood in rats", "preclinical"),
    ],
)
def test_the_title_of_a_source_tells_the_design(title: str, design: str) -> None:
    found = analysis(f"Walking helps [1].\n\n## References\n\n1. Roe A. {title}. J Sport. 2019;3:44-51.\n")
    assert found.studies.design_near(found.sentences[0]) == design


def test_a_limit_that_the_text_draws_counts_for_the_sentences_beside_it() -> None:
    found = analysis("A survey shows that tea helps. It cannot prove that tea was the reason. Drink more. Or not.\n")
    assert [found.studies.limited(sentence) for sentence in found.sentences] == [True, True, True, False]


def test_only_sentences_that_speak_from_such_a_study_are_looked_at() -> None:
    assert sorted(analysis(COHORT).studies.places) == [0, 1, 2]
    assert analysis(LEAFLET).studies.places == frozenset()
