"""Runs the examples on a rule's page, and its further cases, as tests; bundles of others use it too."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from caveat.analysis import Analysis
from caveat.library import Reading
from caveat.library.approval import approval_of
from caveat.readers import read

if TYPE_CHECKING:
    from caveat.document import Document
    from caveat.rule.hit import Hit
    from caveat.rule.page import Example
    from caveat.rule.rule import Rule
    from caveat.terms import Vocabulary

TODAY = datetime.date(2026, 11, 22)
GENRES = frozenset({"article", "leaflet", "post", "email", "script", "sms"})
MEDIA = {"markdown": "md", "text": "txt", "html": "html"}


def example_reading(example: Example, vocabulary: Vocabulary | None = None) -> Reading:
    """Read an example as the linter would read a file; the words of its fence give its genre and its format."""
    article = None
    if example.article is not None:
        document = _read("article.md", example.article, "markdown")
        article = Reading(document, Analysis(document, vocabulary))
    media = next((word for word in example.words if word in MEDIA), "markdown")
    document = _read(f"example.{MEDIA[media]}", example.text, media)
    genre = next((word for word in example.words if word in GENRES), None)
    if genre is not None:
        document = replace(document, genre=genre)
    reading = Reading(document, Analysis(document, vocabulary), article)
    if example.compared is None:
        return reading
    then = _read("article.md", example.compared, "markdown")
    compared = replace(reading, article=Reading(then, Analysis(then, vocabulary)))
    approval = approval_of(compared, by="Ann Editor", date="2026-05-04", piece_path="", article_path="article.md")
    return replace(reading, approval=approval)


def hits_in(rule: Rule, example: Example, vocabulary: Vocabulary | None = None) -> list[Hit]:
    """Return what a rule, with its own options, finds in an example on a fixed day."""
    return list(rule.hits(example_reading(example, vocabulary), rule.options(), TODAY))


def check_example(rule: Rule, example: Example, vocabulary: Vocabulary | None = None) -> str | None:
    """Run an example; return None when the rule flags exactly the marked words, else what differs, in one text."""
    hits = hits_in(rule, example, vocabulary)
    found = sorted({(hit.span.start, hit.span.end) for hit in hits if hit.span is not None})
    whole = any(hit.span is None for hit in hits)
    problems: list[str] = []
    wanted_whole = example.kind == "flagged" and "document" in example.words
    if whole and not wanted_whole:
        problems.append("flags the whole document")
    if wanted_whole and not whole:
        problems.append("does not flag the document")
    problems += [
        f"does not flag {example.text[start:end]!r}" for start, end in example.marks if (start, end) not in found
    ]
    problems += [f"flags {example.text[start:end]!r}" for start, end in found if (start, end) not in example.marks]
    for hit in hits:
        try:
            rule.message.format(**hit.words)
        except (KeyError, IndexError) as error:
            problems.append(f"the message lacks the word {error}")
    return f"line {example.line}: {'; '.join(problems)}" if problems else None


def _read(path: str, text: str, media: str) -> Document:
    return read(path, text.encode(), media=media)
