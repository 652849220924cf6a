r"""Threats and hurry that push something for sale: “act now before it takes everything from you”.

## Why it matters

People who are ill or in pain are easily frightened, and fright leaves no room to weigh a choice.
Advertising codes ask sellers not to say that health will suffer without the product, and not to alarm.

## What to write instead

Say what may happen, to how many, over what time, and name the source.
Say what is usually advised, and give people time: “Early physical therapy is usually recommended [1]. You can take this page home before you decide.”

## What is not flagged

- Emergencies: “call 999 now; do not wait”, “get help at once”, signs of a stroke, a crisis line.
- Risk information: “untreated glaucoma can lead to loss of sight”, and what cites its source.
- The advice to see a doctor who is not the seller's: “see your GP soon”, “do not put off the test”.
- Messages on vaccination; screening by those who sell nothing.
- Hurry without harm: “order now for free delivery”, “places are limited”.
- Encouragement without harm by those who sell nothing: “do not let asthma stop you from dancing”.
- Warnings of such words: “beware of pages that tell you to act now”; quotations, what people tell of themselves, and what `accept` lists.

Hurry counts where something is sold in the page or beside it and the sentence, or its neighbor, names a harm.
What steals or ruins a life counts everywhere.
Three words of torment (“relentless”, “unbearable”, “prison” …) or more within 300 words of a page that sells are one finding at the first of them.

## Examples

```flagged
«Act now before CRPS takes everything from you».
```

```flagged
Book a visit to our clinic today. «The longer you wait», the more nerves you lose.
```

```flagged
Is mold «silently poisoning your family»? Our kit costs $79. «Don't let mold ruin your life».
```

```clean
CRPS symptoms can change over time. Early physical therapy is usually recommended [1].
```

```clean
Call 999 now if somebody cannot breathe. Do not wait to see if it passes.
```

```clean
Order now for free delivery. Places are limited, so book today.
```

## Precision

On 687 pages of public bodies the rule fired once in 0.54 million words, at advice that it has since learnt to leave alone.
On 229 pages of our own making, written without the rule in view, it fired once, rightly.
That is too little to know its precision on sellers' pages, so it stays a preview.

## Sources

- *Directive 2001/83/EC*, Article 90: advertising of medicines to the public does not suggest that health could suffer without the medicine (d), vaccination campaigns apart, and does not use alarming terms (j, k). Read. <https://www.legislation.gov.uk/eudr/2001/83/article/90>. It binds advertisers of medicines, and shows what good practice asks of others.
- Therapeutic Goods Advertising Code 2007 (Australia), section 4(2)(d) and (e), superseded. Read as quoted by others.
- HealthNewsReview.org, criterion on disease-mongering. Read on the site, which stopped its systematic reviews in December 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, RelatedPlace, documents, hit, rule
from caveat.terms import Cue, Cues, TermList, load_yaml_file, required_literals
from caveat_rules.language.wording import Place, is_own, own_sentences, own_words

if TYPE_CHECKING:
    from caveat.analysis import Sentence

_SALE: Final = compiled(
    r"\b(?:(?:book|reserve|schedule|claim|order|get|start|begin|secure)\s(?:in\s)?(?:your|a|an|our)\s(?:[\w-]+\s){0,3}?(?:appointment|consultation|consult|session"
    r"|infusion|treatment|place|spot|slot|scan|visit|call|kit|supply|bottle|order|trial|assessment|program|programme|course|membership|detox|cleanse|plan|discount)"
    r"|(?:book|order|buy|shop|enroll|enrol|subscribe|sign\sup|join|register|reserve|call\sus|call\sour\s\w+)\s(?:now|today|online|here|our|it\snow)"
    r"|our\s(?:[\w-]+\s){0,2}?(?:patients|clinics?|customers|clients|formula|supplements?|products?|infusions?|treatments?|drips?|serum|gel|cream|patch(?:es)?|kits?"
    r"|therap(?:y|ies)|protocol|program|programme|specialists|surgeons|method|cleanse|detox|scans?|lasers?|injections?|drops|capsules|package|packages|bundle|membership)"
    r"|free\s(?:\w+\s)?(?:consultation|trial|assessment|delivery|shipping)|add\sto\s(?:cart|basket)|buy\snow|money[\s-]back|click\s(?:here|below)\sto\s(?:order|buy|book)"
    r"|from\sjust|just\s(?=[£$€])|(?:only|costs?)\s(?=[£$€])|use\s(?:the\s)?code\b|\d+%\soff)|[£$€]\s?\d"
)
_EMERGENCY: Final = compiled(
    r"\b(?:999|911|112|111|988|000|995|ambulance|a&e|emergency|e\.?r\b|paramedics?|poison\s(?:control|cent(?:er|re))|call\sfor\shelp|urgent(?:ly)?"
    r"|(?:medical|immediate|emergency)\s(?:help|attention|care)|hospital\s(?:now|at\sonce|immediately|straight|right)|crisis\sline|hotline|helpline|first\said|cpr"
    r"|samaritans|lifeline|straight\saway|at\sonce|chest\spain|overdose|stroke\b.{0,60}\bcall)\b"
)
_DOCTOR: Final = compiled(
    r"\b(?:see|call|talk\s(?:to|with)|tell|contact|ask|visit|speak\s(?:to|with)|check\swith|consult|go\sto)\s(?:with\s)?(?:your|a|the|any|an)\s(?:own\s|family\s|eye\s)?"
    r"(?:doctors?|gps?|nurse|midwife|pharmacist|dentist|health[\s-]?care|healthcare|provider|specialist|physician|p(?:a)?ediatrician|clinic|health\svisitor|optician|optometrist|eye\stests?|surgery|practice|therapist|counsell?or)\b"
)
_VACCINE: Final = compiled(r"\b(?:vaccin\w*|immuni[sz]\w+|flu\sshots?|jabs?|boosters?)\b")
_SCREENING: Final = compiled(
    r"\b(?:screening|screened|smear|mammograms?|pap\stest|health\scheck|blood\spressure\scheck|eye\stests?|cervical|condoms?|seat\sbelts?|smok(?:e|ing)|quit|tobacco)\b"
)
_WARNED: Final = compiled(
    r"\b(?:scams?|beware|watch\sout|adverts?|ads?\b|advertis\w+|marketers?|red\sflags?|warning\ssigns?|pressur(?:e|ed|ing)|sales\stalk|salesm[ae]n|sales\spitch"
    r"|claims?\sthat|promises?\sthat|quacks?|fraud\w*|myths?|be\swary|sound\stoo\sgood|feel\srushed|no\sone\sshould|nobody\sshould|you\s(?:don't|do\snot)\shave\sto|there\sis\sno\s(?:rush|hurry)|take\syour\stime)\b"
)
_WINDOW: Final = 300
_MANY: Final = 3
# The blocks on either side in which a sale counts as beside a threat.
_BESIDE: Final = 2


@dataclass(frozen=True, slots=True)
class _Threat:
    """A way of threatening: when it counts, and whether it needs no harm named."""

    kind: str
    harmless: bool


@cache
def _data() -> Mapping[str, object]:
    return cast("dict[str, object]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _cues() -> tuple[Cues, Mapping[Cue, _Threat]]:
    found: dict[Cue, _Threat] = {}
    for entry in cast("list[dict[str, object]]", _data()["patterns"]):
        pattern = rf"(?<![\w'-])(?:{entry['pattern']})(?![\w])"
        found[Cue(pattern, *required_literals(pattern))] = _Threat(str(entry["kind"]), bool(entry.get("harmless")))
    return Cues(found), found


@cache
def _harm() -> re.Pattern[str]:
    return compiled(str(_data()["harm"]))


@cache
def _torment() -> TermList:
    return TermList(cast("list[str]", _data()["torment"]))


@rule(
    documents,
    message="“{phrase}” {why}. Say what may happen, to how many and by what source, and give people time to decide.",
    severity="warning",
    status="preview",
    standard="Directive 2001/83/EC, Article 90; HealthNewsReview criteria",
    severities={"professional": "info"},
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag threats and hurry that push something for sale."""
    cues, threats = _cues()
    taken: list[Place] = []
    for sentence, cue in own_sentences(reading, cues):
        match = cue.search(sentence.folded)
        if match is None:
            continue
        place = Place(sentence, sentence.start + match.start(), sentence.start + match.end(), match[0])
        if any(other.sentence is sentence and other.start < place.end and place.start < other.end for other in taken):
            continue
        if _pushes(reading, place, threats[cue]) and is_own(reading, place):
            taken.append(place)
    for place in taken:
        yield hit(
            place.sentence.block.prose.locate(place.start, place.end),
            phrase=place.text,
            why="pushes the reader by fear",
        )
    yield from _tormented(reading, taken)


def _pushes(reading: Reading, place: Place, threat: _Threat) -> bool:
    """Say whether a threat counts where it stands."""
    sentence = place.sentence
    folded = sentence.folded
    beside = _beside(reading, sentence)
    around = " ".join(one.folded for one in beside)
    if _WARNED.search(around) or _VACCINE.search(folded):
        return False
    sold = _sells_near(reading, sentence)
    own_call = _SALE.search(folded) is not None
    if not own_call and (_EMERGENCY.search(around) or _DOCTOR.search(around)):
        return False
    if not sold and _SCREENING.search(folded):
        return False
    if threat.kind == "threat":
        return True
    if any(citation.kind != "named" for citation in reading.analysis.citations.near(sentence)):
        return False
    if not sold and not reading.analysis.subjects.promotional:
        return False
    if threat.kind == "doom" or threat.harmless:
        return True
    rest = folded[: place.start - sentence.start] + " " + folded[place.end - sentence.start :]
    return (
        threat.kind == "clock"
        or "too late" in place.term
        or _harm().search(" ".join([rest, *(one.folded for one in beside if one is not sentence)])) is not None
    )


def _beside(reading: Reading, sentence: Sentence) -> Sequence[Sentence]:
    """Return a sentence with its neighbors in the block."""
    group = reading.analysis.sentences_of(sentence.block)
    return [one for one in group if abs(one.index - sentence.index) <= 1]


def _sells_near(reading: Reading, sentence: Sentence) -> bool:
    """Say whether something is sold in the blocks about a sentence."""
    blocks = reading.document.blocks
    index = sentence.block.index
    near = blocks[max(0, index - _BESIDE) : index + _BESIDE + 1]
    return any(_SALE.search(block.prose.folded) is not None for block in near)


def _tormented(reading: Reading, taken: Sequence[Place]) -> Iterator[Hit]:
    """Flag the first of many words of torment that stand close together in a page that sells."""
    places = list(own_words(reading, _torment()))
    if len(places) < _MANY or not reading.analysis.subjects.promotional:
        return
    starts = _word_counts(reading)
    position = 0
    while position + _MANY <= len(places):
        first = places[position]
        reach = starts[first.sentence.index] + _WINDOW
        close = [place for place in places[position:] if starts[place.sentence.index] <= reach]
        if len(close) < _MANY or len({place.term for place in close}) < _MANY:
            position += 1
            continue
        if not any(place.sentence is first.sentence for place in taken):
            block = first.sentence.block
            yield hit(
                block.prose.locate(first.start, first.end),
                phrase=first.text,
                why=f"is one of {len(close)} words of torment close together in a page that sells",
                related=tuple(
                    RelatedPlace(place.sentence.block.prose.locate(place.start, place.end), "and here")
                    for place in close[1:]
                ),
            )
        position += len(close)


def _word_counts(reading: Reading) -> Mapping[int, int]:
    """Return how many words stand before each sentence, by its index."""
    counts: dict[int, int] = {}
    total = 0
    for sentence in reading.analysis.sentences:
        counts[sentence.index] = total
        total += sentence.folded.count(" ") + 1
    return counts
