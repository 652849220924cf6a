"""A rule: its page, its message, its severity, and the check."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from caveat.rule.page import Page, parse_page
from caveat.rule.stated import Stated

if TYPE_CHECKING:
    import datetime

    from caveat.library import Reading
    from caveat.rule.hit import Hit

U = TypeVar("U")
Opt = TypeVar("Opt")

Severity = Literal["error", "warning", "info"]
Status = Literal["preview", "stable"]


@dataclass(frozen=True, slots=True)
class View(Generic[U]):
    """A way to read a document: what a check is called with, one after the other.

    `parses` says that reading it needs the parse of the sentences that hold a claim's trigger.
    """

    name: str
    read: Callable[[Reading], Iterable[U]]
    parses: bool = False


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a rule that has none."""


@dataclass(frozen=True, slots=True)
class Context(Generic[Opt]):
    """What a check may look at beside its unit."""

    reading: Reading
    options: Opt
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the engine runs it and as its page describes it.

    `genres` limits it to some genres (empty: all). `default` says whether it runs when nothing is selected. `expects`
    names what it looks for in a text, when a checklist should list that.
    """

    id: str
    family: str
    page: Page
    message: str
    severity: Severity
    status: Status
    standard: str | None
    genres: frozenset[str]
    default: bool
    options: type[Any]
    view: View[Any]
    check: Callable[[Any, Context[Any]], Iterable[Hit | Stated]] = field(repr=False)
    aliases: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    expects: str = ""

    @property
    def summary(self) -> str:
        """The page's first line: what the rule flags."""
        return self.page.summary

    def hits(self, reading: Reading, options: object, today: datetime.date) -> Iterator[Hit]:
        """Yield what the rule finds wrong in a reading; the options are an instance of `self.options`."""
        return (one for one in self.told(reading, options, today) if not isinstance(one, Stated))

    def told(self, reading: Reading, options: object, today: datetime.date) -> Iterator[Hit | Stated]:
        """Yield what the rule finds wrong, and what it expects of a text and finds there."""
        if self.genres and reading.document.genre not in self.genres:
            return
        context = Context(reading, options, today)
        for unit in self.view.read(reading):
            yield from self.check(unit, context)


class RuleError(Exception):
    """A rule module that breaks the shape of a rule; the message names the module and what is wrong."""


@overload
def rule(
    over: View[U],
    *,
    message: str,
    severity: Severity,
    standard: str | None = None,
    status: Status = "stable",
    genres: Iterable[str] = (),
    default: bool = True,
    aliases: tuple[str, ...] = (),
    severities: Mapping[str, Severity] | None = None,
    expects: str | None = None,
) -> Callable[[Callable[[U, Context[NoOptions]], Iterable[Hit | Stated]]], Rule]: ...


@overload
def rule(
    over: View[U],
    *,
    message: str,
    severity: Severity,
    options: type[Opt],
    standard: str | None = None,
    status: Status = "stable",
    genres: Iterable[str] = (),
    default: bool = True,
    aliases: tuple[str, ...] = (),
    severities: Mapping[str, Severity] | None = None,
    expects: str | None = None,
) -> Callable[[Callable[[U, Context[Opt]], Iterable[Hit | Stated]]], Rule]: ...


def rule(  # noqa: PLR0913 - each is one line of a rule's head, given by keyword
    over: View[Any],
    *,
    message: str,
    severity: Severity,
    options: type[Any] = NoOptions,
    standard: str | None = None,
    status: Status = "stable",
    genres: Iterable[str] = (),
    default: bool = True,
    aliases: tuple[str, ...] = (),
    severities: Mapping[str, Severity] | None = None,
    expects: str | None = None,
) -> Callable[[Callable[[Any, Context[Any]], Iterable[Hit | Stated]]], Rule]:
    """Make a rule of a check: called with each unit of the view and a Context, it yields hits.

    The rule's id is its family (the folder) and its module, its page the module's docstring. `message` has named
    fields that a hit's words fill; `standard` names what motivates the rule; `severities` gives other severities by
    profile (`clinic-marketing`, `derived-short`, `professional`).

    `expects` names what a text should say, where that is what the rule looks for: the checklist of a document lists it.
    Rules of the family disclosure expect what they are named for. Such a check may yield `stated(…)` where it is said,
    and `not_expected(…)` where this text need not say it.
    """

    def make(check: Callable[[Any, Context[Any]], Iterable[Hit | Stated]]) -> Rule:
        module = sys.modules[check.__module__]
        parts = module.__name__.split(".")
        family, name = parts[-2], parts[-1]
        if not module.__doc__:
            problem = f"{module.__name__}: a rule's module needs a docstring, its page"
            raise RuleError(problem)
        return Rule(
            id=f"{family}-{name}".replace("_", "-"),
            family=family,
            page=parse_page(module.__doc__),
            message=message,
            severity=severity,
            status=status,
            standard=standard,
            genres=frozenset(genres),
            default=default,
            options=options,
            view=over,
            check=check,
            aliases=aliases,
            severities=severities or {},
            expects=(name.replace("_", " ") if family == "disclosure" else "") if expects is None else expects,
        )

    return make
