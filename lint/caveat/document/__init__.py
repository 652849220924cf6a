"""What a document is: spans, the source, prose and the way back, blocks, sections, front matter."""

from caveat.document.document import Block, BlockKind, Container, Document, Note, Section
from caveat.document.front import Front, Value
from caveat.document.prose import Inline, InlineKind, Prose, ProseBuilder, Segment, fold
from caveat.document.source import Anchor, Place, Source
from caveat.document.span import Span

__all__ = [
    "Anchor",
    "Block",
    "BlockKind",
    "Container",
    "Document",
    "Front",
    "Inline",
    "InlineKind",
    "Note",
    "Place",
    "Prose",
    "ProseBuilder",
    "Section",
    "Segment",
    "Source",
    "Span",
    "Value",
    "fold",
]
