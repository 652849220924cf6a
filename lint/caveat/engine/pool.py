"""Several processes that check documents side by side; what they find does not depend on how many there are."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TYPE_CHECKING

from caveat.analysis.memory import Memory
from caveat.engine.catalogue import load_rules
from caveat.engine.examine import Examiner, Task
from caveat.kept import keep

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from caveat.engine.outcome import Outcome
    from caveat.engine.settings import Settings

# Below about 20,000 words a second process costs more time to start than it saves.
_WORTH_IT = 130_000

_examiner: Examiner | None = None


def sensible_jobs(given: int | None, size: int) -> int:
    """Return how many processes to use for so many bytes: as many as asked for, else one or one a processor."""
    if given is not None:
        return given
    if size < _WORTH_IT:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def examine_in_parallel(
    groups: Sequence[Sequence[Task]], settings: Settings, jobs: int
) -> Iterator[tuple[Sequence[Task], Sequence[Outcome]]]:
    """Yield each group with its outcomes, in the order of the groups.

    Ends early when a worker process dies, as one does that the system finds too large: the rest is the caller's.
    """
    pool = ProcessPoolExecutor(jobs, mp_context=_context(), initializer=_start, initargs=(replace(settings, jobs=1),))
    try:
        yield from zip(groups, pool.map(_work, groups), strict=True)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Return how to start processes: forking is fast, and safe while there is one thread."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _start(settings: Settings) -> None:
    # An interrupt reaches every process of the terminal: the workers end at once, and the parent answers.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(500_000, 10, 50)  # as in `caveat.cli.main`
    global _examiner  # noqa: PLW0603 - a worker process has one, made once
    rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
    _examiner = Examiner(rules, settings, Memory(of_run=True))


def _work(tasks: Sequence[Task]) -> list[Outcome]:
    if _examiner is None:
        raise RuntimeError("the worker was not started")
    outcomes = _examiner.examine(tasks)
    keep()
    return outcomes
