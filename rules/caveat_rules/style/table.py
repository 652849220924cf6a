"""The table of the style rules: which of proselint's checks make up which rule, in our words, and what they leave."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from caveat.document import fold
from caveat.rule import Page, RuleError, Severity, parse_page
from caveat.terms import Data, load_yaml_file

TABLE = Path(__file__).with_name("table.yaml")

_TEXTS = {"summary", "message", "why", "instead", "source", "off", "unless", "only", "certain", "doubt", "read"}
_LISTS = {"checks", "flagged", "clean", "safe", "unfixed"}
_KNOWN = {*_TEXTS, *_LISTS, "severity", "leave", "grow"}
_SEVERITIES: dict[str, Severity] = {"warning": "warning", "info": "info"}


@dataclass(frozen=True)
class Entry:
    """A rule of the style family as the table has it.

    `off` says why the rule is off by default; it is on when that is empty. `leave` gives phrases that proselint flags
    and we do not, each with the reason. `unless` and `only` are patterns for the flagged words between «guillemets»
    with what stands around them: a hit that the first one matches, or the second one does not, is left alone.
    Hits that `certain` does not match are lowered by one severity, for the reason that `doubt` gives. `grow` widens
    hits to whole words, where proselint matches a part of one on purpose.

    `safe` lists the words whose replacement no careful writer would object to, in any sentence; `caveat check --fix`
    makes it. Other replacements are proposed, but for `unfixed`: there proselint's is wrong, or changes the meaning.
    """

    id: str
    checks: tuple[str, ...]
    summary: str
    message: str
    why: str
    instead: str
    source: str
    severity: Severity
    flagged: tuple[str, ...]
    clean: tuple[str, ...]
    leave: Mapping[str, str]
    read: str = ""
    off: str = ""
    unless: str = ""
    only: str = ""
    certain: str = ""
    doubt: str = ""
    grow: bool = False
    safe: frozenset[str] = frozenset()
    unfixed: frozenset[str] = frozenset()

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return re.compile(self.unless, re.IGNORECASE) if self.unless else None

    @cached_property
    def _only(self) -> re.Pattern[str] | None:
        return re.compile(self.only, re.IGNORECASE) if self.only else None

    @cached_property
    def _certain(self) -> re.Pattern[str]:
        return re.compile(self.certain, re.IGNORECASE)

    def doubts(self, words: str) -> str:
        """Return why flagged words may be meant after all, or an empty text."""
        return "" if self._certain.search(f"«{words}»") else self.doubt

    def keeps(self, before: str, words: str, after: str) -> bool:
        """Say whether words that proselint flags are a fault here, given what stands before and after them."""
        if " ".join(fold(words).split()) in self.leave:
            return False
        if self._unless is None and self._only is None:
            return True
        shown = f"{before}«{words}»{after}"
        if self._only is not None and not self._only.search(shown):
            return False
        return self._unless is None or not self._unless.search(shown)

    @property
    def page(self) -> Page:
        """The rule's page, in the parts that every page has."""
        parts = [self.summary, "## Why it matters", self.why, "## What to write instead", self.instead]
        if self.off:
            parts += ["## Off by default", self.off]
        if self.leave:
            reasons: dict[str, list[str]] = {}
            for phrase, because in self.leave.items():
                reasons.setdefault(because, []).append(f"“{phrase}”")
            parts += ["## What is not flagged"]
            parts += [f"{because} {', '.join(phrases)}." for because, phrases in reasons.items()]
        parts.append("## Examples")
        parts += [f"```flagged\n{example}\n```" for example in self.flagged]
        parts += [f"```clean\n{example}\n```" for example in self.clean]
        parts += ["## Precision", self.read or _NEVER_FIRED]
        checks = ", ".join(f"`{check}`" for check in self.checks)
        parts += ["## Sources", f"- {self.source}", f"- Found by proselint 0.16 with its checks {checks}."]
        return parse_page("\n\n".join(parts))


_NEVER_FIRED = "Not measured: it did not fire on 687 public health pages."


def load_entries(path: Path = TABLE) -> tuple[Entry, ...]:
    """Return the entries of the table; raises RuleError for one that lacks a part or has one that nobody reads."""
    data = load_yaml_file(path)
    if not isinstance(data, dict):
        raise RuleError(f"{path.name}: not a mapping of rules")
    return tuple(_entry(rule_id, value) for rule_id, value in data.items())


def _entry(rule_id: str, data: Data) -> Entry:
    if not isinstance(data, dict):
        raise RuleError(f"{rule_id}: not a mapping")
    if unknown := sorted(set(data) - _KNOWN):
        raise RuleError(f"{rule_id}: unknown part {unknown[0]!r}")
    if missing := sorted({"checks", "summary", "message", "why", "instead", "source", "flagged"} - set(data)):
        raise RuleError(f"{rule_id}: lacks {missing[0]!r}")
    texts = {key: " ".join(_text(rule_id, data[key]).split()) for key in _TEXTS if key in data}
    lists = {key: tuple(_text(rule_id, item) for item in _list(rule_id, data.get(key, []))) for key in _LISTS}
    severity = _SEVERITIES.get(_text(rule_id, data.get("severity", "info")))
    if severity is None:
        raise RuleError(f"{rule_id}: a style rule is a warning or an info")
    return Entry(
        id=rule_id,
        checks=lists["checks"],
        summary=texts["summary"],
        message=texts["message"],
        why=texts["why"],
        instead=texts["instead"],
        source=texts["source"],
        severity=severity,
        flagged=lists["flagged"],
        clean=lists["clean"],
        leave=_leave(rule_id, data.get("leave", [])),
        read=texts.get("read", ""),
        off=texts.get("off", ""),
        unless=texts.get("unless", ""),
        only=texts.get("only", ""),
        certain=texts.get("certain", ""),
        doubt=texts.get("doubt", ""),
        grow=data.get("grow") is True,
        safe=frozenset(map(fold, lists.get("safe", ()))),
        unfixed=frozenset(map(fold, lists.get("unfixed", ()))),
    )


def _leave(rule_id: str, data: Data) -> Mapping[str, str]:
    left: dict[str, str] = {}
    for group in _list(rule_id, data):
        if not isinstance(group, dict) or set(group) != {"because", "phrases"}:
            raise RuleError(f"{rule_id}: `leave` lists groups of `because` and `phrases`")
        because = " ".join(_text(rule_id, group["because"]).split())
        for phrase in _list(rule_id, group["phrases"]):
            left[fold(_text(rule_id, phrase))] = because
    return left


def _list(rule_id: str, data: Data) -> list[Data]:
    if not isinstance(data, list):
        raise RuleError(f"{rule_id}: not a list: {data!r}")
    return data


def _text(rule_id: str, data: Data) -> str:
    if not isinstance(data, str):
        raise RuleError(f"{rule_id}: not a text: {data!r}")
    return data
