from __future__ import annotations

import codecs

import pytest

from caveat.readers import Unreadable
from caveat.readers.encoding import decode


def test_utf8_is_read_without_a_note() -> None:
    decoded = decode("naïve 😀".encode())
    assert (decoded.text, decoded.encoding, decoded.notes) == ("naïve 😀", "utf-8", ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_not_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "# Safe “é”\n".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notes) == ("# Safe “é”\n", encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_nuls(encoding: str) -> None:
    decoded = decode("Is it “safe”? We asked.\n".encode(encoding))
    assert (decoded.text, decoded.encoding) == ("Is it “safe”? We asked.\n", encoding)


def test_what_is_not_utf8_is_read_as_windows_1252_with_a_note() -> None:
    decoded = decode("One\nIt’s “safe”, 5 µg – naïve".encode("cp1252"))
    assert (decoded.text, decoded.encoding) == ("One\nIt’s “safe”, 5 µg – naïve", "cp1252")
    assert [(note.kind, note.message) for note in decoded.notes] == [
        ("encoding", "not UTF-8 (line 2); read as Windows-1252")
    ]


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1() -> None:
    decoded = decode(b"caf\xe9 \x81")
    assert (decoded.text, decoded.encoding) == ("café \x81", "latin-1")
    assert [note.message for note in decoded.notes] == ["not UTF-8 (line 1); read as Latin-1"]


def test_one_pasted_byte_does_not_garble_the_rest() -> None:
    decoded = decode("It’s naïve, ".encode() + b"\x93safe\x94 \x81")
    assert (decoded.text, decoded.encoding) == ("It’s naïve, “safe” \x81", "utf-8")
    assert [note.message for note in decoded.notes] == [
        "not all of it is UTF-8 (line 1); the rest was read as Windows-1252"
    ]


def test_a_truncated_utf16_text_is_read_with_a_note() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "safe".encode("utf-16-le")[:-1])
    assert decoded.text == "saf\ufffd"
    assert [note.kind for note in decoded.notes] == ["encoding"]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1 text}",
        b"\x89PNG\r\n\x1a\n",
        b"\x1f\x8b\x08",
        b"\x7fELF",
        b"safe\0text",
        b"\0",
        codecs.BOM_UTF8 + b"a\0b",
        "a\0b".encode("utf-16"),
        bytes(range(128, 256)) + bytes(range(1, 32)) * 20,
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^not text") as caught:
        decode(data)
    assert caught.value.kind == "binary"


def test_nothing_is_text_too() -> None:
    assert decode(b"").text == ""
