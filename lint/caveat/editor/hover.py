"""What a hover says: the finding, and its rule's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.engine.catalogue import Catalogue
    from caveat.engine.finding import Finding
    from caveat.rule import Rule

_SECTIONS = ("Why it matters", "What to write instead", "Sources")
_SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Information"}
_MARKS = compiled(r"[\\`*_\[\]<>#]")


def hover_text(findings: Sequence[Finding], rules: Mapping[str, Rule], catalogue: Catalogue) -> str:
    """Return Markdown on findings that share words: each with its message, its rule's page given once."""
    parts: list[str] = []
    shown: set[str] = set()
    for finding in findings:
        head = f"**{_SEVERITIES[finding.severity]}:** {_escaped(finding.message)}"
        fix = finding.fix
        if fix is not None:
            head += f"  \n*{'A safe fix is' if fix.safety == 'safe' else 'A fix to review is'} offered.*"
        parts.append(head + ("" if finding.rule in shown else f"\n\n{_page(finding, rules, catalogue)}"))
        shown.add(finding.rule)
    return "\n\n---\n\n".join(parts)


def _page(finding: Finding, rules: Mapping[str, Rule], catalogue: Catalogue) -> str:
    rule = rules.get(finding.rule)
    if rule is None:
        summary = next((entry.summary for entry in catalogue.rules if entry.id == finding.rule), "")
        return f"`{finding.rule}`: {summary}"
    lines = [f"`{finding.rule}`: {rule.summary}"]
    lines += [
        f"### {heading}\n\n{rule.page.sections[heading]}" for heading in _SECTIONS if heading in rule.page.sections
    ]
    if rule.standard:
        lines.append(f"Standard: {rule.standard}")
    return "\n\n".join(lines)


def _escaped(text: str) -> str:
    """Return a message, which quotes the text, as Markdown that shows it as it is."""
    return _MARKS.sub(lambda found: f"\\{found[0]}", text)
