"""Claims that a treatment does no harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from caveat.analysis.claims.words import UNIVERSAL_HARM, claim_terms, claim_words, harm_terms
from caveat.analysis.grammar import has_negator, modals, negative_subject, predicate_of, standing, subject_of
from caveat.analysis.lexicon import grammar_words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Assertion, Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_NO_HARM = compiled(
    r"\b(?P<no>(?:don't|doesn't|won't|do not|does not|will not) (?:need|have|require|cause|suffer) any"
    r"|(?:never causes?|(?:don't|doesn't|won't|do not|does not|will not) cause)(?! any\b)|no|zero"
    r"|without (?:causing|producing|giving)|devoid of|without one|without a single|without|not one|not a single"
    r"|free of|free from|none of)\s+"
    r"(?P<between>(?:(?:any|known|the|of|usual|common|real|serious|significant|major|long-term|lasting|nasty|unpleasant"
    r"|unwanted|harmful|dangerous|adverse|negative|associated|reported|such|apparent|extra|added|drug|withdrawal"
    r"|systemic|body-wide|whole-body|typical|visible|severe|troublesome|bothersome|horrible|awful|drug-related|other"
    r"|ill|possible|allergic|recovery|and|or|pain|scarring|addiction|toxic)[,\s]+){0,4})"
)


# A test may change "without any harm being done"; that is no word on a treatment.
_MEASURES = frozenset({"count", "level", "levels", "marker", "number", "reading", "readings", "test", "tests", "value"})
_TO_YOU = compiled(r" (?:of harm )?(?:for|to) (?:you|your \w+|mother|the (?:mother|baby|skin)|anyone|patients)\b")


def harmlessness_claims(passage: Passage) -> Iterator[Claim]:
    """Yield the claims that a treatment does no harm."""
    for token in passage.parsed.tokens:
        yield from _addictive(passage, token)
        yield from _harm_verb(passage, token)
        yield from _never_happens(passage, token)
    yield from _harm_free(passage)
    yield from _harm_phrases(passage)
    yield from _denied_harm(passage)
    yield from _universal_harm(passage)


def _addictive(passage: Passage, token: Token) -> Iterator[Claim]:
    forming = token.lower == "forming" and any(child.lower == "habit" for child in token.children)
    if not (token.lower == "addictive" or forming) or not (
        token.tag.startswith("JJ") or token.dep in {"acomp", "attr"}
    ):
        return
    verb = predicate_of(token)
    if verb is None or not (has_negator(verb) or has_negator(token)):
        return
    subject = subject_of(token)
    if passage.kind_of(subject) != "treatment":
        return
    above = above_negation(passage, verb)
    negator = next(
        child
        for child in (*verb.children, *token.children)
        if child.dep == "neg" or child.lower in {"not", "n't", "never"}
    )
    yield passage.make(
        "no-harm",
        "not-addictive",
        token,
        start=negator.start,
        end=token.end,
        assertion=above,
        about=subject,
    )


def above_negation(passage: Passage, verb: Token) -> Assertion:
    """Say how a denial itself stands: what governs it may deny, ask or suppose it in its turn."""
    if passage.question:
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
        if (
            verb.dep == "ccomp"
            and verb.head.lower in {"ensure", "ensures", "sure", "check", "mean", "means"}
            and verb.head.lower not in {"mean", "means"}
        ):
            return "hypothetical"
    return "asserted"


def _harm_verb(passage: Passage, token: Token) -> Iterator[Claim]:
    if token.lower not in claim_words("harm_verbs") or not token.is_verb:
        return
    negator = next(
        (child for child in token.children if child.dep == "neg" or child.lower in {"not", "n't", "never"}), None
    )
    if negator is None or any(child.dep in {"auxpass", "nsubjpass"} for child in token.children):
        return
    if any(child.lower in {"should", "must", "to"} for child in token.children if child.dep == "aux"):
        return
    subject = subject_of(token)
    kind = passage.kind_of(subject)
    able = any(child.lower in {"ca", "can", "could", "will", "wo"} for child in token.children if child.dep == "aux")
    if kind == "unknown" and able and subject is not None and passage.subjects.promotional:
        kind = "treatment"
    if kind != "treatment":
        return
    whole = token.child("dobj")
    end = whole.end if whole is not None else token.end
    auxiliary = token.child("aux")
    start = auxiliary.start if auxiliary is not None else negator.start
    yield passage.make(
        "no-harm",
        "harm-verb",
        token,
        start=start,
        end=end,
        assertion=above_negation(passage, token),
        about=subject,
    )


_NO_HARM_DONE = compiled(
    r"\bbenefits? (?:of|from) .{2,40}? (?:without|minus) (?:any of )?the "
    r"(?:risks?|side effects|downsides?|drawbacks|downtime)\b|"
    r"\b(?:can't|cannot|couldn't|could not|won't|will not|doesn't|does not) (?:do|cause) "
    r"(?:you|your \w+|them|the \w+|anyone|people|patients)? ?(?:any |lasting )?harm\b"
    r"|\bnothing (?:to|you can) (?:become|get|be) (?:dependent|addicted|hooked)(?: (?:on|to))?"
    r"|\bnothing (?:in it )?(?:that )?(?:can|could|will|would) (?:ever )?(?:go wrong\b|(?:harm|hurt) you)"
    r"|\byou can .{3,40} (?P<words>without (?:any )?(?:risk|side effects)\b)(?! of)"
    r"|\b(?:doesn't|does not|won't|will not|never) interact with (?:any |other |your )*"
    r"(?:medicines?|medications?|drugs?)\b"
    r"|\bnothing to (?:react to|worry about|fear|be afraid of)\b"
)


def _harm_phrases(passage: Passage) -> Iterator[Claim]:
    for match in _NO_HARM_DONE.finditer(passage.folded):
        token = passage.parsed.at(passage.sentence.start + match.start())
        if token is None or passage.question or not passage.subjects.treatment_nearby(passage.sentence):
            continue
        verb = token if token.is_verb else token.head
        subject = subject_of(verb)
        told = subject is not None and subject.lower == "you" and match["words"] is not None
        if not passage.subjects.promotional and not told and passage.kind_of(subject) != "treatment":
            continue
        if re.search(r"\bif\b", passage.folded[: match.start()]) or passage.folded[: match.start()].endswith("says "):
            continue
        yield passage.make(
            "no-harm",
            "phrase",
            token,
            start=passage.sentence.start + match.start("words" if match["words"] else 0),
            end=passage.sentence.start + match.end(),
            assertion="asserted",
        )


def _never_happens(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "side effects simply do not happen"."""
    gone = token.lower in {"impossible", "eliminated"} and not has_negator(token)
    if not gone and not (
        token.lower in {"happen", "happens", "occur", "occurs", "exist", "exists", "arise", "arises", "follow"}
        and has_negator(token)
    ):
        return
    subject = subject_of(token) if gone else token.child("nsubj")
    if subject is None or not passage.subjects.treatment_nearby(passage.sentence):
        return
    phrase = passage.folded[subject.start - passage.sentence.start : subject.end - passage.sentence.start]
    if phrase in {"risk", "risks", "danger", "dangers"}:
        return
    harmful = any(match.end >= subject.end - passage.sentence.start for match in harm_terms().find(passage.folded))
    if not harmful and phrase not in {"bleeding", "addiction", "scarring", "infection", "infections", "rejection"}:
        return
    if any(
        child.lower in {"usually", "often", "normally", "always", "generally", "rarely"} for child in token.children
    ):
        return
    yield passage.make(
        "no-harm",
        "never-happens",
        token,
        start=subject.start,
        end=token.end,
        assertion=standing(token, question=passage.question).assertion if gone else above_negation(passage, token),
        about=subject,
    )


def _harm_free(passage: Passage) -> Iterator[Claim]:
    for match in claim_terms("harm_free").find(passage.folded):
        token = passage.parsed.at(passage.sentence.start + match.end - 1)
        if token is None:
            continue
        anchor = token
        while (
            anchor.dep in {"compound", "npadvmod", "amod", "nmod", "punct", "advmod", "conj"}
            and anchor.head is not anchor
        ):
            anchor = anchor.head
        subject = subject_of(anchor)
        if (
            not passage.acts(subject)
            and passage.kind_of(anchor) != "treatment"
            and not (
                (passage.heading or passage.subjects.promotional)
                and passage.subjects.treatment_nearby(passage.sentence)
            )
        ):
            continue
        found = standing(anchor, question=passage.question)
        yield passage.make(
            "no-harm",
            "harm-free",
            token,
            start=passage.sentence.start + match.start,
            end=passage.sentence.start + match.end,
            assertion=found.assertion,
            about=subject or anchor,
            governors=found.governors,
        )


class DeniedHarm(NamedTuple):
    """A harm with the words that deny it right before it, at its place in a folded sentence."""

    negator: str
    between: str
    start: int
    end: int


def denied_harms(folded: str) -> Iterator[DeniedHarm]:
    """Yield "no side effects", "without any of the usual downtime" as they stand in a folded sentence."""
    harms = harm_terms()
    for match in _NO_HARM.finditer(folded):
        harm = next(harms.find(folded[match.end() :]), None)
        if harm is None or harm.start != 0:
            # The words between may themselves begin the harm ("withdrawal symptoms").
            harm = next(harms.find(folded[match.start("between") :]), None)
            if harm is None or folded[match.start("between") : match.start("between") + harm.start].strip(" ,and"):
                continue
            end = match.start("between") + harm.end
        else:
            end = match.end() + harm.end
        yield DeniedHarm(match["no"], match["between"] or "", match.start(), end)


def _denied_harm(passage: Passage) -> Iterator[Claim]:
    for denied in denied_harms(passage.folded):
        yield from _denial(passage, denied)


def _denial(passage: Passage, denied: DeniedHarm) -> Iterator[Claim]:
    negator, between, start, end = denied
    base = passage.sentence.start
    noun = next(
        (token for token in reversed(passage.parsed.tokens) if token.end <= base + end and token.start >= base + start),
        None,
    )
    first = passage.parsed.at(base + start)
    if noun is None or first is None:
        return
    if noun.is_noun and noun.dep == "compound" and noun.head.start >= base + end:
        return  # "no risk factors", "no withdrawal bleeding"
    trailing = passage.folded[end : end + 40]
    if re.match(r" (?:factors?|assessment|score|group|category|management|reduction)\b", trailing):
        return
    if negator.endswith(("cause", "causes")) and re.match(
        r" (?:for|in) (?:some|many|most|a few)\b| (?:that|which) (?!we\b|you\b|anyone\b)", trailing
    ):
        return
    specific = re.match(r" (?:of|for|to|that)\b", trailing) is not None
    if (
        noun.lower in {"risk", "risks", "danger", "dangers", "harm", "interaction", "interactions"}
        and specific
        and not re.match(r" to (?:worry about|speak of|fear)\b", trailing)
        and not (passage.subjects.promotional and _TO_YOU.match(trailing))
        and not re.match(
            r" (?:of|for) (?:\w+ ){0,2}?"
            r"(?:rejection|allerg\w+|infection|scarring|addiction|dependen\w+|side|overdose|harm|toxicity|complications?|abuse|injury)",
            trailing,
        )
    ):
        return
    if re.search(r"\b(?:known|reported|apparent|such|extra|added)\b", between) and passage.analysis.citations.near(
        passage.sentence
    ):
        return
    governor = first if negator.startswith("without") else noun
    assertion, subject = _denial_standing(passage, negator, governor, noun)
    if assertion is None:
        return
    yield passage.make(
        "no-harm",
        "denial",
        noun,
        start=base + start,
        end=base + end,
        assertion=assertion,
        about=subject,
    )


def _denial_standing(
    passage: Passage, negator: str, governor: Token, noun: Token
) -> tuple[Assertion | None, Token | None]:
    """Say how "no side effects" is put: None when it is not said of a treatment at all."""
    if passage.question:
        return "questioned", None
    if (
        passage.folded[: governor.start - passage.sentence.start]
        .rstrip()
        .endswith(("not", "n't", "rarely", "never", "seldom"))
    ):
        return "negated", None
    verb = next((ancestor for ancestor in governor.ancestors() if ancestor.is_verb or ancestor.tag == "MD"), None)
    if verb is None or verb.dep == "pobj":
        # A fragment: a heading, a bullet, a slogan.
        return ("asserted" if passage.subjects.treatment_nearby(passage.sentence) else None), None
    subject = subject_of(verb)
    if subject is not None and subject.lower in _MEASURES:
        return None, subject
    kind = passage.kind_of(subject) if subject is not None else "unknown"
    if negator.endswith((" any", " cause", " causes")):
        denied = kind == "treatment" or noun.lower in {"downtime", "time", "hangover"}
        return (above_negation(passage, verb) if denied else None), subject
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
    if verb.lower in {"reported", "observed", "seen", "occurred", "recorded", "noted"} or (
        verb.tag == "VBD" and re.search(r"\d", passage.folded)
    ):
        return "reported", subject
    has_none = kind == "unknown" and verb.lower == "has" and subject is not None and subject.is_noun
    if has_none and passage.subjects.in_health_text:
        return "asserted", subject
    if kind == "treatment" or existential or kind in {"unknown", "provider"}:
        if kind != "treatment" and not passage.subjects.treatment_nearby(passage.sentence):
            return None, subject
        if (
            kind == "unknown"
            and subject is not None
            and not existential
            and negator in {"no", "zero"}
            and verb.lower in {"have", "has", "had"}
        ):
            return None, subject
        return "asserted", subject
    if kind == "reader":
        quantified = subject is not None and (
            subject.lower in {"you", "some", "many", "most", "i", "we", "he", "she"}
            or any(
                child.lower in {"some", "many", "most", "a", "other", "few", "these", "certain", "healthy"}
                for child in subject.children
            )
        )
        promised = any(child.lower in {"will", "'ll"} for child in verb.children)
        freed = noun.lower in {"downtime", "hangover", "time"}
        told = verb.tag in {"VBP", "VBZ", "VB"} and (
            promised or subject is None or subject.lower in {"patients", "people", "users", "everyone"}
        )
        if (freed or (told and (not quantified or promised))) and passage.subjects.treatment_nearby(passage.sentence):
            return "asserted", subject
    return None, subject


def _universal_harm(passage: Passage) -> Iterator[Claim]:
    for match in UNIVERSAL_HARM.finditer(passage.folded):
        subject = next(
            (
                token
                for token in passage.parsed.tokens
                if token.start >= passage.sentence.start + match.end()
                and token.dep in {"nsubj", "nsubjpass"}
                and token.start < passage.sentence.start + match.end() + 20
            ),
            None,
        )
        if subject is None:
            continue
        gone = [predicate for predicate in _predicates(subject.head) if _says_gone(predicate)]
        if not gone:
            continue
        last = gone[-1]
        if modals(last) or any(
            child.lower in {"usually", "generally", "often", "typically", "mostly", "should", "normally"}
            for child in last.children
        ):
            continue
        assertion = (
            above_negation(passage, last)
            if last.child("neg") is not None
            else standing(last, question=passage.question).assertion
        )
        end = max(
            [
                last.end,
                *(
                    word.end
                    for word in last.children
                    if word.dep in {"acomp", "prt", "attr"} or word.lower in {"quickly", "away", "completely"}
                ),
            ]
        )
        yield passage.make(
            "no-harm",
            "universal",
            last,
            start=passage.sentence.start + match.start(),
            end=end,
            assertion=assertion,
            about=subject,
        )


def _predicates(verb: Token) -> list[Token]:
    found = [verb]
    for child in verb.children:
        if child.dep == "conj" and (child.is_verb or child.child("aux", "neg") is not None):
            found.extend(_predicates(child))
    return found


def _says_gone(verb: Token) -> bool:
    positive = {
        "disappear",
        "disappears",
        "vanish",
        "vanishes",
        "fade",
        "fades",
        "resolve",
        "resolves",
        "subside",
        "subsides",
        "pass",
        "passes",
        "go",
        "goes",
        "gone",
        "eliminated",
        "avoided",
        "prevented",
    }
    lasting = {"linger", "lingers", "last", "lasts", "persist", "persists", "remain", "remains"}
    negated = has_negator(verb)
    if verb.lower in lasting:
        return negated
    if verb.lower in positive:
        return not negated and (
            verb.lower not in {"go", "goes"} or any(child.lower == "away" for child in verb.children)
        )
    complement = verb.child("acomp", "attr")
    if complement is not None and complement.lower == "reversible":
        return not negated and any(
            child.lower in {"fully", "completely", "totally", "entirely"} for child in complement.children
        )
    return (
        verb.lower in grammar_words("copulas")
        and complement is not None
        and complement.lower
        in {"temporary", "short-lived", "minor", "gone", "harmless", "minimal", "negligible", "avoidable"}
        and not negated
    )
