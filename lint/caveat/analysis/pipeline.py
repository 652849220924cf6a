"""The language model as spaCy's pipeline, loaded with no more of spaCy than parsing takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from importlib import import_module
from time import perf_counter
from types import ModuleType
from typing import TYPE_CHECKING, Final

from caveat.analysis.model import find_model

if TYPE_CHECKING:
    from spacy.language import Language

_UNUSED: Final = ["ner", "attribute_ruler", "lemmatizer", "senter"]
_UNFILLED: Final = "caveat.Unfilled.v1"
_COMMAND_LINE: Final = ("spacy.cli", "spacy.cli.info")
_TRIAL: Final = (
    "Most people feel better within a few days, but some need to see a doctor again. "
    "Read the leaflet that comes with the tablets, and ask a pharmacist about anything that is not clear to you. "
)


@lru_cache(maxsize=2)
def pipeline(name: str | None) -> Language:
    """Return the pipeline of the model with this package name, or of the first installed one of those we know."""
    # More than one thread makes the small matrices of this model slower, by half and more.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with _without_command_line():
        import spacy
        from spacy.util import registry

    model = find_model(name)
    # The tokenizer of a model that we know is read whole from its file; English rules, made before, would be dropped.
    registry.tokenizers.register(_UNFILLED, func=_unfilled)
    config = {"nlp": {"tokenizer": {"@tokenizers": _UNFILLED}}} if model.verified else {}
    nlp = spacy.load(model.folder, exclude=_UNUSED, config=config)
    _use_faster_backend(nlp)
    return nlp


def _unfilled() -> Callable[[Language], object]:
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types

    return lambda nlp: Tokenizer(nlp.vocab)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """Keep spaCy from importing its command line, which takes a third of its time, for the sake of `spacy.info`.

    What it takes from there is imported when it is called. Afterwards `import spacy.cli` works as ever.
    """
    if any(name in sys.modules for name in ("spacy", *_COMMAND_LINE)):
        yield
        return
    for name in _COMMAND_LINE:
        sys.modules[name] = _StandIn(name)
    try:
        yield
    finally:
        for name in _COMMAND_LINE:
            if isinstance(sys.modules.get(name), _StandIn):
                del sys.modules[name]


class _StandIn(ModuleType):
    """A module of functions, each of which imports the module of the same name when it is called."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)
        return partial(_called, self.__name__, name)


def _called(module: str, name: str, *given: object, **named: object) -> object:
    return getattr(import_module(module), name)(*given, **named)


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
    texts = [_TRIAL]
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
