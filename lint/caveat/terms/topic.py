"""Topic packs: a drug's names, its uses, what its trials support, and what a text about it must say, with sources.

A pack is one YAML file in the `topics` folder of a bundle or beside the configuration. It is data: who adds a drug
writes no code.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from caveat.document import fold
from caveat.terms.linear import PatternError, check_pattern
from caveat.terms.matcher import TermList
from caveat.terms.strict_yaml import Data, StrictYamlError, load_yaml

if TYPE_CHECKING:
    from pathlib import Path

UseStatus: TypeAlias = Literal["approved", "off_label", "not_approved", "investigational"]
Confidence: TypeAlias = Literal["read", "secondary"]
StatementKind: TypeAlias = Literal["side_effects", "key_risk", "boxed_warning", "contraindication", "emergency"]
Level: TypeAlias = Literal["required", "recommended"]

_ENUMS: Mapping[str, object] = {
    ".status": UseStatus,
    ".confidence": Confidence,
    ".kind": StatementKind,
    ".level": Level,
}
_FACTS = ("approvals", "uses", "bounds", "statements")


class TopicError(ValueError):
    """A pack that cannot be used; the message names the file, the line, the key and what is wrong with it."""


class _FaultError(Exception):
    """What is wrong with a pack, and at which key."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where = where
        self.message = message


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
class Statement:
    """What a text about the drug must say, or should.

    `plain` completes "the text leaves out: …", `write` is a sentence to adapt. `patterns` recognise the statement in a
    folded sentence, each from the beginning of a word; `says` are sentences that they must find, `silent` ones that
    they must not. `short` says that even a post must hold it. `products` are the brands that it is about; none means
    all of them.
    """

    id: str
    kind: StatementKind
    plain: str
    write: str
    patterns: tuple[str, ...]
    says: tuple[str, ...]
    silent: tuple[str, ...]
    source: Source
    confidence: Confidence
    level: Level = "required"
    short: bool = False
    products: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A pack. `checked_by` is the clinician who signed it off, with their credential; None when nobody has.

    `review_by` is the day from which on it needs a new look, `note` what a reader of the pack should know.
    """

    id: str
    version: str
    last_checked: datetime.date
    checked_by: str | None
    names: Names
    sources: tuple[Source, ...]
    approvals: tuple[Approval, ...] = ()
    uses: tuple[Use, ...] = ()
    bounds: tuple[ClaimBound, ...] = ()
    statements: tuple[Statement, ...] = ()
    review_by: datetime.date | None = None
    note: str = ""

    @property
    def title(self) -> str:
        """The drug's first name."""
        return self.names.generic[0]


def load_topics(folder: Path, *, tested: bool = False) -> tuple[Topic, ...]:
    """Return the packs in a folder, in the order of their file names; raises TopicError for the first that is wrong.

    The patterns of packs that were `tested` are not checked again, which takes most of the time.
    """
    found: dict[str, Topic] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise TopicError(f"{path.name}: not UTF-8") from None
        topic = parse_topic(text, path.name, tested=tested)
        if topic.id != path.stem:
            lines: dict[str, int] = {}
            load_yaml(text, path.name, lines)
            raise TopicError(f"{path.name}, line {lines['id']}: id: {topic.id!r} is not the file's name")
        found[topic.id] = topic
    return tuple(found.values())


def parse_topic(text: str, name: str, *, tested: bool = False) -> Topic:
    """Return the pack in a YAML text; `name` is its file's name, for the message of a TopicError."""
    lines: dict[str, int] = {}
    try:
        data = load_yaml(text, name, lines)
    except StrictYamlError as error:
        raise TopicError(str(error)) from None
    try:
        topic = _topic(data)
        _check_statements(topic, tested=tested)
    except _FaultError as fault:
        place = f"{fault.where}: " if fault.where else ""
        raise TopicError(f"{name}, line {_line_of(fault.where, lines)}: {place}{fault.message}") from None
    return topic


def _topic(data: Data) -> Topic:
    import msgspec

    if not isinstance(data, dict):
        raise _FaultError("", "not a pack: keys and values are wanted")
    _check_keys(data, Topic, "")
    sources = _mapping(data.get("sources"), "sources")
    for key, source in sources.items():
        _check_keys(_mapping(source, f"sources.{key}"), Source, f"sources.{key}.")
    _check_keys(_mapping(data.get("names"), "names"), Names, "names.")
    resolved: dict[str, Any] = {**data, "sources": list(sources.values())}
    for key, kind in zip(_FACTS, (Approval, Use, ClaimBound, Statement), strict=True):
        resolved[key] = list(_facts(data.get(key), kind, sources, key))
    try:
        topic = msgspec.convert(resolved, type=Topic)
    except msgspec.ValidationError as error:
        raise _plain(str(error), list(sources)) from None
    _check_sense(topic, list(sources))
    return topic


def _line_of(where: str, lines: Mapping[str, int]) -> int:
    """Return the line of a key, or of what it lacks in."""
    while where:
        if where in lines:
            return lines[where]
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return 1


def statement_line(text: str, number: int) -> int:
    """Return the line of a statement in the text of a pack, by its number in the pack."""
    lines: dict[str, int] = {}
    load_yaml(text, lines=lines)
    return lines[f"statements[{number}]"]


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


def _facts(entries: Data, kind: type[object], sources: Mapping[str, Data], key: str) -> Iterator[dict[str, Any]]:
    """Yield the facts under a key, each with its source in the place of the source's name."""
    if entries is None:
        return
    if not isinstance(entries, list):
        raise _FaultError(key, "a list is wanted")
    for number, entry in enumerate(entries):
        where = f"{key}[{number}]"
        fact = _mapping(entry, where)
        _check_keys(fact, kind, f"{where}.")
        given = fact["source"]
        if not isinstance(given, str) or given not in sources:
            raise _FaultError(f"{where}.source", f"{given!r} is none of the pack's sources")
        if fact["confidence"] == "memory":
            raise _FaultError(f"{where}.confidence", "what nobody has looked up is no fact; leave it out")
        yield {**fact, "source": sources[given]}


def _mapping(data: Data, where: str) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise _FaultError(where, "keys and values are wanted")
    return data


def _check_keys(data: Mapping[str, Data], kind: type[Any], where: str) -> None:
    """Raise _FaultError for a key that a part of a pack does not know, and for one that it lacks."""
    known = {field.name: field for field in fields(kind)}
    for key in data:
        if key not in known:
            raise _FaultError(f"{where}{key}", f"unknown key (known: {', '.join(known)})")
    for key, field in known.items():
        if field.default is MISSING and key not in data:
            raise _FaultError(f"{where}{key}", "is missing")


def _check_sense(topic: Topic, sources: Sequence[str]) -> None:
    """Raise _FaultError for what is of the right type and yet cannot be meant."""
    if not topic.names.generic:
        raise _FaultError("names.generic", "a drug needs a name")
    for key, source in zip(sources, topic.sources, strict=True):
        if not source.label or not source.url.startswith(("https://", "http://")):
            raise _FaultError(f"sources.{key}", "a source needs a label and a web address")
    brands = {fold(brand) for brand in topic.names.brands}
    for key in ("uses", "approvals", "statements"):
        for number, fact in enumerate(getattr(topic, key)):
            for product in fact.products:
                if fold(product) not in brands:
                    raise _FaultError(f"{key}[{number}].products", f"{product!r} is none of names.brands")
    for number, use in enumerate(topic.uses):
        if not use.words:
            raise _FaultError(f"uses[{number}]", "a use needs words: names, goals or both")
    for number, bound in enumerate(topic.bounds):
        if not bound.names:
            raise _FaultError(f"bounds[{number}].names", "a bound needs the condition's names")
        if bound.max_supported_duration is None and bound.time_to_effect is None:
            raise _FaultError(f"bounds[{number}]", "max_supported_duration, time_to_effect or both are wanted")


def _check_statements(topic: Topic, *, tested: bool) -> None:
    """Raise _FaultError for a statement that cannot be looked for, or that nobody has tested."""
    seen: set[str] = set()
    for number, statement in enumerate(topic.statements):
        where = f"statements[{number}]"
        if statement.id in seen:
            raise _FaultError(f"{where}.id", f"{statement.id!r} stands twice")
        seen.add(statement.id)
        for key in ("plain", "write", "patterns", "says", "silent"):
            if not getattr(statement, key):
                raise _FaultError(f"{where}.{key}", "must not be empty")
        for place, pattern in enumerate(() if tested else statement.patterns):
            try:
                check_pattern(pattern)
            except PatternError as error:
                raise _FaultError(f"{where}.patterns[{place}]", str(error)) from None


def _plain(message: str, sources: Sequence[str]) -> _FaultError:
    """Turn a conversion error into a fault: `uses[0].status: …`."""
    text, _, path = message.partition(" - at `$.")
    where = path.rstrip("`")
    text = text.replace("`", "").replace("Expected", "expected").replace("Invalid", "invalid")
    for ending, kind in _ENUMS.items():
        if text.startswith("invalid enum value") and where.endswith(ending):
            text += f" (known: {', '.join(get_args(kind))})"
    if where.startswith("sources["):
        number, _, rest = where.removeprefix("sources[").partition("]")
        where = f"sources.{sources[int(number)]}{rest}"
    return _FaultError(where, text)
