"""A folder to work in, and the command line run inside this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from caveat.cli.main import main

BUNDLE = Path(__file__).parents[1] / "engine" / "bundle_words"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


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


@pytest.fixture
def caveat(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    def run(*arguments: str, given: bytes = b"") -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["caveat", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main()
        texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, *texts)

    return run
