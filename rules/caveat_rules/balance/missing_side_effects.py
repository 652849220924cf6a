r"""Is about a drug and names none of its common side effects.

## Why it matters

Side effects are the first thing that many people on a new medicine will notice. Who was told of them can tell what is to
be expected from what is a reason to call.

## What to write instead

Name the common ones: “Common side effects are nausea and diarrhea.” “It is well tolerated” names none. The finding gives
words to adapt, and their source.

## What is not flagged

What `balance-missing-key-risk` leaves alone. In posts, text messages, scripts and emails, common side effects are not
asked for unless the pack says so; the serious risks are.

## Examples

```flagged document
# Metformin for diabetes

Metformin lowers blood sugar. Most people tolerate metformin well. Metformin has been in use for decades.
```

```flagged document
# Semaglutide for weight

Semaglutide is a weekly injection. Side effects of semaglutide are usually mild. Semaglutide helps with nausea.
```

```clean
# Metformin for diabetes

Metformin lowers blood sugar. Common side effects of metformin are nausea and diarrhea.
```

```clean
# Metformin for diabetes

Metformin lowers blood sugar. Metformin is taken with food.

## Side effects

- feeling sick
- loose stools
```

## Sources

- U.S. FDA, *21 CFR 202.1(e)(5)(ii)*, fair balance, https://www.ecfr.gov/. Read in excerpts.
- Charnock, *The DISCERN Handbook*, 1998, question 11. Read in the questions.
- Schwitzer, *HealthNewsReview.org criteria*, 3: does the story adequately explain the harms? Read in the criteria.
- Each list of side effects has its own source, in the pack and in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, documents, rule
from caveat_rules.balance.missing import finding, lacking


@rule(
    documents,
    message=(
        "A text on {drug} leaves out its common side effects: {missing}. You could write: “{write}” (Source: {source}.)"
    ),
    severity="error",
    standard="21 CFR 202.1(e)(5)(ii)",
    severities={"professional": "info"},
)
def check(reading: Reading, context: Context[NoOptions]) -> Iterator[Hit]:  # noqa: ARG001 - a check's shape
    """Flag a text about a drug that names none of its common side effects."""
    for coverage, missing in lacking(reading, "side_effects"):
        for statement in missing:
            yield finding(coverage.topic, [statement])
