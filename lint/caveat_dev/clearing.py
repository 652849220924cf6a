"""Adds to a text, one at a time, sentences that say what it owes its readers, and tells which findings each clears."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from caveat.engine.run import check
from caveat.engine.settings import Settings
from caveat.terms import load_yaml_file

OWED = Path(__file__).parents[2] / "tests" / "gold" / "clearing.yaml"
TODAY = datetime.date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a text owes: the rule that asks for it, words of that finding, and a sentence that answers it.

    `also` is a rule whose finding the sentence answers by design as well.
    """

    rule: str
    add: str
    about: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many findings ask for one thing, and which findings its sentence clears and brings, rule and message."""

    owed: Owed
    reported: int
    gone: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]

    @property
    def exact(self) -> bool:
        """Whether it was asked for once, and its sentence clears that finding and changes no other."""
        gone = [(rule, message) for rule, message in self.gone if rule != self.owed.also]
        ours = len(gone) == 1 and gone[0][0] == self.owed.rule and self.owed.about in gone[0][1]
        return self.reported == 1 and ours and not self.new


def owed() -> tuple[Owed, ...]:
    """Read what a page that sells ketamine for CRPS owes its readers."""
    data = cast("dict[str, list[dict[str, str]]]", load_yaml_file(OWED))
    return tuple(Owed(**entry) for entry in data["owed"])


def cleared(text: str, suffix: str, wanted: Sequence[Owed]) -> list[Cleared]:
    """Check a text as it is, and with each sentence in a paragraph of its own at the end."""
    with tempfile.TemporaryDirectory() as folder:
        before = _missing(folder, text, suffix)
        found: list[Cleared] = []
        for one in wanted:
            after = _missing(folder, f"{text.rstrip()}\n\n{one.add}\n", suffix)
            reported = sum(rule == one.rule and one.about in message for rule, message in before)
            gone = tuple(finding for finding in before if finding not in after)
            new = tuple(finding for finding in after if finding not in before)
            found.append(Cleared(one, reported, gone, new))
        return found


def _missing(folder: str, text: str, suffix: str) -> list[tuple[str, str]]:
    """Return what is missing from a text as a whole: rule and message of each finding, those of related rules too."""
    path = Path(folder, f"page{suffix}")
    path.write_text(text, encoding="utf-8")
    report = check((path.as_posix(),), Settings(root=folder, today=TODAY, cache=False, jobs=1)).report
    return [
        (one.rule, one.message)
        for one in report.findings
        if one.scope == "document" and one.family in {"disclosure", "balance"}
    ]
