"""The page of a whole folder in Chromium: its table, its colours, and whether everybody can use it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest

from caveat.engine.finding import ClaimCount, LedgerClaim, Review
from caveat.report.page import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.report.conftest import Builder, Opened

pytestmark = pytest.mark.browser

TEXT = """# Infusions {name}

Ketamine infusions are a **completely safe** treatment, and they work for every patient, whatever came before.

- Any side effects are mild.
- Nine out of ten people feel better, says [a trial](https://example.org).

| A | B |
| one | two |
"""


@pytest.fixture
def folder(open_tab: Callable[..., Opened], build: Builder) -> Callable[..., Opened]:
    def opened(*, width: int = 1500, scheme: Literal["light", "dark"] = "light", script: bool = True) -> Opened:
        documents = {
            path: build.document(path, TEXT.format(name=name))
            for path, name in (("b.md", "Beta"), ("a.md", "Gamma"), ("c.md", "Alpha"))
        }
        findings = []
        for document, number in zip(documents.values(), (1, 0, 4), strict=True):
            findings += [
                build.finding(document, "completely safe"),
                build.finding(document, "every patient"),
                build.finding(
                    document,
                    "Ketamine infusions are a **completely safe** treatment, and they work for every patient, whatever came before.",
                    rule="readability-sentence-length",
                    severity="info",
                    message="A long sentence.",
                ),
                build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            ][:number]
        signed = Review("signed", 0, 0, 0, "Ann Lee", "MD", "2026-11-01", "2027-11-01", "")
        summaries = tuple(
            replace(build.summary(document), claims=ClaimCount(total, 1))
            for document, total in zip(documents.values(), (9, 10, 2), strict=True)
        )
        report = build.report(
            (), tuple(findings), summaries=(summaries[0], replace(summaries[1], review=signed), summaries[2])
        )
        return open_tab(render(report, documents.get, build.rules()), width=width, scheme=scheme, script=script)

    return opened


def order(tab: Opened) -> list[str]:
    """The titles in the table, from top to bottom."""
    return tab.page.locator("#index tbody a").all_text_contents()


def sorted_by(tab: Opened) -> list[tuple[str, str]]:
    """The columns that say they are sorted, and how."""
    heads = tab.page.locator("#index th[aria-sort]").all()
    return [(str(head.inner_text()).strip(" ↕↑↓"), str(head.get_attribute("aria-sort"))) for head in heads]


def test_the_table_of_pieces_is_sorted_with_the_mouse_and_with_the_keyboard(folder: Callable[..., Opened]) -> None:
    tab = folder()
    assert (order(tab), sorted_by(tab)) == (
        ["Infusions Alpha", "Infusions Beta", "Infusions Gamma"],
        [("Risk", "ascending")],
    )
    tab.page.get_by_role("button", name="Claims without source").click()
    assert (order(tab), sorted_by(tab)) == (
        ["Infusions Gamma", "Infusions Beta", "Infusions Alpha"],
        [("Claims without source", "descending")],
    )
    tab.page.get_by_role("button", name="Claims without source").click()
    assert (order(tab), sorted_by(tab)) == (
        ["Infusions Alpha", "Infusions Beta", "Infusions Gamma"],
        [("Claims without source", "ascending")],
    )
    assert tab.page.locator("#index-said").text_content() == "Sorted by Claims without source, ascending"
    tab.page.get_by_role("button", name="Risk").focus()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Space")
    assert (order(tab), sorted_by(tab)) == (
        ["Infusions Gamma", "Infusions Beta", "Infusions Alpha"],
        [("Piece", "descending")],
    )
    tab.page.get_by_role("button", name="Sign-off").click()
    assert order(tab) == ["Infusions Alpha", "Infusions Beta", "Infusions Gamma"]
    assert tab.said == []


def test_a_row_leads_to_its_piece_and_the_piece_back_to_the_table(folder: Callable[..., Opened]) -> None:
    page = folder().page
    page.locator("#index").get_by_role("link", name="Infusions Gamma").click()

    page.wait_for_url("**#document-2")
    assert page.locator("#document-2").evaluate("piece => Math.abs(piece.getBoundingClientRect().top) < 120")
    page.locator("#document-2").get_by_role("link", name="All pieces").click()
    page.wait_for_url("**#index")
    assert page.locator("#index").evaluate("index => index.getBoundingClientRect().top < innerHeight / 2")


def test_without_javascript_the_table_stands_by_risk_and_leads_on(folder: Callable[..., Opened]) -> None:
    tab = folder(script=False)

    assert order(tab) == ["Infusions Alpha", "Infusions Beta", "Infusions Gamma"]
    assert tab.page.locator("#index thead button").count() == 0
    tab.page.locator("#index a").first.click()
    tab.page.wait_for_url("**#document-3")


@pytest.mark.parametrize("script", [True, False])
def test_the_reader_chooses_the_colours(folder: Callable[..., Opened], script: bool) -> None:
    tab = folder(scheme="dark", script=script)
    ground = "() => getComputedStyle(document.body).backgroundColor"
    dark, light = "rgb(23, 25, 28)", "rgb(246, 246, 243)"
    colours = tab.page.get_by_role("group", name="Colours")

    if script:
        assert tab.page.evaluate(ground) == dark
    colours.get_by_label("Light").check()
    assert colours.get_by_label("Light").is_checked()
    if script:
        assert tab.page.evaluate(ground) == light
        tab.page.keyboard.press("ArrowRight")
        assert tab.page.evaluate(ground) == dark
        tab.page.emulate_media(color_scheme="light")
        assert tab.page.evaluate(ground) == dark
        tab.page.keyboard.press("ArrowRight")
        assert tab.page.evaluate(ground) == light
        assert tab.page.evaluate("() => localStorage.length + sessionStorage.length + document.cookie.length") == 0
        tab.page.emulate_media(color_scheme="dark", media="print")
        assert tab.page.evaluate(ground) == "rgb(255, 255, 255)"
    assert tab.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1500, 400])
def test_axe_finds_nothing_wrong(folder: Callable[..., Opened], scheme: str, width: int) -> None:
    tab = folder(scheme=scheme, width=width)

    assert tab.violations() == []
    tab.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })")
    tab.page.get_by_label("Show how hard each paragraph is").check()
    for _ in range(2):
        tab.page.keyboard.press("j")
    assert tab.violations() == []
    tab.page.locator("input[name=severity][value=error]").uncheck()
    tab.page.keyboard.press("?")
    assert tab.violations() == []
    assert tab.said == []


@pytest.mark.parametrize("width", [1500, 900, 400])
def test_a_folder_fits_the_screen(folder: Callable[..., Opened], width: int) -> None:
    assert folder(width=width).page.evaluate("() => document.documentElement.scrollWidth") == width


@pytest.fixture
def many(open_tab: Callable[..., Opened], build: Builder) -> Opened:
    """A page of five pieces with 100 findings each, every fourth of them a warning."""
    documents = {}
    findings = []
    for name in "abcde":
        text = "\n\n".join(f"Treatment {name}{number} is perfectly safe for you." for number in range(100))
        document = documents[f"{name}.md"] = build.document(f"{name}.md", f"# Piece {name}\n\n{text}")
        for number in range(100):
            words = f"Treatment {name}{number} is"
            if number % 4:
                findings.append(build.finding(document, words))
            else:
                findings.append(build.finding(document, words, rule="style-hype", severity="warning", message="Hype."))
    report = build.report(tuple(documents.values()), tuple(findings))
    return open_tab(render(report, documents.get, build.rules()))


def test_a_page_with_500_findings_is_stepped_through_and_filtered(many: Opened) -> None:
    page = many.page
    position = page.locator("#position")
    assert position.text_content() == "500 found"
    for _ in range(120):
        page.keyboard.press("j")
    assert position.text_content() == "120 of 500"
    assert many.active() == ["120", "Treatment b19 is"]
    page.locator("#next").click()
    assert many.active() == ["121", "Treatment b20 is"]
    page.locator("#previous").click()
    page.keyboard.press("k")
    assert many.active() == ["119", "Treatment b18 is"]

    page.locator("input[name=severity][value=error]").uncheck()
    assert page.locator("#count").text_content() == "125 of 500 shown"
    assert len(many.numbers()) == 125
    assert page.locator("mark.off").count() == 375
    page.keyboard.press("k")
    assert many.active() == ["497", "Treatment e96 is"]
    page.keyboard.press("j")
    assert many.active() == ["1", "Treatment a0 is"]
    page.locator("#search").fill("treatment c")
    assert page.locator("#count").text_content() == "25 of 500 shown"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert many.active() == ["201", "Treatment c0 is"]
    page.locator("#show-all").click()
    assert page.locator("#count").text_content() == ""
    assert many.said == []


def test_of_500_cards_none_lies_on_another(many: Opened) -> None:
    many.page.keyboard.press("k")
    tops = many.page.eval_on_selector_all(
        "#document-3 .margin .card",
        "cards => cards.map(card => card.getBoundingClientRect()).map(box => [box.top, box.bottom])",
    )

    assert len(tops) == 100
    assert all(above[1] <= below[0] for above, below in pairwise(tops))


HOSTILE = """<script>window.broken = 1; alert(1)</script><img src=x onerror="window.broken = 1"> ]]> --> "'><svg onload=alert(1)>"""


@pytest.mark.parametrize("width", [1500, 420])
def test_hostile_titles_paths_and_earlier_reports_run_nothing(
    open_tab: Callable[..., Opened], build: Builder, width: int
) -> None:
    documents = {
        f"{name}{HOSTILE}.md": build.document(f"{name}{HOSTILE}.md", f"# {name} {HOSTILE}\n\nIt is safe.")
        for name in ("a", "b")
    }
    review = Review("signed", 0, 0, 0, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    summaries = tuple(
        replace(build.summary(document), title=HOSTILE, genre=HOSTILE, review=review, article=next(iter(documents)))
        for document in documents.values()
    )
    findings = tuple(build.finding(document, "safe") for document in documents.values())
    report = build.report((), findings, summaries=summaries)
    previous = replace(report, today=HOSTILE, tool=replace(report.tool, name=HOSTILE, version=HOSTILE), findings=())
    claim = LedgerClaim(
        next(iter(documents)),
        *(findings[0].start, findings[0].end, HOSTILE, HOSTILE, HOSTILE, "asserted", 3, "Q0", (), "unsourced"),
    )
    other = replace(claim, kind="b")
    tab = open_tab(render(report, documents.get, build.rules(), (claim, other), previous=previous), width=width)
    for head in tab.page.locator("#index thead button").all():
        head.click()
    tab.page.keyboard.press("j")

    assert tab.page.evaluate("() => window.broken === undefined")
    assert (tab.said, tab.asked) == ([], [tab.page.url.split("#")[0]])
    assert tab.page.locator("img, iframe, [onerror], [onload]").count() == 0
    assert HOSTILE in str(tab.page.locator("#trend-title").text_content())
    assert tab.page.evaluate("() => document.documentElement.scrollWidth") == width


def test_on_paper_the_table_and_the_folded_parts_are_there_and_the_controls_are_not(
    open_tab: Callable[..., Opened], build: Builder
) -> None:
    documents = {path: build.document(path, TEXT.format(name=path)) for path in ("a.md", "b.md")}
    summaries = tuple(
        replace(build.summary(one), checklist=(build.item(one, "review date", "missing", why="No date of review."),))
        for one in documents.values()
    )
    page = open_tab(render(build.report((), (), summaries=summaries), documents.get, build.rules())).page
    told = page.locator("#checklist-2").get_by_text("No date of review.")
    assert not told.is_visible()
    page.get_by_role("link", name="See the checklist").nth(1).click()
    told.wait_for(state="visible")
    page.reload()
    page.emulate_media(media="print")

    assert told.is_visible()
    assert page.locator("#index tbody tr").count() == 2
    assert page.locator("#index table").is_visible()
    assert not page.get_by_role("group", name="Colours").is_visible()
    assert not page.locator(".rail").is_visible()
    assert not page.get_by_role("link", name="All pieces").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
