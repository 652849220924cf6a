"""From what a caller says, on the command line or in Python, to the settings of a run."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from caveat.engine.settings import Choice, FailOn, Profile, Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Given:
    """What a caller says of settings that the configuration may give too."""

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


def settings_from(paths: Sequence[str], given: Given) -> Settings:
    """Return the settings of a run: the configuration's, then the caller's.

    Raises SettingsError with the reason when they cannot be followed.
    """
    settings = _configured(paths, given)
    today = _date(given.today)
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
        approvals=None if given.isolated else settings.approvals,
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


def with_baseline(settings: Settings, given: str | None, *, isolated: bool, no_baseline: bool) -> Settings:
    """Add the baseline: the one that is given, else the configuration's, else the file of the usual name."""
    from caveat.engine.baseline import usual_baseline

    if no_baseline:
        return replace(settings, baseline=None)
    if given is not None:
        return replace(settings, baseline=given)
    if settings.baseline is not None or isolated:
        return settings
    return replace(settings, baseline=usual_baseline(settings.root))
