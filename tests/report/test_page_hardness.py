"""How hard a document is to read, on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import html

from caveat.readers import read
from caveat.report.page import render

if TYPE_CHECKING:
    from tests.report.conftest import Builder

EASY = "We will see you in the clinic. The nurse will take your blood. It will not take long. "
HARD = "Intravenous administration necessitates uninterrupted monitoring of the individual. "
TEXT = f"# The visit\n\n{EASY * 5}\n\n- {EASY * 2}\n\n## The drip\n\n{HARD * 6}"


def page_of(build: Builder, text: str) -> Any:  # noqa: ANN401 - what an XPath gives depends on the path
    """Return the page of one Markdown document without findings."""
    document = read("a.md", text.encode())
    return html.document_fromstring(render(build.report((document,), ()), lambda _: document, build.rules()))


def texts(found: list[Any]) -> list[str]:
    """Return the words of elements, on one line each."""
    return [" ".join(one.text_content().split()) for one in found]


def test_the_sentences_to_rewrite_lead_to_their_words(build: Builder) -> None:
    page = page_of(build, TEXT)
    links = page.xpath("//ol[@class='rewrite']/li/a")
    assert texts(links) == [HARD.strip()] * 5
    places = [page.xpath(f"//div[@class='text']//*[@id='{link.get('href')[1:]}']") for link in links]
    assert [len(found) for found in places] == [1] * 5
    assert places[0][0].tail.strip().startswith("Intravenous")


def test_each_paragraph_and_item_tells_how_hard_it_is(build: Builder) -> None:
    page = page_of(build, TEXT)
    assert page.xpath("//div[@class='text']//@data-hard") == ["easy", "easy", "hard"]
    assert page.xpath("//div[@class='text']//li/@data-hard") == ["easy"]
    assert page.xpath("//p[@id='heat-legend']/span/@data-hard") == ["easy", "fair", "hard", "very hard"]


def test_the_panel_shows_the_targets_and_whether_they_are_met(build: Builder) -> None:
    page = page_of(build, TEXT)
    goals = page.xpath("//ul[contains(@class, 'goals')]/li")
    assert [one.get("class") for one in goals] == ["unsure", "met"]
    assert texts(goals) == ["SMOG target 8: not clearly met", "Flesch-Kincaid target 8: met"]


def test_both_pairs_of_grades_are_shown_when_a_term_is_explained(build: Builder) -> None:
    told = "You get ketamine (a drug that numbs pain). Ketamine may help. "
    panel = page_of(build, f"{EASY * 7}\n\n{told}").xpath("string(//section[@class='panel'][h3='Readability'])")
    assert "Terms explained: SMOG 3.1, Flesch-Kincaid" in panel
    panel = page_of(build, f"{EASY * 7}\n\nKetamine may help.").xpath(
        "string(//section[@class='panel'][h3='Readability'])"
    )
    assert "Terms explained" not in panel
    assert "Not explained: ketamine (1×" in panel


def test_sections_have_bars_words_have_costs_and_numbers_their_counts(build: Builder) -> None:
    page = page_of(build, TEXT)
    assert [texts(row) for row in page.xpath("//table[@class='sections']/tbody/tr")] == [
        ["The visit", "", "3.1"],
        ["The drip", "48 words: too short"],
    ]
    words = [texts(row) for row in page.xpath("//section[h3='Costliest words']//tbody/tr")]
    assert ("individual", "6", "person") in [(word, count, instead) for word, count, _, _, instead in words]
    assert ["sentences", "27"] in [texts(row) for row in page.xpath("//div[@class='tables']/table[1]//tr")]


def test_a_short_text_has_no_grade_but_its_paragraphs(build: Builder) -> None:
    page = page_of(build, f"# The visit\n\n{EASY}")
    assert page.xpath("//div[@class='text']//@data-hard") == ["easy"]
    assert page.xpath("//ol[@class='rewrite'] | //table[@class='sections'] | //ul[contains(@class, 'goals')]") == []


def test_a_text_without_sentences_or_in_another_language_has_nothing_of_it(build: Builder) -> None:
    for text in ("", "# Heading\n", "Die Behandlung ist für alle Menschen sicher und die Ärzte wissen es auch. " * 9):
        page = page_of(build, text)
        assert page.xpath("//details[@class='hardness'] | //div[@class='text']//*[@data-hard]") == []
