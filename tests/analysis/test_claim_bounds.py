"""What a topic pack knows of a drug's trials bears on how long and how soon a text says that the drug helps."""

from __future__ import annotations

import pytest

from caveat.rule import Example, load_bundle
from caveat.rule.examples import hits_in

BUNDLE = load_bundle()
TITLE = "# Ketamine for complex regional pain syndrome\n\n"


def _graded(rule_id: str, text: str) -> list[tuple[str, str]]:
    example = Example("flagged", text, (), (), 1, None)
    return [(hit.grade, hit.because) for hit in hits_in(BUNDLE.rules[rule_id], example, BUNDLE.vocabulary)]


def test_a_lasting_benefit_is_held_against_what_trials_support() -> None:
    ((grade, because),) = _graded("claims-durability", f"{TITLE}The infusions create lasting change.")
    assert grade == "raised"
    assert because.startswith("trials in complex regional pain syndrome (CRPS) support about 12 weeks (")


def test_a_quick_benefit_is_held_against_how_long_the_trials_took() -> None:
    ((grade, because),) = _graded("claims-speed-of-relief", f"{TITLE}The infusions bring a quick response.")
    assert grade == "raised"
    assert because.startswith("in complex regional pain syndrome (CRPS), the protocols that were studied ran for days")


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}Acupuncture gives lasting relief.",
        f"{TITLE}Some patients find lasting relief with ketamine.",
        "# Ketamine for hiccups\n\nThe infusions create lasting change.",
    ],
)
def test_what_no_trials_bound_is_not_raised(text: str) -> None:
    assert [grade for grade, _ in _graded("claims-durability", text)] in (["normal"], ["lowered"])
