"""Reads e-mails as files (.eml): the subject, the preheader, and the body that a reader sees.

The source is the file's text up to the end of the body, with what was encoded for the post in plain words: encoded
words in the subject, quoted-printable and base64 in the body. Lines are those of the file all the same, for a soft line
break stays a line break; only a body in base64 has the lines of its own text. Of a body in two versions the web page is
read, which nearly everyone sees. Attachments are not read.
"""

from __future__ import annotations

import binascii
import codecs
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from caveat.document import Block, Document, Front, Inline, Note, Prose, Segment, Source, Span, Value
from caveat.patterns import compiled
from caveat.readers.encoding import Decoded, decode
from caveat.readers.html_page import decode_html, page_of
from caveat.readers.metadata import KEYS
from caveat.readers.reader import Unreadable
from caveat.readers.text import text_blocks
from caveat.readers.writer import ProseWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from caveat.document import BlockKind

_FIELD: Final = compiled(r"([!-9;-~]{1,100})[ \t]*:((?:[^\r\n]*(?:\r\n?|\n)(?=[ \t]))*[^\r\n]*)(?:\r\n?|\n|\Z)")
_BLANK: Final = compiled(r"[ \t]*(?:\r\n?|\n)")
_MAILBOX: Final = compiled(r"From [^\r\n]*(?:\r\n?|\n)")
_PARAMETER: Final = compiled(r';\s*([\w*-]{1,40})\s*=\s*(?:"((?:[^"\\]|\\.){0,200})"|([^\s;"]{1,200}))')
_ENCODED_WORD: Final = r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?\r\n]{0,400})\?="
_WORD: Final = compiled(_ENCODED_WORD)
_WORDS: Final = compiled(rf"{_ENCODED_WORD}(?:\s{{1,10}}{_ENCODED_WORD})*")
_LINE_END: Final = compiled(r"\r\n?|\n")
_PHYSICAL: Final = compiled(r"([^\r\n]*)(\r\n?|\n|\Z)")
_ESCAPE: Final = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64: Final = compiled(r"[^A-Za-z0-9+/]")

_OWN: Final = "x-caveat-"
_PREHEADERS: Final = ("x-preheader", "preheader", "x-preview-text", "preview-text")
# Not character sets, although they go by that name: slow, or apt to make markup out of plain words.
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
_ENCRYPTED: Final = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
# Nobody's mail is built of more, or nested deeper.
_DEEPEST: Final = 12
_MOST_PARTS: Final = 300


def read_eml(path: str, data: bytes) -> Document:
    """Make a document of an e-mail's bytes."""
    given = _as_bytes(data)
    raw = given.raw
    start = match.end() if (match := _MAILBOX.match(raw)) else 0
    whole = _part(raw, start, len(raw))
    if whole.media in _ENCRYPTED:
        raise Unreadable("encrypted", "an encrypted e-mail")
    chosen = _chosen(list(_leaves(raw, whole)))
    notes = list(given.notes)
    head_end = whole.start if chosen is None else chosen.start
    head = _Head(_decoded_prefix(raw[:head_end]), start)
    body = _Body("", ())
    if chosen is None:
        notes.append(Note("email", "holds no text that can be read as its body"))
    else:
        body = _body(raw, chosen, unicode=given.unicode)
        notes += body.notes
    blocks, front, language = _read(head, body, chosen)
    return Document(
        Source(path, head.text + body.source, "eml", body.encoding),
        blocks,
        front,
        front.text("genre") or "article",
        front.text("language") or language,
        tuple(notes),
    )


# -------------------------------------------------------------------- the parts


@dataclass(frozen=True, slots=True)
class _Given:
    """A file's bytes as text of one character a byte; `unicode` when an editor saved it in an encoding of its own."""

    raw: str
    unicode: bool = False
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a message: its fields, by name in lower case, and where its content stands."""

    fields: Mapping[str, str]
    start: int
    end: int

    @property
    def media(self) -> str:
        """Its type, such as text/html."""
        return self.fields.get("content-type", "text/plain").partition(";")[0].strip().lower() or "text/plain"

    def parameter(self, name: str) -> str:
        """Return a parameter of its type, or an empty text."""
        for found in _PARAMETER.finditer(self.fields.get("content-type", "")):
            if found[1].lower() == name:
                return re.sub(r"\\(.)", r"\1", found[2]) if found[2] is not None else found[3]
        return ""

    @property
    def attached(self) -> bool:
        """Whether it is a file that came along."""
        return self.fields.get("content-disposition", "").strip().lower().startswith("attachment")


def _as_bytes(data: bytes) -> _Given:
    """Take a file whose encoding an editor changed back to UTF-8; refuse what is no text at all."""
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if marked or b"\0" in data[:4096] or data.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        decoded = decode(data)
        return _Given(decoded.text.encode("utf-8", "replace").decode("latin-1"), unicode=True, notes=decoded.notes)
    return _Given(data.decode("latin-1"))


def _part(raw: str, start: int, end: int) -> _Part:
    """Read the fields of a part, and find where its content begins."""
    fields: dict[str, str] = {}
    position = start
    while found := _FIELD.match(raw, position, end):
        fields.setdefault(found[1].lower(), " ".join(found[2].split()))
        position = found.end()
        if position >= end:
            break
    if blank := _BLANK.match(raw, position, end):
        position = blank.end()
    return _Part(fields, min(position, end), end)


def _leaves(raw: str, whole: _Part) -> Iterator[_Part]:
    """Yield the parts that hold something themselves, in order."""
    stack = [(whole, 0)]
    count = 0
    while stack and count < _MOST_PARTS:
        part, depth = stack.pop()
        count += 1
        boundary = part.parameter("boundary") if part.media.startswith("multipart/") else ""
        if not boundary:
            yield part
        elif depth < _DEEPEST and not part.attached:
            stack.extend((inner, depth + 1) for inner in reversed(list(_inner(raw, part, boundary))))


def _inner(raw: str, part: _Part, boundary: str) -> Iterator[_Part]:
    delimiter = re.compile(rf"(?:\A|(?<=[\r\n]))--{re.escape(boundary)}(--)?[ \t]*(?:\r\n?|\n|\Z)")
    begin: int | None = None
    made = 0
    for found in delimiter.finditer(raw, part.start, part.end):
        if begin is not None:
            yield _part(raw, begin, _before_line_end(raw, begin, found.start()))
            made += 1
        begin = found.end()
        if found[1] or made >= _MOST_PARTS:
            return
    if begin is not None:
        yield _part(raw, begin, part.end)


def _before_line_end(raw: str, start: int, end: int) -> int:
    """Return the offset before the line end that belongs to a delimiter."""
    if raw.endswith("\r\n", start, end):
        return end - 2
    return end - 1 if raw.endswith(("\n", "\r"), start, end) else end


def _chosen(leaves: Sequence[_Part]) -> _Part | None:
    """Return the part that a reader sees: the web page, else the plain text."""
    for media in ("text/html", "text/plain"):
        for part in leaves:
            if part.media == media and not part.attached and part.end > part.start:
                return part
    return None


# -------------------------------------------------------------------- what was encoded


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of a body, and where in it a line of the file ended that is none of its own."""

    text: str
    breaks: tuple[int, ...]
    encoding: str = "utf-8"
    notes: tuple[Note, ...] = ()

    @property
    def source(self) -> str:
        """The text with those lines ended."""
        if not self.breaks:
            return self.text
        edges = (0, *self.breaks, len(self.text))
        return "\n".join(self.text[edges[place] : edges[place + 1]] for place in range(len(edges) - 1))


def _body(raw: str, part: _Part, *, unicode: bool) -> _Body:
    content = raw[part.start : part.end]
    encoding = part.fields.get("content-transfer-encoding", "").strip().lower()
    if encoding == "quoted-printable":
        return _unquoted(content, part)
    if encoding == "base64":
        decoded = _in_charset(_from_base64(content), part)
    elif unicode:
        decoded = Decoded(content.encode("latin-1").decode("utf-8", "replace"), "utf-8")
    else:
        decoded = _in_charset(content.encode("latin-1"), part)
    return _Body(decoded.text, (), decoded.encoding, decoded.notes)


def _from_base64(content: str) -> bytes:
    """Decode base64 as far as it can be, as mail programs do."""
    letters = _NOT_BASE64.sub("", content.partition("=")[0] if content.count("=") <= 2 else content)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))


def _unquoted(content: str, part: _Part) -> _Body:
    """Decode quoted-printable, and keep where its soft line breaks stood."""
    chunks: list[bytes] = []
    soft: list[bool] = []
    for found in _PHYSICAL.finditer(content):
        line = found[1].rstrip(" \t")
        broken = line.endswith("=") and bool(found[2])
        written = line.removesuffix("=") if line.endswith("=") else line + found[2]
        chunks.append(_ESCAPE.sub(lambda escape: bytes((int(escape[1], 16),)), written.encode("latin-1")))
        soft.append(broken)
    decoded = _in_charset(b"".join(chunks), part)
    breaks: list[int] = []
    length = 0
    pieces: list[str] = []
    # A soft break may part the bytes of one character: it then stands behind it.
    errors = "caveat-windows-1252" if decoded.encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(decoded.encoding)(errors)
    for place, chunk in enumerate(chunks):
        piece = decoder.decode(chunk, place == len(chunks) - 1)
        pieces.append(piece)
        length += len(piece)
        if soft[place]:
            breaks.append(length)
    if _plain("".join(pieces)) != decoded.text:
        breaks = []
    return _Body(decoded.text, tuple(breaks), decoded.encoding, decoded.notes)


def _in_charset(data: bytes, part: _Part) -> Decoded:
    """Decode a body as its fields say; where these are wrong or silent, as any file."""
    name = _charset(part.parameter("charset"))
    if name is not None:
        try:
            return Decoded(_plain(data.decode(name)), name)
        except (UnicodeError, LookupError):
            pass
    try:
        decoded = decode_html(data) if part.media == "text/html" else decode(data)
    except Unreadable:
        return Decoded(_plain(data.decode("latin-1")), "latin-1", (Note("encoding", "the body is not text"),))
    return replace(decoded, text=_plain(decoded.text))


def _charset(name: str) -> str | None:
    """Return Python's name of a character set, or None when it is none that text is in."""
    if not name or not name.isascii():
        return None
    try:
        known = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    plain = known.name.replace("-", "_")
    if plain in _NO_CHARSETS or not getattr(known, "_is_text_encoding", True):
        return None
    # What calls itself ASCII or Latin-1 is Windows-1252 as a rule.
    return "cp1252" if plain in {"ascii", "iso8859_1"} else known.name


def _plain(text: str) -> str:
    """Return a text of the same length without what no text holds: NUL and half characters."""
    text = text.replace("\0", "\ufffd")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


def _decoded_prefix(raw: str) -> str:
    return _plain(raw.encode("latin-1").decode("utf-8", "caveat-windows-1252"))


def _unworded(value: str) -> str:
    """Return a field's value with its encoded words in plain words, and its lines where they were."""

    def plain(found: re.Match[str]) -> str:
        made = ""
        held, charset = b"", ""
        for word in _WORD.finditer(found[0]):
            data = _from_word(word[2], word[3])
            name = word[1].partition("*")[0].lower()
            if held and name != charset:
                made += _word_text(held, charset)
                held = b""
            held, charset = held + data, name
        made += _word_text(held, charset)
        folds = "".join(f"{end} " for end in _LINE_END.findall(found[0]))
        return made + folds.rstrip(" ") + (" " if folds else "")

    return _WORDS.sub(plain, value)


def _from_word(kind: str, written: str) -> bytes:
    data = written.encode("utf-8", "replace")
    if kind in "bB":
        return _from_base64(written)
    return _ESCAPE.sub(lambda escape: bytes((int(escape[1], 16),)), data.replace(b"_", b" "))


def _word_text(data: bytes, charset: str) -> str:
    name = _charset(charset) or "utf-8"
    try:
        text = data.decode(name)
    except (UnicodeError, LookupError):
        text = data.decode("utf-8", "caveat-windows-1252")
    return re.sub(r"[\x00-\x1f\x7f]", " ", _plain(text))


# -------------------------------------------------------------------- the document


@dataclass(slots=True)
class _Head:
    """The text before the body, with encoded words in plain words, and where its fields stand."""

    text: str
    start: int
    fields: dict[str, tuple[Span, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        position = self.start
        while found := _FIELD.match(self.text, position):
            name, value = found[1].lower(), found[2]
            if (name == "subject" or name.startswith(_OWN) or name in _PREHEADERS) and name not in self.fields:
                plain = _unworded(value)
                self.text = self.text[: found.start(2)] + plain + self.text[found.end(2) :]
                self.fields[name] = (Span(found.start(2), found.start(2) + len(plain)), " ".join(plain.split()))
                position = found.end() - len(value) + len(plain)
            else:
                self.fields.setdefault(name, (Span(*found.span(2)), " ".join(value.split())))
                position = found.end()
            if position >= len(self.text):
                break

    def block(self, name: str, index: int, kind: BlockKind, level: int) -> Block | None:
        """Return a field as a block of prose, or None when it has no words."""
        if name not in self.fields:
            return None
        span, _ = self.fields[name]
        writer = ProseWriter()
        writer.add(span.of(self.text), span.start)
        prose = writer.build()
        if not prose.text:
            return None
        return Block(index, kind, prose.locate(0, len(prose.text)), prose, (), level)

    def front(self) -> tuple[dict[str, Value], dict[str, Span]]:
        """Return what the fields say of the piece: the subject as its title, and every field X-Caveat-…."""
        values: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        for name, (span, value) in self.fields.items():
            key = "title" if name == "subject" else "language" if name == "content-language" else ""
            if name.startswith(_OWN):
                key = name.removeprefix(_OWN).replace("-", "_")
                key = key if key in KEYS or key else ""
            if key and value and (key not in values or name.startswith(_OWN)):
                values[key], spans[key] = value, span
        return values, spans


def _read(head: _Head, body: _Body, part: _Part | None) -> tuple[tuple[Block, ...], Front, str | None]:
    blocks: list[Block] = []
    if (subject := head.block("subject", 0, "heading", 1)) is not None:
        blocks.append(subject)
    for name in _PREHEADERS:
        if (preheader := head.block(name, len(blocks), "paragraph", 0)) is not None:
            blocks.append(preheader)
            break
    values, spans = head.front()
    language: str | None = None
    move = _Move(len(head.text), body.breaks)
    if part is not None and part.media == "text/html":
        page = page_of(body.text, mail=True)
        language = page.language
        for key, value in page.front.values.items():
            if key not in values:
                values[key], spans[key] = value, move.span(page.front.spans[key])
        made = page.blocks
    else:
        made = text_blocks(body.text)
    blocks += [move.block(block, len(blocks)) for block in made]
    if not values:
        return tuple(blocks), Front(), language
    # The first address of a line is where the front matter begins; fields stand in any order.
    covered = Span(min(span.start for span in spans.values()), max(span.end for span in spans.values()))
    return tuple(blocks), Front(values, spans, covered), language


@dataclass(frozen=True, slots=True)
class _Move:
    """Moves what was read of a body to where it stands in the source."""

    base: int
    breaks: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Return where a character stands."""
        return self.base + offset + bisect_right(self.breaks, offset)

    def end(self, offset: int) -> int:
        """Return the place behind the character before an offset."""
        return self.base + offset + bisect_left(self.breaks, offset)

    def span(self, span: Span) -> Span:
        """Move a span."""
        start = self.start(span.start)
        return Span(start, max(start, self.end(span.end)))

    def block(self, block: Block, shift: int) -> Block:
        """Move a block, behind as many others."""
        lead_in = None if block.lead_in is None else block.lead_in + shift
        return replace(
            block,
            index=block.index + shift,
            span=self.span(block.span),
            prose=Prose(block.prose.text, tuple(self._segments(block.prose.segments))),
            inlines=tuple(self._inline(inline) for inline in block.inlines),
            lead_in=lead_in,
        )

    def _inline(self, inline: Inline) -> Inline:
        return replace(inline, span=self.span(inline.span))

    def _segments(self, segments: Sequence[Segment]) -> Iterator[Segment]:
        """Move segments; one that goes on over the end of a line is parted there."""
        for segment in segments:
            start, end = segment.source_start, segment.source_end
            if segment.end - segment.start != end - start:
                yield Segment(segment.start, segment.end, self.start(start), self.end(end))
                continue
            inside = self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]
            edges = (start, *inside, end)
            for place in range(len(edges) - 1):
                first, last = edges[place], edges[place + 1]
                if first < last:
                    shift = segment.start - start
                    yield Segment(first + shift, last + shift, self.start(first), self.end(last))
