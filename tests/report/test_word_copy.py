"""Comments in copies of Word files, read back by means of their own."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caveat.document import Document, Span
from caveat.readers import Unreadable, read
from caveat.report.word import Line, Remark, with_comments
from caveat_dev.word_file import (
    body,
    commented,
    faults,
    identity,
    local,
    made_with_python_docx,
    parts,
    said,
    without_comments,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
LEAFLET = Path(__file__).parent / "word" / "leaflet.docx"
STAMP = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
TELLING = {"word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/document.xml"}


# ---------------------------------------------------------------- files to work on


def package(
    body: str, *, rels: str = "", parts: dict[str, str] | None = None, namespace: str = W, types: str = ""
) -> bytes:
    """Return a small Word file that holds a body."""
    kinds = R if namespace == W else "http://purl.oclc.org/ooxml/officeDocument/relationships"
    relationships = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.document.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships {relationships}><Relationship Id="a" Type="{kinds}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {relationships}>{rels}</Relationships>",
        "word/document.xml": f"<w:document {DECLARED.replace(W, namespace)}><w:body>{body}</w:body></w:document>",
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text:
                archive.writestr(name, text)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def remarks(document: Document, *spans: tuple[int, int]) -> list[Remark]:
    text = document.source.text
    return [Remark(Span(start, end), text[start:end], (Line(f"Error: rule-{start}"),)) for start, end in spans]


def places(document: Document, *words: str) -> list[tuple[int, int]]:
    found = [document.source.text.index(one) for one in words]
    return [(start, start + len(one)) for start, one in zip(found, words, strict=True)]


def commented_copy(data: bytes, *words: str) -> bytes:
    document = read("a.docx", data)
    return with_comments(document, data, remarks(document, *places(document, *words)), STAMP)


FILES = {"libreoffice": LEAFLET.read_bytes(), "python-docx": made_with_python_docx()}
WORDS = {
    "libreoffice": (
        "completely safe",
        "cures arthritis",
        "It has no side effects at all.",
        "everyone, and it",
        "100% accurate. Read it first",
        "in the morning stops",
        "never comes back",
        "guaranteed",
        "&",
        "Turmeric for sore knees\nTurmeric",
    ),
    "python-docx": (
        "A clinic's own page",
        "100% safe",
        "safe and never",
        "fail.",
        "cures",
        "fat overnight",
        "at once",
        "today, risk-free, or",
        "risk-free",
    ),
}


# ---------------------------------------------------------------- the whole of it


@pytest.mark.parametrize("name", FILES)
def test_each_comment_covers_exactly_its_words(name: str) -> None:
    made = commented_copy(FILES[name], *WORDS[name])

    first = max(said(FILES[name])) + 1
    covered = commented(made)
    assert [covered[number] for number in range(first, first + len(WORDS[name]))] == list(WORDS[name])


@pytest.mark.parametrize("name", FILES)
def test_nothing_else_changes(name: str) -> None:
    made = commented_copy(FILES[name], *WORDS[name])
    before, after = parts(FILES[name]), parts(made)

    first = max(said(FILES[name])) + 1
    numbers = range(first, first + len(WORDS[name]))
    assert list(before) == list(after)
    assert [part for part in before if before[part] != after[part]] == [
        part for part in before if part in {"word/comments.xml", "word/document.xml"}
    ]
    assert without_comments(made, numbers) == without_comments(FILES[name], numbers)


@pytest.mark.parametrize("name", FILES)
def test_comments_that_were_there_stay_as_they_were(name: str) -> None:
    made = commented_copy(FILES[name], *WORDS[name])
    old = etree.fromstring(parts(FILES[name])["word/comments.xml"])
    new = etree.fromstring(parts(made)["word/comments.xml"])

    assert [etree.tostring(one, method="c14n") for one in list(new)[: len(old)]] == [
        etree.tostring(one, method="c14n") for one in old
    ]
    assert {
        number: words for number, words in commented(made).items() if number <= max(said(FILES[name]))
    } == commented(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_the_copy_breaks_no_rule_of_the_format_that_the_file_kept(name: str, tmp_path: Path) -> None:
    old = faults(FILES[name], tmp_path / "old.docx")
    new = faults(commented_copy(FILES[name], *WORDS[name]), tmp_path / "new.docx")

    assert new == old
    assert not [fault for fault in new if fault.startswith(("/word/document.xml: /", "/word/comments.xml"))]


@pytest.mark.parametrize("name", FILES)
def test_python_docx_reads_the_comments(name: str) -> None:
    made = docx.Document(io.BytesIO(commented_copy(FILES[name], *WORDS[name])))

    comments = list(made.comments)[-len(WORDS[name]) :]
    assert {(comment.author, comment.initials, comment.timestamp) for comment in comments} == {("Caveat", "C", STAMP)}
    assert comments[0].text.startswith("Error: rule-")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_words_are_covered_and_nothing_else_changes(data: st.DataObject) -> None:
    original = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    document = read("a.docx", original)
    text = document.source.text
    body_end = max(anchor.start + anchor.length for anchor in document.source.anchors if anchor.part == "document")
    points = st.integers(0, body_end - 1)
    spans = data.draw(
        st.lists(
            st.tuples(points, points)
            .map(lambda pair: (min(pair), max(pair) + 1))
            .filter(lambda span: text[span[0]] != "\n" and text[span[1] - 1] != "\n"),
            min_size=1,
            max_size=6,
        )
    )
    made = with_comments(document, original, remarks(document, *spans), STAMP)

    first = max(said(original)) + 1
    covered = commented(made)
    assert [covered[first + number] for number in range(len(spans))] == [text[start:end] for start, end in spans]
    numbers = range(first, first + len(spans))
    assert without_comments(made, numbers) == without_comments(original, numbers)
    assert read("a.docx", made).blocks == document.blocks


def test_without_remarks_the_copy_is_the_file() -> None:
    assert commented_copy(FILES["libreoffice"]) == FILES["libreoffice"]


def test_the_same_remarks_give_the_same_bytes() -> None:
    assert commented_copy(FILES["libreoffice"], "cures") == commented_copy(FILES["libreoffice"], "cures")


def test_entries_keep_their_order_compression_and_time() -> None:
    def entries(data: bytes) -> list[tuple[str, int, tuple[int, ...]]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, info.compress_type, info.date_time) for info in archive.infolist()]

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, (name, content) in enumerate(parts(package(f"<w:p>{run('pure magic')}</w:p>")).items()):
            info = zipfile.ZipInfo(name, (2001, 2, 3 + number, 4, 5, 6))
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            archive.writestr(info, content)
    before, after = entries(stream.getvalue()), entries(commented_copy(stream.getvalue(), "magic"))

    assert after[:-1] == before
    assert after[-1] == ("word/comments.xml", zipfile.ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0))


# ---------------------------------------------------------------- a file without comments


def test_a_file_without_comments_gets_a_part_a_relationship_and_a_content_type(tmp_path: Path) -> None:
    made = commented_copy(package(f"<w:p>{run('It is pure magic.')}</w:p>"), "magic")

    assert commented(made) == {0: "magic"}
    assert said(made) == {0: ["Error: rule-11"]}
    assert (
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" '
        b'Target="comments.xml"/>'
    ) in parts(made)["word/_rels/document.xml.rels"]
    assert (
        b'<Override PartName="/word/comments.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
    ) in parts(made)["[Content_Types].xml"]
    assert not [fault for fault in faults(made, tmp_path / "a.docx") if "required relationship" not in fault]


def test_a_text_that_refers_to_nothing_gets_relationships() -> None:
    made = commented_copy(package(f"<w:p>{run('magic')}</w:p>", parts={"word/_rels/document.xml.rels": ""}), "magic")

    assert b"comments.xml" in parts(made)["word/_rels/document.xml.rels"]


def test_a_name_that_is_taken_is_left_alone() -> None:
    made = commented_copy(package(f"<w:p>{run('magic')}</w:p>", parts={"word/comments.xml": "<other/>"}), "magic")

    assert parts(made)["word/comments.xml"] == b"<other/>"
    assert b'Target="comments1.xml"' in parts(made)["word/_rels/document.xml.rels"]
    assert "word/comments1.xml" in parts(made)


def test_a_part_that_is_referred_to_and_missing_is_made() -> None:
    rels = f'<Relationship Id="rId1" Type="{R}/comments" Target="notes/remarks.xml"/>'
    made = commented_copy(package(f"<w:p>{run('magic')}</w:p>", rels=rels), "magic")

    assert b"Caveat" in parts(made)["word/notes/remarks.xml"]
    assert parts(made)["word/_rels/document.xml.rels"].count(b"<Relationship ") == 1
    assert b'PartName="/word/notes/remarks.xml"' in parts(made)["[Content_Types].xml"]


def test_a_file_of_the_strict_kind_gets_strict_comments() -> None:
    made = commented_copy(package(f"<w:p>{run('pure magic')}</w:p>", namespace=STRICT), "magic")

    assert commented(made) == {0: "magic"}
    assert STRICT.encode() in parts(made)["word/comments.xml"]
    assert W.encode() not in parts(made)["word/comments.xml"]
    assert (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in parts(made)["word/_rels/document.xml.rels"]
    )


def test_the_styles_for_comments_are_used_whatever_their_identifiers() -> None:
    styles = (
        f'<w:styles {DECLARED}><w:style w:type="paragraph" w:styleId="Kommentartext"><w:name w:val="annotation text"/>'
        '</w:style><w:style w:type="character" w:styleId="Zeichen"><w:name w:val="annotation reference"/></w:style>'
        "</w:styles>"
    )
    rels = f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'
    made = commented_copy(
        package(f"<w:p>{run('pure magic')}</w:p>", rels=rels, parts={"word/styles.xml": styles}), "magic"
    )

    assert b'<w:pPr><w:pStyle w:val="Kommentartext"/></w:pPr>' in parts(made)["word/comments.xml"]
    assert (
        b'<w:r><w:rPr><w:rStyle w:val="Zeichen"/></w:rPr><w:commentReference w:id="0"/></w:r>'
        in parts(made)["word/document.xml"]
    )
    assert parts(made)["word/styles.xml"] == styles.encode()


# ---------------------------------------------------------------- where the marks stand

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
INSTRUCTION = '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://example.org" </w:instrText></w:r>'


@pytest.mark.parametrize(
    ("inside", "words", "marked"),
    [
        pytest.param(
            run("It is pure magic now.", "<w:b/>"),
            "magic",
            run("It is pure ", "<w:b/>")
            + '<S/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">magic</w:t></w:r><E/>'
            + run(" now.", "<w:b/>"),
            id="a run is cut and keeps its look",
        ),
        pytest.param(
            "<w:r><w:t>pure magic</w:t></w:r>",
            "pure",
            '<S/><w:r><w:t>pure</w:t></w:r><E/><w:r><w:t xml:space="preserve"> magic</w:t></w:r>',
            id="white space where a text is cut is kept",
        ),
        pytest.param(
            f'<w:hyperlink r:id="x">{run("pure magic")}</w:hyperlink>{run(".")}',
            "magic",
            f'<w:hyperlink r:id="x">{run("pure ")}<S/>{run("magic")}<X/></w:hyperlink><R/>{run(".")}',
            id="the comment's own run stands outside of a link",
        ),
        pytest.param(
            f'<w:ins w:id="7" w:author="B">{run("pure ")}{run("magic")}</w:ins>',
            "pure magic",
            f'<w:ins w:id="7" w:author="B"><S/>{run("pure ")}{run("magic")}<X/></w:ins><R/>',
            id="and outside of an insertion",
        ),
        pytest.param(
            f'{run("pure ")}<w:del w:id="7" w:author="B"><w:r><w:delText>black </w:delText></w:r></w:del>{run("magic")}',
            "pure magic",
            f'<S/>{run("pure ")}<w:del w:id="7" w:author="B"><w:r><w:delText>black </w:delText></w:r></w:del>'
            f"{run('magic')}<E/>",
            id="what was deleted between words stays between them",
        ),
        pytest.param(
            f"{BEGIN}{INSTRUCTION}{SEPARATE}{run('pure magic')}{END}",
            "pure magic",
            f"{BEGIN}{INSTRUCTION}{SEPARATE}<S/>{run('pure magic')}<E/>{END}",
            id="what a field shows is marked inside the field",
        ),
        pytest.param(
            "<w:r><w:t>pure</w:t><w:tab/><w:t>magic</w:t><w:br/><w:t>now</w:t></w:r>",
            "magic now",
            "<w:r><w:t>pure</w:t><w:tab/></w:r><S/><w:r><w:t>magic</w:t><w:br/><w:t>now</w:t></w:r><E/>",
            id="tabs and breaks stay on their side",
        ),
        pytest.param(
            '<w:r><w:t>pure magic</w:t><w:footnoteReference w:id="4"/><w:t>now</w:t></w:r>',
            "magic",
            '<w:r><w:t xml:space="preserve">pure </w:t></w:r><S/><w:r><w:t>magic</w:t></w:r><E/>'
            '<w:r><w:footnoteReference w:id="4"/><w:t>now</w:t></w:r>',
            id="the mark of a footnote after the words is not among them",
        ),
        pytest.param(
            '<w:r><w:t>pure</w:t><w:footnoteReference w:id="4"/><w:t>magic</w:t></w:r>',
            "magic",
            '<w:r><w:t>pure</w:t><w:footnoteReference w:id="4"/></w:r><S/><w:r><w:t>magic</w:t></w:r><E/>',
            id="nor is one before them",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('pure magic')}</w:sdtContent></w:sdt>",
            "magic",
            f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('pure ')}<S/>{run('magic')}<X/></w:sdtContent>"
            "</w:sdt><R/>",
            id="a content control is marked inside",
        ),
        pytest.param(
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/></w:sdtPr>'
            f"<w:sdtContent>{run('pure magic')}</w:sdtContent></w:sdt>",
            "magic",
            '<S/><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/></w:sdtPr>'
            f"<w:sdtContent>{run('pure magic')}</w:sdtContent></w:sdt><E/>",
            id="one that Word fills anew is marked as a whole",
        ),
        pytest.param(
            '<w:smartTag w:element="a"><w:smartTag w:element="b">' + run("pure magic") + "</w:smartTag></w:smartTag>",
            "pure",
            f'<w:smartTag w:element="a"><w:smartTag w:element="b"><S/>{run("pure")}<X/>{run(" magic")}</w:smartTag>'
            "</w:smartTag><R/>",
            id="smart tags are marked inside",
        ),
        pytest.param(
            f"{run('so ')}<m:oMath><m:sSup><m:e><m:r><m:t>magic</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup>"
            "</m:sSup></m:oMath>",
            "magic",
            f"{run('so ')}<S/><m:oMath><m:sSup><m:e><m:r><m:t>magic</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r>"
            "</m:sup></m:sSup></m:oMath><E/>",
            id="a formula is marked as a whole",
        ),
        pytest.param(
            '<w:r w:rsidR="00AB"><w:rPr><w:i/></w:rPr><w:t>pure</w:t><w:noBreakHyphen/><w:t>magic</w:t></w:r>',
            "-",
            '<w:r w:rsidR="00AB"><w:rPr><w:i/></w:rPr><w:t>pure</w:t></w:r><S/>'
            '<w:r w:rsidR="00AB"><w:rPr><w:i/></w:rPr><w:noBreakHyphen/></w:r><E/>'
            '<w:r w:rsidR="00AB"><w:rPr><w:i/></w:rPr><w:t>magic</w:t></w:r>',
            id="a hyphen that is no character is a word too",
        ),
        pytest.param(
            "<w:r><w:t>so pure</w:t><w:tab/><w:t>magic</w:t></w:r>",
            "pure ma",
            '<w:r><w:t xml:space="preserve">so </w:t></w:r><S/><w:r><w:t>pure</w:t><w:tab/><w:t>ma</w:t></w:r><E/>'
            "<w:r><w:t>gic</w:t></w:r>",
            id="two texts of a run are cut",
        ),
        pytest.param(
            "<w:r><w:t>pu<!-- here -->re magic</w:t></w:r>",
            "re",
            '<w:r><w:t>pu</w:t></w:r><S/><w:r><w:t>re</w:t></w:r><E/><w:r><w:t xml:space="preserve"> magic</w:t></w:r>',
            id="an XML comment does not shift the words",
        ),
    ],
)
def test_marks_stand_where_they_may(inside: str, words: str, marked: str) -> None:
    made = commented_copy(package(f"<w:p>{inside}</w:p>"), words)

    end, reference = '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>'
    for sign, meant in (
        ("<S/>", '<w:commentRangeStart w:id="0"/>'),
        ("<E/>", end + reference),
        ("<X/>", end),
        ("<R/>", reference),
    ):
        marked = marked.replace(sign, meant)
    expected = f"<w:document {DECLARED}><w:body><w:p>{marked}</w:p></w:body></w:document>"
    assert _plain(etree.fromstring(parts(made)["word/document.xml"])) == _plain(etree.fromstring(expected))


def _plain(root: etree._Element) -> str:
    """Return a part as text, with white space kept said only where it matters."""
    for text in root.iter(f"{{{W}}}t"):
        if (text.text or "").strip() == (text.text or ""):
            text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "")
    return etree.tostring(root, method="c14n").decode()


BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/></w:sdtPr><w:sdtContent>{0}</w:sdtContent></w:sdt>'
)


def test_a_control_around_a_paragraph_that_word_fills_anew_is_marked_from_outside(tmp_path: Path) -> None:
    made = commented_copy(
        package(BOUND.format(f"<w:p>{run('Pure magic')}</w:p>") + f"<w:p><w:pPr/>{run('Words.')}</w:p>"),
        "magic",
        "Pure",
    )

    assert [local(element) for element in body(made)[0]] == [
        "commentRangeStart",
        "commentRangeStart",
        "sdt",
        "commentRangeEnd",
        "commentRangeEnd",
        "p",
    ]
    assert [local(element) for element in body(made)[0][-1]] == ["pPr", "r", "r", "r"]
    assert said(made) == {
        0: ["Error: rule-5", "On: “magic” in what is marked"],
        1: ["Error: rule-0", "On: “Pure” in what is marked"],
    }
    assert not [fault for fault in faults(made, tmp_path / "a.docx") if "required relationship" not in fault]


def test_where_all_text_is_in_such_a_control_the_comment_stands_inside() -> None:
    made = commented_copy(package(BOUND.format(f"<w:p>{run('Pure magic')}</w:p>")), "magic")

    assert b'<w:commentReference w:id="0"/></w:r></w:p></w:sdtContent></w:sdt>' in parts(made)["word/document.xml"]


def test_comments_on_the_same_and_on_touching_words_each_cover_their_own() -> None:
    data = package(f"<w:p>{run('It is pure magic now.')}</w:p>")
    document = read("a.docx", data)
    spans = [(6, 16), (6, 10), (6, 10), (10, 16), (11, 16), (0, 21)]
    made = with_comments(document, data, remarks(document, *spans), STAMP)

    assert commented(made) == {number: document.source.text[start:end] for number, (start, end) in enumerate(spans)}
    starts = [identity(element) for element in body(made).iter(f"{{{W}}}commentRangeStart")]
    assert starts == [5, 0, 1, 2, 3, 4]


def test_words_across_paragraphs_and_cells_are_covered() -> None:
    cells = "".join(f"<w:tc><w:p>{run(words)}</w:p></w:tc>" for words in ("one two", "three four"))
    made = commented_copy(
        package(f"<w:p>{run('zero')}</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "zero\none two\nthree", "two\nthree"
    )

    assert commented(made) == {0: "zero\none two\nthree", 1: "two\nthree"}


# ---------------------------------------------------------------- words that take no comments

NOTES_REL = f'<Relationship Id="n" Type="{R}/footnotes" Target="footnotes.xml"/>'
NOTES = (
    f'<w:footnotes {DECLARED}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="4"><w:p>{run("pure magic")}</w:p></w:footnote></w:footnotes>'
)


def test_words_in_a_footnote_are_quoted_at_its_mark() -> None:
    text = f'<w:p>{run("See")}<w:r><w:t>below</w:t><w:footnoteReference w:id="4"/></w:r></w:p>'
    made = commented_copy(package(text, rels=NOTES_REL, parts={"word/footnotes.xml": NOTES}), "magic")

    assert said(made) == {0: ["Error: rule-14", "On: “magic” in the footnote here"]}
    assert parts(made)["word/footnotes.xml"] == NOTES.encode()
    assert (
        b'<w:r><w:t>below</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:footnoteReference w:id="4"/></w:r>'
        b'<w:commentRangeEnd w:id="0"/>'
    ) in parts(made)["word/document.xml"]


def test_words_in_a_footer_are_quoted_at_the_title() -> None:
    rels = f'<Relationship Id="f" Type="{R}/footer" Target="footer1.xml"/>'
    footer = f"<w:ftr {DECLARED}><w:p>{run('This is pure magic')}</w:p></w:ftr>"
    text = f'<w:p>{run("Before")}</w:p><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("The title")}</w:p>'
    made = commented_copy(package(text, rels=rels, parts={"word/footer1.xml": footer}), "magic")

    assert commented(made) == {0: "The title"}
    assert said(made) == {0: ["Error: rule-30", "On: “magic” elsewhere in the file"]}


BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><w:txbxContent><w:p>{0}</w:p>"
    "</w:txbxContent></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{0}</w:p>"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


def test_words_in_a_text_box_are_quoted_at_what_carries_it() -> None:
    box = BOX.format(run("pure magic"))
    made = commented_copy(package(f"<w:p>{run('See ')}<w:r>{box}</w:r>{run('here')}</w:p>"), "magic")

    assert said(made) == {0: ["Error: rule-14", "On: “magic” in a text box"]}
    marked = body(made).find(f".//{{{W}}}commentRangeStart")
    assert marked is not None
    following = marked.getnext()
    assert following is not None
    assert [local(inner) for inner in following] == ["AlternateContent"]
    assert len(list(body(made).iter(f"{{{W}}}commentRangeStart"))) == 1


def test_words_that_describe_a_picture_are_quoted_at_it() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="Pure magic"/></wp:inline></w:drawing></w:r>'
    made = commented_copy(package(f"<w:p>{run('See ')}{picture}</w:p>"), "magic")

    assert said(made) == {0: ["Error: rule-10", "On: “magic” in the description of a picture"]}
    marked = body(made).find(f".//{{{W}}}commentRangeStart")
    assert marked is not None
    assert (following := marked.getnext()) is not None
    assert [local(inner) for inner in following] == ["drawing"]


def test_what_is_about_the_whole_text_stands_on_the_title() -> None:
    data = FILES["libreoffice"]
    made = with_comments(read("a.docx", data), data, [Remark(None, "", (Line("Error: rule"),))], STAMP)

    assert commented(made)[1] == "Turmeric for sore knees"


def test_without_a_heading_the_first_paragraph_stands_for_the_title() -> None:
    data = package(f"<w:p/><w:p>{run('Come in.')}</w:p><w:p>{run('Sit down.')}</w:p>")
    made = with_comments(read("a.docx", data), data, [Remark(None, "", (Line("Error: rule"),))], STAMP)

    assert commented(made) == {0: "Come in."}


def test_a_file_without_words_bears_its_comment_in_its_first_paragraph(tmp_path: Path) -> None:
    data = package("<w:p><w:pPr/></w:p>")
    made = with_comments(read("a.docx", data), data, [Remark(None, "", (Line("Error: rule"),))], STAMP)

    assert commented(made) == {}
    assert b'<w:p><w:pPr/><w:r><w:commentReference w:id="0"/></w:r></w:p>' in parts(made)["word/document.xml"]
    assert not [fault for fault in faults(made, tmp_path / "a.docx") if "required relationship" not in fault]


def test_a_file_without_a_paragraph_gets_one() -> None:
    data = package("<w:sectPr/>")
    made = with_comments(read("a.docx", data), data, [Remark(None, "", (Line("Error: rule"),))], STAMP)

    assert [local(element) for element in body(made)[0]] == ["p", "sectPr"]


def test_what_lays_a_file_out_for_people_stays() -> None:
    laid_out = "\n <w:p>\n  <w:r>\n   <w:rPr>\n    <w:b/>\n   </w:rPr>\n   <w:t>pure magic</w:t>\n  </w:r>\n </w:p>\n"
    data = package(laid_out)
    made = commented_copy(data, "magic", "pure", "re m")

    assert without_comments(made, range(3)) == without_comments(data, range(3))


# ---------------------------------------------------------------- files that cannot be written


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            package(
                f"<w:p>{run('magic')}</w:p>",
                rels=f'<Relationship Id="c" Type="{R}/comments" Target="document.xml"/>',
            ),
            "word/document.xml should hold the comments, and does not",
            id="comments that are no comments",
        ),
        pytest.param(
            package(
                f"<w:p>{run('magic')}</w:p>",
                rels=f'<Relationship Id="c" Type="{R}/comments" Target="../../../etc/comments.xml"/>',
            ),
            "it refers to comments outside of the file",
            id="comments outside of the package",
        ),
        pytest.param(
            package(
                f"<w:p>{run('magic')}</w:p>",
                rels=f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/>',
                parts={
                    "word/comments.xml": '<!DOCTYPE a [<!ENTITY b "cccc">]>'
                    f"<w:comments {DECLARED}><w:p>&b;</w:p></w:comments>"
                },
            ),
            "word/comments.xml holds a DOCTYPE, which no Word file has",
            id="an entity in the comments",
        ),
        pytest.param(
            package(
                f"<w:p>{run('magic')}</w:p>",
                rels=f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/>',
                parts={"word/comments.xml": "<w:comments"},
            ),
            "word/comments.xml is not well-formed XML",
            id="broken comments",
        ),
        pytest.param(
            package(f"<w:p>{run('magic')}</w:p>", parts={"WORD/settings.xml": "<a/>", "word/Settings.xml": "<b/>"}),
            "two of its parts go by one name",
            id="two parts by one name",
        ),
        pytest.param(
            package("", parts={"word/document.xml": f"<w:p {DECLARED}>{run('magic')}</w:p>"}),
            "word/document.xml should hold the text, and does not",
            id="a text that is none",
        ),
    ],
)
def test_a_file_that_cannot_be_written_again_is_refused(data: bytes, message: str) -> None:
    document = Document(read("a.docx", package(f"<w:p>{run('magic')}</w:p>")).source, ())

    with pytest.raises(Unreadable) as refused:
        with_comments(document, data, remarks(document, (0, 5)), STAMP)
    assert refused.value.message == message


def test_word_opens_no_file_with_more_comments_than_32_767() -> None:
    comments = "".join(f'<w:comment w:id="{number}"/>' for number in range(32_765))
    data = package(
        f"<w:p>{run('pure magic')}</w:p>",
        rels=f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/>',
        parts={"word/comments.xml": f"<w:comments {DECLARED}>{comments}</w:comments>"},
    )
    made = commented_copy(data, "pure", "magic", "pure magic")

    assert list(_last_comments(made, 2)) == [
        (32_765, ["Error: rule-0"]),
        (32_766, ["2 more findings: Word opens no file with more comments"]),
    ]
    assert len(said(made)) == 32_767


def _last_comments(data: bytes, number: int) -> Iterator[tuple[int, list[str]]]:
    yield from list(said(data).items())[-number:]
