"""Reads captions (WebVTT and SubRip): what is spoken and shown, joined into sentences across cues.

Timings, settings, identifiers, comments, styles and the names of speakers are no prose. The source is the file's text,
so a finding stands at the very words; words on both sides of a cue's end have the timing between them in their span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from caveat.document import Block, Document, Front, Note, Source, Span
from caveat.patterns import compiled
from caveat.readers.address import bare_addresses
from caveat.readers.encoding import decode
from caveat.readers.front_matter import FrontMatter, read_keys
from caveat.readers.reader import Unreadable
from caveat.readers.writer import ProseWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.document import BlockKind

_LINE: Final = compiled(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_TIME: Final = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING: Final = compiled(rf"\s*{_TIME}\s*-->\s*{_TIME}(?=\s|$)")
_ODD_TIMING: Final = compiled(r"[\d:.,\s]*-->[\d:.,\s]*$")
_NOT_CUES: Final = compiled(r"(NOTE|STYLE|REGION)(?=\s|$)")
_OWN_NOTE: Final = compiled(r"NOTE\s+caveat\s*$", re.IGNORECASE)
_HEADER_LANGUAGE: Final = compiled(r"language:\s*([A-Za-z-]{2,20})\s*$", re.IGNORECASE)

_TAG_NAMES: Final = "ruby|rt|lang|font|strong|span|em|br|c|i|b|u|v|s"
_TOKEN: Final = compiled(
    rf"(?P<tag></?(?P<name>{_TAG_NAMES})(?=[\s.>/])[^<>\r\n]{{0,300}}>|</>|<\d\d:[\d:.]{{2,12}}>)"
    r"|(?P<style>\{\\[^{}\r\n]{0,200}\})"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<unseen>[♪♫♬♩\u200e\u200f]+)"
    r"|(?P<text>[^<{&♪♫♬♩\u200e\u200f]+|[<{&])",
    re.IGNORECASE,
)
_VOICE: Final = compiled(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,200})>", re.IGNORECASE)
_TURN: Final = compiled(r"(?:>>|&gt;&gt;)(?:>|&gt;)?\s*|[-–—]\s+(?=\S)|[-–—](?=[^\W\d])")
_NAME: Final = compiled(
    r"(?P<shout>[A-Z][A-Z0-9]*(?:[ .'’&/-]{1,2}[A-Z0-9]+){0,4}\.?)(?: \((?:[A-Z]{1,3}|voice-?over|off)\))?:\s+(?=\S)"
    r"|(?:Narrator|Voice-?over|Presenter|Host|Interviewer|Speaker ?\d{0,2}|Doctor|Nurse|Patient|Pharmacist|Man|Woman"
    r"|Dr\.? [A-Z][\w'’-]{1,30}):\s+(?=\S)"
)
# What such a label may be without anybody speaking: it belongs to what is said.
_SAID: Final = frozenset(
    {
        *("ASK", "BOXED WARNING", "CAUTION", "DANGER", "DISCLAIMER", "DO NOT", "EMERGENCY", "FACT", "IMPORTANT"),
        *("MYTH", "NEVER", "NOTE", "PLEASE NOTE", "REMEMBER", "RISKS", "SIDE EFFECTS", "SOURCE", "SOURCES", "TIP"),
        *("WARNING", "WARNINGS"),
    }
)
_ASIDE: Final = compiled(r"(?:\[[^\[\]\r\n]{1,200}\]|\([^()\r\n]{1,200}\))")
_MARK: Final = compiled(r"[\[(]\s*(?:\d|[^\W\d_]{0,12}\s+et al)")
_ENDS: Final = compiled(r"[.!?]['\"’”)\]»]*$")
_TRAILS: Final = compiled(r"(?:…|\.\.\.)['\"’”)\]»]*$")

# A pause of this length after a sentence begins a new paragraph; without pauses, so many words do.
_PAUSE: Final = 1.0
_LONG: Final = 60
_LONGEST: Final = 400
# Fewer cues than this end a sentence: nobody has put in the full stops, and each cue is read by itself.
_PUNCTUATED: Final = 0.1
_FEW: Final = 5
# Cues that follow each other without a gap and repeat a line are one text that rolls up the screen.
_ROLLS: Final = 0.2


def read_vtt(path: str, data: bytes) -> Document:
    """Make a document of a WebVTT file's bytes."""
    return _read(path, data, "vtt")


def read_srt(path: str, data: bytes) -> Document:
    """Make a document of a SubRip file's bytes."""
    return _read(path, data, "srt")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its end, and where it stands."""

    text: str
    start: int

    @property
    def blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


@dataclass(slots=True)
class _Cue:
    """What is on the screen from one moment to another, in seconds."""

    lines: list[_Line]
    begins: float | None
    ends: float | None


@dataclass(frozen=True, slots=True)
class _File:
    """A caption file taken apart."""

    cues: Sequence[_Cue]
    matter: FrontMatter
    language: str | None
    outside: _Line | None


def _read(path: str, data: bytes, media: str) -> Document:
    decoded = decode(data)
    lines = [_Line(found[0].rstrip("\r\n"), found.start()) for found in _LINE.finditer(decoded.text)]
    file = _vtt(decoded.text, lines) if media == "vtt" else _srt(lines)
    if not file.cues and file.outside is not None:
        raise Unreadable("unreadable", "holds no cue (a line such as 00:01.000 --> 00:04.000), so no captions")
    source = Source(path, decoded.text, media, decoded.encoding)
    notes = [*decoded.notes, *file.matter.notes]
    if file.outside is not None:
        line = source.place(file.outside.start).line
        notes.append(Note("captions", f"text outside of any cue is never shown, and was not read (line {line})"))
    front = file.matter.front
    writer = _Writer(file.cues)
    return Document(
        source,
        tuple(writer.blocks()),
        front,
        front.text("genre") or "article",
        front.text("language") or file.language,
        tuple(notes),
    )


# -------------------------------------------------------------------- the file


def _vtt(text: str, lines: Sequence[_Line]) -> _File:
    """Take a WebVTT file apart: a header, and groups of lines with empty lines between them."""
    cues: list[_Cue] = []
    matter = FrontMatter(Front(), 0)
    language: str | None = None
    outside: _Line | None = None
    for number, group in enumerate(_groups(lines)):
        first = group[0]
        if number == 0 and first.text.startswith("WEBVTT"):
            for line in group[1:]:
                if match := _HEADER_LANGUAGE.match(line.text):
                    language = match[1]
            at = next((place for place, line in enumerate(group) if _is_timing(line)), None)
            if at is None:
                continue
            group = group[at:]  # noqa: PLW2901 - a header without the empty line that belongs after it
        elif _NOT_CUES.match(first.text) and not any(_is_timing(line) for line in group[:2]):
            if _OWN_NOTE.match(first.text) and len(group) > 1 and not matter.front.values:
                last = group[-1]
                end = last.start + len(last.text)
                matter = read_keys(text, Span(group[1].start, end), Span(first.start, end))
            continue
        found = list(_cues_of(group))
        cues += found
        if not found:
            outside = outside or first
    return _File(cues, matter, language, outside)


def _srt(lines: Sequence[_Line]) -> _File:
    """Take a SubRip file apart: what stands after an empty line and is no new cue still belongs to the last one."""
    cues: list[_Cue] = []
    outside: _Line | None = None
    for group in _groups(lines):
        found = list(_cues_of(group))
        if found:
            cues += found
        elif cues:
            cues[-1].lines += group
        else:
            outside = outside or group[0]
    return _File(cues, FrontMatter(Front(), 0), None, outside)


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for line in lines:
        if not line.blank:
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_timing(line: _Line) -> bool:
    return "-->" in line.text and (_TIMING.match(line.text) or _ODD_TIMING.match(line.text)) is not None


def _cues_of(group: Sequence[_Line]) -> Iterator[_Cue]:
    """Yield the cues of a group of lines: more than one where the empty line between them is missing."""
    heads = [number for number, line in enumerate(group) if _is_timing(line)]
    for place, head in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(group)
        # The number of the next cue stands before its timing.
        if end < len(group) and end - 1 > head and group[end - 1].text.strip().isdigit():
            end -= 1
        begins = ends = None
        if match := _TIMING.match(group[head].text):
            begins, ends = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        yield _Cue(list(group[head + 1 : end]), begins, ends)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


# -------------------------------------------------------------------- the words


class _Writer:
    """Turns cues into blocks: a paragraph goes on over cues until a sentence ends and somebody pauses or takes over."""

    def __init__(self, cues: Sequence[_Cue]) -> None:
        self._cues = cues
        self._blocks: list[Block] = []
        self._prose = ProseWriter()
        # How the paragraph ends so far, and how many words it has.
        self._tail = ""
        self._words = 0
        self._voice = ""
        self._end: float | None = None
        self._last = ""
        # Where the text before a line ended: the white space between stands for a space.
        self._edge = 0

    def blocks(self) -> list[Block]:
        """Return the blocks."""
        punctuated = self._is_punctuated()
        for cue in self._cues:
            self._begin(cue, punctuated=punctuated)
            for number, line in enumerate(cue.lines):
                if number == 0 and self._repeats(cue, line):
                    continue
                self._line(line)
                self._last = _plain(line.text) or self._last
            self._end = cue.ends
        self._flush()
        return self._blocks

    def _is_punctuated(self) -> bool:
        spoken = [cue for cue in self._cues if cue.lines]
        ending = sum(_ENDS.search(_plain(cue.lines[-1].text)) is not None for cue in spoken)
        return len(spoken) < _FEW or ending >= _PUNCTUATED * len(spoken)

    def _begin(self, cue: _Cue, *, punctuated: bool) -> None:
        """End the paragraph before a cue, where one ends."""
        if not self._prose.length:
            return
        if not punctuated or self._words >= _LONGEST:
            self._flush()
            return
        if not self._ended():
            return
        paused = cue.begins is None or self._end is None or cue.begins - self._end >= _PAUSE
        if paused or self._words >= _LONG:
            self._flush()

    def _repeats(self, cue: _Cue, line: _Line) -> bool:
        if cue.begins is None or cue.ends is None or self._end is None or abs(cue.begins - self._end) >= _ROLLS:
            return False
        # One line by itself is said again, unless it only flashes up.
        rolls = len(cue.lines) > 1 or cue.ends - cue.begins < _ROLLS
        return rolls and bool(self._last) and _plain(line.text) == self._last

    def _ended(self) -> bool:
        tail = self._tail.rstrip()
        return _ENDS.search(tail) is not None and _TRAILS.search(tail) is None

    def _line(self, line: _Line) -> None:
        """Write a line of a cue, without what only says who speaks."""
        start = self._after_speaker(line)
        rest = line.text[start:]
        while (aside := _ASIDE.match(rest)) and not _MARK.match(rest) and self._is_aside(rest[aside.end() :]):
            if not self._prose.length or self._ended():
                self._flush()
                place = line.start + start
                self._write(aside[0][1:-1], place + 1)
                self._flush("caption")
            gap = len(rest[aside.end() :]) - len(rest[aside.end() :].lstrip())
            start += aside.end() + gap
            rest = line.text[start:]
        if rest:
            if self._prose.length:
                self._prose.space(self._edge, self._edge + 1)
            self._write(rest, line.start + start)

    @staticmethod
    def _is_aside(after: str) -> bool:
        """Say whether what stands in brackets at a line's start is not part of the sentence that follows."""
        following = after.strip()
        return not following or (after[:1].isspace() and (following[0].isupper() or following[0] in "[(<♪-–>&\"“'"))

    def _after_speaker(self, line: _Line) -> int:
        """Return where in a line its words begin; ends the paragraph where somebody else begins to speak."""
        position = 0
        text = line.text
        while position < len(text):
            if text[position].isspace():
                position += 1
                continue
            if voice := _VOICE.match(text, position):
                self._speaks(voice[1].strip())
                position = voice.end()
                continue
            token = _TOKEN.match(text, position)
            if token is None or not (token["tag"] or token["style"] or token["unseen"]):
                break
            position = token.end()
        if turn := _TURN.match(text, position):
            if not self._prose.length or self._ended() or text[position] in ">&":
                self._speaks("")
                position = turn.end()
            elif not text[position : position + 2].strip("-–—"):
                return position
        if (name := _NAME.match(text, position)) and (name["shout"] or "").strip(".") not in _SAID:
            self._speaks(name[0].strip())
            position = name.end()
        return position

    def _speaks(self, who: str) -> None:
        if who != self._voice or not who:
            self._flush()
        self._voice = who

    def _write(self, text: str, start: int) -> None:
        for token in _TOKEN.finditer(text):
            at = start + token.start()
            if token["text"]:
                self._prose.add(token["text"], at)
                self._shown(token["text"])
            elif token["entity"]:
                meant = unescape(token["entity"])
                if meant == token["entity"]:
                    self._prose.add(meant, at)
                elif meant.strip("\u200e\u200f"):
                    self._prose.stands_for(meant, at, start + token.end())
                self._shown(meant)
            elif (token["name"] or "").lower() == "br":
                self._prose.space(at, start + token.end())
        self._edge = start + len(text)

    def _shown(self, text: str) -> None:
        self._words += len(text.split())
        self._tail = (self._tail + text)[-8:]

    def _flush(self, kind: BlockKind = "paragraph") -> None:
        """End the block that is being written."""
        prose = self._prose.build()
        self._prose = ProseWriter()
        self._tail, self._words = "", 0
        if not prose.text:
            return
        span = prose.locate(0, len(prose.text))
        inlines = tuple(bare_addresses(prose))
        self._blocks.append(Block(len(self._blocks), kind, span, prose, inlines))


def _plain(text: str) -> str:
    """Return what of a line can be seen."""
    shown = "".join(
        token["text"] or (unescape(token["entity"]) if token["entity"] else "") for token in _TOKEN.finditer(text)
    )
    return " ".join(shown.split())
