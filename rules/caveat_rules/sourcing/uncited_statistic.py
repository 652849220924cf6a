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
- How many people a study took in (“the team followed 21,400 adults”), and results told in the past right after the
  sentence that cites their study. What the publisher's own patients got needs a source of its own.
- Dates, times, ages, prices and shares of a price, phone numbers, steps, grades and stages, names with a number in them
  (“type 2 diabetes”, “vitamin B12”).
- Doses, and strengths of a product (“a 5% cream”).
- Limits that define a measurement or a goal (“an HbA1c of 48 or more”, “lose 5% of your body weight”).
- Instructions (“wait 30 minutes”, “do not drive for 24 hours”) and the length of visits.
- Changes that are an aim, a condition or a warning (“aim to lose ten pounds”, “if you have lost weight”).
- What a business counts: bookings, staff, patients treated so far, people turned away, customers who come back.
- How long an illness lasts, or how many minutes one sits through a treatment; how long a *treatment* otherwise takes,
  works or lasts is a fact about the treatment and is flagged, unless the option `durations` is off.

A number need not stand in a sentence that names a disease: in a text about health, a share of people or a comparison is
taken to be about their health. In a table, the first bare number of a row is flagged, unless the table has a source.

Costs are left out. Where the text has a list of references or declares its sources but nothing ties one to the number,
and where the only link near leads to the publisher's own pages, the finding is lowered by one step; so it is for “the vast
majority of patients” and “most of our patients feel better”, which are numbers in disguise.

## Examples

```flagged
Up to «80% of patients» improve. About «1 in 4 people» with migraine see an aura.
```

```flagged
People with the condition are «twice as likely» to have a stroke.
```

```flagged
Sinusitis blocks the nose. It affects «one in eight adults», and the spray is for them. It «cut symptoms by two points».
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
Numbers that take their subject from the text around them came later: of 92 further findings on 687 pages, all read, 87 were
right (95%), and two of the others have been mended.

On 59 pages of our own making, marked by reviewers who had not seen the rule, it found all 31 clear faults and sprang none
of 81 traps once it had been mended on them; before that, 21 of 31, and 9 traps. Expect something between on other pages.

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
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import cast

from caveat.analysis import Analysis, Sentence
from caveat.analysis.lexicon import treatment_terms
from caveat.patterns import compiled
from caveat.rule import Context, Hit, hit, prose_sentences, rule
from caveat.terms import Cue, Cues, load_yaml_file


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a statistic. `durations`: how long a treatment takes, works or lasts."""

    durations: bool = True


_NOT_TEXT = frozenset({"references", "disclaimer", "about"})
_WORD_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    "|a\\sdozen"
)
_DIGITS = r"\d[\d,]{0,14}(?:\.\d{1,6})?"
_NUMBER = rf"(?:{_DIGITS}|{_WORD_NUMBERS})"
_UNITS = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
# "One day in three", "one room in two": what is shared out is no person and no event of health.
_NO_MEMBER = (
    r"(?:days?|nights?|evenings?|mornings?|weeks?|months?|years?|hours?|minutes?|rooms?|things?|seats?|way|place|point|step|time|times"
    r"|word|hand|car|space|or|and|of|dose|pill|tablet|capsule|cup|glass|session|appointment|visit|clinic|shop|booking|call|dollar"
    r"|pound|euro|click|page|ticket|just|was|is|more|less|day's|to|can|that|off|teaspoon|tablespoon|scoop|drop|ml|mg|part)"
)
_PARTS = r"(?:halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?)"
_FRACTION = rf"(?:(?:one-)?half|(?:a|one|two|three|four|five|seven|nine)[\s-]{_PARTS})"
_ABOUT = r"(?:(?:about|around|roughly|some|nearly|almost|over|under|just|up\sto|more\sthan|less\sthan|well|approximately|an?|average|of|mean|typically|as\smuch\sas|another|at\sleast|only|nothing)\s){0,4}?"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|to|and|or)\s?(?:an?\s(?=half|hour)|{_NUMBER}))?"


@cache
def _alternatives(key: str) -> str:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return "|".join(re.escape(str(term)).replace(r"\ ", r"\s") for term in sorted(data[key], key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
    """The forms of a number by name; the first in a sentence is flagged."""
    one = r"(?:person|patient|adult|child|man|woman|baby|infant|pregnancy|birth|case|couple|smoker|user|american)"
    who = rf"(?:{_alternatives('populations')})"
    share = (
        rf"(?:\s(?:of|in)\s(?:all\s|the\s|these\s|those\s|our\s|affected\s|adult\s|older\s|[a-z]+\s){{0,2}}?{who}\b)?"
    )
    return (
        ("percent", (rf"(?<![\w.,$£€])(?:(?:{_WORD_NUMBERS})\s(?:to|or)\s)?{_DIGITS}\s?(?:%\s?)?(?:(?:-|to|and|or)\s?{_DIGITS}\s?)?(?:%|percent\b|per\scent\b|percentage\spoints?\b){share}"
                               rf"|\b(?:{_WORD_NUMBERS})(?:-\w+)?\s(?:percent|per\scent)\b{share}")),
        ("in", (
            rf"(?<![\w.$£€/])(?:between\s{_NUMBER}\sand\s)?{_NUMBER}(?:\s?(?:-|to|or)\s?{_NUMBER})?\s(?:in|out\sof|of\severy|from\severy)\s(?:every\s)?"
            rf"(?:(?:an?\s)?(?:hundred|thousand|million)|{_NUMBER})(?:\s(?:hundred|thousand|million|billion))?\b(?:\s(?:[a-z]+\s){{0,2}}?{who}\b)?"
            rf"|(?<![\w.$£€/]){_DIGITS}/{_DIGITS}\s(?:of\s)?(?:the\s|our\s)?{who}\b|(?<![\w.:/-])1\s?:\s?(?:[1-9]\d{{2,3}}|\d{{1,3}}(?:,\d{{3}})+)\b"
        )),
        ("every", (
            rf"\b(?:every|each)\s(?:second|third|fourth|fifth|sixth|eighth|tenth)\s{one}\b"
            rf"|\b(?:(?:one|1)\s(?!{_NO_MEMBER}\b)[a-z]{{3,}}|{_NUMBER}\s{who})\s(?:in|out\sof)\s(?:every\s|an?\s)?(?:{_NUMBER}|hundred|thousand|million)\b(?!\s{_UNITS}|\s?[%°/]|(?:\sor\s\w+)?\s(?:[a-z]+\s)?(?:countries|hospitals|cent(?:er|re)s|cities|clinics|trials|studies|states|sites|schools|towns|practices|locations|places|parts|pieces|rooms|styles|colou?rs|sizes))"
            rf"|\b(?:once|twice)\sin\s(?:every\s|about\s|some\s)?(?:an?\s)?(?:{_NUMBER}|hundred|thousand|million)\s(?:hundred\s|thousand\s)?(?:[a-z]+\s)?(?:{who}|{_alternatives('events')}|injections|sessions|doses|scans|tests)\b"
        )),
        ("of", (
            rf"(?<![\w.$£€/]){_DIGITS}\sof\s(?:(?:the|our|those|these)\s)?(?:first\s|last\s)?{_DIGITS}\s(?:[a-z]+\s){{0,2}}?{who}\b"
            rf"|\b{_NUMBER}\sof\s(?:the|our|those|these|my)\s(?:first\s|last\s)?{_NUMBER}\s(?:(?!(?:are|is|were|was)\b)[a-z]+\s){{0,2}}?{who}\b"
        )),
        ("per", (rf"(?<![\w.,$£€]){_RANGE}\s(?:[a-z]+\s){{0,3}}?(?:per|in\severy|for\severy)\s(?:\d[\d,]*(?:\s(?:million|thousand))?|hundred|thousand|million)\b(?:\s(?:[a-z]+\s){{0,2}}?{who}\b)?")),
        ("fraction", (
            rf"\b(?:(?:one-third|a\sthird|a\squarter|one-quarter)\sto\s)?{_FRACTION}"
            rf"\s(?:of\s)?(?:all\s)?(?:of\s)?(?:the\s|these\s|those\s|our\s|their\s|affected\s)?(?:[a-z][\w'-]*\s){{0,2}}?{who}\b"
            rf"|\b{_FRACTION}\sof\s(?:all\s|the\s)?(?:(?!a\b|an\b|your\b|each\b)[a-z][\w'-]*\s){{0,2}}?(?:{_alternatives('events')})\b"
            rf"|(?:^\W*|\b(?:about|nearly|almost|roughly|around|approximately|over|(?:more|less|fewer)\sthan|up\sto|at\sleast|only|some)\s)"
            rf"{_FRACTION}\s(?:of\s(?:them|those|these|us)\s)?(?:{_alternatives('share_verbs')})\b"
        )),
        ("times", (
            rf"\b(?:{_DIGITS}|{_WORD_NUMBERS})(?:\s?(?:-|to)\s?(?:{_NUMBER}))?[\s-]?fold\b"
            rf"|\b{_RANGE}(?:\sand\sa\shalf)?(?:\stimes|x)\s(?:more|less|fewer|as(?:\s[a-z]+)?|likelier|better|(?!(?:after|over|under|per|either|other|however|never|whether|ever|daily)\b)[a-z]{{2,}}er|that\sof|what|the\s(?:risk|chance|odds|rate|likelihood|normal|usual|average))\b"
            r"|\b(?:twice|half)\sas\s(?!(?:a|an|the|well|if|soon|part)\b)[a-z]+\b"
            r"|\b(?:cut|cuts|cutting|fell|falls?|drop(?:s|ped)?|reduc\w+|lower\w*|decreas\w+|ris(?:es|en)|rose|increas\w+|improv\w+|shr[aiu]nk\w*|eased?|slash\w*|boost\w*|rais\w+|shorten\w*|down)\b"
            rf"[^,.;:]{{0,50}}?\sby\s{_ABOUT}{_FRACTION}\b(?!\san?\s)"
            rf"|\b(?:cut|cuts|cutting|reduc\w+|slash\w*)\s(?:[\w'-]+\s){{0,5}}?(?:{_alternatives('rates')})\sin\shalf\b"
            r"|\b(?:is|are|was|were)\s(?:nearly\s|almost\s|about\s|roughly\s|more\sthan\s|over\s|around\s)?(?:double|triple|treble|twice|half|three\stimes)\s(?:that|those|what|the\s(?:national\s|usual\s|normal\s)?(?:average|rate|risk|figure))\b"
            rf"|\btwice\sthe\s(?:[a-z]+\s)?(?:{_alternatives('rates')})\b"
            rf"|\b(?:doubl|tripl|quadrupl|halv)(?:es?|ed|ing)\s(?:(?:the|your|their|its|his|her|my|our|a\s[a-z]+'s)\s)?(?:[a-z]+\s){{0,2}}?(?:{_alternatives('rates')})\b"
        )),
        ("change", (
            rf"\b(?:{_alternatives('change_verbs')})\b(?:[^,.;:]{{0,50}}?\sby)?\s{_ABOUT}{_RANGE}(?:\s(?:percentage\s)?|-)?(?:{_alternatives('amounts')})\b(?!\s(?:of\sage|old|after|before|later))"
            rf"|\b(?:delay(?:s|ed|ing)?|shorten(?:s|ed|ing)?|prolong(?:s|ed|ing)?|extend(?:s|ed|ing)?|cuts?|reduc(?:es?|ed|ing)|slow(?:s|ed)?)\b[^,.;:]{{0,50}}?\sby\s{_ABOUT}{_RANGE}\s{_UNITS}\b(?!\s(?:of\sage|old))"
            rf"|\badd(?:s|ed)?\s{_ABOUT}{_RANGE}\s(?:healthy\s|good\s|extra\s)?(?:years?|months?)\sto\b"
            rf"|\b(?:lost|loses?|losing|shed|sheds|dropped|drops?|gained|put\son)\s{_ABOUT}{_RANGE}\s?(?:{_alternatives('weights')})\b"
            rf"|\b(?:average|mean|median|typical)\s(?:[a-z]+\s){{0,3}}?(?:loss|gain|reduction|drop|fall|improvement|increase|rise|decrease)\s(?:was\s|is\s|of\s){_ABOUT}{_RANGE}\s?(?:{_alternatives('amounts')})\b"
            rf"|\b(?:went|goes|gone|fell|fallen|dropped|rose|risen|climbed|came\sdown|down|up|lowered|reduced|cut|improved|shrank|slid|plunged)\s(?:[a-z]+\s){{0,3}}?from\s{_ABOUT}(?!(?:19|20)\d\d\b){_NUMBER}(?:\s?%|\s(?:[a-z]+))?\s(?:down\s|up\s)?to\s{_ABOUT}(?!(?:19|20)\d\d\b){_NUMBER}\b(?!\s?[ap]\.?m\b)"
        )),
        ("count", (
            rf"(?<![\w.$£€/-])(?:{_DIGITS}(?:\s?(?:-|to)\s?{_DIGITS})?\s(?:hundred|thousand|million|billion)|\d{{1,3}}(?:,\d{{3}})+|[1-9]\d{{2,}}"
            rf"|(?:an?|{_WORD_NUMBERS})\s(?:hundred|thousand|million|billion))\s(?:[a-z]+\s){{0,3}}?{who}\b"
        )),
        ("yearly", (
            rf"(?<![\w.$£€/-])(?:{_DIGITS}\s(?:hundred|thousand|million|billion)|\d{{1,3}}(?:,\d{{3}})+|[1-9]\d{{2,}})\s(?:(?!{_UNITS}\b)[a-z-]+\s){{0,4}}?"
            rf"(?:(?:(?:carried\sout|performed|done|diagnosed|recorded|given|reported)\s(?:[a-z]+\s){{0,3}}?|(?:operations|surgeries|procedures|replacements|transplants|births|deaths|cases|admissions|injuries|fractures|strokes|infections)\s)(?:each|every|last|a|per|this)\syear\b)"
        )),
        ("trend", (
            rf"\b(?:has|have)\s(?:(?:almost|nearly|more\sthan|roughly|at\sleast|now|already|about)\s){{0,2}}(?:(?:doubled|tripled|trebled|quadrupled|halved)|(?:risen|grown|increased|fallen|dropped|soared|jumped|climbed|shrunk|declined)\s(?:[a-z]+fold|by\s{_ABOUT}(?:{_FRACTION}|{_NUMBER}(?:\s?%|\sper\s?cent))))"
            rf"\s(?:since\s(?:the\s)?(?:\w+\s)?(?:(?:19|20)\d\ds?|war|pandemic)|(?:in|over|within)\s(?:just\s|only\s)?(?:the\s(?:last|past)(?:\s[a-z0-9-]+)?\s(?:{_UNITS}|decades?|century|generation)|a\s(?:single\s)?(?:generation|decade|year)|{_NUMBER}\s{_UNITS}|(?:less|under|over)\s\w+))"
        )),
        ("majority", (
            rf"\b(?:vast|overwhelming|great|large)\smajority\sof\s(?:[a-z]+\s){{0,2}}?{who}\b"
            rf"|\b(?:most|(?:nearly|almost|practically|virtually)\s(?:all|every\sone)|the\smajority)\s(?:of\s)?our\s(?:[a-z]+\s){{0,2}}?(?:{who}|ladies|runners|athletes|wearers|guests|couples|buyers)(?=\s(?:with\s(?:[a-z]+\s){{1,3}}|who\s(?:[a-z]+\s){{1,4}})?(?:(?:will|do|also|already|now|soon|quickly|have|who|can)\s){{0,2}}"
            r"(?:feel|felt|see|saw|seen|notice[ds]?|report(?:ed)?|experience[ds]?|lose|lost|recover(?:ed)?|walk(?:ed)?|sleep|slept|respond(?:ed)?|improve[ds]?|enjoy|regain(?:ed)?|return(?:ed)?|stop(?:ped)?"
            r"|get\s(?:better|relief|results|pregnant|their|rid|back)|need\s(?:only|fewer|no|just)|find\s(?:relief|that)|(?:are|were)\s(?:back|pain|free|better|able|symptom|cured|sleeping|walking|running|off))\b)"
        )),
    )  # fmt: skip


_LENGTH = compiled(
    rf"\b(?:{_RANGE}\s{_UNITS}(?:\s(?:to|and|or)\s(?:an?|{_NUMBER})\s(?:half\s)?{_UNITS})?"
    rf"|(?:an?|half\san)\s(?:hour|day|week|month|year)\s(?:or\stwo|and\sa\shalf)"
    rf"|(?:an?|half\san)\s(?:hour|day|week|month|year)\sto\s{_NUMBER}\s{_UNITS})\b"
)


_SHORT = compiled(r"\b(?:seconds?|minutes?|mins?)$")
_TO_WORK = compiled(r"\s(?:or\s\w+\s)?(?:to|before|until|for)\s")


@cache
def _length_verbs() -> re.Pattern[str]:
    """What a treatment or its effect does for a time: subject's end, at most five words, the verb, the time."""
    return compiled(
        r"(?:\s(?!(?:and|or|but|that|which|who|when|if|until|after|before|because|since|to|you|your|symptoms?|people|patients"
        r"|not|isn't|doesn't|should|must)\b)[\w'-]+){0,5}?"
        rf"\s(?:{_alternatives('duration_verbs')}|(?:provides?|gives?|offers?|brings?)\s(?:[a-z]+\s){{0,2}}?(?:{_alternatives('effects')}))\b(?!\s(?:it|them|part|place|care|note|your|off\b(?!\s(?:within|in|after))))"
    )


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    return {
        "mixture": compiled(rf"\s?(?:[\w-]+\s){{0,2}}?(?:{_alternatives('mixtures')})\b"),
        "mixed": compiled(rf"\b(?:{_alternatives('mixtures')})\W{{1,3}}$"),
        "money": compiled(rf"\b(?:{_alternatives('money')})\b|[$£€]"),
        "measure": compiled(rf"\b(?:{_alternatives('measures')})\b"),
        "effects": compiled(rf"\b(?:{_alternatives('effects')})\b"),
        "counted": compiled(rf"\b(?:{_alternatives('populations')})\b"),
        "mixture_word": compiled(rf"\b(?:{_alternatives('mixtures')})\b"),
        "business": compiled(rf"\b(?:{_alternatives('business')})\b"),
        "effect_of": compiled(
            rf"\b(?:{_alternatives('change_verbs')}|{_alternatives('rates')}|{_alternatives('effects')}|occurs?|affects?|bacteria|germs|viruses)\b"
        ),
    }


# A cheap look for anything that could be a number, before the forms are tried; most sentences hold none.
_DIGIT = compiled(r"\d")
_STEMS = (
    *("cent", "half", "times", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "fold"),
    *("twice", "doubl", "tripl", "halv", "majority", "illion", "points", "pounds", "kilos", "inches", "stone", "sizes"),
    *("hundred", "thousand", "second", " one", " two", " three", " four", " five", " six", " seven", " eight", " nine"),
    *(" ten", " eleven", " twel", " thir", " twenty", " fift", " dozen", "hour", " day", "week", "month", "year"),
    *("minute", " our "),
)
_ANY = Cue(
    r"per\s?cent|\b(?:most|all|one)\sof\sour\b|\ball\sour\b|\bhalf\b|\btimes\b|thirds?\b|quarters?\b|\b(?:fif|six|seven|eigh|nin|ten)ths?\b|fold\b|twice|doubl|tripl"
    r"|halv|majority|[mb]illion|\b(?:points|pounds|kilos|inches|stone|sizes)\b|"
    rf"\b(?:in|of)\s(?:every\s|the\s|our\s|those\s|these\s|my\s)?(?:{_WORD_NUMBERS}|(?:an?\s)?(?:hundred|thousand|million))\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an)\s(?:to\s\w+\s)?(?:or\s\w+\s)?"
    r"(?:minute|hour|day|week|month|year)|\ban?\s(?:hour|day|week|month|year)\s(?:or|and|to)\b"
    r"|\b(?:every|each)\s(?:second|third|fourth|fifth|sixth|eighth|tenth)\b",
    *_STEMS,
)
# Sentences that tell the reader what to do hold times and amounts to keep to.
_INSTRUCTION = compiled(
    r"\W*(?:please\s|always\s|never\s|then\s|first,?\s|next,?\s)?(?:allow|apply|arrange|ask|avoid|be|bring|call|change|check|choose|clean"
    r"|come|continue|cover|do|don't|drink|eat|ensure|expect|fast|finish|follow|get|give|go|have|hold|keep|leave|let|limit|make|plan|put"
    r"|repeat|rest|rinse|see|skip|sleep|soak|start|stay|stop|store|swallow|take|talk|tell|throw|try|use|wait|walk|wash|wear)\b"
)
_ADVICE = compiled(
    r"\b(?:you|your\s(?:child|baby|partner))\s(?:should|must|need\sto|will\sneed|may\sneed|'ll\sneed|can|have\sto|could|will\sbe\sasked|are)\b"
    r"|\b(?:should|must)\s(?:not\s)?(?:be|take|wait|rest|avoid|have|use|drink|keep|stay|last|start|stop|get)\b"
    r"|\b(?:aim|try)\s(?:for|to)\b|\bat\s(?:a\s)?(?:time|least)\b.{0,30}\b(?:before|after)\b"
)
_VISIT = compiled(
    r"\b(?:appointment|visit|consultation|check-?up|class|course of study|call|meeting|interview|exam|shift|assessment|program)\b"
)
_TWO_IN_ONE = compiled(r"(?:two|three|2|3|all)[\s-]in[\s-](?:one|1)\b")
_YEAR = compiled(r"(?:in|out of)\s(?:19|20)\d\d\b(?!,)")
_A_YEAR = compiled(r"(?:19|20)\d\d\s")
_BARE_HUNDRED = compiled(r"100\s?(?:%|per\s?cent|percent)(?!\s(?:of|in)\b)")
_LIMIT = compiled(
    r"\b(?:or\s(?:more|less|higher|lower|above|below)|target|goal|(?:ab)?normal|threshold|defined|diagnosed\s(?:if|when))\b"
)
_DEFINED = compiled(r"\b(?:meaning|means|defined\sas|i\.e\.)\b[^,;.]*$")
# The odds of inheritance follow from counting the ways in which two genes can be passed on.
_INHERITED = compiled(
    r"\bchances?\b.{0,70}\b(?:inherit\w*|pass(?:es|ed|ing)?|genes?|carriers?|copies|receive)\b"
    r"|\b(?:inherit\w*|pass(?:es|ed|ing)?|genes?|carriers?|copies)\b.{0,70}\bchances?\b"
)
_UNIT_NEXT = compiled(rf"\s(?:{_UNITS}|sessions?|steps?|parts?|stages?|languages|locations|rooms)\b")
# How many a publisher has served is a boast of size; it tells nobody what happened to them.
_VOLUME = compiled(
    r"\b(?:treated|served|serving|seen|trusted?|welcomed|joined|performed|carried\sout|delivered|cared\sfor|looked\safter|happy|enrolled|rated|ratings?|reviews?|stars)\b"
)
# "Has done over 4,000 cases", "we do 900 scans a year".
_BOAST = compiled(
    r"\b(?:has|have|having|had|'s|'ve)\s(?:now\s|already\s|personally\s|successfully\s)?(?:done|completed|placed|fitted|given|made|taught|coached|helped|handled)"
    r"\s(?:over\s|more\sthan\s|some\s|about\s|nearly\s|around\s|well\sover\s){0,2}$|\b(?:seats?|seating|room\sfor|capacity\sof)\s(?:up\sto\s)?$"
)
_OWN_VOLUME = compiled(
    r"\b(?:we|our|i|he|she|dr|mr|mrs|ms|our\steam|clinics?|hospital|trust|centre|center|practice|charity|funding|budget)\b"
)
# How many a study took in says how it was made, and not what it found.
_SAMPLE_BEFORE = compiled(
    r"\b(?:followed|tracked|recruited|enrolled|split|randomi[sz]ed|assigned|studied|surveyed|interviewed|analy[sz]ed|examined"
    r"|monitored|tested|questioned|polled|pooled|scanned|divided|compared)\s(?:[\w'-]+\s){0,6}?$"
    r"|\b(?:stud(?:y|ies)|trials?|surveys?|reviews?|analys[ei]s|meta-analys[ei]s|cohorts?|experiments?|samples?|polls?|data|records|audit)\b"
    r"(?:\s(?!(?:found|finds?|shows?|showed|shown|suggests?|suggested|reveals?|revealed|says?|said|reports?|reported|that|concluded|estimates?|estimated|is|are"
    r"|was|were|than)\b)[\w'-]+){0,6}?\s(?:of|in|with|among|from|on|across|included|includes|including|involved|involving|involves|covered|covering|covers"
    r"|in\swhich|looked\sat|which\sincluded|that\sincluded)\s(?:[\w'-]+\s){0,3}?$"
)
_SAMPLE_AFTER = compiled(
    r"(?:\s(?!(?:and|or|die|have|are|is)\b)[\w'-]+){0,8}?\s(?:took\spart|filled\sin|kept\s(?:a|food|sleep|pain)\s?\w*\sdiar|volunteered|were\s(?:then\s|randomly\s|also\s)?(?:split|randomi[sz]ed"
    r"|followed|enrolled|recruited|assigned|asked|surveyed|tracked|studied|interviewed|scanned|monitored|included|divided|questioned)"
    r"|(?:took|used|received|got|swallowed|wore|drank|ate)\s(?:[\w'-]+\s){1,6}?or\s(?:an?\s)?(?:placebo|dummy|sham|nothing|usual\scare))\b"
)
# Who is turned away tells of the publisher's ways of choosing, and not of health.
_REFUSED = compiled(
    r"\b(?:(?:are|were|be|is|being)\s(?:told\sno|turned\s(?:away|down)|refused)|(?:we|i)\s(?:\w+\s)?(?:turn(?:ed)?\s(?:away|down)|decline|refuse|say\sno\sto))\b"
)
_LOST = compiled(r"\b(?:los[est]\w*|losing|shed\w*|dropped|drops?|gain\w*|put\son)\s(?:[\w'-]+\s){0,4}?$")
_CONTENTS = compiled(r"\bcontain(?:s|ing|ed)?\s(?:only\s|just\s|about\s|at\sleast\s|up\sto\s)?$")
_PATIENTS = compiled(
    r"\b(?:people|patients|women|men|children|adults)\swith\s(?:the|this|a)\s(?:condition|disease|illness)\b"
)
# What others found does not show what "our" patients got.
_OWN = compiled(
    r"\bour\s(?!(?:20\d\d|audit|data|records|survey|figures|results)\b)|\bin\sour\shands\b|\bours\b|^\W*we\b(?=[^,;]{0,40}$)"
)
# A change that is an aim, a condition or a reason to see a doctor is no finding.
_HOPED = compiled(
    r"\b(?:if|when|unless|should|must|aims?|aiming|goals?|targets?|try|want|wants|need|could|whether|who\shave)\b"
)
_LOSING = compiled(r"\W*(?:losing|lose|lowering|reducing)\b")
_WARNING = compiled(r"\bwithout\s(?:trying|meaning|wanting)\b|\bor\smore\b")
# "You may be suitable if you:" leads into conditions, and a number in one is a limit.
_CRITERIA = compiled(
    r"\b(?:if|when|who|whose|that)(?:\s(?:you|your|they|he|she|the\sperson|people|have|has|had|are|is))*\W*$"
)
_GENES = compiled(r"\b(?:genes?|inherit\w*|carriers?|mutations?)\b")
# A sentence in a cell that is shorter than this says what it means only together with its row and header.
_FEWEST_WORDS = 5
_WIDEST_TABLE = 60
_HEADER_CELLS = 5
_NUMBER_CELL = compiled(
    r"^\W*(?:about|around|up to|fewer than|less than|more than|over|under)?\s?\d[^a-z]*(?:in\s[\d,]+|[a-z]{1,3})?\W*$"
)
_ONE_THING = compiled(r"\bof\s(?:your|the\scup|a\s(?:cup|tablet|pill|glass|plate))\b")


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
    if folded.endswith("?") or not _holds_number(folded):
        return
    analysis = context.reading.analysis
    found = _statistic(folded)
    if found is None and context.options.durations:
        found = _duration(sentence, analysis)
    if found is None or (found[0] != "treatment" and not _about_health(found, sentence, analysis)):
        return
    role = analysis.roles.get(sentence.block.index)
    if role in _NOT_TEXT or (role == "cost" and not _among(analysis.medical_sentences, sentence.index)):
        return
    name, start, end = found
    own = _OWN.search(folded, 0, start) is not None
    if analysis.citations.within(sentence) if own else analysis.citations.near(sentence):
        return
    because = _mitigation(name, sentence, analysis)
    yield hit(
        sentence.locate(start, end),
        grade="lowered" if because else "normal",
        because=because,
        phrase=sentence.text[start:end],
    )


def _holds_number(folded: str) -> bool:
    if _DIGIT.search(folded):
        return True
    return _ANY.search(folded) is not None


@cache
def _cues() -> tuple[Cues, dict[Cue, str]]:
    """Return the forms of a number, each with its name."""
    named = {Cue.of(pattern): name for name, pattern in _patterns()}
    return Cues(named), named


@lru_cache(maxsize=8_192)
def _statistic(folded: str) -> tuple[str, int, int] | None:
    """Return the first number that counts or compares people, with the name of its form."""
    first: tuple[str, int, int] | None = None
    cues, names = _cues()
    for cue in cues.may_match(folded):
        name = names[cue]
        for match in cue.pattern.finditer(folded):
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
    if _DEFINED.search(folded, max(0, match.start() - 120), match.start()) or (name == "percent" and "a1c" in folded):
        return False
    if (
        name in {"percent", "times"}
        and guards["measure"].search(around)
        and not guards["counted"].search(words)
        and not _LOST.search(folded, max(0, match.start() - 60), match.start())
    ):
        return False
    if _REFUSED.search(around):
        return False
    if name == "percent":
        return not (
            guards["mixture"].match(after)
            or guards["mixed"].search(folded[: match.start()])
            or (_BARE_HUNDRED.match(words + after) and not guards["counted"].search(words))
            or _CONTENTS.search(folded, max(0, match.start() - 40), match.start())
            or _ONE_THING.match(after.lstrip())
            or re.match(r" off\b", after)
            or (_LIMIT.search(after[:30]) and not guards["counted"].search(words))
            or _INSTRUCTION.match(folded)
        )
    if name == "count":
        before = folded[max(0, match.start() - 110) : match.start()]
        return not (
            _A_YEAR.match(words)
            or _VOLUME.search(around)
            or _BOAST.search(before)
            or _SAMPLE_BEFORE.search(before)
            or _SAMPLE_AFTER.match(folded, match.end())
        )
    if name == "yearly":
        return _OWN_VOLUME.search(folded) is None
    if name == "in":
        return not (_TWO_IN_ONE.match(words) or _YEAR.search(words) or _UNIT_NEXT.match(after))
    if name == "change":
        return not (
            _LOSING.match(folded)
            or _HOPED.search(folded, max(0, match.start() - 160), match.start())
            or _WARNING.search(after)
            or _INSTRUCTION.match(folded)
        )
    if name in {"times", "fraction"}:
        return not _INSTRUCTION.match(folded)
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
        if not length or re.search(r"[,;:]", folded[verb.end() : length.start()]):
            continue
        if (
            verb[0].endswith((" take", " takes"))
            and _SHORT.search(length[0])
            and not _TO_WORK.match(folded, length.end())
        ):
            continue  # How long one sits there is said to plan the day.
        return name, length.start(), length.end()
    return None


def _about_health(found: tuple[str, int, int], sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a number tells of health: in its own sentence, or by the text around it.

    Who counts people, or compares them, in a text about health, is taken to count what happens to their health, unless
    the sentence is about business. A bare percentage needs more: a word of effect, or a statement about health close by.
    """
    medical = analysis.medical_sentences
    lead_in = sentence.block.lead_in
    if lead_in is not None and _CRITERIA.search(analysis.document.blocks[lead_in].prose.folded):
        return False
    if _among(medical, sentence.index):
        return True
    if not medical:
        return False
    guards, folded = _guards(), sentence.folded
    if sentence.block.kind == "cell" and folded.count(" ") < _FEWEST_WORDS:
        return _tells_in_table(sentence, analysis)
    if "chance" in folded and any(
        _GENES.search(other.folded) for other in analysis.sentences[max(0, sentence.index - 3) : sentence.index]
    ):
        return False
    if lead_in is not None:
        leading = analysis.sentences_of(analysis.document.blocks[lead_in])
        if any(_among(medical, other.index) for other in leading):
            return True
    if guards["business"].search(folded) and not _PATIENTS.search(folded):
        return False
    name, start, end = found
    if (
        name == "percent"
        and not guards["counted"].search(folded, start, end)
        and not guards["effect_of"].search(folded)
    ):
        return any(_among(medical, index) for index in range(sentence.index - 2, sentence.index + 2))
    return True


def _tells_in_table(sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a bare number in a table is the first of its row, names no dose, price or limit, and has no source."""
    blocks = analysis.document.blocks
    index = first = last = sentence.block.index
    while first and blocks[first - 1].kind == "cell" and index - first < _WIDEST_TABLE:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].kind == "cell" and last - index < _WIDEST_TABLE:
        last += 1
    if index == first or _NUMBER_CELL.search(blocks[index - 1].prose.folded):
        return False
    cited = analysis.citations.all
    position = bisect_left(cited, first, key=attrgetter("block"))
    if position < len(cited) and cited[position].block <= last:
        return False
    lead_in = sentence.block.lead_in
    about = [blocks[index - 1], *blocks[first : min(index, first + _HEADER_CELLS)]]
    about += [blocks[lead_in]] if lead_in is not None else []
    words = " | ".join(block.prose.folded for block in about)
    guards = _guards()
    return not any(guards[name].search(words) for name in ("money", "measure", "mixture_word", "business"))


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
