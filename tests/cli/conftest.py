"""A folder to work in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

BUNDLE = Path(__file__).parents[1] / "engine" / "bundle_words"


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(BUNDLE)
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (folder / "caveat.toml").write_text('bundles = ["plainwords"]\n', encoding="utf-8")
    return folder


@pytest.fixture
def write(workplace: Path) -> Callable[[str, str], str]:
    def put(name: str, text: str) -> str:
        path = workplace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return name

    return put
