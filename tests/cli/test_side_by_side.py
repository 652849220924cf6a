"""Pieces beside their articles on the page that `caveat check` and `caveat compare` write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

Caveat = Callable[..., Any]
Write = Callable[[str, str], str]

ARTICLE = """# Ketamine for nerve pain

Ketamine may ease nerve pain in some people.

The drip takes 40 minutes in our clinic.

It was given to 60 adults in one trial.

## Risks

It can raise blood pressure for an hour or two.

Some people see things that are not there.
"""
PIECE = """---
derived_from: page.md
---

Ketamine eases nerve pain.

The drip takes 20 minutes in our clinic.

It was given to 60 adults in one trial.

Bring a friend along to your visit.

Acupuncture cures headaches within days.

Ketamine eases nerve pain.
"""
ONLY = ("--select", "consistency", "--fail-on", "never", "--quiet")


@pytest.fixture(autouse=True)
def rules(write: Write) -> None:
    write("caveat.toml", 'bundles = ["caveat_rules"]\n')


@pytest.fixture
def written(caveat: Caveat, write: Write, tmp_path: Path) -> Callable[..., Any]:
    def command(*arguments: str, article: str = ARTICLE, piece: str = PIECE) -> Any:  # noqa: ANN401 - a parsed page
        write("page.md", article), write("text.md", piece)
        target = tmp_path / "out.html"
        done = caveat(*arguments, *ONLY, "--output", f"html={target}")
        assert (done.status, done.err) == (0, "")
        return html.document_fromstring(target.read_bytes())

    return command


def words(element: Any) -> str:  # noqa: ANN401 - a parsed element
    return " ".join(element.text_content().split())


def rows(page: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401 - a parsed page
    return [
        (words(row[0].xpath(".//a")[0]), words(row[1].xpath(".//a")[0]), words(row[2].xpath(".//b")[0]))
        for row in page.xpath("//tr[contains(@class, 'pair')]")
    ]


def test_check_sets_a_piece_beside_the_article_that_it_derives_from(written: Callable[..., Any]) -> None:
    page = written("check", ".")

    (view,) = page.xpath("//details[contains(@class, 'beside')]")
    assert view.get("open") is None
    assert words(view.xpath("summary")[0]) == (
        "Side by side with its article 4 of 6 sentences come from the article; 2 say more than it does; "
        "1 claims what it does not"
    )
    assert view.xpath(".//p[contains(@class, 'lead')]/a/@href") == ["#document-1"]
    assert rows(view) == [
        (
            "Ketamine [only the piece, how firm: eases] nerve pain.",
            "Ketamine [only the article, how firm: may ease] nerve pain [only the article, limit: in some] people.",
            "Says more",
        ),
        (
            "The drip takes [only the piece, number: 20 minutes] in our clinic.",
            "The drip takes [only the article, number: 40 minutes] in our clinic.",
            "Differs",
        ),
        (
            "It was given to 60 adults in one trial.",
            "It was given to 60 adults in one trial.",
            "About the same",
        ),
        ("Bring a friend along to your visit.", "No sentence of the article is like it", "Without a like"),
        ("Acupuncture cures headaches within days.", "No sentence of the article is like it", "Not in the article"),
        (
            "Ketamine [only the piece, how firm: eases] nerve pain.",
            "Ketamine [only the article, how firm: may ease] nerve pain [only the article, limit: in some] people.",
            "Says more",
        ),
    ]


def test_words_that_only_one_has_are_insertions_and_deletions_and_listed(written: Callable[..., Any]) -> None:
    first, second = written("check", ".").xpath("//tr[contains(@class, 'pair')]")[:2]

    assert [(one.tag, one.get("class"), one.xpath("text()")) for one in first.iter("ins", "del")] == [
        ("ins", "strength", ["eases"]),
        ("del", "strength", ["may ease"]),
        ("del", "limit", ["in some"]),
        ("del", None, ["people"]),
    ]
    assert re.fullmatch(r"Says more \d\d% sure", words(first.xpath("td[3]/p")[0]))
    assert [words(one) for one in first.xpath("td[3]/p")][1:] == [
        "The piece: plain. The article: hedged.",
        "Only the piece: eases how firm",
        "Only the article: may ease how firm; in some limit",
    ]
    assert [words(one) for one in second.xpath("td[3]/p")][1:] == [
        "Only the piece: 20 minutes number",
        "Only the article: 40 minutes number",
    ]


def test_the_findings_on_a_sentence_stand_with_its_pair_and_lead_to_their_cards(written: Callable[..., Any]) -> None:
    page = written("check", ".")

    found = [
        (link.get("href"), words(link.getparent()))
        for link in page.xpath("//tr[contains(@class, 'pair')][position() < 3]/td[3]//li/a")
    ]
    assert [(href, text.split(" ", 3)[:3]) for href, text in found] == [
        ("#card-1", ["1", "error", "consistency-claim-strengthened"]),
        ("#card-2", ["2", "error", "consistency-number-drift"]),
    ]
    assert found[1][1].endswith("The article has another number here: “40 minutes”.")
    assert {href[1:] for href, _ in found} <= set(page.xpath("//@id"))


def test_the_card_of_a_finding_on_a_pair_leads_to_it(written: Callable[..., Any]) -> None:
    links = written("check", ".").xpath("//li[contains(@class, 'card')]//a[text()='Side by side']/@href")

    assert links[:2] == ["#piece-2-1", "#piece-2-2"]


def test_the_two_sentences_of_a_pair_lead_to_each_other(written: Callable[..., Any]) -> None:
    page = written("check", ".")

    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for row in page.xpath("//tr[contains(@class, 'pair')]"):
        mine, theirs = row.xpath(".//a[@class='sentence']")
        assert (mine.get("href"), theirs.get("href")) == (f"#{theirs.get('id')}", f"#{mine.get('id')}")
    shared = page.xpath("//tr[contains(@class, 'pair')]/@data-shared")
    assert len(shared) == 4
    assert shared[0] == shared[3]


def test_what_the_article_says_of_risks_and_the_piece_does_not_is_listed(written: Callable[..., Any]) -> None:
    (left_out,) = written("check", ".").xpath("//details[@class='left-out']")

    assert [words(one) for one in left_out] == [
        "2 sentences of the article on risks that nothing here is like",
        "It can raise blood pressure for an hour or two. line 11 Some people see things that are not there. line 13",
    ]


def test_compare_writes_the_page_with_the_pairs_open(
    written: Callable[..., Any], caveat: Caveat, tmp_path: Path
) -> None:
    page = written("compare", "page.md", "text.md")

    assert page.xpath("//details[contains(@class, 'beside')]/@open") == [""]
    assert len(rows(page)) == 6
    assert page.xpath("//p[contains(@class, 'lead')]/a") == []
    printed = caveat("compare", "page.md", "text.md", "--select", "consistency", "--format", "html")
    assert printed.out == (tmp_path / "out.html").read_text(encoding="utf-8")
    refused = caveat("compare", "page.md", "text.md", "--output", "sarif=x.sarif")
    assert (refused.status, "no format is called" in refused.err) == (2, True)


def test_a_page_without_families_has_nothing_of_it(written: Callable[..., Any]) -> None:
    page = written("check", ".", piece="Ketamine eases nerve pain.\n", article="# Another thing\n\nIt is new.\n")

    assert page.xpath("//details[contains(@class, 'beside')]") == []
    assert ".beside" not in page.xpath("string(//style)") + page.xpath("string(//script[last()])")


def test_hostile_texts_stay_text(written: Callable[..., Any]) -> None:
    evil = "<img src=x onerror=alert(1)> 12 {{ 7*7 }} {% raw %} \"' & \u202eevil\u202c </td></script>"
    article = f"# Nothing\n\nKetamine may ease pain {evil} in 40 people.\n"
    piece = f"---\nderived_from: page.md\n---\n\nKetamine eases pain {evil} in 50 people.\n"
    page = written("check", ".", article=article.replace("<", "\\<"), piece=piece.replace("<", "\\<"))

    (row,) = page.xpath("//tr[contains(@class, 'pair')]")
    assert {one.tag for one in row.iter()} <= {"tr", "td", "a", "p", "b", "small", "span", "q", "ul", "li", "ins", "del", "svg", "path", "circle"}  # fmt: skip
    assert page.xpath("//img") == []
    assert "<img src=x onerror=alert(1)> 12 {{ 7*7 }} {% raw %}" in words(row[0])
    assert "\u202e" not in row.text_content()
