"""Findings as the diagnostics of the protocol."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris

import caveat
from caveat.document import Span
from caveat.editor.buffer import Buffer
from caveat.engine.finding import NOTES
from caveat.engine.suppress import UNUSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from caveat.document import Document
    from caveat.engine.finding import Finding, Problem, Related

SOURCE = "caveat"
# More than anybody reads, and than an editor shows without stopping to breathe.
MOST = 1_000
_RANKS = ("error", "warning", "info")
SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}

# The rules' pages lie beside the source; an installed wheel has them in hovers only.
_PAGES = Path(caveat.__file__).parents[2] / "docs" / "rules"


def span_of(finding: Finding, document: Document | None) -> Span:
    """Return the words a finding is shown at: its own, or the title of the document that it is about as a whole."""
    if finding.scope == "span":
        return Span(finding.start.offset, finding.end.offset)
    return title_span(document)


def title_span(document: Document | None) -> Span:
    """Return the first heading, else the first line of the text, else the beginning."""
    if document is None or not document.blocks:
        return Span(0, 0)
    title = next((block for block in document.blocks if block.kind == "heading"), document.blocks[0])
    text = document.source.text
    start = title.prose.locate(0, 0).start if title.text else title.span.start
    line = len(text[start : title.span.end].split("\n", 1)[0].rstrip("\r"))
    return Span(start, start + line)


def diagnostics(
    findings: Sequence[Finding],
    problems: Sequence[Problem],
    document: Document | None,
    buffer: Buffer,
    others: Mapping[str, Buffer],
) -> list[types.Diagnostic]:
    """Return the diagnostics of one text; `others` are the texts, by path, that related places may lie in.

    Of more than a thousand findings the gravest are shown, with a word on how many are not.
    """
    shown = findings
    if len(findings) > MOST:
        gravest = set(sorted(range(len(findings)), key=lambda number: _RANKS.index(findings[number].severity))[:MOST])
        shown = [finding for number, finding in enumerate(findings) if number in gravest]
    made = [_diagnostic(finding, document, buffer, others) for finding in shown]
    if len(shown) < len(findings):
        message = f"{len(findings) - len(shown):,} more findings are not shown here: `caveat check` lists them all"
        made.append(problem_diagnostic("too-many", message, document, buffer))
    made += [problem_diagnostic(problem.kind, problem.message, document, buffer) for problem in problems]
    return made


def problem_diagnostic(kind: str, message: str, document: Document | None, buffer: Buffer) -> types.Diagnostic:
    """Return a diagnostic for what could not be checked, or what the user should know of."""
    note = kind in NOTES or kind == "too-many"
    return types.Diagnostic(
        buffer.range(title_span(document)),
        message[:1].upper() + message[1:] + ("" if message.endswith((".", "?")) else "."),
        severity=types.DiagnosticSeverity.Information if note else types.DiagnosticSeverity.Error,
        code=kind,
        source=SOURCE,
    )


def _diagnostic(
    finding: Finding, document: Document | None, buffer: Buffer, others: Mapping[str, Buffer]
) -> types.Diagnostic:
    related = [_related(place, finding.path, buffer, others) for place in finding.related]
    return types.Diagnostic(
        buffer.range(span_of(finding, document)),
        finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=_page(finding.rule),
        source=SOURCE,
        tags=[types.DiagnosticTag.Unnecessary] if finding.rule == UNUSED else None,
        related_information=related or None,
        data={"fingerprint": finding.fingerprint},
    )


def _related(
    place: Related, path: str, buffer: Buffer, others: Mapping[str, Buffer]
) -> types.DiagnosticRelatedInformation:
    there = buffer if place.path == path else others.get(place.path)
    if there is not None:
        where = there.range(Span(place.start.offset, max(place.start.offset, place.end.offset)))
    else:
        point = types.Position(place.start.line - 1, place.start.column - 1)
        where = types.Range(point, point)
    named = f"{place.rule}: {place.message}" if place.rule else place.message
    return types.DiagnosticRelatedInformation(types.Location(uri_of(place.path), where), named)


def _page(rule: str) -> types.CodeDescription | None:
    page = _PAGES / f"{'style' if rule.startswith('style-') else rule}.md"
    return types.CodeDescription(page.as_uri()) if page.is_file() else None


def uri_of(path: str) -> str:
    """Return the address of a file; of a path that is none, the path itself."""
    return uris.from_fs_path(str(Path(path).absolute())) or path
