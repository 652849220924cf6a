"""What happens to findings after the rules: one a span a family, then in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from caveat.engine.finding import SEVERITIES, Finding, Related


def dedupe(findings: Iterable[Finding], precedence: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Leave one finding a span a family; the others become `related`, with their own rule and severity.

    In a family that has an order of precedence, findings that share a character are about the same words, and the rule
    named first wins, whatever family it is of; a preview rule wins over no stable one. In other families only findings
    about exactly the same words are; there the graver one wins.
    """
    home = {rule: family for family, order in precedence.items() for rule in order}
    families: dict[str, list[Finding]] = {}
    kept: list[Finding] = []
    for finding in findings:
        if finding.scope == "document":
            kept.append(finding)
        else:
            families.setdefault(home.get(finding.rule, finding.family), []).append(finding)
    for family, group in families.items():
        order = precedence.get(family)
        kept += _overlapping(group, order) if order is not None else _same_words(group)
    return in_order(kept)


def joined(findings: Sequence[Finding], family: str, order: Sequence[str] = ()) -> list[Finding]:
    """Leave one finding of a family: the gravest, then the one whose rule stands first; the others become `related`."""
    ranks = {rule: number for number, rule in enumerate(order)}
    group = [finding for finding in findings if finding.family == family]
    if len(group) < 2:
        return list(findings)
    first, *others = sorted(
        group,
        key=lambda one: (
            one.status == "preview",
            SEVERITIES.index(one.severity),
            ranks.get(one.rule, len(ranks)),
            one.start.offset,
            one.rule,
        ),
    )
    return [*(finding for finding in findings if finding.family != family), _with_losers(first, others)]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by path, then as they stand in the text."""
    return sorted(findings, key=lambda one: (one.path, one.start.offset, one.end.offset, one.rule, one.fingerprint))


def _overlapping(findings: list[Finding], order: Sequence[str]) -> list[Finding]:
    """Keep the findings that overlap no finding of a rule that comes before theirs."""
    ranks = {rule: number for number, rule in enumerate(order)}
    waiting = sorted(
        findings,
        key=lambda one: (
            one.status == "preview",
            ranks.get(one.rule, len(ranks)),
            SEVERITIES.index(one.severity),
            one.end.offset - one.start.offset,
            one.start.offset,
            one.rule,
        ),
    )
    winners: list[tuple[Finding, list[Finding]]] = []
    for finding in waiting:
        for winner, losers in winners:
            if finding.start.offset < winner.end.offset and winner.start.offset < finding.end.offset:
                losers.append(finding)
                break
        else:
            winners.append((finding, []))
    return [_with_losers(winner, losers) for winner, losers in winners]


def _same_words(findings: list[Finding]) -> list[Finding]:
    """Keep one finding for each span."""
    places: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        places.setdefault((finding.start.offset, finding.end.offset), []).append(finding)
    kept: list[Finding] = []
    for group in places.values():
        first, *others = sorted(group, key=lambda one: (SEVERITIES.index(one.severity), one.rule))
        kept.append(_with_losers(first, others))
    return kept


def _with_losers(winner: Finding, losers: Iterable[Finding]) -> Finding:
    related = tuple(
        Related(loser.rule, loser.severity, loser.path, loser.start, loser.end, loser.quote, loser.message)
        for loser in sorted(losers, key=lambda one: (one.start.offset, one.end.offset, one.rule))
        if (loser.rule, loser.start, loser.end) != (winner.rule, winner.start, winner.end)
    )
    return replace(winner, related=winner.related + related) if related else winner
