"""A session: checks one text again and again with the same settings, as an editor does, and keeps what it can reuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.analysis.memory import Memory
from caveat.analysis.model import ModelMissingError, find_model
from caveat.engine.catalogue import Catalogue, load_rules
from caveat.engine.decisions import decided
from caveat.engine.examine import Examiner, Task
from caveat.engine.finding import Finding, Problem
from caveat.engine.paths import relative_path
from caveat.engine.run import across_documents
from caveat.engine.selection import check_names
from caveat.engine.settings import Settings, SettingsError
from caveat.engine.walk import is_excluded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from caveat.document import Document
    from caveat.rule import Rule


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text, without what is suppressed or in the baseline, and the document that was read.

    `recalled` says that claims were taken from memory. They are right unless a rule looks further than memory knows;
    `Session.check` with `anew` leaves no doubt.
    """

    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    document: Document | None = None
    recalled: bool = False


class Session:
    """Checks texts one by one with the same settings."""

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        """Load the rules; `memory` may come from a session with the same bundles and language model.

        Raises SettingsError when the settings cannot be followed.
        """
        self.settings = settings
        self.memory = memory or Memory()
        self._rules = load_rules(settings.bundles, settings.options, settings.config_path, settings.topics)
        check_names(settings, self._rules.catalogue)
        try:
            find_model(settings.language_model)
        except ModelMissingError as error:
            raise SettingsError(str(error)) from None
        self._examiner = Examiner(self._rules, settings, self.memory, findings_only=True)

    @property
    def catalogue(self) -> Catalogue:
        """The rules, as the engine lists them."""
        return self._rules.catalogue

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self._rules.bundle.rules

    def covers(self, path: str) -> bool:
        """Say whether the configuration leaves a path in."""
        return not is_excluded(path, self.settings.root, self.settings.exclude)

    def check(self, path: str, text: str, media: str, *, anew: bool = False) -> Checked:
        """Check a text that stands for the file at a path; `anew` takes no claims from memory.

        Raises SettingsError when the baseline cannot be read.
        """
        relative = relative_path(path, self.settings.root)
        self.memory.recalls_claims = not anew
        self.memory.recalled = False
        (outcome,) = self._examiner.examine([Task(path, relative, text.encode(), media)])
        findings, _ = across_documents(outcome.findings, self.settings, self.catalogue, {path: relative})
        document = self._examiner.documents.get(path)
        if document is not None:
            findings = decided(findings, document, relative, self.settings)
        return Checked(
            tuple(finding for finding in findings if finding.path == path and finding.suppressed is None),
            outcome.problems,
            document,
            self.memory.recalled,
        )
