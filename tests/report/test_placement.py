from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from caveat.document import Block, Document, ProseBuilder, Source, Span
from caveat.report.placement import Placement, Stretch

if TYPE_CHECKING:
    from tests.report.conftest import Builder


def words(document: Document, span: Span) -> list[str]:
    return [document.blocks[one.block].text[one.start : one.end] for one in Placement(document).of(span)]


def test_words_in_plain_text_are_found_where_they_stand(build: Builder) -> None:
    document = build.document("a.md", "# Title\n\nIt is safe.")

    assert Placement(document).of(Span(15, 19)) == (Stretch(1, 6, 10),)


def test_markup_inside_the_span_is_left_out(build: Builder) -> None:
    document = build.document("a.md", "It is **completely** [safe](https://example.org) here.")

    assert words(document, Span(6, 48)) == ["completely safe"]
    assert words(document, Span(21, 27)) == ["safe"]


def test_an_entity_is_whole_or_not_there(build: Builder) -> None:
    document = build.document("a.md", "safe &amp; sound")

    assert words(document, Span(7, 8)) == ["&"]
    assert words(document, Span(0, 5)) == ["safe "]


def test_a_span_over_two_blocks_gives_a_stretch_of_each(build: Builder) -> None:
    document = build.document("a.md", "One two.\nThree four.")

    assert words(document, Span(4, 14)) == ["two.", "Three"]


def test_a_span_without_words_has_no_place(build: Builder) -> None:
    document = build.document("a.md", "It is **safe**.\n\n<!-- -->")

    assert words(document, Span(6, 8)) == []
    assert words(document, Span(3, 3)) == []
    assert Placement(build.document("b.md", "")).of(Span(0, 0)) == ()


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["same", "skip", "instead"]), st.integers(1, 6)), max_size=6), max_size=4
    ),
    st.data(),
)
def test_what_locate_finds_is_placed_back_on_the_same_words(
    plan: list[list[tuple[str, int]]], data: st.DataObject
) -> None:
    source = ""
    blocks = []
    for index, pieces in enumerate(plan):
        builder = ProseBuilder()
        start = len(source)
        for kind, length in pieces:
            if kind == "same":
                builder.same("w" * length, len(source))
            elif kind == "instead":
                builder.instead("&", len(source), len(source) + length)
            source += kind[0] * length
        blocks.append(Block(index, "paragraph", Span(start, len(source)), builder.build()))
    document = Document(Source("a.md", source), tuple(blocks))
    for block in document.blocks:
        if not block.text:
            continue
        start = data.draw(st.integers(0, len(block.text) - 1))
        end = data.draw(st.integers(start + 1, len(block.text)))

        assert Placement(document).of(block.prose.locate(start, end)) == (Stretch(block.index, start, end),)
