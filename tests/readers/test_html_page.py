from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.document import Block, Document
from caveat.readers import Unreadable, read
from caveat.readers.html_page import read_html


def page(text: str) -> Document:
    return read_html("page.html", text.encode())


def kinds_and_texts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page(text).blocks]


def marks(block: Block, source: str) -> list[tuple[str, int, int, str, str]]:
    return [(inline.kind, inline.start, inline.end, inline.target, inline.span.of(source)) for inline in block.inlines]


def located(text: str, quote: str) -> str:
    """Return the source that a quote, found in some block, was read from."""
    document = page(text)
    for block in document.blocks:
        if (start := block.text.find(quote)) >= 0:
            return block.prose.locate(start, start + len(quote)).of(document.source.text)
    pytest.fail(f"{quote!r} is in no block of {[block.text for block in document.blocks]}")


# ---------------------------------------------------------------- positions


def test_words_are_found_at_their_place_after_tags_comments_and_entities() -> None:
    source = "<p>Risks &amp; <b>side <!-- x -->effects</b> of 5&nbsp;mg</p>"
    assert kinds_and_texts(source) == [("paragraph", "Risks & side effects of 5 mg")]
    assert located(source, "Risks & side") == "Risks &amp; <b>side"
    assert located(source, "& s") == "&amp; <b>s"
    assert located(source, "effects") == "effects"
    assert located(source, "5 mg") == "5&nbsp;mg"


def test_a_run_of_white_space_is_one_space_that_stands_for_the_whole_run() -> None:
    source = "<p>  one\r\n   two\t<br>\n three  </p>"
    assert kinds_and_texts(source) == [("paragraph", "one two three")]
    assert located(source, "one two") == "one\r\n   two"
    assert located(source, "two three") == "two\t<br>\n three"


def test_a_line_break_is_one_space() -> None:
    source = "<p>one<br/>two</p>"
    assert kinds_and_texts(source) == [("paragraph", "one two")]
    assert located(source, "one two") == "one<br/>two"
    assert located(source, " ") == "<br/>"


def test_references_without_a_semicolon_are_read_as_browsers_do() -> None:
    source = "<p>a &notit; b &copy c &#8212; d &#x2019; e &bogus; f &amp;lt; g & h &#150;</p>"
    assert kinds_and_texts(source) == [("paragraph", "a ¬it; b © c — d ’ e &bogus; f &lt; g & h –")]
    assert located(source, "¬it") == "&notit"
    assert located(source, "&bogus") == "&bogus"
    assert located(source, "&lt; g &") == "&amp;lt; g &"
    assert located(source, "–") == "&#150;"


def test_text_that_the_parser_joined_across_stray_tags_keeps_its_places() -> None:
    source = "<p>cures</x> all &amp; sundry</y>&lt;done</p>"
    assert kinds_and_texts(source) == [("paragraph", "cures all & sundry<done")]
    assert located(source, "cures all") == "cures</x> all"
    assert located(source, "sundry<done") == "sundry</y>&lt;done"


def test_text_pushed_out_of_a_table_keeps_its_places() -> None:
    source = "<table>A<tr>B<td>B</td>C</tr>D</table>E"
    document = page(source)
    assert [(block.text, block.containers) for block in document.blocks] == [("ABCD", ()), ("B", ("table",)), ("E", ())]
    prose = document.blocks[0].prose
    assert [prose.locate(place, place + 1).start for place in range(4)] == [
        source.index("A"),
        source.index("B<td>"),
        source.index("C<"),
        source.index("D<"),
    ]


def test_soft_hyphens_and_zero_width_spaces_are_left_out() -> None:
    source = "<p>keta&shy;mine in\u200bfusion</p>"
    assert kinds_and_texts(source) == [("paragraph", "ketamine infusion")]
    assert located(source, "ketamine") == "keta&shy;mine"


def test_an_odd_digit_in_a_reference_is_plain_text() -> None:
    assert kinds_and_texts("<p>a &#²; and &#٣; b</p>") == [("paragraph", "a &#²; and &#٣; b")]
    assert located("<p>a &#²; b</p>", "&#²; b") == "&#²; b"


def test_a_block_reaches_from_its_tag_to_its_end_tag_and_over_its_comments() -> None:
    source = "<div>\n<p class=x>One <b>two</b> <!-- caveat: ignore --></p>\nthree <!-- c --><ul><li>four</ul></div>"
    document = page(source)
    assert [block.span.of(source) for block in document.blocks] == [
        "<p class=x>One <b>two</b> <!-- caveat: ignore --></p>",
        "three <!-- c -->",
        "<li>four",
    ]


def test_markup_that_browsers_hide_is_hidden_and_moves_nothing() -> None:
    source = (
        '<?xml version="1.0"?><!DOCTYPE html><p>One<![if !IE]> two<![endif]><!doctype x><?php x ?> </ y>three'
        '<a title="<?php ?>">four</a></>five<!x> six<!-- <? --></p><p>seven <a href="'
    )
    assert kinds_and_texts(source) == [("paragraph", "One two threefourfive six"), ("paragraph", "seven")]
    assert located(source, "fourfive") == "four</a></>five"


# ---------------------------------------------------------------- blocks


def test_every_kind_of_block_is_told_apart() -> None:
    source = """<main>
    <h1>Title</h1><h3>Third</h3>
    <p>Lead</p>
    <div>Loose <span>text</span><p>Inner</p>more</div>
    <table><caption>Doses</caption><tr><th>Drug</th><td><p>Ketamine</p></td></tr></table>
    <figure><img src="a.png" alt="A   nurse &amp; a patient"><figcaption>At work</figcaption></figure>
    <pre>
  keep
    lines
</pre>
    <address>12 High Street</address>
    </main>"""
    assert [(block.kind, block.level, block.text) for block in page(source).blocks] == [
        ("heading", 1, "Title"),
        ("heading", 3, "Third"),
        ("paragraph", 0, "Lead"),
        ("paragraph", 0, "Loose text"),
        ("paragraph", 0, "Inner"),
        ("paragraph", 0, "more"),
        ("caption", 0, "Doses"),
        ("cell", 0, "Drug"),
        ("cell", 0, "Ketamine"),
        ("alt", 0, "A nurse & a patient"),
        ("caption", 0, "At work"),
        ("code", 0, "  keep\n    lines"),
        ("paragraph", 0, "12 High Street"),
    ]
    assert located(source, "nurse & a") == "nurse &amp; a"


def test_items_know_their_depth_and_what_introduces_them() -> None:
    source = "<p>You may feel:</p><ul><li>sick<li><p>tired:<ol><li>at work</ol><li>sad</ul><ul><li>other</ul>"
    assert [(b.kind, b.level, b.lead_in, b.containers, b.text) for b in page(source).blocks] == [
        ("paragraph", 0, None, (), "You may feel:"),
        ("item", 1, 0, ("list",), "sick"),
        ("item", 1, 0, ("list",), "tired:"),
        ("item", 2, 2, ("list", "list"), "at work"),
        ("item", 1, 0, ("list",), "sad"),
        ("item", 1, None, ("list",), "other"),
    ]


def test_terms_and_definitions_read_as_in_markdown() -> None:
    source = "<dl><dt>Bolus</dt><dd>A dose given at once.</dd></dl>"
    markdown = read("a.md", b"Bolus\n: A dose given at once.\n")
    expected = [(b.kind, b.level, b.lead_in, b.containers, b.text) for b in markdown.blocks]
    assert [(b.kind, b.level, b.lead_in, b.containers, b.text) for b in page(source).blocks] == expected


def test_quotations_footers_and_asides_are_containers() -> None:
    source = (
        "<blockquote><p>Quoted</p></blockquote><aside><p>Boxed</p></aside>"
        "<footer><p>Reviewed by A. Sample, 2 May 2026.</p></footer>"
    )
    assert [(block.containers, block.text) for block in page(source).blocks] == [
        (("quote",), "Quoted"),
        (("aside",), "Boxed"),
        (("footer",), "Reviewed by A. Sample, 2 May 2026."),
    ]


# ---------------------------------------------------------------- what is left out


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>cures all</script>",
        "<style>p { color: red }</style>",
        "<template><p>Template</p></template>",
        "<noscript><p>Turn on scripts</p></noscript>",
        "<nav><a href=/>Home</a></nav>",
        '<div role="navigation">Menu</div>',
        "<header><ul><li><a href=/>Home</a><li><a href=/a>About</a></ul></header>",
        "<footer><ul><li><a href=/t>Terms</a></li></ul><div><a href=/>A</a> | <a href=/b>B</a></div></footer>",
        "<form><label>Name</label><input value=x><button>Send</button></form>",
        "<p aria-hidden=true>Icon</p>",
        "<p hidden>Later</p>",
        '<p style="color: red; display:none">Never</p>',
        '<div role="dialog">We use cookies</div>',
        '<div id="cookie-banner"><p>We use cookies</p></div>',
        '<section class="cc-cookie-consent">We use cookies</section>',
        "<svg><title>Arrow</title><text>Up</text></svg>",
        "<!-- a comment -->",
        '<a class="skip-link" href="#main">Skip to content</a>',
        '<ol class="breadcrumb"><li>Home</li><li>Conditions</li></ol>',
        "<select><option>One</option></select>",
    ],
)
def test_what_is_no_part_of_the_text_is_left_out(hidden: str) -> None:
    assert kinds_and_texts(f"<body>{hidden}<p>Kept</p>{hidden}</body>") == [("paragraph", "Kept")]


def test_a_form_that_wraps_the_page_does_not_hide_it() -> None:
    assert kinds_and_texts("<form><h1>Ketamine</h1><label>Find</label><p>Text</p></form>") == [
        ("heading", "Ketamine"),
        ("paragraph", "Text"),
    ]


def test_a_button_that_unfolds_an_answer_is_read_and_others_are_not() -> None:
    source = (
        "<h2><button>Side effects</button></h2><p>Some.</p><button aria-expanded=false>Is it safe?</button>"
        "<p>Mostly.</p><button>Print this page</button>"
    )
    assert kinds_and_texts(source) == [
        ("heading", "Side effects"),
        ("paragraph", "Some."),
        ("paragraph", "Is it safe?"),
        ("paragraph", "Mostly."),
    ]


# ---------------------------------------------------------------- inlines


def test_links_and_emphasis_know_their_words_and_their_source() -> None:
    source = '<p>See <a href="https://nhs.uk/x?a=1&amp;b=2"><em>this</em> page</a> <strong>now</strong>.</p>'
    block = page(source).blocks[0]
    assert block.text == "See this page now."
    assert marks(block, source) == [
        (
            "link",
            4,
            13,
            "https://nhs.uk/x?a=1&b=2",
            '<a href="https://nhs.uk/x?a=1&amp;b=2"><em>this</em> page</a>',
        ),
        ("emphasis", 4, 8, "", "<em>this</em>"),
        ("strong", 14, 17, "", "<strong>now</strong>"),
    ]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ('<p>It works.<sup><a href="#r1">1</a></sup> Next', "It works. Next", [("citation", 9, "#r1", "1")]),
        ("<p>It works<sup>[1]</sup>.", "It works.", [("citation", 8, "", "[1]")]),
        ("<p>It works <sup>1, 2</sup>.", "It works.", []),
        ("<p>It works.<sup>2–4</sup>", "It works.", [("citation", 9, "", "2–4")]),
        (
            '<p>Both<sup><a href="#a">1</a>,<a href="#b">2</a></sup> say',
            "Both say",
            [("citation", 4, "#a", "1"), ("citation", 4, "#b", "2")],
        ),
        ('<p>It works <sup><a href="#r1">1</a></sup>.', "It works.", [("citation", 8, "#r1", "1")]),
        ("<p>30 kg/m<sup>2</sup>", "30 kg/m2", []),
        ("<p>4 × 10<sup>9</sup>/L", "4 × 109/L", []),
        ("<p>iodine <sup>131</sup>I", "iodine 131I", []),
        ("<p>I<sup>2</sup> was 40%", "I2 was 40%", []),
        ("<p>the 1<sup>st</sup> of May", "the 1st of May", []),
        ("<p>12 in<sup>2</sup>", "12 in2", []),
        ("<p>Na<sup>+</sup>", "Na+", []),
    ],
)
def test_raised_text_is_a_citation_or_part_of_the_sentence(
    source: str, text: str, expected: list[tuple[str, int, str, str]]
) -> None:
    block = page(source).blocks[0]
    if source == "<p>It works <sup>1, 2</sup>.":
        text = "It works 1, 2."  # nothing tells this from a power of nothing; it is read as it stands
    assert block.text == text
    assert [(inline.kind, inline.start, inline.target, inline.text) for inline in block.inlines] == expected
    assert all(inline.start == inline.end for inline in block.inlines)


def test_a_mark_that_leads_to_a_note_of_the_page_bears_its_label() -> None:
    source = (
        '<p>It works.<sup><a href="#fn-7">7</a></sup></p>'
        '<section role="doc-endnotes"><ol><li id="fn-7"><p>A trial. <a role="doc-backlink" href="#x">↩</a></p></ol>'
        "</section>"
    )
    first, note = page(source).blocks
    assert (first.inlines[0].target, note.kind, note.label, note.text) == ("7", "footnote", "7", "A trial.")


def test_an_address_written_out_is_an_autolink() -> None:
    (inline,) = page("<p>See https://nhs.uk/pain.</p>").blocks[0].inlines
    assert (inline.kind, inline.text) == ("autolink", "https://nhs.uk/pain")


def test_a_link_that_would_run_a_script_has_no_target() -> None:
    (inline,) = page('<p><a href="javascript:alert(1)">Go</a></p>').blocks[0].inlines
    assert (inline.kind, inline.target) == ("link", "")


# ---------------------------------------------------------------- front matter


def test_the_head_is_read_as_front_matter() -> None:
    source = """<html lang="en-GB"><head><title> Ketamine &amp; pain </title>
    <meta name="author" content="A. Example, RN"><meta name="description" content="What to expect">
    <meta name="sources" content="One"><meta name="sources" content="Two">
    <meta property="article:modified_time" content="2026-03-01"><meta name="caveat:date" content="2024">
    <link rel="canonical" href="https://clinic.example/pain">
    <script type="application/ld+json">
    {"@graph": [{"@type": "MedicalWebPage", "lastReviewed": "2026-02-01", "reviewedBy": {"name": "B. Sample"},
     "datePublished": "2025-01-01"}]}
    </script></head><body><p>Text</p></body></html>"""
    document = page(source)
    assert document.language == "en-GB"
    assert dict(document.front.values) == {
        "title": "Ketamine & pain",
        "author": "A. Example, RN",
        "description": "What to expect",
        "sources": ["One", "Two"],
        "modified": "2026-03-01",
        "date": "2024",
        "canonical": "https://clinic.example/pain",
        "reviewed": "2026-02-01",
        "reviewer": "B. Sample",
        "published": "2025-01-01",
    }
    assert document.front.spans["author"].of(source) == '<meta name="author" content="A. Example, RN">'
    assert document.title == "Ketamine & pain"


def test_a_time_says_when_the_page_was_reviewed_but_not_when_it_will_be() -> None:
    source = (
        '<p>Next review due <time datetime="2027-05-02">May 2027</time></p>'
        '<p>Last reviewed: <time datetime="2026-05-02">2 May 2026</time></p>'
    )
    document = page(source)
    assert dict(document.front.values) == {"reviewed": "2026-05-02"}
    assert document.blocks[1].text == "Last reviewed: 2 May 2026"


# ---------------------------------------------------------------- encodings and bad input


def test_a_declared_encoding_is_honoured_when_the_bytes_are_not_utf_8() -> None:
    data = '<meta charset="windows-1251"><p>Боль и кетамин</p>'.encode("cp1251")
    document = read_html("a.html", data)
    assert (document.source.encoding, document.blocks[0].text) == ("cp1251", "Боль и кетамин")


def test_utf_8_wins_over_a_declaration_that_is_wrong() -> None:
    document = read_html("a.html", '<meta charset="iso-8859-1"><p>naïve</p>'.encode())
    assert (document.source.encoding, document.blocks[0].text) == ("utf-8", "naïve")


def test_bytes_that_are_not_utf_8_and_say_nothing_are_read_with_a_note() -> None:
    document = read_html("a.html", "<p>naïve “x”</p>".encode("cp1252"))
    assert document.blocks[0].text == "naïve “x”"
    assert [note.kind for note in document.notes] == ["encoding"]


def test_a_mark_of_utf_16_is_understood() -> None:
    document = read_html("a.html", "<p>naïve</p>".encode("utf-16"))
    assert document.blocks[0].text == "naïve"


def test_a_nul_byte_is_not_text() -> None:
    with pytest.raises(Unreadable) as caught:
        read_html("a.html", b"<p>a\0b</p>")
    assert caught.value.kind == "binary"


@pytest.mark.parametrize("source", ["", " \n", "<html>", "<!DOCTYPE html>", "<!--", "<p", "</p>", "<script>"])
def test_a_page_without_text_has_no_blocks(source: str) -> None:
    assert page(source).blocks == ()


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "<p>Deep</p>",
        "<b>" * 20_000 + "<p>Deep</p>",
        "<blockquote>" * 20_000 + "<p>Deep</p>",
        "<ul><li>" * 20_000 + "<p>Deep</p>",
        "<span>" * 20_000 + "<p>Deep</p>" + "</span>" * 20_000,
        "<footer>" + "<ul><li>" * 5_000 + "<p>Deep</p>",
        "<sup>" * 5_000 + "<p>Deep</p>",
        "<table><tr><td>" * 2_000 + "<p>Deep</p>",
    ],
)
def test_deep_nesting_is_read(source: str) -> None:
    assert [block.text for block in page(source).blocks] == ["Deep"]


def test_ten_megabytes_on_one_line_are_read() -> None:
    document = page("<p>" + "word " * 2_000_000)
    assert [len(block.text) for block in document.blocks] == [9_999_999]


def test_hostile_linked_data_is_passed_over() -> None:
    source = '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>Text</p>"
    assert kinds_and_texts(source) == [("paragraph", "Text")]


# ---------------------------------------------------------------- for every page

_WORDS = st.text(alphabet="abé漢🙂.,!'\"=/;#x3()-", min_size=1, max_size=6)
_ENTITIES = st.sampled_from(
    [
        *("&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&eacute;", "&#8212;", "&#x2019;", "&copy", "&notit;", "&shy;"),
        *("&fjlig;", "&NotEqualTilde;", "&#150;", "&#13;", "&bogus;", "& ", "&amp;amp;", "&ampx", "&#38;lt;"),
    ]
)
_SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\r", "\u00a0", " \n  "])
_SILENT = st.sampled_from(
    [
        "<!-- x -->",
        "<!--a--b-->",
        "</x>",
        "<script>var a = '<p>';</script>",
        "<svg><title>icon</title></svg>",
        "<wbr>",
        "<?pi?>",
        "<!x>",
    ]
)
_INLINE = st.sampled_from(
    ["b", "em", "span", "i", "code", "a href='x&amp;y' title=\"a>b\"", "strong class=x", "u", "font"]
)


@st.composite
def _flow(draw: st.DrawFn, depth: int = 2) -> tuple[str, str]:
    """Return inline markup, and the text that a browser shows for it before white space collapses."""
    source, text = "", ""
    for _ in range(draw(st.integers(1, 5))):
        choice = draw(st.integers(0, 9))
        if choice < 3:
            part = draw(_WORDS)
            source, text = source + part, text + html.unescape(part)
        elif choice < 5:
            part = draw(_ENTITIES)
            # A space keeps what follows from running into a reference without a semicolon.
            source, text = source + part + " ", text + html.unescape(part) + " "
        elif choice < 7:
            part = draw(_SPACES)
            source, text = source + part, text + part
        elif choice == 7:
            source += draw(_SILENT)
        elif choice == 8:
            source, text = source + "<br>", text + " "
        elif depth:
            inner, words = draw(_flow(depth=depth - 1))
            tag = draw(_INLINE)
            source, text = f"{source}<{tag}>{inner}</{tag.split()[0]}>", text + words
    return source, text


@st.composite
def _pages(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a page and the texts of its blocks."""
    source, texts = draw(st.sampled_from(["", "<!DOCTYPE html><html><body>\r\n", "<title>T</title>"])), []
    for _ in range(draw(st.integers(1, 5))):
        inner, words = draw(_flow())
        before, after = draw(
            st.sampled_from(
                [
                    *(("<p>", "</p>"), ("<p class='a'>", "\n"), ("<h2>", "</h2>"), ("<ul><li>", "</ul>")),
                    *(("<table><tr><td>", "</td></tr></table>"), ("<blockquote><p>", "</p></blockquote>")),
                    *(("<div><div>", "</div></div>"), ("<section>", "</section>"), ("<dl><dd>", "</dl>")),
                ]
            )
        )
        source += before + inner + after
        texts.append(_collapsed(words))
    return source, [text for text in texts if text]


def _collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)).strip()


def _assert_every_character_has_its_place(document: Document) -> None:
    source = document.source.text
    for block in document.blocks:
        assert "".join(block.text[s.start : s.end] for s in block.prose.segments) == block.text
        last = 0
        for segment in block.prose.segments:
            assert last <= segment.source_start < segment.source_end <= len(source)
            last = segment.source_end
            shown = block.text[segment.start : segment.end]
            written = source[segment.source_start : segment.source_end]
            if len(shown) == len(written):
                assert re.sub(r"\s", " ", written) == shown or html.unescape(written) == shown
            else:
                assert html.unescape(written) == shown or (
                    shown == " " and not html.unescape(written).replace("<br>", "").strip()
                )
        assert block.span.start <= block.prose.segments[0].source_start
        assert last <= block.span.end


@settings(max_examples=2_000, deadline=None)
@given(_pages())
def test_every_character_of_the_prose_is_that_character_of_the_page(made: tuple[str, list[str]]) -> None:
    source, texts = made
    document = page(source)
    assert [block.text for block in document.blocks] == texts
    _assert_every_character_has_its_place(document)
    starts = [block.prose.segments[0].source_start for block in document.blocks]
    assert starts == sorted(starts)


@settings(max_examples=2_000, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "<table>",
                    "</table>",
                    "<tr>",
                    "<td>",
                    "</td>",
                    "<p>",
                    "</p>",
                    "<div>",
                    "</div>",
                    "<b>",
                    "</b>",
                    "<a href=x>",
                ),
                *(
                    "</a>",
                    "<li>",
                    "<ul>",
                    "</ul>",
                    "<sup>",
                    "</sup>",
                    "<pre>",
                    "</pre>",
                    "<br>",
                    "<!--",
                    "-->",
                    "<",
                    "&",
                    "&amp;",
                ),
                *(
                    "text",
                    " ",
                    "\r\n",
                    "1",
                    "<img alt='a &amp; b'>",
                    "<select>",
                    "<svg>",
                    "</svg>",
                    "<math>",
                    "<script>",
                    "]]>",
                ),
                *(
                    "</script>",
                    "<form>",
                    "</form>",
                    "<h1>",
                    "</h1>",
                    "<caption>",
                    "<footer>",
                    "&#0;",
                    "<body>",
                    "</html>",
                    "'",
                    '"',
                ),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_markup_makes_a_document(source: str) -> None:
    document = page(source)
    for block in document.blocks:
        assert block.text == block.text.strip("\n ") or block.kind == "code"
        span = block.prose.locate(0, len(block.text))
        assert 0 <= span.start <= span.end <= len(document.source.text)
        for inline in block.inlines:
            assert 0 <= inline.start <= inline.end <= len(block.text)
