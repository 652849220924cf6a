"""What each part of a text is for: risks, benefits, evidence, references …, read off its headings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.lexicon import lexicon, words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Block, Document

Role = Literal[
    "risk",
    "contraindication",
    "benefit",
    "mechanism",
    "evidence",
    "alternatives",
    "process",
    "cost",
    "help",
    "references",
    "disclaimer",
    "about",
    "summary",
    "other",
]

# A reference list is named by the whole heading: "Sources of vitamin D" is a section, "Sources" is a list.
_REFERENCES: Final = compiled(
    r"""
    (?:\W|\d)*
    (?:(?:selected|key|main|full|list\sof|our|the|medical|scientific|clinical|research|additional|article|page|data|image|photo
       |information)\s)*
    (?:
        references?(?:\s(?:list|cited|and\s(?:sources?|notes|citations|resources|further\sreading)))?
      | sources?(?:\s(?:list|used|cited|consulted|and\s(?:references?|citations|credits|further\sreading|notes)))?
      | bibliography | works\scited | literature(?:\scited)? | citations? | article\ssources
      | end\s?notes | foot\s?notes | notes\sand\s(?:references|sources)
      | further\sreading(?:\sand\s(?:references|sources))?
      | evidence\s(?:and|&)\s(?:references|sources) | evidence\ssources
      | where\s(?:we\sgot|this|our|the)\s[\w\s]{0,30}(?:information|facts|numbers|figures|from)[\w\s]{0,20}
      | where\s[\w\s]{0,30}\scomes?\sfrom
    )
    \W*
    """,
    re.VERBOSE,
)

_SOURCE: Final = compiled(r"\b(?:19|20)\d\d\b|https?://|\bwww\.|\b(?i:doi|pmid|isbn)\b")
# A paragraph that does a heading's work, "References:" in bold, and one that holds the whole list.
_LABEL: Final = compiled(
    r"\W{0,3}(?:(?:selected|key|medical|article|clinical|research|scientific)\s)?"
    r"(?:references?|sources?|bibliography|works cited|citations|end\s?notes)\b"
)
_NUMBERED_LIST: Final = compiled(r"\W{0,3}\w+\s?[:.]?\s{0,2}(?:\[1\]|\(1\)|1[.)]|¹)\s?\S")
_LONGEST_LABEL: Final = 60
# 1. …; [1] …; Moss B, …; https://…; World Health Organization. …
_ENTRY: Final = compiled(
    r"\W{0,2}\d{1,3}[\].):]\s?\S|[¹²³⁴-⁹]|[^\W\d_a-z][\w'’-]+,?\s[A-Z]{1,3}\b|https?:|(?:[A-Z][\w&’'-]*\s){1,8}?[^.]{0,60}\.\s"
)


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((cast("Role", role), compiled("|".join(words("sections", role)))) for role in lexicon("sections"))


@lru_cache(maxsize=4_096)
def heading_role(folded: str) -> Role | None:
    """Return the role that a heading, in folded text, gives its section; None when it says nothing about it."""
    if _REFERENCES.fullmatch(folded):
        return "references"
    for role, pattern in _patterns():
        if pattern.search(folded):
            return role
    return None


def section_roles(document: Document) -> dict[int, Role]:
    """Return the role of every block, by its index, from its nearest heading.

    A sub-heading that says nothing about its purpose takes the role of the heading above it. The document's title
    gives its role to nothing but the text of a document without other headings: "The benefits of walking" is not
    the role of every section in the piece.
    """
    roles: dict[int, Role] = {}
    title = _title(document)
    open_headings: list[tuple[int, Role]] = []
    current: Role = "other"
    labelled = False
    for block in document.blocks:
        if labelled:
            labelled = block.kind != "heading" and _goes_on(block)
        if labelled:
            roles[block.index] = "references"
            continue
        if block.kind == "paragraph" and current != "references" and _LABEL.match(block.prose.folded):
            labelled = _labels_list(block, document)
            if labelled or _NUMBERED_LIST.match(block.prose.folded):
                roles[block.index] = "references"
                continue
        if block.kind == "heading":
            while open_headings and open_headings[-1][0] >= block.level:
                open_headings.pop()
            inherited: Role = open_headings[-1][1] if open_headings else "other"
            current = heading_role(block.prose.folded) or inherited
            if block is title:
                current = "other"
            open_headings.append((block.level, current))
        # A footnote that names a source is an entry of the reference list, wherever in the file it stands.
        entry = block.kind == "footnote" and (block.inlines or _SOURCE.search(block.text))
        roles[block.index] = "references" if entry else current
    return roles


def _labels_list(block: Block, document: Document) -> bool:
    """Say whether a paragraph is the heading of a reference list in all but its markup."""
    folded = block.prose.folded
    if len(folded) > _LONGEST_LABEL or not _REFERENCES.fullmatch(folded) or block.index + 1 >= len(document.blocks):
        return False
    return _goes_on(document.blocks[block.index + 1])


def _goes_on(block: Block) -> bool:
    """Say whether a block below such a paragraph can be an entry of its list."""
    if block.kind in {"item", "footnote"}:
        return True
    if block.kind != "paragraph" or "footer" in block.containers:
        return False
    return _ENTRY.match(block.text) is not None and bool(block.inlines or _SOURCE.search(block.text))


def _title(document: Document) -> Block | None:
    """The heading that names the whole document, when others stand below it."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    if len(headings) < 2 or _REFERENCES.fullmatch(headings[0].prose.folded):
        return None
    first = headings[0]
    if all(heading.level > first.level for heading in headings[1:]):
        return first
    return None
