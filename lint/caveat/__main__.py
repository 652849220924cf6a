"""Runs Caveat as `python -m caveat`."""

from __future__ import annotations

from caveat.cli.main import run

if __name__ == "__main__":
    run()
