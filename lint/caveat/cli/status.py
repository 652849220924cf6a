"""`caveat status`: what is signed off, and what is not."""

from __future__ import annotations

import click

from caveat.cli.check import progress_bar
from caveat.cli.options import (
    UsageError,
    baseline_options,
    config_options,
    run_options,
    settings_for,
)
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given, with_baseline
from caveat.engine.settings import SettingsError


@click.command("status")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to print it.",
)
@click.option("--today", metavar="DATE", help="The date to check against, such as 2026-11-23; else the clock's.")
@config_options
@baseline_options
@run_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on the terminal.")
@click.option("--verbose", "-v", is_flag=True, help="Every decision that stands, with who and why.")
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    format_: str,
    today: str | None,
    config: str | None,
    isolated: bool,
    baseline: str | None,
    no_baseline: bool,
    jobs: int | None,
    no_cache: bool,
    color: str,
    verbose: bool,
) -> int:
    """Say of each piece whether it is signed off as it stands: signed, open, stale, expired or never reviewed.

    \b
    signed          signed by a reviewer, in just these words, and nothing is open
    open            something is left to decide or to change, or nobody has signed
    stale           signed, but the content has changed since
    expired         the sign-off, or a risk that was accepted for a time, has passed its last day
    never reviewed  nobody has decided anything on it

    \b
    Exit status:
      0  every piece is signed
      1  at least one is not
      2  something could not be checked, or a decision could not be read

    \b
    Examples:
      caveat status content/
      caveat status content/ --verbose
      caveat status content/ --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    from caveat.engine.finding import NOTES
    from caveat.engine.run import check
    from caveat.report import status as statuses

    settings = settings_for(paths, Given(config, isolated, today=today, jobs=jobs, no_cache=no_cache))
    settings = with_baseline(settings, baseline, isolated=isolated, no_baseline=no_baseline)
    if settings.decisions is None:
        raise UsageError("--isolated: reviewers' decisions are part of the configuration's folder")
    try:
        with progress_bar(quiet=False) as progress:
            run = check(paths, settings, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    status = statuses.status_of(run.report, settings.decisions.needs)
    if format_ == "json":
        click.echo(statuses.encode(status), nl=False)
    else:
        text = statuses.render(status, color=colored(color), width=screen_width(), verbose=verbose)
        click.echo(text, nl=False, color=True)
    if any(problem.kind not in NOTES for problem in run.report.problems):
        return 2
    return int(any(piece.state != "signed" for piece in status.pieces))
