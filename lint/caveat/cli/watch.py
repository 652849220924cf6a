"""`caveat watch`: what a save changed."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING

import click

from caveat.cli.options import UsageError, config_options, selection_options, settings_for
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given
from caveat.engine.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caveat.engine.finding import Problem
    from caveat.engine.settings import Profile, Settings
    from caveat.engine.watch import Saved
    from caveat.library.targets import Readers
    from caveat.report.watched import Watched

_READERS: Sequence[Readers] = ("us", "us-ama", "nhs", "nhs-medical", "au", "consent", "clinician")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
# More documents than this are not all shown at the start; each is when it is saved.
_AT_FIRST = 3


@click.command("watch")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--score", "only", flag_value="score", help="Only measure; the language model is never loaded.")
@click.option("--check", "only", flag_value="check", help="Only check.")
@click.option("--readers", type=click.Choice(_READERS), help="Whose targets the grades are held against.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True)
@selection_options
@config_options
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    only: str | None,
    readers: Readers | None,
    color: str,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
) -> int:
    """Measure and check texts again each time that they are saved, until Ctrl-C.

    \b
    Examples:
      caveat watch leaflet.md
      caveat watch content/ --score
    """  # noqa: D301 - \b keeps click from joining the lines
    if "-" in paths:
        raise UsageError("standard input cannot be watched: it has no file to be saved")
    settings = settings_for(
        paths,
        Given(
            config=config,
            isolated=isolated,
            select=select,
            extend_select=extend_select,
            ignore=ignore,
            profile=profile,
            today=today,
            jobs=1,
        ),
    )
    try:
        _watch(paths, settings, only, readers, color=colored(color))
    except KeyboardInterrupt:
        click.echo("")
    except SettingsError as error:
        raise UsageError(str(error)) from None
    return 0


def _watch(paths: Sequence[str], settings: Settings, only: str | None, readers: Readers | None, *, color: bool) -> None:
    from caveat.engine.watch import saves
    from caveat.report.watched import render

    shown: dict[str, Watched] = {}
    clear = _CLEAR if sys.stdout.isatty() else ""
    for number, saved in enumerate(saves(paths, settings.root, settings.exclude)):
        lines: list[str] = []
        if number or len(saved.changed) <= _AT_FIRST:
            for path in saved.changed:
                found = _look(path, settings, only, readers)
                lines.append(render(found, shown.get(path), color=color, width=screen_width()))
                shown[path] = found
        told = "{} has gone; it is shown again when it comes back." if number else "There is no {} yet."
        lines += [told.format(path) + "\n" for path in _missing(paths, saved, number)]
        lines.append(_footer(saved, number))
        click.echo(clear + "\n".join(lines), nl=False, color=True)
        sys.stdout.flush()


def _missing(paths: Sequence[str], saved: Saved, number: int) -> Sequence[str]:
    """Return the documents that have gone, at first those that were never there."""
    if number:
        return saved.gone
    from pathlib import Path

    return [path for path in paths if not Path(path).exists()]


def _footer(saved: Saved, number: int) -> str:
    now = datetime.datetime.now().astimezone().strftime("%H:%M:%S")
    if number or len(saved.changed) <= _AT_FIRST:
        return f"{now}  Waiting for the next save; Ctrl-C ends.\n"
    return f"{now}  Watching {len(saved.changed)} documents: each is shown when it is saved; Ctrl-C ends.\n"


def _look(path: str, settings: Settings, only: str | None, readers: Readers | None) -> Watched:
    """Measure and check one document; whatever is wrong with it is shown, and the watch goes on."""
    from caveat.report.watched import Watched

    def nothing() -> bytes:
        return b""

    score = report = None
    problems: tuple[Problem, ...] = ()
    if only != "check":
        from caveat.engine.score import score as measured

        scores, problems = measured([path], settings, nothing, readers)
        score = scores.documents[0] if scores.documents else None
    if only != "score":
        from caveat.engine.run import check

        report = check([path], settings, stdin=nothing).report
    return Watched(path, score, report, problems, brief=only is None)
