"""Makes medical statements without one source: no citation, no source link, no list of references.

## Why it matters

A reader cannot tell what the text rests on or how current that is, and a reviewer cannot check a word of it. A text
without sources is also the easiest to get wrong unnoticed.

## What to write instead

Give each statement on which a reader may act a source, and list the sources with their dates at the end: the label, a
guideline, a systematic review. The finding lists the first statements that need one.

## What is not flagged

- Texts with any citation, link to a source, numbered or author-and-year reference, DOI, PMID, trial number, or list of
  references, or with sources in their front matter. A body that is only named (“the CDC says”) leads nowhere and is not
  enough; with a document or a year it is.
- Texts with fewer medical statements than the option `statements` asks for (3).
- Short pieces (the option `short_genres`: posts, text messages and scripts) that link to, or declare, the article they
  derive from: the sources stand there.
- Texts for professionals only where the front matter says `references: exempt`, as a consent form may.

Links to the publisher's own pages do not count: they lead to more of the same voice.

## Examples

```flagged document
# Infusions for nerve pain

The infusion eases burning pain. Side effects such as nausea are mild. Most patients sleep better after the treatment.
```

```flagged document
# Magnesium and migraine

Magnesium prevents migraine attacks. It lowers blood pressure too. Diarrhoea is the main side effect.
See [our page on supplements](/supplements).
```

```clean
# Infusions for nerve pain

The infusion eased burning pain in one trial [1]. Side effects include nausea. Some patients slept better.

## References

1. Moss B. A trial of infusions for nerve pain. 2020.
```

```clean post
Magnesium may prevent migraine attacks. It can cause diarrhoea. It may lower blood pressure.
[Read the article](magnesium.md) for the sources.
```

```clean
# How to find us

The clinic is behind the station. Parking is free. Bring a list of your medicines.
```

## Precision

On 687 pages of public health bodies it fired 23 times, all looked at: 17 were health pages without one source, which is
what it is for; 6 were pages on benefits that speak of illness, and are open to debate.

## Sources

- DISCERN, questions 4 and 5: it is clear what sources were used, and when what they report was produced. Read in
  the instrument (1998), http://www.discern.org.uk. Its guidance on question 4 does not count
  “further reading” as a source; we do, because few texts tell the two apart.
- Health On the Net Foundation, *HONcode*, principles 4 and 5, attribution and justifiability. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a
  historical standard, since HON's certification service is reported to have closed.
- Silberg WM, Lundberg GD, Musacchio RA. *Assessing, controlling, and assuring the quality of medical information on the
  Internet*. JAMA 1997;277:1244. We checked that the paper exists; its “attribution” benchmark is cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.library import Reading
from caveat.rule import Context, Hit, RelatedPlace, documents, hit, rule


@dataclass(frozen=True, slots=True)
class Options:
    """When a text needs sources. `statements`: how many medical statements; `short_genres`: who may lean on an article."""

    statements: int = 3
    short_genres: tuple[str, ...] = ("post", "sms", "script")


_LISTED = 10


@rule(
    documents,
    message="No source is given for {count} medical statements. Cite a source for each and list the sources.",
    severity="error",
    standard="DISCERN, question 4; HONcode principles 4 and 5",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag a document that states things about health and leads to no source."""
    analysis, document = reading.analysis, reading.document
    if analysis.citations.any or document.front.text("references") == "exempt":
        return
    if document.genre in context.options.short_genres and reading.leans_on_article:
        return
    statements = analysis.medical_sentences
    if len(statements) < context.options.statements:
        return
    yield hit(
        None,
        related=tuple(
            RelatedPlace(sentence.locate(), "needs a source", quote=sentence.text) for sentence in statements[:_LISTED]
        ),
        count=str(len(statements)),
    )
