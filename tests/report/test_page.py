from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from caveat.document import Place
from caveat.engine.finding import ClaimSource, LedgerClaim, Problem, Related, Suppressed
from caveat.readers import read
from caveat.report import wire
from caveat.report.page import render
from caveat.rule import Edit, Fix, parse_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.report.conftest import Builder

    from caveat.document import Document
    from caveat.engine.finding import Report

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ]]> </mark> </script> <!-- <style> \" ' & &amp; `x {{ 7*7 }} "
    "{% raw %} javascript:alert(1) \u202eevil\u202c \u2028 \x1b[2J"
)


def parsed(text: str) -> Any:  # noqa: ANN401 - what an XPath gives depends on the path
    return html.document_fromstring(text)


def page_of(build: Builder, report: Report, *documents: Document) -> Any:  # noqa: ANN401 - as parsed
    known = {document.path: document for document in documents}
    return parsed(render(report, known.get, build.rules()))


def marked(page: Any, number: int) -> str:  # noqa: ANN401 - as parsed
    pieces = page.xpath(f"//mark[contains(concat(' ', @data-findings, ' '), ' {number} ')]")
    return "".join(piece.text_content() for piece in pieces)


def test_marks_stand_on_the_words_of_their_findings(build: Builder) -> None:
    document = build.document(
        "a.md", "# Is it safe?\n\nIt is **completely** safe &amp; [quick](https://example.org/x)."
    )
    report = build.report(
        (document,),
        (
            build.finding(document, "safe?"),
            build.finding(document, "completely** safe &amp; [quick"),
            build.finding(document, "safe &amp;", severity="info"),
        ),
    )
    page = page_of(build, report, document)

    assert [marked(page, number) for number in (1, 2, 3)] == ["safe?", "completely safe & quick", "safe &"]
    assert page.xpath("string(//div[@class='text']/p)") == "It is completely safe &3 quick2."
    assert [mark.get("class") for mark in page.xpath("//mark")] == ["error"] * 6
    assert [mark.get("data-findings") for mark in page.xpath("//mark")] == ["1", "2", "2", "3 2", "2", "2"]
    assert page.xpath("//mark//strong/text()") == ["completely"]
    assert [sup.text for sup in page.xpath("//sup[@class='reference']")] == ["1", "3", "2"]


def test_a_finding_over_two_blocks_is_marked_in_both_and_referred_to_once(build: Builder) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    page = page_of(build, build.report((document,), (build.finding(document, "safe.\nIt is"),)), document)

    assert marked(page, 1) == "safe.It is"
    assert page.xpath("count(//*[@id='words-1'])") == 1
    assert page.xpath("count(//sup[@class='reference'])") == 1


def test_a_card_has_message_reason_advice_standard_and_related_places(build: Builder) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    found = build.finding(
        document,
        "safe",
        related=(
            build.related(document, "sure", "Said again."),
            build.related(document, "safe", "Names no study.", rule="sourcing-uncited-statistic"),
            Related(None, None, "b.md", Place(2, 3, 9), Place(2, 7, 13), "gone", "Taken from here."),
        ),
        fix=Fix((Edit(6, 10, "often well tolerated"),)),
        status="preview",
    )
    other = build.finding(document, "safe", rule="sourcing-uncited-statistic", severity="warning")
    page = page_of(build, build.report((document,), (found, other)), document)
    (card,) = page.xpath("//*[@id='card-1']")

    assert [" ".join(line.text_content().split()) for line in card.xpath(".//p")] == [
        "1errorpreviewline 1, column 7",
        "safe",
        "“safe” promises safety without a limit.",
        "What to write instead Name the common harms, and say who watches for them: see the guide.",
        "Proposed, for review often well tolerated",
        "Why Every treatment carries some risk. A reader who is told completely safe cannot weigh it.",
        "Also line 2 sure: Said again.",
        "Also sourcing-uncited-statistic (warning): Names no study.",
        "Also b.md, line 2 gone: Taken from here.",
        "Standard Example Guidance on Health Claims",
        "claims-safety-absolute Back to the words",
    ]
    assert card.xpath(".//a[@data-go]/@href") == ["#card-2"]
    assert page.xpath("//mark/a/@href") == ["#card-1"]


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice(build: Builder) -> None:
    document = build.document("a.md", "It is safe.\nIt is sure.")
    findings = (
        build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
        build.finding(document, "safe"),
        build.finding(document, "sure", rule="caveat-internal"),
    )
    page = page_of(build, build.report((document,), findings), document)
    ids = page.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)
    assert set(" ".join(page.xpath("//@aria-labelledby | //@aria-describedby")).split()) <= set(ids)


def test_findings_on_the_whole_document_stand_above_its_text(build: Builder) -> None:
    document = build.document("a.md", "---\ntitle\n\nIt is safe.")
    document = replace(document, blocks=document.blocks[-1:])
    findings = (
        build.finding(document, "safe"),
        build.finding(document, "title", rule="caveat-unused-suppression", message="Unused."),
        build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
    )
    page = page_of(build, build.report((document,), findings), document)

    assert page.xpath("//section[@class='whole']/h3/text()") == [
        "On the document as a whole",
        "Outside the running text",
    ]
    assert page.xpath("//*[@id='card-1']//p[@class='message']/text()") == ["No source."]
    assert page.xpath("//*[@id='card-2']//p[@class='quote']/q/text()") == ["title"]
    assert marked(page, 3) == "safe"


def test_the_summary_has_counts_readability_claims_disclosures_and_problems(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    report = build.report(
        (document,),
        (
            build.finding(document, "safe"),
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(document, "It", suppressed=Suppressed("Quoted & kept.", "R. Lee", "2027-01-31")),
        ),
        problems=(Problem("x.docx", "truncated", "it ends early"), Problem("a.md", "encoding", "read as Windows-1252")),
        baselined=4,
    )
    page = page_of(build, report, document)
    text = " ".join(page.xpath("string(//header[@class='top'])").split())

    assert "1 errormust be fixed before publishing 1 warningshould be fixed 0 infoto consider" in text
    assert "claims1–– sourcing–1–" in text
    assert "Not counted: 1 suppressed, 4 in the baseline." in text
    assert "Reads at the level of US college: about 14 years of school are needed to follow it." in text
    assert "SMOG grade 14.4 (13.8 to 15.0)" in text
    assert "41 medical claims, none with a source." in text
    assert "✕medical disclaimer missing ✕review date missing ✓author present" in text
    assert "Not checked x.docx it ends early truncated Notes on reading a.md read as Windows-1252 encoding" in text
    assert " ".join(page.xpath("string(//details[@class='suppressed']//li)").split()) == (
        "It “It” promises safety without a limit. claims-safety-absolute"
        "Reason Quoted & kept. · By R. Lee · Until 2027-01-31"
    )
    assert page.xpath("count(//mark)") == 1


def test_many_documents_have_a_table_of_contents_and_one_that_is_gone_keeps_its_findings(build: Builder) -> None:
    first, second = build.document("a.md", "# One\n\nIt is safe."), build.document("b.md", "It is sure.")
    report = build.report((first, second), (build.finding(second, "sure"), build.finding(first, "safe")))
    page = page_of(build, report, first)

    assert page.xpath("//section[@id='index']//a/@href") == ["#document-1", "#document-2"]
    assert page.xpath("//article//h2/text()") == ["One", "b.md"]
    assert page.xpath("//article//p[@class='kicker']/text()") == ["a.md · article", "b.md · article"]
    assert marked(page, 1) == "safe"
    assert page.xpath("//article[2]//p[@class='unread']/text()") == [
        "The text could not be read again, so that only the findings are shown."
    ]
    assert page.xpath("//article[2]//*[@id='card-2']//p[@class='quote']/q/text()") == ["sure"]


def test_a_finding_on_a_file_that_is_no_document_is_shown(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    config = build.document("caveat.toml", "x = 1")
    report = build.report((document,), (build.finding(config, "x", rule="caveat-stale-baseline"),))

    page = page_of(build, report, document)
    assert page.xpath("//article//h2/text()") == ["a.md", "caveat.toml"]
    assert page.xpath("//article//p[@class='kicker']/text()") == ["a.md · article", "caveat.toml"]


def test_a_piece_leads_to_the_article_it_derives_from(build: Builder) -> None:
    article, post, letter = (
        build.document(f"{name}.md", f"# {name}\n\nIt is safe.") for name in ("one", "two", "three")
    )
    summaries = (
        build.summary(article),
        replace(build.summary(post), article="one.md"),
        replace(build.summary(letter), article="elsewhere.md"),
    )
    page = page_of(build, build.report((), (), summaries=summaries), article)

    assert [" ".join(line.text_content().split()) for line in page.xpath("//article//p[@class='kicker']")] == [
        "one.md · article",
        "two.md · article, derived from one.md",
        "three.md · article, derived from elsewhere.md",
    ]
    assert page.xpath("//article//p[@class='kicker']/a/@href") == ["#document-1"]


MARKDOWN = """# Title

Text with *stress*, `code`, a [link](https://example.org/x) and a note[^n].

1. one
2. two
   - deep

   more of two

> said

| a | b | c |
|---|---|---|
| d |   | e |

```
x  <y>
  z
```

[^n]: The note.
"""
HTML = (
    "<h1>Title</h1><p>Text</p><ul><li>one</li><li>two</li></ul>"
    "<table><tr><th>a</th><th>b</th></tr><tr><td></td><td>d</td></tr></table>"
)


def test_a_document_reads_as_it_was_written(build: Builder) -> None:
    document = read("a.md", MARKDOWN.encode())
    (text,) = page_of(build, build.report((document,), ()), document).xpath("//div[@class='text']")

    assert [element.tag for element in text] == ["h3", "p", "ul", "blockquote", "div", "pre", "ol"]
    assert text[1].xpath("em/text() | code/text() | span/text()") == ["stress", "code", "link"]
    assert text[1].xpath("span/@title") == ["https://example.org/x"]
    assert [(item.get("class"), item.text_content()) for item in text.xpath("ul/li")] == [
        ("level-1", "1.one"),
        ("level-1", "2.two"),
        ("level-2", "•deep"),
        ("level-1", "more of two"),
    ]
    assert text.xpath("blockquote/p/text()") == ["said"]
    assert [[cell.text_content() for cell in row] for row in text.xpath(".//tr")] == [["a", "b", "c"], ["d", "", "e"]]
    assert text.xpath("string(ol/li)") == "nThe note."
    assert text.xpath("string(pre)") == next(block.text for block in document.blocks if block.kind == "code")


def test_a_web_page_keeps_its_lists_and_tables(build: Builder) -> None:
    document = read("a.html", HTML.encode())
    (text,) = page_of(build, build.report((document,), ()), document).xpath("//div[@class='text']")

    assert [item.text_content() for item in text.xpath("ul/li")] == ["•one", "•two"]
    assert [[cell.text_content() for cell in row] for row in text.xpath(".//tr")] == [["a", "b"], ["", "d"]]


def test_a_hostile_document_adds_no_tag_and_no_attribute(build: Builder) -> None:
    def tags(text: str) -> list[tuple[str, list[str]]]:
        document = build.document(f"{text}.md", f"# {text}\n\nIt is safe {text} now.\n[{text}](javascript:{text[:9]})")
        document = replace(document, language=text)
        found = build.finding(
            document,
            "safe",
            message=text,
            standard=text,
            quote=text,
            fix=Fix((Edit(0, 1, text),)),
            related=(replace(build.related(document, "now", text), quote=text, path=text),),
        )
        summary = replace(build.summary(document), genre=text, title=text, article=text, disclosures={text: False})
        kept = replace(found, suppressed=Suppressed(text, text, text))
        report = build.report((document,), (found, kept), problems=(Problem(text, text, text),), summaries=(summary,))
        page = page_of(build, report, document)
        elements = [element for element in page.iter() if element.get("class") != "hidden"]
        return [(str(element.tag), sorted(element.keys())) for element in elements]

    assert tags(HOSTILE.replace("\x1b", "?").translate({0x2028: " ", 0x202E: "?", 0x202C: "?"})) == tags("x" * 60)
    assert len(tags(HOSTILE)) == len(tags("x" * 60))


def test_the_page_asks_for_nothing_and_runs_only_its_own_script(build: Builder) -> None:
    document = build.document("a.md", f"It is safe. [x](https://example.org) {HOSTILE}")
    text = render(build.report((document,), (build.finding(document, "safe"),)), lambda _path: document, build.rules())
    page = parsed(text)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall("<script>(.*?)</script>", text, re.DOTALL)

    def digest(content: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"

    assert policy == (
        f"default-src 'none'; style-src {digest(style)}; script-src {digest(script)}; base-uri 'none'; form-action 'none'"
    )
    assert text.count("<script") == 2
    assert "<!--" not in text
    assert page.xpath("//@src | //@style | //@onerror | //link | //iframe | //object | //embed | //img") == []
    assert {link for link in page.xpath("//@href") if not link.startswith("#")} == {
        "https://example.org/claims",
        "https://example.org/guide",
    }
    assert "url(" not in style
    assert "@import" not in style


def test_the_report_travels_inside_the_page(build: Builder) -> None:
    document = build.document("a.md", f"It is safe. {HOSTILE}")
    report = build.report((document,), (build.finding(document, "safe", message=HOSTILE),))
    text = render(report, lambda _path: document, build.rules())
    (island,) = re.findall('<script type="application/json" id="report">(.*?)</script>', text, re.DOTALL)

    assert re.findall("[<>&\u2028\u2029]", island) == []
    assert json.loads(island) == json.loads(wire.encode(report))


def test_a_rule_page_may_link_to_the_web_only(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    rules = dict(build.rules())
    words = "Flags it.\n\n## Why it matters\n\n[a](javascript:alert(1)) [b](https://example.org) <b>c</b> ![d](x.png)\n"
    rules["claims-safety-absolute"] = replace(rules["claims-safety-absolute"], page=parse_page(words))
    text = render(build.report((document,), (build.finding(document, "safe"),)), lambda _path: document, rules)
    (entry,) = parsed(text).xpath("//details[@id='rule-claims-safety-absolute']")

    assert entry.xpath(".//@href") == ["https://example.org"]
    assert entry.xpath("count(.//b)") == 2
    assert entry.xpath("count(.//img)") == 0


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_document_without_words_is_shown_as_such(text: str, build: Builder) -> None:
    document = build.document("a.md", text)
    page = page_of(build, build.report((document,), ()), document)

    assert page.xpath("//p[@class='unread']/text()") == ["There is no running text in this file."]


def test_the_same_report_gives_the_same_page(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    report = build.report((document,), (build.finding(document, "safe"),))

    assert render(report, lambda _path: document, build.rules()) == render(
        report, lambda _path: document, build.rules()
    )


LEDGER = """# Turmeric

**Turmeric** eases [joint pain](https://example.org/x). It is completely safe.
"""


def claim_of(document: Document, words: str, **values: Any) -> LedgerClaim:  # noqa: ANN401 - as the claim's fields
    start = document.source.text.index(words)
    place = document.source.place
    claim = LedgerClaim(
        path=document.path,
        start=place(start),
        end=place(start + len(words)),
        quote=words,
        kind="efficacy",
        about="Turmeric",
        assertion="asserted",
        strength=4,
        qualifier="Q0",
        sources=(),
        status="unsourced",
    )
    return replace(claim, **values)


def ledger_of(build: Builder, report: Report, claims: Sequence[LedgerClaim], *documents: Document) -> Any:  # noqa: ANN401 - as parsed
    known = {document.path: document for document in documents}
    return parsed(render(report, known.get, build.rules(), claims))


def cells(page: Any) -> list[list[str]]:  # noqa: ANN401 - as parsed
    rows = page.xpath("//section[@id='claims']//tbody/tr[not(@class='chapter')]")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_the_ledger_has_a_row_a_claim_with_all_that_is_known_of_it(build: Builder) -> None:
    document = build.document("a.md", LEDGER)
    found = build.finding(document, "completely safe")
    claims = (
        claim_of(
            document,
            "Turmeric** eases [joint pain](https://example.org/x).",
            quote="Turmeric eases joint pain.",
            strength=2,
            qualifier="Q2",
            sources=(
                ClaimSource("link", "joint pain", "https://example.org/x"),
                ClaimSource("named", "the label", ""),
                ClaimSource("link", "odd", "javascript:alert(1)"),
            ),
            status="sourced",
        ),
        claim_of(
            document,
            "completely safe",
            kind="safety",
            about="",
            assertion="presupposed",
            strength=5,
            status="flagged",
            findings=("claims-safety-absolute", "claims-no-side-effects"),
        ),
    )
    page = ledger_of(build, build.report((document,), (found,)), claims, document)
    (section,) = page.xpath("//section[@id='claims']")

    assert cells(page) == [
        [
            "Turmeric eases joint pain. line 3, column 3",
            "efficacy Turmeric",
            "hedged",
            "hedge or quantity Q2",
            "joint painthe labelodd",
            "sourced",
        ],
        [
            "completely safe line 3, column 63",
            "safety",
            "absolute presupposed",
            "none",
            "none",
            "flaggedclaims-safety-absoluteclaims-no-side-effects (suppressed)",
        ],
    ]
    assert section.xpath(".//tbody//@href") == ["#claim-1", "https://example.org/x", "#claim-2", "#card-1"]
    assert [" ".join(item.text_content().split()) for item in section.xpath(".//ul[@class='states']/li")] == [
        "1 flagged a rule finds fault with the words",
        "0 unsourced no source stands near",
        "1 sourced a source stands near, and no rule finds fault",
    ]
    assert "2 medical claims in all, 1 with a source near." in section.text_content()
    assert section.xpath(".//select[@name='kind']/option/@value") == ["", "efficacy", "safety"]
    assert section.xpath(".//select[@name='document']") == []


def test_a_claims_words_are_one_element_of_the_text_whatever_is_marked_inside(build: Builder) -> None:
    document = build.document("a.md", LEDGER)
    claims = (
        claim_of(document, "Turmeric** eases [joint pain](https://example.org/x)."),
        claim_of(document, "completely safe."),
        claim_of(document, "safe"),
    )
    page = ledger_of(
        build,
        build.report((document,), (build.finding(document, "pain](https://example.org/x). It is"),)),
        claims,
        document,
    )

    assert [
        (one.get("id"), one.get("data-claims"), one.text_content()) for one in page.xpath("//span[@class='claim']")
    ] == [
        ("claim-1", "1", "Turmeric eases joint pain."),
        ("claim-2", "2", "completely "),
        ("claim-3", "2 3", "safe"),
        (None, "2", "."),
    ]
    assert marked(page, 1) == "pain. It is"
    assert page.xpath("string(//div[@class='text']/p)") == "Turmeric eases joint pain. It is1 completely safe."


def test_a_claim_over_two_blocks_is_found_in_both_and_named_once(build: Builder) -> None:
    document = build.document("a.md", "It eases pain.\nIt is sure.")
    claims = (claim_of(document, "pain.\nIt is"), claim_of(document, "pain.\nIt"))
    page = ledger_of(build, build.report((document,), ()), claims, document)

    assert page.xpath("//div[@class='text']//@id") == ["claim-2", "claim-1"]
    assert [one.text_content() for one in page.xpath("//span[@data-claims]")] == ["pain.", "It", " is"]


def test_claims_stand_by_document_and_those_without_words_on_the_page_lead_nowhere(build: Builder) -> None:
    first, second, third = (
        build.document(f"{name}.md", f"# {name}\n\nIt eases pain.") for name in ("one", "two", "three")
    )
    claims = (claim_of(first, "It eases pain."), claim_of(third, "It eases pain."))
    page = ledger_of(build, build.report((first, second, third), ()), claims, first, second)

    assert page.xpath("//section[@id='claims']//tr[@class='chapter']/@id") == ["claims-1", "claims-3"]
    assert page.xpath("//section[@id='claims']//tbody//@href") == ["#document-1", "#claim-1", "#document-3"]
    assert page.xpath("//select[@name='document']/option/@value") == ["", "1", "3"]
    assert page.xpath("//p[contains(@class, 'to-ledger')]/a/@href") == ["#claims", "#claims-1", "#claims-3"]
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(page.xpath("//@id"))


def test_a_page_without_claims_has_no_ledger(build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    page = page_of(build, build.report((document,), ()), document)

    assert page.xpath("//*[@id='claims'] | //*[@href='#claims'] | //*[contains(@class, 'to-ledger')]") == []


def test_hostile_claims_are_shown_as_text(build: Builder) -> None:
    document = build.document("<b>.md", "It eases pain.")
    hostile = claim_of(
        document,
        "It eases pain.",
        quote=HOSTILE,
        about=HOSTILE,
        kind="efficacy",
        sources=tuple(
            ClaimSource("link", HOSTILE, target)
            for target in (
                "javascript:alert(1)",
                " https://example.org",
                "data:text/html,x",
                "//example.org",
                'https://x/" onclick="a',
            )
        ),
        findings=("claims-cure",),
    )
    page = ledger_of(build, build.report((document,), ()), [hostile], document)
    (section,) = page.xpath("//section[@id='claims']")

    assert section.xpath("count(.//script | .//img | .//style | .//mark)") == 0
    assert section.xpath(".//tbody//@href") == ["#claim-1", 'https://x/" onclick="a']
    assert section.xpath(".//@onclick | .//@onerror") == []
    assert "\\u202eevil\\u202c" in section.text_content()
    assert "\x1b" not in section.text_content()


def test_a_thousand_claims_add_little_to_the_page(build: Builder) -> None:
    words = "It eases the pain of older adults who take it with food each day for six weeks."
    document = build.document("a.md", "\n".join([words] * 1_000))
    source = document.source
    claim = claim_of(document, words, sources=(ClaimSource("link", "a trial", "https://example.org/a-trial-of-it"),))
    claims = [
        replace(claim, start=source.place(at), end=source.place(at + len(words)))
        for at in range(0, len(source.text), len(words) + 1)
    ]
    report = build.report((document,), ())
    plain, full = (render(report, lambda _path: document, build.rules(), some) for some in ((), claims))

    assert len(claims) == 1_000
    assert len(full) - len(plain) < 700_000
