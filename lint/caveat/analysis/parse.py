"""What the dependency parser says about a stretch of prose, without the parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[int, int, int, str, str, str, int], ...]
"""A parsed sentence as plain values: of each token its index, where it begins in the text that was parsed, its length,
its word, tag and label, and the index of the token that governs it (its own at the root)."""


@dataclass(slots=True, eq=False)
class Token:
    """A word or mark of a parsed sentence.

    `start` and `end` are offsets into the block's prose, `lower` the word in lower case with plain apostrophes, `tag`
    the Penn Treebank tag, `dep` the dependency label, `head` the governing token (the token itself at the root).
    """

    index: int
    lower: str
    start: int
    end: int
    tag: str
    dep: str
    head: Token = field(init=False)
    children: list[Token] = field(default_factory=list)

    def __repr__(self) -> str:
        """Show the word with its label and its head's word."""
        return f"{self.lower}/{self.tag}/{self.dep}<-{self.head.lower}"

    @property
    def is_verb(self) -> bool:
        """Say whether the token is tagged as a verb (modals apart)."""
        return self.tag.startswith("VB")

    @property
    def is_noun(self) -> bool:
        """Say whether the token is tagged as a common or proper noun."""
        return self.tag.startswith("NN")

    def ancestors(self) -> Iterator[Token]:
        """Yield the governing tokens from the nearest to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """Return the token with everything it governs, in text order."""
        found: list[Token] = []
        waiting = [self]
        while waiting:
            token = waiting.pop()
            found.append(token)
            waiting.extend(token.children)
        return sorted(found, key=lambda token: token.index)

    def child(self, *deps: str) -> Token | None:
        """Return the first token it governs under one of the labels, or None."""
        return next((token for token in self.children if token.dep in deps), None)


class ParsedSentence:
    """The tokens of one sentence, in order, made of its rows when somebody first asks for them."""

    __slots__ = ("_offset", "_rows", "_tokens")

    def __init__(self, rows: Rows, offset: int) -> None:
        """Take the rows, and where the text that was parsed begins in its block."""
        self._rows = rows
        self._offset = offset
        self._tokens: tuple[Token, ...] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, each with what governs it and what it governs."""
        if self._tokens is None:
            self._tokens = _linked(self._rows, self._offset)
        return self._tokens

    @property
    def root(self) -> Token | None:
        """The token that governs the sentence."""
        return next((token for token in self.tokens if token.head is token), None)

    def at(self, offset: int) -> Token | None:
        """Return the token that covers an offset into the block's prose, or the next one."""
        return next((token for token in self.tokens if token.end > offset), None)


def _linked(rows: Rows, offset: int) -> tuple[Token, ...]:
    tokens = {row[0]: Token(row[0], row[3], offset + row[1], offset + row[1] + row[2], row[4], row[5]) for row in rows}
    for row in rows:
        token = tokens[row[0]]
        token.head = tokens[row[6]]
        if token.head is not token:
            token.head.children.append(token)
    return tuple(tokens.values())
