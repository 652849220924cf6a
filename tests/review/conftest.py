"""A folder of pieces, and a review of them that is being served."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caveat.engine.settings import Settings
from caveat.review import Desk, ReviewServer

BUNDLE = Path(__file__).parents[1] / "engine" / "bundle_words"
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(BUNDLE)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return folder


@pytest.fixture
def write(workplace: Path) -> Callable[[str, str], str]:
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
def serve(settings: Settings) -> Iterator[Callable[..., ReviewServer]]:
    running: list[tuple[ReviewServer, threading.Thread]] = []

    def start(*paths: str, **given: Any) -> ReviewServer:  # noqa: ANN401 - what ReviewServer takes
        server = ReviewServer(Desk(paths, settings), **given)
        thread = threading.Thread(target=server.serve)
        thread.start()
        running.append((server, thread))
        return server

    yield start
    for server, thread in running:
        server.end()
        thread.join()
