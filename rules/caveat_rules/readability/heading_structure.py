r"""Headings that do not lead readers: a level skipped, a vague or repeated one, one with nothing below, none at all.

## Why it matters

Readers scan the headings to find the part that is about them, and then read that part only.
Somebody who listens with a screen reader moves from heading to heading, and a skipped level sounds as if a part were missing.
A heading such as “More” or “The journey” tells neither of them what stands below it.

## What to write instead

Say in the heading what the section holds: “Side effects in the first week”.
Put a heading at least every 300 words, one level below the one that it belongs to.
Count again when a heading promises a number of things.

## What is flagged

- A heading two or more levels below the one before it (in Markdown, HTML and Word; in plain text the levels are guessed).
- A heading that says nothing of what follows (the list lies beside the rule), such as “General information”.
- The same heading twice below the same heading.
- A heading with nothing below it.
- A heading that announces a number of things, “5 signs”, above a list of another number.
- An article or leaflet of more than 300 words without any heading below its title; the option `words` changes this number.

Each kind is reported once a document, at its first place; the message counts the others, and the finding points to them.

## What is not flagged

Posts, e-mails and scripts.
Headings that stand twice below different headings, as “Symptoms” may for two diseases.
Headings that pages of health services share, such as “Overview” or “Do” and “Don't”.
A first heading below level 1: the page that it is put into may have the title.

Whether a heading fits its text is not judged: of 957 headings of public bodies, the 70 that were read, among those that share no word with their text, fitted it.

## Precision

On 687 pages of public bodies the rule fired 91 times.
80 firings were repeated headings, all true, on pages whose headings a collection had made alike.
The other 11 were read: 7 skipped levels, 2 long pages without headings and 1 empty heading were right, and 1 was debatable (a heading that is itself the last step of a list).
Vague headings and wrong counts did not come up on these pages, so nothing is known of them but our own cases.

## Examples

```flagged
# A sprained ankle

## Rest

Keep your foot up for two days.

#### «Walking»

Start with a few steps on the third day.
```

```flagged
# A sprained ankle

## «More»

Most sprains heal within six weeks.

## «5 signs of a broken ankle»

- You cannot put any weight on it.
- It looks out of shape.
- Your foot is numb.
```

```clean
# A sprained ankle

## Rest

Keep your foot up for two days.

### Pillows

One or two are enough.

## More about walking

Start with a few steps on the third day.
```

```clean
# Two injuries of the ankle

## A sprain

### Signs

It swells.

## A break

### Signs

It looks out of shape.
```

## Sources

- Centers for Disease Control and Prevention, *Clear Communication Index*, item 9: chunks with headings. <https://www.cdc.gov/ccindex/>. Read in the index.
- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, the item on informative headers. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- The 300 words are our own choice; no source sets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule
from caveat.terms import load_yaml_file

if TYPE_CHECKING:
    from caveat.document import Block, Document, Section, Span

_NUMBERED: Final = compiled(r"(?:the )?(?P<number>\d{1,2}|[a-z]+) (?P<behind>[a-z' -]+)")
# "2 of the signs", "1 to 3 tips"
_PARTING: Final = frozenset({"in", "of", "to", "or", "and"})
_TRIM: Final = compiled(r"^[\W\d_]+|[\W_]+$")
_RUNNING: Final = frozenset({"item", "cell", "paragraph", "caption", "code"})


@dataclass(frozen=True, slots=True)
class Options:
    """How far a text may go without a heading."""

    words: int = 300
    """The most words of an article or leaflet that has no heading below its title."""


@rule(
    documents,
    message="{fault}; {remedy}.{others}",
    severity="info",
    options=Options,
    standard="CDC Clear Communication Index, item 9; PEMAT, on informative headers",
    genres=("article", "leaflet"),
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first heading of each kind of fault, or a long document without any."""
    document = reading.document
    sections = [section for section in document.sections if section.heading is not None]
    words = sum(counts.words for counts in reading.analysis.sentence_counts.values())
    if len(sections) < 2 and words > context.options.words:
        yield hit(
            None,
            fault=f"{words} words without a heading below the title",
            remedy="give each part a heading that says what it holds",
            others="",
        )
    skipped = _skipped(document, sections)
    if skipped:
        before, first = skipped[0]
        yield _hit(
            [heading for _, heading in skipped],
            f"This heading of level {first.level} comes straight below one of level {before.level}",
            f"make it level {before.level + 1}",
            "skips a level",
        )
    if vague := [heading for heading in _headings(sections) if _plain(heading) in _data("vague")]:
        yield _hit(
            vague,
            f"“{vague[0].text.strip()}” does not say what this section holds",
            "name the thing that readers will find here",
            "is vague",
        )
    if repeated := _repeated(sections):
        yield _hit(
            repeated,
            "The same heading stands above, under the same heading",
            "say what is different here, or join the two sections",
            "is a repetition",
        )
    if empty := _empty(document):
        yield _hit(empty, "Nothing stands below this heading", "write its section, or take it out", "is empty")
    yield from _miscounted(sections, reading)


def _hit(headings: list[Block], fault: str, remedy: str, short: str) -> Hit:
    first, *others = headings
    number = len(others)
    said = f" {number} more heading{'s' if number > 1 else ''} here {_plural(short) if number > 1 else short}."
    return hit(
        _span(first),
        fault=fault,
        remedy=remedy,
        others=said if others else "",
        related=tuple(RelatedPlace(_span(other), short) for other in others),
    )


def _plural(short: str) -> str:
    return {"skips a level": "skip a level", "is vague": "are vague", "is empty": "are empty"}.get(
        short, "are repetitions"
    )


def _headings(sections: list[Section]) -> list[Block]:
    return [section.heading for section in sections if section.heading is not None]


def _skipped(document: Document, sections: list[Section]) -> list[tuple[Block, Block]]:
    """Return the headings that skip a level, each with the one before it."""
    if document.source.media == "text":
        return []
    headings = _headings(sections)
    return [(before, heading) for before, heading in pairwise(headings) if heading.level > before.level + 1]


def _repeated(sections: list[Section]) -> list[Block]:
    """Return the headings that stand a second time below the same heading."""
    above: list[tuple[int, int]] = []
    seen: set[tuple[int, str]] = set()
    found: list[Block] = []
    for heading in _headings(sections):
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if above else -1
        above.append((heading.level, heading.index))
        key = (parent, _plain(heading))
        if key in seen and key[1] and not _is_paired(key[1]):
            found.append(heading)
        seen.add(key)
    return found


def _is_paired(plain: str) -> bool:
    """Say whether a heading is one of a pair that pages repeat, Do and Don't."""
    return plain in {"do", "don't", "dos", "don'ts", "do's", "yes", "no"}


def _empty(document: Document) -> list[Block]:
    """Return the headings that another of the same level or above, or the end, follows at once."""
    found: list[Block] = []
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if block.kind != "heading" or not block.text.strip():
            continue
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if following is None or (following.kind == "heading" and following.level <= block.level):
            found.append(block)
    # A document that is nothing but headings is an outline, or its text could not be read.
    return found if any(block.kind in _RUNNING for block in blocks) else []


def _miscounted(sections: list[Section], reading: Reading) -> Iterator[Hit]:
    """Yield the headings that announce another number of things than their section lists."""
    for section in sections:
        heading = section.heading
        if heading is None or (match := _NUMBERED.match(heading.prose.folded)) is None:
            continue
        number = _number(match["number"])
        counted = next((word for word in match["behind"].split()[:3] if word in _data("counted") | _PARTING), None)
        if number is None or counted is None or counted in _PARTING:
            continue
        listed = _listed(section, reading)
        if listed is not None and listed != number:
            yield hit(
                _span(heading),
                fault=f"This heading announces {number} {counted}, and {listed} are listed",
                remedy="make them agree",
                others="",
            )


def _listed(section: Section, reading: Reading) -> int | None:
    """Return how many items the one list of a section has; None when it has none, several, or subheadings."""
    sections = reading.document.sections
    place = sections.index(section)
    if place + 1 < len(sections) and sections[place + 1].level > section.level:
        return None
    items = [block for block in section.blocks if block.kind == "item" and block.level == 1]
    if not items:
        return None
    first = section.blocks.index(items[0])
    last = section.blocks.index(items[-1])
    if any(block.kind != "item" for block in section.blocks[first : last + 1]):
        return None
    return len(items)


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _numbers().get(word)


def _plain(heading: Block) -> str:
    """Return a heading in lower case without the marks round it."""
    return _TRIM.sub("", heading.prose.folded)


def _span(heading: Block) -> Span:
    return heading.prose.locate(0, len(heading.text))


@cache
def _data(key: str) -> frozenset[str]:
    data = cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return frozenset(data[key])


@cache
def _numbers() -> dict[str, int]:
    data = cast("dict[str, dict[str, int]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return data["numbers"]
