"""The review page in Chromium. The browser is the one that CAVEAT_CHROMIUM names, else Debian's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from caveat.engine.reviewer import Reviewer
from caveat.engine.run import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog, Page

    from caveat.engine.settings import Settings
    from caveat.review import ReviewServer

    Serve = Callable[..., ReviewServer]
    Write = Callable[[str, str], str]
    Open = Callable[..., "Tab"]

pytestmark = pytest.mark.browser

ANN = Reviewer("Ann Lee", "MD")
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"
TEXT = (
    "# A purple title\n\nThe *pur*ple one &amp; more is here.\n\n- An item that is purple.\n\n> Maybe, says somebody."
    + REVIEWED
)
HOSTILE = """# <script>window.broken = 1; alert(1)</script> purple

It is purple. <img src=x onerror="window.broken = 1; alert(1)"> <svg onload=alert(1)> ]]> </mark></script><!-- "'
[click](javascript:window.broken=1) <iframe src="https://example.org/"> <style>@import "https://example.org/x.css"</style>
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CAVEAT_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


class Tab:
    """A review in a tab, and what the tab did that it should not."""

    def __init__(self, page: Page, server: ReviewServer) -> None:
        self.page = page
        self.server = server
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", self._answer)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda message: self.said.append(message.text))

    def _answer(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def sees(self, selector: str, text: str) -> None:
        """Wait until an element says something."""
        from playwright.sync_api import expect

        expect(self.page.locator(selector)).to_contain_text(text)

    def marked(self) -> list[str]:
        """The words that are marked as those of the present finding."""
        return self.page.locator("mark.active").all_inner_texts()

    def message(self) -> str:
        return self.page.locator(".sheet:not([hidden]) .message").inner_text()

    def focused(self) -> str:
        """The id of the element that has the focus."""
        return str(self.page.evaluate("() => document.activeElement.id"))


@pytest.fixture
def open_page(browser: Browser, serve: Serve) -> Iterator[Open]:
    pages: list[Page] = []

    def opened(*paths: str, reviewer: Reviewer | None = ANN, width: int = 1500, scheme: Any = "light") -> Tab:  # noqa: ANN401 - a colour scheme
        server = serve(*paths, reviewer=reviewer)
        page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce", color_scheme=scheme)
        pages.append(page)
        tab = Tab(page, server)
        page.goto(server.address)
        return tab

    yield opened
    for page in pages:
        page.close()


def records() -> list[Any]:
    folder = Path(".caveat/decisions")
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def violations(tab: Tab) -> list[tuple[str, list[str]]]:
    """What axe finds wrong with the page as it stands, by its WCAG 2.2 AA rules and its best practices."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab.page).response["violations"]
    return [(one["id"], [" ".join(node["target"]) for node in one["nodes"]]) for one in found]


def test_a_piece_is_reviewed_and_signed_off_with_the_keyboard_alone(
    write: Write, open_page: Open, settings: Settings
) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md", reviewer=None)
    tab.sees("#progress", "0 of 4 decided")
    assert tab.page.locator("#position").inner_text() == "1 of 4"

    tab.press("a")
    assert tab.focused() == "reason"
    tab.sees("#reason-label", "Why is this risk acceptable?")
    tab.press("Enter")
    tab.sees("#reason-fault", "Give a reason: it stands with the decision.")
    assert (tab.focused(), records()) == ("reason", [])

    tab.type("The colour of the award")
    tab.press("Enter")
    assert tab.focused() == "name"
    tab.press("Enter")
    tab.sees("#naming-fault", "Give your name.")
    tab.type("Ann Lee")
    tab.press("Tab")
    tab.type("MD")
    tab.press("Enter")
    tab.sees("#progress", "1 of 4 decided")
    tab.sees("#who-name", "Ann Lee, MD")
    tab.sees("#said", "Accepted. 1 of 4 decided.")
    tab.sees("#position", "2 of 4")
    assert tab.focused() == "card-2"

    tab.press("c")
    tab.sees("#reason-label", "What should change, and why?")
    tab.type("Name")
    tab.press("Shift+Enter")
    tab.type("the colour")
    tab.press("Escape")
    assert tab.focused() == "card-2"
    tab.press("c", "Enter")
    tab.sees("#progress", "2 of 4 decided")

    for number in (3, 4):
        tab.sees("#position", f"{number} of 4")
        tab.press("a")
        tab.type("As agreed")
        tab.press("Enter")
        tab.sees("#progress", f"{number} of 4 decided")
    assert tab.focused() == "sign"
    tab.sees("#left", "It can be signed when nothing is left: 1 change is asked for.")
    assert tab.page.locator("#sign-form").is_hidden()

    tab.press("k", "k")
    tab.sees("#position", "2 of 4")
    tab.sees("#told-2", "Ann Lee, MD asked for a change on 2026-11-23: Name the colour")
    tab.press("w")
    tab.sees("#reason-label", "Why is the decision taken back?")
    tab.type("It is the law's word")
    tab.press("Enter")
    tab.sees("#progress", "3 of 4 decided")
    tab.press("a")
    tab.type("It is the law's word")
    tab.press("Enter")
    tab.sees("#progress", "4 of 4 decided")

    tab.press("s")
    assert tab.focused() == "statement"
    tab.press("Enter")
    tab.sees("#chip", "Signed")
    tab.sees("#review", "Signed by Ann Lee, MD on 2026-11-23, until 2027-11-23, with 4 accepted risks.")
    assert [(one["act"], one["by"], one["reason"]) for one in records()] == [
        ("accept", "Ann Lee", "The colour of the award"),
        ("change", "Ann Lee", "Name\nthe colour"),
        ("accept", "Ann Lee", "As agreed"),
        ("accept", "Ann Lee", "As agreed"),
        ("withdraw", "Ann Lee", "It is the law's word"),
        ("accept", "Ann Lee", "It is the law's word"),
        ("sign", "Ann Lee", "I have read this piece as it stands."),
    ]
    run = check(["a.md"], settings)
    assert (run.exit_status, run.report.documents[0].review and run.report.documents[0].review.state) == (0, "signed")
    assert Path("a.md").read_text(encoding="utf-8") == TEXT
    assert tab.said == []


def test_the_words_of_the_present_finding_are_marked_exactly(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md")
    seen = []
    for _ in range(4):
        seen.append(tab.marked())
        tab.press("j")
    assert seen == [["purple"], ["pur", "ple"], ["purple"], ["Maybe"]]
    assert tab.marked() == ["purple"]
    tab.press("ArrowLeft")
    assert tab.marked() == ["Maybe"]
    tab.press("ArrowRight", "j")
    assert (tab.marked(), tab.focused()) == (["pur", "ple"], "card-2")
    tab.press("t")
    assert tab.page.evaluate("() => document.activeElement.textContent") == "pur"
    tab.press("Escape")
    assert tab.focused() == "card-2"


def test_everything_can_be_done_with_the_mouse(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md")
    tab.page.get_by_text("Maybe", exact=True).first.click()
    tab.sees("#position", "4 of 4")
    tab.page.get_by_role("button", name="Ask for a change").click()
    tab.sees("#reason-fault", "Give a reason")
    tab.page.get_by_label("What should change, and why?").fill("Say who")
    tab.page.get_by_role("button", name="Ask for a change").click()
    tab.sees("#progress", "1 of 4 decided")
    tab.page.get_by_role("button", name="Undo").click()
    tab.sees("#progress", "0 of 4 decided")
    tab.sees("#position", "4 of 4")
    tab.page.get_by_text("All findings").click()
    tab.page.locator("[data-go='2']").click()
    tab.sees("#position", "2 of 4")
    tab.page.get_by_role("button", name="Previous finding").click()
    tab.sees("#position", "1 of 4")
    assert [one["act"] for one in records()] == ["change", "withdraw"]
    assert records()[1]["reason"] == "Undone by the reviewer right away"


def test_undo_takes_back_one_decision_after_the_other(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md")
    for number in (1, 2):
        tab.press("a")
        tab.type(f"Reason {number}")
        tab.press("Enter")
        tab.sees("#progress", f"{number} of 4 decided")
    tab.press("u")
    tab.sees("#progress", "1 of 4 decided")
    tab.sees("#position", "2 of 4")
    tab.press("u")
    tab.sees("#progress", "0 of 4 decided")
    tab.sees("#position", "1 of 4")
    tab.press("u")
    tab.sees("#said", "There is nothing to undo.")
    assert [one["act"] for one in records()] == ["accept", "accept", "withdraw", "withdraw"]


def test_single_keys_can_be_turned_off(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md")
    tab.press("?")
    assert tab.page.locator("#help").is_visible()
    tab.page.get_by_label("Single keys do something").uncheck()
    tab.press("Escape", "j")
    assert tab.page.locator("#position").inner_text() == "1 of 4"
    tab.page.reload()
    tab.press("j")
    assert tab.page.locator("#position").inner_text() == "1 of 4"
    tab.page.get_by_role("button", name="Keys").click()
    tab.page.get_by_label("Single keys do something").check()
    tab.press("Escape", "j")
    assert tab.page.locator("#position").inner_text() == "2 of 4"


def test_a_text_that_changes_on_disk_is_shown_anew_and_the_draft_of_a_reason_is_kept(
    write: Write, open_page: Open
) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md")
    tab.press("j", "a")
    tab.type("Half a reas")
    write("a.md", TEXT.replace("An item", "Another item"))
    tab.sees("#banner", "The piece or its decisions changed on disk; it is shown anew.")
    tab.sees(".text", "Another item that is")
    tab.sees("#position", "2 of 4")
    assert tab.page.locator("#reason").input_value() == "Half a reas"
    assert records() == []


def test_a_piece_that_is_gone_or_a_command_that_has_ended_is_told(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    write("b.md", TEXT)
    tab = open_page(".")
    tab.page.get_by_role("link", name="A purple title").first.click()
    Path("a.md").unlink()
    tab.sees("#banner", "The piece is no longer there")
    tab.page.get_by_role("link", name="All pieces").click()
    tab.page.get_by_role("button", name="End the review").click()
    tab.sees("#banner", "The review has ended. Everything that was recorded is kept; you can close this tab.")
    assert tab.server.ended.is_set()


def test_what_a_hostile_text_holds_is_shown_and_does_nothing(write: Write, open_page: Open) -> None:
    write("<b>a.md", HOSTILE)
    tab = open_page("<b>a.md", reviewer=Reviewer("<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>"))
    tab.press("a")
    tab.type("</script><script>alert(1)</script><img src=x onerror=alert(1)>")
    tab.press("Enter")
    tab.sees("#progress", "1 of")
    tab.page.reload()
    tab.sees("#progress", "1 of")
    assert tab.page.evaluate("() => window.broken") is None
    assert tab.page.locator("img, iframe, .text script, .text svg, .text style").count() == 0
    assert [url for url in tab.asked if not url.startswith((tab.server.address, "data:,"))] == []
    assert tab.said == []


def test_a_page_elsewhere_can_neither_frame_the_review_nor_decide(write: Write, browser: Browser, serve: Serve) -> None:
    write("a.md", TEXT)
    server = serve("a.md", reviewer=ANN)
    page = browser.new_page()
    page.route(
        "http://evil.example/**",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"""<iframe id=frame src="{server.address}"></iframe>
                <form id=form method=post action="{server.address}close" enctype=text/plain><input name='{{"a":"' value='"}}'></form>""",
        ),
    )
    page.goto("http://evil.example/")
    answers = page.evaluate(
        """async (address) => {
            const tries = [
                [address, {}],
                [address, { mode: "no-cors" }],
                [address + "close", { method: "POST", mode: "no-cors", body: "{}" }],
                [address + "close", { method: "POST", headers: { "Content-Type": "application/json", "X-Caveat-Key": "x" }, body: "{}" }],
            ];
            const answers = [];
            for (const [url, options] of tries) {
                try {
                    const answer = await fetch(url, options);
                    answers.push(answer.type === "opaque" ? "opaque" : await answer.text());
                } catch (error) {
                    answers.push(error.name);
                }
            }
            return answers;
        }""",
        server.address,
    )
    assert set(answers) <= {"TypeError", "opaque"}
    framed = next(frame for frame in page.frames if frame != page.main_frame)
    assert "Reviewer" not in framed.content()
    page.evaluate("() => document.getElementById('form').submit()")
    page.wait_for_load_state()
    assert not server.ended.is_set()
    assert records() == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1500, 400])
def test_axe_finds_nothing_wrong(write: Write, open_page: Open, scheme: str, width: int) -> None:
    table = "\n\n| A | B |\n| - | - |\n| purple | two |\n\n```\nsome code\n```\n\n[A link](https://example.org) and `code`.\n"
    for name in ("a.md", "b.md"):
        write(name, TEXT + table)
    tab = open_page(".", width=width, scheme=scheme)
    assert violations(tab) == []
    tab.page.get_by_role("link", name="A purple title").first.click()
    tab.sees("#progress", "0 of 5 decided")
    assert violations(tab) == []
    tab.press("a", "Enter")
    tab.sees("#reason-fault", "Give a reason")
    assert violations(tab) == []
    for number in range(1, 6):
        tab.press("Escape", "a")
        tab.type("As agreed")
        tab.press("Enter")
        tab.sees("#progress", f"{number} of 5 decided")
    tab.page.get_by_text("All findings").click()
    assert violations(tab) == []
    tab.press("s", "Enter")
    tab.sees("#chip", "Signed")
    assert violations(tab) == []
    tab.press("Escape")
    tab.page.get_by_role("button", name="Keys").click()
    assert violations(tab) == []
    tab.press("Escape")
    tab.page.locator("#who").click()
    assert violations(tab) == []


def test_a_piece_with_500_findings_is_stepped_through(write: Write, open_page: Open) -> None:
    write(
        "a.md",
        "# A title\n\n" + "\n\n".join(f"The purple number {number} is here." for number in range(500)) + REVIEWED,
    )
    tab = open_page("a.md")
    tab.sees("#position", "1 of 500")
    tab.press("k")
    tab.sees("#position", "500 of 500")
    tab.press("a")
    tab.type("As agreed")
    tab.press("Enter")
    tab.sees("#progress", "1 of 500 decided")
    tab.sees("#position", "1 of 500")
    assert tab.page.locator("mark.decided").count() == 1


def test_the_page_can_be_read_at_400_pixels_without_scrolling_sideways(write: Write, open_page: Open) -> None:
    write("a.md", TEXT)
    tab = open_page("a.md", width=400)
    assert tab.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
