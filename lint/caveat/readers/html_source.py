"""Where in a page's source the characters of its text nodes and attributes stand."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_left
from dataclasses import dataclass

from caveat.patterns import compiled

_PLAIN = compiled(r"[^&<\r\n\0]+")
_MARKUP = compiled(r"<(?:[A-Za-z/!?])")
_REFERENCE = compiled(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;?)")
_TAG_NAME = compiled(r"<([A-Za-z][^\s/>]*)")
_TAG = compiled(r"</?[A-Za-z][^\s/>]*")
_TAG_CLOSE = compiled(r"[\s/]*>")
_BOGUS = compiled(r"<(?:\?|!(?!--|doctype)|/[^A-Za-z])", re.IGNORECASE)
_DOCTYPE = compiled(r"<!doctype", re.IGNORECASE)
_RAW = frozenset({"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"})
_LONGEST_NAME = max(map(len, html.entities.html5))
_ATTRIBUTE = compiled(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"""
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a node's text and the stretch of source it was written as."""

    text: str
    start: int
    end: int
    same: bool


def whole(text: str, start: int, end: int) -> list[Piece]:
    """One piece for text whose characters cannot be told apart in the source."""
    return [Piece(text, start, end, same=False)]


def align(source: str, origin: int, text: str, origins: list[int]) -> list[Piece] | None:
    """Map the text of a node that begins at `origin`, or return None when it is not there.

    The parser joins text across markup that leaves no element behind (stray end tags, what a broken table pushes out),
    so markup may stand between. `origins` are the sorted places where the page's text nodes begin: a stretch that holds
    another node's beginning belongs to that node.
    """
    if "&" not in text and "<" not in text and source.startswith(text, origin):
        return [Piece(text, origin, origin + len(text), same=True)]
    pieces: list[Piece] = []
    position, done, size = origin, 0, len(text)
    while done < size:
        if position >= len(source):
            return None
        if (run := _PLAIN.match(source, position)) and (shared := _shared(run[0], text, done)):
            pieces.append(Piece(text[done : done + shared], position, position + shared, same=True))
            done += shared
            position += shared
            continue
        character = source[position]
        if character == "&":
            decoded, length = reference(source, position, text[done])
            if not text.startswith(decoded, done):
                return None
            pieces.append(Piece(decoded, position, position + length, same=length == 1))
            done += len(decoded)
            position += length
        elif character == "<" and _MARKUP.match(source, position):
            position = _after_markup(source, position, origins)
        elif character == text[done]:
            pieces.append(Piece(character, position, position + 1, same=True))
            done += 1
            position += 1
        elif character == "\r":
            length = 2 if source.startswith("\r\n", position) else 1
            if text[done] == "\n":
                pieces.append(Piece("\n", position, position + length, same=length == 1))
                done += 1
            elif done:
                return None
            position += length
        elif character == "\0" or (character == "\n" and not done):
            # The parser drops NUL, and the line feed that follows <pre>.
            position += 1
        else:
            return None
    return pieces


def without_bogus_markup(source: str) -> str:
    """Return the source with markup that browsers read as comments, and never show, made harmless in its place.

    `<?xml …?>`, `<![endif]>`, a second doctype, and what an unfinished tag or comment swallows at the end:
    the parser turns these into text when it is asked for positions.
    """
    doctypes = sum(1 for _ in _DOCTYPE.finditer(source))
    unfinished = source.rfind("<") > source.rfind(">") or source.rfind("<!--") > source.rfind("-->")
    if not (unfinished or doctypes > 1 or _BOGUS.search(source) or (doctypes and not _DOCTYPE.match(source.lstrip()))):
        return source
    parts: list[str] = []
    kept = position = 0
    first = True
    while found := _MARKUP.search(source, position):
        start = found.start()
        position = tag_end(source, start)
        if position == len(source) and source[-1] != ">":
            return "".join((*parts, source[kept:start]))
        doctype = _DOCTYPE.match(source, start)
        if source.startswith("<!--", start):
            if not source.endswith(("-->", "--!>", "<!-->", "<!--->"), start, position):
                return "".join((*parts, source[kept:start]))
        elif (doctype and not first) or _BOGUS.match(source, start):
            parts.extend((source[kept:start], _nothing(position - start, before_page=first)))
            kept = position
        elif not doctype:
            first = False
            opening = _TAG_NAME.match(source, start)
            if opening and (name := opening[1].lower()) in _RAW:
                position = _raw_end(source, position, name)
        first = first and not doctype
    return "".join((*parts, source[kept:]))


def _nothing(length: int, *, before_page: bool) -> str:
    """Return markup of a length that shows nothing: an end tag that closes nothing, or space before a doctype."""
    if before_page:
        return " " * length
    # The parser drops NUL, which no page holds by the time it is parsed.
    return f"</x{' ' * (length - 4)}>" if length > 3 else "\0" * length


def _raw_end(source: str, position: int, name: str) -> int:
    """Return the offset after the end tag of an element that holds no markup."""
    closing = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(source, position)
    return tag_end(source, closing.start()) if closing else len(source)


def align_attribute(source: str, start: int, end: int, value: str) -> list[Piece]:
    """Map an attribute's value, whose written form stands between `start` and `end`."""
    pieces: list[Piece] = []
    position, done = start, 0
    while done < len(value) and position < end:
        character = source[position]
        if character == "&":
            decoded, length = reference(source, position, value[done], attribute=True)
            if not value.startswith(decoded, done):
                break
            pieces.append(Piece(decoded, position, position + length, same=length == 1))
        elif character == "\r":
            decoded, length = "\n", 2 if source.startswith("\r\n", position) else 1
            pieces.append(Piece(decoded, position, position + length, same=length == 1))
        elif character == value[done]:
            decoded, length = character, 1
            pieces.append(Piece(character, position, position + 1, same=True))
        else:
            break
        done += len(decoded)
        position += length
    if done < len(value):
        return whole(value, start, end)
    return pieces


def attribute_span(source: str, tag: int, name: str) -> tuple[int, int] | None:
    """Return where the value of an attribute stands, without its quotes, in the tag that begins at `tag`."""
    opening = _TAG_NAME.match(source, tag)
    if opening is None:
        return None
    position = opening.end()
    while found := _ATTRIBUTE.match(source, position):
        if found["name"].lower() == name:
            for group in ("double", "single", "bare"):
                if found[group] is not None:
                    return found.span(group)
            return None
        position = found.end()
    return None


def tag_end(source: str, position: int) -> int:
    """Return the offset after the tag, comment or declaration that begins at `position`."""
    if source.startswith("<!--", position):
        if source.startswith((">", "->"), position + 4):
            return source.index(">", position + 4) + 1
        ends = [found + len(mark) for mark in ("-->", "--!>") if (found := source.find(mark, position + 4)) >= 0]
        return min(ends, default=len(source))
    opening = _TAG.match(source, position)
    if opening is None:
        found = source.find(">", position)
        return found + 1 if found >= 0 else len(source)
    position = opening.end()
    while found_attribute := _ATTRIBUTE.match(source, position):
        if (found_attribute["bare"] or "").startswith(('"', "'")):
            return len(source)
        position = found_attribute.end()
    closing = _TAG_CLOSE.match(source, position)
    return closing.end() if closing else len(source)


def reference(source: str, position: int, wanted: str, *, attribute: bool = False) -> tuple[str, int]:
    """Return what the character reference at `position` stands for and its length; a bare `&` stands for itself.

    A numeric reference always stands for one character; `wanted` says which, so that the odd replacements that
    browsers make there need not be repeated here.
    """
    found = _REFERENCE.match(source, position)
    if found is None:
        return "&", 1
    written = found[0]
    if written.startswith("&#"):
        return wanted, len(written)
    name = written[1 : _LONGEST_NAME + 1]
    if (character := html.entities.html5.get(name)) is not None:
        bare = not name.endswith(";")
        following = source[position + 1 + len(name) : position + 2 + len(name)]
        if not (attribute and bare and (following == "=" or following.isalnum())):
            return character, len(name) + 1
        return "&", 1
    if attribute:
        return "&", 1
    for length in range(len(name) - 1, 1, -1):
        if (character := html.entities.html5.get(name[:length])) is not None:
            return character, length + 1
    return "&", 1


def _shared(run: str, text: str, start: int) -> int:
    """Return how many characters of the run the text has from `start` on."""
    if text.startswith(run, start):
        return len(run)
    low, high = 0, min(len(run), len(text) - start)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(run[:middle], start):
            low = middle
        else:
            high = middle - 1
    return low


def _after_markup(source: str, position: int, origins: list[int]) -> int:
    """Return where this node's text may go on after the markup at `position`."""
    while position < len(source) and _MARKUP.match(source, position):
        opening = _TAG_NAME.match(source, position)
        position = tag_end(source, position)
        if opening and (name := opening[1].lower()) in _RAW:
            position = _raw_end(source, position, name)
        following = _MARKUP.search(source, position)
        limit = following.start() if following else len(source)
        index = bisect_left(origins, position)
        if index < len(origins) and origins[index] < limit:
            position = limit
    return position
