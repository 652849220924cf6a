"""The checklist of a document: what it should tell its readers, and whether and where it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caveat.engine.finding import ChecklistItem, ItemPlace

if TYPE_CHECKING:
    from caveat.analysis import Analysis
    from caveat.document import Span
    from caveat.engine.finding import CheckState
    from caveat.engine.placing import Placing
    from caveat.rule import Hit, Rule, Severity, Stated

DISCLOSURE = "disclosure"

_QUIET = "The rule finds nothing missing, and does not say where it stands."
_NOTHING_MEDICAL = "The text says nothing about a treatment, a condition or a symptom."
_GENRE = "It is not asked of a text of the genre {genre}."
_NOT_RUN = "The rule was not selected for this run."
_BROKEN = "The rule broke down."
# What needs a reviewer first.
_ORDER: Mapping[CheckState, int] = {"missing": 0, "not-checked": 1, "present": 2, "declared": 3, "not-expected": 4}


@dataclass(slots=True)
class Told:
    """What a rule said of one document: its hits, each with the message of its finding, and what it finds there."""

    rule: Rule
    hits: list[tuple[Hit, str]] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)

    @property
    def discloses(self) -> bool:
        """Whether the rule looks for a disclosure."""
        return self.rule.family == DISCLOSURE and bool(self.rule.expects)

    @property
    def lacks(self) -> bool:
        """Whether something that the rule expects is missing."""
        return any(_lacks(hit, self.rule) for hit, _ in self.hits)

    @property
    def asked(self) -> bool:
        """Whether the rule asks anything of the text, as far as it says so."""
        return bool(self.hits) or not self.stated or any(one.state == "present" for one in self.stated)


class Checklist:
    """Collects what rules say of one document."""

    def __init__(self, analysis: Analysis, placing: Placing, declared: Mapping[str, str]) -> None:
        """Take the text, and the disclosures that are declared with their places."""
        self._analysis = analysis
        self._placing = placing
        self._declared = declared
        self._items: list[ChecklistItem] = []

    def add(self, told: Told) -> None:
        """Take what a rule said."""
        rule = told.rule
        declared = declared_for(rule, self._declared)
        missing = [(hit, message) for hit, message in told.hits if _lacks(hit, rule)]
        items = len(self._items)
        for hit, message in missing if declared is None else ():
            self._put(rule, hit.item, "missing", hit.span, why=message)
        faults = [(hit.span, message) for hit, message in told.hits if hit.span is not None and not hit.item]
        for one in told.stated:
            if one.state == "not-expected":
                self._put(rule, one.item, "not-expected", why=one.why)
            elif one.declared:
                self._put(rule, one.item, "declared", one.span, one.declared, one.why)
            else:
                why = one.why or next((message for span, message in faults if span == one.span), "")
                self._put(rule, one.item, "present", one.span, why=why)
        if len(self._items) > items:
            return
        if declared is not None:
            self._put(rule, "", "declared", declared=declared)
        elif faults and rule.expects:
            self._put(rule, "", "present", faults[0][0], why=faults[0][1])
        elif rule.expects and not self._analysis.medical_sentences:
            self._put(rule, "", "not-expected", why=_NOTHING_MEDICAL)
        elif rule.expects:
            self._put(rule, "", "present", why=_QUIET)

    def items(
        self, rules: Iterable[Rule], active: Mapping[str, Severity], broken: Sequence[str]
    ) -> tuple[ChecklistItem, ...]:
        """Return all items, those of rules that were not run or broke down among them, what is missing first."""
        genre = self._analysis.document.genre
        for rule in rules:
            if not rule.expects:
                continue
            if rule.genres and genre not in rule.genres:
                self._put(rule, "", "not-expected", why=_GENRE.format(genre=genre))
            elif rule.id not in active:
                declared = declared_for(rule, self._declared)
                if declared is None:
                    self._put(rule, "", "not-checked", why=_NOT_RUN)
                else:
                    self._put(rule, "", "declared", declared=declared)
            elif rule.id in broken:
                self._put(rule, "", "not-checked", why=_BROKEN)
        return tuple(sorted(dict.fromkeys(self._items), key=_rank))

    def _put(
        self, rule: Rule, item: str, state: CheckState, span: Span | None = None, declared: str = "", why: str = ""
    ) -> None:
        place, source = None, self._analysis.document.source
        if span is not None:
            place = ItemPlace(source.place(span.start), source.place(span.end), self._placing.quote(span))
        name = item or rule.expects or rule.id.removeprefix(f"{rule.family}-").replace("-", " ")
        self._items.append(ChecklistItem(name, rule.id, state, place, declared, why))


def declared_for(rule: Rule, declared: Mapping[str, str]) -> str | None:
    """Return where the configuration says that a disclosure stands; None when it does not."""
    return declared.get(rule.id.removeprefix(f"{DISCLOSURE}-")) if rule.family == DISCLOSURE else None


def _lacks(hit: Hit, rule: Rule) -> bool:
    return bool(hit.item) or (hit.span is None and bool(rule.expects))


def _rank(item: ChecklistItem) -> tuple[int, bool, str, str]:
    return _ORDER[item.state], not item.rule.startswith(DISCLOSURE), item.rule, item.item
