"""Has links or codes that pay its makers, and does not say so.

## Why it matters

Who earns when a reader buys has a reason to praise. Readers can allow for it only where they are told.

## What to write instead

A plain line at the top or right before the link: “Ad: we earn a commission if you buy through this link.” Tags such as #sp,
#collab or #partner say too little.

## What is not flagged

- Links without the marks of an affiliate programme, and codes that nobody is asked to use.
- Texts that call themselves an ad, sponsored, gifted or a paid partnership, or speak of affiliate links or commission.
- Sites that say it on every page, once declared: `[disclosures] affiliate = "above every article"`.
- Domains in the option `own_domains`, whose addresses may carry such marks for other reasons.

## Examples

```flagged
# Drops for sleep

Melatonin helped me sleep. «[Get it here](https://shop.example/drops?ref=sam)».
```

```flagged post
Melatonin helped me sleep. «Use my code» SLEEP20 at the checkout.
```

```clean
# Drops for sleep

Ad: I earn a commission if you buy through this link. [Get it here](https://shop.example/drops?ref=sam).
```

```clean
# Drops for sleep

See [the leaflet](https://health.example/drops?page=2). Your doctor enters a code on the form.
```

## Precision

In preview: on 687 pages of public bodies it never fired, and it has not been read on pages of other kinds.
Wordings are known from our own cases only.

## Sources

- 16 CFR 255.1(d) and 255.5 (2023): a connection that readers would not expect is told. The first was read, the second is
  cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caveat.document import Span, fold
from caveat.library import Reading
from caveat.rule import Context, Hit, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.statement import Wording, own_sentences

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))


@dataclass(frozen=True, slots=True)
class Options:
    """Where such marks mean nothing. `own_domains`: parts of addresses that are the house's own."""

    own_domains: tuple[str, ...] = ()


@rule(
    documents,
    message="“{words}” earns somebody money, and nothing says so. Add before it, for example: “Ad: we earn a commission.”",
    severity="error",
    standard="16 CFR 255.5",
    options=Options,
    status="preview",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit | Stated]:
    """Flag the first paid link or code of a document that does not disclose any."""
    place = _first(reading, context.options.own_domains)
    said = _WORDING.first(reading.analysis)
    if place is None:
        yield not_expected("It has no link or code that pays its makers.")
    elif said is not None:
        yield stated(said.locate())
    else:
        yield hit(place[0], words=place[1])


def _first(reading: Reading, own: tuple[str, ...]) -> tuple[Span, str] | None:
    """Return the first link whose address is that of an affiliate programme, or the first words that offer a code."""
    for block in reading.document.blocks:
        for inline in block.inlines:
            target = fold(inline.target or "")
            ours = inline.kind not in {"link", "autolink"} or any(domain.lower() in target for domain in own)
            if not ours and _WORDING.says(target, "links", ""):
                return inline.span, block.text[inline.start : inline.end]
    for sentence in own_sentences(reading.analysis):
        for cue in _WORDING.cues("words").may_match(sentence.folded):
            match = cue.pattern.search(sentence.folded)
            if match:
                return sentence.locate(match.start(), match.end()), sentence.text[match.start() : match.end()]
    return None
