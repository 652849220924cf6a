"""Statements that make a treatment's harms small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage


def _may_hold(_folded: str) -> bool:
    return False


def _read(_passage: Passage) -> Iterator[Claim]:
    yield from ()


MILD_HARM = Construction(_may_hold, _read)
