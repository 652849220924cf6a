"""What a claim says of itself: its kind, what it is about, how it is asserted, and what limits it."""

from __future__ import annotations

import pytest

from caveat.analysis import Analysis, Claim
from caveat.readers import read


def claims(text: str) -> tuple[Claim, ...]:
    return Analysis(read("page.md", text.encode())).claims


def only(text: str) -> Claim:
    (claim,) = claims(text)
    return claim


def test_a_claim_covers_its_exact_words_through_markup() -> None:
    text = "The *new* injection is **completely** safe[^1].\n\n[^1]: A leaflet.\n"
    claim = only(text)
    assert (claim.span.start, claim.span.end) == (text.index("completely"), text.index(" safe") + 5)
    assert claim.quote == "completely safe"


@pytest.mark.parametrize(
    ("sentence", "assertion"),
    [
        ("The vaccine is safe.", "asserted"),
        ("The vaccine is not safe.", "negated"),
        ("No vaccine is safe.", "negated"),
        ("Is the vaccine safe?", "questioned"),
        ("Ask whether the vaccine is safe.", "questioned"),
        ("If the vaccine is safe for you, you can have it.", "conditional"),
        ("The vaccine should be safe.", "hypothetical"),
        ("Regulators make sure that the vaccine is safe.", "hypothetical"),
        ("The maker says that the vaccine is safe.", "attributed"),
        ("Studies show that the vaccine is safe.", "asserted"),
        ("It is unclear whether the vaccine is safe.", "questioned"),
        ("It is a myth that the vaccine is safe.", "negated"),
        ("The vaccine is effective but not safe.", "negated"),
    ],
)
def test_the_grammar_round_a_claim_says_how_it_is_put(sentence: str, assertion: str) -> None:
    assert {claim.assertion for claim in claims(sentence) if claim.kind == "safety"} == {assertion}


@pytest.mark.parametrize(
    ("sentence", "ladder"),
    [
        ("The infusion is safe.", 0),
        ("The infusion is designed to be a safe treatment.", 1),
        ("The infusion is usually safe.", 2),
        ("The infusion is safe when given by trained staff.", 3),
        ("In a trial of 60 adults the infusion was safe over 12 weeks.", 4),
    ],
)
def test_qualifiers_reach_a_step_of_the_ladder(sentence: str, ladder: int) -> None:
    assert only(sentence).ladder == ladder


def test_a_hedge_on_another_verb_does_not_qualify_a_claim() -> None:
    claim = only("The infusion may last an hour and is completely safe.")
    assert claim.ladder == 0


def test_a_remaining_risk_in_the_same_or_the_next_sentence_counts() -> None:
    assert only("The tablets are safe, but they can cause bleeding.").residual_risk
    assert only("The tablets are safe. However, some people have had serious bleeding.").residual_risk
    assert not only("The tablets are safe. They come in packs of 30.").residual_risk


def test_a_pronoun_stands_for_the_treatment_or_the_disease_named_before_it() -> None:
    assert only("Semaglutide is a weekly injection. It is completely safe.").subject == "treatment"
    assert [
        claim for claim in claims("Eczema is a skin disease. It is harmless.") if claim.subject == "treatment"
    ] == []


def test_a_source_beside_a_claim_is_noted() -> None:
    assert only("The gel is effective [3].").sourced
    assert not only("The gel is effective.").sourced


def test_an_unknown_name_is_taken_for_a_product_unless_it_is_a_common_word_of_the_text() -> None:
    assert only("Glowvex is safe. Glowvex treats nerve pain.").subject == "treatment"
    assert claims("Thrush is a common infection. Thrush is harmless. Most thrush clears up.") == ()


def test_reference_lists_make_no_claims() -> None:
    assert claims("# Sources\n\n1. Smith J. Why the vaccine is safe and effective. 2019.\n") == ()


def test_a_long_paragraph_is_parsed_in_pieces_of_whole_sentences() -> None:
    filler = "The clinic is open on most days of the week. " * 120
    claim = only(f"{filler}The injection is completely safe. {filler}")
    assert claim.quote == "completely safe"


def test_a_sentence_without_end_is_left_alone() -> None:
    assert claims("The injection is completely safe and " + "word " * 20_000) == ()
