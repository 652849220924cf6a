"""The options of the rules about sources, and what changes with the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import load_bundle

RULES = load_bundle().rules
TODAY = datetime.date(2026, 11, 22)


def flagged(rule: str, text: str, today: datetime.date = TODAY, **options: object) -> list[tuple[str, str]]:
    """The words that a rule flags, each with its grade."""

    def hits() -> Iterator[tuple[str, str]]:
        document = read("piece.md", text.encode())
        made = RULES[rule].options(**options)
        for hit in RULES[rule].hits(Reading(document, Analysis(document)), made, today):
            assert hit.span is not None
            yield hit.span.of(text), hit.grade

    return list(hits())


LISTED = "Rest eases pain [1, 2].\n\n## References\n\n1. Moss B. Rest. J Invented Med. 2020;1:1-9. doi:10.1234/REST\n2. Lund C. Work. J Invented Med. 2020;1:1-9. PMID: 7654321\n"


def test_papers_on_the_house_s_list_are_retracted() -> None:
    listed = ("https://doi.org/10.1234/rest, expression of concern", "7654321")
    assert flagged("sourcing-preprint-retracted", LISTED, retracted=listed) == [
        ("doi:10.1234/REST", "raised"),
        ("PMID: 7654321", "raised"),
    ]
    assert flagged("sourcing-preprint-retracted", LISTED) == []


def test_a_doi_in_the_text_is_looked_up_too() -> None:
    text = "Rest eases pain (doi:10.1234/rest)."
    assert flagged("sourcing-preprint-retracted", text, retracted=("10.1234/rest",)) == [("doi:10.1234/rest", "raised")]


def test_limits_of_age_are_the_house_s_own() -> None:
    text = "Rest eases pain [1].\n\n## References\n\n1. Magnesium tablets, US drug label. 2022.\n"
    assert flagged("sourcing-stale-source", text) == [("2022", "normal")]
    assert flagged("sourcing-stale-source", text, label=4) == []
    assert flagged("sourcing-stale-source", text, label=0) == []


def test_the_day_of_the_run_counts_where_no_review_is_dated() -> None:
    text = "Rest eases pain [1].\n\n## References\n\n1. Magnesium tablets, US drug label. 2022.\n"
    assert flagged("sourcing-stale-source", text, datetime.date(2024, 12, 31)) == []
    assert flagged("sourcing-stale-source", text, datetime.date(2025, 1, 1)) == [("2022", "normal")]


def test_sites_that_the_house_accepts_are_not_weak_and_its_own_are() -> None:
    text = "Magnesium prevents migraine attacks ([Healthline](https://www.healthline.com/a))."
    assert flagged("sourcing-weak-source", text) == [("Healthline", "normal")]
    assert flagged("sourcing-weak-source", text, accept=("healthline.com",)) == []
    assert flagged("sourcing-weak-source", text, own=("healthline.com",)) == [("Healthline", "raised")]
