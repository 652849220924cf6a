"""What is generated from code is fresh."""

from __future__ import annotations

from caveat_dev.docs import stale


def test_the_rule_pages_and_schemas_are_those_the_code_writes() -> None:
    assert [path.name for path in stale()] == [], "run: nox -s docs"
