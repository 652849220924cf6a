"""Topic packs: what is known of a drug's names, its uses and what its trials support, each fact with its source.

A pack is one YAML file in the `topics` folder of a bundle. It is data: who adds a drug writes no code. Risks,
interactions and warnings will have their own keys beside `uses` and `bounds`; until then a pack may not have them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from caveat.document import fold
from caveat.terms.matcher import TermList
from caveat.terms.strict_yaml import Data, StrictYamlError, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

UseStatus: TypeAlias = Literal["approved", "off_label", "not_approved", "investigational"]
Confidence: TypeAlias = Literal["read", "secondary"]

_FACTS = ("approvals", "uses", "bounds")


class TopicError(ValueError):
    """A pack that cannot be used; the message names the file, the key and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: what the page is, its address, and the day it was looked at."""

    label: str
    url: str
    checked: datetime.date


@dataclass(frozen=True, slots=True)
class Names:
    """What a drug is called. Only `generic`, `brands` and `short` stand for it; the others are for hints."""

    generic: tuple[str, ...]
    brands: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    slang: tuple[str, ...] = ()
    not_the_same: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """The names that stand for the drug in a text."""
        return (*self.generic, *self.brands, *self.short)


@dataclass(frozen=True, slots=True)
class Approval:
    """What a regulator has approved: the drug, or, when `products` names some, only these."""

    regulator: str
    status: Literal["approved", "not_approved"]
    source: Source
    confidence: Confidence
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a drug and its standing with a regulator.

    `names` are names of the disease or symptom, `goals` other words for the use ("weight loss"). `products` are the
    brands that it is about; none means every one that no other use is about.
    """

    condition: str
    status: UseStatus
    source: Source
    confidence: Confidence
    names: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    regulator: str = "FDA"

    @property
    def words(self) -> tuple[str, ...]:
        """The words that name the use in a text."""
        return (*self.names, *self.goals)

    @property
    def approved(self) -> bool:
        """Whether the regulator has approved it."""
        return self.status == "approved"


@dataclass(frozen=True, slots=True)
class ClaimBound:
    """The most that trials of a drug in a condition support: for how long, and how soon. Wording is for a reader."""

    condition: str
    names: tuple[str, ...]
    source: Source
    confidence: Confidence
    max_supported_duration: str | None = None
    max_supported_weeks: float | None = None
    time_to_effect: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A pack. `checked_by` is the clinician who signed it off, with their credential; None when nobody has."""

    id: str
    version: str
    last_checked: datetime.date
    checked_by: str | None
    names: Names
    sources: tuple[Source, ...]
    approvals: tuple[Approval, ...] = ()
    uses: tuple[Use, ...] = ()
    bounds: tuple[ClaimBound, ...] = ()

    @property
    def title(self) -> str:
        """The drug's first name."""
        return self.names.generic[0]


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """Return the packs in a folder, in the order of their file names; raises TopicError for the first that is wrong."""
    found: dict[str, Topic] = {}
    for path in sorted(folder.glob("*.yaml")):
        topic = parse_topic(path.read_text(encoding="utf-8"), path.name)
        if topic.id != path.stem:
            raise TopicError(f"{path.name}: id: {topic.id!r} is not the file's name")
        found[topic.id] = topic
    return tuple(found.values())


def parse_topic(text: str, name: str) -> Topic:
    """Return the pack in a YAML text; `name` is its file's name, for the message of a TopicError."""
    import msgspec

    try:
        data = load_yaml(text, name)
    except StrictYamlError as error:
        raise TopicError(str(error)) from None
    if not isinstance(data, dict):
        raise TopicError(f"{name}: not a pack: keys and values are wanted")
    _check_keys(data, Topic, name, "")
    sources = _mapping(data.get("sources"), name, "sources")
    for key, source in sources.items():
        _check_keys(_mapping(source, name, f"sources.{key}"), Source, name, f"sources.{key}.")
    _check_keys(_mapping(data.get("names"), name, "names"), Names, name, "names.")
    resolved: dict[str, Any] = {**data, "sources": list(sources.values())}
    for key, kind in zip(_FACTS, (Approval, Use, ClaimBound), strict=True):
        resolved[key] = list(_facts(data.get(key), kind, sources, name, key))
    try:
        topic = msgspec.convert(resolved, type=Topic)
    except msgspec.ValidationError as error:
        raise TopicError(f"{name}: {_plain(str(error))}") from None
    _check_sense(topic, name)
    return topic


def bounds_for(topics: Iterable[Topic], drug_words: str, condition_words: str) -> ClaimBound | None:
    """Return what trials support for the drug and the condition that two texts name, or None when no pack says."""
    drugs, conditions = fold(drug_words), fold(condition_words)
    for topic in topics:
        if not topic.bounds or not names_of(topic).any_in(drugs):
            continue
        for bound in topic.bounds:
            if _terms(bound.names).any_in(conditions):
                return bound
    return None


@cache
def names_of(topic: Topic) -> TermList:
    """Return the names that stand for a pack's drug."""
    return TermList(topic.names.all)


@cache
def _terms(words: tuple[str, ...]) -> TermList:
    return TermList(form for word in words for form in (word, f"{word}s"))


def _facts(
    entries: Data, kind: type[object], sources: Mapping[str, Data], name: str, key: str
) -> Iterator[dict[str, Any]]:
    """Yield the facts under a key, each with its source in the place of the source's name."""
    if entries is None:
        return
    if not isinstance(entries, list):
        raise TopicError(f"{name}: {key}: a list is wanted")
    for number, entry in enumerate(entries):
        where = f"{key}[{number}]"
        fact = _mapping(entry, name, where)
        _check_keys(fact, kind, name, f"{where}.")
        given = fact["source"]
        if not isinstance(given, str) or given not in sources:
            raise TopicError(f"{name}: {where}.source: {given!r} is none of the pack's sources")
        if fact["confidence"] == "memory":
            raise TopicError(f"{name}: {where}.confidence: what nobody has looked up is no fact; leave it out")
        yield {**fact, "source": sources[given]}


def _mapping(data: Data, name: str, where: str) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise TopicError(f"{name}: {where}: keys and values are wanted")
    return data


def _check_keys(data: Mapping[str, Data], kind: type[Any], name: str, where: str) -> None:
    """Raise TopicError for a key that a part of a pack does not know, and for one that it lacks."""
    known = {field.name: field for field in fields(kind)}
    for key in data:
        if key not in known:
            raise TopicError(f"{name}: {where}{key}: unknown key (known: {', '.join(known)})")
    for key, field in known.items():
        if field.default is MISSING and key not in data:
            raise TopicError(f"{name}: {where}{key}: is missing")


def _check_sense(topic: Topic, name: str) -> None:
    """Raise TopicError for what is of the right type and yet cannot be meant."""
    if not topic.names.generic:
        raise TopicError(f"{name}: names.generic: a drug needs a name")
    for number, source in enumerate(topic.sources):
        if not source.label or not source.url.startswith(("https://", "http://")):
            raise TopicError(f"{name}: sources[{number}]: a source needs a label and a web address")
    brands = {fold(brand) for brand in topic.names.brands}
    places = [(f"uses[{number}]", use.products) for number, use in enumerate(topic.uses)]
    places += [(f"approvals[{number}]", approval.products) for number, approval in enumerate(topic.approvals)]
    for where, products in places:
        for product in products:
            if fold(product) not in brands:
                raise TopicError(f"{name}: {where}.products: {product!r} is none of names.brands")
    for number, use in enumerate(topic.uses):
        if not use.words:
            raise TopicError(f"{name}: uses[{number}]: a use needs words: names, goals or both")
    for number, bound in enumerate(topic.bounds):
        if not bound.names:
            raise TopicError(f"{name}: bounds[{number}].names: a bound needs the condition's names")
        if bound.max_supported_duration is None and bound.time_to_effect is None:
            raise TopicError(f"{name}: bounds[{number}]: max_supported_duration, time_to_effect or both are wanted")


def _plain(message: str) -> str:
    """Put the path of a conversion error first: `uses[0].status: …`."""
    text, _, path = message.partition(" - at `$.")
    text = text.replace("`", "").replace("Expected", "expected").replace("Invalid", "invalid")
    if text.startswith("invalid enum value") and path.startswith("uses"):
        text += f" (known: {', '.join(get_args(UseStatus))}; confidence: {', '.join(get_args(Confidence))})"
    return f"{path.rstrip('`')}: {text}" if path else text
