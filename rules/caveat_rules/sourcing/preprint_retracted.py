"""Rests on a preprint without saying that nobody has reviewed it, or on a paper that was retracted.

## Why it matters

A preprint is a manuscript that its authors posted before anybody checked it; its findings may change or vanish. A retracted
paper was taken back. Neither can carry advice, and a reader who sees a DOI takes both for published evidence.

## What to write instead

Say what it is where you use it: “A preprint, not yet peer reviewed, reported …”. Look for the published version and cite that.
Take a retracted paper out together with what rests on it.

## What is not flagged

- Preprints that the entry or the citing sentence calls a preprint, not peer reviewed, or awaiting review. The name of the
  server alone tells most readers nothing.
- Entries that also give the DOI of the published version.
- Journals of the publisher whose DOIs begin as those of preprints do.
- Retracted papers in sentences about the retraction.

Preprints are known by the server's address, by their DOI and by the server's name. Retracted papers are known by the word
“Retracted” in the entry, and by lists of your own: the option `retracted` takes DOIs and PubMed numbers, or the path of a
file with one on each line, `retracted = { file = "retracted.txt" }`. They are more severe by one step. Caveat brings no such
list of its own; those of journals and registers change by the day.

## Examples

```flagged
Rest eased cramps within a day [1].

## References

1. Moss B. Rest for cramps. medRxiv. 2023. «doi:10.1101/2023.01.02.23284000»
```

```flagged
Rest eased cramps in [«one study»](https://www.medrxiv.org/content/10.1101/2023.01.02.23284000v1) and in another [1].

## References

1. «Retracted: Rest for cramps.» Moss B. J Invented Med. 2020;12:1-9.
```

```clean
A preprint, not yet peer reviewed, reported that rest eased cramps [1].

## References

1. Moss B. Rest for cramps. medRxiv. 2023. doi:10.1101/2023.01.02.23284000
```

```clean
Rest changed genes in one study [1]. Rest eased cramps [2]. A paper on work was retracted in 2021 [3].

## References

1. Moss B. Genes at rest. Genome Lett. 2020;12:1-9. doi:10.1101/gr.123456.120
2. Lund C. Rest for cramps. Preprint, bioRxiv 2022. doi:10.1101/2022.01.02.123456
3. Retracted: Reyes A. Work for cramps. J Invented Med. 2019;11:1-9.
```

## Precision

On 687 pages of public health bodies and 66 entries of real clinics, shops and insurers it did not fire, and none of them cites
a preprint. Only examples of our own show what it finds.

## Sources

- ICMJE, *Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work in Medical Journals* (January
  2024), section III.D.3.c, Referencing Preprints in Submitted Manuscripts. We read the heading; what it asks is cited from
  memory. https://www.icmje.org/recommendations/.
- COPE, *Retraction guidelines* (2019). Cited from memory; https://publicationethics.org/.
- Which DOIs and addresses are those of preprints: the servers' own, from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import Reference, Sentence
from caveat.analysis.entry import type_of_address
from caveat.document import Span
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, documents, hit, rule
from caveat_rules.sourcing.citing import citing_sentences


@dataclass(frozen=True, slots=True)
class Options:
    """What is known to be retracted. `retracted`: DOIs and PubMed numbers, or the path of a file that lists them."""

    retracted: tuple[str, ...] = ()


_CALLED_PREPRINT = compiled(
    r"\bpreprints?\b|\b(?:not|never|yet to be|without being)\s(?:yet\s)?(?:been\s)?(?:formally\s)?(?:peer[\s-])?reviewed\b"
    r"|\b(?:before|awaiting|without|pending|no|under)\s(?:formal\s)?peer[\s-]review\b|\bunreviewed\b|\bnot certified by peer review\b"
)
_RETRACTED = compiled(
    r"\W*retracted\b(?:\sarticle)?|[\[(]retracted\b|\bthis (?:article|paper) (?:has been|was) retracted\b"
)
_ABOUT_RETRACTION = compiled(
    r"\bretract\w*|\bwithdr[ae]w\w*|\bfraud\w*|\bdiscredited\b|\btaken back\b|\bmisconduct\b|\bstruck off\b"
)
_DOI = compiled(r"10\.\d{4,9}/[^\s,;\"']+", re.IGNORECASE)
_PMID = compiled(r"(?<![\w./])\d{5,8}(?![\w./])")


@rule(
    documents,
    message="{problem}. {remedy}",
    severity="warning",
    standard="ICMJE Recommendations 2024, III.D.3.c",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag sources that are preprints in all but name, and sources that were retracted."""
    references = reading.analysis.references
    sources = [*references.all, *references.direct]
    if not sources:
        return
    suspected = [
        (source, retracted)
        for source in sources
        if (retracted := _is_retracted(source, context.options.retracted)) or _is_preprint(source)
    ]
    if not suspected:
        return
    citing = citing_sentences(reading.analysis)
    for source, retracted in suspected:
        sentences = citing.get(source, ())
        if retracted:
            if not sentences or not all(_ABOUT_RETRACTION.search(sentence.folded) for sentence in sentences):
                yield hit(
                    _place(reading, source, retracted=True),
                    grade="raised",
                    because=retracted,
                    problem="This source was retracted",
                    remedy="Take it out together with what rests on it.",
                )
        elif not _labelled(source, sentences):
            yield hit(
                _place(reading, source, retracted=False),
                problem="This is a preprint, which nobody has peer reviewed, and the text does not say so",
                remedy="Call it a preprint where it is used, or cite the published version.",
            )


# --- Preprints -------------------------------------------------------------------------------------------------------


def _is_preprint(source: Reference) -> bool:
    if source.type != "preprint":
        return False
    others = [one for one in source.identifiers if one.kind == "doi" and _type_of_doi(one.value) != "preprint"]
    return not others and not source.pmid


def _type_of_doi(doi: str) -> str:
    return type_of_address(f"https://doi.org/{doi}")


def _labelled(source: Reference, sentences: tuple[Sentence, ...]) -> bool:
    if source.place != "text" and _CALLED_PREPRINT.search(source.text.lower()):
        return True
    return bool(sentences) and all(_CALLED_PREPRINT.search(sentence.folded) for sentence in sentences)


# --- Retractions -----------------------------------------------------------------------------------------------------


def _is_retracted(source: Reference, listed: tuple[str, ...]) -> str:
    """Return how a source is known to be retracted, or an empty text."""
    if source.place != "text" and _RETRACTED.match(source.text.lower()):
        return "the entry says so"
    if source.place != "text" and (source.title and _RETRACTED.match(source.title.lower())):
        return "the entry says so"
    if not listed or not (source.doi or source.pmid):
        return ""
    dois, numbers = _known(listed)
    if source.doi in dois:
        return "its DOI is on your list"
    return "its PubMed number is on your list" if source.pmid in numbers else ""


_KNOWN: dict[int, tuple[tuple[str, ...], frozenset[str], frozenset[str]]] = {}


def _known(listed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the DOIs and PubMed numbers of a list, read once: a list may have many thousands of lines."""
    kept = _KNOWN.get(id(listed))
    if kept is None or kept[0] is not listed:
        dois = frozenset(match[0].lower().rstrip(".)") for line in listed for match in _DOI.finditer(line))
        numbers = frozenset(match[0] for line in listed for match in _PMID.finditer(_DOI.sub(" ", line)))
        kept = _KNOWN[id(listed)] = (listed, dois, numbers)
    return kept[1], kept[2]


def _place(reading: Reading, source: Reference, *, retracted: bool) -> Span:
    """Return the words to mark: the identifier that gives the source away, the title, or the whole entry."""
    if source.block is None:
        return source.span
    prose = reading.document.blocks[source.block].prose
    if source.place == "text":
        return prose.locate(source.start, source.end)
    if retracted and (match := _RETRACTED.match(source.text.lower())):
        return prose.locate(source.start, source.start + _sentence_end(source.text, match.end()))
    for kind in ("doi", "pmid", "url"):
        for identifier in source.identifiers:
            if identifier.kind == kind and not identifier.fault:
                return prose.locate(identifier.start, identifier.end)
    return prose.locate(*source.title_at) if source.title_at else source.span


def _sentence_end(text: str, start: int) -> int:
    stop = re.compile(r"[.?!](?=\s|$)").search(text, start)
    return stop.end() if stop else len(text)
