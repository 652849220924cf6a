"""`caveat score`: readability, and nothing else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given
from caveat.engine.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.engine.finding import Problem
    from caveat.library.targets import Readers

# Those of `caveat.library.targets`, which is not imported for the help.
_READERS: Sequence[Readers] = ("us", "us-ama", "nhs", "nhs-medical", "au", "consent", "clinician")


@click.command("score")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--compare", is_flag=True, help="Compare two versions of a text, the older one first.")
@click.option("--readers", type=click.Choice(_READERS), help="Whose targets the grades are held against.")
@click.option("--all", "everything", is_flag=True, help="Also the other formulas, and the counts behind every number.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@click.option("--stdin-path", metavar="PATH", help="The path that standard input stands for.")
@config_options
def command(  # noqa: PLR0913 - one argument an option
    *,
    paths: tuple[str, ...],
    compare: bool,
    readers: Readers | None,
    everything: bool,
    format_: str,
    color: str,
    stdin_path: str | None,
    config: str | None,
    isolated: bool,
) -> int:
    """Measure how hard texts are to read, and show what to rewrite first and what that gains.

    Headings, tables, captions and reference lists are not counted: grades are made for running text.

    \b
    Examples:
      caveat score leaflet.md
      caveat score leaflet.md --readers nhs --all
      caveat score --compare leaflet-old.md leaflet.md
      caveat score content/ --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    settings = settings_for(paths, Given(config=config, isolated=isolated, stdin_path=stdin_path))
    if compare and len(paths) != 2:
        raise UsageError("--compare: takes two files, the older version first")
    try:
        if compare:
            from caveat.engine.score_changes import compare as compared
            from caveat.report import score_changes

            changes, problems = compared(paths[0], paths[1], settings, sys.stdin.buffer.read, readers)
            if changes is not None:
                click.echo(
                    score_changes.encode(changes)
                    if format_ == "json"
                    else score_changes.render(changes, color=colored(color), width=screen_width()),
                    nl=False,
                    color=True,
                )
        else:
            from caveat.engine.score import score as measured
            from caveat.report.score import encode, render

            scores, problems = measured(paths, settings, sys.stdin.buffer.read, readers)
            click.echo(
                encode(scores)
                if format_ == "json"
                else render(scores, color=colored(color), width=screen_width(), everything=everything),
                nl=False,
                color=True,
            )
    except SettingsError as error:
        raise UsageError(str(error)) from None
    return _status(problems)


def _status(problems: Sequence[Problem]) -> int:
    from caveat.engine.finding import NOTES

    for problem in problems:
        click.echo(f"{problem.path}: {problem.message}", err=True)
    return 2 if any(problem.kind not in NOTES for problem in problems) else 0
