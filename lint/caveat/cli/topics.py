"""`caveat topics`: what the packs know, where it was read, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.engine.given import Given
from caveat.engine.settings import SettingsError, suggest

if TYPE_CHECKING:
    import datetime

    from caveat.terms import Source, Statement, Topic

_KINDS = {
    "boxed_warning": "Boxed warning",
    "key_risk": "Key risks",
    "side_effects": "Side effects",
    "contraindication": "Who should not have it",
    "emergency": "When to get help",
}
_STANDING = {
    "approved": "approved",
    "off_label": "off-label",
    "not_approved": "not approved",
    "investigational": "under investigation",
}
_SIGN_OFF = "What a pack holds needs a clinician's sign-off."


@click.command("topics")
@click.argument("what", required=False, metavar="[show]")
@click.argument("name", required=False, metavar="[PACK]")
@click.option("--today", metavar="DATE", help="The date to check against, such as 2026-11-23; else the clock's.")
@config_options
def command(*, what: str | None, name: str | None, today: str | None, config: str | None, isolated: bool) -> int:
    """List the topic packs: names, uses, what they hold, when they need a new look, and who signed them.

    `caveat topics show ketamine` shows what one holds, with its sources.
    """
    from caveat.engine.catalogue import load_rules

    settings = settings_for((), Given(config=config, isolated=isolated, today=today))
    try:
        rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    topics = {topic.id: topic for topic in sorted(rules.bundle.vocabulary.topics, key=lambda one: one.id)}
    if what is None:
        for topic in topics.values():
            click.echo("\n".join(_listed(topic, settings.today)) + "\n")
        click.echo(f"{_SIGN_OFF} `caveat topics show PACK` shows one.")
        return 0
    if what != "show" or name is None:
        raise UsageError("write `caveat topics`, or `caveat topics show PACK`")
    if name not in topics:
        raise UsageError(f'no pack is called "{name}"{suggest(name, topics)}')
    click.echo("\n".join(_shown(topics[name], settings.today)))
    return 0


def _listed(topic: Topic, today: datetime.date) -> list[str]:
    uses = "; ".join(f"{use.condition} ({_STANDING[use.status]})" for use in topic.uses)
    required = sum(one.level == "required" for one in topic.statements)
    facts = (
        f"{len(topic.uses)} uses, {len(topic.bounds)} bounds on claims, "
        f"{len(topic.statements)} statements ({required} required), {len(topic.sources)} sources"
    )
    return [
        f"{topic.id} {topic.version}",
        f"  names   {', '.join(topic.names.all)}",
        f"  uses    {uses or 'none'}",
        f"  facts   {facts}",
        f"  review  {_review(topic, today)}",
    ]


def _review(topic: Topic, today: datetime.date) -> str:
    signed = f"signed by {topic.checked_by}" if topic.checked_by else "not signed by anyone"
    told = f"last checked {topic.last_checked.isoformat()}, {signed}"
    if topic.review_by is None:
        return told
    due = topic.review_by.isoformat()
    return f"{told}, past its review date of {due}" if today >= topic.review_by else f"{told}, next look by {due}"


def _shown(topic: Topic, today: datetime.date) -> list[str]:
    lines = _listed(topic, today)
    if topic.note:
        lines.append(f"  note    {topic.note}")
    for use in topic.uses:
        lines += ["", f"Use: {use.condition}: {_STANDING[use.status]} ({use.regulator})"]
        lines += _fact(use.source, use.confidence)
    for bound in topic.bounds:
        told = ", ".join(one for one in (bound.max_supported_duration, bound.time_to_effect) if one)
        lines += ["", f"Bound on claims: {bound.condition}: {told}", *_fact(bound.source, bound.confidence)]
    for kind, title in _KINDS.items():
        statements = [one for one in topic.statements if one.kind == kind]
        if statements:
            lines += ["", title]
        for one in statements:
            lines += _statement(one)
    return [*lines, "", _SIGN_OFF]


def _statement(statement: Statement) -> list[str]:
    marks = [statement.level, *(["also in short texts"] if statement.short else [])]
    marks += [f"only {', '.join(statement.products)}"] if statement.products else []
    return [
        f"  {statement.plain} ({', '.join(marks)})",
        f"    “{statement.write}”",
        *_fact(statement.source, statement.confidence, "    "),
    ]


def _fact(source: Source, confidence: str, indent: str = "  ") -> list[str]:
    return [f"{indent}{confidence}: {source.label}, {source.checked.isoformat()}", f"{indent}{source.url}"]
