"""From the command line to settings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import click

from caveat.engine.settings import PROFILES, Choice, FailOn, Profile, Settings, SettingsError

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says of settings that the configuration may give too."""

    config: str | None = None
    isolated: bool = False
    select: Sequence[str] = ()
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    profile: Profile | None = None
    fail_on: FailOn | None = None
    today: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    stdin_path: str | None = None
    changed_since: str | None = None


class UsageError(click.ClickException):
    """A call or a configuration that cannot be followed; exit status 2."""

    exit_code = 2


def config_options(command: F) -> F:
    """Add the options that say which configuration is read."""
    options = [
        click.option("--config", metavar="FILE", help="Read this configuration instead of looking for one."),
        click.option("--isolated", is_flag=True, help="Read no configuration."),
    ]
    return _with(options, command)


def selection_options(command: F) -> F:
    """Add the options that say which rules run, and how severe they are."""
    names = "Rules by id, family, or all; separated by commas."
    options = [
        click.option("--select", multiple=True, metavar="RULES", help=f"Run these rules and no others. {names}"),
        click.option("--extend-select", multiple=True, metavar="RULES", help="Run these rules besides."),
        click.option("--ignore", multiple=True, metavar="RULES", help="Do not run these rules."),
        click.option("--profile", type=click.Choice(PROFILES), help="Who the text is for; decides severities."),
        click.option(
            "--today", metavar="DATE", help="The date to check against, such as 2026-11-23; else the clock's."
        ),
    ]
    return _with(options, command)


def baseline_options(command: F) -> F:
    """Add the options that say which accepted findings are left out."""
    options = [
        click.option("--baseline", metavar="FILE", help="Leave out the findings that this file holds."),
        click.option("--no-baseline", is_flag=True, help="Report what a baseline holds, too."),
    ]
    return _with(options, command)


def run_options(command: F) -> F:
    """Add the options that say how a run is done."""
    options = [
        click.option(
            "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to use; else as many as pay off."
        ),
        click.option("--no-cache", is_flag=True, help="Neither use nor keep results of other runs."),
    ]
    return _with(options, command)


def _with(options: Sequence[Callable[[F], F]], command: F) -> F:
    for option in reversed(options):
        command = option(command)
    return command


def settings_for(paths: Sequence[str], given: Given) -> Settings:
    """Return the settings of a run: the configuration's, then the command line's.

    Raises UsageError with the reason when they cannot be followed.
    """
    try:
        settings = _configured(paths, given)
        today = _date(given.today)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    command = Choice(_names(given.select) or None, _names(given.extend_select), _names(given.ignore))
    return replace(
        settings,
        today=today,
        command=command,
        profile=given.profile or settings.profile,
        paths=tuple(replace(table, profile=None) for table in settings.paths) if given.profile else settings.paths,
        fail_on=given.fail_on or settings.fail_on,
        jobs=given.jobs,
        cache=settings.cache and not given.no_cache,
        stdin_path=given.stdin_path.replace("\\", "/") if given.stdin_path else None,
        changed_since=given.changed_since,
        decisions=None if given.isolated else settings.decisions,
    )


def _configured(paths: Sequence[str], given: Given) -> Settings:
    """Read the configuration that holds for the first path; pydantic is only imported when there is one."""
    path: Path | None = None
    if given.config is not None:
        path = Path(given.config)
        if not path.is_file():
            raise SettingsError(f"--config: there is no file {given.config}")
    elif not given.isolated and _may_have_config(start := _start(paths, given.stdin_path)):
        from caveat.engine.config import find_config

        path = find_config(start)
    if path is None:
        return Settings(root=Path.cwd().as_posix(), today=datetime.date.min)
    from caveat.engine.config import read_config, shown_path

    return read_config(path, given.config or shown_path(path))


def _may_have_config(folder: Path) -> bool:
    """Say whether a folder or one above it has a file that could hold the configuration."""
    return any(
        (above / name).is_file() for above in (folder, *folder.parents) for name in ("caveat.toml", "pyproject.toml")
    )


def _start(paths: Sequence[str], stdin_path: str | None) -> Path:
    first = paths[0] if paths else "-"
    if first == "-":
        first = stdin_path or "."
    path = Path(first)
    return (path if path.is_dir() else path.parent).absolute()


def _date(given: str | None) -> datetime.date:
    if given is None:
        return datetime.date.today()  # noqa: DTZ011 - the user's own day is meant
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise SettingsError(f'--today: "{given}" is not a date such as 2026-11-23') from None


def _names(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for word in given for name in word.replace(",", " ").split())
