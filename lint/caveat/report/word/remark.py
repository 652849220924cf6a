"""What a comment says: a finding in a few short paragraphs for someone who edits the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caveat.document import Span
from caveat.report import overview
from caveat.report.advice import advice_of
from caveat.report.proposal import proposal_of
from caveat.report.visible import encodable, visible
from caveat.report.word.text import in_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caveat.engine.finding import Finding, Related
    from caveat.rule import Rule

_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a comment: a label in bold, which may be empty, and its text."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to make: the place in the source it is on, None for the text as a whole, its words, and what it says.

    `quote` is shown where a comment cannot stand on the words themselves.
    """

    span: Span | None
    quote: str
    lines: tuple[Line, ...]


def remarks_on(path: str, findings: Iterable[Finding], rules: Mapping[str, Rule]) -> tuple[Remark, ...]:
    """Return a comment for each finding of a text that counts, and one for all that somebody accepted."""
    own = [finding for finding in findings if finding.path == path]
    remarks = [
        Remark(
            None if finding.scope == "document" else Span(finding.start.offset, finding.end.offset),
            finding.quote,
            tuple(_lines(finding, rules)),
        )
        for finding in overview.counted(own)
    ]
    if accepted := overview.suppressed(own):
        remarks.append(Remark(None, "", tuple(_accepted(accepted))))
    return tuple(remarks)


def said_elsewhere(remark: Remark, where: str) -> tuple[Line, ...]:
    """Return what a comment says, with its words quoted when it does not stand on them but on what `where` says."""
    if not where or not remark.quote:
        return remark.lines
    return (*remark.lines[:1], Line("On:", in_xml(f"{quoted(remark.quote)} {where}")), *remark.lines[1:])


def _lines(finding: Finding, rules: Mapping[str, Rule]) -> Iterator[Line]:
    preview = " (a rule on trial)" if finding.status == "preview" else ""
    yield Line(f"{finding.severity.capitalize()}: {finding.rule}{preview}")
    yield Line("", _safe(finding.message))
    if instead := advice_of(finding.rule, rules).instead:
        yield Line("Instead:", _safe(instead))
    if finding.decision is not None:
        yield Line("Decision:", _safe(overview.decision_text(finding.decision)))
    if (proposal := proposal_of(finding)) is not None:
        yield Line(f"{proposal.label}:", _safe(f"“{proposal.words}”" if proposal.words else "leave these words out"))
    if finding.standard:
        yield Line("Standard:", _safe(finding.standard))
    for related in finding.related:
        yield Line("Also:", _safe(_related(related, finding)))


def _related(related: Related, finding: Finding) -> str:
    if related.rule is not None:
        severity = f" ({related.severity})" if related.severity else ""
        return f"{related.rule}{severity}: {related.message}"
    words = f": {quoted(related.quote)}" if related.quote else ""
    where = f" ({related.path})" if related.path != finding.path else ""
    return f"{related.message}{words}{where}"


def _accepted(findings: list[Finding]) -> Iterator[Line]:
    yield Line(f"Accepted: {overview.amount(len(findings), 'finding')}")
    for finding in findings:
        words = quoted(finding.quote) if finding.quote and finding.scope == "span" else ""
        yield Line(f"{finding.rule}:", _safe(f"{words} {_why(finding)}".strip()))


def _why(finding: Finding) -> str:
    """Say who accepted a finding, and why: a reviewer's decision, or the suppression in the text or configuration."""
    if finding.decision is not None:
        return overview.decision_text(finding.decision)
    if finding.suppressed is None:
        return ""
    who = f" by {finding.suppressed.by}" if finding.suppressed.by else ""
    until = f", until {finding.suppressed.until}" if finding.suppressed.until else ""
    return f"Suppressed{who}{until}: {finding.suppressed.reason}"


def quoted(words: str) -> str:
    """Return words in quotation marks, shortened when there are many."""
    if not words:
        return ""
    words = " ".join(words.split())
    return f"“{words if len(words) <= _QUOTE else words[: _QUOTE - 1].rstrip() + '…'}”"


def _safe(text: str) -> str:
    return in_xml(visible(encodable(text)))
