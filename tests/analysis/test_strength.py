"""How firmly a sentence says what it says, on one scale."""

from __future__ import annotations

import pytest

from caveat.analysis.strength import strength_of, ties_in


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("there is no known cure.", 0),
        ("the drug did not reduce mortality.", 0),
        ("we found no association between coffee and cancer.", 0),
        ("coffee consumption was associated with a lower risk of type 2 diabetes.", 1),
        ("increased intake was associated with significantly reduced mortality.", 1),
        ("people who ate nuts had a lower risk of heart disease.", 1),
        ("women who took the drug were less likely to have a fracture.", 1),
        ("pain scores were lower in the ketamine group than in the placebo group.", 1),
        ("no association was found between mobile phones and brain tumors.", 0),
        ("not getting enough sleep could make you ill.", 2),
        ("breastfeeding makes children smarter", 4),
        ("coffee may reduce the risk of diabetes.", 2),
        ("these results suggest that vitamin d could prevent falls.", 2),
        ("you may feel sick.", 2),
        ("ketamine can ease pain.", 3),
        ("the cream eases the itch for some people.", 3),
        ("drinking coffee cuts risk of diabetes, study finds", 4),
        ("statins lower cholesterol.", 4),
        ("the intervention significantly improved quality of life.", 4),
        ("the treatment was effective in older adults.", 4),
        ("ketamine is safe.", 4),
        ("ketamine cures crps.", 5),
        ("ketamine is completely safe.", 5),
    ],
)
def test_a_sentence_is_placed_on_the_scale(sentence: str, level: int) -> None:
    strength = strength_of(sentence)
    assert strength is not None
    assert strength.level == level


@pytest.mark.parametrize(
    "sentence",
    [
        "is it safe?",
        "we examined whether coffee reduces risk.",
        "it is used to treat high blood pressure.",
        "do not stop the tablets.",
        "some people feel better soon.",
        "effects on the heart",
    ],
)
def test_questions_aims_uses_orders_and_topics_claim_nothing(sentence: str) -> None:
    assert strength_of(sentence) is None


def test_a_tie_has_its_place_and_the_hedge_before_it() -> None:
    (tie,) = ties_in("magnesium may shorten attacks.")
    assert (tie.start, tie.end, tie.level, tie.limit, tie.way) == (14, 21, 2, "may", "less")


def test_verbs_that_point_opposite_ways_are_not_one_claim() -> None:
    (raises,) = ties_in("salt raises blood pressure.")
    (lowers,) = ties_in("garlic lowers blood pressure.")
    (eases,) = ties_in("heat eases pain.")
    assert (raises.opposes(lowers), raises.opposes(eases), raises.opposes(raises)) == (True, False, False)
