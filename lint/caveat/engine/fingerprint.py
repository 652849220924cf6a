"""Who a finding is, whatever is edited around it: no offsets, no line numbers."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from caveat.document import fold


# Findings on the same words of the same sentence are the rule where a text repeats itself.
@lru_cache(maxsize=2_048)
def content_mark(rule: str, quote: str, sentence: str) -> str:
    """Return the part of a fingerprint that a finding keeps when its file is moved: rule, words and sentence."""
    return _short("\0".join((rule, _plain(quote), _plain(sentence))), 16)


def document_mark(identity: str) -> str:
    """Return the part of a fingerprint that tells documents apart: the front matter's id, else the path."""
    return _short(identity, 8)


def fingerprint(content: str, document: str, ordinal: int) -> str:
    """Return a finding's fingerprint; the ordinal, from 1, counts findings that are otherwise the same."""
    return f"{content}-{document}-{ordinal}"


def content_of(mark: str) -> str:
    """Return the part of a fingerprint that does not depend on the document."""
    return mark.partition("-")[0]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _short(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
