"""What the review pages show, as HTML; everything that comes from a text or a record is escaped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from caveat.document import Span
from caveat.engine.finding import signature
from caveat.report import overview
from caveat.report.advice import Advice, advice_of
from caveat.report.page.reading import Mark, read_through
from caveat.report.placement import Placement
from caveat.report.proposal import proposal_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from caveat.document import Document
    from caveat.engine.finding import Finding
    from caveat.engine.reviewer import Reviewer
    from caveat.report.proposal import Proposal
    from caveat.review.desk import Desk, Item, Sight
    from caveat.rule import Rule

# Inside a script element only these could end it, hide the rest of it, or break a line of it.
_ISLAND = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_QUOTE = 160
STATES = {
    "accepted": "accepted",
    "change-asked": "change asked for",
    "expired": "expired",
    "reopened": "reopened",
    "disputed": "disputed",
    "undecided": "to decide",
    "optional": "no decision needed",
}
"""How a finding stands, in words."""

_NEVER = "Nobody has reviewed this piece yet."


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    place: str
    quote: str
    message: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finding on the page, by the number that readers see."""

    number: int
    finding: Finding
    advice: Advice
    where: str
    related: tuple[Related, ...]
    proposal: Proposal | None
    state: str
    told: str


def part(name: str) -> str:
    """Return a style sheet or the script; the report's style is the ground for the review's."""
    package = "caveat.report.page" if name == "page.css" else "caveat.review"
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def index_page(sight: Sight, token: str, key: str, reviewer: Reviewer | None) -> str:
    """Return the page of all pieces."""
    return (
        _environment()
        .get_template("index")
        .render(sight=sight, base=f"/{token}/", key=key, reviewer=reviewer, island=_island({}), open=_open(sight))
    )


def item_page(sight: Sight, item: Item, desk: Desk, token: str, key: str, reviewer: Reviewer | None) -> str:
    """Return the page of one piece; raises ChangedError or GoneError when its text is no longer the one checked."""
    document = desk.document(item)
    placement = Placement(document)
    ordered = _in_order(item.findings, placement)
    stretches = {
        number: placement.of(Span(finding.start.offset, finding.end.offset)) if finding.scope == "span" else ()
        for number, finding in enumerate(ordered, 1)
    }
    marks: dict[int, list[Mark]] = {}
    for number, places in stretches.items():
        for place in places:
            mark = Mark(number, ordered[number - 1].severity, place.start, place.end)
            marks.setdefault(place.block, []).append(mark)
    sheets = tuple(
        _sheet(number, finding, item, desk.rules, placed=bool(stretches[number]))
        for number, finding in enumerate(ordered, 1)
    )
    position = sight.items.index(item)
    following = next((one for one in (*sight.items[position + 1 :], *sight.items[:position]) if _waits(one)), None)
    return (
        _environment()
        .get_template("piece")
        .render(
            item=item,
            sheets=sheets,
            strata=read_through(document, marks),
            language=_language(document),
            standing=standing(item),
            pieces=len(sight.items),
            following=following,
            problems=[problem for problem in sight.problems if problem.path == item.document.path],
            base=f"/{token}/",
            key=key,
            reviewer=reviewer,
            island=_island(
                {"piece": item.key, "order": [sheet.finding.fingerprint for sheet in sheets], **standing(item)}
            ),
        )
    )


def standing(item: Item) -> dict[str, Any]:
    """Return how a piece stands, for the script: each finding's state and what was decided, and the sign-off."""
    review = item.document.review
    signed = review is not None and review.state == "signed"
    return {
        "revision": item.revision,
        "findings": {
            finding.fingerprint: {
                "state": _state(finding, item),
                "told": overview.decision_text(finding.decision) if finding.decision is not None else "",
            }
            for finding in item.findings
        },
        "left": len(item.undecided),
        "signed": signed,
        "review": _NEVER if review is None else overview.review_text(review),
        "stands": "never" if review is None else review.state,
    }


def _sheet(number: int, finding: Finding, item: Item, rules: Mapping[str, Rule], *, placed: bool) -> Sheet:
    where = f"line {finding.start.line}, column {finding.start.column}"
    if finding.scope == "document":
        where = "the piece as a whole"
    elif not placed:
        where += ", outside the running text"
    return Sheet(
        number=number,
        finding=finding,
        advice=advice_of(finding.rule, rules),
        where=where,
        related=tuple(_related(finding)),
        proposal=proposal_of(finding),
        state=_state(finding, item),
        told=overview.decision_text(finding.decision) if finding.decision is not None else "",
    )


def _related(finding: Finding) -> list[Related]:
    made = []
    for one in finding.related:
        place = f"line {one.start.line}" if one.path == finding.path else f"{one.path}, line {one.start.line}"
        quote = "" if one.rule is not None else one.quote
        quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1].rstrip() + "…"
        made.append(Related(one.rule or place, quote, one.message))
    return made


def _in_order(findings: Sequence[Finding], placement: Placement) -> list[Finding]:
    """Return findings as they follow each other on the page: on the whole, outside the words, then by their words."""

    def place(finding: Finding) -> tuple[int, int, int]:
        if finding.scope == "document":
            return (-2, 0, 0)
        found = placement.of(Span(finding.start.offset, finding.end.offset))
        return (found[0].block, found[0].start, -found[-1].end) if found else (-1, finding.start.offset, 0)

    return sorted(findings, key=place)


def _state(finding: Finding, item: Item) -> str:
    if finding.decision is not None:
        return finding.decision.state
    return "undecided" if finding.fingerprint in item.undecided else "optional"


def _waits(item: Item) -> bool:
    """Say whether a piece needs a reviewer still."""
    return item.document.review is None or item.document.review.state != "signed"


def _open(sight: Sight) -> int:
    return sum(_waits(item) for item in sight.items)


def _language(document: Document) -> str:
    language = document.language or ""
    return language if language.replace("-", "").isalnum() and language.isascii() else ""


def _island(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False).translate(_ISLAND)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from caveat.report.page.markup import coded, shown

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda name: part(f"{name}.html.jinja")),
    )
    environment.filters.update(amount=overview.amount, coded=coded, shown=shown)
    environment.globals.update(
        review_text=overview.review_text, signature=signature, stands=overview.STANDS, states=STATES
    )
    return environment
