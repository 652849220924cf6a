r"""Is about a drug and leaves out a serious risk that its label or its regulator warns of.

## Why it matters

Lists of side effects often hold the mild ones. The serious ones are what a reader needs in order to choose, and in order
to see in time that something is wrong.

## What to write instead

Say each risk in plain words, where the text speaks of side effects. The finding gives a sentence to adapt, and the source
that the pack's fact was read in: open that source, and the label of the product itself, before you publish.

## What is not flagged

- A text that names the drug in passing: the drug must stand in the title and come back, lead a good part of the headings,
  or be named in a quarter of the sentences and more than any other drug.
- A title that asks for one thing of a drug's handling: its price, its storage, a recall.
- A risk that the text tells in other words: each pack has patterns for plain and clinical words, tried on what texts say
  and must not be taken to say. A denial (“does not raise blood pressure”), a question and what a reader has already (“if
  you have liver disease”) say nothing of a risk.
- In posts, text messages, scripts and emails, risks that the pack does not call short.
- A risk that the pack only recommends, unless the option `recommended` is set.

Each missing risk is one finding. What the packs hold is checked against labels by people who are no clinicians:
`caveat topics show ketamine` lists it with its sources.

## Examples

```flagged document
# Ketamine infusions for pain

Ketamine is given through a vein. Side effects of ketamine include nausea and dizziness. Ketamine can be misused, and it
can slow your breathing. You may see things that are not there, and your mental health can get worse. With repeated use
it can harm the bladder and the liver. Do not drive for 24 hours after ketamine.
```

```flagged document post
Ketamine for pain: does it raise blood pressure? Ketamine can slow your breathing and be misused. You may see things
that are not there.
```

```clean
# Ketamine infusions for pain

Ketamine is given through a vein. Ketamine can raise your blood pressure and can be misused. It can slow your breathing.
You may see things that are not there, and your mental health can get worse. With repeated use it can harm the bladder
and the liver. Do not drive for 24 hours after ketamine.
```

```clean
# Complex regional pain syndrome

Treatment starts with exercise and pain relief. Some centers have tried ketamine, nerve blocks and implanted devices.
```

## Precision

On 687 pages of public health bodies, of which none is about one of the 13 drugs, it fires on none. It and its sister
rules were also run on what four leaflets of a national health service say of the use and the risks of four of the
drugs: 28 statements were recognised in them, and each of the 5 findings (a boxed warning, two risks, and
contraindications of two drugs) names what the leaflet does leave out. On an article on ketamine, which was in
view when the patterns were written, it names the 8 required risks, once each, and each is cleared by its sentences and by
no others. That is little: expect wordings that no pattern knows yet.

## Sources

- U.S. FDA, *21 CFR 202.1(e)(5)(ii)*, fair balance, and *(e)(6)(i)*: advertising that says more for a drug than is known,
  or leaves out its risks, misleads. Read in excerpts.
- Charnock, *The DISCERN Handbook*, 1998, question 11: does it describe the risks of each treatment? Read in the questions.
- Each risk has its own source, in the pack and in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.library import Reading
from caveat.rule import Context, Hit, Stated, documents, rule
from caveat_rules.balance.missing import finding, lacking, told


@dataclass(frozen=True, slots=True)
class Options:
    """Which risks are asked for. `recommended`: those, too, that a pack recommends and does not require."""

    recommended: bool = False


@rule(
    documents,
    message=("A text on {drug} leaves out: {missing}. You could write: “{write}” (Source: {source}.)"),
    severity="error",
    standard="21 CFR 202.1(e)(5)(ii)",
    options=Options,
    severities={"professional": "info"},
    expects="key risks",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit | Stated]:
    """Flag each key risk of a pack's drug that a text about it leaves out."""
    yield from told(reading, "key_risk", recommended=context.options.recommended)
    for coverage, missing in lacking(reading, "key_risk", recommended=context.options.recommended):
        for statement in missing:
            yield finding(coverage.topic, [statement])
