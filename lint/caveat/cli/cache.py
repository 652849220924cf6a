"""`caveat cache`: what is kept between runs."""

from __future__ import annotations

import click

from caveat.cli.options import config_options, settings_for
from caveat.engine.given import Given


@click.command("cache")
@click.argument("action", type=click.Choice(["path", "clear"]))
@config_options
def command(*, action: str, config: str | None, isolated: bool) -> int:
    """Show where results are kept between runs, or delete them.

    They hold quotes from the texts that were checked, so the folder is the user's alone.
    CAVEAT_CACHE_DIR names another; `cache = false` in the configuration, or --no-cache, keeps nothing.
    """
    from caveat.engine.cache import cache_folder, clear_cache

    folder = cache_folder(settings_for((), Given(config=config, isolated=isolated)).cache_folder)
    if action == "path":
        click.echo(folder.as_posix())
    elif clear_cache(folder):
        click.echo(f"cleared {folder.as_posix()}")
    else:
        click.echo(f"nothing is kept in {folder.as_posix()}")
    return 0
