"""`caveat watch`, as a process of its own that files are saved under."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

Caveat = Callable[..., Any]

EASY = "We will see you in the clinic. The nurse will take your blood. It will not take long. "
HARD = "Intravenous administration necessitates uninterrupted cardiorespiratory monitoring of the individual. "
WAITING = "Waiting for the next save"
# Only a watch that hangs makes anybody wait this long.
_PATIENCE = 300

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")


class Watching:
    """A running watch, and what it has shown."""

    def __init__(self, folder: Path, arguments: tuple[str, ...]) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "caveat", "watch", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._lines: queue.Queue[str | None] = queue.Queue()
        threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def screen(self) -> list[str]:
        """Return the lines up to the next that says that it is waiting."""
        lines: list[str] = []
        while True:
            line = self._lines.get(timeout=_PATIENCE)
            if line is None:
                raise AssertionError(f"ended: {lines} {self.process.stderr.read() if self.process.stderr else ''}")
            lines.append(line)
            if WAITING in line or "Watching" in line:
                return lines

    def interrupt(self) -> tuple[int, str]:
        """Send Ctrl-C; return the exit status and what stood on standard error."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=_PATIENCE)
        return status, self.process.stderr.read() if self.process.stderr else ""


@pytest.fixture
def watch(workplace: Path) -> Iterator[Callable[..., Watching]]:
    """Start watches in the folder, and end them."""
    running: list[Watching] = []

    def start(*arguments: str) -> Watching:
        running.append(Watching(workplace, arguments))
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.wait()
        for stream in (one.process.stdout, one.process.stderr):
            if stream is not None:
                stream.close()


def save(path: Path, content: str | bytes) -> None:
    """Save a file in one step: however slow the machine is, a watch sees what was there before, or all of this."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    part.replace(path)


def test_a_save_is_measured_and_checked_again(watch: Callable[..., Watching], workplace: Path) -> None:
    page = workplace / "a.md"
    save(page, EASY * 8 + HARD + "The purple one.\n")
    one = watch("a.md", "--isolated", "--config", "caveat.toml")
    first = "\n".join(one.screen())
    assert "SMOG" in first
    assert "[colour-purple]" in first
    save(page, EASY * 8 + "The red one.\n")
    second = "\n".join(one.screen())
    assert "Since the last save: SMOG" in second
    assert "since the last save 1 gone" in second
    assert "[colour-purple]" not in second


def test_ctrl_c_ends_cleanly(watch: Callable[..., Watching], workplace: Path) -> None:
    (workplace / "a.md").write_text(EASY * 8, encoding="utf-8")
    one = watch("a.md", "--score")
    one.screen()
    assert one.interrupt() == (0, "")


def test_deleted_and_unreadable_files_are_survived(watch: Callable[..., Watching], workplace: Path) -> None:
    page = workplace / "a.docx"
    page.write_bytes(b"PK\x03\x04 half of a")
    one = watch("a.docx", "--score")
    assert one.screen()[0].strip() != ""
    page.unlink()
    assert one.screen()[0] == "a.docx has gone; it is shown again when it comes back."
    save(page, b"")
    assert WAITING in one.screen()[-1]
    save(page, os.urandom(500))
    assert WAITING in one.screen()[-1]
    assert one.interrupt() == (0, "")


def test_a_file_that_is_not_there_yet_is_waited_for(watch: Callable[..., Watching], workplace: Path) -> None:
    one = watch("later.md", "--score")
    assert one.screen()[0] == "There is no later.md yet."
    save(workplace / "later.md", EASY * 8)
    assert one.screen()[0] == "later.md"


def test_in_a_folder_only_what_was_saved_is_shown(watch: Callable[..., Watching], workplace: Path) -> None:
    folder = workplace / "pages"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.md").write_text(EASY * 8, encoding="utf-8")
    one = watch("pages", "--score")
    assert "Watching 4 documents: each is shown when it is saved" in one.screen()[-1]
    save(folder / "c.md", EASY * 9)
    assert one.screen()[0] == "pages/c.md"
    save(folder / "new.md", EASY * 9)
    assert one.screen()[0] == "pages/new.md"
    save(folder / "c.md", HARD * 9)
    assert one.screen()[0] == "pages/c.md"


def test_standard_input_is_refused(caveat: Caveat) -> None:
    done = caveat("watch", "-")
    assert (done.status, done.err) == (
        2,
        "Error: standard input cannot be watched: it has no file to be saved\n",
    )
