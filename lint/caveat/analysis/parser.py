"""The dependency parser: spaCy's, loaded once, only when a sentence needs it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from caveat.analysis.parse import ParsedSentence, Rows
from caveat.analysis.pipeline import pipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from caveat.analysis.memory import Memory

# Small enough that the matrices of a batch stay in the processor's cache: 128 takes a tenth longer, and 60 MB.
_BATCH = 32

_COLUMNS: Final[list[int | str]] = ["IDX", "LENGTH", "LOWER", "TAG", "DEP", "HEAD", "IS_SPACE"]
# spaCy's columns are unsigned; heads are distances that may be negative.
_NEGATIVE = 2**63
_NO = 2**64 - 1

# The model was trained on plain quotes and reads "don\u2019t" wrongly.
_PLAIN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}


class Request(Protocol):
    """A stretch of prose to parse: its text, its offset in the block, and which of its sentences are wanted.

    `starts` are the offsets into the block at which its sentences begin, `wanted` the numbers of the wanted ones.
    """

    @property
    def text(self) -> str: ...  # noqa: D102 - see the class
    @property
    def offset(self) -> int: ...  # noqa: D102 - see the class
    @property
    def starts(self) -> Sequence[int]: ...  # noqa: D102 - see the class
    @property
    def wanted(self) -> Sequence[int]: ...  # noqa: D102 - see the class


def parse(
    requests: Iterable[Request], model: str | None = None, memory: Memory | None = None
) -> Iterator[tuple[ParsedSentence, ...]]:
    """Yield, for each request in order, its wanted sentences parsed.

    Sentence boundaries are the given ones. The result for a request does not depend on the others, so that a `memory`
    may hold it from an earlier call; with all of them in it, spaCy is not loaded.
    """
    if memory is None:
        for request, rows in _parsed(requests, model):
            yield _sentences(rows, request.offset)
        return
    asked = [(request, _key(request)) for request in requests]
    kept = {key: memory.parses.get(key) for _, key in asked}
    known = {key: rows for key, rows in kept.items() if rows is not None}
    unknown = {key: request for request, key in asked if key not in known}
    fresh = _parsed(unknown.values(), model) if unknown else iter(())
    for request, key in asked:
        memory.checkpoint()
        if key not in known:
            _, known[key] = next(fresh)
            memory.parses.put(key, known[key])
        yield _sentences(known[key], request.offset)


def _key(request: Request) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Return all that a request's parse depends on."""
    return request.text, tuple(start - request.offset for start in request.starts), tuple(request.wanted)


def _sentences(rows: Iterable[Rows], offset: int) -> tuple[ParsedSentence, ...]:
    return tuple(ParsedSentence(one, offset) for one in rows)


def _parsed(requests: Iterable[Request], model: str | None) -> Iterator[tuple[Request, tuple[Rows, ...]]]:
    """Yield requests with their wanted sentences as plain values, in order."""
    nlp = pipeline(model)
    waiting: deque[tuple[Request, list[int]]] = deque()

    def prepared() -> Iterator[Doc]:
        for request in requests:
            doc, begins = _tokenised(nlp, request)
            waiting.append((request, begins))
            yield doc

    for doc in nlp.pipe(prepared(), batch_size=_BATCH):
        request, begins = waiting.popleft()
        yield request, _rows(doc, request, begins)


def _tokenised(nlp: Language, request: Request) -> tuple[Doc, list[int]]:
    """Tokenise a request, with the sentence boundaries set, which the parser then keeps; and where sentences begin.

    Whole columns go in and out of spaCy: asking its tokens one by one takes three times as long.
    """
    import numpy as np

    text = request.text
    doc = nlp.make_doc(text if text.isascii() else text.translate(_PLAIN))
    columns = doc.to_array(["IDX", "LENGTH"]).tolist()
    begins: list[int] = []
    number = 0
    for start in request.starts:
        while number < len(columns) and sum(columns[number]) <= start - request.offset:
            number += 1
        begins.append(number)
    opening = {0, *begins}
    boundaries = np.array([[1 if index in opening else _NO] for index in range(len(columns))], dtype=np.uint64)
    doc.from_array(["SENT_START"], boundaries)  # type: ignore[arg-type] # thinc's own name for an array in two dimensions
    return doc, begins


def _rows(doc: Doc, request: Request, begins: Sequence[int]) -> tuple[Rows, ...]:
    every: list[list[int]] = doc.to_array(_COLUMNS).tolist()
    ends = [*begins[1:], len(every)]
    strings = doc.vocab.strings
    sentences: list[Rows] = []
    for number in request.wanted:
        found = every[begins[number] : ends[number]]
        sentence: list[tuple[int, int, int, str, str, str, int]] = []
        for index, (place, length, lower, tag, dep, distance, is_space) in enumerate(found):
            if is_space:
                continue
            head = index + (distance if distance < _NEGATIVE else distance - 2 * _NEGATIVE)
            # A token that hangs on one of another sentence, or on white space, governs its sentence.
            if not 0 <= head < len(found) or found[head][-1]:
                head = index
            sentence.append((index, place, length, strings[lower], strings[tag], strings[dep], head))
        sentences.append(tuple(sentence))
    return tuple(sentences)
