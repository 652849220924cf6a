"""What readability-jargon writes instead, and when that is safe."""

from __future__ import annotations

import datetime

import pytest

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import Hit, load_bundle

RULE = load_bundle().rules["readability-jargon"]
TODAY = datetime.date(2026, 11, 22)


def hits(text: str, media: str = "markdown", **options: object) -> list[Hit]:
    document = read("piece.md", text.encode(), media=media)
    return list(RULE.hits(Reading(document, Analysis(document)), RULE.options(**options), TODAY))


def mended(text: str, media: str = "markdown") -> str:
    """Return the text with every fix made."""
    edits = [edit for hit in hits(text, media) if hit.fix for edit in hit.fix.edits]
    for edit in sorted(edits, key=lambda one: -one.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ward utilises a pump.", "The ward uses a pump."),
        ("The pump was utilised twice.", "The pump was used twice."),
        ("Utilising a pump is easy.", "Using a pump is easy."),
        ("Come early in order to fill in the form.", "Come early to fill in the form."),
        ("Prior to the scan, eat nothing.", "Before the scan, eat nothing."),
        ("Wait here prior\nto the scan.", "Wait here before the scan."),
        ("A nurse administered it, and it was given by hand.", "A nurse administered it, and it was given by hand."),
        ("It is administered by a nurse.", "It is given by a nurse."),
        ("They administered it.", "They gave it."),
        ("The administered tablets are small.", "The administered tablets are small."),
        ("Have an initial scan.", "Have a first scan."),
        ("It is an adjacent room.", "It is a near room."),
        ("These additional forms are long.", "These extra forms are long."),
        ("You need additional forms.", "You need more forms."),
        ("It is given for excessive sweating.", "It is given for too much sweating."),
        ("It is given for excessive doses.", "It is given for too many doses."),
        ("You may have hypotension.", "You may have low blood pressure."),
        ("**Hypotension** can happen.", "**Low blood pressure** can happen."),
        ("Ask about intravenous antibiotics.", "Ask about intravenous antibiotics."),
        ("The antibiotic is intravenous.", "The antibiotic is into a vein."),
        ("A haemorrhage is rare.", "A haemorrhage is rare."),
        ("Take care of such a large number of forms.", "Take care of such a large number of forms."),
        ("We check this, and additionally the form.", "We check this, and also the form."),
        ("It is an optimal one.", "It is an optimal one."),
        ("It is the optimal one.", "It is the best one."),
        ("He was consequently late.", "He was consequently late."),
        ("Consequently, he was late.", "So, he was late."),
        ("Read `utilize` and “prior to” twice.", "Read `utilize` and “prior to” twice."),
        ("We *util*ize it.", "We *util*ize it."),
    ],
)
def test_the_plain_word_takes_the_form_of_the_long_one(text: str, expected: str) -> None:
    assert mended(text) == expected


def test_a_fix_stands_on_the_words_in_html() -> None:
    assert mended("<p>Tom &amp; Ann utilize <b>beverages</b>.</p>", "html") == "<p>Tom &amp; Ann use <b>drinks</b>.</p>"


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("Come in prior to noon.", "safe"),
        ("We utilise it.", "safe"),
        ("You require it.", "review"),
        ("You may have pruritus.", "review"),
        ("The cost is approximately the same.", "review"),
        ("It is a beverage.", "safe"),
        ("It is an expedited form.", "review"),
    ],
)
def test_a_fix_is_safe_only_for_words_of_one_meaning(text: str, safety: str) -> None:
    assert [hit.fix.safety for hit in hits(text) if hit.fix] == [safety]


def test_a_fix_that_changes_the_article_is_for_review() -> None:
    text = "Have a sip of an unsafe drink, or an initial one."
    assert mended(text) == "Have a sip of an unsafe drink, or a first one."
    (found,) = hits(text)
    assert found.fix is not None
    assert found.fix.safety == "review"


def test_a_medical_word_that_is_explained_further_down_has_no_fix() -> None:
    text = "You may have pruritus.\n\nPruritus means itching."
    (found,) = hits(text)
    assert found.fix is None
    assert found.grade == "lowered"
    assert found.because == "the text explains it"
    assert [place.message for place in found.related] == ["explained here"]


def test_a_word_is_reported_once_with_its_other_places() -> None:
    text = "We utilize it.\n\nYou utilized it, and they are utilizing it."
    (found,) = hits(text)
    assert found.words["more"] == " It comes 3 times."
    assert [place.span.of(text) for place in found.related] == ["utilized", "utilizing"]


def test_words_that_the_house_accepts_stay() -> None:
    from caveat.terms import TermList

    document = read("piece.md", b"We utilize a bolus.")
    reading = Reading(document, Analysis(document), accept=TermList(["bolus", "utilize"]))
    assert list(RULE.hits(reading, RULE.options(), TODAY)) == []


def test_simpler_words_can_be_turned_off() -> None:
    text = "We utilize a bolus."
    assert [hit.words["word"] for hit in hits(text, simpler_words=False)] == ["bolus"]


@pytest.mark.parametrize("audience", ["clinicians", "health professionals"])
def test_a_text_for_professionals_is_left_alone(audience: str) -> None:
    assert hits(f"---\naudience: {audience}\n---\n\nWe utilize a bolus.") == []
