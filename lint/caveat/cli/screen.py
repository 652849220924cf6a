"""What the terminal can show: its width, and whether in colour."""

from __future__ import annotations

import os
import shutil
import sys


def colored(choice: str) -> bool:
    """Say whether to write in colour, given `--color`."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def screen_width() -> int:
    """Return how many columns to fill: the terminal's within reason, 100 where there is none."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 120)) if sys.stdout.isatty() else 100
