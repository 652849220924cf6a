"""What each text should tell its readers, as a short list in plain text: there, missing, or not checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.engine.finding import ChecklistItem, CheckState, DocumentSummary, Report

STATES: Final[Mapping[CheckState, str]] = {
    "missing": "missing",
    "not-checked": "not checked",
    "present": "present",
    "declared": "declared elsewhere",
    "not-expected": "not expected",
}
"""The states in words, those first that a reviewer looks at first."""

_QUOTE: Final = 80


def states_text(counts: Mapping[CheckState, int]) -> str:
    """Return how many items are in each state: `2 missing, 1 present`."""
    return ", ".join(f"{counts[state]:,} {words}" for state, words in STATES.items() if counts.get(state))


def render(report: Report) -> str:
    """Return the checklist of each document, one item a line."""
    return "".join(f"{line}\n" for document in report.documents for line in _lines(document))


def _lines(document: DocumentSummary) -> Iterator[str]:
    items = [item for item in document.checklist if item.state != "not-expected"]
    counts = states_text(Counter(item.state for item in document.checklist))
    yield f"{visible(document.path)}: {counts or 'no rule that expects anything was run'}"
    for item in items:
        yield f"  {STATES[item.state]:<18}  {visible(item.item)}"
        if where := _where(item):
            yield f"    {where}"


def _where(item: ChecklistItem) -> str:
    if item.state in {"missing", "not-checked"}:
        return visible(f"{item.why} ({item.rule})")
    if item.place is None:
        return visible(item.declared)
    quote = " ".join(item.place.quote.split())
    if len(quote) > _QUOTE:
        quote = quote[: _QUOTE - 1].rstrip() + "…"
    return visible(f"line {item.place.start.line}: “{quote}”{'; ' + item.why if item.why else ''}")
