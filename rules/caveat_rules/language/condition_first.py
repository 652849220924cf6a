r"""Puts what people have before the people: diabetics, CRPS patients, a schizophrenic, the elderly.

## Why it matters

Somebody who has diabetes is more than that, and does not come to a page as “a diabetic”.
Medical and government style guides ask for the person first, unless a community prefers it the other way.

## What to write instead

Say what people have, not what they are: “people with diabetes”, “patients with cancer”, “a person with schizophrenia”, “people who have had a stroke”, “older people”.
The fixes propose this with number and article right; they are for a person to judge.

## What is not flagged

- Communities that name themselves by what they are.
  The option `identity-first` lists their words; by default `autistic`, `blind`, `deaf`, `deafblind`, `disabled` and `dyslexic`, so that “autistic people” stands.
  A house that wants the person first there as well sets it to an empty list.
  “The disabled”, “the blind” and “the deaf” are flagged all the same; “the Deaf community” is not.
- An adjective on a thing: diabetic foot, epileptic seizure, asthmatic wheeze, schizophrenic symptoms, cancer patient groups.
- Names of bodies, trials and laws, quotations, people who speak of themselves, lists of references, and what `accept` lists.
- “Patients” after something else than a condition: transplant patients, hospital patients.

“Patients” after the name of a condition is left alone where the option `compounds` is false.
“If you are diabetic” is flagged like “you are a diabetic”.

## Examples

```flagged
Benefits for «CRPS patients».
```

```flagged
«Diabetics» and «the elderly» should drink enough. Tell us if you are «epileptic».
```

```flagged
We see «a schizophrenic» and two «asthmatic children».
```

```clean
What it may do for people with CRPS.
```

```clean
Diabetic foot ulcers and epileptic seizures need care.
```

```clean
Autistic people and deaf people were asked what they wanted.
```

## Precision

On 687 pages of public bodies the rule fired 43 times in 0.54 million words, 19 of them on one page.
All were read and all were right; two left out a word of the condition's name (“chronic lymphocytic”), mended since.
Few of those pages call people “diabetics”, so the figure speaks mostly of “patients” and “the elderly”.

## Sources

- National Institutes of Health, *Style Guide: Person-first and Destigmatizing Language*: what a person has rather than is; “person with cancer”, not “cancer patient”; the communities that may prefer identity first. Read. <https://www.nih.gov/nih-style-guide/person-first-destigmatizing-language>.
- Dickinson and others, *The Use of Language in Diabetes Care and Education*, Diabetes Care 2017;40:1790. Table read. <https://doi.org/10.2337/dci17-0041>.
- UK government, *Inclusive language: words to use and avoid when writing about disability*: no medical labels, “disabled people” rather than “the disabled”. Read. <https://www.gov.uk/government/publications/inclusive-communication/inclusive-language-words-to-use-and-avoid-when-writing-about-disability>.
- Centers for Disease Control and Prevention, *Preferred Terms for Select Population Groups & Communities*. Read in part. <https://www.cdc.gov/health-communication/php/toolkit/preferred-terms.html>.
- *AMA Manual of Style*, 11th edition, 2020, section 11.12.6. Its heading read; its advice as quoted by others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from caveat.library import Reading
from caveat.patterns import compiled
from caveat.rule import Context, Fix, Hit, documents, hit, rule
from caveat.terms import TermList, load_yaml_file
from caveat_rules.language.ailment import name_start
from caveat_rules.language.wording import NOUN_ENDS, PERSONS, Place, is_accepted, own_words, replaced

if TYPE_CHECKING:
    from caveat.terms import Vocabulary

_PERSON_BEHIND: Final = compiled(rf"\s({PERSONS})\b(?!')")
_ONE: Final = compiled(
    r"(?:person|patient|individual|adult|child|kid|teen|teenager|adolescent|youth|student|pupil|baby|infant|man|woman|boy|girl|mother|father"
    r"|parent|relative|resident|client|worker|member|friend|candidate|volunteer|participant|employee|driver|customer|travell?er|reader"
    r"|veteran|partner|spouse|wife|husband|son|daughter|brother|sister|sibling|population|senior|family)\Z"
)
_NOUN: Final = compiled(rf"(?!\s(?:and|or)\s[\w-]+\s(?:{PERSONS}|foods?|diets?|drinks?)\b|-)(?:{NOUN_ENDS})")
_VERB: Final = compiled(
    r"\s(?:(?!disabled|retired|infected|injured|hospitali[sz]ed|affected|confused|married|divorced|widowed|unemployed)\w+ed|get|got|feel|felt|fall|fell"
    r"|live|lives|face|want|benefit|tend|become|became|make|made|go|went|see|saw|say|said|come|came|give|gave|eat|drink|ride|walk|use|pay|stay)\b"
)
_DETERMINER: Final = compiled(
    r"(?:^|\b(?:an?|the|this|that|every|each|another|one|any|no|young|known|former|brittle|elderly|fellow|male|female"
    r"|type\s[12]|insulin-dependent|chronic|severe))\s\Z"
)
_TYPE: Final = compiled(r"\btype[\s-](?:[12]|i|ii|one|two)\s\Z")
_PREDICATE: Final = compiled(
    r"\b(?:you|he|she|they|who|someone|somebody|anyone|patients?|people|persons?|child|children|mother|father|partner|friend|relative|son"
    r"|daughter|brother|sister|wife|husband|baby|man|woman|men|women|individuals?)"
    r"(?:'(?:re|s)|\s(?:is|are|was|were|has\sbeen|have\sbeen|may\sbe|might\sbe))(?:\s(?:also|both|already|not|severely|chronically|either))?\s\Z"
)
# A state of the moment, or what a thing is, rather than what somebody is called.
_PASSING: Final = frozenset(
    {
        "anemic",
        "anaemic",
        "hypertensive",
        "psychotic",
        "neurotic",
        "depressive",
        "rheumatic",
        "arthritic",
        "alcoholic",
        "demented",
        "mentally ill",
    }
)
_GOES_ON: Final = compiled(
    r"[-']|\s(?:(?:and|or)\s[\w-]+\s)?(?:groups?|advoca\w+|advisory|education|safety|care|support|populations?|navigat\w+|records?|data|portals?"
    r"|experiences?|outcomes?|communit(?:y|ies)|organi[sz]ations?|samples?|charit(?:y|ies)|information|registr(?:y|ies)|journeys?|stor(?:y|ies)"
    r"|forums?|services?|leaflets?|cohorts?|survival|needs|monitoring|management|numbers?|tissue|cells?|blood|sera|tumou?rs?|transport|transfers?"
    r"|visits?|volumes?|homes?|programs?|programmes?|pathways?|recruitment|panels?|representatives?|associations?|families|family|deaths?)\b"
)


@dataclass(frozen=True, slots=True)
class Options:
    """Which communities name themselves by what they are, and whether “cancer patients” counts.

    `identity_first` holds the words that such communities use before “people”; `compounds` turns off the findings on
    “patients” after the name of a condition.
    """

    identity_first: tuple[str, ...] = ("autistic", "blind", "deaf", "deafblind", "disabled", "dyslexic")
    compounds: bool = True


class _Condition(NamedTuple):
    """A word that says what people have, and how to say so behind the people."""

    word: str
    many: str
    one: str


class _Found(NamedTuple):
    """A label where it stands, with the words in its stead."""

    place: Place
    instead: str
    fix: Fix | None


@cache
def _data() -> Mapping[str, object]:
    return cast("dict[str, object]", load_yaml_file(Path(__file__).with_suffix(".yaml")))


@cache
def _conditions() -> Mapping[str, _Condition]:
    """The conditions by the words for those who have them, in the singular and the plural."""
    found: dict[str, _Condition] = {}
    for entry in cast("list[dict[str, str]]", _data()["conditions"]):
        many = entry.get("who") or f"with {entry['has']}"
        one = entry.get("one") or entry.get("has", "")
        condition = _Condition(entry["word"], many, one if one.startswith("who") else f"with {one}")
        found[entry["word"]] = condition
        if "plural" in entry:
            found[entry["plural"]] = condition
    return found


@cache
def _groups() -> Mapping[str, str]:
    return {entry["words"]: entry["instead"] for entry in cast("list[dict[str, str]]", _data()["groups"])}


@cache
def _terms() -> TermList:
    return TermList([*_conditions(), *_groups(), "patients", "patient"])


@cache
def _plurals() -> frozenset[str]:
    return frozenset(word for word, condition in _conditions().items() if word != condition.word)


@rule(
    documents,
    message="“{phrase}” names people after what they have; write {instead}.",
    severity="info",
    standard="NIH Style Guide, person-first language; AMA Manual of Style 11.12.6",
    options=Options,
)
def check(reading: Reading, context: Context[Options]) -> Iterator[Hit]:
    """Flag labels for people, each with the person put first."""
    identity = frozenset(word.lower() for word in context.options.identity_first)
    vocabulary = reading.analysis.vocabulary

    def find(place: Place) -> _Found | None:
        if place.term in {"patients", "patient"}:
            return _compound(place, vocabulary) if context.options.compounds else None
        if place.term in _groups():
            return _group(place)
        condition = _conditions()[place.term]
        return None if condition.word in identity else _labelled(place, condition)

    for place in own_words(reading, _terms(), lambda place: find(place) is not None):
        found = find(place)
        if found is None or is_accepted(reading, found.place):
            continue
        choices = " or ".join(f"“{choice}”" for choice in found.instead.split("|"))
        yield hit(
            place.sentence.block.prose.locate(found.place.start, found.place.end),
            phrase=found.place.text,
            instead=choices,
            fix=found.fix,
        )


def _group(place: Place) -> _Found | None:
    """Find "the elderly" as a noun."""
    if (
        not (_NOUN.match(place.after) or _VERB.match(place.after))
        or place.text[4:5].isupper()
        or re.match(r"\s(?:was|is)\s(?:broken|kept)", place.after)
    ):
        return None
    instead = _groups()[place.term]
    return _Found(place, instead, None if "|" in instead else replaced(place, instead))


def _labelled(place: Place, condition: _Condition) -> _Found | None:
    """Find "diabetics", "a diabetic", "diabetic patients" and "you are diabetic"."""
    before, after = place.before, place.after
    if re.search(r"\bnon[\s-]?\Z", before):
        return None
    kind = _TYPE.search(before)
    many, one = condition.many, condition.one
    if kind is not None and many.startswith("with "):
        place = place.moved(start=place.start - len(kind[0]))
        many = one = f"with {kind[0]}{many[5:]}"
    if place.term in _plurals():
        instead = f"people {many}"
        return _Found(place, instead, replaced(place, instead))
    person = _PERSON_BEHIND.match(after)
    if person is not None:
        single = _ONE.match(person[1]) is not None
        instead = f"{person[1]} {one if single else many}"
        moved = place.moved(end=place.end + person.end())
        if single and not re.search(
            r"\b(?:an?|the|this|that|each|every|any|your|his|her|my|their|our)\s(?:[\w-]+\s)?\Z", before
        ):
            return None
        joined = re.search(r"(?:\b(?:and|or)|,)\s\Z", before)
        return _Found(moved, instead, None if joined else replaced(moved, instead))
    if not _NOUN.match(after) or condition.many.startswith("who"):
        return None
    if _DETERMINER.search(before) and re.search(
        r"\b(?:an?|the|this|that|every|each|another|one|any|no)\s(?:[\w-]+\s){0,2}\Z", before
    ):
        if condition.word in {"disabled", "bipolar", "mentally ill", "demented", "alcoholic"}:
            return None
        instead = f"person {one}"
        article = re.search(r"\ban?\s\Z", before)
        fix = replaced(place, instead)
        if article is not None:
            place, instead = place.moved(start=place.start - len(article[0])), f"a {instead}"
        return _Found(place, instead, fix)
    if condition.word not in _PASSING and condition.word != "disabled" and _PREDICATE.search(before):
        return _Found(
            place,
            f"have {many.removeprefix('with ')}" if "you" in before[-12:] else f"has {one.removeprefix('with ')}",
            None,
        )
    return None


def _compound(place: Place, vocabulary: Vocabulary) -> _Found | None:
    """Find "cancer patients" and "a cancer patient"."""
    after = place.after
    if place.term == "patient" and _GOES_ON.match(after):
        return None
    start = name_start(place.before, vocabulary)
    if start is None:
        return None
    single = place.term == "patient"
    moved = place.moved(start=place.start - len(place.before) + start)
    name = moved.text[: place.start - moved.start].strip()
    left = place.before[:start]
    if single and not re.search(
        r"\b(?:an?|the|this|that|each|every|any|your|his|her|my|their|our|one)\s(?:[\w-]+\s)?\Z", left
    ):
        return None
    said = _events().get(name.lower())
    how = said.split("|")[single] if said else f"with {_plain(name)}"
    instead = f"{'person' if single else 'people'} {how}|{place.term} {how}"
    joined = re.search(r"(?:\b(?:and|or)|,|/)\s?\Z", left)
    fix = None if joined or after.startswith("'") else replaced(moved, f"{place.term} {how}")
    return _Found(moved, instead, fix)


@cache
def _events() -> Mapping[str, str]:
    return cast("dict[str, str]", _data()["events"])


def _plain(name: str) -> str:
    """Return the name of a condition as it stands inside a sentence: "Arthritis" loses its capital, "CRPS" does not."""
    first = name.split(maxsplit=1)[0]
    proper = first.lower() in {"parkinson's", "alzheimer's", "crohn's", "huntington's", "hodgkin's", "down"}
    return name if proper or not first.istitle() or first.endswith("'s") else name[0].lower() + name[1:]
