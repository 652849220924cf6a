from __future__ import annotations

import pytest

from caveat.analysis import Analysis
from caveat.analysis.counts import count
from caveat.analysis.graded import graded_sentences
from caveat.analysis.readability import Readability, TooShort, measure
from caveat.analysis.textstat_bridge import score
from caveat.readers import read


def analysis_of(text: str) -> Analysis:
    return Analysis(read("page.md", text.encode()))


def graded(text: str) -> list[str]:
    analysis = analysis_of(text)
    counts = analysis.sentence_counts
    running = [analysis.sentences[index] for index in counts]
    return [" ".join(part.text for part in parts) for parts in graded_sentences(running, counts)]


def test_headings_tables_code_notes_and_references_have_no_grade() -> None:
    text = """# A drip for nerve pain

Drink water before you come.[^1]

> Bring a friend who can drive you home.

| Day | What happens |
|-----|--------------|
| 1   | You rest.    |

```
pain = 5 * days
```

[^1]: Hospital leaflet, printed in 2024.

## References

1. A trial of rest. A journal, 2021.
"""
    assert graded(text) == ["Drink water before you come.", "Bring a friend who can drive you home."]


def test_items_that_are_sentences_count_alone_and_so_does_their_lead_in() -> None:
    text = "Three things help:\n\n- Drink water through the day.\n- Rest when you feel tired.\n"
    assert graded(text) == ["Three things help:", "Drink water through the day.", "Rest when you feel tired."]


def test_fragments_are_read_with_their_lead_in() -> None:
    text = "Call us if you have:\n\n- a rash\n- swollen feet\n- pain that does not go away.\n"
    assert graded(text) == [
        "Call us if you have: a rash",
        "Call us if you have: swollen feet",
        "Call us if you have: pain that does not go away.",
    ]


def test_what_follows_a_fragment_in_its_item_is_a_sentence() -> None:
    text = "You may notice:\n\n- Nausea. It passes within an hour or so.\n"
    assert graded(text) == ["You may notice: Nausea.", "It passes within an hour or so."]


def test_fragments_without_a_lead_in_are_labels() -> None:
    text = "## Bring\n\n- your medicines\n- a warm jumper for the ride home\n- You will need your card\n"
    assert graded(text) == ["You will need your card"]


@pytest.mark.parametrize(
    ("lead_in", "joined"),
    [
        ("Tell the nurse if you:", True),
        ("Signs of an infection include", True),
        ("You may have a clot if you have", True),
        ("Key points", False),
        ("Some signs need help at once.", False),
    ],
)
def test_only_an_open_sentence_leads_into_a_list(lead_in: str, *, joined: bool) -> None:
    assert (f"{lead_in} fever" in graded(f"{lead_in}\n\n- fever\n- chills\n")) is joined


def test_a_list_inside_a_list_is_read_with_its_own_lead_in() -> None:
    text = "Call us if:\n\n- you take:\n    - warfarin\n    - heparin\n"
    assert graded(text) == ["you take: warfarin", "you take: heparin"]


@pytest.mark.parametrize(
    "line",
    [
        "By A. Example, RN.",
        "Reviewed by B. Sample, MD, on 12 October 2026.",
        "Medically reviewed by: B. Sample",
        "Last updated: 3 May 2026",
        "Next review due October 2027.",
        "Source: <https://example.org/rest>",
        "#CRPS #ketamine, #nervepain",
        "Signs and symptoms",
        "Signs: - fever - cough - rash - sore throat - chills",
    ],
)
def test_bylines_labels_and_flattened_lists_do_not_count(line: str) -> None:
    assert graded(f"{line}\n\nRest for a day.\n") == ["Rest for a day."]


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the week most people can walk.",
        "Reviewing your medicines takes ten minutes.",
        "This page is not a substitute for advice from your doctor.",
        "Rest.",
    ],
)
def test_short_sentences_and_disclaimers_count(line: str) -> None:
    assert graded(f"{line}\n") == [line]


PAGE = """# Pain after a fracture

Most fractures heal within two months, and the pain fades as the bone knits together.[1] Sometimes it does not.
The limb may stay swollen, warm and sensitive for considerably longer than anybody would have expected.

Tell your physiotherapist if you notice:

- discoloured or unusually shiny skin
- sweating on one side only
- stiffness in the fingers or toes.

Physiotherapy helps many people keep the limb moving. Start early, because stiffness is difficult to reverse.
Painkillers make the exercises bearable. Ask your pharmacist which ones you may combine.
Nobody knows why some people develop the syndrome. It is not imaginary. It is nobody's fault.
"""


def test_the_grade_is_that_of_the_sentences_as_they_are_read() -> None:
    sentences = graded(PAGE)
    measured = analysis_of(PAGE).readability
    assert measured == measure(sentences)
    assert isinstance(measured, Readability)
    assert (measured.sentences, measured.words) == (13, sum(count(sentence).words for sentence in sentences))


def test_textstat_gives_the_same_grades() -> None:
    measured = analysis_of(PAGE).readability
    assert isinstance(measured, Readability)
    theirs = score(graded(PAGE))
    assert theirs.sentences == measured.sentences
    assert theirs.smog == pytest.approx(measured.smog.grade, abs=1e-9)
    assert theirs.flesch_kincaid == pytest.approx(measured.flesch_kincaid.grade, abs=1e-9)
    assert theirs.flesch_reading_ease == pytest.approx(measured.flesch_reading_ease, abs=1e-9)
    assert theirs.lix == pytest.approx(measured.lix, abs=1e-9)
    assert theirs.rix == pytest.approx(measured.rix, abs=1e-9)


def test_words_are_counted_once_for_each_sentence_of_the_running_text() -> None:
    analysis = analysis_of("# Rest\n\nRest for two days.\n\nThen walk:\n\n- a little\n")
    assert {analysis.sentences[index].text: counts.words for index, counts in analysis.sentence_counts.items()} == {
        "Rest for two days.": 4,
        "Then walk:": 2,
        "a little": 2,
    }


def test_a_short_text_has_no_grade() -> None:
    assert analysis_of("Rest for a day. Then walk.").readability == TooShort(sentences=2, words=6)


def test_a_text_of_headings_has_no_grade() -> None:
    assert analysis_of("# Rest\n\n## Walk\n").readability == TooShort(sentences=0, words=0)
