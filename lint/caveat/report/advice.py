"""What a rule's page tells a writer, short and without markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.rule import Rule

_LINK = compiled(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = compiled(r"<(https?://[^>]*)>")
_WEB = compiled(r"\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>")
_EMPHASIS = compiled(r"(?<![\w*])(\*\*|\*)(?=\S)(.+?)(?<=\S)\1(?![\w*])")


@dataclass(frozen=True, slots=True)
class Advice:
    """Why a rule exists and what to write instead, a paragraph each; empty when its page does not say."""

    why: str = ""
    instead: str = ""


NONE = Advice()


def advice_of(rule_id: str, rules: Mapping[str, Rule]) -> Advice:
    """Return the advice of a rule's page; the engine's own findings and unknown rules have none."""
    rule = rules.get(rule_id)
    if rule is None:
        return NONE
    return Advice(plain(rule.page.lead("Why it matters")), plain(rule.page.lead("What to write instead")))


def address_of(rule_id: str, rules: Mapping[str, Rule]) -> str:
    """Return the address of the first source that a rule's page names on the web; empty when it names none."""
    rule = rules.get(rule_id)
    if rule is None:
        return ""
    found = _WEB.search(rule.page.sections.get("Sources", ""))
    return "" if found is None else found[1] or found[2]


def plain(markdown: str) -> str:
    """Return a line of Markdown without the marks of links and emphasis; code keeps its backticks."""
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", markdown))
    return _EMPHASIS.sub(r"\2", text)
