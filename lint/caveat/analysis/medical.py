"""Which sentences state something about health: a treatment, a condition, a symptom, a risk or a benefit.

A cheap lexical test, for rules that ask whether a text makes medical statements at all, or whether a number stands in
one. Claims, with their subject and strength, are the work of `caveat.analysis.claims`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from caveat.analysis.lexicon import lexicon, plurals, words
from caveat.analysis.sections import section_roles
from caveat.terms import Cue, Cues, TermList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from caveat.analysis.sentence import Sentence
    from caveat.document import Block, Document
    from caveat.terms import Vocabulary

Hits: TypeAlias = tuple[tuple[int, str], ...]
"""Where words about health begin, and the kind of each, in order."""

_PROSE: Final = frozenset({"paragraph", "item", "cell", "caption"})
_ASIDE: Final = frozenset({"references", "disclaimer", "about"})
_FEWEST_WORDS: Final = 4


def medical_sentences(
    document: Document, sentences: Sequence[Sentence], vocabulary: Vocabulary
) -> tuple[Sentence, ...]:
    """Return the sentences that state something about health, in order.

    A name of a treatment, condition or symptom makes one; everyday words ("dose", "risk", "patient") make one in
    pairs. Questions, arrangements, referrals to a doctor, disclaimers and reference lists are left out.
    """
    roles = section_roles(document)
    kinds = _kinds(vocabulary)
    found: list[Sentence] = []
    block: Block | None = None
    hits: Hits = ()
    for sentence in sentences:
        if sentence.block is not block:
            block = sentence.block
            skip = block.kind not in _PROSE or roles.get(block.index) in _ASIDE
            hits = () if skip else _hits_in_block(block.prose.folded, kinds)
        if hits and _tells_of_health(sentence, hits) and _states(sentence):
            found.append(sentence)
    return tuple(found)


def health_words(sentence: Sentence, vocabulary: Vocabulary) -> Hits:
    """Return where the words about health in a sentence begin, and their kinds: `strong` for names, else everyday."""
    return _hits(sentence.folded, _kinds(vocabulary))


@cache
def _kinds(vocabulary: Vocabulary) -> TermList:
    """The words about health, each labelled with its kind; everyday words among the lists of others are left out."""
    labelled: dict[str, str] = {}
    for name, keys in (
        ("treatments", ("named",)),
        ("conditions", ("conditions", "symptoms")),
        ("outcomes", ("harms", "harm_words", "benefits")),
        ("medical", ("signs",)),
    ):
        for key in keys:
            labelled.update(dict.fromkeys(_forms(words(name, key)), "strong"))
    for kind in ("weak", "persons"):
        labelled.update(dict.fromkeys(_forms(words("medical", kind)), kind))
    for kind in ("events", "clinical_events"):
        labelled.update(dict.fromkeys(words("medical", kind), kind))
    for word in _forms(words("medical", "everyday")):
        labelled.pop(word, None)
    labelled.update(dict.fromkeys(_forms(vocabulary.treatments | vocabulary.conditions), "strong"))
    return TermList(labelled)


def _forms(singulars: Iterable[str]) -> Iterator[str]:
    for word in singulars:
        yield from plurals(word)


@cache
def _endings() -> Cue:
    """Match the endings by which names of drugs and diseases are known, at a word's end."""
    endings = [
        str(entry["ending"])
        for name in ("treatments", "conditions")
        for entry in _mappings(lexicon(name)["endings"])
        if len(str(entry["ending"])) > 3
    ]
    return Cue(rf"[a-z]{{3}}(?:{'|'.join(sorted(endings, key=len, reverse=True))})s?\b", *endings)


def _mappings(data: object) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict))


@lru_cache(maxsize=4_096)
def _hits_in_block(folded: str, kinds: TermList) -> Hits:
    return _hits(folded, kinds)


def _hits(folded: str, kinds: TermList) -> Hits:
    """Where the words about health begin in a text, and the kind of each, in order."""
    hits = [(match.start, match.label) for match in kinds.find(folded)]
    if not any(kind == "strong" for _, kind in hits):
        hits.extend((ending.start(), "strong") for ending in _endings().finditer(folded))
        hits.sort()
    return tuple(hits)


def _tells_of_health(sentence: Sentence, hits: Sequence[tuple[int, str]]) -> bool:
    """Say whether the words in a sentence are about health when they stand together."""
    low = bisect_left(hits, (sentence.start, ""))
    tally = Counter(kind for _, kind in hits[low : bisect_left(hits, (sentence.end, ""))])
    if tally["strong"] or tally["weak"] > 1:
        return True
    if tally["weak"]:
        return bool(tally["events"] or tally["clinical_events"])
    return bool(tally["persons"] and tally["clinical_events"])


@cache
def excluded() -> Cues:
    """Return what is found in sentences about arrangements, and in those that send the reader to somebody."""
    return Cues(
        Cue(str(entry["pattern"]), *cast("list[str]", entry["hints"]))
        for key in ("arrangements", "referrals")
        for entry in _mappings(lexicon("medical")[key])
    )


def _states(sentence: Sentence) -> bool:
    """Say whether a sentence states something: no question, no fragment, no arrangement, no referral."""
    folded = sentence.folded
    if folded.endswith("?") or folded.count(" ") + 1 < _FEWEST_WORDS:
        return False
    return not excluded().any_in(folded)
