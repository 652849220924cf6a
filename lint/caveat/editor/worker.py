"""One thread that checks what is open, the latest state of a text only; the editor's messages never wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace


class GivenUp(BaseException):
    """A check that nobody waits for any more; no Exception, so that nothing takes it for a fault."""


@dataclass(frozen=True, slots=True)
class Errand:
    """Check a text at a time of the monotonic clock; `settling` checks anew what was checked from memory."""

    key: str
    due: float
    settling: bool = False


class Worker:
    """Runs one check at a time, each text's latest errand only.

    A text that changes while it is checked is given up: its findings would be those of a text that is gone. Another
    text goes first when it has just changed; the one that was given up for it comes after. What is asked for behind
    the others (nobody has just typed in it) takes nothing else's turn.
    """

    def __init__(self, run: Callable[[Errand], None]) -> None:
        """Take what runs an errand; it calls `checkpoint` often."""
        self._run = run
        self._condition = threading.Condition()
        self._errands: dict[str, Errand] = {}
        self._running: Errand | None = None
        self._give_up = False
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="caveat-check", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def submit(self, key: str, delay: float = 0.0, *, settling: bool = False, behind: bool = False) -> None:
        """Ask for a check of a text after a delay in seconds; an earlier errand for it is forgotten."""
        errand = Errand(key, time.monotonic() + delay, settling)
        with self._condition:
            running = self._running
            if running is not None and not settling and (running.key == key or not behind):
                self._give_up = True
                if running.key != key:
                    self._errands.setdefault(running.key, replace(running, due=errand.due))
            # In the order in which they go once they are due: the one that was asked for last goes first.
            others = {other: one for other, one in self._errands.items() if other != key}
            self._errands = {**others, key: errand} if behind else {key: errand, **others}
            self._condition.notify()

    def cancel(self, key: str) -> None:
        """Forget a text."""
        with self._condition:
            self._errands.pop(key, None)
            if self._running is not None and self._running.key == key:
                self._give_up = True

    def stop(self) -> None:
        """End the work, at the next checkpoint."""
        with self._condition:
            self._stopped = self._give_up = True
            self._errands.clear()
            self._condition.notify()

    def checkpoint(self) -> None:
        """Give the running check up when nobody waits for it any more."""
        if self._give_up:
            raise GivenUp

    def _next(self) -> Errand | None:
        """Wait for the next errand that is due; None at the end of work."""
        with self._condition:
            self._running = None
            while not self._stopped:
                now = time.monotonic()
                due = [one for one in self._errands.values() if one.due <= now]
                if due:
                    errand = min(due, key=lambda one: one.settling)
                    del self._errands[errand.key]
                    self._running = errand
                    self._give_up = False
                    return errand
                soonest = min((one.due for one in self._errands.values()), default=None)
                self._condition.wait(None if soonest is None else soonest - now)
            return None

    def _work(self) -> None:
        while (errand := self._next()) is not None:
            try:
                self._run(errand)
            except GivenUp:
                continue
