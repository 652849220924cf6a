"""The example publication as Caveat sees it: faulty drafts, corrected twins, and every finding in a snapshot.

After a change of rules or content, `CAVEAT_WRITE_SNAPSHOTS=1 nox -s tests -- tests/content` writes the snapshot anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caveat.engine.given import Given, settings_from
from caveat.engine.run import check
from caveat.report import concise

Caveat = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "tests" / "snapshots" / "content.txt"
DRAFTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("content/*/draft/*"))
CORRECTED = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("content/*/corrected/*"))
SAME = ("--format", "concise", "--today", "2026-11-23", "--no-cache", "--jobs", "1")


@pytest.fixture(autouse=True)
def clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def lines_of(printed: str, path: str) -> list[str]:
    return [line for line in printed.splitlines() if line.startswith(f"{path}:")]


@pytest.fixture(scope="module")
def together() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        settings = settings_from(["content"], Given(today="2026-11-23", no_cache=True, jobs=1))
        return concise.render(check(["content"], settings).report)


def test_the_findings_of_the_example_publication_are_those_of_the_snapshot(caveat: Caveat) -> None:
    done = caveat("check", "content/", "--fail-on", "never", *SAME)
    if os.environ.get("CAVEAT_WRITE_SNAPSHOTS"):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(done.out, encoding="utf-8", newline="\n")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == SNAPSHOT.read_text(encoding="utf-8").splitlines(), (
        "if this is meant: CAVEAT_WRITE_SNAPSHOTS=1 nox -s tests -- tests/content"
    )


def test_every_family_has_an_article_and_at_least_three_pieces_of_its_own() -> None:
    families = {path.parent.name for path in ROOT.glob("content/*/draft")}
    pieces = {name: [path for path in DRAFTS if path.startswith(f"content/{name}/")] for name in families}
    assert {name: f"content/{name}/draft/article.md" in paths and len(paths) > 3 for name, paths in pieces.items()} == (
        dict.fromkeys(families, True)
    )
    assert len(families) >= 3
    assert {Path(path).suffix for path in DRAFTS} == {".md", ".html", ".docx", ".eml", ".vtt"}


def test_corrected_pieces_pass_together(caveat: Caveat) -> None:
    done = caveat("check", *sorted({str(Path(path).parent) for path in CORRECTED}), "--fail-on", "warning", *SAME)
    assert (done.status, re.findall(r": (error|warning|problem) ", done.out)) == (0, [])


def test_drafts_fail_together(caveat: Caveat) -> None:
    assert caveat("check", *sorted({str(Path(path).parent) for path in DRAFTS}), *SAME).status == 1


@pytest.mark.parametrize("path", CORRECTED)
def test_a_corrected_piece_passes_by_itself_with_what_it_has_among_the_others(
    path: str, caveat: Caveat, together: str
) -> None:
    done = caveat("check", path, "--fail-on", "warning", *SAME)
    assert (done.status, done.out.splitlines()) == (0, lines_of(together, path))


@pytest.mark.parametrize("path", DRAFTS)
def test_a_draft_fails_by_itself_with_what_it_has_among_the_others(path: str, caveat: Caveat, together: str) -> None:
    done = caveat("check", path, *SAME)
    assert (done.status, done.out.splitlines()) == (1, lines_of(together, path))


def test_the_readmes_first_command_prints_findings_and_writes_the_page(caveat: Caveat, tmp_path: Path) -> None:
    command = next(line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "html=" in line)
    arguments = command.partition("&& caveat ")[2].split()
    page = tmp_path / "report.html"
    done = caveat(*(argument.replace("report.html", page.as_posix()) for argument in arguments))
    assert (done.status, done.err) == (0, "")
    assert "content/ketamine-crps/draft/article.md:9:" in done.out
    assert "content/README.md" not in done.out
    assert "claims-safety-absolute" in page.read_text(encoding="utf-8")
