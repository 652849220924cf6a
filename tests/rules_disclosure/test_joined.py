"""A text that only informs has one finding for all that it fails to disclose; one that persuades has one for each."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from caveat.engine.run import Run, check
from caveat.engine.settings import Choice, Profile, Settings

TODAY = datetime.date(2026, 11, 22)
CALM = "# Asthma\n\nInhalers ease the swelling of asthma. Asthma makes the airways swell.\n"
SELLS = (
    "# Ketamine\n\nOur ketamine infusions cure depression for good. They are completely safe, and have no side effects.\n"
    "Ketamine ends your pain in minutes. Our clinic is the best choice for you. Book your free consultation now.\n"
)
RULES = ("disclosure-review-date", "disclosure-medical-disclaimer", "disclosure-conflict-sponsor")


def _run(folder: Path, text: str, profile: Profile = "patient-education") -> Run:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    settings = Settings(root=folder.as_posix(), today=TODAY, profile=profile, command=Choice(RULES), cache=False)
    return check((str(path),), settings)


def test_what_a_calm_text_lacks_is_one_finding(tmp_path: Path) -> None:
    (finding,) = _run(tmp_path, CALM).report.findings
    assert (finding.rule, finding.severity) == ("disclosure-review-date", "warning")
    assert [(one.rule, one.severity) for one in finding.related] == [
        ("disclosure-conflict-sponsor", "info"),
        ("disclosure-medical-disclaimer", "warning"),
    ]


def test_a_selling_text_owes_each_by_itself(tmp_path: Path) -> None:
    found = [(one.rule, one.severity) for one in _run(tmp_path, SELLS).report.findings]
    assert found == [
        ("disclosure-conflict-sponsor", "warning"),
        ("disclosure-medical-disclaimer", "error"),
        ("disclosure-review-date", "warning"),
    ]


def test_the_strictest_profile_asks_a_calm_text_for_each_by_itself(tmp_path: Path) -> None:
    assert {one.rule for one in _run(tmp_path, CALM, "clinic-marketing").report.findings} == set(RULES)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Last reviewed 3 May 2026.", "disclosure-review-date"),
        ("This page is general information and does not replace advice from your own doctor.", RULES[1]),
        ("We are a private clinic that sells these infusions.", "disclosure-conflict-sponsor"),
    ],
)
def test_a_sentence_that_says_it_clears_exactly_that_finding(tmp_path: Path, line: str, rule: str) -> None:
    assert {one.rule for one in _run(tmp_path, f"{SELLS}\n{line}\n").report.findings} == set(RULES) - {rule}
