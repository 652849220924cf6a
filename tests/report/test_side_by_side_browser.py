"""A piece beside its article in Chromium. The browser is the one that CAVEAT_CHROMIUM names, else Debian's."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

import pytest

from caveat.cli.formats import page_of
from caveat.engine.compare import compare
from caveat.engine.settings import Choice, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARTICLE = """# Ketamine for nerve pain

Ketamine may ease nerve pain in some people.

The drip takes 40 minutes in our clinic.

## Risks

It can raise blood pressure for an hour or two.
"""
PIECE = """Ketamine eases nerve pain.

The drip takes 20 minutes in our clinic.

Bring a friend along to your visit.

Ketamine eases nerve pain \\<img src=x onerror="window.broken = 1">.
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CAVEAT_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


class Shown:
    """The page in a tab, with what it said and asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("dialog", lambda dialog: self.heard.append(dialog.message))
        page.on("request", lambda request: self.heard.append(request.url))

    def marked(self, name: str) -> list[int]:
        """The rows of a class, counted from one."""
        return list(
            self.page.eval_on_selector_all(
                ".pair", f"rows => rows.map((r, i) => r.classList.contains('{name}') ? i + 1 : 0).filter(Boolean)"
            )
        )

    def focused(self) -> str:
        """The id of the element that has the focus."""
        return str(self.page.evaluate("() => document.activeElement.id"))


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "text.md").write_text(PIECE, encoding="utf-8")
    choice = Choice(select=("consistency",))
    settings = Settings(tmp_path.as_posix(), datetime.date(2026, 11, 23), choice=choice, cache=False, jobs=1)
    done = compare("page.md", ["text.md"], settings)
    target = tmp_path / "out.html"
    target.write_text(page_of(done.run, done, compares=True), encoding="utf-8")
    return target


@pytest.fixture
def shown(browser: Browser, written: Path) -> Iterator[Shown]:
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    tab = Shown(page)
    page.goto(written.as_uri())
    yield tab
    page.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with the page, by its WCAG 2.2 AA rules and its best practices."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(one["id"], [" ".join(node["target"]) for node in one["nodes"]]) for one in found]


def test_a_sentence_that_is_chosen_shows_its_partner(shown: Shown) -> None:
    keyboard = shown.page.keyboard
    shown.page.locator("#piece-1-1").focus()
    assert (shown.marked("active"), shown.marked("shared")) == ([1], [4])
    assert shown.page.locator("[aria-current]").evaluate_all("all => all.map(one => one.id)") == [
        "piece-1-1",
        "article-1-1",
    ]

    keyboard.press("Enter")
    assert (shown.focused(), shown.marked("active")) == ("article-1-1", [1])
    keyboard.press("ArrowDown")
    assert (shown.focused(), shown.marked("active"), shown.marked("shared")) == ("article-1-2", [2], [])
    keyboard.press("ArrowLeft")
    assert shown.focused() == "piece-1-2"
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    assert shown.focused() == "piece-1-1"
    keyboard.press("End")
    assert (shown.focused(), shown.marked("active"), shown.marked("shared")) == ("piece-1-4", [4], [1])
    keyboard.press("Home")
    assert shown.focused() == "piece-1-1"
    keyboard.press("Tab")
    assert shown.focused() == "article-1-1"
    keyboard.press("Escape")
    assert (shown.marked("active"), shown.marked("shared")) == ([], [])
    assert shown.page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_the_pointer_chooses_without_moving_to_the_partner(shown: Shown) -> None:
    shown.page.locator("#article-1-2").click()
    assert (shown.focused(), shown.marked("active")) == ("article-1-2", [2])


def test_pairs_without_a_difference_can_be_left_out(shown: Shown) -> None:
    shown.page.get_by_label("Only pairs that differ or have a finding").check()
    seen = shown.page.eval_on_selector_all(".pair", "rows => rows.map(row => !row.hidden)")
    assert seen == [True, True, False, True]
    assert shown.page.locator(".beside .count").inner_text() == "3 of 4 pairs shown"
    shown.page.locator("#piece-1-2").focus()
    shown.page.keyboard.press("ArrowDown")
    assert shown.focused() == "piece-1-4"


def test_a_finding_leads_to_its_card_as_often_as_one_likes(shown: Shown) -> None:
    for _ in range(2):
        shown.page.locator(".pair li a").first.click()
        assert shown.page.locator(".card.active").get_attribute("id") == "card-1"
        shown.page.locator("#piece-1-3").focus()
        shown.page.keyboard.press("k")


def test_a_card_leads_to_its_pair(browser: Browser, written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(text.replace('id="beside-1" open', 'id="beside-1"'), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    page.goto(written.as_uri())
    for _ in range(2):
        page.locator("#card-1").click()
        page.locator("#card-1").get_by_role("link", name="Side by side").click()
        page.wait_for_function("() => document.activeElement.id === 'piece-1-1'")
        page.locator(".beside > summary").click()
    page.close()


def test_an_address_opens_the_pair_that_it_names(browser: Browser, written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    written.write_text(text.replace('id="beside-1" open', 'id="beside-1"'), encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{written.as_uri()}#article-1-2")
    page.wait_for_function("() => document.activeElement.id === 'article-1-2'")
    assert page.locator("#article-1-2").is_visible()
    page.close()


def test_without_scripts_the_pairs_are_there_and_lead_to_each_other(browser: Browser, written: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(written.as_uri())
    page.locator("#piece-1-2").click()
    page.wait_for_url("**#article-1-2")
    assert page.locator(".pair").count() == 4
    assert not page.get_by_label("Only pairs that differ or have a finding").is_visible()
    page.close()


def test_hostile_words_do_nothing_and_nothing_is_asked_for(shown: Shown, written: Path) -> None:
    assert "window.broken" in shown.page.locator(".pair").last.inner_text()
    assert shown.page.evaluate("() => window.broken") is None
    assert shown.heard == [written.as_uri()]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 400])
def test_axe_finds_nothing_wrong_with_the_pairs(
    browser: Browser, written: Path, scheme: str, width: int, tmp_path: Path
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        bypass_csp=True,
    )
    page.goto(written.as_uri())
    assert violations(page) == []
    page.locator("#piece-1-1").focus()
    page.locator(".left-out summary").click()
    assert violations(page) == []
    picture = tmp_path / "beside.png"
    page.locator(".beside").screenshot(path=picture)
    assert picture.stat().st_size > 10_000
    page.close()
