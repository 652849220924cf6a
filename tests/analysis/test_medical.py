from __future__ import annotations

import pytest

from caveat.analysis.medical import medical_sentences
from caveat.analysis.sentence import Sentence
from caveat.analysis.sentences import split_sentences
from caveat.readers import read
from caveat.terms import Vocabulary

VOCABULARY = Vocabulary(frozenset({"zorbatine"}), frozenset({"milk leg"}))


def medical(text: str) -> list[str]:
    document = read("piece.md", text.encode())
    spans = [(block, start, end) for block in document.blocks for start, end in split_sentences(block.text)]
    sentences = [Sentence(block, start, end, index) for index, (block, start, end) in enumerate(spans)]
    return [sentence.text for sentence in medical_sentences(document, sentences, VOCABULARY)]


@pytest.mark.parametrize(
    "text",
    [
        "Infusions may bring relief within hours.",
        "Nausea is the most common side effect.",
        "Asthma makes the airways swell.",
        "Zorbatine is taken once a week.",
        "Milk leg is a clot after giving birth.",
        "Rivaroxaban thins the blood.",
        "Most patients improve in a month.",
        "The procedure helps many people.",
    ],
)
def test_statements_about_health_are_found(text: str) -> None:
    assert medical(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Our garden opens in the spring.",
        "Does the infusion bring relief from pain?",
        "Ask your doctor about the side effects.",
        "Please bring your tablets and a list of your allergies.",
        "You'll settle into a chair for the infusion.",
        "Your insurance may pay for the infusion of ketamine.",
        "This article is about pain and its treatment.",
        "Some people like the change.",
        "Side effects:",
    ],
)
def test_questions_arrangements_and_referrals_are_no_statements(text: str) -> None:
    assert medical(text) == []


def test_the_reference_list_states_nothing() -> None:
    assert medical("## References\n\n1. Moss B. Ketamine infusions for pain relief in adults. 2020.\n") == []
