"""The baseline: findings that were there when a house began, which it does not want reported again."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from caveat.engine.catalogue import FAMILY
from caveat.engine.finding import Finding
from caveat.engine.fingerprint import content_of
from caveat.engine.settings import Settings, SettingsError
from caveat.patterns import compiled

DEFAULT_NAME = "caveat-baseline.json"
_VERSION = 1
_MARK = compiled(r'"fingerprint":\s*"([^"]+)"')


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    """One finding as the file holds it."""

    path: str
    rule: str
    quote: str
    fingerprint: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: int
    counts: dict[str, int]
    findings: list[_Stored]


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding of the baseline: `path` is relative to the configuration, `line` is where it stands in the file."""

    path: str
    rule: str
    quote: str
    fingerprint: str
    line: int = 1

    @property
    def remark(self) -> str:
        """What is said of an entry that matches nothing."""
        what = f"{self.rule} in {self.path}" + (f": “{_short(self.quote)}”" if self.quote else "")
        return f"The baseline holds a finding that is gone ({what}). Run `caveat baseline --prune` to take it out."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Findings that the baseline does not hold, those it does, its entries that match nothing and the others."""

    findings: tuple[Finding, ...]
    held: tuple[Finding, ...]
    stale: tuple[Entry, ...]
    matched: tuple[Entry, ...] = ()


@dataclass(slots=True)
class _Matching:
    held: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    matched: list[Entry] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)


def read_baseline(path: str) -> tuple[Entry, ...]:
    """Return the entries of a baseline file; raises SettingsError when there is none or it is broken."""
    try:
        text = Path(path).read_text(encoding="utf-8")
        file = msgspec.json.decode(text, type=_File)
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such baseline; write one with: caveat baseline") from None
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise SettingsError(f"{path}: not a baseline: {error}") from None
    if file.version != _VERSION:
        raise SettingsError(f"{path}: a baseline of version {file.version}; this Caveat reads version {_VERSION}")
    lines = {match[1]: number for number, line in enumerate(text.split("\n"), 1) for match in _MARK.finditer(line)}
    return tuple(
        Entry(one.path, one.rule, one.quote, one.fingerprint, lines.get(one.fingerprint, 1)) for one in file.findings
    )


def write_baseline(entries: Iterable[Entry]) -> str:
    """Return the text of a baseline file: sorted, one finding a line, so that changes to it can be reviewed."""
    ordered = sorted(entries, key=lambda one: (one.path, one.rule, one.quote, one.fingerprint))
    counts = dict(sorted(Counter(entry.rule for entry in ordered).items()))
    rows = [
        json.dumps(
            {"path": one.path, "rule": one.rule, "quote": one.quote, "fingerprint": one.fingerprint}, ensure_ascii=False
        )
        for one in ordered
    ]
    body = "".join(f"\n    {row}{',' if number < len(rows) - 1 else ''}" for number, row in enumerate(rows))
    table = json.dumps(counts, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    end = "\n  " if rows else ""
    return f'{{\n  "version": {_VERSION},\n  "counts": {table},\n  "findings": [{body}{end}]\n}}\n'


def entries_of(findings: Iterable[Finding], relative: Mapping[str, str]) -> list[Entry]:
    """Return baseline entries for findings; suppressed ones and the engine's own have no place in it."""
    return [
        Entry(relative.get(one.path, one.path), one.rule, one.quote, one.fingerprint)
        for one in findings
        if one.suppressed is None and one.family != FAMILY
    ]


def compare(
    findings: Sequence[Finding],
    baseline: Sequence[Entry],
    relative: Mapping[str, str],
    settings: Settings,
    ran: Callable[[str, str], bool],
) -> Comparison:
    """Take the findings out that the baseline holds.

    A finding matches its fingerprint. Where that fails, it matches an entry with the same rule, words and sentence of a
    file that is gone: the file was moved. An entry is stale when its file was checked, or is gone, and nothing matches.
    """
    by_mark: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in baseline:
        by_mark[entry.fingerprint].append(entry)
    first = _Matching()
    for finding in findings:
        held = by_mark.get(finding.fingerprint)
        if held and finding.suppressed is None:
            first.matched.append(held.pop())
            first.held.append(finding)
        else:
            first.findings.append(finding)
    first.open = [entry for held in by_mark.values() for entry in held]

    gone = {entry.path for entry in first.open if not os.path.exists(os.path.join(settings.root, entry.path))}  # noqa: PTH110, PTH118 - as text
    by_content: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in first.open:
        if entry.path in gone:
            by_content[content_of(entry.fingerprint)].append(entry)
    known = {entry.path for entry in baseline}
    second = _Matching()
    moved: set[str] = set()
    for finding in first.findings:
        held = by_content.get(content_of(finding.fingerprint))
        new = relative.get(finding.path, finding.path) not in known
        if held and new and finding.suppressed is None and finding.family != FAMILY:
            entry = held.pop(0)
            second.matched.append(entry)
            second.held.append(finding)
            moved.add(entry.fingerprint)
        else:
            second.findings.append(finding)

    checked = {short: path for path, short in relative.items()}
    stale = [
        entry
        for entry in first.open
        if entry.fingerprint not in moved
        and (entry.path in gone or (entry.path in checked and ran(checked[entry.path], entry.rule)))
    ]
    matched = (*first.matched, *second.matched)
    stale.sort(key=lambda one: (one.line, one.fingerprint))
    return Comparison(tuple(second.findings), (*first.held, *second.held), tuple(stale), matched)


def usual_baseline(root: str) -> str | None:
    """Return the baseline of the usual name in the configuration's folder, as it reads from here, if there is one."""
    usual = Path(root) / DEFAULT_NAME
    if not usual.is_file():
        return None
    try:
        return Path(os.path.relpath(usual)).as_posix()
    except ValueError:  # another drive, on Windows
        return usual.as_posix()


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
