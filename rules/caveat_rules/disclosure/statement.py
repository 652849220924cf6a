"""Where a text says something about itself: what the rules on disclosures share."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from caveat.patterns import compiled
from caveat.terms import Cue, Cues, load_yaml_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from caveat.analysis import Analysis, Sentence
    from caveat.library import Reading

_PROFESSIONALS = compiled(r"\b(?:professionals?|clinicians?|physicians?|doctors|nurses|pharmacists|prescribers)\b")
SHORT_GENRES = frozenset({"post", "sms", "script", "email"})
"""The genres that have no room for everything a page owes its readers."""


class Wording:
    """The ways in which texts say one thing, from a YAML file: under each key patterns over folded text with hints."""

    def __init__(self, path: Path) -> None:
        """Take the file; it is read when it is first needed."""
        self._path = path
        self._cues: dict[str, Cues] = {}

    @cached_property
    def _data(self) -> dict[str, list[dict[str, object]]]:
        return cast("dict[str, list[dict[str, object]]]", load_yaml_file(self._path))

    def cues(self, key: str) -> Cues:
        """Return the patterns under a key."""
        if key not in self._cues:
            entries = self._data[key]
            self._cues[key] = Cues(Cue(str(one["pattern"]), *cast("list[str]", one["hints"])) for one in entries)
        return self._cues[key]

    def says(self, folded: str, key: str = "says", but: str = "near") -> bool:
        """Say whether a folded text holds one of the wordings, and none of those that only look like it."""
        return self.cues(key).any_in(folded) and not (but in self._data and self.cues(but).any_in(folded))

    def first(
        self, analysis: Analysis, key: str = "says", but: str = "near", within: Collection[int] | None = None
    ) -> Sentence | None:
        """Return the first sentence outside the list of sources that says it, or None."""
        for sentence in own_sentences(analysis):
            if (within is None or sentence.index in within) and self.says(sentence.folded, key, but):
                return sentence
        return None


def own_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the sentences that do not belong to the list of sources."""
    roles = analysis.roles
    for sentence in analysis.sentences:
        if roles.get(sentence.block.index) != "references":
            yield sentence


def for_professionals(reading: Reading) -> bool:
    """Say whether the front matter gives a text to professionals, and not to patients."""
    return bool(_PROFESSIONALS.search(" ".join(reading.document.front.items("audience")).lower()))


def in_front(reading: Reading, *names: str) -> bool:
    """Say whether the front matter, or a page's metadata, has an entry under one of the names."""
    front = reading.document.front
    keys = {key.lower().replace("-", "_").replace(" ", "_"): key for key in front.values}
    return any(name in keys and _filled(front.values[keys[name]]) for name in names)


def _filled(value: object) -> bool:
    return bool(value) and str(value).strip().lower() not in _EMPTY


_EMPTY = frozenset({"none", "tbc", "tbd", "n/a", "na", "-", "?", "pending", "false"})
