"""Caveat, a linter for health content.

`check_text` and `check_paths` do what `caveat check` does and return a `Result`; its types are imported from here.
Everything else may change without notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caveat.api import Result, check_paths, check_text
    from caveat.document import Place
    from caveat.engine.finding import (
        ClaimSource,
        Decision,
        DocumentSummary,
        Finding,
        LedgerClaim,
        Problem,
        Related,
        Report,
        Summary,
        Suppressed,
    )
    from caveat.engine.settings import SettingsError
    from caveat.rule import Edit, Fix

__version__ = "0.1.0"

__all__ = [
    "ClaimSource",
    "Decision",
    "DocumentSummary",
    "Edit",
    "Finding",
    "Fix",
    "LedgerClaim",
    "Place",
    "Problem",
    "Related",
    "Report",
    "Result",
    "SettingsError",
    "Summary",
    "Suppressed",
    "__version__",
    "check_paths",
    "check_text",
]

_HOMES = {
    "caveat.api": ("Result", "check_paths", "check_text"),
    "caveat.document": ("Place",),
    "caveat.engine.finding": (
        *("ClaimSource", "Decision", "DocumentSummary", "Finding", "LedgerClaim", "Problem", "Related", "Report"),
        *("Summary", "Suppressed"),
    ),
    "caveat.engine.settings": ("SettingsError",),
    "caveat.rule": ("Edit", "Fix"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: the command starts without the engine."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what can be imported from here."""
    return sorted({*globals(), *__all__})
