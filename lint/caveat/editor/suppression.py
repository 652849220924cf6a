"""Where a suppression of a finding would go, with a reason for the writer to fill in.

What is proposed has been tried: with a reason it covers the finding and leaves the text as it reads, and without one
the linter rejects it, so that no finding is silenced by a click.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.document import Span
from caveat.engine.paths import relative_path
from caveat.engine.pattern import matches
from caveat.engine.placing import Placing
from caveat.engine.suppress import find_suppressions
from caveat.readers import Unreadable, read
from caveat.rule import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.document import Block, Document
    from caveat.engine.catalogue import Catalogue
    from caveat.engine.finding import Finding

_FILLED = 'reason="x" by="x" until=9999-12-31'


@dataclass(frozen=True, slots=True)
class Appendix:
    """Text to add at the end of a configuration."""

    path: Path
    before: str
    text: str


def comment_for(finding: Finding, document: Document, catalogue: Catalogue) -> Edit | None:
    """Return the insertion of a comment that will suppress a finding once its reason is filled in, or None.

    None where no comment can stand: in plain text, or where it would change what the text says.
    """
    source = document.source
    if source.media not in ("markdown", "html") or finding.rule.startswith("caveat-"):
        return None
    lacking = 'reason="" by="" until=""' if finding.severity == "error" else 'reason=""'
    for place, prefix, suffix in _places(finding, document):
        words = f"{prefix}<!-- caveat: ignore {finding.rule} {_FILLED} -->{suffix}"
        if _covers(finding, document, place, words, catalogue):
            return Edit(place, place, words.replace(_FILLED, lacking))
    return None


def _places(finding: Finding, document: Document) -> Iterator[tuple[int, str, str]]:
    """Yield where a comment may go, with what comes before and after it there; the clearest place first."""
    text = document.source.text
    newline = "\r\n" if "\r\n" in text else "\n"
    if finding.scope == "document":
        start = document.front.span.end if document.front.span else 0
        while text.startswith(("\n", "\r"), start):
            start += 1
        yield start, "", newline * 2
        return
    span = Span(finding.start.offset, finding.end.offset)
    for block in sorted(Placing(document, ()).blocks_at(span), key=lambda one: len(one.span)):
        line = _line_start(text, block.span.start)
        indent = text[line : block.span.start]
        if block.kind == "paragraph" and not block.containers and not indent.strip():
            yield line, indent, newline
        yield _words_end(block, text), " ", ""
        if document.source.media == "html":
            yield block.span.start, "", ""


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _words_end(block: Block, text: str) -> int:
    """Return where a block's words end, behind their markup but before any white space."""
    end = block.span.end
    while end > block.span.start and text[end - 1].isspace():
        end -= 1
    if text[end - 1 : end] == ">" and block.prose.segments:  # an element's end tag
        end = block.prose.segments[-1].source_end
    return end


def _covers(finding: Finding, document: Document, place: int, words: str, catalogue: Catalogue) -> bool:
    source = document.source
    text = source.text[:place] + words + source.text[place:]
    try:
        after = read(source.path, text.encode("utf-8", "replace"), media=source.media)
    except Unreadable:
        return False
    if [(one.kind, one.level, one.text) for one in after.blocks] != [
        (one.kind, one.level, one.text) for one in document.blocks
    ]:
        return False
    begin = place + words.index("<!--")
    made = [one for one in find_suppressions(after, Placing(after, ()), catalogue) if one.span.start == begin]
    if not made or made[0].faults:
        return False
    if finding.scope == "document":
        return made[0].whole
    start, end = (offset + len(words) if offset >= place else offset for offset in _ends(finding))
    block = made[0].block
    return block is not None and block.span.overlaps(Span(start, end))


def _ends(finding: Finding) -> tuple[int, int]:
    return finding.start.offset, finding.end.offset


def entry_for(finding: Finding, config: Path, root: str) -> Appendix | None:
    """Return a `[[suppress]]` table for a configuration, for texts in which no comment can stand, or None.

    Its reason is empty, and the configuration is refused until somebody fills it in.
    """
    relative = relative_path(finding.path, root)
    pattern = f"/{relative}"
    if finding.rule.startswith("caveat-") or relative.startswith("/") or not matches(pattern, relative):
        return None
    try:
        text = config.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    table = "tool.caveat.suppress" if config.name == "pyproject.toml" else "suppress"
    fields = {"path": pattern, "rule": finding.rule}
    if finding.quote:
        fields["quote"] = finding.quote
    fields["reason"] = ""
    if finding.severity == "error":
        fields |= {"by": "", "until": ""}
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [f"[[{table}]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()), ""]
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    return Appendix(config, text, gap + newline.join(lines))
