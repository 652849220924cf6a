"""What no fix may touch: claims, risks, doses, numbers, sources, other people's words, and markup.

A rule proposes a fix in plain words. Here, where no rule can get round it, the fix is either made ready for the source
(its text escaped for the format, the line breaks kept) or withheld, with the reason in words. What a person must look
at is only proposed, whatever the rule thinks of its safety.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from caveat.document import Span, fold
from caveat.engine.measure import denials, is_number, keeps_value, measures, tells_dose, tells_rate
from caveat.patterns import compiled
from caveat.rule import Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caveat.analysis import Analysis, Sentence
    from caveat.analysis.claim import Claim
    from caveat.document import Block, Document, Segment
    from caveat.engine.finding import Finding
    from caveat.engine.placing import Placing

PROTECTED: Final = frozenset({"claims", "sourcing", "balance", "dose"})
"""The families whose findings protect the sentence they stand in: what to do about those is for a person to decide."""

REWRITES_NUMBERS: Final = frozenset({"dose"})
"""The families that may write a number in another way, as long as it has exactly the same value: 5.0 mg as 5 mg."""

_OTHERS: Final = {
    "code": "it stands in code",
    "alt": "it stands in an attribute",
}
_UNTOUCHED_INLINES: Final = {
    "code": "it touches code",
    "autolink": "it touches an address",
    "citation": "it touches a reference",
    "image": "it touches an image",
}

# Apostrophes cannot be told from single quotation marks.
_PAIRS: Final = {"“": "”", "„": "“", "«": "»", '"': '"'}

_VOWELS: Final = frozenset("aeio")
_UNSURE: Final = compiled(r"h|u|eu|one|\W|\d|$")
_ARTICLE: Final = compiled(r"\b([Aa]n?) \Z")
_ENDS: Final = frozenset(("", *".!?:"))
_RISKS: Final = frozenset({"risk", "contraindication"})
_STOPS: Final = frozenset(("", "\n", "\r", *".,;:!?)]"))

_MARKDOWN: Final = compiled(r"[\\`*_\[\]|~]")
_MARKDOWN_START: Final = compiled(r"[#+\-=:~>]|\d+[.)]")
_MARKUP: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BREAK: Final = compiled(r"[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*")


class _Place(NamedTuple):
    """Where an edit's words stand in the prose of a block."""

    block: Block
    start: int
    end: int


class Guard:
    """Judges the fixes that rules propose for one document."""

    def __init__(self, document: Document, analysis: Analysis, placing: Placing, findings: Iterable[Finding]) -> None:
        """Take the document and all that was found in it, before anything is merged, suppressed or left out."""
        self._document = document
        self._analysis = analysis
        self._placing = placing
        self._findings = tuple(findings)

    def judge(self, fix: Fix, family: str = "") -> Fix | str:
        """Return a fix made ready for the source, or why it is withheld.

        The edits of the result are source text for source text. A safe fix may come back as one to review. The one
        number that is ever rewritten is one that a rule of the `dose` family writes in another way with the same value.
        """
        if not fix.edits:
            return "it holds no edit"
        ready: list[Edit] = []
        safe = fix.safety == "safe"
        for edit in fix.edits:
            place = self._place(edit)
            if isinstance(place, str):
                return place
            exact = family in REWRITES_NUMBERS and _is_same_number(place, edit.text)
            if why := self._forbidden(place, edit.text, exact=exact):
                return why
            if exact:
                # Digits, commas and points mean nothing in any format's markup here, and a space is never dropped.
                ready.append(edit)
                continue
            article = _article(self._document.source.text, place, edit)
            made = self._ready(edit if article is None else article)
            if isinstance(made, str):
                return made
            ready.append(made)
            safe = safe and article is not edit and not self._doubtful(place, edit.text)
        ordered = sorted(ready, key=lambda edit: (edit.start, edit.end))
        if any(after.start <= before.end for before, after in pairwise(ordered)):
            return "its edits overlap"
        return Fix(tuple(ordered), "safe" if safe else "review")

    def _place(self, edit: Edit) -> _Place | str:
        """Return where an edit's words stand, or why it is not on words alone."""
        reach = Span(edit.start, max(edit.end, edit.start + 1))
        found = [
            place
            for block in self._placing.blocks_at(reach)
            if (place := _prose_place(self._document.source.text, block, edit)) is not None
        ]
        if not found:
            return "no words stand there"
        return found[0] if len(found) == 1 else "it reaches over two paragraphs"

    def _forbidden(self, place: _Place, text: str, *, exact: bool = False) -> str:
        """Return why these words must stay as they are, or an empty text.

        `exact` says that a number is written in another way, with the same value.
        """
        block = place.block
        if why := _OTHERS.get(block.kind):
            return why
        if "quote" in block.containers or _quoted(block.text, place.start, place.end):
            return "it stands in a quotation"
        if self._analysis.roles.get(block.index) == "references":
            return "it stands in a list of sources"
        if why := _inline(place, text):
            return why
        citations = self._analysis.citations.all
        if any(one.block == block.index and one.start < place.end and place.start < one.end for one in citations):
            return "it is part of a reference to a source"
        if "\n" in text or "\r" in text or not (text.isprintable() or not text):
            return "its text is not one line of plain words"
        if exact:
            return ""
        if measures(block.text[place.start : place.end]) != measures(text):
            return "it would change a number or a unit"
        for sentence in self._analysis.sentences_of(block):
            touched = sentence.start < max(place.end, place.start + 1) and place.start < sentence.end
            if touched and (why := self._held.get(sentence.index) or self._tells(sentence)):
                return why
        return ""

    def _doubtful(self, place: _Place, text: str) -> bool:
        """Say whether a person should look at the change: by a number, in a heading, with another “not”."""
        block = place.block
        if block.kind == "heading" and self._document.source.media == "markdown":
            # Sites make a heading's address of its words.
            return True
        old = block.text[place.start : place.end]
        sentences = self._analysis.sentences_of(block)
        low = max((one.start for one in sentences if one.start <= place.start), default=0)
        high = min((one.end for one in sentences if one.end >= place.end), default=len(block.text))
        # “2 hours prior to”, “more than 3”: a number is about the words up to two away.
        before = block.text[low : place.start].split()[-2:]
        after = block.text[place.end : high].split()[:2]
        if any(is_number(word) for word in (*before, *after)) or denials(old) != denials(text):
            return True
        opens = low == place.start
        begins = (text or block.text[place.end :]).lstrip()[:1]
        return opens and old[:1].isupper() and not begins.isupper()

    def _ready(self, edit: Edit) -> Edit | str:
        """Escape an edit's text for the format, and keep the line break among the words it replaces."""
        source = self._document.source
        text = edit.text
        if "'" in text and "’" in source.text and "'" not in source.text:
            text = text.replace("'", "’")
        if source.media == "markdown":
            begins = not source.text[source.text.rfind("\n", 0, edit.start) + 1 : edit.start].strip(" \t>*+-#")
            text = _MARKDOWN.sub(r"\\\g<0>", text)
            if begins and (match := _MARKDOWN_START.match(text)):
                text = f"{text[: match.end() - 1]}\\{text[match.end() - 1 :]}"
        if source.media in {"markdown", "html"}:
            text = "".join(_MARKUP.get(character, character) for character in text)
        for character in sorted(set(text)):
            try:
                character.encode(source.encoding)
            except UnicodeEncodeError:
                if source.media == "text":
                    return f"the file's encoding, {source.encoding}, has no “{character}”"
                text = text.replace(character, f"&#{ord(character)};")
        return _with_break(source.text, edit, text)

    def _tells(self, sentence: Sentence) -> str:
        """Return what a sentence tells that is not to be rewritten, or an empty text."""
        if tells_dose(sentence.folded):
            return "its sentence gives a dose"
        if tells_rate(sentence.folded):
            return "its sentence gives a rate"
        if self._analysis.roles.get(sentence.block.index) in _RISKS and sentence.index in self._medical:
            return "its sentence tells of a risk"
        return ""

    @cached_property
    def _medical(self) -> frozenset[int]:
        return frozenset(sentence.index for sentence in self._analysis.medical_sentences)

    @cached_property
    def _held(self) -> dict[int, str]:
        """The sentences, by their indexes, that claim something or have a finding that protects them, and why."""
        analysis = self._analysis
        try:
            claims = [claim.sentence for claim in analysis.claims]
            claims += [claim.sentence for claim in analysis.ledger if _is_claim(claim)]
        except Exception:  # noqa: BLE001 - reported where the claims are asked for; until it is known, nothing is rewritten
            return dict.fromkeys(range(len(analysis.sentences)), "the claims of the text could not be read")
        claims += [fault.sentence for fault in analysis.faults]
        held = dict.fromkeys((sentence.index for sentence in claims), "its sentence makes a claim")
        for finding in self._findings:
            if finding.family not in PROTECTED or finding.scope == "document":
                continue
            span = Span(finding.start.offset, max(finding.end.offset, finding.start.offset + 1))
            for block in self._placing.blocks_at(span):
                for sentence in analysis.sentences_of(block):
                    if sentence.locate().overlaps(span):
                        held.setdefault(sentence.index, f"{finding.rule} stands in its sentence")
        return held


def _is_claim(claim: Claim) -> bool:
    """Say whether a statement is more than a fact about a condition: about a treatment, or a comparison or figure."""
    return claim.subject == "treatment" or claim.kind not in {"fact", "causation", "efficacy"}


def _prose_place(source: str, block: Block, edit: Edit) -> _Place | str | None:
    """Return where an edit's words stand in a block; None when it has none of them, a reason when not only words do."""
    segments = block.prose.segments
    first = max(bisect_right(segments, edit.start, key=lambda segment: segment.source_start) - 1, 0)
    reach = max(edit.end, edit.start + 1)
    touched: list[Segment] = []
    for segment in segments[first:]:
        if segment.source_start >= reach:
            break
        if segment.source_end > edit.start:
            touched.append(segment)
    if not touched:
        return None
    position = edit.start
    for segment in touched:
        same = segment.end - segment.start == segment.source_end - segment.source_start
        if not same and (segment.source_start < edit.start or segment.source_end > edit.end):
            return "it would cut a character that is written as markup"
        if source[position : segment.source_start].strip():
            return "markup stands among its words"
        position = segment.source_end
    if source[position : edit.end].strip():
        return "markup stands among its words"
    start = touched[0].start + max(0, edit.start - touched[0].source_start)
    if edit.start == edit.end:
        return _Place(block, start, start)
    return _Place(block, start, touched[-1].end - max(0, touched[-1].source_end - edit.end))


def _is_same_number(place: _Place, text: str) -> bool:
    """Say whether a whole number of the prose, nothing less, is replaced by another way of writing its value."""
    prose = place.block.text
    before, behind = prose[max(0, place.start - 2) : place.start], prose[place.end : place.end + 2]
    # "1.5.0", "1,5.0", "x5.0", "5.0.1", "5.01", "5.0e3": joined to more, it is another number.
    if before[-1:].isalnum() or before[-1:] == "." or (before[-1:] in {",", ":"} and before[:1].isdigit()):
        return False
    if behind[:1].isdigit() or re.match(r"[eE]\d", behind) or (behind[:1] in {".", ",", ":"} and behind[1:].isdigit()):
        return False
    return keeps_value(prose[place.start : place.end], text)


def _inline(place: _Place, text: str) -> str:
    """Return which piece of markup an edit touches that it must not, or an empty text."""
    for inline in place.block.inlines:
        if inline.start == inline.end:
            touches = place.start < inline.start < place.end
        else:
            touches = inline.start < place.end and place.start < inline.end
            touches = touches or (place.start == place.end and inline.start < place.start < inline.end)
        if not touches:
            continue
        if why := _UNTOUCHED_INLINES.get(inline.kind):
            return why
        if inline.kind == "link" and _is_address(place.block.text[inline.start : inline.end]):
            return "it touches an address"
        covers = place.start <= inline.start and inline.end <= place.end
        if not covers and not (inline.start <= place.start and place.end <= inline.end):
            return "markup stands among its words"
        if covers and not text.strip():
            return "it would leave markup without words"
    return ""


def _is_address(words: str) -> bool:
    return re.search(r"\s", words) is None and re.search(r"://|@|\w\.\w", words) is not None


def _article(source: str, place: _Place, edit: Edit) -> Edit | None:
    """Return an edit that sets the article before its words right, too; None when that needs no change.

    The edit itself comes back where letters do not tell, as with `hour` and `unit`, or the article cannot be reached.
    """
    text = place.block.text
    found = _ARTICLE.search(text, 0, place.start)
    if found is None or (
        found[1][0].isupper() and found.start() and text[found.start() - 2 : found.start() - 1] not in _ENDS
    ):
        return None
    following = fold((edit.text or text[place.end :]).lstrip())
    if _UNSURE.match(following):
        return edit
    right = "an" if following[0] in _VOWELS else "a"
    if found[1].lower() == right:
        return None
    start = edit.start - len(found[0])
    if not edit.text or source[start : edit.start] != found[0]:
        return edit
    return Edit(start, edit.end, f"{found[1][0]}{right[1:]} {edit.text}")


def _quoted(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of prose touches words between quotation marks."""
    opened: str | None = None
    began = 0
    for position, character in enumerate(text):
        if opened is None:
            if character in _PAIRS:
                opened, began = _PAIRS[character], position
        elif character == opened:
            if began < end and start <= position:
                return True
            opened = None
    return False


def _with_break(source: str, edit: Edit, text: str) -> Edit | str:
    """Make an edit keep the line break among the words it replaces, in place of a space beside them.

    Line numbers stay true that way, for comments that refer to them and for changes by line.
    """
    start, end = edit.start, edit.end
    if not text:
        # No two spaces where words are left out, and none before a stop.
        spaced = start == 0 or source[start - 1].isspace()
        if spaced and source[end : end + 1] == " ":
            end += 1
        elif spaced and start and source[start - 1] == " " and source[end : end + 1] in _STOPS:
            start -= 1
    breaks = _BREAK.findall(source, start, end)
    if not breaks:
        return Edit(start, end, text)
    if len(breaks) > 1:
        return "it reaches over several lines"
    words, kept = text.strip(" "), breaks[0]
    if source[end : end + 1] == " " and source[end + 1 : end + 2].strip():
        if words or (start and source[start - 1] not in "\r\n"):
            return Edit(start, end + 1, f"{words}{kept}")
    elif start and source[start - 1] == " ":
        return Edit(start - 1, end, f"{kept}{words}")
    return "it would join two lines"
