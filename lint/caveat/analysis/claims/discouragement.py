"""Invitations to stop, skip or replace care that was prescribed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import standing
from caveat.analysis.lexicon import words
from caveat.patterns import compiled, longest_first
from caveat.terms import Cue, Cues, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage


class _Way(NamedTuple):
    """A turn of phrase that sends readers away from care, and what it may stand with."""

    form: str
    cue: Cue


def _any(*keys: str) -> str:
    return "|".join(re.escape(word) for word in longest_first(_listed(*keys)))


# What may stand before the name of the care: "your", "all of those toxic", "the harsh prescription".
_BEFORE = (
    r"(?:(?:all|any|most|both|half|some|even|one|two|three|four|several)\s)?(?:of\s)?(?:your|the|my|their|those"
    r"|these|that|our|his|her|a|an"
    r"|another)?"
    r"\s?(?:(?!(?:and|or|to|of|for|with|in|on|at|by|from|that|which|who|is|are|be|the)\b)[\w'-]+\s){0,3}?"
)

# Who tells readers to change a treatment, and may; "your doctor" in the care that is dropped is not looked at here.
_CLINICIAN = compiled(
    r"\b(?:doctors?|gps?|nurses?|pharmacists?|midwife|physicians?|prescribers?|provider|providers|dentist|specialists?"
    r"|surgeons?|psychiatrists?|(?:care|medical|health|treatment) team|professionals?|clinicians?|consultant|oncologist"
    r"|anesthesiologist|anaesthetist|supervis\w+|911|999|111|poison|emergency|seek)\b"
)
_DENIED = compiled(
    r"(?:\b(?:not|never|nor|cannot|no one|nobody|without|if|when|whenever|whether|unless|until|before|after|while|avoid"
    r"|dangers? of|risks? of|dangerous to|unsafe to|wrong to|mistake|myth|beware|warn\w*|tempt\w*|please do|because"
    r"|why|how (?:do|should|can|long|soon)|may need to|might need to|may have to|asked?"
    r"|told|refus\w+|urged?|stud(?:y|ies)|trial|there (?:is|are) no)\b|n't\b)[^.;:!?]{0,60}$"
)
# Said of an invitation, "if you want to" and "when you" deny nothing.
_INVITED = compiled(
    r"\buntil (?:i|he|she|they|we) (?:found|tried|discovered|joined|met|came|started)\b"
    r"|\b(?:if|when|why) (?:you(?:'re| are|'d)? (?:want|ready|like|wish|tired)\w*|not|wait)\b"
)
# Who gave the medicine, and who is astonished, changes nothing.
_GIVEN = compiled(
    r"\b(?:from|by) (?:the|your|my|a|his|her) (?:doctors?|gp|chemist|pharmacist|hospital|consultant|surgeon"
    r"|specialist)\b"
    r"|\b(?:your|my|the|her|his) (?:doctor|gp|consultant|specialist|nurse|surgeon|oncologist|psychiatrist)"
    r" (?:(?:has |have "
    r"|had |once )?(?:prescribed|gave|put (?:you|me|him|her) on)|was (?:amazed|speechless|stunned|shocked"
    r"|astonished|baffled"
    r"|delighted|gobsmacked)|couldn't believe|could not believe|can't believe)\b"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|summer"
_SUCCESS = compiled(
    rf"\b(?:by (?:the )?(?:{_MONTH}|end|weekend|week|day|month)|for good|within|after (?:one|two|three|four|five"
    rf"|six|a few|just"
    r"|\d+)|in (?:just |only |under )?(?:\w+ )?(?:days|weeks|months)|never (?:felt|looked)|looked back|and"
    r" (?:feels?|felt"
    r"|feeling)|completely|thanks to)\b"
)
_DISPOSAL = compiled(
    r"\b(?:expir\w+|unused|unwanted|left[- ]?over|out[- ]of[- ]date|old|dispos\w+|trash can|rubbish|household"
    r"|needles?|syringes?|sharps|container|empty|days? after|take-back|take back|collect\w*|bottle|landfill"
    r"|recall\w*)\b"
)
_CHANGE = compiled(
    r"\b(?:pregnan\w+|breast-?feed\w*|allerg\w+|rash|overdose|side effects?|bleeding|swelling|surgery date|hours before"
    r"|days before|weeks before|before (?:the|your|any|a) (?:test|scan|surgery|operation|procedure|biopsy|exam\w*)"
    r"|clinical trial|relapse[ds]?|withdrawal|gets? worse|got worse|came back|come back|returns?|returned|rebound)\b"
)
_OFFERED = compiled(
    r"\b(?:with|thanks to|using|after|by|through|try|just|once)\b|\bnatural(?:ly)?\b|\binstead\b|\bfinally\b"
    r"|\bfor good\b|\bforever\b|\bonce and for all\b|\bnever (?:again|look)\b|\btoday\b|\bat last\b|\bagain\b"
    r"|\bmy (?:medication|medicine|meds|pills|inhaler|insulin|antidepressants)\b"
)
_ALLOWED = compiled(
    r"\b(?:lets?|letting|allow(?:s|ed|ing)?|help(?:s|ed|ing)?|enabl(?:e|es|ed|ing)|free(?:s|d|ing)?|can|could|will"
    r"|you'll|may"
    r"|able to"
    r"|managed to|ready to|want to|learn (?:how )?to|how to|time to|secret to|chance to|ways? to|guide to|tips to"
    r"|reduce or"
    r"|began to"
    r"|start(?:ed)? to|easily|safely|finally|simply|just|now) (?:you |people |patients |clients |many |me |them "
    r"|us |your body"
    r" |the body |him |her |users |to |even |finally |safely |completely |easily |successfully |slowly |gradually )*$"
)


# Names that are also those of foods, supplements and habits.
_NO_DRUGS = frozenset({"caffeine", "glucosamine", "iron tablets", "aspirin"})

_DRUG_ENDINGS = (
    *("statin", "pril", "sartan", "olol", "zepam", "zolam", "oxetine", "thyroxine", "traline", "triptan", "prazole"),
    *("profen", "cillin", "gliptin", "gliflozin", "glutide", "parin", "xaban", "formin", "codone", "taxel", "tinib"),
)


@cache
def _drug_names() -> frozenset[str]:
    return frozenset(words("drugs", "names")) - _NO_DRUGS


def _drugs() -> str:
    names = (re.escape(name) for name in sorted(_drug_names(), key=lambda name: (-len(name), name)))
    return "|".join([*names, rf"[a-z]{{2,}}(?:{'|'.join(_DRUG_ENDINGS)})"])


def _listed(*keys: str) -> frozenset[str]:
    return frozenset(word for key in keys for word in words("discouragement", key))


def _verbs_of(key: str) -> tuple[str, ...]:
    """Return the verbs under a key as they stand before what they tell readers to drop."""
    return tuple(f"{word} " for word in _listed(key))


@cache
def _ways() -> tuple[_Way, ...]:
    drugs = _drugs()
    care = f"{_any('medicines', 'visits', 'people', 'operations')}|{drugs}"
    medicines = f"{_any('medicines')}|{drugs}"
    cures = _any("medicines", "operations")
    essential = _any("essential", "medicines", "operations")
    # What every match holds, so that hardly any sentence is searched, nor most of these long patterns compiled.
    a_medicine = (*_listed("medicines"), *_drug_names(), *_DRUG_ENDINGS)
    a_cure = (*a_medicine, *_listed("operations"))
    any_care = (*a_cure, *_listed("visits", "people"))
    return (
        _Way(
            "dropped",
            Cue(
                rf"\b(?P<verb>{_any('dropping')}) {_BEFORE}(?P<care>{care})\b(?![-'])",
                *_verbs_of("dropping"),
                also=any_care,
            ),
        ),
        _Way(
            "stopped",
            Cue(
                rf"\b(?P<verb>{_any('stopping')}) (?:(?:taking|using|relying on|injecting|needing|seeing|going to"
                rf"|visiting"
                rf"|having|popping|swallowing|on|off) )?{_BEFORE}(?P<care>{care})\b(?![-'])",
                *_verbs_of("stopping"),
                also=any_care,
            ),
        ),
        _Way(
            "taken-off",
            Cue(
                r"\b(?P<verb>(?:get|gets|got|getting|take|takes|took|taken|taking|wean|weans|weaned|bring|brings"
                r"|brought)"
                r" (?:you|me|him|her|them|(?:\w+ ){0,2}(?:people|patients|clients|customers|members)) off)"
                rf" {_BEFORE}(?P<care>{medicines})\b(?![-'])",
                " off ",
                also=a_medicine,
            ),
        ),
        _Way(
            "off",
            Cue(
                r"\b(?:is|was|am|i'm|he's|she's|they're|been|got) (?:now |completely |fully |finally |totally "
                r"|already |nearly "
                rf"|almost )?(?P<verb>off) {_BEFORE}(?P<care>{medicines})\b(?![-'])",
                *(" off my", " off her", " off his", " off their", " off all", " off the", " off your", " off most"),
                also=a_medicine,
            ),
        ),
        _Way(
            "thrown",
            Cue(
                r"\b(?P<verb>(?:throw|threw|throwing|toss|tossed|tossing|chuck|chucked|chucking|put|flush|flushed|fling"
                rf"|flung|leave|left|leaving) {_BEFORE})(?P<care>{medicines})\b (?:out|away|behind|at home"
                rf"|in the (?:bin|trash"
                r"|drawer|cupboard|cabinet)|down the (?:toilet|loo|drain|sink))\b",
                *(
                    " away",
                    " in the bin",
                    " in the trash",
                    " in the drawer",
                    " in the c",
                    " behind",
                    " at home",
                    " out",
                ),
                " down the ",
                also=a_medicine,
            ),
        ),
        _Way(
            "reduced",
            Cue(
                r"\b(?P<verb>(?:halve|halved|halving|cut|cutting|slash|slashed|slashing|reduce|reduced|reducing"
                r"|lower|lowered"
                r"|lowering|cut (?:down|back) on|cutting (?:down|back) on) (?:your|their|my|his|her)) (?:[\w-]+ ){0,2}?"
                rf"(?P<care>dose|doses|dosage|medication|medications|medicines|meds|insulin|painkillers|{drugs})\b"
                r"(?! (?:cost|costs|bill|bills|errors|by))",
                *(
                    "halv",
                    "cut your",
                    "cut their",
                    "cut my",
                    "slash",
                    "ce your",
                    "ced their",
                    "ced my",
                    "ced her",
                    "ced his",
                ),
                *("ce their", "ce my", "cut down on", "cut back on", "er your", "ered my", "ered their", "cutting "),
            ),
        ),
        _Way(
            "thrown",
            Cue(
                rf"\b(?P<care>{medicines})\b[^.;]{{0,80}}?\b(?P<verb>(?:threw|chucked|binned|ditched|dumped|flushed"
                rf"|tossed|trashed) "
                r"(?:them|it|the lot)(?: (?:all )?(?:away|out|in the (?:bin|trash)|down the (?:toilet|loo|drain)"
                r"|for good))?)\b",
                *("threw ", "chucked ", "binned ", "ditched ", "dumped ", "flushed ", "tossed ", "trashed "),
                also=a_medicine,
            ),
        ),
        _Way(
            "needless",
            Cue(
                rf"\b(?P<care>{_any('operations')}|{medicines})\b[^.;]{{0,70}}?\b(?P<verb>never need (?:it|them"
                rf"|one))\b",
                "never need",
                also=a_cure,
            ),
        ),
        _Way(
            "pointless",
            Cue(
                rf"\b(?P<verb>(?:mak|render|leav)(?:e|es|ing) {_BEFORE})(?P<care>{care})\b (?:(?:quite|all but"
                rf"|completely"
                r"|totally|simply) )?(?P<void>pointless|unnecessary|obsolete|redundant|needless|useless|superfluous"
                r"|irrelevant|a thing of the past|outdated|history)\b"
                rf"|\b(?P<care2>{medicines}|{_any('operations')})\b (?P<verb2>(?:is|are|becomes?|will be"
                rf"|will become) (?:now "
                r"|soon |simply )?(?:obsolete|redundant|a thing of the past|yesterday's (?:news|medicine)"
                r"|so last (?:year"
                r"|century)))\b",
                *(
                    "pointless",
                    "unnecessary",
                    "obsolete",
                    "redundant",
                    "needless",
                    "useless",
                    "superfluous",
                    "irrelevant",
                ),
                *("thing of the past", "outdated", "history", "yesterday's", "so last "),
                also=any_care,
            ),
        ),
        _Way(
            "replaced",
            Cue(
                rf"\b(?P<verb>{_any('replacing')}) {_BEFORE}(?P<care>{care})\b(?![-'])",
                *_verbs_of("replacing"),
                also=any_care,
            ),
        ),
        _Way(
            "needless",
            Cue(
                rf"\b(?P<verb>{_any('needless')}) (?:[\w'-]+, (?:[\w'-]+,? )?(?:or"
                rf"|and) )?{_BEFORE}(?P<care>{care})\b(?![-'])"
                rf"|\b(?P<verb2>{_any('needless')}) [\w'-]+,? (?:[\w'-]+,? )?(?:or"
                rf"|and) {_BEFORE}(?P<care2>{medicines}|{_any('operations')})\b(?![-'])",
                *_verbs_of("needless"),
                also=any_care,
            ),
        ),
        _Way(
            "alternative",
            Cue(
                rf"\b(?P<verb>(?P<praise>(?:(?!(?:is|are|was|as|a|an|the|of|in|with|for|your|our|and|best|very|no"
                rf"|not)\b)[\w-]+,? (?:and )?){{0,3}})(?:alternatives?|substitutes?|replacements?|answer)"
                rf" (?:to|for)) {_BEFORE}(?P<care>{essential})\b(?![-'])",
                *("alternative", "substitute", "replacement", "answer to"),
                also=_listed("essential", "medicines", "operations"),
            ),
        ),
        _Way(
            "instead",
            Cue(
                rf"\b(?P<verb>(?:instead of|rather than|over)) (?:(?:taking|using|relying on|popping|reaching for"
                rf"|turning to"
                rf"|seeing|visiting|going to|getting|having) )?{_BEFORE}(?P<care>{care})\b(?![-'])",
                *("instead of", "rather than"),
                also=any_care,
            ),
        ),
        _Way(
            "without",
            Cue(
                rf"\b(?:heal|cure|reverse|beat|treat|control|manage|overcome|fix|conquer|eliminate|end|relieve"
                rf"|improve)\w*\b"
                rf".{{0,60}}\b(?P<verb>without(?: (?:taking|using|the use of|resorting to|relying on))?)"
                rf" {_BEFORE}(?P<care>{cures})\b(?![-'])",
                "without ",
                also=a_cure,
            ),
        ),
        _Way(
            "disparaged",
            Cue(
                rf"\b(?P<care>{cures}|conventional medicine|western medicine|modern medicine|doctors)\b (?:that "
                rf"|which )?"
                r"(?P<verb>(?:(?:only|just|merely|simply)(?: (?:serve|work))?(?: to)? (?:mask|masks|cover|covers"
                r"|hide|hides"
                r"|suppress|suppresses|treat|treats|numb|numbs|manage|manages)(?: up)? (?:the |your |over )?"
                r"(?:symptoms?|pain|problem)|(?:mask|masks) (?:the |your )?(?:symptoms?|pain|problem)s?"
                r"|(?:are|is) (?:nothing but |just |only |pure |a )?(?:poisons?|poisonous|band-?aids?|useless"
                r"|a scam|a hoax|a con)|(?:do|does) (?:nothing (?:for|to)|more harm than good)"
                r"|(?:do not|don't|does not|doesn't|never|fails? to|can't|cannot) (?:cure|fix|heal|address|treat|get to"
                r"|work) ?(?:anything|the (?:root )?(?:cause|problem)|the underlying (?:cause|problem))?))",
                *("mask", "only ", "just ", "merely", "simply", "poison", "toxic", "band", "useless", "unnecessary"),
                *("scam", "hoax", "nothing", "more harm", "root cause", "underlying", "fail"),
            ),
        ),
        _Way(
            "doctors",
            Cue(
                r"\b(?:doctors?|gps?|consultants?|surgeons?|specialists?)\b[^.;]{0,90}?\b(?P<verb>(?:they|he"
                r"|she)(?:'re| are|'s| is) "
                r"(?:just |simply |years |way )?(?:behind the times|stuck in the (?:past|dark ages)"
                r"|living in the past))\b",
                *("behind the times", "stuck in the", "living in the past"),
            ),
        ),
        _Way(
            "doctors",
            Cue(
                r"\b(?P<verb>(?:what|(?:\w+ ){0,3}(?:secrets?|cures?|remed(?:y|ies)|tricks?"
                r"|truth)(?: that)?) (?:your )?"
                r"(?:doctors?|gps?|big pharma|the drug companies|the medical (?:industry|establishment)|oncologists?"
                r"|dermatologists?|dentists?|cardiologists?|psychiatrists?) "
                r"(?:won't tell|will not tell|will never tell|don't want|doesn't want|does not want|do not want"
                r"|aren't telling|isn't telling"
                r"|don't tell|hopes? you never|hides?|is hiding|are hiding|never tells?)"
                r"(?: you(?: to (?:know|hear|find out))?)?"
                r"|(?:big pharma|the drug companies|your doctor|doctors|oncologists?) (?:don't|doesn't|do not"
                r"|does not) want"
                r" you to (?:know|hear|find out|get well|be cured|discover)"
                r"|be(?:come)? your own (?:doctor|physician|pharmacist)|diagnose yourself|self-diagnose"
                r"|treat yourself at home|you(?:'re| are) your own best doctor"
                r"|(?:trust your (?:body|gut|instincts?)|listen to your body),? (?:not|instead of"
                r"|rather than) your doctor"
                r"|(?:forget|ignore) (?:what|everything) (?:your )?(?:doctors?|gp) (?:has |have )?(?:told|tells?"
                r"|said|says?)(?: (?:you|me|us))?"
                r"|(?:don't|never) (?:trust|believe|listen to) (?:your |the )?(?:doctors?|gp|oncologists?"
                r"|psychiatrists?)"
                r"|(?:don't|do not) let (?:your |the |any )?(?:doctors?|gp|surgeons?|oncologists?) (?:scare|talk"
                r"|push|bully"
                r"|pressure|tell)\w*|don't let anyone tell you (?:that )?you need|why (?:take|pop|swallow"
                r"|rely on) (?:a|an|another|your|more)?"
                r" ?(?:pills?|drugs?|medication|painkillers?|antidepressants?) when"
                r"|why (?:see|visit|bother with|wait for|pay|trouble|queue for) (?:a|an|the|your|another|some)"
                r" (?:doctor|gp"
                r"|specialist|dermatologist|surgeon|consultant|therapist|psychiatrist)(?= (?:when|if|for))"
                r"|(?:all the (?:medicine|medication)|the only (?:therapy|therapist|medicine|medication|treatment"
                r"|doctor|pill)) (?:you|i)(?:'ll| will)?(?: ever)? need"
                r"|(?:trust|choose|believe in|put your faith in) (?:nature|food|plants|your (?:own )?body),? not"
                r" (?:in )?"
                r"(?:big )?(?:pharma|drugs|pills|doctors|medicines?)"
                r"|stop (?:poisoning|drugging|filling|pumping|stuffing) (?:yourself|your (?:body|child|children"
                r"|kids)) (?:full )?"
                r"(?:of|with|on) (?:[\w-]+ ){0,2}?(?:pills|drugs|chemicals|medication|medicines?|chemo|tablets)"
                r"|(?:don't|do not|never) (?:sign|agree to|consent to|book|go under|accept)(?: (?:anything|surgery"
                r"|an operation"
                r"|the operation|the knife|any surgery|that operation|up))?,? (?:until|before|till) you(?:'ve"
                r"| have)? (?:tried"
                r"|seen us|met us|spoken to us|talked to us)"
                r"|before you (?:agree|consent|submit|resort|rush|say yes|sign up|turn) (?:to |into "
                r"|for )?(?:[\w-]+ ){0,2}?"
                r"(?:surgery|operation|the knife|pills|drugs|medication|antidepressants|statins|injections),?"
                r" (?:try|come"
                r"|call us|book|give|see us|let us|talk to us)"
                r"|(?:doctors|gps|surgeons|oncologists|psychiatrists|dermatologists|specialists|your (?:doctor|gp"
                r"|surgeon"
                r"|consultant))(?:'re| are|'s| is) (?:just |simply |years |way |only )?(?:behind the times"
                r"|stuck in the (?:past"
                r"|dark ages)|living in the past|in the (?:pay|pocket) of|paid by (?:big )?pharma|pill[- ]pushers?)"
                r"|vaccin(?:es|ations?) (?:are|is) (?:dangerous|unnecessary|toxic|poison|not needed|unsafe|harmful)"
                r"|(?:don't|do not|never) (?:get vaccinated|vaccinate|take the (?:vaccine|jab"
                r"|shot)))\b",
                *(
                    "won't tell",
                    "not tell",
                    "never tell",
                    "don't tell",
                    "want you",
                    "n't telling",
                    "hides",
                    "hiding",
                    "hope you",
                ),
                *(
                    "hopes you",
                    "own doctor",
                    "own physician",
                    "own pharmacist",
                    "own best",
                    "diagnose",
                    "treat yourself",
                ),
                *("your doctor", "forget ", "ignore ", "trust ", "listen to", "believe ", "t let", "vaccin", "the jab"),
                *("the shot", "anyone tell", "why take", "why pop", "why swallow", "why rely"),
                *(
                    "why see",
                    "why visit",
                    "why bother",
                    "why wait",
                    "why pay",
                    "why queue",
                    "all the medic",
                    "ever need",
                    "nature, not",
                    "food, not",
                ),
                *(
                    "nature not",
                    "plants, not",
                    "body, not",
                    "poisoning",
                    "drugging",
                    "pumping",
                    "stuffing",
                    "filling your",
                ),
                *(
                    "don't sign",
                    "never sign",
                    "not sign",
                    "don't agree",
                    "never agree",
                    "don't consent",
                    "don't book",
                    "don't go under",
                ),
                *(
                    "don't accept",
                    "you agree to",
                    "you consent",
                    "you submit",
                    "you resort",
                    "you rush",
                    "you say yes",
                    "you sign up",
                ),
                *(
                    "you turn to",
                    "behind the times",
                    "stuck in the",
                    "living in the past",
                    "pocket of",
                    "pay of",
                    "by big",
                    "by pharma",
                ),
                "pushers",
            ),
        ),
    )


_BY_VERB = frozenset({"dropped", "stopped", "replaced", "needless"})
_NEVER_IN_LEAFLETS = frozenset({"doctors", "dropped", "needless", "pointless"})
_VERBS = ("dropping", "stopping", "replacing", "needless")


@cache
def _verbs() -> TermList:
    return TermList({word: key for key in _VERBS for word in words("discouragement", key)})


# Leaflets speak all the time of stopping a medicine on advice; those sentences need no parse.
_LEAFLET = compiled(
    r"\b(?:your|a|the|their|his|her) (?:[\w-]+ )?(?:doctor|gp|nurse|pharmacist|physician|provider|health care provider"
    r"|prescriber|dentist)\b.{0,50}\b(?:may|might|will|can|should|could|about|if|how|when|whether|before|first|advises"
    r"|recommends|tells|says|to)\b"
)


@cache
def _cues(*, by_verb: bool, plain: bool) -> Cues:
    return Cues(
        way.cue for way in _ways() if (way.form in _BY_VERB) == by_verb and (way.form in _NEVER_IN_LEAFLETS) == plain
    )


def _may_hold(folded: str) -> bool:
    named = _verbs().any_in(folded)
    if _cues(by_verb=False, plain=True).any_in(folded) or (named and _cues(by_verb=True, plain=True).any_in(folded)):
        return True
    doubtful = _cues(by_verb=False, plain=False).any_in(folded) or (
        named and _cues(by_verb=True, plain=False).any_in(folded)
    )
    return doubtful and _LEAFLET.search(folded) is None


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.sentence.block.kind == "footnote":
        return
    for way in _ways():
        for match in way.cue.finditer(passage.folded):
            found = _reading(passage, way.form, match)
            if found is None:
                continue
            form, assertion = found
            start, end = match.span(_part(match, "verb"))
            parts = [name for name in ("care", "care2", "void") if match.groupdict().get(name) is not None]
            token = passage.parsed.at(passage.sentence.start + start)
            start, end = min([start, *map(match.start, parts)]), max([end, *map(match.end, parts)])
            if token is None:
                continue
            yield passage.make(
                "discouragement",
                form,
                token,
                start=passage.sentence.start + start,
                end=passage.sentence.start + end,
                assertion=assertion,
            )


def _part(match: re.Match[str], name: str) -> str:
    """Return the name of the group that holds a part; a second way of saying it has groups of its own."""
    return name if match.groupdict().get(f"{name}2") is None else f"{name}2"


def _reading(passage: Passage, form: str, match: re.Match[str]) -> tuple[str, Assertion] | None:
    """Say which form of discouragement a turn of phrase is here and how it stands, or None for none."""
    folded = passage.folded
    first = match.start(_part(match, "verb"))
    before, after = folded[:first], folded[match.end() :]
    if form == "disparaged":
        before = folded[: match.start("care")]
    if passage.question and not _rhetorical(passage, form, before):
        return None
    denied = _DENIED.search(_GIVEN.sub("", before))
    if denied is not None and _INVITED.search(denied[0]) is None and form != "doctors":
        return None
    token = passage.parsed.at(passage.sentence.start + first)
    if token is None:
        return None
    parsed = standing(token, question=False).assertion in {"negated", "questioned", "conditional"}
    if (
        parsed
        and denied is None
        and form in {"dropped", "stopped", "replaced", "alternative", "off", "thrown", "reduced"}
    ):
        return None
    if form == "doctors":
        denied = re.search(r"(?:\b(?:not|never|avoid|cannot|without|if you)|n't)\b[^,.;]{0,25}$", before)
        return None if denied is not None and "own" not in match[_part(match, "verb")] else (form, "asserted")
    rest = _GIVEN.sub("", f"{before} {after}")
    if _CLINICIAN.search(rest) is not None or _CHANGE.search(rest) is not None:
        return None
    if not _TESTS[form](passage, match, before, after):
        return None
    spared = match[_part(match, "care")] in words("discouragement", "operations") or (
        form == "needless"
        and (match[_part(match, "verb")].startswith("without") or match[_part(match, "care")] == "prescription")
    )
    return "spared" if spared else form, "asserted"


def _rhetorical(passage: Passage, form: str, before: str) -> bool:
    """Say whether a question invites: "Ready to ditch your pills?"."""
    return form in {"dropped", "doctors"} and bool(
        passage.subjects.promotional
        or re.match(r"(?:so )?(?:are you )?(?:ready|want|wish|tired|why not|looking)\b", before)
    )


def _dropped(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    if match[_part(match, "care")] in words("discouragement", "dosing")[:4] and not _owned(match):
        return False
    if _DISPOSAL.search(before) or _DISPOSAL.search(after) or _DISPOSAL.search(match[0]):
        return False
    if match[_part(match, "verb")].startswith(("kick", "break", "broke", "free", "swear", "swore")):
        return match[_part(match, "care")] not in words("discouragement", "habits") or _owned(match)
    if match[_part(match, "verb")].startswith(("goodbye", "good-bye", "bye", "farewell", "so long", "retire")) and (
        match[_part(match, "care")] in words("discouragement", "people")
    ):
        return False
    return match[_part(match, "care")] not in words("discouragement", "visits") and not _told_of_another(
        passage, match, before
    )


def _stopped(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    verb, care = match[_part(match, "verb")], match[_part(match, "care")]
    if re.search(
        r"\b(?:before|until|a day|at once|immediately|right away|suddenly|abruptly|too soon|early|and tell)\b", after
    ):
        return False
    sold = passage.subjects.promotional
    if care in words("discouragement", "habits") and not (
        _owned(match) and (sold or "my" in match[0].split() or _substitute(before))
    ):
        return False
    if verb.startswith(("avoid", "steer", "stay away", "cancel")) and (
        care not in words("discouragement", "operations") or not (sold or "my" in match[0].split())
    ):
        return False
    if verb.startswith(("forget", "ignore", "skip", "say", "get rid")) and not (sold or re.fullmatch(r"\W*", before)):
        return False
    if care in words("discouragement", "people") and verb.startswith(("stop", "quit", "get", "come", "give")):
        return False
    if care in words("discouragement", "operations") and verb.startswith(("stop", "come", "go", "get", "quit", "give")):
        return False
    if _told_of_another(passage, match, before):
        return False
    opening = re.search(r"(?:^|[.;:!\u2013\u2014-] ?|\b(?:and|then|so) )[\W]*$", before) is not None
    allowed = _ALLOWED.search(before) is not None or verb.startswith(("replac",))
    personal = re.search(
        r"\b(?:i|we|my (?:husband|wife|mother|father|son|daughter)|clients|customers|members)\b", before
    )
    offered = _OFFERED.search(f"{before} {after}") is not None or _substitute(f"{before} {after}")
    if allowed:
        return sold or (
            offered and (_substitute(f"{before} {after}") or "you" in before.split() or personal is not None)
        )
    if opening:
        return sold or (_substitute(f"{before} {after}") and offered)
    return sold and (
        personal is not None
        or re.search(
            r"\b(?:patients|people|users)(?: \w+ly)? (?:have "
            r"|who )?$",
            before,
        )
        is not None
    )


def _off(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    del match
    if re.search(r"\b(?:when|while|if|once|until|days|time|because|since|hours|weeks|months) [^,;]{0,30}$", before):
        return False
    return passage.subjects.promotional or _SUCCESS.search(f"{before} {after}") is not None


def _thrown(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    if any(_DISPOSAL.search(text) for text in (before, after)) or re.search(
        r"\b(?:child\w*|reach|pets?|safe|safely|car|while|until|desk)\b", after
    ):
        return False
    if match["verb"].split()[-1] in {"them", "it", "lot"} or " them" in match["verb"] or " it" in match["verb"]:
        return passage.subjects.promotional or re.search(r"\buntil\b", passage.folded) is not None
    return _owned(match, "his", "her", "their") and passage.subjects.promotional


def _reduced(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    del match, after
    return passage.subjects.promotional and not re.search(r"\b(?:may need|need to|should|must|risk)\b[^,;]*$", before)


def _pointless(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    del after
    if re.search(r"\b(?:may|might|could|often|sometimes|scan|test|result)\b[^,;]*$", before):
        return False
    return match["care2"] is None or passage.subjects.promotional or _substitute(before)


def _taken_off(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    habit = match[_part(match, "care")] in words("discouragement", "habits") and not _owned(match)
    return not habit and (passage.subjects.promotional or _substitute(f"{before} {after}"))


def _replaced(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    if match[_part(match, "care")] in words("discouragement", "people"):
        return False
    swapped = re.match(r"(?:swap|trade)", match[_part(match, "verb")]) is not None
    return _substitute(after if swapped else before) or (
        passage.subjects.promotional and (_owned(match) or _essential(match)) and bool(before.strip())
    )


def _needless(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    if re.match(r" (?:referral|appointment|letter|note|login|email)", after):
        return False
    if match[_part(match, "care")] in words("discouragement", "dosing") and not _owned(match):
        return False
    if match[_part(match, "verb")] == "no more" and (
        " than " in match[0] or match[_part(match, "care")] in words("discouragement", "people")
    ):
        return False
    if match[_part(match, "verb")].startswith("without") and match[_part(match, "care")] in words(
        "discouragement", "operations"
    ):
        return False
    return passage.subjects.promotional or (
        _substitute(f"{before} {after}") and not match[_part(match, "verb")].startswith("without")
    )


def _alternative(passage: Passage, match: re.Match[str], before: str, _after: str) -> bool:
    praise = set(re.findall(r"[\w-]+", match["praise"]))
    praised = praise & set(words("discouragement", "selling_adjectives"))
    if re.search(r"\bno $|\bnot (?:a|an) (?:[\w-]+ )?$", before) or praise & {"no", "not"}:
        return False
    if _essential(match):
        return bool(praised) or _substitute(before) or passage.subjects.promotional
    plain = praised - {"better", "safe", "safer", "gentle", "gentler", "powerful", "superior", "perfect", "ultimate"}
    return bool(plain) and match[_part(match, "care")] in words("discouragement", "medicines")


def _instead(passage: Passage, match: re.Match[str], before: str, _after: str) -> bool:
    if match[_part(match, "care")] in words("discouragement", "operations"):
        return False
    bidden = re.match(
        r"\W*(?:why not )?(?:just |simply |try |take |use |choose |drink |eat |go |reach |opt |rub |apply )", before
    )
    told = re.search(r"\byou (?:can |should |could |will )?(?:take|use|try|choose|drink|eat|reach|turn|opt)\b", before)
    return (bidden is not None or told is not None) and (_substitute(before) or passage.subjects.promotional)


def _without(passage: Passage, match: re.Match[str], before: str, _after: str) -> bool:
    strong = re.search(r"\b(?:heal|cure|reverse|beat|overcome|fix|conquer)\w*\b", before) is not None
    return (
        strong
        and match[_part(match, "care")] in words("discouragement", "medicines")
        and (passage.subjects.promotional or _substitute(passage.folded) or "naturally" in passage.folded)
    )


def _disparaged(passage: Passage, match: re.Match[str], before: str, after: str) -> bool:
    del after
    verb = match[_part(match, "verb")]
    if re.search(r"mask|cover|hide|hiding|poison|band|scam|hoax|con$|root|more harm|nothing but", verb):
        return not re.search(r"\b(?:may|might|can|could|some|certain)\b[^,;]*$", before)
    return passage.subjects.promotional and "useless" not in verb


def _owned(match: re.Match[str], *others: str) -> bool:
    """Say whether the care is said to be the reader's or speaker's own, or is abused: "your pills", "toxic drugs"."""
    return re.search(
        r"\b(?:your|my|those|harsh|toxic|expensive|dangerous|harmful|prescription|pharmaceutical|costly|nasty"
        r"|big)\b",
        match[0],
    ) is not None or not set(others).isdisjoint(match[0].split())


def _essential(match: re.Match[str]) -> bool:
    return match[_part(match, "care")] in words("discouragement", "essential")


def _told_of_another(passage: Passage, match: re.Match[str], before: str) -> bool:
    """Say whether a sentence tells what somebody else once did, which invites nobody where nothing is sold."""
    if passage.subjects.promotional or (_substitute(before) and "some" not in before.split()):
        return False
    if re.search(r"\b(?:my|our) (?:clients?|patients?|ladies|members?|customers?|readers?|followers?)\b", before):
        return False
    return re.search(r"\b(?:his|her|their)\b", match[0]) is not None or (
        re.search(r"\b(?:he|she|they|people|patients|who|participants|women|men)\b[^,;.]*$", before) is not None
    )


@cache
def _substitutes() -> re.Pattern[str]:
    return compiled(rf"\b(?:{_any('substitutes')})\b")


def _substitute(text: str) -> bool:
    """Say whether something is named that may be offered in the place of medicine."""
    return _substitutes().search(text) is not None


_TESTS: dict[str, Callable[[Passage, re.Match[str], str, str], bool]] = {
    "dropped": _dropped,
    "stopped": _stopped,
    "taken-off": _taken_off,
    "off": _off,
    "thrown": _thrown,
    "reduced": _reduced,
    "pointless": _pointless,
    "replaced": _replaced,
    "needless": _needless,
    "alternative": _alternative,
    "instead": _instead,
    "without": _without,
    "disparaged": _disparaged,
}

DISCOURAGEMENT = Construction(_may_hold, _read, of_treatment)
