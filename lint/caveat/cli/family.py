"""`caveat family`: articles with their pieces, and where each piece stands."""

from __future__ import annotations

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.cli.screen import colored, screen_width
from caveat.engine.given import Given


@click.command("family")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.option(
    "--require-compared", is_flag=True, help="Exit status 1 unless a person has compared every piece as it stands."
)
@config_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on the terminal.")
def command(
    *,
    paths: tuple[str, ...],
    format_: str,
    require_compared: bool,
    config: str | None,
    isolated: bool,
    color: str,
) -> int:
    """Show each article with the pieces that derive from it, and where each piece stands.

    PATH is a folder, or a file, whose own family is shown then. A piece derives from the article that its front matter
    names (derived_from), else from the one that [[family]] in the configuration gives it, else from the file called
    article beside it.

    \b
    compared      a person compared it with its article, and neither says anything else in it since
    stale         its article has changed since, in what the piece says: the sentences are listed
    changed       the piece itself has changed since
    not compared  nobody has recorded a comparison (caveat approve-pair)
    no article    a post, an e-mail, a leaflet or a script that derives from nothing

    \b
    Exit status:
      0  no piece is stale or without an article
      1  one is, or two files are called article in one folder
      2  an article is missing, derives from its own piece, or something could not be read

    \b
    Examples:
      caveat family content/
      caveat family content/warfarin/post.md
      caveat family content/ --require-compared --format json
    """  # noqa: D301 - \b keeps click from joining the lines
    settings = settings_for(paths, Given(config, isolated))

    from caveat.engine.catalogue import load_rules
    from caveat.engine.families import families
    from caveat.engine.settings import SettingsError
    from caveat.report import kin

    try:
        rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    report = families(tuple(path.replace("\\", "/") for path in paths), settings, rules.bundle.vocabulary)
    if format_ == "json":
        click.echo(kin.encode(report), nl=False)
    else:
        click.echo(kin.render(report, color=colored(color), width=screen_width()), nl=False, color=True)
    if report.unreadable:
        return 2
    open_ = report.summary["not-compared"] + report.summary["changed"]
    return int(not report.in_order or (require_compared and open_ > 0))
