"""Paths as people give them, and as the configuration has them."""

from __future__ import annotations

import os


def relative_path(path: str, root: str) -> str:
    """Return a path relative to a folder, with POSIX separators; the whole path when it lies elsewhere."""
    whole = os.path.abspath(path)  # noqa: PTH100 - links are not followed: the path is the one that was given
    try:
        short = os.path.relpath(whole, root)
    except ValueError:  # another drive, on Windows
        return whole.replace(os.sep, "/")
    return (whole if short.startswith("..") else short).replace(os.sep, "/")


def placed(relative: str, root: str) -> str:
    """Return a path that is relative to the configuration as it reads from the present folder."""
    whole = os.path.join(root, relative)  # noqa: PTH118 - a text
    try:
        short = os.path.relpath(whole)
    except ValueError:  # another drive, on Windows
        short = whole
    return short.replace(os.sep, "/")
