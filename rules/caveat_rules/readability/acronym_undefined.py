r"""A short form such as NSAID that nothing explains when it first comes, or too many of them.

## Why it matters

To somebody who does not know it, a short form is a gap in the sentence.
Readers rarely look one up: they guess, or stop reading, and many short forms stand for several things.
People also enter a page in the middle, and see the post without the article.

## What to write instead

At its first use, write the long form with the short one in brackets: “non-steroidal anti-inflammatory drugs (NSAIDs)”.
If it comes only once or twice, leave the short form out: “pain relievers such as ibuprofen”.
Each leaflet, e-mail or post needs its own explanation.

## What is not flagged

A short form is explained by the long form beside it, in brackets or after words such as “short for” and “also called”, by other words in brackets (“PSA (a protein in the blood)”), by a link to a glossary, an `<abbr title="…">` or a `<dfn>`.
Where it is explained only later, the finding is at the first use and points to the place.
The finding is one step lower where only a heading uses it before its explanation, where the full name came earlier without the short form, and where the text says only what kind of thing it is (“PTSD is a …”).

Also reported, one step lower: the same long form given twice in one section, and, once a document, more short forms than 4 (the option `most`), explained or not.

Left alone are short forms that readers know as such (DNA, MRI, HIV, FDA; the list with its reasons lies beside the rule), the house's own terms (`accept`), degrees behind a name, states, Roman numerals, units, blood groups, codes, formulas, names of genes and studies, letters behind a medicine's name (XR), and words in capitals for emphasis.

## Precision

On 687 pages of public bodies the rule fired 305 times in 0.54 million words.
Of 40 firings read, 33 were right, 4 debatable (names such as “DASH”, whose long form helps little) and 3 wrong.
The rule had been corrected on the same pages before, so the figure flatters it.
It also found more than 4 short forms on 51 pages, by a count that was right on the 15 read, and 20 repeated explanations, all right.

## Examples

```flagged
«NMDA» antagonists can ease nerve pain.
```

```flagged
Ask us before you take «NSAIDs» with this medicine.
Non-steroidal anti-inflammatory drugs (NSAIDs) can make a stomach ulcer bleed.
```

```clean
Complex regional pain syndrome (CRPS) often begins after an injury.
CRPS mostly affects one arm or leg.
```

```clean
Dr Ana Ruiz, MD, PhD, works in Boston, MA.
An MRI scan does not hurt, but you must NOT wear metal.
```

```clean
Your PSA (a protein that the prostate makes) may be high for many reasons.
```

## Sources

- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, item 3 and its explanation: everyday language, with acronyms explained; names such as CT, where the long form does not help, may stand. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- Centers for Disease Control and Prevention, *Clear Communication Index*, item 7: words that the audience uses, acronyms explained. <https://www.cdc.gov/ccindex/>. Read in the index.
- Government Digital Service (UK), style guide: an abbreviation is explained at its first use. Read in the guide.
- Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text*, 2003, for the matching of long forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from caveat.analysis.gloss import is_marked_up
from caveat.analysis.short_forms import Explanation, ShortForm, explanation, find_short_forms, long_form_in
from caveat.document import fold
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.document import Block

_MOST_NAMED: Final = 8
_KINDS: Final = frozenset({"heading", "paragraph", "item", "cell", "caption"})
_ASIDE: Final = frozenset({"references"})
_SOURCE: Final = compiled(r"(?:\w+ )?(?:sources?|references?|credits?|author|reviewers?)\s*:|by [a-z]\. ")
_GLOSSARY: Final = compiled(r"glossar|definition|dictionary|jargon|acronym|abbreviation", re.IGNORECASE)
_ROMAN: Final = compiled(r"[IVX]{2,}")
_NUMBERED: Final = compiled(
    r"(?:type|stages?|grades?|phases?|class|schedule|levels?|parts?|factors?|chapter|acts?|table|figure|section|appendix"
    r"|volume|title|tier|step|book|war|collagen|nerves?|lead|-|–|and|or|to|through|[IVX]+[,/]?)\s?\Z",
    re.IGNORECASE,
)
_CHROMOSOMES: Final = compiled(r"X{1,5}Y{0,3}")
_TRIPLET: Final = compiled(r"[ACGTU]{3}")
_TRIPLET_BEHIND: Final = compiled(r"[s\]]?\s(?:repeats?|triplets?|trinucleotides?|segments?|codons?)\b")
_STAGE: Final = compiled(r"[IVX]+[A-D]")
_STAGES: Final = compiled(r"\b(?:stages?|grades?|types?|class)\b")
_GENE_BEHIND: Final = compiled(
    r"(?:\s(?:and|or)\s[A-Z]\w+)?\s?(?:genes?|gene's|proteins?|mutations?|variants?|alleles?|deletions?|loc(?:us|i)|pathway|family)\b"
)
_GENE_BEFORE: Final = compiled(
    r"\b(?:genes?|proteins?|genes?,? (?:called|named|known as))(?: (?:are|is|called|such as|including))?,? \Z"
)
_GENES: Final = compiled(r"\b(?:genes?|mutations?|proteins?)\b")
_STUDY_BEHIND: Final = compiled(r"[\w-]*\s(?:[Tt]rials?|[Ss]tud(?:y|ies)|[Cc]onsortium|[Rr]egistry|[Ii]nvestigators)\b")
_LAW_BEHIND: Final = compiled(r"\s(?:Bill|Act)\b")
_YEAR_BEHIND: Final = compiled(r",?\s(?:19|20)\d\d[)\];]")
_TRADE: Final = compiled(r"\b(?:brand|trade) names?[\w\s:,]{0,20}\(?\Z")
_RUN: Final = compiled(r"(?:[A-Z]{2,}[,:!]?\s){2,}[A-Z]{2,}|[A-Z]{2,},?\s(?:A|I)\s[A-Z]{2,}")
# How a word is said, in brackets: "(uh-RITH-me-uh)".
_SPOKEN: Final = compiled(
    r"[(\[][^()\[\]]*?\b[A-Za-z]{1,6}(?:-[A-Za-z]{1,8}){2,}[^()\[\]]*[)\]]"
    r"|\((?!(?:non|anti|pre|post|mid|ex|co|sub)-)(?:[a-z]{1,5}-[A-Z]{1,6}|[A-Z]{1,6}-[a-z]{1,5})\)"
)
_SPOKEN_APART: Final = compiled(r"\((?:[a-z]{1,6} )*[A-Z]{2,6}(?: [a-z]{1,6})+\)")
_SYLLABLES: Final = compiled(r"(?:[A-Za-z]+-)+[A-Za-z]+")
# Who speaks, or what is seen, in a script: "NURSE:".
_CUE: Final = compiled(r"\W*(?:[A-Z]+[ ,/&]*)+(?:\d+ ?)?(?:\([^)]*\) ?)?:")
_FORM_BEHIND: Final = compiled(r"(?:\s(?:[Ff]orm\s)?#?|-)\d{2,}|-[A-Z]{2}")
_MESSAGE_BEHIND: Final = compiled(r"\s(?:us|me)\b")
_TIME: Final = compiled(r"(?:\d|[ap]\.?m\.?)\s\(?\Z", re.IGNORECASE)


class _Use(NamedTuple):
    """A short form where it stands in the document."""

    block: Block
    form: ShortForm


@dataclass(frozen=True, slots=True)
class Options:
    """How many short forms a text may have."""

    most: int = 4
    """The most short forms that readers have to learn in one text."""


@rule(
    documents,
    message="{fault}; {remedy}.",
    severity="warning",
    options=Options,
    standard="PEMAT, item 3; CDC Clear Communication Index, item 7",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first use of each short form that nothing beside it explains, a repeated explanation, and too many."""
    uses: dict[str, list[_Use]] = {}
    left_out: set[str] = set()
    for use in _uses(reading):
        if _names_something_else(use):
            left_out.add(use.form.base)
        uses.setdefault(use.form.base, []).append(use)
    learnt: list[_Use] = []
    for base, places in uses.items():
        if base not in left_out and not _has_its_like(base, uses) and not _is_plain_word(base, reading):
            learnt.append(places[0])
            yield from _judge(reading, places)
            yield from _repeated(reading, places)
    if len(learnt) > context.options.most:
        yield _too_many(learnt, context.options.most)


def _repeated(reading: Reading, uses: list[_Use]) -> Iterator[Hit]:
    """Yield a hit where a section gives the long form in front of the brackets a second time."""
    seen: dict[int, tuple[_Use, Explanation]] = {}
    for use in uses:
        found = explanation(use.block.text, use.form)
        if use.block.kind not in {"paragraph", "item"} or found is None or found.kind != "spelled":
            continue
        if found.end != use.form.end:
            continue  # the long form stands behind
        section = reading.document.section_of.get(use.block.index)
        key = section.blocks[0].index if section is not None and section.blocks else -1
        if key not in seen:
            seen[key] = use, found
            continue
        first, told = seen[key]
        if fold(first.block.text[told.start : told.end]) != fold(use.block.text[found.start : found.end]):
            continue
        yield hit(
            use.block.prose.locate(found.start, found.end + use.block.text.startswith((")", "]"), found.end)),
            fault=f"“{use.form.base}” is explained above already",
            remedy="the short form is enough here",
            grade="lowered",
            related=(RelatedPlace(first.block.prose.locate(told.start, told.end), "explained here"),),
        )
        return


def _too_many(learnt: list[_Use], most: int) -> Hit:
    use = learnt[most]
    named = ", ".join(one.form.base for one in learnt[:_MOST_NAMED])
    return hit(
        use.block.prose.locate(use.form.start, use.form.end),
        fault=f"“{use.form.base}” is one of {len(learnt)} short forms that readers have to learn here ({named}"
        f"{', …' if len(learnt) > _MOST_NAMED else ''})",
        remedy="write out those that come only once or twice",
        grade="lowered",
        related=tuple(
            RelatedPlace(one.block.prose.locate(one.form.start, one.form.end), "another")
            for one in learnt[:_MOST_NAMED]
            if one is not use
        ),
    )


def _has_its_like(base: str, uses: dict[str, list[_Use]]) -> bool:
    """Say whether a longer form (GLP-1) is explained through its stem (GLP)."""
    return "-" in base and base.split("-", 1)[0] in uses


def _is_plain_word(base: str, reading: Reading) -> bool:
    """Say whether the document has the same letters as a word in small letters: then the capitals are a shout."""
    if len(base) < 4 or not base.isalpha():
        return False
    small = base.lower()
    word = re.compile(rf"{small}(?<![\w./@-]{small})s?(?![\w@/]|\.\w)")
    return any(small in block.text and word.search(block.text) for block in reading.document.blocks)


def _judge(reading: Reading, uses: list[_Use]) -> Iterator[Hit]:
    first = uses[0]
    found = explanation(first.block.text, first.form)
    if found is not None and found.kind != "described":
        return
    if is_marked_up(reading.document, first.block, first.form.start, first.form.end):
        return
    span = first.block.prose.locate(first.form.start, first.form.end)
    long, before = _long_form(reading, first)
    where = "where it first comes"
    related: tuple[RelatedPlace, ...] = ()
    because = ""
    if found is not None:
        because = "the text says what kind of thing it is"
    elif before:
        because = "the full name comes earlier, without the short form"
    for number, use in enumerate(uses[1:], start=1):
        later = explanation(use.block.text, use.form)
        if later is None or later.kind == "described":
            continue
        where = "where it first comes, only further down"
        related = (RelatedPlace(use.block.prose.locate(later.start, later.end), "explained here"),)
        if all(other.block.kind == "heading" for other in uses[:number]):
            because = because or "the text explains it where it first uses it"
        break
    yield hit(
        span,
        fault=f"“{first.form.base}” is not explained {where}",
        remedy=f"write {f'“{long}”' if long else 'the long form'} there, with “{first.form.base}” in brackets",
        related=related,
        grade="lowered" if because else "normal",
        because=because,
    )


def _long_form(reading: Reading, use: _Use) -> tuple[str, bool]:
    """Return the words of the document that the short form's letters begin, and whether they come before it."""
    for block in reading.document.blocks:
        if block.kind in _KINDS and (span := long_form_in(block.text, use.form.base, heading=block.kind == "heading")):
            before = (block.index, span[0]) < (use.block.index, use.form.start)
            return block.text[span[0] : span[1]], before
    return "", False


def _uses(reading: Reading) -> Iterator[_Use]:
    """Yield the short forms of the document that need an explanation, where they stand as words of its text."""
    roles = reading.analysis.roles
    for block in reading.document.blocks:
        if block.kind not in _KINDS or roles.get(block.index) in _ASIDE or _SOURCE.match(block.prose.folded):
            continue
        forms = list(find_short_forms(block.text))
        if not forms or _is_shouted(block.text):
            continue
        runs = [match.span() for match in _RUN.finditer(block.text)]
        if reading.document.genre == "script" and (cue := _CUE.match(block.text)):
            runs.append(cue.span())
        for spoken in _SPOKEN.finditer(block.text):
            runs += [match.span() for match in _SYLLABLES.finditer(block.text, spoken.start(), spoken.end())]
        for spoken in _SPOKEN_APART.finditer(block.text):
            if _data()["shouted"].isdisjoint(spoken[0][1:-1].split()):
                runs.append(spoken.span())
        accepted = [(match.start, match.end) for match in reading.accept.find(block.prose.folded)]
        for form in forms:
            if (
                form.base in _known()
                or form.text.upper() in _known()
                or _stands_in(form, accepted)
                or _stands_in(form, runs)
            ):
                continue
            if not _is_something_else(block, form):
                yield _Use(block, form)


def _stands_in(form: ShortForm, spans: list[tuple[int, int]]) -> bool:
    return any(start <= form.start and form.end <= end for start, end in spans)


@lru_cache(maxsize=4_096)  # an editor asks for the same blocks at each check
def _is_shouted(text: str) -> bool:
    """Say whether a whole block is in capitals."""
    capitals = sum(map(str.isupper, text))
    if capitals * 10 < len(text) * 4:
        return False
    letters = sum(map(str.isalpha, text))
    return " " in text and (capitals == letters or (text.count(" ") > 1 and capitals * 10 > letters * 6))


def _is_something_else(block: Block, form: ShortForm) -> bool:
    """Say whether these capitals, at this place, are no short form: a numeral, a degree, a state, a shout, a code."""
    text, base = block.text, form.base
    before, behind = text[max(0, form.start - 30) : form.start], text[form.end : form.end + 40]
    data = _data()
    if base.lower() in data["shouted"]:
        return True
    if _ROMAN.fullmatch(base) and (base != "IV" or _NUMBERED.search(before) or re.match(r"[-–/,]?\s?[IVX]+\b", behind)):
        return True
    if _CHROMOSOMES.fullmatch(base) or (_TRIPLET.fullmatch(base) and _TRIPLET_BEHIND.match(behind)):
        return True
    if _STAGE.fullmatch(base) and _STAGES.search(block.prose.folded):
        return True
    if base in data["credentials"] or (before.endswith(", ") and base in data["credentials_behind_comma"]):
        return True
    if base in data["states"] and (re.search(r"[A-Z][\w.]+, \Z", before) or re.match(r"\s\d{5}\b", behind)):
        return True
    if base in data["release"] and re.search(r"(?:[A-Z][a-z]{3,}|[a-z]{3,}(?:in|ol|ne|am|de|te|il|um))\s\Z", before):
        return True
    if behind[:1] in {"®", "™"} or _TRADE.search(before) or _YEAR_BEHIND.match(behind):
        return True
    if _FORM_BEHIND.match(behind) or re.search(r"[A-Z]{2}-\Z", before) or behind.startswith(" Box"):
        return True
    if base == "DM" and _MESSAGE_BEHIND.match(behind):
        return True
    if base in data["zones"] and _TIME.search(before):
        return True
    if base in {"AB", "ABO"} and "blood" in block.prose.folded:
        return True
    return any(
        (inline.kind == "code" or (inline.kind == "link" and _GLOSSARY.search(inline.target)))
        and inline.start <= form.start
        and form.end <= inline.end
        for inline in block.inlines
    )


def _names_something_else(use: _Use) -> bool:
    """Say whether the words around show that it is, in this document, the name of a gene or a study."""
    text, form = use.block.text, use.form
    before, behind = text[max(0, form.start - 40) : form.start], text[form.end : form.end + 40]
    if _GENE_BEHIND.match(behind) or _GENE_BEFORE.search(before):
        return True
    if form.base[-1].isdigit() and "-" not in form.base and _GENES.search(use.block.prose.folded):
        return True
    if _LAW_BEHIND.match(behind):
        return True
    return len(form.base) > 3 and _STUDY_BEHIND.match(behind) is not None


@cache
def _data() -> dict[str, frozenset[str]]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return {key: frozenset(words) for key, words in data.items() if key != "known"}


@cache
def _known() -> frozenset[str]:
    data = cast("dict[str, dict[str, list[str]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return frozenset(word for words in data["known"].values() for word in words)
