"""What a piece says about itself before its text: front matter, or a page's meta tags."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from caveat.document.span import Span

Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_NOTHING: Mapping[str, Value] = MappingProxyType({})
_NOWHERE: Mapping[str, Span] = MappingProxyType({})


@dataclass(frozen=True)
class Front:
    """Front matter: its values by key, and the source span of each key's entry.

    Known keys: id, title, genre, language, audience, author, reviewer, reviewed, sources, derived_from,
    checked_against.
    Dates are kept as the text that was written. `span` covers the whole front matter, fences included.
    """

    values: Mapping[str, Value] = field(default_factory=lambda: _NOTHING)
    spans: Mapping[str, Span] = field(default_factory=lambda: _NOWHERE)
    span: Span = field(default=Span(0, 0))

    def text(self, key: str) -> str | None:
        """Return a key's value as text, or None when it is missing or not a plain value."""
        value = self.values.get(key)
        if value is None or isinstance(value, (list, dict)):
            return None
        return str(value).strip() or None

    def items(self, key: str) -> list[str]:
        """Return a key's value as a list of texts; a mapping gives its values joined, one value gives one text."""
        value = self.values.get(key)
        if value is None:
            return []
        entries = value if isinstance(value, list) else [value]
        texts = [
            " ".join(str(part) for part in entry.values()) if isinstance(entry, dict) else str(entry)
            for entry in entries
        ]
        return [text for text in texts if text.strip()]
