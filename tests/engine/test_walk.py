from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from caveat.engine.finding import Problem
from caveat.engine.walk import Found, find_files

Write = Callable[[str, str], str]
KNOWN = ".docm, .docx, .eml, .htm, .html, .markdown, .md, .mdown, .mkd, .pdf, .srt, .text, .txt, .vtt, .xhtml"


def found(workplace: Path, *paths: str, exclude: tuple[str, ...] = ()) -> Found:
    return find_files(paths, workplace.as_posix(), exclude)


@pytest.fixture
def tree(write: Write) -> None:
    for name in (
        "b.md",
        "a/c.TXT",
        "a/d.html",
        "a/picture.png",
        "a/.hidden.md",
        "a/~$open.docx",
        ".git/x.md",
        "node_modules/x.md",
        "__pycache__/x.md",
        "build/x.md",
        "a/deep/er/e.markdown",
    ):
        write(name, "text")


ALL = ["a/c.TXT", "a/d.html", "a/deep/er/e.markdown", "b.md"]


@pytest.mark.usefixtures("tree")
def test_a_folder_gives_what_a_reader_knows_without_the_folders_of_tools(workplace: Path) -> None:
    assert found(workplace, ".") == Found(ALL, [])
    assert found(workplace, "a") == Found(ALL[:3], [])
    assert found(workplace, "./a/") == Found(ALL[:3], [])
    whole = workplace.as_posix()
    assert found(workplace, whole) == Found([f"{whole}/{name}" for name in ALL], [])


@pytest.mark.usefixtures("tree")
def test_a_file_named_twice_is_checked_once(workplace: Path) -> None:
    assert found(workplace, "b.md", "./b.md", ".", "a/../b.md", "-", "-").paths == ["-", *ALL]


@pytest.mark.usefixtures("tree")
def test_a_named_file_is_checked_wherever_it_lies(workplace: Path) -> None:
    assert found(workplace, "node_modules/x.md", "a/.hidden.md").paths == ["a/.hidden.md", "node_modules/x.md"]
    assert found(workplace, "build").paths == ["build/x.md"]


@pytest.mark.usefixtures("tree")
def test_excluded_files_are_left_out_of_folders_and_noted_when_named(workplace: Path) -> None:
    assert found(workplace, ".", "b.md", exclude=("deep", "*.md", "a/*.html")) == Found(
        ["a/c.TXT"], [Problem("b.md", "excluded", "left out by `exclude` in the configuration")]
    )


@pytest.mark.usefixtures("tree")
def test_what_cannot_be_checked_is_a_problem(workplace: Path) -> None:
    (workplace / "empty").mkdir()
    assert found(workplace, "nowhere.md", "a/picture.png", "empty", "bad\0name.md").problems == [
        Problem("a/picture.png", "unknown-type", f"no reader knows this type of file (known: {KNOWN})"),
        Problem("bad\0name.md", "unreadable", "embedded null byte"),
        Problem("empty", "no-files", f"holds no file that is to be checked (known types: {KNOWN})"),
        Problem("nowhere.md", "missing", "there is no such file or folder"),
    ]


@pytest.mark.usefixtures("tree")
def test_a_folder_that_cannot_be_read_costs_only_itself(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert found(workplace, ".") == Found(
        ["a/c.TXT", "a/d.html", "b.md"], [Problem("./a/deep".removeprefix("./"), "unreadable", "permission denied")]
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions mean nothing here")
def test_a_folder_without_permission_is_a_problem(workplace: Path, write: Write) -> None:
    write("closed/a.md", "text")
    (workplace / "closed").chmod(0)
    try:
        assert found(workplace, "closed").problems == [Problem("closed", "unreadable", "permission denied")]
    finally:
        (workplace / "closed").chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_are_followed_to_files_and_not_round_in_circles(workplace: Path, write: Write) -> None:
    write("real/a.md", "text")
    (workplace / "real" / "loop").symlink_to(workplace / "real")
    (workplace / "link.md").symlink_to(workplace / "real" / "a.md")
    (workplace / "gone.md").symlink_to(workplace / "nothing.md")
    result = found(workplace, ".")
    assert (result.paths, result.problems) == (
        ["link.md"],
        [Problem("gone.md", "missing", "a link that leads nowhere")],
    )


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_regular_file_is_a_problem(workplace: Path) -> None:
    os.mkfifo(workplace / "pipe.md")
    assert found(workplace, "pipe.md").problems == [Problem("pipe.md", "unreadable", "not a regular file")]
    assert found(workplace, ".").paths == []


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_what_git_ignores_is_left_out_of_folders(workplace: Path, write: Write) -> None:
    git(workplace, "init", "-q")
    write(".gitignore", "/drafts/\n*.tmp.md\n!keep.tmp.md\n")
    for name in ("a.md", "a.tmp.md", "keep.tmp.md", "drafts/b.md", "deep/drafts/ü c.md", "tracked.tmp.md"):
        write(name, "text")
    git(workplace, "add", "-f", "tracked.tmp.md")
    assert found(workplace, ".").paths == ["a.md", "deep/drafts/ü c.md", "keep.tmp.md", "tracked.tmp.md"]
    assert found(workplace, "a.tmp.md", "drafts").paths == ["a.tmp.md", "drafts/b.md"]
