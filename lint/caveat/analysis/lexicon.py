"""The engine's own word lists: treatments, conditions, harms, benefits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final, cast

from caveat.kept import kept
from caveat.terms import Cue, Data, TermList, Vocabulary, load_yaml_file

_FOLDER: Final = Path(__file__).parent / "lexicon"


@cache
def lexicon(name: str) -> dict[str, Data]:
    """Return one of the engine's word lists, by its file's name without the ending."""
    return cast("dict[str, Data]", load_yaml_file(_FOLDER / f"{name}.yaml"))


@cache
def points_table(name: str) -> dict[str, int]:
    """Return one of the engine's tables of points, by its file name; a line is points and name."""
    text = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return kept("points", text, lambda: _points(text))


def _points(text: str) -> dict[str, int]:
    rows = (line.split("\t", 1) for line in text.splitlines() if not line.startswith("#"))
    return {key: int(points) for points, key in rows}


def words(name: str, key: str) -> tuple[str, ...]:
    """Return the words under one key of a word list."""
    return tuple(str(word) for word in cast("list[Data]", lexicon(name)[key]))


def plurals(singular: str) -> tuple[str, ...]:
    """Return a term and its plural."""
    if singular.endswith(("s", "x", "ch", "sh")):
        return (singular, singular + "es") if not singular.endswith("s") else (singular,)
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        return (singular, singular[:-1] + "ies")
    return (singular, singular + "s")


def term_list(name: str, *keys: str, names: Iterable[str] = ()) -> TermList:
    """Return the terms under some keys of a word list, with their plurals, each labelled with its key.

    `names` are further terms, labelled with the first key.
    """
    labelled = dict.fromkeys((form for given in names for form in plurals(given)), keys[0])
    for key in keys:
        for word in words(name, key):
            for form in plurals(word):
                labelled.setdefault(form, key)
    return TermList(labelled)


@cache
def treatment_terms(vocabulary: Vocabulary) -> TermList:
    """Return the words that name a treatment, those of the vocabulary included (label `named` or `contextual`)."""
    return term_list(
        "treatments",
        "named",
        "contextual",
        names=(*vocabulary.treatments, *words("drugs", "names"), *words("drugs", "herbs")),
    )


@cache
def condition_terms(vocabulary: Vocabulary) -> TermList:
    """Return the words that name a condition or a symptom, those of the vocabulary included.

    A symptom stays one, whatever a pack of the vocabulary treats it as.
    """
    names = vocabulary.conditions - frozenset(words("conditions", "symptoms"))
    return term_list("conditions", "conditions", "symptoms", names=names)


@cache
def _endings(name: str) -> tuple[tuple[str, int], ...]:
    entries = cast("list[dict[str, Data]]", lexicon(name)["endings"])
    return tuple((str(entry["ending"]), int(cast("int", entry["least"]))) for entry in entries)


@cache
def _known_by_ending(word: str, name: str) -> bool:
    stem = word.removesuffix("s") if name == "treatments" and not word.endswith("ss") else word
    return any(stem.endswith(ending) and len(stem) >= least for ending, least in _endings(name))


@cache
def _endings_of_treatments() -> Cue:
    endings = "|".join(ending for ending, _ in _endings("treatments"))
    return Cue(rf"(?:{endings})s?(?![^\W\d_])", *(ending for ending, _ in _endings("treatments")))


def names_like_treatment(folded: str) -> bool:
    """Say whether a word of a folded text ends as drug and procedure names do."""
    return _endings_of_treatments().search(folded) is not None and any(
        named_like_treatment(word.strip(".,;:()'\"")) for word in folded.split()
    )


def named_like_treatment(word: str) -> bool:
    """Say whether a lower-case word ends as drug and procedure names do."""
    return _known_by_ending(word, "treatments")


def named_like_condition(word: str) -> bool:
    """Say whether a lower-case word ends as names of diseases do."""
    return _known_by_ending(word, "conditions")


@cache
def grammar_words(key: str) -> frozenset[str]:
    """Return the function words and verbs under one key of the grammar's word list."""
    return frozenset(words("grammar", key))
