"""Which sentences state something about health: a treatment, a condition, a symptom, a risk or a benefit.

A cheap lexical test, for rules that ask whether a text makes medical statements at all, or whether a number stands in
one. Claims, with their subject and strength, are the work of `caveat.analysis.claims`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final

from caveat.analysis.lexicon import lexicon, plurals, words
from caveat.analysis.sections import section_roles
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.analysis.sentence import Sentence
    from caveat.document import Block, Document
    from caveat.terms import Vocabulary

_STRONG: Final = 2
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
    weights = _weights(vocabulary)
    found: list[Sentence] = []
    block: Block | None = None
    hits: tuple[list[int], list[int]] = ([], [])
    for sentence in sentences:
        if sentence.block is not block:
            block = sentence.block
            skip = block.kind not in _PROSE or roles.get(block.index) in _ASIDE
            hits = ([], []) if skip else _hits(block.prose.folded, weights)
        if hits[0] and _weight(sentence, hits) >= _STRONG and _states(sentence):
            found.append(sentence)
    return tuple(found)


@cache
def _weights(vocabulary: Vocabulary) -> TermList:
    weak = set(words("medical", "weak"))
    labelled: dict[str, str] = {}
    for name, keys in (
        ("treatments", ("named",)),
        ("conditions", ("conditions", "symptoms")),
        ("outcomes", ("harms", "harm_words", "benefits")),
        ("medical", ("signs",)),
    ):
        for key in keys:
            for word in words(name, key):
                for form in plurals(word):
                    labelled[form] = "1" if word in weak else "2"
    for word in weak:
        for form in plurals(word):
            labelled[form] = "1"
    for word in words("medical", "events"):
        labelled[word] = "1"
    for word in words("medical", "everyday"):
        for form in plurals(word):
            labelled.pop(form, None)
    for name in vocabulary.treatments | vocabulary.conditions:
        for form in plurals(name):
            labelled[form] = "2"
    return TermList(labelled)


@cache
def _endings() -> re.Pattern[str]:
    """Match the endings by which names of drugs and diseases are known, at a word's end."""
    endings = [
        str(entry["ending"])
        for name in ("treatments", "conditions")
        for entry in _mappings(lexicon(name)["endings"])
        if len(str(entry["ending"])) > 3
    ]
    return re.compile(rf"[a-z]{{3}}(?:{'|'.join(sorted(endings, key=len, reverse=True))})s?\b")


def _mappings(data: object) -> Iterator[dict[str, object]]:
    if isinstance(data, list):
        yield from (entry for entry in data if isinstance(entry, dict))


def _hits(folded: str, weights: TermList) -> tuple[list[int], list[int]]:
    """Where the words about health end in a block, and the weight of each; a strong one counts as two."""
    starts: list[int] = []
    values: list[int] = []
    for match in weights.find(folded):
        starts.append(match.start)
        values.append(int(match.label))
    if not any(value == _STRONG for value in values):
        for ending in _endings().finditer(folded):
            at = bisect_right(starts, ending.start())
            starts.insert(at, ending.start())
            values.insert(at, _STRONG)
    return starts, values


def _weight(sentence: Sentence, hits: tuple[list[int], list[int]]) -> int:
    starts, values = hits
    low = bisect_right(starts, sentence.start - 1)
    high = bisect_right(starts, sentence.end - 1)
    return sum(values[low:high])


@cache
def _excluded() -> re.Pattern[str]:
    return re.compile("|".join((*words("medical", "arrangements"), *words("medical", "referrals"))))


def _states(sentence: Sentence) -> bool:
    """Say whether a sentence states something: no question, no fragment, no arrangement, no referral."""
    folded = sentence.folded
    if folded.endswith("?") or folded.count(" ") + 1 < _FEWEST_WORDS:
        return False
    return not _excluded().search(folded)
