"""What the page shows of a document's checklist: what its readers are told, what not, and where a reviewer looks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.report.checklist import STATES, states_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.engine.finding import ChecklistItem, CheckState, Finding

# Of a longer quote, such as a whole front matter, the beginning is enough to find it.
_QUOTE = 160


@dataclass(frozen=True, slots=True)
class CheckView:
    """One row. `number` is that of the card that says so, `accepted` why somebody suppressed the finding."""

    item: str
    rule: str
    state: CheckState
    words: str
    where: str
    quote: str
    why: str
    number: int | None
    accepted: str


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """The checklist of a document: its gist, the rows to look at, and those that this text need not have."""

    lead: str
    rows: tuple[CheckView, ...]
    unneeded: tuple[CheckView, ...]


def checklist_view(
    items: Sequence[ChecklistItem],
    findings: Mapping[int, Finding],
    numbers: Mapping[int, int],
    suppressed: Sequence[Finding],
) -> ChecklistView | None:
    """Return the checklist as the page shows it; None when no rule expects anything."""
    if not items:
        return None
    rows = [_row(item, findings, numbers, suppressed) for item in items]
    return ChecklistView(
        lead=states_text(Counter(item.state for item in items)),
        rows=tuple(row for row in rows if row.state != "not-expected"),
        unneeded=tuple(row for row in rows if row.state == "not-expected"),
    )


def _row(
    item: ChecklistItem,
    findings: Mapping[int, Finding],
    numbers: Mapping[int, int],
    suppressed: Sequence[Finding],
) -> CheckView:
    faulty = item.state in {"missing", "present"} and bool(item.why)
    number = next((numbers[index] for index, one in findings.items() if faulty and _tells(one, item)), None)
    accepted = next((one.suppressed.reason for one in suppressed if one.suppressed and _tells(one, item)), "")
    where = item.declared
    if item.place is not None:
        where = f"line {item.place.start.line}, column {item.place.start.column}"
    return CheckView(
        item=item.item,
        rule=item.rule,
        state=item.state,
        words=STATES[item.state],
        where=where,
        quote="" if item.place is None else _shortened(item.place.quote),
        why=item.why,
        number=number,
        accepted=accepted if faulty else "",
    )


def _shortened(quote: str) -> str:
    return quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…"


def _tells(finding: Finding, item: ChecklistItem) -> bool:
    """Say whether a finding, or what it stands for, is what the checklist has of an item."""
    told = [(finding.rule, finding.message), *((one.rule, one.message) for one in finding.related)]
    return (item.rule, item.why) in told
