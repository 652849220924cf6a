"""The encoder reads sentences of selling texts: how surely each claims too much, and at which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.analysis import encoder as encoder_module
from caveat.analysis.encoder import ReadSentence, encoder


def read(*sentences: str) -> list[ReadSentence]:
    return encoder().read(sentences)


@pytest.mark.parametrize(
    ("promise", "plain"),
    [
        ("our serum erases wrinkles for good", "our serum contains water, glycerin and vitamin c"),
        ("wave goodbye to bloating and bring your spark back", "bloating is a feeling of fullness in the belly"),
        ("your tummy troubles simply melt away", "your tummy is examined by a nurse"),
        ("this tea cures insomnia and has no side effects", "ask your doctor before you take anything for insomnia"),
    ],
)
def test_what_promises_has_more_points_than_what_informs(promise: str, plain: str) -> None:
    promising, informing = read(promise, plain)
    assert promising.points > 0 > informing.points


def test_each_word_and_mark_has_its_place_and_the_promise_the_most_points() -> None:
    text = "book today: our drops erase joint pain"
    (reading,) = read(text)

    assert [text[start:end] for start, end, _ in reading.words] == [
        *("book", "today", ":", "our", "drops", "erase", "joint", "pain")
    ]
    best = max(reading.words, key=lambda word: word[2])
    assert text[best[0] : best[1]] in {"erase", "joint", "pain"}


def test_a_sentence_reads_the_same_alone_and_among_others() -> None:
    text = "this balm heals eczema overnight"
    (alone,) = read(text)
    among = read("no.", text, "prices for a first visit and for each further visit are on the next page")[1]

    assert abs(alone.points - among.points) <= 1
    assert [word[:2] for word in alone.words] == [word[:2] for word in among.words]


def test_many_sentences_come_back_in_their_order() -> None:
    texts = [f"day {number}: {'rest and ' * (number % 7)}drink water" for number in range(70)]
    readings = read(*texts)

    assert [reading.words[-1][1] for reading in readings] == [len(text) for text in texts]
    assert all(abs(reading.points - read(text)[0].points) <= 1 for reading, text in zip(readings, texts, strict=True))


def test_words_that_were_never_seen_are_read_by_their_pieces() -> None:
    (reading,) = read("zyxolumetine-qq\u00e9 heals \u4e2d \U0001f600 scars")
    assert [(start, end) for start, end, _ in reading.words][:3] == [(0, 12), (12, 13), (13, 16)]


def test_of_a_very_long_sentence_the_beginning_is_read() -> None:
    text = "our cream heals eczema" + ", and it heals scars" * 100
    (reading,) = read(text)

    assert reading.points > 0
    assert reading.words[-1][1] < len(text)


def test_no_sentences_and_an_empty_one_are_no_fault() -> None:
    assert encoder().read([]) == []
    (reading,) = read("")
    assert reading.words == ()


def test_the_licence_of_the_weights_lies_beside_them() -> None:
    data = Path(encoder_module.__file__).parent / "data"
    assert "Apache License" in (data / "MINILM-LICENSE.txt").read_text(encoding="utf-8")
