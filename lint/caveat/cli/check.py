"""`caveat check`: findings, reports, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from caveat.cli.formats import FORMATS, read_previous, render
from caveat.cli.options import (
    UsageError,
    baseline_options,
    config_options,
    run_options,
    selection_options,
    settings_for,
)
from caveat.cli.screen import colored
from caveat.engine.given import Given, with_baseline
from caveat.engine.settings import FailOn, Profile, SettingsError, suggest

if TYPE_CHECKING:
    from caveat.cli.fixes import Fixing, Wish
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
    "--previous", metavar="FILE", help="An earlier report as JSON; the page (html) shows what has changed since."
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    help="From which severity on a finding gives exit status 1.  [default: error]",
)
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe to the files, and report what is left.")
@click.option("--diff", is_flag=True, help="Print what --fix would change as a diff, and write nothing.")
@click.option(
    "--review-fixes", is_flag=True, help="With --fix or --diff: print the fixes that need a reader's eye, too."
)
@selection_options
@config_options
@baseline_options
@click.option("--no-decisions", is_flag=True, help="Leave out what reviewers decided.")
@click.option("--require-sign-off", is_flag=True, help="Fail for each piece that nobody has signed as it stands.")
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
    previous: str | None,
    fail_on: FailOn | None,
    fix: bool,
    diff: bool,
    review_fixes: bool,
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
    require_sign_off: bool,
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

    PATH is a file, a folder, or - for standard input. Markdown, HTML, plain text, Word
    and PDF files, e-mails (.eml) and captions (.vtt, .srt) are read.

    \b
    Exit status:
      0  nothing at or above the severity of --fail-on
      1  at least one such finding
      2  something could not be checked or written, or a rule broke down
    With --fix the findings that are left decide; with --diff it is 1 when there is a difference.

    \b
    Examples:
      caveat check article.md
      caveat check content/ --fail-on warning --output html=report.html
      caveat check content/ --output html=report.html --previous last-week.json
      caveat check content/ --changed-since main --format github
      caveat check content/ --select claims,disclosure-review-date
      caveat check content/ --require-sign-off
      caveat check content/ --fix
      caveat check content/ --diff --review-fixes > proposals.diff
      caveat check - --stdin-path post.md < draft.md
    """  # noqa: D301 - \b keeps click from joining the lines
    targets = [output_target(output, FORMATS) for output in outputs]
    if previous is not None and "html" not in {format_, *(name for name, _ in targets)}:
        raise UsageError("--previous: only with the page, such as --output html=report.html")
    earlier = None if previous is None else read_previous(previous)
    wish = _wish(paths, fix=fix, diff=diff, review=review_fixes)
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
    if no_decisions and require_sign_off:
        raise UsageError("--require-sign-off: not with --no-decisions, which leaves sign-offs out")
    settings = replace(
        settings,
        online=online,
        decisions=None if no_decisions else settings.decisions,
        require_sign_off=require_sign_off,
    )
    settings = with_baseline(settings, baseline, isolated=isolated, no_baseline=no_baseline)

    from caveat.engine.finding import NOTES
    from caveat.engine.run import check

    fixing: Fixing | None = None
    try:
        with progress_bar(quiet=quiet) as progress:
            if wish is None:
                run = check(paths, settings, stdin=sys.stdin.buffer.read, progress=progress)
            else:
                from caveat.cli.fixes import fix_files

                fixing = fix_files(paths, settings, wish, color=colored(color), progress=progress)
                run = fixing.run
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in run.notes:
        click.echo(f"note: {note}", err=True)
    status = run.exit_status if fixing is None else fixing.status
    for name, path in targets:
        try:
            Path(path).write_text(render(run, name, previous=earlier), encoding="utf-8", newline="\n")
        except OSError as error:
            click.echo(f"{path}: cannot be written: {error.strerror}", err=True)
            status = 2
    if debug:
        for trace in run.traces:
            click.echo(trace, err=True)
    if fixing is not None and fixing.output is not None:
        # Bytes: a text that is piped through keeps its encoding.
        sys.stdout.flush()
        sys.stdout.buffer.write(fixing.output)
        sys.stdout.buffer.flush()
    # A difference stands in place of a report; beside the text of standard input, the report goes to standard error.
    reports = not quiet and (wish is None or (wish.writes and not wish.review))
    if reports:
        aside = fixing is not None and fixing.output is not None
        painted = colored(color) and not (aside and color == "auto")
        text = render(run, format_, color=painted, verbose=verbose, previous=earlier)
        click.echo(text, nl=False, color=True, err=aside)
    else:
        for problem in run.report.problems:
            if problem.kind not in NOTES:
                click.echo(f"{problem.path}: {problem.message}", err=True)
    if fixing is not None:
        for line in (*fixing.failures, *(() if quiet else fixing.remarks), *(fixing.details if verbose else ())):
            click.echo(line, err=True)
    return status


def _wish(paths: Sequence[str], *, fix: bool, diff: bool, review: bool) -> Wish | None:
    """Return what is asked for of fixes, None for nothing; a difference leaves no place for another report."""
    if review and not (fix or diff):
        raise UsageError("--review-fixes: only with --fix or --diff")
    if not (fix or diff):
        return None
    if (diff or review) and _was_given("format_"):
        raise UsageError("--format: a diff is printed; write the report to a file with --output FORMAT=FILE")
    if fix and review and not diff and "-" in paths:
        raise UsageError("--fix: standard input gives back its text; print its diff with --diff --review-fixes")
    from caveat.cli.fixes import Wish

    return Wish(writes=fix and not diff, review=review)


def _was_given(parameter: str) -> bool:
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.COMMANDLINE


def output_target(output: str, formats: Collection[str]) -> tuple[str, str]:
    """Return the format and the file that an `--output` names, refused before anything is checked if they cannot be."""
    name, equals, path = output.partition("=")
    if not equals or not path:
        raise UsageError(f'--output: "{output}" is not of the form FORMAT=FILE, such as html=report.html')
    if name not in formats:
        raise UsageError(
            f'--output: no format is called "{name}"{suggest(name, formats)} (known: {", ".join(formats)})'
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


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show on standard error how far a run is, when that is a terminal and the run takes a while."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from caveat.cli.progress import bar

    with bar() as progress:
        yield progress
