r"""A piece that tells readers nothing they can do, or nothing but to buy.

## Why it matters

People come to a health page to decide or to do something.
Who has read to the end and does not know what the next step is has been informed, not helped.

## What to write instead

Address the reader, with a verb, an object and a time or a person: “Before your visit, list your medicines.” “Ask your nurse how to clean the wound.”
Break what takes several steps into a numbered list.

## What is not flagged

- A piece with one sentence that tells its reader what to do, or what they can, should or need to do, beside buying or booking.
- Posts, scripts, and pieces of fewer than 80 words or with fewer than three statements on health.
- Pieces whose `genre` is another (news, briefing).

## Examples

```flagged document
# Ringworm of the scalp

Ringworm of the scalp is an infection with a fungus, and has nothing to do with worms.
It is common in children between three and seven years of age.
It causes round patches where the hair breaks off, and the skin there may itch and scale.
The infection passes from child to child on combs, hats and pillows, and from cats and dogs.
Tablets cure the infection within two months in most children, while creams alone do not reach the roots of the hair.
The hair grows back as a rule, though a deep infection can leave a scar.
```

```flagged document
# Ketamine for nerve pain

Ketamine acts on a receptor in the spinal cord that takes part in nerve pain.
The drug is given as a drip over four hours, and the effect on pain can last for some weeks.
Side effects such as nausea and strange dreams are common, and the blood pressure may rise.
Long-term use can harm the bladder and the liver, and some people become dependent on the drug.
Nerve pain that starts after an injury is sometimes treated this way, when other medicines have not helped.
Book your infusion now. Order your gift card today.
```

```clean
# Ringworm of the scalp

Ringworm of the scalp is an infection with a fungus, and has nothing to do with worms.
It is common in children between three and seven years of age.
It causes round patches where the hair breaks off, and the skin there may itch and scale.
The infection passes from child to child on combs, hats and pillows, and from cats and dogs.
Tablets cure the infection within two months in most children, while creams alone do not reach the roots of the hair.
Wash combs and pillowcases in hot water until the treatment ends.
```

```clean
# Ringworm

Ringworm is an infection with a fungus.
```

## Precision

On 687 pages of public bodies the rule fired on 160, most of them entries of an encyclopedia of diseases.
Of 40 drawn at random, searched for words of advice, 38 had none and 2 had a hint that the rule did not see, one of them mended since.
Whether such a page should say what to do is for its publisher to judge, so the rule stays a preview.

## Sources

- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, items on actionability: at least one action, addressed to the user, in explicit steps. Read in the tool. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>.
- Centers for Disease Control and Prevention, *Clear Communication Index*, items 5 and 12 to 14: call to action, behavioral recommendation. Read in the index. <https://www.cdc.gov/ccindex/>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import load_yaml_file
from caveat_rules.structure.treatment import body_words

if TYPE_CHECKING:
    from caveat.analysis import Sentence

_FEWEST_WORDS: Final = 80
_FEWEST_STATEMENTS: Final = 3
_ASIDE: Final = frozenset({"references", "about"})
_KINDS: Final = frozenset({"paragraph", "item", "cell", "caption", "heading"})
_SALE: Final = compiled(
    r"\b(?:buy|order|shop|subscribe|add\sto\s(?:cart|basket)|gift\scards?|book|reserve|schedule|sign\sup|join|claim)\b.{0,60}?\b(?:now|today|online|here|your|our|a|us)\b"
    r"|\b(?:call|contact|visit|follow|text|email)\s(?:us|our)\b|[£$€]\s?\d|%\soff\b"
)


@cache
def _acts() -> re.Pattern[str]:
    verbs = "|".join(cast("dict[str, list[str]]", load_yaml_file(Path(__file__).with_suffix(".yaml")))["verbs"])
    opening = (
        r"(?:\W|\d)*(?:(?:please|then|next|first|also|always|never|instead|now|and|or|so|but|gently|carefully|slowly|regularly|simply|just|if\spossible"
        r"|step\s\d+:?),?\s)*"
    )
    return compiled(
        rf"^{opening}(?:{verbs}|do\snot|try\snot\sto)\b(?!\s(?:is|are|was|were|has|have|can|may|of)\b)"
        rf"|[:;]\s(?:then\s|please\s)?(?:{verbs}|do\snot)\s(?:your|a|an|the|to|it|this|for|with|not|any|if|out|up|in|on|at|from|by)\b"
        rf"|^(?:\W|\d)*(?:if|when|once|after|before|until|while|to|for|during|in|on|at|as|unless|whenever)\b[^.]*?,\s(?:then\s|please\s|always\s|first\s)?"
        rf"(?:{verbs}|do\snot)\s(?:your|a|an|the|to|it|this|for|with|not|any|if|out|up|in|on|at|from|by|them|these|plenty|all|only|more|less|\w+ly)\b"
        rf"|\byou(?:'ll\sneed\sto|(?:\sor\syour\s\w+)?\s(?:should|must|can|could|may\s(?:want|need|wish)\sto|might\s(?:want|need)\sto|need\sto|have\sto|ought\sto|will\sneed\sto))\s(?:also\s|still\s|always\s|not\s|first\s)?(?:{verbs})\b"
        rf"|\bit\s(?:is|may\sbe|can)\s(?:also\s)?(?:important|best|helpful|a\sgood\sidea|essential|advisable|vital|useful|better|help)\s(?:for\syou\s)?(?:not\s)?to\s(?:{verbs})\b"
        rf"|\b(?:people|patients|parents|anyone|women|men|everyone|adults|children|those)\b[^.;]{{0,60}}\s(?:should|must|need\sto)\s(?:also\s|not\s|always\s)?(?:{verbs})\b"
    )


@rule(
    documents,
    message="Nothing here tells readers what they can do{but}; add a step: what, when, and with whom.",
    severity="info",
    status="preview",
    standard="PEMAT, actionability; CDC Clear Communication Index, items 5 and 12 to 14",
    genres=("article", "leaflet", "email"),
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag a piece on health without a step that its reader can take."""
    if body_words(reading) < _FEWEST_WORDS or len(reading.analysis.medical_sentences) < _FEWEST_STATEMENTS:
        return
    sold = False
    for sentence in reading.analysis.sentences:
        if not _is_text(reading, sentence) or _acts().search(sentence.folded) is None:
            continue
        if _SALE.search(sentence.folded) is None:
            return
        sold = True
    yield hit(None, but=", except to buy or book" if sold else "")


def _is_text(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence is part of the text, and no question, source or byline."""
    block = sentence.block
    return (
        block.kind in _KINDS
        and reading.analysis.roles.get(block.index) not in _ASIDE
        and not sentence.folded.rstrip().endswith("?")
    )
