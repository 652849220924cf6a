"""What a sign-off is about: all that a reader gets to read, in one digest that layout and housekeeping leave alone."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from caveat.engine.digest import digest_of

if TYPE_CHECKING:
    from caveat.document import Block, Document
    from caveat.document.front import Value

# A change of the way the digest is made gives every piece another one, and so ends every sign-off.
_VERSION = "content 1"
# Who reviewed a text, and when, is written down after the sign-off, and must not end it.
_FRONT = ("title", "author", "genre", "audience", "derived_from", "sources")
_LEADS = frozenset({"link", "autolink", "citation"})


def content_digest(document: Document) -> str:
    """Return the SHA-256 of what readers get to read: every word, number and sign, in order, and where links lead.

    Headings, lists, tables, footnotes and quotations count as such. Line breaks, the markup for them, emphasis,
    comments, and front matter other than title, author, genre, audience, article and sources do not.
    """
    front = [_written(document.front.values.get(key)) for key in _FRONT]
    return digest_of(_VERSION, *front, *(part for block in document.blocks for part in _block(block)))


def _block(block: Block) -> list[str]:
    leads = [
        f"{inline.kind} {inline.start} {inline.end} {inline.target}"
        for inline in block.inlines
        if inline.kind in _LEADS
    ]
    head = f"{block.kind} {block.level} {'/'.join(block.containers)} {block.label} {len(leads)}"
    return [head, _plain(block.text), *leads]


def _written(value: Value) -> str:
    return _plain(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
