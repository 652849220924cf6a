"""Leaps from what happens in the body to a gain, read from the words of a sentence alone.

"It calms the nerve, so the pain goes": words for what is done inside the body, a word that draws a consequence, and
words for what a person gains, in this order. Nothing is parsed, so that lists, headings and loose sentences are read
like others. Also metaphors that hold the gain in themselves: "it wakes up cells", "it switches off the craving".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from caveat.analysis.claim import Claim
from caveat.analysis.claims.mechanism import gains
from caveat.analysis.claims.words import inflections
from caveat.analysis.lexicon import plurals, words
from caveat.analysis.statements.statement import about_of
from caveat.patterns import compiled, longest_first
from caveat.terms import Cue, Cues, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence
    from caveat.analysis.statements.weigh import Weighed

_FARTHEST: Final = 96
_REACH: Final = 48
_TO_GAIN: Final = 60
_IRREGULAR: Final = {
    "cut": ("cut", "cuts", "cutting"),
    "draw": ("draw", "draws", "drew", "drawing"),
    "get": ("get", "gets", "got", "getting"),
    "give": ("give", "gives", "gave", "giving"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "mop": ("mop", "mops", "mopped", "mopping"),
    "rewire": ("rewire", "rewires", "rewired", "rewiring"),
    "send": ("send", "sends", "sent", "sending"),
    "shut": ("shut", "shuts", "shutting"),
    "strip": ("strip", "strips", "stripped", "stripping"),
    "sweep": ("sweep", "sweeps", "swept", "sweeping"),
    "take": ("take", "takes", "took", "taking"),
    "tell": ("tell", "tells", "told", "telling"),
    "thin": ("thin", "thins", "thinned", "thinning"),
    "top": ("top", "tops", "topped", "topping"),
    "unclog": ("unclog", "unclogs", "unclogging"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "grow": ("grow", "grows", "grew", "growing"),
    "wipe": ("wipe", "wipes", "wiped", "wiping"),
    "build": ("build", "builds", "built", "building"),
    "quiet": ("quiet", "quiets", "quieted", "quieting"),
}

_STOPS: Final = compiled(
    r"[.;:?]|\band (?:the|a|an|your|it|is|are|can|will|you)\b|\b(?:but|because|which|that|when|while|if|so"
    r"|whether|for|unless)\b"
)
# What draws a consequence. `near` ones must stand right before the gain.
_JOIN: Final = compiled(
    r"(?P<strong>,? ?(?:-+ )?\b(?:and |you |it )?(?:means?\b|equals?\b|so(?: that)?\b(?! (?:far|much|many|called"
    r"|ask|please|tell|talk|bring|check|avoid|take))|thus|thereby|therefore|hence|meaning"
    r"|as a result|the result(?: is|:)|no wonder"
    r"|(?:which|that|this) (?:is why|explains why|means|in turn|then|can|will|leads? to|results? in"
    r"|translates? (?:in)?to|helps?)"
    r"|(?:which|this) (?:\w+ly )?\w+(?:s|ed)\b"
    r"|leading to|resulting in|translating (?:in)?to|letting|allowing|enabling|helping|making|giving|leaving))"
    r"|(?P<escape>, (?:and |then |also |while |thereby |\w+ly )*(?=[a-z-]+ing\b))"
    r"|(?P<near>,? and (?:then |also |\w+ly )*(?:the |your )?|, | (?:in order )?to | for | until )"
)
_HEDGED: Final = compiled(
    r"\b(?:may|might|could|would|possibl[ey]|perhaps|potentially|theor(?:y|ies|etically)|hypothes\w+|thought to"
    r"|believed? to"
    r"|think|thinks|believe|believes|appears? to|seems? to|unclear|unknown|in theory|supposed(?:ly)?|claim(?:s"
    r"|ed)?|whether|aims?|aimed"
    r"|hop(?:e|ed|es|ing)|goals?|purpose|designed|meant|intended|marketed|if|unlikely|researchers are|myth"
    r"|no (?:good |strong |real )?(?:evidence|proof))\b"
)
_SUGGESTED: Final = compiled(r"\b(?:suggest\w*|indicat\w*|hint\w*|should)\b")
_DENIED: Final = compiled(r"\b(?:not|never|cannot|no longer|without)\b|n't\b")
# The way a thing takes: "straight into the bloodstream", "does not travel through the blood", "bypasses the gut".
_ROUTE: Final = Cue.of(
    r"\b(?:(?:straight|direct|directly|right|deep|deeper|deeply) (?:in|through|on)?to (?:the |your )?(?:\w+ )?[\w-]+"
    r"|bypass(?:es|ed|ing)? (?:the |your )?(?:\w+ ){0,2}?(?:gut|stomach|liver|digestive (?:system|tract)"
    r"|digestion|skin barrier|blood-brain barrier)"
    r"|(?:travel|travels|penetrates?|reach(?:es)?|goes|go|sinks?) (?:much |far )?(?:deep|deeper|farther"
    r"|further)(?: into the \w+)?"
    r"|(?:doesn't|does not|don't|do not|never|hardly|barely|scarcely|(?:very |so )?little (?:of \w+(?: \w+)? )?"
    r"|hardly any (?:of \w+(?: \w+)? )?|almost none (?:of \w+(?: \w+)? )?|(?:only )?(?:a trace|traces"
    r"|tiny amounts?|a tiny amount|almost nothing|hardly anything) (?:of \w+(?: \w+)? )?)\s?"
    r"(?:is absorbed|get|gets|go|goes|travel|travels|enter|enters|pass|passes|reach|reaches|cross"
    r"|crosses)(?: (?:in|through|on)?to| through| around)?"
    r"(?: the| your)? (?:rest of the )?(?:body|blood|bloodstream|system|brain|circulation|liver)"
    r"|(?:acts?|works?|acting|working) (?:only )?(?:locally|directly|where \w+ \w+(?: \w+)?|at the (?:source"
    r"|root|site)|from (?:within|the inside)|at a (?:cellular|deeper) level|on the (?:cause|root cause))"
    r"|(?:absorbs?|absorbed) (?:\w+ )?(?:100 ?%|fully|completely|instantly|rapidly|quickly|better|faster)"
    r"|(?:sends?|sending|sent|delivers?|delivering) [\w ]{3,40} (?:in)?to (?:the |your )?(?:tissues?|cells?|skin"
    r"|brain|blood|bloodstream|muscles?|scalp|joints?))\b"
)
_PASSIVE: Final = compiled(
    r" (?:(?:in|of|around|along) [\w' -]{2,25} )?(?:is|are|gets?|being|was|were|becomes?) (?:[\w]+ly |then "
    r"|once again |at last )?"
    r"(?:woken(?: up)?|awakened|freed|released|calmed|soothed|restored|reset|boosted|flushed(?: out)?|cleared"
    r"|blocked|switched o(?:ff|n)|turned o(?:ff|n)|shut (?:off|down)"
    r"|stimulated|activated|relaxed|rebalanced|balanced|realigned|unblocked|opened(?: up)?|widened|decompressed"
    r"|retrained|rewired|nourished|replenished|lowered|reduced"
    r"|dampened|broken down|resistant to \w+|starved(?: of \w+)?|topped up|steadied|repaired|healed|sealed"
    r"|cleansed|rebuilt|renewed|strengthened|quietened|unpinched|untrapped)\b"
)
_MOVING: Final = compiled(
    r" (?:levels? )?(?:drops?|falls?|rises?|flows?|flowing|(?:starts?|gets?|begins?) (?:to )?(?:flow|mov|drain"
    r"|circulat|fir)\w*|climbs?|stays? (?:\w+ )?(?:steady|stable|balanced|low|level|open)|down|opens? up"
    r"|switch(?:es)? (?:in)?to [\w -]{3,25}mode|relax(?:es)?|increases?|improves?|calms? down)\b"
)
_BODY_SWITCH: Final = Cue.of(
    r"\b(?:your|the) (?:body|brain|metabolism|system) (?:then )?(?:switch(?:es)?|goes|shifts?|moves|flips?"
    r"|kicks?|tips?) (?:in)?to [\w -]{3,25}?(?:mode|ketosis|state)\b"
)
_PROPERTY: Final = Cue.of(
    r"\b(?:anti-?oxidants?|anti-?inflammatory|anti-?microbial|anti-?bacterial|anti-?viral|anti-?fungal"
    r"|anti-?ag(?:e)?ing|adaptogenic|detoxifying|regenerative|restorative|alkali[sz]ing|nootropic|"
    r"immune-boosting|circulation-boosting|blood-thinning|cell-renewing"
    r"|neuroprotective)(?:,? (?:and )?[\w-]+){0,2}? (?:properties|action|actions|effects?|powers?|compounds"
    r"|benefits|qualities)\b"
)
# What such a property explains: "thanks to its antioxidant action, the oil …".
_THANKS: Final = compiled(
    r"\b(?:thanks to|because of|due to|owing to|through|via|with|by virtue of|comes? (?:down to|from)"
    r"|stems? from|lies in|rests on) (?:its|their|the|these|this) (?:[\w-]+ ){0,3}$"
)
_PROCESSES: Final = Cues((_ROUTE, _BODY_SWITCH, _PROPERTY))
_AT_SOURCE: Final = Cue.of(
    r"\b(?:switch|turn|shut|stop|silenc|block|treat|heal|end|eliminat|tackl|target|eas|kill|reliev)\w* (?:off "
    r"|down )?(?:the )?"
    r"(?:[\w-]+ ){0,2}?(?:pain|ache|cause|problem|symptoms?|inflammation|tinnitus|migraines?|anxiety"
    r"|attacks) (?:(?:right )?at (?:its|the|their) (?:very )?(?:source|root|core)|before (?:it|they) starts?)\b"
    r"|\bstop(?:s|ping)? [\w ]{3,20} before (?:it|they) (?:even )?(?:starts?|begins?|takes? hold)\b"
    r"|\b(?:works?|acts?|begins?|starts?|goes) (?:right )?where (?:the |your )?(?:pain|problem|ache|trouble"
    r"|inflammation) (?:starts?|begins?|lives?|is)\b"
    r"|\b(?:exactly |right |just )?where (?:you|they|it)(?:'re| are|'s| is)? need(?:ed|s)?(?: it"
    r"| them)?(?: the)? most\b|\b(?:tissues|cells|organs|places|muscles|joints) (?:that|which) need (?:it"
    r"|them)(?: the)? most\b"
    r"|\b(?:back )?into (?:perfect |natural |proper |full )?balance\b(?! with| between| sheet)"
    r"|\bhormones? (?:fall|melt|drain|drop) away\b|\b(?:back )?into (?:place|alignment)\b"
    r"|\b(?:tackl|treat|address|target|fix|heal|get)\w* (?:to )?the (?:root |real |underlying |true )?(?:cause"
    r"|root)s?\b[,:]? (?:and |- )?(?:not|rather than|instead of) (?:just |merely |only |masking )*(?:the "
    r"|your )?symptoms?"
    r"|\b(?:merely|only|just) mask\w* (?:the )?symptoms\b[^.;]{0,30}\b(?P<cause>(?:tackl|treat|address|target"
    r"|fix)\w* the (?:root |real |underlying )?cause)\b"
    r"|\b(?:regrow|rebuild|restor|repair)\w* what (?:has |have |had |was |is |you |time )\w+(?: \w+)?\b"
    r"|\battacks? the (?:tumou?r|cancer|virus|disease)\b"
    r"|\bback to life\b|\b(?:your )?body(?:'s)? own (?:natural )?(?:healing|repair|defen[cs]es|ability to heal"
    r"|power to heal|medicine|pharmacy)(?: (?:process|mechanisms?|system|power|response)(?:es)?)?\b"
)


# What goes wrong rather than right, and what nobody feels.
_GONE_WRONG: Final = compiled(
    r"\b(?:problems?|interfer\w+|unable|loss of|too (?:much|little)|harder|worse|worsen\w*|difficult\w*"
    r"|blocked up|sick|dizzy|drowsy|weaker|tired|anxious|unwell|from (?:\w+ )?(?:lungs|rejecting|reaching"
    r"|working)|damage to)\b"
)
_NUMBERS: Final = compiled(r"\b(?:blood pressure|cholesterol|blood sugar|glucose|clots?)\b")


_NUMBED: Final = compiled(r"\b(?:surgery|operations?|procedures?|numb\w*|an(?:a)?esthetic|epidural|labour|labor)\b")
# Parts and powers of which people speak as of a gain: "it helps the brain and lifts mood" draws nothing.
_OUTER: Final = compiled(
    r"\b(?:brain|metabolism|muscles?|immune system|liver|stomach|gut|spine|joints?|digestive system|circulation"
    r"|blood circulation|hydration|hormones?|throat|tight muscles|appetite|alignment|skin barrier)$"
)
_SELLERS: Final = compiled(
    r"\b(?:flood|flush|wak|awaken|reset|rewir|retrain|reboot|recharg|realign|rebalanc|unblock|unlock|switch"
    r"|silenc|starv|cleans|detox|crowd|kick-?start|jump-?start|bring|balanc|oxygenat|purg|tell|teach|trick|train"
    r"|talk|suck|spik|bath|soak|ground)\w*\b"
    r"|\b[\w-]+ mode\b|\bbad bugs\b"
)


_CLAUSE_END: Final = compiled(
    r"(?: (?!and\b|but\b|so\b|because\b|which\b|while\b)[\w'-]+){0,5}(?=[.,;:!]|$| and\b| but\b| which\b)"
)


class _Stretch(NamedTuple):
    """Where something stands in a folded sentence."""

    start: int
    end: int


def _forms(verb: str) -> tuple[str, ...]:
    first, _, rest = verb.partition(" ")
    forms = _IRREGULAR.get(first) or inflections(first)
    return tuple(f"{form} {rest}" if rest else form for form in forms)


def _finite_and_ing(verb: str) -> tuple[str, ...]:
    return tuple(form for form in _forms(verb) if not form.split(" ")[0].endswith("ed"))


def _any_of(*terms: str) -> str:
    return "|".join(re.escape(term) for term in longest_first(set(terms)))


@cache
def _acts() -> TermList:
    return TermList(
        form
        for verb in (*words("leap", "act_verbs"), *words("mechanism", "act_verbs"), *words("mechanism", "moving_verbs"))
        for form in _forms(verb)
    )


@cache
def _parts() -> TermList:
    return TermList(
        {form: "part" for word in (*words("leap", "parts"), *words("mechanism", "parts")) for form in plurals(word)}
    )


@cache
def _conditions() -> str:
    """Return the names of diseases and symptoms, joined; a name that ends in another is found by it."""
    listed = {form for key in ("conditions", "symptoms") for word in words("conditions", key) for form in plurals(word)}
    return _any_of(*(name for name in listed if not any(part in listed for part in _endings(name))))


def _endings(name: str) -> list[str]:
    parts = name.split(" ")
    return [" ".join(parts[start:]) for start in range(1, len(parts))]


@cache
def _gain() -> re.Pattern[str]:
    """Match what a person gains: as `gains` has it, and what goes away or comes back by itself."""
    troubles, leaving = (
        _any_of(*words("leap", "troubles"), *words("mechanism", "bad_things")),
        _any_of(*words("leap", "leaving")),
    )
    goods, coming = _any_of(*words("leap", "goods")), _any_of(*words("leap", "coming"))
    easing = _any_of(
        *(form for verb in (*words("leap", "easing"), *words("mechanism", "easing")) for form in _forms(verb))
    )
    bettering = _any_of(
        *(form for verb in (*words("leap", "bettering"), *words("mechanism", "bettering")) for form in _forms(verb))
    )
    bettered = _any_of(*words("leap", "goods_bettered"), *words("mechanism", "good_things"))
    person = _any_of(*words("leap", "person_does"))
    return compiled(
        gains().written + rf"|\b(?:{easing}) (?:[\w'-]+,? ){{0,3}}?(?:{troubles})\b"
        rf"|\b(?:{bettering}) (?:and \w+ing )?(?:[\w'-]+,? ){{0,2}}?(?:{bettered})\b"
        rf"|\b(?:{troubles}) (?:(?:and|or) \w+ )?(?:simply |just |slowly |finally |soon |then |can |will "
        rf"|all )*(?:{leaving})\b"
        rf"|\b(?:{goods}) (?:can |will |simply |finally |soon |then )*(?:{coming})\b"
        rf"|\byou (?:can |will |also |soon |really |simply |actually )*(?:'ll )?(?:{person})\b"
        rf"|\byou'll (?:{person})\b"
        rf"|\b(?:{easing}|fewer|less|no more|lower risk of|end of|rid of) (?:[\w'-]+,? ){{0,3}}?(?:{_conditions()})\b"
        rf"|\b(?:keep|mak|leav|help|stay|hold)\w* (?:(?!from\b"
        rf"|you\b)[\w'-]+ ){{0,4}}?(?:you )?(?:{_any_of(*words('leap', 'good_states'))})\b"
        r"|\b(?:lets?|letting|allows?|allowing|helps?|helping|leaves?|so) (?:it|them|the [\w-]+|your [\w-]+|[\w-]+)"
        r" (?:to |can |free to )?(?:heal|recover|repair|renew|rebuild|regrow|regenerate|make|produce|work"
        r"|function|thrive|mend|calm|relax|rest|breathe|move)\b"
        r"|\bgets? (?:\w+ ?%? of |everything |all |exactly |just )*what (?:it|they|you) needs?\b"
        r"|\bhalt\w* (?:the )?(?:\w+ )?(?:disease|decline|damage|progress\w*|loss|ageing|aging)\b"
        r"|\bloosen\w* (?:\w+ )?(?:muscles?|joints?|stiffness|phlegm|knots)\b"
        r"|\b(?:no|none of the|fewer|far fewer|less|without(?: the)?|minimal|hardly any"
        r"|very few) (?:risk of )?(?:[\w-]+ )?(?:side effects?|weight gain|drowsiness|downtime|bruising|pain"
        r"|discomfort|addiction|withdrawal|hangover|crash)\b"
        r"|\bside effects (?:are|stay|remain) (?:\w+ )?(?:minor|minimal|mild|rare|few|small|low)\b|\b(?:keep\w*"
        r"|minimi[sz]\w*) side effects\b(?: to a minimum| low| down)?"
        r"|\b(?:is|are) (?:permanent|painless|safe|gentle|risk-free)\b|\bgets? back to (?:normal|life|work)"
        r"|\bback on your feet\b|\b(?:best|better|higher) chance\b"
        rf"|\btak(?:e|es|ing) the (?:{troubles}) (?:with it|away)\b|\b(?:plump|smooth|soften|fill|blur|tighten"
        rf"|firm)\w* (?:out )?(?:[\w-]+ ){{0,2}}?(?:lines|wrinkles|skin|scars|jowls)\b"
        r"|\b[\w-]+ (?:just |simply )?(?:disappears?|vanish(?:es)?|melts? away|fades? away|falls? (?:off|away)"
        r"|evaporates?)\b|\bleav(?:es?|ing) (?:you|skin|hair|your \w+) (?:\w+ )?(?!blocked|feeling sick|open"
        r"|with)[\w-]+\b"
        r"|\b(?:gains?|benefits?|gets?) (?:the )?most\b|\bworks? (?:better|faster|harder|quicker|longer)\b"
        r"|\bmakes? it (?:\w+ )?(?:safe|gentle|effective|safer|gentler)\b|\blet (?:you|yourself) [\w-]+\b"
        r"|\bbring(?:s|ing)? back (?:the |your )?(?:\w+ )?\w+\b"
        r"|\bair (?:\w+ )?(?:passes|flows)\b|\bhealth(?:y|ier) (?:\w+ )?(?:skin|hair|heart|gut|weight|joints|brain)\b"
    )


@cache
def _metaphor(verbs_listed: str) -> Cue:
    verbs, objects = (
        _any_of(*(form for verb in words("leap", verbs_listed) for form in _finite_and_ing(verb))),
        _any_of(*words("leap", "metaphor_objects")),
    )
    return Cue.of(
        rf"\b(?:{verbs}) (?:out |up |away )?(?:the |your |our |these |those |every |all |any "
        rf"|each )?(?:[\w'-]+,? ){{0,2}}?(?:{objects})\b(?!{_FELT.pattern})"
    )


def leap_claims(weighed: Weighed, analysis: Analysis) -> Iterator[Claim]:
    """Yield the benefit that a sentence draws from what happens in the body, as words alone tell."""
    if not weighed.held.isdisjoint({"question", "unknown"}):
        return
    selling = sells(weighed.sentence, analysis)
    found = _leap(weighed.sentence.folded, selling=selling)
    form = "told" if selling else "explained"
    if found is None:
        found, form = _held(weighed.sentence.folded, selling=selling), "metaphor"
    if found is not None and (selling or form == "explained" or analysis.subjects.treatment_nearby(weighed.sentence)):
        yield _claim(weighed, found, form, analysis)


@cache
def _sold() -> TermList:
    return TermList(words("mechanism", "sold_on_mechanism"))


@cache
def _established() -> TermList:
    return TermList(form for word in words("mechanism", "established") for form in plurals(word))


def sells(sentence: Sentence, analysis: Analysis) -> bool:
    """Say whether a text sells something, or explains a treatment that is sold on such explanations."""
    if analysis.subjects.promotional:
        return True
    sentences = analysis.sentences
    near = [*sentences[:1], *sentences[max(0, sentence.index - 2) : sentence.index + 1]]
    return any(_sold().any_in(one.folded) for one in near)


def _held(folded: str, *, selling: bool) -> _Stretch | None:
    """Return where a metaphor stands that holds the gain in itself."""
    for cue in (
        _metaphor("metaphor_verbs"),
        _AT_SOURCE,
        *((_metaphor("weaker_metaphor_verbs"),) if selling else ()),
    ):
        match = cue.search(folded)
        if match is not None and not _bounded(folded, match.start(), match.end()):
            return _Stretch(*match.span("cause" if match.groupdict().get("cause") else 0))
    return None


def _bounded(folded: str, start: int, end: int) -> bool:
    return (
        _HEDGED.search(folded, max(0, start - 45), end) is not None
        or _DENIED.search(folded, max(0, start - 25), start) is not None
    )


_STATE: Final = Cue.of(
    r"\b(?:better|boosted|enhanced|greater|healthier|healthy|higher|improved|increased|less|fewer|more|balanced"
    r"|reduced|lower|stronger|calmer|richer|fresh) (?:[\w-]+ ){0,1}?"
)
# What staff do is a procedure: "we draw blood from your arm".
_BY_STAFF: Final = compiled(
    r"\b(?:we|i|nurses?|doctors?|surgeons?|clinicians?|technicians?|anaesthetists?|team|you)(?:'ll| will| may"
    r"| can| then| must| should)* (?:\w+ly )?$"
)
_FELT: Final = compiled(
    r" (?:fog|function|health|power|cramps?|pains?|tension|soreness|upset|spasms?|aches?|strength|tone|failure"
    r"|cancer|disease|damage|problems?|clots?)\b"
)


def _processes(folded: str) -> Iterator[_Stretch]:
    """Yield what is said to happen in the body."""
    parts = list(_parts().find(folded))
    if parts:
        for act in _acts().find(folded):
            if _BY_STAFF.search(folded, max(0, act.start - 30), act.start) is not None:
                continue
            part = next((one for one in parts if one.start >= act.end and not _FELT.match(folded, one.end)), None)
            if (
                part is not None
                and part.start - act.end <= _REACH
                and _STOPS.search(folded, act.end, part.start) is None
            ):
                yield _Stretch(act.start, part.end)
        for part in parts:
            for pattern in (_PASSIVE, _MOVING):
                after = pattern.match(folded, part.end)
                if after is not None:
                    yield _Stretch(part.start, after.end())
        for state in _STATE.pattern.finditer(folded):
            part = next((one for one in parts if one.start == state.end() and not _FELT.match(folded, one.end)), None)
            if part is not None:
                yield _Stretch(state.start(), part.end)
    for cue in _PROCESSES.may_match(folded):
        for match in cue.pattern.finditer(folded):
            yield _Stretch(*match.span())


def _leap(folded: str, *, selling: bool) -> _Stretch | None:
    processes = sorted(_processes(folded), key=lambda one: one.end)
    if not processes or (not selling and _established().any_in(folded)):
        return None
    for process in processes:
        found = _from(folded, process, selling=selling) or (
            _because(folded, process) if selling or folded.startswith("by ") else None
        )
        if found is not None and not _bounded(folded, found.start, found.end):
            return found
    return None


_HELPS: Final = compiled(
    r"\b(?:helps?|eases?|reliev\w+|supports?|treats?|fights?|protects?|soothes?|improves?|boosts?|reduces?)\b"
)
_SINCE: Final = compiled(r"(?:^|[.,;:] |\band )(?:because|since|as|by|once|when) (?:[\w'-]+ ){0,4}$")
_SINCE_LATER: Final = compiled(r",? (?:because|since|as|by) (?:[\w'-]+ ){0,3}$")


def _because(folded: str, process: _Stretch) -> _Stretch | None:
    """Return the leap of "because these roots resist the hormone, the hair is permanent", and of its reverse."""
    thanks = _THANKS.search(folded[: process.start])
    if thanks is not None and _PROPERTY.pattern.match(folded, process.start):
        around = compiled(
            rf"{_gain().pattern}|{_HELPS.pattern}|\bwhat it does for\b|\b(?:health|healing|benefits?|works?)\b"
        )
        before, after = (
            around.search(folded, max(0, thanks.start() - 70), thanks.start()),
            around.search(folded, process.end, process.end + 80),
        )
        if before is not None:
            return _Stretch(before.start(), process.end)
        return _Stretch(thanks.start(), after.end()) if after is not None else None
    since = _SINCE.search(folded[: process.start])
    comma = folded.find(",", process.end, process.end + 60)
    if comma < 0 and since is not None and re.match(r" (?:we|it|you|they|the|this|our)\b", folded[process.end :]):
        comma = process.end
    if since is not None and comma > 0:
        gain = _gain().search(folded, comma, min(len(folded), comma + 70))
        if gain is not None:
            return _Stretch(since.start(), gain.end())
    if process.start < 12 and folded.startswith("by "):
        since = _SINCE.search(folded[: process.start])
    later = _SINCE_LATER.search(folded[: process.start])
    if later is not None:
        gain = next(iter(_gain().finditer(folded, max(0, later.start() - 60), later.start())), None)
        if gain is not None:
            return _Stretch(gain.start(), process.end)
    return None


def _from(folded: str, process: _Stretch, *, selling: bool) -> _Stretch | None:
    for join in _JOIN.finditer(folded, process.end):
        if join.start() - process.end > _TO_GAIN or re.search(r"[.;:]|\bbut\b", folded[process.end : join.start()]):
            return None
        limit = min(len(folded), join.start() + 95)
        first = join.start("strong") if join["strong"] else join.end()
        gain = _gain().search(folded, first, limit)
        if gain is None or _goes_wrong(folded, first, gain):
            continue
        if not selling and (
            " can " in join[0]
            or _NUMBERS.search(gain[0])
            or _NUMBED.search(folded)
            or (join["near"] and _SELLERS.search(folded, process.start, gain.end()) is None)
        ):
            continue
        if join["near"] and not _inner(folded[process.start : process.end]):
            continue
        if gain.start() - join.end() > (45 if join["strong"] else 0):
            continue
        end = _to_boundary(folded, gain.end())
        start = process.start if end - process.start <= _FARTHEST else max(process.start, join.start())
        return _Stretch(start, end)
    return None


def _inner(process: str) -> bool:
    """Say whether what is acted on is nothing that people themselves speak of as a gain."""
    return _OUTER.search(process) is None or _SELLERS.search(process) is not None


def _to_boundary(folded: str, end: int) -> int:
    """Return where the clause ends in which a gain stands, if that is near: "so you feel the results the same day"."""
    match = _CLAUSE_END.match(folded, end)
    return match.end() if match is not None else end


def _goes_wrong(folded: str, first: int, gain: re.Match[str]) -> bool:
    """Say whether what looks like a gain is a loss: "making you feel sick"."""
    if gain[0].startswith(("no ", "none", "less", "fewer", "without")):
        return False
    return _GONE_WRONG.search(folded, max(first, gain.start() - 25), gain.end() + 22) is not None


def _claim(weighed: Weighed, found: _Stretch, form: str, analysis: Analysis) -> Claim:
    sentence = weighed.sentence
    folded = sentence.folded
    start, end = found
    while start < end and not folded[start].isalnum():
        start += 1
    about, subject = about_of(sentence, start, analysis)
    suggested = _SUGGESTED.search(folded, 0, start)
    return Claim(
        sentence=sentence,
        kind="mechanism",
        start=sentence.start + start,
        end=sentence.start + end,
        trigger=folded[start:end],
        form=form,
        about=about,
        subject=subject,
        assertion="asserted",
        qualifiers=(suggested[0],) if suggested else (),
        ladder=2 if suggested else 0,
        sourced=bool(analysis.citations.near(sentence)),
    )
