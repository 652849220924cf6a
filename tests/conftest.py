"""What every test shares: no test writes to the user's cache, and the command line runs inside the process."""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from caveat.cli.main import main

# A busy machine is no fault: no test fails for being slow, neither in an example nor in making one up.
settings.register_profile("caveat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("caveat")

# Where a shell runs the tests in its background they ignore Ctrl-C, and so would the commands that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a test caches in a folder of its own."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CAVEAT_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def caveat(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    def run(*arguments: str, given: bytes = b"") -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["caveat", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main()
        texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, *texts)

    return run
