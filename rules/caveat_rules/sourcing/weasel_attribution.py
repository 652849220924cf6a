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
- What clinicians do and what they call things: “doctors recommend a scan when …”, “doctors call this gout”. Praise is
  another matter: “many doctors recommend this drink”, “leading surgeons call it a breakthrough”, “recommended by doctors”.
- What is widely believed, where the sentence or the next one denies it.
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

```flagged
«Study after study has confirmed» it. «Dermatologists will tell you» the same. It is «believed by many» to be safe.
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
Praise, the passive and evidence that is said to be settled came later, from pages of sellers; they add hardly a finding to
687 pages of public health bodies.

On 59 pages of our own making, marked by reviewers who had not seen the rule, it finds 12 of 13 clear faults and none of 26
near misses after it was mended on them; before, 10.

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
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import cast

from caveat.analysis import Analysis, Sentence
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, hit, prose_sentences, rule
from caveat.terms import Cue, Cues, load_yaml_file

# Sections whose sentences are about the text, not about health.
_NOT_TEXT = frozenset({"references", "disclaimer", "about"})


@cache
def _data() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


def _alternatives(key: str) -> str:
    data = _data()
    return "|".join(re.escape(str(term)).replace(r"\ ", r"\s") for term in sorted(data[key], key=len, reverse=True))


# Stems of which a sentence must hold one before a construction is searched in it: most sentences are spared the search.
_EVIDENCE_STEMS = (
    *("stud", "research", "scien", "evidence", "data", "trial", "literature", "findings", "review", "analys"),
    *("statistic", "survey", "report", "paper", "independent tests"),
)
_AUTHORITY_STEMS = ("authorit", "expert", "investigator", "researcher", "scientist", "medical ", "scientific ")
# Nearly all who practise end in "-ists" or "-ians".
_PEOPLE_STEMS = (
    *("ists", "ians", "octors", "experts", "researchers", "surgeons", "professionals", "authorities", "investigators"),
    *("nurses", "midwives", "gps", "medics", "coaches", "chiropractors", "osteopaths", "physios", "trainers", "vets"),
    *("medical ", "scientific "),
)
_NEEDS: dict[str, tuple[str, ...]] = {
    "inside": _EVIDENCE_STEMS,
    "single": _EVIDENCE_STEMS,
    "evidence": _EVIDENCE_STEMS,
    "authority": _AUTHORITY_STEMS,
    "practice": _PEOPLE_STEMS,
    "praise": _PEOPLE_STEMS,
    "witness": (
        "agree",
        "claim",
        "descri",
        "rave",
        "report",
        "say",
        "said",
        "swear",
        "tell",
        "told",
        "testify",
        "vouch",
    ),
    "according": ("according to",),
    "idiom": (
        "any ",
        "every ",
        "leading ",
        "top ",
        "senior ",
        "known ",
        "famous ",
        "renowned ",
        "eminent ",
        "respected ",
    ),
    "existence": ("there",),
    "voice": ("say", "claim", "argue", "believe", "point"),
    "buyer": ("many", "most", "countless", "thousands", "hundreds", "lots", "our "),
    "passive": (" by ",),
    "settled": (
        *(
            "scien",
            "evidence",
            "research",
            "data",
            "proof",
            "journals",
            "textbooks",
            "literature",
            "ically ",
            "documented",
        ),
        *("proven", "consensus", "time and again", "y after ", "l after ", "t after ", "r after "),
    ),
    "impersonal": (
        *("it is ", "it's ", "it was ", "it has ", "is said to", "known", "knows", "widely", "commonly", "generally"),
        *("universally", "reputed"),
    ),
}


_NUMBER_WORD = r"\d[\d,]*|half|most|nearly|about|over|almost|two|three|four|five|six|seven|eight|nine|ten"


@cache
def _patterns() -> tuple[tuple[str, str], ...]:
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
        r"|appears?\sto|tends?\sto|been|everywhere|worldwide|alike|the\sworld\sover))*"
    )
    adjacent = (
        r"(?:\s(?:also|now|often|even|all|have|still|widely|generally|commonly|strongly|everywhere|alike|today|increasingly"
        r"|worldwide|the\sworld\sover|all\sover\sthe\sworld|around\sthe\sworld|across\sthe\sworld|in\sthe\sfield))*"
    )
    named_group = r"(?:\s(?:with|who\s(?:have|try|tried|use|used|take|took|switch|switched|join|joined)|living\swith|on|taking|using|after)(?:\s[\w'-]+){1,5}?)?"
    advised = r"(?:many|most|some|all|several|numerous|countless|leading|top|other|more\sand\smore|more)\s"
    evidence, verbs = _alternatives("evidence"), _alternatives("evidence_verbs")
    practitioners = f"{_alternatives('practitioners')}|[a-z]{{2,}}(?:ologists|iatrists)|[a-z]{{4,}}therapists"
    people = f"{_alternatives('authorities')}|{practitioners}"
    singular = (
        "doctor|expert|nurse|scientist|researcher|specialist|physician|pharmacist|dentist|surgeon|therapist|midwife|vet"
        "|dietitian|nutritionist|p(?:a)?ediatrician|trainer|physio|gp|coach|[a-z]{2,}(?:ologist|iatrist|therapist)"
    )
    hedge = (
        r"(?:\s(?:quietly|slowly|now|also|all|always|long|finally|increasingly|already|openly|even|ever|more|been|become"
        r"|becoming|starting\sto|beginning\sto|just|themselves|have|has|had))*"
    )
    many = (
        r"(?:many|most|some|countless|millions|thousands|generations|scores|plenty|lots|several|leading|top|all\ssorts)"
    )
    believed = r"(?:known|believed|thought|accepted|recogni[sz]ed|considered|said|understood|agreed|claimed|established|acknowledged)"
    return (
        # What was found "in a study of 219 patients", or by "a study just published", which nobody could look up.
        ("inside", (
            rf"(?:^\W*|[,;:]\s|\band\s|\bbut\s)(?:in|according\sto)\s(?:one\s|another\s|an?\s(?=(?:[\w-]+\s){{1,3}}?(?:(?:stud|trial|surv|rev|pap|rep|meta|clin)[\w-]*\s)?[\w-]*(?:stud|trial|survey|review|analys)[\w-]*\s(?:of|in|with|on|among)\b|(?:recent|new|large|small|clinical|landmark|major|pilot|controlled|randomi[sz]ed)\b|[\w-]+\s(?:of|in|with|on|among)\s\d))(?:(?:{_alternatives('qualifiers')})\s){{0,3}}(?:{_alternatives('single')})"
            rf"(?:\s(?:of|in|with|on|among|by|from|involving)(?:\s(?!(?:19|20)\d\d\b)(?:\d[\d,]*\d|[\w'-]+)){{1,8}}?)?(?=,\s|\s(?:{_NUMBER_WORD})\b)"
            rf"|\b(?:an?|one|another)\s(?:(?:{_alternatives('qualifiers')})\s){{0,3}}(?:{_alternatives('single')})\s(?:just|recently|newly)\spublished\b(?!\s(?:in|by|on)\b)"
            rf"|\b(?:{_alternatives('qualifiers')})\s(?:data|results|findings)(?:\s(?:from|in|on|of)(?:\s[\w'-]+){{1,4}}?)?\s(?:looks?|seems?)\s(?:\w+ly\s|very\s|so\s)?(?:promising|encouraging|exciting|impressive)\b"
        )),
        ("single", (
            rf"\b(?:an?|one|another|some)\s(?:(?:{_alternatives('qualifiers')})\s){{0,3}}(?:{_alternatives('single')})"
            rf"{about}{auxiliary}\s(?:{verbs})\b"
        )),
        ("evidence", (rf"\b(?:the\s(?=data|evidence|research|science))?{qualifiers}(?:{evidence}){about}{auxiliary}\s(?:{verbs})\b")),
        ("authority", (
            rf"\b(?:the\s(?=medical\s|scientific\s))?{qualifiers}(?:{_alternatives('authorities')}){about}{auxiliary}"
            rf"\s(?:{verbs}|{_alternatives('opinion_verbs')}|{_alternatives('advice_verbs')})\b"
        )),
        ("practice", (
            rf"\b{qualifiers}(?:{practitioners}){adjacent}\s(?:{_alternatives('opinion_verbs')})\b"
            rf"|\b{advised}{qualifiers}(?:{people}){adjacent}\s(?:{_alternatives('advice_verbs')})\b"
        )),
        # Praise, or a plain word for it: "leading surgeons call it …", "dermatologists will tell you".
        ("praise", (
            rf"\b{qualifiers}(?:{people})(?:{hedge}\s(?:{_alternatives('praise_verbs')})\b"
            rf"|{hedge}\s(?:{_alternatives('naming_verbs')})\s(?:it|this|them|our)\b(?=[^.,;:]{{0,40}}\b(?:{_alternatives('praise')}|[a-z]{{3,}}est)\b)"
            r"|\s(?:will|would|can|could)(?:\s\w+ly|\sall|\salways)?\s(?:tell\syou|confirm|vouch|agree)\b"
            rf"|{hedge}\s(?:recommend|choose|favou?r|prefer|prescribe|use)\s(?:it|this|our)\s?(?:themselves\s?)?(?=[.!;]|$)"
            rf"|{hedge}\s(?:recommend|prescribe|choose|favou?r|advise|suggest)\s(?:it|this|them|these|our)\s(?:over|above|instead|to\stheir\sown|themselves"
            r"|as\sthe|because|first|more\sthan|rather)\b"
            r"|\s(?:are|have\sbecome|remain|were|have)(?:\s(?:been|becoming|all|now|quietly|increasingly|more|and|ever|starting\sto\sbe))*"
            rf"\s(?:{_alternatives('convictions')})\b)"
        )),
        # The same turned round: "believed by many to …", "recommended by doctors".
        ("passive", (
            rf"\b(?:{_alternatives('endorsed')})\sby\s(?:{many}\s(?:(?:of|other|different|such)\s)?)?{qualifiers}(?:{people}|{_alternatives('witnesses')}|midwives|nurses|gps|hospitals|professionals)\b(?!\s(?:at|from|in)\s(?:the\s)?[a-z]+\s(?:university|hospital))"
            rf"|\b(?:{_alternatives('believed')})\sby\s{many}\b"
            rf"|\b(?:{_alternatives('backed')})\sby\s(?:(?:the|a|an)\s)?{qualifiers}(?:\w+\s(?:body|wealth|mountain|years|decades)\sof\s)?(?:{qualifiers})(?:{evidence}|{_alternatives('single')}|clinical\sproof|centuries\sof\suse)\b"
        )),
        # One after another, none of them named; and evidence that is said to be settled.
        ("settled", (
            rf"\b(?:study\safter\sstudy|trial\safter\strial|paper\safter\spaper|report\safter\sreport|(?:one|trial|study)\s(?:study|trial|paper)\safter\sanother|time\sand\sagain,?\s(?:studies|trials|research))\b{auxiliary}\s(?:{verbs})\b"
            r"|\b(?:the\s)?(?:(?:medical|scientific|clinical|latest)\s)*(?:science|evidence|research|data|proof)\s(?:behind\s(?:it|this|them)\s)?(?:is|are)\s(?:now\s|all\s|already\s|quite\s|absolutely\s|very\s)?(?:clear\b(?!\sto\s)|settled|overwhelming|undeniable|unequivocal|compelling|conclusive|irrefutable|beyond\sdoubt|there\b|on\sour\sside|in\b(?=[\s:]*(?:[.,:;!-]|$|and\b)))"
            r"|\b(?:the\s)?(?:(?:medical|scientific|research)\s)*(?:journals|textbooks|literature)\s(?:is|are)\s(?:now\s)?(?:full\sof|packed\swith|filled\swith|brimming\swith|bursting\swith|littered\swith)\b"
            r"|\b(?:the\s)?(?:evidence|research|science|data|proof)\s(?:is|are|keeps?|continues?\sto)\s(?:now\s|only\s|still\s|fast\s)?(?:mount|grow|pil|accumulat|build)(?:e|ing)?\b"
            r"|\b(?:the\s)?(?:weight|balance|bulk)\sof\s(?:the\s)?(?:scientific\s|clinical\s)?(?:evidence|research|opinion)\s(?:favou?rs|supports|points|suggests|is|shows|leans)\b"
            r"|\b(?:is|are|was|were|been)\s(?:now\s|also\s|long\s|repeatedly\s|fully\s)*(?:(?:well|widely|extensively|amply)[\s-](?:documented|evidenced|proven|researched))\b"
            r"|\bscience\sis\s(?:only\snow|only\sjust|now|finally)\s(?:catching|coming|confirming|proving|showing|discovering)\b"
            r"|\b(?:the\s)?(?:scientific|medical|expert|clinical)\sconsensus\sis\b|\bthe\sconsensus\s(?:is|among\s\w+\sis)\sthat\b"
            r"|\bscience\shas\s(?:now\s|finally\s|long\s)?(?:spoken|caught\sup|come\sround|moved\son)\b"
            r"|\b(?:clinically|scientifically|medically)\s(?:proven|validated|shown|demonstrated|verified)\b(?!\sin\san?\b)"
        )),
        ("witness", (
            rf"\b(?:as\s)?(?:(?:many|most|some|several|countless|numerous|other|thousands\sof|hundreds\sof|lots\sof|our)\s){{0,2}}"
            rf"(?:of\sour\s)?(?:{_alternatives('witnesses')}){named_group}{adjacent}\s(?:{_alternatives('witness_verbs')})\b"
        )),
        # Those who bought a thing and found it good: "many wearers find the ringing fades".
        ("buyer", (
            rf"\b(?:(?:many|most|countless|thousands\sof|hundreds\sof|so\smany|lots\sof|our)\s){{1,2}}(?:of\sour\s|happy\s|regular\s|satisfied\s)?"
            rf"(?:{_alternatives('buyers')}){named_group}{adjacent}\s(?:{_alternatives('witness_verbs')}|find|found|notice|noticed|see|saw|feel|felt|love|enjoy)\b"
            rf"|\b(?:thousands|millions|hundreds|countless\s(?:others|people|{_alternatives('buyers')})|so\smany)(?:\sof\s(?:people|others|{_alternatives('buyers')}))?\s(?:have\s)?(?:already\s)?(?:found|discovered|enjoyed|experienced|felt|seen)\b"
        )),
        ("according", (
            rf"\baccording\sto\s(?:the\s)?{qualifiers}(?:{evidence}|{people})\b"
        )),
        ("idiom", (
            rf"\b(?:any|every|ask\sany)\s(?:(?:good|honest|decent|experienced|self-respecting)\s)?(?:[a-z]+\s)?(?:{singular})\s(?:will|can|would|could|'ll)\s(?:tell\syou|say|confirm|agree|vouch)\b"
            rf"|\b(?:as\s(?:any|every)\s(?:good\s)?(?:{singular})\sknows|(?:one|an?)\s(?:leading|top|senior|well-known|renowned|prominent|famous|eminent|celebrity|world-renowned|respected)"
            rf"\s(?:[a-z]+\s)?(?:{singular})\s(?:told|tells|says|said|calls|called|believes|recommends|describes|described|swears|puts))\b"
            rf"|\bask\sany\s(?:(?:good|honest|decent|experienced)\s)?(?:[a-z]+\s)?(?:{singular})(?=\s?(?:[:;.,!]|-|and\sthey|and\syou))"
        )),
        ("existence", (
            r"\bthere(?:'s|\sis|\sare)\s(?:now\s|also\s|already\s)?(?:(?:very|such)\s)?(?:strong|solid|good|clear|ample|plenty\sof|overwhelming"
            r"|growing|convincing|compelling|increasing|real|mounting|robust|abundant|considerable|lots\sof|a\swealth\sof|decades\sof)\s"
            r"(?:scientific\s|clinical\s|medical\s|research\s)?(?:evidence|science|proof|research|data)\s(?:that|for|behind|in\sfavou?r)\b|"
            rf"\bthere(?:'s|\sis|\sare)\s(?:now\s|also\s|even\s)?{qualifiers}(?:{evidence}|proof)"
            r"\s(?:behind\s(?:it|this|them)|showing|suggesting|indicating|proving|to\s(?:show|suggest|support|prove|back|confirm|demonstrate)|that\s(?:shows?|suggests?|proves?))\b"
        )),
        ("voice", (
            rf"\b(?:{_alternatives('voices')}){adjacent}\s(?:say|claim|argue|believe|point\sout)\b"
            r"|\b(?:(?:some|many)\s(?:in\sthe\sfield\s)?(?:say|claim|argue|believe)|others\s(?:say|claim|argue))\b(?!\sto\b)"
        )),
        ("impersonal", (
            rf"\bit(?:'s|\sis|\swas)(?:\s(?:also|now|widely|generally|commonly|universally|increasingly|well|often|long)){{0,2}}\s{believed}(?:,\s(?:too|also|of\scourse|by\snow|then|now),)?\sthat\b"
            r"|\b(?:is|are|was|were)\s(?:(?:widely|commonly|generally|universally)\s(?:known|believed|thought|said|held|understood|reported)|reputed)\sto\b|\b(?:it|this|which)\sis\ssaid\sto\b"
            r"|\b(?:people|healers|mothers|mums|cultures|civilisations|civilizations)\shave\s(?:long|always)\sknown\b"
            r"|\bit(?:'s|\sis)\s(?:no\ssecret|common\sknowledge|an?\s(?:open\ssecret|(?:proven|known|scientific|established|well-known|medical)\sfact))\sthat\b"
            r"|\b(?:everyone|everybody)\sknows\b|\bas\s(?:we\sall|everyone|everybody)\sknows?\b"
            r"|\bit(?:\shas|'s)\s(?:(?!not\b|never\b|yet\b|only\b)\w+\s)?been\s(?:shown|proven|found|said|suggested|demonstrated|established)\b"
            r"|\b(?:is|are)\s(?:widely|universally)\s(?:believed|thought|considered|accepted|acknowledged|regarded|recogni[sz]ed)\b"
        )),
    )  # fmt: skip


# What stands right before a subject that is introduced, denied, asked about or not a subject at all.
_INTRODUCED = compiled(
    r"(?:\b(?:no|not|this|these|that|those|your|my|their|his|her|its|such|any|without|few|fewer|little|which|what|whose|if"
    r"|whether|unless|until|once|when|not\sall|each|every|in|from|by|with|for|into|on|about|through|between|during|to|no\sother"
    r"|who|the)\s|'s\s)$"
)
_OURS = compiled(r"\bour\s$")
_RESULTS_OF = compiled(r"\b(?:results|findings|conclusions)\s(?:of|from)\s$")
_CONDITION = compiled(
    r"\b(?:if|whether|unless|in case|until|once|what|ask|(?<!\bno\s)wonder|see|find out|learn)\b(?:\s[\w']+){0,3}\s$"
)
# A past participle after the noun is no report: "data reported to the registry", "research supported by grants".
_PARTICIPLE = compiled(
    r"(?<=\s)(?:reported|found|observed|established|supported|linked|estimated|shown|suggested|recommended|indicated|proven"
    r"|discovered|revealed)$"
)
_AFTER_PARTICIPLE = compiled(r"\s(?:by|to|in|here|above|below|at|on|during|among|with|for|elsewhere|previously)\b")
_AUXILIARY = compiled(r"\s(?:have|has|had|is|are)\b")
# "show up", "report to", "find help": the verb's other senses.
_OTHER_SENSE = compiled(
    r"\s(?:up\b|out\b|about\b|to\s(?:the|your|their|a|an)\b|(?:it|them|any|these|their|his|her|your)\s(?:\w+\s){0,3}to\b"
    r"|a\s(?:way|cure|home|doctor)|ways\b|better\sways|new\sways)"
)
_DENIED = compiled(r"\b(?:no|not|little|without|never|hardly|n't)\b(?:\s[\w'-]+){0,3}\s?$")


# A study that is named between subject and verb: "a large trial, the Step Trial (ST), showed".
_NAMED = compiled(r",\s(?:called\s)?(?:the\s)?[A-Z][\w'’-]+(?:\s[\w'’-]+)*(?:\s\([A-Z][\w-]+\))?,|\([A-Z]{2}[\w-]*\)")
# What is widely believed, and then denied, is no evidence for it.
_REFUTED = compiled(
    r"(?:,|\b(?:but|yet|although|though|however)\b).{0,60}\b(?:myth|wrong|false|untrue|mistaken|no\s(?:good\s|strong\s|real\s)?(?:evidence|proof)|not|n't"
    r"|never|unproven|outdated)\b"
)
_DENIAL = compiled(
    r"(?!\W*it\sis\snot\s(?:yet\s)?(?:known|clear)\s(?:if|whether|how|why|what))\W*(?:(?:but|yet|however|in\sfact|actually|sadly|unfortunately),?\s)*(?:(?:that|this|it|they|those|these)(?:'s|\sis|\sare|\swas|\sdoes|\sdid|\sdo|\scan)?\s?(?:not\b|n't\b|never\b"
    r"|an?\smyth|wrong|false|untrue|mistaken|unproven|outdated|simply\s(?:not|wrong|untrue))"
    r"|(?:there(?:'s|\sis)\s)?(?:no|little)\s(?:good\s|strong\s|real\s|reliable\s)?(?:evidence|proof|research|trial|study|studies|trials)\b"
    r"|(?:isn't|aren't|doesn't|don't|didn't|neither|not\sso|not\strue)\b|we\s(?:found|know\sof)\sno\b)"
)


@rule(
    prose_sentences,
    message="“{phrase}” points to evidence without saying which. Name the source and cite it, or leave it out.",
    severity="warning",
    standard="HONcode principle 4; HealthNewsReview criteria 4 and 5",
)
def check(sentence: Sentence, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a sentence's first reference to anonymous evidence, unless a source stands near."""
    if sentence.folded.endswith("?"):
        return
    found = _first(sentence.folded)
    if found is None:
        return
    analysis = context.reading.analysis
    name, start, end = found
    if _NAMED.search(sentence.text, start, end):
        return
    believed = name in {"impersonal", "passive", "voice"}
    if analysis.roles.get(sentence.block.index) in _NOT_TEXT or _answered(sentence, analysis, believed=believed):
        return
    listed = analysis.citations.has_reference_list or bool(analysis.citations.declared)
    yield hit(
        sentence.locate(start, end),
        grade="lowered" if listed else "normal",
        because="the text lists sources, but nothing ties one to this sentence" if listed else "",
        phrase=sentence.text[start:end],
    )


@cache
def _cues() -> tuple[Cues, dict[Cue, str]]:
    """Return the constructions, each with its name."""
    named = {Cue(pattern, *_NEEDS[name]): name for name, pattern in _patterns()}
    return Cues(named), named


@lru_cache(maxsize=8_192)
def _first(folded: str) -> tuple[str, int, int] | None:
    """Return the first construction that points to anonymous evidence in a folded sentence, and where."""
    return next(_found(folded), None)


def _found(folded: str) -> Iterator[tuple[str, int, int]]:
    cues, names = _cues()
    for cue in cues.may_match(folded):
        name, position = names[cue], 0
        while match := cue.pattern.search(folded, position):
            position = match.start() + 1
            if _points(name, folded, match):
                yield name, match.start(), match.end()
                break


def _points(name: str, folded: str, match: re.Match[str]) -> bool:
    """Tell evidence that is reported from evidence that is introduced, denied, asked for, or another sense altogether."""
    before, words, after = folded[max(0, match.start() - 160) : match.start()], match[0], folded[match.end() :][:240]
    if name not in {"impersonal", "passive"} and (
        (_INTRODUCED.search(before) and not _RESULTS_OF.search(before)) or _CONDITION.search(before)
    ):
        return False
    if name == "passive" and _CONDITION.search(before):
        return False
    if name == "impersonal":
        return not (_CONDITION.search(before) or _REFUTED.search(after))
    if name in {"according", "existence", "idiom", "inside"}:
        return True
    if name in {"passive", "settled"}:
        return not _DENIED.search(before)
    if not _AUXILIARY.search(words) and (
        words.endswith("ing") or (_PARTICIPLE.search(words) and _AFTER_PARTICIPLE.match(after))
    ):
        return False
    if name not in {"witness", "buyer"} and _OURS.search(before):
        return False
    if name != "praise" and _OTHER_SENSE.match(after) and not words.endswith(" this"):
        return False
    if name in {"witness", "buyer"}:
        if words.endswith(("swear by", "rave about")):
            return True
        clause = re.split(r"[,;:]\s(?:but|while|although)|[;:]", after, maxsplit=1)[0][:90]
        benefit = re.search(rf"\b(?:{_alternatives('benefits')})\b", clause)
        return benefit is not None and not _DENIED.search(clause[: benefit.start()])
    return True


def _answered(sentence: Sentence, analysis: Analysis, *, believed: bool) -> bool:
    """Say whether a source is cited or named near a sentence, in the next one, or in the list that it leads into.

    What is believed is answered, too, when the next sentence denies it.
    """
    citations = analysis.citations
    if citations.near(sentence):
        return True
    siblings = analysis.sentences_of(sentence.block)
    position = bisect_right(siblings, sentence.start, key=attrgetter("start"))
    if position < len(siblings):
        following = siblings[position]
        return bool(citations.within(following)) or (believed and bool(_DENIAL.match(following.folded)))
    if not sentence.text.endswith(":"):
        return False
    index = sentence.block.index
    cited = {citation.block for citation in citations.all}
    return any(block.lead_in == index and block.index in cited for block in analysis.document.blocks)
