"""The dates that a text gives for itself: when it was reviewed, published, or is due for review again."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from caveat.patterns import compiled
from caveat.terms import Cue, load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Span
    from caveat.library import Reading

Event = Literal["reviewed", "published", "due"]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that a text gives for itself: the first and last day it may mean, its place, and what happened then."""

    first: datetime.date
    last: datetime.date
    span: Span
    words: str
    event: Event


_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = compiled(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d\d?(?:-\d\d?)?)(?:t[\d:.z+-]+)?"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?[\s-](?P<month>{_MONTH}),?[\s-](?P<year>(?:19|20)\d\d)"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)"
    rf"|(?P<month3>{_MONTH}),?\s(?P<year3>(?:19|20)\d\d)"
    r"|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d)"
    r"|(?P<monthly>(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)"
    r"|(?P<reversed>(?:19|20)\d\d/\d{1,2}/\d{1,2})"
    r"|(?P<bare>(?:19|20)\d\d))\b"
)
_WORD = compiled(r"\S+")
# Every label holds one of these.
_HINTS = (
    *("review", "date", "revis", "check", "publi", "modified", "posted", "amended", "version", "edition", "current as"),
    *("edited", "verified", "reaffirm", "accurate", "correct", "approved", "issued", "created", "written", "prepared"),
)
# A reviewer's name and qualifications may stand between the label and the date.
_WITHIN = 12
# What stands before a label that is about the text itself, and not about a study: "A trial published in 2019".
_THING = (
    r"(?:page|article|leaflet|content|information|post|guide|text|document|e-?mail|script|video|handout|sheet|fact ?sheet|booklet"
    r"|brochure|pamphlet|website|web ?page|site|summary|story|entry|topic|resource|material|section|review|publication"
    r"|medical|clinical|health|web|patient|version|evidence)"
)
_OWN = compiled(
    rf"(?:^|[|\u00b7\u2022;:(\[/>*\-]\s*|\s\s)\W*(?:note:?\s)?"
    rf"(?:(?:this|the|our|all)\s(?:{_THING}\s){{1,3}}|date\s|(?:{_THING}\s){{0,3}})(?:(?:on|in)\s(?:this|our)\s{_THING}\s)?(?:(?:was|is|were|are|has\sbeen|have\sbeen|had\sbeen)\s)?(?:also\s|most\srecently\s)?$"
    r"|^\W*(?:first\s|originally\s|date\s|last\s)*(?:medically\s)?(?:written|author|authors|published|posted|created|issued|produced|reviewed|review|updated"
    r"|prepared|developed)\b.{0,160}(?:[,;.|)]\s(?:and\s)?|\d\d\s)$"
    r"|^\W*by\s(?!\d)(?:(?!\b(?:was|were|is|has|had|been)\b)[^.;]){3,80}$"
    r"|^\W*(?:we|our(?:\s[a-z-]+){1,3}|dr\.?\s[^;:]{3,40}|[^;:]{3,60},\s(?:md|m\.d\.|do|rn|phd|pharmd),?)\s(?:have\s|has\s)?$"
    r"|\b(?:and|or)\s$"
    r"|(?:\b(?:19|20)\d\d|\d\smin(?:ute)?s?\sread)\W{0,3}$"
)
# Without a reviewer's name, a date follows its label within this many words, the words of the date among them.
_AT_ONCE = 5
# A word in lower case right behind a label is what was reviewed: "updated guidance of 2024".
_WHAT = compiled(r"\s(?!(?:on|in|by|as|at|of|last|and|for|date|the|to|since|it)\b)[a-z]{3,}\b")
# A note about the text itself is short; a label further into a sentence is about something else.
_FURTHEST = 300
_EMPTY = compiled(r"\s?:\s?(?:[\w./-]+)?\s*$")


@cache
def _data() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return compiled("|".join(_data()[key]))


@cache
def _labels() -> Cue:
    return Cue("|".join(_data()["labels"]), *_HINTS)


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text says of its age: dates, and labels or entries that are followed by none, with their words."""

    dated: tuple[Dated, ...]
    vague: tuple[tuple[Span, str], ...]

    def of(self, *events: Event) -> list[Dated]:
        """Return the dates of some kinds, the latest last."""
        return sorted((one for one in self.dated if one.event in events), key=lambda one: one.last)


def dates_of(reading: Reading) -> Dates:
    """Return the dates that a text gives for itself, in front matter, metadata and text."""
    dates, vague = _in_front(reading)
    written, unclear = _in_text(reading)
    return Dates((*dates, *written), (*vague, *unclear))


def _in_front(reading: Reading) -> tuple[list[Dated], list[tuple[Span, str]]]:
    """Return the dates in front matter or metadata, and the entries that hold none."""
    front = reading.document.front
    dates: list[Dated] = []
    vague: list[tuple[Span, str]] = []
    keys = {key.lower().replace("-", "_").replace(" ", "_"): key for key in front.values}
    events: dict[str, Event] = {"keys": "reviewed", "published_keys": "published", "next_keys": "due"}
    for name, event in ((name, event) for kind, event in events.items() for name in _data()[kind]):
        key = keys.get(name)
        value = front.text(key) if key is not None else None
        if key is None or value is None:
            continue
        span = front.spans.get(key, front.span)
        match = _DATE.search(value.lower())
        days = _days(match) if match else None
        if days is not None:
            dates.append(Dated(*days, span, f"{key}: {value}", event))
        else:
            vague.append((span, f"{key}: {value}"))
    return dates, vague


def _in_text(reading: Reading) -> tuple[list[Dated], list[tuple[Span, str]]]:
    """Return the dates that follow a label in the text, and the labels that are followed by none."""
    roles = reading.analysis.roles
    dates: list[Dated] = []
    vague: list[tuple[Span, str]] = []
    for sentence in reading.analysis.sentences:
        if roles.get(sentence.block.index) == "references":
            continue
        for label in _labels().finditer(sentence.folded):
            if label.start() > _FURTHEST:
                break
            if not _OWN.search(sentence.folded[: label.start()]):
                continue
            found = _behind(reading, sentence, label)
            if isinstance(found, Dated):
                dates.append(found)
            elif found is not None:
                vague.append(found)
    return dates, vague


def _behind(reading: Reading, sentence: Sentence, label: re.Match[str]) -> Dated | tuple[Span, str] | None:
    """Return the date behind a label, or the words that stand in its place; None when it is no label after all."""
    # A reviewer's name with its full stops may look like the end of a sentence.
    named = label[0].endswith(" by")
    folded = sentence.block.prose.folded[sentence.start : None if named else sentence.end]
    text = sentence.block.text[sentence.start :]
    behind = label.end() + 1
    if not (named or _DATE.match(folded, behind) or _pattern("vague").match(folded, behind)) and _WHAT.match(
        text, label.end()
    ):
        return None
    near = _AT_ONCE if label[0].endswith((" in", " on")) else _WITHIN
    words = list(islice(_WORD.finditer(folded, label.end()), near))
    stop = words[-1].end() if words else label.end()
    match = _DATE.search(folded, label.end(), stop)
    days = _days(match) if match else None
    if match and days:
        span = sentence.block.prose.locate(sentence.start + label.start(), sentence.start + match.end())
        return Dated(*days, span, text[label.start() : match.end()], _event(label[0]))
    empty = _EMPTY.match(folded, label.end())
    if empty is not None or not words:
        below = _below(reading, sentence, label)
        if below is not None:
            return below
    unclear = _pattern("vague").search(folded, label.end(), words[2].end() if len(words) > 2 else stop)
    if unclear or empty:
        end = unclear.end() if unclear else len(sentence.folded)
        return sentence.locate(label.start(), end), text[label.start() : end]
    return None


def _below(reading: Reading, sentence: Sentence, label: re.Match[str]) -> Dated | None:
    """Return the date that makes up the beginning of the next block, as in a table or under a heading."""
    blocks = reading.document.blocks
    place = sentence.block.index + 1
    if place >= len(blocks):
        return None
    block = blocks[place]
    match = _DATE.search(block.prose.folded, 0, 40)
    days = _days(match) if match else None
    if match is None or days is None:
        return None
    words = f"{sentence.text[label.start() :].strip()} {block.text[match.start() : match.end()]}"
    return Dated(*days, block.prose.locate(match.start(), match.end()), words, _event(label[0]))


def _event(label: str) -> Event:
    if _pattern("next").search(label):
        return "due"
    return "published" if _pattern("published").search(label) else "reviewed"


def _days(match: re.Match[str]) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day that a written date may mean; None for one that no calendar has."""
    try:
        if iso := match["iso"]:
            year, month, *day = (int(part) for part in iso.split("-"))
            return _span(year, month, day[0] if day else None)
        for day_name, month_name, year_name in (("day", "month", "year"), ("day2", "month2", "year2")):
            if match[month_name]:
                return _span(int(match[year_name]), _MONTHS[match[month_name][:3]], int(match[day_name]))
        if match["month3"]:
            return _span(int(match["year3"]), _MONTHS[match["month3"][:3]], None)
        if match["monthly"]:
            number, year = (int(part) for part in match["monthly"].split("/"))
            return _span(year, number, None)
        if match["reversed"]:
            year, month, last = (int(part) for part in match["reversed"].split("/"))
            return _span(year, month, last)
        if match["slashed"]:
            return _either_way_round(match["slashed"])
        return datetime.date(int(match["bare"]), 1, 1), datetime.date(int(match["bare"]), 12, 31)
    except ValueError:
        return None


def _span(year: int, month: int, day: int | None) -> tuple[datetime.date, datetime.date]:
    if day is not None:
        exact = datetime.date(year, month, day)
        return exact, exact
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _either_way_round(slashed: str) -> tuple[datetime.date, datetime.date] | None:
    """Read 3/5/2025 as both the third of May and the fifth of March."""
    one, two, year = (int(part) for part in re.split(r"[/.]", slashed))
    year += 2000 if year < 100 else 0
    days = sorted(
        datetime.date(year, month, day) for day, month in {(one, two), (two, one)} if month <= 12 and day <= 31
    )
    return (days[0], days[-1]) if days else None


def months_before(today: datetime.date, months: int) -> datetime.date:
    """Return the day some months before another."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
