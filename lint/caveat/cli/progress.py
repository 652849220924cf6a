"""The progress bar of long runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from caveat.engine.run import Progress

_PATIENCE = 1.0


@contextmanager
def bar() -> Iterator[Progress]:
    """Yield what to call with how much is done and how much there is; a bar appears after a second.

    Nothing redraws it in the background: a thread would rule out forking the workers.
    """
    begun = time.monotonic()
    shown: list[tuple[Bar, TaskID]] = []

    def report(done: int, total: int) -> None:
        if not shown and done < total and time.monotonic() - begun > _PATIENCE:
            from rich.console import Console
            from rich.progress import Progress as Bar

            made = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            made.start()
            shown.append((made, made.add_task("Checking", total=total)))
        for made, task in shown:
            made.update(task, completed=done)
            made.refresh()

    try:
        yield report
    finally:
        for made, _ in shown:
            made.stop()
