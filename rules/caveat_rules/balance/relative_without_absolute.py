r"""Says how much a risk changes and not how large it is.

## Why it matters

“Halves the risk” may mean 1 in 100 instead of 2, or 20 instead of 40, and sounds the same.
People who read only the relative figure think more of a treatment, and fear a harm more, than those who read both.

## What to write instead

Say how many people it happens to, with and without, of the same number and in the same time: “Over 5 years, 2 in 100 people who took it had a stroke, and 4 in 100 who did not.”
The relative figure may then stay, or go.

## What is not flagged

- A change with the risk itself beside it, up to two sentences away: “from 4% to 2%”, “2 in 100”, “12 of 80 people”, “3 more per 1,000”.
- Changes of what is no risk: a blood value, a weight, a price, a score of pain.
- Quotations, tables, lists of references, and what a sentence denies or asks.

What is told of who is at risk, and not of a treatment or a study, is one step lower, and one finding a document.
Ratios for researchers (“hazard ratio 0.6”) are the matter of `readability-numeracy`.

## Examples

```flagged
The drug «halves your risk» of a stroke.
```

```flagged
The new tablets «cut the risk of a stroke by 50%».
```

```clean
The drug halves your risk of a stroke: over 5 years, 2 in 100 people who took it had one, and 4 in 100 who did not.
```

```clean
The tablets cut LDL cholesterol by 50%, and the price has doubled.
```

## Precision

On 687 pages of public bodies it fired 29 times, on 18 of them, and all were read.
All give a change without the risk near it: 17 of a treatment or a study, as an error, and 12 of who is at risk, one step lower.
The rule had been corrected on the same pages before, so the figure flatters.

## Sources

- Association of the British Pharmaceutical Industry, *Code of Practice*, 2015, supplementary information to clause 7.2: relative risk is not to be given without absolute risk. Read as quoted; where it stands in later codes we have not checked.
- Food and Drug Administration, *Presenting Quantitative Efficacy and Risk Information in Direct-to-Consumer Promotional Labeling and Advertisements*, guidance, 2023. We know it from secondary sources.
- Schwitzer, *HealthNewsReview.org criteria*, 2: does the story adequately quantify the benefits? Read in the criteria.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Span

_KINDS: Final = frozenset({"paragraph", "item", "heading"})
_ASIDE: Final = frozenset({"references", "about", "cost"})
_NEAR: Final = 2
_MOST_NAMED: Final = 8

_SHARE: Final = (
    r"(?:(?:about|around|up to|nearly|almost|more than|roughly|at least|over|some|as much as|an average of) )*"
    r"(?:\d+(?:\.\d+)?(?:(?:-| to | or )\d+(?:\.\d+)?)? ?(?:%|percent\b|per cent\b)|(?:a |one[- ])?(?:half|third|quarter|fifth)\b"
    r"|two[- ]thirds\b|three[- ]quarters\b)"
)
_RISK: Final = (
    r"(?:risks?|chances?|odds|likelihood|probability|incidence|(?:death|mortality|relapse|infection|complication|survival"
    r"|success|hospitali[sz]ation|miscarriage|recurrence) rates?|rates? of|mortality|deaths|cases of|hospitali[sz]ations"
    r"|heart attacks|strokes|fractures|relapses|infections)"
)
_CUT: Final = r"(?:reduc|lower|cut|slash|decreas|increas|rais|rise|drop|fell|fall|shr[iu]nk|diminish|boost|improv)\w*"
_TIMES: Final = r"(?:(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|ten)(?: to \d+| or \w+)?[- ](?:times|fold)|twice|double|triple|half)"
_RELATIVE: Final = Cues(
    (
        Cue(
            rf"\b{_CUT} (?:[\w'-]+ ){{0,4}}?{_RISK}\b(?: [\w'-]+){{0,7}}? by {_SHARE}",
            " by ",
        ),
        Cue(
            rf"\b(?:halv|doubl|tripl|quadrupl)(?:e|es|ed|ing) (?!the (?:dose|number))(?:[\w'-]+ ){{0,4}}?{_RISK}\b",
            *("halv", "doubl", "tripl", "quadrupl"),
        ),
        Cue(
            rf"{_SHARE} (?:lower|higher|greater|smaller|increased|reduced|less|more|fewer|decreased|bigger|reduction in"
            r"|increase in|drop in|decrease in|cut in|rise in)"
            r" (?:(?:[\w'-]+ ){0,3}?(?:risks?|chances?|odds|likelihood|deaths|mortality|heart attacks|strokes"
            r"|hospitali[sz]ations|incidence|fractures|cases)|likely)\b",
            *("lower ", "higher ", "greater ", "smaller ", "reduc", "increase", "less ", "more ", "fewer ", "decrease"),
            *("bigger ", "drop in", "cut in", "rise in"),
        ),
        Cue(
            rf"\b{_TIMES} (?:(?:as|more|less) likely\b|(?:the|higher|greater|increased|lower|as high an?|your|their)"
            r" (?:(?:[\w'-]+ ){0,2}?(?:risks?|chances?|odds)\b))",
            *("likely", "risk", "chance", "odds"),
        ),
        Cue(
            rf"\b(?!cases of){_RISK}\b (?:[\w'-]+ ){{0,6}}?(?:(?:fell|falls?|dropped|drops?|rose|rises?|went (?:up|down)|decreased"
            rf"|increased|(?:was|were|is|are|be|been) (?:cut|reduced|lowered|increased|raised|down|up)) by {_SHARE}"
            rf"|(?:was|were|is|are) (?:{_SHARE} (?:lower|higher|less|greater)|half as high|twice as high)"
            r"|(?:was|were|is|are|be|been|has|have) (?:halved|doubled|tripled))",
            *("by ", "lower", "higher", "half", "halv", "doubl", "tripl", "twice", "%", "percent", "per cent"),
        ),
    )
)
_ABSOLUTE: Final = compiled(
    r"(?<![\w.,/$£€])(?:\d[\d,]*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|none) (?:in|of|out of)"
    r" (?:every |each |about |the |all |those |a )?(?:\d[\d,]*|ten|twenty|fifty|hundred|thousand|million)\b(?! (?:trials|studies))"
    r"|\bfrom (?:about |around |\w+ )?[\d.]+ ?(?:%|percent|per cent)?[^.;]{0,40}? to (?:about |around )?[\d.]+ ?(?:%|percent|per cent)"
    r"|\b(?:per|for every|in every|in each|out of) (?:\d[\d,]*|hundred|thousand|million)\b|\bpercentage points?\b"
    r"|\bfrom (?:\d+|one|two|three|four|five|six) (?:[a-z]+ )?(?:in|to|per|out of)\b"
    r"|\b(?:\d+(?:\.\d+)? ?(?:%|percent|per cent)) (?:(?:versus|vs\.?|compared (?:with|to)|against|and|with) [\w ]{0,30}?\d|of (?:people|patients|those|the))"
    r"|(?:^|[;,] )of (?:the |all )?\d[\d,]* "
    r"|\b(?:absolute|baseline) (?:risks?|numbers?|terms|difference|reduction|increase)\b"
    r"|\bnumber needed to treat\b|\b\d[\d,]* (?:more |fewer |extra )?(?:people|patients|women|men|deaths|cases|strokes|heart attacks|participants)"
    r" (?:[\w'-]+ ){0,4}?(?:compared with|versus|vs\.?|and|against) \d"
)
_DENIED: Final = compiled(
    r"\b(?:no evidence|not shown|has not been shown|do(?:es)? not|did not|don't|doesn't|cannot|can't|will not|won't|nothing|myth|whether|if)\b[^.;]{0,40}$"
)


@rule(
    documents,
    message="“{words}” does not say how large the risk is to begin with; say how many in 100 people it happens to,"
    " with and without: “Over [time], [number] in 100 people [with it] had [the event], and [number] in 100 [without].”",
    severity="error",
    standard="ABPI Code of Practice, on relative and absolute risk; FDA guidance on quantitative information, 2023",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's shape
    """Flag changes of a risk in sentences that have no absolute figure near them."""
    analysis = reading.analysis
    at_risk: list[tuple[Span, str]] = []
    for sentence, start, end in _bare(reading):
        span, words = sentence.locate(start, end), sentence.text[start:end]
        if (
            analysis.subjects.terms_in(sentence)[0]
            or analysis.subjects.promotional
            or analysis.studies.design_near(sentence) != "none"
        ):
            yield hit(span, words=words)
        else:
            at_risk.append((span, words))
    if at_risk:
        (span, words), *others = at_risk
        yield hit(
            span,
            grade="lowered",
            because="it is told of who is at risk, not of a treatment",
            related=tuple(RelatedPlace(other, "another") for other, _ in others[:_MOST_NAMED]),
            words=words,
        )


def _bare(reading: Reading) -> Iterator[tuple[Sentence, int, int]]:
    """Yield the sentences that say how much a risk changes, and where, with no absolute figure near them."""
    roles, sentences = reading.analysis.roles, reading.analysis.sentences
    for sentence in sentences:
        block = sentence.block
        if block.kind not in _KINDS or not {"quote", "table", "footer"}.isdisjoint(block.containers):
            continue
        if roles.get(block.index) in _ASIDE or sentence.folded.endswith("?"):
            continue
        found = _relative(sentence)
        near = sentences[max(0, sentence.index - _NEAR) : sentence.index + _NEAR + 1]
        if found is not None and not any(_ABSOLUTE.search(one.folded) for one in near):
            yield sentence, *found


def _relative(sentence: Sentence) -> tuple[int, int] | None:
    """Return where a sentence first says how much a risk changes; None when it does not say so."""
    folded = sentence.folded
    found = [
        (match.start(), -match.end())
        for cue in _RELATIVE.may_match(folded)
        for match in cue.pattern.finditer(folded)
        if _DENIED.search(folded[: match.start()]) is None
    ]
    if not found:
        return None
    start, end = min(found)
    return start, -end
