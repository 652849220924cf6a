"""The engine's own findings: about suppressions and baselines, not about a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.document import Place
from caveat.engine.catalogue import FAMILY
from caveat.engine.finding import Finding
from caveat.engine.fingerprint import content_mark, document_mark, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caveat.engine.finding import DocumentSummary
    from caveat.rule import Severity

MISSING_SIGN_OFF = "caveat-missing-sign-off"


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


def missing_sign_offs(documents: Iterable[DocumentSummary], relative: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each document that nobody has signed as it stands."""
    place = Place(1, 1, 0)
    for document in documents:
        review = document.review
        if review is not None and review.state == "signed":
            continue
        why = "nobody has reviewed it" if review is None else review.why
        yield Finding(
            rule=MISSING_SIGN_OFF,
            family=FAMILY,
            severity="error",
            status="stable",
            path=document.path,
            start=place,
            end=place,
            scope="document",
            quote="",
            message=f"No valid sign-off for the present content: {why}.",
            standard=None,
            fix=None,
            related=(),
            fingerprint=fingerprint(
                content_mark(MISSING_SIGN_OFF, "", ""), document_mark(f"path {relative[document.path]}"), 1
            ),
        )
