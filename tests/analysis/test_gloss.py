"""Whether the words beside a term explain it."""

from __future__ import annotations

import pytest

from caveat.analysis.gloss import is_explained


def explained(sentence: str, *, before: str = "", behind: str = "") -> bool:
    """Say whether «the marked words» are explained."""
    start = sentence.index("«")
    end = sentence.index("»") - 1
    return is_explained(
        sentence.replace("«", "").replace("»", ""),
        start,
        end,
        before=before,
        behind=behind,
        plain=("high blood pressure",),
        means="a pressure in the vessels that is too strong",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "high blood pressure («hypertension») is common.",
        "«hypertension» (blood that presses too hard) is common.",
        "it is a condition called «hypertension».",
        "it is known as «hypertension».",
        "blood that presses too hard, or «hypertension», is common.",
        "«hypertension», or too much pressure, is common.",
        "«hypertension», which means that blood presses too hard, is common.",
        "«hypertension» means that your blood presses too hard.",
        "«hypertension» is when your blood presses too hard.",
        "«hypertension» is a kind of pressure.",
        "«hypertension», a condition that harms the heart, is common.",
        "«hypertension»: a condition of the blood.",
        "if you have «hypertension», your high blood pressure needs tablets.",
        "in «hypertension» the pressure in the vessels is too strong.",
    ],
)
def test_these_words_explain_a_term(sentence: str) -> None:
    assert explained(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "«hypertension» is common.",
        "«hypertension» is a common problem.",
        "«hypertension» (see below) is common.",
        "«hypertension» (okoro and others, 2021) is common.",
        "«hypertension» (for example in the morning) is common.",
        "have you got «hypertension», a stroke or diabetes?",
        "«hypertension», asthma or diabetes",
    ],
)
def test_these_do_not(sentence: str) -> None:
    assert not explained(sentence)


def test_the_next_sentence_may_explain() -> None:
    assert explained("you have «hypertension».", behind="this means that blood presses too hard.")
    assert explained("you have «hypertension».", behind="it is a problem of the heart.")
    assert not explained("you have «hypertension» now.", behind="the nurse is here.")


def test_the_sentence_before_may_explain() -> None:
    assert explained("that is «hypertension».", before="your high blood pressure needs tablets.")
