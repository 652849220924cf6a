"""Which of a page's meta tags and a Word file's properties are front matter."""

from __future__ import annotations

# The keys of front matter that a page or a Word file may give by their plain names.
KEYS = frozenset(
    {
        *("audience", "author", "checked_against", "derived_from", "description", "disclaimer", "genre", "id"),
        *("language", "next_review", "references", "reviewed", "reviewer", "sources", "title"),
    }
)
_PREFIX = "caveat:"


def key_of(name: str) -> str | None:
    """Return the key of front matter that a name stands for: a known one, or any that is marked `caveat:`."""
    plain = name.strip().lower()
    if plain.startswith(_PREFIX):
        plain = plain.removeprefix(_PREFIX).strip().replace("-", "_")
        return plain or None
    plain = plain.replace("-", "_").replace(" ", "_")
    return plain if plain in KEYS else None


def name_of(key: str) -> str:
    """Return the name under which a page or a Word file gives a key of front matter."""
    return key if key in KEYS else _PREFIX + key
