"""Front matter: strict YAML between two fences at the top of a file, and the span of each of its keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from caveat.document import Front, Note, Span, Value
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

# libyaml's parser is ten times faster where it was built in; both give the same events.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_OPEN = compiled(r"---[ \t]*(?:\r\n?|\n)")
_CLOSE = compiled(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")
_KEY = compiled(
    r"""(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n?|\n))*(?:[\w.-][\w .-]*|"[^"\r\n]+"|'[^'\r\n]+')[ \t]*:(?=\s|\Z)"""
)
_NOTHING = compiled(r"(?:[^\S\r\n]*(?:#[^\r\n]*)?(?:\r\n?|\n|\Z))*\Z")
_WHOLE = compiled(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_TOML = compiled(r"\+\+\+[ \t]*(?:\r\n?|\n)(?:.*?(?:\r\n?|\n))??\+\+\+[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL)

# Front matter describes a page; what nests or grows beyond this was not written by a person.
_DEEPEST = 20
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood at the top of a file, where the text after it begins, and what was wrong with it."""

    front: Front
    end: int
    notes: tuple[Note, ...] = ()


class _NotStrictError(Exception):
    """Front matter that YAML allows and we do not; the offset is where, from the start of the YAML."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def split_front_matter(text: str) -> FrontMatter:
    """Take the front matter off a text; what cannot be read is kept out of the prose and said in a note."""
    opening = _OPEN.match(text)
    if opening is None:
        return _split_toml(text)
    start = opening.end()
    closing = _CLOSE.search(text, start)
    if closing is None:
        return _unclosed(text, start)
    if _KEY.match(text, start) is None:
        if _NOTHING.match(text[start : closing.start()]):
            return FrontMatter(Front(span=Span(0, closing.end())), closing.end())
        # Two thematic breaks with prose between them, as Markdown has it.
        return FrontMatter(Front(), 0)
    return read_keys(text, Span(start, closing.start()), Span(0, closing.end()))


def read_keys(text: str, keys: Span, whole: Span) -> FrontMatter:
    """Read the keys and values that stand at a place in a text; `whole` is that place with what fences it off."""
    try:
        values, spans = _read(keys.of(text), keys.start)
    except _NotStrictError as error:
        line = _line(text, keys.start + error.offset)
        note = Note("front-matter", f"front matter could not be read: {error.message} (line {line})")
        return FrontMatter(Front(span=whole), whole.end, (note,))
    return FrontMatter(Front(values, spans, whole), whole.end)


def _line(text: str, offset: int) -> int:
    before = text[:offset]
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1


def _split_toml(text: str) -> FrontMatter:
    if text.startswith("+++") and (match := _TOML.match(text)):
        note = Note("front-matter", "front matter between +++ is TOML and was not read; write it as YAML between ---")
        return FrontMatter(Front(span=Span(0, match.end())), match.end(), (note,))
    return FrontMatter(Front(), 0)


def _unclosed(text: str, start: int) -> FrontMatter:
    """Keep the keys out of the prose up to the first empty line when front matter is opened and never closed."""
    if _KEY.match(text, start) is None:
        return FrontMatter(Front(), 0)
    blank = re.compile(r"(?:\r\n?|\n)[ \t]*(?=\r|\n)").search(text, start)
    end = blank.end() if blank else len(text)
    note = Note("front-matter", "front matter is opened on line 1 and never closed with ---; it was not read")
    return FrontMatter(Front(span=Span(0, end)), end, (note,))


def _read(text: str, shift: int) -> tuple[dict[str, Value], dict[str, Span]]:
    if len(text) > _LONGEST:
        raise _NotStrictError(f"it is longer than {_LONGEST} characters", 0)
    events = _events(text)
    values: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    first = next(events, None)
    if not isinstance(first, yaml.MappingStartEvent):
        raise _NotStrictError("it is not a list of keys and values", 0)
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        key = _key(event, values)
        end, values[key] = _value(next(events), events, 1)
        start = _start(event)
        end = start + len(text[start:end].rstrip())
        spans[key] = Span(shift + start, shift + end)
    if (extra := next(events, None)) is not None:
        raise _NotStrictError("it holds more than one document", _start(extra))
    return values, spans


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield what the YAML is made of, and refuse what a page never needs: anchors, aliases and tags."""
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                raise _NotStrictError("aliases are not allowed", _start(event))
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                raise _NotStrictError("anchors are not allowed", _start(event))
            if getattr(event, "tag", None):
                raise _NotStrictError("tags are not allowed", _start(event))
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.CollectionEndEvent):
                yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _NotStrictError(error.problem or "not valid YAML", mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        raise _NotStrictError("it holds a character that YAML does not allow", max(error.position, 0)) from None
    except yaml.YAMLError:
        raise _NotStrictError("not valid YAML", 0) from None


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _key(event: yaml.Event, known: dict[str, Value]) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _NotStrictError("a key must be a plain word", _start(event))
    if event.value in known:
        raise _NotStrictError(f'key "{event.value}" is given twice', _start(event))
    return str(event.value)


def _value(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> tuple[int, Value]:
    """Return where a value ends and the value."""
    if depth > _DEEPEST:
        raise _NotStrictError("it is nested too deeply", _start(event))
    if isinstance(event, yaml.ScalarEvent):
        return _end(event), _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        entries: list[Value] = []
        for entry in events:
            if isinstance(entry, yaml.SequenceEndEvent):
                return _end(entry), entries
            entries.append(_value(entry, events, depth + 1)[1])
    mapping: dict[str, Value] = {}
    for entry in events:
        if isinstance(entry, yaml.MappingEndEvent):
            return _end(entry), mapping
        key = _key(entry, mapping)
        mapping[key] = _value(next(events), events, depth + 1)[1]
    raise _NotStrictError("it ends too soon", _start(event))


def _scalar(event: yaml.ScalarEvent) -> Value:
    """Return a scalar's value: text as written, but for null, true, false and whole numbers without quotes.

    Dates, decimals and numbers with leading zeros stay text, so that nothing that was written is lost.
    """
    text = str(event.value)
    if not event.implicit[0]:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _WHOLE.match(text) and text != "-0":
        return int(text)
    return text
