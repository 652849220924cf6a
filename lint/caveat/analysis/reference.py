"""Sources that a document lists or leads to: what each entry says of itself, and its identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from caveat.patterns import compiled

if TYPE_CHECKING:
    from caveat.document import Span

IdentifierKind = Literal["doi", "pmid", "pmcid", "trial", "isbn", "url"]
ReferenceType = Literal[
    "label",
    "safety-alert",
    "guideline",
    "systematic-review",
    "trial",
    "observational",
    "animal",
    "in-vitro",
    "study",
    "preprint",
    "statistics",
    "law",
    "book",
    "patient-information",
    "press-release",
    "news",
    "blog",
    "social",
    "wiki",
    "chatbot",
    "webpage",
    "unknown",
]
ReferencePlace = Literal["list", "note", "reading", "line", "front", "text"]

_HOST: Final = compiled(r"(?:[a-z][\w+.-]*:)?//(?:[^/@?#\s]*@)?(?:www\.)?([^/:?#\s]+)", re.IGNORECASE)


def host_of(address: str) -> str:
    """Return the host of an address in lower case, without `www.`; an empty text when it has none."""
    match = _HOST.match(address)
    return match[1].lower() if match else ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """What a source can be found by: `start` and `end` are offsets into the prose of its block.

    `value` is the bare identifier, `fault` says what is wrong with its form (empty: nothing).
    """

    kind: IdentifierKind
    value: str
    start: int
    end: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source: an entry of a reference list, a note, front matter, a "Sources:" line, or a link in the text.

    `start` and `end` are offsets into the prose of the block with index `block` (None for front matter, where they
    are offsets into `text`), `span` is its place in the source. `number` and `label` are what marks call it by,
    `anchors` what links call it by. `title_at` and `year_at` are offsets like `start`. `updated` and `checked` are the
    latest years in which, by its own words, the source was revised and the writer looked at it.
    `detailed` says that it gives volume and pages, so that it can be found in print.
    """

    place: ReferencePlace
    block: int | None
    start: int
    end: int
    span: Span
    text: str
    type: ReferenceType = "unknown"
    number: int | None = None
    label: str = ""
    anchors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    year: int | None = None
    year_at: tuple[int, int] | None = None
    title: str = ""
    title_at: tuple[int, int] | None = None
    container: str = ""
    updated: int | None = None
    checked: int | None = None
    detailed: bool = False
    identifiers: tuple[Identifier, ...] = ()

    def identifier(self, kind: IdentifierKind) -> str:
        """Return the first sound identifier of a kind, or an empty text."""
        return next((found.value for found in self.identifiers if found.kind == kind and not found.fault), "")

    @property
    def doi(self) -> str:
        """The DOI in lower case, or an empty text."""
        return self.identifier("doi").lower()

    @property
    def pmid(self) -> str:
        """The PubMed number, or an empty text."""
        return self.identifier("pmid")

    @property
    def pmcid(self) -> str:
        """The PubMed Central number with its letters, or an empty text."""
        return self.identifier("pmcid")

    @property
    def trial(self) -> str:
        """The number in a register of trials, or an empty text."""
        return self.identifier("trial")

    @property
    def isbn(self) -> str:
        """The ISBN without hyphens, or an empty text."""
        return self.identifier("isbn")

    @property
    def url(self) -> str:
        """The first address, or an empty text."""
        return self.identifier("url")

    @property
    def host(self) -> str:
        """The host of its address, or an empty text."""
        return host_of(self.url)
