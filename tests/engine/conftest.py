"""A folder to work in, a small bundle of rules, and a cache of the test's own."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caveat.engine.run import Run, check
from caveat.engine.settings import Settings

BUNDLE = Path(__file__).parent / "bundle_words"
TODAY = datetime.date(2026, 11, 23)

Write = Callable[[str, str], str]
Check = Callable[..., Run]


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(BUNDLE)
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return folder


@pytest.fixture
def write(workplace: Path) -> Write:
    def put(name: str, text: str) -> str:
        path = workplace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return name

    return put


@pytest.fixture
def settings(workplace: Path) -> Settings:
    return Settings(root=workplace.as_posix(), today=TODAY, bundles=("plainwords",), cache=False)


@pytest.fixture
def checked(settings: Settings) -> Check:
    def run(*paths: str, **changes: Any) -> Run:  # noqa: ANN401 - any field of Settings
        return check(paths, replace(settings, **changes))

    return run
