"""What texts owe their readers is missed where it is missing: pages and news releases in the manner of real ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caveat import check_paths

if TYPE_CHECKING:
    from collections.abc import Mapping

OWED = Path(__file__).parents[1] / "gold" / "owed"
PAGES: list[dict[str, object]] = [
    json.loads(line) for line in (OWED / "owed.jsonl").read_text(encoding="utf-8").splitlines()
]
RULES: Mapping[str, str] = {
    "harms": "balance-missing-side-effects",
    "interests": "disclosure-conflict-sponsor",
    "reviewed": "disclosure-review-date",
}


@pytest.fixture(scope="module")
def flagged() -> dict[str, frozenset[str]]:
    """By rule, the pages that it flags."""
    result = check_paths(OWED, isolated=True, select=tuple(RULES.values()), today="2026-11-23", fail_on="never")
    return {
        rule: frozenset(Path(one.path).name for one in result.findings if one.rule == rule) for rule in RULES.values()
    }


@pytest.mark.parametrize(
    ("owed", "found", "wrong"), [("harms", 49, 0), ("interests", 71, 0), ("reviewed", 91, 0)], ids=list(RULES)
)
def test_what_a_page_leaves_out_is_found(
    flagged: Mapping[str, frozenset[str]], owed: str, found: int, wrong: int
) -> None:
    pages = flagged[RULES[owed]]
    missing = {str(page["page"]) for page in PAGES if not page[owed]}
    assert (found, wrong) == (len(pages & missing), len(pages - missing))
