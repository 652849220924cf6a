"""Where listed words stand in a text as the publisher's own: no name, quotation, first-person account or mention.

What the rules of this family share: each lists words in a file beside it, with what must or must not stand around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from caveat.patterns import compiled
from caveat.rule import Edit, Fix
from caveat.terms import Cue, TermList, load_yaml_file

if TYPE_CHECKING:
    from caveat.analysis import Sentence
    from caveat.document import Block
    from caveat.library import Reading
    from caveat.rule import Grade
    from caveat.terms import Cues

_ASIDE: Final = frozenset({"references"})
_QUOTED: Final = compiled(
    r"“[^”]{1,600}(?:”|$)|\"[^\"]{1,600}\"|(?<![\w’'])‘[^’]{1,200}’(?!\w)|(?<![\w'])'[^']{3,200}'(?!\w)"
)
# The writer, or somebody the writer lets speak, tells of their own life. "Type I diabetes" tells of nobody.
_FIRST_PERSON: Final = compiled(
    r"(?<![Tt]ype )(?<![Pp]hase )(?<![Ff]actor )(?<![Cc]lass )(?<![Pp]art )(?<![Gg]rade )(?<![Ss]tage )(?<![Ll]evel )"
    r"(?<![Tt]able )(?<!War )\bI(?:['’](?:m|ve|d|ll)\b|\s[a-z])"
)
_MENTION: Final = compiled(
    r"\b(?:(?:terms?|words?|labels?|phrases?|expressions?|wording|nicknames?|slang|slurs?)(?:\s(?:like|such\sas|of|is|was|are|as|for))?"
    r"|(?:never|don't|do\snot|not\sto|to|avoid|stop)\s(?:saying|say|writing|write|using|use|calling\s\w+|call\s\w+)(?:\s\w+\sas)?"
    r"|so-called|label(?:l?ed|l?ing)(?:\s\w+)?(?:\sas)?|(?:formerly|previously|once|sometimes|also|often|used\sto\sbe|been|are|is|be|being|was|were)\s(?:called|known\sas|termed)"
    r"|called(?:\sthem|\shim|\sher|\syou|\sme)?)\s(?:an?\s|the\s)?\W*\Z"
)
# A list of words to avoid, or a table of them.
_LISTED: Final = compiled(
    r"^\W*(?:words?\sto\savoid|terms?\sto\savoid|avoid|don't\ssay|do\snot\ssay|not\sthis|instead\sof(?:\sthis)?)\s?:"
)
_ABOUT_WORDS: Final = compiled(
    r"\b(?:words?|terms?|language|phrases?|wording|terminology)\b.{0,40}\b(?:avoid|use|say|prefer\w*|matters?|instead)\b"
    r"|\b(?:avoid|preferred|stigmatizing|stigmatising|inclusive|person-first|people-first)\b.{0,20}\b(?:words?|terms?|language|phrases?|terminology)\b"
    r"|\b(?:don't\ssay|do\snot\ssay|not\sthis|instead\sof\sthis|say\sthis)\b"
)
# In a text about wording: "say died by suicide instead of committed suicide".
_CONTRAST: Final = compiled(r"\b(?:instead\sof|rather\sthan|and\snot|not|over)\s(?:an?\s|the\s)?\W*\Z")
_WORDING: Final = compiled(
    r"\b(?:say|says|saying|write|writing|terms?|words?|wording|language|phrases?|call(?:ed|ing)?|prefer(?:red|s)?|people-first|person-first|stigma\w*)\b"
)
_BODIES: Final = (
    r"Institutes?|Administration|Societ(?:y|ies)|Associations?|Alliance|Act|Foundation|Journal|Council|Commission|Office|Cent(?:er|re)s?"
    r"|Network|Department|Coalition|League|Anonymous|Trust|Fund|Action|Hotline|Helpline|Lifeline|Survey|Registry|Committee|Division"
    r"|Services?|Collaborative|Agency|Ministry|Federation|Union|Charity|Academy|College|Board|Authority|Bureau|Conference|Convention"
    r"|Regulations?|Code|Bill|Directive|Order|Statistics|Manual|Hospital|Home|Clearinghouse|Campaign|Week|Month|Day|Branch|Forum"
    r"|Partnership|Initiative|Taskforce|Force|Team|Program(?:me)?|Project|Study|Trial|Group|Unit|Review|Archives|Bulletin|Quarterly"
)
# A run of capitals with the small words that names hold: "Substance Abuse and Mental Health Services Administration".
_NAME_BEHIND: Final = compiled(
    rf"(?:(?:\s|-)(?:of|and|the|for|on|in|&|with|against|to|[A-Z][\w'’-]*),?){{0,7}}?(?:\s|-)(?:{_BODIES})\b"
)
_NAME_BEFORE: Final = compiled(
    rf"\b(?:{_BODIES})(?:\s(?:of|and|the|for|on|in|&|with|against|to|[A-Z][\w'’-]*),?){{0,6}}\s\Z"
)
_CAPITALS_BEHIND: Final = compiled(r"(?<!\s(?:of|to|by)\b)(?<!\s(?:with|from)\b)\s(?:(?:and|for|on|&)\s)?[A-Z][a-z]")
NOUN_ENDS: Final = (
    r"(?:\s?(?:[.,;:!?)\]\"'-]|$)|\s(?:and|or|but|who|whom|whose|that|which|is|was|are|were|has|had|have|can|could|may|might|must|should"
    r"|shall|will|would|do|does|did|needs?|takes?|in|on|at|for|to|from|with|without|by|of|as|if|when|while|because|since|after"
    r"|before|until|than|not|never|also|often|rarely|usually|always|living|aged|under|over|like|during|through|unless|so|then)\b)"
)
"""What stands behind a word that is a noun by itself, not an adjective before one: "a diabetic who", "diabetic foot"."""
PERSONS: Final = (
    r"(?:people|persons?|patients?|individuals?|adults?|children|child|kids?|teens?|teenagers?|adolescents?|youths?|students?|pupils?"
    r"|babies|baby|infants?|m[ae]n|wom[ae]n|boys?|girls?|mothers?|fathers?|parents?|relatives?|residents?|clients?|inmates|workers?"
    r"|members?|population|populations|seniors|friends?|family|candidates?|volunteers?|participants?|employees?|drivers?|customers?"
    r"|travell?ers?|readers?|users|veterans?|partners?|spouses?|wife|husband|son|daughter|brother|sister|sibling)"
)
_WORDS: Final = compiled(r"[^\W\d_][\w'’-]*")
_ARTICLE: Final = compiled(r"\b(an?)\s\Z")
# In a title, shorter words and these may begin with a small letter: "Help for People with Asthma".
_LONGEST_SMALL: Final = 4
_SMALL: Final = frozenset({"with", "without", "from", "of", "a", "an", "in", "on", "by", "and", "or", "to", "the"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A listed way of saying something: its forms with what to write for each, and what must stand around them.

    An empty replacement is no proposal; several, parted by a bar, leave the choice to the writer. `before` and `after`
    must match right beside the words and `near` somewhere in the sentence; the ones with `not_` must not.
    """

    forms: Mapping[str, str]
    advice: str
    source: str
    kind: str = ""
    grade: Grade = "normal"
    because: str = ""
    safe: bool = False
    before: Cue | None = None
    after: Cue | None = None
    near: Cue | None = None
    not_before: Cue | None = None
    not_after: Cue | None = None
    not_near: Cue | None = None

    def holds(self, place: Place) -> bool:
        """Say whether the words around a place are those of this way of saying."""
        return (
            (self.before is None or self.before.pattern.search(place.before) is not None)
            and (self.after is None or self.after.pattern.match(place.after) is not None)
            and (self.not_before is None or self.not_before.pattern.search(place.before) is None)
            and (self.not_after is None or self.not_after.pattern.match(place.after) is None)
            and (self.near is None or self.near.pattern.search(place.sentence.folded) is not None)
            and (self.not_near is None or self.not_near.pattern.search(place.sentence.folded) is None)
        )

    def instead(self, term: str) -> str:
        """Return what to write for one of the forms, in words for the message."""
        if self.advice:
            return self.advice
        choices = [f"“{choice}”" for choice in self.forms[term].split("|")]
        return f"write {' or '.join([', '.join(choices[:-1]), choices[-1]] if choices[1:] else choices)}"

    def fix(self, place: Place) -> Fix | None:
        """Return the change that puts the replacement in the place of the words, when there is just one."""
        replacement = self.forms[place.term]
        if not replacement or "|" in replacement:
            return None
        return replaced(place, replacement, safety="safe" if self.safe else "review")


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a sentence: their offsets in the block's prose, and the folded sentence before and behind them."""

    sentence: Sentence
    start: int
    end: int
    term: str

    @property
    def before(self) -> str:
        """The sentence before the words, folded."""
        return self.sentence.block.prose.folded[self.sentence.start : self.start]

    @property
    def after(self) -> str:
        """The sentence behind the words, folded."""
        return self.sentence.block.prose.folded[self.end : self.sentence.end]

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.sentence.block.text[self.start : self.end]

    def moved(self, *, start: int | None = None, end: int | None = None) -> Place:
        """Return the place with another start or end."""
        return Place(self.sentence, self.start if start is None else start, self.end if end is None else end, self.term)


class Wordings:
    """The ways of saying that a file lists, and where they stand in a text."""

    def __init__(self, path: Path) -> None:
        """Take the file; it is read when the words are first looked for."""
        self._path = path

    @cached_property
    def data(self) -> Mapping[str, object]:
        """What the file holds."""
        return cast("dict[str, object]", load_yaml_file(self._path))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The ways of saying, in the file's order."""
        return tuple(_entry(given) for given in cast("list[dict[str, object]]", self.data["entries"]))

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[Entry, ...]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for form in entry.forms:
                found.setdefault(form, []).append(entry)
        return {form: tuple(entries) for form, entries in found.items()}

    @cached_property
    def terms(self) -> TermList:
        """All the words that are looked for."""
        return TermList(self._by_form)

    def find(self, reading: Reading) -> Iterator[tuple[Place, Entry]]:
        """Yield the publisher's own uses of the words, each with the first way of saying that holds there."""
        for place in own_words(reading, self.terms):
            for entry in self._by_form[place.term]:
                if entry.holds(place):
                    yield place, entry
                    break


def _entry(given: Mapping[str, object]) -> Entry:
    forms = cast("dict[str, str] | list[str]", given["forms"])
    return Entry(
        forms=forms if isinstance(forms, dict) else dict.fromkeys(forms, ""),
        advice=str(given.get("advice", "")),
        source=str(given["source"]),
        kind=str(given.get("kind", "")),
        grade=cast("Grade", given.get("grade", "normal")),
        because=str(given.get("because", "")),
        safe=bool(given.get("safe")),
        before=_pattern(given, "before", r"(?:{})\W*\Z"),
        after=_pattern(given, "after", r"(?:{})"),
        near=_pattern(given, "near", r"\b(?:{})"),
        not_before=_pattern(given, "not_before", r"(?:{})\W*\Z"),
        not_after=_pattern(given, "not_after", r"(?:{})"),
        not_near=_pattern(given, "not_near", r"\b(?:{})"),
    )


def _pattern(given: Mapping[str, object], key: str, frame: str) -> Cue | None:
    """Return what a key says must or must not stand around the words, compiled when such words are first met."""
    if key not in given:
        return None
    written = str(given[key]).replace("{end}", NOUN_ENDS).replace("{person}", PERSONS)
    return Cue(frame.replace("{}", written), "")


def own_words(reading: Reading, terms: TermList, wanted: Callable[[Place], bool] | None = None) -> Iterator[Place]:
    """Yield where listed words stand as the publisher's own; `wanted` can pass over most of them early."""
    for block in reading.document.blocks:
        if not _may_hold(reading, block):
            continue
        matches = list(terms.find(block.prose.folded))
        if not matches:
            continue
        sentences = reading.analysis.sentences_of(block)
        for match in matches:
            sentence = next((one for one in sentences if one.start <= match.start < one.end), None)
            if sentence is None:
                continue
            place = Place(sentence, match.start, match.end, match.term)
            if (wanted is None or wanted(place)) and is_own(reading, place):
                yield place


def own_sentences(reading: Reading, cues: Cues) -> Iterator[tuple[Sentence, Cue]]:
    """Yield the sentences that may hold the publisher's own words, each with the cues that may match it."""
    for block in reading.document.blocks:
        if not _may_hold(reading, block):
            continue
        likely = list(cues.may_match(block.prose.folded))
        for sentence in reading.analysis.sentences_of(block) if likely else ():
            for cue in likely:
                yield sentence, cue


def _may_hold(reading: Reading, block: Block) -> bool:
    """Say whether a block is the publisher's own text, and no quotation, reference or table of words to avoid."""
    return (
        block.kind != "code"
        and "quote" not in block.containers
        and reading.analysis.roles.get(block.index) not in _ASIDE
    )


def _on_wording(reading: Reading, block: Block) -> bool:
    """Say whether a list or table stands under a heading about words."""
    if block.kind not in {"item", "cell"}:
        return False
    heading = reading.document.section_of[block.index].heading
    return heading is not None and _ABOUT_WORDS.search(heading.prose.folded) is not None


def is_own(reading: Reading, place: Place) -> bool:
    """Say whether words are the publisher's: not quoted, accepted, part of a name, one's own story or only spoken of."""
    block = place.sentence.block
    for found in _QUOTED.finditer(block.text):
        if found.start() <= place.start and place.end <= found.end():
            return False
    if any(found.start <= place.start and place.end <= found.end for found in reading.accept.find(block.prose.folded)):
        return False
    return not (_is_another_s(place, block) or _on_wording(reading, block))


def is_accepted(reading: Reading, place: Place) -> bool:
    """Say whether the house accepts the words of a place, which may be longer than those that were looked for."""
    text = re.sub(r"^(?:an?|the)\s", "", place.sentence.block.prose.folded[place.start : place.end])
    return text in reading.accept


def _is_another_s(place: Place, block: Block) -> bool:
    """Say whether the words are part of a name, told in the first person, or only spoken of."""
    if is_name(place):
        return True
    before = place.before
    if _MENTION.search(before) or _LISTED.search(before):
        return True
    if _CONTRAST.search(before) and _WORDING.search(place.sentence.folded):
        return True
    told = list(_FIRST_PERSON.finditer(block.text, place.sentence.start, place.sentence.end))
    if not told:
        return False
    quoted = [found.span() for found in _QUOTED.finditer(block.text)]
    return any(not any(start <= one.start() < end for start, end in quoted) for one in told)


def is_name(place: Place) -> bool:
    """Say whether words are part of a name: "National Institute on Drug Abuse", "the Disabled Persons Act"."""
    text, sentence = place.sentence.block.text, place.sentence
    if not any(character.isupper() for character in place.text):
        return False
    behind, before = text[place.end : sentence.end], text[sentence.start : place.start]
    if _NAME_BEHIND.match(behind) or _NAME_BEFORE.search(before):
        return True
    if is_title(sentence):
        return False
    words = [word for word in _WORDS.findall(place.text) if not word.isupper() and len(word) >= _LONGEST_SMALL]
    if not words or not all(word[0].isupper() for word in words):
        return False
    if before.strip(" \"'“‘(-–—•*:;") and not before.rstrip().endswith((":", ". ", "–", "—")):
        return True
    return len(words) > 1 or _CAPITALS_BEHIND.match(text, place.end, sentence.end) is not None


def is_title(sentence: Sentence) -> bool:
    """Say whether most of a sentence's longer words begin with a capital, as in a title."""
    words = [word for word in _WORDS.findall(sentence.text) if len(word) > _LONGEST_SMALL - 1]
    return bool(words) and sum(word[0].isupper() for word in words) * 3 > len(words) * 2


def replaced(place: Place, words: str, *, safety: Literal["safe", "review"] = "review") -> Fix | None:
    """Return the change that writes other words in a place, with the article before them.

    None where markup stands inside the place, or where the words are only part of a longer one or a genitive.
    """
    if place.after.startswith(("'", "-")) or place.before.endswith("-"):
        return None
    text = place.text
    if text.isupper() and len(text) > _LONGEST_SMALL:
        words = words.upper()
    elif text[0].isupper() and not text.split()[0].isupper():
        words = words[0].upper() + words[1:]
        if len(text.split()) > 1 and all(word[0].isupper() for word in text.split() if len(word) >= _LONGEST_SMALL):
            words = " ".join(word if word in _SMALL else word[0].upper() + word[1:] for word in words.split())
    article = _ARTICLE.search(place.before)
    vowel = words[0].lower() in "aeiou"
    if article is not None and vowel != (article[1] == "an"):
        place = place.moved(start=place.start - len(article[0]))
        capital = place.text[0].isupper()
        words = f"{'A' if capital else 'a'}{'n' if vowel else ''} {words}"
    block = place.sentence.block
    span = block.prose.locate(place.start, place.end)
    if span.end - span.start != len(place.text) or any(
        place.start < edge < place.end for inline in block.inlines for edge in (inline.start, inline.end)
    ):
        return None
    return Fix((Edit(span.start, span.end, words),), safety)
