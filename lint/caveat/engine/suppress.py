"""Suppressions: comments in the text and tables in the configuration that say why a finding does not count."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from caveat.document import Span
from caveat.engine.finding import Finding, Suppressed
from caveat.engine.pattern import matches
from caveat.engine.selection import selector
from caveat.engine.settings import SuppressEntry, suggest
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from caveat.document import Block, Document
    from caveat.engine.catalogue import Catalogue
    from caveat.engine.placing import Placing

_COMMENT = compiled(r"<!--\s*caveat:(.*?)-->", re.DOTALL)
_PAIR = compiled("""([\\w-]+)\\s*=\\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\\s"'“]+))""")
_KEYS = ("reason", "by", "until")

UNUSED = "caveat-unused-suppression"
EXPIRED = "caveat-expired-suppression"
INVALID = "caveat-invalid-suppression"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment `caveat: ignore`: what it names, why, and what is wrong with it. `until` is None when it gives none."""

    span: Span
    rules: tuple[str, ...]
    reason: str
    by: str
    until: datetime.date | None
    faults: tuple[str, ...]
    block: Block | None = None
    whole: bool = False


@dataclass(slots=True)
class Remark:
    """Something the engine has to say of a suppression: the rule of its finding, where, and the message."""

    rule: str
    span: Span
    message: str


@dataclass(slots=True)
class Verdict:
    """Findings with their suppressions, and what there is to say of the suppressions themselves."""

    findings: list[Finding] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def find_suppressions(document: Document, placing: Placing, catalogue: Catalogue) -> tuple[Suppression, ...]:
    """Return the suppressing comments of a Markdown or HTML document; those shown as code are left alone."""
    source = document.source
    if source.media not in ("markdown", "html") or "caveat:" not in source.text:
        return ()
    shown = [document.front.span]
    if source.media == "markdown":
        shown += [block.span for block in document.blocks if block.kind == "code"]
        shown += [inline.span for block in document.blocks for inline in block.inlines if inline.kind == "code"]
    first = min((block.span.start for block in document.blocks), default=len(source.text))
    found: list[Suppression] = []
    for match in _COMMENT.finditer(source.text):
        span = Span(*match.span())
        if any(code.covers(span) for code in shown):
            continue
        own = [block for block in placing.blocks_at(span) if block.span.covers(span)]
        block = min(own, key=lambda one: len(one.span)) if own else _on_the_same_line(document, span, placing)
        block = block or placing.block_after(span.end)
        found.append(replace(_parse(span, match[1], catalogue), block=block, whole=span.end <= first))
    return tuple(found)


def _on_the_same_line(document: Document, span: Span, placing: Placing) -> Block | None:
    """Return the Markdown block whose words stand before a comment on its line: the comment ends that block."""
    before = placing.block_before(span.start)
    if before is None or document.source.media != "markdown":
        return None
    between = document.source.text[before.span.end : span.start]
    if "\n" in between or "\r" in between or (before.kind == "cell" and "|" in between):
        return None
    return before


def _parse(span: Span, text: str, catalogue: Catalogue) -> Suppression:
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    faults: list[str] = []
    values: dict[str, str] = {}
    for pair in _PAIR.finditer(rest):
        key = pair[1]
        if key not in _KEYS:
            faults.append(f'unknown key "{key}"{suggest(key, _KEYS)}')
        values[key] = next(value for value in pair.groups()[1:] if value is not None).strip()
    names: list[str] = []
    if word != "ignore":
        faults.append(f'unknown instruction "{word}"{suggest(word, ("ignore",))}')
    else:
        for name in re.split(r"[\s,]+", _PAIR.sub(" ", rest).strip()):
            known = selector(name, catalogue) if name else None
            if known is None or known.kind == "all":
                if name:
                    known_names = (*catalogue.ids, *catalogue.families)
                    faults.append(f'no rule or family is called "{name}"{suggest(name, known_names)}')
            else:
                names.append(known.name)
        if not names and not faults:
            faults.append("it names no rule")
        if not values.get("reason"):
            faults.append('it gives no reason; add reason="…"')
    until = None
    if given := values.get("until"):
        try:
            until = datetime.date.fromisoformat(given)
        except ValueError:
            faults.append(f'"{given}" is not a date such as 2027-01-31')
    return Suppression(
        span, tuple(dict.fromkeys(names)), values.get("reason", ""), values.get("by", ""), until, tuple(faults)
    )


def apply_comments(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    ran: Mapping[str, str],
    today: datetime.date,
) -> Verdict:
    """Mark the findings that a comment suppresses, and remark on comments that are wrong, expired or unused.

    A comment covers findings in its block; one that stands before all text also covers those of the whole document,
    when it names their rule by its id. `ran` gives the rules that ran, with their families: only of these can one be
    unused.
    """
    verdict = Verdict(list(findings))
    names = {*ran, *ran.values()}
    for suppression in suppressions:
        if suppression.faults:
            message = f"This suppression has no effect: {'; '.join(suppression.faults)}."
            verdict.remarks.append(Remark(INVALID, suppression.span, message))
            continue
        expired = suppression.until is not None and suppression.until < today
        for name in suppression.rules:
            hits = [
                number
                for number, finding in enumerate(verdict.findings)
                if name in (finding.rule, finding.family) and _in_reach(finding, suppression, name)
            ]
            if not hits:
                if name in names:
                    message = f"Nothing here for this suppression of {name} to suppress: take it out."
                    verdict.remarks.append(Remark(UNUSED, suppression.span, message))
                continue
            if expired:
                message = (
                    f"This suppression of {name} held until {suppression.until}: correct the text, or decide again."
                )
                verdict.remarks.append(Remark(EXPIRED, suppression.span, message))
                continue
            until = suppression.until.isoformat() if suppression.until else None
            mark = Suppressed(suppression.reason, suppression.by, until)
            if any(not _complete(verdict.findings[number], mark) for number in hits):
                message = f"This suppression of {name} has no effect: an error also needs {_lacking(mark)}."
                verdict.remarks.append(Remark(INVALID, suppression.span, message))
            for number in hits:
                finding = verdict.findings[number]
                if finding.suppressed is None and _complete(finding, mark):
                    verdict.findings[number] = replace(finding, suppressed=mark)
    return verdict


def apply_entries(
    findings: Sequence[Finding],
    entries: Sequence[SuppressEntry],
    relative: Mapping[str, str],
    ran: Callable[[str, str], bool],
    catalogue: Catalogue,
    today: datetime.date,
) -> tuple[list[Finding], list[tuple[SuppressEntry, str, str]]]:
    """Mark the findings that the configuration suppresses; return them, and remarks as entry, rule and message.

    `relative` gives each checked document's path relative to the configuration; `ran` says whether a rule or family
    ran on a document. An entry about documents that were not checked can be neither used nor unused.
    """
    marked = list(findings)
    remarks: list[tuple[SuppressEntry, str, str]] = []
    for entry in entries:
        word = selector(entry.rule, catalogue)
        name = word.name if word else entry.rule
        covered = {path for path, short in relative.items() if matches(entry.path, short)}
        hits = [
            number
            for number, finding in enumerate(marked)
            if name in (finding.rule, finding.family) and finding.path in covered and _quoted(finding, entry.quote)
        ]
        mark = Suppressed(entry.reason, entry.by, entry.until)
        if not hits:
            if any(ran(path, name) for path in covered):
                remarks.append((entry, UNUSED, f"Nothing for this suppression of {name} to suppress: take it out."))
        elif entry.until is not None and entry.until < today.isoformat():
            message = f"This suppression of {name} held until {entry.until}: correct the text, or decide again."
            remarks.append((entry, EXPIRED, message))
        else:
            if any(not _complete(marked[number], mark) for number in hits):
                message = f"This suppression of {name} has no effect on errors: these also need {_lacking(mark)}."
                remarks.append((entry, INVALID, message))
            for number in hits:
                if marked[number].suppressed is None and _complete(marked[number], mark):
                    marked[number] = replace(marked[number], suppressed=mark)
    return marked, remarks


def _in_reach(finding: Finding, suppression: Suppression, name: str) -> bool:
    if finding.scope == "document":
        return suppression.whole and name == finding.rule
    span = Span(finding.start.offset, finding.end.offset)
    return suppression.block is not None and suppression.block.span.overlaps(span)


def _quoted(finding: Finding, quote: str | None) -> bool:
    return quote is None or " ".join(quote.split()).casefold() in finding.quote.casefold()


def _complete(finding: Finding, mark: Suppressed) -> bool:
    """Say whether a suppression gives all that the finding's severity asks for."""
    return finding.severity != "error" or bool(mark.by and mark.until)


def _lacking(mark: Suppressed) -> str:
    lacking = [name for name, value in (('by="…"', mark.by), ("until=2027-01-31", mark.until)) if not value]
    return " and ".join(lacking)
