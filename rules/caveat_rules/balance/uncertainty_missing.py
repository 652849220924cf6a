r"""Praises a treatment several times and never says how sure that is.

## Why it matters

Readers take what is said without a limit for settled.
Of most treatments it is known that they help some people and not others, for some time, and how good the studies are; a text that says none of it promises too much.

## What to write instead

What is known, how well, and what is not: “In two small trials, about half of the people had less pain after four weeks. Whether it lasts is not known.”

## What is not flagged

- A text that says anywhere that the treatment does not help everyone, that results vary or fade, how many people it helped, how good the studies are, or what is not known.
- Texts that neither sell a treatment nor inform on one, posts and other short pieces, and texts for professionals.
- Texts that say only once what good it does, and those of fewer than 60 words.

## Examples

```flagged document
# Laser comb for thinning hair

Our laser comb brings relief from thinning hair at home, and it is loved by thousands of customers in every corner of the country.
The light restores tired follicles and boosts the blood supply of the scalp, where every hair has its root and takes its food.
Your hair looks fuller, feels stronger and gets better every week, from the first days of use until you meet your friends in summer.
The comb strengthens hair from within, and the treatment improves the skin below it, which is soothed by the warm red light.
Use it three times a week for ten minutes, in front of the mirror or while you watch a film with your family in the evening.
Order now for £149 with free delivery. We send it in a box that fits through the letter box, with a charger and a bag for your travels.
```

```flagged document
# Float therapy

Float therapy relieves stress and eases aching muscles. An hour in the warm salt water restores calm, and the treatment improves sleep.
It boosts your mood for days and helps you to recover after sport. Our clients feel better, sleep better and move with less pain.
You lie in a quiet room on water as warm as your skin, with half a ton of salt in it, so that you float without any effort.
The light can be left on or turned off, and soft music plays when your hour has come to its end. Towels, caps and tea are there for you.
Our rooms stand in the old brewery by the canal, three minutes from the station, and there is a car park behind the house for guests.
Book now: one hour costs £55, and a card for ten visits £450. We are open each day from ten until nine in the evening, Sundays too.
```

```clean
# Float therapy

Float therapy relieves stress and eases aching muscles. An hour in the warm salt water restores calm, and the treatment improves sleep.
It boosts your mood and helps you to recover after sport. Some people feel nothing of the kind, and the studies are small.
Book now: one hour costs £55.
```

```clean
# Knee school

We teach people with worn knees to walk well. Book now: the first visit is free.
```

## Precision

On 687 pages of public bodies it fired on none.
Of 498 pages and excerpts in the manner of sellers, hospitals and news it fired on 28 at first; 20 of these say nothing of what is uncertain, the other 8 say it in words that it did not know. It knows them by now, and fires on 16.
On 100 further pages and releases it fired on 3, of which 2 were right. It stays a preview until it has been read on more pages.

## Sources

- Charnock, *The DISCERN Handbook*, 1998, question 8: does it refer to areas of uncertainty? Read in the instrument, <http://www.discern.org.uk/>.
- Centers for Disease Control and Prevention, *Clear Communication Index*, item 11: does the material say what is known and not known? Read in the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.balance.weighing import is_weighed, praise, says

_FEWEST_WORDS: Final = 60
_FEWEST: Final = 2


@rule(
    documents,
    message="The text says {count} times what good the treatment does, first in “{words}”, and never how sure that is."
    " You could write: “It helps some people and not others. The evidence comes from [studies of how many people, over"
    " how long]; [what] is not known.”",
    severity="warning",
    standard="DISCERN question 8; CDC Clear Communication Index, item 11",
    status="preview",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit | Stated]:  # noqa: ARG001 - a check's shape
    """Flag a text that praises a treatment and says nothing of what is not known or does not work."""
    if not is_weighed(reading, _FEWEST_WORDS):
        yield not_expected("The text puts no treatment before readers, or is short.")
        return
    found = praise(reading)
    if len(found) < _FEWEST:
        yield not_expected("The text says little of what good a treatment does.")
        return
    told = says(reading, "unsure")
    if told is not None:
        yield stated(told.locate())
    else:
        yield hit(None, count=str(len(found)), words=" ".join(found[0].text.split()))
