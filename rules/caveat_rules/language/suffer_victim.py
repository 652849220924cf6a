r"""Words that make people look helpless, make illness a war, or blame patients for what a treatment did not do.

## Why it matters

“Sufferers” and “victims” are to be pitied; many people with the same illness live well, and do not see themselves so.
Who “lost the battle” did not fight badly, and who “failed” a drug did nothing: the drug did not help.

## What to write instead

Say what people have, use or do: “has migraine”, “people with arthritis”, “uses a wheelchair”, “died of cancer”, “reports pain”, “declined surgery”.
Say what the treatment did: “two antidepressants had not helped”.
Where people say that they suffer, let them say it, in quotation marks.

The fixes are proposals, for a person to judge.

## What is not flagged

- Events and other things: to suffer a fall, a stroke or an injury; data that suffer from gaps; skin that suffers from the cold.
- Victims of crime, abuse, accidents and war; fights of the body (“white blood cells fight infection”) and of public health (“the fight against malaria”).
- “Treatment failure”, “if the treatment fails”, a failed test; firms that are non-compliant with rules; the right to refuse treatment.
- Quotations, what people say of themselves, names, lists of references, and what `accept` lists.

## Examples

```flagged
«Victims of» CRPS «battle» pain daily.
```

```flagged
«Migraine sufferers» who «failed» beta-blockers were asked.
```

```flagged
The patient «complains of» nausea and «refused» treatment.
```

```clean
People with CRPS live with daily pain, and medicines often do not help enough.
```

```clean
White blood cells fight infection. The shelter helps victims of abuse.
```

```clean
If treatment fails, or if you suffer a fall, call us. “I suffer from migraine,” says Ana.
```

## Precision

On 687 pages of public bodies the rule fired 20 times in 0.54 million words.
All were read: 18 were right, and 2 debatable (“immunity without suffering from the actual diseases”, “suffer from internal bleeding”).
They are few, and none was of war or victims: those pages hardly use the words.

## Sources

- UK government, *Inclusive language: words to use and avoid when writing about disability*: “suffers from”, “afflicted by”, “victim of”, “confined to a wheelchair”. Read. <https://www.gov.uk/government/publications/inclusive-communication/inclusive-language-words-to-use-and-avoid-when-writing-about-disability>.
- Centers for Disease Control and Prevention, *Preferred Terms for Select Population Groups & Communities*. Read in part. <https://www.cdc.gov/health-communication/php/toolkit/preferred-terms.html>.
- Cox and Fritz, *Presenting complaint: use of language that disempowers patients*, BMJ 2022;377:e066720: complains, denies, refused, non-compliant, the patient who failed. Read in part. <https://doi.org/10.1136/bmj-2021-066720>.
- Dickinson and others, *The Use of Language in Diabetes Care and Education*, Diabetes Care 2017;40:1790: compliance. Table read. <https://doi.org/10.2337/dci17-0041>.
- *AMA Manual of Style* on victims and battles, as quoted by others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from caveat.analysis.lexicon import named_like_treatment, treatment_terms
from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Fix, Hit, NoOptions, documents, hit, rule
from caveat.terms import TermList
from caveat_rules.language.ailment import name_start, names_ailment
from caveat_rules.language.wording import PERSONS, Place, Wordings, is_accepted, replaced

if TYPE_CHECKING:
    from caveat.terms import Vocabulary
    from caveat_rules.language.wording import Entry

_WORDINGS: Final = Wordings(Path(__file__).with_suffix(".yaml"))
_BLAME: Final = frozenset({"fail", "refuse", "complain", ""})
_PERSON_BEFORE: Final = compiled(rf"\b(?:{PERSONS}|those|someone|anyone|everyone|somebody|anybody)\s\Z")
_THEM: Final = compiled(r"\b(?:which|that|it|this)\s\Z")
_WORD: Final = compiled(r"[\w'-]+")
_BACK: Final = compiled(r"\s(?:it|them|this)(?=[.,;:!?]|$)")
# Within how many words the name of what somebody has must stand.
_NEAR: Final = 4
_FAR: Final = 8
# In the first words behind "failed".
_REACH: Final = 6
_NOT_BY_PERSON: Final = compiled(
    r"\s(?:to\s(?!respond\b)|(?:the|a|an|this|that|his|her|their)\s(?:\w+\s){0,2}(?:tests?|exams?|screens?|screening|check|inspection|course|class|audition))"
)
_COMPLAINER: Final = compiled(
    rf"\b(?:{PERSONS}|who|she|he|they|some|many|often|may|also|those|you|sometimes|might|usually|frequently|commonly|typically|most|and|to|can)\s\Z"
)
# What is a burden or an event, and no illness.
_ELSE: Final = compiled(
    r"\s(?:an?\s)?(?:lack|shortage|loss\sof\s(?:income|power)|poor\s(?:quality|design)|bias|missing|small|gaps?|drought|poverty|hunger|discrimination|neglect|violence)\b"
)


@rule(
    documents,
    message="“{phrase}” {why}; {instead}.",
    severity="info",
    standard="UK government guidance on inclusive language; CDC Preferred Terms; AMA Manual of Style",
)
def check(reading: Reading, _context: Context[NoOptions]) -> Iterator[Hit]:
    """Flag pity, war and blame, each with plain words in its place."""
    vocabulary = reading.analysis.vocabulary
    for place, entry in _WORDINGS.find(reading):
        found = _found(place, entry, vocabulary)
        if found is None or is_accepted(reading, found[0]):
            continue
        whole, instead, fix = found
        yield hit(
            place.sentence.block.prose.locate(whole.start, whole.end),
            phrase=whole.text,
            why=_why(entry),
            instead=instead,
            fix=fix,
        )


def _why(entry: Entry) -> str:
    if entry.source == "bmj":
        return "blames or doubts the patient"
    return "makes illness a war that people win or lose" if entry.kind == "war" else "makes people look helpless"


def _found(place: Place, entry: Entry, vocabulary: Vocabulary) -> tuple[Place, str, Fix | None] | None:
    """Return the words that are at fault, what to write and the change; None when something else is meant."""
    after = place.after
    if entry.kind in {"sufferer", "named"}:
        return _named(place, entry, vocabulary)
    if entry.kind == "fail":
        return (place, entry.advice, None) if _fails_treatment(after, vocabulary) else None
    if entry.kind == "wheelchair":
        return _wheelchair(place, entry)
    if entry.kind == "bed":
        return (place, entry.instead(place.term), entry.fix(place) if _predicated(place) else None)
    if entry.kind == "complain" and place.term.startswith("complain") and not _COMPLAINER.search(place.before):
        return None
    if entry.kind in {"suffer", "victim", "war", "complain"}:
        if _ELSE.match(after) or not _of_ailment(place, entry, vocabulary):
            return None
        if entry.kind == "war":
            return place, entry.advice or "say how people live with it, or how it is treated", None
        if entry.kind == "victim":
            return place, f"write “{'people' if place.term.startswith('victims') else 'person'} with”", None
    fix = entry.fix(place)
    if place.term in {
        "suffering from",
        "suffering with",
        "afflicted with",
        "afflicted by",
        "stricken with",
        "stricken by",
        "plagued by",
        "plagued with",
    }:
        fix = fix if _PERSON_BEFORE.search(place.before) else None
    return place, entry.instead(place.term), fix


def _of_ailment(place: Place, entry: Entry, vocabulary: Vocabulary) -> bool:
    """Say whether what stands behind the words is what somebody has or feels: its name, or "it" behind the name."""
    if names_ailment(place.after, vocabulary, words=_NEAR if entry.kind == "war" else _FAR):
        return True
    back = _BACK.match(place.after)
    return back is not None and names_ailment(place.before, vocabulary)


def _named(place: Place, entry: Entry, vocabulary: Vocabulary) -> tuple[Place, str, Fix | None] | None:
    """Find "migraine sufferers" and "stroke victims"."""
    many = place.term.endswith("s")
    start = name_start(place.before, vocabulary)
    if start is None:
        if entry.kind == "named":
            return None
        return place, f"write “{'people' if many else 'person'} with” and the condition", None
    whole = place.moved(start=place.sentence.start + start)
    name = whole.text[: place.start - whole.start].strip()
    if name[:1].isupper() and not name.split(maxsplit=1)[0].isupper() and whole.start == place.sentence.start:
        name = name[0].lower() + name[1:]
    events = {"stroke", "heart attack", "concussion"}
    if name.lower() in events:
        instead = f"{'people who have' if many else 'person who has'} had a {name}"
    elif name.lower() == "burn":
        instead = f"{'people' if many else 'person'} with burns"
    else:
        instead = f"{'people' if many else 'person'} with {name}"
    joined = re.search(r"(?:\b(?:and|or)|,|/)\s?\Z", whole.before)
    return whole, f"write “{instead}”", None if joined else replaced(whole, instead)


def _wheelchair(place: Place, entry: Entry) -> tuple[Place, str, Fix | None]:
    """Find "wheelchair-bound patients", "is wheelchair-bound" and "confined to a wheelchair"."""
    if not place.term.endswith("bound"):
        fix = (
            entry.fix(place)
            if place.term.split()[0] in {"is", "are", "was", "were", "be"} or _PERSON_BEFORE.search(place.before)
            else None
        )
        return place, entry.instead(place.term), fix
    behind = re.match(rf"\s({PERSONS})\b", place.after)
    if behind is None:
        return place, entry.instead(place.term), None
    single = (
        re.search(r"\b(?:an?|the|one|each|every)\s\Z", place.before)
        and not behind[1].endswith("s")
        and behind[1] not in {"people", "men", "women", "children"}
    )
    instead = f"{behind[1]} who {'uses' if single else 'use'} a wheelchair"
    whole = place.moved(end=place.end + behind.end())
    return whole, f"write “{instead}”", replaced(whole, instead)


def _predicated(place: Place) -> bool:
    """Say whether an adjective stands behind its verb, not before a noun."""
    return re.search(r"\b(?:is|are|was|were|be|been|being|become|becomes|became)\s\Z", place.before) is not None


def _fails_treatment(after: str, vocabulary: Vocabulary) -> bool:
    """Say whether what somebody failed, in the words behind the verb, is a treatment."""
    if _NOT_BY_PERSON.match(after):
        return False
    if after.startswith(" to respond"):
        return True
    clause = re.split(r"[.;:!?()]|\s(?:because|but|so|when|while|which|who|if|to)\s", after, maxsplit=1)[0]
    words = _WORD.findall(clause)[:_REACH]
    text = " ".join(words)
    return (
        treatment_terms(vocabulary).any_in(text)
        or _treatments().any_in(text)
        or any(named_like_treatment(word) for word in words)
    )


@cache
def _treatments() -> TermList:
    return TermList(cast("list[str]", _WORDINGS.data["treatments"]))
