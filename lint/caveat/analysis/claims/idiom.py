"""Claims of effect in sellers' idioms: "wipes out acne", "makes pain disappear", "watch your wrinkles fade"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.effect import is_cure
from caveat.analysis.claims.words import claim_verbs, claim_words
from caveat.analysis.grammar import has_negator, modals, standing, subject_of
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_WATCH = compiled(
    r"(?:^|[,;:.] |\band )(?P<watch>watch|see|feel) your "
    r"(?P<what>(?:[\w-]+ ){0,2}?[\w-]+) (?P<verb>[\w-]+)"
)
_BARE = compiled(
    r"(?:(?:a|an|the|your|enjoy|discover|experience) )?(?P<praise>complete|full|immediate|instant|lasting|lifelong"
    r"|long-lasting|permanent|total|true)(?:,? [\w-]+)? (?P<gain>relief|freedom|release|solution|answer|end|fix|cure) "
    r"(?:from|to|of|for) (?P<what>(?:[\w'-]+ ){0,3}[\w-]+)"
)
_END = compiled(r"(?:(?:it's|this is|here is) )?(?:an|the) end (?:of|to) (?P<what>(?:[\w-]+ ){0,2}[\w-]+)")
_EVERYONE = compiled(
    r"\b(?:everyone|every (?:[\w-]+ )?(?:patient|client|customer|member|guest)|all (?:of )?our (?:patients|clients"
    r"|customers|members|guests))(?: (?:we|who|that) \w+(?: \w+)?)? (?:gets? better|improves?|recovers?|feels? better"
    r"|(?:sees?|notices?|gets?) (?:[\w-]+ )?(?:results?|relief|a difference)|(?:leaves?|walks? out|goes home|go home) "
    r"(?:pain[- ]free|cured|better|healed))\b"
)
_NOT_ALL = compiled(r"\b(?:not|never|if|hope|want|wish|aim|would)\b|n't\b")


def idioms(passage: Passage) -> Iterator[Claim]:
    """Yield the claims of effect that a text that sells a treatment makes in idioms."""
    if not passage.subjects.promotional or passage.question or not passage.subjects.treatment_nearby(passage.sentence):
        return
    for token in passage.parsed.tokens:
        yield from _phrasal(passage, token)
        yield from _made_to_go(passage, token)
        yield from _we_end(passage, token)
    yield from _watched(passage)
    yield from _bare_noun(passage)
    yield from _for_everyone(passage)


def _stated(passage: Passage, verb: Token) -> bool:
    """Say whether a treatment is said to do what a verb says, as a fact."""
    return (
        verb.tag in {"VBZ", "VBP", "VBD"}
        and verb.child("aux", "auxpass") is None
        and not modals(verb)
        and passage.praised(subject_of(verb))
        and standing(verb, question=False).assertion == "asserted"
    )


def _make(passage: Passage, verb: Token, target: Token, end: int) -> Claim:
    curing = is_cure(passage, verb, target) or passage.for_good_after(end)
    return passage.make(
        "cure" if curing else "efficacy",
        "verb" if curing else "idiom",
        verb,
        start=verb.start,
        end=end,
        assertion="asserted",
        about=target,
    )


def _phrasal(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "wipes out acne", "takes the pain away", "frees you from pain", "rids the body of toxins"."""
    target: Token | None = None
    if token.lower in claim_verbs("particle_verbs"):
        particle = next((child for child in token.children if child.lower in claim_words("particles")), None)
        target = token.child("dobj") if particle is not None else None
        end = max(particle.end, target.end) if particle is not None and target is not None else 0
    elif token.lower in claim_verbs("freeing_verbs"):
        freed = token.child("dobj")
        if freed is None or not (passage.kind_of(freed) == "reader" or freed.lower in claim_words("freed")):
            return
        target = next(
            (
                inner
                for holder in (token, freed)
                for child in holder.children
                if child.dep == "prep" and child.lower in {"from", "of"}
                for inner in child.children
                if inner.dep == "pobj"
            ),
            None,
        )
        end = target.end if target is not None else 0
    if target is not None and passage.clinical(target) and _stated(passage, token):
        yield _make(passage, token, target, end)


def _made_to_go(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "makes pain disappear", "makes arthritis history"."""
    if token.lower not in {"makes", "make", "made"} or not _stated(passage, token):
        return
    rest = passage.folded[token.end - passage.sentence.start :]
    match = re.match(
        r" (?P<what>(?:[\w-]+ ){0,3}?[\w-]+) (?:disappear|vanish|history|go away|melt away|a thing of the past)\b", rest
    )
    target = passage.parsed.at(token.end + match.end("what") - 1) if match is not None else None
    if match is not None and target is not None and passage.clinical(target):
        yield _make(passage, token, target, token.end + match.end())


def _we_end(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "we end migraine", "our surgeons fix back pain for good"."""
    verb = claim_verbs("we_verbs").get(token.lower)
    subject = token.child("nsubj")
    if verb is None or subject is None or token.tag not in {"VBP", "VBZ", "VBD", "VBN"} or has_negator(token):
        return
    own = subject.child("poss")
    ours = subject.lower == "we" or (passage.kind_of(subject) == "provider" and own is not None and own.lower == "our")
    target = token.child("dobj")
    if not ours or target is None or not passage.clinical(target) or modals(token):
        return
    if standing(token, question=False).assertion == "asserted":
        yield _make(passage, token, target, target.end)


def _watched(passage: Passage) -> Iterator[Claim]:
    """Find "watch your wrinkles fade": an effect that the reader is told to look at."""
    for match in _WATCH.finditer(passage.folded):
        if match["verb"] not in claim_words("watched"):
            continue
        noun = passage.parsed.at(passage.sentence.start + match.end("what") - 1)
        token = passage.parsed.at(passage.sentence.start + match.start("watch"))
        if noun is None or token is None or not passage.clinical(noun):
            continue
        yield passage.make(
            "efficacy",
            "watched",
            token,
            start=token.start,
            end=passage.sentence.start + match.end(),
            assertion="asserted",
            about=noun,
        )


def _bare_noun(passage: Passage) -> Iterator[Claim]:
    """Find "Permanent relief from back pain", "The end of snoring": a result that a sentence or heading begins with."""
    match = _BARE.match(passage.folded) or _END.match(passage.folded)
    stated = any(word.tag in {"VBZ", "VBP", "VBD", "MD"} for word in passage.parsed.tokens[3:])
    if match is None or stated or _NOT_ALL.search(passage.folded):
        return
    first = passage.sentence.start + match.start("what")
    last = passage.sentence.start + match.end("what")
    noun = next(
        (word for word in reversed(passage.parsed.tokens) if first <= word.start < last and passage.clinical(word)),
        None,
    )
    if noun is None or noun.lower in {"life", "treatment", "surgery"}:
        return
    praise = match.start("praise") if "praise" in match.re.groupindex else match.start()
    begin = passage.sentence.start + praise
    token = passage.parsed.at(begin)
    if token is None:
        return
    curing = "praise" in match.re.groupindex and match["gain"] in {"cure", "end"}
    curing = curing or passage.for_good_after(noun.end)
    yield passage.make(
        "cure" if curing else "efficacy",
        "noun" if curing else "bare-noun",
        token,
        start=begin,
        end=noun.end,
        assertion="asserted",
        about=noun,
    )


def _for_everyone(passage: Passage) -> Iterator[Claim]:
    """Find "every patient we treat gets better"."""
    match = _EVERYONE.search(passage.folded)
    token = passage.parsed.at(passage.sentence.start + match.start()) if match is not None else None
    if match is None or token is None or _NOT_ALL.search(passage.folded[: match.end()]):
        return
    if passage.analysis.citations.near(passage.sentence):
        return
    yield passage.make(
        "efficacy",
        "for-everyone",
        token,
        start=passage.sentence.start + match.start(),
        end=passage.sentence.start + match.end(),
        assertion="asserted",
    )
