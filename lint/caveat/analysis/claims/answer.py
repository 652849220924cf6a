"""Claims that a short answer makes of the question before it: "Is it safe? Absolutely."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.analysis.claim import Claim, ClaimKind
    from caveat.analysis.claims.passage import Passage

_ASKED = compiled(r"\W*(?:and |but |so )?(?:is|are|does|do|will|can|could|any|what about|(?:the )?side effects)\b")
_YES = compiled(
    r"(?:yes,? )?(?:absolutely|definitely|certainly|of course|completely|totally|always|without a doubt|you bet|100%"
    r"|perfectly)"
    r"(?: (?:it is|they are|so|safe|yes|it does|not))?[.!]|yes[.!]$"
)
_NO = compiled(
    r"(?:(?:also )?(?:no|none|never|nothing|not at all|not with (?:us|our [\w ]+)|absolutely not|zero)"
    r"(?: (?:at all|whatsoever|to speak of|that we know of))?"
    r"|there (?:aren't any|are none|isn't one|isn't any|is none)|you won't)[.!]"
)
_FREE = compiled(r"\b(?:free of|free from|without|no)\b")
_ASKS_SAFETY = compiled(r"\b(?:is|are) (?:it|they|this|the [\w -]+?|[\w-]+) (?:really |completely |actually )?safe\b")
_ASKS_HARM = compiled(
    r"\b(?:side effects?|risks?|downtime|dangers?|complications?|addictive|addicted|hurt|scars?|worry about)\b"
)
_ASKS_EFFECT = compiled(
    r"\b(?:does|do|will|can) (?:it|they|this|the [\w -]+?|[\w-]+) (?:really |actually )?(?:work|help)\b"
)


def answers(passage: Passage) -> Iterator[Claim]:
    """Yield the claim that a sentence makes by answering the question before it with yes or no, without a limit."""
    index = passage.sentence.index
    if index == 0:
        return
    question = passage.analysis.sentences[index - 1]
    if not question.text.rstrip(" *_\"'\u201d\u2019)").endswith("?"):
        return
    found = _read(question.folded, passage.folded)
    if found is None or not _ASKED.match(question.folded) or not passage.subjects.treatment_nearby(question):
        return
    kind, end = found
    token = passage.parsed.at(passage.sentence.start)
    if token is None:
        return
    yield passage.make(
        kind,
        "answer",
        token,
        start=passage.sentence.start,
        end=passage.sentence.start + end,
        assertion="asserted",
    )


def may_answer(question: str, folded: str) -> bool:
    """Say whether a folded sentence may be such an answer to the folded one before it."""
    return question.rstrip(" *_\"')").endswith("?") and _read(question, folded) is not None


def _read(question: str, answer: str) -> tuple[ClaimKind, int] | None:
    yes, no = _YES.match(answer), _NO.match(answer)
    if yes and _ASKS_SAFETY.search(question):
        return "safety", yes.end()
    if no and _ASKS_HARM.search(question) and not _FREE.search(question):
        return "no-harm", no.end()
    if yes and _ASKS_EFFECT.search(question):
        return "efficacy", yes.end()
    return None
