r"""An article on a treatment whose first 150 words name no risk, limit or doubt, and that has no summary.

## Why it matters

Most readers see only the start.
If the first screen is a scene or a promise, a promise is all that they take along.

## What to write instead

Begin with the point: what it is, for whom, how far the proof goes, and the main risk.
Or begin with a short list under “Key points”.

## What is not flagged

- An article that names a risk, a limit or a doubt in its first 150 words, or has a heading such as “Key points”, “At a glance” or “The main points” near its start.
- Articles whose title names no treatment, articles under 150 words, and pieces of other kinds: a post or an email leads to its article.

This is a rough test: it cannot tell a good main message from a poor one.

## Examples

```flagged document
# Ketamine infusions for CRPS

The morning light falls through the tall windows of the practice, and somewhere a kettle sings.
Maria sits in the third chair from the left, a blanket over her knees, and thinks of the garden that she used to keep.
She came here in spring, on the advice of a friend, with a bag full of scans and letters.
Doctor Lund took her time, and read every one of them.
Then she told her of ketamine, a medicine that has been in use in hospitals since the sixties.
It is given as a drip, and it quiets the nerves that carry pain.
Maria had never heard of it, and her friend drove her home along the river.
That night the two of them talked until late, about dogs, about the sea, and about the years before.
The following week she was back, and the nurse showed her to her chair.
What happened next surprised her family more than anyone.
The garden has tomatoes again, and the dog has a new ball.

## What can go wrong

It can cause nausea.
```

```flagged document
# Botox: a new chapter for your jaw

Do you wake with a sore jaw, and does your partner hear you grind your teeth at night?
You are in good company, and there is something new to talk about at breakfast.
Botox relaxes the muscles that clench, in a visit that takes less time than a cup of coffee.
The needles are as fine as a hair, and our team has steady hands and a warm smile.
After the visit you go back to work, to the gym, or to the shops around the corner.
Within a week the muscles let go, the face softens, and the mornings feel lighter.
People tell us that they sing in the car again, that they bite into apples, and that they laugh with an open mouth.
Our rooms are bright, the chairs are soft, and there is always a jug of water with mint.
Come with a friend, or come alone, and bring your questions.
We will be glad to show you around the house.

## Side effects

Chewing may feel weak for some weeks.
```

```clean
# Ketamine for CRPS

Ketamine is off-label for CRPS, the evidence is limited, and it needs monitoring.
```

```clean
# The life of a beekeeper

Bees wake with the sun, and so does Ana.
```

## Precision

On 687 pages of public bodies the rule fired on 8.
All were looked at: 6 begin without a risk, limit or doubt, and 2 are not about a choice of treatment (the day of surgery, a benefit after surgery).
They are few, and the test is rough, so it stays a preview.

## Sources

- Centers for Disease Control and Prevention, *Clear Communication Index*, items 1 to 3 and 10: one main message, at the top, the most important first. Read in the index. <https://www.cdc.gov/ccindex/>.
- Agency for Healthcare Research and Quality, *Patient Education Materials Assessment Tool (PEMAT)*, items on purpose and summary. Read in the tool. <https://www.ahrq.gov/health-literacy/patient-education/pemat.html>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import load_yaml_file
from caveat_rules.structure.treatment import body_words, is_on_treatment

_FEWEST_WORDS: Final = 150
_START: Final = 150
_BODY: Final = frozenset({"paragraph", "item", "cell", "caption"})
_ASIDE: Final = frozenset({"about", "disclaimer", "references"})
# A summary that comes later than this sums up; it does not say the point first.
_FIRST_HEADINGS: Final = 3
_SUMMARY: Final = compiled(
    r"\b(?:(?:key|main|quick)\s(?:points?|messages?|facts?|takeaways?)|at\sa\sglance|in\s(?:brief|short)|summary|overview|what\syou\s(?:need\sto|should)\sknow|the\sshort\sanswer|highlights)\b"
)


@cache
def _limits() -> re.Pattern[str]:
    return compiled(cast("dict[str, str]", load_yaml_file(Path(__file__).with_suffix(".yaml")))["limits"])


@rule(
    documents,
    message="The first {words} words name no risk, limit or doubt; say the main point at the start, or put key points there.",
    severity="info",
    status="preview",
    standard="CDC Clear Communication Index, items 1 to 3 and 10; PEMAT, purpose and summary",
    genres=("article",),
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag an article on a treatment that begins without what readers most need to know."""
    if body_words(reading) < _FEWEST_WORDS or not is_on_treatment(reading):
        return
    headings = [block for block in reading.document.blocks if block.kind == "heading"]
    if any(_SUMMARY.search(block.prose.folded) for block in headings[: _FIRST_HEADINGS + 1]):
        return
    words = 0
    for block in reading.document.blocks:
        if block.kind not in _BODY or reading.analysis.roles.get(block.index) in _ASIDE:
            continue
        for sentence in reading.analysis.sentences_of(block):
            if words < _START and _limits().search(sentence.folded):
                return
            words += sentence.folded.count(" ") + 1
        if words >= _START:
            break
    yield hit(None, words=str(_START))
