"""The ledger for programs: JSON in wire format version 1, its schema, and CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from caveat.engine.finding import LedgerClaim
from caveat.report import table
from caveat.report.ledger.rows import COLUMNS, row_of
from caveat.report.visible import encodable


@dataclass(frozen=True, slots=True)
class Ledger:
    """The claims of a run, as `caveat claims --format json` prints them."""

    version: int
    claims: tuple[LedgerClaim, ...]


def encode_json(claims: Sequence[LedgerClaim]) -> str:
    """Return the claims as indented JSON with a final newline."""
    ledger = Ledger(1, tuple(claims))
    try:
        data = msgspec.json.encode(ledger, order="deterministic")
    except UnicodeEncodeError:
        # A file name that is not valid UTF-8 reaches us with lone surrogates, which JSON in UTF-8 cannot hold.
        plain = json.dumps(msgspec.to_builtins(ledger, order="deterministic"), ensure_ascii=False)
        data = encodable(plain).encode()
    return msgspec.json.format(data, indent=2).decode() + "\n"


def encode_csv(claims: Sequence[LedgerClaim]) -> str:
    """Return the claims as CSV with a header, a line a claim.

    What a spreadsheet would take for a formula begins with an apostrophe; hidden characters are written as escapes.
    """
    return table.encode(COLUMNS, map(row_of, claims))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the ledger."""
    schemas, components = msgspec.json.schema_components((Ledger,), ref_template="#/$defs/{name}")
    definitions = {name: components[name] for name in sorted(components)}
    for definition in definitions.values():
        definition["required"] = list(definition["properties"])
    definitions["Ledger"]["properties"]["version"] = {"const": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Caveat ledger of claims, wire format version 1",
        **schemas[0],
        "$defs": definitions,
    }
