"""The packs that we ship: every fact has its source, and nobody has signed them off."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import caveat_rules
from caveat.engine.digest import code_digest
from caveat.rule import RuleError, load_bundle
from caveat.terms import Approval, ClaimBound, Statement, Topic, Use, load_topics

FOLDER = Path(caveat_rules.__path__[0], "topics")
TOPICS = load_topics(FOLDER)
DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_every_fact_has_a_source_with_its_address_and_its_day(topic: Topic) -> None:
    facts: list[Approval | Use | ClaimBound | Statement] = [
        *topic.approvals,
        *topic.uses,
        *topic.bounds,
        *topic.statements,
    ]
    assert facts
    for fact in facts:
        assert fact.source in topic.sources
        assert fact.source.label
        assert fact.source.url.startswith("http")
        assert fact.source.checked <= DAY
        assert fact.confidence in {"read", "secondary"}
    assert {source.label for source in topic.sources} == {fact.source.label for fact in facts}


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_nobody_is_named_who_has_not_checked_a_pack(topic: Topic) -> None:
    assert topic.checked_by is None
    assert "No clinician has checked these packs" in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_word_does_not_name_an_approved_and_an_unapproved_use_at_once(topic: Topic) -> None:
    for use in topic.uses:
        for other in topic.uses:
            if use.approved != other.approved and use.products == other.products:
                assert not set(use.words) & set(other.words)


def test_the_bundle_hands_the_packs_over() -> None:
    vocabulary = load_bundle().vocabulary
    assert vocabulary.topics == TOPICS
    assert {"ketamine", "cbd", "botox", "paracetamol"} <= vocabulary.treatments
    assert {"crps", "bruxism"} <= vocabulary.conditions
    assert "sleep" not in vocabulary.conditions


def test_the_bound_on_ketamine_in_crps_is_found() -> None:
    bound = load_bundle().vocabulary.bounds_for("These ketamine infusions", "your CRPS pain")
    assert bound is not None
    assert bound.max_supported_weeks == 12
    assert bound.source.url.startswith("https://www.medcentral.com/")


def test_a_bundle_with_a_broken_pack_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "broken_house_rules"
    (package / "topics").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "topics" / "zorbatine.yaml").write_text("id: zorbatine\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(RuleError, match=r"broken_house_rules: topics: zorbatine\.yaml, line 1: version: is missing"):
        load_bundle(["broken_house_rules"])


def test_a_changed_pack_makes_kept_results_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "house_rules_with_packs" / "topics"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("", encoding="utf-8")
    (folder / "zorbatine.yaml").write_text("id: zorbatine\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = code_digest(["house_rules_with_packs"])
    (folder / "zorbatine.yaml").write_text("id: zorbatine\nversion: '2'\n", encoding="utf-8")
    assert code_digest(["house_rules_with_packs"]) != before
