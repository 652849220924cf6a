"""`caveat check`: findings, reports, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from caveat.cli.formats import FORMATS, render
from caveat.cli.options import Given, UsageError, config_options, run_options, selection_options, settings_for
from caveat.cli.screen import colored
from caveat.engine.settings import FailOn, Profile, Settings, SettingsError, suggest

if TYPE_CHECKING:
    from caveat.engine.run import Progress


@click.command("check")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="terminal",
    show_default=True,
    help="How to print the report.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write a report to a file, beside what is printed. Repeatable.",
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    help="From which severity on a finding gives exit status 1.  [default: error]",
)
@selection_options
@config_options
@click.option("--baseline", metavar="FILE", help="Leave out the findings that this file holds.")
@click.option("--no-baseline", is_flag=True, help="Report what a baseline holds, too.")
@click.option("--changed-since", metavar="REV", help="Only findings on lines changed since this git revision.")
@click.option("--stdin-path", metavar="PATH", help="The path that standard input stands for.")
@click.option(
    "--online",
    is_flag=True,
    help="Look up links, DOIs and PubMed numbers on the web. Sends only the addresses; off unless given.",
)
@run_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on the terminal.")
@click.option("--verbose", "-v", is_flag=True, help="The reason and the advice under every finding.")
@click.option("--quiet", "-q", is_flag=True, help="Print no report; problems go to standard error.")
@click.option("--debug", is_flag=True, help="Show where a rule broke down.")
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    format_: str,
    outputs: tuple[str, ...],
    fail_on: FailOn | None,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    baseline: str | None,
    no_baseline: bool,
    changed_since: str | None,
    stdin_path: str | None,
    online: bool,
    jobs: int | None,
    no_cache: bool,
    color: str,
    verbose: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Check files and folders, and report what is wrong, at the exact words.

    PATH is a file, a folder, or - for standard input. Markdown, HTML, plain text and Word files are read.

    \b
    Exit status:
      0  nothing at or above the severity of --fail-on
      1  at least one such finding
      2  something could not be checked, or a rule broke down

    \b
    Examples:
      caveat check article.md
      caveat check content/ --fail-on warning --output html=report.html
      caveat check content/ --changed-since main --format github
      caveat check content/ --select claims,disclosure-review-date
      caveat check - --stdin-path post.md < draft.md
    """  # noqa: D301 - \b keeps click from joining the lines
    targets = [_target(output) for output in outputs]
    if stdin_path is not None:
        check_stdin_path(paths, stdin_path)
    settings = settings_for(
        paths,
        Given(
            config,
            isolated,
            select,
            extend_select,
            ignore,
            profile,
            fail_on,
            today,
            jobs,
            no_cache,
            stdin_path,
            changed_since,
        ),
    )
    settings = replace(settings, online=online)
    settings = _with_baseline(settings, baseline, isolated=isolated, no_baseline=no_baseline)

    from caveat.engine.finding import NOTES
    from caveat.engine.run import check

    try:
        with progress_bar(quiet=quiet) as progress:
            run = check(paths, settings, stdin=sys.stdin.buffer.read, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in run.notes:
        click.echo(f"note: {note}", err=True)
    status = run.exit_status
    for name, path in targets:
        try:
            Path(path).write_text(render(run, name), encoding="utf-8", newline="\n")
        except OSError as error:
            click.echo(f"{path}: cannot be written: {error.strerror}", err=True)
            status = 2
    if debug:
        for trace in run.traces:
            click.echo(trace, err=True)
    if quiet:
        for problem in run.report.problems:
            if problem.kind not in NOTES:
                click.echo(f"{problem.path}: {problem.message}", err=True)
    else:
        click.echo(render(run, format_, color=colored(color), verbose=verbose), nl=False, color=True)
    return status


def _target(output: str) -> tuple[str, str]:
    """Return the format and the file that an `--output` names, refused before anything is checked if they cannot be."""
    name, equals, path = output.partition("=")
    if not equals or not path:
        raise UsageError(f'--output: "{output}" is not of the form FORMAT=FILE, such as html=report.html')
    if name not in FORMATS:
        raise UsageError(
            f'--output: no format is called "{name}"{suggest(name, FORMATS)} (known: {", ".join(FORMATS)})'
        )
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"--output: {path} is a folder")
    if not target.parent.is_dir():
        raise UsageError(f"--output: there is no folder {target.parent}")
    return name, path


def check_stdin_path(paths: Sequence[str], stdin_path: str) -> None:
    """Refuse a path for standard input that is not read, or whose type is not known."""
    from caveat.readers import reader_for, suffixes

    if "-" not in paths:
        raise UsageError("--stdin-path: only with - for standard input")
    if reader_for(stdin_path) is None:
        known = ", ".join(sorted(suffixes()))
        raise UsageError(f"--stdin-path: no reader knows the type of {stdin_path} (known: {known})")


def _with_baseline(settings: Settings, given: str | None, *, isolated: bool, no_baseline: bool) -> Settings:
    """Add the baseline: the one that is given, else the configuration's, else the file of the usual name."""
    from caveat.engine.baseline import usual_baseline

    if no_baseline:
        return replace(settings, baseline=None)
    if given is not None:
        return replace(settings, baseline=given)
    if settings.baseline is not None or isolated:
        return settings
    return replace(settings, baseline=usual_baseline(settings.root))


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show on standard error how far a run is, when that is a terminal and the run takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from caveat.cli.progress import bar

    with bar() as progress:
        yield progress
