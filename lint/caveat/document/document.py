"""A document: blocks of prose under headings, every character of which leads back to the source."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from caveat.document.front import Front
from caveat.document.prose import Inline, Prose
from caveat.document.source import Source
from caveat.document.span import Span

BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "code", "footnote", "alt"]
Container = Literal["quote", "list", "table", "footer", "aside"]


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item, table cell …: the unit that sentences never cross.

    `level` is a heading's level (from 1) or an item's depth (from 1), else 0. `lead_in` is the index of the paragraph
    that introduces a list item or a table, when there is one. `label` is a footnote's label.
    """

    index: int
    kind: BlockKind
    span: Span
    prose: Prose
    inlines: tuple[Inline, ...] = ()
    level: int = 0
    containers: tuple[Container, ...] = ()
    lead_in: int | None = None
    label: str = ""

    @property
    def text(self) -> str:
        """The block's words, without markup."""
        return self.prose.text


@dataclass(frozen=True, slots=True)
class Section:
    """A run of blocks under one heading; the first section may have no heading."""

    heading: Block | None
    blocks: tuple[Block, ...]
    level: int


@dataclass(frozen=True)
class Note:
    """Something the reader wants the user to know about how a file was read."""

    kind: str
    message: str


@dataclass(frozen=True)
class Document:
    """A file as a reader made it: its source, front matter, genre, and blocks in reading order."""

    source: Source
    blocks: tuple[Block, ...]
    front: Front = field(default_factory=Front)
    genre: str = "article"
    language: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def path(self) -> str:
        """The path as given, with POSIX separators."""
        return self.source.path

    @cached_property
    def title(self) -> str:
        """The title: front matter, else the first heading, else the file's name."""
        if given := self.front.text("title"):
            return given
        for block in self.blocks:
            if block.kind == "heading":
                return block.text
        return self.path.rsplit("/", 1)[-1]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The blocks grouped under their nearest heading, in order."""
        groups: list[tuple[Block | None, list[Block]]] = [(None, [])]
        for block in self.blocks:
            if block.kind == "heading":
                groups.append((block, []))
            else:
                groups[-1][1].append(block)
        return tuple(
            Section(heading, tuple(blocks), heading.level if heading else 0)
            for heading, blocks in groups
            if heading is not None or blocks
        )

    @cached_property
    def section_of(self) -> dict[int, Section]:
        """The section that each block, by its index, belongs to; a heading belongs to the section it opens."""
        found: dict[int, Section] = {}
        for section in self.sections:
            if section.heading is not None:
                found[section.heading.index] = section
            for block in section.blocks:
                found[block.index] = section
        return found
