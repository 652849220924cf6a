"""What a text says of what its drugs' packs ask for, and which packs it is about.

A statement is recognised in a sentence by one of its pack's patterns, and only where the sentence, the words that lead
into it or the section make it one: "raised blood pressure" under "Side effects" is, "if you have raised blood pressure"
is none of a risk, and "does not raise blood pressure" is its denial.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import words
from caveat.analysis.topics import topic_finder
from caveat.document import fold
from caveat.patterns import compiled
from caveat.terms import PatternSet

if TYPE_CHECKING:
    from caveat.analysis.analysis import Analysis
    from caveat.analysis.sentence import Sentence
    from caveat.document import Block
    from caveat.terms import Statement, StatementKind, Topic

SHORT_GENRES: Final = frozenset({"post", "sms", "script", "email"})
"""Genres that have room only for what a pack calls short."""

_KINDS: Final = frozenset({"paragraph", "item", "cell", "heading", "footnote", "caption"})
_PROSE: Final = frozenset({"paragraph", "item", "cell"})
_NO_STATEMENT: Final = frozenset({"references"})
# How far back from a match the clause is read.
_REACH: Final = 120
_CLAUSE: Final = compiled(r"[.;!?]\s|\b(?:but|however|although|though|yet|whereas|while)\b")
_SENTENCE: Final = compiled(r"[.!?]\s")
# A title that asks one thing of a drug's handling owes its reader nothing on its risks.
_HANDLING: Final = compiled(
    r"\b(?:stor(?:e|ing|age)|recall(?:s|ed)?|shortages?|prices?|pricing|costs?|coupons?|savings|insurance|cover(?:age|ed)"
    r"|lawsuits?|settlements?|patents?|how to (?:inject|open|swallow|crush|pronounce|dispose)|pronunciation|missed dose"
    r"|drug tests?|chemistry|synthesis|quiz|glossary)\b"
)
_LEAST_SENTENCES: Final = 4
_SHARE_OF_SENTENCES: Final = 0.25
_SHARE_OF_HEADINGS: Final = 1 / 3
_SHORT_TEXT: Final = 12
_OPENING: Final = 2
# A page that names more drugs than this in its title compares them.
_IN_TITLE: Final = 3
# In a page that nothing in its title or headings gives to a drug, another one is named at most this often beside it.
_RIVAL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A folded sentence after what leads into it, where the sentence begins in it, and its section's role."""

    folded: str
    begin: int = 0
    role: str = "other"
    sentence: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A pack that a text is about, and its statements that the text makes and does not make, in the pack's order.

    Only those count that the text can be asked for: a statement about a brand needs the brand's name in the text, and
    short genres owe only what is short.
    """

    topic: Topic
    made: tuple[Statement, ...]
    missing: tuple[Statement, ...]
    places: Mapping[str, Sentence] = field(default_factory=dict)
    """Where the statements that are made are made first, by their ids."""


class StatementFinder:
    """Finds the statements of a pack."""

    def __init__(self, topic: Topic) -> None:
        """Take the pack."""
        self._patterns = PatternSet([pattern for one in topic.statements for pattern in one.patterns])
        self._owners = [one for one in topic.statements for _ in one.patterns]

    def made_in(self, passages: Iterable[Passage]) -> dict[str, Passage]:
        """Return the ids of the statements that passages make, each with the first that does."""
        found: dict[str, Passage] = {}
        for passage in passages:
            for match in self._patterns.find(passage.folded):
                owner = self._owners[match.number]
                if owner.id in found or match.end <= passage.begin:
                    continue
                if _is_made(owner.kind, passage, match.start, match.end):
                    found[owner.id] = passage
        return found


@cache
def statement_finder(topic: Topic) -> StatementFinder:
    """Return the finder of a pack's statements."""
    return StatementFinder(topic)


def mistaken_examples(topic: Topic) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the tests of a pack: the statement's number, and the sentence that came out wrong."""
    finder = statement_finder(topic)
    for number, statement in enumerate(topic.statements):
        for sentence in (statement.write, *statement.says):
            if statement.id not in _made_in_text(finder, sentence):
                yield number, f"{statement.id}: its patterns do not find {sentence!r}"
        for sentence in statement.silent:
            if statement.id in _made_in_text(finder, sentence):
                yield number, f"{statement.id}: its patterns must not find {sentence!r}"


def coverage(analysis: Analysis) -> tuple[Coverage, ...]:
    """Return the packs with statements that a text is about, with what it says and does not say of each."""
    covered = topics_of(analysis)
    if not covered:
        return ()
    said = tuple(passages(analysis))
    folded = [sentence.folded for sentence in analysis.sentences]
    short = analysis.document.genre in SHORT_GENRES
    found: list[Coverage] = []
    for topic in covered:
        made = statement_finder(topic).made_in(said)
        named = _names_in(topic, (fold(analysis.document.title), *folded), analysis)
        asked = [
            one
            for one in topic.statements
            if (one.short or not short) and (not one.products or named & {fold(brand) for brand in one.products})
        ]
        found.append(
            Coverage(
                topic,
                tuple(one for one in asked if one.id in made),
                tuple(one for one in asked if one.id not in made),
                {name: passage.sentence for name, passage in made.items() if passage.sentence is not None},
            )
        )
    return tuple(found)


def topics_of(analysis: Analysis) -> tuple[Topic, ...]:
    """Return the packs that a text is about, in the order in which its title and its sentences name them.

    It is when its title names the drug and its sentences come back to it; when its headings do; and when a good part of
    its sentences name it and no other drug nearly as often. A text that names a drug in passing is about none.
    """
    topics = tuple(topic for topic in analysis.vocabulary.topics if topic.statements)
    if not topics:
        return ()
    finder = topic_finder(analysis.vocabulary)
    known = {topic.id: topic for topic in topics}
    title = fold(analysis.document.title)
    body = [one for one in analysis.sentences if one.block.kind in _PROSE and _counts(one, analysis)]
    mentions: Counter[str] = Counter()
    opening: set[str] = set()
    for number, sentence in enumerate(body):
        named = {mention.topic.id for mention in finder.drugs(sentence.folded)}
        mentions.update(named)
        if number < _OPENING:
            opening |= named
    in_title = list(dict.fromkeys(mention.topic.id for mention in finder.drugs(title)))
    if not mentions and not in_title:
        return ()
    if in_title and _HANDLING.search(title):
        return ()
    headings = [block.prose.folded for block in analysis.document.blocks if block.kind == "heading"][1:]
    named_headings = Counter(one for text in headings for one in {mention.topic.id for mention in finder.drugs(text)})
    small = len(body) <= _SHORT_TEXT
    brief = analysis.document.genre in SHORT_GENRES
    found: list[str] = []
    for one in dict.fromkeys((*in_title, *(topic for topic, _ in mentions.most_common()))):
        if one not in known:
            continue
        count, share = mentions[one], mentions[one] / max(1, len(body))
        rival = max((number for other, number in mentions.items() if other != one), default=0)
        leads = rival <= count * _RIVAL
        by_title = one in in_title and len(in_title) <= _IN_TITLE and (count >= 2 or (small and count >= 1))
        by_headings = named_headings[one] >= 2 and named_headings[one] >= len(headings) * _SHARE_OF_HEADINGS
        by_share = leads and count >= _LEAST_SENTENCES and share >= _SHARE_OF_SENTENCES
        by_opening = leads and small and one in opening and share >= _SHARE_OF_SENTENCES and (brief or count > 1)
        if by_title or (by_headings and leads and count >= _LEAST_SENTENCES) or by_share or by_opening:
            found.append(one)
    return tuple(known[one] for one in found)


def _counts(sentence: Sentence, analysis: Analysis) -> bool:
    return analysis.roles.get(sentence.block.index) not in _NO_STATEMENT


def _names_in(topic: Topic, texts: Iterable[str], analysis: Analysis) -> frozenset[str]:
    finder = topic_finder(analysis.vocabulary)
    return frozenset(one.name for text in texts for one in finder.drugs(text) if one.topic.id == topic.id)


def passages(analysis: Analysis) -> Iterator[Passage]:
    """Yield what can make a statement: sentences that are no questions, items after what leads into them."""
    blocks = analysis.document.blocks
    headings: Mapping[int, str] = _headings(analysis)
    for sentence in analysis.sentences:
        block = sentence.block
        if block.kind not in _KINDS or not _counts(sentence, analysis):
            continue
        folded = sentence.folded
        role = analysis.roles.get(block.index, "other")
        if folded.rstrip().endswith("?") or (block.kind == "heading" and role not in {"risk", "contraindication"}):
            continue
        lead = _lead(block, blocks) or headings.get(block.index, "")
        yield Passage(f"{lead} {folded}" if lead else folded, len(lead) + 1 if lead else 0, role, sentence)


def _lead(block: Block, blocks: tuple[Block, ...]) -> str:
    """Return the last sentence of the paragraph that leads into an item."""
    if block.lead_in is None:
        return ""
    text = blocks[block.lead_in].prose.folded.strip()
    return _SENTENCE.split(text)[-1]


def _headings(analysis: Analysis) -> dict[int, str]:
    """Return, for the items of a list right under a heading, the heading."""
    found: dict[int, str] = {}
    for section in analysis.document.sections:
        if section.heading is None:
            continue
        for block in section.blocks:
            if block.kind != "item":
                break
            found[block.index] = section.heading.prose.folded.rstrip("?:. ") + ":"
    return found


def _made_in_text(finder: StatementFinder, text: str) -> dict[str, Passage]:
    return finder.made_in([Passage(fold(text))])


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled("|".join(words("stated", key)))


def _is_made(kind: StatementKind, passage: Passage, start: int, end: int) -> bool:
    """Say whether a pattern's match, from `start` to `end`, makes a statement of its kind."""
    folded = passage.folded
    if kind == "contraindication":
        return passage.role == "contraindication" or _pattern("who").search(folded) is not None
    if kind == "emergency":
        return passage.role == "help" or _pattern("help").search(folded) is not None
    before = folded[max(0, start - _REACH) : start]
    clauses = list(_CLAUSE.finditer(before))
    if clauses:
        before = before[clauses[-1].end() :]
    if _pattern("denied").search(before) or _pattern("denied_behind").search(folded[end:]):
        return False
    if _pattern("had_before").search(before) and not _pattern("calls").search(folded):
        return False
    return _pattern("helped").search(before) is None
