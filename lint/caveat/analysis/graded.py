"""The sentences that count in a reading grade, and how the items of a list become sentences.

Running text counts: paragraphs, quotations, list items, the disclaimer too, since it is there to be read.
Headings, tables, code, captions, alternative texts, footnotes, the list of references, bylines, "Source:" lines,
hashtags and page footers do not. Nor do lists that were flattened into one line ("fever - cough - rash").

An item of a list is a sentence when it has at least five words and ends like one; also, where nothing leads into the
list, when it has five words and a finite verb. Any other item is a fragment. A fragment is read together with the
words that lead into its list, so each makes one sentence with them, as in the SMOG rule for lists after a colon, and
the lead-in does not count once more. A fragment without a lead-in is a label ("Your medical records"), no sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from caveat.analysis.counts import SentenceCounts
from caveat.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from caveat.analysis.sentence import Sentence
    from caveat.document import Block

__all__ = ["GradedSentence", "graded_sentences", "running_sentences", "together"]

# A sentence as the formulas see it: one, or a list's lead-in and one item.
GradedSentence = tuple["Sentence", ...]

_FEWEST_WORDS: Final = 5
_RUNNING: Final = frozenset({"paragraph", "item"})
_APART: Final = frozenset({"table", "footer"})

_ENDED: Final = compiled(
    r"[.!?…][\"'”’)\]*_»]*(?:\s?\[[\^\w][\w\s,;^–-]{0,20}\]|\s?\([\d,;–-]+\)|\d{1,3}|[¹²³⁰⁴-⁹⁻,–])*\Z"
)
_FINITE: Final = compiled(
    r"\b(?:am|is|are|was|were|has|have|had|do|does|did|can|could|may|might|must|shall|should|will|would"
    r"|isn't|aren't|wasn't|weren't|hasn't|haven't|doesn't|don't|didn't|can't|cannot|won't|(?:i|you|we|they)'(?:re|ve|ll))\b"
)
_OPEN: Final = compiled(r"\b(?:includ(?:e|es|ing)|such as|following|if|when|who|that|to|by|for|of|with|and|or|the)\Z")
_FLATTENED: Final = compiled(r"(?:\s[-–•*|·]\s[^-–•*|·]*){3}")
_BYLINE: Final = compiled(
    r"(?:(?:\w+\s){0,2}(?:by|reviewed|updated|published|checked|revised|review(?:\sdue|\sdate)?)\b[\w\s]{0,20}[:|]"
    r"|(?:(?:medically|clinically|last|next|page|content)\s)?(?:written|review(?:ed)?|updated?|published|checked|revised"
    r"|posted|authored)(?:\s(?:by|on|due|and)\b|\s*:)"
    r"|by\s[a-z]\.|by\s(?:dr\b|prof\b)|(?:data\s|image\s|photo\s)?(?:sources?|credits?|references?|author|reviewer)\s*:)"
)
_LONGEST_BYLINE: Final = 160
_HASHTAGS: Final = compiled(r"(?:[#@]\w+[\s,]*)+\Z")


def running_sentences(sentences: Iterable[Sentence], roles: Mapping[int, str]) -> tuple[Sentence, ...]:
    """Return the sentences of the running text: what is left when everything that is not prose is taken out."""
    running: list[Sentence] = []
    block: Block | None = None
    wanted = False
    for sentence in sentences:
        if sentence.block is not block:
            block = sentence.block
            wanted = _is_running(block, roles)
        if wanted and not _FLATTENED.search(sentence.text):
            running.append(sentence)
    return tuple(running)


def _is_running(block: Block, roles: Mapping[int, str]) -> bool:
    if block.kind not in _RUNNING or roles.get(block.index) == "references" or not _APART.isdisjoint(block.containers):
        return False
    if _HASHTAGS.match(block.text):
        return False
    return len(block.text) > _LONGEST_BYLINE or _BYLINE.match(block.prose.folded) is None


def graded_sentences(running: Sequence[Sentence], counts: Mapping[int, SentenceCounts]) -> tuple[GradedSentence, ...]:
    """Return what the formulas count as sentences, given the running text and the counts of its sentences."""
    leading = {sentence.block.index: sentence for sentence in running}  # the last of each block
    graded: dict[int, GradedSentence] = {}
    joined: set[int] = set()
    opened: Block | None = None
    for sentence in running:
        first = sentence.block is not opened
        opened = sentence.block
        words = counts[sentence.index].words
        lead_in = _lead_in(sentence, leading) if first else None
        if _stands_alone(sentence, words, led=lead_in is not None):
            graded[sentence.index] = (sentence,)
        elif lead_in is not None:
            graded[sentence.index] = (lead_in, sentence)
            joined.add(lead_in.index)
    # A lead-in may itself be a fragment joined to its own; its items then stand for it.
    return tuple(parts for index, parts in graded.items() if index not in joined)


def _lead_in(sentence: Sentence, leading: Mapping[int, Sentence]) -> Sentence | None:
    """Return the sentence that an item completes: the last before its list, when it is left open."""
    index = sentence.block.lead_in
    lead_in = None if index is None else leading.get(index)
    return lead_in if lead_in is not None and _is_open(lead_in) else None


def _is_open(sentence: Sentence) -> bool:
    """Say whether something must follow: "Call us if you:", "Signs include"; a label ("Key points") wants nothing."""
    folded = sentence.folded
    if folded[-1] in ":-,":
        return True
    if _ENDED.search(sentence.text) or folded.count(" ") < 2:
        return False
    return _FINITE.search(folded) is not None or _OPEN.search(folded) is not None


def _stands_alone(sentence: Sentence, words: int, *, led: bool) -> bool:
    text = sentence.text
    if sentence.block.kind != "item":
        return words >= _FEWEST_WORDS or text[-1:] == ":" or _ENDED.search(text) is not None
    if sentence.start:  # the item opened with another sentence
        return _ENDED.search(text) is not None or words >= _FEWEST_WORDS
    if _ENDED.search(text) and (not led or not text[0].islower()):
        return words >= _FEWEST_WORDS or not led
    return not led and words >= _FEWEST_WORDS and _FINITE.search(sentence.folded) is not None


def together(parts: Sequence[SentenceCounts]) -> SentenceCounts:
    """Return the counts of sentences that are read as one."""
    if len(parts) == 1:
        return parts[0]
    return SentenceCounts(*map(sum, zip(*parts, strict=True)))
