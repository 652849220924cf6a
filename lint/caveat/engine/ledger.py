"""The ledger of claims: what each text claims about health, on whose word, and what the rules say of it."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from caveat.engine.finding import ClaimSource, Finding, LedgerClaim

if TYPE_CHECKING:
    from caveat.analysis import Analysis, Citation

_FAMILIES = frozenset({"claims", "sourcing"})
# What these rules say is what `unsourced` says.
_OF_SOURCES = frozenset({"sourcing-uncited-treatment-claim", "sourcing-uncited-medical-fact"})
_LONGEST_ENTRY = 300
_DECODER = msgspec.msgpack.Decoder(tuple[LedgerClaim, ...])


def ledger_entries(analysis: Analysis) -> Iterator[LedgerClaim]:
    """Yield a document's claims, before the findings are known."""
    source = analysis.document.source
    for claim in analysis.ledger:
        span = claim.span
        cited = analysis.citations.near(claim.sentence)
        yield LedgerClaim(
            path=analysis.document.path,
            start=source.place(span.start),
            end=source.place(span.end),
            quote=" ".join(claim.quote.split()),
            kind=claim.kind,
            about=claim.about,
            assertion=claim.assertion,
            strength=claim.strength,
            qualifier=f"Q{claim.step}",
            sources=tuple(_source(one, analysis) for one in cited),
            status="sourced" if cited else "unsourced",
        )


def _source(citation: Citation, analysis: Analysis) -> ClaimSource:
    """Return a citation with what it leads to: through a list, the address or the words of the entry."""
    target = citation.target
    for entry in analysis.references.resolve(citation)[:1]:
        target = (
            f"https://doi.org/{entry.doi}" if entry.doi else entry.url or " ".join(entry.text.split())[:_LONGEST_ENTRY]
        )
    return ClaimSource(citation.kind, citation.text, target)


def pack(entries: Iterable[LedgerClaim]) -> bytes:
    """Return claims as bytes, small enough to be kept with a document's findings and read only when asked for."""
    return zlib.compress(msgspec.msgpack.encode(tuple(entries)), 1)


def ledger(packed: Iterable[bytes], findings: Sequence[Finding]) -> tuple[LedgerClaim, ...]:
    """Return the claims of several documents, each with the rules that found fault with its words."""
    by_path: dict[str, list[tuple[int, int, str, bool]]] = {}
    for finding in findings:
        counted = finding.suppressed is None
        places = [(finding.rule, finding.family, finding.path, finding.start.offset, finding.end.offset)]
        places += [
            (related.rule or finding.rule, finding.family, related.path, related.start.offset, related.end.offset)
            for related in finding.related
        ]
        if finding.scope == "document" or finding.family not in _FAMILIES:
            continue
        for rule, _, path, start, end in places:
            by_path.setdefault(path, []).append((start, end, rule, counted))
    for marks in by_path.values():
        marks.sort()
    return tuple(
        _judged(claim, by_path.get(claim.path, ()))
        for data in packed
        for claim in _DECODER.decode(zlib.decompress(data))
    )


def _judged(claim: LedgerClaim, marks: Sequence[tuple[int, int, str, bool]]) -> LedgerClaim:
    start, end = claim.start.offset, claim.end.offset
    before = bisect_left(marks, (end, 0, "", False))
    found = [mark for mark in marks[:before] if mark[1] > start]
    if not found:
        return claim
    rules = tuple(dict.fromkeys(rule for _, _, rule, _ in found))
    flagged = any(counted and rule not in _OF_SOURCES for _, _, rule, counted in found)
    return replace(claim, findings=rules, status="flagged" if flagged else claim.status)
