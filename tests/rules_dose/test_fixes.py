"""The one change to a number that there is: another way of writing the same value, made by `--fix`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from caveat.cli.main import group


def fixed(folder: Path, text: str, name: str = "a.md") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    chosen = "dose-trailing-zero,dose-naked-decimal,dose-error-prone-abbreviation"
    done = CliRunner().invoke(group, ["check", str(path), "--fix", "--no-cache", "--select", chosen])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5.0 mg at night.\n", "Take 5 mg at night.\n"),
        ("Take .5 mg at night.\n", "Take 0.5 mg at night.\n"),
        ("Give\n.25 mg of it.\n", "Give\n0.25 mg of it.\n"),
        ("Inject 100000 units once a week.\n", "Inject 100,000 units once a week.\n"),
        ("Ketamine 2.0 mg cures depression.\n", "Ketamine 2 mg cures depression.\n"),
        ("- **2.0 mg** first\n- .5 mg then\n", "- **2 mg** first\n- 0.5 mg then\n"),
        ("| Day | Dose |\n| --- | --- |\n| 1 | 2.0 mg |\n", "| Day | Dose |\n| --- | --- |\n| 1 | 2 mg |\n"),
        ("Take 1.0 to 2.0 mg, then .5-.75 mL.\n", "Take 1 to 2 mg, then 0.5-0.75 mL.\n"),
    ],
)
def test_a_number_is_written_in_another_way_with_the_same_value(tmp_path: Path, text: str, expected: str) -> None:
    assert fixed(tmp_path, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "> Take 5.0 mg at night.\n",
        "He said “take 5.0 mg at night”.\n",
        "Type `5.0 mg` here.\n",
        "Take 5 U of insulin q.d. and 25 µg of it.\n",
        "Her potassium was 4.0 mmol/L.\n",
    ],
)
def test_nothing_else_is_changed(tmp_path: Path, text: str) -> None:
    assert fixed(tmp_path, text) == text


def test_html_is_fixed_between_its_tags(tmp_path: Path) -> None:
    before = "<p>Take <b>5.0</b> mg or <b>.5 mg</b> at night.</p>\n"
    assert fixed(tmp_path, before, "a.html") == "<p>Take <b>5</b> mg or <b>0.5 mg</b> at night.</p>\n"
