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
COOKIES = (
    "# Cookies on this website\n\nOur website puts small files on your phone or computer, to learn how you use our pages"
    " and to make them better. We use a program of another company for it, and pay for it. We never ask who you are, and"
    " our staff cannot see your name. Every visit gets its own unique number, which lets us count our visitors. You can"
    " switch cookies off in your browser at any time. Click on the button to save your choice. Our pages on asthma,"
    " diabetes and blood pressure work without them, and so does our list of clinics. We keep the files for two years,"
    " unless you delete them before, and we never sell what they tell us.\n"
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


def test_a_text_in_a_sellers_tone_that_names_no_treatment_lacks_them_in_one_finding(tmp_path: Path) -> None:
    (finding,) = _run(tmp_path, COOKIES).report.findings
    assert (finding.rule, {one.rule for one in finding.related}) == (RULES[0], set(RULES[1:]))


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


NEWS = """\
Inhaler halves attacks of asthma, trial finds

LEEDS, 4 March 2026 - A new inhaler halved attacks of asthma in a randomised trial of 300 adults, researchers report.

The trial appears today in a medical journal. Half of the adults used the new inhaler, and half used a standard one.

"We are delighted with these results," said the lead author, a professor of medicine. "Patients have waited for this."

The team plans a larger trial in three countries, which will begin next year and follow 2,000 people for two years.
{line}
"""


def _released(folder: Path, name: str, line: str) -> list[tuple[str, str, str]]:
    text = NEWS.format(line=line)
    if name.endswith(".html"):
        blocks = [block for block in text.split("\n\n") if block.strip()]
        text = f"<html><body><h1>{blocks[0]}</h1>{''.join(f'<p>{one}</p>' for one in blocks[1:])}</body></html>"
    path = folder / name
    path.write_text(text, encoding="utf-8")
    report = check((str(path),), Settings(root=folder.as_posix(), today=TODAY, cache=False)).report
    asked = {"disclosure-review-date", "disclosure-conflict-sponsor", "balance-missing-side-effects"}
    return [(one.rule, one.status, one.scope) for one in report.findings if one.rule in asked]


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release.html"])
def test_a_news_release_alone_is_asked_for_harms_funding_and_a_date_by_default(tmp_path: Path, name: str) -> None:
    assert sorted(_released(tmp_path, name, "")) == [
        ("balance-missing-side-effects", "stable", "document"),
        ("disclosure-conflict-sponsor", "stable", "document"),
        ("disclosure-review-date", "stable", "document"),
    ]


@pytest.mark.parametrize("name", ["release.txt", "release.md", "release.html"])
@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Eleven people stopped because of side effects.", "balance-missing-side-effects"),
        ("The maker of the inhaler paid for the trial.", "disclosure-conflict-sponsor"),
        ("\nThis story was last updated on 5 March 2026.", "disclosure-review-date"),
    ],
)
def test_a_line_in_a_news_release_clears_exactly_what_it_answers(
    tmp_path: Path, name: str, line: str, rule: str
) -> None:
    every = {one for one, _, _ in _released(tmp_path, name, "")}
    assert {one for one, _, _ in _released(tmp_path, name, line)} == every - {rule}
