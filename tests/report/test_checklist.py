"""The checklist on the page, and as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from caveat.engine.finding import Suppressed
from caveat.report import checklist
from caveat.report.page import render

if TYPE_CHECKING:
    from tests.report.conftest import Builder

    from caveat.document import Document
    from caveat.engine.finding import Report

TEXT = "# Ketamine\n\nIt can harm the bladder.\n\nReviewed 2019.\n"


@pytest.fixture
def document(build: Builder) -> Document:
    return build.document("a.md", TEXT)


@pytest.fixture
def report(build: Builder, document: Document) -> Report:
    items = (
        build.item(
            document, "medical disclaimer", "missing", why="No disclaimer.", rule="disclosure-medical-disclaimer"
        ),
        build.item(document, "author", "missing", why="No author.", rule="disclosure-author"),
        build.item(document, "key risks", "not-checked", why="The rule was not selected.", rule="balance-key-risk"),
        build.item(document, "review date", "present", "Reviewed 2019", why="Too long ago."),
        build.item(document, "crisis line", "declared", declared="in the <footer>", rule="disclosure-crisis-line"),
        build.item(document, "off label", "not-expected", why="No off-label use.", rule="disclosure-off-label"),
    )
    findings = (
        build.finding(document, None, rule="disclosure-medical-disclaimer", message="No disclaimer."),
        build.finding(
            document,
            None,
            rule="disclosure-author",
            message="No author.",
            suppressed=Suppressed("On the site’s page “About us”.", "R. Lee", None),
        ),
    )
    return build.report((document,), findings, summaries=(replace(build.summary(document), checklist=items),))


def test_the_page_opens_with_each_item_its_state_in_words_and_where_or_why(
    build: Builder, report: Report, document: Document
) -> None:
    page: Any = lxml.html.fromstring(render(report, lambda _path: document, build.rules()))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.xpath("//section[@id='checklist-1']/table/tbody/tr")
    ]
    assert rows == [
        ["Medical disclaimer disclosure-medical-disclaimer", "missing", "No disclaimer. Finding 1"],
        [
            "Author disclosure-author",
            "missing accepted",
            "No author. Reason it is accepted On the site’s page “About us”.",
        ],
        ["Key risks balance-key-risk", "not checked", "The rule was not selected."],
        ["Review date disclosure-review-date", "present", "Reviewed 2019 line 5, column 1 Too long ago."],
        ["Crisis line disclosure-crisis-line", "declared elsewhere", "in the <footer>"],
    ]
    assert page.xpath("//section[@id='checklist-1']//tr/th[@scope='row']/../td//a/@href") == ["#card-1"]
    assert [
        one.text_content() for one in page.xpath("//section[@id='checklist-1']/details//tbody//*[self::th or self::td]")
    ] == [
        "Off label disclosure-off-label",
        "No off-label use.",
    ]
    assert [one.get("scope") for one in page.xpath("//section[@id='checklist-1']//thead//th")] == ["col"] * 5
    before = page.xpath("//section[@id='checklist-1']/following::section[h3='Readability']")
    assert len(before) == 1


def test_the_list_as_text_has_an_item_a_line_and_why_below(report: Report) -> None:
    assert checklist.render(report) == (
        "a.md: 2 missing, 1 not checked, 1 present, 1 declared elsewhere, 1 not expected\n"
        "  missing             medical disclaimer\n"
        "    No disclaimer. (disclosure-medical-disclaimer)\n"
        "  missing             author\n"
        "    No author. (disclosure-author)\n"
        "  not checked         key risks\n"
        "    The rule was not selected. (balance-key-risk)\n"
        "  present             review date\n"
        "    line 5: “Reviewed 2019”; Too long ago.\n"
        "  declared elsewhere  crisis line\n"
        "    in the <footer>\n"
    )


def test_a_page_of_several_documents_has_a_list_for_each(build: Builder, report: Report, document: Document) -> None:
    other = build.document("b.md", TEXT)
    both = replace(report, documents=(*report.documents, build.summary(other)))
    page: Any = lxml.html.fromstring(render(both, {"a.md": document, "b.md": other}.get, build.rules()))
    assert len(page.xpath("//section[@class='checklist']")) == 1
    assert page.xpath("//article[@id='document-1']//details[section[@class='checklist']]/@id") == ["checklist-1"]


def test_of_a_long_quote_the_beginning_is_shown(build: Builder) -> None:
    words = "Written by a nurse, " * 20
    document = build.document("a.md", f"# Ketamine\n\n{words.strip()}\n")
    items = (build.item(document, "author", "present", words.strip()),)
    report = build.report((document,), (), summaries=(replace(build.summary(document), checklist=items),))
    page: Any = lxml.html.fromstring(render(report, lambda _path: document, build.rules()))

    assert page.xpath("//section[@id='checklist-1']//q/text()") == [words[:159].rstrip() + "…"]
