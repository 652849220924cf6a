"""The page in Chromium."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

import pytest

from caveat.engine.finding import ClaimSource, LedgerClaim, Problem
from caveat.report.page import render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.report.conftest import Builder, Opened

    from caveat.document import Document
    from caveat.engine.finding import Finding

    Status = Literal["sourced", "unsourced", "flagged"]

pytestmark = pytest.mark.browser

ARTICLE = """# Why Infusions Are Called Safe for You

Ketamine infusions are a **completely safe** treatment &amp; they work for every patient, whatever came before.

- Any side effects are mild.
- Nine out of ten people feel better.

> “It cured me,” says one of our patients.
"""
HOSTILE = """# <script>window.broken = 1; alert(1)</script>

It is safe. <img src=x onerror="window.broken = 1; alert(1)"> <svg onload=alert(1)> ]]> </mark></script><!-- "'
[click](javascript:window.broken=1) <iframe src="https://example.org/"> <style>@import "https://example.org/x.css"</style>
"""


class Show(Protocol):
    def __call__(
        self,
        document: Document,
        findings: tuple[Finding, ...],
        claims: tuple[LedgerClaim, ...] = (),
        *,
        width: int = 1500,
        script: bool = True,
    ) -> Opened: ...


@pytest.fixture
def show(open_tab: Callable[..., Opened], build: Builder) -> Show:
    def opened(
        document: Document,
        findings: tuple[Finding, ...],
        claims: tuple[LedgerClaim, ...] = (),
        *,
        width: int = 1500,
        script: bool = True,
    ) -> Opened:
        report = build.report(
            (document,), findings, problems=(Problem(document.path, "encoding", document.source.text),)
        )
        return open_tab(render(report, lambda _path: document, build.rules(), claims), width=width, script=script)

    return opened


@pytest.fixture
def article(build: Builder) -> tuple[Document, tuple[Finding, ...]]:
    document = build.document("article.md", ARTICLE)
    return document, (
        build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
        build.finding(document, "Why Infusions Are Called Safe", rule="claims-safety-presupposed"),
        build.finding(document, "completely safe"),
        build.finding(
            document,
            "Ketamine infusions are a **completely safe** treatment &amp; they work for every patient, whatever came before.",
            rule="readability-sentence-length",
            severity="info",
            message="A long sentence.",
        ),
        build.finding(
            document, "Nine out of ten", rule="sourcing-uncited-statistic", severity="warning", message="Whose?"
        ),
    )


Article = tuple["Document", "tuple[Finding, ...]"]


def test_marks_stand_on_the_words_and_beside_their_cards(show: Show, article: Article, tmp_path: Path) -> None:
    tab = show(*article)
    page = tab.page

    words = {
        number: "".join(page.locator(f"mark[data-findings~='{number}']").all_text_contents())
        for number in ("2", "3", "4", "5")
    }
    assert words == {
        "2": "Why Infusions Are Called Safe",
        "3": "Ketamine infusions are a completely safe treatment & they work for every patient, whatever came before.",
        "4": "completely safe",
        "5": "Nine out of ten",
    }
    page.locator("mark[data-findings~='2'] a").click()
    mark = page.locator("mark[data-findings~='2']").bounding_box()
    card = page.locator("#card-2").bounding_box()
    assert mark is not None
    assert card is not None
    assert abs(card["y"] - mark["y"]) < 10
    assert card["x"] > mark["x"] + mark["width"]
    picture = tmp_path / "page.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000
    assert tab.said == []
    assert tab.asked == [page.url]


def test_cards_never_lie_on_each_other(show: Show, article: Article) -> None:
    document, findings = article
    page = show(document, findings * 3).page
    page.keyboard.press("n")
    for _ in range(8):
        page.keyboard.press("n")
        boxes = [box for card in page.locator(".margin .card").all() if (box := card.bounding_box())]
        assert len(boxes) == 12
        assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))


def test_the_keyboard_leads_through_the_findings(show: Show, article: Article) -> None:
    tab = show(*article)
    keyboard = tab.page.keyboard

    keyboard.press("j")
    assert tab.active() == ["1"]
    assert tab.focused() == "card-1"
    keyboard.press("n")
    assert tab.active() == ["2", "Why Infusions Are Called Safe"]
    assert tab.focused() == "Why Infusions Are Called Safe"
    assert tab.page.locator("#position").text_content() == "2 of 5"
    keyboard.press("k")
    keyboard.press("p")
    assert tab.active() == ["5", "Nine out of ten"]
    keyboard.press("Enter")
    assert tab.focused() == "card-5"
    keyboard.press("Escape")
    assert tab.active() == []
    assert tab.focused() == "Nine out of ten"


def test_help_and_search_open_by_key_and_letters_typed_there_stay_letters(show: Show, article: Article) -> None:
    tab = show(*article)
    keyboard = tab.page.keyboard

    keyboard.press("?")
    assert tab.page.locator("#help").is_visible()
    keyboard.press("Escape")
    assert not tab.page.locator("#help").is_visible()
    keyboard.press("/")
    assert tab.focused() == "search"
    keyboard.type("jnkp")
    assert tab.page.locator("#search").input_value() == "jnkp"
    assert tab.active() == []
    assert tab.numbers() == []
    assert tab.page.locator("#count").text_content() == "0 of 5 shown"


def test_keys_that_are_letters_or_signs_can_be_turned_off(show: Show, article: Article) -> None:
    tab = show(*article)
    tab.page.get_by_role("button", name="Keys").click()
    tab.page.get_by_label("Single keys do something").uncheck()
    tab.page.get_by_role("button", name="Close").click()
    for key in ("j", "n", "/", "?", "c"):
        tab.page.keyboard.press(key)
    assert tab.active() == []
    assert not tab.page.locator("#help").is_visible()
    tab.page.locator("#next").click()
    assert tab.active() == ["1"]
    tab.page.keyboard.press("Escape")
    assert tab.active() == []


def test_tab_reaches_each_finding_once_with_its_message(show: Show, article: Article) -> None:
    page = show(*article).page
    stops = page.eval_on_selector_all("mark a[href]:not([tabindex])", "links => links.map(l => l.textContent)")

    assert stops == [
        "Why Infusions Are Called Safe",
        "Ketamine infusions are a ",
        "completely safe",
        "Nine out of ten",
    ]
    described = page.locator("mark a").nth(0).get_attribute("aria-describedby")
    assert page.locator(f"#{described}").text_content() == (
        "“Why Infusions Are Called Safe” promises safety without a limit."
    )


def test_filters_take_findings_and_their_marks_away_and_bring_them_back(show: Show, article: Article) -> None:
    tab = show(*article)
    page = tab.page
    severity = page.locator("mark[data-findings~='4']")

    assert severity.get_attribute("class") == "error"
    page.locator("input[name=severity][value=error]").uncheck()
    assert tab.numbers() == ["1", "3", "5"]
    assert severity.get_attribute("class") == "info long"
    assert severity.locator("a").get_attribute("href") == "#card-3"
    page.locator("input[name=family][value=readability]").uncheck()
    assert tab.numbers() == ["1", "5"]
    assert severity.get_attribute("class") == "off"
    page.locator("#show-all").click()
    assert tab.numbers() == ["1", "2", "3", "4", "5"]
    assert severity.get_attribute("class") == "error"
    page.locator("summary", has_text="Rules").first.click()
    page.locator("input[name=rule][value=sourcing-uncited-statistic]").uncheck()
    assert tab.numbers() == ["1", "2", "3", "4"]
    page.locator("#search").fill("COMPLETELY")
    assert tab.numbers() == ["3", "4"]
    assert page.locator("#count").text_content() == "2 of 5 shown"


def test_words_with_two_findings_show_one_after_the_other(show: Show, article: Article) -> None:
    tab = show(*article)
    words = tab.page.locator("mark[data-findings='4 3'] a")

    words.click()
    assert tab.active() == ["4", "completely safe"]
    words.click()
    assert tab.active()[0] == "3"


@pytest.mark.parametrize("width", [1500, 420])
def test_a_hostile_document_runs_nothing_and_fetches_nothing(width: int, show: Show, build: Builder) -> None:
    document = build.document("<img src=x onerror=alert(1)>.md", HOSTILE)
    found = tuple(
        build.finding(document, words, message=HOSTILE, standard=HOSTILE, quote=HOSTILE)
        for words in ("<script>window", "safe", "onerror", "</mark></script><!--", "click")
    )
    tab = show(document, found, width=width)
    for _ in found:
        tab.page.keyboard.press("j")
    tab.page.wait_for_timeout(200)

    assert tab.page.evaluate("() => window.broken === undefined")
    assert tab.said == []
    assert tab.asked == [tab.page.url]
    assert tab.page.locator("img, iframe, [onerror], [onload], [href^='javascript:']").count() == 0
    assert "".join(tab.page.locator("mark[data-findings~='4']").all_text_contents()) == "</mark></script><!--"


def test_a_script_that_slipped_in_would_be_refused(show: Show, article: Article) -> None:
    tab = show(*article)
    tab.page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.broken = 1';"
        "document.body.append(script); document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x\">') }"
    )
    tab.page.wait_for_timeout(200)

    assert tab.page.evaluate("() => window.broken === undefined")
    assert len(tab.said) == 2
    assert all("Content Security Policy" in message for message in tab.said)


def test_on_a_narrow_screen_the_card_comes_up_from_below(show: Show, article: Article) -> None:
    tab = show(*article, width=420)
    for _ in range(4):
        tab.page.keyboard.press("n")

    assert tab.active() == ["4", "completely safe"]
    card = tab.page.locator("#card-4").bounding_box()
    mark = tab.page.locator("mark.active").bounding_box()
    assert card is not None
    assert mark is not None
    assert card["y"] + card["height"] <= 900
    assert mark["y"] + mark["height"] < card["y"]
    assert tab.page.evaluate("() => document.documentElement.scrollWidth") == 420


def test_without_javascript_everything_can_be_read(show: Show, article: Article) -> None:
    tab = show(*article, script=False)

    assert tab.page.locator(".card .why").first.is_visible()
    assert tab.page.locator("#card-4 .instead").is_visible()
    assert not tab.page.locator("#filters").is_visible()
    tab.page.locator("mark[data-findings~='5'] a").click()
    assert tab.page.url.endswith("#card-5")


def test_on_paper_cards_become_numbered_notes_below_the_text(show: Show, article: Article) -> None:
    page = show(*article).page
    page.emulate_media(media="print")

    assert not page.locator(".rail").is_visible()
    assert [number.text_content() for number in page.locator("sup.reference").all() if number.is_visible()] == list(
        "2435"
    )
    text, first = page.locator(".text").bounding_box(), page.locator("#card-2").bounding_box()
    assert text is not None
    assert first is not None
    assert first["y"] >= text["y"] + text["height"]
    assert page.locator("#card-4 .rule").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def claim_of(document: Document, words: str, kind: str, strength: int, status: Status) -> LedgerClaim:
    start = document.source.text.index(words)
    place = document.source.place
    return LedgerClaim(
        path=document.path,
        start=place(start),
        end=place(start + len(words)),
        quote=words,
        kind=kind,
        about="ketamine",
        assertion="asserted",
        strength=strength,
        qualifier="Q0",
        sources=(ClaimSource("link", "a trial", "https://example.org/x"),) if status == "sourced" else (),
        status=status,
        findings=("claims-safety-absolute",) if status == "flagged" else (),
    )


@pytest.fixture
def claims(article: Article) -> tuple[LedgerClaim, ...]:
    document, _ = article
    return (
        claim_of(document, "completely safe", "safety", 5, "flagged"),
        claim_of(document, "they work for every patient", "efficacy", 4, "unsourced"),
        claim_of(document, "Any side effects are mild.", "safety", 2, "unsourced"),
        claim_of(document, "Nine out of ten people feel better.", "statistic", 4, "sourced"),
    )


def rows(tab: Opened) -> list[str]:
    """The claims that the ledger shows, in its order."""
    return list(
        tab.page.eval_on_selector_all(
            "#claims tbody tr", "rows => rows.filter(r => r.offsetParent).map(r => r.cells[0].firstChild.textContent)"
        )
    )


def points_at(tab: Opened, *words: str) -> None:
    """Wait until a claim of the ledger has led to these words: a browser follows a link within a page in its own time."""
    tab.page.wait_for_function(
        "words => [...document.querySelectorAll('.claim.active')].map(one => one.textContent).join('|') === words",
        arg="|".join(words),
    )


def test_a_claim_leads_to_its_words_and_escape_leads_back(
    show: Show, article: Article, claims: tuple[LedgerClaim, ...]
) -> None:
    tab = show(*article, claims)
    page = tab.page

    page.locator("a[href='#claim-2']").click()
    points_at(tab, "they work for every patient")
    assert page.locator("#claim-2").is_visible()
    box = page.locator("#claim-2").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    page.keyboard.press("Escape")
    points_at(tab)
    assert tab.focused() == "they work for every patient"
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#claim-2"
    page.keyboard.press("Enter")
    points_at(tab, "they work for every patient")
    page.locator("a[href='#claim-1']").click()
    page.go_back()
    points_at(tab, "they work for every patient")
    page.keyboard.press("j")
    points_at(tab)
    assert tab.said == []
    assert tab.asked == [page.url.split("#")[0]]


def test_a_finding_in_the_ledger_leads_to_its_card_even_if_a_filter_hid_it(
    show: Show, article: Article, claims: tuple[LedgerClaim, ...]
) -> None:
    tab = show(*article, claims)
    link = tab.page.locator("#claims a[href='#card-4']")

    tab.page.locator("input[name=severity][value=error]").uncheck()
    link.click()
    tab.page.locator("mark.active").wait_for()
    assert tab.active() == ["4", "completely safe"]
    tab.page.keyboard.press("Escape")
    link.click()
    tab.page.locator("mark.active").wait_for()
    assert tab.active() == ["4", "completely safe"]


def test_the_ledger_is_sifted_and_ordered(show: Show, article: Article, claims: tuple[LedgerClaim, ...]) -> None:
    tab = show(*article, claims)
    form = tab.page.locator("#claims-filter")
    safe, work, mild, nine = (claim.quote for claim in claims)

    assert rows(tab) == [safe, work, mild, nine]
    form.locator("input[value=sourced]").uncheck()
    assert rows(tab) == [safe, work, mild]
    assert tab.page.locator("#claims-count").text_content() == "3 of 4 shown"
    form.locator("select[name=kind]").select_option("safety")
    assert rows(tab) == [safe, mild]
    form.locator("input[name=search]").fill("SIDE effects")
    assert rows(tab) == [mild]
    form.locator("input[name=search]").fill("nowhere")
    assert rows(tab) == []
    tab.page.locator("#claims-all").click()
    assert rows(tab) == [safe, work, mild, nine]
    assert tab.page.locator("#claims-count").text_content() == ""
    form.locator("select[name=order]").select_option("strength")
    assert rows(tab) == [safe, work, nine, mild]
    form.locator("select[name=order]").select_option("kind")
    assert rows(tab) == [work, safe, mild, nine]
    form.locator("select[name=order]").select_option("")
    assert rows(tab) == [safe, work, mild, nine]


def test_keys_reach_the_ledger_and_letters_in_its_fields_stay_letters(
    show: Show, article: Article, claims: tuple[LedgerClaim, ...]
) -> None:
    tab = show(*article, claims)

    tab.page.keyboard.press("c")
    assert tab.focused() == "claims-title"
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("() => document.activeElement.name") == "status"
    tab.page.locator("select[name=kind]").focus()
    tab.page.keyboard.press("j")
    assert tab.active() == []
    tab.page.locator("#claims-filter input[name=search]").fill("jc")
    tab.page.keyboard.press("Escape")
    assert tab.focused() != "jc"
    assert rows(tab) == []


@pytest.mark.parametrize("width", [1500, 420])
def test_the_ledger_fits_the_screen(width: int, show: Show, article: Article, claims: tuple[LedgerClaim, ...]) -> None:
    tab = show(*article, claims, width=width)

    assert tab.page.evaluate("() => document.documentElement.scrollWidth") == width
    assert rows(tab) == [claim.quote for claim in claims]


def test_the_ledger_works_without_javascript_and_on_paper(
    show: Show, article: Article, claims: tuple[LedgerClaim, ...]
) -> None:
    page = show(*article, claims, script=False).page

    assert not page.locator("#claims-filter").is_visible()
    page.locator("a[href='#claim-1']").click()
    page.wait_for_url("**#claim-1")
    page.emulate_media(media="print")
    assert page.locator("#claims tbody tr").count() == 4
    assert page.locator("#claims thead").is_visible()


def test_hostile_claims_run_nothing(show: Show, build: Builder) -> None:
    document = build.document("a.md", HOSTILE)
    hostile = claim_of(document, "It is safe.", "safety", 5, "sourced")
    claim = replace(
        hostile,
        quote=HOSTILE,
        about=HOSTILE,
        sources=(ClaimSource("link", HOSTILE, "javascript:window.broken=1"), ClaimSource("link", HOSTILE, HOSTILE)),
    )
    tab = show(document, (), (claim,))
    tab.page.locator("a[href='#claim-1']").click()

    assert tab.page.evaluate("() => window.broken === undefined")
    assert tab.said == []
    assert tab.asked == [tab.page.url.split("#")[0]]
    assert tab.page.locator("#claims img, #claims iframe, #claims [onerror], [href^='javascript:']").count() == 0
    points_at(tab, "It is safe.")


LONG = """# The visit

We will see you in the clinic. The nurse will take your blood. It will not take long. You can then go home to rest.

- Intravenous administration necessitates uninterrupted cardiorespiratory monitoring of the individual.

The doctor will call you in a week. He will tell you what was found. You can ask him all you want to know about it.
You will not need to pay for it. We hope that it will be of help to you. Bring a friend if you can, or a book to read.
You can eat and drink on the day. Take your pills as you do on all days. Wear a loose shirt. Ask us if you are unsure.
"""


@pytest.mark.parametrize("width", [1500, 500])
def test_how_hard_each_paragraph_is_is_shown_when_asked_for(show: Show, build: Builder, width: int) -> None:
    page = show(build.document("a.md", LONG), (), width=width).page
    label = "element => getComputedStyle(element, '::before').content"
    item = page.locator(".text li[data-hard]")
    before = item.evaluate(label)
    page.get_by_label("Show how hard each paragraph is").check()
    assert (before, item.evaluate(label)) == ("none", '"very hard"')
    assert page.locator("#heat-legend").is_visible()
    box, text = item.bounding_box(), page.locator(".text").bounding_box()
    assert box is not None
    assert text is not None
    bar = item.evaluate("element => parseFloat(getComputedStyle(element, '::after').left)")
    assert text["x"] < box["x"] + bar
    page.locator("#show-all").evaluate("button => button.click()")
    assert page.get_by_label("Show how hard each paragraph is").is_checked()


def test_the_details_open_by_their_link_and_lead_to_a_sentence(show: Show, build: Builder) -> None:
    tab = show(build.document("a.md", LONG), ())
    page = tab.page
    assert page.locator(".rewrite").is_hidden()
    page.get_by_role("link", name="See where it is hard").click()
    first = page.locator(".rewrite a").first
    first.click()
    assert tab.focused() == "hard-1-1"
    assert page.locator("#hard-1-1").evaluate("spot => spot.getBoundingClientRect().top < innerHeight")
    assert tab.said == []
