"""What the rules about words propose, and what a house may accept."""

from __future__ import annotations

import datetime
import importlib
from pathlib import Path

import pytest

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import Hit, load_bundle
from caveat.terms import TermList
from caveat_rules.language.wording import Wordings

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Diabetics should rest.", "People with diabetes should rest."),
        ("Type 2 diabetics rest.", "People with type 2 diabetes rest."),
        ("He met an asthmatic.", "He met a person with asthma."),
        ("We saw an epileptic child.", "We saw a child with epilepsy."),
        ("Epileptic children swim.", "Children with epilepsy swim."),
        ("We treat an asthma patient.", "We treat a patient with asthma."),
        ("## Help for Cancer Patients", "## Help for Patients with Cancer"),
        ("Arthritis patients walk.", "Patients with arthritis walk."),
        ("A stroke patient spoke.", "A patient who has had a stroke spoke."),
        ("It helps the elderly.", "It helps older people."),
        ("It meets cancer patients' needs.", "It meets cancer patients' needs."),
        ("It helps the disabled.", "It helps the disabled."),
    ],
)
def test_the_person_is_put_first(text: str, expected: str) -> None:
    assert mended("language-condition-first", text) == (expected, ["none" if text == expected else "review"])


def test_a_house_says_who_names_themselves_by_what_they_are() -> None:
    text = "Autistic people, epileptic people and disabled people met cancer patients."

    def phrases(**options: object) -> list[str]:
        return [hit.words["phrase"] for hit in hits_in("language-condition-first", text, **options)]

    assert phrases() == ["epileptic people", "cancer patients"]
    assert phrases(identity_first=("epileptic",)) == ["Autistic people", "disabled people", "cancer patients"]
    assert phrases(identity_first=()) == ["Autistic people", "epileptic people", "disabled people", "cancer patients"]
    assert phrases(compounds=False) == ["epileptic people"]


def test_an_accepted_term_covers_its_article() -> None:
    assert hits_in("language-condition-first", "The disabled ride free.", "disabled") == []
    assert hits_in("language-condition-first", "Most cancer patients ride free.", "cancer patients") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He suffers from asthma.", "He has asthma."),
        ("People suffering from asthma meet.", "People with asthma meet."),
        ("He is suffering from gout.", "He has gout."),
        ("Migraine sufferers meet.", "People with migraine meet."),
        ("A stroke victim spoke.", "A person who has had a stroke spoke."),
        ("An arthritis sufferer spoke.", "A person with arthritis spoke."),
        ("She is confined to a wheelchair.", "She uses a wheelchair."),
        ("Wheelchair-bound people meet.", "People who use a wheelchair meet."),
        ("A wheelchair-bound man came.", "A man who uses a wheelchair came."),
        ("Patients complain of pain.", "Patients report pain."),
        ("The patient denies chest pain.", "The patient reports no chest pain."),
        ("Two women refused surgery.", "Two women declined surgery."),
        ("Patients failed therapy.", "Patients failed therapy."),
    ],
)
def test_pity_and_blame_become_plain_words(text: str, expected: str) -> None:
    assert mended("language-suffer-victim", text) == (expected, ["none" if text == expected else "review"])


def test_an_accepted_word_of_pity_stays() -> None:
    assert hits_in("language-suffer-victim", "Migraine sufferers meet.", "migraine sufferers") == []
    assert hits_in("language-suffer-victim", "Migraine sufferers meet.", "sufferers") == []


def test_an_accepted_slogan_is_no_threat() -> None:
    text = "Don't let arthritis steal your life."
    assert [hit.words["phrase"] for hit in hits_in("language-fear-appeal", text)] == [text[:-1]]
    assert hits_in("language-fear-appeal", text, "don't let arthritis steal your life") == []


def test_words_of_torment_point_to_each_other() -> None:
    text = (
        "# Ketamine infusions at Marlow\n\nA relentless illness can be excruciating, and leave no hope but despair.\n\n"
        "Our ketamine infusions help our patients. Book your free consultation at our clinic today, from £450.\n"
    )
    (hit,) = hits_in("language-fear-appeal", text)
    assert hit.words["phrase"] == "relentless"
    assert [place.span.of(text) for place in hit.related] == ["excruciating", "despair"]


@pytest.mark.parametrize("name", ["stigma-term", "suicide-terms", "suffer-victim"])
def test_no_replacement_is_itself_at_fault(name: str) -> None:
    module = importlib.import_module(f"caveat_rules.language.{name.replace('-', '_')}")
    wordings = Wordings(Path(str(module.__file__)).with_suffix(".yaml"))
    choices = {choice for entry in wordings.entries for shown in entry.forms.values() for choice in shown.split("|")}
    for choice in sorted(choices - {""}):
        assert hits_in(f"language-{name}", f"The patient said that {choice} asthma.") == [], choice


@pytest.mark.parametrize("name", ["stigma-term", "suicide-terms", "suffer-victim"])
def test_every_listed_word_has_a_source_that_the_list_names(name: str) -> None:
    module = importlib.import_module(f"caveat_rules.language.{name.replace('-', '_')}")
    wordings = Wordings(Path(str(module.__file__)).with_suffix(".yaml"))
    named = wordings.data["sources"]
    assert isinstance(named, dict)
    assert {entry.source for entry in wordings.entries} == set(named)
