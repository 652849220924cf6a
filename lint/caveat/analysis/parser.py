"""The dependency parser: spaCy's, loaded once, only when a sentence needs it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from caveat.analysis.model import find_model
from caveat.analysis.parse import ParsedSentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_UNUSED = ["ner", "attribute_ruler", "lemmatizer", "senter"]
_BATCH = 32
_TRIAL = (
    "Most people feel better within a few days, but some need to see a doctor again. "
    "Read the leaflet that comes with the tablets, and ask a pharmacist about anything that is not clear to you. "
)


# The model was trained on plain quotes and reads "don\u2019t" wrongly.
_PLAIN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}


class Request(Protocol):
    """A stretch of prose to parse: its text, its offset in the block, and its sentences as offsets into the block."""

    @property
    def text(self) -> str: ...  # noqa: D102 - see the class
    @property
    def offset(self) -> int: ...  # noqa: D102 - see the class
    @property
    def sentences(self) -> Sequence[tuple[int, int]]: ...  # noqa: D102 - see the class


def parse(requests: Iterable[Request], model: str | None = None) -> Iterator[tuple[ParsedSentence, ...]]:
    """Yield, for each request in order, its sentences parsed.

    Sentence boundaries are the given ones. The result for a request does not depend on the others.
    """
    nlp = _pipeline(model)
    waiting: list[Request] = []

    def prepared() -> Iterator[Doc]:
        for request in requests:
            waiting.append(request)
            yield _tokenised(nlp, request)

    for number, doc in enumerate(nlp.pipe(prepared(), batch_size=_BATCH)):
        yield _sentences(doc, waiting[number])


def _tokenised(nlp: Language, request: Request) -> Doc:
    """Tokenise a request, with the sentence boundaries set, which the parser then keeps."""
    doc = nlp.make_doc(request.text.translate(_PLAIN))
    starts = iter(sorted(start - request.offset for start, _ in request.sentences))
    following = next(starts, None)
    for token in doc:
        begins = token.i == 0
        while following is not None and token.idx + len(token) > following:
            begins = True
            following = next(starts, None)
        token.is_sent_start = begins
    return doc


def _sentences(doc: Doc, request: Request) -> tuple[ParsedSentence, ...]:
    sentences: list[ParsedSentence] = []
    for span in doc.sents:
        offset = span.start
        tokens: list[Token] = []
        heads: list[int] = []
        for word in span:
            if word.is_space:
                continue
            start = request.offset + word.idx
            tokens.append(Token(word.i - offset, word.lower_, start, start + len(word), word.tag_, word.dep_))
            heads.append(word.head.i - offset)
        by_index = {token.index: token for token in tokens}
        for token, head in zip(tokens, heads, strict=True):
            token.head = by_index.get(head, token)
            if token.head is not token:
                token.head.children.append(token)
        sentences.append(ParsedSentence(tuple(tokens)))
    return tuple(sentences)


@lru_cache(maxsize=2)
def _pipeline(name: str | None) -> Language:
    # More than one thread makes the small matrices of this model slower, by half and more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import spacy

    model = find_model(name)
    nlp = spacy.load(model.folder, exclude=_UNUSED)
    _use_faster_backend(nlp)
    return nlp


def _use_faster_backend(nlp: Language) -> None:
    """Switch the matrix backend to NumPy's where a short trial shows that it is faster; the parses are the same."""
    from thinc.api import NumpyOps, get_current_ops

    given = get_current_ops()
    if not isinstance(given, NumpyOps):
        return
    plain = NumpyOps(use_blis=False)
    first = _trial(nlp)
    _set_backend(nlp, plain)
    if _trial(nlp) > first:
        _set_backend(nlp, given)


def _trial(nlp: Language) -> float:
    """Return the shorter of two timings of the same parse, in seconds, after one to warm up."""
    texts = [_TRIAL] * 4
    list(nlp.pipe(texts))
    timings: list[float] = []
    for _ in range(2):
        start = perf_counter()
        list(nlp.pipe(texts))
        timings.append(perf_counter() - start)
    return min(timings)


def _set_backend(nlp: Language, ops: object) -> None:
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if model is not None:
            for node in model.walk():
                node.ops = ops
