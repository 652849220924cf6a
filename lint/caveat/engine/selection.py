"""Which rules run on a document, and how severe each is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from caveat.engine.catalogue import FAMILY, Catalogue, RuleEntry
from caveat.engine.pattern import matches
from caveat.engine.settings import Choice, Profile, Settings, SettingsError, suggest
from caveat.library.targets import TARGETS, Readers, Targets
from caveat.rule import Grade, Severity

ALL = "all"
_STEPS: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Selector:
    """One word of a selection: all rules, a family, or one rule."""

    kind: Literal["all", "family", "rule"]
    name: str = ""

    @property
    def rank(self) -> int:
        """How narrow it is; the narrower word wins."""
        return ("all", "family", "rule").index(self.kind)

    def covers(self, rule: RuleEntry) -> bool:
        """Say whether the word is about a rule."""
        if self.kind == "rule":
            return rule.id == self.name
        return self.kind == "all" or rule.family == self.name


def selector(word: str, catalogue: Catalogue) -> Selector | None:
    """Return what a word of a selection names, or None when it names nothing."""
    if word == ALL:
        return Selector("all")
    if word in catalogue.families:
        return Selector("family", word)
    rule_id = catalogue.aliases.get(word, word)
    return Selector("rule", rule_id) if rule_id in catalogue.ids else None


def check_names(settings: Settings, catalogue: Catalogue) -> tuple[str, ...]:
    """Refuse settings that name a rule, family or disclosure nobody knows; return notes on ids that were renamed.

    Raises SettingsError with a line, and where possible a suggestion, for each.
    """
    known = (*catalogue.ids, *catalogue.aliases, *catalogue.families, ALL)
    problems: list[str] = []
    notes: dict[str, None] = {}
    for place, word in _words(settings):
        if selector(word, catalogue) is None:
            problems.append(f'{place}: no rule or family is called "{word}"{suggest(word, known)}')
        elif word in catalogue.aliases:
            notes[f"{place}: {word} is now called {catalogue.aliases[word]}"] = None
    names = {rule.id.removeprefix("disclosure-") for rule in catalogue.rules if rule.family == "disclosure"}
    shown = settings.config_path
    problems += [
        f'{shown}: disclosures: no disclosure is called "{name}"{suggest(name, names)}'
        for name in settings.disclosures
        if name not in names
    ]
    if problems:
        raise SettingsError("\n".join(problems))
    return tuple(notes)


def _words(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield every word that names rules, with where it stands."""
    shown = settings.config_path
    yield from _choice_words(settings.command, "--")
    yield from _choice_words(settings.choice, f"{shown}: ")
    yield from ((f"{shown}: severity", name) for name, _ in settings.severity)
    for number, table in enumerate(settings.paths, 1):
        yield from _choice_words(table.choice, f"{shown}: [[path]] number {number}, ")
        yield from ((f"{shown}: [[path]] number {number}, severity", name) for name, _ in table.severity)
    for number, entry in enumerate(settings.suppressions, 1):
        yield f"{shown}: [[suppress]] number {number}, rule", entry.rule


def _choice_words(choice: Choice, prefix: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{prefix}select", word) for word in choice.select or ())
    yield from ((f"{prefix}extend-select", word) for word in choice.extend)
    yield from ((f"{prefix}ignore", word) for word in choice.ignore)


def select(settings: Settings, catalogue: Catalogue, path: str) -> dict[str, Severity]:
    """Return the rules that run on a document, each with its severity there, before a hit's grade moves it.

    `path` is relative to the configuration's folder. The command line wins over `[[path]]` tables, later tables over
    earlier ones and over the rest of the configuration; a rule's id wins over its family, a family over `all`.
    What a `[[path]]` table ignores stays ignored, unless the command line selects that rule by its id.
    """
    tables = [table for table in settings.paths if matches(table.glob, path)]
    profile = next((table.profile for table in reversed(tables) if table.profile), settings.profile)
    severities = [settings.severity, *(table.severity for table in tables)]
    chosen: dict[str, Severity] = {}
    for rule in catalogue.rules:
        severity: Severity = rule.severities.get(profile, rule.severity)
        runs = rule.default and rule.status == "stable"
        runs = _decide(runs, settings.choice, rule, catalogue)
        off = False
        for layer in severities:
            found = _severity(layer, rule, catalogue)
            if found == "off":
                off = True
            elif found is not None:
                severity, off = found, False
        runs = runs and not off
        command = settings.command
        for table in tables:
            choice = (
                Choice(None, table.choice.extend, table.choice.ignore) if command.select is not None else table.choice
            )
            runs = _decide(runs, choice, rule, catalogue)
        ignored_here = any(_rank(table.choice.ignore, rule, catalogue) >= 0 for table in tables) and not runs
        runs = _decide(runs, command, rule, catalogue)
        if ignored_here and _rank((*(command.select or ()), *command.extend), rule, catalogue) < 2:
            runs = False
        if runs:
            chosen[rule.id] = severity
    return chosen


class Selections:
    """The selections of a run: documents under the same `[[path]]` tables share theirs."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        """Take what holds for all documents."""
        self._settings = settings
        self._catalogue = catalogue
        self._known: dict[tuple[bool, ...], dict[str, Severity]] = {}

    def active(self, path: str) -> dict[str, Severity]:
        """Return what `select` does."""
        key = tuple(matches(table.glob, path) for table in self._settings.paths)
        if key not in self._known:
            self._known[key] = select(self._settings, self._catalogue, path)
        return self._known[key]


def configured_genre(settings: Settings, path: str) -> str | None:
    """Return the genre that the configuration gives the files at a path, or None."""
    tables = [table.genre for table in settings.paths if table.genre and matches(table.glob, path)]
    if tables:
        return tables[-1]
    return next((genre for pattern, genre in settings.genre if matches(pattern, path)), None)


def configured_article(settings: Settings, path: str) -> str | None:
    """Return the article, relative to the configuration, that the configuration gives the piece at a path, or None."""
    for family in settings.families:
        article = family.article.replace("\\", "/").removeprefix("./")
        if article != path and any(matches(pattern, path) for pattern in family.pieces):
            return article
    return None


def configured_profile(settings: Settings, path: str) -> Profile:
    """Return the profile that holds for the files at a path."""
    tables = [table.profile for table in settings.paths if table.profile and matches(table.glob, path)]
    return tables[-1] if tables else settings.profile


def configured_targets(settings: Settings, path: str) -> Targets:
    """Return the reading grades to aim at in the files at a path."""
    tables = [table.readers for table in settings.paths if table.readers and matches(table.glob, path)]
    return _targets_of(settings, tables[-1] if tables else settings.readers)


def _targets_of(settings: Settings, readers: Readers) -> Targets:
    """Return the reading grades to aim at for some readers; the configuration's own grades win."""
    smog, flesch_kincaid = settings.targets
    targets = TARGETS[readers]
    if smog is None and flesch_kincaid is None:
        return targets
    return Targets(
        readers,
        targets.smog if smog is None else smog,
        targets.flesch_kincaid if flesch_kincaid is None else flesch_kincaid,
        "set in the configuration",
    )


def _decide(runs: bool, choice: Choice, rule: RuleEntry, catalogue: Catalogue) -> bool:  # noqa: FBT001 - the state so far
    """Say whether a rule runs after one more layer of choices; the engine's own need not be selected."""
    if choice.select is not None and rule.family != FAMILY:
        runs = False
    wanted = _rank((*(choice.select or ()), *choice.extend), rule, catalogue)
    unwanted = _rank(choice.ignore, rule, catalogue)
    if wanted > unwanted and (wanted == 2 or rule.status == "stable"):
        return True
    return False if unwanted >= 0 else runs


def _rank(words: Iterable[str], rule: RuleEntry, catalogue: Catalogue) -> int:
    """Return the rank of the narrowest of the words that cover a rule, or -1."""
    found = (selector(word, catalogue) for word in words)
    return max((word.rank for word in found if word and word.covers(rule)), default=-1)


def _severity(
    layer: Iterable[tuple[str, str]], rule: RuleEntry, catalogue: Catalogue
) -> Severity | Literal["off"] | None:
    best, value = -1, None
    for name, severity in layer:
        word = selector(name, catalogue)
        if word is not None and word.covers(rule) and word.rank >= best:
            best, value = word.rank, severity
    return value  # type: ignore[return-value]  # the configuration holds only these words


def graded(severity: Severity, grade: Grade) -> Severity:
    """Move a severity one step up or down; the highest and the lowest stay."""
    step = _STEPS.index(severity) + {"raised": 1, "normal": 0, "lowered": -1}[grade]
    return _STEPS[max(0, min(step, len(_STEPS) - 1))]
