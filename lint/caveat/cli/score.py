"""`caveat score`: readability, and nothing else."""

from __future__ import annotations

import sys

import click

from caveat.cli.options import Given, UsageError, config_options, settings_for
from caveat.engine.settings import SettingsError


@click.command("score")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--stdin-path", metavar="PATH", help="The path that standard input stands for.")
@config_options
def command(*, paths: tuple[str, ...], format_: str, stdin_path: str | None, config: str | None, isolated: bool) -> int:
    """Measure how hard texts are to read: school grades with their margin, and the sentences to rewrite first.

    Headings, tables, captions and reference lists are not counted: grades are made for running text.

    \b
    Examples:
      caveat score leaflet.md
      caveat score content/ --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    from caveat.engine.finding import NOTES
    from caveat.engine.score import score as measured
    from caveat.report.score import encode, render

    settings = settings_for(paths, Given(config=config, isolated=isolated, stdin_path=stdin_path))
    try:
        scores, problems = measured(paths, settings, sys.stdin.buffer.read)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    click.echo(encode(scores) if format_ == "json" else render(scores), nl=False)
    for problem in problems:
        click.echo(f"{problem.path}: {problem.message}", err=True)
    return 2 if any(problem.kind not in NOTES for problem in problems) else 0
