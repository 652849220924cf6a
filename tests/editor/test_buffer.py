"""Positions are the editor's, in its units, whatever stands in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from caveat.document import Span
from caveat.editor.buffer import Buffer, Encoding

# An emoji of two units, one of seven (with joiners), a letter with two combining marks, and lines that end in every way.
TEXT = "a😀b\r\n👩‍🔬 ẹ́\rx\u2028y\n"
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


def at(line: int, character: int) -> types.Position:
    return types.Position(line, character)


def between(start: tuple[int, int], end: tuple[int, int], text: str) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(types.Range(at(*start), at(*end)), text)


@pytest.mark.parametrize(("encoding", "character"), [("utf-8", 5), ("utf-16", 3), ("utf-32", 2)])
def test_columns_count_the_units_of_the_encoding(encoding: Encoding, character: int) -> None:
    buffer = Buffer(TEXT, encoding)
    assert buffer.position(TEXT.index("b")) == at(0, character)
    assert buffer.offset(at(0, character)) == TEXT.index("b")


def test_lines_end_where_the_protocol_says_and_nowhere_else() -> None:
    buffer = Buffer(TEXT)
    assert [buffer.position(TEXT.index(word)) for word in ("👩", "x", "y")] == [at(1, 0), at(2, 0), at(2, 2)]
    assert buffer.position(len(TEXT)) == at(3, 0)


def test_joined_and_combined_characters_are_counted_by_their_parts() -> None:
    buffer = Buffer(TEXT)
    assert buffer.position(TEXT.index("ẹ"[0])) == at(1, 6)
    assert buffer.position(TEXT.index("\r", 6)) == at(1, 8)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_offset_leads_back_to_itself(encoding: Encoding) -> None:
    buffer = Buffer(TEXT, encoding)
    breaks = {TEXT.index("\r\n") + 1}  # between the halves of a line's end there is no position
    assert [offset for offset in range(len(TEXT)) if buffer.offset(buffer.position(offset)) != offset] == sorted(breaks)


def test_a_column_behind_the_line_is_its_end_and_a_line_behind_the_text_is_the_texts_end() -> None:
    buffer = Buffer("ab\r\ncd")
    assert [buffer.offset(at(0, 99)), buffer.offset(at(7, 0)), buffer.offset(at(1, 99))] == [2, 6, 6]


def test_a_byte_order_mark_takes_a_column_and_is_not_read() -> None:
    buffer = Buffer("\ufeffIt is safe.")
    assert buffer.readable == "It is safe."
    assert buffer.range(Span(6, 10)) == types.Range(at(0, 7), at(0, 11))
    assert buffer.offset(at(0, 7)) == 6


def test_halves_of_a_pair_that_come_one_by_one_make_the_character() -> None:
    buffer = Buffer("ab").changed(between((0, 1), (0, 1), "\ud83d"))
    assert buffer.readable == "a\ufffdb"
    assert buffer.changed(between((0, 2), (0, 2), "\ude00")).text == "a😀b"


def test_half_of_a_pair_can_be_taken_away_and_put_back() -> None:
    buffer = Buffer("a😀b").changed(between((0, 2), (0, 3), ""))
    assert buffer.text == "a\ud83db"
    assert buffer.changed(between((0, 2), (0, 2), "\ude01")).text == "a😁b"


def test_a_change_reaches_over_lines() -> None:
    buffer = Buffer("one\r\ntwo 😀\nthree")
    assert buffer.changed(between((0, 1), (1, 6), "X")).text == "oX\nthree"


def test_a_change_of_the_whole_text_replaces_it() -> None:
    assert Buffer("one").changed(types.TextDocumentContentChangeWholeDocument("two")).text == "two"


def test_a_nul_is_read_as_a_character_that_is_none() -> None:
    assert Buffer("a\0b").readable == "a\ufffdb"


@given(st.text(st.characters(codec=None), max_size=40), st.data(), st.sampled_from(ENCODINGS))
def test_a_change_is_the_same_as_cutting_the_text(text: str, data: st.DataObject, encoding: Encoding) -> None:
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore").replace("\ufeff", "")
    buffer = Buffer(text, encoding)
    inside = [offset for offset in range(len(text) + 1) if text[offset - 1 : offset + 1] != "\r\n"]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(inside), st.sampled_from(inside))))
    new = data.draw(st.text(max_size=5))
    where = buffer.range(Span(start, end))
    changed = buffer.changed(types.TextDocumentContentChangePartial(where, new))
    assert changed.text == text[:start] + new + text[end:]
    assert changed == Buffer(changed.text, encoding)
