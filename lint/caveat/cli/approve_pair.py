"""`caveat approve-pair`: a person has compared a piece with its article."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.engine.given import Given

if TYPE_CHECKING:
    from caveat.engine.settings import Settings


@click.command("approve-pair")
@click.argument("article", metavar="ARTICLE")
@click.argument("pieces", nargs=-1, required=True, metavar="PIECE…")
@click.option("--by", required=True, metavar="NAME", help="Who compared them.")
@click.option("--credential", metavar="TEXT", help="What entitles them to: a degree, a role.")
@click.option("--note", metavar="TEXT", help="What is worth knowing about it.")
@click.option("--today", metavar="DATE", help="The day they compared them, such as 2026-11-23; else the clock's.")
@config_options
def command(
    *,
    article: str,
    pieces: tuple[str, ...],
    by: str,
    credential: str | None,
    note: str | None,
    today: str | None,
    config: str | None,
    isolated: bool,
) -> int:
    """Record that a person compared pieces with their article and found that they say the same.

    The record is a text file below .caveat/approvals, beside the configuration (or in the present folder, where there
    is none): commit it with the texts. It holds who and when, digests of both texts, and which sentence of the piece
    comes from which of the article. `caveat check` then knows which of the article's later changes touch what the piece
    says (consistency-stale-derived), and `caveat family` shows where each piece stands.

    The record belongs to the words. Renaming, moving or re-encoding files does not lose it, nor does a comma more.

    \b
    Exit status:
      0  recorded
      2  something could not be read or written; nothing is recorded then

    \b
    Examples:
      caveat approve-pair article.md post.md --by "Ann Editor" --credential PharmD
      caveat approve-pair article.md mail/*.eml --by "Ann Editor" --note "Against the label of May 2026."
    """  # noqa: D301 - \b keeps click from joining the lines
    if isolated:
        raise UsageError("--isolated: records of comparisons are kept in the configuration's folder")
    name = " ".join(by.split())
    if not name:
        raise UsageError("--by: who compared them? Give a name")
    for path in (article, *pieces):
        if not Path(path).is_file():
            raise UsageError(f"there is no file {path}")
    if any(Path(piece).samefile(article) for piece in pieces):
        raise UsageError(f"{article} is the article: name the pieces that were compared with it")
    settings = settings_for((article,), Given(config, isolated, today=today))

    from caveat.engine.approvals import approve, keep_approval
    from caveat.engine.catalogue import load_rules
    from caveat.engine.paths import relative_path
    from caveat.engine.settings import SettingsError
    from caveat.readers import Unreadable

    try:
        vocabulary = load_rules(
            settings.bundles, settings.options, settings.config_path, settings.topics
        ).bundle.vocabulary
    except SettingsError as error:
        raise UsageError(str(error)) from None
    source = article.replace("\\", "/")
    made = []
    for piece in pieces:
        path = piece.replace("\\", "/")
        try:
            approval = approve(
                source, path, settings, vocabulary, by=name, credential=_line(credential), note=_line(note)
            )
        except Unreadable as error:
            raise UsageError(f"{path} or {source}: {error.message}") from None
        except OSError as error:
            raise UsageError(f"{error.filename or path}: {error.strerror or error}") from None
        made.append((path, approval))
    for path, approval in made:
        try:
            kept = keep_approval(approval, settings)
        except OSError as error:
            raise UsageError(f"{settings.approvals}: cannot be written: {error.strerror or error}") from None
        shown = relative_path(kept.as_posix(), Path.cwd().as_posix())
        click.echo(f"{path}: compared with {source} by {approval.shown} on {approval.date} ({shown})")
        if (named := _article_of(path, settings)) is None or not _same(named, source):
            other = "names no article" if named is None else f"derives from {named}"
            click.echo(f"note: {path} {other}, so `caveat check` will not look at this record", err=True)
    return 0


def _line(text: str | None) -> str | None:
    """Return a text on one line, or None when there is nothing in it."""
    return " ".join(text.split()) or None if text else None


def _article_of(path: str, settings: Settings) -> str | None:
    """Return the article that a check would hold a piece against."""
    from caveat.engine.families import family_member

    return family_member(path, settings).kinship.article


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False
