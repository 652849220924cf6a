"""What a text should tell its readers, item by item: whether it does, and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from caveat.engine.run import Run
from caveat.engine.settings import Choice
from caveat.report import wire

Write = Callable[[str, str], str]
Check = Callable[..., Run]

NOT_SELECTED = "The rule was not selected for this run."
TEXT = """# Ketamine for pain

By despair we mean a pain disorder. In danger, call 988. Ketamine can harm the bladder.
"""


@pytest.fixture
def listed(write: Write, checked: Check) -> Callable[..., list[tuple[str, str, str, str, str]]]:
    def run(
        text: str,
        name: str = "a.md",
        bundles: tuple[str, ...] = ("listwords",),
        **changes: Any,  # noqa: ANN401 - any field of Settings
    ) -> list[tuple[str, str, str, str, str]]:
        (document,) = checked(write(name, text), bundles=bundles, **changes).report.documents
        return [
            (one.item, one.state, "" if one.place is None else one.place.quote, one.declared, one.why)
            for one in document.checklist
        ]

    return run


def test_each_item_is_there_at_its_words_or_missing_and_why(write: Write, checked: Check) -> None:
    run = checked(write("a.md", TEXT), bundles=("listwords",))
    written = json.loads(wire.encode(run.report))["documents"][0]["checklist"]
    assert written == [
        {
            "item": "author",
            "rule": "disclosure-author",
            "state": "missing",
            "place": None,
            "declared": "",
            "why": "No author.",
        },
        {
            "item": "Ketamine: bleeding",
            "rule": "balance-key-risk",
            "state": "missing",
            "place": None,
            "declared": "",
            "why": "Nothing is said of bleeding.",
        },
        {
            "item": "crisis line",
            "rule": "disclosure-crisis-line",
            "state": "present",
            "place": {
                "start": {"line": 3, "column": 37, "offset": 57},
                "end": {"line": 3, "column": 57, "offset": 77},
                "quote": "In danger, call 988.",
            },
            "declared": "",
            "why": "",
        },
        {
            "item": "Ketamine: bladder",
            "rule": "balance-key-risk",
            "state": "present",
            "place": {
                "start": {"line": 3, "column": 58, "offset": 78},
                "end": {"line": 3, "column": 88, "offset": 108},
                "quote": "Ketamine can harm the bladder.",
            },
            "declared": "",
            "why": "",
        },
    ]
    assert run.report.documents[0].disclosures == {"author": False, "crisis-line": True}
    assert [one.rule for one in run.report.findings] == ["balance-key-risk", "disclosure-author"]


def test_what_a_text_is_not_asked_for_is_said_with_the_reason(listed: Callable[..., Any]) -> None:
    text = "Ketamine may ease a pain disorder. Bleeding and bladder harm can follow."
    words = "Bleeding and bladder harm can follow."
    assert listed(text, "post.md") == [
        ("Ketamine: bladder", "present", words, "", ""),
        ("Ketamine: bleeding", "present", words, "", ""),
        ("author", "not-expected", "", "", "It is not asked of a text of the genre post."),
        ("crisis line", "not-expected", "", "", "The text does not speak of despair."),
    ]


def test_an_item_that_is_not_expected_is_no_disclosure(write: Write, checked: Check) -> None:
    run = checked(write("a.md", "Ketamine may ease pain disorders, says a text by Dr Lee."), bundles=("listwords",))
    assert run.report.documents[0].disclosures == {"author": True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ketamine may ease pain, says a text by Dr Lee.",
            ("present", "", "The rule finds nothing missing, and does not say where it stands."),
        ),
        ("Ketamine may ease pain.\n\nWritten by Dr Old.", ("present", "Written by Dr Old.", "No author.")),
        (
            "We open in April by Dr Lee.",
            ("not-expected", "", "The text says nothing about a treatment, a condition or a symptom."),
        ),
        ("Ketamine may ease pain, by Dr Nobody.", ("not-checked", "", "The rule broke down.")),
    ],
)
def test_a_rule_that_tells_nothing_of_places_is_listed_by_what_it_found(
    listed: Callable[..., Any], text: str, expected: tuple[str, str, str]
) -> None:
    (found,) = (one for one in listed(text) if one[0] == "author")
    assert (found[1], found[2], found[4]) == expected


def test_what_the_site_says_on_every_page_is_declared_with_its_place(listed: Callable[..., Any]) -> None:
    found = listed("Ketamine may ease pain.", disclosures={"author": "on the page “About us”"})
    assert ("author", "declared", "", "on the page “About us”", "") in found


def test_a_rule_that_was_not_run_leaves_its_item_unchecked(listed: Callable[..., Any]) -> None:
    found = listed(
        "Ketamine may ease pain.", command=Choice(("disclosure-author",)), disclosures={"crisis-line": "in the footer"}
    )
    assert found == [
        ("author", "missing", "", "", "No author."),
        ("key risks", "not-checked", "", "", NOT_SELECTED),
        ("crisis line", "declared", "", "in the footer", ""),
    ]


REAL = """---
audience: patients
---

# Ketamine for nerve pain

Ketamine may ease nerve pain for some weeks.

This article is general information. It does not replace advice from a health professional.

Last reviewed 3 May 2026.
"""


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        (REAL, "medical disclaimer", ("present", "It does not replace advice from a health professional.", "")),
        (REAL, "review date", ("present", "Last reviewed 3 May 2026", "")),
        (
            REAL.replace("2026", "2019"),
            "review date",
            ("present", "Last reviewed 3 May 2019", ""),
        ),
        (
            REAL.replace("3 May 2026", "recently"),
            "review date",
            (
                "missing",
                "Last reviewed recently",
                (
                    "Readers cannot tell how current this is: “Last reviewed recently” gives no date. "
                    "Write, for example: “Last reviewed 3 May 2026.”"
                ),
            ),
        ),
        (
            REAL.replace("audience: patients", "reviewed: 2026-05-04"),
            "review date",
            ("present", "reviewed: 2026-05-04", ""),
        ),
        (
            REAL.replace("patients", "professionals"),
            "medical disclaimer",
            ("not-expected", "", "The text is for professionals."),
        ),
    ],
)
def test_our_own_disclosures_are_listed_with_their_words(
    listed: Callable[..., Any], text: str, rule: str, expected: tuple[str, str, str]
) -> None:
    (found,) = (one for one in listed(text, bundles=("caveat_rules",)) if one[0] == rule)
    assert (found[1], found[2], found[4]) == expected


def test_a_disclaimer_of_the_template_is_declared(listed: Callable[..., Any]) -> None:
    text = REAL.replace("audience: patients", "disclaimer: external")
    assert ("medical disclaimer", "declared", "", "a template of the site, says the front matter", "") in listed(
        text, bundles=("caveat_rules",)
    )


def test_our_own_rules_call_nothing_present_that_they_do_not_point_to_or_ask_for(listed: Callable[..., Any]) -> None:
    rules = Choice(
        (
            *("disclosure", "disclosure-affiliate", "disclosure-ai-generated", "disclosure-testimonial"),
            *("balance-missing-boxed-warning", "balance-missing-contraindications", "balance-missing-key-risk"),
            "balance-missing-side-effects",
        )
    )
    text = "# Asthma\n\nInhalers ease the swelling of asthma.\n"
    states = {name: state for name, state, *_ in listed(text, bundles=("caveat_rules",), command=rules)}
    assert states == {
        "author credentials": "missing",
        "medical disclaimer": "missing",
        "medical review": "missing",
        "review date": "missing",
        "who paid and who gains": "missing",
        "affiliate": "not-expected",
        "ai generated": "not-expected",
        "common side effects": "not-expected",
        "consult professional": "not-expected",
        "crisis line": "not-expected",
        "emergency info": "not-expected",
        "key risks": "not-expected",
        "off label": "not-expected",
        "testimonial": "not-expected",
        "the boxed warning": "not-expected",
        "who should not have it": "not-expected",
    }
