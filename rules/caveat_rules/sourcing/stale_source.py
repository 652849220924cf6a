"""Rests on a source that is older than its kind stays current, and nobody says that it was checked since.

## Why it matters

Labels gain warnings, guidelines are replaced, reviews are overtaken by the next trial. Advice that was right when its source
was written can harm a reader today, and the reader cannot tell.

## What to write instead

Look for the present version, read it, and correct both the text and the entry. When nothing newer exists, say so by dating
your look: “revised 2019, checked 3 May 2026”. An old study that is still the one to cite deserves its year in the text:
“In 1998, a trial of 40 people found …”.

## What is not flagged

- Sources within the limit of their kind: two years for labels and safety alerts, five for guidelines, systematic reviews and
  statistics, ten for single studies. Each is an option in years; 0 switches it off. Ages are told by the year alone, in favour
  of the source.
- Labels that the entry says were revised, updated, accessed or checked within the limit, and guidelines that it says were
  revised or reviewed.
- Studies, reviews and statistics whose year the text gives where it cites them or before that in the section, other than in
  the mark itself; and those cited beside a source that is within its limit.
- Sources of history: entries called seminal, landmark or historic, sentences about what was first found or once thought.
- Legislation, books, patient information and web pages, and what stands under “Further reading”.
- Entries without a year; `sourcing-reference-hygiene` asks for it.

Age is counted to the day in the front matter's `reviewed`, so that the same text gives the same findings next year; without
it, to the day of the run (`--today`).

## Examples

```flagged
Magnesium may cause diarrhoea [1]. It should not be used in kidney failure [2].

## References

1. Magnesium tablets, US drug label. DailyMed, «2009».
2. National Institute for Health and Care Excellence. Kidney guideline NG203. «2017».
```

```flagged
---
reviewed: 2024-05-03
---

Rest did not help in a trial [1].

## References

1. Moss B. Rest for back pain: a randomised trial. J Invented Med. «2011»;4:1-9.
```

```clean
Magnesium may cause diarrhoea [1]. In 1998, a trial found less pain [2]. Rest no longer helps [3,4].

## References

1. Magnesium tablets, US drug label. DailyMed, revised 2009, checked 3 May 2026.
2. Lund C. Rest after a fall: a randomised trial. J Invented Med. 1998;4:1-9.
3. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2011;4:1-9.
4. Reyes A. Rest for back pain: a systematic review. J Invented Med. 2023;4:1-9.
```

```clean
---
reviewed: 2024-05-03
---

Rest did not help in a trial [1].

## References

1. Moss B. Rest for back pain: a randomised trial. J Invented Med. 2014;4:1-9.
```

## Precision

Of the 66 entries in eight lists of real clinics, shops and insurers, each of some style of its own, the year was read right in
all that give one, and all 32 findings were of sources older than their limit. Whether a study of that age still holds is for
the reviewer to say. It did not fire on 687 pages of public health bodies, which list few sources.

## Sources

- DISCERN, question 5: it is clear when the information used or reported was produced. Read in
  the instrument (1998), http://www.discern.org.uk.
- ABPI, *Code of Practice for the Pharmaceutical Industry* (2024), clause 6.1: what is said rests on an up-to-date evaluation
  of the evidence. Read in the Code; it binds member companies and shows what good practice asks.
- The limits in years are our editorial defaults and come from no standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis import Reference, Sentence
from caveat.analysis.reference import ReferenceType
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, documents, hit, rule
from caveat_rules.sourcing.citing import citing_sentences


@dataclass(frozen=True, slots=True)
class Options:
    """How many years a source of each kind stays current; 0 does not look at that kind."""

    label: int = 2
    guideline: int = 5
    systematic_review: int = 5
    statistics: int = 5
    primary_study: int = 10


_STUDIES: frozenset[ReferenceType] = frozenset({"trial", "observational", "animal", "in-vitro", "study", "preprint"})
_NAMES: dict[ReferenceType, str] = {
    "label": "a label",
    "safety-alert": "a safety alert",
    "guideline": "a guideline",
    "systematic-review": "a systematic review",
    "statistics": "statistics",
}
_HISTORIC = compiled(
    r"\b(?:seminal|landmark|historic(?:al)?|classic|pioneering|first description|originally published)\b"
)
_HISTORY = compiled(
    r"\b(?:was|were|had been)\s(?:first|originally)\b|\bfirst\s(?:described|reported|used|approved|shown|discovered|made|tested)\b"
    r"|\b(?:discovered|invented|introduced|coined|synthesi[sz]ed|isolated)\s(?:in|by)\b|\bhistor(?:y|ic|ical|ically)\b"
    r"|\b(?:once|long)\s(?:thought|believed|used)\b|\bused to be\b|\bback in\b|\bin the (?:19|20)\d0s\b"
    r"|\b(?:landmark|seminal|classic|pioneering|early|earliest)\s(?:\w+\s)?(?:stud(?:y|ies)|trials?|papers?|work|research|reports?)\b"
)
_YEAR = compiled(r"\b(?:19|20)\d\d\b")


@rule(
    documents,
    message="{kind} from {year} is {age} years old; the limit is {limit}. Look for a newer one, or say when it was checked.",
    severity="warning",
    standard="DISCERN, question 5; ABPI Code 2024, clause 6.1",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the entries whose source is older than the limit of its kind."""
    references = reading.analysis.references
    if not references.all:
        return
    day = _day(reading, context)
    stale = [entry for entry in references.all if _age_over(entry, day, context.options) is not None]
    if not stale:
        return
    citing = citing_sentences(reading.analysis)
    for entry in stale:
        limit = _age_over(entry, day, context.options)
        year = _year_of(entry)
        if limit is None or year is None or _excused(entry, citing.get(entry, ()), reading, day, context.options):
            continue
        block = reading.document.blocks[entry.block] if entry.block is not None else None
        span = block.prose.locate(*entry.year_at) if block is not None and entry.year_at else entry.span
        yield hit(
            span,
            kind=_NAMES.get(entry.type, "a study").capitalize(),
            year=str(year),
            age=str(day - year),
            limit=str(limit),
        )


def _day(reading: Reading, context: Context[Options]) -> int:
    """Return the year to which ages are counted: that of the review the text declares, else that of the run."""
    reviewed = _YEAR.search(reading.document.front.text("reviewed") or "")
    return min(int(reviewed[0]), context.today.year) if reviewed else context.today.year


def _year_of(entry: Reference) -> int | None:
    """Return the year that counts for a source's age."""
    years = [entry.year]
    if entry.type in {"label", "safety-alert", "guideline"}:
        years.append(entry.updated)
    if entry.type in {"label", "safety-alert"}:
        years.append(entry.checked)
    return max((year for year in years if year is not None), default=None)


def _limit(entry: Reference, options: Options) -> int:
    match entry.type:
        case "label" | "safety-alert":
            return options.label
        case "guideline":
            return options.guideline
        case "systematic-review":
            return options.systematic_review
        case "statistics":
            return options.statistics
        case kind if kind in _STUDIES:
            return options.primary_study
        case _:
            return 0


def _age_over(entry: Reference, day: int, options: Options) -> int | None:
    """Return the limit that an entry is over, or None."""
    limit, year = _limit(entry, options), _year_of(entry)
    if not limit or year is None or entry.place == "reading" or day - year <= limit:
        return None
    return limit


def _excused(entry: Reference, sentences: tuple[Sentence, ...], reading: Reading, day: int, options: Options) -> bool:
    """Say whether an old source is cited as what it is: history, dated in the text, or beside a newer one."""
    if _HISTORIC.search(entry.text.lower()):
        return True
    if not sentences:
        return False
    if all(_HISTORY.search(sentence.folded) for sentence in sentences):
        return True
    if entry.type not in _STUDIES | {"systematic-review", "statistics"}:
        return False
    return all(
        (entry.year is not None and _tells(sentence, str(entry.year), reading))
        or _beside_newer(entry, sentence, reading, day, options)
        for sentence in sentences
    )


def _tells(sentence: Sentence, year: str, reading: Reading) -> bool:
    """Say whether a sentence, or one before it in its section, gives a year in its words."""
    section = reading.document.section_of.get(sentence.block.index)
    for block in section.blocks if section is not None else (sentence.block,):
        for other in reading.analysis.sentences_of(block):
            if year in other.text and year in _told(other, reading):
                return True
            if other == sentence:
                return False
    return False


def _told(sentence: Sentence, reading: Reading) -> str:
    """Return a sentence without its marks in brackets: the year in "(Lund, 2004)" tells the reader nothing."""
    text = sentence.text
    for citation in reading.analysis.citations.within(sentence):
        if citation.kind == "author-year" and citation.text.startswith("("):
            text = text.replace(citation.text, " ")
    return text


def _beside_newer(entry: Reference, sentence: Sentence, reading: Reading, day: int, options: Options) -> bool:
    analysis = reading.analysis
    return any(
        other != entry
        and _year_of(other) is not None
        and _limit(other, options)
        and _age_over(other, day, options) is None
        for citation in analysis.citations.within(sentence)
        for other in analysis.references.resolve(citation)
    )
