"""Approvals on the disk: one file of JSON each, under a name of its own, so that branches merge without conflict."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from caveat.analysis import Analysis
from caveat.engine.digest import digest, digest_of
from caveat.engine.durable import LARGEST, write_atomically
from caveat.engine.finding import Problem
from caveat.engine.paths import relative_path
from caveat.library import Reading
from caveat.library.approval import Approval, Pair, Party, approval_of
from caveat.patterns import compiled
from caveat.readers import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.engine.settings import Settings
    from caveat.terms import Vocabulary

_NOT_IN_NAMES: Final = compiled(r"[^a-z0-9]+")
# Nobody's publication has been compared more often; what goes on beyond this is a mistake, or an attack.
_MOST: Final = 100_000


class _Record(msgspec.Struct, frozen=True):
    """An approval as its file has it; keys that later versions add are passed over."""

    version: Literal[1]
    by: str
    date: str
    article: Party
    piece: Party
    sentences: tuple[str, ...]
    pairs: tuple[Pair, ...]
    credential: str | None = None
    note: str | None = None


_DECODER = msgspec.json.Decoder(_Record)


@dataclass(frozen=True, slots=True)
class Approvals:
    """All approvals of a publication, what is wrong with their files, and what stands for them all."""

    known: tuple[Approval, ...] = ()
    problems: tuple[Problem, ...] = ()
    mark: str = ""


# What was read last, by the folder and the state of its files: an editor asks at each pause.
_LAST: dict[tuple[object, ...], Approvals] = {}


def approvals_folder(settings: Settings) -> Path | None:
    """Return the folder in which the approvals are kept, or None where they are to be left alone."""
    return None if settings.approvals is None else Path(settings.root, settings.approvals)


def read_approvals(settings: Settings) -> Approvals:
    """Read the approvals; a file that holds none is a problem, and the others count all the same."""
    folder = approvals_folder(settings)
    if folder is None:
        return Approvals()
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".json"))[:_MOST]  # noqa: PTH208 - as text
        states = [os.stat(folder / name) for name in names]  # noqa: PTH116 - as above
    except OSError:
        names, states = [], []
    seen = tuple((name, one.st_mtime_ns, one.st_size, one.st_ino) for name, one in zip(names, states, strict=True))
    key = folder.absolute(), Path.cwd(), seen
    if key not in _LAST:
        made = _read(folder, names)
        _LAST.clear()
        _LAST[key] = made
    return _LAST[key]


def _read(folder: Path, names: Sequence[str]) -> Approvals:
    known: list[Approval] = []
    problems: list[Problem] = []
    marks: list[str] = []
    for name in names:
        path = folder / name
        try:
            if not path.is_file() or path.stat().st_size > LARGEST:
                raise OSError(None, "no file of an approval")  # noqa: TRY301 - as any other fault of the file
            data = path.read_bytes()
            marks.append(digest(data))
            known.append(_approval(_DECODER.decode(data)))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            why = (error.strerror or "cannot be read") if isinstance(error, OSError) else str(error)
            shown = relative_path(path.as_posix(), Path.cwd().as_posix())
            problems.append(Problem(shown, "approval", f"holds no approval: {why}"))
    return Approvals(tuple(known), tuple(problems), digest_of(*marks) if marks else "")


def _approval(record: _Record) -> Approval:
    return Approval(
        record.by,
        record.date,
        record.article,
        record.piece,
        record.sentences,
        record.pairs,
        record.credential,
        record.note,
    )


def keep_approval(approval: Approval, settings: Settings) -> Path:
    """Write an approval, and return its file; the same approval twice is one file. Raises OSError."""
    folder = approvals_folder(settings)
    if folder is None:
        raise OSError(None, "no folder for approvals is configured")
    record = _Record(
        1,
        approval.by,
        approval.date,
        approval.article,
        approval.piece,
        approval.sentences,
        approval.pairs,
        approval.credential,
        approval.note,
    )
    data = msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"
    stem = approval.piece.path.rpartition("/")[2].rpartition(".")[0] or approval.piece.path
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    short = _NOT_IN_NAMES.sub("-", ascii_only).strip("-")[:40] or "piece"
    path = folder / f"{approval.date}-{short}-{digest(data)[:12]}.json"
    write_atomically(path, data)
    return path


def approve(
    article: str,
    piece: str,
    settings: Settings,
    vocabulary: Vocabulary,
    *,
    by: str,
    credential: str | None = None,
    note: str | None = None,
) -> Approval:
    """Return the record that somebody compared two files. Raises Unreadable or OSError."""
    read_article = _reading(article, vocabulary, settings, None)
    return approval_of(
        _reading(piece, vocabulary, settings, read_article),
        by=by,
        date=settings.today.isoformat(),
        piece_path=relative_path(piece, settings.root),
        article_path=relative_path(article, settings.root),
        credential=credential,
        note=note,
    )


def _reading(path: str, vocabulary: Vocabulary, settings: Settings, article: Reading | None) -> Reading:
    document = read(path, Path(path).read_bytes())
    return Reading(document, Analysis(document, vocabulary, settings.language_model), article)
