"""`caveat baseline`: accept the findings there are."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from caveat.cli.check import progress_bar
from caveat.cli.options import UsageError, config_options, run_options, selection_options, settings_for
from caveat.engine.given import Given
from caveat.engine.settings import Profile, SettingsError

if TYPE_CHECKING:
    from caveat.engine.baseline import Entry
    from caveat.engine.run import Run


@click.command("baseline")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--output", metavar="FILE", help="The file to write.  [default: caveat-baseline.json by the configuration]"
)
@click.option("--prune", is_flag=True, help="Only take out what is gone; accept nothing new.")
@selection_options
@config_options
@run_options
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    output: str | None,
    prune: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    jobs: int | None,
    no_cache: bool,
) -> int:
    """Accept today's findings: write them to a file that later runs leave out.

    `caveat check` finds the file by its usual name beside the configuration, else by `baseline` there or --baseline.
    Findings are recognised by their words and sentence, so they stay accepted when the text around them changes, and
    when a file is moved. Findings of files that are not checked now stay in the file.

    \b
    Examples:
      caveat baseline content/
      caveat baseline content/ --prune
    """  # noqa: D301 - \b keeps click from joining the lines
    from caveat.engine.baseline import DEFAULT_NAME, read_baseline, write_baseline
    from caveat.engine.run import check

    given = Given(config, isolated, select, extend_select, ignore, profile, None, today, jobs, no_cache)
    settings = settings_for(paths, given)
    target = output or settings.baseline or Path(os.path.relpath(Path(settings.root) / DEFAULT_NAME)).as_posix()
    try:
        earlier = read_baseline(target) if Path(target).is_file() else ()
        with progress_bar(quiet=False) as progress:
            run = check(paths, replace(settings, baseline=None), stdin=sys.stdin.buffer.read, progress=progress)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    if not run.report.documents:
        for problem in run.report.problems:
            click.echo(f"{problem.path}: {problem.message}", err=True)
        click.echo(f"{target}: not written, since nothing could be checked", err=True)
        return 2
    kept, dropped = _merged(run, earlier, prune=prune)
    try:
        Path(target).write_text(write_baseline(kept), encoding="utf-8", newline="\n")
    except OSError as error:
        click.echo(f"{target}: cannot be written: {error.strerror}", err=True)
        return 2
    for problem in run.report.problems:
        click.echo(f"{problem.path}: {problem.message}", err=True)
    new = len({entry.fingerprint for entry in kept} - {entry.fingerprint for entry in earlier})
    noun = "finding" if len(kept) == 1 else "findings"
    click.echo(f"{target}: {len(kept)} {noun} accepted ({new} new, {dropped} taken out)")
    return 2 if run.exit_status == 2 else 0


def _merged(run: Run, earlier: tuple[Entry, ...], *, prune: bool) -> tuple[list[Entry], int]:
    """Return the entries to write, and how many earlier ones are gone."""
    from caveat.engine.baseline import compare, entries_of
    from caveat.engine.selection import Selections

    selections = Selections(run.settings, run.catalogue)
    families = {rule.id: rule.family for rule in run.catalogue.rules}

    def ran(path: str, name: str) -> bool:
        active = selections.active(run.paths[path])
        return name in active or name in {families[rule] for rule in active}

    compared = compare(run.report.findings, earlier, run.paths, run.settings, ran)
    stale = {entry.fingerprint for entry in compared.stale}
    matched = {entry.fingerprint for entry in compared.matched}
    present = entries_of(run.report.findings, run.paths)
    untouched = [entry for entry in earlier if entry.fingerprint not in stale | matched]
    if prune:
        new = {one.fingerprint for one in compared.findings}
        present = [entry for entry in present if entry.fingerprint not in new]
    return [*untouched, *present], len(stale)
