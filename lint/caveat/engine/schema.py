"""The JSON Schema of the configuration, from which editors complete and check it."""

from __future__ import annotations

from typing import Any

import msgspec

from caveat.engine.catalogue import Catalogue, Rules
from caveat.engine.config import Config
from caveat.engine.selection import ALL


def config_schema(rules: Rules) -> dict[str, Any]:
    """Return the schema of caveat.toml, with the names and options of the rules in use."""
    schema = Config.model_json_schema(by_alias=True)
    _plain(schema)
    definitions = schema.setdefault("$defs", {})
    definitions["RuleName"] = {
        "description": "A rule by its id, or all of a family.",
        "anyOf": [
            {"enum": sorted((*rules.catalogue.ids, *rules.catalogue.families, ALL))},
            {"type": "string", "description": "A rule of another bundle."},
        ],
    }
    for table in (schema, definitions["PathTable"]):
        for key in ("select", "extend-select", "ignore"):
            _name_items(table["properties"][key])
        table["properties"]["severity"]["propertyNames"] = {"$ref": "#/$defs/RuleName"}
    definitions["SuppressTable"]["properties"]["rule"]["anyOf"] = [{"$ref": "#/$defs/RuleName"}]
    schema["properties"]["rule"] = {
        "description": schema["properties"]["rule"]["description"],
        "type": "object",
        "properties": _options(rules),
        "additionalProperties": {"type": "object"},
    }
    schema["properties"]["disclosures"]["propertyNames"] = {
        "anyOf": [{"enum": _disclosures(rules.catalogue)}, {"type": "string"}]
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Caveat configuration (caveat.toml, or [tool.caveat] in pyproject.toml)",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _plain(node: object) -> None:
    """Take out the titles that pydantic makes of field names."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str):
            del node["title"]
        for value in node.values():
            _plain(value)
    elif isinstance(node, list):
        for value in node:
            _plain(value)


def _name_items(property_: dict[str, Any]) -> None:
    """Let the items of a list of rules be rule names."""
    for option in property_.get("anyOf", [property_]):
        if option.get("type") == "array":
            option["items"] = {"$ref": "#/$defs/RuleName"}


def _options(rules: Rules) -> dict[str, Any]:
    """Return a table for each rule that takes options."""
    tables: dict[str, Any] = {}
    for rule in rules.bundle.rules.values():
        (made,), parts = msgspec.json.schema_components((rule.options,))
        definition = parts.get(rule.options.__name__, made)
        if not definition.get("properties"):
            continue
        tables[rule.id] = {
            "description": rule.summary,
            "type": "object",
            "properties": {
                name.replace("_", "-"): _as_written(value) for name, value in definition["properties"].items()
            },
            "additionalProperties": False,
        }
    return tables


_FILE: dict[str, Any] = {
    "description": "The lines of a file, its path relative to the configuration's folder.",
    "type": "object",
    "properties": {"file": {"type": "string", "minLength": 1}},
    "required": ["file"],
    "additionalProperties": False,
}


def _as_written(value: dict[str, Any]) -> dict[str, Any]:
    """Turn a tuple's default into the list that JSON has, and let a list be the lines of a file."""
    default = value.get("default")
    written = {**value, "default": list(default)} if isinstance(default, (tuple, set, frozenset)) else value
    if value.get("type") == "array" and value.get("items") == {"type": "string"}:
        given = {key: part for key, part in written.items() if key != "default"}
        return {"anyOf": [given, _FILE], "default": written.get("default", [])}
    return written


def _disclosures(catalogue: Catalogue) -> list[str]:
    return [rule.id.removeprefix("disclosure-") for rule in catalogue.rules if rule.family == "disclosure"]
