"""What the rules about words propose, and what a house may accept."""

from __future__ import annotations

import datetime

import pytest

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import Hit, load_bundle
from caveat.terms import TermList

RULES = load_bundle().rules
TODAY = datetime.date(2026, 11, 22)


def hits_in(rule: str, text: str, *accept: str, **options: object) -> list[Hit]:
    document = read("piece.md", text.encode())
    reading = Reading(document, Analysis(document), accept=TermList(accept))
    return list(RULES[rule].hits(reading, RULES[rule].options(**options), TODAY))


def mended(rule: str, text: str) -> tuple[str, list[str]]:
    """The text with every proposed change made, and how safe each is."""
    hits = hits_in(rule, text)
    edits = [edit for hit in hits if hit.fix is not None for edit in hit.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text, ["none" if hit.fix is None else hit.fix.safety for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected", "safety"),
    [
        ("He committed suicide in 2019.", "He died by suicide in 2019.", "safe"),
        ("Some commit suicide.", "Some die by suicide.", "safe"),
        ("She tried to commit suicide.", "She attempted suicide.", "safe"),
        ("Thoughts of committing suicide pass.", "Thoughts of suicide pass.", "safe"),
        ("He wanted to commit suicide.", "He wanted to die by suicide.", "review"),
        ("He committed\nsuicide at home.", "He died by suicide at home.", "safe"),
        ("It was a failed suicide attempt.", "It was a suicide attempt.", "review"),
        ("It was an unsuccessful suicide attempt.", "It was a suicide attempt.", "review"),
        ("It was the sixth suicide gesture.", "It was the sixth suicide gesture.", "none"),
        ("He *committed* suicide.", "He *committed* suicide.", "none"),
    ],
)
def test_suicide_is_worded_anew(text: str, expected: str, safety: str) -> None:
    assert mended("language-suicide-terms", text) == (expected, [safety])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Addicts need care.", "People with an addiction need care."),
        ("She is an alcoholic.", "She is a person with alcohol use disorder."),
        ("He is an addict.", "He is a person with an addiction."),
        ("See an elderly person.", "See an older person."),
        ("## Care for Obese Patients", "## Care for Patients with Obesity"),
        ("An addict's brain changes.", "An addict's brain changes."),
    ],
)
def test_a_label_is_replaced_with_its_article(text: str, expected: str) -> None:
    found, safeties = mended("language-stigma-term", text)
    assert found == expected
    assert "safe" not in safeties


def test_the_house_s_own_terms_are_left_alone() -> None:
    text = "We help hearing impaired people, and inmates."
    assert [hit.words["phrase"] for hit in hits_in("language-stigma-term", text)] == ["hearing impaired", "inmates"]
    accepted = hits_in("language-stigma-term", text, "hearing impaired")
    assert [hit.words["phrase"] for hit in accepted] == ["inmates"]


def test_a_message_says_what_to_write() -> None:
    (hit,) = hits_in("language-stigma-term", "Drug abuse is common.")
    assert RULES["language-stigma-term"].message.format(**hit.words) == (
        "“Drug abuse” labels or blames people; write “drug use” or “drug misuse”."
    )
