from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from caveat.engine.run import Run
from caveat.engine.settings import SettingsError

Write = Callable[[str, str], str]
Check = Callable[..., Run]
REVIEWED = "\n\nReviewed by the team in the spring of this year.\n"


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(workplace: Path) -> Path:
    git(workplace, "init", "-q", "-b", "main")
    return workplace


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")


def found(run: Run) -> list[tuple[str, str, int]]:
    return [(one.path, one.rule, one.start.line) for one in run.report.findings]


def test_only_findings_on_changed_lines_are_reported(repository: Path, write: Write, checked: Check) -> None:
    write("a.md", "The purple one.\n\nThe purple two.\n\nThe green three." + REVIEWED)
    write("b.md", "The purple one." + REVIEWED)
    commit(repository)
    write("a.md", "The purple one.\n\nThe purple two!\n\nThe green three.\n\nThe purple four." + REVIEWED)
    assert found(checked("a.md", "b.md", changed_since="HEAD")) == [
        ("a.md", "colour-purple", 3),
        ("a.md", "colour-purple", 7),
    ]
    assert found(checked("a.md", "b.md")) == [
        ("a.md", "colour-purple", 1),
        ("a.md", "colour-purple", 3),
        ("a.md", "colour-purple", 7),
        ("b.md", "colour-purple", 1),
    ]


def test_a_finding_that_runs_over_several_lines_counts_on_each(repository: Path, write: Write, checked: Check) -> None:
    write("a.md", "This was\nreviewed in\n1999 by us.\n")
    commit(repository)
    write("a.md", "This was\nreviewed in\n1999 by them.\n")
    assert found(checked("a.md", changed_since="HEAD")) == [("a.md", "disclosure-review-date", 1)]


def test_a_finding_on_the_whole_document_counts_in_a_changed_file_only(
    repository: Path, write: Write, checked: Check
) -> None:
    write("a.md", "The green one is the best of them.\n")
    write("b.md", "The green one is the best of them.\n")
    commit(repository)
    write("b.md", "The green one is the best of them!\n")
    assert found(checked("a.md", "b.md", changed_since="HEAD")) == [("b.md", "disclosure-review-date", 1)]


def test_lines_that_were_taken_out_count_round_the_gap(repository: Path, write: Write, checked: Check) -> None:
    write("a.md", "The purple one.\nThe green two.\nThe purple three.\nThe purple four." + REVIEWED)
    commit(repository)
    write("a.md", "The purple one.\nThe purple three.\nThe purple four." + REVIEWED)
    assert found(checked("a.md", changed_since="HEAD")) == [("a.md", "colour-purple", 1), ("a.md", "colour-purple", 2)]


def test_new_files_are_changed_throughout_known_to_git_or_not(repository: Path, write: Write, checked: Check) -> None:
    write("old.md", "The purple one." + REVIEWED)
    commit(repository)
    write("new.md", "The purple one." + REVIEWED)
    write("added.md", "The purple one." + REVIEWED)
    git(repository, "add", "added.md")
    assert [path for path, _, _ in found(checked(".", changed_since="HEAD"))] == ["added.md", "new.md"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
def test_odd_names_are_found(repository: Path, write: Write, checked: Check) -> None:
    names = ["-x.md", "a b.md", "ü – ñ.md", "(x) [y].md", ":(top)z.md", "sub/--q.md"]
    for name in names:
        write(name, "The green one.\n\nThe purple one." + REVIEWED)
    commit(repository)
    for name in names:
        write(name, "The purple one.\n\nThe purple one." + REVIEWED)
    assert found(checked(".", changed_since="HEAD")) == [(name, "colour-purple", 1) for name in sorted(names)]


def test_lines_that_look_like_a_patch_do_not_confuse(repository: Path, write: Write, checked: Check) -> None:
    write("a.md", "The green one." + REVIEWED)
    write("b.md", "The green one." + REVIEWED)
    commit(repository)
    write("a.md", "diff --git a/b.md b/b.md\n@@ -1 +99 @@\nThe green one." + REVIEWED)
    write("b.md", "The purple one." + REVIEWED)
    assert found(checked("a.md", "b.md", changed_since="HEAD")) == [("b.md", "colour-purple", 1)]


def test_a_moved_file_is_changed_where_its_text_is(repository: Path, write: Write, checked: Check) -> None:
    text = "The purple one.\n\n" + "The green one is the best of all.\n\n" * 20
    write("a.md", text + "The green end." + REVIEWED)
    commit(repository)
    (repository / "a.md").unlink()
    write("b.md", text + "The purple end." + REVIEWED)
    git(repository, "add", "-A")
    assert found(checked("b.md", changed_since="HEAD")) == [("b.md", "colour-purple", 43)]


def test_it_works_from_a_folder_inside_the_repository(
    repository: Path, write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sub/a.md", "The green one." + REVIEWED)
    commit(repository)
    write("sub/a.md", "The purple one." + REVIEWED)
    monkeypatch.chdir(repository / "sub")
    assert found(checked("a.md", changed_since="main")) == [("a.md", "colour-purple", 1)]


def test_it_works_inside_a_hook_of_another_folder(
    repository: Path, write: Write, checked: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sub/a.md", "The green one." + REVIEWED)
    commit(repository)
    write("sub/a.md", "The purple one." + REVIEWED)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_PREFIX", "sub/")
    assert found(checked("sub/a.md", changed_since="HEAD")) == [("sub/a.md", "colour-purple", 1)]


def test_outside_a_repository_it_says_so(write: Write, checked: Check) -> None:
    path = write("a.md", "The purple one." + REVIEWED)
    with pytest.raises(SettingsError, match=r"^--changed-since: .*work is not in a git repository \(fatal: not a git"):
        checked(path, changed_since="HEAD")


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "HEAD~5", ""])
def test_a_revision_that_git_does_not_know_is_refused(
    repository: Path, write: Write, checked: Check, revision: str
) -> None:
    path = write("a.md", "The purple one." + REVIEWED)
    commit(repository)
    with pytest.raises(SettingsError) as caught:
        checked(path, changed_since=revision)
    assert str(caught.value) == (
        f'--changed-since: git knows no revision "{revision}"; in continuous integration, fetch the whole history'
    )
    assert not (repository / "x").exists()
