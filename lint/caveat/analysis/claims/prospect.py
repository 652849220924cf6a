"""Promises about the reader's body and life, in the words of text that sells something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.analysis.claims.words import claim_words, clinical_words
from caveat.analysis.grammar import has_negator, noun_phrase, standing
from caveat.analysis.lexicon import grammar_words
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim
    from caveat.analysis.claims.passage import Passage
    from caveat.analysis.parse import Token

_WE_WILL = compiled(
    r"\bwe(?:'ll| will| can promise to| promise to) (?:have you (?P<doing>\w+ing)\b"
    r"|get you back (?:on your feet"
    r"|to (?:work|sport|running|golf|tennis|life|doing|your (?:life|old self|sport|game)|the things you|what you)"
    r"\b[\w' ]*)"
    r"|make your (?P<what>(?:[\w-]+ ){0,2}?[\w-]+) (?:disappear|vanish|history|go away|a thing of the past)"
    r"|(?:end|cure|fix|heal|banish|eliminate) your (?P<ill>(?:[\w-]+ ){0,2}?[\w-]+)(?=[.,;!]| for | in | by |$))"
)
_SOON = compiled(
    r"\b(?:within|in|by) (?:a|an|one|two|three|four|\d+|no|just|under|days|weeks|monday|friday|lunch)\b|\bagain\b"
    r"|\bas you (?:did|used to)\b|\bthrough the night\b|\bpain[- ]free\b|\bwithout (?:pain|glasses|worry)\b"
    r"|\blike new\b|\bin no time\b"
)
_BACK = compiled(
    r"\byou(?:'re| are) back (?:to|at) \w+(?:ing)? (?:within|in|by) (?:a|an|one|two|three|\d+|days|no time)\b"
)
_CERTAIN = compiled(
    r"\byou can (?:be (?:absolutely |completely |quite )?(?P<sure>certain|sure|confident|assured) of|count on|rely on"
    r"|depend on) (?P<what>[\w' -]+)|\b(?P<good>relief|results?|sleep|comfort|recovery|confidence) (?:that )?you can "
    r"(?:be (?:certain|sure|confident) of|count on|rely on|depend on)"
)
_NEXT_FREE = compiled(r"(?:,? or |^)(?:your|the) next \w+ is (?:free|on us)\b")
_UNMET = compiled(r"\b(?:not|no)\b[^.?]*\?$|n't\b[^.?]*\?$")
_LET_DOWN = compiled(r"\b(?:has |have )?never (?:once )?(?:lets?|let|failed|fails?) (?:[\w']+ ){1,3}down\b")
_NO_MORE = compiled(
    r"\byou (?:won't|will not|will never|no longer|will no longer) (?:ever )?(?:be needing|need|miss) "
    r"(?P<what>them|your (?:\w+ )?[\w-]+)"
)


def prospects(passage: Passage) -> Iterator[Claim]:
    """Yield the promises of a result that only a text that sells a treatment makes in such words."""
    if (
        not passage.subjects.promotional
        or passage.question
        or passage.analysis.roles.get(passage.sentence.block.index) == "help"
        or not passage.subjects.treatment_nearby(passage.sentence)
    ):
        return
    for token in passage.parsed.tokens:
        yield from _will_be_doing(passage, token)
        yield from _body_will(passage, token)
        yield from _compound_guarantee(passage, token)
    yield from _spoken(passage)


def _will(verb: Token) -> Token | None:
    """Return the "will" of a verb that nothing hedges or denies."""
    will = next((child for child in verb.children if child.dep == "aux" and child.lower in {"will", "'ll"}), None)
    if will is None:
        return None
    hedged = any(child.lower in grammar_words("hedges") or child.lower == "hopefully" for child in verb.children)
    vouched = verb.dep == "ccomp" and verb.head.lower in claim_words("vouching")
    if hedged or has_negator(verb) or (not vouched and standing(verb, question=False).assertion != "asserted"):
        return None
    if vouched and (has_negator(verb.head) or any(child.dep == "aux" for child in verb.head.children)):
        return None
    return will


def _will_be_doing(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "you'll be sleeping through the night within a week"."""
    if token.tag != "VBG" or token.lower not in claim_words("regaining"):
        return
    subject, will = token.child("nsubj"), _will(token)
    if will is None or subject is None or subject.lower != "you":
        return
    rest = passage.folded[token.end - passage.sentence.start :]
    soon = _SOON.search(rest)
    if soon is None or any(word in claim_words("not_regained") for word in re.findall(r"\w+", rest)):
        return
    yield passage.make(
        "guarantee",
        "you-will",
        token,
        start=subject.start if will.lower == "'ll" else will.start,
        end=token.end + soon.end(),
        subject="reader",
        assertion="asserted",
        about=subject,
    )


def _body_will(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "your pain will be gone", "your skin will glow": what the reader's body is to do."""
    will = _will(token)
    subject = token.child("nsubj", "nsubjpass")
    if will is None or subject is None or subject.lower in claim_words("not_bettered"):
        return
    own = subject.child("poss")
    if own is None or own.lower != "your" or not passage.clinical(subject):
        return
    rest = passage.folded[token.end - passage.sentence.start :]
    if re.search(r"\b(?:when|if|before|sore|temporarily|for a (?:few|while|day|short))\b", rest):
        return
    end = _bettered(token)
    if end is None:
        return
    yield passage.make(
        "guarantee",
        "body-will",
        token,
        start=own.start,
        end=end.end,
        subject="reader",
        assertion="asserted",
        about=subject,
    )


def _bettered(verb: Token) -> Token | None:
    """Return the last word of what is promised by a verb in the future, when it is for the better."""
    if verb.lower in claim_words("bettering"):
        return verb
    if verb.lower == "grow":
        return next((child for child in verb.children if child.lower == "back"), None)
    if verb.lower in {"end", "stop"}:
        return verb if verb.child("dobj", "xcomp") is None else None
    if verb.lower in {"gone", "transformed", "restored"} and verb.child("auxpass", "aux") is not None:
        return verb
    if verb.lower not in {"be", "look", "feel", "stay", "become"}:
        return None
    for child in verb.children:
        good = child.lower in claim_words("good_states") or child.lower in claim_words("end_states")
        if child.start > verb.start and (good or (child.tag == "JJR" and child.dep == "acomp")):
            return None if verb.lower == "be" and child.lower in {"safe", "awake"} else child
    return None


def _compound_guarantee(passage: Passage, token: Token) -> Iterator[Claim]:
    """Find "a written regrowth guarantee": a guarantee named for its result."""
    if token.lower not in {"guarantee", "guarantees"} or not token.is_noun or has_negator(token):
        return
    compound = next((child for child in token.children if child.dep == "compound"), None)
    if compound is None or any(word.lower in claim_words("warranties") for word in noun_phrase(token)):
        return
    if compound.lower == "back" or standing(token, question=False).assertion != "asserted":
        return
    if re.search(r"\b(?:no|not|never|without|cannot|can't)\b[^.;]{0,40}$", _before(passage, token)):
        return
    yield passage.make(
        "guarantee",
        "guarantee",
        token,
        start=compound.start,
        end=token.end,
        assertion="asserted",
        about=token,
    )


def _before(passage: Passage, token: Token) -> str:
    return passage.folded[: token.start - passage.sentence.start]


def _spoken(passage: Passage) -> Iterator[Claim]:
    """Find the set phrases by which sellers promise."""
    for form, start, end in _phrases(passage):
        token = passage.parsed.at(passage.sentence.start + start)
        if token is None or re.search(r"\b(?:if|no|not|never)\b[^.;]{0,30}$", passage.folded[:start]):
            continue
        yield passage.make(
            "guarantee",
            form,
            token,
            start=passage.sentence.start + start,
            end=passage.sentence.start + end,
            assertion="asserted",
        )


def _ours_to_do(match: re.Match[str]) -> bool:
    """Say whether what "we'll …" promises is about the reader's health, not about the visit."""
    if match["doing"]:
        return match["doing"] in claim_words("regaining")
    what = match["what"] or match["ill"]
    return what is None or what.split()[-1] in clinical_words()


def _phrases(passage: Passage) -> Iterator[tuple[str, int, int]]:
    folded = passage.folded
    match = _WE_WILL.search(folded)
    if match is not None and _ours_to_do(match):
        yield "we-will", match.start(), match.end()
    match = _CERTAIN.search(folded)
    if match is not None:
        named = set(re.findall(r"[\w-]+", match["what"] or match["good"]))
        if match["good"] or named & (claim_words("good_things") | clinical_words() | {"success", "effect"}):
            yield "certain", match.start(), match.end()
    match = _BACK.search(folded)
    if match is not None and not any(word in claim_words("not_regained") | {"home"} for word in match[0].split()):
        yield "you-will", match.start(), match.end()
    match = _NEXT_FREE.search(folded)
    if match is not None:
        index = passage.sentence.index
        asked = index > 0 and _UNMET.search(passage.analysis.sentences[index - 1].folded) is not None
        if match.start() > 0 or asked:
            yield "money-back", match.start(), match.end()
    match = _LET_DOWN.search(folded)
    if match is not None:
        yield "never-fails", match.start(), match.end()
    match = _NO_MORE.search(folded)
    if match is not None:
        left = match["what"]
        words = set(re.findall(r"[\w-]+", folded[: match.start()]))
        if left == "them" and words & claim_words("left_behind"):
            yield "no-more", match.start(), match.end()
        aid = next((word for word in re.finditer(r"[\w-]+", left) if word[0] in claim_words("left_behind")), None)
        end = match.start("what") + aid.end() if aid is not None else 0
        if aid is not None and not folded[end:].startswith((" on", " during", " for", " at ", " to ")):
            yield "no-more", match.start(), end
