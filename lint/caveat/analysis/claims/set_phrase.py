"""Absolute claims in set phrases: "doesn't stand a chance", "can be taken with anything", "beyond doubt"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import clinical_words
from caveat.analysis.grammar import noun_phrase
from caveat.patterns import compiled
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim, ClaimKind
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase: what it claims, and whether `what` must be a symptom or disease, and the text one that sells."""

    kind: ClaimKind
    form: str
    cue: Cue
    clinical: bool = False
    sold: bool = False


_WHAT = r"(?P<what>(?:[\w'-]+ ){0,2}?[\w'-]+)"
_FOE = _WHAT.replace("what", "foe")
_SURE = r"(?:absolutely|completely|entirely|100 ?%|totally|utterly|perfectly|wholly)"

_PHRASES: tuple[_Phrase, ...] = (
    _Phrase("no-harm", "phrase", Cue(r"\bno such thing as too (?:much|many)\b", "no such thing as")),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\b(?:your |the )?body (?:can't|cannot|won't|will not|never) (?:react (?:to|against|badly)|reject)s?"
            r"(?: (?:it|them|this))?\b|\b(?:is|are) never rejected\b",
            *("body ca", "body wo", "body wi", "body never", "never rejected"),
        ),
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\bnothing (?:[\w'-]+ ){1,7}?(?:can|could|would|will) (?:ever )?(?:do|cause) (?:you |anyone |your \w+ )?"
            r"(?:any |the slightest )?harm\b|\bnothing that (?:can|could|will|would) (?:harm|hurt|irritate"
            r"|upset)(?: you| your \w+)?\b",
            "nothing ",
        ),
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\b(?:can|may) (?:safely )?be (?:taken|used|combined|mixed|given|worn) (?:alongside|with|together with"
            r"|by) "
            r"(?:anything|everything|anyone|everyone|absolutely any\w*|all other \w+|any other (?:medicine|medication"
            r"|drug|tablet|treatment)s?)\b(?!,? (?:except|unless|but|if))",
            "anything",
            "everything",
            "anyone",
            "everyone",
            "any other",
            "all other",
            "absolutely any",
        ),
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            rf"\b{_SURE} (?:painless|pain[- ]free)\b|\b(?:pain|discomfort) is zero\b"
            r"|\bnot a (?:twinge|hint|trace) of (?:pain|discomfort)\b",
            *("painless", "pain-free", "pain free", "is zero", "not a "),
        ),
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\b(?:none of|without|minus|free of|free from) (?:any of )?(?:the |those )(?:usual |nasty |unpleasant )?"
            r"(?:baggage|dangers|downsides|drawbacks|hazards|nasties|problems|risks|side[- ]effects|worries)\b"
            r"(?! (?:and|or) benefits)",
            "none of th",
            "without the",
            "without any of",
            "minus the",
            "free of the",
            "free from the",
        ),
        sold=True,
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\b(?:doesn't|does not|won't|will not|never|can't|cannot) (?:clash|conflict|interact|interfere) with "
            r"(?:any |other |your |whatever )+(?:[\w ]{0,20}?)(?:medicines?|medications?|drugs?|tablets?"
            r"|prescriptions?|take)\b",
            *("clash with", "conflict with", "interact with", "interfere with"),
        ),
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"(?<!\bscan )(?<!\btest )(?<!\bx-ray )(?<!\bultrasound )\b(?:is|are) "
            r"(?:quite |simply |virtually )?painless\b(?!,? (?:but|for (?:most|many|some)))",
            "painless",
        ),
        sold=True,
    ),
    _Phrase(
        "no-harm",
        "phrase",
        Cue(
            r"\bthere(?:'s| is| are|'ll be| will be) (?:absolutely )?(?:no|zero) (?:aches|bleeding|bloating|bruising"
            r"|crash|discomfort|drowsiness|jitters|loss of \w+|nausea|pain|peeling|redness|scarring|scars?|soreness"
            r"|swelling|weight gain|withdrawal)\b(?:(?:,| and| or) no (?:loss of \w+|[\w-]+))*",
            *("there's no", "there is no", "there are no", "will be no", "there's zero", "there is zero"),
        ),
        sold=True,
    ),
    _Phrase(
        "safety",
        "predicate",
        Cue(
            r"^(?:(?:quick|simple|easy|gentle|fast|effective)(?:,| and) )?safe(?:, \w+)*(?:,? and \w+)?[.!]?$",
            "safe",
        ),
        sold=True,
    ),
    _Phrase(
        "safety",
        "predicate",
        Cue(
            r"\b(?:gentle|mild|safe|pure|soft|kind) enough (?:to (?:take|use|combine|mix) (?:[\w']+ )?(?:with"
            r"|alongside) "
            r"(?:whatever|any|all|every\w*|your)|for (?:everyone|anyone|any|all|even|every|newborns?|babies"
            r"|(?:the |your )?(?:baby|whole family|most sensitive))\b)",
            *("gentle enough", "mild enough", "safe enough", "pure enough", "soft enough", "kind enough"),
        ),
    ),
    _Phrase(
        "safety",
        "considered-safe",
        Cue(
            r"^(?:long |widely |generally |universally |now )?(?:considered|deemed|known|proven|recogni[sz]ed|regarded"
            r"|believed)(?: as| to be)?(?: \w+){0,2} safe\b",
            *("considered", "deemed", "known", "proven", "recogni", "regarded", "believed"),
        ),
    ),
    _Phrase(
        "safety",
        "considered-safe",
        Cue(
            r"\b(?:considered|deemed|known|proven|recogni[sz]ed|regarded)(?: as| to be)? (?:one of )?the (?:kindest"
            r"|gentlest"
            r"|mildest|purest|safest) (?:\w+ ){0,3}?(?:to|on|for) (?:the |your )?(?:body|skin|stomach|teeth|gut"
            r"|heart|liver)\b",
            "kindest",
            "gentlest",
            "mildest",
        ),
    ),
    _Phrase(
        "safety",
        "record",
        Cue(
            r"\btrack record (?:that )?(?:you|we) can (?:bank|count|depend|lean|rely) on\b|\b(?:has|have) stood the "
            r"test of "
            r"time\b|\btrusted for (?:generations|centuries|decades|\w+ (?:hundred |thousand )?years)\b"
            r"|\b(?:confident (?:in|of|about)|sure of|(?:completely )?reassured (?:by|about)) (?:its|their|the) "
            r"safety\b",
            *("track record", "test of time", "trusted for", "safety"),
        ),
    ),
    _Phrase(
        "safety",
        "safety-of",
        Cue(
            r"\bbecause of (?:its|their|the) (?:\w+ )?safety(?: and (?:effectiveness|efficacy))?\b|\bthe safety of "
            r"[\w -]{2,50} "
            r"(?:is|are) (?:now |simply |quite )?beyond (?:\w+ )?(?:doubt|question|dispute)\b",
            *("because of its", "because of their", "because of the safety", "beyond "),
        ),
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            rf"\b{_WHAT} (?:does not|doesn't|do not|don't|won't|will not) stand a chance\b"
            rf"|\b{_FOE} (?:has|have) met (?:its|their) match\b",
            *("stand a chance", "met its match", "met their match"),
        ),
        clinical=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            r"\bhelps? with (?:absolutely )?(?:all (?:kinds|sorts|types|manner) of|every (?:kind|sort|type) of|any) "
            r"(?:[\w-]+,? (?:and |or )?){0,4}?(?:ailments?|conditions?|diseases?|disorders?|illness(?:es)?|pains?"
            r"|problems?)\b"
            r"|\btreats (?:just about |almost |nearly |virtually )?(?:everything|anything|all (?:known )?(?:diseases"
            r"|conditions|illnesses))\b|\bwhatever ails you\b",
            *("help with", "helps with", "treats ", "ails you"),
        ),
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            r"\b(?:kill|destroy|remov|clear|eliminat|eradicat|wip)\w*(?: out)? (?:absolutely )?every (?:last|single) "
            r"(?:one|trace|[\w-]+)\b",
            *("every last", "every single"),
        ),
    ),
    _Phrase(
        "safety",
        "record",
        Cue(
            r"\b(?:safely used|used safely) (?:for|since) |\btrusted by (?:over |more than |some )?(?:[\d,]{3,}"
            r"|thousands"
            r"|millions|hundreds|generations)(?: of)?(?: \w+)?\b|\b(?:has|have|'ve|'s) been used (?:safely )?for "
            r"(?:over "
            r"|more than )?(?:[\w-]+ )?(?:years|decades|centuries|generations)\b",
            *("safely used", "used safely", "trusted by", "been used "),
        ),
        sold=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            r"\b(?:looks?|feels?|works?|functions?|behaves?)(?:, (?:looks?|feels?|works?))?(?:,? and (?:looks?"
            r"|feels?|works?"
            r"|functions?))? (?:just|exactly) like (?:your own|a natural|natural|real|the real)\b(?: \w+)?"
            r"|\bspeeds? up (?:your )?(?:healing|growth|regrowth|recovery|hair growth|metabolism)\b"
            r"|\bgives? you (?:[\w-]+ ){0,4}?relief\b",
            *("just like", "exactly like", "speeds up", "speed up", "give you", "gives you"),
        ),
        sold=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            rf"\bkeeps? {_WHAT} (?:away|at bay|out)\b(?! (?:of reach|from (?:children|heat|light|direct|pets|the "
            rf"reach)))",
            "keep",
        ),
        clinical=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        # That first aid saves lives is common knowledge, and no advert.
        Cue(
            r"(?<!\bcpr )(?<!\bnaloxone )(?<!\bnarcan )(?<!\bfirst aid )(?<!\bdefibrillators )(?<!\btourniquets )"
            r"\b(?:really |truly |simply )?saves? lives\b",
            *("saves lives", "save lives"),
        ),
        sold=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            rf"\b(?:brings?|gives?|gets?|wins?) (?:you )?(?:back )?your {_WHAT}(?: right)? back\b",
            *("bring your", "brings your", "give you", "gives you", "get your", "gets your", "wins your", "win your"),
        ),
        clinical=True,
        sold=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            r"\b(?:brings?|drives?|pushes|push) (?P<what>(?:[\w-]+ ){0,5}?(?:attacks?|deaths?|fever|pain|pressure"
            r"|risks?"
            r"|strokes?|sugar|weight|cholesterol|inflammation|temperature)) down\b",
            " down",
        ),
        sold=True,
    ),
    _Phrase(
        "efficacy",
        "idiom",
        Cue(
            r"\b(?:is|are|offers?|provides?|gives?|delivers?) (?:[\w,]+ ){0,5}?(?:permanent|lasting|lifelong|complete"
            r"|total|ultimate|guaranteed) (?:answer|fix|relief|remedy|solution)s?\b",
            *("permanent", "lasting", "lifelong", "complete", "total", "ultimate", "guaranteed"),
        ),
        sold=True,
    ),
    _Phrase(
        "cure",
        "can-be-cured",
        Cue(
            rf"\b(?:every|any|all) {_WHAT} can (?:now |always )?be (?:beaten|conquered|cured|healed|reversed"
            rf"|defeated)\b",
            "can be ",
            "can now be",
            "can always be",
        ),
        clinical=True,
    ),
    _Phrase(
        "guarantee",
        "no-more",
        Cue(
            r"\byou(?:'ll)? (?:need never|never need(?: to)?|(?:will )?never have to) (?:[\w']+ ){1,5}again\b",
            *("need never", "never need", "never have to"),
        ),
    ),
    _Phrase(
        "guarantee",
        "nobody-knows",
        Cue(
            r"\b(?:no one|nobody) (?:will|would|can|could) (?:ever )?(?:know|notice|guess|tell)\b"
            r"(?! (?:exactly|for|how|the|what|whether|which|who|why|your|if|when|where|yet|in advance|beforehand)\b)"
            r"(?! (?:you|us|them|me|people)(?: \w+)? (?:exactly|for|how|what|whether|which|who|why|if|when|where|in"
            r"|beforehand)\b)|\bnobody (?:leaves"
            r"|goes) "
            r"[\w ]{2,30} (?:disappointed|in pain|unhappy)\b",
            *("no one ", "nobody "),
        ),
        sold=True,
    ),
    _Phrase(
        "guarantee",
        "as-before",
        Cue(
            r"\b(?:bite|chew|eat|hear|laugh|move|run|see|sleep|smile|speak|talk|walk) (?:just )?as (?:\w+ly|well"
            r"|freely|fast) "
            r"as (?:before|ever|you (?:did|used to))\b|\b\w+ing is (?:comfortable|easy|effortless|fun|possible) again\b"
            r"|\b(?:total|complete|absolute) (?:peace of mind|reassurance|protection)\b",
            *(" as before", " as ever", "used to", "you did", " again", "reassurance", "peace of mind", "protection"),
        ),
        sold=True,
    ),
)
_OPEN = compiled(
    r"\b(?:if|whether|unless|until|cannot|can't|not|n't|never|no|nobody|myth|may|might|could|hope|hopes|aim|aims|should"
    r"|must|ask|want|wish)\b[^.;:]{0,30}$"
)
_GERMS = frozenset({"bug", "bugs", "cold", "colds", "flu", "germs", "infections", "viruses"})


@cache
def _cues(*, sold: bool) -> Cues:
    return Cues(phrase.cue for phrase in _PHRASES if phrase.sold == sold)


def may_hold_phrase(folded: str) -> bool:
    """Say whether a folded sentence holds a phrase that claims in any text."""
    return _cues(sold=False).any_in(folded)


def may_hold_sold_phrase(folded: str) -> bool:
    """Say whether a folded sentence holds a phrase that claims in text that sells something."""
    return _cues(sold=True).any_in(folded)


def set_phrases(passage: Passage) -> Iterator[Claim]:
    """Yield the claims that set phrases make, where a treatment is spoken of."""
    if passage.question or passage.analysis.roles.get(passage.sentence.block.index) == "help":
        return
    for phrase in _PHRASES:
        if phrase.sold and not passage.subjects.promotional:
            continue
        match = phrase.cue.search(passage.folded)
        if match is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        if _OPEN.search(passage.folded[: match.start()]) or passage.analysis.citations.near(passage.sentence):
            continue
        start = match.start()
        if phrase.clinical:
            noun = _noun(passage, match)
            if noun is None:
                continue
            if start in {match.start("what"), match.start("foe") if "foe" in phrase.cue.pattern.groupindex else -1}:
                start = max(start, min(word.start for word in noun_phrase(noun)) - passage.sentence.start)
        token = passage.parsed.at(passage.sentence.start + start)
        if token is None:
            continue
        yield passage.make(
            phrase.kind,
            phrase.form,
            token,
            start=passage.sentence.start + start,
            end=passage.sentence.start + match.end(),
            assertion="asserted",
        )


def _noun(passage: Passage, match: re.Match[str]) -> Token | None:
    """Return the noun of a phrase when it is a symptom, a disease or a germ."""
    group = "what" if match["what"] is not None else "foe"
    last = match[group].split()[-1]
    noun = passage.parsed.at(passage.sentence.start + match.end(group) - 1)
    if noun is None or last in _GERMS | clinical_words() or passage.clinical(noun):
        return noun
    return None
