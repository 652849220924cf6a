"""Path patterns, as `.gitignore` writes them: `drafts`, `*.txt`, `content/**/post*.md`."""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern matches a path (POSIX, relative to the configuration's folder) or a folder above it.

    A pattern without a slash matches a name at any depth; one with a slash begins at the configuration's folder.
    `*` and `?` stay within a name, `**` stands for any number of folders.
    """
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.strip("/").split("/") if part != "."]
    pieces: list[str] = [] if anchored else ["(?:[^/]+/)*"]
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            pieces.append(".+" if last else "(?:[^/]+/)*")
        else:
            pieces.append(_name(part) + ("" if last else "/"))
    try:
        return re.compile("".join(pieces) + "(?:/.*)?", re.DOTALL)
    except re.error:  # a range such as [z-a]: the brackets are then plain characters
        return re.compile(re.escape(pattern.strip("/")) + "(?:/.*)?", re.DOTALL)


def _name(part: str) -> str:
    """Turn one name of a pattern into a regular expression."""
    pieces: list[str] = []
    position = 0
    while position < len(part):
        character = part[position]
        position += 1
        if character == "*":
            pieces.append("[^/]*")
        elif character == "?":
            pieces.append("[^/]")
        elif character == "[" and (close := part.find("]", position + 1)) > 0:
            inside = part[position:close]
            negated = inside[0] in "!^" and len(inside) > 1
            body = (inside[1:] if negated else inside).replace("\\", r"\\").replace("[", r"\[").replace("^", r"\^")
            pieces.append(f"[{'^/' if negated else ''}{body}]")
            position = close + 1
        else:
            pieces.append(re.escape(character))
    return "".join(pieces)
