"""What a reviewer does: accepts a risk, asks for a change, takes a decision back, signs a piece off. Nothing is edited.

Each writes one record. Whatever it rests on is read again under the lock that the record is written under.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import caveat
from caveat.engine.decisions import (
    Archive,
    History,
    Piece,
    Verdict,
    assigned,
    decisions_folder,
    file_of,
    judge,
    key_of,
    needs_decision,
    read_archive,
    shown,
)
from caveat.engine.durable import append
from caveat.engine.finding import Finding
from caveat.engine.record import LONGEST, Act, FindingName, PieceName, Record, decode, encode, heads, marked
from caveat.engine.settings import DecisionSettings, Settings

Choice = Literal["accept", "change", "withdraw"]


class RefusedError(Exception):
    """A decision that cannot be recorded; the message says why, to the reviewer."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides: a name, and what makes them the one to ask."""

    name: str
    credential: str


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies before a reviewer: all that was decided, and where the next record of the piece goes."""

    given: DecisionSettings
    today: datetime.date
    piece: Piece
    others: tuple[History, ...]
    file: Path

    def verdict(self, held: bytes) -> Verdict:
        """Return the piece in the light of what the file holds now, and of its other files."""
        page = decode(held)
        return judge(self.piece, (*self.others, History(self.file, page.records)), self.given, self.today)

    def signs(self, held: bytes) -> tuple[Record, ...]:
        """Return the heads of the piece's sign-offs."""
        records = (*(record for history in self.others for record in history.records), *decode(held).records)
        return heads({record.mark: record for record in records if record.finding is None}.values())


def decide(
    settings: Settings,
    pieces: Sequence[Piece],
    path: str,
    fingerprint: str,
    choice: Choice,
    reason: str,
    reviewer: Reviewer,
) -> Record:
    """Record a decision on a finding of the piece at a path, and return the record, which is on the disk then.

    `pieces` are all that were checked. Raises RefusedError; nothing is recorded then.
    """
    desk = _desk(settings, pieces, path)
    finding = next((one for one in desk.piece.findings if one.fingerprint == fingerprint), None)
    if finding is None:
        raise RefusedError("The finding is no longer there: the text has changed.")

    def compose(held: bytes) -> Record:
        standing = desk.verdict(held).standing.get(key_of(fingerprint), ())
        if choice == "withdraw" and all(record.act == "withdraw" for record in standing):
            raise RefusedError("There is no decision on this finding to take back.")
        return _record(desk, choice, reason, reviewer, finding=finding, after=standing)

    return _written(desk, compose, reason, reviewer)


def sign(
    settings: Settings, pieces: Sequence[Piece], path: str, content: str, reason: str, reviewer: Reviewer
) -> Record:
    """Record the sign-off of the piece at a path, whose content has the digest that the reviewer saw.

    Raises RefusedError when something is left to decide, or the content is another one.
    """
    desk = _desk(settings, pieces, path)
    if desk.piece.content != content:
        raise RefusedError("The text has changed since it was shown. Read it again before you sign.")

    def compose(held: bytes) -> Record:
        verdict = desk.verdict(held)
        left = [finding for finding in verdict.findings if needs_decision(finding, desk.given.needs)]
        if left:
            noun = "finding is" if len(left) == 1 else "findings are"
            raise RefusedError(f"{len(left)} {noun} still open. Decide on each before you sign.")
        accepted = sorted(
            record.mark
            for finding in verdict.findings
            if finding.decision is not None and finding.decision.state == "accepted"
            for record in verdict.standing.get(key_of(finding.fingerprint), ())
        )
        return _record(desk, "sign", reason, reviewer, accepted=accepted, after=desk.signs(held))

    return _written(desk, compose, reason, reviewer)


def unsign(settings: Settings, pieces: Sequence[Piece], path: str, reason: str, reviewer: Reviewer) -> Record:
    """Record that the sign-off of a piece is taken back."""
    desk = _desk(settings, pieces, path)

    def compose(held: bytes) -> Record:
        signs = desk.signs(held)
        if all(record.act == "unsign" for record in signs):
            raise RefusedError("There is no sign-off to take back.")
        return _record(desk, "unsign", reason, reviewer, after=signs)

    return _written(desk, compose, reason, reviewer)


def _desk(settings: Settings, pieces: Sequence[Piece], path: str) -> _Desk:
    given = settings.decisions
    if given is None:
        raise RefusedError("Decisions are turned off.")
    piece = next((one for one in pieces if one.path == path), None)
    if piece is None:
        raise RefusedError("The piece is no longer there.")
    _refuse_links(Path(settings.root), decisions_folder(settings.root, given))
    archive: Archive = read_archive(settings)
    own = assigned(archive, pieces, settings.root).get(path, ())
    usual = file_of(archive.folder, piece)
    file = usual if not own or any(history.file == usual for history in own) else own[0].file
    return _Desk(given, settings.today, piece, tuple(one for one in own if one.file != file), file)


def _refuse_links(root: Path, folder: Path) -> None:
    """Refuse a folder inside the configuration's that leads elsewhere by a link: nobody chose to write there."""
    if not folder.is_relative_to(root):
        return
    place = root
    for part in folder.relative_to(root).parts:
        place = place / part
        if place.is_symlink():
            raise RefusedError(f"{shown(place)} is a link; decisions are not written through it.")


def _written(desk: _Desk, compose: Callable[[bytes], Record], reason: str, reviewer: Reviewer) -> Record:
    for name, text in (("a reason", reason), ("your name", reviewer.name), ("your credential", reviewer.credential)):
        if not text.strip():
            raise RefusedError(f"Give {name}.")
        if len(text) > LONGEST:
            raise RefusedError(f"Give {name} of at most {LONGEST:,} characters.")
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RefusedError(f"Give {name} without half characters.") from None
    made: list[Record] = []

    def lines(held: bytes) -> bytes:
        made.append(compose(held))
        return encode(made[-1])

    try:
        append(desk.file, lines)
    except OSError as error:
        why = error.strerror or str(error)
        raise RefusedError(
            f"Not recorded: {os.fspath(shown(desk.file))} cannot be written ({why[:1].lower()}{why[1:]}). "
            "What was decided before is kept."
        ) from None
    return made[-1]


def _record(
    desk: _Desk,
    act: Act,
    reason: str,
    reviewer: Reviewer,
    *,
    finding: Finding | None = None,
    accepted: Iterable[str] = (),
    after: Iterable[Record],
) -> Record:
    days = {"accept": desk.given.days, "sign": desk.given.sign_off_days}.get(act)
    until = None if days is None else (desk.today + datetime.timedelta(days=days)).isoformat()
    name = None
    if finding is not None:
        name = FindingName(finding.fingerprint, finding.rule, finding.severity, finding.quote, finding.message)
    return marked(
        Record(
            version=1,
            mark="",
            act=act,
            date=desk.today.isoformat(),
            until=until,
            by=_plain(reviewer.name),
            credential=_plain(reviewer.credential),
            reason=reason.strip(),
            piece=PieceName(desk.piece.id, desk.piece.path),
            finding=name,
            content=desk.piece.content,
            accepted=tuple(accepted),
            open=(),
            after=tuple(sorted(record.mark for record in after)),
            tool=caveat.__version__,
        )
    )


def _plain(text: str) -> str:
    return " ".join(text.split())
