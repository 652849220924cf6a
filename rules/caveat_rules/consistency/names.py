"""Who and what sentences name: drugs, groups of people, ways of giving a medicine, comparators, conditions, animals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from weakref import WeakKeyDictionary

from caveat.analysis.lexicon import condition_terms, named_like_condition, named_like_treatment, plurals, words
from caveat.library.alignment import Side, alike
from caveat.patterns import compiled
from caveat.terms import Data, TermList, load_yaml_file

if TYPE_CHECKING:
    from caveat.terms import Vocabulary

__all__ = [
    "CONDITION",
    "Mention",
    "Names",
    "apart",
    "joined_names",
    "kin",
    "names_in",
    "names_of",
    "other_condition",
    "people_for_animals",
    "whole_of",
]

CONDITION: Final = 0.55
"""From which likeness on another condition in a sentence is one in the article's place."""
_WORD: Final = compiled(r"[^\W\d_]{5,}")
_ANIMALS: Final = compiled(
    r"\b(?:mice|mouse|rats?|rodents?|animals?|monkeys?|macaques?|zebrafish|rabbits?|piglets?|pigs|dogs|hamsters?|ferrets?"
    r"|in vitro|cell lines?|cell cultures?|cultured|organoids?|petri dish(?:es)?|test tubes?|preclinical|fruit flies)\b"
)
# A dummy pill is no way of giving the medicine.
_DUMMY: Final = compiled(r"\b(?:dummy|sham|sugar|placebo|inactive|fake)[ -](?:\w+ )?$")
# "Cold" and "weight" say what a sentence is about only together with other words; these are not held apart.
_VAGUE: Final = frozenset(
    {
        *(
            "disease",
            "condition",
            "disorder",
            "syndrome",
            "illness",
            "infection",
            "injury",
            "ailment",
            "symptom",
            "pain",
        ),
        *("damage", "root cause", "stress", "suffering", "distress", "discomfort", "scar", "cold", "addiction", "aids"),
        *(
            "allergy",
            "trauma",
            "withdrawal",
            "flare",
            "flare-up",
            "weight",
            "mood",
            "sleep",
            "swelling",
            "inflammation",
        ),
        *("fatigue", "tiredness", "overweight", "aging", "ageing", "wrinkle", "craving", "diagnosis", "prognosis"),
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """What a sentence names: its one name, and where its words stand in the folded text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Names:
    """What a sentence, or a whole text, names, by kind; each kind by the one name of what it names."""

    drugs: Mapping[str, Mention]
    kinds: Mapping[str, Mention]
    groups: Mapping[str, Mention]
    routes: Mapping[str, Mention]
    comparators: Mapping[str, Mention]
    conditions: Mapping[str, Mention]
    people: Mention | None
    animals: Mention | None


@lru_cache(4096)
def names_in(folded: str, vocabulary: Vocabulary) -> Names:
    """Return what a folded sentence names."""
    found: dict[str, dict[str, Mention]] = {kind: {} for kind in ("drug", "group", "route", "comparator", "people")}
    for match in _terms(vocabulary).find(folded):
        for label in match.label.split("|"):
            kind, _, name = label.partition(":")
            if kind == "route" and _DUMMY.search(folded[max(0, match.start - 20) : match.start]):
                continue
            found[kind].setdefault(name, Mention(name, match.start, match.end))
    for word in _WORD.finditer(folded):
        if word[0] not in _terms(vocabulary) and named_like_treatment(word[0]):
            found["drug"].setdefault(word[0], Mention(word[0], *word.span()))
    animals = _ANIMALS.search(folded)
    return Names(
        drugs=found["drug"],
        kinds={one.name: one for one in _kinds(folded)},
        groups=found["group"],
        routes=found["route"],
        comparators=found["comparator"],
        conditions={one.name: one for one in _conditions(folded, vocabulary)},
        people=next(iter(found["people"].values()), None),
        animals=None if animals is None else Mention("animals", *animals.span()),
    )


def _conditions(folded: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    reach = -1
    for match in condition_terms(vocabulary).find(folded):
        reach = match.end
        if match.term not in _VAGUE and match.term.removesuffix("s") not in _VAGUE:
            yield Mention(match.term, match.start, match.end)
    for word in _WORD.finditer(folded):
        if word.start() >= reach and word[0] not in _VAGUE and named_like_condition(word[0]):
            yield Mention(word[0], *word.span())


def _kinds(folded: str) -> Iterator[Mention]:
    for match in _kind_pattern().finditer(folded):
        thing, kind = (match[1], match[2]) if match[1] else (match[4], match[3])
        roman = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}.get(kind, kind)
        yield Mention(f"{thing.removesuffix('s').removesuffix('ic')[:8]} {roman}", *match.span())


_SEEN: Final[WeakKeyDictionary[Side, tuple[Names, ...]]] = WeakKeyDictionary()
_WHOLE: Final[WeakKeyDictionary[Side, Names]] = WeakKeyDictionary()


def names_of(side: Side) -> tuple[Names, ...]:
    """Return what each sentence of a text names; an article is read once, however many pieces it has."""
    if side not in _SEEN:
        _SEEN[side] = tuple(names_in(sentence.folded, side.vocabulary) for sentence in side.sentences)
    return _SEEN[side]


def whole_of(side: Side) -> Names:
    """Return what a text names anywhere."""
    if side not in _WHOLE:
        _WHOLE[side] = joined_names(names_of(side))
    return _WHOLE[side]


def joined_names(given: Iterable[Names]) -> Names:
    """Return what several sentences name together; the places are those of the first that names a thing."""
    drugs: dict[str, Mention] = {}
    kinds: dict[str, Mention] = {}
    groups: dict[str, Mention] = {}
    routes: dict[str, Mention] = {}
    comparators: dict[str, Mention] = {}
    conditions: dict[str, Mention] = {}
    people: Mention | None = None
    animals: Mention | None = None
    for one in given:
        for into, held in (
            (drugs, one.drugs),
            (kinds, one.kinds),
            (groups, one.groups),
            (routes, one.routes),
            (comparators, one.comparators),
            (conditions, one.conditions),
        ):
            into.update({name: mention for name, mention in held.items() if name not in into})
        people, animals = people or one.people, animals or one.animals
    return Names(drugs, kinds, groups, routes, comparators, conditions, people, animals)


def people_for_animals(mine: Names, theirs: Names, piece: Side) -> tuple[Mention, Mention] | None:
    """Return people in the place of animals or cells, and these, where the piece speaks of no animal at all."""
    if theirs.animals is None or theirs.people is not None or mine.people is None:
        return None
    return None if whole_of(piece).animals is not None else (mine.people, theirs.animals)


def other_condition(mine: Names, near: Names, theirs: Names, article: Side) -> tuple[Mention, Mention] | None:
    """Return a condition that the article knows by no name, and one that the piece does not name, in whose place it is."""
    new = next((one for one in mine.conditions.values() if not article.knows(one.name)), None)
    gone = next(
        (
            one
            for name, one in theirs.conditions.items()
            if name not in near.conditions and not any(alike(name, other) for other in near.conditions)
        ),
        None,
    )
    return None if new is None or gone is None else (new, gone)


def apart(one: str, other: str) -> bool:
    """Say whether a sentence about the one group of people is not about the other."""
    return frozenset((one, other)) in _pairs("apart")


def kin(one: str, other: str) -> bool:
    """Say whether a careful reader takes two ways of giving a medicine for one another."""
    return one == other or frozenset((one, other)) in _pairs("kin")


@cache
def _data() -> dict[str, Data]:
    return cast("dict[str, Data]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _pairs(key: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(str, pair)) for pair in cast("list[list[Data]]", _data()[key]))


@cache
def _kind_pattern() -> re.Pattern[str]:
    return compiled(str(_data()["kinds"]))


@cache
def _terms(vocabulary: Vocabulary) -> TermList:
    labels: dict[str, list[str]] = {}

    def add(term: str, label: str) -> None:
        for form in plurals(term):
            held = labels.setdefault(form, [])
            if label not in held:
                held.append(label)

    one_name: dict[str, str] = {}
    for line in cast("list[list[Data]]", _data()["same_drugs"]):
        one_name.update({str(name): str(line[0]) for name in line})
    for topic in vocabulary.topics:
        names = [name.lower() for name in topic.names.all]
        first = next((one_name[name] for name in names if name in one_name), names[0])
        one_name.update(dict.fromkeys(names, first))
    for name in (
        *one_name,
        *cast("list[str]", _data()["drugs"]),
        *words("drugs", "names"),
        *words("drugs", "herbs"),
    ):
        add(name, f"drug:{one_name.get(name, name)}")
    for kind, key in (("group", "groups"), ("route", "routes"), ("comparator", "comparators")):
        for name, terms in cast("dict[str, list[str]]", _data()[key]).items():
            for term in terms:
                add(term, f"{kind}:{name}")
    for term in cast("list[str]", _data()["people"]):
        add(term, "people:people")
    return TermList({term: "|".join(held) for term, held in labels.items()})
