from __future__ import annotations

import datetime
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caveat.engine import run as runs
from caveat.engine.cache import Cache, cache_folder, clear_cache
from caveat.engine.examine import Examiner
from caveat.engine.run import Run, check
from caveat.engine.settings import Choice, Settings
from caveat.report import wire

Write = Callable[[str, str], str]
Check = Callable[..., Run]
TEXT = "The purple one was reviewed in the spring of this year.\n"


@pytest.fixture
def examined(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that were not found in the cache, as they are examined."""
    seen: list[str] = []
    original = Examiner.examine

    def examine(self: Examiner, tasks: Any) -> Any:  # noqa: ANN401 - passed on
        seen.extend(task.path for task in tasks)
        return original(self, tasks)

    monkeypatch.setattr(Examiner, "examine", examine)
    # The code is being worked on while its tests run; here it stays the same.
    monkeypatch.setattr(runs, "code_digest", lambda _packages: "code")
    return seen


@pytest.fixture
def kept(settings: Settings) -> Check:
    def run(*paths: str, **changes: Any) -> Run:  # noqa: ANN401 - any field of Settings
        return check(paths, replace(settings, cache=True, **changes))

    return run


def test_an_unchanged_file_is_not_examined_again_and_reports_the_same(
    write: Write, kept: Check, examined: list[str]
) -> None:
    paths = [write("a.md", TEXT), write("b.md", TEXT)]
    first = wire.encode(kept(*paths).report)
    assert examined == ["a.md", "b.md"]
    write("b.md", TEXT + "\nThe purple two.\n")
    kept(*paths)
    assert examined == ["a.md", "b.md", "b.md"]
    write("b.md", TEXT)
    assert wire.encode(kept(*paths).report) == first
    assert examined == ["a.md", "b.md", "b.md"]


@pytest.mark.parametrize(
    "changes",
    [
        {"command": Choice(("style",))},
        {"severity": (("colour", "info"),)},
        {"profile": "professional"},
        {"options": {"style-graded": {"limit": 3}}},
        {"accept": ("CRPS",)},
        {"disclosures": {"review-date": "in the footer"}},
        {"today": datetime.date(2026, 11, 24)},
        {"genre": (("*.md", "post"),)},
    ],
)
def test_what_a_result_rests_on_counts(write: Write, kept: Check, examined: list[str], changes: dict[str, Any]) -> None:
    path = write("a.md", TEXT)
    kept(path)
    kept(path, **changes)
    assert examined == ["a.md", "a.md"]


def test_what_comes_after_the_rules_does_not_count(write: Write, kept: Check, examined: list[str]) -> None:
    path = write("a.md", TEXT)
    kept(path)
    kept(path, fail_on="never", exclude=("old/",), jobs=1)
    assert examined == ["a.md"]


def test_a_changed_rule_or_version_counts(
    write: Write, kept: Check, examined: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.md", TEXT)
    kept(path)
    with monkeypatch.context() as patch:
        patch.setattr(runs, "code_digest", lambda _packages: "other code")
        kept(path)
    with monkeypatch.context() as patch:
        patch.setattr(runs, "version", lambda _name: "9.9")
        kept(path)
    assert examined == ["a.md", "a.md", "a.md"]


def test_a_piece_is_examined_again_when_its_article_changes_appears_or_goes(
    workplace: Path, write: Write, kept: Check, examined: list[str]
) -> None:
    post = write("f/post.md", "The green one is the best of them.\n")
    named = write("named.md", "---\nderived_from: f/article.md\n---\n\nThe green one is the best of them.\n")
    other = write("f/other.md", TEXT)
    kept(post, named, other)
    write("f/article.md", "# One\n")
    kept(post, named, other)
    write("f/article.md", "# Two\n")
    kept(post, named, other)
    kept(post, named, other)
    (workplace / "f" / "article.md").unlink()
    kept(post, named, other)
    assert examined == ["f/other.md", "f/post.md", "named.md", *["f/post.md", "named.md"] * 3]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file name is always text")
def test_a_file_whose_name_is_no_text_is_checked_like_any_other(write: Write, kept: Check) -> None:
    name = os.fsdecode(b"\xff.md")
    write(name, TEXT)
    assert [(one.path, one.quote) for one in kept(".").report.findings] == [(name, "purple")]
    assert [(one.path, one.quote) for one in kept(".").report.findings] == [(name, "purple")]


def test_a_broken_rule_is_tried_again(write: Write, kept: Check, examined: list[str]) -> None:
    path = write("a.md", "A crash was reviewed.\n")
    assert [kept(path).exit_status, kept(path).exit_status] == [2, 2]
    assert examined == ["a.md", "a.md"]


def test_no_cache_leaves_nothing_behind(tmp_path: Path, write: Write, checked: Check) -> None:
    checked(write("a.md", TEXT), cache=False)
    assert not (tmp_path / "cache").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders private by other means")
def test_only_the_user_may_read_what_is_kept(tmp_path: Path, write: Write, kept: Check) -> None:
    kept(write("a.md", TEXT))
    folder = tmp_path / "cache"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()] == [0o600]


def damage_the_header(file: Path) -> None:
    file.write_bytes(b"not a database" * 100)


def damage_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * len(data[4096:])
    file.write_bytes(bytes(data))


def damage_the_values(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE results SET value = x'c1'")
    connection.close()


def another_table(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("CREATE TABLE results (other TEXT)")
    connection.close()


@pytest.mark.parametrize("damage", [damage_the_header, damage_the_middle, damage_the_values, another_table])
def test_a_damaged_cache_is_ignored(tmp_path: Path, write: Write, kept: Check, damage: Callable[[Path], None]) -> None:
    path = write("a.md", TEXT)
    first = wire.encode(kept(path).report)
    (file,) = (tmp_path / "cache").iterdir()
    damage(file)
    assert wire.encode(kept(path).report) == first
    assert wire.encode(kept(path).report) == first


def test_a_locked_cache_is_ignored(tmp_path: Path, write: Write, kept: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caveat.engine.cache._WAIT_SECONDS", 0.01)
    path = write("a.md", TEXT)
    first = wire.encode(kept(path).report)
    (file,) = (tmp_path / "cache").iterdir()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        assert wire.encode(kept(path).report) == first
    finally:
        connection.close()


def test_a_cache_folder_that_cannot_be_made_is_ignored(
    tmp_path: Path, write: Write, kept: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert kept(write("a.md", TEXT)).exit_status == 1


def test_the_folder_is_the_systems_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder("elsewhere") == Path(os.environ["CAVEAT_CACHE_DIR"])
    monkeypatch.delenv("CAVEAT_CACHE_DIR")
    assert cache_folder("elsewhere") == Path("elsewhere")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/x/cache")
    assert cache_folder() == Path("/x/cache/caveat")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path.home() / ".cache" / "caveat"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == Path.home() / "Library" / "Caches" / "caveat"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert cache_folder() == Path("/local/caveat/cache")


def test_what_no_run_asks_for_in_a_week_is_dropped(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache._day -= 8
    cache.put({"old": b"1", "used": b"2"})
    cache._day += 8
    assert cache.get(["used"]) == {"used": b"2"}
    cache.put({"new": b"3"})
    assert cache.get(["old", "used", "new"]) == {"used": b"2", "new": b"3"}
    cache.close()


def test_a_cleared_cache_holds_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({"a": b"1"})
    cache.close()
    assert (clear_cache(tmp_path), clear_cache(tmp_path), list(tmp_path.glob("*.sqlite*"))) == (True, False, [])


PROBE = """
import sys, json
from caveat.cli.main import main
try:
    main()
except SystemExit as exit_:
    status = exit_.code
heavy = {"spacy", "numpy", "markdown_it", "justhtml", "lxml", "textstat", "proselint", "pydantic", "rich", "jinja2",
         "ahocorasick_rs", "yaml"}
loaded = sorted(name for name in sys.modules if name in heavy or name.startswith(("plainwords", "caveat_rules")))
sys.stderr.write(json.dumps([status, loaded]))
"""


def test_a_run_with_everything_kept_imports_no_rule_and_no_heavy_library(
    tmp_path: Path, workplace: Path, write: Write
) -> None:
    variables = environment(tmp_path / "copy")
    write("a.md", "Ketamine is completely safe, and it cures pain in every patient who is treated with it.\n")
    write("f/article.md", "# An article\n")
    write("f/post.md", "The infusion is safe for all of the patients.\n")
    command = [sys.executable, "-c", PROBE, "check", ".", "--isolated", "--format", "json", "--fail-on", "never"]

    def run() -> tuple[str, list[Any]]:
        done = subprocess.run(command, capture_output=True, check=True, cwd=workplace, encoding="utf-8", env=variables)
        return done.stdout, json.loads(done.stderr)

    first, _ = run()
    second, (status, loaded) = run()
    assert (second, status, loaded) == (first, 0, [])


def environment(folder: Path) -> dict[str, str]:
    """Let the command run a copy of the code, which nobody edits between two runs."""
    root = Path(__file__).parents[2]
    copies = [folder / "lint", folder / "rules"]
    for copy in copies:
        shutil.copytree(root / copy.name, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, copies))}
