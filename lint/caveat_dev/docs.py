"""Writes what is generated from code: the rules' pages and their index, and the schemas. `python -m caveat_dev.docs`.

`--check` writes nothing and ends with 1 when a file is stale.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from caveat.rule import Rule, load_bundle
from caveat.rule.instruments import COVERAGE, Instrument, load_instruments
from caveat_dev import report_schema, schema

DOCS = Path(__file__).parents[2] / "docs"

_FAMILIES = {
    "claims": "What a text claims, and what limits it.",
    "sourcing": "On whose word it rests.",
    "disclosure": "What a reader must be told.",
    "readability": "How hard it is to read.",
    "language": "The words for people, and threats.",
    "structure": "What a piece holds, and in which order.",
    "style": "proselint's checks on prose, under our names, with our wording and severities.",
}


def generated() -> dict[Path, str]:
    """Return every generated file with its text."""
    rules = load_bundle().rules
    files = {DOCS / "rules" / "README.md": index(rules)}
    for rule in rules.values():
        if rule.family != "style":
            files[DOCS / "rules" / f"{rule.id}.md"] = page(rule)
    files[DOCS / "rules" / "style.md"] = style_page(rules)
    files[DOCS / "instruments.md"] = instruments_page(load_instruments(("caveat_rules",)), rules)
    for target in report_schema.TARGETS:
        files[DOCS / target.name] = report_schema.text(target)
    files[DOCS / "caveat.schema.json"] = schema.text()
    return files


def index(rules: Mapping[str, Rule]) -> str:
    """Return the index of the rules, by family."""
    lines = ["# Rules", "", "Made from the rules' own pages by `nox -s docs`; never by hand.", ""]
    for family in dict.fromkeys([*_FAMILIES, *sorted({rule.family for rule in rules.values()})]):
        members = [rule for rule in rules.values() if rule.family == family]
        if not members:
            continue
        lines += [f"## {family}", "", _FAMILIES.get(family, ""), "", "| rule | what it flags | severity | status |"]
        lines += ["| --- | --- | --- | --- |"]
        for rule in members:
            link = f"style.md#{rule.id}" if family == "style" else f"{rule.id}.md"
            status = rule.status if rule.default else f"{rule.status}, off by default"
            lines.append(f"| [{rule.id}]({link}) | {_cell(rule.summary)} | {rule.severity} | {status} |")
        lines.append("")
    return "\n".join(lines)


def page(rule: Rule) -> str:
    """Return a rule's page."""
    facts = [f"Severity: {rule.severity}. Status: {rule.status}."]
    if rule.standard:
        facts.append(f"The standard that motivates it: {rule.standard}.")
    body = rule.page.text.split("\n\n", 1)[1] if "\n\n" in rule.page.text else ""
    return "\n".join([f"# {rule.id}", "", rule.summary, "", *facts, "", body.rstrip(), ""])


def style_page(rules: Mapping[str, Rule]) -> str:
    """Return the one page of the style family."""
    lines = ["# style", "", _FAMILIES["style"], ""]
    for rule in rules.values():
        if rule.family != "style":
            continue
        state = "on" if rule.default else "off by default"
        lines += [f"## {rule.id}", "", rule.summary, "", f"Severity: {rule.severity}, {state}.", ""]
        if why := rule.page.lead("Why it matters"):
            lines += [why, ""]
    return "\n".join(lines)


def instruments_page(instruments: tuple[Instrument, ...], rules: Mapping[str, Rule]) -> str:
    """Return the page on what of published instruments the rules look at."""
    lines = [
        "# What is checked of published instruments",
        "",
        "Made from `rules/caveat_rules/instruments.yaml` by `nox -s docs`; never by hand.",
        "",
        "These instruments are for people who read a whole text and judge it.",
        "The tables say of each item, in our own words, whether rules look at it.",
        "They give no score of an instrument: a text without findings has not passed one.",
        "",
    ]
    for one in instruments:
        lines += [f"## {one.name}", "", f"{one.publisher}: <{one.link}>.", ""]
        lines += [
            "| item | what it asks, in our words | looked at | by | what that leaves |",
            "| --- | --- | --- | --- | --- |",
        ]
        for item in one.items:
            by = ", ".join(
                f"[{rule}](rules/{rule}.md)" + (" (preview)" if rules[rule].status == "preview" else "")
                for rule in item.rules
            )
            lines.append(
                f"| {item.number} | {_cell(item.asks)} | {COVERAGE[item.coverage]} | {by} | {_cell(item.why)} |"
            )
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def stale() -> list[Path]:
    """Return the generated files that differ from what the code would write, and pages of rules that are gone."""
    files = generated()
    changed = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    return changed + [path for path in sorted((DOCS / "rules").glob("*.md")) if path not in files]


def main() -> None:
    """Write the generated files, or with --check say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when a file is stale")
    options = parser.parse_args()
    changed = stale()
    if options.check:
        print("\n".join(f"stale: {path.relative_to(DOCS.parent)}" for path in changed))
        sys.exit(1 if changed else 0)
    files = generated()
    for path in changed:
        if path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
        print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
