"""A folder with a configuration of its own rules, and an editor's client that is open in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caveat_dev.editor_client import Client, Gate

SEARCH = (str(Path(__file__).parent / "bundle_editor"),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    return work


@pytest.fixture
def plain(folder: Path) -> Path:
    """A folder whose configuration has only a few small rules: no language model is loaded."""
    (folder / "caveat.toml").write_text('bundles = ["editorwords"]\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for the tests of a module: to start one takes longer than most tests."""
    with Client(tmp_path_factory.mktemp("root"), search=SEARCH) as opened:
        yield opened


@pytest.fixture
def client(plain: Path, shared: Client) -> Iterator[Client]:
    """The shared server, seen from the test's own folder."""
    shared.folder = plain
    yield shared
    shared.close_all()


@pytest.fixture
def gate(folder: Path) -> Iterator[Gate]:
    made = Gate(folder)
    yield made
    made.open()
