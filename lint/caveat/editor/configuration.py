"""Which settings hold for a text: those of the nearest configuration, read again when it has changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from caveat.analysis.memory import Memory
from caveat.engine.baseline import usual_baseline
from caveat.engine.config import find_config, read_config, shown_path
from caveat.engine.session import Session
from caveat.engine.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("caveat.toml", "pyproject.toml")

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Known:
    stamp: Stamp
    today: datetime.date
    session: Session | SettingsError


class Configuration:
    """Gives each folder its session. Sessions keep their memory when only the settings change."""

    def __init__(self, given: Path | None, checkpoint: Callable[[], None]) -> None:
        """Take a configuration that holds for all texts, if one was given, and what a check calls between its steps."""
        self._given = given
        self._checkpoint = checkpoint
        self._known: dict[Path, _Known] = {}
        self._memories: dict[tuple[object, ...], Memory] = {}

    def forget(self) -> None:
        """Read everything again when it is next asked for: a list that a configuration names may have changed."""
        self._known.clear()

    def session(self, folder: Path) -> Session:
        """Return the session of the texts in a folder; raises SettingsError when its configuration is wrong."""
        today = datetime.date.today()  # noqa: DTZ011 - the user's own day is meant
        stamp = self._stamp(folder)
        known = self._known.get(folder)
        if known is None or (known.stamp, known.today) != (stamp, today):
            known = _Known(stamp, today, self._session(folder, today))
            self._known[folder] = known
        if isinstance(known.session, SettingsError):
            raise known.session
        return known.session

    def path(self, folder: Path) -> Path | None:
        """Return the configuration that holds for a folder; raises SettingsError for one that is no TOML."""
        return self._given or find_config(folder)

    def _stamp(self, folder: Path) -> Stamp:
        """Return what tells one state of the files that may hold the configuration from another."""
        files = (
            [self._given] if self._given else [above / name for above in (folder, *folder.parents) for name in NAMES]
        )
        found: list[tuple[str, int, int]] = []
        for file in files:
            try:
                state = file.stat()
            except OSError:
                continue
            found.append((str(file), state.st_mtime_ns, state.st_size))
        return tuple(found)

    def _session(self, folder: Path, today: datetime.date) -> Session | SettingsError:
        try:
            path = self.path(folder)
            if path is None:
                settings = Settings(root=folder.as_posix(), today=today)
            else:
                settings = replace(read_config(path, shown_path(path)), today=today)
            if settings.baseline is None:
                settings = replace(settings, baseline=usual_baseline(settings.root))
            for known in self._known.values():
                if isinstance(known.session, Session) and known.session.settings == settings:
                    return known.session
            key = (settings.bundles, settings.topics, settings.language_model)
            return Session(settings, self._memories.setdefault(key, Memory(self._checkpoint)))
        except SettingsError as error:
            return error
