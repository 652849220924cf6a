"""Reads pages that carry their reviewer's marks: «words»{rule|other rule that would be as right}.

A file `*.marked.txt` holds many pages, each below a line `=== name.md`, with `(sells)` behind the name if the page was
written to sell. `{?rule}` stands where careful reviewers could differ; what has no mark is no fault. Rules are named
without their family, "claims-".
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS: Final = "labels.jsonl"
ENDING: Final = ".marked.txt"
_HEAD: Final = re.compile(r"^=== (?P<name>\S+\.md)(?P<sells> \(sells\))?$", re.MULTILINE)
_MARK: Final = re.compile(r"«(?P<words>[^«»{}]+)»\{(?P<doubt>\?)?(?P<rules>[a-z|-]+)\}")
_FAMILY: Final = "claims-"


class MarkError(ValueError):
    """A marked file holds a mark, or a line above its first page, that cannot be read; the text says where."""


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that a reviewer marked as a fault, and the rules that would be right on them, the first before the others.

    `start` is where the words begin in the text of their page, in characters.
    """

    words: str
    start: int
    rules: tuple[str, ...]
    clear: bool


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page without its marks, the marks, and whether the page was written to sell."""

    name: str
    text: str
    sells: bool
    marks: tuple[MarkedWords, ...]


def marked_pages(folder: Path) -> Iterator[MarkedPage]:
    """Yield the pages of the marked files in a folder, in order; raises MarkError."""
    for file in sorted(folder.glob(f"*{ENDING}")):
        content = file.read_text(encoding="utf-8")
        heads = list(_HEAD.finditer(content))
        if not heads or content[: heads[0].start()].strip():
            raise MarkError(f"{file.name}: it does not begin with '=== name.md'")
        ends = [head.start() for head in heads[1:]] + [len(content)]
        for head, end in zip(heads, ends, strict=True):
            yield _page(head, content[head.end() : end].strip("\n") + "\n", file.name)


def _page(head: re.Match[str], marked: str, file: str) -> MarkedPage:
    text, marks, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        rules = tuple(_FAMILY + rule for rule in match["rules"].split("|"))
        marks.append(MarkedWords(match["words"], len(text), rules, clear=not match["doubt"]))
        text += match["words"]
        last = match.end()
    text += marked[last:]
    if stray := re.search(r"[«»]", text):
        raise MarkError(
            f"{file}: {head['name']} has a mark without its end or its rule: {text[stray.start() :][:40]!r}"
        )
    return MarkedPage(head["name"], text, bool(head["sells"]), tuple(marks))


@contextmanager
def unpacked(folder: Path) -> Iterator[Path]:
    """Yield a folder that holds its pages as files, and their marks in `labels.jsonl`: this one, or a copy of it."""
    if (folder / LABELS).exists() or not any(folder.glob(f"*{ENDING}")):
        yield folder
        return
    with TemporaryDirectory() as temporary:
        copy = Path(temporary)
        lines = []
        for page in marked_pages(folder):
            (copy / page.name).write_text(page.text, encoding="utf-8", newline="\n")
            lines += [json.dumps(_label(page.name, mark), ensure_ascii=False) for mark in page.marks]
        (copy / LABELS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        yield copy


def _label(page: str, mark: MarkedWords) -> dict[str, object]:
    return {
        "page": page,
        "quote": mark.words,
        "rule": mark.rules[0],
        "verdict": "flag",
        "certainty": "clear" if mark.clear else "debatable",
        "also": list(mark.rules[1:]),
    }
