"""The report as JSON, wire format version 1, and the schema of it."""

from __future__ import annotations

import codecs
import json
from typing import Any

import msgspec

from caveat.engine.finding import ComparedReport, Report
from caveat.report.visible import encodable


def encode(report: Report) -> str:
    """Return the report as indented JSON with a final newline; the same report gives the same text."""
    return msgspec.json.format(_encoded(report), indent=2).decode() + "\n"


def encode_compact(report: Report) -> str:
    """Return the report as JSON on one line."""
    return _encoded(report).decode()


class NotAReportError(ValueError):
    """What was given is not a report in the wire format; the text says why."""


def decode(data: bytes) -> Report:
    """Return the report that `encode` made this of; raises NotAReportError."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        version = msgspec.json.decode(data, type=_Version).version
        if version != 1:
            raise NotAReportError(f"it is of version {version} of the format, and this Caveat reads version 1")
        return msgspec.json.decode(data, type=Report)
    except msgspec.ValidationError as error:
        raise NotAReportError(f"it is not a report of `caveat check --format json` ({error})") from None
    except (msgspec.DecodeError, RecursionError):
        raise NotAReportError("it is not JSON") from None


class _Version(msgspec.Struct):
    version: int


def _encoded(report: Report) -> bytes:
    try:
        return msgspec.json.encode(report, order="deterministic")
    except UnicodeEncodeError:
        # A file name that is not valid UTF-8 reaches us with lone surrogates, which JSON in UTF-8 cannot hold.
        plain = json.dumps(msgspec.to_builtins(report, order="deterministic"), ensure_ascii=False)
        return encodable(plain).encode()


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the report."""
    return _schema(Report, "Caveat report, wire format version 1")


def compared_schema() -> dict[str, Any]:
    """Return the JSON Schema of the report of `caveat compare`."""
    return _schema(ComparedReport, "Caveat comparison, wire format version 1")


def _schema(kind: type[Report], title: str) -> dict[str, Any]:
    schemas, components = msgspec.json.schema_components((kind,), ref_template="#/$defs/{name}")
    definitions = {name: components[name] for name in sorted(components)}
    for definition in definitions.values():
        # Every field is written, those with a default too.
        definition["required"] = list(definition["properties"])
    definitions[kind.__name__]["properties"]["version"] = {"const": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **schemas[0],
        "$defs": definitions,
    }
