"""Options whose list stands in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.engine.config import read_config
from caveat.engine.settings import SettingsError

CONFIG = '[rule.sourcing-preprint-retracted]\nretracted = { file = "lists/retracted.txt" }\n'


def configured(folder: Path, text: str = CONFIG) -> Path:
    path = folder / "caveat.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_lines_of_the_file_become_the_option(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "retracted.txt").write_text("# ours\n10.1234/rest\n\n 7654321 \n", encoding="utf-8")
    settings = read_config(configured(tmp_path), "caveat.toml")
    assert settings.options == {"sourcing-preprint-retracted": {"retracted": ["10.1234/rest", "7654321"]}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CONFIG, "caveat.toml: rule.sourcing-preprint-retracted: retracted: lists/retracted.txt: No such file or directory"),
        (CONFIG.replace('"lists/retracted.txt"', "7"), "caveat.toml: rule.sourcing-preprint-retracted: retracted: file should be a path in quotes"),
        (CONFIG.replace("lists/retracted.txt", "bad.txt"), "caveat.toml: rule.sourcing-preprint-retracted: retracted: bad.txt is not UTF-8"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(SettingsError) as caught:
        read_config(configured(tmp_path, text), "caveat.toml")
    assert str(caught.value) == message


def test_a_list_beyond_all_bounds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caveat.engine.config._LARGEST_LIST", 1_000_000)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "retracted.txt").write_text("1" * 1_000_001, encoding="utf-8")
    with pytest.raises(SettingsError, match="larger than 1 MB"):
        read_config(configured(tmp_path), "caveat.toml")
