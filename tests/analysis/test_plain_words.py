"""What can stand in the place of long and technical words."""

from __future__ import annotations

import pytest

from caveat.analysis.plain_words import find_plain_words, plain_form, plain_words
from caveat.document import fold


def alternatives(word: str) -> tuple[str, ...]:
    """Return what can stand in a word's place."""
    found = plain_form(word)
    return found.plain if found else ()


def found_in(text: str) -> list[str]:
    """Return the words of the list that stand in a text."""
    return [text[match.start : match.end] for match in find_plain_words(fold(text))]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("administer", ("give",)),
        ("administering", ("giving",)),
        ("utilised", ("used",)),
        ("Prior to", ("before",)),
        ("exacerbates", ("worsens", "makes worse")),
        ("initiating", ("starting", "beginning")),
        ("occurred", ("happened", "come up", "came up")),
        ("complies with", ("follows", "keeps to")),
        ("persists", ("goes on", "lasts")),
        ("sequelae", ("lasting effects",)),
        ("contraindications", ("reasons not to use it",)),
        ("individuals", ("people",)),
        ("carcinogens", ("causes of cancer",)),
        ("hypertension", ("high blood pressure",)),
    ],
)
def test_alternatives_come_in_the_form_of_the_word(word: str, expected: tuple[str, ...]) -> None:
    assert alternatives(word) == expected


def test_past_tense_and_participle_are_both_offered_and_neither_is_safe() -> None:
    form = plain_form("administered")
    assert form is not None
    assert form.plain == ("given", "gave")
    assert not form.safe


def test_a_safe_word_stays_safe_in_a_form_that_leaves_no_choice() -> None:
    form = plain_form("utilized")
    assert form is not None
    assert form.safe


@pytest.mark.parametrize(
    "text",
    [
        "He has pulmonary hypertension.",
        "Sexually transmitted infections are common.",
        "After a suicide attempt, stay with them.",
        "Chronic fatigue syndrome and benign prostatic hyperplasia.",
        "A self-administered questionnaire",
        "Frequently asked questions",
        "Multiple sclerosis is treated with modified-release tablets.",
        "The difference was not significant.",
    ],
)
def test_names_and_set_phrases_stay_as_they_are(text: str) -> None:
    assert found_in(text) == []


def test_words_are_found_where_they_stand() -> None:
    text = "Prior to treatment, hypertension may require an off label medicine."
    assert found_in(text) == ["Prior to", "hypertension", "require", "off label"]


def test_the_list_is_long_and_each_entry_says_what_can_be_written_instead() -> None:
    words = plain_words()
    assert len({word.term for word in words}) == len(words) >= 500
    assert [word.term for word in words if not (word.plain or word.means)] == []
    assert [word.term for word in words if word.safe and not word.plain] == []


def test_a_phrase_that_stays_holds_a_form_of_a_listed_word() -> None:
    phrases = {phrase for word in plain_words() for phrase in word.unless}
    stems = {word.term.replace("-", " ")[:-1] for word in plain_words()}
    assert [phrase for phrase in phrases if not any(stem in phrase for stem in stems)] == []


def test_each_entry_names_its_source() -> None:
    assert {word.source.publisher for word in plain_words()} == {
        "Plain Language Action and Information Network (United States)",
        "Centers for Disease Control and Prevention (United States)",
        "NHS digital service manual (England)",
        "Caveat",
    }
