"""Colours of a terminal."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]

_STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "good": "1;32", "bold": "1", "dim": "2"}


def painter(*, color: bool) -> Paint:
    """Return what dresses a text in a style, such as `bold` or a severity; without colour the text stays as it is."""
    return _painted if color else _unpainted


def _painted(text: str, style: str) -> str:
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if text else ""


def _unpainted(text: str, style: str) -> str:  # noqa: ARG001 - the other one needs it
    return text
