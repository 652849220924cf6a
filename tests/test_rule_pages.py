"""Every rule's page has its parts, and its examples and cases hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from caveat.rule import Example, Rule, load_bundle, parse_examples
from caveat.rule.examples import check_example
from caveat.rule.page import SECTIONS

BUNDLE = load_bundle()
PAGED = [rule for rule in BUNDLE.rules.values() if rule.family != "style"]
CASES = Path(__file__).parent / "rules"
REMEDIES = ("no-", "avoid-", "do-not-", "use-", "uses-", "prefer-", "consider-", "rewrite-")
# Ids fixed by the catalogue before the naming rule was written.
NAMED_BEFORE = {"claims-no-side-effects", "sourcing-no-references"}


def _named(examples: tuple[Example, ...], rule: Rule, where: str) -> list[object]:
    return [pytest.param(rule, example, id=f"{rule.id}-{where}-{example.line}-{example.kind}") for example in examples]


def _page_examples() -> list[object]:
    return [case for rule in PAGED for case in _named(rule.page.examples, rule, "page")]


def _further_cases() -> list[object]:
    found: list[object] = []
    for file in sorted(CASES.glob("*.md")):
        examples = parse_examples(file.read_text(encoding="utf-8"))
        found += _named(examples, BUNDLE.rules[file.stem], "case")
    return found


@pytest.mark.parametrize(("rule", "example"), _page_examples())
def test_an_example_on_a_page_holds(rule: Rule, example: Example) -> None:
    assert check_example(rule, example, BUNDLE.vocabulary) is None


@pytest.mark.parametrize(("rule", "example"), _further_cases())
def test_a_further_case_holds(rule: Rule, example: Example) -> None:
    assert check_example(rule, example, BUNDLE.vocabulary) is None


@pytest.mark.parametrize("rule", PAGED, ids=lambda rule: rule.id)
def test_a_page_has_its_parts_in_order(rule: Rule) -> None:
    assert [name for name in rule.page.sections if name in SECTIONS] == list(SECTIONS)
    assert all(text for text in rule.page.sections.values())
    assert rule.page.summary.endswith(".")
    assert len(rule.page.summary) <= 120


@pytest.mark.parametrize("rule", PAGED, ids=lambda rule: rule.id)
def test_a_page_shows_what_is_flagged_and_what_is_not(rule: Rule) -> None:
    kinds = [example.kind for example in rule.page.examples]
    assert kinds.count("flagged") >= 2
    assert kinds.count("clean") >= 2
    texts = [example.text for example in rule.page.examples]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("rule", PAGED, ids=lambda rule: rule.id)
def test_a_page_names_its_sources_and_never_says_that_a_law_was_broken(rule: Rule) -> None:
    assert re.search(r"\b(?:19|20)\d\d\b|https?://", rule.page.sections["Sources"])
    assert not re.search(
        r"\b(?:illegal|unlawful|violat\w+|breaks? the law|breach of)\b", f"{rule.page.text} {rule.message}"
    )


@pytest.mark.parametrize("rule", BUNDLE.rules.values(), ids=lambda rule: rule.id)
def test_a_name_says_what_is_wrong_rather_than_what_to_do(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)+", rule.id)
    if rule.id not in NAMED_BEFORE:
        assert not rule.id.removeprefix(f"{rule.family}-").startswith(REMEDIES)


@pytest.mark.parametrize("rule", PAGED, ids=lambda rule: rule.id)
def test_a_rule_has_further_cases_half_of_them_near_misses(rule: Rule) -> None:
    examples = parse_examples((CASES / f"{rule.id}.md").read_text(encoding="utf-8"))
    flagged = sum(max(len(example.marks), 1) for example in examples if example.kind == "flagged")
    assert flagged >= 5
    assert any(example.kind == "clean" for example in examples)
