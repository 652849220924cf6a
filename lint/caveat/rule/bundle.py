"""Bundles: packages of rules, one folder a family, one module a rule."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.rule.rule import Rule, RuleError
from caveat.terms import TopicError, Vocabulary, load_topics

if TYPE_CHECKING:
    from types import ModuleType


# The package whose packs our own tests check.
_OWN = "caveat_rules"


@dataclass(frozen=True)
class Bundle:
    """The rules of the named packages by id, the ids that were renamed, and the names their topics know."""

    rules: Mapping[str, Rule]
    aliases: Mapping[str, str]
    vocabulary: Vocabulary

    def resolve(self, rule_id: str) -> str | None:
        """Return the present id of a rule, given its id or a former one; None when no rule has it."""
        if rule_id in self.rules:
            return rule_id
        return self.aliases.get(rule_id)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that have rules, in alphabetical order."""
        return tuple(sorted({rule.family for rule in self.rules.values()}))


def load_bundle(packages: Iterable[str] = (_OWN,)) -> Bundle:
    """Import the packages and collect every `Rule` that a module of theirs holds, and what they know of topics.

    That is the packs in a package's folder `topics` and its `VOCABULARY`; a later package's pack replaces an earlier
    one's with the same id. Raises RuleError when a package is missing, holds no rule, two rules share an id, or a
    pack cannot be used.
    """
    rules: dict[str, Rule] = {}
    aliases: dict[str, str] = {}
    vocabulary = Vocabulary()
    for package in packages:
        try:
            root = importlib.import_module(package)
        except ModuleNotFoundError as error:
            if error.name != package.split(".")[0]:
                raise
            message = f"no rule package called {package!r}; install it, or correct `bundles` in the config"
            raise RuleError(message) from None
        for module in _modules(root):
            for found in _rules_in(module):
                if found.id in rules:
                    message = f"{module.__name__}: the rule {found.id} exists already"
                    raise RuleError(message)
                rules[found.id] = found
                aliases.update(dict.fromkeys(found.aliases, found.id))
        names = getattr(root, "VOCABULARY", None)
        if isinstance(names, Vocabulary):
            vocabulary = vocabulary.merged(names)
        vocabulary = vocabulary.merged(_topics_of(root, tested=package == _OWN))
    return Bundle(dict(sorted(rules.items())), aliases, vocabulary)


def _topics_of(root: ModuleType, *, tested: bool) -> Vocabulary:
    """Return the packs in the folder `topics` of a package; reading them imports nothing."""
    try:
        found = [topic for folder in root.__path__ for topic in load_topics(Path(folder, "topics"), tested=tested)]
    except TopicError as error:
        message = f"{root.__name__}: topics: {error}"
        raise RuleError(message) from None
    return Vocabulary.of_topics(found)


def _modules(root: ModuleType) -> Iterable[ModuleType]:
    yield root
    for info in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        yield importlib.import_module(info.name)


def _rules_in(module: ModuleType) -> list[Rule]:
    values = (value for name, value in vars(module).items() if not name.startswith("_"))
    found: list[Rule] = []
    for value in values:
        if isinstance(value, Rule):
            found.append(value)
        elif isinstance(value, tuple) and value and all(isinstance(item, Rule) for item in value):
            found.extend(value)
    return found
