"""Puts what was found in animals or cells as a benefit for people.

## Why it matters

Most of what works in a mouse or in a dish fails in people. A reader who is told that a substance “kills cancer cells”
hears a treatment, and may take it, or stop one that works. More than a third of the news releases on animal studies have
been found to draw conclusions for people that the study did not allow.

## What to write instead

Name the animal or the cells beside the finding, and say what is not known: “In rats it increased the growth of nerves;
whether that happens in people is unknown.”

## What is not flagged

Findings that name the animal or the cells in the same clause; hedged statements and questions; harms found in animals,
which labels must report; sentences that say that the finding may not hold in people.

## Examples

```flagged
It «regrows nerves», a lab study found.
```

```flagged
# Spice «reverses memory loss»

A new study tested the extract in mice. The mice found their way through a maze faster, the researchers report.
```

```clean
In rats it increased the growth of nerves; whether that happens in people is unknown.
```

```clean
High doses caused tumours of the thyroid in rats. The extract kills cancer cells in a dish.
```

## Precision

On 687 pages of public health bodies (0.56 million words) it is silent. On stretches of eight real news stories and shop
pages, most in view while it was improved, it fires 7 times, rightly as we read them; it misses texts that never name
the animals or cells, and lists of benefits beside an animal study.

## Sources

- Sumner P, Vivian-Griffiths S, Boivin J, et al. The association between exaggeration in health related science news and
  academic press releases. *BMJ* 2014;349:g7015. Read in an abstract: 36% of the releases on animal research contained
  exaggerated inference to humans.
- Federal Trade Commission, *Health Products Compliance Guidance* (2022): animal and laboratory studies are background,
  and do not by themselves support a claim. Known to us from summaries of the guidance.
- ABPI, *Code of Practice for the Pharmaceutical Industry* (2015), supplementary information to clause 7.2: care with
  data from the laboratory and from animals. Read in the Code.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.analysis import Claim
from caveat.rule import Context, Hit, NoOptions, claims, hit, rule


@rule(
    claims,
    message="“{phrase}” was found in animals or cells, and is put as if it held for people.",
    severity="error",
    standard="Sumner et al., BMJ 2014;349:g7015; FTC Health Products Compliance Guidance (2022)",
)
def check(claim: Claim, context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a general statement of benefit that speaks from a study of animals or cells."""
    if claim.kind != "causation" or claim.form != "preclinical" or claim.assertion != "asserted":
        return
    studies = context.reading.analysis.studies
    if "can" in claim.qualifiers or (
        "preclinical" not in studies.kinds_in(claim.sentence) and claim.sentence.block.kind != "heading"
    ):
        yield hit(claim.span, phrase=claim.quote, grade="lowered", because="the animals or cells are named close by")
    else:
        yield hit(claim.span, phrase=claim.quote)
