r"""A post longer than its platform takes, or an e-mail without a subject.

## Why it matters

What does not fit is cut off, and what stands last goes first: the risk, the disclaimer, the link to the sources.
An e-mail without a subject is opened by few and looks like spam to the rest.

## What to write instead

Shorten the piece, and keep the risk and the disclosures; if there is no room for them, choose another place for the piece.
Give an e-mail a subject that says what it is about and promises no more than its text does.

## Limits

| A post called | may have |
| --- | --- |
| `post-x`, `post-twitter` | 280 characters |
| `post-bluesky` | 300 |
| `post-threads`, `post-mastodon` | 500 |
| `post-instagram`, `post-tiktok` | 2,200 |
| `post-linkedin` | 3,000 |
| `post-youtube` (the description) | 5,000 |
| `post-facebook` | 63,206 |
| a text message | 160 |

The platform is read from `platform:` in the front matter, else from the file's name.
The option `limits` gives others, by platform: `limits = { x = 25000 }`; `post` there is for posts on none of these.
Characters are counted in the text as readers see it, with one for the end of a paragraph, as most platforms count them: an emoji is two.
What platforms take changes, and depends on the account.

## What is not flagged

Posts of no known platform, unless `limits` has one for `post`.
Articles, leaflets and scripts.
An e-mail with a title in its front matter, with a line “Subject: …”, or with the field of an e-mail file.
A text message over 160 characters is sent in parts, so that this is one step less severe.

## Examples

```flagged email document
Hello,

your results are in. Please call the practice.
```

```flagged sms
Your jab is due. You can have it at any of our clinics on any weekday from nine to five, or on Saturday mornings.
«Bring your card, and tell the nurse about every medicine that you take.»
```

```clean email
Subject: Your results are in

Please call the practice.
```

```clean sms
Your jab is due. Call us to book. Tell the nurse about every medicine that you take.
```

## Precision

What is too long is a count. Whether it is the right one rests on the platform's number, which may have changed.

## Sources

- Buffer, *Character limits*, a guide for developers: what each network takes, and how characters are counted. Read in a copy of
  2026; it is not the networks' own.
- The length of a text message: 3GPP TS 23.040. Known at second hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, documents, hit, rule

if TYPE_CHECKING:
    from caveat.document import Block

LIMITS: Final[Mapping[str, int]] = {
    "x": 280,
    "twitter": 280,
    "bluesky": 300,
    "threads": 500,
    "mastodon": 500,
    "instagram": 2_200,
    "tiktok": 2_200,
    "linkedin": 3_000,
    "youtube": 5_000,
    "facebook": 63_206,
    "sms": 160,
}
_NAME: Final = compiled(r"[^\W_]+")
_SUBJECT: Final = compiled(r"\s*subject(?: line)?\s*:\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """How long a post may be."""

    limits: dict[str, int] = field(default_factory=dict)
    """Characters by platform (x, linkedin, sms …); `post` for posts on no known platform."""


@rule(
    documents,
    message="{problem}",
    severity="warning",
    options=Options,
    genres=("post", "sms", "email"),
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag a post or text message at the sentence where it becomes too long, and an e-mail without a subject."""
    document = reading.document
    if document.genre == "email":
        if not _has_subject(reading):
            yield hit(None, problem="This e-mail has no subject. Say in a few words what it is about.")
        return
    platform = _platform(reading)
    limits = {**LIMITS, **{name.lower(): number for name, number in context.options.limits.items()}}
    limit = limits.get(platform)
    if limit is None:
        return
    length = sum(_length(block) + 1 for block in document.blocks) - 1
    if length <= limit:
        return
    place = "a text message" if platform == "sms" else "a post" if platform == "post" else f"a post on {platform}"
    sentence = next(
        (one for one in reading.analysis.sentences if _reached(reading, one.block, one.end) > limit),
        None,
    )
    yield hit(
        None if sentence is None else sentence.locate(),
        problem=f"This has {length:,} characters; {place} may have {limit:,}. It becomes too long here.",
        grade="lowered" if platform == "sms" else "normal",
        because="phones send it in parts" if platform == "sms" else "",
    )


def _has_subject(reading: Reading) -> bool:
    front = reading.document.front
    if front.text("title") or front.text("subject"):
        return True
    return any(_SUBJECT.match(block.prose.text) for block in reading.document.blocks[:3])


def _platform(reading: Reading) -> str:
    """Return where a piece will stand: by its front matter, else by its file's name, else its genre."""
    document = reading.document
    given = document.front.text("platform")
    words = [given.strip().lower()] if given else _NAME.findall(document.source.path.rsplit("/", 1)[-1].lower())[1:-1]
    return next((word for word in words if word in LIMITS), document.genre)


def _reached(reading: Reading, block: Block, end: int) -> int:
    """Return how many characters a document has up to a place in one of its blocks."""
    before = 0
    for other in reading.document.blocks:
        if other is block or other.index == block.index:
            return before + _units(block.prose.text[:end])
        before += _length(other) + 1
    return before


def _length(block: Block) -> int:
    return _units(block.prose.text)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
