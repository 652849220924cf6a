"""The example publication holds together: its Word files, its sources and its twins."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from caveat_dev.content_docx import PIECES, Piece, build

_CONTENT = Path(__file__).resolve().parents[2] / "content"
_ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")


def _body(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def _addresses(text: str) -> set[str]:
    return {address.replace("&amp;", "&").rstrip(".") for address in _ADDRESS.findall(text)}


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.identity)
def test_a_word_file_holds_what_its_module_writes(piece: Piece) -> None:
    assert _body(build(piece)) == _body((_CONTENT / piece.path).read_bytes())


def test_every_draft_has_a_corrected_twin() -> None:
    drafts = {path.relative_to(_CONTENT).as_posix() for path in _CONTENT.glob("*/draft/*")}
    corrected = {path.relative_to(_CONTENT).as_posix() for path in _CONTENT.glob("*/corrected/*")}
    assert {path.replace("/draft/", "/corrected/") for path in drafts} == corrected


def test_every_address_that_a_corrected_piece_cites_is_in_the_list_of_sources() -> None:
    listed = _addresses((_CONTENT / "SOURCES.md").read_text(encoding="utf-8"))
    pieces = [path for path in _CONTENT.glob("*/corrected/*") if path.suffix in {".md", ".html"}]
    cited = set().union(*(_addresses(path.read_text(encoding="utf-8")) for path in pieces))
    assert sorted(cited - listed) == []
