"""Claims about health, found from trigger words and the grammar round them, in one place."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from caveat.analysis.claim import Claim, ClaimKind
from caveat.analysis.grammar import (
    coordinated,
    has_negator,
    modals,
    negative_subject,
    noun_phrase,
    predicate_of,
    standing,
    subject_of,
)
from caveat.analysis.lexicon import named_like_condition, plurals, term_list, words
from caveat.analysis.qualifiers import names_remaining_risk, qualify
from caveat.analysis.subjects import Subjects
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.analysis import Analysis
    from caveat.analysis.claim import Assertion
    from caveat.analysis.parse import ParsedSentence, Token
    from caveat.analysis.sentence import Sentence
    from caveat.analysis.subjects import Subject

_COPULAS = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "'re", "am", "remain", "remains", "prove", "proves", "proved",
                      "become", "becomes", "seem", "seems", "appear", "appears", "stay", "stays"})
_PRESUPPOSING = re.compile(r"^(?:and |so |but )?(?:why|how|what makes|the reason|reasons|here's why|this is why)\b")
_BELIEF = frozenset({"considered", "regarded", "known", "believed", "deemed", "thought", "proven", "proved", "accepted", "recognized",
                     "recognised", "seen", "viewed", "shown", "found"})
_LIMITING = frozenset({"how", "as", "so", "more", "less", "most", "least", "too", "only", "partially", "partly", "equally", "somewhat", "moderately", "similarly", "not"})


def inflections(verb: str) -> tuple[str, ...]:
    """Return a regular verb's forms, and the irregular ones of the few verbs we list."""
    irregular = {
        "beat": ("beat", "beats", "beaten", "beating"),
        "rebuild": ("rebuild", "rebuilds", "rebuilt", "rebuilding"),
        "shrink": ("shrink", "shrinks", "shrank", "shrunk", "shrinking"),
        "regrow": ("regrow", "regrows", "regrew", "regrown", "regrowing"),
        "mean": ("mean", "means", "meant", "meaning"),
        "lead": ("lead", "leads", "led", "leading"),
        "bring": ("bring", "brings", "brought", "bringing"),
        "give": ("give", "gives", "gave", "given", "giving"),
        "hurt": ("hurt", "hurts", "hurting"),
        "offer": ("offer", "offers", "offered", "offering"),
        "deliver": ("deliver", "delivers", "delivered", "delivering"),
        "stop": ("stop", "stops", "stopped", "stopping"),
        "control": ("control", "controls", "controlled", "controlling"),
        "prevent": ("prevent", "prevents", "prevented", "preventing"),
    }
    if verb in irregular:
        return irregular[verb]
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + "es" if verb.endswith(("s", "x", "sh", "ch")) else verb + "s"
    return (verb, third, verb + "ed", verb + "ing")


@cache
def _set(key: str) -> frozenset[str]:
    return frozenset(words("claims", key))


@cache
def _verbs(key: str) -> dict[str, str]:
    return {form: verb for verb in words("claims", key) for form in inflections(verb)}


@cache
def _terms(*keys: str) -> TermList:
    return TermList({word: key for key in keys for word in words("claims", key)})


@cache
def _triggers() -> TermList:
    keys = ("safe_adjectives", "safe_adverbs", "safety_nouns", "record_phrases", "addictive", "harm_free", "effective", "cure_words",
            "farewell_phrases", "for_good", "money_back", "never_fails")
    terms = {word: key for key in keys for word in words("claims", key)}
    terms.update(dict.fromkeys(("guarantee", "guarantees", "guaranteed", "guaranteeing", "tolerated", "well-tolerated"), "guarantee_words"))
    for verb in words("claims", "strong_verbs"):
        terms.update(dict.fromkeys(inflections(verb), "strong_verbs"))
    return TermList(terms)


@cache
def _harms() -> TermList:
    return term_list("outcomes", "harms")


_DENIAL = re.compile(r"\b(?:no|zero|without|free of|free from|none of|not|never|cannot|any|all|every|won't|don't|doesn't|can't|isn't|aren't|hurt)\b|n't\b|\bharm")
_PROMISE = re.compile(r"\byou(?:'ll| will| are going to| can expect| won't)\b|\byour \w+ will\b")
_ESCAPE = re.compile(r", (?:reduc|reliev|eas|improv|lower|allow|mean|lead|result|eliminat|stop|prevent|restor|heal|provid|bring|giv|alleviat|decreas|lessen|end|boost|offer)\w*ing\b")
_OUTCOME = re.compile(r"\b(?:translat\w+|lead\w*|result\w*|mean\w*|bring\w*|deliver\w*|provid\w+|achiev\w+)\b.{0,40}\b(?:less|fewer|relief|release|freedom|remission)\b")


_NUMB = re.compile(r"\bfeel (?:no|any|anything|a thing|nothing)\b|n't feel\b|not feel\b")
_ENSURING = re.compile(r"\b(?:ensures?|ensuring|assures?)\b.{0,60}\b(?:safe|safety|comfortable|comfort|painless|pain-free|effective|success|results?|relief|recovery)\b")


class _ClaimPatterns:
    """Patterns that more than one construction needs."""

    universal = re.compile(
        r"\b(?:any|all|every|whatever)\s+(?:of the |the |possible |potential |minor |mild |unwanted |its |temporary |initial )*"
        r"(?=(?:side[- ]effect|adverse (?:effect|reaction|event)|effect|discomfort|complication|reaction)s?\b)"
    )


@cache
def _plain_verb_terms() -> TermList:
    return TermList(_verbs("plain_verbs"))


@cache
def _sentence_triggers(folded: str) -> bool:
    if _triggers().any_in(folded):
        return True
    if _DENIAL.search(folded) and (_harms().any_in(folded) or _terms("harm_verbs").any_in(folded)):
        return True
    if _PROMISE.search(folded) and (_terms("good_states", "good_things").any_in(folded) or _NUMB.search(folded)):
        return True
    if _terms("boosters").any_in(folded) and any(match.term in _verbs("plain_verbs") for match in _plain_verb_terms().find(folded)):
        return True
    if _ENSURING.search(folded) or _ClaimPatterns.universal.search(folded):
        return True
    return bool(_ESCAPE.search(folded) or _OUTCOME.search(folded) or " works" in folded or " worked" in folded)


def has_trigger(folded: str) -> bool:
    """Say whether a folded sentence holds a word for which the claims of its paragraph must be looked at."""
    return _sentence_triggers(folded)


class ClaimFinder:
    """Finds the claims of one document."""

    def __init__(self, analysis: Analysis) -> None:
        """Take the document's analysis; sentences without a trigger are not parsed."""
        self._analysis = analysis
        self._subjects = Subjects(analysis)

    def claims(self) -> Iterator[Claim]:
        """Yield the claims in text order."""
        for sentence in self._analysis.sentences:
            if sentence.block.kind in {"alt"} or self._analysis.roles.get(sentence.block.index) == "references":
                continue
            if not has_trigger(sentence.folded):
                continue
            parsed = self._analysis.parse_of(sentence)
            if parsed is None or not parsed.tokens:
                continue
            found = sorted(_Reader(self._analysis, self._subjects, sentence, parsed).claims(), key=lambda claim: (claim.start, claim.end))
            seen: set[tuple[str, int]] = set()
            for claim in found:
                key = (claim.kind, claim.start)
                if key not in seen:
                    seen.add(key)
                    yield claim


class _Reader:
    """Reads one sentence for claims: one method a construction."""

    def __init__(self, analysis: Analysis, subjects: Subjects, sentence: Sentence, parsed: ParsedSentence) -> None:
        self.analysis = analysis
        self.subjects = subjects
        self.sentence = sentence
        self.parsed = parsed
        self.folded = sentence.folded
        self.heading = sentence.block.kind == "heading"
        text = sentence.text.rstrip(" \"'\u201d\u2019)")
        self.question = text.endswith("?")
        self.presupposing = bool(_PRESUPPOSING.match(self.folded))

    # What all constructions share

    def claims(self) -> Iterator[Claim]:
        for token in self.parsed.tokens:
            yield from self._safe(token)
            yield from self._safely(token)
            yield from self._safety_noun(token)
            yield from self._addictive(token)
            yield from self._harm_verb(token)
            yield from self._effective(token)
            yield from self._works(token)
            yield from self._strong_verb(token)
            yield from self._outcome(token)
            yield from self._escaped_participle(token)
            yield from self._cure(token)
            yield from self._promise(token)
            yield from self._guarantee(token)
            yield from self._ensures(token)
        yield from self._record()
        yield from self._harm_free()
        yield from self._denied_harm()
        yield from self._universal_harm()
        yield from self._farewell()
        yield from self._phrases()

    def _make(  # noqa: PLR0913 - the parts of a claim
        self,
        kind: ClaimKind,
        form: str,
        trigger: Token,
        *,
        start: int,
        end: int,
        subject: Subject,
        assertion: Assertion,
        about: Token | None = None,
        governors: tuple[Token, ...] = (),
    ) -> Claim:
        sourced = bool(self.analysis.citations.near(self.sentence))
        qualification = qualify(trigger, self.parsed, self.folded, self.sentence.start, governors=governors, sourced=sourced)
        return Claim(
            sentence=self.sentence,
            kind=kind,
            start=start,
            end=end,
            trigger=trigger.lower,
            form=form,
            about=" ".join(self._words(noun_phrase(about))) if about is not None else "",
            subject=subject,
            assertion=assertion,
            qualifiers=qualification.words,
            ladder=qualification.step,
            sourced=sourced,
            residual_risk=self._residual_risk(trigger.end),
        )

    def _words(self, tokens: list[Token]) -> list[str]:
        return [self.sentence.block.text[token.start : token.end] for token in tokens]

    def _residual_risk(self, after: int) -> bool:
        """Say whether the rest of the sentence, or the next one, goes on to name a risk that remains."""
        if names_remaining_risk(self.folded[after - self.sentence.start :]) or (
            names_remaining_risk(self.folded) and re.match(r"(?:although|though|while|like)\b", self.folded)
        ):
            return True
        following = self.sentence.index + 1
        sentences = self.analysis.sentences
        if following < len(sentences) and sentences[following].block is self.sentence.block:
            return names_remaining_risk(sentences[following].folded)
        return False

    def _kind_of(self, token: Token | None) -> Subject:
        return self.subjects.of(token, self.sentence, self.parsed)

    # Safety

    def _safe(self, token: Token) -> Iterator[Claim]:
        if token.lower not in _set("safe_adjectives") and not (
            token.lower == "free" and token.children and any(child.lower == "risk" for child in token.children)
        ):
            return
        if self._bounded(token):
            return
        owner = next((word for word in coordinated(token) if word.dep == "amod"), None)
        if owner is not None and (token is owner or token.dep == "conj"):
            yield from self._safe_modifier(token, owner.head)
            return
        yield from self._safe_predicate(token)

    def _bounded(self, token: Token) -> bool:
        """Say whether "as … as possible" or "safe enough to" bounds the word."""
        if re.search(r"\bas\b[^.;]{0,40}\bpossible\b", self.folded) and any(word.lower == "as" for other in coordinated(token) for word in other.children):
            return True
        return any(child.lower in {"as", "so", "too", "how", "less", "more"} and child.dep == "advmod" for child in token.children)

    def _safe_predicate(self, token: Token) -> Iterator[Claim]:
        verb = predicate_of(token)
        if verb is None:
            if not (self.heading and token.head is token):
                return
        elif verb.lower in {"feel", "feels", "feeling", "felt", "keep", "keeps", "keeping", "kept", "stay", "stays", "staying", "make", "made", "leave"}:
            return
        subject = subject_of(token)
        kind = self._kind_of(subject)
        about = subject
        if subject is not None and subject.lower == "it" and kind != "treatment":
            inner = token.child("xcomp", "ccomp", "advcl")
            if inner is None and verb is not None:
                inner = next((child for child in verb.children if child.dep in {"xcomp", "ccomp", "advcl"} and child.start > token.start), None)
            named = self._treatment_within(inner)
            if inner is not None and named is None:
                return
            if named is not None:
                kind, about = "treatment", named
        if kind != "treatment":
            return
        found = standing(token, question=self.question)
        start, end = self._adjective_span(token)
        raised = next((governor for governor in found.governors if governor.lower in _BELIEF), None)
        if self.presupposing and not self._polar(token):
            presupposed = self._assertion_of_presupposition(token)
            if presupposed is not None:
                if self.heading:
                    start, end = self.sentence.start, self.sentence.end
                yield self._make("safety", "why-safe", token, start=start, end=end, subject="treatment", assertion=presupposed, about=about)
            return
        form = "predicate"
        if raised is not None and raised.child("auxpass") is not None and raised.child("agent") is None:
            form = "considered-safe"
            start = raised.start
        yield self._make(
            "safety", form, token, start=start, end=end, subject="treatment", assertion=found.assertion, about=about, governors=found.governors
        )

    def _polar(self, token: Token) -> bool:
        """Say whether the sentence asks how safe a thing is, rather than why it is."""
        return any(child.lower == "how" for child in token.children) or bool(re.match(r"how (?:do|does|can|could|will|would|should|to|safe)\b", self.folded))

    def _assertion_of_presupposition(self, token: Token) -> Assertion | None:
        if has_negator(token) or (predicate_of(token) is not None and has_negator(predicate_of(token) or token)):
            return None
        return "presupposed"

    def _treatment_within(self, token: Token | None) -> Token | None:
        if token is None:
            return None
        return next((word for word in token.subtree() if (word.is_noun or word.tag == "VBG") and self._kind_of(word) == "treatment"), None)

    def _safe_modifier(self, token: Token, noun: Token) -> Iterator[Claim]:
        phrase = noun_phrase(noun)
        if noun.lower in _set("not_safety_heads") or noun.lower.rstrip("s") in _set("not_safety_heads"):
            return
        if any(word.lower in {"no", "any", "more", "less", "most", "whether"} for word in phrase):
            return
        singular = noun.lower.removesuffix("s")
        kind = self._kind_of(noun)
        if kind != "treatment" and not (noun.lower in _set("ways") or singular in _set("ways")):
            return
        assertion = "presupposed" if self.presupposing and self.question and not self._polar(token) else self._modifier_assertion(noun)
        if assertion is None:
            return
        holder = self._holder(noun)
        if kind != "treatment":
            kind = self._kind_of(holder) if holder is not None else ("treatment" if self.subjects.treatment_nearby(self.sentence) else "unknown")
            if kind == "provider":
                kind = "treatment" if self.subjects.treatment_nearby(self.sentence) else "unknown"
        if kind != "treatment":
            return
        if self.presupposing and assertion == "asserted":
            assertion = "presupposed"
        found = standing(noun, question=self.question)
        start = min(word.start for word in coordinated(token) if word.dep in {"amod", "conj"})
        before = [word for word in token.children if word.dep == "advmod" and word.start < start]
        start = min([start, *(word.start for word in before)])
        yield self._make(
            "safety", "modifier", token, start=start, end=noun.end, subject="treatment", assertion=assertion, about=holder or noun, governors=found.governors
        )

    def _modifier_assertion(self, noun: Token) -> Assertion | None:
        """Say how "a safe treatment" is put forward, or None where the words only mention it."""
        found = standing(noun, question=self.question).assertion
        if found != "asserted":
            return found
        if noun.dep in {"attr", "oprd", "appos"} or (noun.dep == "conj" and noun.head.dep in {"attr", "oprd", "dobj"}):
            return "asserted"
        if noun.dep in {"dobj", "pobj"}:
            verb = noun.head
            if verb.dep == "prep" and verb.lower == "as":
                return "asserted"
            if verb.is_verb and verb.lower in {
                "offer", "offers", "offering", "provide", "provides", "providing", "deliver", "delivers", "delivering", "give", "gives",
                "bring", "brings", "have", "has", "use", "make", "makes", "represent", "represents", "get", "receive", "enjoy", "discover",
                "introduce", "introducing", "presents", "created", "developed", "experience",
            }:
                return "asserted"
        if noun.head is noun and (self.heading or noun.child("nsubj") is None):
            return "asserted"
        return None

    def _holder(self, noun: Token) -> Token | None:
        subject = subject_of(noun) if noun.dep in {"attr", "oprd"} else None
        if subject is None and noun.dep in {"dobj", "pobj", "conj", "appos"}:
            subject = subject_of(noun.head)
        return subject

    def _adjective_span(self, token: Token) -> tuple[int, int]:
        """Return the words of an adjective with its adverbs and what it is coordinated with ("completely safe and effective")."""
        group = [word for word in coordinated(token) if word.tag.startswith("JJ") or word is token]
        modifying = [child for word in group for child in word.children if child.dep in {"advmod", "npadvmod", "compound", "nummod"} and child.start < word.start]
        modifying += [inner for child in modifying for inner in child.children if inner.dep == "nummod"]
        every = [*group, *modifying]
        return min(word.start for word in every), max(word.end for word in group)

    def _safely(self, token: Token) -> Iterator[Claim]:
        if token.lower != "safely" or token.dep != "advmod":
            return
        verb = token.head
        working = verb.lower in _verbs("plain_verbs") or verb.lower in _verbs("strong_verbs") or verb.lower in {"works", "work", "worked", "works"}
        if not working:
            return
        subject = subject_of(verb)
        if self._kind_of(subject) not in {"treatment", "provider"}:
            return
        found = standing(verb, question=self.question)
        yield self._make(
            "safety", "adverb", verb, start=min(token.start, verb.start), end=max(token.end, verb.end), subject="treatment",
            assertion=found.assertion, about=subject, governors=found.governors,
        )

    def _safety_noun(self, token: Token) -> Iterator[Claim]:
        if token.lower not in _set("safety_nouns") or not token.is_noun:
            return
        owner = token.child("poss")
        if owner is None:
            preposition = next((child for child in token.children if child.dep == "prep" and child.lower == "of"), None)
            owner = preposition.child("pobj") if preposition is not None else None
        praised = next((child for child in token.children if child.lower in _set("praised_safety") and child.dep in {"amod", "compound"}), None)
        whole = token
        if token.dep == "compound" and token.head.lower in {"profile", "record"}:
            whole = token.head
            praised = praised or next((child for child in whole.children if child.lower in _set("praised_safety")), None)
            owner = owner or whole.child("poss")
        found = standing(whole, question=self.question)
        if praised is not None and found.assertion == "asserted":
            if not self.subjects.treatment_nearby(self.sentence):
                return
            yield self._make("safety", "praised-safety", praised, start=praised.start, end=whole.end, subject="treatment", assertion="presupposed", about=owner)
            return
        if owner is None or self._kind_of(owner) != "treatment" or whole is not token:
            return
        head = token.head
        if token.dep == "nsubj" and head.lower in {"comes", "stems", "results", "lies", "makes", "speaks", "means", "derives", "rests", "depends"}:
            if has_negator(head) or head.lower == "depends":
                return
        elif not (token.dep == "dobj" and head.lower in {"prove", "proves", "proved", "proven", "confirm", "confirms", "confirmed", "demonstrate", "demonstrates", "demonstrated"}):
            return
        if found.assertion != "asserted":
            return
        phrase = token.subtree()
        end = max(word.end for word in phrase) if token.dep == "nsubj" else token.end
        start = min(word.start for word in phrase)
        yield self._make("safety", "safety-of", token, start=start, end=end, subject="treatment", assertion="presupposed", about=owner)

    def _record(self) -> Iterator[Claim]:
        for match in _terms("record_phrases").find(self.folded):
            token = self.parsed.at(self.sentence.start + match.end - 1)
            if token is None or not self.subjects.treatment_nearby(self.sentence):
                continue
            found = standing(token, question=self.question)
            if found.assertion != "asserted":
                continue
            if match.term == "track record":
                tail = self.folded[match.end : match.end + 30]
                praised = any(child.lower in _set("record_words") for child in token.children)
                if not re.match(r" (?:of|for|in|on) (?:\w+ ){0,2}?(?:safety|success|safe)", tail) and not (praised and re.search(r"\bsafe", self.folded)):
                    continue
            elif match.term == "safety record" and not any(child.lower in _set("record_words") | _set("praised_safety") for child in token.children):
                continue
            subject = subject_of(token) if token.dep in {"attr", "acomp", "amod"} else subject_of(token.head)
            if subject is not None and self._kind_of(subject) in {"provider", "reader", "condition"}:
                continue
            phrase = noun_phrase(token) if token.is_noun else []
            start = min([self.sentence.start + match.start, *(word.start for word in phrase if word.dep not in {"det", "poss", "case"})])
            end = self.sentence.start + match.end
            extra = re.match(r" (?:of|for|in|on) (?:\w+ )?(?:safety|success)", self.folded[match.end :])
            if extra:
                end += extra.end()
            yield self._make("safety", "record", token, start=start, end=end, subject="treatment", assertion="presupposed", about=subject)

    # Freedom from harm

    def _addictive(self, token: Token) -> Iterator[Claim]:
        if token.lower not in {"addictive", "habit-forming", "habit"} or not (token.tag.startswith("JJ") or token.dep in {"acomp", "attr"}):
            return
        verb = predicate_of(token)
        if verb is None or not (has_negator(verb) or has_negator(token)):
            return
        subject = subject_of(token)
        if self._kind_of(subject) != "treatment":
            return
        above = self._above_negation(verb)
        negator = next(child for child in (*verb.children, *token.children) if child.dep == "neg" or child.lower in {"not", "n't", "never"})
        yield self._make("no-harm", "not-addictive", token, start=negator.start, end=token.end, subject="treatment", assertion=above, about=subject)

    def _above_negation(self, verb: Token) -> Assertion:
        """Say how a denial itself stands: what governs it may deny, ask or suppose it in its turn."""
        if self.question:
            return "questioned"
        for child in verb.children:
            if child.dep == "mark" and child.lower in {"if", "whether", "unless", "when", "until"}:
                return "conditional"
            if child.dep == "advmod" and child.lower in {"when", "if"} and verb.dep == "advcl":
                return "conditional"
            if child.dep == "aux" and child.lower in {"should", "must", "may", "might", "could"}:
                return "hypothetical"
        if verb.dep in {"ccomp", "xcomp", "acl", "advcl"} and verb.head is not verb:
            found = standing(verb.head, question=False)
            if found.assertion != "asserted":
                return found.assertion
            if verb.dep == "ccomp" and verb.head.lower in {"ensure", "ensures", "sure", "check", "mean", "means"} and verb.head.lower not in {"mean", "means"}:
                return "hypothetical"
        return "asserted"

    def _harm_verb(self, token: Token) -> Iterator[Claim]:
        if token.lower not in _set("harm_verbs") or not token.is_verb:
            return
        negator = next((child for child in token.children if child.dep == "neg" or child.lower in {"not", "n't", "never"}), None)
        if negator is None or any(child.dep in {"auxpass", "nsubjpass"} for child in token.children):
            return
        if any(child.lower in {"should", "must", "to"} for child in token.children if child.dep == "aux"):
            return
        subject = subject_of(token)
        if self._kind_of(subject) != "treatment":
            return
        whole = token.child("dobj")
        end = whole.end if whole is not None else token.end
        auxiliary = token.child("aux")
        start = auxiliary.start if auxiliary is not None else negator.start
        yield self._make("no-harm", "harm-verb", token, start=start, end=end, subject="treatment", assertion=self._above_negation(token), about=subject)

    def _harm_free(self) -> Iterator[Claim]:
        for match in _terms("harm_free").find(self.folded):
            token = self.parsed.at(self.sentence.start + match.end - 1)
            if token is None:
                continue
            anchor = token
            while anchor.dep in {"compound", "npadvmod", "amod", "nmod", "punct", "advmod", "conj"} and anchor.head is not anchor:
                anchor = anchor.head
            subject = subject_of(anchor)
            if self._kind_of(subject) != "treatment" and self._kind_of(anchor) != "treatment" and not (
                self.heading and self.subjects.treatment_nearby(self.sentence)
            ):
                continue
            found = standing(anchor, question=self.question)
            yield self._make(
                "no-harm", "harm-free", token, start=self.sentence.start + match.start, end=self.sentence.start + match.end,
                subject="treatment", assertion=found.assertion, about=subject or anchor, governors=found.governors,
            )

    _NO_HARM = re.compile(
        r"\b(?P<no>no|zero|without|free of|free from|none of)\s+(?P<between>(?:(?:any|known|the|of|usual|common|real|serious|significant|major|long-term|"
        r"lasting|nasty|unpleasant|unwanted|harmful|dangerous|adverse|negative|associated|reported|such|apparent|extra|added|drug|withdrawal|"
        r"systemic|recovery|and|or|pain|scarring|addiction|toxic)[,\s]+){0,4})"
    )

    def _denied_harm(self) -> Iterator[Claim]:
        harms = _harms()
        for match in self._NO_HARM.finditer(self.folded):
            harm = next(harms.find(self.folded[match.end() :]), None)
            if harm is None or harm.start != 0:
                # The words between may themselves begin the harm ("withdrawal symptoms").
                harm = next(harms.find(self.folded[match.start("between") :]), None)
                if harm is None or self.folded[match.start("between") : match.start("between") + harm.start].strip(" ,and"):
                    continue
                end = match.start("between") + harm.end
            else:
                end = match.end() + harm.end
            yield from self._denial(match["no"], match["between"] or "", match.start(), end)

    def _denial(self, negator: str, between: str, start: int, end: int) -> Iterator[Claim]:
        base = self.sentence.start
        noun = next((token for token in reversed(self.parsed.tokens) if token.end <= base + end and token.start >= base + start), None)
        first = self.parsed.at(base + start)
        if noun is None or first is None:
            return
        if noun.is_noun and noun.dep == "compound" and noun.head.start >= base + end:
            return  # "no risk factors", "no withdrawal bleeding"
        trailing = self.folded[end : end + 40]
        if re.match(r" (?:factors?|assessment|score|group|category|management|reduction)\b", trailing):
            return
        specific = re.match(r" (?:of|for|to|that)\b", trailing) is not None
        if noun.lower in {"risk", "risks", "danger", "dangers", "harm", "interaction", "interactions"} and specific and not re.match(
            r" (?:of|for) (?:\w+ ){0,2}?(?:addiction|dependen\w+|side|overdose|harm|toxicity|complications?|abuse|injury)", trailing
        ):
            return
        if re.search(r"\b(?:known|reported|apparent|such|extra|added)\b", between) and self.analysis.citations.near(self.sentence):
            return
        governor = first if negator == "without" else noun
        assertion, subject = self._denial_standing(negator, governor, noun)
        if assertion is None:
            return
        yield self._make("no-harm", "denial", noun, start=base + start, end=base + end, subject="treatment", assertion=assertion, about=subject)

    def _denial_standing(self, negator: str, governor: Token, noun: Token) -> tuple[Assertion | None, Token | None]:
        """Say how "no side effects" is put: None when it is not said of a treatment at all."""
        if self.question:
            return "questioned", None
        if self.folded[: governor.start - self.sentence.start].rstrip().endswith(("not", "n't", "rarely", "never", "seldom")):
            return "negated", None
        node = governor
        verb: Token | None = None
        for ancestor in governor.ancestors():
            if ancestor.is_verb or ancestor.tag == "MD":
                verb = ancestor
                break
            node = ancestor
        del node
        if verb is None:
            # A fragment: a heading, a bullet, a slogan.
            fragment = self.heading or self.sentence.block.kind == "item" or len(self.parsed.tokens) <= 12
            if fragment and self.subjects.treatment_nearby(self.sentence):
                return "asserted", None
            return None, None
        subject = subject_of(verb)
        kind = self._kind_of(subject) if subject is not None else "unknown"
        found = standing(verb, question=False).assertion
        if found == "negated" and (has_negator(verb) or negative_subject(verb)):
            return "negated", subject
        if found in {"conditional", "questioned", "hypothetical", "negated"}:
            return found, subject
        if modals(verb) and modals(verb)[0].lower in {"may", "might", "could"}:
            return "hypothetical", subject
        if any(child.lower in {"should", "must"} for child in verb.children):
            return "hypothetical", subject
        existential = verb.child("expl") is not None
        if verb.tag == "VB" and subject is None:
            return None, None  # an instruction
        if verb.lower in {"reported", "observed", "seen", "occurred", "recorded", "noted"} or (verb.tag == "VBD" and re.search(r"\d", self.folded)):
            return "reported", subject
        if kind == "treatment" or existential or kind in {"unknown", "provider"}:
            if kind != "treatment" and not self.subjects.treatment_nearby(self.sentence):
                return None, subject
            if kind == "unknown" and subject is not None and not existential and negator in {"no", "zero"} and verb.lower in {"have", "has", "had"}:
                return None, subject
            return "asserted", subject
        if kind == "reader":
            quantified = subject is not None and (
                subject.lower in {"you", "some", "many", "most", "i", "we", "he", "she"} or any(
                    child.lower in {"some", "many", "most", "a", "other", "few", "these", "certain", "healthy"} for child in subject.children
                )
            )
            promised = any(child.lower in {"will", "'ll"} for child in verb.children)
            if (not quantified or promised or noun.lower in {"downtime", "hangover", "time"}) and negator in {"no", "zero", "without"} and self.subjects.treatment_nearby(self.sentence):
                if noun.lower in {"downtime", "hangover", "time"} or verb.tag in {"VBP", "VBZ", "VB"} and (promised or subject is None or subject.lower in {"patients", "people", "users", "everyone"}):
                    return "asserted", subject
        return None, subject

    def _universal_harm(self) -> Iterator[Claim]:
        for match in _ClaimPatterns.universal.finditer(self.folded):
            subject = next(
                (token for token in self.parsed.tokens
                 if token.start >= self.sentence.start + match.end() and token.dep in {"nsubj", "nsubjpass"} and token.start < self.sentence.start + match.end() + 20),
                None,
            )
            if subject is None:
                continue
            gone: list[Token] = []
            for predicate in self._predicates(subject.head):
                if self._says_gone(predicate):
                    gone.append(predicate)
            if not gone:
                continue
            last = gone[-1]
            if modals(last) or any(child.lower in {"usually", "generally", "often", "typically", "mostly", "should", "normally"} for child in last.children):
                continue
            assertion = self._above_negation(last) if last.child("neg") is not None else standing(last, question=self.question).assertion
            end = max([last.end, *(word.end for word in last.children if word.dep in {"acomp", "prt", "attr"} or word.lower in {"quickly", "away", "completely"})])
            yield self._make(
                "no-harm", "universal", last, start=self.sentence.start + match.start(), end=end, subject="treatment", assertion=assertion, about=subject
            )

    def _predicates(self, verb: Token) -> list[Token]:
        found = [verb]
        for child in verb.children:
            if child.dep == "conj" and (child.is_verb or child.child("aux", "neg") is not None):
                found.extend(self._predicates(child))
        return found

    def _says_gone(self, verb: Token) -> bool:
        positive = {"disappear", "disappears", "vanish", "vanishes", "fade", "fades", "resolve", "resolves", "subside", "subsides", "pass", "passes",
                    "go", "goes", "gone", "eliminated", "avoided", "prevented"}
        lasting = {"linger", "lingers", "last", "lasts", "persist", "persists", "remain", "remains"}
        negated = has_negator(verb)
        if verb.lower in lasting:
            return negated
        if verb.lower in positive:
            return not negated and (verb.lower not in {"go", "goes"} or any(child.lower == "away" for child in verb.children))
        complement = verb.child("acomp", "attr")
        return verb.lower in _COPULAS and complement is not None and complement.lower in {"gone", "harmless", "minimal", "negligible", "avoidable"} and not negated

    # Effect

    def _effective(self, token: Token) -> Iterator[Claim]:
        if token.lower not in _set("effective"):
            return
        if any(child.lower in _LIMITING and child.dep == "advmod" for child in token.children):
            return
        if any(word.lower in _set("safe_adjectives") for word in coordinated(token)):
            return  # "safe and effective": one claim, the graver
        if token.dep == "amod" or any(word.dep == "amod" for word in coordinated(token)):
            noun = next(word for word in coordinated(token)).head
            if noun.dep not in {"attr", "oprd"} or any(word.lower in _LIMITING | {"no", "any"} for word in noun_phrase(noun)):
                return
            subject = subject_of(noun)
            target, start, end = noun, token.start, noun.end
        else:
            subject = subject_of(token)
            target = token
            start, end = self._adjective_span(token)
        if self._kind_of(subject) != "treatment" or (subject is not None and subject.dep == "nsubj" and subject.lower in {"dose", "test", "tests"}):
            return
        boosted = any(child.lower in _set("boosters") for child in (*token.children, *target.children))
        found = standing(target, question=self.question)
        assertion: Assertion = "presupposed" if self.presupposing and self.heading and not self._polar(token) else found.assertion
        yield self._make(
            "efficacy", "boosted" if boosted else "effective", target, start=min([start, *(child.start for child in token.children if child.dep == "advmod")]),
            end=end, subject="treatment", assertion=assertion, about=subject, governors=found.governors,
        )

    def _works(self, token: Token) -> Iterator[Claim]:
        if token.lower not in {"works", "work", "worked"} or not token.is_verb:
            return
        after = self.folded[token.end - self.sentence.start :]
        always = re.match(r" (?:every time|for everyone|for everybody|for all|for anyone|for any|100|wonders|miracles|like magic)", after)
        adverb = next((child for child in token.children if child.dep == "advmod" and child.lower in {"always", "really", "instantly", "immediately"}), None)
        if always is None and adverb is None:
            return
        subject = subject_of(token)
        if self._kind_of(subject) != "treatment":
            return
        found = standing(token, question=self.question)
        start = adverb.start if adverb is not None and adverb.start < token.start else token.start
        end = token.end + (always.end() if always else 0)
        if adverb is not None and adverb.end > end:
            end = adverb.end
        yield self._make("efficacy", "boosted", token, start=start, end=end, subject="treatment", assertion=found.assertion, about=subject, governors=found.governors)

    def _clinical_object(self, verb: Token) -> Token | None:
        """Return the object of a verb of effect when it is a symptom, a disease or a part of a person's life."""
        for child in verb.children:
            if child.dep not in {"dobj", "nsubjpass"} and not (child.dep == "prep" and child.lower in {"from", "of"}):
                continue
            target = child.child("pobj") if child.dep == "prep" else child
            if target is None:
                continue
            if any(word.lower in _set("mechanism_objects") for word in target.subtree()):
                return None
            if target.lower in _set("clinical_words") or self._kind_of(target) == "condition":
                return target
            inner = next(
                (word for word in target.subtree() if word.dep == "pobj" and (word.lower in _set("clinical_words") or self._kind_of(word) == "condition")),
                None,
            )
            if inner is not None:
                return target
        return None

    def _names_disease(self, noun: Token) -> bool:
        """Say whether a noun names a disease rather than a symptom."""
        _, conditions = self.subjects.terms_in(self.sentence)
        return named_like_condition(noun.lower) or any(match.end == noun.end and match.label == "conditions" for match in conditions)

    def _strong_verb(self, token: Token) -> Iterator[Claim]:
        if not token.is_verb or token.tag == "VBG":
            return
        strong = token.lower in _verbs("strong_verbs")
        booster = next((child for child in token.children if child.dep == "advmod" and child.lower in _set("boosters")), None)
        if not strong and not (token.lower in _verbs("plain_verbs") and booster is not None):
            return
        if any(child.dep in {"auxpass", "nsubjpass"} for child in token.children) or (token.tag == "VBN" and not any(
            child.dep == "aux" and child.lower in {"has", "have", "had"} for child in token.children
        )):
            return
        subject = subject_of(token)
        if subject is None or self._kind_of(subject) != "treatment" or subject.dep == "dobj":
            return
        target = self._clinical_object(token)
        if target is None:
            return
        found = standing(token, question=self.question)
        start = booster.start if booster is not None and booster.start < token.start else token.start
        curing = _verbs("strong_verbs").get(token.lower) in {"reverse", "eradicate", "conquer", "defeat", "beat", "vanquish"} and self._names_disease(target)
        yield self._make(
            "cure" if curing else "efficacy", "verb" if curing else "strong-verb", token, start=start, end=max(target.end, token.end), subject="treatment", assertion=found.assertion, about=subject,
            governors=found.governors,
        )

    def _outcome(self, token: Token) -> Iterator[Claim]:
        """Find "translates into less pain", "brings freedom from the cycle of pain"."""
        verb = _verbs("outcome_verbs").get(token.lower)
        if verb is None or not token.is_verb or token.tag == "VBG":
            return
        subject = subject_of(token)
        if subject is None or self._kind_of(subject) != "treatment":
            return
        objects = [child for child in token.children if child.dep in {"dobj", "attr"}]
        objects += [inner for child in token.children if child.dep == "prep" and child.lower in {"into", "to", "in"} for inner in child.children if inner.dep == "pobj"]
        for target in objects:
            reduced = any(word.lower in {"less", "fewer"} for word in target.subtree())
            freed = target.lower in {"release", "freedom"} or (target.lower in {"relief", "remission", "recovery"} and any(
                word.lower in {"complete", "total", "full", "lasting", "permanent", "instant", "immediate", "real", "true"} for word in target.children
            ))
            sick = any(word.lower in _set("clinical_words") or self._kind_of(word) == "condition" for word in target.subtree() if word.is_noun)
            if not ((reduced and sick) or freed):
                continue
            found = standing(token, question=self.question)
            yield self._make(
                "efficacy", "outcome", token, start=token.start, end=target.end, subject="treatment", assertion=found.assertion, about=subject,
                governors=found.governors,
            )
            return

    def _escaped_participle(self, token: Token) -> Iterator[Claim]:
        """Find a participle that states the outcome as a consequence while the hedge stays with the main verb."""
        if token.tag != "VBG" or token.dep not in {"advcl", "acl", "ccomp", "conj", "xcomp", "dep"} or token.child("aux", "nsubj", "mark") is not None:
            return
        known = _verbs("strong_verbs").get(token.lower) or _verbs("plain_verbs").get(token.lower)
        if known is None or known in {"control", "treat", "block"}:
            return
        before = self.folded[: token.start - self.sentence.start].rstrip()
        if not (before.endswith(",") or re.search(r", (?:\w+ly|thereby|thus|effectively)$", before)):
            return
        head = token.head
        subject = subject_of(head)
        if self._kind_of(subject) != "treatment" or not modals(head):
            return
        target = self._clinical_object(token)
        if target is None:
            return
        found = standing(head, question=self.question)
        yield self._make("efficacy", "participle", token, start=token.start, end=max(word.end for word in target.subtree()), subject="treatment",
                         assertion=found.assertion, about=subject)

    # Cure

    def _cure(self, token: Token) -> Iterator[Claim]:
        if token.lower not in _set("cure_words"):
            return
        if re.search(r"\bcure(?:d)? (?:rate|rates|ham|meat|bacon|resin|time)", self.folded):
            return
        if token.is_noun:
            yield from self._cure_noun(token)
        elif token.lower == "curative":
            subject = subject_of(token)
            if token.dep in {"acomp", "conj"} and self._kind_of(subject) == "treatment":
                found = standing(token, question=self.question)
                yield self._make("cure", "adjective", token, start=token.start, end=token.end, subject="treatment", assertion=found.assertion, about=subject)
        elif token.is_verb or token.tag.startswith("JJ"):
            yield from self._cure_verb(token)

    def _cure_noun(self, token: Token) -> Iterator[Claim]:
        if any(child.lower in {"no", "any", "a"} for child in token.children) and re.search(r"\b(?:no|not|n't|without|search|looking|find|yet|hope)\b", self.folded):
            return
        if token.dep == "compound":
            return
        found = standing(token, question=self.question)
        subject = subject_of(token) if token.dep in {"attr", "oprd", "conj"} else subject_of(token.head)
        named = token.dep in {"attr", "oprd", "dobj", "ROOT", "appos"} or (token.dep == "pobj" and token.head.lower == "as")
        kind = self._kind_of(subject)
        if not named or (kind not in {"treatment", "provider"} and not (self.heading and token.head is token)):
            return
        start = min(word.start for word in noun_phrase(token) if word.dep != "det")
        yield self._make("cure", "noun", token, start=start, end=token.end, subject="treatment", assertion=found.assertion, about=subject)

    def _cure_verb(self, token: Token) -> Iterator[Claim]:
        passive = token.child("auxpass") is not None or (token.tag in {"VBN", "JJ"} and token.dep in {"acomp", "ROOT", "ccomp", "conj"})
        subject = subject_of(token)
        kind = self._kind_of(subject)
        found = standing(token, question=self.question)
        if passive:
            agent = next(
                (inner for child in token.children if child.dep in {"agent", "prep"} and child.lower in {"by", "with"} for inner in child.children if inner.dep == "pobj"),
                None,
            )
            # "Gonorrhoea can be cured with the right medicine" tells of the disease; it is a product's claim only when a product is named.
            if kind == "condition" or kind == "reader":
                form = "curable" if agent is None or modals(token) else "passive"
                if kind == "reader" and agent is None:
                    return
                yield self._make("cure", form, token, start=token.start, end=token.end, subject="condition", assertion=found.assertion, about=subject)
            return
        target = token.child("dobj")
        diseased = target is not None and self._kind_of(target) == "condition"
        if (kind not in {"treatment", "provider"} and not (kind == "unknown" and diseased and subject is not None)) or token.tag == "VBG":
            return
        end = target.end if target is not None else token.end
        yield self._make("cure", "verb", token, start=token.start, end=end, subject="treatment", assertion=found.assertion, about=subject, governors=found.governors)

    def _farewell(self) -> Iterator[Claim]:
        for match in _terms("farewell_phrases").find(self.folded):
            rest = self.folded[match.end :]
            begin = self.sentence.start + match.start
            target = self.parsed.at(self.sentence.start + match.end)
            if target is None:
                continue
            noun = next((token for token in self.parsed.tokens if token.start >= target.start and token.is_noun), None)
            if noun is None or (noun.lower not in _set("clinical_words") and self._kind_of(noun) != "condition"):
                continue
            good = next(iter(_terms("for_good").find(rest)), None)
            if match.term == "get rid of" and good is None:
                continue
            if not self.subjects.treatment_nearby(self.sentence):
                continue
            verb = self.parsed.at(begin)
            if verb is None or self.question or has_negator(verb) or has_negator(verb.head):
                continue
            end = noun.end
            if good is not None and self.sentence.start + match.end + good.end - end < 20:
                end = max(end, self.sentence.start + match.end + good.end)
            yield self._make("cure", "farewell", verb, start=begin, end=end, subject="treatment", assertion="asserted", about=noun)

    # Promises

    def _promise(self, token: Token) -> Iterator[Claim]:
        """Find "you'll stay awake", "you will feel better": an outcome promised to the reader."""
        if token.lower not in _set("feel_verbs") or token.tag != "VB":
            return
        will = next((child for child in token.children if child.dep == "aux" and child.lower in {"will", "'ll"}), None)
        subject = token.child("nsubj")
        if will is None and token.dep == "conj":
            will = next((child for child in token.head.children if child.dep == "aux" and child.lower in {"will", "'ll"}), None)
            subject = subject or subject_of(token)
        if will is None or subject is None or subject.lower != "you":
            return
        if any(child.lower in {"likely", "probably", "usually", "often", "normally", "typically", "generally", "possibly", "perhaps", "hopefully", "sometimes", "mostly"} for child in token.children):
            return
        if token.lower == "feel" and will in token.children and (numb := self._numb(token)) is not None and not self.question and self.subjects.treatment_nearby(self.sentence):
            if standing(subject.head, question=False).assertion in {"asserted", "negated"}:
                yield self._make("guarantee", "feel-nothing", token, start=will.start if will.lower != "'ll" else subject.start, end=numb.end,
                                 subject="reader", assertion="asserted", about=subject)
            return
        if has_negator(token) or self.question or standing(token, question=False).assertion in {"conditional", "questioned", "negated", "hypothetical"}:
            return
        if re.search(r"\bas\b[^.;]{0,40}\bpossible\b", self.folded[token.start - self.sentence.start :]):
            return
        if self.analysis.roles.get(self.sentence.block.index) == "help":
            return
        good = self._good_complement(token)
        if good is None or not self.subjects.treatment_nearby(self.sentence):
            return
        yield self._make("guarantee", "you-will", token, start=will.start if will.lower != "'ll" else subject.start, end=good.end, subject="reader", assertion="asserted", about=subject)

    def _numb(self, verb: Token) -> Token | None:
        """Return the end of "feel no pain", "not feel a thing", or None."""
        target = verb.child("dobj")
        if target is None:
            return None
        denied = has_negator(verb)
        determiner = target.child("det")
        if target.lower in {"pain", "discomfort"} and ((determiner is not None and determiner.lower == "no") or (denied and (determiner is None or determiner.lower == "any"))):
            return target
        if target.lower == "nothing" or (denied and (target.lower == "anything" or (target.lower == "thing" and determiner is not None))):
            return target
        return None

    def _good_complement(self, verb: Token) -> Token | None:
        for child in verb.children:
            if child.start < verb.start:
                continue
            if child.dep in {"acomp", "advmod", "oprd", "attr"} and child.lower in _set("good_states"):
                if verb.lower == "be" and child.lower in {"awake", "conscious", "alert", "free"}:
                    return None  # how a procedure is done, not what it promises
                return child
            if child.dep in {"dobj", "attr"} and child.lower in _set("good_things") and verb.lower not in {"be", "leave", "get", "find"}:
                if child.lower in {"results", "result", "life"} and not any(word.tag.startswith("JJ") for word in child.children):
                    return None
                if any(word.lower in {"your", "the", "test", "lab"} for word in child.children) and child.lower in {"result", "results"}:
                    return None
                return child
        return None

    def _guarantee(self, token: Token) -> Iterator[Claim]:
        if token.lower not in {"guarantee", "guarantees", "guaranteed", "guaranteeing"}:
            return
        if has_negator(token) or self.question or any(child.lower == "no" for child in token.children):
            return
        verb = predicate_of(token)
        if verb is not None and (has_negator(verb) or negative_subject(verb) or any(child.lower in {"cannot", "ca"} for child in verb.children)):
            return
        if any(ancestor.lower in {"no", "not"} for ancestor in token.ancestors()) or re.search(
            r"\b(?:no|not|never|cannot|can't|without|nor|isn't|aren't|doesn't)\b[^.;]{0,30}$", self.folded[: token.start - self.sentence.start]
        ):
            return
        assertion = standing(token, question=False).assertion
        if assertion in {"negated", "questioned", "conditional"}:
            return
        outcome = next(
            (
                word
                for word in self.parsed.tokens
                if word is not token
                and abs(word.index - token.index) <= 10
                and (word.lower in _set("good_things") | _set("clinical_words") | {"safe", "safety", "work", "works", "effective", "cure", "success", "outcome", "outcomes", "satisfaction"})
            ),
            None,
        )
        if outcome is None or not self.subjects.treatment_nearby(self.sentence):
            return
        start, end = sorted((token, outcome), key=lambda word: word.start)
        if end.start - start.end > 30:
            start = end = token
        yield self._make("guarantee", "guarantee", token, start=start.start, end=end.end, subject="treatment", assertion=assertion, about=outcome)

    def _ensures(self, token: Token) -> Iterator[Claim]:
        """Find "our team ensures that your treatment is safe": a result that staff or a treatment vouches for."""
        if token.lower not in {"ensure", "ensures", "assure", "assures"} or token.tag not in {"VBZ", "VBP"} or self.question or has_negator(token):
            return
        subject = subject_of(token)
        if subject is None or (self._kind_of(subject) not in {"provider", "treatment"} and subject.lower != "we"):
            return
        if re.search(r"\bas\b[^.;]{0,40}\bpossible\b", self.folded) or standing(token, question=False).assertion != "asserted":
            return
        sure = {"safe", "painless", "pain-free", "effective", "risk-free"}
        outcome = next(
            (word for word in self.parsed.tokens if word.start > token.start and (
                (word.lower in sure and (word.dep in {"acomp", "conj", "amod"}))
                or (word.dep == "dobj" and word.head is token and word.lower in {"safety", "success", "results", "relief", "recovery", "comfort"})
            )),
            None,
        )
        if outcome is None or not self.subjects.treatment_nearby(self.sentence):
            return
        if outcome.dep == "amod" and outcome.head.lower not in _set("ways") | {"recovery", "results", "experience"}:
            return
        end = outcome.head.end if outcome.dep == "amod" else outcome.end
        yield self._make("guarantee", "ensures", token, start=token.start, end=end, subject="treatment", assertion="asserted", about=subject)

    def _phrases(self) -> Iterator[Claim]:
        for match in _terms("money_back", "never_fails").find(self.folded):
            token = self.parsed.at(self.sentence.start + match.start)
            if token is None or self.question or not self.subjects.treatment_nearby(self.sentence):
                continue
            if re.search(r"\b(?:no|not|never|cannot|can't)\b[^.;]{0,20}$", self.folded[: match.start]):
                continue
            if match.term in {"sure to", "certain to", "bound to"}:
                verb = next((word for word in self.parsed.tokens if word.start >= self.sentence.start + match.end), None)
                subject = subject_of(token)
                if verb is None or self._kind_of(subject) != "treatment" or verb.lower not in {"work", "help", "relieve", "heal", "improve", "reduce", "ease", "end", "cure"}:
                    continue
            elif match.term.endswith(("fail", "fails")) and self._kind_of(subject_of(token) or subject_of(token.head)) != "treatment":
                continue
            yield self._make(
                "guarantee", "money-back" if match.label == "money_back" else "never-fails", token,
                start=self.sentence.start + match.start, end=self.sentence.start + match.end, subject="treatment", assertion="asserted",
            )


__all__ = ["ClaimFinder", "has_trigger", "inflections", "plurals"]
