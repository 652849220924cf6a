r"""A paragraph, or a section without a list or a subheading, so long that readers skip it.

## Why it matters

People do not read a page about their health from end to end: they look for the part that is about them.
A dense block gives the eye nothing to land on, so it is passed over, and the warning in its sixth sentence with it.

## What to write instead

One point a paragraph.
Part a long one where a new point begins; the finding names the sentence nearest to the middle.
Turn steps, signs and conditions into a list, and give a long section a subheading that says what it holds.

## Limits

A paragraph may have 90 words, and 5 sentences when these have more than 60 words together: six short sentences are easy to take in.
In e-mails, leaflets and posts it may have 60 words, and 4 sentences when these have more than 40 words together.
A section with a heading may have 250 words in a row before a list, a table or a subheading is wanted; a short line that does a subheading's work counts as one.
The options `words`, `sentences`, `short-words`, `short-sentences` and `section-words` change these numbers.

Each section has one finding at most: it stands at its first long paragraph, or at its heading when the whole section is too long, and names the other long paragraphs.

## What is not flagged

Quoted passages, tables, footers, bylines, the list of references, scripts and transcripts.
A text without any heading below its title is left to `readability-heading-structure`.

## Precision

On 687 pages of public bodies the rule fired 760 times, on 366 of them.
Of 60 firings read, all were over a limit; in 6 a list or subheadings had lost their markup and stood run together in the paragraph.
It was not judged whether a paragraph, long as it was, read well.

## Examples

```flagged
## The day of the scan

«Please come half an hour early, because there are forms to fill in.
A nurse will ask about your health and about the medicines that you take.
You will change into a gown and put your things into a locker.
The scanner is a short tube, open at both ends, and you lie on a table that slides into it.
It is loud, so we give you headphones, and you can talk to us all the time.
Most scans take about half an hour.
You can eat, drink and drive straight afterwards.»
```

```flagged leaflet
«Rest the ankle for two days and put something cold on it for ten minutes every few hours.
Keep it up on a chair or a cushion when you sit, and wrap a bandage round it if that feels good.
Try to walk a little from the third day.
Call us if you cannot put any weight on it by then.
Call us too if your foot feels cold.»
```

```clean
## The day of the scan

Please come early.
A nurse will ask about your health.
You will change into a gown.
Then you lie on a table.
It slides into the scanner.
Most scans take half an hour.
```

```clean
## What to bring

Please bring what is on this list, and leave rings, watches and anything else that is made of metal at home:

- your letter, and the names and doses of all the medicines that you take, with those you buy yourself
- a card or a letter that says what kind of implant you have, if you have one, such as a pacemaker or a pump
- somebody who can drive you home, if you are having medicine to help you relax before the scan
- glasses and hearing aids, with their cases, because you may have to take them off for the scan itself.
```

## Sources

- Office for National Statistics (UK), style guide: three sentences a paragraph at most. Read in the guide.
- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, the item on breaking information into short sections. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>. Read in the tool.
- Centers for Disease Control and Prevention, *Clear Communication Index*, item 9: chunks with headings. <https://www.cdc.gov/ccindex/>. Read in the index.
- The limits in words, and five sentences rather than three, are our own choice; no source sets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block, Section

_SHORT: Final = frozenset({"leaflet", "email", "post", "sms"})
_APART: Final = frozenset({"quote", "table", "footer"})
_BREAKS: Final = frozenset({"item", "cell", "caption", "code"})
_TRANSCRIPT: Final = compiled(r"\btranscripts?\b")
# Of how many words in a hundred that the limit allows the sentences must be, before their number counts.
_FULL: Final = 2 / 3
_LONGEST_LABEL: Final = 8


@dataclass(frozen=True, slots=True)
class Options:
    """How much a paragraph and a section may hold."""

    words: int = 90
    """The most words of a paragraph."""
    sentences: int = 5
    """The most sentences of a paragraph, when they have two thirds of these words."""
    short_words: int = 60
    """The most words of a paragraph in a leaflet, e-mail or post."""
    short_sentences: int = 4
    """The most sentences of a paragraph there."""
    section_words: int = 250
    """The most words of a section that has neither a list nor a table."""


class _Paragraph(NamedTuple):
    """A paragraph with its sentences of running text and their words."""

    block: Block
    sentences: tuple[Sentence, ...]
    words: int


@rule(
    documents,
    message="{what} {has}; {limit} are enough.{hint}",
    severity="info",
    options=Options,
    standard="PEMAT, on short sections; CDC Clear Communication Index, item 9",
    genres=("article", "leaflet", "email", "post", "sms"),
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the first paragraph of each section that is too long, or the section's heading."""
    options = context.options
    document = reading.document
    if _TRANSCRIPT.search(document.title.lower()):
        return
    short = document.genre in _SHORT
    most_words = min(options.words, options.short_words) if short else options.words
    most_sentences = min(options.sentences, options.short_sentences) if short else options.sentences
    for section in document.sections:
        if section.heading is not None and _TRANSCRIPT.search(section.heading.prose.folded):
            continue
        paragraphs = _paragraphs(section, reading)
        long = [
            one
            for one in paragraphs
            if one.words > most_words or (len(one.sentences) > most_sentences and one.words > most_words * _FULL)
        ]
        run = _longest_run(section, paragraphs)
        if run > options.section_words and _is_subsection(section, reading):
            yield _section_hit(section, run, long, options.section_words)
        elif long:
            yield _paragraph_hit(long, most_words, most_sentences)


def _paragraphs(section: Section, reading: Reading) -> list[_Paragraph]:
    """Return the paragraphs of a section that are running text."""
    counts = reading.analysis.sentence_counts
    found: list[_Paragraph] = []
    for block in section.blocks:
        if block.kind != "paragraph" or not _APART.isdisjoint(block.containers):
            continue
        sentences = tuple(
            one for one in reading.analysis.sentences_of(block) if one.index in counts and not _is_lead(one)
        )
        if sentences:
            found.append(_Paragraph(block, sentences, sum(counts[one.index].words for one in sentences)))
    return found


def _is_lead(sentence: Sentence) -> bool:
    """Say whether a sentence is a label in bold that opens a paragraph: "**On the day.** …"."""
    return sentence.start == 0 and any(
        inline.kind == "strong" and inline.start == 0 and inline.end >= sentence.end - 1
        for inline in sentence.block.inlines
    )


def _longest_run(section: Section, paragraphs: list[_Paragraph]) -> int:
    """Return the words of the longest stretch of two or more paragraphs that nothing breaks up."""
    words = {one.block.index: one.words for one in paragraphs}
    longest = total = number = 0
    for block in section.blocks:
        if block.kind in _BREAKS or (block.kind == "paragraph" and _is_label(block)):
            total = number = 0
        elif block.index in words:
            total, number = total + words[block.index], number + 1
            longest = max(longest, total if number > 1 else 0)
    return longest


def _is_label(block: Block) -> bool:
    """Say whether a paragraph does a subheading's work: a few words without an end."""
    text = block.text.rstrip()
    return text.count(" ") < _LONGEST_LABEL and text[-1:].isalnum()


def _is_subsection(section: Section, reading: Reading) -> bool:
    """Say whether a section has a heading, and the text others beside it."""
    return section.heading is not None and sum(one.heading is not None for one in reading.document.sections) > 1


def _section_hit(section: Section, words: int, long: list[_Paragraph], limit: int) -> Hit:
    heading = section.heading
    assert heading is not None  # noqa: S101 - see _is_subsection
    return hit(
        heading.prose.locate(0, len(heading.text)),
        what="This section",
        has=f"has {words} words in a row without a list or a subheading",
        limit=f"{limit}",
        hint=" Give its parts subheadings, or put what can be counted into a list.",
        related=_related(long),
    )


def _paragraph_hit(long: list[_Paragraph], most_words: int, most_sentences: int) -> Hit:
    first, *others = long
    by_words = first.words > most_words
    parting = _parting(first)
    hint = f" It may part before “{parting}”." if parting else ""
    if others:
        number = len(others)
        hint += f" {number} more in this section {'is' if number == 1 else 'are'} as long."
    return hit(
        first.block.prose.locate(first.sentences[0].start, first.sentences[-1].end),
        what="This paragraph",
        has=f"has {first.words} words" if by_words else f"has {len(first.sentences)} sentences",
        limit=str(most_words if by_words else most_sentences),
        hint=hint,
        related=_related(others),
    )


def _related(paragraphs: list[_Paragraph]) -> tuple[RelatedPlace, ...]:
    return tuple(
        RelatedPlace(
            one.block.prose.locate(one.sentences[0].start, one.sentences[-1].end),
            f"a long paragraph: {one.words} words, {len(one.sentences)} sentences",
        )
        for one in paragraphs
    )


def _parting(paragraph: _Paragraph) -> str:
    """Return the first words of the sentence that begins nearest to the middle of a paragraph."""
    first, *later = paragraph.sentences
    if not later:
        return ""
    middle = (first.start + paragraph.sentences[-1].end) / 2
    nearest = min(later, key=lambda one: (abs(one.start - middle), one.start))
    words = nearest.text.split()
    return " ".join(words[:4]).rstrip(",;:.")
