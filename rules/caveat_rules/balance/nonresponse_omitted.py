r"""Tells only how much or how soon people get better, and not that some do not.

## Why it matters

“Some feel better at once, others step by step” leaves no room for those whom a treatment does not help.
In most trials they are many, and a reader who is one of them should have been told.

## What to write instead

Name all three: “Some people feel better within days, some later, and some not at all.” Say what is done then, and whether the effect wears off.

## What is not flagged

- A text that says anywhere that it may not help: “does not work for everyone”, “some people do not respond”, “no benefit”, “it may come back”.
- Contrasts of symptoms, of side effects, and of people who have no treatment.

## Examples

```flagged
«Some people notice relief at once, while others see more gradual improvement» after the infusions.
```

```flagged
«Some patients feel better after one session, and others improve» over several weeks of treatment.
```

```clean
Some people feel better after one session, others after several, and some not at all.
```

```clean
Some people have pain in the arm, while others feel it in the jaw.
```

## Precision

On 687 pages of public bodies and 498 pages and excerpts of our own in the manner of sellers, hospitals and news, it fired on none.
So nothing is known of how often it is right, and it stays a preview.

## Sources

- Charnock, *The DISCERN Handbook*, 1998, question 8: does it refer to areas of uncertainty? Read in the instrument, <http://www.discern.org.uk/>.
- Schwitzer, *HealthNewsReview.org criteria*, 2: does the story adequately quantify the benefits? Read in the criteria.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Cue

_BETTER: Final = (
    r"(?:relief|improv\w+|better|results?|benefits?|respond\w*|recover\w*|ease[sd]?|less pain|progress|changes?|shifts?"
    r"|differences?|effects?|heal\w*|pain[- ]free|works?)"
)
_CONTRAST: Final = Cue(
    rf"\b(?:some|many|most) (?:people |patients |clients |users |members |women |men |of our [a-z]+ )?[^.;?!]{{0,80}}?\b{_BETTER}\b[^.;?!]{{0,80}}?"
    rf"(?:[,;]? (?:while|whereas|and|but)|[,;]) (?:for )?others\b,? [^.;?!]{{0,100}}?\b{_BETTER}\b",
    "others",
)
_NOT_AT_ALL: Final = compiled(
    r"\b(?:not at all|no (?:relief|benefit|improvement|change|effect|response|better|difference)|none at all|not everyone"
    r"|(?:does|do|did|may|might|will|would|has|have|is|are|was|were|can)(?: not|n't)(?: always)? (?:\w+ ){0,2}?(?:work|help|respond|improve\w*|benefit"
    r"|notice|effective|get better|feel better|ease|for everyone|guarantee\w*)|cannot promise|can't promise|non-?respon\w+"
    r"|not (?:be )?(?:helped|effective|enough|work)|never (?:respond|improve)|stops? working|wears? off|worn off|comes? back|came back"
    r"|returns?\b|returned\b|relapse\w*|gets? worse|got worse|worsen\w*|fail(?:s|ed)? to (?:help|respond|improve)|little or no)\b"
)
# What is said of another treatment, or that a drowsy spell passes, is not said of this one's effect.
_ANOTHER: Final = compiled(
    r"\b(?:(?:traditional|conventional|standard|other|usual|existing|current|previous|earlier) (?:[a-z]+ )?(?:treatments?|therap\w+"
    r"|approaches|medic\w+|drugs?|options?|methods?|remedies|pills)|medications?|antidepressants?|painkillers?|opioids?|creams"
    r"|anywhere else|nothing else|elsewhere)\b[^.;]{0,80}$"
)
_PASSES: Final = compiled(r"\b(?:wears? off|worn off|return\w*|comes? back|came back)$")
_SPELL: Final = compiled(
    r"\b(?:drows\w+|dizz\w+|numb\w*|groggy|sedat\w+|sleepy|foggy|out of it|an(?:ae|e)sthe\w+|side effects?|rest(?:ing)?|drive|home|work|life)\b"
)
_SIDE: Final = compiled(
    r"\b(?:side effects?|symptoms? (?:start|begin|appear)|pregnan\w+|without treatment|untreated|no treatment)\b"
)


@rule(
    documents,
    message="“{words}” leaves out those whom it does not help. You could write: “Some people feel better within"
    " [time], some later, and some not at all.”",
    severity="warning",
    standard="DISCERN question 8",
    status="preview",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's shape
    """Flag contrasts of two ways to get better in a text that names no third."""
    analysis = reading.analysis
    found = [
        (sentence, match)
        for sentence in analysis.sentences
        if (match := _CONTRAST.search(sentence.folded)) is not None
        and analysis.roles.get(sentence.block.index) != "references"
        and _SIDE.search(sentence.folded) is None
        and analysis.subjects.treatment_nearby(sentence)
    ]
    if found and not any(_says_not_at_all(sentence.folded) for sentence in analysis.sentences):
        (first, match), *others = found
        yield hit(
            first.locate(match.start(), match.end()),
            related=tuple(RelatedPlace(one.locate(at.start(), at.end()), "another") for one, at in others),
            words=first.text[match.start() : match.end()],
        )


def _says_not_at_all(folded: str) -> bool:
    """Say whether a folded sentence tells that the treatment does not help some, or not for good."""
    for match in _NOT_AT_ALL.finditer(folded):
        if _ANOTHER.search(folded[: match.start()]):
            continue
        if _PASSES.search(match.group()) and _SPELL.search(folded):
            continue
        return True
    return False
