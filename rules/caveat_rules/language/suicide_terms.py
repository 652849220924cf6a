r"""Words that make suicide a crime, a success or a sensation, or that give one cause or the way it was done.

## Why it matters

Readers of health pages include people who think of suicide and people who lost somebody to it.
“Committed” comes from the time when suicide was a crime; “successful” and “failed” make death the aim and survival a fault.
Reports that give the way, a single cause, or a wave of deaths are followed by more deaths, the guidance for the media says.

## What to write instead

“Died by suicide”, “took her own life”, “a suicide attempt”, “survived a suicide attempt”, “suicide death”.
Give rates with their numbers, say that many factors come together, leave out how it was done, and say where there is help.

“Committed suicide” and its forms have a fix that is safe to apply where the grammar cannot change, as in “he committed suicide in 2019”.
After “wanted to”, or where the way follows, the fix is only proposed.

## What is not flagged

- Words of others: quotations, block quotes, what somebody says of their own life, titles in a list of references, names.
- “Committed to suicide prevention”, “a committed suicide prevention campaigner”, suicide attacks.
- “Died by suicide”, “suicide attempt”, “took his own life”, “suicidal thoughts”; these are the plain words.
- A text on wording: “say ‘died by suicide’ instead of …”.
- Risk information: “depression can lead to suicide”, “firearms are used in half of suicide deaths”.
- Words that the configuration's `accept` lists.

“Completed suicide”, alarm, “gesture” and one cause are one step lower than the others.
The way is flagged in headings and where it follows a death by suicide directly; a rule cannot see the rest.

## Examples

```flagged
Some people with severe pain have «committed suicide».
```

```flagged
She came to us after a «failed suicide attempt».
```

```flagged
The paper calls it a «suicide epidemic».
```

```clean
Some people with severe pain have died by suicide. Many factors come together, and there is help: call 988.
```

```clean
Our team is committed to suicide prevention.
```

```clean
“My father committed suicide when I was nine,” says one of our volunteers.
```

## Precision

On 687 pages of public bodies the rule never fired.
It was read on 25 passages of other public pages and files that it finds words in: 22 were right (88%), and 3 wrong, mended since (two lists of words to avoid, a suicide attack).
They are few, and nearly all of “commit”, “completed” and “failed”; alarm, one cause and the way are known from our own cases only.

## Sources

- JAMA Network, AMA Style Insider, *Language to Discuss Suicide*, 2024. Read in an excerpt.
- World Health Organization, *Preventing suicide: a resource for media professionals*, update 2023: language, causes, the way it was done. Read in its overview. <https://www.who.int/publications/i/item/9789240076846>.
- Samaritans, *Media guidelines for reporting suicide*, sixth edition, 2020. Read in their overview. <https://www.samaritans.org/about-samaritans/media-guidelines/>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Hit, NoOptions, documents, hit, rule
from caveat.terms import TermList
from caveat_rules.language.wording import Wordings, own_words

_WORDINGS: Final = Wordings(Path(__file__).with_suffix(".yaml"))
_WHY: Final = {
    "crime": "makes it sound like a crime",
    "success": "makes death a success, or survival a failure",
    "alarm": "alarms, which can lead to more deaths",
    "belittling": "belittles what may be a sign of danger",
    "cause": "explains a death by one cause",
    "way": "tells how it was done",
}
_WAY: Final = compiled(
    r"\s(?:(?:by|from|through|after)\s(?:(?:jumping|leaping)\b|(?:hanging|shooting|stabbing|drowning|poisoning|gassing|cutting|suffocating"
    r"|suffocation|asphyxiation|overdosing|overdose|swallowing|taking\san\soverdose|gunshot|gunfire|firearm|self-immolation|carbon\smonoxide)\b)"
    r"|(?:by|with|using)\s(?:a|an|his|her|their)\s(?:\w+\s)?(?:gun|rope|rifle|pistol|shotgun|knife|belt|overdose|razor|noose|firearm)\b)"
)
_WAY_IN_TITLE: Final = compiled(
    r"\b(?:hang(?:s|ed|ing)|(?:jump|leap)(?:s|ed|t|ing)?\s(?:from|off|to\s(?:his|her|their|its)?\s?death)|shoots?\s\w+self|shot\s\w+self|gassed"
    r"|overdosed?\son|slit(?:s|ting)?|noose|drown(?:s|ed)\s\w+self)\b"
)
_SUICIDE: Final = TermList(["suicide", "suicides"])


@rule(
    documents,
    message="“{phrase}” {why}; {instead}.",
    severity="error",
    standard="AMA Style Insider, Language to Discuss Suicide (2024); WHO resource for media professionals (2023)",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag harmful wording about suicide, and the way it was done."""
    for place, entry in _WORDINGS.find(reading):
        yield hit(
            place.sentence.block.prose.locate(place.start, place.end),
            grade=entry.grade,
            because=entry.because,
            phrase=place.text,
            why=_WHY[entry.kind],
            instead=entry.instead(place.term),
            fix=entry.fix(place),
        )
    yield from _ways(reading)


def _ways(reading: Reading) -> Iterator[Hit]:
    """Flag the way somebody died, in a heading that tells of a suicide and right behind a death."""
    for place in own_words(reading, _SUICIDE):
        heading = place.sentence.block.kind == "heading"
        found = _WAY.match(place.after)
        if found is not None and re.search(
            r"\b(?:by|commit(?:s|ted|ting)?|attempt(?:s|ed|ing)?|dead)\s\Z", place.before
        ):
            start, end = place.end + found.start() + 1, place.end + found.end()
        elif heading and (found := _WAY_IN_TITLE.search(place.sentence.folded)):
            start, end = place.sentence.start + found.start(), place.sentence.start + found.end()
        else:
            continue
        yield hit(
            place.sentence.block.prose.locate(start, end),
            phrase=place.sentence.block.text[start:end],
            why=_WHY["way"],
            instead="leave the way out",
        )
