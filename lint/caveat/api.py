"""Caveat from Python: check a text or files, and get what was found as objects."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from caveat.engine.finding import DocumentSummary, Finding, LedgerClaim, Problem, Report, Summary
from caveat.engine.given import Given, settings_from, with_baseline
from caveat.engine.settings import FailOn, Profile, SettingsError, suggest

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found.

    `report` holds everything, in the shape of the wire format that `docs/report.schema.json` describes. `claims` is the
    ledger: every medical claim that needs a source. `exit_status` is what `caveat check` would have ended with: 0
    nothing at or above the severity of `fail_on`, 1 something is, 2 something could not be checked. `notes` are remarks
    on the settings, such as on a rule that was renamed.
    """

    report: Report
    claims: tuple[LedgerClaim, ...]
    exit_status: Literal[0, 1, 2]
    notes: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that count, ordered by document and place: nobody suppressed or accepted them."""
        return tuple(finding for finding in self.report.findings if finding.suppressed is None)

    @property
    def suppressed(self) -> tuple[Finding, ...]:
        """The findings that somebody suppressed, or whose risk a reviewer accepted; `suppressed` says who and why."""
        return tuple(finding for finding in self.report.findings if finding.suppressed is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be checked, and what is worth knowing of how something was."""
        return self.report.problems

    @property
    def documents(self) -> tuple[DocumentSummary, ...]:
        """The texts that were checked: their words, reading grades, claims and disclosures."""
        return self.report.documents

    @property
    def summary(self) -> Summary:
        """How many findings of each severity count."""
        return self.report.summary

    @property
    def ok(self) -> bool:
        """Whether everything could be checked and nothing is at or above the severity of `fail_on`."""
        return self.exit_status == 0

    def to_json(self) -> str:
        """Return the report as `caveat check --format json` prints it."""
        from caveat.report.wire import encode

        return encode(self.report)


def check_text(  # noqa: PLR0913 - one for each option
    text: str | bytes,
    *,
    path: str = "article.md",
    profile: Profile | None = None,
    config: PathLike | None = None,
    isolated: bool = False,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: FailOn | None = None,
    today: datetime.date | str | None = None,
    cache: bool = False,
) -> Result:
    """Check a text, and return what was found in it.

    `path` is what the text stands for. No file need be there: its ending says how the text is read (`.md`, `.html`,
    `.txt`, `.docx` for bytes, …), its name what genre it is, its folder which configuration holds. Places count in code
    points of the text.

    `config` names a configuration file; without it, one is looked for in the folder of `path` and above, as the command
    does, unless the check is `isolated`. `select`, `extend_select` and `ignore` name rules by id, by family, or `all`.
    `today` is the date to check against, the clock's unless given. `cache` keeps results for the next time, in the
    folder that the command uses.

    Raises SettingsError when what was asked for cannot be done. What is wrong with the text never raises: it is in the
    result.
    """
    from caveat.readers import reader_for, suffixes

    path = path.replace("\\", "/")
    if reader_for(path) is None:
        raise SettingsError(f"path: no reader knows the type of {path} (known: {', '.join(sorted(suffixes()))})")
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    given = Given(
        config=_path(config),
        isolated=isolated,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        fail_on=fail_on,
        today=_day(today),
        no_cache=not cache,
        jobs=1,
        stdin_path=path,
    )
    return _check(["-"], given, baseline=None, data=data, decisions=True)


def check_paths(  # noqa: PLR0913 - one for each option
    paths: PathLike | Sequence[PathLike],
    *,
    profile: Profile | None = None,
    config: PathLike | None = None,
    isolated: bool = False,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: FailOn | None = None,
    today: datetime.date | str | None = None,
    baseline: PathLike | None = None,
    decisions: bool = True,
    jobs: int | None = 1,
    cache: bool = True,
) -> Result:
    """Check files and folders as `caveat check` does, and return what was found in them.

    The options are those of `check_text`, and: `baseline` names a file of findings to leave out, in place of the
    configuration's or the one of the usual name; `decisions=False` leaves out what reviewers decided. `jobs` is the
    number of processes, None for as many as pay off; where processes are not forked, a program that asks for more than
    one needs the usual `if __name__ == "__main__":`.

    Raises SettingsError when what was asked for cannot be done. A file that cannot be read is a problem in the result.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    names = [os.fspath(path) for path in several]
    if "-" in names:
        raise SettingsError('paths: "-" is no file; hand over what standard input gives with check_text')
    given = Given(
        config=_path(config),
        isolated=isolated,
        select=select,
        extend_select=extend_select,
        ignore=ignore,
        profile=profile,
        fail_on=fail_on,
        today=_day(today),
        no_cache=not cache,
        jobs=jobs,
    )
    return _check(names, given, baseline=baseline, data=b"", decisions=decisions)


def _refuse_mistakes(given: Given) -> None:
    """Tell a program of the mistakes that the command line tells of before it gets here."""
    for name, word, known in (
        ("profile", given.profile, get_args(Profile)),
        ("fail_on", given.fail_on, get_args(FailOn)),
    ):
        if word is not None and word not in known:
            raise SettingsError(f'{name}: "{word}" is not known{suggest(word, known)} (known: {", ".join(known)})')
    for name, words in (("select", given.select), ("extend_select", given.extend_select), ("ignore", given.ignore)):
        if isinstance(words, str):
            raise SettingsError(f'{name}: give a list, such as ["{words}"]')


def _path(given: PathLike | None) -> str | None:
    return None if given is None else os.fspath(given)


def _day(given: datetime.date | str | None) -> str | None:
    return given.isoformat() if isinstance(given, datetime.date) else given


def _check(paths: Sequence[str], given: Given, *, baseline: PathLike | None, data: bytes, decisions: bool) -> Result:
    from caveat.engine.run import check

    _refuse_mistakes(given)
    settings = settings_from(paths, given)
    settings = with_baseline(settings, _path(baseline), isolated=given.isolated, no_baseline=False)
    if not decisions:
        settings = replace(settings, decisions=None)
    run = check(paths, settings, stdin=lambda: data)
    status = run.exit_status
    return Result(run.report, run.claims, 0 if status == 0 else 1 if status == 1 else 2, run.notes)
