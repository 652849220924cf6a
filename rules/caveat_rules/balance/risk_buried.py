r"""Tells the first harm of a treatment only near the end, after all the praise.

## Why it matters

Most readers never reach the end of a page. What stands behind the prices and the booking button is not read, and an impression made by then stays.

## What to write instead

The main harms in a sentence near the top, and a link to the rest: “It can raise your blood pressure and cause confusion; see Risks.”

## What is not flagged

- A text whose first harm stands in its first seven tenths.
- A text that sends its readers to the risks from further up.
- A text that tells no harm at all: that is the business of `balance-missing-side-effects`.
- Texts that sell nothing, those of fewer than 150 words, posts and other short pieces, and texts for professionals.

How hard the passage on risks is to read is the business of `readability-risk-section-harder`.

## Examples

```flagged
# Revive IV drips

Long week behind you? Our signature drip floods your cells with vitamins and restores your energy in under an hour.
The treatment relieves hangovers, clears your head and helps you to recover before lunch, wherever you are in town.
Our drips boost the immune system all winter long, and guests feel better the same day, rested and ready for more.
The drip improves sleep, smooths the skin and reduces fatigue, and no two bags are the same, since we mix each for its guest.
You sit in a wide chair by the window with a blanket, a playlist and a cup of tea, and a nurse looks after you from first to last.
Come alone or bring your friends, for we have room for twelve, and a corner for birthdays with a cake from the bakery next door.
Each bag takes about forty minutes. Prices start at £149, and members pay less, come when they like, and bring a guest in May for nothing.
Book now, by telephone or on the web, or walk in on Saturdays between ten and four, when the market is on and the street is closed to cars.
«The infusion may cause nausea and chest tightness if it runs too fast.»
```

```flagged
# GlucoSerene capsules

Steady sugars, naturally. Our capsules balance blood sugar round the clock and reduce cravings after meals, day after day.
Berberine lowers blood sugar, and the cinnamon in our capsules improves how the body handles bread, rice and sweets.
The supplement helps you to lose weight, restores your energy in the afternoon and supports a healthy heart, all in one capsule.
Our customers feel better within a month: they sleep well, wake up rested, and tell their friends about it at the school gate.
We make each batch by hand in a small works by the sea, and send it out on the day on which you order it, in a box made of paper.
Order now and get free shipping on your first box, with a booklet of forty recipes that our cook has tried out on her own family.
A bottle holds ninety capsules and lasts for three months. If you are not happy with it, send it back, and you will get your money back.
We answer letters and e-mails on the day we get them, weekends too, and you can always talk to one of us on the telephone until nine.
«Do not take it with other medicines for diabetes, because your sugar can fall too low.»
```

```clean
# Revive IV drips

The infusion may cause nausea and chest tightness if it runs too fast; more on risks below.
Our signature drip floods your cells with vitamins and restores your energy in under an hour. Book now.
```

```clean
# GlucoSerene capsules

Our capsules balance blood sugar round the clock. Order now and get free shipping.
Do not take them with other medicines for diabetes, because your sugar can fall too low.
```

## Precision

On 687 pages of public bodies it fired on none.
Of 498 pages and excerpts in the manner of sellers, hospitals and news it fired on 5, all of them rightly, and on none of 100 further pages and releases. These are few, and it stays a preview.

## Sources

- Therapeutic Goods Administration, *Advertising Code guidance*, 2021: what must be said is not to be hidden behind “see more”. Read in the guidance.
- U.S. Food and Drug Administration, *21 CFR 202.1(e)(7)(viii)*, on prominence, cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat_rules.balance.harms import harm_sentences
from caveat_rules.balance.weighing import is_weighed, praise

_FEWEST_WORDS: Final = 150
_FEWEST: Final = 3
_LATE: Final = 0.7
_SENT_THERE: Final = compiled(
    r"\b(?:see|read|about|under|learn) (?:[a-z]+ ){0,3}?(?:risks?|safety|side effects)\b|\bsafety information\b"
)


@rule(
    documents,
    message="The first harm stands {share}% of the way down, after {count} sentences on what good the treatment does."
    " Name the main harms near the top: “It can cause [the main harms]; see Risks.”",
    severity="warning",
    standard="TGA guidance on advertising, 2021; 21 CFR 202.1(e)(7)(viii)",
    status="preview",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's shape
    """Flag the first harm in a text that sells a treatment, when nearly all else stands before it."""
    analysis = reading.analysis
    if not analysis.subjects.promotional or not is_weighed(reading, _FEWEST_WORDS):
        return
    first = next(harm_sentences(reading), None)
    if first is None:
        return
    body = [
        one
        for one in analysis.sentences
        if analysis.roles.get(one.block.index) not in {"references", "about", "disclaimer"}
    ]
    words = [one.text.count(" ") + 1 for one in body]
    before = sum(count for one, count in zip(body, words, strict=True) if one.index < first.index)
    share = before / sum(words)
    good = [one for one in praise(reading) if one.index < first.index]
    if share < _LATE or len(good) < _FEWEST:
        return
    if any(_SENT_THERE.search(one.folded) for one in body if one.index < first.index):
        return
    yield hit(first.locate(), share=str(round(100 * share)), count=str(len(good)))
