r"""An article on a treatment that leaves out a part readers need, or that breaks off in the middle.

## Why it matters

To choose, people need both sides, the other choices, and what to do when something goes wrong.
What a page leaves out they cannot miss, so nobody asks for it.

## What to write instead

Write a part, or some sentences, on each: who it may not suit, what the evidence shows, its risks, what happens, other treatments, cost or where to get it, when to get help, and the sources.
Where a part does not apply, say so: “You do not pay for it.”

## What is not flagged

- Articles whose title names no treatment, pieces of other kinds (leaflet, post, email, script), and articles under 120 words.
- A part that the text has without a heading of its own: “Tell your doctor if you are pregnant” is enough.

The option `expected` names the parts that a house asks for: `suitability`, `evidence`, `risks`, `process`, `alternatives`, `cost`, `help`, `sources`.

An article that ends without a full stop, in a paragraph of running text, is flagged at its last words.

## Examples

```clean
# Ketamine for CRPS

A drip of ketamine may ease pain for some weeks. In a trial of 60 adults the mean fell by 3 points of 10 [1].
```

```clean
# Living with migraine

Rest in a dark room, and drink water.
```

```flagged document
# Lidocaine patches for nerve pain

A lidocaine patch numbs the skin over a sore nerve.
You stick it on in the morning and take it off after 12 hours.
You can cut it to the size of the sore place.
Do not put it on broken skin, and do not use heat over it.
Wash your hands after you touch it, and keep used patches away from children and pets.

## How well it works

In one trial of 96 adults, pain fell by 2 points of 10, and by 1 point with a patch that held no drug [1].
Nobody knows how long the relief lasts after the last patch.

## What can go wrong

The skin can itch or turn red under the patch.
This goes away in a day or two for most people.
If it does not, leave the patch off and tell your nurse.
Heart trouble is rare, and comes from too many patches at once.

## References

1. Moss B. Patches. J Invented Med. 2020;1:1-9.
```

```flagged
# Ketamine for CRPS

Ketamine is given as a drip in a clinic, over about four hours.
Some people feel less pain for some weeks, and some do not.
A nurse stays with you and checks your blood pressure.
You cannot drive on that day, and somebody should take you home.

## What the trials found

In a trial of 60 adults, pain fell more with ketamine than without it, and the gap was gone after 12 weeks [1].

## Risks and other treatments

It can cause nausea, strange dreams and high blood pressure, and some people misuse it.
Do not have it if you are pregnant.
Physical therapy is another treatment, and often the first.
Insurers seldom cover the drip, so ask for the price.
Call your doctor if you feel unwell, and call 911 if you cannot breathe.

«Before you decide, the team will go through the plan with you and then»
```

## Precision

On 687 pages of public bodies the rule fired on 16; none broke off.
All messages were read: 11 pages left out what the rule says, and 5 are not about a treatment that one could choose (a drug of misuse, the day of surgery).
They are few, so it stays a preview.

## Sources

- *DISCERN* instrument, questions 4 to 15: sources, balance, how treatment works, benefits, risks, no treatment, quality of life, choices. Read. <http://www.discern.org.uk/>, 1999.
- HealthNewsReview.org, criteria on costs, benefits, harms, evidence, alternatives and availability. Read in part on the site, which stopped its systematic reviews in December 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, documents, hit, rule
from caveat.terms import load_yaml_file
from caveat_rules.structure.treatment import body_words, is_on_treatment

if TYPE_CHECKING:
    from caveat.document import Block

_FEWEST_WORDS: Final = 120
_BODY: Final = frozenset({"paragraph", "item", "cell", "caption", "footnote"})
_ASIDE: Final = frozenset({"references", "disclaimer", "about"})
_ENDS: Final = compiled(r"[.!?:…)\]\"”’»*|>]\W*$|\d$")
# A last line shorter than this is a label, a name or a link.
_LONGEST_LABEL: Final = 8


class _Part(NamedTuple):
    name: str
    key: str
    roles: frozenset[str]
    words: re.Pattern[str] | None


@cache
def _parts() -> tuple[_Part, ...]:
    data = cast("dict[str, list[dict[str, object]]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))
    return tuple(
        _Part(
            str(entry["name"]),
            str(entry["key"]),
            frozenset(cast("list[str]", entry["roles"])),
            compiled(str(entry["words"])) if "words" in entry else None,
        )
        for entry in data["parts"]
    )


@dataclass(frozen=True, slots=True)
class Options:
    """Which parts an article on a treatment should have."""

    expected: tuple[str, ...] = (
        *("suitability", "evidence", "risks", "process", "alternatives", "cost", "help", "sources"),
    )


@rule(
    documents,
    message="{fault}; {advice}.",
    severity="info",
    status="preview",
    standard="DISCERN questions 4 to 15; HealthNewsReview criteria",
    genres=("article",),
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag an article on a treatment that leaves out what readers need, and one that breaks off."""
    if body_words(reading) < _FEWEST_WORDS or not is_on_treatment(reading):
        return
    missing = [part.name for part in _parts() if part.key in context.options.expected and not _has(reading, part)]
    if missing:
        listed = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
        yield hit(
            None,
            fault=f"The article says nothing on {listed}",
            advice="readers need it to choose" if len(missing) == 1 else "readers need them to choose",
        )
    last = _last(reading)
    if last is not None and last.text.count(" ") >= _LONGEST_LABEL and not _ENDS.search(last.text.rstrip()):
        sentence = reading.analysis.sentences_of(last)[-1]
        yield hit(
            sentence.locate(),
            fault="The article ends in the middle of a sentence",
            advice="finish it, or take it out",
        )


def _has(reading: Reading, part: _Part) -> bool:
    """Say whether the article has a part, under a heading of its own or in its text."""
    roles = reading.analysis.roles
    if part.key == "sources":
        citations = reading.analysis.citations
        return citations.has_reference_list or bool(citations.all) or bool(citations.declared)
    for block in reading.document.blocks:
        if block.kind in _BODY and roles.get(block.index) in part.roles:
            return True
        if block.kind in _BODY and part.words is not None and part.words.search(block.prose.folded):
            return True
    return False


def _last(reading: Reading) -> Block | None:
    """Return the last paragraph of the article's own text; None when something else ends it."""
    roles = reading.analysis.roles
    own = [
        block
        for block in reading.document.blocks
        if block.kind in _BODY and roles.get(block.index) not in _ASIDE and "footer" not in block.containers
    ]
    if (
        not own
        or own[-1].kind != "paragraph"
        or own[-1].containers
        or any(inline.kind == "link" and inline.end >= len(own[-1].text.rstrip()) for inline in own[-1].inlines)
    ):
        return None
    return own[-1]
