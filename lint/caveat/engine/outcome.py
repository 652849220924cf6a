"""What came of one document: the part of a report that is kept between runs."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from caveat.engine.finding import DocumentSummary, Finding, Problem, Withheld


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings, summary and problems of one document.

    `ledger` holds the claims and `links` the addresses of the sources, as their modules pack them. `kin` says whether
    its article, there or not, has a part in it; `derived_from` and `genre` are what the front matter says of that, and
    `article` the state it was in. `broken` says that a rule broke down: such an outcome is not kept. `withheld` are the
    fixes that rules proposed and the engine does not let pass.
    """

    findings: tuple[Finding, ...] = ()
    summary: DocumentSummary | None = None
    problems: tuple[Problem, ...] = ()
    kin: bool = False
    derived_from: str | None = None
    genre: str | None = None
    article: str = ""
    broken: bool = False
    traces: tuple[str, ...] = ()
    ledger: bytes = b""
    links: bytes = b""
    withheld: tuple[Withheld, ...] = ()


_DECODER = msgspec.msgpack.Decoder(Outcome)
_ENCODER = msgspec.msgpack.Encoder()


def encode(outcome: Outcome) -> bytes | None:
    """Return an outcome as bytes, or None when it cannot be kept: a rule broke down, or its path is no text."""
    if outcome.broken:
        return None
    try:
        return _ENCODER.encode(outcome)
    except UnicodeEncodeError:
        return None


def decode(data: bytes) -> Outcome | None:
    """Return the outcome that bytes hold, or None when they hold none."""
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, ValueError):
        return None
