"""What a page says about itself: its title, meta tags, linked data and dates, as front matter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caveat.document import Front, Span, Value
from caveat.readers.html_source import tag_end
from caveat.readers.metadata import key_of

if TYPE_CHECKING:
    from justhtml import Node

# What pages call the keys of front matter in meta tags and linked data.
_NAMES = {
    "article:author": "author",
    "article:modified_time": "modified",
    "article:published_time": "published",
    "citation_author": "author",
    "citation_publication_date": "published",
    "date": "published",
    "datemodified": "modified",
    "datepublished": "published",
    "dc.creator": "author",
    "dc.date.modified": "modified",
    "dc.title": "title",
    "dcterms.creator": "author",
    "dcterms.issued": "published",
    "dcterms.modified": "modified",
    "last-modified": "modified",
    "last-reviewed": "reviewed",
    "lastreviewed": "reviewed",
    "modified": "modified",
    "og:description": "description",
    "og:title": "title",
    "og:updated_time": "modified",
    "og:url": "canonical",
    "published": "published",
    "reviewed-by": "reviewer",
    "reviewedby": "reviewer",
}
# A page may have several of these.
_LISTS = frozenset({"audience", "author", "reviewer", "sources"})
_LINKED = frozenset({"author", "datemodified", "datepublished", "lastreviewed", "reviewedby"})


class FrontCollector:
    """Collects front matter while a page is read; what stands first wins, and named meta tags win over the title."""

    def __init__(self, text: str) -> None:
        """Begin with nothing, for the page whose source is given."""
        self.language: str | None = None
        self._text = text
        self._values: dict[str, list[str]] = {}
        self._spans: dict[str, Span] = {}
        self._fallback: dict[str, tuple[str, Span]] = {}

    def page(self, attributes: dict[str, str | None]) -> None:
        """Read the attributes of the page's root."""
        language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        self.language = self.language or language or None

    def head(self, head: Node) -> None:
        """Read what stands in the head."""
        for node in head.children or ():
            if node.name == "title":
                words = " ".join("".join(str(child.data or "") for child in node.children or ()).split())
                if words:
                    self._fallback.setdefault("title", (words, self._span(node)))
            elif node.name in {"meta", "script"}:
                self.element(node, "")
            elif node.name == "link" and "canonical" in (node.attrs.get("rel") or "").lower().split():
                self._add("canonical", (node.attrs.get("href") or "").strip(), node)

    def element(self, node: Node, before: str) -> None:
        """Read a meta tag, a time, an element with `itemprop` or a script of linked data; `before` stands before it."""
        attributes = node.attrs or {}
        if node.name == "meta":
            named = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
            self._named(named or "", attributes.get("content") or "", node)
        elif node.name == "script":
            if (attributes.get("type") or "").strip().lower() == "application/ld+json":
                self._linked("".join(str(child.data or "") for child in node.children or ()), node)
        else:
            self._dated(node, attributes, before.lower())

    def build(self) -> Front:
        """Return what was found."""
        values: dict[str, Value] = {
            key: list[Value](found) if len(found) > 1 else found[0] for key, found in self._values.items()
        }
        spans = dict(self._spans)
        for key, (words, span) in self._fallback.items():
            if key not in values:
                values[key] = words
                spans[key] = span
        if not values:
            return Front()
        return Front(
            values, spans, Span(min(span.start for span in spans.values()), max(s.end for s in spans.values()))
        )

    def _span(self, node: Node) -> Span:
        start = node.origin_offset
        return Span(0, 0) if start is None else Span(start, tag_end(self._text, start))

    def _named(self, name: str, content: str, node: Node) -> None:
        name = name.strip().lower()
        content = " ".join(content.split())
        key = key_of(name) or _NAMES.get(name)
        if key is None or not content:
            return
        if name.startswith("og:"):
            self._fallback.setdefault(key, (content, self._span(node)))
        else:
            self._add(key, content, node)

    def _add(self, key: str, content: str, node: Node) -> None:
        if not content:
            return
        found = self._values.setdefault(key, [])
        if not found:
            self._spans[key] = self._span(node)
        if not found or (key in _LISTS and content not in found):
            found.append(content)

    def _dated(self, node: Node, attributes: dict[str, str | None], before: str) -> None:
        when = (attributes.get("datetime") or attributes.get("content") or "").strip()
        if not when:
            return
        key = _NAMES.get((attributes.get("itemprop") or "").strip().lower())
        if key is None and node.name == "time":
            if "review" in before:
                key = "reviewed"
            elif any(word in before for word in ("updated", "modified", "edited", "revised")):
                key = "modified"
            elif any(word in before for word in ("published", "posted")):
                key = "published"
        if key in {"modified", "published", "reviewed"} and "next" not in before:
            self._add(key, when, node)

    def _linked(self, text: str, node: Node) -> None:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return
        stack: list[object] = [data]
        while stack:
            entry = stack.pop()
            if isinstance(entry, list):
                stack.extend(reversed(entry))
            elif isinstance(entry, dict):
                for name, value in entry.items():
                    if name.lower() in _LINKED:
                        for words in _persons(value):
                            self._add(_NAMES.get(name.lower(), name.lower()), words, node)
                    elif isinstance(value, (dict, list)):
                        stack.append(value)


def _persons(value: object) -> list[str]:
    """Return the names, or the one text, that a linked-data value holds."""
    found: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        words = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(words, str) and words.strip():
            found.append(" ".join(words.split()))
    return found
