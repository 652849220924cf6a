"""Drafts of the example publication that drift from their article: each fault once, with both sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Caveat = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
SAME = ("--select", "consistency", "--format", "json", "--today", "2026-11-23", "--no-cache", "--jobs", "1")
DRIFTS = {
    "warfarin-clots/draft/post-facebook.md": [
        ("consistency-claim-strengthened", "Warfarin lowers the chance of a harmful blood clot."),
        (
            "consistency-disclosure-missing",
            "It does not replace advice from a doctor, nurse, or pharmacist who knows you.",
        ),
        ("consistency-number-drift", "Once the INR is steady, tests are 1 to 4 weeks apart."),
        (
            "consistency-number-drift",
            "About 30 of those strokes would not happen, and about 6 more people would have a major bleed (same review).",
        ),
        ("consistency-number-drift", "Less often, in fewer than 1 in 1,000 people, skin or other tissue can die."),
    ],
    "warfarin-clots/draft/captions-video.vtt": [
        ("consistency-entity-drift", "Warfarin lowers the chance of a harmful blood clot."),
        ("consistency-claim-reversed", "Do not take two doses to make up for one you missed."),
        ("consistency-claim-not-in-source", None),
    ],
    "ketamine-crps/draft/email-reply.eml": [
        ("consistency-disclosure-missing", "Its use for CRPS is off-label."),
        ("consistency-qualifier-dropped", "It may ease pain for some people for some weeks."),
    ],
    "ketamine-crps/draft/post-x.md": [("consistency-risk-omitted", "It can cause serious harm.")],
}


@pytest.fixture(autouse=True)
def clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def found(caveat: Caveat, path: str) -> list[tuple[str, str | None]]:
    done = caveat("check", f"content/{path}", "--fail-on", "never", *SAME)
    pairs: list[tuple[str, str | None]] = []
    for finding in json.loads(done.out)["findings"]:
        assert finding["quote"]
        article = [one["quote"] for one in finding["related"] if one["path"].endswith("article.md")]
        assert not [one for one in finding["related"] if one["rule"] is not None]
        pairs.append((finding["rule"], " ".join(article[0].split()) if article else None))
    return pairs


@pytest.mark.parametrize("path", DRIFTS)
def test_a_piece_that_drifts_has_each_fault_once_with_both_sentences(path: str, caveat: Caveat) -> None:
    assert found(caveat, path) == DRIFTS[path]


@pytest.mark.parametrize("path", [path.replace("/draft/", "/corrected/") for path in DRIFTS])
def test_its_corrected_twin_says_what_the_article_says(path: str, caveat: Caveat) -> None:
    assert found(caveat, path) == []
