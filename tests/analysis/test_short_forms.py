from __future__ import annotations

import pytest

from caveat.analysis.short_forms import explanation, find_short_forms, long_form_in


def bases(text: str) -> list[str]:
    return [form.base for form in find_short_forms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An ECG and two CBCs.", ["ECG", "CBC"]),
        ("SSRIs and NSAIDs", ["SSRI", "NSAID"]),
        ("GLP-1 medicines, SGLT2 inhibitors", ["GLP-1", "SGLT2"]),
        ("mRNA, HbA1c, eGFR, PrEP", ["mRNA", "HbA1c", "eGFR", "PrEP"]),
        ("IV-drug use, CT/MRI, anti-TNF", ["IV", "CT", "MRI", "TNF"]),
        ("the ENT's desk", ["ENT"]),
        ("WebMD, LinkedIn, McKay, MedDRA", []),
        ("B12, T4, H1N1, BPC-157, IL-6, NaCl", []),
        ("see www.ICU.org, NURSE@ICU.ORG, #CRPS, 1-800-CDC-INFO", []),
        ("HYPERTENSION", []),
        ("A dog. I am.", []),
    ],
)
def test_short_forms_are_words_of_mostly_capitals(text: str, expected: list[str]) -> None:
    assert bases(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("deep vein thrombosis (DVT)", "spelled"),
        ("deep vein thrombosis (also known as DVT)", "spelled"),
        ("deep vein thrombosis [DVT]", "spelled"),
        ("deep vein thrombosis, or DVT, is", "spelled"),
        ("deep vein thrombosis (clot) (DVT)", "spelled"),
        ("DVT (deep vein thrombosis)", "spelled"),
        ("DVT, short for deep vein thrombosis", "spelled"),
        ("DVT stands for deep vein thrombosis", "spelled"),
        ("DVT, or deep vein thrombosis, is", "spelled"),
        ("DVT – deep vein thrombosis", "spelled"),
        ("a clot in the leg (DVT)", "glossed"),
        ("DVT (a clot in the leg)", "glossed"),
        ("EKG (electrocardiogram)", "glossed"),
        ("DVT is a clot in the leg", "described"),
        ("DVT, a clot in the leg", "described"),
        ("Your leg hurts, DVT may be why", None),
        ("DVT (for example in the leg)", None),
        ("DVT (2021)", None),
        ("some leg pain (not DVT)", None),
    ],
)
def test_the_words_beside_a_short_form_may_explain_it(text: str, kind: str | None) -> None:
    form = next(iter(find_short_forms(text)))
    found = explanation(text, form)
    assert (found.kind if found else None) == kind


def test_an_explanation_spans_the_long_form_and_the_short_one() -> None:
    text = "You may have deep vein thrombosis (DVT) in one leg."
    found = explanation(text, next(iter(find_short_forms(text))))
    assert found is not None
    assert text[found.start : found.end] == "deep vein thrombosis (DVT"


@pytest.mark.parametrize(
    ("text", "base", "found"),
    [
        ("The Food and Drug Administration warns.", "FDA", "Food and Drug Administration"),
        ("about deep vein thrombosis in one leg", "DVT", None),
        ("people with complex regional pain syndrome", "CRPS", "complex regional pain syndrome"),
        ("the National Institute of Arthritis and Musculoskeletal and Skin Diseases", "AMS", None),
        ("atrial fibrillation", "AF", None),
    ],
)
def test_a_long_form_without_its_short_form_is_found(text: str, base: str, found: str | None) -> None:
    span = long_form_in(text, base)
    assert (text[span[0] : span[1]] if span else None) == found


def test_three_small_letters_count_in_a_heading() -> None:
    assert long_form_in("Deep vein thrombosis", "DVT", heading=True) == (0, 20)
