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
    from caveat.analysis import Analysis
    from caveat.analysis.citation import Citation
    from caveat.analysis.reference import Reference

_FAMILIES = frozenset({"claims", "sourcing"})
# What these rules say is what `unsourced` says.
_OF_SOURCES = frozenset(
    {"sourcing-uncited-treatment-claim", "sourcing-uncited-medical-fact", "sourcing-uncited-statistic"}
)
_WEB = ("http://", "https://")
# Of longer entries of a reference list the beginning is enough to know them.
_LONGEST = 240
_DECODER = msgspec.msgpack.Decoder(tuple[LedgerClaim, ...])


def ledger_entries(analysis: Analysis) -> Iterator[LedgerClaim]:
    """Yield a document's claims, before the findings are known."""
    source = analysis.document.source
    sources = _Sources(analysis)
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
            sources=tuple(dict.fromkeys(found for citation in cited for found in sources.of(citation))),
            status="sourced" if cited else "unsourced",
        )


class _Sources:
    """What the citations of a document lead to, each looked up once."""

    def __init__(self, analysis: Analysis) -> None:
        self._references = analysis.references
        self._known: dict[tuple[str, str, str], tuple[ClaimSource, ...]] = {}

    def of(self, citation: Citation) -> tuple[ClaimSource, ...]:
        key = (citation.kind, citation.text, citation.target)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(self._read(citation))
        return found

    def _read(self, citation: Citation) -> Iterator[ClaimSource]:
        words = " ".join(citation.text.split())
        references = self._references.sources(citation)
        if not references:
            target = citation.target if citation.kind in {"link", "address"} else ""
            yield ClaimSource(citation.kind, _shortened(words) or target, target)
        for reference in references:
            text = words
            if citation.kind not in {"link", "address"} and reference.place != "text":
                mark = reference.number or reference.label
                text = f"[{mark}] {reference.text}" if mark else reference.text
            address = citation.target if citation.kind == "link" else ""
            if not address.lower().startswith(_WEB):
                address = _address(reference)
            yield ClaimSource(citation.kind, _shortened(text) or address, address)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _address(reference: Reference) -> str:
    """Return where a source can be read on the web, or an empty text."""
    if reference.url.lower().startswith(_WEB):
        return reference.url
    if reference.doi:
        return f"https://doi.org/{reference.doi}"
    if reference.pmid:
        return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    if reference.pmcid:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"
    return f"https://clinicaltrials.gov/study/{reference.trial}" if reference.trial.startswith("NCT") else ""


def pack(entries: Iterable[LedgerClaim]) -> bytes:
    """Return claims as bytes, small enough to be kept with a document's findings and read only when asked for."""
    return zlib.compress(msgspec.msgpack.encode(tuple(entries)), 1)


def ledger(packed: Iterable[bytes], findings: Sequence[Finding]) -> tuple[LedgerClaim, ...]:
    """Return the claims of several documents, each with the rules that found fault with its words."""
    by_path: dict[str, list[tuple[int, int, str, bool]]] = {}
    for finding in findings:
        counted = finding.suppressed is None
        if finding.scope == "document" or finding.family not in _FAMILIES:
            continue
        places = [(finding.rule, finding.path, finding.start.offset, finding.end.offset)]
        places += [
            (related.rule or finding.rule, related.path, related.start.offset, related.end.offset)
            for related in finding.related
        ]
        for rule, path, start, end in places:
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
