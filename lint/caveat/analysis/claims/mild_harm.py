"""Statements that make a treatment's harms small."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claims.construction import Construction, of_treatment
from caveat.analysis.grammar import coordinated, has_negator, modals, noun_phrase, predicate_of, standing, subject_of
from caveat.analysis.lexicon import grammar_words, plurals, words
from caveat.patterns import compiled
from caveat.terms import Cue, TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token
    from caveat.analysis.sentence import Sentence

# How far, in sentences of one section, a serious harm that is named keeps a text from making harm small.
_REACH = 5
_REACH_WHERE_SOLD = 2
_NEAR = 70

# A figure for how often a harm comes.
_FREQUENCY = compiled(
    r"\b\d+(?:\.\d+)? ?(?:%|percent|per cent)|\b\w+ (?:in|out of) (?:every )?(?:\d[\d,]*|five|six|eight|ten|twenty"
    r"|a hundred|a thousand)\b(?![- ](?:second|minute|hour|day|week|month|year|session|visit|treatment)s?\b)"
)
# "Mild to severe", "mild or moderate" grade a harm.
_GRADED = compiled(r"\b(?:mild|minor|slight|light)(?:ly)?(?:[- ]to[- ]|,? (?:or|and) )(?:moderate|severe|more|serious)")
_DENIED = compiled(
    r"\b(?:no|not|without|zero|never|any|free of|rather than|unlike|avoid\w*)\b[^.;]{0,25}$|n't [^.;]{0,25}$"
)
_AFTER_CARE = compiled(
    r"\b(?:after|during|following|from|with|at|of) (?:the |your |an? |each |every |this |first |treatment |our )*"
    r"(?:[\w-]+ )?(?:treatments?|sessions?|procedures?|injections?|infusions?|operations?|surgery|visits?|appointments?"
    r"|applications?|massage|vaccin\w+|shots?|doses?|therapy|peels?|laser|jabs?|site|chemotherapy|radiotherapy)\b"
    r"|\b(?:injection|treatment|treated|surgical|needle|insertion|puncture)[- ](?:site|area|spot)s?\b|\bafterwards?\b"
)
_CONDITION_CAUSE = compiled(r"\b(?:people|patients|those|anyone|everyone|children|adults) (?:with|who have) \w")
# These tell how long a harm lasts as well as making light of it.
_PASSING = frozenset({"temporary", "transient", "brief", "short-term", "short-lived"})
_RELIEVING = frozenset(
    {
        "treat",
        "treats",
        "treating",
        "relieve",
        "relieves",
        "ease",
        "eases",
        "easing",
        "reduce",
        "reduces",
        "soothe",
        "soothes",
    }
)
_LIKELY_ADVICE = compiled(r"\b(?:call|tell|contact|ask|see|consult|talk to|speak to|let) (?:us|your|a|the|our)\b")
_DEGREE = compiled(
    r"\b(?:a (?:tiny |little )?bit|a little(?: bit)?|a tad|a touch|slightly|somewhat|mildly|merely)"
    r"(?: (?:more|less))? (?P<state>[\w-]+)"
)
_DEGREE_OF = compiled(r"\b(?:a (?:tiny |little )?bit of|a little(?: bit of)?|a touch of) (?:[\w-]+ )?(?P<harm>[\w-]+)")
_SIDE_EFFECTS_PASS = compiled(
    r"^(?:[\w ]{0,20}, )?(?:most|any|all|these|the|common)? ?(?:of the |of these |possible |common )?"
    r"(?:side[- ]effects|after-?effects|adverse effects|reactions)\b"
    r"(?P<between>(?:, (?:such as|like|including)[^.;]{0,70},|(?! (?:if|that|which|when|do|may|don't))[\w ]{0,25}) "
    r"(?:usually |typically |generally |often |quickly |tend to |will |should |can )*)"
    r"(?P<verb>disappear|dissipate|fade|pass|resolve|subside|wear off|go away)\b"
)
_FEW = Cue(
    r"\b(?P<few>(?:very |so |relatively |incredibly |extremely )?few(?:,? if any,?)?|(?:very )?(?:little|minimal) to no"
    r"|(?:very |only )?little(?= (?:discomfort|downtime|pain\b|risk))"
    r"|(?:very )?few to no|(?:virtually|almost|practically|nearly) (?:no|zero)|hardly any|barely any|next to no)"
    r" (?:known |unwanted |serious |significant |negative |adverse |reported |long-term )?"
    r"(?:side[- ]effects|downtime|complications|risks?|adverse (?:effects|reactions)|discomfort|pain)\b"
    r"(?! (?:of|than)\b)",
    *("side", "downtime", "complication", "risk", "reaction", "effect", "discomfort", "pain"),
)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(words("mild_harm", key))


@cache
def _nouns(key: str) -> frozenset[str]:
    return frozenset(form for word in words("mild_harm", key) for form in plurals(word))


@cache
def _serious() -> TermList:
    return TermList(words("mild_harm", "serious"))


@cache
def _phrases() -> TermList:
    return TermList(words("mild_harm", "phrases"))


@cache
def _sure_terms() -> TermList:
    return TermList(_nouns("sure_nouns"))


@cache
def _small_terms() -> TermList:
    return TermList(_words("small") | _words("softeners") - {"a touch"})


@cache
def _bodily_terms() -> TermList:
    return TermList(_nouns("bodily_nouns") | _words("states"))


_PASSES = Cue(
    r"\b(?:(?:side[- ]|these |after-?|adverse |the |any )effects?|reactions?|discomfort|soreness|redness|swelling"
    r"|bruising|nausea|dizziness|symptoms?|grogginess|drowsiness|pain)\b[^.;]*?\b(?:disappears?|dissipates?|fades?"
    r"|pass(?:es)?"
    r"|resolves?|subsides?|wears? off|goes? away|linger|managed|handled|controlled|eased|relieved|treated|addressed)\b",
    *("effect", "reaction", "discomfort", "soreness", "redness", "swelling", "bruising", "nausea", "dizziness"),
    *("symptom", "grogginess", "drowsiness", "pain"),
)
_RISKS = Cue(r"\b(?:minimi[sz]\w+|minimal|low|little|negligible|small) (?:\w+ )?risks?\b", "risk")


def _may_hold(folded: str) -> bool:
    if _phrases().any_in(folded) or _RISKS.search(folded) or _FEW.search(folded):
        return True
    small = _small_terms().any_in(folded)
    if small and _sure_terms().any_in(folded):
        return True
    passing = _PASSES.search(folded) is not None
    if passing and _SIDE_EFFECTS_PASS.search(folded):
        return True
    if not (small or passing) or not _bodily_terms().any_in(folded):
        return False
    if small or folded.startswith(("any ", "all ", "most ")):
        return True
    return "effect" in folded or "you" in folded or _AFTER_CARE.search(folded) is not None


def _within(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether a harm may be made light of: neither its frequency nor a serious harm is named beside it."""
    if _FREQUENCY.search(sentence.folded) or _GRADED.search(sentence.folded) or not of_treatment(analysis, sentence):
        return False
    reach = _REACH_WHERE_SOLD if analysis.subjects.promotional else _REACH
    return not serious_harm_near(analysis, sentence, reach=reach)


def _read(passage: Passage) -> Iterator[Claim]:
    if passage.question:
        return
    seen: set[int] = set()
    for claim in (
        *_softened_nouns(passage),
        *_softened_predicates(passage),
        *_pass_away(passage),
        *_side_effects_pass(passage),
        *_handled(passage),
        *_softened_states(passage),
        *_little_risk(passage),
        *_few_harms(passage),
        *_made_light(passage),
    ):
        if not any(place in seen for place in range(claim.start, claim.end)):
            seen.update(range(claim.start, claim.end))
            yield claim


def serious_harm_near(analysis: Analysis, sentence: Sentence, *, reach: int = _REACH) -> bool:
    """Say whether a sentence's section names a serious harm, at most `reach` sentences away."""
    section = analysis.document.section_of.get(sentence.block.index)
    sentences = analysis.sentences
    low, high = max(0, sentence.index - reach), min(len(sentences), sentence.index + reach + 1)
    return any(
        _serious_in(sentences[index])
        for index in range(low, high)
        if analysis.document.section_of.get(sentences[index].block.index) is section
    )


def _serious_in(sentence: Sentence) -> bool:
    return any(
        _DENIED.search(sentence.folded[: match.start]) is None
        and sentence.folded[: match.start].rstrip().rpartition(" ")[2] not in _words("small")
        for match in _serious().find(sentence.folded)
    )


def _is_sure(passage: Passage, noun: Token) -> bool:
    base = passage.sentence.start
    return any(base + match.end == noun.end for match in _sure_terms().find(passage.folded)) or _these_effects(noun)


def _these_effects(noun: Token) -> bool:
    """Say whether a noun is "these effects", "the effects" as a whole sentence before may have named them."""
    return noun.lower == "effects" and any(
        child.lower in {"these", "those", "such", "unpleasant", "unwanted"} for child in noun.children
    )


def _harm(passage: Passage, noun: Token | None, *, said_of: Token | None = None) -> bool:
    """Say whether a noun names a harm that is laid to a treatment."""
    if noun is None:
        return False
    if _is_sure(passage, noun):
        return not _these_effects(noun) or _harms_before(passage)
    if noun.lower not in _nouns("bodily_nouns"):
        return False
    words_of = noun_phrase(noun)
    if noun.lower in {"effect", "effects"} and not any(
        word.lower in {"dissociative", "sedative", "psychedelic", "lingering", "unpleasant"} for word in words_of
    ):
        return False
    if noun.lower in {"complication", "complications"} and _CONDITION_CAUSE.search(passage.folded):
        return False
    return _laid_to_treatment(passage, noun, said_of)


def _harms_before(passage: Passage) -> bool:
    """Say whether the sentence, or the two before it, speak of side effects or of what is felt after a treatment."""
    index = passage.sentence.index
    for earlier in passage.analysis.sentences[max(0, index - 2) : index + 1]:
        if _sure_terms().any_in(earlier.folded):
            return True
    return passage.analysis.roles.get(passage.sentence.block.index) == "risk"


def _laid_to_treatment(passage: Passage, noun: Token, said_of: Token | None) -> bool:
    """Say whether a symptom is what a treatment brings, not what a disease does or a treatment is for."""
    verb = said_of or next((word for word in noun.ancestors() if word.is_verb), None)
    subject = subject_of(verb) if verb is not None else None
    if subject is noun:
        subject = None
    if subject is not None and verb is not None:
        kind = passage.kind_of(subject)
        if kind == "condition":
            return False
        if kind == "treatment" and verb.lower in _words("causing"):
            return True
    if not passage.subjects.treatment_nearby(passage.sentence) or _CONDITION_CAUSE.search(passage.folded):
        return False
    if verb is not None and verb.lower in _RELIEVING:
        return False
    if _AFTER_CARE.search(passage.folded) or _sure_terms().any_in(passage.folded):
        return True
    if passage.analysis.roles.get(passage.sentence.block.index) == "risk":
        return True
    sentences = passage.analysis.sentences
    before = sentences[max(0, passage.sentence.index - 2) : passage.sentence.index]
    if any(_sure_terms().any_in(earlier.folded) for earlier in before):
        return True
    felt = verb is not None and verb.lower in _words("feeling") and passage.kind_of(subject) in {"reader", "unknown"}
    if (said_of is not None or felt) and passage.subjects.promotional and not _names_condition(passage, noun):
        return True
    return passage.subjects.promotional and any(
        earlier.block is passage.sentence.block and _AFTER_CARE.search(earlier.folded) for earlier in before[-1:]
    )


def _names_condition(passage: Passage, noun: Token) -> bool:
    """Say whether the sentence names a condition besides a symptom that a noun names."""
    _, conditions = passage.subjects.terms_in(passage.sentence)
    return any(match.end != noun.end for match in conditions)


def _put(token: Token) -> Assertion | None:
    """Say how a statement of harm is put, or None where it says nothing of how small harm is."""
    found = standing(token, question=False).assertion
    return None if found in {"negated", "questioned", "conditional"} else found


def _make(passage: Passage, form: str, trigger: Token, start: int, end: int, about: Token | None) -> Claim:
    found = standing(trigger, question=False)
    assertion = found.assertion if found.assertion == "hypothetical" else "asserted"
    return passage.make(
        "mild-harm", form, trigger, start=start, end=end, assertion=assertion, about=about, governors=found.governors
    )


def _said_of(token: Token) -> Token | None:
    """Return what a predicate is said of; the parser may take "the soreness after a peel is mild" for a clause."""
    verb = predicate_of(token)
    if verb is not None and verb.dep == "advcl" and verb.head.head is verb.head and not verb.head.is_verb:
        mark = verb.child("mark")
        if mark is not None and mark.lower in {"after", "before", "during", "from"}:
            return verb.head
    return subject_of(token)


def _supposed(passage: Passage, start: int) -> bool:
    """Say whether the words stand in a clause that supposes them: "if you notice mild side effects"."""
    return (
        re.search(
            r"\b(?:if|whenever|should you|unless|whether)\b[^,;:]*$", passage.folded[: start - passage.sentence.start]
        )
        is not None
    )


def _softened_nouns(passage: Passage) -> Iterator[Claim]:
    """Find "mild side effects", "some temporary soreness"."""
    tokens = passage.parsed.tokens
    for token, following in zip(tokens, (*tokens[1:], tokens[-1]), strict=True):
        if token.lower not in _words("small"):
            continue
        first = next(iter(coordinated(token)))
        beside = following.lower in _nouns("bodily_nouns") and following.start > token.start
        if token.dep not in {"amod", "conj", "compound"} and not beside:
            continue
        noun = first.head if first.dep in {"amod", "compound"} else following if beside else token.head
        if (
            token is not first
            or not (noun.is_noun or noun.lower in _nouns("bodily_nouns"))
            or noun.start < token.start
            or noun.start - token.end > _NEAR
        ):
            continue
        harms = [noun, *(word for word in coordinated(noun) if word is not noun and word.is_noun)]
        subject = subject_of(noun) if noun.dep == "attr" else None
        if not any(_harm(passage, harm) for harm in harms) and not (subject is not None and _is_sure(passage, subject)):
            continue
        if noun.child("neg") is not None or _put(noun) is None or _supposed(passage, token.start):
            continue
        if any(
            word.lower in {"no", "more", "less", "than", "only"} for word in noun_phrase(noun) if word.lower != "only"
        ):
            continue
        if noun.dep == "pobj" and noun.head.lower in {"than", "for", "of", "including", "like", "as", "except"}:
            continue
        if noun.dep in {"dobj", "pobj"} and _remedied(noun):
            continue
        if token.lower in _PASSING and not _is_sure(passage, noun) and _listed(noun):
            continue
        start = min([token.start, *(child.start for child in token.children if child.start > noun.start - _NEAR)])
        yield _make(passage, "noun", noun, start, noun.end, noun)


def _listed(noun: Token) -> bool:
    """Say whether a harm is an item of a list of them: "side effects include temporary swelling"."""
    verb = next((word for word in noun.ancestors() if word.is_verb), None)
    return verb is None or verb.lower in {"include", "includes", "included", "including"}


def _remedied(noun: Token) -> bool:
    """Say whether the harm is what is to be treated, watched for or told about: "for mild pain, take …"."""
    verb = next((word for word in noun.ancestors() if word.is_verb), None)
    return verb is not None and verb.lower in {
        *(
            "treat",
            "treats",
            "treated",
            "relieve",
            "ease",
            "report",
            "prevent",
            "prevents",
            "reduce",
            "reduces",
            "help",
        ),
        *("avoid", "manage", "manages", "use", "used", "take", "taken", "ignore", "ignored", "confused"),
    }


def _softened_predicates(passage: Passage) -> Iterator[Claim]:
    """Find "side effects are usually mild and short-lived"."""
    for token in passage.parsed.tokens:
        if token.lower not in _words("small") - _words("not_of_effects") or token.dep not in {
            "acomp",
            "attr",
            "oprd",
            "conj",
            "amod",
            "pcomp",
            "ROOT",
        }:
            continue
        first = next(iter(coordinated(token)))
        if token is not first and first.lower in _words("small"):
            continue
        subject = _said_of(token)
        verb = predicate_of(token)
        if subject is None and token.index and _is_sure(passage, beside := passage.parsed.tokens[token.index - 1]):
            subject = beside  # "with most adverse events mild"
        if subject is None or subject.start > token.start or (verb is not None and has_negator(verb)):
            continue
        if not _harm_or_pronoun(passage, subject, token):
            continue
        if has_negator(token) or _put(token) is None:
            continue
        phrase = noun_phrase(subject)
        start = phrase[0].start
        _, end = passage.adjective_span(token) if token.tag.startswith("JJ") else (0, token.end)
        if token.start - start > _NEAR:
            start = token.start
        yield _make(passage, "predicate", token, start, max(end, token.end), subject)


def _harm_or_pronoun(passage: Passage, subject: Token, predicate: Token) -> bool:
    if subject.lower in {"they", "these", "those", "it", "this", "most", "all", "which", "both"}:
        inner = subject.child("prep")
        target = inner.child("pobj") if inner is not None and inner.lower == "of" else None
        if target is not None:
            return _harm(passage, target, said_of=predicate)
        return _harm_just_named(passage, subject)
    return _harm(passage, subject, said_of=predicate)


def _harm_just_named(passage: Passage, pronoun: Token) -> bool:
    """Say whether the nearest thing before a pronoun is a harm of the treatment."""
    before = [
        word
        for word in passage.parsed.tokens
        if word.start < pronoun.start and word.dep in {"nsubj", "nsubjpass", "dobj"}
    ]
    if any(_harm(passage, word) for word in before):
        return True
    if any(word.is_noun for word in before if word.dep != "dobj"):
        return False
    if pronoun.lower in {"it", "this"}:
        return False
    earlier = passage.sentence.index - 1
    if earlier < 0 or passage.analysis.sentences[earlier].block is not passage.sentence.block:
        return False
    return _sure_terms().any_in(passage.analysis.sentences[earlier].folded)


def _pass_away(passage: Passage) -> Iterator[Claim]:
    """Find "the soreness fades within hours", "these effects don't linger"."""
    for token in passage.parsed.tokens:
        lingering = token.lower in _words("lingering")
        if not token.is_verb or not (lingering or token.lower in _words("passing")):
            continue
        if lingering != has_negator(token):
            continue
        if token.lower in {"go", "goes", "wear", "wears", "clear", "clears"} and not any(
            child.lower in {"away", "off", "up"} for child in token.children
        ):
            continue
        subject = _said_of(token)
        if subject is None or subject.dep == "dobj" or not _harm_or_pronoun(passage, subject, token):
            continue
        verb = token.head if token.dep == "xcomp" else token
        if not lingering and (has_negator(verb) or _put(verb) is None):
            continue
        if any(child.dep == "mark" and child.lower in grammar_words("conditional_marks") for child in token.children):
            continue
        if any(child.dep == "advmod" and child.lower in {"when", "once", "before"} for child in token.children):
            continue
        tail = passage.folded[token.end - passage.sentence.start :]
        if re.match(
            r"[^.;]{0,60}\b(?:unless|don't|doesn't|do not|does not|may take|weeks or months|months|years)\b", tail
        ):
            continue
        start = noun_phrase(subject)[0].start
        if token.start - start > _NEAR:
            start = token.start
        particle = next((child for child in token.children if child.lower in {"away", "off", "up"}), None)
        soon = next((child for child in token.children if child.lower in _words("soon")), None)
        end = max(word.end for word in (token, particle or token, soon or token))
        yield _make(passage, "passes", token, start, end, subject)


def _side_effects_pass(passage: Passage) -> Iterator[Claim]:
    """Find the same of side effects where a list of them stands between, which the parser misreads."""
    match = _SIDE_EFFECTS_PASS.search(passage.folded)
    if match is None:
        return
    base = passage.sentence.start
    first, last = passage.parsed.at(base + match.start()), passage.parsed.at(base + match.start("verb"))
    if first is None or last is None or _DENIED.search(match["between"]) or has_negator(last):
        return
    listed = match["between"].count(",") > 1
    start, end = base + match.start(), base + match.end()
    yield _make(passage, "passes", last, base + match.start("verb") if listed else start, end, first)


def _handled(passage: Passage) -> Iterator[Claim]:
    """Find "any discomfort can be managed", "side effects are easily treated"."""
    for token in passage.parsed.tokens:
        if token.lower not in _words("handled") or not token.is_verb:
            continue
        subject = _said_of(token)
        if (
            subject is None
            or token.child("auxpass") is None
            or has_negator(token)
            or _put(token) in {None, "hypothetical"}
        ):
            continue
        easy = any(child.lower in {"easily", "quickly", "readily", "simply", "comfortably"} for child in token.children)
        universal = any(child.lower in {"any", "all", "every"} for child in subject.children)
        if not (easy or (universal and modals(token))):
            continue
        if not _harm(passage, subject, said_of=token) or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        yield _make(passage, "handled", token, noun_phrase(subject)[0].start, token.end, subject)


def _softened_states(passage: Passage) -> Iterator[Claim]:
    """Find "you may feel a bit drowsy", "a little soreness": words that make less of what is felt."""
    for match in _DEGREE_OF.finditer(passage.folded):
        token = passage.parsed.at(passage.sentence.start + match.start("harm"))
        if token is None or match["harm"] not in _nouns("bodily_nouns") or not _harm(passage, token):
            continue
        if _put(token) is None or _supposed(passage, token.start):
            continue
        yield _make(passage, "noun", token, passage.sentence.start + match.start(), token.end, token)
    for match in _DEGREE.finditer(passage.folded):
        if match["state"] not in _words("states"):
            continue
        token = passage.parsed.at(passage.sentence.start + match.start("state"))
        if token is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = predicate_of(token)
        subject = subject_of(token)
        felt = verb is not None and (
            verb.lower in _words("feeling") | {"become", "leave", "leaves", "make", "makes"}
            or verb.lower in grammar_words("copulas")
        )
        if not felt or (verb is not None and has_negator(verb)) or _put(token) is None:
            continue
        if verb is not None and modals(verb) and not passage.subjects.promotional and match["state"] == "painful":
            continue  # "it can be mildly painful" says honestly that it may hurt
        kind = passage.kind_of(subject)
        role = passage.analysis.roles.get(passage.sentence.block.index)
        brought = kind == "treatment" or role in {"risk", "process"} or _AFTER_CARE.search(passage.folded) is not None
        if kind == "condition" or not brought:
            continue
        if re.search(r"\bif you\b[^,]*$", passage.folded[: match.start()]):
            continue
        yield _make(
            passage,
            "state",
            token,
            passage.sentence.start + match.start(),
            passage.sentence.start + match.end(),
            subject,
        )


def _little_risk(passage: Passage) -> Iterator[Claim]:
    """Find "minimises risks", "carries minimal risk"."""
    for token in passage.parsed.tokens:
        if token.lower not in {"risk", "risks"} or not token.is_noun or token.child("prep", "relcl", "acl") is not None:
            continue
        if token.dep in {"compound", "nmod"}:
            continue
        verb = token.head
        if token.dep == "dobj" and verb.lower in _words("minimising"):
            if verb.tag == "VB" or _put(verb) in {None, "hypothetical"}:
                continue
            subject = subject_of(verb)
            if passage.kind_of(subject) == "reader" or not passage.subjects.treatment_nearby(passage.sentence):
                continue
            if any(child.dep == "poss" and child.lower == "your" for child in token.children):
                continue
            yield _make(passage, "risk", verb, verb.start, token.end, subject)
            continue
        small = next(
            (
                child
                for child in token.children
                if child.lower in {"minimal", "negligible", "little", "low", "tiny"}
                and child.dep in {"amod", "compound"}
            ),
            None,
        )
        if small is None or has_negator(verb) or _put(token) in {None, "hypothetical"}:
            continue
        holder = subject_of(verb) if verb.is_verb else subject_of(token)
        if verb.lower == "with":
            holder = verb.head if verb.head.is_noun else subject_of(verb.head)
        if passage.kind_of(holder) != "treatment":
            continue
        yield _make(passage, "risk", token, small.start, token.end, holder)


def _few_harms(passage: Passage) -> Iterator[Claim]:
    """Find "has very few side effects", "little to no downtime"."""
    for match in _FEW.pattern.finditer(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.end() - 1)
        if token is None or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = next((word for word in token.ancestors() if word.is_verb), None)
        if verb is not None and (has_negator(verb) or passage.kind_of(subject_of(verb)) == "condition"):
            continue
        found = standing(verb, question=False).assertion if verb is not None else "asserted"
        if found in {"conditional", "questioned", "hypothetical", "attributed"}:
            continue
        yield passage.make(
            "mild-harm",
            "few",
            token,
            start=base + match.start(),
            end=base + match.end(),
            assertion="asserted",
            about=token,
        )


def _made_light(passage: Passage) -> Iterator[Claim]:
    """Find "nothing to worry about", "a sign that it is working", said of what a treatment does."""
    for match in _phrases().find(passage.folded):
        base = passage.sentence.start
        token = passage.parsed.at(base + match.start)
        if token is None or _DENIED.search(passage.folded[: match.start]):
            continue
        harmful = _sure_terms().any_in(passage.folded) or _bodily_terms().any_in(passage.folded)
        if match.term in {"healing crisis", "detox symptoms", "detox reaction", "healing reaction"}:
            harmful = True
        if not harmful and not _harms_before(passage):
            continue
        if not passage.subjects.treatment_nearby(passage.sentence) or re.search(
            r"\b(?:if|whether|may not|is not always)\b", passage.folded[: match.start]
        ):
            continue
        if re.match(r"[^.;]*\bbut\b", passage.folded[match.end :]) and _LIKELY_ADVICE.search(passage.folded):
            continue
        yield passage.make(
            "mild-harm", "phrase", token, start=base + match.start, end=base + match.end, assertion="asserted"
        )


MILD_HARM = Construction(_may_hold, _read, _within)
