"""Writes the JSON Schemas of all that is printed as JSON: `python -m caveat_dev.report_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from caveat.report import kin, score, score_changes, status, wire
from caveat.report.ledger import data

TARGETS = {
    Path("docs") / "report.schema.json": wire.schema,
    Path("docs") / "compare.schema.json": wire.compared_schema,
    Path("docs") / "claims.schema.json": data.schema,
    Path("docs") / "family.schema.json": kin.schema,
    Path("docs") / "score.schema.json": score.schema,
    Path("docs") / "score-changes.schema.json": score_changes.schema,
    Path("docs") / "status.schema.json": status.schema,
}


def text(target: Path) -> str:
    """Return what a file should hold."""
    return json.dumps(TARGETS[target](), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files below the folder that the command runs in, the top of the checkout."""
    for target in TARGETS:
        target.parent.mkdir(exist_ok=True)
        target.write_text(text(target), encoding="utf-8", newline="\n")
        print(f"wrote {target.as_posix()}")


if __name__ == "__main__":
    main()
