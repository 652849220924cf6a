"""Caveat, a linter for health content."""

__version__ = "0.1.0"

__all__ = ["__version__"]
