"""Writes docs/report.schema.json, the JSON Schema of the report: `python -m caveat_dev.report_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from caveat.report.wire import schema

TARGET = Path("docs") / "report.schema.json"


def text() -> str:
    """Return what the file should hold."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file below the folder that the command runs in, the top of the checkout."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET.as_posix()}")


if __name__ == "__main__":
    main()
