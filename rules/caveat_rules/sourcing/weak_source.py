"""Rests a medical statement on nothing better than a blog, a shop, a wiki, a chat, a press release or a news story.

## Why it matters

A seller's page and a press release say what their sender wants said. News stories and wikis retell; what the study found in
whom gets lost on the way. A statement that rests only on such pages looks sourced and is not, and one that rests on the
publisher's own pages quotes itself.

## What to write instead

Follow the link to what it rests on, and read and cite that: the study, the label, the guideline. When there is nothing behind
it, take the statement out. The news may stay beside it as a story.

## What is not flagged

- Statements with one better source, or one whose rank is not known, beside the weak one. Sites that are not in our table have
  no rank, and the option `accept` takes more of them out.
- Patient information of public bodies and hospitals.
- Weak sources as the subject of the sentence: what a video claims, what somebody told a newspaper.
- Quotations, and what people tell of themselves.
- Statements that are no medical ones: prices, opening hours, what a clinic looks like.

The publisher's own pages are known by the site that the front matter or the page itself names, and by the option `own`. A
statement that rests on them alone is more severe by one step.

## Examples

```flagged
Magnesium cures cramps in nine of ten people «[1]». It also lowers blood pressure (see [«this article»](https://www.healthline.com/a)).

## References

1. Magnesium. Wikipedia. https://en.wikipedia.org/wiki/Magnesium
```

```flagged
---
url: https://clinic.example/cramps
---

Our infusion eases cramps in nine of ten people «[1]».

## References

1. [Results of our clinic](https://clinic.example/results). 2024.
```

```clean
Magnesium eased cramps in one trial [1, 2]. A viral video claims that it cures them ([TikTok](https://www.tiktok.com/@a/video/1)).

## References

1. Magnesium. Wikipedia. https://en.wikipedia.org/wiki/Magnesium
2. Moss B. Magnesium for cramps: a randomised trial. J Invented Med. 2020;12:1-9.
```

```clean
Magnesium may ease cramps ([NHS](https://www.nhs.uk/magnesium)). The clinic opened in 2019 ([local news](https://www.bbc.co.uk/news/1)).
```

## Precision

On 687 pages of public health bodies it did not fire; a list of links to patients' blogs, which it took for evidence in a first
run, was mended. Pages of shops and clinics cite weak sources far more often; we have no measured share there.

## Sources

- HealthNewsReview.org, review criteria: does the story rely on a news release, and does it use an independent source? Read on
  the site, which stopped its systematic reviews in December 2018.
- ICMJE, *Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work in Medical Journals*,
  section IV.A.3.g (cite original sources). Cited from memory, without the year of the version;
  https://www.icmje.org/recommendations/.
- The ranks of sites are our editorial defaults and come from no standard; each group has its reason in the table beside this
  rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from caveat.analysis import Citation, Reference, Sentence
from caveat.analysis.entry import lies_under
from caveat.analysis.reference import host_of
from caveat.analysis.references import citation_span
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file


@dataclass(frozen=True, slots=True)
class Options:
    """Which sites count for more or less. `accept`: never weak; `own`: the publisher's own sites."""

    accept: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rank:
    """How much a source can carry: its tier, what to call it, and why."""

    tier: int
    name: str
    reason: str
    own: bool = False


_WEAK = 4
_OWN = _Rank(5, "your own page", "a publisher cannot be its own witness", own=True)
_LISTED = 10
_OWN_WORDS = compiled(
    r"\b(?:our|my)\s(?:own\s)?(?:clinic|practice|site|website|blog|results|data|records|survey|patients)\b"
)
_QUOTED = compiled(r"[“\"][^”\"]{12,}[”\"]")
_SAYS = compiled(r"\b(?:says?|said|writes|recalls?|explains?|adds|added|remembers|describes)\b")


@cache
def _table() -> Mapping[str, list[dict[str, object]]]:
    return cast("dict[str, list[dict[str, object]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _types() -> Mapping[str, _Rank]:
    return {
        str(entry["type"]): _Rank(int(cast("int", entry["tier"])), str(entry["name"]), str(entry["reason"]))
        for entry in _table()["types"]
    }


@cache
def _discussed() -> re.Pattern[str]:
    return compiled(rf"\b(?:{'|'.join(cast('list[str]', _table()['discussed']))})\b")


@cache
def _shops() -> re.Pattern[str]:
    return compiled("|".join(cast("list[str]", _table()["shop_paths"])))


@rule(
    documents,
    message="This rests only on {name}: {reason}. Cite what stands behind it, or leave the statement out.",
    severity="warning",
    standard="HealthNewsReview criteria; ICMJE Recommendations, IV.A.3.g",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the citations of medical statements that lead to nothing but weak sources."""
    analysis = reading.analysis
    citations = analysis.citations
    if not any(citation.kind != "named" for citation in citations.all):
        return
    own = _own_sites(reading, context.options)
    ranks: dict[Citation, _Rank | None] = {}
    for citation in citations.all:
        if citation.kind != "named":
            ranks[citation] = _rank_of(reading, citation, own, context.options)
    if not any(rank is not None and rank.tier >= _WEAK for rank in ranks.values()):
        return
    found: dict[Citation, list[Sentence]] = {}
    for sentence in analysis.medical_sentences:
        cited = [citation for citation in citations.near(sentence) if citation.kind != "named" or citation.target]
        for citation in cited:
            if citation not in ranks:
                ranks[citation] = _rank_of(reading, citation, own, context.options)
        if not cited or any((rank := ranks[citation]) is None or rank.tier < _WEAK for citation in cited):
            continue
        if _is_discussed(sentence) or _points_there(sentence, cited):
            continue
        within = [citation for citation in citations.within(sentence) if citation in cited]
        found.setdefault((within or cited)[0], []).append(sentence)
    for citation, sentences in found.items():
        rank = ranks[citation]
        if rank is None:
            continue
        block = reading.document.blocks[citation.block]
        yield hit(
            citation_span(block, citation),
            grade="raised" if rank.own else "normal",
            because="nobody else stands behind it" if rank.own else "",
            related=tuple(RelatedPlace(sentence.locate(), "rests on it") for sentence in sentences[:_LISTED]),
            name=rank.name,
            reason=rank.reason[0].lower() + rank.reason[1:].removesuffix("."),
        )


def _own_sites(reading: Reading, options: Options) -> tuple[str, ...]:
    front = reading.document.front
    given = (front.text(key) for key in ("canonical", "url", "site", "website"))
    named = [host_of(value) or value.lower() for value in given if value and "." in value]
    return (*options.own, *named)


def _rank_of(reading: Reading, citation: Citation, own: tuple[str, ...], options: Options) -> _Rank | None:
    """Return the rank of the best source that a citation leads to; None when one of them has none."""
    if citation.kind == "named":
        sources = reading.analysis.references.resolve(citation)
    else:
        sources = reading.analysis.references.sources(citation)
    ranks = [_rank(source, own, options) for source in sources]
    known = [rank for rank in ranks if rank is not None]
    if not known or len(known) < len(ranks):
        return None
    return min(known, key=lambda rank: rank.tier)


@cache
def _site_ranks() -> Mapping[str, tuple[tuple[str, _Rank], ...]]:
    """The ranked sites by host, each with the paths that they ask for."""
    found: dict[str, list[tuple[str, _Rank]]] = {}
    for group in _table()["sites"]:
        for site in cast("list[str]", group["sites"]):
            host, _, path = site.partition("/")
            rank = _Rank(int(cast("int", group["tier"])), host, str(group["reason"]))
            found.setdefault(host, []).append((path, rank))
    return {host: tuple(places) for host, places in found.items()}


def _rank(source: Reference, own: tuple[str, ...], options: Options) -> _Rank | None:
    address = source.url
    if address and lies_under(address, options.accept):
        return None
    if (address and lies_under(address, own)) or (source.place != "text" and _OWN_WORDS.search(source.text.lower())):
        return _OWN
    if source.doi or source.pmid or source.pmcid:
        return _Rank(2, "a journal", "peers reviewed it") if source.type not in {"press-release", "news"} else None
    typed = _types().get(source.type)
    listed = _listed(address) if address else None
    if listed is not None and listed.tier < _WEAK and source.type != "press-release":
        return listed
    if typed is not None:
        return typed
    if listed is not None:
        return listed
    if address and _shops().search(address.lower().partition(source.host)[2]):
        return _Rank(5, "a shop's page", "it sells what it writes about")
    return None


def _listed(address: str) -> _Rank | None:
    """Return the rank of the site that an address lies on; the narrowest entry decides."""
    host = host_of(address)
    path = address.lower().partition(host)[2].partition("/")[2]
    labels = host.split(".")
    for start in range(len(labels)):
        fitting = [place for place in _site_ranks().get(".".join(labels[start:]), ()) if path.startswith(place[0])]
        if fitting:
            return max(fitting, key=lambda place: len(place[0]))[1]
    return None


def _points_there(sentence: Sentence, cited: list[Citation]) -> bool:
    """Say whether a sentence is about the page that it links to: "[A forum](…) - stories of people with cramps"."""
    start = sentence.start
    return any(
        citation.kind == "link"
        and citation.block == sentence.block.index
        and citation.start - start <= 2
        and sentence.block.kind == "item"
        for citation in cited
    )


def _is_discussed(sentence: Sentence) -> bool:
    """Say whether a sentence speaks about what a source says, or tells somebody's story."""
    if "quote" in sentence.block.containers or _discussed().search(sentence.folded):
        return True
    return _QUOTED.search(sentence.text) is not None and _SAYS.search(sentence.folded) is not None
