from __future__ import annotations

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Document
from caveat.readers.html_page import read_html
from caveat.readers.markdown import read_markdown
from caveat.readers.word import read_docx
from caveat_dev.conversion import to_docx, to_html

PIECE = """---
title: Ketamine & pain
genre: leaflet
author: A. Example, RN
reviewer: B. Sample, MD
reviewed: 2026-05-02
sources:
- One trial
- Another trial
---

# Ketamine for *pain* <5

It **may** help[^label], see [our *own* page](https://nhs.uk/a?b=1&c=2) or https://nhs.uk/b.
Some people feel:

- sick
- tired
    - at work

  and at home
- sad ![A nurse](nurse.png)

## Doses

> Take care.

| Drug | Dose |
|---|---|
| Ketamine | 5&nbsp;mg |

Bolus
: A dose given at once.[^2]

```
a < b
  c & d
```

![A pump](pump.png)

It works in 30 kg/m<sup>2</sup>.<sup>3</sup>

[^label]: A *trial* of [60 people](https://doi.org/10.1/x).
[^2]: The label.
"""


def shape(document: Document) -> list[tuple[object, ...]]:
    """Return what rules see of the blocks; notes stand where they were written in Markdown, else at the end."""
    blocks = sorted(document.blocks, key=lambda block: block.kind == "footnote")
    return [
        (block.kind, " ".join(block.text.split()) if block.kind == "code" else block.text, block.level)
        for block in blocks
    ]


def inlines(document: Document, *kinds: str) -> list[tuple[str, int, int]]:
    return [
        (inline.kind, inline.start, inline.end)
        for block in sorted(document.blocks, key=lambda block: block.kind == "footnote")
        for inline in block.inlines
        if inline.kind in kinds
    ]


def test_a_piece_reads_the_same_as_markdown_as_a_page_and_as_a_word_file() -> None:
    markdown = read_markdown("a.md", PIECE.encode())
    page = read_html("a.html", to_html(markdown).encode())
    word = read_docx("a.docx", to_docx(markdown))
    assert ("footnote", "A trial of 60 people.", 0) in shape(markdown)
    assert ("item", "at work", 2) in shape(markdown)
    assert shape(page) == shape(markdown)
    assert shape(word) == shape(markdown)
    kinds = ("link", "citation", "strong", "emphasis", "autolink")
    assert inlines(page, *kinds) == inlines(markdown, *kinds)
    assert inlines(word, *kinds) == inlines(markdown, *kinds)


def test_front_matter_survives() -> None:
    markdown = read_markdown("a.md", PIECE.encode())
    page = read_html("a.html", to_html(markdown).encode()).front
    word = read_docx("a.docx", to_docx(markdown)).front
    for key in ("title", "genre", "author", "reviewer", "reviewed"):
        assert page.text(key) == word.text(key) == markdown.front.text(key)
    assert page.items("sources") == ["One trial", "Another trial"]


def test_the_word_file_opens_elsewhere() -> None:
    markdown = read_markdown("a.md", PIECE.encode())
    opened = docx.Document(io.BytesIO(to_docx(markdown)))
    assert opened.paragraphs[0].text == "Ketamine for pain <5"
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.name == "Heading 1"


_WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "ketamine",
                "*may*",
                "**never**",
                "`code`",
                "[a link](https://x.org/?a=1&b=2)",
                "5 < 6",
                "&amp;",
                "R&D",
                "naïve",
            ),
            *(
                "p=0.05",
                "漢字",
                "***both***",
                "[**bold** link](y)",
                "https://nhs.uk/c",
                "\\*",
                "it's",
                "“so”",
                "a  b",
                "&nbsp;",
            ),
            *("m<sup>2</sup>", "word.<sup>4</sup>", "![alt text](i.png)", "e.g.", "x[^1]"),
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)

_BLOCKS = st.one_of(
    _WORDS,
    _WORDS.map(lambda words: f"## {words}"),
    st.lists(_WORDS, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {words}" for words in items)),
    st.tuples(_WORDS, _WORDS, _WORDS).map(lambda w: f"{w[0]}\n\n1. {w[1]}\n   - {w[2]}\n2. last"),
    _WORDS.map(lambda words: f"> {words}"),
    _WORDS.map(lambda words: f"- {words}\n\n  > {words}\n\n  more"),
    _WORDS.map(lambda words: f"Lead:\n\n| a | {words.replace('|', '')} |\n|---|---|\n| c | d |"),
    st.sampled_from(["```\nx < y\n\n  z\n```", "    indented & so", "Term\n: meaning", "---", "![only](a.png)"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_BLOCKS, min_size=1, max_size=6).map("\n\n".join))
def test_whatever_markdown_holds_reads_the_same_in_the_other_formats(text: str) -> None:
    markdown = read_markdown("a.md", (text + "\n\nEnd.[^1]\n\n[^1]: A *note*.\n").encode())
    page = read_html("a.html", to_html(markdown).encode())
    word = read_docx("a.docx", to_docx(markdown))
    assert shape(page) == shape(markdown)
    assert shape(word) == shape(markdown)
    kinds = ("link", "citation", "autolink")
    assert inlines(page, *kinds) == inlines(markdown, *kinds)
    assert inlines(word, *kinds) == inlines(markdown, *kinds)
