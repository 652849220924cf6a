"""Claims that one treatment is better, faster, safer or gentler than another."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import has_negator, noun_phrase, predicate_of, standing, subject_of
from caveat.analysis.lexicon import term_list, words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("comparison", key))


def _any_of(*keys: str) -> str:
    return "|".join(re.escape(word) for key in keys for word in words("comparison", key))


_RANKING = rf"(?:{_any_of('comparatives')}|more (?:{_any_of('more')})|less (?:{_any_of('less')}))"
_COMPARED = Cue(
    rf"\b{_RANKING}\b.{{0,70}}\b(?:than|to)\b|\b(?:compared|comparison) (?:to|with)\b.{{0,90}}\b{_RANKING}\b"
    rf"|\b(?:{_any_of('fewer')}) (?:[\w-]+ ){{0,3}}(?:{_any_of('burdens')})\b.{{0,30}}\b(?:than|compared)\b",
    *(" than ", "superior to", "preferable to", "alternative", "substitute", "compared ", "comparison "),
)
_BARE = Cue(
    rf"\b(?:faster|quicker|safer|gentler|stronger|better|superior|more (?:noticeable|lasting|effective|powerful)) "
    rf"(?:(?:and|,|more|[\w-]+) ){{0,3}}(?:{_any_of('gains', 'kinds')})\b"
    r"|\b(?:work|heal|recover|absorb|act|last)(?:s|ed|ing)? (?:[\w-]+ ){0,3}(?:faster|better|quicker|sooner|longer)\b",
    *("faster ", "quicker ", "safer ", "gentler ", "stronger ", "better ", "superior ", "more noticeable"),
    *("more lasting", "more effective ", "more powerful ", " faster", " better", " quicker", " sooner", " longer"),
)
_SURPASSING = Cue(rf"\b(?:{_any_of('surpassing')})\b", "outperform", "surpass", "outlast", "beat", "out", "trump")
_EQUAL = Cue(
    rf"\b(?:just|every bit|at least|nearly|almost|equally|is|are|be|works?|and) ?as (?:{_any_of('equal')}) as\b"
    r"|\b(?:equivalent|comparable|on par|on a par) (?:to|with)\b|\b(?:rivals?|matches) (?:that of |those of |the )",
    *(" as ", "equivalent ", "comparable ", " par with", "rival", "matches "),
)
_TREATING = (
    r"(?:treatments?|therap(?:y|ies)|medications?|medicines?|drugs?|pills?|tablets?|painkillers?|pain relievers?"
    r"|remed(?:y|ies)|surger(?:y|ies)|supplements?|creams?|products?|approaches|methods?|options|procedures?"
    r"|antidepressants?"
    r"|opioids?|injections?|facelifts?|braces|implants?|vitamins?|formulas?|brands?|lasers?|chemotherapy|medical care"
    r"|medicine|dentures|diets|solutions|techniques|statins?|antibiotics|steroids?|hormones|nsaids|insulin"
    r"|fillers?|botox|facials?|peels?|moisturi[sz]ers?|serums?|massages?|workouts|shampoos?|toothpastes?|sunscreens?)"
)
_CLASS = rf"(?:(?:{_any_of('usual')}|most|many|some) )+(?:[\w-]+ ){{0,2}}?{_TREATING}"
_UNLIKE = Cue(r"(?:^|[,;:.(] |\b(?:and|but|so) )unlike (?P<what>[^,;]{3,140}),", "unlike ")
_UNLIKE_AFTER = Cue(rf"[,:] unlike (?P<what>{_CLASS}|{_TREATING})\b", "unlike ")
_WHILE = Cue(
    rf"(?:^|[,;.] )(?:while|whereas|although|though) (?P<what>{_CLASS}|{_TREATING})\b(?P<said>[^,;]{{3,140}}),"
    rf" (?P<main>.+)",
    *("while ", "whereas ", "although ", "though "),
)
_BUT_OURS = Cue(
    rf"(?:^|[.;] )(?P<what>{_CLASS})\b(?P<said>[^;]{{3,140}})[,;] (?:but|whereas|while|yet) (?P<main>.+)",
    *(", but ", ", whereas ", ", while ", ", yet ", "; "),
)
_CANNOT = Cue(
    rf"\b(?:something|what|hope|relief|results?|level|benefits?|control|way|care|comfort|kind|answers?|experience"
    rf"|freedom)\b"
    rf"[\w ,]{{0,25}}? (?:that |which )?(?:{_CLASS}|(?:pills|surgery|drugs|medication|painkillers)) "
    r"(?:simply |just |alone |often |usually )*"
    r"(?:can't|cannot|can not|haven't|have not|hasn't|couldn't|could not|don't|doesn't|do not|fail to|never could"
    r"|never can"
    r"|miss)\b(?: (?:been able to )?(?:provided?|offer(?:ed)?|match(?:ed)?|give|given|deliver(?:ed)?|reach(?:ed)?"
    r"|achieved?"
    r"|bring|brought|replicate|address(?:ed)?|touch))?",
    *("can't", "cannot", "can not", "n't", " not ", "fail to", "never c", " miss"),
)
_WHERE_FAIL = Cue(
    r"\b(?:where|even when|when) (?:all |surgery |surgeries |injections |drugs |medications? |pills |tablets "
    r"|creams |diets |everything |other |others |traditional |conventional |standard |the usual |most |nothing )"
    r"(?:[\w-]+ ){0,2}?(?:ha(?:s|ve) (?:all )?(?:failed|fallen short)|fails?|falls? short|doesn't|don't|can't"
    r"|cannot)\b",
    *("where ", "when "),
)
_DIFFERENT = Cue(
    rf"\b(?:different|differently|apart|differs|stands out) (?:from|to|than) (?P<what>(?:any other |all (?:other"
    rf" )?|the )?{_CLASS})\b",
    *("different", " apart ", "differs ", "stands out "),
)
_STRAW = Cue(
    r"\b(?P<what>(?:traditional|conventional|conservative|mainstream|western|ordinary|typical|regular|everyday"
    r"|most|standard"
    r"|other) "
    rf"(?:[\w-]+ ){{0,2}}?{_TREATING}) "
    r"(?P<how>(?:often|usually|typically|mostly|merely|only|simply|just|tend to|primarily|generally) )?"
    r"(?P<verb>masks?|covers? up|numbs?|suppress(?:es)?|focus(?:es)?|target|targets|treats?|address(?:es)?"
    r"|manages?|dulls?|relieves?|"
    r"relies on|rely on|works?|provides?|offers?|delays?|falls? short|fails?)\b(?P<rest>[^.;,]{0,60})",
    *(
        "mask",
        "cover",
        "numb",
        "suppress",
        "focus",
        "target",
        "treat",
        "address",
        "manage",
        "dull",
        "relie",
        "rely",
        "work",
    ),
    *("provide", "offer", "short", "fail", "delay"),
)
_MASKING = compiled(r"mask|cover|numb|suppress|fall|fail|delay")
_BELITTLED = compiled(
    r"\b(?:only|merely|just|simply|temporar\w+|symptoms?|surface|the site|instead of|rather than|band-?aid)\b"
)
_OVER = Cue(
    rf"\b(?:advantages?|edge|superiority|improvement|step up) over (?P<what>{_CLASS}|{_TREATING})\b",
    "over ",
)

_SAME = Cue(
    r"\b(?:the same|similar|equal|identical|comparable|equivalent) (?:[\w-]+ ){0,2}?(?:results?|effects?"
    r"|benefits?|relief|outcomes?|power) "
    r"(?:as|to) (?P<what>(?:an? |the )?[\w -]{3,40})|\bresults? (?:that |which |to )?(?:rivals?|match(?:es)?)"
    r" (?P<rival>[\w -]{3,40})"
    r"|\b(?:in )?(?:half|a fraction of|a third of|a quarter of|none of) the (?:recovery time|time|pain|downtime"
    r"|side effects"
    r"|recovery|risks?|discomfort) of (?P<half>[\w -]{3,40})",
    *(
        "results ",
        "result ",
        "effects ",
        "effect ",
        "benefits ",
        "relief ",
        "outcomes ",
        "outcome ",
        "power ",
        "half the ",
    ),
    *("fraction of", "third of", "quarter of", "none of"),
)
_IF_NOT_MORE = Cue(
    rf"\b(?:just )?as (?P<adjective>{_any_of('equal')})(?: as)?,? (?:or|if not|and often|and sometimes|and even)"
    rf" (?:even )?"
    r"more(?: so)?(?: (?P=adjective))?,? (?:than|as)? ?(?P<what>[\w -]{3,40})",
    "as ",
)
_DID_MORE = Cue(
    r"\b(?:did|does|do|done|helped|helps|achieved?|achieves) (?:far |much |a lot |so much )?more\b(?P<between>[\w"
    r" ,]{0,40}?) than "
    r"(?P<what>[\w ]{3,50})",
    " more",
)
_TIMES = Cue(
    r"\b(?:twice|three times|four times|five times|ten times|\d+(?:x| times)) (?:as [\w-]+ as|the [\w-]+ of)"
    r" (?P<what>[\w -]{3,40})",
    *("twice ", "times ", "x "),
)
_SHARES = Cue(
    r"\b\d+(?:\.\d+)? ?(?:%|percent),? (?:compared (?:to|with)|versus|vs\.?|against) (?:just |only |about |around"
    r" )?\d+(?:\.\d+)? ?"
    r"(?:%|percent) (?:for|with|from|in|of|on) (?P<what>[\w -]{3,40})",
    *("%", "percent"),
)
_MASKING_ONLY = Cue(
    r"\b(?:instead of|rather than|without) (?:just |simply |merely |only )?(?:masking|covering up|numbing"
    r"|suppressing|treating|managing"
    r"|dulling) (?:the |your |their )?(?:symptoms?|pain|problem)\b(?: with [\w]+)?",
    *("instead of ", "rather than ", "without "),
)
_MERIT = Cue(
    rf"\b(?:{_any_of('greater')}) (?:[\w-]+ ){{0,2}}?(?:{_any_of('merits')})\b.{{0,30}}\b(?:than|compared)\b",
    " than ",
    " compared",
)
_LASTING = Cue(r"\b(?:last|lasts|lasting|lasted) (?:[\w-]+ ){0,2}longer than\b|\blonger[- ]lasting\b", "longer")
_PHRASES_OF_RIVALS = (_SAME, _IF_NOT_MORE, _DID_MORE, _TIMES, _SHARES)

_CUES = Cues(
    (
        *(
            _COMPARED,
            _SURPASSING,
            _EQUAL,
            _UNLIKE,
            _UNLIKE_AFTER,
            _CANNOT,
            _WHERE_FAIL,
            _DIFFERENT,
            _STRAW,
            _OVER,
            _BARE,
        ),
        *(_WHILE, _BUT_OURS, _SAME, _IF_NOT_MORE, _DID_MORE, _TIMES, _SHARES, _MASKING_ONLY, _MERIT, _LASTING),
    )
)

# What a text holds that reports a study, whose comparison is that study's.
_STUDY = compiled(
    r"\b(?:a|an|the|this|that|one|two|three|four|our|their|large|small|new|recent|clinical|randomi[sz]ed|\d+) "
    r"(?:[\w-]+ ){0,4}?(?:study|studies|trials?|review|meta-analysis|analysis|analyses|survey)\b"
    r"|\bresearchers\b|\bscientists have\b|\bfound (?:that|to|no|in)\b|\bparticipants\b|\brandomly\b"
    r"|\bmeta-analys[ei]s\b"
)
_RESEARCH = compiled(r"\b(?:studies|research|evidence|science|trials?|data)\b")
_OPEN = compiled(
    r"\b(?:whether|if|which|no evidence|not known|unclear|unknown|may not|hopes?|hoping|aim(?:s|ed)?|looking|search\w*"
    r"|studying|testing|developing|to develop|seek\w*|trying|depends|ask|trials? (?:compare|test)|continue to"
    r"|working on"
    r"|designed to find)\b"
)
_NO_COMPARISON = compiled(
    r"\b(?:no|not|never|few|hardly any)\b[\w ,]{0,40}\b(?:compared?|comparison|head-to-head|side by side)\b"
    r"|n't\b[\w ,]{0,30}\bcompared?\b|\bno (?:good |strong |clear )?(?:evidence|proof)\b"
)
_FAVOURABLE = compiled(
    r"\b(?:works?|working|relie\w+|heals?|healing|root cause|underlying|source|lasting|gentle|gently|safe\w*"
    r"|effective\w*"
    r"|natural\w*|restor\w+|results?|benefits?|recover\w*|faster|quick\w*|rapid\w*|fast-acting|immediate\w*"
    r"|within (?:\w+ )?"
    r"(?:minutes|hours|days)|in (?:just|as little)|after (?:just|only)|hope|painless\w*|comfort\w*|improve\w*"
    r"|reduc\w+|eas(?:e|es|ing)"
    r"|stronger|better|safer|precise\w*|target\w*|protect\w*|long-term|permanent\w*|non-invasive|gets? to the"
    r"|tackles?|actually"
    r"|addresses|treats?|absorb\w*|soothes?|calms?|rebuild\w*|regenerat\w*|cure\w*|eliminat\w+|stimulat\w+)\b"
)
_DENIED_HARM = compiled(
    r"(?:\b(?:no|not|never|without|free of|avoid\w*|less|fewer|zero|cannot|minimal|little)\b|n't\b)[\w ,'-]{0,50}"
)
_HARM = term_list("outcomes", "harm_words", "harms")
_DENIED_GOOD = compiled(r"(?:\b(?:not|never|no|cannot|may|might|less|fewer)\b|n't\b)[\w ]{0,25}$")
_NO_USE = compiled(r"\b(?:requires?|must|need to|needs|have to|cannot|can cause|may cause|risk of)\b")


_TAKERS = frozenset({"those", "people", "patients", "women", "men"})
_TAKING = frozenset({"who", "on", "taking", "given", "using", "treated", "receiving", "having"})


def _may_hold(folded: str) -> bool:
    return _CUES.any_in(folded)


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question and not passage.presupposing:
        return
    found = list(_ranked(passage)) or list(_framed(passage)) or list(_bare(passage))
    reach = -1
    for claim in sorted(found, key=lambda one: (one.start, -one.end)):
        if claim.start >= reach:
            reach = claim.end
            yield claim


def _ranked(passage: Passage) -> Iterator[Claim]:
    for token in passage.parsed.tokens:
        yield from _comparative(passage, token)
        yield from _surpassing(passage, token)
        yield from _equal(passage, token)
    yield from _phrases_of_rivals(passage)


def _phrases_of_rivals(passage: Passage) -> Iterator[Claim]:
    """Find "the same results as surgery", "did more for me than years of physiotherapy", "twice as fast as braces"."""
    for cue in _PHRASES_OF_RIVALS:
        match = cue.search(passage.folded)
        if match is None:
            continue
        group = match.lastgroup if match.lastgroup not in {"between", "adjective"} else "what"
        start = match.start(group or "what")
        first = passage.parsed.at(passage.sentence.start + start)
        rival = _rival(passage, passage.parsed.tokens[first.index - 1]) if first is not None and first.index else None
        if rival is None:
            of_them = cue is _DID_MORE and re.match(r"(?:all|any) of (?:them|those|these)", match["what"])
            named = of_them and _names_rival(passage, passage.folded[: match.start()])
            rival = passage.parsed.at(passage.sentence.start + start + 7) if named else None
        if rival is None or has_denial(passage.folded[: match.start()]):
            continue
        token = passage.parsed.at(passage.sentence.start + match.start())
        if token is not None:
            anchor = _anchor(token)
            yield from _claim(passage, "equal", anchor, token.start, rival.end, subject_of(anchor))


def has_denial(before: str) -> bool:
    """Say whether the words before a phrase deny it."""
    return re.search(r"(?:\b(?:not|no|never|nothing|hardly|without)\b|n't\b)[\w ]{0,30}$", before) is not None


def _framed(passage: Passage) -> Iterator[Claim]:
    yield from _unlike(passage)
    yield from _contrasted(passage)
    yield from _set_phrases(passage)


# ---- One treatment ranked above another -----------------------------------------------------------------------------


def _ranking(token: Token) -> bool:
    """Say whether a word ranks treatments: "better", "effective" after "more", "risks" after "fewer"."""
    if token.lower in _words("comparatives"):
        return True
    degree = {child.lower for child in token.children if child.start < token.start}
    if "more" in degree and token.lower in _words("more"):
        return True
    if "less" in degree and token.lower in _words("less"):
        return True
    if token.lower in {"lasting", "longer"}:
        return "longer" in degree or token.head.lower in {"last", "lasts", "lasted", "lasting"}
    if token.is_noun and token.lower in _words("merits") and degree & _words("greater"):
        return True
    return token.is_noun and token.lower in _words("burdens") and bool(degree & _words("fewer"))


def _comparative(passage: Passage, token: Token) -> Iterator[Claim]:
    if not _ranking(token):
        return
    marker = _marker(passage, token)
    if marker is None:
        return
    rival = _rival(passage, marker)
    if rival is None or not _comparable(passage, token, rival):
        return
    # How strong a drug is, and how large its cut, are facts of it where nothing is sold.
    selling = passage.subjects.promotional or "our " in passage.folded
    if token.lower in {"stronger", "invasive"} and not selling:
        return
    anchor = _anchor(token)
    if anchor.lower in _words("handling") or _ceases(passage, token):
        return
    degree = [child for child in token.children if child.dep in {"advmod", "npadvmod", "amod", "neg", "det"}]
    if any(child.lower in {"no", "not", "any", "n't"} for child in degree if child.start < token.start):
        return
    start = min([token.start, *(child.subtree()[0].start for child in degree if child.start < token.start)])
    end = rival.end
    if marker.start < start:
        start, end = passage.sentence.start, max(token.end, _head_noun(token).end)
    yield from _claim(passage, "ranked", anchor, start, max(end, token.end), subject_of(anchor))


def _marker(passage: Passage, token: Token) -> Token | None:
    """Return the word that brings in the rival: "than", "to" after "superior", "compared"."""
    tokens = passage.parsed.tokens
    for other in tokens[token.index + 1 : token.index + 14]:
        if other.lower in {";", ":", ".", "(", "\u2014"}:
            break
        if other.lower == "than":
            before = tokens[other.index - 1].lower
            return None if before in {"rather", "other", "later", "earlier", "greater"} else other
        if other.lower == "to" and _takes_to(tokens[other.index - 1], token):
            return other
        if other.lower == "compared":
            return next(
                (word for word in tokens[other.index + 1 : other.index + 2] if word.lower in {"to", "with"}), None
            )
    if tokens and tokens[0].lower in {"compared", "in"}:
        return next(
            (
                word
                for before, word in pairwise(tokens[:5])
                if before.lower in {"compared", "comparison"}
                and word.lower in {"to", "with"}
                and word.start < token.start
            ),
            None,
        )
    return None


def _takes_to(before: Token, ranked: Token) -> bool:
    if before is ranked:
        return before.lower in {"superior", "preferable"}
    return before.lower in {"alternative", "alternatives", "substitute", "option"} and before is _head_noun(ranked)


def _rival(passage: Passage, marker: Token) -> Token | None:
    """Return the treatment that stands on the other side of a comparison."""
    tokens = passage.parsed.tokens
    following = list(tokens[marker.index + 1 : marker.index + 9])
    rival: Token | None = None
    grouped = False  # "than those who take drugs"
    for token in following:
        if rival is not None and not token.is_noun and token.lower != "-":
            break
        takes = token.index + 1 < len(tokens) and tokens[token.index + 1].lower in _TAKING
        if rival is None and token.lower in _TAKERS and takes:
            grouped = True
            continue
        if grouped and rival is None and (token.lower in _TAKING or token.is_verb):
            continue
        if token.lower in _words("baselines") and token.lower not in {"all", "your"}:
            return None
        if token.lower in {"no", "not", ",", ".", ";", "$"} or token.tag == "CD":
            if rival is not None:
                break
            return None
        if token.lower in {"weeks", "months", "years", "decades"} and tokens[token.index + 1].lower == "of":
            continue
        if token.lower in _words("rivals"):
            rival = token
            continue
        if token.is_noun:
            rival = token
        elif token.lower in _words("living"):
            return None
    if rival is None or rival.lower in _words("examinations") | _words("foods"):
        return None
    if any(token.lower == "alone" for token in tokens[rival.index + 1 : rival.index + 2]):
        return None
    phrase = {word.lower for word in noun_phrase(rival)}
    if rival.lower in _words("rivals"):
        return rival if passage.subjects.treatment_nearby(passage.sentence) else None
    if phrase & {"its", "their", "his", "her", "no", "placebo", "dummy", "untreated", "dose", "doses", "dosage"}:
        return None
    if passage.kind_of(rival) == "treatment" and rival.lower not in {"effect", "effects", "response", "change", "care"}:
        return rival
    if not passage.subjects.promotional or passage.kind_of(rival) in {"condition", "reader"}:
        return None
    if phrase & _words("usual"):
        return rival
    known = passage.subjects.terms_in(passage.sentence)[0]
    named = any(match.label == "named" and match.start < marker.start for match in known)
    pointing = re.match(r"(?:it|this|they|these)\b", passage.folded)
    return rival if (named or pointing) and rival.lower not in _words("not_rivals") else None


def _comparable(passage: Passage, token: Token, rival: Token) -> bool:
    """Say whether what a comparative is said of may be a treatment, its result or those who have it."""
    subject = subject_of(_anchor(token))
    if subject is None:
        return True
    if subject.lower in _words("examinations") or any(
        word.lower in {"dose", "doses", "some", "certain", "several"} for word in noun_phrase(subject)
    ):
        return False
    if passage.kind_of(subject) == "condition" and subject.lower not in {"pain", "symptoms", "scars"}:
        return False
    return subject.lower != rival.lower or bool({word.lower for word in noun_phrase(rival)} & _words("usual"))


def _head_noun(token: Token) -> Token:
    node = token
    while node.dep in {"amod", "conj"} and node.head is not node and (node.dep == "amod" or not node.is_noun):
        node = node.head
    return node


def _anchor(token: Token) -> Token:
    """Return the predicate that a comparative belongs to, or its noun where that is the predicate."""
    node = _head_noun(token)
    while node.dep in {"advmod", "npadvmod"} and node.head is not node:
        node = node.head
    return node


def _ceases(passage: Passage, token: Token) -> bool:
    """Say whether a comparative tells how soon an effect is over: what "wears off sooner" is no better for it."""
    before = passage.folded[: token.start - passage.sentence.start]
    return token.lower in {"faster", "quicker", "sooner"} and re.search(r"\bw(?:ear|ore)\w* off\b", before) is not None


def _surpassing(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in _words("surpassing"):
        return
    target = token.child("dobj")
    subject = subject_of(token)
    if not token.is_verb:
        # "CBD oil beats ibuprofen", as the parser takes the verb for a noun.
        following = next(iter(passage.parsed.tokens[token.index + 1 : token.index + 2]), None)
        if token.lower == "beat" or following is None or not passage.treatment_before(token):
            return
        if passage.kind_of(following) == "treatment":
            yield from _claim(passage, "ranked", token, token.start, following.end, following)
        return
    if target is None or subject is None or subject is target:
        return
    phrase = {word.lower for word in noun_phrase(target)}
    rival = passage.kind_of(target) == "treatment" or (
        bool(({target.lower} | phrase) & (_words("rivals") | _words("usual")))
        and passage.subjects.treatment_nearby(passage.sentence)
    )
    if not rival or passage.kind_of(subject) in {"condition", "reader"} or phrase & {"placebo"}:
        return
    yield from _claim(passage, "ranked", token, token.start, target.end, subject)


def _equal(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "just as effective as surgery", "results that rival a facelift"."""
    tokens = passage.parsed.tokens
    if token.lower in _words("equal"):
        around = tokens[max(0, token.index - 1) : token.index + 2]
        if [word.lower for word in around][::2] != ["as", "as"] or _denied_as(passage, token):
            return
        if token.lower == "well" and tokens[token.index - 2].lower not in _words("doing"):
            return  # "as well as" for "and"
        marker, start = around[-1], around[0].start
        before = tokens[token.index - 2] if token.index > 1 else None
        if before is not None and before.lower in {"just", "equally", "least", "bit"}:
            start = before.start
    elif token.lower in {"equivalent", "comparable"} and token.index + 1 < len(tokens):
        marker, start = tokens[token.index + 1], token.start
        if marker.lower not in {"to", "with"}:
            return
    elif token.lower in {"rival", "rivals"} and token.is_verb:
        marker, start = token, token.start
    else:
        return
    rival = _rival(passage, marker)
    if rival is None:
        return
    anchor = tokens[token.index - 2] if token.lower == "well" else _anchor(token)
    subject = subject_of(anchor)
    if passage.kind_of(subject) == "condition" or (subject is not None and subject.lower in _words("examinations")):
        return
    yield from _claim(passage, "equal", anchor, start, rival.end, subject)


def _denied_as(passage: Passage, token: Token) -> bool:
    before = passage.folded[: token.start - passage.sentence.start]
    return bool(re.search(r"(?:\b(?:not|never|no|nothing|isn't|as long|as soon)|n't)(?: [\w-]+){0,3} as $", before))


# ---- Frames that set a treatment apart ------------------------------------------------------------------------------


def _favourable(text: str) -> bool:
    """Say whether words speak well of a treatment: a good effect that is not denied, or a harm that is."""
    for match in _FAVOURABLE.finditer(text):
        if not _DENIED_GOOD.search(text[: match.start()]) and not _NO_USE.search(text[: match.start()]):
            return True
    return any(_HARM.any_in(match[0]) for match in _DENIED_HARM.finditer(text))


def _names_rival(passage: Passage, text: str) -> bool:
    """Say whether folded words name a treatment, and no use of one that nobody recommends."""
    if re.search(r"\b(?:recreational|unsupervised|illegal|street|placebo|previous|earlier|acute|chronic|type)\b", text):
        return False
    found = passage.subjects.terms_in(passage.sentence)[0]
    base = passage.folded.find(text)
    base += passage.sentence.start
    named = any(
        match.label == "named" and base <= match.start < base + len(text) and match.term not in _words("examinations")
        for match in found
    )
    if named or any(word in text.split() for word in ("braces", "dentures")):
        return True
    return re.search(rf"\b{_CLASS}\b", text) is not None and passage.subjects.treatment_nearby(passage.sentence)


def _unlike(passage: Passage) -> Iterator[Claim]:
    match = _UNLIKE.search(passage.folded) or _UNLIKE_AFTER.search(passage.folded)
    if match is None or not _names_rival(passage, match["what"]):
        return
    start = match.start() + match[0].index("unlike")
    rest = passage.folded[match.end() :] if match[0].endswith(",") else passage.folded[: match.start()]
    rest = re.sub(r"^,? ?(?:which|who|that)\b[^,]*,", "", rest)
    belittled = re.search(r"\b(?:only|merely|just|simply|mask|cover)\b", match["what"]) is not None
    if not belittled and not _favourable(rest):
        return
    # What an approved use says ("unlike most vaccines, … are used to") describes, and claims nothing.
    if re.search(r"\b(?:used to|used for|is a|are a)\b", rest[:60]) and not passage.subjects.promotional:
        return
    token = _main_verb(passage, match.end())
    if token is None:
        return
    subject = subject_of(token)
    if passage.kind_of(subject) == "condition":
        return
    yield from _claim(passage, "unlike", token, passage.sentence.start + start, _end_of(passage, start, match), subject)


def _end_of(passage: Passage, start: int, match: re.Match[str]) -> int:
    """Return where the words that name the rival end, a relative clause left out."""
    what = match["what"]
    cut = re.search(r" (?:that|which|who|where)\b", what)
    length = len("unlike ") + (cut.start() if cut is not None else len(what))
    return passage.sentence.start + start + length


def _main_verb(passage: Passage, after: int) -> Token | None:
    offset = passage.sentence.start + after
    root = passage.parsed.root
    if root is not None and root.start >= offset:
        return root
    return next((token for token in passage.parsed.tokens if token.start >= offset and token.is_verb), root)


def _contrasted(passage: Passage) -> Iterator[Claim]:
    """Find "while other treatments take months, ours works within days"."""
    for cue in (_WHILE, _BUT_OURS):
        match = cue.search(passage.folded)
        if match is None or not _names_rival(passage, match["what"]):
            continue
        slighted = re.search(
            r"\b(?:only|merely|just|simply|masks?|weeks|months|years|short|fail\w*|side effects?|risks?"
            r"|temporar\w+|invasive"
            r"|painful|addict\w+|cannot|can't|not|limited|surface|harsh|downtime|wear off|never|rarely"
            r"|struggle\w*)\b|n't\b",
            match["said"],
        )
        main = match["main"]
        if slighted is None or not _favourable(main) or _OPEN.search(main):
            continue
        own = re.match(r"(?:(?:our|this|these|the|with) )?(?P<head>[\w' -]{2,60})", main)
        if own is None or re.match(r"(?:they|there|some|you should|your doctor|he|she|people|not all)\b", main):
            continue
        token = _main_verb(passage, match.start("main"))
        if token is None:
            continue
        kind = passage.kind_of(subject_of(token))
        ours = "our " in main[:30] or (kind == "unknown" and passage.subjects.promotional)
        if kind not in {"treatment", "provider"} and not ours:
            continue
        start = passage.sentence.start + match.start("what")
        if cue is _WHILE:
            start = passage.sentence.start + match.start() + re.match(r"\W*", match[0]).end()  # type: ignore[union-attr]
        yield from _claim(
            passage, "contrast", token, start, passage.sentence.start + match.end("said"), subject_of(token)
        )
        return


def _set_phrases(passage: Passage) -> Iterator[Claim]:
    folded = passage.folded
    match = _CANNOT.search(folded)
    if match is not None and passage.subjects.treatment_nearby(passage.sentence):
        yield from _phrase(passage, "cannot", match.start(), match.end())
    match = _WHERE_FAIL.search(folded)
    if match is not None and _succeeds(passage, folded[: match.start()], match[0]):
        yield from _phrase(passage, "cannot", match.start(), match.end())
    match = _DIFFERENT.search(folded)
    if match is not None and passage.subjects.treatment_nearby(passage.sentence) and _own_subject(passage, match):
        yield from _phrase(passage, "different", match.start(), match.end())
    match = _MASKING_ONLY.search(folded)
    if match is not None and passage.subjects.treatment_nearby(passage.sentence):
        yield from _phrase(passage, "belittled", match.start(), match.end())
    match = _STRAW.search(folded)
    if match is not None and _belittles(passage, match):
        end = match.end() if len(match["rest"]) < 45 else match.end("verb")
        yield from _phrase(passage, "belittled", match.start(), end)
    match = _OVER.search(folded)
    if match is not None and _names_rival(passage, match["what"]):
        yield from _phrase(passage, "ranked", match.start(), match.end())


def _succeeds(passage: Passage, before: str, words_found: str) -> bool:
    working = re.search(
        r"\b(?:works?|succeeds?|helps?|delivers?|relief|hope|results?|effective)\b[^.;,]{0,12}$", before
    )
    if words_found.startswith(("when", "even when")) and not passage.subjects.promotional:
        return False
    return working is not None and passage.subjects.treatment_nearby(passage.sentence)


def _own_subject(passage: Passage, match: re.Match[str]) -> bool:
    token = passage.parsed.at(passage.sentence.start + match.start())
    if token is None:
        return False
    subject = subject_of(_anchor(token))
    if subject is None:
        return passage.slogan or passage.presupposing
    return passage.kind_of(subject) == "treatment" or "our" in {word.lower for word in subject.subtree()}


def _belittles(passage: Passage, match: re.Match[str]) -> bool:
    own_kind = re.match(
        r"(?:traditional|conventional|conservative|mainstream|western|ordinary|typical|regular|everyday)", match[0]
    )
    if own_kind is None and not passage.subjects.promotional:
        return False
    if not passage.subjects.treatment_nearby(passage.sentence):
        return False
    if re.search(r"\b(?:not|may|can|might|some)\b", match[0]):
        return False
    if _MASKING.match(match["verb"]):
        return True
    return bool(match["how"]) and _BELITTLED.search(match[0]) is not None


def _phrase(passage: Passage, form: str, start: int, end: int) -> Iterator[Claim]:
    token = passage.parsed.at(passage.sentence.start + start)
    if token is None:
        return
    anchor = _anchor(token)
    yield from _claim(
        passage, form, anchor, passage.sentence.start + start, passage.sentence.start + end, subject_of(anchor)
    )


# ---- A comparative with nothing to compare with ---------------------------------------------------------------------


_CONTEXT = compiled(
    r"\b(?:unlike|than|compared|versus|traditional|conventional|oral medications?|other (?:treatments?|therapies"
    r"|options"
    r"|methods|medications?))\b|\bvs\b"
)


def _bare(passage: Passage) -> Iterator[Claim]:
    """Find "quicker relief", "a safer option", "heals faster", where a rival is in the air."""
    if passage.heading and passage.question:
        return
    selling = passage.subjects.promotional
    index = passage.sentence.index
    sentences = passage.analysis.sentences
    before = index > 0 and _CONTEXT.search(sentences[index - 1].folded) is not None
    if not (selling or before):
        return
    for token in passage.parsed.tokens:
        if not _ranking(token) or token.lower in {"smarter", "wiser", "sooner"}:
            continue
        noun = _head_noun(token)
        if noun is not token and noun.is_noun:
            if not _bare_noun(passage, token, noun, before=before):
                continue
            first = min([token, *(child for child in noun.children if child.dep == "amod")], key=lambda one: one.start)
            first = first if first.lower in _words("comparatives") else token
            degree = [child for child in first.children if child.dep == "advmod" and child.start < first.start]
            start = min([first.start, *(child.start for child in degree)])
            yield from _claim(passage, "elliptical", noun, start, noun.end, subject_of(noun))
        elif token.dep in {"advmod", "acomp"} and token.head.lower in _words("doing"):
            subject = subject_of(token.head)
            if passage.kind_of(subject) != "treatment" or _marker(passage, token) is not None:
                continue
            if token.lower == "better" and not before:
                continue
            yield from _claim(passage, "elliptical", token.head, min(token.head.start, token.start), token.end, subject)


def _bare_noun(passage: Passage, token: Token, noun: Token, *, before: bool) -> bool:
    if noun.lower not in _words("gains") | _words("kinds") or _marker(passage, token) is not None:
        return False
    if noun.dep not in {"dobj", "attr", "pobj", "conj", "ROOT", "appos"} or has_negator(noun):
        return False
    if token.lower == "better" and not before and noun.lower not in {"alternative", "treatment", "therapy"}:
        return False
    subject = subject_of(noun)
    if subject is None and noun.dep in {"dobj", "pobj", "conj"}:
        subject = subject_of(noun.head)
    if subject is not None:
        timed = any(word.lower in {"early", "earlier", "prompt", "timely"} for word in noun_phrase(subject))
        return passage.kind_of(subject) == "treatment" and not timed
    return passage.slogan or (before and noun.head.tag == "VBG")


# ---- What a claim of comparison is made of --------------------------------------------------------------------------


def _claim(passage: Passage, form: str, anchor: Token, start: int, end: int, subject: Token | None) -> Iterator[Claim]:
    folded = passage.folded
    before = folded[: start - passage.sentence.start]
    if _OPEN.search(before[-60:]) or _uncompared(passage):
        return
    only = re.search(r"\bnot (?:only|just|merely)\b", folded) is not None
    found = standing(anchor, question=False)
    assertion: Assertion = found.assertion
    if passage.presupposing:
        if passage.question and not re.match(r"(?:and |so |but )?(?:why|what makes)\b", folded):
            return
        assertion = "presupposed" if assertion != "negated" else assertion
    if only and assertion == "negated":
        assertion = "asserted"
    if form in {"cannot", "belittled", "different", "contrast", "unlike"} and assertion in {"negated", "hypothetical"}:
        verb = predicate_of(anchor)
        assertion = "asserted" if form != "different" or verb is None or not has_negator(verb) else assertion
    reported = _STUDY.search(folded) is not None
    if reported:
        form = f"{form}-in-study"
    elif _RESEARCH.search(folded):
        form = f"{form}-in-research"
    yield passage.make(
        "comparison",
        form,
        _governing(anchor),
        start=start,
        end=end,
        assertion=assertion,
        about=subject,
        governors=found.governors,
    )


def _governing(anchor: Token) -> Token:
    """Return the verb that a noun is an object of: its modal hedges what is said of the noun."""
    node = anchor
    while node.dep in {"dobj", "pobj", "prep", "conj"} and not node.is_verb and node.head is not node:
        node = node.head
    return node if node.is_verb else anchor


def _uncompared(passage: Passage) -> bool:
    """Say whether the text goes on to admit that nobody has compared the two."""
    index = passage.sentence.index
    following = passage.analysis.sentences[index + 1 : index + 2]
    near = [passage.folded, *(one.folded for one in following if one.block is passage.sentence.block)]
    return any(_NO_COMPARISON.search(text) is not None for text in near)


COMPARISON = Construction(_may_hold, _read, of_treatment)
