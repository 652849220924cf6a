"""Long and technical words in a text, and what can stand in their place.

The list is `lexicon/plain_words.yaml`: about 540 words and phrases, with the turns of phrase that stay as they are and
the senses that have to. Alternatives come in the form of the word that was met ("administering": "giving").
Only a person can say which sense is meant, so nothing here is more than a proposal unless it is marked as safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.analysis.lexicon import lexicon
from caveat.document import fold
from caveat.terms import TermList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from caveat.terms import Data

__all__ = [
    "PlainForm",
    "PlainMatch",
    "PlainSource",
    "PlainWord",
    "find_plain_words",
    "plain_form",
    "plain_forms",
    "plain_words",
]

Part = Literal["verb", "noun", "adjective", "adverb", "phrase"]


@dataclass(frozen=True, slots=True)
class PlainSource:
    """Where pairs of words were taken from."""

    title: str
    publisher: str
    address: str
    licence: str


@dataclass(frozen=True, slots=True)
class PlainWord:
    """An entry of the list: a word or phrase, and what can stand in its place or explain it.

    `plain` are the alternatives in dictionary form, the best first; it may be empty, and then `means` explains.
    `medical` terms need explaining at first use when they stay. `keep` names the senses that stay as they are.
    """

    term: str
    part: Part
    plain: tuple[str, ...]
    means: str
    medical: bool
    safe: bool
    keep: str
    unless: tuple[str, ...]
    mass: bool
    source: PlainSource


@dataclass(frozen=True, slots=True)
class PlainForm:
    """A word of the list as it stands in a text, with the alternatives in the same form.

    `safe` holds for the first alternative: it can be put in without a person reading it, provided that no alternative
    stands in the same sentence anyway, as in "itching (pruritus)".
    """

    word: PlainWord
    form: str
    plain: tuple[str, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class PlainMatch:
    """Where a word of the list stands in a text."""

    start: int
    end: int
    found: PlainForm


@cache
def plain_words() -> tuple[PlainWord, ...]:
    """Return the entries of the list, in its order."""
    data = lexicon("plain_words")
    sources = {
        key: PlainSource(**{field: str(value) for field, value in cast("dict[str, Data]", fields).items()})
        for key, fields in cast("dict[str, Data]", data["sources"]).items()
    }
    return tuple(
        PlainWord(
            term=str(entry["term"]),
            part=cast("Part", group["part"]),
            plain=_texts(entry, "plain"),
            means=str(entry.get("means", "")),
            medical=bool(group["medical"]),
            safe=bool(entry.get("safe", False)),
            keep=str(entry.get("keep", "")),
            unless=_texts(entry, "unless"),
            mass=bool(entry.get("mass", False)),
            source=sources[str(group["source"])],
        )
        for group in _tables(data["groups"])
        for entry in _spelled(group)
    )


def _tables(data: Data) -> list[dict[str, Data]]:
    return cast("list[dict[str, Data]]", data)


def _spelled(group: Mapping[str, Data]) -> Iterator[dict[str, Data]]:
    """Yield the entries of a group, once for each spelling."""
    for entry in _tables(group["entries"]):
        for term in (str(entry["term"]), *_texts(entry, "also")):
            yield {**entry, "term": term}


def _texts(entry: Mapping[str, Data], key: str) -> tuple[str, ...]:
    return tuple(str(value) for value in cast("list[Data]", entry.get(key, [])))


def plain_form(word: str) -> PlainForm | None:
    """Return what is known of a word or phrase in any of its forms, whatever stands around it."""
    return plain_forms().get(_spaced(fold(word)))


def find_plain_words(folded: str) -> Iterator[PlainMatch]:
    """Yield the words of the list in a folded text, but for the turns of phrase that stay as they are."""
    forms = plain_forms()
    for match in _terms().find(_spaced(folded)):
        found = forms.get(match.term) if match.label else None
        if found is not None and not _in_compound(folded, match.start, match.end):
            yield PlainMatch(match.start, match.end, found)


def _spaced(folded: str) -> str:
    return folded.replace("-", " ")


def _in_compound(folded: str, start: int, end: int) -> bool:
    """Say whether a hyphen joins the word to another: "self-administered"."""
    return (start > 1 and folded[start - 1] == "-" and folded[start - 2].isalnum()) or (
        end + 1 < len(folded) and folded[end] == "-" and folded[end + 1].isalnum()
    )


@cache
def plain_forms() -> Mapping[str, PlainForm]:
    """Return every form of every entry, folded and with spaces for hyphens."""
    found: dict[str, PlainForm] = {}
    for word in plain_words():
        for form in _inflected(word):
            found.setdefault(_spaced(fold(form.form)), form)
    return found


@cache
def _terms() -> TermList:
    """Return the forms, labelled, and the turns of phrase that stay, without a label."""
    terms = dict.fromkeys(plain_forms(), "plain")
    terms.update((_spaced(fold(phrase)), "") for word in plain_words() for phrase in word.unless)
    return TermList(terms)


# ---------------------------------------------------------------------- inflection

# Past tense and participle, where they are not made with -ed.
_IRREGULAR: Final = {
    "be": ("was", "been"),
    "begin": ("began", "begun"),
    "break": ("broke", "broken"),
    "breastfeed": ("breastfed", "breastfed"),
    "bring": ("brought", "brought"),
    "buy": ("bought", "bought"),
    "build": ("built", "built"),
    "choose": ("chose", "chosen"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "do": ("did", "done"),
    "drink": ("drank", "drunk"),
    "eat": ("ate", "eaten"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "have": ("had", "had"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "leave": ("left", "left"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "mean": ("meant", "meant"),
    "meet": ("met", "met"),
    "put": ("put", "put"),
    "see": ("saw", "seen"),
    "send": ("sent", "sent"),
    "show": ("showed", "shown"),
    "shrink": ("shrank", "shrunk"),
    "speed": ("sped", "sped"),
    "spend": ("spent", "spent"),
    "spread": ("spread", "spread"),
    "take": ("took", "taken"),
    "tear": ("tore", "torn"),
    "tell": ("told", "told"),
    "think": ("thought", "thought"),
    "throw": ("threw", "thrown"),
}
_THIRD_PERSON: Final = {"be": "is", "do": "does", "go": "goes", "have": "has"}
_DOUBLED: Final = frozenset(
    ["ban", "begin", "control", "cut", "get", "let", "occur", "permit", "put", "recur", "rid", "stop", "transmit"]
)
_UNCOUNTED: Final = frozenset(
    [
        "advice",
        "bleeding",
        "breastfeeding",
        "confusion",
        "damage",
        "getting",
        "help",
        "illness",
        "milk",
        "outlook",
        "prevention",
        "relief",
        "swelling",
        "use",
        "worsening",
    ]
)
_NO_HEAD: Final = frozenset({"how", "not", "taking", "getting", "coughing", "passing", "feeling", "being"})
_AFTER_HEAD: Final = frozenset(
    {
        "after",
        "against",
        "between",
        "during",
        "for",
        "from",
        "in",
        "not",
        "of",
        "or",
        "that",
        "to",
        "when",
        "with",
        "without",
    }
)


def _inflected(word: PlainWord) -> Iterator[PlainForm]:
    yield PlainForm(word, word.term, word.plain, word.safe)
    if word.part == "verb":
        for inflect in (_third_person, _present_participle):
            (form,) = _each(inflect, (word.term,))
            yield PlainForm(word, form, _each(inflect, word.plain), word.safe)
        (form,) = _each(_past, (word.term,))
        pasts, participles = _each(_past, word.plain), _each(_past_participle, word.plain)
        # The term's own form does not say which of the two it is: "gave" and "given" stand for "administered".
        both = tuple(one for pair in zip(participles, pasts, strict=True) for one in dict.fromkeys(pair))
        yield PlainForm(word, form, both, word.safe and participles[:1] == pasts[:1])
    elif word.part == "noun" and not word.mass:
        yield PlainForm(word, plural(word.term), tuple(map(_plural_phrase, word.plain)), word.safe)


def _each(inflect: Callable[[str], str], phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Inflect the first word of each phrase; "not go away" has no other form and is left out."""
    parts = (phrase.partition(" ") for phrase in phrases)
    return tuple(f"{inflect(verb)}{space}{rest}" for verb, space, rest in parts if verb != "not")


def _third_person(verb: str) -> str:
    return _THIRD_PERSON.get(verb) or _with_s(verb)


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def _present_participle(verb: str) -> str:
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return verb + "ing"


def _past(verb: str) -> str:
    return _IRREGULAR[verb][0] if verb in _IRREGULAR else _regular_past(verb)


def _past_participle(verb: str) -> str:
    return _IRREGULAR[verb][1] if verb in _IRREGULAR else _regular_past(verb)


def _regular_past(verb: str) -> str:
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ed"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def plural(noun: str) -> str:
    """Return a noun's plural: metastasis, metastases."""
    if noun.endswith("sis"):
        return noun[:-2] + "es"
    if noun.endswith("rombus"):
        return noun[:-2] + "i"
    if noun == "sequela":
        return "sequelae"
    return _with_s(noun)


def _plural_phrase(phrase: str) -> str:
    """Return the plural of a phrase: its head is the last word before a preposition."""
    words = phrase.split()
    if words[0] in _NO_HEAD:
        return phrase
    head = next((index - 1 for index, word in enumerate(words) if index and word in _AFTER_HEAD), len(words) - 1)
    noun = words[head]
    if noun in _UNCOUNTED or (noun.endswith("s") and not noun.endswith("ss")):
        return phrase
    words[head] = "people" if noun == "person" else _with_s(noun)
    return " ".join(words)
