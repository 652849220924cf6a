"""Writes docs/caveat.schema.json, the JSON Schema of the configuration: `python -m caveat_dev.schema`."""

from __future__ import annotations

import json
from pathlib import Path

from caveat.engine.catalogue import load_rules
from caveat.engine.schema import config_schema
from caveat.engine.settings import DEFAULT_BUNDLES

TARGET = Path("docs") / "caveat.schema.json"


def text() -> str:
    """Return what the file should hold."""
    rules = load_rules(DEFAULT_BUNDLES, {}, None)
    return json.dumps(config_schema(rules), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the file below the folder that the command runs in, the top of the checkout."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text(), encoding="utf-8", newline="\n")
    print(f"wrote {TARGET.as_posix()}")


if __name__ == "__main__":
    main()
