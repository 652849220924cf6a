from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from caveat.engine.finding import Problem, Suppressed
from caveat.report.markdown import LIMIT, render

if TYPE_CHECKING:
    from tests.report.conftest import Builder

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![i](http://evil.example/x.png) [l](javascript:alert(1)) "
    "@octocat @org/team #12 GH-7 https://evil.example www.evil.example a@b.example </details> | `a` ``b`` **bold** "
    "&lt; \\ <!-- \n# heading\n- item ~~s~~ $x$ [^1] <details>"
)


def test_a_summary_has_totals_a_table_of_documents_and_folded_findings(build: Builder) -> None:
    document = build.document("a/b.md", "# Ketamine\n\nIt is completely safe.")
    report = build.report(
        (document,),
        (
            build.finding(document, None, rule="sourcing-no-references", severity="warning", message="No source."),
            build.finding(document, "completely safe", message="Promises safety."),
            build.finding(document, "Ketamine", suppressed=Suppressed("Quoted.", "R. Lee", None)),
        ),
        problems=(Problem("x.docx", "truncated", "the file ends early"),),
        baselined=4,
    )

    assert render(report) == (
        "## Caveat\n"
        "\n"
        "**1 error, 1 warning** in 1 document (5 words). Not counted: 1 suppressed, 4 in the baseline.\n"
        "\n"
        "| Family | Errors | Warnings | Info |\n"
        "| :-- | --: | --: | --: |\n"
        "| claims | 1 | 0 | 0 |\n"
        "| sourcing | 0 | 1 | 0 |\n"
        "\n"
        "- **Not checked:** x\\.docx: the file ends early (truncated)\n"
        "\n"
        "| Document | Errors | Warnings | Info | Words | SMOG grade | Claims with a source | Disclosures missing |\n"
        "| :-- | --: | --: | --: | --: | --: | --: | :-- |\n"
        "| a/b\\.md | 1 | 1 | 0 | 5 | 14.4 (13.8 to 15.0) | 0 of 41 | medical disclaimer, review date |\n"
        "\n"
        "<details>\n"
        "<summary><b>a/b.md</b>: 1 error, 1 warning</summary>\n"
        "\n"
        "- ⚠️ **sourcing\\-no\\-references**, whole document: No source\\. _Example Guidance on Health Claims_\n"
        "- 🛑 **claims\\-safety\\-absolute**, line 3: `completely safe` Promises safety\\."
        " _Example Guidance on Health Claims_\n"
        "\n"
        "</details>\n"
        "\n"
        "\n"
        "<sub>Caveat 0\\.1\\.0, 2026\\-11\\-22.</sub>\n"
    )


def test_hostile_text_adds_no_markup_image_link_or_mention(build: Builder) -> None:
    document = build.document("<b>@octocat|[x](y).md", "It is safe.")
    found = build.finding(document, "safe", message=HOSTILE.replace("{", ""), quote=HOSTILE, standard=HOSTILE)
    calm = build.finding(document, "safe", message="x", quote="x", standard="x")
    problem = Problem(HOSTILE, "truncated", HOSTILE)
    read = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render
    hostile_page = read(render(build.report((document,), (found,), problems=(problem,))))
    calm_page = read(render(build.report((document,), (calm,), problems=(Problem("x", "truncated", "x"),))))

    assert re.findall("<[^>]*>", hostile_page) == re.findall("<[^>]*>", calm_page)
    outside_code = re.sub("<code>.*?</code>", "", hostile_page)
    assert re.findall(r"@\w|#\d|GH-\d|://|www\.", outside_code) == []
    assert "@\u2060octocat" in outside_code


@pytest.mark.parametrize("quote", ["`", "``a", "a``` b `c", " ", "a | b"])
def test_a_quote_with_backticks_stays_one_piece_of_code(quote: str, build: Builder) -> None:
    document = build.document("a.md", "It is safe.")
    page = MarkdownIt().render(render(build.report((document,), (build.finding(document, "safe", quote=quote),))))

    assert re.findall("<code>(.*?)</code>", page) == [quote.strip() or " "]


def test_a_summary_that_would_be_too_long_is_cut_and_says_so(build: Builder) -> None:
    documents = tuple(build.document(f"{number:03}.md", "It is safe.") for number in range(150))
    findings = tuple(
        build.finding(document, "safe", message="An explanation. " * 12) for document in documents for _ in range(4)
    )
    summary = render(build.report(documents, findings))

    assert 50_000 < len(summary) <= LIMIT
    shown = summary.count("\n- 🛑")
    assert f"\n_{600 - shown} findings left out to keep this summary short._\n" in summary
    assert "\n_50 documents left out to keep this summary short._\n" in summary
    assert summary.count("<details>") == summary.count("</details>")


def test_nothing_found_is_said_plainly(build: Builder) -> None:
    document = build.document("a.md", "It is warm.")
    report = build.report((document,), ())
    report = replace(report, documents=(replace(report.documents[0], readability=None, disclosures={}),))

    assert render(report) == (
        "## Caveat\n"
        "\n"
        "**Nothing found** in 1 document (3 words).\n"
        "\n"
        "| Document | Errors | Warnings | Info | Words | SMOG grade | Claims with a source | Disclosures missing |\n"
        "| :-- | --: | --: | --: | --: | --: | --: | :-- |\n"
        "| a\\.md | 0 | 0 | 0 | 3 |  | 0 of 41 | none |\n"
        "\n"
        "\n"
        "<sub>Caveat 0\\.1\\.0, 2026\\-11\\-22.</sub>\n"
    )
