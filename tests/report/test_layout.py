from __future__ import annotations

import pytest

from caveat.readers import read
from caveat.report.layout import markers_of, tables_of


@pytest.mark.parametrize(
    ("path", "text", "markers"),
    [
        ("a.md", "- one\n- two\n\n  more\n", ["•", "•", ""]),
        ("a.md", "3. one\n4) two\n", ["3.", "4)"]),
        ("a.txt", "Title\n\n1. One thing\n2. Another thing\n", ["1.", "2."]),
        ("a.html", "<ul><li>one</li><li>two<p>more</p></li></ul>", ["•", "•", ""]),
        ("a.html", "<ol><li>one</li><li>two</li></ol><ol><li>one</li></ol>", ["1.", "2.", "1."]),
        ("a.html", '<OL class="x" START=7><LI>one<ul><li>in<li>it</ul><LI>two</OL>', ["7.", "•", "•", "8."]),
        ("a.html", "<ul><li>one<ol><li>in</li></ol></li></ul></ol><ul><li>out</li></ul>", ["•", "1.", "•"]),
        ("a.html", "<dl><dt>word</dt><dd>meaning</dd></dl>", ["•"]),
    ],
)
def test_each_item_has_the_marker_of_its_list(path: str, text: str, markers: list[str]) -> None:
    document = read(path, text.encode())

    assert [markers_of(document)[block.index] for block in document.blocks if block.kind == "item"] == markers


def test_empty_cells_keep_their_places_and_tables_their_rows() -> None:
    document = read("a.html", b"<table><tr><td>a<td>b<tr><td><td>c</table><table><tr><td>d</table>")
    cells = [block for block in document.blocks if block.kind == "cell"]

    tables = [[[cell and cell.text for cell in row] for row in rows] for rows in tables_of(document, cells)]
    assert tables == [[["a", "b"], [None, "c"]], [["d"]]]
