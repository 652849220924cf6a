r"""Carries a benefit from its article into a piece, and none of the risks that the article gives with it.

## Why it matters

A post is read by people who never see the article. Whoever is told that a treatment clears the skin, and not that it can
harm an unborn child, has been told half.

## What to write instead

Name the gravest risk in the piece itself, in a few words: “… but it can badly harm a baby in the womb.” A link to the
article does not do it. If there is no room for the risk, there is none for the benefit.

## What is not flagged

Pieces that name any harm, however shortly, or say who should not have the treatment. Pieces that claim no benefit:
reminders, invitations, how to take it. Articles that name no harm, or say that there was none.
A risk that is not among the grave ones (a dry mouth, a sore arm) makes the finding a warning.

## Examples

```article
Isotretinoin clears severe acne in most people. It can seriously harm an unborn baby, so it must not be used in pregnancy.
```

```flagged
«Isotretinoin clears severe acne in most people.» Ask our skin team about it.
```

```flagged
Severe acne? «Isotretinoin clears it in most people.»
```

```clean
Isotretinoin clears severe acne in most people, but it can badly harm a baby in the womb.
```

```clean
Our pharmacists have a new guide to isotretinoin for severe acne. Pick one up at the counter.
```

## Precision

On 344 pairs of passages of our own, half of them faithful rewordings, it finds the 13 pieces that leave the risk out.
It raises nothing on the 172 faithful ones, nor on 25 faithful summaries in plain words of invented abstracts, nor on
the corrected pieces of the example publication. Of 5 that it met for the first time it found 3, with no false alarm
among 50 faithful pairs. On 60 pages of official health advice held against themselves with half of their sentences
left out it raised two false alarms, one of them an error, in each of two runs. Nor does it raise anything on 60
abstracts with plain summaries that somebody else wrote. That is little to go by: the pairs are short, have three
authors, and two of them worked on the rule; two thirds of them were looked at while it was mended. No real pairs were
read.

## Sources

- U.S. Food and Drug Administration, draft guidance of June 2014 on internet and social media platforms with character
  space limitations: each message that tells of benefit tells of risk too, the most serious ones at least. Read in
  excerpts; it was a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from weakref import WeakKeyDictionary

from caveat.library import Reading
from caveat.library.alignment import Side, content_words
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file
from caveat_rules.balance.harms import harm_sentences
from caveat_rules.disclosure.medical_disclaimer import is_disclaimer

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library.alignment import Match

_POSSIBLE: Final = 2
_LIKE: Final = 0.4
_FEWEST: Final = 2
_CAN_HARM: Final = compiled(
    r"\b(?:can|may|might|could|cause[sd]?|raises?|increases?|risk of|risks? (?:is|are|were|was)|side effects?|has been reported|have been reported"
    r"|complications?|must not|should not|never|rare|in rare cases|sometimes|common|at first|about \d|\d in|patients? ha[ds]|people ha[ds]|were|was)\b"
)
_LESS: Final = compiled(r"\b(?:fewer|less|lower|reduced?|prevent\w*|decreased?|fell|nobody|no)\b")
_COMES: Final = compiled(
    r"\b(?:ha(?:s|ve) been (?:reported|seen|described|observed)|(?:is|are|was|were) (?:a )?(?:possible|reported|seen|known|common|rare|more (?:common|frequent))"
    r"|can (?:happen|occur|follow|get worse)|may (?:happen|occur|follow)|occur(?:s|red)?|happens?|raises?|risk of|follows?|(?:can|may|might|could) \w+)\b"
)
_CLAUSE: Final = compiled(r"[;:]|,? \b(?:but|although|though|while|whereas)\b|, and\b")
_WORDS: Final[WeakKeyDictionary[Side, set[str]]] = WeakKeyDictionary()
_HARMS: Final[WeakKeyDictionary[Side, tuple[Sentence, ...]]] = WeakKeyDictionary()


@rule(
    documents,
    message="The benefit is carried over, and its risk is not: the article says “{risk}”.",
    severity="error",
    standard="FDA draft guidance of June 2014 on platforms with character space limitations",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the first benefit in a piece that names no harm, where its article names one."""
    if reading.article is None or reading.alignment is None:
        return
    del context
    benefit = next((match for match in reading.alignment.matches if _offers(match)), None)
    if benefit is None:
        return
    harms = harms_of(reading.article)
    if not harms or _tells(reading, harms):
        return
    grave = next((one for one in harms if _pattern("serious").search(one.folded)), None)
    risk = grave or harms[0]
    place = RelatedPlace(risk.locate(), "the article says", reading.article.document.path, risk.text)
    yield hit(
        benefit.piece.locate(),
        grade="normal" if grave is not None else "lowered",
        because="" if grave is not None else "none of the risks is among the grave ones",
        related=(place,),
        risk=" ".join(risk.text.split()),
    )


def _offers(match: Match) -> bool:
    """Say whether a sentence of a piece carries over what the article says a treatment is good for."""
    strength = match.piece_strength
    if match.article is None or match.confidence < _LIKE or match.piece.block.kind in {"code", "cell"}:
        return False
    if strength is not None and (strength.level < _POSSIBLE or strength.advises):
        return False
    if strength is None and not match.piece.folded.rstrip().endswith((".", "!")):
        return False
    return (
        _pattern("benefits").search(match.piece.folded) is not None
        and _pattern("benefits").search(match.article.folded) is not None
    )


def harms_of(article: Reading) -> tuple[Sentence, ...]:
    """Return the sentences of an article that name a harm of what it is about; it is read once for all its pieces."""
    side = article.side
    if side not in _HARMS:
        told = {one.index for one in harm_sentences(article)}
        _HARMS[side] = tuple(
            sentence
            for sentence in side.sentences
            if (sentence.index in told or _grave(sentence.folded))
            and _names_one(sentence.folded)
            and _pattern("none").search(sentence.folded) is None
            and not sentence.folded.rstrip().endswith("?")
            and not is_disclaimer(sentence.folded)
        )
    return _HARMS[side]


def _names_one(folded: str) -> bool:
    """Say whether a sentence has a word for a harm at all; what lasts, or comes on, may be a benefit."""
    return _pattern("tells").search(folded) is not None or _pattern("serious").search(folded) is not None


def _grave(folded: str) -> bool:
    """Say whether a sentence tells of a grave harm as of one that comes, and not of what is treated or prevented."""
    if _CAN_HARM.search(folded) is None:
        return False
    benefits = _pattern("benefits").search(folded) is not None or _LESS.search(folded) is not None
    if not benefits and _pattern("tells").search(folded) is not None:
        return _pattern("serious").search(folded) is not None
    for found in _pattern("serious").finditer(folded):
        first = max((one.end() for one in _CLAUSE.finditer(folded, 0, found.start())), default=0)
        last = min((one.start() for one in _CLAUSE.finditer(folded, found.end())), default=len(folded))
        clause = folded[first:last]
        if _COMES.search(clause) and not _LESS.search(clause) and not _pattern("benefits").search(clause):
            return True
    return False


def is_grave(folded: str) -> bool:
    """Say whether a sentence that tells of harm names a grave one that comes of a treatment, and denies or lessens none."""
    return (
        _pattern("serious").search(folded) is not None
        and _pattern("none").search(folded) is None
        and _LESS.search(folded) is None
        and re.search(r"\b(?:eliminat\w*|without|not|never|aren't|isn't|safe|harmless|non-\w+)\b", folded) is None
    )


def _tells(reading: Reading, harms: tuple[Sentence, ...]) -> bool:
    """Say whether a piece names a harm: in the words that tell of harm, or in those of the article's."""
    if any(_pattern("tells").search(sentence.folded) for sentence in reading.side.sentences):
        return True
    named = set[str]() if reading.article is None else _words_of_harm(reading.article.side, harms)
    if any(len(content_words(sentence.folded) & named) >= _FEWEST for sentence in reading.side.sentences):
        return True
    return any(_names_one(sentence.folded) for sentence in harm_sentences(reading))


def _words_of_harm(article: Side, harms: tuple[Sentence, ...]) -> set[str]:
    """Return the words that an article has only where it tells of harm; it is read once for all its pieces."""
    if article not in _WORDS:
        others = [one for one in article.sentences if one not in harms]
        told = {word for one in harms for word in content_words(one.folded)}
        _WORDS[article] = told - {word for one in others for word in content_words(one.folded)}
    return _WORDS[article]


@cache
def _pattern(key: str) -> re.Pattern[str]:
    data = cast("dict[str, str]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return compiled(data[key])
