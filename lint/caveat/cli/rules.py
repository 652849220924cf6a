"""`caveat rules`: what is checked."""

from __future__ import annotations

import json

import click

from caveat.cli.options import UsageError, config_options, settings_for
from caveat.engine.given import Given
from caveat.engine.settings import SettingsError


@click.command("rules")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@config_options
def command(*, format_: str, config: str | None, isolated: bool) -> int:
    """List the rules, with their severity, their status, and what they flag.

    Under --select and in the configuration a rule is named by its id, or with all others of its family.
    """
    from caveat.engine.catalogue import load_rules

    settings = settings_for((), Given(config=config, isolated=isolated, today="2000-01-01"))
    try:
        catalogue = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics).catalogue
    except SettingsError as error:
        raise UsageError(str(error)) from None
    if format_ == "json":
        rows = [
            {
                "id": rule.id,
                "family": rule.family,
                "severity": rule.severity,
                "status": rule.status,
                "default": rule.default and rule.status == "stable",
                "genres": list(rule.genres),
                "summary": rule.summary,
                "standard": rule.standard,
            }
            for rule in catalogue.rules
        ]
        click.echo(json.dumps({"version": 1, "rules": rows}, indent=2, ensure_ascii=False))
        return 0
    width = max(len(rule.id) for rule in catalogue.rules)
    family = ""
    for rule in sorted(catalogue.rules, key=lambda one: (one.family == "caveat", one.id)):
        if rule.family != family:
            click.echo(f"{'' if not family else chr(10)}{rule.family}")
            family = rule.family
        marks = [] if rule.default else ["off by default"]
        marks += ["preview"] if rule.status == "preview" else []
        note = f" ({', '.join(marks)})" if marks else ""
        click.echo(f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.summary}{note}")
    click.echo("\n`caveat explain RULE` shows a rule's page.")
    return 0
