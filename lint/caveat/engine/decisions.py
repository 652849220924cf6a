"""Reviewers' decisions: read from their files, brought to the findings they are about, and summed up by piece."""

from __future__ import annotations

import datetime
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.document import fold
from caveat.engine.content import content_digest
from caveat.engine.durable import read_records
from caveat.engine.finding import (
    SEVERITIES,
    Decision,
    DecisionState,
    Finding,
    Problem,
    Review,
    ReviewState,
    Suppressed,
    signature,
)
from caveat.engine.fingerprint import content_of, document_mark
from caveat.engine.record import Page, Record, decode, heads

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.engine.finding import DocumentSummary
    from caveat.engine.record import FindingName
    from caveat.engine.settings import DecisionSettings, Settings
    from caveat.rule import Severity

PROBLEM = "decisions"
"""The kind of a problem with a file of decisions."""

_SUFFIX = ".jsonl"
# From this share of common words on, new words are taken to be the old ones, changed.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A checked text as decisions know it; its path is relative to the configuration.

    `findings` are those that a reviewer may decide on: nobody suppressed them, and no baseline holds them.
    """

    id: str | None
    path: str
    content: str
    findings: tuple[Finding, ...]

    @property
    def identity(self) -> str:
        """What a fingerprint knows the piece by."""
        return f"id {self.id}" if self.id else f"path {self.path}"


@dataclass(frozen=True, slots=True)
class History:
    """The records of one file, in its order."""

    file: Path
    records: tuple[Record, ...]

    @property
    def last(self) -> Record:
        """The record that was added last."""
        return self.records[-1]


@dataclass(frozen=True, slots=True)
class Archive:
    """All that was decided: the histories that hold a record, and what is wrong with files."""

    folder: Path
    histories: tuple[History, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A piece in the light of its records: its findings with their decisions, and where its review stands.

    `standing` are the heads of the records on each finding, by its key; `gone` are decisions on findings that are no
    longer there. `review` is None when there are no records.
    """

    piece: Piece
    findings: tuple[Finding, ...]
    standing: Mapping[str, tuple[Record, ...]]
    gone: tuple[Record, ...]
    review: Review | None


def decisions_folder(root: str, given: DecisionSettings) -> Path:
    """Return the folder that decisions are kept in."""
    return Path(root) / Path(given.folder).expanduser()


def shown(path: Path) -> str:
    """Return a path as messages show it: relative to the present folder where it lies below."""
    try:
        short = os.path.relpath(path)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return path.as_posix() if short.startswith("..") else Path(short).as_posix()


def file_of(folder: Path, piece: Piece) -> Path:
    """Return the file that a piece's first decision goes to; two branches choose the same."""
    name = piece.id or piece.path.rpartition(".")[0] or piece.path
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[-60:].strip("-")
    mark = document_mark(piece.identity)
    return folder / f"{slug}-{mark}{_SUFFIX}" if slug else folder / f"{mark}{_SUFFIX}"


def read_archive(settings: Settings) -> Archive:
    """Return what was decided; files that cannot be read, and lines that are no decisions, are told as problems."""
    if settings.decisions is None:
        return Archive(Path())
    folder = decisions_folder(settings.root, settings.decisions)
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(_SUFFIX))
    except FileNotFoundError:
        return Archive(folder)
    except OSError as error:
        return Archive(folder, problems=(Problem(shown(folder), PROBLEM, _reason(error)),))
    histories: list[History] = []
    problems: list[Problem] = []
    for name in names:
        page = read_page(folder / name, problems)
        if page.records:
            histories.append(History(folder / name, page.records))
    return Archive(folder, tuple(histories), tuple(problems))


def read_page(file: Path, problems: list[Problem]) -> Page:
    """Return what a file holds, and add what is wrong with it to the problems."""
    try:
        page = decode(read_records(file))
    except OSError as error:
        problems.append(Problem(shown(file), PROBLEM, f"the decisions cannot be read: {_reason(error)}"))
        return Page()
    for fault in page.faults:
        place = f"line {fault.line}: " if fault.line else ""
        problems.append(Problem(shown(file), PROBLEM, f"{place}{fault.message}"))
    return page


def assigned(archive: Archive, pieces: Sequence[Piece], root: str) -> dict[str, tuple[History, ...]]:
    """Return the histories of each piece, by its path.

    A history belongs to the piece of its id, else of its path. Where its path is gone, it belongs to a piece without a
    history that says the same, or that has half the findings it decided on at least: the file was moved.
    """
    found: defaultdict[str, list[History]] = defaultdict(list)
    lost: list[History] = []
    for history in archive.histories:
        name = history.last.piece
        own = [piece for piece in pieces if _is_named(piece, name.id, name.path)]
        for piece in own:
            found[piece.path].append(history)
        if not own and not os.path.lexists(os.path.join(root, name.path)):  # noqa: PTH118 - as text
            lost.append(history)
    for history in lost:
        new = [piece for piece in pieces if piece.path not in found or found[piece.path][0] in lost]
        likely = max(new, key=lambda piece: _likeness(history, piece), default=None)
        if likely is not None and _likeness(history, likely) > 0:
            found[likely.path].append(history)
    return {path: tuple(histories) for path, histories in found.items()}


def judge(piece: Piece, histories: Iterable[History], given: DecisionSettings, today: datetime.date) -> Verdict:
    """Return a piece in the light of its records on a day."""
    records = {record.mark: record for history in histories for record in history.records}
    by_key: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records.values():
        if record.finding is not None:
            by_key[key_of(record.finding.fingerprint)].append(record)
    standing = {key: heads(own) for key, own in by_key.items()}
    present = {key_of(finding.fingerprint) for finding in piece.findings}
    gone = [
        record
        for key, own in standing.items()
        if key not in present
        for record in own
        if record.act != "withdraw" and record.finding is not None
    ]
    decisions = {
        finding.fingerprint: _decision(finding, standing.get(key_of(finding.fingerprint), ()), today)
        for finding in piece.findings
    }
    earlier = _earlier([finding for finding in piece.findings if decisions[finding.fingerprint] is None], gone)
    findings: list[Finding] = []
    for finding in piece.findings:
        decision = decisions[finding.fingerprint]
        if finding.fingerprint in earlier:
            decision = _told(earlier[finding.fingerprint], "reopened")
        mark = None
        if decision is not None and decision.state == "accepted":
            mark = Suppressed(decision.reason, signature(decision.by, decision.credential), decision.until)
        findings.append(replace(finding, decision=decision, suppressed=mark))
    made = Verdict(piece, tuple(findings), standing, tuple(gone), None)
    signs = heads(record for record in records.values() if record.finding is None)
    return replace(made, review=_review(made, signs, given, today)) if records else made


def key_of(fingerprint: str) -> str:
    """Return the part of a fingerprint that a finding keeps when its document is renamed or gets an id."""
    return f"{content_of(fingerprint)}-{fingerprint.rpartition('-')[2]}"


def needs_decision(finding: Finding, least: Severity) -> bool:
    """Say whether a finding stands in the way of a sign-off until somebody decides."""
    return (
        finding.suppressed is None
        and finding.status == "stable"
        and SEVERITIES.index(finding.severity) <= SEVERITIES.index(least)
    )


def pieces_of(
    findings: Iterable[Finding], documents: Iterable[DocumentSummary], relative: Mapping[str, str]
) -> tuple[Piece, ...]:
    """Return the checked documents as pieces. Findings that a decision suppressed are open again in them."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.decision is not None:
            by_path[finding.path].append(replace(finding, decision=None, suppressed=None))
        elif finding.suppressed is None:
            by_path[finding.path].append(finding)
    return tuple(
        Piece(document.id, relative[document.path], document.content, tuple(by_path[document.path]))
        for document in documents
    )


def apply_decisions(
    findings: Sequence[Finding], documents: Sequence[DocumentSummary], relative: Mapping[str, str], settings: Settings
) -> tuple[list[Finding], tuple[DocumentSummary, ...], tuple[Problem, ...]]:
    """Bring decisions to the findings of a run; return these, the documents with their reviews, and problems."""
    if settings.decisions is None:
        return list(findings), tuple(documents), ()
    archive = read_archive(settings)
    if not archive.histories:
        return list(findings), tuple(documents), archive.problems
    pieces = pieces_of(findings, documents, relative)
    histories = assigned(archive, pieces, settings.root)
    decided: dict[tuple[str, str], Finding] = {}
    reviewed: list[DocumentSummary] = []
    for piece, document in zip(pieces, documents, strict=True):
        own = histories.get(piece.path, ())
        if not own:
            reviewed.append(document)
            continue
        verdict = judge(piece, own, settings.decisions, settings.today)
        decided.update({(document.path, one.fingerprint): one for one in verdict.findings if one.decision is not None})
        reviewed.append(replace(document, review=verdict.review))
    return (
        [
            decided.get((finding.path, finding.fingerprint), finding) if finding.suppressed is None else finding
            for finding in findings
        ],
        tuple(reviewed),
        archive.problems,
    )


def decided(findings: Sequence[Finding], document: Document, relative: str, settings: Settings) -> list[Finding]:
    """Bring decisions to the findings of one document, as an editor asks for; problems are left to a full run."""
    if settings.decisions is None:
        return list(findings)
    archive = read_archive(settings)
    if not archive.histories:
        return list(findings)
    is_own = [finding.path == document.path and finding.suppressed is None for finding in findings]
    own = tuple(compress(findings, is_own))
    piece = Piece(document.front.text("id"), relative, content_digest(document), own)
    histories = assigned(archive, (piece,), settings.root).get(relative, ())
    verdict = judge(piece, histories, settings.decisions, settings.today)
    made = {finding.fingerprint: finding for finding in verdict.findings}
    return [made.get(one.fingerprint, one) if open_ else one for one, open_ in zip(findings, is_own, strict=True)]


def _is_named(piece: Piece, own_id: str | None, path: str) -> bool:
    """Say whether an id and a path are those of a piece; a piece may get an id later, or lose it."""
    if own_id and piece.id:
        return own_id == piece.id
    return path == piece.path


def _likeness(history: History, piece: Piece) -> int:
    """Return how much speaks for a piece being the one that a history was of; 0 when too little does."""
    if piece.id and history.last.piece.id:
        return 0
    if any(record.content == piece.content for record in history.records):
        return 1_000_000
    decided = {
        content_of(record.finding.fingerprint)
        for record in heads(record for record in history.records if record.finding is not None)
        if record.finding is not None and record.act != "withdraw"
    }
    common = len(decided & {content_of(finding.fingerprint) for finding in piece.findings})
    return common if 2 * common >= len(decided) else 0


def _decision(finding: Finding, standing: Sequence[Record], today: datetime.date) -> Decision | None:
    """Return what stands of the decisions on a finding; who asks for a change is heard before who accepts."""
    if not standing or all(record.act == "withdraw" for record in standing):
        return None
    if asked := [record for record in standing if record.act == "change"]:
        return _told(asked[-1], "change-asked")
    accepts = [record for record in standing if record.act == "accept"]
    # Of two that accepted without knowing of each other, the more careful one counts.
    first = min(accepts, key=lambda record: (record.until or "", record.mark))
    if len(accepts) < len(standing):
        return _told(first, "disputed")
    if (first.until or "") < today.isoformat():
        return _told(first, "expired")
    accepted = first.finding.severity if first.finding is not None else "info"
    if SEVERITIES.index(finding.severity) < SEVERITIES.index(accepted):
        return _told(first, "reopened")
    return _told(first, "accepted")


def _earlier(findings: Sequence[Finding], gone: Iterable[Record]) -> dict[str, Record]:
    """Return, by fingerprint, decisions whose sentence is no longer there, on findings of their rule that are new.

    A decision goes to the same words in another sentence, else to words that are mostly the same: where a rule is about
    a whole sentence, its words change with it.
    """
    waiting: defaultdict[str, list[tuple[Record, FindingName]]] = defaultdict(list)
    for record in gone:
        if record.finding is not None:
            waiting[record.finding.rule].append((record, record.finding))
    found: dict[str, Record] = {}
    for least in (1.0, _ALIKE):
        for finding in findings:
            left = waiting[finding.rule]
            if finding.fingerprint in found or not left:
                continue
            likeness, place = max((_likeness_of(finding, name, least), -place) for place, (_, name) in enumerate(left))
            if likeness >= least:
                found[finding.fingerprint] = left.pop(-place)[0]
    return found


def _likeness_of(finding: Finding, name: FindingName, least: float) -> float:
    """Return how much of two findings' words are the same, 0 to 1; those without any need the same message."""
    mine, theirs = _plain(finding.quote), _plain(name.quote)
    if mine == theirs:
        return 1.0 if mine or finding.message == name.message else 0.0
    if least == 1.0:
        return 0.0
    ours, others = Counter(mine.split()), Counter(theirs.split())
    return 2 * (ours & others).total() / (ours.total() + others.total())


def _review(verdict: Verdict, signs: Sequence[Record], given: DecisionSettings, today: datetime.date) -> Review:
    piece, findings = verdict.piece, verdict.findings
    undecided = [finding for finding in findings if needs_decision(finding, given.needs)]
    states = [finding.decision.state for finding in findings if finding.decision is not None]
    expired = [one for one in undecided if one.decision is not None and one.decision.state == "expired"]
    signed = [record for record in signs if record.act == "sign"]
    same = [record for record in signed if record.content == piece.content]
    valid = [record for record in same if (record.until or "") >= today.isoformat()]
    last = max(valid or same or signed, key=lambda record: (record.until or "", record.mark), default=None)
    state: ReviewState
    if last is None:
        state, why = "open", _left(undecided) or "nothing is left to decide; nobody has signed"
    elif not same:
        state, why = "stale", f"the content has changed since {signature(last.by, last.credential)} signed it"
    elif not valid:
        state, why = "expired", f"the sign-off held until {last.until}"
    elif expired:
        state, why = "expired", f"{_amount(len(expired), 'accepted risk')} held until {_until(expired)}"
    elif undecided:
        state, why = "open", f"signed, but {_left(undecided)}"
    else:
        state, why = "signed", ""
    return Review(
        state=state,
        undecided=len(undecided),
        changes=states.count("change-asked"),
        accepted=states.count("accepted"),
        by=last.by if last is not None else "",
        credential=last.credential if last is not None else "",
        date=last.date if last is not None else None,
        until=last.until if last is not None else None,
        why=why,
    )


def _left(undecided: Sequence[Finding]) -> str:
    """Say how many findings wait, and for what."""
    asked = sum(one.decision is not None and one.decision.state == "change-asked" for one in undecided)
    rest = len(undecided) - asked
    parts = [f"{_amount(rest, 'finding')} to decide"] if rest else []
    parts += [f"{_amount(asked, 'change')} asked for"] if asked else []
    return ", ".join(parts)


def _until(findings: Iterable[Finding]) -> str:
    return min(one.decision.until for one in findings if one.decision is not None and one.decision.until is not None)


def _amount(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _told(record: Record, state: DecisionState) -> Decision:
    return Decision(state, record.reason, record.by, record.credential, record.date, record.until)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _reason(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{reason[:1].lower()}{reason[1:]}"
