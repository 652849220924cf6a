"""The reports that are files for people, each imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caveat.engine.run import Run


@dataclass(frozen=True, slots=True)
class Writer:
    """One kind of report: the ending of its files, what it is in a line, and the function that makes its bytes.

    The function gets a run and the paths of the pieces to report: all that were checked, or, when the report is one
    file `each`, one at a time. It raises Unreadable or OSError when a piece can no longer be read. A piece whose ending
    is among those it `keeps` gives a file with that ending.
    """

    suffix: str
    summary: str
    encode: Callable[[Run, Sequence[str]], bytes]
    each: bool = False
    keeps: frozenset[str] = frozenset()

    def suffix_for(self, path: str) -> str:
        """Return the ending of the report on a piece."""
        own = f".{path.rpartition('.')[2].lower()}"
        return own if own in self.keeps else self.suffix


def _html(run: Run, _: Sequence[str]) -> bytes:
    from caveat.cli.formats import render

    return render(run, "html").encode()


WRITERS: Mapping[str, Writer] = {
    "html": Writer(".html", "one page for all pieces, with the faults marked in the text", _html),
}
