"""From the command line to settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from caveat.engine.given import Given, settings_from
from caveat.engine.settings import PROFILES, Settings, SettingsError

F = TypeVar("F", bound=Callable[..., object])


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
        return settings_from(paths, given)
    except SettingsError as error:
        raise UsageError(str(error)) from None
