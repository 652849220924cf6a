"""Findings for a person at a terminal: the sentence, the words underlined, why, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from caveat.report import overview
from caveat.report.advice import advice_of
from caveat.report.columns import filled, width_of, wrap
from caveat.report.excerpt import Excerpt, Excerpts
from caveat.report.paint import Paint, painter
from caveat.report.proposal import fix_hint, proposal_of
from caveat.report.visible import visible

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.engine.finding import DocumentSummary, Finding, Problem, Related, Report
    from caveat.rule import Rule

_INDENT = "    "
# A sentence of more lines than this is shown only round the words it is about.
_LINES = 4
# More documents than this are summed up in one line, unless everything is asked for.
_DOCUMENTS = 10
# Of many related places the first ones are shown, and of long quotes the beginning.
_RELATED = 4
_QUOTE = 80


def render(
    report: Report,
    *,
    documents: Callable[[str], Document | None],
    rules: Callable[[], Mapping[str, Rule]],
    color: bool,
    width: int,
    verbose: bool = False,
) -> str:
    """Return the findings one by one, then a summary.

    `documents` reads a document again, or gives None; `rules` gives the rules, and is called only when there is a
    finding. A rule's reasons stand under its first finding, under each when `verbose`.
    """
    paint = painter(color=color)
    findings = overview.counted(report.findings)
    lines: list[str] = []
    explained: set[str] = set()
    excerpts = Excerpts(documents)
    pages = rules() if findings else {}
    for finding in findings:
        in_full = verbose or finding.rule not in explained
        explained.add(finding.rule)
        lines += _finding(finding, excerpts.of(finding), pages if in_full else {}, paint, width, verbose=verbose)
        lines.append("")
    if findings and not verbose:
        hint = "The reason and the advice stand under each rule's first finding; `caveat explain RULE` says more."
        lines += [*(paint(line, "dim") for line in filled(hint, width, "")), ""]
    lines += _summary(report, findings, paint, width, verbose=verbose)
    return "\n".join(lines) + "\n"


def _finding(
    finding: Finding, excerpt: Excerpt | None, pages: Mapping[str, Rule], paint: Paint, width: int, *, verbose: bool
) -> Iterator[str]:
    place = visible(f"{finding.path}:{finding.start.line}:{finding.start.column}")
    preview = "  preview" if finding.status == "preview" else ""
    yield f"{paint(place, 'bold')}  {paint(finding.severity, finding.severity)}  {finding.rule}{paint(preview, 'dim')}"
    if excerpt is not None:
        yield from _quoted(excerpt, finding.severity, paint, width)
    yield from filled(visible(finding.message), width, "  ")
    advice = advice_of(finding.rule, pages)
    standard = (finding.standard or "") if pages else ""
    for label, text in (("Why", advice.why), ("Instead", advice.instead), ("Standard", standard)):
        if text:
            yield from _labelled(label, text, paint, width)
    if finding.decision is not None:
        yield from _labelled("Decision", overview.decision_text(finding.decision), paint, width)
    if (proposal := proposal_of(finding)) is not None:
        text = f"“{proposal.words}”" if proposal.words else "leave these words out"
        yield from _labelled(proposal.label, text, paint, width)
    shown = finding.related if verbose else finding.related[:_RELATED]
    for related in shown:
        yield from _labelled("Also", _related(related, finding), paint, width)
    if len(shown) < len(finding.related):
        yield from _labelled("Also", overview.amount(len(finding.related) - len(shown), "more place"), paint, width)


def _quoted(excerpt: Excerpt, severity: str, paint: Paint, width: int) -> Iterator[str]:
    before = visible(excerpt.text[: excerpt.start])
    marked = visible(excerpt.text[excerpt.start : excerpt.end])
    text = before + marked + visible(excerpt.text[excerpt.end :])
    start, end = len(before), len(before) + len(marked)
    lines = wrap(text, max(20, width - len(_INDENT) - 2))
    touched = [number for number, (low, high) in enumerate(lines) if low < max(end, start + 1) and start < high]
    first, last = 0, len(lines)
    if len(lines) > _LINES and touched:
        first = max(0, touched[0] - 1)
        last = min(len(lines), touched[-1] + 2, first + _LINES)
    for number in range(first, last):
        low, high = lines[number]
        mark_start, mark_end = max(low, min(start, high)), max(low, min(end, high))
        opening = "… " if number == first > 0 else ""
        closing = " …" if number == last - 1 < len(lines) - 1 else ""
        words = paint(text[mark_start:mark_end], severity) if mark_start < mark_end else ""
        yield f"{_INDENT}{opening}{text[low:mark_start]}{words}{text[mark_end:high]}{closing}"
        if number in touched:
            column = width_of(opening + text[low:mark_start])
            carets = max(1, width_of(opening + text[low:mark_end]) - column)
            yield f"{_INDENT}{' ' * column}{paint('^' * carets, severity)}"


def _labelled(label: str, text: str, paint: Paint, width: int) -> Iterator[str]:
    heading = f"  {label}: "
    lines = filled(visible(text), width, _INDENT, heading)
    yield f"  {paint(label + ':', 'bold')} {lines[0].removeprefix(heading)}"
    yield from lines[1:]


def _related(related: Related, finding: Finding) -> str:
    message = related.message
    if related.rule is not None:
        return f"{related.rule} ({related.severity}): {message}" if related.severity else f"{related.rule}: {message}"
    place = f"line {related.start.line}"
    if related.path != finding.path:
        place = f"{related.path}:{related.start.line}:{related.start.column}"
    words = related.quote if len(related.quote) <= _QUOTE else related.quote[: _QUOTE - 1].rstrip() + "…"
    quote = f" “{words}”" if words else ""
    return f"{place}{quote}: {message}"


def _summary(report: Report, findings: list[Finding], paint: Paint, width: int, *, verbose: bool) -> Iterator[str]:
    counts = overview.by_severity(findings)
    yield paint("Summary", "bold")
    head = overview.totals(counts)
    yield from filled(f"{head[0].upper()}{head[1:]} in {overview.words_checked(report)}.", width, "  ")
    yield from _families(findings, paint)
    yield from _documents(report, findings, paint, width, verbose=verbose)
    if packs := overview.packs_text(report):
        yield ""
        yield from filled(visible(packs), width, "  ")
    unchecked = overview.failures(report.problems)
    notes = [problem for problem in report.problems if problem not in unchecked]
    for title, problems in (("Not checked", unchecked), ("Notes", notes)):
        if problems:
            yield ""
            yield paint(title, "error" if problems is unchecked else "bold")
            for problem in problems:
                yield from filled(visible(_problem(problem)), width, _INDENT, "  ")
    yield from _accepted(report, paint, width)
    left_out = overview.left_out(report)
    if hint := fix_hint(findings):
        yield ""
        yield from filled(hint, width, "")
    if left_out:
        yield ""
        yield f"Not counted: {', '.join(left_out)}."


def _accepted(report: Report, paint: Paint, width: int) -> Iterator[str]:
    """List every risk that a reviewer accepted, with who and why."""
    findings = overview.accepted(report.findings)
    if not findings:
        return
    yield ""
    yield paint("Accepted risks", "bold")
    for finding in findings:
        place = f"{finding.path}:{finding.start.line}:{finding.start.column}"
        quote = finding.quote if len(finding.quote) <= _QUOTE else finding.quote[: _QUOTE - 1].rstrip() + "…"
        words = f" “{quote}”" if quote else ""
        yield from filled(visible(f"{place} {finding.rule}{words}"), width, _INDENT, "  ")
        if finding.decision is not None:
            yield from filled(visible(overview.decision_text(finding.decision)), width, _INDENT)


def _families(findings: list[Finding], paint: Paint) -> Iterator[str]:
    families = overview.by_family(findings)
    if len(families) < 2:
        return
    room = max(map(len, families)) + 2
    yield ""
    columns = "".join(f"{name:>9}" for name in ("error", "warning", "info"))
    yield f"  {'':{room}}{paint(columns, 'dim')}"
    for family, counts in families.items():
        yield f"  {family:{room}}" + "".join(
            paint(f"{number:>9,}", severity) if number else paint(f"{'·':>9}", "dim")
            for severity, number in counts.items()
        )


def _documents(report: Report, findings: list[Finding], paint: Paint, width: int, *, verbose: bool) -> Iterator[str]:
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)

    def gravity(document: DocumentSummary) -> tuple[int, ...]:
        return tuple(-number for number in overview.by_severity(by_path.get(document.path, [])).values())

    # Of many documents the gravest are shown; the sort is stable, so that few stay in their order.
    shown = list(report.documents)
    if len(shown) > _DOCUMENTS and not verbose:
        shown = sorted(shown, key=gravity)[:_DOCUMENTS]
    for document in shown:
        yield ""
        totals = overview.totals(overview.by_severity(by_path.get(document.path, [])))
        yield f"  {paint(visible(document.path), 'bold')}: {totals}"
        if document.readability is not None:
            yield from filled(overview.reading_level(document.readability), width, _INDENT)
        yield from filled(overview.claims_text(document), width, _INDENT)
        if text := overview.disclosures_text(document):
            yield from filled(f"Disclosures. {text}", width, _INDENT)
        if document.review is not None:
            yield from filled(visible(f"Review. {overview.review_text(document.review)}"), width, _INDENT)
    if len(shown) < len(report.documents):
        yield ""
        rest = len(report.documents) - len(shown)
        yield f"  … and {overview.amount(rest, 'more document')} with fewer findings."


def _problem(problem: Problem) -> str:
    return f"{problem.path}: {problem.message} ({problem.kind})"
