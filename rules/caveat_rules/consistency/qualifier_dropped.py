"""Repeats in a piece a claim of its article without what limits it: in animals, under supervision, for a short time.

## Why it matters

“When trained staff watch you” is no decoration: without it, the sentence is about another situation. A finding in mice
that loses its mice becomes advice for people. A short piece can leave a claim out; it cannot leave out what makes the
claim true.

## What to write instead

Take the limit along in the fewest words: “in mice”, “in one small trial”, “in a monitored clinic”, “for a few weeks”.
Or leave the claim out of the piece.

## What is not flagged

Pieces that give the limit in other words, in the sentence before or after, or, for animals and for the strength of
evidence, anywhere in the piece. Claims that the article makes without the limit in another place. Hedges (“may”, “some
people”) are the matter of consistency-claim-strengthened.

## Examples

```article
In mice, the extract reduced tumor growth.

Ketamine infusions are safe when monitored by trained staff in a clinic.

In one small trial, the tea lowered blood pressure.
```

```flagged
«The extract reduces tumor growth.»
```

```flagged
«Ketamine infusions are safe.»
```

```clean
The extract reduces tumor growth. So far this was seen in lab animals only.
```

```clean
Ketamine infusions are safe. Nurses monitor you from start to finish. The tea may lower blood pressure.
```

## Precision

On 344 pairs of passages of our own, half of them faithful rewordings, it, or consistency-claim-strengthened, finds 28
of the 29 dropped limits. It raises nothing on the 172 faithful ones, nor on 25 faithful summaries in plain words of
invented abstracts, nor on the corrected pieces of the example publication. Of 9 that it met for the first time it
found 4, with no false alarm among 50 faithful pairs. On 60 pages of official health advice held against themselves
with half of their sentences left out it raises nothing. Nor does it raise anything on 60 abstracts with plain
summaries that somebody else wrote. That is little to go by: the pairs are short, have three authors, and two of them
worked on the rule; two thirds of them were looked at while it was mended. No real pairs were read.

## Sources

- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: what was found in animals is told as if it held for people. Read as its abstract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from caveat.library import Reading
from caveat.library.alignment import alike, content_words
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Data, load_yaml_file
from caveat_rules.consistency.names import names_in, names_of, people_for_animals

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library.alignment import Match

_CLAIMS = 3
_CLEAR = 0.5
_AROUND = 2


@dataclass(frozen=True, slots=True)
class _Limit:
    """A kind of limit: how a sentence of an article gives it, and how a piece keeps it."""

    name: str
    label: str
    anywhere: bool
    shares: bool
    gives: re.Pattern[str]
    keeps: re.Pattern[str]
    kept: tuple[str, ...]


@cache
def _limits() -> tuple[_Limit, ...]:
    data = cast("dict[str, list[dict[str, Data]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return tuple(
        _Limit(
            str(kind["name"]),
            str(kind["label"]),
            kind["scope"] == "piece",
            bool(kind.get("shares", False)),
            compiled("|".join(str(one) for one in cast("list[Data]", kind["article"]))),
            compiled(
                "|".join(str(one) for one in (*cast("list[Data]", kind["piece"]), *cast("list[Data]", kind["article"])))
            ),
            tuple(str(one) for one in cast("list[Data]", kind["piece"])),
        )
        for kind in data["kinds"]
    )


@rule(
    documents,
    message="This leaves out {label}: the article says “{qualifier}”.",
    severity="error",
    standard="Sumner and others, BMJ 2014;349:g7015",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag claims of a piece without the limit that the article gives with them."""
    if reading.article is None or reading.alignment is None:
        return
    for number, match in enumerate(reading.alignment.matches):
        dropped = _dropped(match, reading)
        if dropped is None or match.article is None:
            continue
        limit, found = dropped
        if limit.name == "animals" and _names_people(number, match, reading):
            continue  # that people stand in the place of animals is for consistency-entity-drift
        place = RelatedPlace(
            match.article.locate(), "the article says", reading.article.document.path, match.article.text
        )
        words = match.article.text[found.start() : found.end()]
        yield hit(match.piece.locate(), related=(place,), label=limit.label, qualifier=" ".join(words.split()))
    del context


def _dropped(match: Match, reading: Reading) -> tuple[_Limit, re.Match[str]] | None:
    strength = match.piece_strength
    if match.article is None or strength is None or strength.level < _CLAIMS or match.confidence < _CLEAR:
        return None
    if match.piece.block.kind not in {"paragraph", "item", "heading"}:
        return None
    kept: list[tuple[int, int]] = []
    for limit in _limits():
        found = limit.gives.search(match.article.folded)
        if found is None or any(start < found.end() and found.start() < end for start, end in kept):
            continue
        if any(limit.gives.search(rival.folded) is None and _claims(reading, rival) for rival in match.rivals):
            continue
        around = reading.analysis.sentences if limit.anywhere else _near(match.piece, reading)
        if not any(_keeps(limit, found, match, sentence) for sentence in around):
            return limit, found
        kept.append(found.span())
    return None


def _keeps(limit: _Limit, found: re.Match[str], match: Match, sentence: Sentence) -> bool:
    """Say whether a sentence keeps a limit: in words that stand for it, or in one of its own words."""
    if not limit.shares:
        return limit.keeps.search(sentence.folded) is not None
    if match.article is None or re.search("|".join(limit.kept), sentence.folded):
        return True
    rest = match.article.folded[: found.start()] + " " + match.article.folded[found.end() :]
    said = [word for word in re.findall(r"[\w-]+", found[0]) if content_words(word) and word not in rest]
    return any(alike(word, sentence.folded) for word in said)


def _names_people(number: int, match: Match, reading: Reading) -> bool:
    if reading.article is None or match.article is None:
        return False
    theirs = names_in(match.article.folded, reading.article.side.vocabulary)
    return people_for_animals(names_of(reading.side)[number], theirs, reading.side) is not None


def _claims(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence of the article claims something itself, and is no heading."""
    article = reading.article
    if article is None or sentence.block.kind == "heading":
        return False
    strengths = {
        one.index: strength for one, strength in zip(article.side.sentences, article.side.strengths, strict=True)
    }
    strength = strengths.get(sentence.index)
    return strength is not None and strength.level >= _CLAIMS


def _near(sentence: Sentence, reading: Reading) -> tuple[Sentence, ...]:
    first = max(0, sentence.index - _AROUND)
    return reading.analysis.sentences[first : sentence.index + _AROUND + 1]
