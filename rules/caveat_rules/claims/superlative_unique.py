"""Ranks a treatment or a provider first: the best, the leading, the only one, unique.

## Why it matters

A rank compares with everything else there is, and hardly anybody has made that comparison. Readers take it for a fact,
and it makes the other treatments that they could ask about look worse than they are.

## What to write instead

Say what sets the treatment apart in words that can be checked: “The drug acts on another receptor than gabapentin does;
no trial has compared the two.” Name the survey or the register behind a rank, or leave the rank out.

## What is not flagged

Ranks of frequency, amount or time (“the most common side effect”, “at least”); what suits a person (“the best option for
you depends on …”); advice on how to do a thing (“the best way to prevent falls”); what readers look for or ask about;
denials; awards that name who voted; ranks with a source in their sentence or the next one; people, needs and numbers that are unique. “New” and ranks in a text that sells
nothing are notes.

## Examples

```flagged
Glowvex is the «most advanced treatment» for pain. The way the tablets target pain is «unique».
```

```flagged
Book now, as our patients do. Our laser clinic has the «best surgeons» and gives «unrivalled results».
```

```clean
Nausea is the most common side effect. The best option for you depends on your health, so ask which treatment is best.
```

```clean
Every patient is unique. The best way to prevent falls is exercise. Only doctors can prescribe the tablets.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it fires twice: “one of the safest and most effective
types” of surgery, uncited, and a note on “the most reliable test”.
On 119 pages that others invented in the manner of clinics, shops, columns, releases and leaflets it finds 24 of the 25
clear faults, and 24 of its 25 reports lie on faults that reviewers marked. Those pages were in view while it was
mended: when it first met forty of them, it found 4 of the 11 faults there. So expect less on others.

## Sources

- ABPI *Code of Practice for the Pharmaceutical Industry*: superlatives are used only where they state a clear fact, and
  exaggerated or all-embracing claims are not made; a medicine is not called new for more than twelve months after launch (clause
  6.5 of the edition of 2024). The clause on what is new was read in the code; the rest in notes for trainers on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule

_HEDGED, _BOUNDED = 2, 4
_MODALS = {"may", "might", "could", "perhaps", "probably", "considered", "thought", "believed"}


@rule(
    claims,
    message="“{phrase}” ranks above everything else, and no comparison is shown.",
    severity="warning",
    standard="ABPI Code of Practice 2024, clause 6.5",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a rank of a treatment or a provider that no source bears out."""
    if claim.kind != "superlative" or claim.assertion not in {"asserted", "presupposed"}:
        return
    if context.reading.analysis.citations.beside(claim.sentence) or claim.ladder >= _BOUNDED:
        return
    selling = context.reading.analysis.subjects.promotional
    if not selling and claim.ladder >= _HEDGED and not _MODALS.isdisjoint(claim.qualifiers):
        return
    because = ""
    if claim.form == "new":
        because = "how long it has been in use is not known"
    elif not selling and claim.form == "ranked":
        because = "the text sells nothing"
    yield hit(claim.span, phrase=claim.quote, grade="lowered" if because else "normal", because=because)
