"""Applies the fixes of findings to a text: never two that overlap, over and over until nothing is left to fix.

Everything here is a function of texts and findings; files are the business of `caveat.engine.mend`. The fixes of
findings have been through `caveat.engine.guard`, so their edits are source text for source text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from caveat.engine.finding import SEVERITIES, Finding
from caveat.engine.measure import keeps_value, measures
from caveat.patterns import compiled
from caveat.readers import reader_for

if TYPE_CHECKING:
    from caveat.document import Block, Document
    from caveat.rule import Edit

Safety = Literal["safe", "review"]
SAFE: Final[frozenset[Safety]] = frozenset({"safe"})
REVIEW: Final[frozenset[Safety]] = frozenset({"review"})
ALL: Final[frozenset[Safety]] = SAFE | REVIEW

WRITTEN: Final = frozenset({"markdown", "html", "text"})
"""The formats that are written: text through and through. In a Word file, fixes are made in Word."""

# A text that comes back, that takes more rounds than this or that grows out of all measure has rules at odds.
ROUNDS: Final = 100

OVERLAPS: Final = "it overlaps another fix"
UNLIKE: Final = "it would change more of the text than its words"
RETURNS: Final = "its rule would find the same words again"

_ESCAPED: Final = compiled(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A finding whose fix was not applied, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with fixes applied: the findings they were of, the others with the reason, and the edits in order."""

    text: str
    applied: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    edits: tuple[Edit, ...] = ()


def is_written(path: str) -> bool:
    """Say whether files such as this one are ever written; standard input without a path is Markdown."""
    reader = reader_for(path)
    return reader is None or reader.media in WRITTEN


def unescaped(text: str, media: str) -> str:
    """Take the escapes of a format out of an edit's text."""
    if media == "markdown":
        return unescape(_ESCAPED.sub(r"\1", text))
    return unescape(text) if media == "html" else text


def fixable(finding: Finding, safety: Collection[Safety] = SAFE) -> bool:
    """Say whether a finding has a fix of such safety; nothing that somebody suppressed is fixed."""
    return finding.fix is not None and finding.fix.safety in safety and finding.suppressed is None


def apply_fixes(text: str, findings: Iterable[Finding], safety: Collection[Safety] = SAFE) -> Fixed:
    """Apply the fixes of such safety to a text.

    Of fixes that overlap or touch, one is applied: that of the graver finding, then the longer, then the earlier. Equal
    fixes are applied once, for all of their findings. A fix is applied whole or not at all.
    """
    waiting = sorted((finding for finding in findings if fixable(finding, safety)), key=_precedence)
    taken: list[Edit] = []
    chosen: set[tuple[Edit, ...]] = set()
    applied: list[Finding] = []
    skipped: list[Skipped] = []
    for finding in waiting:
        edits = _edits(finding)
        if edits in chosen:
            applied.append(finding)
        elif any(_touch(edit, other) for edit in edits for other in taken) or _tangled(edits):
            skipped.append(Skipped(finding, OVERLAPS))
        else:
            chosen.add(edits)
            taken += edits
            applied.append(finding)
    taken.sort(key=lambda edit: edit.start)
    applied.sort(key=lambda finding: (finding.start.offset, finding.end.offset, finding.rule))
    return Fixed(edited(text, taken), tuple(applied), tuple(skipped), tuple(taken))


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; they are in order and do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def moved(offset: int, edits: Iterable[Edit]) -> int:
    """Return where an offset of the text before the edits is after them; one inside an edit goes to that edit's end."""
    shift = 0
    for edit in edits:
        if edit.start >= offset:
            break
        if edit.end > offset:
            return edit.start + shift + len(edit.text)
        shift += len(edit.text) - (edit.end - edit.start)
    return offset + shift


def same_but_for(before: Document, after: Document, edits: Sequence[Edit]) -> bool:
    """Say whether a document reads as it did but for the words that edits replace.

    The same blocks with the same markup, each with the words that are to be expected and with the same numbers: what
    Markdown makes of an edit is asked of the reader, not guessed. A number may only be written in another way.
    """
    if len(before.blocks) != len(after.blocks) or before.front.values != after.front.values:
        return False
    media = before.source.media
    for old, new in zip(before.blocks, after.blocks, strict=True):
        if (old.kind, old.level, old.containers, old.label) != (new.kind, new.level, new.containers, new.label):
            return False
        if [(one.kind, one.target) for one in old.inlines] != [(one.kind, one.target) for one in new.inlines]:
            return False
        own = [edit for edit in edits if _touches(old, edit)]
        if not own:
            if old.text != new.text:
                return False
            continue
        kept = [edit for edit in own if keeps_value(before.source.text[edit.start : edit.end], edit.text)]
        numbers = measures(_expected(old, kept, media)) if kept else measures(old.text)
        if _expected(old, own, media).split() != new.text.split() or numbers != measures(new.text):
            return False
    return True


def apply_verified(
    text: str,
    findings: Sequence[Finding],
    read: Callable[[str], Document],
    safety: Collection[Safety] = SAFE,
) -> Fixed:
    """Apply fixes, and leave out those after which the text would not read as expected.

    `read` makes a document of a text, and may raise what it likes for one it cannot make a document of.
    """
    fixed = apply_fixes(text, findings, safety)
    if not fixed.edits:
        return fixed
    before = read(text)
    if _reads_well(before, fixed, read):
        return fixed
    good: list[Finding] = []
    bad: list[Skipped] = []
    for finding in fixed.applied:
        if _reads_well(before, apply_fixes(text, [*good, finding], safety), read):
            good.append(finding)
        else:
            bad.append(Skipped(finding, UNLIKE))
    kept = apply_fixes(text, good, safety)
    return Fixed(kept.text, kept.applied, (*fixed.skipped, *bad), kept.edits)


@dataclass(slots=True)
class Mending:
    """A text on its way to the point where nothing is left to fix.

    Give `step` the findings of `text` until it returns False. When `settled` then is false, the rules undo each other's
    fixes, and the text is best left alone.
    """

    text: str
    read: Callable[[str], Document]
    safety: Collection[Safety] = SAFE
    settled: bool = True
    rounds: int = 0
    findings: tuple[Finding, ...] = ()
    """The findings of the text as it is now."""
    size: int = field(init=False)
    _seen: set[str] = field(default_factory=set)
    _rounds: list[Fixed] = field(default_factory=list)
    _refused: dict[tuple[str, str], Skipped] = field(default_factory=dict)
    _left: tuple[Skipped, ...] = ()
    _before: tuple[str, tuple[Finding, ...], Fixed] | None = None

    def __post_init__(self) -> None:
        """Remember how long the text was."""
        self.size = len(self.text)

    @property
    def applied(self) -> tuple[Finding, ...]:
        """The findings whose fixes were applied, each with its place in the text of its round."""
        return tuple(finding for fixed in self._rounds for finding in fixed.applied)

    @property
    def edits(self) -> tuple[tuple[Edit, ...], ...]:
        """The edits, round by round: each round's are of the text that the one before left."""
        return tuple(fixed.edits for fixed in self._rounds)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The findings whose fixes were tried and not applied."""
        return (*self._refused.values(), *self._left)

    def step(self, findings: Sequence[Finding]) -> bool:
        """Apply what can be, and say whether the text has changed and must be looked at again."""
        current = tuple(findings)
        if self._before is not None:
            text, earlier, fixed = self._before
            again = [finding for finding in fixed.applied if _returns(finding, fixed.edits, current)]
            if again:
                # Undone: a fix that its own rule is not content with is none.
                self._refused |= {_key(finding): Skipped(finding, RETURNS) for finding in again}
                self._rounds.pop()
                self.text, current = text, earlier
            else:
                # In another text another answer is possible; asked again, the last text is one that stays as it is.
                self._refused.clear()
                if self.text in self._seen:
                    self.settled = False
                    return False
                self._seen.add(text)
        self._before = None
        self.findings = current
        open_ = [finding for finding in current if _key(finding) not in self._refused]
        fixed = apply_verified(self.text, open_, self.read, self.safety)
        self._refused |= {_key(one.finding): one for one in fixed.skipped if one.reason == UNLIKE}
        self._left = tuple(one for one in fixed.skipped if one.reason != UNLIKE)
        if not fixed.edits:
            return False
        if self.rounds == ROUNDS or len(fixed.text) > 2 * self.size + ROUNDS:
            self.settled = False
            return False
        self.rounds += 1
        self._before = (self.text, current, fixed)
        self._rounds.append(fixed)
        self.text = fixed.text
        return True


def mend(
    text: str,
    examine: Callable[[str], Sequence[Finding]],
    read: Callable[[str], Document],
    safety: Collection[Safety] = SAFE,
) -> Mending:
    """Fix a text, look at it again, and go on until nothing is left to fix."""
    mending = Mending(text, read, safety)
    while mending.step(examine(mending.text)):
        pass
    return mending


def diff(path: str, before: str, after: str) -> str:
    """Return the difference of two texts as a unified diff, as `patch` and `git apply` read it; empty for none."""
    name = f"{path}\t" if " " in path else path
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(_lines(before), _lines(after), name, name)
    )


def _lines(text: str) -> list[str]:
    """Split a text after its line feeds and nowhere else, as `patch` does."""
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)


def _precedence(finding: Finding) -> tuple[int, int, int, str, str]:
    edits = _edits(finding)
    length = sum(edit.end - edit.start for edit in edits)
    start = min((edit.start for edit in edits), default=finding.start.offset)
    return SEVERITIES.index(finding.severity), -length, start, finding.rule, finding.fingerprint


def _edits(finding: Finding) -> tuple[Edit, ...]:
    return finding.fix.edits if finding.fix is not None else ()


def _touch(edit: Edit, other: Edit) -> bool:
    return edit.start <= other.end and other.start <= edit.end


def _tangled(edits: Sequence[Edit]) -> bool:
    ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
    return not edits or any(_touch(edit, other) for edit, other in pairwise(ordered))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.fingerprint


def _returns(finding: Finding, edits: Sequence[Edit], found: Iterable[Finding]) -> bool:
    """Say whether a rule, after its fix, finds words at the same place."""
    starts = [(moved(edit.start, edits), len(edit.text)) for edit in _edits(finding)]
    places = [(start, start + length) for start, length in starts]
    if finding.scope == "span":
        places.append((moved(finding.start.offset, edits), moved(finding.end.offset, edits)))
    return any(
        other.rule == finding.rule
        and other.scope == "span"
        and any(other.start.offset < max(end, start + 1) and start < other.end.offset for start, end in places)
        for other in found
    )


def _reads_well(before: Document, fixed: Fixed, read: Callable[[str], Document]) -> bool:
    try:
        after = read(fixed.text)
    except Exception:  # noqa: BLE001 - a text that cannot be read any more is the last thing to write
        return False
    return same_but_for(before, after, fixed.edits)


def _expected(block: Block, edits: Iterable[Edit], media: str) -> str:
    """Return the prose of a block with edits of its source made."""
    text = block.text
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        start, end = _prose_offset(block, edit.start), _prose_offset(block, edit.end)
        text = f"{text[:start]}{unescaped(edit.text, media)}{text[end:]}"
    return text


def _touches(block: Block, edit: Edit) -> bool:
    """Say whether an edit is about words of a block."""
    return any(
        segment.source_start < max(edit.end, edit.start + 1) and edit.start < segment.source_end
        for segment in block.prose.segments
    )


def _prose_offset(block: Block, offset: int) -> int:
    """Return the prose offset of the first character that was read from a source offset or after it."""
    segments = block.prose.segments
    position = bisect_right(segments, offset, key=lambda segment: segment.source_end)
    if position == len(segments):
        return len(block.text)
    segment = segments[position]
    if segment.end - segment.start != segment.source_end - segment.source_start:
        return segment.start
    return segment.start + max(0, offset - segment.source_start)
