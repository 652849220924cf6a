from __future__ import annotations

import contextlib
import io
import re
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caveat.document import Block, Document
from caveat.readers import Unreadable
from caveat.readers.word import read_docx
from caveat.readers.word_runs import paragraphs, run_text, runs

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = f"""<w:styles {SPACES}>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="My heading"/><w:basedOn w:val="Outlined"/></w:style>
<w:style w:type="paragraph" w:styleId="Outlined"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="LB2"><w:name w:val="List Bullet 2"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="V1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Raised"><w:name w:val="Raised"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""


def package(body: str, *, rels: str = "", parts: dict[str, str] | None = None) -> bytes:
    """Return a Word file that holds a body."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="x/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="c" Type="x/custom-properties" Target="/docProps/custom.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships><Relationship Id="s" Type="{office}/styles" Target="styles.xml"/>'
        f"{rels}</Relationships>",
        "word/styles.xml": STYLES,
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def document(body: str, *, rels: str = "", parts: dict[str, str] | None = None) -> Document:
    return read_docx("piece.docx", package(body, rels=rels, parts=parts))


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(content)}</w:p>"


def shape(made: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in made.blocks]


def marks(block: Block, made: Document) -> list[tuple[str, str, str, str]]:
    """Return each inline's kind, target and words, and the source at its place."""
    return [(i.kind, i.target, i.text, i.span.of(made.source.text)) for i in block.inlines]


# ---------------------------------------------------------------- structure


def test_the_source_is_the_text_of_the_paragraphs_and_the_prose_stands_in_it() -> None:
    made = document(paragraph(run("One ")) + paragraph() + paragraph(run("two "), run(" three")))
    assert made.source.text == "One \ntwo  three"
    assert made.source.media == "docx"
    assert shape(made) == [("paragraph", 0, "One"), ("paragraph", 0, "two three")]
    assert made.blocks[1].prose.locate(4, 9).of(made.source.text) == "three"


def test_headings_are_found_by_style_by_outline_and_in_other_languages() -> None:
    made = document(
        paragraph(run("Title"), style="Titel")
        + paragraph(run("First"), style="berschrift1")
        + paragraph(run("Third"), style="Mine")
        + paragraph(run("Direct"), properties='<w:outlineLvl w:val="1"/>')
        + paragraph(run("Body"), style="Mine", properties='<w:outlineLvl w:val="9"/>')
        + paragraph(run("Circle"), style="Loop")
        + paragraph(run("Contents 1"), style="V1")
    )
    assert shape(made) == [
        ("heading", 1, "Title"),
        ("heading", 1, "First"),
        ("heading", 3, "Third"),
        ("heading", 2, "Direct"),
        ("paragraph", 0, "Body"),
        ("paragraph", 0, "Circle"),
    ]


def test_items_know_their_depth_and_what_introduces_them() -> None:
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    unnumbered = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    made = document(
        paragraph(run("You may feel:"))
        + paragraph(run("sick"), style="LB")
        + paragraph(run("at night"), style="LB2")
        + paragraph(run("by day"), properties=numbered)
        + paragraph(run("tired"), style="LB")
        + paragraph(run("No item"), style="LB", properties=unnumbered)
        + paragraph(run("•\ttyped by hand"))
    )
    assert [(b.kind, b.level, b.lead_in, b.containers, b.text) for b in made.blocks] == [
        ("paragraph", 0, None, (), "You may feel:"),
        ("item", 1, 0, ("list",), "sick"),
        ("item", 2, 1, ("list", "list"), "at night"),
        ("item", 2, 1, ("list", "list"), "by day"),
        ("item", 1, 0, ("list",), "tired"),
        ("paragraph", 0, None, (), "No item"),
        ("item", 1, 5, ("list",), "typed by hand"),
    ]
    assert made.blocks[-1].prose.locate(0, 5).of(made.source.text) == "typed"


def test_cells_captions_and_quotations_are_told_apart() -> None:
    table = (
        "<w:tbl><w:tr><w:tc>" + paragraph(run("Drug")) + paragraph(run("dose"), style="LB") + "</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + paragraph(run("gone")) + "</w:tc></w:tr></w:tbl>"
    )
    made = document(
        paragraph(run("Doses:")) + table + paragraph(run("Table 1"), style="Cap") + paragraph(run("Said"), style="Q")
    )
    assert [(b.kind, b.lead_in, b.containers, b.text) for b in made.blocks] == [
        ("paragraph", None, (), "Doses:"),
        ("cell", 0, ("table",), "Drug"),
        ("item", None, ("table", "list"), "dose"),
        ("caption", None, (), "Table 1"),
        ("paragraph", None, ("quote",), "Said"),
    ]


def test_content_controls_are_walked_and_placeholders_and_contents_are_not() -> None:
    def control(properties: str, content: str) -> str:
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    made = document(
        control("", paragraph(run("Block"), control("", run(" inside"))))
        + control("<w:showingPlcHdr/>", paragraph(run("Click here")))
        + control(gallery, paragraph(run("Risks 3")))
        + paragraph(run("Dose: "), control("<w:showingPlcHdr/>", run("Click here")), run("5 mg"))
    )
    assert shape(made) == [("paragraph", 0, "Block inside"), ("paragraph", 0, "Dose: 5 mg")]


def test_text_boxes_are_blocks_of_their_own_and_never_doubled() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"

    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + box("Boxed") + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        + box("Boxed")
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    made = document(paragraph(run("Before "), drawn, run("after")) + paragraph(run("Next")))
    assert shape(made) == [("paragraph", 0, "Before after"), ("paragraph", 0, "Boxed"), ("paragraph", 0, "Next")]
    anchored = [(anchor.paragraph, anchor.run, anchor.offset) for anchor in made.source.anchors]
    assert anchored == [(0, 0, 0), (0, 2, 0), (1, 0, 0), (3, 0, 0)]


def test_alternative_texts_of_pictures_are_blocks_anchored_to_their_run() -> None:
    drawn = '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="A nurse  smiles"/></wp:inline></w:drawing></w:r>'
    made = document(paragraph(run("Text"), drawn))
    assert shape(made) == [("paragraph", 0, "Text"), ("alt", 0, "A nurse smiles")]
    assert (made.source.anchors[1].start, made.source.anchors[1].length, made.source.anchors[1].run) == (5, 0, 1)


# ---------------------------------------------------------------- text


def test_insertions_are_read_and_deletions_are_not() -> None:
    made = document(
        paragraph(
            run("It "),
            f"<w:ins>{run('may ')}</w:ins>",
            "<w:del><w:r><w:delText>will </w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('never ')}</w:moveFrom>",
            f"<w:moveTo>{run('often ')}</w:moveTo>",
            run("help"),
        )
    )
    assert made.source.text == "It may often help"
    assert [note.kind for note in made.notes] == ["tracked-changes"]


def test_tabs_and_breaks_are_one_space_and_hyphens_are_what_they_show() -> None:
    content = (
        "<w:r><w:t>off</w:t><w:noBreakHyphen/><w:t>label</w:t><w:tab/><w:t>ke</w:t><w:softHyphen/><w:t>ta\u00admine</w:t>"
        '<w:br/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>\n5\u00a0mg</w:t></w:r>'
    )
    made = document(paragraph(content))
    assert made.source.text == "off-label keta\u00admine ≥ 5\u00a0mg"
    assert made.blocks[0].text == "off-label ketamine ≥ 5 mg"
    assert [(anchor.offset, anchor.length) for anchor in made.source.anchors] == [(0, len(made.source.text))]


def test_hidden_text_and_comments_are_not_read() -> None:
    made = document(
        paragraph(
            run("Seen"),
            run(" hidden", "<w:vanish/>"),
            run(" shown", '<w:vanish w:val="0"/>'),
            '<w:commentRangeStart w:id="1"/><w:r><w:annotationRef/><w:commentReference w:id="1"/></w:r>',
        )
    )
    assert made.source.text == "Seen shown"


def field(instruction: str, *result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + "".join(result) + mark("end")


def test_field_codes_are_left_out_and_their_results_kept() -> None:
    made = document(
        paragraph(
            run("See "),
            field(' HYPERLINK "https://nhs.uk/a" ', run("this page")),
            run(" of "),
            f'<w:fldSimple w:instr=" DATE ">{run("2 May")}</w:fldSimple>',
            run(" "),
            field(" ADDIN ZOTERO_ITEM CSL_CITATION {} ", run("(Smith, 2020)")),
            run(" "),
            field(" PAGE ", run("3")),
        )
    )
    assert made.blocks[0].text == "See this page of 2 May (Smith, 2020)"
    assert marks(made.blocks[0], made) == [
        ("link", "https://nhs.uk/a", "this page", "this page"),
        ("citation", "", "(Smith, 2020)", "(Smith, 2020)"),
    ]


def test_a_field_without_an_end_hides_no_more_than_its_paragraph() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    made = document(paragraph(run("One "), begun, run("code")) + paragraph(run("Two")))
    assert made.source.text == "One \nTwo"


def test_links_and_emphasis_know_their_words() -> None:
    rels = '<Relationship Id="h" Type="x/hyperlink" Target="https://nhs.uk/b" TargetMode="External"/>'
    made = document(
        paragraph(
            run("Read "),
            f'<w:hyperlink r:id="h">{run("our ")}{run("page", "<w:i/>")}</w:hyperlink>',
            run(" "),
            f'<w:hyperlink w:anchor="risks">{run("below")}</w:hyperlink>',
            run(" now", "<w:b/>"),
            run(" then", '<w:rStyle w:val="Strong"/>'),
            run(" later", '<w:rStyle w:val="Strong"/><w:b w:val="false"/>'),
        ),
        rels=rels,
    )
    assert marks(made.blocks[0], made) == [
        ("link", "https://nhs.uk/b", "our page", "our page"),
        ("emphasis", "", "page", "page"),
        ("link", "#risks", "below", "below"),
        ("strong", "", "now then", "now then"),
    ]


@pytest.mark.parametrize(
    ("content", "text", "expected"),
    [
        ((run("It works."), raised("1"), raised(",2"), run(" Next")), "It works. Next", [("citation", 9, "1,2")]),
        ((run("It works"), run("[3]", '<w:rStyle w:val="Raised"/>'), run(".")), "It works.", [("citation", 8, "[3]")]),
        ((run("30 kg/m"), raised("2")), "30 kg/m2", []),
        ((run("10"), raised("9"), run("/L")), "109/L", []),
        ((raised("131"), run("I")), "131I", []),
        ((run("the 1"), raised("st"), run(" dose")), "the 1st dose", []),
    ],
)
def test_raised_digits_after_a_word_are_citations(
    content: tuple[str, ...], text: str, expected: list[tuple[str, int, str]]
) -> None:
    made = document(paragraph(*content))
    (block,) = made.blocks
    assert block.text == text
    assert [(inline.kind, inline.start, inline.text) for inline in block.inlines] == expected
    assert all(inline.span.of(made.source.text) == inline.text for inline in block.inlines)


def test_notes_come_after_the_text_in_the_order_in_which_they_are_cited() -> None:
    def note(identity: int, text: str, kind: str = "") -> str:
        return (
            f'<w:footnote w:id="{identity}" {kind}>{paragraph("<w:r><w:footnoteRef/></w:r>", run(text))}</w:footnote>'
        )

    footnotes = (
        f"<w:footnotes {SPACES}>"
        + note(0, "", 'w:type="separator"')
        + note(1, " A label.")
        + note(2, " A trial.")
        + note(3, "Never cited.")
        + "</w:footnotes>"
    )
    cite = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    made = document(
        paragraph(run("It works."), cite.format(2), run(" Mostly"), cite.format(1), run(".")),
        rels='<Relationship Id="f" Type="x/footnotes" Target="footnotes.xml"/>',
        parts={"word/footnotes.xml": footnotes},
    )
    assert [(b.kind, b.label, b.text) for b in made.blocks] == [
        ("paragraph", "", "It works. Mostly."),
        ("footnote", "1", "A trial."),
        ("footnote", "2", "A label."),
    ]
    assert [(i.kind, i.start, i.end, i.target) for i in made.blocks[0].inlines] == [
        ("citation", 9, 9, "1"),
        ("citation", 16, 16, "2"),
    ]
    assert {anchor.part for anchor in made.source.anchors} == {"document", "footnotes"}


def test_a_page_footer_is_read_once_and_page_numbers_are_not() -> None:
    footer = f"<w:ftr {SPACES}>{paragraph(run('Reviewed 2 May 2026 '), field(' PAGE ', run('3')))}</w:ftr>"
    rels = "".join(f'<Relationship Id="f{n}" Type="x/footer" Target="footer{n}.xml"/>' for n in (1, 2))
    made = document(paragraph(run("Text")), rels=rels, parts={"word/footer1.xml": footer, "word/footer2.xml": footer})
    assert [(block.containers, block.text) for block in made.blocks] == [
        ((), "Text"),
        (("footer",), "Reviewed 2 May 2026"),
    ]


def test_properties_are_front_matter() -> None:
    core = (
        '<p:coreProperties xmlns:p="http://x" xmlns:dc="http://y"><dc:title>My day</dc:title><dc:creator>A. Example</dc:creator>'
        "<p:category>Leaflet</p:category><dc:identifier>w-1</dc:identifier><p:modified>2026-05-02T10:00:00Z</p:modified>"
        "</p:coreProperties>"
    )
    custom = '<Properties><property name="Reviewed"><x>2026-05-01</x></property><property name="Other"><x>y</x></property><property name="caveat:Site"><x>z.org</x></property></Properties>'
    made = document(paragraph(run("Text")), parts={"docProps/core.xml": core, "docProps/custom.xml": custom})
    assert dict(made.front.values) == {
        "title": "My day",
        "author": "A. Example",
        "genre": "leaflet",
        "id": "w-1",
        "saved": "2026-05-02T10:00:00Z",
        "reviewed": "2026-05-01",
        "site": "z.org",
    }
    assert (made.title, made.genre) == ("My day", "leaflet")


def test_the_strict_standard_is_read_too() -> None:
    strict = package(paragraph(run("Text"), style="berschrift1"))
    replaced = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as old, zipfile.ZipFile(replaced, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode().replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, text)
    assert shape(read_docx("a.docx", replaced.getvalue())) == [("heading", 1, "Text")]


# ---------------------------------------------------------------- bad input


def unreadable(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_docx("a.docx", data)
    assert "\n" not in caught.value.message
    return caught.value.kind


def archive_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_encrypted_file_is_named_so() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    assert unreadable(compound) == "encrypted"
    assert unreadable(compound + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert unreadable(compound + "WordDocument".encode("utf-16-le")) == "unreadable"


def test_a_truncated_file_is_named_so_wherever_it_is_cut() -> None:
    whole = package(paragraph(*(run(f"Some words {number} of it. ") for number in range(500))))
    assert {unreadable(whole[:length]) for length in range(4, len(whole) - 22, 211)} == {"truncated"}
    assert unreadable(b"") == "truncated"


def test_damage_inside_a_part_is_noticed() -> None:
    whole = bytearray(package(paragraph(*(run(f"Some words {number} of it. ") for number in range(500)))))
    start = whole.index(b"word/document.xml") + 200
    whole[start : start + 50] = b"\xff" * 50
    assert unreadable(bytes(whole)) == "truncated"


def test_what_is_no_word_file_is_named_so() -> None:
    assert unreadable(b"Just text") == "unreadable"
    assert unreadable(archive_of({"a.txt": b"text"})) == "unreadable"
    assert unreadable(archive_of({"word/document.xml": b"<w:document"})) == "unreadable"
    assert unreadable(archive_of({"word/document.xml": b""})) == "unreadable"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = archive_of({"word/document.xml": b"<a>" + b"x" * 20_000_000})
    assert len(bomb) < 100_000
    assert unreadable(bomb) == "too-large"


def test_a_zip_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    size = 20_000_000
    bomb = bytearray(archive_of({"word/document.xml": b"<a>" + b"x" * size}))
    while (place := bomb.find((size + 3).to_bytes(4, "little"))) >= 0:
        bomb[place : place + 4] = (1_000).to_bytes(4, "little")
    assert unreadable(bytes(bomb)) in {"truncated", "too-large", "unreadable"}


def test_a_doctype_is_refused() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
        f"<w:document {SPACES}><w:body>{paragraph('<w:r><w:t>&b;</w:t></w:r>')}</w:body></w:document>"
    )
    assert unreadable(archive_of({"word/document.xml": bomb.encode()})) == "unreadable"


def test_deep_nesting_is_refused_or_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 5_000 + paragraph(run("x")) + "</w:sdtContent></w:sdt>" * 5_000
    assert unreadable(package(deep)) == "too-deep"


def test_a_password_on_a_part_is_named_so() -> None:
    locked = bytearray(package(paragraph(run("x"))))
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := locked.find(signature, place + 1)) >= 0:
            locked[place + offset] |= 1
    assert unreadable(bytes(locked)) == "encrypted"


def test_an_empty_document_has_no_blocks() -> None:
    assert document("").blocks == ()
    assert document(paragraph(run("  "))).source.text == ""


# ---------------------------------------------------------------- for every document

_TEXT = st.text(alphabet="abé漢🙂 .,1&<>\u00a0\u00ad\t", max_size=8)


_CHOICE = (
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:r><w:t>no</w:t></w:r></mc:Fallback>"
    "</mc:AlternateContent>"
)


@st.composite
def _runs(draw: st.DrawFn, depth: int = 1) -> tuple[str, str]:
    """Return the XML of some runs, and the text that they show."""
    source, text = "", ""
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 10))
        words = draw(_TEXT)
        shown = words.replace("\t", " ")
        properties = draw(st.sampled_from(["", "<w:b/>", "<w:i/><w:b w:val='0'/>"]))
        if kind < 4:
            source, text = source + run(words, properties), text + shown
        elif kind == 4:
            mark, mean = draw(
                st.sampled_from(
                    [("<w:tab/>", " "), ("<w:br/>", " "), ("<w:noBreakHyphen/>", "-"), ("<w:softHyphen/>", "")]
                )
            )
            source += f"<w:r>{mark}<w:t>{escape(words)}</w:t>{mark}</w:r>"
            text += mean + shown + mean
        elif kind == 5:
            source += f"<w:del><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>" + run(words, "<w:vanish/>")
        elif kind == 6:
            source, text = source + field(" DATE ", run(words)), text + shown
        elif kind == 7:
            digits = draw(st.sampled_from(["1", "2,3", "[4]", "st", "+"]))
            source, text = source + raised(digits), text + digits
        elif depth:
            inner, words = draw(_runs(depth=depth - 1))
            wrap = draw(
                st.sampled_from(
                    [
                        "<w:ins>{}</w:ins>",
                        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
                        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
                        "<w:smartTag>{}</w:smartTag>",
                        _CHOICE,
                    ]
                )
            )
            source, text = source + wrap.replace("{}", inner), text + words
    return source, text


@st.composite
def _bodies(draw: st.DrawFn) -> tuple[str, list[str]]:
    body, lines = "", []
    for _ in range(draw(st.integers(1, 5))):
        content, text = draw(_runs())
        made = paragraph(content, style=draw(st.sampled_from(["", "LB", "berschrift1", "Q"])))
        body += draw(
            st.sampled_from(
                [
                    made,
                    made,
                    f"<w:tbl><w:tr><w:tc>{made}</w:tc></w:tr></w:tbl>",
                    f"<w:sdt><w:sdtContent>{made}</w:sdtContent></w:sdt>",
                ]
            )
        )
        lines.append(text)
    return body, lines


def _assert_every_character_has_its_run(made: Document, body: str) -> None:
    root = etree.fromstring(f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode())
    texts = [[run_text(inner) for inner in runs(outer)] for outer in paragraphs(root)]
    text = made.source.text
    covered = [0] * len(text)
    for anchor in made.source.anchors:
        written = texts[anchor.paragraph][anchor.run]
        shown = text[anchor.start : anchor.start + anchor.length]
        assert written[anchor.offset : anchor.offset + anchor.length] == shown
        for place in range(anchor.start, anchor.start + anchor.length):
            covered[place] += 1
    assert covered == [0 if character == "\n" else 1 for character in text]


@settings(max_examples=2_000, deadline=None)
@given(_bodies())
def test_every_character_of_the_prose_is_that_character_of_its_run(generated: tuple[str, list[str]]) -> None:
    body, lines = generated
    made = document(body)
    text = made.source.text
    kept = [line for line in text.split("\n") if line]
    assert [line for line in lines if line in kept] == kept
    _assert_every_character_has_its_run(made, body)
    last = 0
    cited = [inline.span for block in made.blocks for inline in block.inlines if inline.kind == "citation"]
    for block in made.blocks:
        shown = ""
        for segment in block.prose.segments:
            assert last <= segment.source_start < segment.source_end
            # What lies between is white space, what nobody sees, or a reference mark.
            between = "".join(
                text[place]
                for place in range(last, segment.source_start)
                if not any(span.start <= place < span.end for span in cited)
            )
            assert re.fullmatch(r"[\s\u00ad]*", between)
            last = segment.source_end
            shown += re.sub(r"\s", " ", text[segment.source_start : segment.source_end])
        assert shown == block.text
        assert block.text == block.text.strip()
        assert "  " not in block.text


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2_000))
def test_damaged_bytes_are_a_document_or_unreadable(noise: bytes, place: int) -> None:
    whole = package(paragraph(run("Some words"), raised("1")))
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    with contextlib.suppress(Unreadable):
        read_docx("a.docx", damaged)
