"""LibreOffice opens what we write: it makes PDF of it, and has each comment on the same words."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from caveat_dev.word_file import commented, made_with_python_docx, said

pytestmark = pytest.mark.office

Caveat = Callable[..., Any]
Convert = Callable[[Path, str], Path]
HERE = Path(__file__).parent / "word"
CONTENT = Path(__file__).parents[2] / "content"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def convert(profile: Path, tmp_path: Path) -> Convert:
    """Return a function that has LibreOffice make another format of a file, and insists that it has no complaint."""
    soffice = shutil.which(os.environ.get("CAVEAT_SOFFICE", "soffice"))
    assert soffice is not None, "no LibreOffice: install it, or set CAVEAT_SOFFICE to its soffice"

    def run(path: Path, ending: str) -> Path:
        folder = tmp_path / "converted"
        done = subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                ending,
                "--outdir",
                str(folder),
                str(path),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        complaints = [line for line in done.stderr.splitlines() if line.strip() and "javaldx" not in line]
        made = folder / f"{path.stem}.{ending}"
        assert (complaints, made.exists()) == ([], True), done.stdout + done.stderr
        return made

    return run


def annotated(odt: Path) -> dict[str, str]:
    """Return the words that LibreOffice has under each of Caveat's comments, by the comment's text."""
    root = etree.fromstring(zipfile.ZipFile(odt).read("content.xml"))
    found: dict[str, str] = {}
    open_: dict[str, str] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag)
        if event == "start":
            inside = any(str(above.tag) == f"{OFFICE}annotation" for above in element.iterancestors())
            if name == f"{OFFICE}annotation":
                said = ["".join(map(str, inner.itertext())) for inner in element if str(inner.tag) == f"{TEXT}p"]
                open_[element.get(f"{OFFICE}name") or ""] = "\n".join(said)
                found["\n".join(said)] = ""
            elif name == f"{OFFICE}annotation-end":
                open_.pop(element.get(f"{OFFICE}name") or "", None)
            elif not inside:
                space = " " if name in {f"{TEXT}s", f"{TEXT}tab", f"{TEXT}line-break"} else ""
                found = {
                    said: words + space + (element.text or "") if said in open_.values() else words
                    for said, words in found.items()
                }
        elif not any(str(above.tag) == f"{OFFICE}annotation" for above in element.iterancestors()):
            found = {
                said: words + (element.tail or "") if said in open_.values() else words for said, words in found.items()
            }
    return {said: " ".join(words.split()) for said, words in found.items() if ": " in said.partition("\n")[0]}


def test_a_file_written_by_libreoffice_comes_back_to_it(
    caveat: Caveat, convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written = convert(HERE / "leaflet.fodt", "docx")
    done = caveat("report", str(written), "--to", "docx", "-o", "leaflet.docx", "--isolated", "--severity", "error")
    assert (done.status, done.err) == (
        0,
        f"{written.as_posix()}: tracked changes are read as if they were all accepted\n",
    )
    words = annotated(convert(tmp_path / "leaflet.docx", "odt"))

    rules = {said.partition("\n")[0]: words for said, words in words.items()}
    assert rules["Error: claims-safety-absolute"] == "completely safe"
    assert "cures arthritis" in words.values()
    assert rules["Error: claims-no-side-effects"] == "no side effects"
    assert convert(tmp_path / "leaflet.docx", "pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    "piece",
    ["warfarin-clots/draft/handout.docx", "ketamine-crps/draft/leaflet.html", "warfarin-clots/draft/article.md"],
)
def test_each_comment_on_a_piece_is_on_its_words(
    caveat: Caveat, convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert caveat("report", str(CONTENT / piece), "--to", "docx", "-o", "piece.docx").status == 0
    covered = annotated(convert(tmp_path / "piece.docx", "odt"))
    data = (tmp_path / "piece.docx").read_bytes()
    ours = {number: " ".join(words.split()) for number, words in commented(data).items()}

    # Of comments that say the same, LibreOffice's last one is looked at.
    texts = {"\n".join(lines): number for number, lines in said(data).items()}
    assert covered == {text: ours[number] for text, number in texts.items()}
    assert convert(tmp_path / "piece.docx", "pdf").read_bytes().startswith(b"%PDF")


def test_a_file_made_with_python_docx_opens_with_its_changes_and_comments(
    caveat: Caveat, convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.docx").write_bytes(made_with_python_docx())
    assert caveat("report", "clinic.docx", "--to", "docx", "-o", "out.docx", "--isolated").status == 0
    odt = convert(tmp_path / "out.docx", "odt")

    covered = annotated(odt)
    data = (tmp_path / "out.docx").read_bytes()
    texts = {"\n".join(lines): number for number, lines in said(data).items() if lines[0].partition(": ")[1]}
    ours = {number: " ".join(words.split()) for number, words in commented(data).items()}
    assert covered == {text: ours[number] for text, number in texts.items()}
    content = etree.fromstring(zipfile.ZipFile(odt).read("content.xml"))
    assert len(list(content.iter(f"{TEXT}changed-region"))) == 2
    assert "Really?" in "".join(map(str, content.itertext()))
    assert convert(tmp_path / "out.docx", "pdf").read_bytes().startswith(b"%PDF")
