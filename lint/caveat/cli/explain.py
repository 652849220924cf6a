"""`caveat explain`: a rule's page."""

from __future__ import annotations

import shutil
import sys
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.engine.given import Given
from caveat.engine.settings import SettingsError, suggest

if TYPE_CHECKING:
    from caveat.engine.catalogue import RuleEntry
    from caveat.rule import Rule


@click.command("explain")
@click.argument("rule_id", metavar="RULE")
@config_options
def command(*, rule_id: str, config: str | None, isolated: bool) -> int:
    """Show a rule's page: why it matters, what to write instead, examples, sources, options.

    In the examples, «guillemets» stand round the words that are flagged.

    \b
    Example:
      caveat explain claims-safety-absolute
    """  # noqa: D301 - \b keeps click from joining the lines
    from caveat.engine.catalogue import load_rules

    settings = settings_for((), Given(config=config, isolated=isolated, today="2000-01-01"))
    try:
        rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
    except SettingsError as error:
        raise UsageError(str(error)) from None
    catalogue = rules.catalogue
    known = catalogue.aliases.get(rule_id, rule_id)
    entry = next((rule for rule in catalogue.rules if rule.id == known), None)
    if entry is None:
        if rule_id in catalogue.families:
            members = ", ".join(rule.id for rule in catalogue.rules if rule.family == rule_id)
            raise UsageError(f'"{rule_id}" is a family; its rules: {members}')
        hint = suggest(rule_id, (*catalogue.ids, *catalogue.aliases))
        raise UsageError(f'no rule is called "{rule_id}"{hint} (`caveat rules` lists them)')
    if known != rule_id:
        click.echo(f"note: {rule_id} is now called {known}", err=True)
    _show(_page(entry, rules.bundle.rules.get(known)))
    return 0


def _page(entry: RuleEntry, rule: Rule | None) -> str:
    """Return a rule's page in Markdown, under its id and what the engine knows of it."""
    facts = [f"severity {entry.severity}", entry.status]
    facts += [] if entry.default else ["off by default"]
    facts += [f"only in: {', '.join(entry.genres)}"] if entry.genres else []
    facts += [f"{profile}: {severity}" for profile, severity in sorted(entry.severities.items())]
    head = f"# {entry.id}\n\n*{' · '.join(facts)}*\n\n"
    if rule is None:
        return f"{head}{entry.summary}\n"
    standard = f"\n\nStandard: {entry.standard}" if entry.standard else ""
    return f"{head}{rule.page.text.strip()}{standard}{_options(rule)}\n"


def _options(rule: Rule) -> str:
    rows = []
    for field in fields(rule.options):
        if field.default is not MISSING:
            value = field.default
        elif field.default_factory is not MISSING:
            value = field.default_factory()
        else:
            continue
        rows.append(f"{field.name.replace('_', '-')} = {_toml(value)}")
    if not rows:
        return ""
    return f"\n\n## Options\n\n```toml\n[rule.{rule.id}]\n" + "\n".join(rows) + "\n```"


def _toml(value: object) -> str:
    """Return a default as the configuration would give it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return f"[{', '.join(_toml(item) for item in items)}]"
    return str(value) if isinstance(value, (int, float)) else f'"{value}"'


def _show(page: str) -> None:
    """Print a page: set for reading on a terminal, as it is written elsewhere."""
    if not sys.stdout.isatty():
        click.echo(page, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(shutil.get_terminal_size((100, 24)).columns, 100)).print(Markdown(page))
