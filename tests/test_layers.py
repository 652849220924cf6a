"""Who may import whom: each layer only what stands before it, and the engine never its rules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "lint" / "caveat"
RULES = ROOT / "rules" / "caveat_rules"
LAYERS = ["document", "readers", "terms", "analysis", "library", "rule", "engine", "report", "editor", "review", "cli"]
SIDE_BY_SIDE = {"editor", "review"}
FILES = sorted(ENGINE.rglob("*.py"))
PUBLIC = {"caveat.analysis", "caveat.document", "caveat.library", "caveat.rule", "caveat.terms"}


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            names.add(node.module or "")
    return names


def layer_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "caveat" and len(parts) > 1 and parts[1] in LAYERS else None


def test_every_folder_of_the_engine_is_a_layer() -> None:
    folders = {path.name for path in ENGINE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(LAYERS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ENGINE).as_posix())
def test_a_layer_imports_only_what_stands_before_it(file: Path) -> None:
    own = file.relative_to(ENGINE).parts[0]
    if own not in LAYERS:
        return
    allowed = set(LAYERS[: LAYERS.index(own) + 1])
    if own in SIDE_BY_SIDE:
        allowed -= SIDE_BY_SIDE - {own}
    wrong = {name for name in imported(file) if (layer := layer_of(name)) is not None and layer not in allowed}
    assert wrong == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ENGINE).as_posix())
def test_the_engine_never_imports_rules(file: Path) -> None:
    assert not {name for name in imported(file) if name.split(".")[0] == "caveat_rules"}


@pytest.mark.parametrize("file", sorted(RULES.rglob("*.py")), ids=lambda file: file.relative_to(RULES).as_posix())
def test_rules_use_only_the_layers_that_are_public_to_bundles(file: Path) -> None:
    names = {name for name in imported(file) if name.split(".")[0] == "caveat"}
    assert {layer for name in names if (layer := layer_of(name)) is not None} <= {name.split(".")[1] for name in PUBLIC}
