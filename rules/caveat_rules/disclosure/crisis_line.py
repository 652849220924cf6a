"""Speaks of suicide or self-harm, and names no crisis line or other help at once.

## Why it matters

A reader who thinks of suicide may be reading. Where to find help is a core part of safe messaging.

## What to write instead

A line and how to reach it, for the readers' country: “If you are thinking about suicide, call or text 988 in the US, 116 123
in the UK and Ireland, or find your country's crisis line at findahelpline.com.” Check the numbers before you publish.

## What is not flagged

- Texts that name a crisis line, a helpline or an emergency number, or tell readers whom to call at once.
- One mention among risks and side effects is a note, and none in a text for professionals.
- “Suicide” in the list of sources, in “suicide gene”, “suicide inhibitor” or “assisted suicide”.
- Sites that show the line on every page, once declared: `[disclosures] crisis-line = "in the footer"`.

## Examples

```flagged document
# Living with pain

Chronic pain raises the risk of suicide. Thoughts of self-harm are common in people with severe pain.
```

```flagged document
# Suicide and pain

Many people with severe pain have had such thoughts.
```

```clean
# Living with pain

Chronic pain raises the risk of suicide. If you are thinking about suicide, call or text 988 in the US at any time.
```

```clean
# Gene therapy

A suicide gene makes tumor cells die when a drug is given.
```

## Precision

On 687 pages of public bodies it fired on two, each of which names suicide and no help. They are few.

## Sources

- World Health Organization, *Preventing suicide: a resource for media professionals*, update 2023: tell where to seek
  help. Read in its overview. <https://www.who.int/publications/i/item/9789240076846>.
- Samaritans, *Media guidelines for reporting suicide*, sixth edition, 2020. Read in their overview.
- The numbers that it knows, each as pages of the line itself, or of a public body or charity, give it, looked at 2026: 988 (US;
  <https://988lifeline.org/>, as others quote it), 741741 (US; <https://dupageplt.org/258/Crisis-Text-Line>), 116 123 (UK and
  Ireland; <https://www.bromleyhealthcare.org.uk/latest/blog/world-suicide-prevention-day/> and
  <https://www.irishtimes.com/news/samaritans-freephone-helpline-will-save-lives-says-lynch-1.526624>), 85258 (UK;
  <https://giveusashout.org/about-us/faq/>), 0800 1111 (UK, children; <https://kshsafety.com/single-post/2019/04/14/help-is-out-there>,
  which quotes the NHS), 13 11 14 (Australia; <https://www.health.vic.gov.au/mental-health-services/telephone-and-online-services>),
  and
  1-800-273-8255 (US, before 988; <https://www.alexproject.org/crisis-text-line-63/>).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.library import Reading
from caveat.rule import Context, Hit, NoOptions, Stated, documents, hit, not_expected, rule, stated
from caveat_rules.disclosure.statement import Wording, for_professionals, own_sentences

_WORDING: Final = Wording(Path(__file__).with_suffix(".yaml"))
_SENTENCES: Final = 2


@rule(
    documents,
    message=(
        "This speaks of suicide or self-harm, and names no crisis line. Add, for example: “If you are thinking about"
        " suicide, call or text 988 in the US, or find your country's crisis line at findahelpline.com.”"
    ),
    severity="error",
    standard="WHO resource for media professionals (2023)",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit | Stated]:
    """Flag a document that speaks of suicide or self-harm and names no help."""
    if for_professionals(reading):
        yield not_expected("The text is for professionals.")
        return
    speaking = [one for one in own_sentences(reading.analysis) if _WORDING.says(one.folded, "speaks", "speaks_not")]
    if not speaking:
        yield not_expected("The text does not speak of suicide or self-harm.")
        return
    said = _WORDING.first(reading.analysis)
    if said is not None:
        yield stated(said.locate())
        return
    if len(speaking) >= _SENTENCES or speaking[0].block.kind == "heading":
        yield hit(None)
    else:
        yield hit(None, grade="lowered", because="it is one mention")
