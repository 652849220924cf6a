"""What a text states about health: `Analysis.statements`, and `Analysis.ledger`, which also has the narrower claims."""

from __future__ import annotations

from itertools import pairwise

import pytest

from caveat.analysis import Analysis, Claim
from caveat.readers import read


def analysis_of(text: str) -> Analysis:
    return Analysis(read("page.md", text.encode()))


def only(text: str) -> Claim:
    (statement,) = analysis_of(text).statements
    return statement


@pytest.mark.parametrize(
    ("sentence", "kind", "about"),
    [
        ("Ibuprofen reduces swelling and fever.", "efficacy", "Ibuprofen"),
        ("Turmeric eases joint pain.", "efficacy", "Turmeric"),
        ("Ginger tea relieves nausea and vomiting in pregnancy.", "efficacy", "Ginger"),
        ("Magnesium supports heart health.", "efficacy", "Magnesium"),
        ("Zinc shortens a cold by one day.", "efficacy", "Zinc"),
        ("Metformin lowers the amount of sugar that the liver makes.", "efficacy", "Metformin"),
        ("Regular exercise improves sleep in older adults.", "efficacy", "sleep"),
        ("Warfarin is used to treat or prevent clots.", "efficacy", "Warfarin"),
        ("Aspirin increases the risk of stomach bleeding.", "safety", "Aspirin"),
        ("Statins can cause muscle pain.", "safety", "Statins"),
        ("Chemotherapy damages healthy cells as well as cancer cells.", "safety", "Chemotherapy"),
        ("Side effects include nausea, dizziness and headache.", "safety", "nausea"),
        ("Smoking causes lung cancer and heart disease.", "causation", "cancer"),
        ("Untreated celiac disease damages the small intestine.", "causation", "celiac disease"),
        ("Obesity is strongly linked to type 2 diabetes and to heart disease.", "causation", "Obesity"),
        ("Children with eczema are more likely to develop asthma.", "causation", "eczema"),
        ("Physical therapy works better than rest for back pain.", "comparison", "Physical therapy"),
        ("The drug blocks a receptor in the brain.", "mechanism", "drug"),
        (
            "The FDA approved the injection in 2019 for adults with severe psoriasis and joint pain.",
            "regulatory",
            "injection",
        ),
        ("About one in ten adults has diabetes.", "statistic", "diabetes"),
        ("Around 37 million Americans have kidney disease.", "statistic", "kidney disease"),
        ("Migraine affects about 15 percent of women.", "statistic", "Migraine"),
        ("Long COVID can last for many months in older adults.", "duration", "COVID"),
        ("Asthma often runs in families.", "fact", "Asthma"),
    ],
)
def test_a_statement_has_a_kind_and_what_it_is_about(sentence: str, kind: str, about: str) -> None:
    statement = only(sentence)
    assert (statement.kind, statement.about) == (kind, about)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("It is a controlled drug in the US for chronic pain.", "fact"),
        ("CRPS is hard to live with and hard to treat.", "fact"),
        ("You can become very sleepy, and your breathing can slow down.", "fact"),
        ("Your blood pressure can go up, and your heart can beat out of rhythm.", "fact"),
        ("They have had a heart attack.", "fact"),
        ("With calming drugs such as diazepam, this can lead to coma.", "safety"),
        ("It slows down the way your blood clots.", "efficacy"),
        ("It can cause a bad bleed that can kill.", "causation"),
        ("Warfarin can make older adults bleed, and a bad bleed can kill.", "causation"),
        ("Chlorhexidine kills bacteria on the skin.", "efficacy"),
        ("Warfarin is not a cure for high blood pressure.", "efficacy"),
    ],
)
def test_a_word_that_is_no_verb_there_or_has_no_object_gives_no_kind(sentence: str, kind: str) -> None:
    assert only(sentence).kind == kind


@pytest.mark.parametrize(
    ("sentence", "strength", "step", "words"),
    [
        ("Turmeric eases joint pain.", 4, 0, ()),
        ("Turmeric may ease joint pain.", 2, 2, ("may",)),
        ("Turmeric might ease joint pain.", 2, 2, ("might",)),
        ("Turmeric could ease joint pain.", 2, 2, ("could",)),
        ("Turmeric can ease joint pain.", 3, 1, ("can",)),
        ("Turmeric usually eases joint pain.", 2, 2, ("usually",)),
        ("Turmeric seems to ease joint pain.", 2, 2, ("seems to",)),
        ("Some people find that turmeric eases joint pain.", 2, 2, ("some people",)),
        ("Turmeric eases joint pain, and may help sleep.", 4, 0, ()),
        ("Obesity is strongly linked to type 2 diabetes and to heart disease.", 1, 0, ()),
        ("Poor sleep is associated with high blood pressure.", 1, 0, ()),
        ("In a trial of 200 adults, the drug lowered blood pressure.", 3, 4, ("in a trial",)),
        ("Turmeric never eases joint pain.", 0, 0, ()),
    ],
)
def test_hedges_and_evidence_set_the_strength_and_the_step(
    sentence: str, strength: int, step: int, words: tuple[str, ...]
) -> None:
    statement = only(sentence)
    assert (statement.strength, statement.step, statement.qualifiers) == (strength, step, words)


@pytest.mark.parametrize(
    ("sentence", "assertion"),
    [
        ("Antibiotics never cure the flu.", "negated"),
        ("There is no evidence that detox diets remove toxins.", "negated"),
        ("A normal dose of the hormone does not lower weight.", "negated"),
        ("The agency has not approved any drug to treat chronic nerve pain in adults.", "negated"),
        ("The pill not only eases pain, it lowers fever.", "asserted"),
        ("It is not expensive, but turmeric eases joint pain.", "asserted"),
        ("Aspirin eases pain, but it does not cure arthritis.", "asserted"),
    ],
)
def test_a_denial_counts_where_it_stands_before_the_verb_of_its_clause(sentence: str, assertion: str) -> None:
    assert only(sentence).assertion == assertion


@pytest.mark.parametrize(
    "sentence",
    [
        # arrangements
        "Our clinic opens at 9 a.m. on weekdays.",
        "Park behind the building and use the side door.",
        "You will settle into a chair before the infusion begins.",
        "The visit takes about an hour.",
        "The nurse will check your blood pressure and place a small needle in your arm.",
        "Your doctor will ask about your symptoms.",
        # instructions
        "Please bring a list of your medicines.",
        "Call us to book your appointment.",
        "Take one tablet twice a day with food.",
        "Do not stop your medicine without asking your doctor.",
        "Talk to your doctor before you take any supplement.",
        "If you have kidney disease, tell your doctor.",
        "Get help fast if your skin hurts and turns dark.",
        "Come for your blood test.",
        # feelings
        "You deserve to feel supported and safe.",
        "We are so glad that you are here.",
        "I felt nervous before my first visit.",
        # definitions
        "A biopsy means that a doctor takes a small piece of tissue.",
        # questions
        "Do you have trouble sleeping?",
        "What are the side effects of the treatment?",
        "Is it safe to drive after the infusion?",
        "Can a thyroid tablet help me lose weight? 🦋",
        # the publisher's own voice
        "This article explains how the thyroid works.",
        "In this guide, we answer common questions about migraine.",
        "This page is for information only and does not replace medical advice.",
        "Our nurses have cared for patients with diabetes for 20 years.",
        "We accept most insurance plans.",
        "Learn more about our programs for back pain.",
        "Thank you for trusting us with your care.",
        "Sign up for our newsletter today.",
        "A session costs 400 dollars.",
        # what nobody knows
        "We don't know what causes lupus.",
        "It is not known whether the drug helps children.",
        "More research is needed on long-term use.",
        # what is not said at all
        "The study was funded by a grant from the institute.",
        "The purpose of the visit is to plan your care.",
        "[0:08 Animation: a gland in the neck]",
        "Diabetes",
    ],
)
def test_what_needs_no_source_is_no_statement(sentence: str) -> None:
    analysis = analysis_of(sentence)
    assert analysis.statements == ()
    assert analysis.ledger == ()


def test_symptoms_that_a_reader_shall_call_about_are_no_statements() -> None:
    items = "\n\n- chest pain or a very bad headache\n- swelling of the face or throat\n"
    assert analysis_of(f"Call 911 right away if you have:{items}").ledger == ()
    assert [claim.quote for claim in analysis_of(f"The infusion often brings on:{items}").statements][-2:] == [
        "chest pain or a very bad headache",
        "swelling of the face or throat",
    ]


def test_references_and_pictures_hold_no_statements() -> None:
    text = """# Turmeric

![Turmeric eases joint pain](root.png)

    Turmeric eases joint pain.

## References

1. Turmeric eases joint pain in older adults. A journal, 2021.
"""
    assert analysis_of(text).statements == ()


def test_the_ledger_lists_a_sentence_by_its_narrower_claims_where_it_has_some() -> None:
    analysis = analysis_of("Turmeric eases joint pain. It is completely safe and has no side effects.")

    assert [(claim.kind, claim.quote) for claim in analysis.ledger] == [
        ("efficacy", "Turmeric eases joint pain."),
        ("safety", "completely safe"),
        ("no-harm", "no side effects"),
    ]


def test_claims_of_the_ledger_share_no_words_and_stand_in_the_order_of_the_text() -> None:
    analysis = analysis_of(
        "Our proven treatment cures chronic pain, is safe and natural, works better than pills and has no side effects. "
        "Nine in ten patients feel relief within hours, guaranteed."
    )
    places = [(claim.span.start, claim.span.end) for claim in analysis.ledger]

    assert len(places) > 3
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_a_statement_covers_its_sentence_in_the_source_without_what_stands_before_it() -> None:
    text = "- **Turmeric** eases [joint pain](https://example.org/study).\n"
    statement = only(text)

    assert (
        text[statement.span.start : statement.span.end] == "Turmeric** eases [joint pain](https://example.org/study)."
    )
    assert statement.quote == "Turmeric eases joint pain."
    assert statement.sourced
