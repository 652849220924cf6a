"""Families: which genre a document is of, and which article a piece derives from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, get_args

from caveat.patterns import compiled
from caveat.readers import suffixes

Genre = Literal["article", "leaflet", "post", "email", "script", "sms"]
GENRES: tuple[Genre, ...] = get_args(Genre)

_NAMED = compiled(r"(article|leaflet|post|e-?mail|script|sms)(?:[-_. ]?\d+)?")
_BEGINS = compiled(r"(leaflet|post|e-?mail|script|sms)s?[-_. ].+")

# What files of these kinds are, whatever their names.
_OF_SUFFIX: Mapping[str, Genre] = {"eml": "email", "srt": "script", "vtt": "script"}


def genre_of(path: str, given: str | None, configured: str | None) -> Genre | None:
    """Return a document's genre: what its front matter gives, else the configuration, else what its file name says.

    None when the front matter gives a genre that nobody knows.
    """
    if given is not None:
        return known_genre(given)
    if configured is not None and (found := known_genre(configured)):
        return found
    return _genre_of_name(path)


def known_genre(word: str) -> Genre | None:
    """Return the genre that a word names, whatever its case and spelling of e-mail, or None."""
    plain = word.strip().lower().replace("e-mail", "email")
    return next((genre for genre in GENRES if genre == plain), None)


def _genre_of_name(path: str) -> Genre:
    """Read the genre from a file's name: `post`, `post-2`; `post-autumn` only with an article beside it.

    A leaflet called `post-operative-care` would be misread otherwise.
    """
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    if match := _NAMED.fullmatch(stem):
        return known_genre(match[1]) or "article"
    if (match := _BEGINS.fullmatch(stem)) and _beside(path) is not None:
        return known_genre(match[1]) or "article"
    return _OF_SUFFIX.get(path.rsplit(".", 1)[-1].lower(), "article")


def may_be_piece(path: str) -> bool:
    """Say whether a file's name could make it a piece, were there an article beside it."""
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0].lower()
    return _BEGINS.fullmatch(stem) is not None


def article_of(path: str, derived_from: str | None, genre: str) -> str | None:
    """Return the path of the article that a piece derives from, or None when it is an article or has none.

    `derived_from` is the front matter's, relative to the piece's folder: it is returned whether or not the file exists.
    Without it, a piece derives from the file called `article` beside it.
    """
    if derived_from is not None:
        folder = os.path.dirname(path)  # noqa: PTH120 - the path stays as it was given
        return _unless_itself(os.path.normpath(os.path.join(folder, derived_from)).replace("\\", "/"), path)  # noqa: PTH118
    if genre == "article":
        return None
    return _beside(path)


def _beside(path: str) -> str | None:
    return next(_all_beside(path), None)


def articles_beside(path: str) -> tuple[str, ...]:
    """Return the files called `article` in the folder of a path, its own format first: there should be one at most."""
    return tuple(_all_beside(path))


def _all_beside(path: str) -> Iterator[str]:
    folder, _, name = path.rpartition("/")
    own = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    prefix = f"{folder}/" if folder or path.startswith("/") else ""
    for suffix in _preferred(own, suffixes()):
        candidate = f"{prefix}article{suffix}"
        if candidate != path and Path(candidate).is_file():
            yield candidate


def _preferred(own: str, known: Iterable[str]) -> list[str]:
    return sorted(known, key=_order(own))


def _order(own: str) -> Callable[[str], tuple[bool, bool, str]]:
    return lambda suffix: (suffix != own, suffix != ".md", suffix)


def _unless_itself(candidate: str, path: str) -> str | None:
    return None if candidate == os.path.normpath(path).replace("\\", "/") else candidate
