"""Files to documents: one small module a format, one registry."""

from caveat.readers.reader import Reader, Unreadable, read, reader_for, readers, suffixes

__all__ = ["Reader", "Unreadable", "read", "reader_for", "readers", "suffixes"]
