"""Was last reviewed too long ago, or is past the date on which it was due for review.

## Why it matters

A page that names the day of its last review makes a promise: somebody looked, and will look again. Labels, warnings and
guidelines change faster than most pages do.

## What to write instead

Review the text, correct it, and give the new date: “Last reviewed 3 May 2026. Next review due May 2027.” A new date alone
helps nobody.

## What is not flagged

- Texts that give no date of review: see `disclosure-review-date`. A date of publication is none.
- A review within the option `max_review_age_months` (24). Set it to 12 for topics with a boxed warning, by path.

A date whose day and month could be either way round is read as the later one. A year or a month alone counts to its end.

## Examples

```flagged
# Ketamine for nerve pain

Ketamine may ease nerve pain.

«Last reviewed 3 May 2019».
```

```flagged
# Ketamine for nerve pain

Ketamine may ease nerve pain. Last reviewed 3 May 2026. «Next review due June 2026».
```

```clean
# Ketamine for nerve pain

Last reviewed 3 May 2026. Next review due May 2027.

Ketamine may ease nerve pain.
```

```clean
# Ketamine for nerve pain

First published 3 May 2015. Last updated 3 May 2026. Ketamine may ease nerve pain. A trial of 2009 was reviewed in 2012.
```

## Precision

On 687 pages of public bodies it fired on one, which gives a date of 2022 and nothing newer. Nearly all of the pages give no date of review.

## Sources

- DISCERN, question 5: it is clear when the information was produced. Read in
  the instrument (1998), http://www.discern.org.uk.
- The limit of 24 months is our editorial default and comes from no standard.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from caveat.library import Reading
from caveat.rule import Context, Hit, documents, hit, rule
from caveat_rules.disclosure.dating import dates_of, months_before


@dataclass(frozen=True, slots=True)
class Options:
    """How old a review may be. `max_review_age_months`: older ones are reported as overdue."""

    max_review_age_months: int = 24


@rule(
    documents,
    message="This may be out of date: “{words}” {problem}. Review it, and give the new date.",
    severity="warning",
    standard="DISCERN, question 5",
    options=Options,
    expects="",
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag the date of a review that is too long ago, and the date of a due review that has passed."""
    dates = dates_of(reading)
    today: datetime.date = context.today
    months = context.options.max_review_age_months
    reviewed, due = dates.of("reviewed"), dates.of("due")
    if reviewed and reviewed[-1].last < months_before(today, months):
        yield hit(reviewed[-1].span, words=reviewed[-1].words, problem=f"is more than {months} months ago")
    elif due and due[-1].last < today:
        yield hit(due[-1].span, words=due[-1].words, problem="has passed")
