"""The families that `python -m caveat_dev.bench --families` checks, cold, in one process.

An article has 5,000 words and 50 pieces of 300 words, then twice as many of both: what holds them against each other
must cost with the sentences, not with their product. All are made of whole paragraphs of our own publication, the
pieces with other numbers than the article, so that there is something to find.
"""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT: Final = Path(__file__).parents[2] / "content"
WORDS: Final = 5_000
PIECES: Final = 50
PIECE_WORDS: Final = 300
_NUMBER: Final = re.compile(r"\b[1-9]\b")


def paragraphs() -> tuple[str, ...]:
    """Return the paragraphs of our own publication, articles first, each once."""
    paths = sorted(CONTENT.glob("*/*/*.md"), key=lambda path: (path.name != "article.md", path.as_posix()))
    texts = (path.read_text(encoding="utf-8").split("\n---\n", 1)[-1] for path in paths)
    found = (one.strip() for text in texts for one in text.split("\n\n"))
    return tuple(dict.fromkeys(one for one in found if one and not one.startswith(("#", "<!--", "```"))))


def write_family(folder: Path, times: int) -> int:
    """Write an article and its pieces, so many times as large and as many; return their words."""
    given = paragraphs()
    article = list(_filled(cycle(given), WORDS * times))
    texts = {"article.md": article}
    for number in range(PIECES * times):
        start = 7 * number % len(given)
        piece = _filled(islice(cycle(given), start, None), PIECE_WORDS)
        texts[f"post-{number:03}.md"] = [_NUMBER.sub(_other, one) if number % 2 else one for one in piece]
    for name, text in texts.items():
        (folder / name).write_text("# Blood, nerves and glands\n\n" + "\n\n".join(text) + "\n", encoding="utf-8")
    return sum(len(one.split()) for text in texts.values() for one in text)


def _filled(given: Iterator[str], words: int) -> Iterator[str]:
    held = 0
    for one in given:
        yield one
        held += len(one.split())
        if held >= words:
            return


def _other(match: re.Match[str]) -> str:
    return str(int(match[0]) + 2)
