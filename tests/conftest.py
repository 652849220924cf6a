"""What every test shares: no test writes to the user's cache."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a test caches in a folder of its own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(folder))
    return folder
