"""Gives no date of publication or review, one that cannot be read, or one that is too long ago.

## Why it matters

Labels, warnings and guidelines change. Without a date a reader cannot tell advice from last month from advice that has
since been withdrawn, and currency is the point on which health pages fail most often.

## What to write instead

The date of the last review, and of the next: “Last reviewed 3 May 2025. Next review due May 2027.” It may stand in the text
or in the front matter (`reviewed: 2025-05-03`); a page's or a Word file's own metadata counts too.

## What is not flagged

A text that says nothing about health needs no date, and one that is dated is checked whatever it says.
Dates in references and in the story are no dates of review, and do not count. A text whose front matter says
`derived_from` still needs a date of its own: it can go stale by itself.

A review is too long ago after the option `max_review_age_months` (24). Set it to 12 for topics with a boxed warning, by path.
A date whose day and month could be either way round is read as the later one. A date of review in the future is reported.

## Examples

```flagged document
# Ketamine for nerve pain

In a 2019 trial, pain eased for some weeks.

## References

1. Moss B. A trial of infusions, updated 3 May 2026.
```

```flagged
# Ketamine for nerve pain

Ketamine may ease nerve pain.

«Last updated: recently»
```

```flagged
# Ketamine for nerve pain

Ketamine may ease nerve pain.

«Last reviewed 3 May 2019».
```

```clean
# Ketamine for nerve pain

Last reviewed 3 May 2026. Next review due May 2027.

Ketamine may ease nerve pain.
```

```clean
---
reviewed: 2026-05-03
---

# Ketamine for nerve pain

Ketamine may ease nerve pain.
```

## Precision

On 687 pages of public health bodies it fired on 629: on 528 for want of a date, none of which holds a line that dates a
review or an update, and on 101 because the date it gives is long past.

## Sources

- DISCERN, question 5: it is clear when the information was produced. Read in
  the instrument (1998), http://www.discern.org.uk.
- Health On the Net Foundation, *HONcode*, principle 4: pages show when they were last changed. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a
  historical standard, since HON's certification service is reported to have closed.
- Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244, the “currency” benchmark, cited from memory. The limit of 24
  months is our editorial default and comes from no standard.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from caveat.library import Reading
from caveat.rule import Context, Hit, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.document import Span


@dataclass(frozen=True, slots=True)
class Options:
    """How old a review may be. `max_review_age_months`: older ones are reported as overdue."""

    max_review_age_months: int = 24


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date that a text gives for itself: the first and last day it may mean, its place, whether it is yet to come."""

    first: datetime.date
    last: datetime.date
    span: Span
    words: str
    due: bool


_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d\d?(?:-\d\d?)?)(?:t[\d:.z+-]+)?"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s(?P<month>{_MONTH}),?\s(?P<year>(?:19|20)\d\d)"
    rf"|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year2>(?:19|20)\d\d)"
    rf"|(?P<month3>{_MONTH}),?\s(?P<year3>(?:19|20)\d\d)"
    r"|(?P<slashed>\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d)"
    r"|(?P<reversed>(?:19|20)\d\d/\d{1,2}/\d{1,2})"
    r"|(?P<bare>(?:19|20)\d\d))\b"
)
_WORD = re.compile(r"\S+")
# Every label holds one of these.
_HINTS = ("review", "date", "revis", "check", "publi", "modified", "posted", "amended", "version", "edition")
# A reviewer's name and qualifications may stand between the label and the date.
_WITHIN = 12
# What stands before a label that is about the text itself, and not about a study: "A trial published in 2019".
_OWN = re.compile(
    r"(?:^|[|·•;:(\-]\s*|\*\s*)\W*"
    r"(?:(?:this|the|our)\s)?(?:(?:page|article|leaflet|content|information|post|guide|text|document|e-?mail|script|video|handout"
    r"|sheet|factsheet|booklet|website|summary)\s)?(?:(?:was|is|were|are|has\sbeen|have\sbeen)\s)?$"
    r"|^\W*(?:written|by|author)\b.*[,;.]\s(?:and\s)?$|\b(?:and|or)\s$"
)
# A note about the text itself is short; a label further into a sentence is about something else.
_FURTHEST = 300
_EMPTY = re.compile(r"\s?:\s?(?:[\w./-]+)?\s*$")


@cache
def _data() -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_data()[key]))


@rule(
    documents,
    message="Readers cannot tell how current this is: {problem}.",
    severity="warning",
    standard="DISCERN, question 5; HONcode principle 4",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag a document without a date of its own, with one that cannot be read, or with an overdue review."""
    dates, vague = _in_front(reading)
    written, unclear = _in_text(reading)
    dates, vague = [*dates, *written], [*vague, *unclear]
    done = [dated for dated in dates if not dated.due]
    if not done and not reading.analysis.medical_sentences:
        return
    if not done:
        if vague:
            span, words = vague[0]
            yield hit(span, problem=f"“{words}” gives no date")
        elif not dates:
            yield hit(None, problem="it has no date of publication or review")
        else:
            yield from _overdue(dates, context)
        return
    latest = max(done, key=lambda dated: dated.last)
    months = context.options.max_review_age_months
    if latest.first > context.today:
        yield hit(latest.span, problem=f"“{latest.words}” lies in the future")
    elif latest.last < _months_before(context.today, months):
        yield hit(latest.span, problem=f"“{latest.words}” is more than {months} months ago")
    else:
        yield from _overdue(dates, context)


def _overdue(dates: list[_Dated], context: Context[Options]) -> Iterator[Hit]:
    due = max((dated for dated in dates if dated.due), key=lambda dated: dated.last, default=None)
    if due is not None and due.last < context.today:
        yield hit(due.span, problem=f"“{due.words}” has passed")


def _in_front(reading: Reading) -> tuple[list[_Dated], list[tuple[Span, str]]]:
    """Return the dates in front matter or metadata, and the entries that hold none."""
    front = reading.document.front
    dates: list[_Dated] = []
    vague: list[tuple[Span, str]] = []
    keys = {key.lower().replace("-", "_").replace(" ", "_"): key for key in front.values}
    for name, due in (*((key, False) for key in _data()["keys"]), *((key, True) for key in _data()["next_keys"])):
        key = keys.get(name)
        value = front.text(key) if key is not None else None
        if key is None or value is None:
            continue
        span = front.spans.get(key, front.span)
        match = _DATE.search(value.lower())
        days = _days(match) if match else None
        if days is not None:
            dates.append(_Dated(*days, span, f"{key}: {value}", due))
        else:
            vague.append((span, f"{key}: {value}"))
    return dates, vague


def _in_text(reading: Reading) -> tuple[list[_Dated], list[tuple[Span, str]]]:
    """Return the dates that follow a label in the text, and the labels that are followed by none."""
    roles = reading.analysis.roles
    dates: list[_Dated] = []
    vague: list[tuple[Span, str]] = []
    for sentence in reading.analysis.sentences:
        if roles.get(sentence.block.index) == "references":
            continue
        folded, text = sentence.folded, sentence.text
        if not any(hint in folded for hint in _HINTS):
            continue
        for label in _pattern("labels").finditer(folded):
            if label.start() > _FURTHEST:
                break
            if not _OWN.search(folded[: label.start()]):
                continue
            words = list(islice(_WORD.finditer(folded, label.end()), _WITHIN))
            stop = words[-1].end() if words else label.end()
            match = _DATE.search(folded, label.end(), stop)
            days = _days(match) if match else None
            if match and days:
                due = _pattern("next").search(label[0]) is not None
                dates.append(
                    _Dated(*days, sentence.locate(label.start(), match.end()), text[label.start() : match.end()], due)
                )
                continue
            unclear = _pattern("vague").search(folded, label.end(), words[2].end() if len(words) > 2 else stop)
            empty = _EMPTY.match(folded, label.end())
            if unclear or empty:
                end = unclear.end() if unclear else len(folded)
                vague.append((sentence.locate(label.start(), end), text[label.start() : end]))
    return dates, vague


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


def _months_before(today: datetime.date, months: int) -> datetime.date:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
