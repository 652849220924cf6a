"""`caveat claims`: the ledger of claims."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from caveat.cli.options import UsageError, config_options, run_options, selection_options, settings_for
from caveat.engine.given import Given
from caveat.engine.settings import Profile, SettingsError

_ENDINGS = {".json": "json", ".csv": "csv", ".xlsx": "xlsx"}


@click.command("claims")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "xlsx"]),
    help="How to write the ledger; xlsx needs --output.  [default: the ending of --output, else text]",
)
@click.option("--output", "-o", metavar="FILE", help="Write to this file instead of printing.")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["sourced", "unsourced", "flagged"]),
    help="Only claims of this status. Repeatable.",
)
@selection_options
@config_options
@click.option("--stdin-path", metavar="PATH", help="The path that standard input stands for.")
@run_options
@click.option("--quiet", "-q", is_flag=True, help="No progress on standard error.")
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    format_: str | None,
    output: str | None,
    statuses: tuple[str, ...],
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    stdin_path: str | None,
    jobs: int | None,
    no_cache: bool,
    quiet: bool,
) -> int:
    """List every medical claim: where it stands, how strong it is, how it is qualified, and on whose word.

    A claim is flagged when a rule on claims or sources finds fault with its words, unsourced when no citation stands
    near it. What needs no source is left out: questions, advice, arrangements, the publisher's own voice.

    \b
    Exit status: 0, or 2 when something could not be checked.
    To fail a build on claims, use `caveat check --select claims,sourcing`.

    \b
    Examples:
      caveat claims article.md
      caveat claims content/ --status unsourced --status flagged
      caveat claims content/ --output claims.xlsx
      caveat claims article.md --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    if format_ is None:
        format_ = _ENDINGS.get(Path(output or "").suffix.lower(), "text")
    if format_ == "xlsx" and output is None:
        raise UsageError("--format xlsx: name the file with --output FILE")
    if output is not None:
        _check_target(Path(output))
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
    settings = settings_for(paths, given)

    from caveat.cli.check import progress_bar
    from caveat.engine.finding import NOTES
    from caveat.engine.run import check

    try:
        with progress_bar(quiet=quiet) as progress:
            run = check(paths, settings, stdin=sys.stdin.buffer.read, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in run.notes:
        click.echo(f"note: {note}", err=True)
    claims = [claim for claim in run.claims if not statuses or claim.status in statuses]
    problems = run.report.problems
    broken = any(problem.kind not in NOTES for problem in problems)
    if format_ != "text" or output is not None:
        for problem in problems:
            click.echo(f"{problem.path}: {problem.message}", err=True)
    written: str | bytes
    if format_ == "json":
        from caveat.report.ledger.data import encode_json

        written = encode_json(claims)
    elif format_ == "csv":
        from caveat.report.ledger.data import encode_csv

        written = encode_csv(claims)
    elif format_ == "xlsx":
        from caveat.report.ledger.workbook import encode

        written = encode(claims)
    else:
        from caveat.report.ledger.text import render

        terminal = output is None and sys.stdout.isatty()
        width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 120)) if terminal else 100
        colored = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        written = render(claims, problems if output is None else (), color=colored, width=width)
    if output is None:
        click.echo(written, nl=False, color=True)
        return 2 if broken else 0
    try:
        if isinstance(written, str):
            Path(output).write_text(written, encoding="utf-8", newline="\n")
        else:
            Path(output).write_bytes(written)
    except OSError as error:
        click.echo(f"{output}: cannot be written: {error.strerror}", err=True)
        return 2
    return 2 if broken else 0


def _check_target(target: Path) -> None:
    if target.is_dir():
        raise UsageError(f"--output: {target} is a folder")
    if not target.parent.is_dir():
        raise UsageError(f"--output: there is no folder {target.parent}")
