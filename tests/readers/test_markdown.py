from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.readers import Unreadable
from caveat.readers.markdown import read_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from caveat.document import Block, Document


def read(text: str) -> Document:
    return read_markdown("page.md", text.encode())


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def source_of(document: Document, block: Block, words: str) -> str:
    start = block.text.index(words)
    return block.prose.locate(start, start + len(words)).of(document.source.text)


def marks(block: Block) -> list[tuple[str, str, str]]:
    return [(inline.kind, inline.text, inline.target) for inline in block.inlines]


def test_headings_paragraphs_and_their_levels_are_found() -> None:
    document = read("# One\n\nText\nover lines.\n\nTwo\n===\n\n### Three ###\n")
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "One"),
        ("paragraph", 0, "Text over lines."),
        ("heading", 1, "Two"),
        ("heading", 3, "Three"),
    ]


def test_words_lead_back_to_their_exact_place() -> None:
    text = "Intro.\n\nPain **relief is** [never *sure*](https://example.org) &amp; *slow*.\n"
    document = read(text)
    block = document.blocks[1]
    assert block.text == "Pain relief is never sure & slow."
    start = block.text.index("sure")
    assert block.prose.locate(start, start + 4).start == text.index("sure")
    assert source_of(document, block, "is never") == "is** [never"
    assert source_of(document, block, "& slow") == "&amp; *slow"


def test_places_hold_in_nested_lists_quotes_and_lazy_lines() -> None:
    document = read("> - first\n>   second\n> lazy\nlazier\n>\n>   > deep words\n")
    assert [(block.kind, block.containers, block.text) for block in document.blocks] == [
        ("item", ("quote", "list"), "first second lazy lazier"),
        ("paragraph", ("quote", "list", "quote"), "deep words"),
    ]
    assert source_of(document, document.blocks[0], "second lazy") == "second\n> lazy"
    assert source_of(document, document.blocks[1], "words") == "words"


def test_places_hold_after_tabs_that_are_half_indentation() -> None:
    document = read("-\tone\n\ttwo\n\n\t\tcode\twith tab\n\n1.\tthree\n")
    assert kinds(document) == [("item", "one two"), ("code", "code\twith tab"), ("item", "three")]
    assert source_of(document, document.blocks[0], "two") == "two"
    assert source_of(document, document.blocks[1], "with") == "with"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_hold_whatever_ends_the_lines(end: str) -> None:
    text = end.join(
        ["---", "title: T", "---", "# Head", "", "one", "two  ", "three\\", "four", "", "```", "a", "b", "```"]
    )
    document = read(text)
    assert kinds(document) == [("heading", "Head"), ("paragraph", "one two three four"), ("code", "a\nb")]
    block = document.blocks[1]
    assert block.prose.locate(block.text.index("four"), len(block.text)).start == text.index("four")
    assert source_of(document, block, "one two") == f"one{end}two"
    assert document.blocks[2].prose.locate(2, 3).start == text.rindex("b")


def test_spaces_tabs_and_breaks_become_one_space() -> None:
    document = read("a\tb  c\u00a0d\u2009e\n   f  \ng\\\nh&nbsp;i<br>j\n")
    assert kinds(document) == [("paragraph", "a b c d e f g h i j")]


def test_invisible_characters_do_not_hide_words() -> None:
    document = read("keta\u00admine is\u200b sa&shy;fe\n")
    assert document.blocks[0].text == "ketamine is safe"
    assert source_of(document, document.blocks[0], "ketamine") == "keta\u00admine"


def test_escapes_and_entities_stand_for_their_source() -> None:
    document = read(r"5 \* 3 &lt; 16 &#8212; &eacute; \a &nosuch;")
    block = document.blocks[0]
    assert block.text == r"5 * 3 < 16 — é \a &nosuch;"
    assert source_of(document, block, "*") == r"\*"
    assert source_of(document, block, "—") == "&#8212;"
    assert source_of(document, block, r"\a") == r"\a"


def test_links_keep_their_words_and_where_they_lead() -> None:
    document = read(
        "A [plain](https://a.example/x_y 'title'), [referred][r], [r] and <https://b.example>.\n\n[r]: https://r.example\n"
    )
    block = document.blocks[0]
    assert block.text == "A plain, referred, r and https://b.example."
    assert marks(block) == [
        ("link", "plain", "https://a.example/x_y"),
        ("link", "referred", "https://r.example"),
        ("link", "r", "https://r.example"),
        ("autolink", "https://b.example", "https://b.example"),
    ]
    assert block.inlines[0].span.of(document.source.text) == "[plain](https://a.example/x_y 'title')"
    assert block.text[block.inlines[1].start : block.inlines[1].end] == "referred"


def test_an_address_written_out_is_a_link_up_to_the_sentence_end() -> None:
    document = read("See https://a.example/b_(c)_d. Or (www.b.example/e).\n")
    assert marks(document.blocks[0]) == [
        ("autolink", "https://a.example/b_(c)_d", "https://a.example/b_(c)_d"),
        ("autolink", "www.b.example/e", "https://www.b.example/e"),
    ]


def test_an_address_that_runs_something_is_not_kept() -> None:
    document = read("[press](javascript:alert(1)) [this](DATA:text/html,x)\n")
    assert marks(document.blocks[0]) == [("link", "press", ""), ("link", "this", "")]


def test_emphasis_strong_and_code_are_marked() -> None:
    document = read("An *old* and **very __deep__** `code  span` ~~gone~~ ~ 5 ~ 6.\n")
    block = document.blocks[0]
    assert block.text == "An old and very deep code span gone ~ 5 ~ 6."
    assert marks(block) == [
        ("emphasis", "old", ""),
        ("strong", "very deep", ""),
        ("strong", "deep", ""),
        ("code", "code span", ""),
    ]
    assert [inline.span.of(document.source.text) for inline in block.inlines] == [
        "*old*",
        "**very __deep__**",
        "__deep__",
        "`code  span`",
    ]


def test_footnote_marks_are_citations_and_leave_nothing_in_the_prose() -> None:
    document = read("It helps.[^1] It lasts[^b].\n\n[^1]: A trial.\n\n    More of it.\n\n[^b]: Another.\n")
    block = document.blocks[0]
    assert block.text == "It helps. It lasts."
    assert [(inline.kind, inline.start, inline.end, inline.target) for inline in block.inlines] == [
        ("citation", 9, 9, "1"),
        ("citation", 18, 18, "b"),
    ]
    assert block.inlines[0].span.of(document.source.text) == "[^1]"
    assert [(note.kind, note.label, note.text) for note in document.blocks[1:]] == [
        ("footnote", "1", "A trial."),
        ("footnote", "1", "More of it."),
        ("footnote", "b", "Another."),
    ]


def test_a_footnote_written_in_place_is_a_citation_and_a_block() -> None:
    document = read("It helps.^[Says *one* trial.] Always.\n")
    assert kinds(document) == [("paragraph", "It helps. Always."), ("footnote", "Says one trial.")]
    assert source_of(document, document.blocks[1], "one trial") == "one* trial"


def test_a_footnote_mark_without_a_note_is_text() -> None:
    assert kinds(read("It helps.[^9]\n")) == [("paragraph", "It helps.[^9]")]


def test_raised_numbers_are_citations_but_powers_are_words() -> None:
    document = read(
        "It helps.<sup>1,2</sup> So <sup>[<a href='#r'>3</a>]</sup> at 30 kg/m<sup>2</sup>, the 1<sup>st</sup>.\n"
    )
    block = document.blocks[0]
    assert block.text == "It helps. So at 30 kg/m2, the 1st."
    assert [(inline.kind, inline.start, inline.target) for inline in block.inlines] == [
        ("citation", 9, "1,2"),
        ("citation", 12, "3"),
    ]


def test_tags_are_dropped_and_the_words_between_them_stay() -> None:
    document = read(
        'A <span class="x">safe</span> <a href="/u?a=1&amp;b=2">way</a>.<!-- no --><script>bad()</script> <b>On.</b>\n'
    )
    block = document.blocks[0]
    assert block.text == "A safe way. On."
    assert marks(block) == [("link", "way", "/u?a=1&b=2"), ("strong", "On.", "")]


def test_comments_are_never_prose() -> None:
    document = read("<!-- caveat: ignore x -->\n\nOne <!-- two\nthree --> four.\n\n<!--\n\nfive\n\n-->\n")
    assert kinds(document) == [("paragraph", "One four.")]


def test_the_words_of_raw_html_are_read_and_its_scripts_are_not() -> None:
    document = read(
        "<div>\n<h3>Side&nbsp;effects</h3>\n<ul><li>sick <i>or</i> tired</li>\n<li>sleepy</li></ul>\n"
        "<script>bad('words')</script>\n<p>Call\nus.</p> bye\n</div>\n\nAfter.\n"
    )
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 3, "Side effects"),
        ("item", 1, "sick or tired"),
        ("item", 1, "sleepy"),
        ("paragraph", 0, "Call us."),
        ("paragraph", 0, "bye"),
        ("paragraph", 0, "After."),
    ]
    assert source_of(document, document.blocks[1], "or tired") == "or</i> tired"


def test_alternative_texts_are_blocks_of_their_own() -> None:
    document = read('Look: ![A *calm* room](room.jpg "t") and <img src="b.png" alt="a bed"> here.\n')
    assert kinds(document) == [("paragraph", "Look: and here."), ("alt", "A calm room"), ("alt", "a bed")]
    assert [(inline.kind, inline.text, inline.target) for inline in document.blocks[0].inlines] == [
        ("image", "A *calm* room", "room.jpg"),
        ("image", "a bed", "b.png"),
    ]
    assert source_of(document, document.blocks[2], "bed") == "bed"


def test_list_items_know_their_depth_and_what_leads_into_them() -> None:
    document = read("You may feel:\n\n- sick\n\n  for an hour\n  1. badly\n- tired\n\n# Head\n\n* alone\n")
    assert [(block.kind, block.level, block.lead_in, block.text) for block in document.blocks] == [
        ("paragraph", 0, None, "You may feel:"),
        ("item", 1, 0, "sick"),
        ("item", 1, 0, "for an hour"),
        ("item", 2, 2, "badly"),
        ("item", 1, 0, "tired"),
        ("heading", 1, None, "Head"),
        ("item", 1, None, "alone"),
    ]


@pytest.mark.parametrize(
    ("between", "lead_in"), [("</div>", 0), ("<!-- caveat: ignore claims -->", 0), ("<p>So</p>", 1), ("---", None)]
)
def test_markup_without_words_does_not_part_a_list_from_what_leads_into_it(between: str, lead_in: int | None) -> None:
    assert read(f"You may feel:\n\n{between}\n\n- sick\n").blocks[-1].lead_in == lead_in


def test_a_list_in_raw_html_is_led_into_as_any_other() -> None:
    document = read(
        "<p>You may feel:</p>\n<ul>\n<li>sick</li>\n\n<li>tired</li>\n</ul>\n<ul><li>alone</li></ul>\n\n"
        "Call if:\n\n<ol><li>it lasts</li></ol>\n\n<h2>Then</h2>\n<ul><li>rest</li></ul>\n"
    )
    assert [(block.kind, block.lead_in, block.text) for block in document.blocks] == [
        ("paragraph", None, "You may feel:"),
        ("item", 0, "sick"),
        ("item", 0, "tired"),
        ("item", None, "alone"),
        ("paragraph", None, "Call if:"),
        ("item", 4, "it lasts"),
        ("heading", None, "Then"),
        ("item", None, "rest"),
    ]


def test_task_boxes_are_not_words() -> None:
    assert kinds(read("- [ ] ask\n- [x] rest\n")) == [("item", "ask"), ("item", "rest")]


def test_table_cells_are_blocks_with_exact_places() -> None:
    text = "Doses:\n\n| Drug | Dose \\| day |\n|:-----|---:|\n| `a \\| b` | **5** mg |\n| alone |\n"
    document = read(text)
    assert [(block.kind, block.containers, block.lead_in, block.text) for block in document.blocks[1:]] == [
        ("cell", ("table",), 0, "Drug"),
        ("cell", ("table",), 0, "Dose | day"),
        ("cell", ("table",), 0, "a | b"),
        ("cell", ("table",), 0, "5 mg"),
        ("cell", ("table",), 0, "alone"),
    ]
    assert document.blocks[2].prose.locate(7, 10).start == text.index("day")
    assert source_of(document, document.blocks[2], "| day") == "| day"
    assert source_of(document, document.blocks[3], "b") == "b"


def test_definition_lists_are_read_with_their_terms() -> None:
    document = read("Ketamine\n: An anaesthetic.\n: A *drug*.\n")
    assert [(block.kind, block.lead_in, block.text) for block in document.blocks] == [
        ("paragraph", None, "Ketamine"),
        ("item", 0, "An anaesthetic."),
        ("item", 0, "A drug."),
    ]


def test_code_is_kept_as_it_stands() -> None:
    document = read("```text\n a  b\n\nc\n```\n\n    d\te\n")
    assert kinds(document) == [("code", " a  b\n\nc"), ("code", "d\te")]


def test_heading_anchors_are_not_words() -> None:
    assert kinds(read("## Is it safe? {#safety .x}\n")) == [("heading", "Is it safe?")]


def test_lines_that_only_look_like_headings_are_not_guessed_at() -> None:
    assert kinds(read("Why It Is Safe\n\nA long paragraph about why it may be so.\n"))[0] == (
        "paragraph",
        "Why It Is Safe",
    )


def test_front_matter_is_not_prose_and_names_the_genre_and_the_language() -> None:
    document = read("---\ntitle: Rest\ngenre: leaflet\nlanguage: en-GB\n---\nWords.\n")
    assert kinds(document) == [("paragraph", "Words.")]
    assert (document.title, document.genre, document.language) == ("Rest", "leaflet", "en-GB")
    assert document.blocks[0].prose.locate(0, 5).of(document.source.text) == "Words"


@pytest.mark.parametrize("text", ["", "\n\n  \n", "---\ntitle: T\n---\n", "<!-- c -->", "---", "# \n\n- \n\n> \n"])
def test_a_page_without_words_has_no_blocks(text: str) -> None:
    assert read(text).blocks == ()


def test_ten_megabytes_on_one_line_are_read() -> None:
    document = read("It is safe & sound. " * 500_000)
    assert len(document.blocks) == 1
    assert len(document.blocks[0].text) == 9_999_999
    assert document.blocks[0].prose.locate(9_999_994, 9_999_999).start == 9_999_994


@pytest.mark.parametrize("nested", ["> " * 10_000 + "x", "- " * 10_000 + "x", "> - " * 5_000 + "x"])
def test_what_is_nested_too_deeply_is_refused(nested: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(nested)
    assert caught.value.kind == "too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000 + "word",
        "![" * 2_000 + "word",
        "*_" * 5_000 + "word",
        "<b>" * 10_000 + "word",
        "^[" * 2_000 + "word",
    ],
)
def test_brackets_and_marks_in_great_number_are_read_as_text(text: str) -> None:
    assert read(text).blocks[0].text.endswith("word")


# What a line is made of: a piece of Markdown, and what it says.
PIECES = [
    ("word", "word"),
    ("5 mg/kg", "5 mg/kg"),
    ("*soft*", "soft"),
    ("**very safe**", "very safe"),
    ("***both***", "both"),
    ("_low_", "low"),
    ("in*side*out", "insideout"),
    ("`a * b`", "a * b"),
    ("``x`y``", "x`y"),
    ("~~gone~~", "gone"),
    ("&amp;", "&"),
    ("caf&eacute;", "café"),
    ("&#8217;s", "’s"),
    ("one&nbsp;two", "one two"),
    ("\\*star\\*", "*star*"),
    ("\\[1\\]", "[1]"),
    ("[link words](https://example.org/a_b)", "link words"),
    ("[*deep* **link**](<u v> 'title')", "deep link"),
    ("[reference][ref]", "reference"),
    ("[ref]", "ref"),
    ("<https://example.org>", "https://example.org"),
    ("pain[^1]", "pain"),
    ("pain<sup>2</sup>", "pain"),
    ("m<sup>2</sup>", "m2"),
    ("a<span>b</span>c", "abc"),
    ('<a href="x">anchor</a>', "anchor"),
    ("<!-- caveat: ignore x -->", ""),
    ("![alt](i.png)", ""),
    ("😀", "😀"),
    ("naïve", "naïve"),
    ("İ", "İ"),
    ("keta\u00admine", "ketamine"),
    ("tab\tbed", "tab bed"),
    ("wide  gap", "wide gap"),
    ("no\u00a0break", "no break"),
    ("2 < 3 > 1", "2 < 3 > 1"),
    ("snake_case_word", "snake_case_word"),
    ("100%", "100%"),
    ("(see [the *page*](u).)", "(see the page.)"),
]
TAIL = "\n\n[^1]: note words\n\n[ref]: https://example.org/ref\n"

lines = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(
    lambda pieces: (
        " ".join(["Start", *(raw for raw, _ in pieces)]),
        " ".join(["Start", *(said for _, said in pieces if said)]),
    )
)
texts = st.lists(lines, min_size=1, max_size=3)


def _block(shape: str, found: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Return a block's Markdown, and the kinds and texts that it should be read as."""
    raws = [raw for raw, _ in found]
    said = " ".join(said for _, said in found)
    if shape == "heading":
        return f"## {raws[0]} ##", [("heading", found[0][1])]
    if shape == "underlined":
        return "\n".join([*raws, "---"]), [("heading", said)]
    if shape == "item":
        return "- " + "\n  ".join(raws), [("item", said)]
    if shape == "lazy":
        return "1. " + "\n".join(raws), [("item", said)]
    if shape == "nested":
        return "- Outer\n\n  > * " + "\n  >   ".join(raws), [("item", "Outer"), ("item", said)]
    if shape == "tabbed":
        return "-\tOuter\n\t- " + "\n\t  ".join(raws), [("item", "Outer"), ("item", said)]
    if shape == "quote":
        return "> " + "\n> ".join(raws), [("paragraph", said)]
    if shape == "table":
        rows = "\n".join(f"| {raw} | a \\| b |" for raw in raws)
        head = "| Left | Right |\n|---|:-:|\n"
        cells = [cell for _, words in found for cell in (("cell", words), ("cell", "a | b"))]
        return head + rows, [("cell", "Left"), ("cell", "Right"), *cells]
    if shape == "broken":
        return "  \n".join(raws), [("paragraph", said)]
    return "\n".join(raws), [("paragraph", said)]


shapes = st.sampled_from(
    ["paragraph", "heading", "underlined", "item", "lazy", "nested", "tabbed", "quote", "table", "broken"]
)
pages = st.lists(st.tuples(shapes, texts).map(lambda pair: _block(*pair)), min_size=1, max_size=4)


@settings(max_examples=1_000, deadline=None)
@given(page=pages, end=st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_written_is_what_is_read_and_every_character_leads_back(
    page: list[tuple[str, list[tuple[str, str]]]], end: str, misplaced: Callable[[Document], list[str]]
) -> None:
    # A comment between the blocks keeps one list from running into the next.
    text = "\n\n<!-- -->\n\n".join(raw for raw, _ in page) + TAIL
    document = read(text.replace("\n", end))
    expected = [pair for _, pairs in page for pair in pairs] + [("footnote", "note words")]
    assert [pair for pair in kinds(document) if pair != ("alt", "alt")] == expected
    assert misplaced(document) == []


SOUP = [
    *"*_`[]()<>!&;\\~^|:-+#=>.\"'{}$ \t",
    *("**", "``", "~~~", "![", "](u)", "^[", "[^1]", "[^1]: ", "[r]", "[r]: /u\n", "&amp;", "&nbsp;", "&#65;", "&shy;"),
    *(
        "\\*",
        "\\\n",
        "\\|",
        "\n",
        "\n\n",
        "  \n",
        "\r\n",
        "\r",
        "    ",
        "- ",
        "1. ",
        "> ",
        "# ",
        "---\n",
        "===\n",
        ": ",
    ),
    *(
        "|a|b|\n|-|-|\n",
        "<b>",
        "</b>",
        "<sup>1</sup>",
        '<a href="x">',
        "</a>",
        "<!--",
        "-->",
        "<div>\n",
        "</div>",
        "<br>",
    ),
    *('<img alt="x y" src=z>', "<script>", "</script>", "<li>", "<?x?>", "<![CDATA[x]]>", "https://a.b/c", "www.x.y"),
    *(
        "word",
        "safe ",
        "é",
        "😀",
        "İ",
        "\u00a0",
        "\u200b",
        "\u00ad",
        "\u2028",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "[ ] ",
        "{#i}",
    ),
    *("---\nk: v\n", "+++\n"),
]


@settings(max_examples=1_500, deadline=None)
@given(text=st.lists(st.sampled_from(SOUP), max_size=40).map("".join))
def test_every_character_leads_back_in_any_soup(text: str, misplaced: Callable[[Document], list[str]]) -> None:
    assert misplaced(read(text)) == []
