"""Clean Word files of texts in other formats, with comments, read back by means of their own."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caveat.document import Document, Span
from caveat.readers import read
from caveat.report.word import Line, Remark, render
from caveat_dev.word_file import commented, faults, parts, said

if TYPE_CHECKING:
    from docx.document import Document as Opened

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT = Path(__file__).parents[2] / "content"
STAMP = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
ARTICLE = """---
title: "Turmeric & knees"
author: A. Writer
language: en-GB
reviewed: 2026-01-31
---

Turmeric is **completely *safe* for everyone**, says [our guide](https://example.org/guide?a=1&b=2), and `it cures`.[^1]
See [our page](mailto:help@example.org) or [the next page](other.md).

## Steps

1. Boil water.
2. Stir &amp; drink.
   - Not too hot.

     Nor too cold.
3. Wait.

> Guaranteed, said a friend.

4. Fourth
5. Fifth

| Who | How much |
| --- | --- |
| Grown-ups | Two, **guaranteed** |
| Children | |

![A spoon of magic](spoon.png)

```
line one
\tline two
```

[^1]: It works for every single patient.
"""
PAGE = """<html lang="en"><body><h1>Page</h1><p>It is <b>completely</b> safe &amp; <i>sound</i>.<sup>2</sup></p>
<ol start="4"><li>Four<ul><li>dot</li></ul></li><li>Five</li></ol><aside><p>Aside.</p></aside>
<table><tr><th>A</th><th>B</th></tr><tr><td></td><td>cell</td></tr></table><footer><p>We sell it.</p></footer>
</body></html>"""


def article(text: str, *remarks: Remark, path: str = "a.md") -> bytes:
    document = read(path, text.encode("utf-8", "surrogatepass"))
    return render(document, b"", remarks, STAMP)


def opened(data: bytes) -> Opened:
    return docx.Document(io.BytesIO(data))


def on(text: str, words: str, *, path: str = "a.md") -> bytes:
    start = text.index(words)
    return article(text, Remark(Span(start, start + len(words)), words, (Line("Error: rule"),)), path=path)


def body(data: bytes) -> str:
    root = etree.fromstring(parts(data)["word/document.xml"])
    return etree.tostring(root, encoding="unicode").replace(f' xmlns:w="{root.nsmap["w"]}"', "")


def test_headings_paragraphs_lists_and_tables_are_words_own() -> None:
    made = opened(article(ARTICLE))

    assert [
        (paragraph.style and paragraph.style.name, paragraph.text) for paragraph in made.paragraphs if paragraph.text
    ] == [
        ("Title", "Turmeric & knees"),
        (
            "Normal",
            "Turmeric is completely safe for everyone, says our guide, and it cures.1 See our page or the next page.",
        ),
        ("Heading 2", "Steps"),
        ("List Paragraph", "Boil water."),
        ("List Paragraph", "Stir & drink."),
        ("List Paragraph", "Not too hot."),
        ("List Paragraph", "Nor too cold."),
        ("List Paragraph", "Wait."),
        ("Quote", "Guaranteed, said a friend."),
        ("List Paragraph", "Fourth"),
        ("List Paragraph", "Fifth"),
        ("Normal", "Picture: A spoon of magic"),
        ("Code", "line one\n\tline two"),
        ("Small Print", "1 It works for every single patient."),
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Who", "How much"],
        ["Grown-ups", "Two, guaranteed"],
        ["Children", ""],
    ]
    assert (made.core_properties.title, made.core_properties.author, made.core_properties.created) == (
        "Turmeric & knees",
        "A. Writer",
        STAMP,
    )


def test_words_keep_their_look_and_links_on_the_web_lead_there() -> None:
    made = opened(article(ARTICLE))
    paragraph = made.paragraphs[1]

    assert [(run.text, bool(run.bold), bool(run.italic)) for run in paragraph.runs][:4] == [
        ("Turmeric is ", False, False),
        ("completely ", True, False),
        ("safe", True, True),
        (" for everyone", True, False),
    ]
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [
        ("our guide", "https://example.org/guide?a=1&b=2"),
        ("our page", "mailto:help@example.org"),
    ]


def test_numbered_lists_begin_where_theirs_do() -> None:
    made = opened(article(ARTICLE))

    def numbered(text: str) -> tuple[int, int] | None:
        paragraph = next(one for one in made.paragraphs if one.text == text)
        numbers = [paragraph._p.findall(f".//{{{W}}}{name}") for name in ("numId", "ilvl")]
        found = [int(one[0].get(f"{{{W}}}val") or "") for one in numbers if one]
        return (found[0], found[1]) if found else None

    assert [numbered(text) for text in ("Boil water.", "Stir & drink.", "Not too hot.", "Nor too cold.", "Wait.")] == [
        (2, 0),
        (2, 0),
        (1, 1),
        None,
        (2, 0),
    ]
    assert [numbered(text) for text in ("Fourth", "Fifth")] == [(3, 0), (3, 0)]
    assert (
        b'<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
        in parts(article(ARTICLE))["word/numbering.xml"]
    )


def test_notes_are_numbered_in_the_order_in_which_the_text_refers_to_them() -> None:
    made = opened(article("One.[^nih] Two.[^cdc] Three.[^nih]\n\n[^cdc]: Second.\n\n[^nih]: First.\n"))

    assert [paragraph.text for paragraph in made.paragraphs] == ["One.1 Two.2 Three.1", "2 Second.", "1 First."]


def test_pages_keep_their_lists_tables_asides_and_footers() -> None:
    made = opened(article(PAGE, path="a.html"))

    assert [
        (paragraph.style and paragraph.style.name, paragraph.text) for paragraph in made.paragraphs if paragraph.text
    ] == [
        ("Heading 1", "Page"),
        ("Normal", "It is completely safe & sound.2"),
        ("List Paragraph", "Four"),
        ("List Paragraph", "dot"),
        ("List Paragraph", "Five"),
        ("Aside", "Aside."),
        ("Small Print", "We sell it."),
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [["A", "B"], ["", "cell"]]
    assert b'<w:startOverride w:val="4"/>' in parts(article(PAGE, path="a.html"))["word/numbering.xml"]


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        ("completely *safe* for", "completely safe for"),
        ("safe", "safe"),
        ("guide](https://example.org/guide?a=1&b=2), and `it cures", "guide, and it cures"),
        ("Stir &amp; drink", "Stir & drink"),
        ("everyone**, says [our", "everyone, says our"),
        ("Two, **guaranteed", "Two, guaranteed"),
        ("spoon of magic", "spoon of magic"),
        ("one\n\tline", "one  line"),
        ("every single", "every single"),
        ("water.\n2. Stir", "water.\nStir"),
    ],
)
def test_each_comment_covers_exactly_the_words_of_its_source(words: str, covered: str) -> None:
    assert commented(on(ARTICLE, words)) == {0: covered}


def test_words_of_a_page_are_found_under_its_markup() -> None:
    assert commented(on(PAGE, "completely</b> safe &amp; <i>sound", path="a.html")) == {0: "completely safe & sound"}


@pytest.mark.parametrize(
    ("words", "covered", "said_of_it"),
    [
        ("reviewed: 2026", "Turmeric & knees", "On: “reviewed: 2026” in the front matter"),
        ("[^1]", None, "On: “[^1]” here"),
    ],
)
def test_what_is_not_in_the_words_is_quoted_where_it_belongs(words: str, covered: str | None, said_of_it: str) -> None:
    made = on(ARTICLE, words)

    assert said(made) == {0: ["Error: rule", said_of_it]}
    if covered is not None:
        assert commented(made) == {0: covered}
    else:
        assert commented(made)[0].startswith("Turmeric is completely")


def test_what_is_about_the_whole_text_stands_on_the_title() -> None:
    whole = Remark(None, "", (Line("Error: rule"),))

    assert commented(article(ARTICLE, whole)) == {0: "Turmeric & knees"}
    assert commented(article("# One\n\nTwo.\n", whole)) == {0: "One"}
    assert commented(article("Two.\n\n# One\n", whole)) == {0: "One"}
    assert commented(article("Two.\n", whole)) == {0: "Two."}
    assert (commented(article("", whole)), said(article("", whole))) == ({}, {0: ["Error: rule"]})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", ARTICLE),
        ("a.html", PAGE),
        ("a.md", ""),
        ("a.md", "# Bad \x01\ufffe\uffff\x1b[31m \u202e words\n\n| a |\n| - |\n\n| b |\n| - |\n"),
        ("a.txt", "A title\n\nWords.\n\n* one\n* two\n"),
        ("a.md", f"{'> ' * 9}{'- ' * 12}deep\n\n{'#' * 6} six\n"),
        ("a.md", '[x](https://example.org/%20"<>) <https://example.org/ä?b=&c> [y](javascript:alert)\n'),
    ],
)
def test_what_is_written_keeps_the_schema_and_the_rules_of_the_format(path: str, text: str, tmp_path: Path) -> None:
    document = read(path, text.encode())
    spans = [Span(0, 0), *(block.prose.locate(0, len(block.text)) for block in document.blocks)]
    remarks = [Remark(span, "\x00\ud800 quote", (Line("Error: rule", "text"), Line("Also:", "more"))) for span in spans]
    made = render(document, b"", remarks, STAMP)

    assert faults(made, tmp_path / "a.docx") == []


def test_language_and_paper_follow_the_text() -> None:
    british, american = article(ARTICLE), article("# One\n\nTwo.\n")

    assert b'w:lang w:val="en-GB"' in parts(british)["word/styles.xml"]
    assert 'w:pgSz w:w="11906" w:h="16838"' in body(british)
    assert b'w:lang w:val="en-US"' in parts(american)["word/styles.xml"]
    assert 'w:pgSz w:w="12240" w:h="15840"' in body(american)


def test_links_lead_to_the_web_and_to_mailboxes_only() -> None:
    text = "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](HTTPS://example.org/d) [e](#e)\n"

    assert [link.address for link in opened(article(text)).paragraphs[0].hyperlinks] == ["HTTPS://example.org/d"]


def test_addresses_that_are_their_own_words_are_links() -> None:
    made = opened(article("<https://example.org/a>, <help@example.org>, https://example.org/b\n"))

    assert [(link.text, link.address) for link in made.paragraphs[0].hyperlinks] == [
        ("https://example.org/a", "https://example.org/a"),
        ("help@example.org", "mailto:help@example.org"),
        ("https://example.org/b", "https://example.org/b"),
    ]


def test_a_text_without_findings_has_no_part_for_comments() -> None:
    assert list(parts(article(ARTICLE))) == [
        "[Content_Types].xml",
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/numbering.xml",
        "word/fontTable.xml",
        "word/theme.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "_rels/.rels",
    ]


def test_the_same_text_gives_the_same_bytes() -> None:
    assert on(ARTICLE, "safe") == on(ARTICLE, "safe")
    with zipfile.ZipFile(io.BytesIO(article(ARTICLE))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


PIECES = sorted(
    path for path in CONTENT.rglob("*") if path.suffix in {".md", ".html"} and path.parent.parent != CONTENT.parent
)


@pytest.mark.parametrize("piece", PIECES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_every_word_of_the_example_publication_is_led_back_to(piece: Path) -> None:
    document = read(piece.as_posix(), piece.read_bytes())
    blocks = [block for block in document.blocks if block.text]
    remarks = [Remark(block.prose.locate(0, len(block.text)), "", (Line("Info: rule"),)) for block in blocks]

    covered = commented(render(document, b"", remarks, STAMP), raised=False)
    assert [covered[number] for number in range(len(blocks))] == [_shown(block.text) for block in blocks]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_words_of_any_blocks_are_covered(data: st.DataObject) -> None:
    path, text = data.draw(st.sampled_from([("a.md", ARTICLE), ("a.html", PAGE)]))
    document = read(path, text.encode())
    chosen = data.draw(st.lists(st.sampled_from(document.blocks), min_size=1, max_size=5))
    spans: list[tuple[Span, str]] = []
    for block in chosen:
        start = data.draw(st.integers(0, len(block.text) - 1))
        end = data.draw(st.integers(start + 1, len(block.text)))
        spans.append((block.prose.locate(start, end), block.text[start:end]))
    covered = commented(_with(document, [span for span, _ in spans]), raised=False)

    assert covered == {number: _shown(words) for number, (_, words) in enumerate(spans)}


def _with(document: Document, spans: list[Span]) -> bytes:
    return render(document, b"", [Remark(span, "", (Line("Info: rule"),)) for span in spans], STAMP)


def _shown(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
