"""Cites a source that is not in the list, lists one that nothing cites, or gives an identifier that cannot be right.

## Why it matters

A mark looks like proof that somebody checked. When it leads to nothing, nobody can check it again: a reviewer has to guess
which study was meant, and a reader who follows it learns only that the text was not looked after.

## What to write instead

Give every mark an entry and every numbered entry a mark, after each round of cuts. Copy DOIs, PubMed numbers and addresses
from the source instead of typing them. If the source cannot be found again, take the statement out.

## What is not flagged

- Figures in brackets that are no marks: doses, confidence intervals, ranges, ages, “(1) first, (2) then”. Round brackets and
  figures right after a stop count only where the text cites that way throughout.
- Marks in a piece whose article defines them: post and leaflet may lean on the article's list.
- Names and years, unless the list is called by name and year: “(Lund, 2019)” in running text may be all the source there is.
- Entries under “Further reading” or “Resources”, and whole lists that no mark calls: a bibliography is allowed.
- Identifiers whose form is right. Whether a DOI or a link leads anywhere needs the network; see `--online`.
- What is no attempt at an identifier: “DOI: pending”.

An entry that nothing cites is lowered by one step. Where a text has marks and no list at all, one finding names them all and
is lowered too: the list may be added where the text is published.

## Examples

```flagged
Pain fell by half «[9]» and sleep improved [1, «4»]. The first trial was small [2].

## References

1. Moss B. A trial of rest. 2020.
2. Lund C. A trial of work. 2021.
3. «Reyes A. A trial of sleep. 2019.»
```

```flagged
Magnesium eased cramps in one trial.«[^moss]» It did not help sleep.[^lund]

[^lund]: Lund C. Magnesium for cramps. 2021.
```

```flagged
Magnesium eased cramps [1].

## References

1. Moss B. Magnesium for cramps. J Invented Med. 2020;12:1-9. «doi:10.12/jim.20» «PMID: 123456789»
```

```clean
Give [12 mg] first. Pain fell (95% CI [3, 9]) in one trial [1], as in boys (12) and girls (13).

## References

1. Moss B. A trial of rest. 2020. doi:10.1234/rest.20

## Further reading

2. Lund C. Living with pain. 2021.
```

```clean
Magnesium may ease cramps (Lund, 2019). Ask your pharmacist first.
```

## Precision

On 687 pages of public health bodies, few of which have numbered lists, it fired once, and was right: an address with a space in
it. On 28 pages of clinics, shops and hospitals it fired twice, on marks of texts that have no list, and was right. Both samples are small. It has not been measured on a publisher's archive with long lists.

## Sources

- ICMJE, *Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work in Medical Journals*,
  section IV.A.3.g, References. Cited from memory, without the year of the version; https://www.icmje.org/recommendations/.
- AMA Manual of Style, 11th edition (2020), chapter 3, References. Cited from memory.
- The forms of identifiers: DOI Handbook (a prefix of the form 10.NNNN and a suffix after a slash); ISO 2108 for the check
  digit of an ISBN. Cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Mark, Reference
from caveat.analysis.entry import identifiers_in
from caveat.analysis.identifier import may_identify
from caveat.analysis.reference import Identifier
from caveat.document import Block
from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule

_NAMES = {"doi": "DOI", "pmid": "PubMed number", "pmcid": "PubMed Central number", "trial": "trial number"}
_NAMES |= {"isbn": "ISBN", "url": "address"}
_LISTED = 10


@rule(
    documents,
    message="“{words}” {problem}. {remedy}",
    severity="error",
    standard="ICMJE Recommendations, IV.A.3.g; AMA Manual of Style, chapter 3",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag marks without entries, entries without marks, and identifiers of a form that cannot be right."""
    del context
    references = reading.analysis.references
    if reading.analysis.citations.all:
        yield from _marks(reading, references.undefined)
    if references.all:
        yield from _unused(references.unused)
    yield from _identifiers(reading)


def _marks(reading: Reading, undefined: tuple[Mark, ...]) -> Iterator[Hit]:
    article = reading.article.analysis.references if reading.article is not None else None
    broken = [mark for mark in undefined if article is None or not article.defines(mark)]
    alone = [mark for mark in broken if mark.alone and not mark.label]
    for mark in broken:
        if not mark.alone or mark.label:
            yield hit(mark.span, words=mark.words, problem=_missing(mark), remedy=_remedy(mark))
    if not alone or not _convincing(alone):
        return
    first, *rest = alone
    yield hit(
        first.span,
        grade="lowered",
        because="the list may stand where this file does not show it",
        related=tuple(RelatedPlace(mark.span, "leads nowhere either") for mark in rest[:_LISTED]),
        words=first.words,
        problem="leads nowhere: the text has no list of references",
        remedy="Add the list, or cite in words and links.",
    )


def _convincing(marks: list[Mark]) -> bool:
    """Ask for more than one raised figure: a single one may be an ordinal or what is left of a trade mark."""
    return len(marks) > 1 or marks[0].words.startswith("[")


def _missing(mark: Mark) -> str:
    if mark.name:
        if mark.other_year is not None:
            return f"is not in the list, which has {mark.name} with the year {mark.other_year}"
        return f"is not in the list: no entry is by {mark.name}"
    if mark.label:
        return "leads nowhere: no note is called that"
    return f"leads nowhere: the list has no entry {mark.number}"


def _remedy(mark: Mark) -> str:
    return "Correct the year, or add the entry." if mark.other_year else "Add the source, or correct the mark."


def _unused(unused: tuple[Reference, ...]) -> Iterator[Hit]:
    """Flag entries that nothing cites; several of one list are one finding."""
    notes = [entry for entry in unused if entry.place == "note"]
    for entry in notes:
        yield _never_cited(entry, f"the note “{entry.label}”", ())
    listed = [entry for entry in unused if entry.place != "note"]
    if listed:
        first, *rest = listed
        numbers = ", ".join(str(entry.number) for entry in listed)
        named = f"entry {numbers}" if not rest else f"entries {numbers}"
        yield _never_cited(first, named, tuple(rest))


def _never_cited(entry: Reference, named: str, rest: tuple[Reference, ...]) -> Hit:
    return hit(
        entry.span,
        grade="lowered",
        because="it misleads nobody, but somebody has lost a citation",
        related=tuple(RelatedPlace(other.span, "never cited either") for other in rest[:_LISTED]),
        words=_short(entry.text),
        problem=f"is never cited: nothing in the text leads to {named}",
        remedy="Cite it where it belongs, take it out, or move it to “Further reading”.",
    )


def _identifiers(reading: Reading) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for entry in reading.analysis.references.all:
        if entry.block is None:
            for identifier in entry.identifiers:
                if identifier.fault:
                    words = entry.text[identifier.start : identifier.end] or identifier.value
                    yield _malformed(entry, identifier, words)
    for block in reading.document.blocks:
        if block.kind == "code":
            continue
        for identifier in _faulty(block):
            span = block.prose.locate(identifier.start, identifier.end)
            if (span.start, span.end) not in seen:
                seen.add((span.start, span.end))
                words = block.text[identifier.start : identifier.end]
                yield hit(
                    span,
                    words=words,
                    problem=_problem(identifier, words),
                    remedy="Copy it from the source.",
                )


def _malformed(entry: Reference, identifier: Identifier, words: str) -> Hit:
    return hit(entry.span, words=words, problem=_problem(identifier, words), remedy="Copy it from the source.")


def _problem(identifier: Identifier, words: str) -> str:
    shown = "" if identifier.value in words or identifier.kind == "isbn" else f", {identifier.value},"
    return f"cannot be right as {_article(_NAMES[identifier.kind])}{shown}: {identifier.fault}".replace(",:", ":")


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "aI" else f"a {name}"


def _faulty(block: Block) -> Iterator[Identifier]:
    """Yield the malformed identifiers in a block's words and behind its links."""
    links = [one for one in block.inlines if one.kind in {"link", "autolink"} and ":" in one.target]
    if links or may_identify(block.text):
        yield from (identifier for identifier in identifiers_in(block.text, links) if identifier.fault)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57].rstrip(' .,;:')}…"
