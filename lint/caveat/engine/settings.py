"""What a run is told: the configuration and the command line, checked and put together."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from caveat.library.targets import Readers
    from caveat.rule import Severity

Profile = Literal["patient-education", "clinic-marketing", "derived-short", "professional"]
SeverityOrOff = Literal["error", "warning", "info", "off"]
FailOn = Literal["error", "warning", "info", "never"]
PROFILES: tuple[Profile, ...] = ("patient-education", "clinic-marketing", "derived-short", "professional")
DEFAULT_BUNDLES = ("caveat_rules",)


class SettingsError(Exception):
    """Settings that cannot be followed; the message says which, where, and what may have been meant."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules to run, each named by its id, its family or `all`; `select` is None when nothing was selected."""

    select: tuple[str, ...] | None = None
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PathSettings:
    """What holds for the paths that match a pattern."""

    glob: str
    choice: Choice = Choice()
    severity: tuple[tuple[str, SeverityOrOff], ...] = ()
    profile: Profile | None = None
    genre: str | None = None
    readers: Readers | None = None


@dataclass(frozen=True, slots=True)
class FamilySettings:
    """One `[[family]]` table: an article, and patterns for the pieces that derive from it."""

    article: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuppressEntry:
    """One `[[suppress]]` table: the findings it covers, and why. `line` is where it stands in the configuration."""

    path: str
    rule: str
    quote: str | None
    reason: str
    by: str
    until: str | None
    line: int


@dataclass(frozen=True, slots=True)
class DecisionSettings:
    """Where reviewers' decisions are kept, relative to the configuration, how long they hold, and what needs one.

    `days` and `sign_off_days` are counted from the day of a decision. Findings of a severity below `needs` do not stand
    in the way of a sign-off.
    """

    folder: str = ".caveat/decisions"
    days: int = 365
    sign_off_days: int = 365
    needs: Severity = "info"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a run is told. `root` is the folder that patterns and identities are relative to."""

    root: str
    today: datetime.date
    config_path: str | None = None
    profile: Profile = "patient-education"
    readers: Readers = "us"
    targets: tuple[float | None, float | None] = (None, None)
    choice: Choice = Choice()
    command: Choice = Choice()
    severity: tuple[tuple[str, SeverityOrOff], ...] = ()
    fail_on: FailOn = "error"
    exclude: tuple[str, ...] = ()
    bundles: tuple[str, ...] = DEFAULT_BUNDLES
    topics: tuple[tuple[str, str], ...] = ()
    """The house's own topic packs: the name and the text of each file, so that results kept rest on them."""
    accept: tuple[str, ...] = ()
    genre: tuple[tuple[str, str], ...] = ()
    disclosures: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    paths: tuple[PathSettings, ...] = ()
    suppressions: tuple[SuppressEntry, ...] = ()
    families: tuple[FamilySettings, ...] = ()
    approvals: str | None = ".caveat/approvals"
    """The folder that holds who compared which piece with its article, relative to `root`; None to look at none."""
    baseline: str | None = None
    decisions: DecisionSettings | None = DecisionSettings()
    """None leaves out what reviewers decided."""
    require_sign_off: bool = False
    cache: bool = True
    cache_folder: str | None = None
    language_model: str | None = None
    changed_since: str | None = None
    stdin_path: str | None = None
    jobs: int | None = None
    online: bool = False
    article: str | None = None
    """The article that everything checked derives from, whatever its place and its front matter say."""


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean "x"?` when one of the known words is close, else an empty text."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ""
