"""The engine's own findings: about suppressions and baselines, not about a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.document import Place
from caveat.engine.catalogue import FAMILY
from caveat.engine.finding import Finding
from caveat.engine.fingerprint import content_mark, document_mark, fingerprint

if TYPE_CHECKING:
    from caveat.rule import Severity


def config_finding(rule: str, severity: Severity, path: str, line: int, quote: str, message: str) -> Finding:
    """Return a finding about a line of the configuration or the baseline."""
    place = Place(line, 1, 0)
    return Finding(
        rule=rule,
        family=FAMILY,
        severity=severity,
        status="stable",
        path=path,
        start=place,
        end=place,
        scope="document",
        quote=quote,
        message=message,
        standard=None,
        fix=None,
        related=(),
        fingerprint=fingerprint(content_mark(rule, quote, message), document_mark(path), 1),
    )
