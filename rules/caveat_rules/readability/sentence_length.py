r"""A sentence so long that readers lose its thread.

## Why it matters

A reader has to hold the start of a sentence in mind until its end comes.
In pain, short of sleep or afraid, people can hold less, and what they lose is the condition that stood at the end: “unless”, “for at most three days”, “but call us if”.

## What to write instead

One thought a sentence.
Put a full stop where the second thought begins, turn a long enumeration into a list, and say a condition before what depends on it.
The finding names a place where the sentence may part, if it has one.

## Limits

A sentence may have 25 words; more is a warning, and more than 35 is more severe.
In e-mails, leaflets, posts and scripts, which are read in passing or heard, a sentence over 20 words is worth a look, so it is reported one step lower.
The options `limit`, `error-above` and `short-limit` change these numbers.

Words are counted as the reading grade counts them: “well-known” and “and/or” are two, “don't” and “1,250” are one, and marks such as [3] are none.

## What is not flagged

Items of a list are measured one by one, without the words that lead into the list.
Headings, tables, captions, the list of references and quoted passages are left alone.
A sentence is not flagged when it is long only because it names something: citations in brackets, short forms in brackets and the titles of studies are not counted, and a name of three or more capitalised words counts as one word.

## Precision

On 687 pages of public bodies, 40 of 3,100 firings were read.
All sentences had more words than the limit; in 5 a heading or an item that had lost its markup stood run together with the sentence.

## Examples

```flagged
«The drip takes about an hour, and while it runs a nurse will check your blood pressure every ten minutes to make sure that your heart is coping well.»
```

```flagged email
Welcome to the clinic.
«Please bring the names and doses of all the medicines you take at home, as well as a snack and a jumper.»
```

```clean
The drip takes about an hour.
While it runs, a nurse will check your blood pressure every ten minutes to make sure that your heart is coping well.
```

```clean
You can lower the risk of a fall at home if you:

- take up rugs and cables that someone might trip over on the way to the bathroom
- put a light beside the bed
- keep the things that you use every day on a shelf that you can reach without a stool.
```

```clean
The advice on this page follows the guideline of the National Institute for Health and Care Excellence (NICE) for adults who have had low back pain for more than three months (Okoro and Lindqvist, 2021).
```

## Sources

- Government Digital Service (UK), *Sentence length: why 25 words is our limit*, 2014: the limit of 25 words. Read in the article itself.
- The step at 35 words and the 20 words for short pieces are our own choice; no source sets them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, documents, hit, rule

if TYPE_CHECKING:
    from caveat.analysis import Citation, Sentence

_NAME: Final = compiled(
    r"(?<=[\w,’'”)] )(?:[A-Z][\w’'.-]*)(?:,? (?:(?:of|for|and|the|in|on|to|de|&) ){0,2}[A-Z][\w’'.-]*){2,}"
)
_SHORT_FORM: Final = compiled(r"\((?:the |or |also )?[A-Za-z]{0,2}[A-Z][A-Za-z]{0,3}[A-Z][\w-]{0,6}\)")
_QUOTED: Final = compiled(r"[“\"]([^“”\"]{12,})[”\"]")
_ABOUT_A_STUDY: Final = compiled(
    r"\b(?:stud(?:y|ies)|trials?|papers?|articles?|reviews?|reports?|surveys?|guidelines?|books?|titled|entitled)\b"
)
_BRACKETED: Final = compiled(r"\([^()]*\)")
_WORD: Final = compiled(r"[^\W_]+(?:['’][^\W_]+)*")
_VERB: Final = (
    r"(?:is|are|was|were|has|have|had|do|does|did|can|could|may|might|must|should|will|would|means?|helps?|makes?|made"
    r"|causes?|caused|leads?|led|gives?|gave|lets?|keeps?|shows?|showed)\b"
)
# A comma, semicolon or dash before a clause with a verb of its own; in an enumeration no full stop could stand there.
_BREAK: Final = compiled(
    r"(?:(?<=[,;])|(?<=\s[–-])|(?<=—)) ?(?P<words>"
    r"(?:but|so|yet|while|although|though|because|unless|until|since)\b(?:\s[\w’'-]+){1,2}"
    rf"|(?:which|who)\s(?:also\s)?{_VERB}(?:\s[\w’'-]+)?"
    r"|(?:when|where|if|as)\s(?:i|you|we|they|he|she|it|there|this|the|your|some|a|an)\b(?:\s[\w’'-]+)?"
    r"|(?:and|or)\s(?:i|you|we|they|he|she|it|there|you['’]\w+|we['’]\w+|it['’]s|they['’]\w+)\s[\w’'-]+"
    rf"|(?:and|or)\s(?:the|this|that|these|those|your|our|their|some|many|most|others?)\s(?=(?:[\w’'-]+\s){{0,3}}{_VERB})[\w’'-]+)"
    r"|(?<=;) (?P<after>(?:[\w’'-]+\s){1,2}[\w’'-]+)"
)
# Several of these make an enumeration: "if it bleeds, if it swells, or if it hurts".
_REPEATED: Final = compiled(r"(?:if|when|where|as|who|which)\b")
_FEWEST_EACH_SIDE: Final = 6


@dataclass(frozen=True, slots=True)
class Options:
    """How many words a sentence may have."""

    limit: int = 25
    """The most words of a sentence; more is flagged."""
    error_above: int = 35
    """The most words before the finding is one step more severe."""
    short_limit: int = 20
    """The most words in a leaflet, e-mail, post or script before the sentence is worth a look."""


@rule(
    documents,
    message="{words} words in one sentence; {limit} are enough.{hint}",
    severity="warning",
    options=Options,
    standard="GOV.UK, Sentence length: why 25 words is our limit (2014)",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the sentences of the running text that are too long for their genre."""
    options = context.options
    short = reading.document.genre != "article"
    limit = min(options.limit, options.short_limit) if short else options.limit
    for index, counts in reading.analysis.sentence_counts.items():
        if counts.words <= limit:
            continue
        sentence = reading.analysis.sentences[index]
        if "quote" in sentence.block.containers:
            continue
        words = counts.words - _unburdened(sentence, reading.analysis.citations.within(sentence))
        if words <= limit:
            continue
        grade: Literal["raised", "normal", "lowered"] = "normal"
        because = ""
        if words > options.error_above:
            grade, because = "raised", f"over {options.error_above} words"
        elif words <= options.limit:
            grade, because = "lowered", "only slightly long for a short piece"
        yield hit(
            sentence.locate(),
            words=str(counts.words),
            limit=str(limit),
            hint=_hint(sentence),
            grade=grade,
            because=because,
        )


def _unburdened(sentence: Sentence, citations: tuple[Citation, ...]) -> int:
    """Return how many words are there only to name something: a citation, a study, an institution, a short form."""
    text = sentence.text
    taken = [match.span() for match in _SHORT_FORM.finditer(text)]
    cited = [(citation.start - sentence.start, citation.end - sentence.start) for citation in citations]
    for match in _BRACKETED.finditer(text):
        inside = sum(max(0, min(end, match.end()) - max(start, match.start())) for start, end in cited)
        if inside * 2 > match.end() - match.start():
            taken.append(match.span())
    if _ABOUT_A_STUDY.search(sentence.folded):
        taken += [match.span() for match in _QUOTED.finditer(text) if match[1].count(" ") >= 3]
        taken += [
            (max(inline.start, sentence.start) - sentence.start, min(inline.end, sentence.end) - sentence.start)
            for inline in sentence.block.inlines
            if inline.kind == "emphasis"
            and inline.start < sentence.end
            and inline.end > sentence.start
            and inline.end - inline.start > 20
        ]
    names = [match.span() for match in _NAME.finditer(text)]
    saved = 0
    reach = 0
    for start, end in sorted(taken):
        if end > reach:
            saved += len(_WORD.findall(text, max(start, reach), end))
            reach = end
    for start, end in names:
        if not any(low < end and start < high for low, high in taken):
            saved += len(_WORD.findall(text, start, end)) - 1
    return saved


def _hint(sentence: Sentence) -> str:
    """Return where the sentence may part, as a sentence for the message: at the joint nearest to its middle."""
    text = sentence.text
    best: tuple[int, str] | None = None
    for match in _BREAK.finditer(sentence.folded):
        group = "words" if match["words"] else "after"
        if sentence.folded.count(f" {match[group].split()[0]} ") > 1 and _REPEATED.match(match[group]):
            continue
        start, end = match.span(group)
        before, behind = len(_WORD.findall(text, 0, start)), len(_WORD.findall(text, start))
        if min(before, behind) < _FEWEST_EACH_SIDE:
            continue
        distance = abs(before - behind)
        if best is None or distance < best[0]:
            best = distance, text[start:end]
    return f" It may part before “{best[1]}”." if best else " Say one thing at a time."
