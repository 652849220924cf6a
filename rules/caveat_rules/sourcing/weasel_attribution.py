"""Points to studies, experts or patients as evidence without saying which.

## Why it matters

“Studies show” borrows the weight of evidence and keeps the evidence back. The reader cannot check what was studied, in
whom, or whether it was found at all, and neither can the reviewer.

## What to write instead

Name the source and its date, say what it found and in whom, and cite it: “A 2022 imaging study of 18 people found changes
in two brain regions; it did not measure pain [8].” If you cannot find the source, take the sentence out.

## What is not flagged

- A source that is named or cited in the sentence, right after it, at the end of its paragraph, or in the sentence that
  follows: “A 2018 guideline by ASRA found …”, “The CDC estimates …”.
- Studies that the text has introduced: “the study found”, “these trials suggest”.
- The absence of evidence, and work under way: “no studies have tested”, “research is ongoing”, “researchers are looking
  for”. What research *may* show is a hope, not a report.
- People's symptoms and experience: “some people report nausea”, “many people find that rest helps”. Anonymous reports are
  flagged only where they speak for a treatment.
- What clinicians do: “doctors recommend a scan when …” describes practice; “many doctors recommend this drink” does not.
- Instructions and conditions: “ask whether research shows …”.

Where the text has a list of references but nothing ties one to the sentence, the finding is lowered by one step.

## Examples

```flagged
«Research shows» that the new patch calms the nerves. «Many doctors recommend» it for older adults.
```

```flagged
«As many patients report», the relief can last. «Some patients describe» less pain after one session.
```

```flagged
«It is widely believed that» magnesium prevents cramps, and it is easy to see why.
```

```clean
A 2022 trial in 60 adults found no difference from placebo [4]. The study found no serious harm.
```

```clean
Some people report nausea and a dry mouth. No studies have tested the drops in children, and research is ongoing.
```

```clean
Tell your doctor if studies show that a new medicine would suit you better.
```

## Precision

Read on pages of public health bodies that the rule was not written from. In the last draw, 38 of 40 findings were right
(95%): one was a denial, mended since, and in one the study had been named in the paragraph before. In the first, 57 of 60 were.

## Sources

- Health On the Net Foundation, *HONcode*, principle 4, attribution: information is supported by clear references to its
  source. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl. HON's certification service is reported to have closed, so we cite it as a historical
  standard.
- HealthNewsReview.org, review criteria on the quality of evidence and on independent sources (criteria 4 and 5 as we
  number them). Read on the site, which stopped its systematic reviews in December 2018.
- ABPI, *Code of Practice for the Pharmaceutical Industry* (2024), clause 6.3. Read in the Code; it binds member companies
  and shows what good practice asks of a claim.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import cast

from caveat.analysis import Analysis, Sentence
from caveat.rule import Context, Hit, NoOptions, hit, prose_sentences, rule
from caveat.terms import load_yaml_file

# Sections whose sentences are about the text, not about health.
_NOT_TEXT = frozenset({"references", "disclaimer", "about"})


@cache
def _alternatives(key: str) -> str:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return "|".join(re.escape(str(term)).replace(r"\ ", r"\s") for term in sorted(data[key], key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The constructions by name, narrowest first; each is searched in one folded sentence."""
    qualifiers = (
        r"(?:(?:a\s)?(?:growing|large|substantial|strong|increasing|solid|huge|considerable|vast)?\s?"
        r"(?:body|bodies|wealth|amount|plenty|lots|decades|years|majority|handful|range)\sof\s)?"
        rf"(?:(?:{_alternatives('qualifiers')})\s){{0,4}}"
    )
    aside = r"(?:,\s[^,.;:?!]{2,60},)?"
    # What may stand between subject and verb: "studies in adults with long-term pain show".
    about = (
        r"(?:\s(?:out\sof|in|on|of|into|from|about|at|with|by|using|involving|comparing|published|conducted|done|across|around)"
        r"(?:\s(?!(?:not|never|no|nor|have|has|had|who|that|which|is|are|was|were|may|might|can|cannot|could|will|would|do|does"
        rf"|did)\b)[\w'/-]+){{1,8}}?)?{aside}"
    )
    auxiliary = (
        r"(?:\s(?:have|has|had|do|does|also|now|already|clearly|strongly|consistently|repeatedly|generally|widely|often|even"
        r"|increasingly|long|still|recently|further|largely|overwhelmingly|all|both|is|are|continues?\sto|seems?\sto"
        r"|appears?\sto|tends?\sto|been))*"
    )
    adjacent = (
        r"(?:\s(?:also|now|often|even|all|have|still|widely|generally|commonly|strongly|everywhere|alike|today"
        r"|worldwide|around\sthe\sworld|across\sthe\sworld|in\sthe\sfield))*"
    )
    named_group = r"(?:\s(?:with|who\shave|living\swith|on|taking|using|after)(?:\s[\w'-]+){1,5}?)?"
    advised = r"(?:many|most|some|all|several|numerous|countless|leading|top|other|more\sand\smore|more)\s"
    evidence, verbs = _alternatives("evidence"), _alternatives("evidence_verbs")
    people = f"{_alternatives('authorities')}|{_alternatives('practitioners')}"
    singular = "doctor|expert|nurse|scientist|researcher|specialist|physician|pharmacist|dentist|surgeon|therapist"
    believed = (
        r"(?:known|believed|thought|accepted|recogni[sz]ed|considered|said|understood|agreed|claimed|established)"
    )
    return (
        ("single", re.compile(
            rf"\b(?:an?|one|another|some)\s(?:(?:{_alternatives('qualifiers')})\s){{0,3}}(?:{_alternatives('single')})"
            rf"{about}{auxiliary}\s(?:{verbs})\b"
        )),
        ("evidence", re.compile(rf"\b(?:the\s(?=data|evidence|research|science))?{qualifiers}(?:{evidence}){about}{auxiliary}\s(?:{verbs})\b")),
        ("authority", re.compile(
            rf"\b{qualifiers}(?:{_alternatives('authorities')}){about}{auxiliary}"
            rf"\s(?:{verbs}|{_alternatives('opinion_verbs')}|{_alternatives('advice_verbs')})\b"
        )),
        ("practice", re.compile(
            rf"\b{qualifiers}(?:{_alternatives('practitioners')}){adjacent}\s(?:{_alternatives('opinion_verbs')})\b"
            rf"|\b{advised}{qualifiers}(?:{people}){adjacent}\s(?:{_alternatives('advice_verbs')})\b"
        )),
        ("witness", re.compile(
            rf"\b(?:as\s)?(?:(?:many|most|some|several|countless|numerous|other|thousands\sof|hundreds\sof|lots\sof|our)\s){{0,2}}"
            rf"(?:of\sour\s)?(?:{_alternatives('witnesses')}){named_group}{adjacent}\s(?:{_alternatives('witness_verbs')})\b"
        )),
        ("according", re.compile(
            rf"\baccording\sto\s(?:the\s)?{qualifiers}(?:{evidence}|{people})\b"
        )),
        ("idiom", re.compile(
            rf"\b(?:any|every|ask\sany)\s(?:good\s|honest\s)?(?:{singular})\s(?:will|can|would)\s(?:tell|say)\b"
        )),
        ("existence", re.compile(
            rf"\bthere(?:'s|\sis|\sare)\s(?:now\s|also\s|even\s)?{qualifiers}(?:{evidence})"
            r"\s(?:showing|suggesting|indicating|proving|to\s(?:show|suggest|support|prove)|that\s(?:shows?|suggests?|proves?))\b"
        )),
        ("voice", re.compile(
            rf"\b(?:{_alternatives('voices')}){adjacent}\s(?:say|claim|argue|believe|point\sout)\b"
            r"|\b(?:some|many|others)\s(?:say|claim|argue|believe)\b(?!\sto\b)"
        )),
        ("impersonal", re.compile(
            rf"\bit(?:'s|\sis|\swas)(?:\s(?:also|now|widely|generally|commonly|universally|well|often|long)){{0,2}}\s{believed}\sthat\b"
            r"|\bit\shas\s(?:\w+\s)?been\s(?:shown|proven|found|said|suggested|demonstrated|established)\b"
            r"|\b(?:is|are)\s(?:widely|universally)\s(?:believed|thought|considered|accepted|regarded|recogni[sz]ed)\b"
        )),
    )  # fmt: skip


# A cheap look for any subject at all, before the constructions are tried.
_MENTIONS = re.compile(
    r"stud(?:y|ies)|research|scien|evidence|data\b|trials?\b|literature|findings|survey|report|review|meta-anal|paper\b"
    r"|statistics|expert|doctor|physician|clinician|specialist|professional|authorities|investigator|ologists|surgeon"
    r"|therapist|pharmacist|psychiatrist|dieti[tc]ian|nutritionist|p(?:a)?ediatrician|patients|people|users|clients|customers"
    r"|individuals|participants|survivors|parents|women\b|men\b|some say|others? say|(?:some|many) (?:claim|argue|believe)"
    r"|critics|supporters|proponents|advocates|s[ck]eptics|fans\b|it(?:'s| is| was| has)|(?:widely|universally)"
)
# What stands right before a subject that is introduced, denied, asked about or not a subject at all.
_INTRODUCED = re.compile(
    r"(?:\b(?:no|not|this|these|that|those|your|my|their|his|her|its|such|any|without|few|fewer|little|which|what|whose|if"
    r"|whether|unless|until|once|when|not\sall|each|every|in|from|by|with|for|into|on|about|through|between|during|to|no\sother"
    r"|who|the)\s|'s\s)$"
)
_OURS = re.compile(r"\bour\s$")
_RESULTS_OF = re.compile(r"\b(?:results|findings|conclusions)\s(?:of|from)\s$")
_CONDITION = re.compile(
    r"\b(?:if|whether|unless|in case|until|once|what|ask|wonder|see|find out|learn)\b(?:\s[\w']+){0,3}\s$"
)
# A past participle after the noun is no report: "data reported to the registry", "research supported by grants".
_PARTICIPLE = re.compile(
    r"(?<=\s)(?:reported|found|observed|established|supported|linked|estimated|shown|suggested|recommended|indicated|proven"
    r"|discovered|revealed)$"
)
_AFTER_PARTICIPLE = re.compile(r"\s(?:by|to|in|here|above|below|at|on|during|among|with|for|elsewhere|previously)\b")
_AUXILIARY = re.compile(r"\s(?:have|has|had|is|are)\b")
# "show up", "report to", "find help": the verb's other senses.
_OTHER_SENSE = re.compile(
    r"\s(?:up\b|out\b|about\b|to\s(?:the|your|their|a|an)\b|(?:it|them|any|these|their|his|her|your)\s(?:\w+\s){0,3}to\b"
    r"|a\s(?:way|cure|home|doctor)|ways\b|better\sways|new\sways)"
)
_DENIED = re.compile(r"\b(?:no|not|little|without|never|hardly|n't)\b(?:\s[\w'-]+){0,3}\s?$")


@rule(
    prose_sentences,
    message="“{phrase}” points to evidence without saying which. Name the source and cite it, or leave it out.",
    severity="warning",
    standard="HONcode principle 4; HealthNewsReview criteria 4 and 5",
)
def check(sentence: Sentence, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a sentence's first reference to anonymous evidence, unless a source stands near."""
    folded = sentence.folded
    if not _MENTIONS.search(folded) or folded.endswith("?"):
        return
    found = next(_found(folded), None)
    if found is None:
        return
    analysis = context.reading.analysis
    if analysis.roles.get(sentence.block.index) in _NOT_TEXT or _sourced(sentence, analysis):
        return
    start, end = found
    listed = analysis.citations.has_reference_list or bool(analysis.citations.declared)
    yield hit(
        sentence.locate(start, end),
        grade="lowered" if listed else "normal",
        because="the text lists sources, but nothing ties one to this sentence" if listed else "",
        phrase=sentence.text[start:end],
    )


def _found(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence points to anonymous evidence."""
    for name, pattern in _patterns():
        position = 0
        while match := pattern.search(folded, position):
            position = match.start() + 1
            if _points(name, folded, match):
                yield match.start(), match.end()
                break


def _points(name: str, folded: str, match: re.Match[str]) -> bool:
    """Tell evidence that is reported from evidence that is introduced, denied, asked for, or another sense altogether."""
    before, words, after = folded[: match.start()], match[0], folded[match.end() :]
    if name != "impersonal" and (
        (_INTRODUCED.search(before) and not _RESULTS_OF.search(before)) or _CONDITION.search(before)
    ):
        return False
    if name == "impersonal":
        return not _CONDITION.search(before)
    if name in {"according", "existence", "idiom"}:
        return True
    if not _AUXILIARY.search(words) and (
        words.endswith("ing") or (_PARTICIPLE.search(words) and _AFTER_PARTICIPLE.match(after))
    ):
        return False
    if name != "witness" and _OURS.search(before):
        return False
    if _OTHER_SENSE.match(after) and not words.endswith(" this"):
        return False
    if name == "witness":
        clause = re.split(r"[,;:]\s(?:but|while|although)|[;:]", after, maxsplit=1)[0][:90]
        benefit = re.search(rf"\b(?:{_alternatives('benefits')})\b", clause)
        return benefit is not None and not _DENIED.search(clause[: benefit.start()])
    return True


def _sourced(sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a source is cited or named near a sentence, in the next one, or in the list that it leads into."""
    citations = analysis.citations
    if citations.near(sentence):
        return True
    siblings = analysis.sentences_of(sentence.block)
    position = bisect_right(siblings, sentence.start, key=attrgetter("start"))
    if position < len(siblings):
        return bool(citations.within(siblings[position]))
    if not sentence.text.endswith(":"):
        return False
    index = sentence.block.index
    cited = {citation.block for citation in citations.all}
    return any(block.lead_in == index and block.index in cited for block in analysis.document.blocks)
