"""Shows that a chat program wrote some of it, and does not say so, nor who checked it.

## Why it matters

Such programs make up facts and sources. Readers may want to know, and somebody must answer for the text.

## What to write instead

What was done, and who checked it: “Drafted with AI help and checked by Sam Example, RN, on 3 May 2026.” Take the traces out.

## What is not flagged

- Texts that say that AI helped, and texts in which nothing shows it: no rule can tell how a text was written.
- Texts about AI in medicine.
- Texts with `ai_assisted: true` in the front matter and a named reviewer.

## Examples

```flagged
# Drops for sleep

«Certainly! Here is» a page on melatonin. Melatonin helps some people sleep.
```

```flagged
# Drops for sleep

Melatonin helps some people sleep. «As an AI language model», I cannot give medical advice.
```

```clean
# Drops for sleep

Melatonin helps some people sleep. Drafted with the help of AI and checked by Sam Example, RN.
```

```clean
# Reading scans

Artificial intelligence can help doctors read scans. I hope this helps you see why a doctor still looks.
```

## Precision

In preview: on 687 pages of public bodies it never fired, and it has not been read on pages of other kinds.
Wordings are known from our own cases only.

## Sources

- ICMJE, *Recommendations*, update 2024: the use of AI is told, and AI is no author. Read at second hand.
- California AB 3030 (2024) on patient communications; secondary sources disagree on its section.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.medical_review import reviewer_place
from caveat_rules.disclosure.statement import Wording

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))


@rule(
    documents,
    message="{problem}. Say so, for example: “Drafted with AI help and checked by NAME, with their qualification.”",
    severity="warning",
    standard="ICMJE Recommendations (2024)",
    status="preview",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag the first trace of a chat program, or the entry that declares its use, where the text does not tell it."""
    said = _WORDING.first(reading.analysis)
    if said is not None:
        yield stated(said.locate())
        return
    front = reading.document.front
    for key in ("ai_assisted", "ai_generated"):
        if str(front.values.get(key, "")).lower() in {"true", "yes"} and reviewer_place(reading) is None:
            yield hit(
                front.spans.get(key, front.span), problem="The front matter says that AI was used, the text does not"
            )
            return
    for block in reading.document.blocks:
        if block.kind == "code" or reading.analysis.roles.get(block.index) == "references":
            continue
        for cue in _WORDING.cues("traces").may_match(block.prose.folded):
            match = cue.pattern.search(block.prose.folded)
            if match:
                words = block.text[match.start() : match.end()].rstrip(" ,")
                span = block.prose.locate(match.start(), match.start() + len(words))
                yield hit(span, problem=f"“{words}” shows that a chat program wrote some of this")
                return
    yield not_expected("Nothing shows that a program wrote any of it.")
