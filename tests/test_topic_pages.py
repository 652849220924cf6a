"""The packs at work: a page that says all that is required, the same page without each of it, and passing mentions."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import caveat_rules
from caveat.analysis import Analysis, StatementFinder, mistaken_examples, passages
from caveat.analysis.stated import Passage
from caveat.document import fold
from caveat.library import Reading
from caveat.readers import read
from caveat.rule import Hit, load_bundle
from caveat.terms import Statement, Topic, load_topics

TOPICS = load_topics(Path(caveat_rules.__path__[0], "topics"))
PAGES = Path(__file__).parent / "topics"
BUNDLE = load_bundle()
DAY = datetime.date(2026, 11, 23)
RULES = {
    "key_risk": "balance-missing-key-risk",
    "boxed_warning": "balance-missing-boxed-warning",
    "contraindication": "balance-missing-contraindications",
    "side_effects": "balance-missing-side-effects",
}
PASSING = """\
# Living with a long illness

Many people live with an illness for years. Treatment differs from person to person, and so does what helps.
Your doctor may suggest exercise, sleep at regular hours, or a medicine such as {name}.
Some people do well with none. A diary of your symptoms can help you and your team to see what works.

## Work and rest

Plan breaks before you need them. Tell your employer what you can do, and what you cannot.
A therapist can help with worry. Friends can help with shopping.

## Other help

Groups meet in many towns. Some of their members take medicines, and some do not.
"""


def analysed(text: str) -> Analysis:
    return Analysis(read("page.md", text.encode()), BUNDLE.vocabulary)


def hits_on(text: str) -> list[tuple[str, Hit]]:
    reading = Reading(read("page.md", text.encode()), analysed(text))
    rules = [BUNDLE.rules[name] for name in RULES.values()]
    return [(rule.id, hit) for rule in rules for hit in rule.hits(reading, rule.options(), DAY)]


def required(topic: Topic) -> list[Statement]:
    return [one for one in topic.statements if one.level == "required" and one.kind in RULES]


def page_of(topic: Topic) -> str:
    return (PAGES / f"{topic.id}.md").read_text(encoding="utf-8")


STATEMENTS = [pytest.param(topic, one, id=f"{topic.id}-{one.id}") for topic in TOPICS for one in required(topic)]


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_the_patterns_of_a_pack_find_what_its_tests_say_and_nothing_that_they_forbid(topic: Topic) -> None:
    assert list(mistaken_examples(topic)) == []


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
def test_a_page_that_says_all_that_is_required_is_clean(topic: Topic) -> None:
    assert required(topic)
    assert [one.topic.id for one in analysed(page_of(topic)).coverage] == [topic.id]
    assert hits_on(page_of(topic)) == []


@pytest.mark.parametrize(("topic", "statement"), STATEMENTS)
def test_without_a_required_statement_a_page_has_exactly_one_finding(topic: Topic, statement: Statement) -> None:
    finder = StatementFinder(topic)
    lines = page_of(topic).splitlines()
    saying = [line for line in lines if line and statement.id in finder.made_in(passages(analysed(line)))]
    assert len(saying) == 1
    ((rule, hit),) = hits_on("\n".join(line for line in lines if line != saying[0]))
    assert rule == RULES[statement.kind]
    assert hit.span is None
    message = BUNDLE.rules[rule].message.format_map(hit.words)
    for told in (f": {statement.plain}", f"“{statement.write}”", statement.source.label):
        assert told in message


# What is asked of readers, not what a drug does to them.
ASKED = {"not-weight-loss", "absorption", "scans-illness"}
RISKS = [
    pytest.param(topic, one, id=f"{topic.id}-{one.id}")
    for topic in TOPICS
    for one in topic.statements
    if one.kind in {"key_risk", "boxed_warning", "side_effects"} and one.id not in ASKED
]
DENIALS = (
    "There is no risk of {words}.",
    "It is free of {words}.",
    "It works without {words}.",
    "The risk of {words} is a myth.",
    "Here {words} is not a concern.",
    "Nobody has {words} of it.",
)


@pytest.mark.parametrize(("topic", "statement"), RISKS)
def test_a_denial_states_no_risk(topic: Topic, statement: Statement) -> None:
    finder = StatementFinder(topic)
    for said in statement.says:
        words = next((match[0] for one in statement.patterns if (match := re.search(rf"\b{one}\w*", fold(said)))), None)
        assert words is not None
        for denial in DENIALS:
            text = denial.format(words=words)
            assert statement.id not in finder.made_in([Passage(fold(text))]), text


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine is non-addictive.",
        "Ketamine is addiction-free.",
        "Unlike opioids, ketamine is not habit-forming.",
        "Addiction is not a risk.",
        "Dependence has never been a problem.",
        "Misuse is unheard of.",
        "Abuse does not happen in our clinic.",
        "There is no risk of misuse.",
        "It is free of abuse.",
        "It is neither addictive nor dangerous.",
    ],
)
def test_a_denial_of_misuse_states_none(text: str) -> None:
    (ketamine,) = (topic for topic in TOPICS if topic.id == "ketamine")
    assert "misuse" not in StatementFinder(ketamine).made_in([Passage(fold(text))])


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine is addictive for some people.",
        "Addiction is not rare.",
        "Misuse is not the only risk.",
        "Dependence is a risk that is not talked about.",
        "It is not only addictive but hard on the bladder.",
        "There is no doubt that it can be misused.",
    ],
)
def test_a_risk_that_is_told_with_a_no_in_its_sentence_is_stated(text: str) -> None:
    (ketamine,) = (topic for topic in TOPICS if topic.id == "ketamine")
    assert "misuse" in StatementFinder(ketamine).made_in([Passage(fold(text))])


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
@pytest.mark.parametrize("name", [0, -1])
def test_a_page_that_names_a_drug_in_passing_has_no_finding(topic: Topic, name: int) -> None:
    assert hits_on(PASSING.format(name=topic.names.all[name])) == []


def test_a_page_on_a_condition_that_lists_many_drugs_is_about_none() -> None:
    drugs = [topic.title for topic in TOPICS]
    lines = [f"- {drug}, which some people take; {drug} comes as a tablet" for drug in drugs]
    text = "# Treatments for pain\n\nThere are many medicines.\n\n" + "\n".join(lines)
    assert analysed(text).coverage == ()


def test_a_source_for_each_statement_and_none_from_memory() -> None:
    for topic in TOPICS:
        for one in topic.statements:
            assert one.confidence in {"read", "secondary"}
            assert one.source in topic.sources
        assert topic.review_by is not None
        assert topic.checked_by is None
