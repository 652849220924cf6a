"""Content as families: an article, the pieces that derive from it, and what a rule reads of them."""

from caveat.library.reading import Reading

__all__ = ["Reading"]
