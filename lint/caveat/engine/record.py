"""The record of one decision: a line of JSON that says who decided what, on what, when and why."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import msgspec

from caveat.engine.digest import digest
from caveat.patterns import compiled
from caveat.rule import Severity

VERSION = 1
LONGEST = 4_000
"""More characters than this are no reason and no name."""

Act = Literal["accept", "change", "withdraw", "sign", "unsign"]
_MARK = compiled(r"[0-9a-f]{16}")
_FINGERPRINT = compiled(r"[0-9a-f]{16}-[0-9a-f]{8}-[0-9]{1,9}")
_DIGEST = compiled(r"[0-9a-f]{64}")
_CONFLICT = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
# One broken file is said to be so in a few lines.
_SHOWN = 5


class PieceName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a piece was called: the id in its front matter, and its path relative to the configuration."""

    id: str | None
    path: str


class FindingName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The finding that was decided on, with what was read of it then."""

    fingerprint: str
    rule: str
    severity: Severity
    quote: str
    message: str


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One decision. `mark` is made of all the rest, so that nothing in it can be changed afterwards unnoticed.

    `after` are the marks of the decisions that this one takes the place of: those on the same finding, or the piece's
    sign-offs. `content` is the digest of what the piece said. A sign-off has no finding; `accepted` are the marks of
    the risks that were accepted then, and `open` the fingerprints of what was not decided, which is nothing.
    """

    version: int
    mark: str
    act: Act
    date: str
    until: str | None
    by: str
    credential: str
    reason: str
    piece: PieceName
    finding: FindingName | None
    content: str
    accepted: tuple[str, ...]
    open: tuple[str, ...]
    after: tuple[str, ...]
    tool: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a file of decisions; a line of 0 is the file."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a file of decisions holds: its records, in their order and each once, and what is wrong with other lines."""

    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()


def marked(record: Record) -> Record:
    """Return a record with the mark that belongs to it."""
    return msgspec.structs.replace(record, mark=_mark_of(record))


def encode(record: Record) -> bytes:
    """Return a record as a line."""
    return msgspec.json.encode(record) + b"\n"


def decode(data: bytes) -> Page:
    """Return what lines hold. Whatever is wrong with one costs that line, and is said."""
    records: dict[str, Record] = {}
    faults: list[Fault] = []
    conflict = False
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = line.rstrip(b"\r")  # noqa: PLW2901 - a checkout may have changed the line ends
        if not line.strip():
            continue
        if line.startswith(_CONFLICT):
            if not conflict:
                faults.append(Fault(number, "a merge conflict that nobody resolved; keep the lines of both sides"))
            conflict = True
            continue
        read = _read(line)
        if isinstance(read, str):
            faults.append(Fault(number, read))
        else:
            # Joining two branches may repeat a line.
            records.setdefault(read.mark, read)
    if len(faults) > _SHOWN:
        rest = len(faults) - _SHOWN
        faults[_SHOWN:] = [Fault(0, f"{rest} more {'line is' if rest == 1 else 'lines are'} wrong")]
    return Page(tuple(records.values()), tuple(faults))


def heads(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records that no other takes the place of: one, or more where reviewers did not know of each other."""
    records = tuple(records)
    replaced = {mark for record in records for mark in record.after}
    return tuple(record for record in records if record.mark not in replaced)


@lru_cache(maxsize=4_096)  # an editor reads the same lines at each check
def _read(line: bytes) -> Record | str:
    """Return the record of a line, or why it is none."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return "not a line of JSON"
    if not isinstance(given, dict):
        return "not a decision"
    version = given.get("version")
    if isinstance(version, int) and version > VERSION:
        return f"of version {version}, written by a newer Caveat"
    try:
        record = msgspec.convert(given, type=Record)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        return f"not a decision: {_explained(str(error))}"
    if fault := next(_faults(record), ""):
        return f"not a decision: {fault}"
    try:
        mark = _mark_of(record)
    except UnicodeEncodeError:
        return "not a decision: half a character"
    if record.mark != mark:
        return f"not as it was written (by {record.by} on {record.date}): decisions are taken back, never edited"
    return record


def _faults(record: Record) -> Iterator[str]:
    if record.version != VERSION:
        yield f"version {record.version} is unknown"
    if not _is_date(record.date):
        yield f"date: {_short(record.date)} is not a date such as 2027-01-31"
    if record.until is not None and not _is_date(record.until):
        yield f"until: {_short(record.until)} is not a date such as 2027-01-31"
    for name, text in (("by", record.by), ("reason", record.reason)):
        if not text.strip():
            yield f"{name} is empty"
    for name, text in (("by", record.by), ("credential", record.credential), ("reason", record.reason)):
        if len(text) > LONGEST:
            yield f"{name} has more than {LONGEST:,} characters"
    if not _DIGEST.fullmatch(record.content):
        yield "content is no digest"
    if not all(_MARK.fullmatch(mark) for mark in (record.mark, *record.after, *record.accepted)):
        yield "a mark is not one"
    on_finding = record.act in {"accept", "change", "withdraw"}
    if on_finding != (record.finding is not None):
        yield f"{record.act} {'needs a' if on_finding else 'has no'} finding"
    if record.finding is not None and not _FINGERPRINT.fullmatch(record.finding.fingerprint):
        yield "fingerprint is none"
    if record.act in {"accept", "sign"} and record.until is None:
        yield f"{record.act} needs until"


def _mark_of(record: Record) -> str:
    plain = msgspec.structs.replace(record, mark="")
    return digest(msgspec.json.encode(plain, order="deterministic"))[:16]


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _short(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def _explained(message: str) -> str:
    """Put a conversion error's place first."""
    text, _, place = message.partition(" - at `$")
    text = text.replace("`", "")
    text = text[:1].lower() + text[1:]
    place = place.rstrip("`").strip(".")
    return f"{place}: {text}" if place else text
