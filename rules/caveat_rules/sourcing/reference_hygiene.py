"""Lists a source twice, without its year or title, second-hand, or behind a link that says “here”.

## Why it matters

A reviewer looks up every entry. One that lacks a year or a way to find it costs minutes; a study that stands in the list twice
makes one result look like two; a source that is only cited in another was perhaps never read. A link called “here” tells
nobody, and no screen reader, what stands behind it.

## What to write instead

Authors or body, title, where it was published, the year, and a DOI, PubMed number or address: “Moss B. Rest for back pain.
J Invented Med. 2020;12:1-9. doi:…”. Read the original and cite that. Let links name what they lead to: “the 2020 trial”.

## What is not flagged

- The year of web pages and patient information: many have none. Labels, guidelines and statistics need one.
- Entries that can be found in print, by volume and page, and need no DOI.
- Companion papers of one study with DOIs of their own; several parts of one site; repeats in footnotes that give other pages.
- The same source in the list and in the front matter.
- Links that go somewhere else than to a source: “book here”.

Fields that are missing from an entry whose link leads to the source all the same lower the finding by one step.

## Examples

```flagged
Rest did not help [1]. Work did [2]. [«Here»](https://www.cdc.gov/rest) is how rest causes back pain.

## References

1. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2020;12:1-9. doi:10.1234/rest.20
2. Moss B, Lund C. Rest for back pain. J Invented Med. 2020. «doi:10.1234/rest.20»
```

```flagged
Rest did not help [1, 2].

## References

1. «Moss B. Rest for back pain: a randomised trial. J Invented Med.»
2. Lund C. Work for back pain. J Invented Med. 1987;3:4-9, «cited in» Moss B. Rest. J Invented Med. 2020;12:1-9.
```

```clean
Rest did not help [1, 2]. [The CDC's page on rest](https://www.cdc.gov/rest) says how it causes back pain. Book [here](https://clinic.example/b).

## References

1. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2020;12:1-9.
2. Back pain. NHS. https://www.nhs.uk/back-pain
```

```clean
Rest did not help [1, 2].

## References

1. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2020;12:1-9. doi:10.1234/rest.20
2. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2021;13:1-9. doi:10.1234/rest.21
```

## Precision

On 687 pages of public health bodies it did not fire; few of them list sources. Eight lists of real clinics, shops and insurers,
66 entries in all, gave four findings, and all were right; nothing there stood twice. That is too little for a figure.

## Sources

- ICMJE, *Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work in Medical Journals*,
  section IV.A.3.g (cite the original source), and its sample references. Cited from memory, without the year of the version;
  https://www.icmje.org/recommendations/.
- AMA Manual of Style, 11th edition (2020), chapter 3, References. Cited from memory.
- W3C, *Web Content Accessibility Guidelines 2.2* (2023), success criterion 2.4.4, link purpose. Cited from memory;
  https://www.w3.org/TR/WCAG22/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from caveat.analysis import Reference
from caveat.analysis.entry import lies_under
from caveat.analysis.lexicon import words
from caveat.analysis.reference import IdentifierKind, ReferenceType
from caveat.analysis.references import plain_address
from caveat.document import Span, fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Grade, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat_rules.sourcing.citing import sentence_with

_STUDIES: frozenset[ReferenceType] = frozenset(
    {"trial", "observational", "animal", "in-vitro", "study", "systematic-review", "preprint"}
)
_DATED: frozenset[ReferenceType] = frozenset(
    {"label", "safety-alert", "guideline", "statistics", "press-release", "news"}
)
_SAME: tuple[tuple[IdentifierKind, str], ...] = (
    ("doi", "DOI"),
    ("pmid", "PubMed number"),
    ("pmcid", "PubMed Central number"),
)
_SECOND_HAND = compiled(r"\b(?:[Aa]s\s)?(?:cited|quoted|referenced|reported)\s(?:in|by)\b(?=:?\s+(?:the\s)?[A-Z\[])")
_SECOND_HAND_TEXT = compiled(r"\b(?:as\s)?(?:cited|quoted)\s(?:in|by)\b")
_HERE = frozenset(
    {
        "here",
        "click",
        "click here",
        "link",
        "link here",
        "this link",
        "read here",
        "see here",
        "this page",
        "this",
        "more",
    }
)
# The numbers of guidelines lead to them as surely as a link.
_CODE = compiled(r"\b(?:NG|CG|TA|QS|IPG|DG|HST|SIGN\s?)\d{2,4}\b")
_WORD = compiled(r"[^\W_]+")
_PAGE = compiled(r"\bpp?\.\s?\d+(?:\s?[–-]\s?\d+)?|\bpage\s\d+|\bchapter\s\w+|\bsection\s\w+", re.IGNORECASE)
_ALIKE = 0.92
_FEWEST_WORDS = 4


@rule(
    documents,
    message="{problem}. {remedy}",
    severity="warning",
    standard="ICMJE Recommendations, IV.A.3.g; AMA Manual of Style, chapter 3",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag entries that stand twice, lack what finds them, or are second-hand, and links that name nothing."""
    del context
    references = reading.analysis.references
    if references.all:
        twice = dict(_duplicates(references.all))
        for entry in references.all:
            if entry in twice:
                first, same = twice[entry]
                yield hit(
                    _place_of(reading, entry, same),
                    related=(RelatedPlace(first.span, "stands here first"),),
                    problem=f"The same source stands in the list twice, with the same {same}",
                    remedy="Keep one entry and let both marks lead to it.",
                )
            else:
                yield from _incomplete(entry)
            yield from _second_hand(reading, entry)
    if reading.analysis.citations.all:
        yield from _quoted_in_text(reading)
        yield from _nameless_links(reading)


# --- The same source twice -------------------------------------------------------------------------------------------


def _duplicates(entries: Sequence[Reference]) -> Iterator[tuple[Reference, tuple[Reference, str]]]:
    """Yield each entry that repeats an earlier one, with that one and what the two share."""
    seen: set[Reference] = set()
    for first, second in combinations(entries, 2):
        if second in seen or (first.place == "front") != (second.place == "front"):
            continue
        same = _shared(first, second)
        if same:
            seen.add(second)
            yield second, (first, same)


def _shared(first: Reference, second: Reference) -> str:
    """Return what shows that two entries name the same source, or an empty text."""
    if _pages(first) != _pages(second):
        return ""
    for kind, name in _SAME:
        one, other = first.identifier(kind).lower(), second.identifier(kind).lower()
        if one and one == other:
            return name
        if one and other:
            return ""
    if first.trial != second.trial and first.trial and second.trial:
        return ""
    one_title, other_title = _title_words(first), _title_words(second)
    if first.year != second.year and first.year and second.year:
        return ""
    apart = first.url and second.url and plain_address(first.url) != plain_address(second.url)
    if apart and not (first.authors and first.authors == second.authors):
        return ""
    if len(one_title) >= _FEWEST_WORDS and one_title == other_title:
        return "title"
    if first.url and second.url and plain_address(first.url) == plain_address(second.url):
        return "address" if one_title == other_title else ""
    alike = _alike(one_title, other_title)
    if (
        alike
        and first.authors
        and second.authors
        and first.authors[0] == second.authors[0]
        and first.year == second.year
    ):
        return "title"
    return ""


def _pages(entry: Reference) -> list[str]:
    return [match[0].lower() for match in _PAGE.finditer(entry.text)] if entry.place == "note" else []


def _title_words(entry: Reference) -> list[str]:
    return _WORD.findall(fold(entry.title))


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if min(len(set(one)), len(set(other))) <= _FEWEST_WORDS:
        return False
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other))) >= _ALIKE


def _place_of(reading: Reading, entry: Reference, same: str) -> Span:
    if entry.block is None:
        return entry.span
    block = reading.document.blocks[entry.block]
    kind = next((kind for kind, name in _SAME if name == same), "url" if same == "address" else None)
    for identifier in entry.identifiers:
        if identifier.kind == kind:
            return block.prose.locate(identifier.start, identifier.end)
    return block.prose.locate(*entry.title_at) if entry.title_at else entry.span


# --- What an entry lacks ---------------------------------------------------------------------------------------------


def _incomplete(entry: Reference) -> Iterator[Hit]:
    """Flag an entry that lacks what its kind needs."""
    missing: list[str] = []
    study = entry.type in _STUDIES or (entry.type == "unknown" and bool(entry.authors))
    findable = bool(entry.identifiers) or entry.detailed
    if not entry.title and entry.place != "line" and (study or _bare(entry)):
        missing.append("a title")
    if entry.year is None and entry.checked is None and (study or entry.type in _DATED):
        missing.append("the year")
    if study and not findable:
        missing.append("a DOI, a PubMed number or an address" if entry.container else "where it was published")
    if not missing:
        return
    links = any(identifier.kind != "isbn" and not identifier.fault for identifier in entry.identifiers) or (
        _CODE.search(entry.text) is not None
    )
    grade: Grade = "lowered" if links or (missing == ["a DOI, a PubMed number or an address"]) else "normal"
    because = (
        ""
        if grade == "normal"
        else ("its link leads to the source" if links else "its journal and year can be searched")
    )
    yield hit(
        entry.span,
        grade=grade,
        because=because,
        problem=f"This entry lacks {' and '.join(missing)}",
        remedy="Complete it from the source.",
    )


def _bare(entry: Reference) -> bool:
    """Say whether an entry is nothing but an address."""
    return bool(entry.url) and re.fullmatch(r"\W*(?:https?://|www\.)\S+\W*", entry.text) is not None


# --- Second-hand sources and links that name nothing -----------------------------------------------------------------


def _second_hand(reading: Reading, entry: Reference) -> Iterator[Hit]:
    match = _SECOND_HAND.search(entry.text)
    if match is None:
        return
    span = entry.span
    if entry.block is not None:
        prose = reading.document.blocks[entry.block].prose
        span = prose.locate(entry.start + match.start(), entry.start + match.end())
    yield _cited_in(span)


def _quoted_in_text(reading: Reading) -> Iterator[Hit]:
    for citation in reading.analysis.citations.all:
        if citation.kind == "author-year" and (match := _SECOND_HAND_TEXT.search(citation.text)):
            prose = reading.document.blocks[citation.block].prose
            yield _cited_in(prose.locate(citation.start + match.start(), citation.start + match.end()))


def _cited_in(span: Span) -> Hit:
    return hit(
        span,
        problem="The source is only known from another text that cites it",
        remedy="Read the original and cite that, or cite what was read.",
    )


def _nameless_links(reading: Reading) -> Iterator[Hit]:
    """Flag links called “here” that lead to a source for what their sentence states."""
    analysis = reading.analysis
    stated: frozenset[int] | None = None
    for citation in analysis.citations.all:
        if citation.kind != "link" or citation.text.strip(" .,:;()[]»›>→").lower() not in _HERE:
            continue
        if not lies_under(citation.target, words("sources", "source_hosts")):
            if stated is None:
                stated = frozenset(sentence.index for sentence in analysis.medical_sentences)
            sentence = sentence_with(analysis, citation)
            if sentence is None or sentence.index not in stated:
                continue
        prose = reading.document.blocks[citation.block].prose
        yield hit(
            prose.locate(citation.start, citation.end),
            problem=f"“{citation.text.strip()}” does not say what the link leads to",
            remedy="Name the source in the link.",
        )
