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

On 344 pairs of passages of our own, half of them faithful rewordings, it, or consistency-qualifier-dropped or
consistency-claim-reversed, finds 30 of the 32 strengthened claims. It raises nothing on the 172 faithful ones, nor on
25 faithful summaries in plain words of invented abstracts, nor on the corrected pieces of the example publication. Of
10 that it met for the first time it found 4, with 1 false alarm among 50 faithful pairs, mended since. On 60 pages of
official health advice held against themselves with half of their sentences left out it raised two false alarms in one
of four runs, one of them mended since. Nor does it raise anything on 60 abstracts with plain summaries that somebody
else wrote. That is little to go by: the pairs are short, have three authors, and two of them worked on the rule; two
thirds of them were looked at while it was mended. No real pairs were read.

## Sources

- Sumner P and others, *The association between exaggeration in health related science news and academic press releases*,
  BMJ 2014;349:g7015: claims are made stronger on the way from papers to press releases. Read as its abstract.
- European Union, *Directive 2001/83/EC*, Article 87(3): advertising of a medicine must not exaggerate its properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat_rules.consistency.names import names_of
from caveat_rules.consistency.risk_omitted import harms_of, is_grave

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.analysis.strength import Strength
    from caveat.library.alignment import Match
    from caveat.rule.hit import Grade

_ASSOCIATED, _HEDGED, _POSSIBLE, _PLAIN, _ABSOLUTE = 1, 2, 3, 4, 5
_CLEAR = 0.6
_ADDS = compiled(
    r"^\W*(?:it|they|this|these|the \w+)\b[^.;]{0,20}?\balso\b|\b(?:too|as well)\W*$|^\W*(?:also|plus|and)\b"
)
# "Patients who receive it have a lower risk" tells of the treatment, in the words of a comparison.
_OF_TREATED = compiled(
    r"\bwho (?:receive|take|get|use|are (?:given|treated with|on))\b[^.;]{0,60}?\bhave (?:an? )?(?:\w+ )?(?:lower|higher|reduced|increased|smaller|greater)"
)
_RISK = compiled(r"\b(?:risks?|chances?|odds|likelihood|(?:more|less) likely)\b")
_DENIED = compiled(r"\b(?:no|not|nothing|nobody|never|none|neither|hardly)\b|n't\b")
_HARMLESS = compiled(
    r"(?<!not )(?<!n't )\b(?:(?:completely|totally|perfectly|entirely|absolutely|100%|always) (?:safe|harmless)|risk[- ]free"
    r"|(?:has|have|with|there are) no (?:side effects|risks?)|without (?:any )?(?:risks?|side effects)|safe for everyone)\b"
)
# "Eased pain in one trial" tells what a trial saw; it does not say that the drug does so.
_IN_A_STUDY = compiled(
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
    yield from _called_harmless(reading)
    before: Sentence | None = None
    named = names_of(reading.side)
    for number, match in enumerate(reading.alignment.matches):
        # "It also …" after a sentence from the same place adds a claim: for consistency-claim-not-in-source.
        adds = match.article is not None and match.article is before and _ADDS.search(match.piece.folded)
        before = match.article
        if adds:
            continue
        piece, article = match.piece_strength, match.article_strength
        if not match.sure or match.verdict != "stronger" or match.article is None or piece is None or article is None:
            continue
        if any(not reading.article.side.knows(one.name) for one in named[number].conditions.values()):
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
    if match.article is not None and _OF_TREATED.search(match.article.folded) and _RISK.search(folded):
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


def _called_harmless(reading: Reading) -> Iterator[Hit]:
    """Flag a sentence that calls something free of risk, where the article names a grave harm."""
    if reading.article is None or reading.alignment is None:
        return
    for match in reading.alignment.matches:
        harmless = _HARMLESS.search(match.piece.folded)
        if harmless is None or match.sure or match.piece.folded.rstrip().endswith("?"):
            continue
        if _DENIED.search(match.piece.folded, 0, harmless.start()):
            continue
        harm = next((one for one in harms_of(reading.article) if is_grave(one.folded)), None)
        if harm is None or any(_HARMLESS.search(one.folded) for one in reading.article.side.sentences):
            return
        place = RelatedPlace(harm.locate(), "the article says", reading.article.document.path, harm.text)
        piece = " ".join(match.piece.text[slice(*harmless.span())].split())
        yield hit(match.piece.locate(), related=(place,), piece=piece, article=" ".join(harm.text.split()))


def _root(text: str) -> str:
    return text[:5]


def _words(text: str, strength: Strength) -> str:
    """Return the words that settle how firm a sentence is, from its hedge to its verb."""
    tie = strength.tie
    before = text[: tie.start].lower().rfind(tie.limit.lower()) if tie.limit else -1
    start = before if before >= 0 and tie.start - before <= 50 else tie.start
    return " ".join(text[start : tie.end].split())
