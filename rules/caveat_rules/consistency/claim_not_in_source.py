r"""Says in a piece that a treatment or a habit does something that its article says nothing of.

## Why it matters

What stands in the article was reviewed; what was added on the way was not. “It also helps with migraine” is how a claim
gets out that nobody looked at.

## What to write instead

Leave the claim out, or put it into the article first, with its source, and have it reviewed there.

## What is not flagged

What the article says in other words: a plain word for a technical one, another name of the same condition. Sentences
that explain, invite, greet or instruct. A claim of which the article names the condition or the outcome anywhere:
whether it says this of it is for the other rules of the family.

## Examples

```article
Spinal cord stimulation can relieve leg pain after back surgery. The battery is changed after about seven years.

Compression stockings ease heavy legs in people with varicose veins. They may cause a rash.

The drug lowers hypertension.
```

```flagged
Spinal cord stimulation can relieve leg pain. «It also helps with migraine and fibromyalgia.»
```

```flagged
Compression stockings ease heavy legs. «They boost your immune system too.»
```

```clean
Spinal cord stimulation can relieve leg pain after an operation on the back. Is it right for you? Call us.
```

```clean
The drug lowers high blood pressure. Migraine is common in young adults.
```

## Precision

On 344 pairs of passages of our own, half of them faithful rewordings, it finds 16 of the 17 added claims. It raises
nothing on the 172 faithful ones, nor on 25 faithful summaries in plain words of invented abstracts, nor on the
corrected pieces of the example publication. Of 6 that it met for the first time it found 5, with 2 false alarms among
50 faithful pairs, both mended since. On 60 pages of official health advice held against themselves with half of their
sentences left out it raises nothing. On 60 abstracts with plain summaries that somebody else wrote it raises two
warnings, after it was mended on 39 of them, where it had raised four, all false. That is little to go by: the pairs
are short, have three authors, and two of them worked on the rule; two thirds of them were looked at while it was
mended. No real pairs were read.

## Sources

- ABPI, *Code of Practice*, 2024, clause 6: claims must be capable of substantiation. Read in excerpts.
- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: what the paper did not say comes in with the release. Read as its abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import plurals
from caveat.library import Reading
from caveat.library.alignment import content_words
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Data, TermList, load_yaml_file
from caveat_rules.consistency.names import CONDITION, joined_names, names_of, other_condition

if TYPE_CHECKING:
    from caveat.library.alignment import Match, Side
    from caveat_rules.consistency.names import Names

_HEDGED: Final = 2
_FEWEST: Final = 1
# What stands further behind the verb is said of something else.
_REACH: Final = 60
_ASIDE: Final = compiled(
    r"\b(?:not|never|no|nor|neither|cannot|without|whether|unlike|instead of|rather than|people (?:with|who)|patients (?:with|who)"
    r"|adults with|children with|women with|men with|if you (?:have|had)|such as|risk of)\b|n't\b"
)
_EXPLAINS: Final = compiled(
    r"\b(?:is|are) (?:an? |the |one of |sometimes |often |commonly |usually |widely |mostly |mainly |also )*(?:\w+ )?(?:used|given|prescribed"
    r"|taken|medicines?|drugs?|treatments?|types?|kinds?|ways?|called|known|thought|believed|needed)\b|\b(?:which|that) (?:is|are) called\b"
)
# What a text sets out to learn, and what an illness is.
_NO_CLAIM: Final = compiled(
    r"\b(?:wanted|want|aimed?|tried|set out) to (?:know|find out|learn|see|understand|test)\b|\bwhether\b"
    r"|\b(?:is|are) (?:an? |the |one )?(?:[\w-]+ ){0,3}?(?:diseases?|conditions?|disorders?|illness(?:es)?|infections?|problems?|symptoms?|cancers?)\b"
)
_INSTRUCTS: Final = compiled(
    r"^\W*(?:please |to )?(?:do|don't|never|always|avoid|stop|ask|tell|call|keep|take|talk|read|see|book|join|visit|click|learn|find"
    r"|use|try|make|get|speak|check|remember|contact|follow|watch|listen|come)\b"
)


@rule(
    documents,
    message="The article says nothing of “{claimed}”.",
    severity="warning",
    standard="ABPI Code of Practice, clause 6",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag claims of a piece about a condition or an outcome that its article does not name."""
    if reading.article is None or reading.alignment is None:
        return
    del context
    article = reading.article.side
    if len(article.sentences) < _FEWEST:
        return
    theirs = {one.index: names for one, names in zip(article.sentences, names_of(article), strict=True)}
    mine = names_of(reading.side)
    for number, (match, names) in enumerate(zip(reading.alignment.matches, mine, strict=True)):
        claimed = _claimed(match, names, article)
        if claimed is None:
            continue
        if match.article is not None and match.confidence >= CONDITION:
            near = joined_names(mine[max(0, number - 1) : number + 2])
            if other_condition(names, near, theirs[match.article.index], article) is not None:
                continue  # it is the article's statement with another condition: for consistency-entity-drift
        hedged = match.piece_strength is not None and match.piece_strength.level <= _HEDGED
        explains = _EXPLAINS.search(match.piece.folded) is not None
        related: tuple[RelatedPlace, ...] = ()
        # A sentence that only points back to one that has its like in the article has none itself.
        if match.article is not None and content_words(match.piece.folded) & content_words(match.article.folded):
            path = reading.article.document.path
            related = (
                RelatedPlace(match.article.locate(), "the article's nearest sentence", path, match.article.text),
            )
        yield hit(
            match.piece.locate(),
            grade="lowered" if hedged or explains else "normal",
            because="it says “may”" if hedged else "it explains what the treatment is" if explains else "",
            related=related,
            claimed=" ".join(match.piece.text[slice(*claimed)].split()),
        )


def _claimed(match: Match, names: Names, article: Side) -> tuple[int, int] | None:
    """Return where a sentence names what it claims an effect on, when the article knows no word of it."""
    folded = match.piece.folded
    if match.piece.block.kind not in {"paragraph", "item", "heading"} or folded.rstrip(" \"')").endswith("?"):
        return None
    if _NO_CLAIM.search(folded):
        return None
    strength = match.piece_strength
    if (strength is not None and (strength.advises or strength.level == 0)) or _INSTRUCTS.match(folded):
        return None
    places = [(one.start, one.end) for one in names.conditions.values()]
    places += [(found.start, found.end) for found in _outcomes().find(folded)]
    for start, end in sorted(places):
        if article.knows(folded[start:end]):
            continue
        verbs = [one for one in _benefits().finditer(folded) if one.start() <= start]
        if verbs and _ties(folded, verbs[-1], start):
            return start, end
    return None


def _ties(folded: str, verb: re.Match[str], start: int) -> bool:
    """Say whether a verb of benefit is said of what stands behind it, and is not denied."""
    between = folded[verb.end() : start] if verb.end() <= start else ""
    before = folded[max(0, verb.start() - 30) : verb.start()]
    return (
        len(between) <= _REACH
        and re.search(r"[;:.]", between) is None
        and _ASIDE.search(between) is None
        and _ASIDE.search(before) is None
    )


@cache
def _data() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _benefits() -> re.Pattern[str]:
    return compiled(str(_data()["benefits"]))


@cache
def _outcomes() -> TermList:
    return TermList([form for term in cast("list[str]", _data()["outcomes"]) for form in plurals(term)])
