"""What the engine needs to know of every rule before it runs one, kept so that a cached run imports none."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from caveat.analysis import mistaken_examples
from caveat.engine.settings import SettingsError, suggest
from caveat.rule import Bundle, Rule, RuleError, Severity, Status, load_bundle
from caveat.terms import Topic, TopicError, Vocabulary, parse_topic, statement_line

if TYPE_CHECKING:
    from caveat.engine.cache import Cache

FAMILY = "caveat"
"""The family of the engine's own findings; no bundle may use it."""

_OWN: tuple[tuple[str, Severity, str], ...] = (
    ("caveat-dead-link", "warning", "A source that is no longer at its address; looked up with --online only."),
    ("caveat-expired-suppression", "error", "A suppression whose last day has passed."),
    ("caveat-invalid-suppression", "error", "A suppression that lacks what it needs, and so has no effect."),
    ("caveat-missing-sign-off", "error", "A piece that nobody signed as it stands; asked for by --require-sign-off."),
    ("caveat-stale-baseline", "warning", "A finding of the baseline that is no longer there."),
    ("caveat-unused-suppression", "warning", "A suppression that suppresses nothing."),
)


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule without its code and its page."""

    id: str
    family: str
    summary: str
    severity: Severity
    status: Status
    standard: str | None
    default: bool
    genres: tuple[str, ...]
    severities: dict[str, Severity]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The rules of the bundles in use, in the order of their ids, and the ids that were renamed.

    `precedence` gives, by family, the rules of which only the first that fires on some words is a finding.
    """

    rules: tuple[RuleEntry, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    precedence: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all rules."""
        return frozenset(rule.id for rule in self.rules)

    @property
    def families(self) -> frozenset[str]:
        """The families that have rules."""
        return frozenset(rule.family for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the bundles in use, ready to run."""

    bundle: Bundle
    catalogue: Catalogue
    options: Mapping[str, object]


def load_rules(
    bundles: Iterable[str],
    options: Mapping[str, Mapping[str, object]],
    shown: str | None,
    packs: Iterable[tuple[str, str]] = (),
) -> Rules:
    """Import the bundles and check the options given for their rules; `shown` is the configuration's name.

    `packs` are the names and texts of the house's own topic packs; one with the id of a bundle's stands in its place.
    """
    bundles = tuple(bundles)
    try:
        bundle = load_bundle(bundles)
    except RuleError as error:
        raise SettingsError(str(error)) from None
    except Exception as error:  # a bundle's code, which may do anything
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"
        raise SettingsError(f"the rules of {', '.join(bundles)} cannot be loaded: {message}") from error
    bundle = replace(bundle, vocabulary=bundle.vocabulary.merged(_own_topics(packs)))
    if FAMILY in bundle.families:
        raise SettingsError(f'the family "{FAMILY}" is reserved for the engine')
    own = (
        RuleEntry(name, FAMILY, summary, severity, "stable", None, default=True, genres=(), severities={})
        for name, severity, summary in _OWN
    )
    catalogue = Catalogue(
        (*own, *(_entry(rule) for rule in bundle.rules.values())),
        dict(bundle.aliases),
        _precedence(bundles),
    )
    return Rules(bundle, catalogue, _options(bundle, options, shown or "configuration"))


def _own_topics(packs: Iterable[tuple[str, str]]) -> Vocabulary:
    """Return the vocabulary of the house's own packs, the patterns of which have passed their tests."""
    found: list[Topic] = []
    for name, text in packs:
        try:
            topic = parse_topic(text, name)
        except TopicError as error:
            raise SettingsError(f"topics: {error}") from None
        for number, problem in mistaken_examples(topic):
            line = statement_line(text, number)
            raise SettingsError(f"topics: {name}, line {line}: statements[{number}]: {problem}")
        found.append(topic)
    return Vocabulary.of_topics(found)


def known_catalogue(cache: Cache, key: str) -> Catalogue | None:
    """Return the catalogue that an earlier run kept under a key, or None."""
    kept = cache.get([key]).get(key)
    if kept is None:
        return None
    try:
        return msgspec.msgpack.decode(kept, type=Catalogue)
    except msgspec.DecodeError:
        return None


def keep_catalogue(cache: Cache, key: str, catalogue: Catalogue) -> None:
    """Keep a catalogue for later runs; its options have been checked."""
    cache.put({key: msgspec.msgpack.encode(catalogue)})


def _entry(rule: Rule) -> RuleEntry:
    return RuleEntry(
        rule.id,
        rule.family,
        rule.summary,
        rule.severity,
        rule.status,
        rule.standard,
        rule.default,
        tuple(sorted(rule.genres)),
        dict(rule.severities),
    )


def _precedence(bundles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Collect the bundles' `PRECEDENCE`: by family, rule ids, the most specific first."""
    found: dict[str, tuple[str, ...]] = {}
    for package in bundles:
        table = getattr(importlib.import_module(package), "PRECEDENCE", {})
        for family, rules in table.items():
            found[family] = found.get(family, ()) + tuple(rules)
    return found


def _options(bundle: Bundle, given: Mapping[str, Mapping[str, object]], shown: str) -> dict[str, object]:
    """Return the options of each rule that takes some: those given, made of the rule's own type, else its defaults."""
    problems: list[str] = []
    made: dict[str, object] = {rule.id: rule.options() for rule in bundle.rules.values()}
    for name, table in given.items():
        rule_id = bundle.resolve(name)
        if rule_id is None:
            problems.append(f'{shown}: rule: no rule is called "{name}"{suggest(name, bundle.rules)}')
            continue
        kind = bundle.rules[rule_id].options
        known = {field.name.replace("_", "-"): field.name for field in fields(kind)}
        values: dict[str, object] = {}
        for key, value in table.items():
            if key in known:
                values[known[key]] = value
            elif not known:
                problems.append(f'{shown}: rule.{name}: unknown key "{key}"; the rule has no options')
            else:
                problems.append(f'{shown}: rule.{name}: unknown key "{key}"{suggest(key, known)}')
        try:
            made[rule_id] = msgspec.convert(values, type=kind)
        except (msgspec.ValidationError, ValueError) as error:
            problems.append(f"{shown}: rule.{name}: {_plain(str(error))}")
    if problems:
        raise SettingsError("\n".join(problems))
    return made


def _plain(message: str) -> str:
    """Put a conversion error's path first: `max-grade: expected float, got str`."""
    text, _, path = message.partition(" - at `$.")
    text = text.replace("`", "").replace("Expected", "expected")
    return f"{path.rstrip('`').replace('_', '-')}: {text}" if path else text
