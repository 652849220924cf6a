"""`caveat review`: decide on findings in the browser."""

from __future__ import annotations

import threading
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from caveat.cli.check import progress_bar
from caveat.cli.options import (
    UsageError,
    baseline_options,
    config_options,
    run_options,
    selection_options,
    settings_for,
)
from caveat.engine.given import Given, with_baseline
from caveat.engine.settings import Profile, SettingsError

if TYPE_CHECKING:
    from caveat.engine.reviewer import Reviewer


@click.command("review")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--name", metavar="NAME", help="The reviewer's name; else the page asks.")
@click.option("--credential", metavar="TEXT", help="The reviewer's credential, such as MD; else the page asks.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@selection_options
@config_options
@baseline_options
@run_options
def command(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    name: str | None,
    credential: str | None,
    no_browser: bool,
    select: tuple[str, ...],
    extend_select: tuple[str, ...],
    ignore: tuple[str, ...],
    profile: Profile | None,
    today: str | None,
    config: str | None,
    isolated: bool,
    baseline: str | None,
    no_baseline: bool,
    jobs: int | None,
    no_cache: bool,
) -> int:
    """Open a page on this machine to accept risks, to ask for changes, and to sign pieces off.

    The page is for this machine only, and for who has its address: it holds a token. Everything can be done with the
    keyboard; `?` shows the keys. Each decision needs a reason, and stands with the reviewer's name and credential in
    `.caveat/decisions/`, which belongs into the repository. The texts themselves are never changed.

    The command ends with the button "End the review", with Ctrl-C, five minutes after the page was closed, or after
    four hours in which nothing was done. Every decision is on the disk as soon as the page says so.

    \b
    Examples:
      caveat review content/
      caveat review article.md --name "Ann Lee" --credential MD
      caveat review content/ --no-browser
    """  # noqa: D301 - \b keeps click from joining the lines
    from caveat.review import Desk, ReviewServer

    reviewer = _reviewer(name, credential)
    if "-" in paths:
        raise UsageError("standard input cannot be reviewed: decisions need a path")
    given = Given(config, isolated, select, extend_select, ignore, profile, None, today, jobs, no_cache)
    settings = with_baseline(settings_for(paths, given), baseline, isolated=isolated, no_baseline=no_baseline)
    if settings.decisions is None:
        raise UsageError("--isolated: reviewers' decisions are part of the configuration's folder")
    try:
        with progress_bar(quiet=False):
            desk = Desk(paths, replace(settings, require_sign_off=False))
    except SettingsError as error:
        raise UsageError(str(error)) from None
    sight = desk.look()
    for problem in sight.problems:
        click.echo(f"{problem.path}: {problem.message}", err=True)
    if not sight.items:
        return 2
    server = ReviewServer(desk, reviewer)
    click.echo(f"Reviewing {len(sight.items)} {'piece' if len(sight.items) == 1 else 'pieces'} at {server.address}")
    click.echo("End with Ctrl-C, or with the button on the page.", err=True)
    if not no_browser:
        # In a thread of its own: a browser in the terminal would keep us from answering it.
        threading.Thread(target=webbrowser.open, args=(server.address,), daemon=True).start()
    try:
        server.serve()
    except KeyboardInterrupt:
        click.echo("", err=True)
    click.echo("The review has ended. Every recorded decision is kept.", err=True)
    return 0


def _reviewer(name: str | None, credential: str | None) -> Reviewer | None:
    """Return who reviews, when both are given."""
    if name is None and credential is None:
        return None
    if not (name or "").strip() or not (credential or "").strip():
        raise UsageError("--name, --credential: give both, or neither")
    from caveat.engine.reviewer import Reviewer

    return Reviewer(" ".join((name or "").split()), " ".join((credential or "").split()))
