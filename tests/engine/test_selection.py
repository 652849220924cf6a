from __future__ import annotations

from dataclasses import replace

import pytest

from caveat.engine.catalogue import Catalogue, load_rules
from caveat.engine.selection import graded, select
from caveat.engine.settings import Choice, PathSettings, Settings
from caveat.rule import Grade, Severity

OWN = {
    "caveat-dead-link",
    "caveat-expired-suppression",
    "caveat-invalid-suppression",
    "caveat-missing-sign-off",
    "caveat-stale-baseline",
    "caveat-unused-suppression",
}
DEFAULT = {
    "colour-deep-purple",
    "colour-purple",
    "disclosure-review-date",
    "style-broken",
    "style-graded",
    "style-utilise",
}


@pytest.fixture
def catalogue() -> Catalogue:
    return load_rules(("plainwords",), {}, None).catalogue


def chosen(settings: Settings, catalogue: Catalogue, path: str = "a.md") -> set[str]:
    return set(select(settings, catalogue, path)) - OWN


def test_by_default_the_stable_default_rules_run(settings: Settings, catalogue: Catalogue) -> None:
    assert set(select(settings, catalogue, "a.md")) == DEFAULT | OWN


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(("colour",)), {"colour-deep-purple", "colour-purple"}),
        (Choice(("colour-violet",)), {"colour-purple"}),
        (Choice(("style",)), {"style-broken", "style-graded", "style-noisy", "style-utilise"}),
        (Choice(("style-early",)), {"style-early"}),
        (Choice(("all",)), DEFAULT | {"style-noisy", "kinship-article"}),
        (Choice(None, ("style-noisy",)), DEFAULT | {"style-noisy"}),
        (Choice(None, (), ("style",)), DEFAULT - {"style-broken", "style-graded", "style-utilise"}),
        (Choice(("colour",), (), ("colour-purple",)), {"colour-deep-purple"}),
        (Choice(("colour-purple",), (), ("colour",)), {"colour-purple"}),
        (Choice(("colour-purple",), (), ("colour-purple",)), set()),
        (Choice(None, (), ("all",)), set()),
    ],
)
def test_the_narrower_word_wins(choice: Choice, expected: set[str], settings: Settings, catalogue: Catalogue) -> None:
    assert chosen(replace(settings, choice=choice), catalogue) == expected
    assert chosen(replace(settings, command=choice), catalogue) == expected


def test_the_command_line_wins_over_the_configuration(settings: Settings, catalogue: Catalogue) -> None:
    told = replace(settings, choice=Choice(("style",), (), ("colour-purple",)), command=Choice(("colour-purple",)))
    assert chosen(told, catalogue) == {"colour-purple"}


def test_a_path_table_holds_for_its_paths_only(settings: Settings, catalogue: Catalogue) -> None:
    told = replace(
        settings,
        paths=(PathSettings("old/", Choice(("style-noisy",))), PathSettings("*.txt", Choice(None, (), ("style",)))),
    )
    assert chosen(told, catalogue, "old/a.md") == {"style-noisy"}
    assert chosen(told, catalogue, "new/a.md") == DEFAULT
    assert chosen(told, catalogue, "old/a.txt") == set()


def test_what_a_path_table_ignores_stays_ignored_unless_the_rule_is_selected_by_its_id(
    settings: Settings, catalogue: Catalogue
) -> None:
    told = replace(settings, paths=(PathSettings("old/", Choice(None, (), ("colour",))),))
    assert chosen(replace(told, command=Choice(("colour",))), catalogue, "old/a.md") == set()
    assert chosen(replace(told, command=Choice(("colour-purple",))), catalogue, "old/a.md") == {"colour-purple"}


def test_the_command_lines_selection_is_not_replaced_by_a_path_table(settings: Settings, catalogue: Catalogue) -> None:
    told = replace(settings, paths=(PathSettings("old/", Choice(("style",))),), command=Choice(("colour-purple",)))
    assert chosen(told, catalogue, "old/a.md") == {"colour-purple"}


def test_the_engines_own_rules_run_unless_ignored(settings: Settings, catalogue: Catalogue) -> None:
    told = replace(settings, command=Choice(("colour",)), choice=Choice(None, (), ("caveat-unused-suppression",)))
    assert set(select(told, catalogue, "a.md")) & OWN == OWN - {"caveat-unused-suppression"}


def test_severity_comes_from_the_rule_the_profile_and_the_configuration_in_turn(
    settings: Settings, catalogue: Catalogue
) -> None:
    def severity(told: Settings, path: str = "a.md") -> Severity | None:
        return select(told, catalogue, path).get("colour-purple")

    assert severity(settings) == "error"
    professional = replace(settings, profile="professional")
    assert severity(professional) == "warning"
    assert severity(replace(professional, severity=(("colour", "info"),))) == "info"
    assert severity(replace(professional, severity=(("colour-purple", "error"), ("colour", "info")))) == "error"
    assert severity(replace(settings, severity=(("colour-violet", "off"),))) is None
    told = replace(settings, paths=(PathSettings("pro/", profile="professional"),))
    assert (severity(told), severity(told, "pro/a.md")) == ("error", "warning")
    told = replace(settings, severity=(("colour", "off"),), paths=(PathSettings("x/", severity=(("colour", "info"),)),))
    assert (severity(told), severity(told, "x/a.md")) == (None, "info")


@pytest.mark.parametrize(
    ("severity", "grade", "expected"),
    [
        ("warning", "raised", "error"),
        ("warning", "lowered", "info"),
        ("warning", "normal", "warning"),
        ("error", "raised", "error"),
        ("info", "lowered", "info"),
    ],
)
def test_a_grade_moves_the_severity_one_step(severity: Severity, grade: Grade, expected: Severity) -> None:
    assert graded(severity, grade) == expected
