"""Words of wonder about a treatment, a test or a finding: breakthrough, miracle, life-changing, new hope."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction
from caveat.analysis.grammar import noun_phrase, standing, subject_of
from caveat.analysis.lexicon import words
from caveat.patterns import compiled
from caveat.terms import Cue, Cues, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

# Other senses of the words, by what follows them or stands before them.
_OTHER_AFTER = compiled(
    r"[ -](?:pain|bleeding|infections?|seizures?|cases?|spotting|cancer pain|covid|ovulation|symptoms?|fever|malaria"
    r"|(?:therapy|device|medicine)s?(?: \w+)? (?:designat|status|program|pathway)\w*|designat\w*|t1d|gout|flares?|acid"
    r"|war|guard|party|phosphene|attacks?|depression|event|sequencing|antipsychotics?|fruit|mineral|solution"
    r"|mushrooms?|mouthwash|angle|eraser|on track)\b"
)
_OTHER_BEFORE = compiled(r"\b(?:hour|mrna|dna|gene|genome|exome)s? $")
_HISTORY = compiled(r"\b(?:1[5-9]\d\d|200\d|(?:nineteenth|twentieth|19th|20th) century|decades ago)\b")
_DENIED = compiled(
    r"(?:\b(?:no|not|never|neither|nor|without|hardly|isn't|aren't|don't|doesn't|far from|rather than|nothing"
    r"|there's no"
    r"|there is no|any|cannot|few|beware of|instead of)\b|n't\b)(?: (?!but\b)[\w'-]+){0,4} ?(?:\w+-)?[\"']?$"
)
# "A wonder drug or a new worry?", "they have been called miracle pills".
_OR_ELSE = compiled(r"(?: \w+)?[\"')]* or\b[^.!?]*\?")
_CALLED = compiled(r"\b(?:(?:has|have|had) been|is|are|was|were|being|get|gets|often|so) called (?:an? |the )?[\"']?$")
_IF_FOUND = compiled(
    r"\W*if (?:the |these |more )?(?:researchers|scientists|doctors|experts|studies|trials|research|we|they) (?:can )?"
    r"(?:find|discover|develop|learn|manage|succeed|work out|show|prove)\b"
)
_NOT_ONLY = compiled(
    r"\bnot (?:only|just|merely)\b|\bnothing short of\b|\bno doubt\b|\bno wonder\b"
    r"|\bnothing less than\b"
)
_WARNED = compiled(
    r"\b(?:beware|wary|scams?|scammers?|fraud\w*|fake|bogus|quack\w*|too good to be true|red flags?|sceptic\w*"
    r"|skeptic\w*"
    r"|myths?|hype[sd]?|overhyped|overstat\w+|misleading|exaggerat\w+|false(?:ly)? (?:hope|claim|promis|advertis)\w*"
    r"|unproven|unsubstantiated|buzzwords?|claims? (?:like|such as|that|to be|of)|words (?:like|such as)"
    r"|phrases (?:like|such as)|avoid (?:the )?words?|warning signs?|don't (?:fall|be fooled)|sensational(?:ist|ism)"
    r"|do not (?:trust|believe)|so-called|how to (?:read|spot|tell|judge|recogni[sz]e)|supposed|purported|debunk\w*"
    r"|premature|health fraud)\b"
)
_ASKED = compiled(r"\W*(?:is|are|was|were|do|does|did|can|what|which|who|when|where|how|why|has|have|should|will)\b")

_BETTER = (
    r"(?:lives?|medicine|treatments?|(?:patient |cancer |health ?|diabetes |stroke |heart |dementia |primary )?care"
    r"|healthcare"
    r"|outcomes?|patients?|practice|research|science|oncology|surgery|diagnos[ei]s|prevention|screening|therapy"
    r"|vaccin\w+)"
)
_IDIOMS: tuple[tuple[str, Cue], ...] = (
    (
        "strong",
        Cue(
            r"\b(?:new|fresh|renewed|real|greater|great|huge|big|genuine|tremendous|best|biggest|brightest|first"
            r"|much-needed"
            r"|long-awaited) hopes?\b(?! (?:that|this|you|we|to)\b)(?: (?:to|for|of|in) (?:(?:a|the|an) )?[\w-]+)?",
            " hope",
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:offer|bring|brought|give|giving|gave|rais|provid|spark|fuel|boost|deliver|ignit|restor|hold"
            r"|rekindl)\w*"
            r" (?:(?:out|us|them|him|her|new|some|real|more|fresh|renewed|great|the|much-needed|patients|people"
            r"|families|many"
            r"|millions|sufferers|scientists|researchers|doctors|parents|couples|women|men) ){0,4}hopes?"
            r"\b(?! (?:you|this|we)\b)(?: (?:to|for) [\w-]+)?",
            " hope",
        ),
    ),
    (
        "strong",
        Cue(
            r"\bhopes? (?:to|for|among|of) (?:the )?(?:(?:more|tens|hundreds) (?:than|of) )?(?:millions?|thousands"
            r"|countless"
            r"|patients|people|those|sufferers|families|anyone|everyone|many|couples|parents|survivors|women|men"
            r"|children"
            r"|infertile|a cure)\b",
            *("hope to", "hope for", "hopes to", "hopes for", "hope among", "hope of", "hopes of"),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:chang|transform|reshap|redefin|rewrit|rewrote|reinvent|alter|shak|upend|overhaul|disrupt)\w*"
            r" (?:(?:up|completely|forever|fundamentally|radically|dramatically|totally|profoundly) )?"
            r"(?:(?:the (?:way|ways) (?:that )?|how )(?:we|doctors|physicians|clinicians|surgeons|scientists"
            r"|medicine|people with"
            r"|patients|[\w-]+ (?:\w+ )?(?:is|are)) (?:\w+ )?(?:treat|manag|diagnos|car|think|thought|prevent"
            r"|understand"
            r"|approach|detect|fight|screen|deliver|practi|monitor|heal|age|done|perform|look|prescri|address|deal)\w*"
            r"|the (?:\w+ )?(?:face|landscape|paradigm|game|textbooks?|history|future) (?:of|for)\b"
            r"|the (?:(?:treatment|therapeutic|medical) (?:landscape|paradigm|field)|textbooks|game\b))",
            *(
                "chang",
                "transform",
                "reshap",
                "redefin",
                "rewr",
                "reinvent",
                "alter",
                "shak",
                "upend",
                "overhaul",
                "disrupt",
            ),
        ),
    ),
    (
        "strong",
        Cue(
            rf"\btransform(?:s|ed|ing)? (?:(?:the|your|my|our|their|his|her|how|millions of|thousands of|many|countless"
            rf"|people's|patients'|quality of|field of|future of|treatment of|management of|understanding of) ){{0,3}}"
            rf"(?:[\w-]+ )?(?:{_BETTER}|health|body|skin|smile|sleep|mind|quality of life|understanding)\b",
            "transform",
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:chang|sav)(?:e|es|ed|ing) (?:my|our|his|her) (?:[\w-]+ )?(?:life|lives)\b"
            r"|\b(?:chang|sav)(?:e|es|ing) (?:(?:the )?lives of )?(?:many |so many |hundreds of |tens of "
            r"|up to )*(?:millions of|thousands of"
            r"|countless|hundreds of|many|people's|patients'|[\d,]+) (?:[\w-]+ )?lives\b",
            *("chang", "sav"),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:biggest|greatest|most (?:significant|important|exciting|promising|dramatic|remarkable)|best|largest)"
            r" (?:[\w-]+ ){0,2}(?:advances?|developments?|discover(?:y|ies)|leap|progress|steps? forward|news (?:in"
            r"|for))\b",
            *("biggest ", "greatest ", "most ", "best ", "largest "),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:(?:a|the|whole|entirely|brave) new|golden) (?:era|age|chapter|world) (?:in|of|for)\b"
            r"|\brevolution in\b|\b(?<!\bnot )(?:a|the) (?:[\w-]+ )?(?:turning point|watershed|revolution)\b"
            r"|\b(?:is|are|was|be|as|marks?|represents?|marking|called) a (?:\w+ )?(?:milestone"
            r"|landmark)\b(?! (?:stud|trial|find))"
            r"|\b(?:major|important|significant|key|huge|historic|critical|big|exciting) milestone\b",
            *(" era ", " age ", " chapter ", "revolution", "turning point", "watershed", "milestone", "landmark"),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:hailed|heralded|touted|lauded|dubbed|trumpeted|celebrated|billed) (?:[\w-]+ ){0,3}?(?:as|the|a|an)\b"
            r"(?: (?:a|an|the))? [\w'-]+(?: (?!by\b|for\b|in\b|of\b|to\b|with\b|that\b|and\b|after\b|on\b)[\w'-]+)?",
            *("hailed", "heralded", "touted", "lauded", "dubbed", "trumpeted", "celebrated", "billed"),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:(?:close|closer|edging|inch\w*|nearer|move\w*|step\w*|leap\w*|race) (?:[\w-]+ ){0,2}(?:to|towards?)"
            r" (?:a |the |finding (?:a |the )|an )?(?:\w+ )?cure|on the (?:verge|cusp|brink|threshold) of"
            r" (?!death|collapse|tears|suicide|disaster|bankruptcy)[\w' -]{3,40}"
            r"|(?:is|are|be|as) the future of\b"
            r"|first (?:time )?in (?:the )?(?:world|history)"
            r"|world(?:'s|-| )first\b|for the first time (?:ever|in (?:history|decades))|first new [\w -]{3,40} in "
            r"(?:\w+ )?(?:decades|years|\d+ years|\w+ years)|never (?:been )?(?:before )?(?:seen|done"
            r"|possible) before)",
            *(
                " cure",
                "on the verge",
                "on the cusp",
                "on the brink",
                "on the threshold",
                "key to",
                "secret to",
                "future of",
            ),
            *("first", "before"),
        ),
    ),
    (
        "milder",
        Cue(
            r"\b(?:major|huge|big|great|significant|important|key|crucial|enormous|tremendous|massive|giant|vital"
            r"|critical"
            r"|exciting|dramatic|real|substantial) (?:[\w-]+ )?(?:advances?\b(?! directive| care| in age| notice)"
            r"|advancements?|strides?|discover(?:y|ies)|leaps?|wins?|victor(?:y|ies)|steps? (?:forward|towards?"
            r"|closer|ahead|in"
            r" (?:the|our|understanding|finding|treating)))\b",
            *("advanc", "stride", "discover", "leap", " win", "victor", "step"),
        ),
    ),
    (
        "faint",
        Cue(
            r"\b(?:could|may|might|can|would) (?:one day |eventually |ultimately |potentially |soon |also |help )*"
            r"(?:lead to|lead the way to|result in|spawn|yield|become)"
            r" (?:(?:a|an|the|to|entirely|completely) )*(?:new|novel|better|improved|more effective|effective|first"
            r"|alternative"
            r"|promising|potential|non-invasive|safer) (?:and [\w-]+ )?(?:[\w-]+ ){0,3}(?:treatments?|therap(?:y"
            r"|ies)|drugs?"
            r"|medicines?|vaccines?|cures?|tests?|ways?|approach(?:es)?|strateg(?:y|ies)|targets?|tools?|options?"
            r"|interventions?|avenues?|weapons?|painkillers?|antibiotics?|diagnos\w+)\b|\b(?:could|may|might|can"
            r"|would) (?:one day |eventually |ultimately |potentially |soon )*"
            r"(?:lead|point|open|pave) (?:[\w-]+ ){0,3}?(?:to|for) (?:(?:a|the|new|better) )*(?:cures?|vaccines?"
            r"|treatments?)\b",
            *("lead", "point", "result in", "spawn", "yield", "become", "open ", "pave "),
        ),
    ),
    (
        "milder",
        Cue(
            r"\b(?:could|might|has the potential to|have the potential to|potential to|potentially|may one day"
            r"|promises to|set to)"
            r" (?:one day |eventually |ultimately |potentially |soon |also |help |even |dramatically |drastically )*"
            r"(?:(?:save|cure|eliminate|eradicate|wipe out|beat|reverse|halt|end|spare|transform|banish|benefit"
            r"|slash|unlock)"
            r"(?:ing)? (?:[\w'-]+ ){0,4}(?:lives|deaths|cancers?|disease|diseases|diabetes|dementia|alzheimer's"
            r"|millions"
            r"|thousands|patients|people|blindness|hiv|aids|malaria|epidemic|pandemic|aging|ageing|infections?"
            r"|disability"
            r"|obesity|migraines?|depression|asthma|strokes?|heart attacks?)|(?:prevent|help|stop"
            r"|protect)(?:ing)? (?:[\w'-]+ ){0,2}"
            r"(?:thousands|millions|countless))\b",
            *("could", "might", "potential", "may one day", "promises to", "set to"),
        ),
    ),
    (
        "strong",
        Cue(
            r"\b(?:thousands|millions|countless|hundreds|many|more) (?:of )?(?:more )?lives (?:could|can|will|would"
            r"|may|might)"
            r" (?:now |soon |one day )?be saved\b|\bonce[- ]in[- ]a[- ](?:generation|lifetime|century)\b"
            r"|\bbeginning of the end (?:of|for)\b"
            r"|\bbetter than (?:we|anyone|i|they|anybody) (?:(?:had|could have|ever|would have) ){0,2}(?:imagin"
            r"|expect|hop|dream|dar)\w+"
            r"|\bpoised to (?:replace|transform|become|change|save|end|cure)\b|\bend(?:s|ing)? the need for\b"
            r"|\bmost (?:effective|powerful|potent|advanced|promising) (?:[\w-]+ ){1,3}ever\b|\bdeath sentences?\b"
            r"|\b(?:what|the (?:drug|news|treatment|day|moment)) (?:\w+ ){1,2}(?:have|has) (?:all )?been (?:waiting"
            r"|praying|hoping) for\b"
            r"|\b(?:stop|halt|freez|kill)\w* (?:[\w'-]+ ){1,4}in (?:its|their) tracks\b|\bspell(?:s|ed"
            r"|ing)? the end (?:of|for)\b"
            r"|\b(?:mak|render)\w* (?:[\w'-]+ ){1,4}(?:obsolete|a thing of the past)\b"
            r"|\bclosest (?:thing )?(?:\w+ ){0,4}to a"
            r" (?:cure|miracle)\b|\b(?:cure|vaccine|end)s? (?:[\w'-]+ ){0,3}?(?:is|are|be|now|finally"
            r"|almost) (?:with)?in"
            r" (?:reach|sight|our grasp)\b|\bcrack(?:s|ed|ing)? the code\b|\bshak\w+ up the (?:world|field) of\b"
            r"|\b(?:blew|blown) (?:us|me|them|everyone"
            r"|doctors) away\b"
            r"|\bnever seen anything like\b|\b(?:is|are|was|were|almost|previously|virtually) unheard[ -]of\b"
            r"|\b(?:a|new|real|potential|much-needed) lifeline (?:for|to)\b"
            r"|\b(?:giv|get|got|gave)\w* (?:(?:patients|people|them|him|her|me|us|women|men|sufferers|back) ){0,2}"
            r"(?:their|his|her|my|our) (?:life|lives) back\b|\bthere(?:'s| is) (?:now |new |finally |real "
            r"|fresh )*hope\b(?! that)"
            r"|\bthe answer to (?:your prayers|obesity|cancer|dementia|diabetes|pain|depression|ageing|aging"
            r"|addiction|insomnia)\b"
            r"|\b(?:(?:astonish|stunn|amaz|astound|stagger|dumbfound)\w+ (?:the )?(?:medical )?(?:doctors|experts"
            r"|scientists"
            r"|researchers|surgeons|medics)|(?:doctors|experts|scientists|researchers|surgeons"
            r"|medics) (?:\w+ )?(?:astonished"
            r"|stunned|amazed|astounded|staggered|dumbfounded))\b|\b(?:limitless|boundless|endless) (?:potential"
            r"|possibilities)\b"
            r"|\b(?:potential|possibilities) (?:is|are) (?:limitless|endless|boundless)\b|\b(?:really|very) big deal\b",
            *(
                "be saved",
                "once-in",
                "once in",
                "beginning of",
                "better than",
                "poised",
                "the need for",
                " ever ",
                "death sentence",
                " been ",
            ),
            *(
                "tracks",
                "the end ",
                "obsolete",
                "thing of the past",
                "closest",
                "reach",
                "in sight",
                "grasp",
                "the code",
                " away",
            ),
            *(
                "seen anything",
                "unheard",
                "lifeline",
                "back",
                "hope",
                "answer to",
                "astonish",
                "stunn",
                "amaz",
                "astound",
            ),
            *("stagger", "dumbfound", "limitless", "boundless", "endless", "big deal"),
        ),
    ),
    (
        "milder",
        Cue(
            r"\b(?:huge|far-reaching|enormous|profound|major|massive|exciting|tremendous|wide-ranging) implications\b"
            r"|\b(?:highly|hugely|remarkably|incredibly|spectacularly|amazingly|wildly) (?:successful|promising"
            r"|encouraging)\b"
            r"|\b(?:hugely|extremely|incredibly|enormously|tremendously) (?:significant|important|valuable)\b"
            r"|\btruly (?:\w+ly )?(?:wonderful"
            r"|remarkable|amazing|special|novel|innovative|extraordinary|unique|groundbreaking)\b|\b(?:entirely"
            r"|completely|totally|wholly) new"
            r" (?:approach|way|class|kind|type|strategy|treatment|therapy|avenue)\w*\b|\btrue innovation\b"
            r"|\b(?:may|might|could) (?:\w+ )?be (?:a |the )?key (?:to|in)\b|\breal possibility of\b"
            r"|\b(?:a|the) win-win\b|\btantali[sz]ing (?:glimpse|prospect|possibility)\b|\badd\w* years to (?:your"
            r"|our) li(?:fe|ves)\b"
            r"|\b(?:major|huge|dramatic|profound|seismic|sea|fundamental) (?:shift|change) in (?:the way|how|our"
            r"|treatment|care)\b"
            r"|\b(?:could|may|might|will) be (?:widely )?(?:available|in clinics|on the market"
            r"|in use) (?:with)?in (?:just |the next "
            r"|as little as )?(?:a few|two|three|four|five|\d+) (?:months|years)\b|\brace to (?:find|develop|cure)\b",
            *("significant", "important", "valuable", "truly ", " new ", "innovation", " key ", "possibility"),
            *(
                "implications",
                "successful",
                "promising",
                "encouraging",
                "win-win",
                "tantali",
                "years to",
                " shift ",
                " change ",
            ),
            *("years", "months", "race to"),
        ),
    ),
    (
        "faint",
        Cue(
            r"\bsimple (?:[\w-]+ )?(?:test|scan|swab)"
            r" (?:could|may|might|(?:to|that can|can|that could) (?:detect|predict|spot|diagnose|identify|reveal))\b"
            r"|\b(?:hold\w*|find\w*|found|be|is|unlock\w*) the (?:key|secret) to\b",
            *("simple ", " key to", " secret to"),
        ),
    ),
    (
        "faint",
        Cue(
            r"\b(?:very|really|incredibly|extremely|so|particularly|hugely|quite|truly|highly|most|pretty|super)"
            r" (?:excited|exciting|optimistic|encouraged|encouraging|promising|impressive|impressed|hopeful"
            r"|thrilled)\b|\b(?:we|i|researchers|scientists|doctors|experts)(?:'re|'m| are| am| were| was)"
            r" (?:[\w-]+ly )?(?:excited|thrilled|delighted|amazed|astonished|stunned|surprised and|elated"
            r"|optimistic)\b",
            *("excit", "optimistic", "encourag", "promising", "impress", "hopeful", "thrilled"),
            *("delighted", "amazed", "astonished", "stunned", "elated"),
        ),
    ),
)

_FOR_RESEARCH = compiled(
    r"(?: for)? (?:new |better |improved |future )*(?:ways|means|treatments?|therapies|research|understanding)\b"
)
_MISFORTUNES = frozenset(
    {"disease", "illness", "accident", "diagnosis", "condition", "injury", "crash", "death", "loss"}
)
_BARE_HOPE = compiled(r"(?:offer|bring|brought|giv|gave|rais|provid|hold)\w* (?:(?:more|some|out) )?hopes?$")
_FOUND = frozenset(
    {
        "it",
        "this",
        "that",
        "results",
        "we",
        "study",
        "trial",
        "researchers",
        "scientists",
        "finding",
        "findings",
        "discovery",
        "approach",
        "test",
        "research",
        "technique",
        "technology",
        "method",
        "work",
    }
)


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(words("hype", key))


@cache
def _terms() -> TermList:
    return TermList(
        {word: key for key in ("adverbs", "adjectives", "milder", "faint", "wonders") for word in words("hype", key)}
    )


@cache
def _idiom_cues() -> Cues:
    return Cues(cue for _, cue in _IDIOMS)


def _may_hold(folded: str) -> bool:
    return _terms().any_in(folded) or _idiom_cues().any_in(folded)


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.sentence.block.kind == "footnote" or _warned_of(passage):
        return
    if _HISTORY.search(passage.folded) is not None:
        return
    if passage.question and _ASKED.match(passage.folded) is not None:
        return
    offset = passage.sentence.start
    for match in _terms().find(passage.folded):
        start, end = match.start, match.end
        token = passage.parsed.at(offset + start)
        if token is None:
            continue
        form: str | None
        if match.label in {"wonders", "milder", "faint"}:
            form = {"wonders": "strong", "milder": "milder", "faint": "faint"}[match.label]
            if _other_sense(passage, start, end) or (match.term == "pioneering" and token.dep != "amod"):
                form = None
        elif match.label == "adjectives":
            form = _praise(passage, token, start, end)
        else:
            form = _adverb(passage, token)
        if form is None:
            continue
        yield from _claim(passage, form, token, start, end)
    for form, cue in _IDIOMS:
        found = cue.search(passage.folded)
        if found is not None and (
            _FOR_RESEARCH.match(passage.folded[found.end() :]) is not None or _BARE_HOPE.match(found[0]) is not None
        ):
            form = "faint"  # noqa: PLW2901 - hope for research, as agencies have it, or hope for nobody in particular
        if found is None or _other_sense(passage, found.start(), found.end()):
            continue
        token = passage.parsed.at(offset + found.start())
        if token is not None and not (found[0].endswith((" life", " lives")) and _by_misfortune(passage, token)):
            yield from _claim(passage, form, token, found.start(), found.end())


def _by_misfortune(passage: Passage, verb: Token) -> bool:
    """Say whether it is a disease or an accident that changed a life."""
    subject = subject_of(verb)
    return subject is not None and (passage.kind_of(subject) == "condition" or subject.lower in _MISFORTUNES)


def _claim(passage: Passage, form: str, token: Token, start: int, end: int) -> Iterator[Claim]:
    assertion = _assertion(passage, token, start, end)
    if assertion is not None:
        offset = passage.sentence.start
        yield passage.make("hype", form, token, start=offset + start, end=offset + end, assertion=assertion)


def _assertion(passage: Passage, token: Token, start: int, end: int) -> Assertion | None:
    """Say how words of wonder stand; what is attributed, hoped or supposed is still said of the thing."""
    before = passage.folded[:start]
    if _IF_FOUND.match(before) is not None:
        return None  # "if researchers find a way, it could help patients" tells of a hope for research
    if _OR_ELSE.match(passage.folded[end:]) is not None:
        return "questioned"
    if not passage.subjects.promotional and _CALLED.search(before) is not None:
        return "reported"
    if _DENIED.search(before) is not None and _NOT_ONLY.search(before) is None:
        return "negated"
    found = standing(token, question=False).assertion
    if found == "negated" and _NOT_ONLY.search(passage.folded) is None:
        return "negated"
    return found if found in {"attributed", "hypothetical", "conditional"} else "asserted"


def _other_sense(passage: Passage, start: int, end: int) -> bool:
    return (
        _OTHER_AFTER.match(passage.folded[end:]) is not None or _OTHER_BEFORE.search(passage.folded[:start]) is not None
    )


def _warned_of(passage: Passage) -> bool:
    """Say whether the sentence, what leads into it, or its heading warns of such words."""
    if _WARNED.search(passage.folded) is not None:
        return True
    sentence = passage.sentence
    section = passage.analysis.document.section_of.get(sentence.block.index)
    heading = section.heading if section is not None else None
    if heading is not None and heading is not sentence.block and _WARNED.search(heading.prose.folded) is not None:
        return True
    previous = passage.analysis.sentences[sentence.index - 1] if sentence.index > 0 else None
    return (
        previous is not None
        and (sentence.block.kind == "item" or previous.block is sentence.block)
        and _WARNED.search(previous.folded) is not None
    )


def _praise(passage: Passage, token: Token, start: int, end: int) -> str | None:
    """Say whether an adjective praises a result, a treatment or a finding, and how strongly."""
    word = passage.folded[start:end]
    head = _praised(passage, token, start, end)
    if head is None or _other_sense(passage, start, end):
        return None
    noun = head.lower
    if word in _listed("strengths"):
        praised = noun in _listed("strength_heads")
    elif word in _listed("of_results"):
        praised = noun in _listed("result_heads")
    else:
        praised = noun in _listed("heads") or passage.kind_of(head) == "treatment"
    if (
        not praised
        or _grows_worse(passage, head)
        or (noun in _listed("neutral_heads") and not _of_treatment(passage, head))
    ):
        return None
    if word in _listed("faint_adjectives"):
        return "faint"
    return "strong" if word in _listed("strong_adjectives") else "milder"


def _praised(passage: Passage, token: Token, start: int, end: int) -> Token | None:
    """Return the noun that an adjective is said of; of a hyphened one, the parser has several words."""
    inside = [
        word
        for word in passage.parsed.tokens
        if passage.sentence.start + start <= word.start and word.end <= passage.sentence.start + end
    ]
    last = inside[-1] if inside else token
    node = last
    for _ in range(4):
        if node.dep in {"amod", "compound", "conj", "nmod", "advmod", "punct"} and node.head is not node:
            node = node.head
            if node.is_noun and node not in inside:
                return node
            continue
        break
    named = node.head.child("dobj") if node.dep == "oprd" else None
    if named is not None:
        return named  # "doctors called the finding remarkable"
    if node.dep in {"acomp", "oprd", "attr", "conj"} or node.tag.startswith("JJ") or node.tag == "VBG":
        return subject_of(node)
    return None


def _of_treatment(passage: Passage, head: Token) -> bool:
    """Say whether an effect or a change is that of a treatment or a finding, not of a disease or a habit."""
    if any(word.is_noun and word is not head and passage.kind_of(word) == "treatment" for word in noun_phrase(head)):
        return True
    subject = head if head.dep in {"nsubj", "nsubjpass"} else subject_of(head.head if head.dep == "dobj" else head)
    if subject is head:
        within = (word for word in head.subtree() if word.is_noun and word is not head)
        return any(passage.kind_of(word) == "treatment" for word in within) or passage.subjects.promotional
    if subject is None:
        return passage.heading or passage.subjects.promotional
    return passage.kind_of(subject) == "treatment" or subject.lower in _FOUND


def _grows_worse(passage: Passage, head: Token) -> bool:
    """Say whether what is dramatic is a risk, a cost or a loss: "a dramatic rise in deaths"."""
    around = {word.lower for word in noun_phrase(head)}
    around.update(
        inner.lower
        for child in head.children
        if child.dep == "prep" and child.lower in {"in", "of", "on", "for"}
        for inner in child.subtree()
    )
    if head.lower in {
        "reduction",
        "reductions",
        "improvement",
        "improvements",
        "drop",
        "relief",
        "benefit",
        "benefits",
    }:
        return "pressure" in around and head.lower == "drop"
    if around & {"adverse", "side", "negative", "harmful", "toxic", "disease", "illness"}:
        return True
    subject = subject_of(head) if head.dep in {"dobj", "attr", "pobj"} else None
    return subject is not None and passage.kind_of(subject) == "condition"


def _adverb(passage: Passage, token: Token) -> str | None:
    """Say whether an adverb exaggerates how something gets better: "dramatically improves survival"."""
    verb = token.head
    if verb.lower not in _listed("bettering"):
        return None
    subject = subject_of(verb)
    if subject is not None and passage.kind_of(subject) in {"condition", "reader"} and subject.dep != "nsubjpass":
        return None
    grown = verb.lower.startswith(("increas", "rais", "chang", "high"))
    objects = {word.lower for word in verb.subtree()} if grown else set[str]()
    if grown and (objects & _listed("worse") or verb.lower.startswith("chang")):
        return None
    if verb.lower.startswith(("reduc", "decreas", "low", "slow")) and {word.lower for word in verb.subtree()} & {
        "stamina",
        "function",
        "ability",
        "quality",
        "supply",
        "breathing",
        "activity",
        "income",
    }:
        return None
    return "milder"


HYPE = Construction(_may_hold, _read)
