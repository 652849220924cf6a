r"""Leaves out of a piece what its article discloses: an off-label use, who paid, a crisis line, “no medical advice”.

## Why it matters

A disclosure belongs where the claim is. Readers of the post do not see the foot of the article.

## What to write instead

Carry it in a few words: “off-label use”, “paid for by …”, “general information, not medical advice”.

## What is not flagged

Pieces that claim nothing about health. Pieces that say it in other words. That a text is no medical advice may stand in
the article that the piece links to on the publisher's own pages, in a post; that a use is not approved may not.

## Examples

```article
Propranolol is used off-label for stage fright: no regulator has approved it for this. It may steady the hands. It can slow the heart.

This page is general information. It does not replace advice from a health professional who knows you.
```

```flagged
«Propranolol may steady the hands before a concert.» It can slow the heart. General information, not medical advice.
```

```flagged
«Propranolol may steady the hands, though it is not approved for stage fright.» It can slow the heart.
```

```clean
Propranolol may steady the hands, though it is not approved for stage fright. It can slow the heart. General information,
not medical advice.
```

```clean
Our new page on stage fright is out. Come to the evening on Thursday.
```

## Precision

On 344 pairs of passages of our own, half of them faithful rewordings, it finds the 10 pieces that leave a disclosure
out. It raises nothing on the 172 faithful ones, nor on 25 faithful summaries in plain words of invented abstracts,
nor on the corrected pieces of the example publication. Of 4 that it met for the first time it found 3; the other
named a crisis line, which it did not look for then. On 60 pages of official health advice held against themselves
with half of their sentences left out it raised one false alarm in each of two runs, mended since. Nor does it raise
anything on 60 abstracts with plain summaries that somebody else wrote. That is little to go by: the pairs are short,
have three authors, and two of them worked on the rule; two thirds of them were looked at while it was mended. No real
pairs were read.

## Sources

- U.S. Federal Trade Commission, *Health Products Compliance Guidance*, 2022: a disclosure is made in the same manner as the
  claim that calls for it. Read in excerpts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from caveat.library import Reading
from caveat.library.alignment import Side, content_words
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat_rules.consistency.names import names_in
from caveat_rules.disclosure.medical_disclaimer import is_disclaimer
from caveat_rules.disclosure.statement import SHORT_GENRES, Wording, own_sentences

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.library.alignment import Match

_DISCLOSURES: Final = Path(__file__).parent.parent / "disclosure"
_OFF_LABEL: Final = Wording(_DISCLOSURES / "off_label.yaml")
_CRISIS: Final = Wording(_DISCLOSURES / "crisis_line.yaml")
# Who paid for the article itself; who funded a study that it tells of is another matter.
_PAID: Final = compiled(
    r"\b(?:this|the|our) (?:article|page|post|content|leaflet|guide|video|story|site|website|series|newsletter)\b[^.;]{0,30}?"
    r"\b(?:paid for|sponsored|funded|financed|supported|brought to you|made possible|commissioned|produced (?:in partnership )?with)\b"
    r"|^\W*(?:sponsored|paid for|funded) by\b|\bin paid partnership with\b|\badvertisement feature\b|\badvertorial\b"
)
_PAID_HERE: Final = compiled(
    r"\b(?:paid (?:for|partnership)|sponsor\w*|funded|financed|advertis\w*|advertorial|partner(?:ship)? with|commissioned|#ad)\b|#ad\b"
)
_IN_SHORT: Final = compiled(
    r"\bgeneral info(?:rmation)?\b|\bnot (?:medical|personal) advice\b"
    r"|\b(?:ask|talk to|speak (?:to|with)|see|check with|consult) (?:your|a) (?:own )?(?:doctor|gp|nurse|pharmacist|midwife|specialist"
    r"|health ?care (?:professional|provider|team))\b"
)
_SPEAKS_OF_IT: Final = compiled(
    r"\b(?:crisis|suicid\w*|self-harm\w*|samaritans|lifeline|988|116 ?123|life|lives|in despair|kill)\b"
)
_DISCLOSED: Final[WeakKeyDictionary[Side, tuple[Sentence | None, ...]]] = WeakKeyDictionary()
_LIKE: Final = 0.4
_SAYS: Final = 2
_POINTS_BACK: Final = compiled(r"\W*(?:it|they|this|these)\b")
_FEWEST: Final = 2


@rule(
    documents,
    message="The article discloses {what}, and this does not: “{article}”.",
    severity="error",
    standard="FTC Health Products Compliance Guidance, 2022",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a piece that makes a claim without the disclosures that its article makes."""
    if reading.article is None or reading.alignment is None:
        return
    del context
    medical = {sentence.index for sentence in reading.analysis.medical_sentences}
    claims = [match for match in reading.alignment.matches if _claims(match, medical)]
    if not claims:
        return
    article = reading.article
    mine = list(own_sentences(reading.analysis))
    for what, said, lowered in _missing(reading, mine):
        about = next((match for match in claims if _concerns(match, said, reading, article)), None)
        if what == "that the use is not approved" and about is None:
            continue
        claim = about or claims[0]
        yield hit(
            claim.piece.locate(),
            grade="lowered" if lowered else "normal",
            because="readers are led to the article" if lowered else "",
            related=(RelatedPlace(said.locate(), "the article says", article.document.path, said.text),),
            what=what,
            article=" ".join(said.text.split()),
        )
        return


def _claims(match: Match, medical: Collection[int]) -> bool:
    """Say whether a sentence of a piece carries over a statement on health from the article."""
    strength = match.piece_strength
    if match.article is None or match.confidence < _LIKE or match.piece.block.kind in {"code", "cell"}:
        return False
    if strength is None:
        return match.piece.index in medical and match.piece.folded.rstrip(" \"')").endswith((".", "!"))
    return strength.level >= _SAYS and not strength.advises


def _missing(reading: Reading, mine: list[Sentence]) -> Iterator[tuple[str, Sentence, bool]]:
    """Yield what an article discloses and its piece does not, with the article's sentence, the gravest first."""
    if reading.article is None:
        return
    off_label, crisis, paid, general = _disclosed(reading.article)
    if off_label is not None and not any(_OFF_LABEL.says(one.folded) for one in mine):
        yield "that the use is not approved", off_label, False
    # Where to find help in a crisis is owed by whoever speaks of suicide, however short the piece.
    if (
        crisis is not None
        and any(_CRISIS.says(one.folded, "speaks", "speaks_not") for one in mine)
        and not any(_CRISIS.says(one.folded) for one in mine)
    ):
        yield "where to find help in a crisis", crisis, False
    if paid is not None and not any(_PAID_HERE.search(one.folded) for one in mine):
        yield "who paid for it", paid, False
    short = reading.document.genre in SHORT_GENRES
    if general is not None and not any(
        is_disclaimer(one.folded, short=short) or (short and _IN_SHORT.search(one.folded)) for one in mine
    ):
        linked = short and bool(reading.analysis.citations.internal)
        yield "that it is no medical advice", general, linked


def _disclosed(article: Reading) -> tuple[Sentence | None, ...]:
    """Return where an article says that a use is not approved, where to find help, who paid, and that it is no advice.

    It is read once for all its pieces.
    """
    side = article.side
    if side not in _DISCLOSED:
        theirs = list(own_sentences(article.analysis))
        unapproved = [one for one in theirs if _OFF_LABEL.says(one.folded)]
        plainest = [one for one in unapproved if "off-label" in one.folded] or unapproved
        _DISCLOSED[side] = (
            next(iter(plainest), None),
            next((one for one in theirs if _CRISIS.says(one.folded) and _SPEAKS_OF_IT.search(one.folded)), None),
            next((one for one in theirs if _PAID.search(one.folded)), None),
            next((one for one in theirs if is_disclaimer(one.folded)), None),
        )
    return _DISCLOSED[side]


def _concerns(match: Match, said: Sentence, piece: Reading, article: Reading) -> bool:
    """Say whether a claim is about the use that the article calls unapproved."""
    if match.piece_strength is None:
        return False  # it says what a thing is, and not what it does
    mine = content_words(match.piece.folded)
    around = [one.folded for one in article.analysis.sentences if abs(one.index - said.index) <= 1]
    return (
        bool(_names(_with_one_before(match.piece, piece), article) & _names((said,), article))
        or len(mine & content_words(said.folded)) >= _FEWEST
        or len(mine & content_words(" ".join(around))) > _FEWEST
    )


def _with_one_before(sentence: Sentence, piece: Reading) -> tuple[Sentence, ...]:
    """Return a sentence, and the one before it where it points back there: "It can ease pain"."""
    if _POINTS_BACK.match(sentence.folded) is None or sentence.index == 0:
        return (sentence,)
    return piece.analysis.sentences[sentence.index - 1], sentence


def _names(sentences: tuple[Sentence, ...], article: Reading) -> set[str]:
    found = [names_in(sentence.folded, article.side.vocabulary) for sentence in sentences]
    return {name for names in found for name in (*names.drugs, *names.conditions)}
