"""Gives a number about risk, benefit, frequency or the length of an effect without a source.

## Why it matters

Numbers carry authority. A wrong or stale one is the easiest error to spread, because nothing about it looks wrong, and
the easiest to catch, because a source settles it.

## What to write instead

Give the number with its source, who was counted, and over what time: “In one trial, 24 of 60 people improved by at least
two points (40%) [3].” If you have no source, leave the number out; do not replace it with “many”.

## What is not flagged

- A number with a citation in its sentence or right after it, at the end of its paragraph, in the sentence that leads into
  its list, or in a “Source:” line under its section; and one from a body or document that the sentence names (“the CDC
  estimates”, “according to the NHS”).
- Dates, times, ages, prices and shares of a price, phone numbers, steps, grades and stages, names with a number in them
  (“type 2 diabetes”, “vitamin B12”).
- Doses, and strengths of a product (“a 5% cream”).
- Limits that define a measurement or a goal (“an HbA1c of 48 or more”, “lose 5% of your body weight”).
- Instructions (“wait 30 minutes”, “do not drive for 24 hours”) and the length of visits.
- How long an illness lasts; how long a *treatment* takes, works or lasts is a fact about the treatment and is flagged,
  unless the option `durations` is off.

Costs are left out. Where the text has a list of references or declares its sources but nothing ties one to the number,
and where the only link near leads to the publisher's own pages, the finding is lowered by one step; so it is for “the vast
majority of patients”, which is a number in disguise.

## Examples

```flagged
Up to «80% of patients» improve. About «1 in 4 people» with migraine see an aura.
```

```flagged
People with the condition are «twice as likely» to have a stroke.
```

```flagged
The infusion usually lasts «40 to 50 minutes».
```

```clean
In one trial, 24 of 60 people improved by at least two points (40%) [3].
```

```clean
Take the tablets at 8 am with food, and do not drive for 24 hours. Type 2 diabetes is treated with tablets at first.
```

```clean
Rub a 5% cream on the skin. The cream costs $12, and 20% off if you buy two.
```

## Precision

Read on pages of public health bodies that the rule was not written from. In the last draw, 39 of 40 findings were right
(98%); the other defined a term. In the draws before it, 38 of 40 and 60 of 70 were; what was wrong there has been mended.

## Sources

- ABPI, *Code of Practice for the Pharmaceutical Industry* (2024), clauses 6.2 and 6.3: claims and comparisons can be
  substantiated. Read in the Code; it binds member companies.
- DISCERN, question 4: it is clear what sources of information were used. Read in
  the instrument (1998), http://www.discern.org.uk.
- Health On the Net Foundation, *HONcode*, principle 4, attribution. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a historical standard, since
  HON's certification service is reported to have closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import cast

from caveat.analysis import Analysis, Sentence
from caveat.analysis.lexicon import treatment_terms
from caveat.rule import Context, Hit, hit, prose_sentences, rule
from caveat.terms import load_yaml_file


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a statistic. `durations`: how long a treatment takes, works or lasts."""

    durations: bool = True


_NOT_TEXT = frozenset({"references", "disclaimer", "about", "cost"})
_WORD_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety"
)
_DIGITS = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
_NUMBER = rf"(?:{_DIGITS}|{_WORD_NUMBERS})"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|to|and|or)\s?(?:an?\s(?=half|hour)|{_NUMBER}))?"


@cache
def _alternatives(key: str) -> str:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return "|".join(re.escape(str(term)).replace(r"\ ", r"\s") for term in sorted(data[key], key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms of a number by name; the first in a sentence is flagged."""
    one = r"(?:person|patient|adult|child|man|woman|baby|infant|pregnancy|birth|case|couple|smoker|user|american)"
    who = rf"(?:{_alternatives('populations')})"
    share = (
        rf"(?:\s(?:of|in)\s(?:all\s|the\s|these\s|those\s|our\s|affected\s|adult\s|older\s|[a-z]+\s){{0,2}}?{who}\b)?"
    )
    return (
        ("percent", re.compile(rf"(?<![\w.,$£€])(?:(?:{_WORD_NUMBERS})\s(?:to|or)\s)?{_DIGITS}\s?(?:%\s?)?(?:(?:-|to|and|or)\s?{_DIGITS}\s?)?(?:%|percent\b|per\scent\b|percentage\spoints?\b){share}"
                               rf"|\b(?:{_WORD_NUMBERS})(?:-\w+)?\s(?:percent|per\scent)\b{share}")),
        ("in", re.compile(
            rf"(?<![\w.$£€/]){_NUMBER}(?:\s?(?:-|to)\s?{_NUMBER})?\s(?:in|out\sof)\s(?:every\s)?"
            rf"(?:(?:an?\s)?(?:hundred|thousand|million)|{_NUMBER})(?:\s(?:hundred|thousand|million|billion))?\b(?:\s(?:[a-z]+\s){{0,2}}?{who}\b)?"
        )),
        ("every", re.compile(
            rf"\b(?:every|each)\s(?:second|third|fourth|fifth|sixth|eighth|tenth)\s{one}\b"
            rf"|\b(?:(?:one|1)\s{one}|{_NUMBER}\s{who})\s(?:in|out\sof)\s(?:every\s)?{_NUMBER}\b"
        )),
        ("of", re.compile(rf"(?<![\w.$£€/]){_DIGITS}\sof\s(?:the\s)?{_DIGITS}\s(?:[a-z]+\s){{0,2}}?{who}\b")),
        ("per", re.compile(rf"(?<![\w.,$£€]){_RANGE}\s(?:[a-z]+\s){{0,3}}?(?:per|in\severy|for\severy)\s(?:\d[\d,]*(?:\s(?:million|thousand))?|hundred|thousand|million)\b(?:\s(?:[a-z]+\s){{0,2}}?{who}\b)?")),
        ("fraction", re.compile(
            rf"\b(?:(?:one-third|a\sthird|a\squarter|one-quarter)\sto\s)?(?:(?:one-)?half|(?:a|one|two|three)[\s-](?:halves|thirds?|quarters?|fourths?|fifths?|sixths?|tenths?)|three-quarters|two-thirds)"
            rf"\s(?:of\s)?(?:all\s)?(?:of\s)?(?:the\s|these\s|those\s|our\s|their\s|affected\s)?(?:[a-z]+\s){{0,2}}?{who}\b"
        )),
        ("times", re.compile(
            rf"\b(?:{_DIGITS}|{_WORD_NUMBERS})(?:\s?(?:-|to)\s?(?:{_NUMBER}))?[\s-]?fold\b"
            rf"|\b{_RANGE}(?:\stimes|x)\s(?:more|less|fewer|as|higher|lower|greater|likelier|faster|better|stronger|safer|the\s(?:risk|chance|odds|rate|likelihood))\b"
            r"|\b(?:twice|half)\sas\s(?:likely|common|many|much|high|effective|fast|often|frequent|great|strong|good|deadly|long)\b"
            r"|\b(?:cut|cuts|fell|falls|drop(?:s|ped)?|reduc\w+|lower\w*|decreas\w+|ris(?:es|en)|rose|increas\w+|improv\w+|shr[aiu]nk\w*|eased)\b"
            r"[^,.;:]{0,50}?\sby\s(?:(?:about|almost|nearly|over|around|up\sto|more\sthan)\s)?(?:half|(?:a|one|two)[\s-](?:thirds?|quarters?|fifths?))\b"
            r"|\btwice\sthe\s(?:risk|chance|odds|rate|likelihood)\b"
            r"|\b(?:doubl|tripl|quadrupl|halv)(?:es?|ed|ing)\s(?:(?:the|your|their|a\s[a-z]+'s)\s)?(?:[a-z]+\s){0,2}?(?:risk|chances?|odds|rate|likelihood)\b"
        )),
        ("count", re.compile(
            rf"(?<![\w.$£€/-])(?:{_DIGITS}(?:\s?(?:-|to)\s?{_DIGITS})?\s(?:hundred|thousand|million|billion)|\d{{1,3}}(?:,\d{{3}})+|[1-9]\d{{2,}}"
            rf"|(?:an?|{_WORD_NUMBERS})\s(?:hundred|thousand|million|billion))\s(?:[a-z]+\s){{0,3}}?{who}\b"
        )),
        ("majority", re.compile(rf"\b(?:vast|overwhelming|great|large)\smajority\sof\s(?:[a-z]+\s){{0,2}}?{who}\b")),
    )  # fmt: skip


_UNITS = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
_LENGTH = re.compile(
    rf"\b(?:{_RANGE}\s{_UNITS}(?:\s(?:to|and|or)\s(?:an?|{_NUMBER})\s(?:half\s)?{_UNITS})?"
    rf"|(?:an?|half\san)\s(?:hour|day|week|month|year)\s(?:or\stwo|and\sa\shalf)"
    rf"|(?:an?|half\san)\s(?:hour|day|week|month|year)\sto\s{_NUMBER}\s{_UNITS})\b"
)


@cache
def _length_verbs() -> re.Pattern[str]:
    """What a treatment or its effect does for a time: subject's end, at most five words, the verb, the time."""
    return re.compile(
        r"(?:\s(?!(?:and|or|but|that|which|who|when|if|until|after|before|because|since|to|you|your|symptoms?|people|patients"
        r"|not|isn't|doesn't|should|must)\b)[\w'-]+){0,5}?"
        rf"\s(?:{_alternatives('duration_verbs')}|(?:provides?|gives?|offers?|brings?)\s(?:[a-z]+\s){{0,2}}?(?:{_alternatives('effects')}))\b(?!\s(?:it|them|part|place|care|note|your|off\b(?!\s(?:within|in|after))))"
    )


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    return {
        "mixture": re.compile(rf"\s?(?:[\w-]+\s){{0,2}}?(?:{_alternatives('mixtures')})\b"),
        "mixed": re.compile(rf"\b(?:{_alternatives('mixtures')})\W{{1,3}}$"),
        "money": re.compile(rf"\b(?:{_alternatives('money')})\b|[$£€]"),
        "measure": re.compile(rf"\b(?:{_alternatives('measures')})\b"),
        "effects": re.compile(rf"\b(?:{_alternatives('effects')})\b"),
        "counted": re.compile(rf"\b(?:{_alternatives('populations')})\b"),
    }


# A cheap look for anything that could be a number, before the forms are tried.
_ANY = re.compile(
    r"\d|per\s?cent|\bhalf\b|\btimes\b|thirds?\b|quarters?\b|\bfifths?\b|\btenths?\b|fold\b|twice|doubl|tripl|majority|[mb]illion|"
    rf"\b(?:in|of)\s(?:every\s)?(?:{_WORD_NUMBERS}|an?\s(?:hundred|thousand|million))\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an)\s(?:to\s\w+\s)?(?:or\s\w+\s)?"
    r"(?:minute|hour|day|week|month|year)|\ban?\s(?:hour|day|week|month|year)\s(?:or|and|to)\b"
    r"|\b(?:every|each)\s(?:second|third|fourth|fifth|sixth|eighth|tenth)\b"
)
# Sentences that tell the reader what to do hold times and amounts to keep to.
_INSTRUCTION = re.compile(
    r"\W*(?:please\s|always\s|never\s|then\s|first,?\s|next,?\s)?(?:allow|apply|arrange|ask|avoid|be|bring|call|change|check|choose|clean"
    r"|come|continue|cover|do|don't|drink|eat|ensure|expect|fast|finish|follow|get|give|go|have|hold|keep|leave|let|limit|make|plan|put"
    r"|repeat|rest|rinse|see|skip|sleep|soak|start|stay|stop|store|swallow|take|talk|tell|throw|try|use|wait|walk|wash|wear)\b"
)
_ADVICE = re.compile(
    r"\b(?:you|your\s(?:child|baby|partner))\s(?:should|must|need\sto|will\sneed|may\sneed|'ll\sneed|can|have\sto|could|will\sbe\sasked|are)\b"
    r"|\b(?:should|must)\s(?:not\s)?(?:be|take|wait|rest|avoid|have|use|drink|keep|stay|last|start|stop|get)\b"
    r"|\b(?:aim|try)\s(?:for|to)\b|\bat\s(?:a\s)?(?:time|least)\b.{0,30}\b(?:before|after)\b"
)
_VISIT = re.compile(
    r"\b(?:appointment|visit|consultation|check-?up|class|course of study|call|meeting|interview|exam|shift|assessment|program)\b"
)
_TWO_IN_ONE = re.compile(r"(?:two|three|2|3|all)[\s-]in[\s-](?:one|1)\b")
_YEAR = re.compile(r"(?:in|out of)\s(?:19|20)\d\d\b(?!,)")
_A_YEAR = re.compile(r"(?:19|20)\d\d\s")
_BARE_HUNDRED = re.compile(r"100\s?(?:%|per\s?cent|percent)(?!\s(?:of|in)\b)")
_LIMIT = re.compile(
    r"\b(?:or\s(?:more|less|higher|lower|above|below)|target|goal|(?:ab)?normal|threshold|defined|diagnosed\s(?:if|when))\b"
)
_DEFINED = re.compile(r"\b(?:meaning|means|defined\sas|i\.e\.)\b[^,;.]*$")
# The odds of inheritance follow from counting the ways in which two genes can be passed on.
_INHERITED = re.compile(
    r"\bchances?\b.{0,70}\b(?:inherit\w*|pass(?:es|ed|ing)?|genes?|carriers?|copies|receive)\b"
    r"|\b(?:inherit\w*|pass(?:es|ed|ing)?|genes?|carriers?|copies)\b.{0,70}\bchances?\b"
)
_ONE_THING = re.compile(r"\bof\s(?:your|the\scup|a\s(?:cup|tablet|pill|glass|plate))\b")


@rule(
    prose_sentences,
    message="“{phrase}” has no source. Cite where the number comes from, or leave it out.",
    severity="error",
    standard="DISCERN, question 4; HONcode principle 4; ABPI Code 2024, clauses 6.2 and 6.3",
    options=Options,
)
def check(sentence: Sentence, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first uncited number in a sentence about health."""
    folded = sentence.folded
    if not _ANY.search(folded) or folded.endswith("?"):
        return
    analysis = context.reading.analysis
    found = _statistic(folded)
    if found is None and context.options.durations:
        found = _duration(sentence, analysis)
    if found is None or (found[0] != "treatment" and not _about_health(sentence, analysis)):
        return
    if analysis.roles.get(sentence.block.index) in _NOT_TEXT or analysis.citations.near(sentence):
        return
    name, start, end = found
    because = _mitigation(name, sentence, analysis)
    yield hit(
        sentence.locate(start, end),
        grade="lowered" if because else "normal",
        because=because,
        phrase=sentence.text[start:end],
    )


def _statistic(folded: str) -> tuple[str, int, int] | None:
    """Return the first number that counts or compares people, with the name of its form."""
    first: tuple[str, int, int] | None = None
    for name, pattern in _patterns():
        for match in pattern.finditer(folded):
            if _counts(name, folded, match):
                if first is None or match.start() < first[1]:
                    first = (name, match.start(), match.end())
                break
    return first


def _counts(name: str, folded: str, match: re.Match[str]) -> bool:
    """Tell a finding from a strength, a price, a limit or an idiom."""
    words, after = match[0], folded[match.end() : match.end() + 60]
    around = folded[max(0, match.start() - 80) : match.end() + 60]
    guards = _guards()
    if guards["money"].search(around) or _INHERITED.search(around):
        return False
    if _DEFINED.search(folded, max(0, match.start() - 40), match.start()) or (name == "percent" and "a1c" in folded):
        return False
    if name in {"percent", "times"} and guards["measure"].search(around) and not guards["counted"].search(words):
        return False
    if name == "percent":
        return not (
            guards["mixture"].match(after)
            or guards["mixed"].search(folded[: match.start()])
            or (_BARE_HUNDRED.match(words) and not guards["counted"].search(words))
            or _ONE_THING.match(after.lstrip())
            or after.startswith(" off")
            or (_LIMIT.search(after[:30]) and not guards["counted"].search(words))
            or _INSTRUCTION.match(folded)
        )
    if name == "count":
        return not _A_YEAR.match(words)
    if name == "in":
        return not (_TWO_IN_ONE.match(words) or _YEAR.search(words))
    return True


def _duration(sentence: Sentence, analysis: Analysis) -> tuple[str, int, int] | None:
    """Return the time that a treatment, or its effect, is said to take or to last."""
    folded = sentence.folded
    if not _LENGTH.search(folded) or _INSTRUCTION.match(folded) or _ADVICE.search(folded) or _VISIT.search(folded):
        return None
    verbs = _length_verbs()
    terms = treatment_terms(analysis.vocabulary).find(folded)
    subjects = [(match.end, "treatment") for match in terms if match.label == "named"]
    subjects += [(match.end(), "effect") for match in _guards()["effects"].finditer(folded)]
    for subject, name in sorted(subjects):
        verb = verbs.match(folded, subject)
        if verb is None:
            continue
        length = _LENGTH.search(folded, verb.end(), min(len(folded), verb.end() + 60))
        if length and not re.search(r"[,;:]", folded[verb.end() : length.start()]):
            return name, length.start(), length.end()
    return None


def _about_health(sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a sentence, or the one that leads into its list, states something about health."""
    medical = analysis.medical_sentences
    if _among(medical, sentence.index):
        return True
    lead_in = sentence.block.lead_in
    if lead_in is None:
        return False
    leading = analysis.sentences_of(analysis.document.blocks[lead_in])
    return any(_among(medical, other.index) for other in leading)


def _among(sentences: Sequence[Sentence], index: int) -> bool:
    position = bisect_left(sentences, index, key=attrgetter("index"))
    return position < len(sentences) and sentences[position].index == index


def _mitigation(name: str, sentence: Sentence, analysis: Analysis) -> str:
    citations = analysis.citations
    if name == "majority":
        return "it is a vague share rather than a number"
    if citations.has_reference_list or citations.declared:
        return "the text lists sources, but nothing ties one to this number"
    inside = any(
        link.block == sentence.block.index and sentence.start <= link.start < sentence.end
        for link in citations.internal
    )
    return "the only link near leads to the publisher's own pages" if inside else ""
