"""Asks git, without a shell: which files it ignores, and which lines changed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

# A hook of git's own runs with these set, which would answer for its repository and folder instead of the file's.
_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_EXTERNAL_DIFF"})


class GitError(Exception):
    """Git cannot answer; the message is git's own first line, or says that there is no git."""


def run_git(arguments: Sequence[str], folder: str, given: bytes = b"", accepted: Sequence[int] = (0,)) -> bytes:
    """Return what a git command prints, run in a folder; nothing that the repository configures is executed."""
    inherited = {name: value for name, value in os.environ.items() if name not in _HOOK}
    environment = {**inherited, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, input=given, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror}") from None
    if done.returncode not in accepted:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError((lines or [f"git ended with status {done.returncode}"])[0])
    return done.stdout
