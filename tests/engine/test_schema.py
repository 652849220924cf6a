from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from caveat.cli.init import TEMPLATE
from caveat.engine.catalogue import load_rules
from caveat.engine.schema import config_schema
from caveat_dev import schema as written

ROOT = Path(__file__).parents[2]


@pytest.fixture
def schema() -> dict[str, Any]:
    return config_schema(load_rules(("plainwords",), {}, None))


def test_the_schema_in_docs_is_fresh() -> None:
    assert (ROOT / written.TARGET).read_text(encoding="utf-8") == written.text(), "run python -m caveat_dev.schema"


def test_the_schema_is_one(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_schema_takes_what_the_reader_takes(schema: dict[str, Any]) -> None:
    table = tomllib.loads("""
        select = ["colour", "colour-purple", "all"]
        severity = { colour = "off" }
        cache = ".kept"
        [rule.style-graded]
        usual-word = "likely"
        [[path]]
        glob = "x"
        ignore = ["style"]
        [[suppress]]
        path = "x"
        rule = "colour"
        reason = "y"
    """)
    jsonschema.validate(table, schema)
    jsonschema.validate(tomllib.loads(TEMPLATE), schema)


@pytest.mark.parametrize(
    "text",
    [
        'ignor = ["x"]',
        'profile = "x"',
        "[rule.style-graded]\nlimitt = 1",
        '[rule.style-graded]\nlimit = "x"',
        '[[suppress]]\npath = "x"\nrule = "colour"',
        '[severity]\ncolour = "warn"',
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(schema: dict[str, Any], text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), schema)
