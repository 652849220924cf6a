"""Says in a piece more firmly than its article does what a treatment, a food or a habit brings about.

## Why it matters

Shortening takes the careful words first. “May ease pain for some people” becomes “eases pain”, “is linked to” becomes
“causes”, and the post promises what nobody reviewed. The two sentences are compared on one scale: an association, “may”,
“can” or “for some people”, a plain statement, and an absolute one (a cure, a guarantee, proof, always).

## What to write instead

Take the article's verb along with its hedge: “may ease”, “is linked to”, “can help some people”. If the piece is right and
the article too careful, change the article first, with its source.

## What is not flagged

Sentences that the article says as firmly in any other place that is about the same. Questions, weaker wording, and “may”
where the article speaks of a link. Comparisons of the groups of a trial that a piece tells as the trial's effect. Sentences
of a piece that are too unlike any sentence of the article to be compared.

## Examples

```article
Ketamine may ease the pain of complex regional pain syndrome for some people.

People who drank coffee had a lower risk of liver cancer in three surveys.

The drug was shown to lower blood pressure.
```

```flagged
«Ketamine eases the pain of complex regional pain syndrome.»
```

```flagged
«Coffee prevents liver cancer.»
```

```clean
Ketamine may ease complex regional pain syndrome in some people.
```

```clean
People who drink coffee are less likely to get liver cancer. Does coffee prevent liver cancer? The drug lowers blood
pressure.
```

## Precision

On 72 pairs of passages of our own, half of them faithful rewordings, written before the rule was first run on them: when
it first met the third that is held aside, it raised no false alarm. Mended on the
other two thirds, it finds the 12 strengthened claims among all 72. Six faithful summaries of invented abstracts in the manner of journals, and the 13 corrected pieces of the example
publication, raise nothing. That is little to go by: the pairs are short and have one author.

## Sources

- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: claims are made stronger on the way from papers to press releases. Read as its abstract.
- European Union, *Directive 2001/83/EC*, Article 87(3): advertising of a medicine must not exaggerate its properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis.strength import Strength
    from caveat.library.alignment import Match
    from caveat.rule.hit import Grade

_ASSOCIATED, _HEDGED, _POSSIBLE, _PLAIN, _ABSOLUTE = 1, 2, 3, 4, 5
_CLEAR = 0.6
# "Eased pain in one trial" tells what a trial saw; it does not say that the drug does so.
_IN_A_STUDY = re.compile(
    r"\b(?:in|of) (?:a|an|one|two|three|four|the|this|that|some|several|\d+|\w+) (?:[\w-]+ ){0,4}?(?:trials?|stud(?:y|ies)"
    r"|reviews?|surveys?|experiments?)\b"
)


@rule(
    documents,
    message="This says more than the article does: “{piece}”, where the article has “{article}”.",
    severity="error",
    standard="Directive 2001/83/EC, Article 87(3)",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag the sentences of a piece that claim more than those of its article that they come from."""
    if reading.article is None or reading.alignment is None:
        return
    trial = reading.article.analysis.studies.design == "experimental"
    for match in reading.alignment.matches:
        piece, article = match.piece_strength, match.article_strength
        if not match.sure or match.verdict != "stronger" or match.article is None or piece is None or article is None:
            continue
        grade = _grade(match, piece, article, trial=trial)
        if grade is None:
            continue
        place = RelatedPlace(
            match.article.locate(), "the article says", reading.article.document.path, match.article.text
        )
        yield hit(
            match.piece.locate(),
            grade=grade,
            because="one step on the scale" if grade == "lowered" else "",
            related=(place,),
            piece=_words(match.piece.text, piece),
            article=_words(match.article.text, article),
        )
    del context


def _grade(match: Match, piece: Strength, article: Strength, *, trial: bool) -> Grade | None:
    """Say how grave a difference is; None where it is none for a reader."""
    folded = match.piece.folded
    if piece.level <= article.level or piece.advises:
        return None
    if piece.level < _PLAIN or match.piece.block.kind in {"code", "cell"}:
        return None
    if article.level == 0:
        same = _root(match.article.folded[article.tie.start :] if match.article else "") == _root(
            folded[piece.tie.start :]
        )
        return "normal" if same and match.confidence >= _CLEAR else None
    if piece.level == _PLAIN:
        if _IN_A_STUDY.search(folded) or (article.tie.compares and trial):
            return None
        if article.level == _POSSIBLE or (article.level == _ASSOCIATED and trial):
            return "lowered"
    return "normal"


def _root(text: str) -> str:
    return text[:5]


def _words(text: str, strength: Strength) -> str:
    """Return the words that settle how firm a sentence is, from its hedge to its verb."""
    tie = strength.tie
    before = text[: tie.start].lower().rfind(tie.limit.lower()) if tie.limit else -1
    start = before if before >= 0 and tie.start - before <= 50 else tie.start
    return " ".join(text[start : tie.end].split())
