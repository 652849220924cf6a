"""`caveat compare`: pieces held against an article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from caveat.cli.options import UsageError, config_options, run_options, selection_options, settings_for
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given
from caveat.engine.settings import FailOn, Profile, SettingsError

if TYPE_CHECKING:
    from caveat.engine.compare import Comparison

_FORMATS = ("text", "json", "html")


@click.command("compare")
@click.argument("article", metavar="ARTICLE")
@click.argument("pieces", nargs=-1, required=True, metavar="PIECE…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to print the report.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write a report to a file, beside what is printed, such as html=beside.html. Repeatable.",
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
    outputs: tuple[str, ...],
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
      caveat compare article.md post.md email.md --output html=beside.html
    """  # noqa: D301 - \b keeps click from joining the lines
    if not Path(article).is_file():
        raise UsageError(f"ARTICLE: there is no file {article}")
    from caveat.cli.check import output_target

    targets = [output_target(output, _FORMATS) for output in outputs]
    given = Given(config, isolated, select, extend_select, ignore, profile, fail_on, today, jobs, no_cache)
    settings = settings_for(pieces, given)

    from caveat.cli.check import progress_bar
    from caveat.engine.compare import compare
    from caveat.engine.finding import NOTES

    try:
        with progress_bar(quiet=quiet) as progress:
            done = compare(article.replace("\\", "/"), pieces, settings, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    for note in done.run.notes:
        click.echo(f"note: {note}", err=True)
    status = done.run.exit_status
    for name, path in targets:
        try:
            Path(path).write_text(_render(done, name, everything=everything), encoding="utf-8", newline="\n")
        except OSError as error:
            click.echo(f"{path}: cannot be written: {error.strerror}", err=True)
            status = 2
    if quiet:
        for problem in done.report.problems:
            if problem.kind not in NOTES:
                click.echo(f"{problem.path}: {problem.message}", err=True)
    else:
        text = _render(done, format_, color=colored(color), verbose=verbose, everything=everything)
        click.echo(text, nl=False, color=True)
    return status


def _render(
    done: Comparison, name: str, *, color: bool = False, verbose: bool = False, everything: bool = False
) -> str:
    """Return a comparison's report in one of the formats."""
    from caveat.cli.formats import page_of, render

    if name == "json":
        from caveat.report import wire

        return wire.encode(done.report)
    if name == "html":
        return page_of(done.run, done, compares=True)
    from caveat.report import compared

    table = compared.render(done.report, color=color, width=screen_width(), everything=everything)
    return render(done.run, "terminal", color=color, verbose=verbose) + f"\n{table}".removesuffix("\n")
