"""`caveat compare`: pieces held against an article."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from caveat.cli.options import UsageError, config_options, run_options, selection_options, settings_for
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given
from caveat.engine.settings import FailOn, Profile, SettingsError


@click.command("compare")
@click.argument("article", metavar="ARTICLE")
@click.argument("pieces", nargs=-1, required=True, metavar="PIECE…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(get_args(FailOn)),
    help="From which severity on a finding gives exit status 1.  [default: error]",
)
@click.option(
    "--all", "everything", is_flag=True, help="Show every sentence of the pieces, not only those that differ."
)
@selection_options
@config_options
@run_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on the terminal.")
@click.option("--verbose", "-v", is_flag=True, help="The reason and the advice under every finding.")
@click.option("--quiet", "-q", is_flag=True, help="Print no report; problems go to standard error.")
def command(  # noqa: PLR0913 - one for each option
    *,
    article: str,
    pieces: tuple[str, ...],
    format_: str,
    fail_on: FailOn | None,
    everything: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    jobs: int | None,
    no_cache: bool,
    color: str,
    verbose: bool,
    quiet: bool,
) -> int:
    """Hold pieces (a post, an e-mail, a leaflet) against the article that they come from.

    Prints what `caveat check` prints for the pieces, as if each named ARTICLE as its own, and then the sentences that
    say more or less than the article's. Each sentence of a piece is set beside the sentence of the article that is most
    like it, and how firmly both say what they say is compared on one scale: 0 denied, 1 an association, 2 "may", 3
    "can" or for some people, 4 plain, 5 absolute. Where no sentence is like it, that is said, and nothing is compared.

    Pieces that lie beside their article, or name it as `derived_from`, are compared by `caveat check` as well.

    \b
    Exit status, as for `caveat check`:
      0  nothing at or above the severity of --fail-on
      1  at least one such finding
      2  something could not be read or checked, or a rule broke down

    \b
    Examples:
      caveat compare article.md post.md email.md
      caveat compare article.md post.md --select consistency
      caveat compare abstract.txt press-release.txt --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    if not Path(article).is_file():
        raise UsageError(f"ARTICLE: there is no file {article}")
    given = Given(config, isolated, select, extend_select, ignore, profile, fail_on, today, jobs, no_cache)
    settings = settings_for(pieces, given)

    from caveat.cli.check import progress_bar
    from caveat.cli.formats import render
    from caveat.engine.compare import compare
    from caveat.engine.finding import NOTES

    try:
        with progress_bar(quiet=quiet) as progress:
            done = compare(article.replace("\\", "/"), pieces, settings, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in done.run.notes:
        click.echo(f"note: {note}", err=True)
    if quiet:
        for problem in done.report.problems:
            if problem.kind not in NOTES:
                click.echo(f"{problem.path}: {problem.message}", err=True)
    elif format_ == "json":
        from caveat.report import wire

        click.echo(wire.encode(done.report), nl=False)
    else:
        from caveat.report import compared

        painted = colored(color)
        click.echo(render(done.run, "terminal", color=painted, verbose=verbose), nl=False, color=True)
        table = compared.render(done.report, color=painted, width=screen_width(), everything=everything)
        click.echo(f"\n{table}".removesuffix("\n"), nl=False, color=True)
    return done.run.exit_status
