"""`caveat report`: findings as files that people read and pass on."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, get_args

import click

from caveat.cli.options import (
    UsageError,
    baseline_options,
    config_options,
    run_options,
    selection_options,
    settings_for,
)
from caveat.cli.writers import TABLES, WRITERS, Writer, page_since
from caveat.engine.given import Given
from caveat.engine.settings import Profile, SettingsError
from caveat.rule import Severity

if TYPE_CHECKING:
    from caveat.engine.run import Run

_STDOUT = "-"


@click.command("report")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--to",
    "to",
    type=click.Choice(list(WRITERS)),
    help="What to write: "
    + "; ".join(f"{name}, {writer.summary}" for name, writer in WRITERS.items())
    + ".  [default: the ending of --output]",
)
@click.option(
    "--output",
    "-o",
    metavar="OUT",
    help="The file to write, or the folder when there is a file for each piece; - is standard output.  "
    "[default: NAME.caveat and the ending, in the current folder]",
)
@click.option("--table", type=click.Choice(list(TABLES)), help="The table that the CSV holds.  [default: findings]")
@click.option(
    "--previous", metavar="FILE", help="An earlier report as JSON; the page (html) shows what has changed since."
)
@click.option("--force", is_flag=True, help="Write over files that are there already; never over a piece itself.")
@click.option(
    "--severity",
    type=click.Choice(get_args(Severity)),
    default="info",
    show_default=True,
    help="Leave out the findings below this severity.",
)
@selection_options
@config_options
@baseline_options
@click.option("--no-decisions", is_flag=True, help="Leave out what reviewers decided.")
@click.option("--stdin-path", metavar="PATH", help="The path that standard input stands for.")
@run_options
@click.option("--quiet", "-q", is_flag=True, help="Say nothing of what was written.")
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    to: str | None,
    output: str | None,
    table: str | None,
    previous: str | None,
    force: bool,
    severity: Severity,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    baseline: str | None,
    no_baseline: bool,
    no_decisions: bool,
    stdin_path: str | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Check pieces, and write what was found as a file for the people who edit them.

    docx gives a copy of a Word file with a comment for each finding at its words, and nothing else changed; of a text
    in another format it makes a clean Word file with these comments. pdf gives a copy of a
    PDF file with highlights and notes. xlsx and csv give tables to sort and filter, with what
    reviewers decided.

    PATH is a file, a folder, or - for standard input. The pieces themselves are never changed, and no file is written
    over without --force.

    \b
    Exit status: 0, or 2 when something could not be checked or written.
    To fail a build on findings, use `caveat check`.

    \b
    Examples:
      caveat report article.docx --to docx
      caveat report article.docx -o for-review.docx --severity warning
      caveat report content/ --to docx -o for-review/
      caveat report leaflet.pdf --to pdf
      caveat report content/ --to html -o report.html
      caveat report content/ --to html --previous last-week.json
      caveat report content/ --to xlsx
      caveat report content/ --to csv --table claims -o claims.csv
    """  # noqa: D301 - \b keeps click from joining the lines
    writer = _writer(to, output)
    if table is not None:
        if writer is not WRITERS["csv"]:
            raise UsageError("--table: only with --to csv")
        writer = replace(writer, encode=TABLES[table])
    if previous is not None:
        if writer is not WRITERS["html"]:
            raise UsageError("--previous: only with --to html")
        writer = replace(writer, encode=page_since(previous))
    several = len(paths) > 1 or any(Path(path).is_dir() for path in paths)
    _check_output(output, writer, paths, several=several, force=force)
    if stdin_path is not None:
        from caveat.cli.check import check_stdin_path

        check_stdin_path(paths, stdin_path)
    given = Given(
        config=config,
        isolated=isolated,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        today=today,
        jobs=jobs,
        no_cache=no_cache,
        stdin_path=stdin_path,
    )

    from caveat.cli.check import progress_bar
    from caveat.engine.finding import NOTES
    from caveat.engine.given import with_baseline
    from caveat.engine.run import check

    settings = with_baseline(settings_for(paths, given), baseline, isolated=isolated, no_baseline=no_baseline)
    if no_decisions:
        settings = replace(settings, decisions=None)
    try:
        with progress_bar(quiet=quiet) as progress:
            run = check(paths, settings, stdin=sys.stdin.buffer.read, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in run.notes:
        click.echo(f"note: {note}", err=True)
    for problem in run.report.problems:
        click.echo(f"{problem.path}: {problem.message}", err=True)
    done = not any(problem.kind not in NOTES for problem in run.report.problems)
    narrow(run, severity)
    pieces = [document.path for document in run.report.documents]
    if not pieces:
        return 2
    files = list(_files(writer, pieces, paths, output, several=several))
    if refusals := list(_refusals(files, paths, force=force)):
        for refusal in refusals:
            click.echo(refusal, err=True)
        return 2
    for file in files:
        done = _write(file, run, writer, quiet=quiet) and done
    return 0 if done else 2


def narrow(run: Run, severity: Severity) -> None:
    """Take out of a run's report the findings below a severity."""
    from caveat.engine.finding import SEVERITIES, Summary

    # The ledger goes by all findings, whichever are shown.
    assert run.claims is not None  # noqa: S101 - computed here, and kept
    kept = SEVERITIES[: SEVERITIES.index(severity) + 1]
    summary = run.report.summary
    run.report = replace(
        run.report,
        findings=tuple(finding for finding in run.report.findings if finding.severity in kept),
        summary=Summary(**{name: getattr(summary, name) for name in kept}),
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A file to write, and the pieces that it reports."""

    target: str
    pieces: tuple[str, ...]


def _writer(to: str | None, output: str | None) -> Writer:
    if to is not None:
        return WRITERS[to]
    suffix = Path(output or "").suffix.lower()
    found = next((writer for writer in WRITERS.values() if suffix in {writer.suffix, *writer.keeps}), None)
    if found is None:
        raise UsageError(f"--to: say what to write ({', '.join(WRITERS)})")
    return found


def _check_output(output: str | None, writer: Writer, paths: Sequence[str], *, several: bool, force: bool) -> None:
    """Refuse, before anything is checked, an output that cannot be written or must not be."""
    if output is None:
        return
    if writer.each and several:
        if output == _STDOUT or (Path(output).exists() and not Path(output).is_dir()):
            raise UsageError("--output: there is a file for each piece; name a folder")
        return
    if output == _STDOUT:
        return
    target = Path(output)
    if target.is_dir():
        if not writer.each:
            raise UsageError(f"--output: {output} is a folder")
        return
    if output.endswith(("/", os.sep)) or not target.parent.is_dir():
        raise UsageError(f"--output: there is no folder {target if output.endswith(('/', os.sep)) else target.parent}")
    if writer.keeps and (kept := writer.suffix_for(paths[0])) in writer.keeps and target.suffix.lower() != kept:
        raise UsageError(f"--output: {paths[0]} holds macros, and a Word file that does ends with {kept}")
    for refusal in _refusals([_File(output, ())], paths, force=force):
        raise UsageError(f"--output: {refusal}")


def _files(
    writer: Writer, pieces: Sequence[str], paths: Sequence[str], output: str | None, *, several: bool
) -> Iterator[_File]:
    """Yield the files to write: one for all pieces, or one for each, named after it."""
    if not writer.each:
        name = "caveat-report" if several else f"{_stem(pieces[0])}.caveat"
        yield _File(output or f"{name}{writer.suffix}", tuple(pieces))
        return
    if output is not None and not several and not Path(output).is_dir():
        yield _File(output, tuple(pieces))
        return
    folders = {piece: Path(output or ".") / _below(piece, paths) for piece in pieces}
    taken = Counter((folders[piece], _stem(piece)) for piece in pieces)
    for piece, folder in folders.items():
        # Of article.md and article.html each keeps its ending in the name.
        name = _stem(piece) if taken[folder, _stem(piece)] == 1 else PurePosixPath(piece).name
        yield _File((folder / f"{name}.caveat{writer.suffix_for(piece)}").as_posix(), (piece,))


def _stem(piece: str) -> str:
    return "stdin" if piece == _STDOUT else PurePosixPath(piece).stem


def _below(piece: str, paths: Sequence[str]) -> PurePosixPath:
    """Return the folder of a piece, seen from the folder that was named on the command line."""
    folder = PurePosixPath(piece).parent
    for path in paths:
        if Path(path).is_dir() and folder.is_relative_to(PurePosixPath(Path(path).as_posix())):
            return folder.relative_to(PurePosixPath(Path(path).as_posix()))
    return PurePosixPath()


def _refusals(files: Sequence[_File], paths: Sequence[str], *, force: bool) -> Iterator[str]:
    """Say why files must not be written: a piece stands there, another file does, or two reports would."""
    pieces = {os.path.realpath(path) for path in (*paths, *(piece for file in files for piece in file.pieces))}
    taken: dict[str, str] = {}
    for file in files:
        if file.target == _STDOUT:
            continue
        target = os.path.realpath(file.target)
        if target in pieces:
            yield f"{file.target} is the piece itself, which is never written over"
        elif target in taken:
            yield f"{file.target} would be the report of {taken[target]} and of {file.pieces[0]}; write them one by one"
        elif not force and os.path.lexists(file.target):
            yield f"{file.target} is there already; --force writes over it"
        if file.pieces:
            taken[target] = file.pieces[0]


def _write(file: _File, run: Run, writer: Writer, *, quiet: bool) -> bool:
    """Write one report, and say whether that could be done."""
    from caveat.readers import Unreadable

    try:
        data = writer.encode(run, file.pieces)
    except Unreadable as error:
        click.echo(f"{', '.join(file.pieces)}: {error.message}", err=True)
        return False
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}", err=True)
        return False
    if file.target == _STDOUT:
        _print(data)
        return True
    try:
        _put(Path(file.target), data)
    except OSError as error:
        click.echo(f"{file.target}: cannot be written: {error.strerror}", err=True)
        return False
    if not quiet:
        click.echo(f"{file.target}: {_told(run, file.pieces)}")
    return True


def _print(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _told(run: Run, pieces: Sequence[str]) -> str:
    from caveat.report import overview

    findings = [finding for finding in overview.counted(run.report.findings) if finding.path in set(pieces)]
    return overview.totals(overview.by_severity(findings))


def _put(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".caveat-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # What mkstemp makes is for its owner only; a report is as open as any file that one writes here.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(target)
        temporary = ""
    finally:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
