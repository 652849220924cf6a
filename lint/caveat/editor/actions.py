"""Code actions: the fixes of findings, all safe ones at once, and suppressions with a reason to fill in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from caveat.document import Span
from caveat.editor.diagnostics import SOURCE, span_of, uri_of
from caveat.editor.suppression import Appendix, comment_for, entry_for
from caveat.engine.fix import apply_verified
from caveat.readers import read

if TYPE_CHECKING:
    from pathlib import Path

    from caveat.document import Document
    from caveat.editor.buffer import Buffer
    from caveat.engine.catalogue import Catalogue
    from caveat.engine.finding import Finding
    from caveat.rule import Edit

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{SOURCE}"
KINDS = (types.CodeActionKind.QuickFix.value, FIX_ALL)

_LONGEST = 40
# Each suppression is tried on the whole text before it is offered.
_MOST_SUPPRESSIONS = 8

MakeEdit = Callable[[Sequence[types.TextEdit]], types.WorkspaceEdit]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks actions for: the range, the kinds (None: all), and the diagnostics that it shows there."""

    range: types.Range
    only: Sequence[str] | None = None
    shown: Sequence[types.Diagnostic] = ()

    def wants(self, kind: str) -> bool:
        """Say whether an action of a kind is wanted."""
        return self.only is None or any(kind == one or kind.startswith(f"{one}.") for one in self.only)


@dataclass(frozen=True, slots=True)
class Text:
    """The text that actions are for: its findings, what was read, how it stands in the editor, and how it is edited."""

    findings: Sequence[Finding]
    document: Document
    buffer: Buffer
    edit: MakeEdit
    catalogue: Catalogue
    config: Path | None
    root: str


def code_actions(asked: Asked, text: Text) -> list[types.CodeAction]:
    """Return what can be done about the findings in a range; all safe fixes are of the whole text."""
    made: list[types.CodeAction] = []
    wanted = Span(
        text.buffer.offset(asked.range.start), max(map(text.buffer.offset, (asked.range.start, asked.range.end)))
    )
    here = [finding for finding in text.findings if _meets(span_of(finding, text.document), wanted)]
    if asked.wants(types.CodeActionKind.QuickFix.value):
        made += [action for finding in here if (action := _fix(finding, asked, text)) is not None]
        made += _suppressions(here, asked, text)
    if asked.wants(FIX_ALL):
        made += _fix_all(text)
    return made


def _meets(span: Span, wanted: Span) -> bool:
    """Say whether a finding stands at a selection or at the place of the cursor, its ends included."""
    return span.start <= wanted.end and wanted.start <= span.end


def _fix(finding: Finding, asked: Asked, text: Text) -> types.CodeAction | None:
    fix = finding.fix
    if fix is None or not fix.edits:
        return None
    safe = fix.safety == "safe"
    title = " and ".join(_described(edit, text.document.source.text) for edit in fix.edits[:2])
    if len(fix.edits) > 2:
        title = f"Fix {finding.rule} in {len(fix.edits)} places"
    return types.CodeAction(
        title if safe else f"{title} (review)",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=_diagnostics(finding, asked, text),
        is_preferred=safe or None,
        edit=text.edit(_text_edits(fix.edits, text.buffer)),
    )


def _described(edit: Edit, text: str) -> str:
    old, new = _short(text[edit.start : edit.end]), _short(edit.text)
    if not old:
        return f"Insert “{new}”"
    return f"Change “{old}” to “{new}”" if new else f"Delete “{old}”"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _text_edits(edits: Iterable[Edit], buffer: Buffer) -> list[types.TextEdit]:
    return [types.TextEdit(buffer.range(Span(edit.start, edit.end)), edit.text) for edit in edits]


def _diagnostics(finding: Finding, asked: Asked, text: Text) -> list[types.Diagnostic] | None:
    """Return the client's own diagnostic of a finding, so that it knows which one an action takes away."""
    where = text.buffer.range(span_of(finding, text.document))
    found = [one for one in asked.shown if one.code == finding.rule and one.range == where and one.source == SOURCE]
    return found[:1] or None


def _fix_all(text: Text) -> list[types.CodeAction]:
    source = text.document.source

    def read_again(changed: str) -> Document:
        return read(source.path, changed.encode("utf-8", "replace"), media=source.media)

    fixed = apply_verified(source.text, text.findings, read_again)
    if not fixed.edits:
        return []
    edit = text.edit(_text_edits(fixed.edits, text.buffer))
    return [types.CodeAction("Caveat: apply all safe fixes", kind=FIX_ALL, edit=edit)]


def _suppressions(here: Sequence[Finding], asked: Asked, text: Text) -> list[types.CodeAction]:
    made: list[types.CodeAction] = []
    for finding in here[:_MOST_SUPPRESSIONS]:
        comment = comment_for(finding, text.document, text.catalogue)
        if comment is not None:
            where, edit = "here", text.edit(_text_edits([comment], text.buffer))
        else:
            entry = _entry(finding, text)
            if entry is None:
                continue
            where, edit = f"in {entry.path.name}", _appended(entry, text.buffer)
        made.append(
            types.CodeAction(
                f"Suppress {finding.rule} {where}: fill in the reason",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=_diagnostics(finding, asked, text),
                edit=edit,
            )
        )
    return made


def _entry(finding: Finding, text: Text) -> Appendix | None:
    if text.document.source.media != "text" or text.config is None:
        return None
    return entry_for(finding, text.config, text.root)


def _appended(entry: Appendix, buffer: Buffer) -> types.WorkspaceEdit:
    """Return an edit of the configuration, at the end that it has on disk."""
    end = type(buffer)(entry.before, buffer.encoding).position(len(entry.before))
    edit = types.TextEdit(types.Range(end, end), entry.text)
    return types.WorkspaceEdit(changes={uri_of(entry.path.as_posix()): [edit]})
