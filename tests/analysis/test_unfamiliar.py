from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.readers import read


def unfamiliar(text: str) -> tuple[list[tuple[str, int]], list[str]]:
    found = Analysis(read("a.md", text.encode())).unfamiliar
    return [(one.word, len(one.places)) for one in found.words], [one.word for one in found.explained]


@pytest.mark.parametrize(
    ("text", "words", "explained"),
    [
        ("The drug eases allodynia. Allodynia is common.", [("allodynia", 2)], []),
        ("It eases allodynia (pain from a light touch).", [], ["allodynia"]),
        ("It eases pain from a light touch (allodynia).", [], ["allodynia"]),
        ("Pain from a light touch is called allodynia. Some have allodynia for years.", [], ["allodynia"]),
        ("Allodynia is when a light touch hurts.", [], ["Allodynia"]),
        ("It may cause allodynia, which is pain from a light touch.", [], ["allodynia"]),
        ("The drug is for CRPS. Many people have it.", [("CRPS", 1)], []),
        ("It is for complex regional pain syndrome (CRPS). Most people with CRPS feel pain.", [], ["CRPS"]),
        ("Ask for the anticoagulant. You may need two anticoagulants.", [("anticoagulant", 2)], []),
        ("The clinic was founded by Quillfeather. You can ask Quillfeather.", [], []),
        ("Bring your tablets and infusions. Do not swallow whole.", [], []),
        ("The dose was 0.35 mg/kg (n = 12) for B12 in 2019.", [], []),
        ("# Allodynia\n\nRest for a day.", [], []),
    ],
)
def test_words_are_unfamiliar_unless_common_explained_or_names(
    text: str, words: list[tuple[str, int]], explained: list[str]
) -> None:
    assert unfamiliar(text) == (words, explained)


def test_unfamiliar_words_are_counted_in_a_hundred_and_have_their_places() -> None:
    analysis = Analysis(read("a.md", b"It may ease **allodynia**. Ask us."))
    found = analysis.unfamiliar

    assert (found.count, found.of) == (1, 6)
    assert found.per_hundred == pytest.approx(100 / 6)
    ((sentence, start, end),) = found.words[0].places
    span = sentence.locate(start, end)
    assert analysis.document.source.text[span.start : span.end] == "allodynia"
