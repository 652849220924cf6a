"""What is made of Caveat's own files is kept beside the bytecode: a second process compiles and parses nothing anew."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import caveat_rules
from caveat.patterns import compiled, longest_first

PAGE = """# Zorblatt oil

Our zorblatt oil cures arthritis within days, with no side effects whatsoever. It is completely safe.
"""
KEPT = "kept.*.data"


def checked(page: Path, bytecode: Path, **given: str) -> list[tuple[str, int, int]]:
    """Check a page in a process of its own, and return what is found where."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    run = subprocess.run(
        [sys.executable, "-m", "caveat", "check", str(page), "--no-cache", "--jobs", "1", "--format", "json"],
        env={**environment, "PYTHONPYCACHEPREFIX": str(bytecode), **given},
        capture_output=True,
        check=False,
    )
    assert run.returncode in {0, 1}, run.stderr.decode()
    findings = json.loads(run.stdout)["findings"]
    return [(one["rule"], one["start"]["offset"], one["end"]["offset"]) for one in findings]


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    return page


@pytest.fixture
def kept(page: Path, bytecode: Path) -> Path:
    """Return the file in which a first process has kept things."""
    for old in bytecode.rglob(KEPT):
        old.unlink()
    assert checked(page, bytecode)
    (kept,) = bytecode.rglob(KEPT)
    return kept


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        (r"\b(?P<claim>cures?|heals?)(?! not)\b[^.;]{0,20}?(?P<what>\w+)", 0),
        (r"^\s*(?:[a-f]|\d+)[.)]", re.MULTILINE | re.IGNORECASE),
        (r"(?s:a.b)|[\u2013\u2014é]", re.VERBOSE),
        ("", 0),
    ],
)
def test_a_pattern_is_what_re_makes_of_it(pattern: str, flags: int) -> None:
    wanted = re.compile(pattern, flags)
    found = compiled(pattern, flags)
    assert found == wanted
    assert (found.flags, found.groups, found.groupindex) == (wanted.flags, wanted.groups, wanted.groupindex)


def test_a_wrong_pattern_is_told_as_re_tells_it() -> None:
    with pytest.raises(re.error, match="unterminated subpattern at position 1"):
        compiled("a(b")


def test_a_second_process_finds_the_same_and_makes_nothing_anew(page: Path, bytecode: Path, kept: Path) -> None:
    before = kept.stat().st_mtime_ns
    second = checked(page, bytecode)
    assert kept.stat().st_mtime_ns == before
    kept.unlink()
    assert checked(page, bytecode) == second


@pytest.mark.parametrize("broken", [b"", b"\x00" * 100, b"(" * 1_000], ids=["empty", "zeros", "brackets"])
def test_a_file_that_cannot_be_read_is_made_again(page: Path, bytecode: Path, kept: Path, broken: bytes) -> None:
    whole = kept.stat().st_size
    kept.write_bytes(broken)
    assert checked(page, bytecode)
    assert kept.stat().st_size == whole


def test_what_is_damaged_in_a_file_is_made_again(page: Path, bytecode: Path, kept: Path) -> None:
    found = checked(page, bytecode)
    whole = bytearray(kept.read_bytes())
    whole[len(whole) // 2 :: 1_000] = b"\xff" * len(whole[len(whole) // 2 :: 1_000])
    kept.write_bytes(whole)
    assert checked(page, bytecode) == found


def test_nothing_is_kept_where_python_writes_no_bytecode(page: Path, bytecode: Path, kept: Path) -> None:
    kept.unlink()
    assert checked(page, bytecode, PYTHONDONTWRITEBYTECODE="1")
    assert not kept.exists()


def test_nothing_of_a_text_or_of_its_configuration_is_kept(page: Path, bytecode: Path, kept: Path) -> None:
    kept.unlink()
    packs = page.parent / "packs"
    packs.mkdir()
    pack = Path(caveat_rules.__path__[0], "topics", "ketamine.yaml").read_text(encoding="utf-8")
    (packs / "zorblatt.yaml").write_text(re.sub("ketamine", "zorblatt", pack, flags=re.IGNORECASE), encoding="utf-8")
    (page.parent / "caveat.toml").write_text('topics = "packs"\n', encoding="utf-8")
    assert checked(page, bytecode)
    assert b"zorblatt" not in kept.read_bytes().lower()


def test_alternatives_stand_longest_first_and_always_in_one_order() -> None:
    assert longest_first({"ease", "cure", "relieve"}) == ["relieve", "cure", "ease"]
