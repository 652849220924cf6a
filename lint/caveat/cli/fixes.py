"""`caveat check --fix` and `--diff`: writes files, prints differences, and says what was done and what was left."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.engine.fix import OVERLAPS, diff
from caveat.engine.mend import Mended, MendedFile, mend_files, write
from caveat.engine.run import check
from caveat.engine.walk import STDIN

if TYPE_CHECKING:
    from caveat.engine.run import Progress, Run
    from caveat.engine.settings import Settings

_PAINT = (("---", "1"), ("+++", "1"), ("@@", "36"), ("-", "31"), ("+", "32"))
_TOOLS = {
    ".docx": ("in Word", "Word files"),
    ".docm": ("in Word", "Word files"),
    ".pdf": ("in its source", "PDF files"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: to write (`--fix`) or only to show (`--diff`), and whether to show what needs review."""

    writes: bool
    review: bool


@dataclass(frozen=True, slots=True)
class Fixing:
    """What came of a wish.

    `run` is what to report on, `output` what goes to standard output in place of a report, None for nothing.
    `failures` are lines on files that could not be fixed, `remarks` what was done, `details` each fix that was left.
    """

    run: Run
    output: bytes | None
    failures: tuple[str, ...]
    remarks: tuple[str, ...]
    details: tuple[str, ...]
    status: int


def fix_files(
    paths: Sequence[str], settings: Settings, wish: Wish, *, color: bool, progress: Progress | None
) -> Fixing:
    """Fix the files at the paths, or show how; raises SettingsError as `check` does."""
    given = sys.stdin.buffer.read() if STDIN in paths else b""
    mended = mend_files(paths, settings, stdin=lambda: given, progress=progress)
    run = mended.run
    failures = dict(mended.failures)
    output: bytes | None = None
    if wish.writes:
        fixed = given
        for file in mended.files:
            if run.media(file.path) is not None:
                fixed = file.new
            elif file.new != file.old and (why := write(file.path, file.old, file.new)):
                failures[file.path] = why
        if settings.online or any(file.new != file.old for file in mended.files):
            run = check(paths, settings, stdin=lambda: fixed)
        output = fixed if STDIN in paths else None
    done = [file for file in mended.files if file.path not in failures]
    if wish.review or not wish.writes:
        output = b"".join(_difference(file, wish, color=color) for file in done)
    status = run.exit_status
    if not wish.writes and status != 2:
        status = int(bool(output))
    return Fixing(
        run,
        output,
        tuple(f"{path}: not fixed: {why}" for path, why in sorted(failures.items())),
        tuple(_remarks(mended, done, run, wish)),
        tuple(_details(done, run)),
        2 if failures else status,
    )


def _difference(file: MendedFile, wish: Wish, *, color: bool) -> bytes:
    """Return a file's difference: in the file's own encoding, so that `patch` can apply it, in UTF-8 for a screen."""
    before, old = (file.after, file.new) if wish.writes else (file.before, file.old)
    after, new = (file.proposed, file.wanted) if wish.review else (file.after, file.new)
    if color:
        return "".join(map(_painted, diff(file.path, before, after).splitlines(keepends=True))).encode(
            "utf-8", "backslashreplace"
        )
    if old == old.replace(b"\0", b""):
        # Latin-1 has a character for each byte.
        path = os.fsencode(file.path).decode("latin-1")
        return diff(path, old.decode("latin-1"), new.decode("latin-1")).encode("latin-1")
    return diff(file.path, before, after).encode("utf-8", "backslashreplace")


def _painted(line: str) -> str:
    style = next((style for start, style in _PAINT if line.startswith(start)), "")
    body = line.rstrip("\r\n")
    return f"\x1b[{style}m{body}\x1b[0m{line[len(body) :]}" if style else line


def _remarks(mended: Mended, done: Sequence[MendedFile], run: Run, wish: Wish) -> Iterator[str]:
    applied = sum(len(file.applied) for file in done)
    changed = sum(file.new != file.old for file in done)
    offered = sum(len(file.offered) + sum(one.reason == OVERLAPS for one in file.skipped) for file in done)
    shown = sum(len(file.offered) for file in done)
    if applied:
        verb = "applied" if wish.writes else "would be applied"
        text = f"{_amount(applied, 'fix', 'fixes')} {verb} in {_amount(changed, 'file', 'files')}"
    else:
        text = "no fixes to apply"
    if wish.review and shown:
        text += f"; {shown:,} more to review, in the difference"
        if shown < offered:
            text += f", and {offered - shown:,} that overlap these"
    elif offered:
        text += f"; {offered:,} more with --review-fixes"
    yield f"{text[0].upper()}{text[1:]}."
    for path, number in sorted(mended.by_hand.items()):
        where, what = _TOOLS.get(os.path.splitext(path)[1].lower(), ("by hand", "files of this type"))  # noqa: PTH122 - as given
        yield f"{path}: {_amount(number, 'fix', 'fixes')} to make {where}: {what} are never written."
    if left := len(list(_withheld(run))):
        yield f"{left:,} left to you: claims, risks, doses and sources are never rewritten (--verbose lists them)."


def _details(done: Sequence[MendedFile], run: Run) -> Iterator[str]:
    for file in done:
        for one in file.skipped:
            place = f"{file.path}:{one.finding.start.line}:{one.finding.start.column}"
            yield f"{place}: {one.finding.rule} not fixed: {one.reason}"
    yield from _withheld(run)


def _withheld(run: Run) -> Iterator[str]:
    """Yield a line for each fix that the engine does not let pass, of the findings that count."""
    counted = {(one.path, one.rule, one.start.offset) for one in run.report.findings if one.suppressed is None}
    for one in run.withheld:
        if (one.path, one.rule, one.start.offset) in counted:
            yield f"{one.path}:{one.start.line}:{one.start.column}: {one.rule} not fixed: {one.reason}"


def _amount(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
